"""Lines over years as every painter takes them: their values, where they are broken, and the axis they need."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from malkollen.texts.swedish import number

FORECASTS = ("forecast", "forecast_curve")
"""Roles of lines that go on from the figures: the second where a verdict is made of two curves."""
TARGETS = ("target", "target_level")
"""Roles of what is decided and holds: the way to a target, and of one without a way its level until its year."""
DRAWN_ONLY = (*TARGETS, "past_target", *FORECASTS)
"""Roles of lines that are no figures: nobody published their years."""
OF_COUNTRY = ("country", "published")
"""Roles of riket's lines: as computed, and as its publisher has it."""
FIGURES = 0.8
"""Of the height, beside a forecast that goes far above."""


@dataclass(frozen=True)
class Line:
    """A line of a series chart.

    Attributes:
        role: home, chosen, country, published (riket as its publisher has it), group, target, target_level,
            past_target, forecast or forecast_curve.
        ends: the interval of a survey's values, lower and upper end by year; empty where there is none.
        index: of a group among all that may be drawn, from 0; it has one colour in every figure by it.
        area: whose computed figures they are; empty for a target's path, a forecast and what is only published.
        ahead_of: whose figures a forecast goes on from: it has that area's colour.
        source: who has decided it, of a target's level.
    """

    name: str
    values: Mapping[int, float]
    role: str
    ends: Mapping[int, tuple[float, float]] = field(default_factory=dict)
    index: int = 0
    area: str = ""
    ahead_of: str = ""
    source: str = ""

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


def cut(line: Line, breaks: Collection[int]) -> list[tuple[Line, bool]]:
    """The line's gaps, then its runs of consecutive years, each with whether it is a gap: no program draws them alike.

    The one with its last year has its name; another says at which break it ends, or which years it has.
    """
    years = sorted(line.values)
    if line.role in DRAWN_ONLY:
        return [(line, False)]
    found = stretches(years, line.role, breaks)
    gaps: list[list[int]] = []
    for gap in (stretch for stretch, is_gap in found if is_gap):
        if gaps and gaps[-1][-1] == gap[0]:  # a lone year between two: its mark is theirs
            gaps[-1].append(gap[-1])
        else:
            gaps.append(list(gap))
    passed = {year for gap in gaps for year in gap}
    runs = [run for run, is_gap in found if not is_gap and not (len(run) == 1 and run[0] in passed)]
    told = {year for run in runs for year in run}
    pieces = [(gap, f"{line.name}, lucka {gap[0]}–{gap[-1]}", {*gap} - told, True) for gap in gaps]
    pieces += [(run, _run_name(line, run, breaks), {*run}, False) for run in runs]
    return [
        (replace(
            line,
            name=line.name if years[-1] in own else name,
            values={year: line.values[year] for year in piece},
            ends={year: both for year, both in line.ends.items() if year in own},
        ), is_gap)
        for piece, name, own, is_gap in pieces
    ]  # fmt: skip


def _run_name(line: Line, run: Sequence[int], breaks: Collection[int]) -> str:
    """What a run of years is called that the line goes on after."""
    following = min((year for year in line.values if year > run[-1]), default=run[-1])
    ended = next((year for year in sorted(breaks) if run[-1] < year <= following), None)
    return f"{line.name} före {ended}" if ended else f"{line.name} {run[0]}–{run[-1]}"


def end_words(lines: Sequence[Line], decimals: int) -> list[str]:
    """What stands beside each line's end: its name and last value, and the year where the lines end in different ones.

    Args:
        lines: those that are drawn; each has a value.
    """
    shown = [f"{line.name} {number(line.last, decimals)}" for line in lines]
    if not ends_apart(lines):
        return shown
    return [f"{words} ({max(line.values)})" for words, line in zip(shown, lines, strict=True)]


def ends_apart(lines: Sequence[Line]) -> bool:
    """Whether lines end in different years."""
    return len({max(line.values) for line in lines}) > 1


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


def seen_range(lines: Sequence[Line], band: Band | None, *, from_zero: bool) -> tuple[float, float]:
    """The same where it may be pointed at: a forecast that would flatten the figures goes out of the picture.

    Figures, targets and the first of two curves have at least `FIGURES` of the height.
    """
    low, high = value_range(lines, band, from_zero=from_zero)
    kept = [line for line in lines if line.role != "forecast_curve"]
    if len(kept) == len(lines):
        return low, high
    least, most = value_range(kept, None, from_zero=from_zero)
    return low, min(high, least + (most - least) / FIGURES)
