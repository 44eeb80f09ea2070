"""What a page or a sheet is about: one indicator in one area and year, in one variant of registered vehicles."""

from dataclasses import dataclass

from dashboard.blocks.page import Address
from dashboard.content.facts import Facts
from malkollen.values.values import Variant


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
