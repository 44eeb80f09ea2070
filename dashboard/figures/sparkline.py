"""A series so small that it stands in a table's row: no axis and no words, the last figure marked.

The lines share one scale of values; a break cuts them. Each meaning has one look in every row, so that one legend holds
for all: the area with which the first is compared is dotted, riket dashed, and years without figures drawn thin.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from dashboard.figures.looks import GAP, Look, looks
from dashboard.figures.scales import Scale
from dashboard.figures.series import Line, stretches, value_range
from dashboard.figures.spacing import Point

WIDTH, HEIGHT = 132.0, 36.0
"""Pixels of the screen; a painter in another unit multiplies them once."""
Size = tuple[float, float]
AIR = 4.0
THINNER = 0.55
"""Of a line's weight in a chart."""
DOT = 6.0
"""Across the mark at the last figure."""


@dataclass(frozen=True)
class Stroke:
    """A line through points, from the upper left corner."""

    points: tuple[Point, ...]
    look: Look


@dataclass(frozen=True)
class Sparkline:
    """What is drawn, in its order. dots: the last figures, with their looks. size: its width and height."""

    strokes: tuple[Stroke, ...]
    dots: tuple[tuple[Point, Look], ...]
    size: Size = (WIDTH, HEIGHT)


def sparkline(
    lines: Sequence[Line], breaks: Collection[int], among: Sequence[Line] = (), size: Size = (WIDTH, HEIGHT)
) -> Sparkline:
    """The first of the lines on top, its last figure marked; nothing where no line has two years.

    Args:
        lines: the first is the one that the row is about. breaks: years in which the series is cut.
        among: lines of other drawings, which have the same scales; size: the drawing's width and height.
    """
    known = [line for line in lines if line.values]
    years = sorted({year for line in [*known, *among] for year in line.values})
    if not known or len(years) < 2:
        return Sparkline((), (), size)
    across = Scale(years[0], years[-1], AIR, size[0] - AIR)
    low, high = value_range([*known, *among], None, from_zero=False)
    upwards = Scale(low, high, size[1] - AIR, AIR)
    paired, strokes = list(zip(known, looks(known), strict=True)), list[Stroke]()
    drawn = [replace(look, dash="dot") if line.role == "group" else look for line, look in paired[1:]]
    for line, look in reversed(list(zip(known, [paired[0][1], *drawn], strict=True))):
        for run, is_gap in stretches(sorted(line.values), line.role, breaks):
            points = tuple((across.at(year), upwards.at(line.values[year])) for year in run)
            thin = replace(look, weight=look.weight * THINNER)
            strokes.append(Stroke(points, replace(look, weight=GAP.weight * THINNER) if is_gap else thin))
    first, look = paired[0]
    last = (across.at(max(first.values)), upwards.at(first.last))
    return Sparkline(tuple(strokes), ((last, replace(look, size=DOT)),), size)
