"""What a page or a sheet is about: one indicator in one area and year, in one variant of registered vehicles."""

from dataclasses import dataclass

from dashboard.content.facts import Facts
from malkollen.values.values import Variant


@dataclass(frozen=True)
class Case:
    """An indicator in an area and a year. variant: None where it has none, or whatever is shown first."""

    indicator: str
    area: str
    year: int
    variant: Variant | None = None


def latest(facts: Facts, key: str, area: str) -> Case:
    """The latest year that an area has, in the variant that is said first."""
    return Case(key, area, facts.evaluation(key).latest(area).year, facts.variants(key)[0])
