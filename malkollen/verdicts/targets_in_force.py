"""Which target holds for an indicator on a day, and what it means for an area in the indicator's own unit."""

from collections.abc import Mapping
from datetime import date

from malkollen.assess.target import Aim
from malkollen.registry.paragraph import Target
from malkollen.registry.registry import Indicator, Registry

DECIDED = ("egen", "direkt", "överförd")
"""Transfers of a target that somebody has decided, the nearest to the committee first."""


def is_decided(target: Target) -> bool:
    """Whether somebody has decided it, for the home or an area it is part of; a reference level nobody has."""
    return target.transfer in DECIDED


def current_target(registry: Registry, key: str, as_of: date) -> tuple[str, Target] | None:
    """The decided target that is measured against on a day, with its key; None where none holds.

    The committee's own comes before one decided for the place, and that before one transferred from elsewhere; then
    the one whose year comes first.
    """
    valid = [
        (name, target)
        for name, target in registry.targets_of(key).items()
        if is_decided(target) and target.status in ("gällande", "ifrågasatt") and target.holds(as_of)
    ]
    return min(valid, key=lambda entry: _nearness(entry[1]), default=None)


def current_level(registry: Registry, key: str, as_of: date) -> tuple[str, Target] | None:
    """The reference level an indicator of that kind is held against; the first declared that holds."""
    targets = registry.targets_of(key).items()
    levels = (entry for entry in targets if entry[1].status == "jämförelsenivå" and entry[1].holds(as_of))
    return next(levels, None)


def _nearness(target: Target) -> tuple[int, int]:
    return DECIDED.index(target.transfer), target.target_year or 9999


def aim_for(target: Target, series: Mapping[int, float]) -> Aim | None:
    """A target in the indicator's unit for an area's series; None where an index has no value to start from.

    A target as an index (base year = 100) is the area's own value in the base year times the index: each area's way
    begins at home.
    """
    if not target.is_index:
        return Aim(target.value, target.target_year, target.base_year, target.base_value)
    start = series.get(target.base_year or 0)
    if start is None:
        return None
    base = None if target.base_value is None else target.base_value / 100 * start
    return Aim(target.value / 100 * start, target.target_year, target.base_year, base)


def path(aim: Aim, indicator: Indicator) -> dict[int, float]:
    """The value a year on the way from base to target: equal steps, on a log scale equal percent."""
    if aim.base_year is None or aim.base_value is None or aim.year is None:
        return {}
    years = range(aim.base_year, aim.year + 1)
    span = aim.year - aim.base_year
    if indicator.scale == "log" and aim.value > 0 and aim.base_value > 0:
        return {y: aim.base_value * (aim.value / aim.base_value) ** ((y - aim.base_year) / span) for y in years}
    return {y: aim.base_value + (y - aim.base_year) / span * (aim.value - aim.base_value) for y in years}
