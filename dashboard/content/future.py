"""Prognos mot mål in words: the projection with numbers, and the pace needed against the pace observed."""

from dashboard.content import amounts
from dashboard.content.facts import Facts
from dashboard.content.text import amount, change_text, ended
from dashboard.content.values import change_before
from malkollen.assess.direction import IMPROVES, WORSENS
from malkollen.assess.forecast import Forecast, Projection
from malkollen.assess.target import Aim
from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import number, with_unit
from malkollen.values.areas import COUNTRY
from malkollen.verdicts.assessor import Assessed
from malkollen.verdicts.targets_in_force import aim_for

SCALE_WORDS = {"linear": "rät linje", "log": "lika många procent varje år", "s_curve": "S-kurva"}


def pace_sentence(facts: Facts, found: Assessed) -> str | None:
    """The sentence politicians use: needed a year against observed a year, and the last year beside riket's."""
    indicator, ahead = facts.indicator(found.indicator), found.found.forecast
    if ahead.required_per_year is None or found.target is None:
        return None
    sentence = (
        f"För att nå målet {found.target[1].target_year} behövs {amounts.yearly(indicator, ahead.required_per_year)}"
    )
    if ahead.observed_per_year is not None:
        moved = found.found.direction.label
        doubt = "" if moved in (IMPROVES, WORSENS) else f" ({moved})"  # a median slope alone is no trend
        sentence += f"; takten har varit {amounts.yearly(indicator, ahead.observed_per_year)}{doubt}"
    return f"{ended(sentence)} {_last_year(facts, found, indicator)}".strip()


def forecast_lines(facts: Facts, found: Assessed) -> list[str]:
    """The arithmetic of a forecast, or why there is none."""
    indicator, ahead = facts.indicator(found.indicator), found.found.forecast
    series = facts.assessor.series(found.indicator, found.area, found.variant)
    aim = aim_for(found.target[1], series) if found.target else None
    said = pace_sentence(facts, found)
    tail = [said] if said else []
    if aim is None or ahead.label is None:
        return [ended(f"Ingen prognos: {ahead.reason or 'inget målvärde gäller'}"), *tail]
    lines = [_projection_line(indicator, found, aim, projection) for projection in ahead.projections]
    lines.append(_interval_line(ahead))
    if ahead.away_from_target:
        lines.append("Utvecklas bort från målet: den bedömda förändringen eller de två senaste går åt fel håll.")
    return [*lines, *tail]


def _projection_line(indicator: Indicator, found: Assessed, aim: Aim, made: Projection) -> str:
    value, end = amount(indicator, found.value.value), amount(indicator, made.projected)
    base, target = amount(indicator, aim.base_value), amount(indicator, aim.value)
    years = (aim.year or 0) - found.value.year
    pace = "" if made.scale == "s_curve" else f" ({amounts.pace(indicator, made.slope)})"
    return (
        f"{SCALE_WORDS[made.scale].capitalize()}: {value} {found.value.year}, samma takt{pace} i {years} år ger {end} "
        f"{aim.year}. ({end} − {base}) / ({target} − {base}) = {amounts.way(made.share)}."
    )


def _interval_line(ahead: Forecast) -> str:
    low, high = (with_unit(number(100 * (share or 0.0)), "%") for share in (ahead.share_low, ahead.share_high))
    return (
        f"Med 80 procents säkerhet mellan {low} och {high}. "
        "Klasser: minst 95 % når målet, 60–95 % för långsamt, 0–60 % långt från målet, under 0 sämre än basåret."
    )


def _last_year(facts: Facts, found: Assessed, indicator: Indicator) -> str:
    """The last year's change, with riket's beside it."""
    evaluation = facts.evaluation(found.indicator, None if found.variant == "joint" else found.variant)
    own = change_before(facts, evaluation, found.area, found.value.year)
    country = change_before(facts, evaluation, COUNTRY, found.value.year)
    if own is None or own.difference is None:
        return ""
    text = f"Senaste året: {change_text(indicator, own)}"
    if country is None or country.difference is None or found.area == COUNTRY:
        return ended(text)
    return ended(f"{text}, riket {change_text(indicator, country)}")
