"""Sizes in verdicts as texts: paces a year, differences, shares of a way, and what a distance is in things."""

from dashboard.content.facts import Facts
from malkollen.answers.things import has_things, rounded_up, rounding
from malkollen.assess.trend import theil_sen
from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import inside, listed, number, signed, with_unit
from malkollen.values.values import Value
from malkollen.verdicts.assessor import Assessed

SIGNIFICANT = 3


def percent_pace(share: float) -> str:
    """A pace given as a share a year: −0.147 is "−14,7 % per år"; small ones with one decimal more."""
    return with_unit(signed(100 * share, 1 if abs(share) >= 0.01 else 2), "% per år")


def distance(indicator: Indicator, gap: float) -> str:
    """A difference between two values: procentenheter for shares, otherwise the unit, tonnes to thousands."""
    if indicator.is_share:
        return with_unit(signed(gap, indicator.decimals), "procentenheter")
    if indicator.unit == "ton" and abs(gap) >= 10_000:
        return with_unit(signed(gap, -3), "ton")
    return with_unit(signed(gap, indicator.decimals), indicator.unit)


def way(share: float) -> str:
    """A share of the way from base to target: "36 % av vägen"."""
    return f"{with_unit(number(100 * share), '%')} av vägen"


def things(facts: Facts, key: str, value: Value, gap: float) -> str | None:
    """What a distance is in things at today's denominator: "ungefär 12 400 bilar"; None where it counts none."""
    size = things_size(facts, key, value, gap)
    return None if size is None else _counted(facts, key, size)


def _counted(facts: Facts, key: str, size: float) -> str:
    """A number of things: rounded up as the answers have it where they count them, else to what a distance tells."""
    indicator = facts.indicator(key)
    step = rounding(indicator, facts.registry.measures) if has_things(indicator) else 0
    unit = facts.registry.measures[indicator.measures[0]].unit
    return f"ungefär {with_unit(number(rounded_up(abs(size), step) if step else rounded(abs(size))), unit)}"


def things_lines(facts: Facts, assessed: Assessed, gap: float, year: int | None) -> list[str]:
    """What a distance to a target is in things: at today's denominator, and at the one its own pace leads to."""
    today = things(facts, assessed.indicator, assessed.value, gap)
    if today is None:
        return []
    what = _divided_by(facts, assessed.indicator)
    lines = [f"Det motsvarar {today}, räknat på dagens siffra för {what}."]
    projected = projected_denominator(facts, assessed, year) if year else None
    if projected is not None:
        size = things_size(facts, assessed.indicator, assessed.value, gap, projected) or 0.0
        counted = _counted(facts, assessed.indicator, size)
        lines.append(f"Ändras siffran för {what} i samma takt till {year} motsvarar det i stället {counted}.")
    return lines


def _divided_by(facts: Facts, key: str) -> str:
    """What an indicator's value is divided by, by name: "folkmängd"; a reader knows of no divisor."""
    formula = facts.indicator(key).parsed
    measures = [facts.registry.measures[name] for name in (formula.divided_by if formula else ())]
    return listed(one.plain or inside(one.title) for one in measures)


def projected_denominator(facts: Facts, assessed: Assessed, year: int) -> float | None:
    """The denominator in a coming year if the pace of the judged years goes on (a straight line); None without one."""
    formula = facts.indicator(assessed.indicator).parsed
    evaluation = facts.assessor.evaluation(assessed.indicator, assessed.variant)
    judged = assessed.assessment.direction.values or {}
    if formula is None or evaluation is None or not formula.is_one_division or len(judged) < 2 or year <= max(judged):
        return None
    cells = evaluation.series.get(assessed.area, {})
    values = {
        y: formula.denominator(dict(zip(formula.measures, cells[y].sums, strict=True)))
        for y in judged
        if y in cells and cells[y].sums
    }
    last = max(values, default=year)
    return values[last] + theil_sen(values) * (year - last) if len(values) > 1 else None


def things_size(facts: Facts, key: str, value: Value, gap: float, denominator: float | None = None) -> float | None:
    """A distance times the denominator, without the formula's factor; None for totals and published values.

    Args:
        denominator: another than the value's own, such as a projected one.
    """
    indicator = facts.indicator(key)
    formula = indicator.parsed
    if formula is None or not formula.is_one_division or not value.sums:
        return None
    own = formula.denominator(dict(zip(formula.measures, value.sums, strict=True)))
    return gap * (own if denominator is None else denominator) / formula.factor


def rounded(size: float) -> float:
    """Three significant digits: more would say a precision that a distance does not have."""
    digits = len(str(int(abs(size)))) if abs(size) >= 1 else 1
    return round(size, min(0, SIGNIFICANT - digits))
