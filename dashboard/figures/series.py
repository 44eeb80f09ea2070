"""Lines over years as every painter takes them: their values, where they are broken, and the axis they need."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from malkollen.texts.swedish import number

DRAWN_ONLY = ("target", "past_target", "forecast")
"""Roles of lines that are no figures: nobody published their years."""


@dataclass(frozen=True)
class Line:
    """A line of a series chart.

    Attributes:
        role: home, chosen, country, group, target, past_target or forecast.
        ends: the interval of a survey's values, lower and upper end by year; empty where there is none.
        index: of a group among all that may be drawn, from 0; it has one colour in every figure by it.
        area: whose computed figures they are; empty for a target's path, a forecast and what is only published.
    """

    name: str
    values: Mapping[int, float]
    role: str
    ends: Mapping[int, tuple[float, float]] = field(default_factory=dict)
    index: int = 0
    area: str = ""

    @property
    def last(self) -> float:
        """The value that it ends at."""
        return self.values[max(self.values)]


@dataclass(frozen=True)
class Band:
    """An interval over years: the lower and the upper end of each."""

    years: Sequence[int]
    low: Sequence[float]
    high: Sequence[float]


def stretches(years: list[int], role: str, breaks: Collection[int]) -> list[tuple[list[int], bool]]:
    """Runs of consecutive years, and between them the gaps (drawn thin); nothing is drawn across a break."""
    if role in DRAWN_ONLY or len(years) < 2:
        return [(years, False)]
    runs = [[years[0]]]
    for year in years[1:]:
        if year == runs[-1][-1] + 1 and year not in breaks:
            runs[-1].append(year)
        else:
            runs.append([year])
    gaps = [
        ([before[-1], after[0]], True)
        for before, after in pairwise(runs)
        if not any(before[-1] < year <= after[0] for year in breaks)
    ]
    return [(run, False) for run in runs] + gaps


def end_words(lines: Sequence[Line], decimals: int) -> list[str]:
    """What stands beside each line's end: its name and last value, and the year where the lines end in different ones.

    Args:
        lines: those that are drawn; each has a value.
    """
    ends = [max(line.values) for line in lines]
    shown = [f"{line.name} {number(line.last, decimals)}" for line in lines]
    if len(set(ends)) < 2:
        return shown
    return [f"{words} ({year})" for words, year in zip(shown, ends, strict=True)]


def value_range(lines: Sequence[Line], band: Band | None, *, from_zero: bool) -> tuple[float, float]:
    """The ends of the value axis, with a little air."""
    values = [value for line in lines for value in line.values.values()] or [0.0, 1.0]
    values += [end for line in lines for ends in line.ends.values() for end in ends]
    values += [*band.low, *band.high] if band else []
    low, high = min(values), max(values)
    if from_zero:
        low = min(low, 0.0)
    air = 0.06 * ((high - low) or abs(high) or 1.0)
    return (low if from_zero and low == 0 else low - air), high + air
