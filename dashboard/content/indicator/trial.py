"""Trying a target before anybody decides it: läge and prognos as they would be. Nothing is stored."""

from dataclasses import dataclass
from itertools import count
from math import floor, log10

from dashboard.blocks.words import Answered, Reasoning
from dashboard.content.facts import Facts
from dashboard.content.indicator.case import Case
from dashboard.content.reasoning import trial_reasoning
from dashboard.content.text import ended
from dashboard.content.verdict import of_trial
from malkollen.assess.assessment import Assessment
from malkollen.assess.direction import direction
from malkollen.assess.scale import direction_sign
from malkollen.assess.target import Aim
from malkollen.registry.paragraph import NOBODY, Target
from malkollen.texts.swedish import number
from malkollen.verdicts.assessor import Answer, Assessed, forecast_of, position_of
from malkollen.verdicts.targets_in_force import aim_for
from malkollen.verdicts.why_not_judged import why_unjudged, year_unjudged

LAST_YEAR = 2050
TRIED = "Prövat målvärde"
STEP, NO_EXAMPLE = 0.2, "till exempel 30"
"""How much better than a value an example is; the example where there is no value to begin from."""


@dataclass(frozen=True)
class Trial:
    """A tried target for one area: its answers, their arithmetic and the way to it."""

    assessed: Assessed
    aim: Aim
    answers: list[Answered]
    reasoning: list[Reasoning]


def unit(facts: Facts, key: str, base_year: int) -> str:
    """The unit a tried target is written in: an index for totals, otherwise the indicator's own."""
    indicator = facts.indicator(key)
    return f"index {base_year} = 100" if indicator.is_total else indicator.unit


def base_years(facts: Facts, key: str, area: str, variant: Answer) -> list[int]:
    """The years a way may begin in: those with a value, after the latest break, before the latest."""
    years = sorted(facts.assessor.series(key, area, variant))
    last_break = max((year for year in facts.registry.breaks_of(key) if years and year <= years[-1]), default=0)
    return [year for year in years[:-1] if year >= last_break]


def default_base(facts: Facts, key: str, years: list[int]) -> int:
    """The index year, or the year before the programme, or the first there is."""
    wanted = facts.indicator(key).index_year or facts.registry.programme_of(key).base_year
    return wanted if wanted in years else years[0]


def example(facts: Facts, case: Case, base_year: int) -> str:
    """A round number to try, a fifth better than the area's value or so: "till exempel 350" where that is 440."""
    indicator, series = facts.indicator(case.indicator), facts.assessor.series(case.indicator, case.area, case.variant)
    value = series[max(series)] if series else 0.0
    if indicator.is_total:
        value = 100 * value / base if (base := series.get(base_year)) else 100.0
    if value <= 0:
        return NO_EXAMPLE
    sign = direction_sign(indicator.better or "higher")
    wanted = min(value * (1 + sign * STEP), (value + 100) / 2 if indicator.is_share else float("inf"))
    step = 10.0 ** floor(log10(wanted)) / 2
    shown = round(wanted / step) * step
    shown += sign * step if sign * (shown - value) <= 0 else 0.0
    decimals = next(places for places in count() if abs(round(shown, places) - shown) < step / 100)
    return f"till exempel {number(shown, decimals)}"


def target_years(last: int) -> list[int]:
    """The years a target may be set for."""
    return list(range(last + 1, LAST_YEAR + 1))


def read_number(text: str) -> float | None:
    """A number as people write it here: "30", "30,5", "−5", "1 200"; None for anything else."""
    plain = text.strip().replace("\u2212", "-").replace("\u00a0", "").replace(" ", "").replace(",", ".")
    if not plain.removeprefix("-").replace(".", "", 1).isdecimal() or len(plain) > 15:
        return None
    return float(plain)


def of_typed(facts: Facts, case: Case, typed: str, *, year: int, base_year: int) -> Trial | str:
    """What a target as somebody wrote it would give; why it cannot be tried, in Swedish, where it cannot."""
    value = read_number(typed)
    if value is None:
        return f"”{typed}” är inte ett tal. Skriv {example(facts, case, base_year)}."
    key, area, variant = case.indicator, case.area, case.variant
    return try_target(facts, key, area, variant, value=value, year=year, base_year=base_year)


def try_target(
    facts: Facts, key: str, area: str, variant: Answer, *, value: float, year: int, base_year: int
) -> Trial | str:
    """What a target would give; why it cannot be tried, in Swedish, where it cannot."""
    indicator = facts.indicator(key).model_copy(update={"kind": "mal"})
    series = facts.assessor.series(key, area, variant)
    value_now = facts.assessor.assess(key, area, variant).value
    reason = why_unjudged(indicator, facts.areas.by_id[area], value_now, facts.assessor.lags, facts.as_of)
    reason = reason or year_unjudged(indicator, value_now.year)
    if reason or value_now.value is None or base_year not in series:
        return ended(f"Målvärdet går inte att pröva: {reason or 'uppgift saknas'}")
    target = _target(facts, key, area, value, year, base_year, 100.0 if indicator.is_total else series[base_year])
    aim = aim_for(target, series)
    if aim is None:
        return f"Målvärdet går inte att pröva: värde saknas för {base_year}."
    terms = facts.assessor.terms(key)
    moved = direction(series, terms)
    position = position_of(indicator, value_now.value, target, series)
    ahead = forecast_of(indicator, series, terms, (TRIED, target), moved)
    found = Assessed(key, area, variant, value_now, Assessment("mal", position, moved, ahead), (TRIED, target))
    return Trial(found, aim, of_trial(facts, found), trial_reasoning(facts, found))


def _target(facts: Facts, key: str, area: str, value: float, year: int, base_year: int, base_value: float) -> Target:
    return Target(
        indicator=key,
        title=TRIED,
        value=value,
        unit=unit(facts, key, base_year),
        target_year=year,
        base_year=base_year,
        base_value=base_value,
        area=facts.areas.name(area),
        wording=TRIED,
        document="inget: ett prövat värde",
        decided_by=NOBODY,
        decided="inte beslutat",
        status="förslag",
        transfer="egen",
        checked="ej verifierad",
    )
