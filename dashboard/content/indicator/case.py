"""What a page or a sheet is about: one indicator in one area and year, in one variant of registered vehicles."""

from dataclasses import dataclass

from dashboard.blocks.page import Address
from dashboard.content.answers import answers
from dashboard.content.answers.phrases import plain
from dashboard.content.facts import Facts
from dashboard.content.text import change_text, doubt
from dashboard.content.values import base_year, change_since_base
from malkollen.answers.movement import movement
from malkollen.answers.quarter import counted
from malkollen.answers.things import rounding
from malkollen.texts.swedish import number
from malkollen.values.values import Value, Variant


@dataclass(frozen=True)
class Case:
    """An indicator in an area and a year. variant: None where it has none, or whatever is shown first."""

    indicator: str
    area: str
    year: int
    variant: Variant | None = None


def address(facts: Facts, case: Case, what: str, *choices: tuple[str, str]) -> Address:
    """Where a chart of a case lies as a file. what: as the file is named; choices: beside area and variant."""
    code = facts.indicator(case.indicator).code
    variant = (("variant", case.variant),) if case.variant else ()
    return Address(f"{code}-{what}", (("omrade", case.area), *choices, *variant), f"indikator/{code}")


def latest(facts: Facts, key: str, area: str) -> Case:
    """The latest year that an area has, in the variant that is said first."""
    return Case(key, area, facts.evaluation(key).latest(area).year, facts.variants(key)[0])


def since_base(facts: Facts, case: Case, *, is_doubt_told: bool = False) -> str:
    """What has happened since the programme's base year; across a break since its year, and what that says too much.

    Args:
        is_doubt_told: whether what it says too much stands above.
    """
    base = facts.registry.programme_of(case.indicator).base_year
    if case.year <= base:
        return "–"
    evaluation, first = facts.evaluation(case.indicator, case.variant), base_year(facts, case.indicator, case.year)
    change = change_since_base(facts, evaluation, case.area, case.year)
    indicator = facts.indicator(case.indicator)
    if change is None or first == base:
        return change_text(indicator, change, first)
    broken_by = movement(answers.basis(facts), case.indicator, case.area, None).broken_by
    broken = facts.registry.breaks[broken_by] if broken_by else None
    why = doubt(broken, indicator, *change.ends) if broken and change.ends and not is_doubt_told else ""
    return f"{change_text(indicator, change, first)}, då serien börjar om{f'; {why}' if why else ''}"


def how_many(facts: Facts, key: str, value: Value) -> str:
    """How many things a rate is of: "88 laddpunkter"; nothing where they are worked out of a rounded share."""
    indicator = facts.indicator(key)
    count = counted(indicator, value)
    if count is None or rounding(indicator, facts.registry.measures) > 1:
        return ""
    return f"{number(count)} {plain(indicator)}"
