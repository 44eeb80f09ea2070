"""People by access class and municipality, and what the areas' size makes uncertain."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ingest.transit.areas.borders import Numbers, are_none
from ingest.transit.areas.small_areas import SmallAreas


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
    has_code = ~are_none(areas.municipality_code)
    codes, number = np.unique(areas.municipality_code[has_code].astype(str), return_inverse=True)
    people, part = areas.population[has_code], share[has_code]
    sums = [
        np.bincount(number, weights=weights, minlength=len(codes)).tolist()
        for weights in (people * part, people * (part >= 1), people * (part > 0), people, areas.is_point[has_code])
    ]
    return {
        code: Interval(value, None if points else low, None if points else high, of_all)
        for code, value, low, high, of_all, points in zip(codes.tolist(), *sums, strict=True)
    }


def by_class(areas: SmallAreas, method: str, shares: Mapping[str, Numbers]) -> list[ClassPopulation]:
    """Every municipality's people in every class, also where none are; a municipality's classes sum to its people."""
    return [
        ClassPopulation(code, method, access_class, found.value, found.low, found.high)
        for access_class, share in shares.items()
        for code, found in interval(areas, share).items()
    ]
