"""Change of a series: since the previous published year and since a base year, never across a break (method §1)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Change:
    """What happened between two published years, in the series' own unit.

    Attributes:
        difference: later minus earlier; for shares in procentenheter. None where a year is missing or a
            break lies between.
        percent: the difference in percent of the earlier value; None where that is zero.
        broken_by: the first year of a new series that lies between them.
        ends: the two values; None where there is no difference.
    """

    from_year: int
    to_year: int
    difference: float | None
    percent: float | None
    broken_by: int | None = None
    ends: tuple[float, float] | None = field(default=None, compare=False)


def previous_year(series: Mapping[int, float], year: int) -> int | None:
    """The latest published year before `year`, or None."""
    return max((other for other in series if other < year), default=None)


def change(series: Mapping[int, float], from_year: int, to_year: int, breaks: Collection[int] = ()) -> Change | None:
    """The change between two years of a series; None where either is missing.

    Args:
        series: value per published year.
        breaks: first years of new series; a change across one is not computed, and says which.
    """
    if from_year not in series or to_year not in series or from_year >= to_year:
        return None
    if broken := [year for year in breaks if from_year < year <= to_year]:
        return Change(from_year, to_year, None, None, max(broken))
    difference = series[to_year] - series[from_year]
    percent = 100 * difference / abs(series[from_year]) if series[from_year] else None
    return Change(from_year, to_year, difference, percent, ends=(series[from_year], series[to_year]))


def since_previous(series: Mapping[int, float], year: int, breaks: Collection[int] = ()) -> Change | None:
    """The change since the previous published year; None where there is none."""
    before = previous_year(series, year)
    return None if before is None else change(series, before, year, breaks)
