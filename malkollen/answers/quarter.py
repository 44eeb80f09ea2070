"""A municipality's quarter among those it is compared with: never a place, none of a fleet municipality's vehicles."""

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
    """

    level: Level | None
    among: int
    is_beside: bool
    is_fleet: bool
    few: int | None = None


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
    variant: Variant | None = "without" if indicator.has_fleet_variants else None
    fleets = basis.evaluation(key, basis.leading_variant(key)).fleets
    value = basis.leading(key, code).value
    group = basis.areas.reference_group.members
    among = sum(basis.evaluation(key, variant).at(other, value.year).value is not None for other in group)
    is_fleet = indicator.has_fleet_variants and fleets is not None and code in fleets.reasons
    return Quarter(_level(basis, key, code), among, code not in group, is_fleet, _few(basis, key, value))


def _level(basis: Basis, key: str, code: str) -> Level | None:
    """The level that every variant gives."""
    variants = [variant for variant in basis.assessor.variants(key) if variant != "joint"]
    percentiles = [basis.assessment(key, code, variant).position.percentile for variant in variants]
    levels = {None if percentile is None else _of(percentile) for percentile in percentiles}
    return levels.pop() if len(levels) == 1 else None


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
