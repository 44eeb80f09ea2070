"""People by access class and municipality, and what the areas' size makes uncertain."""

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.transit.borders import Numbers
from ingest.transit.small_areas import SmallAreas


@dataclass(frozen=True)
class Interval:
    """People of one municipality, and between which counts the true one lies.

    Attributes:
        value: with people evenly spread over each area.
        low: only the people of areas that lie whole within; high: of every area that is touched. Both None where any
            of the municipality's areas is only a point, which says nothing of where around it people live.
        people: all in the municipality's areas.
    """

    value: float
    low: float | None
    high: float | None
    people: float


@dataclass(frozen=True)
class ClassPopulation:
    """A row of mart.access, with its interval."""

    municipality_code: str
    method: str
    access_class: str
    population: float
    low: float | None
    high: float | None


def interval(areas: SmallAreas, share: Numbers) -> dict[str, Interval]:
    """People by municipality in a part of each area, and the cost of not knowing where in it they live.

    Args:
        share: the part of each area, 0 to 1. Those of several classes may be added first.

    Returns:
        By municipality code; areas without a municipality are in none.
    """
    found = {}
    for code in sorted({code for code in areas.municipality_code if code is not None}):
        mine = areas.municipality_code == code
        people, part = areas.population[mine], share[mine]
        known = not areas.is_point[mine].any()
        found[code] = Interval(
            value=float(people @ part),
            low=float(people[part >= 1].sum()) if known else None,
            high=float(people[part > 0].sum()) if known else None,
            people=float(people.sum()),
        )
    return found


def by_class(areas: SmallAreas, method: str, shares: Mapping[str, Numbers]) -> list[ClassPopulation]:
    """Every municipality's people in every class, also where none are; a municipality's classes sum to its people."""
    return [
        ClassPopulation(code, method, access_class, found.value, found.low, found.high)
        for access_class, share in shares.items()
        for code, found in interval(areas, share).items()
    ]
