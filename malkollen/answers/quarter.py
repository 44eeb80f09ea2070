"""A municipality's quarter among those it is compared with: never a place, none of a fleet municipality's vehicles."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from malkollen.answers.basis import Basis
from malkollen.answers.place import can_rank
from malkollen.answers.things import has_things
from malkollen.registry.registry import Indicator
from malkollen.values.values import Value, Variant

Level = Literal["upper", "middle", "lower"]
UPPER, LOWER = 75, 25
"""Percentiles from which the upper quarter begins and under which the lower does, as in assess/position.py."""
FEW = 30
"""Things: as many or more need not be told beside a quarter."""


@dataclass(frozen=True)
class Quarter:
    """A quarter.

    Attributes:
        level: upper is the best; None where it depends on fleets, or the municipality is a fleet's.
        among: how many of the group have a value, itself too where it is one of them (is_beside where it is not).
        few: how many things it has, where they are few.
        either: the level with every municipality and that without those of fleets, where others' fleets decide it.
    """

    level: Level | None
    among: int
    is_beside: bool
    is_fleet: bool
    few: int | None = None
    either: tuple[Level, Level] | None = None


def quarter(basis: Basis, key: str, code: str) -> Quarter | None:
    """A municipality's quarter; None where municipalities are not compared, or it has no value."""
    indicator = basis.indicator(key)
    is_municipality = basis.areas.by_id[code].kind == "municipality"
    if (
        not can_rank(indicator)
        or not is_municipality
        or basis.unanswered(key, code)
        or indicator.judged_for == "groups"
    ):
        return None
    value = basis.leading(key, code).value
    group = basis.areas.reference_group.members
    among = sum(basis.evaluation(key, variant(indicator)).at(other, value.year).value is not None for other in group)
    levels = _levels(basis, key, code)
    level = levels[0] if len(set(levels)) == 1 else None
    of_fleet = is_fleet(basis, key, code)
    either = None if of_fleet else _either(levels)
    return Quarter(level, among, code not in group, of_fleet, _few(basis, key, value), either)


def variant(indicator: Indicator) -> Variant | None:
    """The variant that a municipality's quarter is counted among: of vehicles that without those of fleets."""
    return "without" if indicator.has_fleet_variants else None


def is_fleet(basis: Basis, key: str, code: str) -> bool:
    """Whether so many of a municipality's vehicles are a fleet's that they say little of who lives there."""
    fleets = basis.evaluation(key, basis.leading_variant(key)).fleets
    return basis.indicator(key).has_fleet_variants and fleets is not None and code in fleets.reasons


def _levels(basis: Basis, key: str, code: str) -> list[Level | None]:
    """The level that each variant gives, that with every municipality first; None where a variant has no value."""
    variants = [one for one in basis.assessor.variants(key) if one != "joint"]
    percentiles = [basis.assessment(key, code, one).position.percentile for one in variants]
    return [None if percentile is None else _of(percentile) for percentile in percentiles]


def _either(levels: Sequence[Level | None]) -> tuple[Level, Level] | None:
    """Two levels that differ; None where one is unknown or they are the same."""
    match levels:
        case [str() as every, str() as without] if every != without:
            return every, without
    return None


def _of(percentile: float) -> Level:
    return "upper" if percentile >= UPPER else "lower" if percentile < LOWER else "middle"


def _few(basis: Basis, key: str, value: Value) -> int | None:
    count = counted(basis.indicator(key), value)
    return count if count is not None and count < FEW else None


def counted(indicator: Indicator, value: Value) -> int | None:
    """How many things a value is of; None where its numerator counts none."""
    formula = indicator.parsed
    if formula is None or not has_things(indicator) or not value.sums:
        return None
    return round(formula.numerator(dict(zip(formula.measures, value.sums, strict=True))) / formula.factor)
