"""One indicator's values for areas and years, as every part of the house speaks of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from malkollen.values.fleets import Fleets

Variant = Literal["with", "without"]
STATUS_ORDER = (
    "preliminary", "revised", "estimated", "derived", "partial", "suppressed", "not_applicable", "missing",
    "break_before",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an indicator.

    Attributes:
        value: in the indicator's unit; None where it is missing, never zero for missing.
        status: the union of its parts' marks; empty where everything is as published.
        sources: ids of the sources it was computed from.
        members: how many municipalities were summed, of how many in the area.
        sums: each measure's sum over them, in the formula's order; empty where there is no value, or no formula.
        low, high: the ends of a survey value's own interval; None where there is none.
        preliminary: the measures it is computed from whose figures are preliminary; empty where they are settled, and
            where the value itself is published.
        is_given: whether it is the publisher's own figure of the area, come back from a count that was made of it.
    """

    area: str
    year: int
    value: float | None
    status: frozenset[str]
    sources: tuple[str, ...]
    members: int
    of: int
    sums: tuple[float, ...] = ()
    low: float | None = None
    high: float | None = None
    preliminary: tuple[str, ...] = ()
    is_given: bool = False

    @property
    def interval(self) -> tuple[float, float] | None:
        """The ends of a survey value's own interval; None where none is published."""
        return (self.low, self.high) if self.low is not None and self.high is not None else None

    @property
    def is_published(self) -> bool:
        """Whether it is published for the area itself, not computed of several figures or of several members'."""
        is_own = self.is_given or not self.sums or (self.of == 1 and self.sums == (self.value,))
        return self.value is not None and is_own

    @property
    def status_text(self) -> str:
        """The marks joined by +, in a fixed order."""
        return "+".join(mark for mark in STATUS_ORDER if mark in self.status)


@dataclass(frozen=True)
class Evaluation:
    """One indicator in one variant, for every area and year.

    Attributes:
        variant: with or without fleet municipalities; None where the indicator has no variants.
        cells: value by area and year, each year over the members that have it; also for the pooled rest of
            each comparison set (`areas.pool`).
        series: the same over one membership, so that nobody's coming or going is read as change.
        latest_year: the latest year in which all members of the home group have a value.
        fleets: the fleet municipalities left out (variant without) or that would be (with).
    """

    indicator: str
    variant: Variant | None
    cells: Mapping[str, Mapping[int, Value]]
    series: Mapping[str, Mapping[int, Value]]
    latest_year: int
    fleets: Fleets | None = None

    @property
    def left_out(self) -> frozenset[str]:
        """The municipalities that its values are without."""
        return frozenset(self.fleets.reasons if self.fleets and self.variant == "without" else ())

    def at(self, area: str, year: int) -> Value:
        """The value of an area in a year; a Value without value where there is none."""
        if found := self.cells.get(area, {}).get(year):
            return found
        # An area that consists mostly of fleet municipalities has no variant without them.
        mark = "not_applicable" if self.variant == "without" and area not in self.cells else "missing"
        return Value(area, year, None, frozenset({mark}), (), 0, 0)

    def latest(self, area: str) -> Value:
        """The area's value in the indicator's latest year, or in its own latest where it lacks that one."""
        years = [year for year, cell in self.cells.get(area, {}).items() if cell.value is not None]
        if not years or self.latest_year in years:
            return self.at(area, self.latest_year)
        return self.at(area, max(years))

    def years(self) -> list[int]:
        """The years in which any area has a value."""
        return sorted({year for cells in self.cells.values() for year, cell in cells.items() if cell.value is not None})
