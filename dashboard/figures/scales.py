"""From values to places on a sheet, and the even values that stand along an axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from malkollen.texts.swedish import number

STEPS = (1, 2, 2.5, 5, 10)
COMMON_SHARE, COMMON_IN_STRIP, LONG_TAIL = 0.98, 0.9, 1.3
"""Of all in a hill, and in a strip below our own, what an axis must hold; how much longer a tail makes it to be cut."""
YEAR_STEPS = (1, 2, 5, 10, 20, 50)


@dataclass(frozen=True)
class Scale:
    """An axis: the values low to high lie from start to end, in points."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value lies."""
        return self.start + (value - self.low) / ((self.high - self.low) or 1.0) * (self.end - self.start)

    def ticks(self, most: int = 6) -> list[tuple[float, str]]:
        """Even values within the axis, at most so many, with their numbers in Swedish."""
        span = (self.high - self.low) or 1.0
        size = 10.0 ** floor(log10(span / most))
        step = next(s for s in (size * part for part in STEPS) if span / s <= most)
        decimals = max(0, next((d for d in range(12) if abs(round(step, d) - step) < step * 1e-9), 12))
        first, last = ceil(self.low / step - 1e-9), floor(self.high / step + 1e-9)
        return [(place * step, number(place * step, decimals)) for place in range(first, last + 1)]


def even_step(rough: float) -> float:
    """The least of 1, 2 and 5 times a power of ten that is no less than a rough step."""
    power = 10.0 ** floor(log10(rough))
    return next(size * power for size in (1, 2, 5, 10) if size * power >= rough)


def year_ticks(years: Sequence[int], room_for: int) -> list[int]:
    """Years to name, as many as there is room for: few are all named, many in even steps and always the last."""
    first, last = years[0], years[-1]
    if len(years) <= min(room_for, 5):
        return list(years)
    step = next((s for s in YEAR_STEPS if (last - first) // s + 1 <= max(room_for, 2)), 100)
    least = (last - first) / max(room_for, 2)
    even = [year for year in range(first, last) if year % step == 0 and last - year >= least]
    return [*(even or [first]), last]


def tail_start(values: Sequence[float], kept: Sequence[float], common: float = COMMON_SHARE) -> float:
    """Where a value axis may end: at the last value, or before a long thin tail but after everything in `kept`.

    Args:
        values: in order of size. common: the share of them that it must hold.
    """
    low, high = values[0], values[-1]
    most = max([values[int(common * (len(values) - 1))], *kept])
    return most if high - low > LONG_TAIL * (most - low) else high


def spread_ends(known: Sequence[float], background: Sequence[float]) -> tuple[float, float]:
    """The least and the greatest value on the axis of a spread: all that is ours, and most of all that are compared.

    Args:
        known: values of the rows and of the lines. background: of all that are compared.
    """
    everything = sorted([*known, *background])
    if not everything:
        return 0.0, 1.0
    return everything[0], tail_start(everything, known, COMMON_IN_STRIP) if known else everything[-1]


def beyond(values: Sequence[float], last: float, decimals: int) -> str:
    """How many municipalities lie beyond the end of an axis, and the greatest of them; empty where none does."""
    outside = [value for value in values if value > last]
    if not outside:
        return ""
    greatest = number(max(outside), decimals)
    return (
        f"{number(len(outside))} kommuner ligger utanför, upp till {greatest} →"
        if len(outside) > 1
        else f"En kommun ligger utanför, på {greatest} →"
    )
