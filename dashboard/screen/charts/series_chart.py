"""The series chart: lines over years with their names beside them, gaps dotted, breaks drawn, target paths."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from dashboard import plain
from dashboard.figures import theme
from dashboard.figures.looks import BAND_SHARE, BREAK, GAP, LINES, WHISKER, Look, Mark, ahead_colour, looks
from dashboard.figures.scales import year_ticks
from dashboard.figures.series import Band, Line, end_words, seen_range, stretches
from dashboard.figures.spacing import spaced
from dashboard.screen.charts.charts import bold, marks, set_axes, stroke, value_ticks, write_above
from malkollen.texts.swedish import number

MOST_YEARS = 5
"""Named along the axis: a telephone has room for them."""
AIR = 0.035
"""Of the years, before the first one: its marks stand clear of the values along the axis."""
HEIGHT, MARGIN = 430, 34
"""Of a chart in pixels, higher where its names need it, and what is above and below the axes."""
UNSEEN = {"size": 6, "opacity": 0}
"""The marks of what nobody published: only pointed at."""
LONGEST_LABEL, LETTER, LEADING, BETWEEN = 17, 7.6, 17.0, 5.0
"""Letters of a name on one line; pixels of a letter across, of a line of them down, and between two names."""
KEY = (5.0, 25.0)
"""From the axes' right edge: where the piece of line before a name begins and ends, in pixels."""
BEFORE_NAME = 4.0
CORNERS: dict[Mark, tuple[tuple[float, float], ...]] = {
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "diamond": ((-1.2, 0), (0, -1.2), (1.2, 0), (0, 1.2)),
    "triangle": ((-1.2, -1), (1.2, -1), (0, 1.2)),
    "plus": tuple(
        (a * x, b * y)
        for (a, b), turn in zip(((1, 1), (-1, 1), (-1, -1), (1, -1)), (1, -1, 1, -1), strict=True)
        for x, y in ((1.2, 0.4), (0.4, 0.4), (0.4, 1.2))[::turn]
    ),
}
"""Of a mark beside a name, half of its size being one."""


def figure(
    lines: Sequence[Line],
    unit: str,
    decimals: int,
    breaks: Mapping[int, str],
    *,
    from_zero: bool,
    band: Band | None = None,
) -> go.Figure:
    """Series over years with names at the line ends; gaps are dotted, breaks drawn and named."""
    chart = go.Figure()
    if band:
        chart.add_traces(_interval(band, ahead_colour(lines)))
    shown = [(line, look) for line, look in zip(lines, looks(lines), strict=True) if line.values]
    drawn = [line for line, _ in shown]
    rank = {line.name: place for place, line in enumerate(sorted(drawn, key=lambda line: -line.last), 1)}
    for line, look in reversed(shown):
        for years, is_gap in stretches(sorted(line.values), line.role, breaks):
            drawn_as = stroke(GAP if is_gap else look) | {"color": look.colour}
            chart.add_trace(_stroke(years, [line.values[year] for year in years], line=drawn_as))
        chart.add_trace(_markers(line, look, unit, decimals, rank[line.name]))
    low, high = seen_range(drawn, band, from_zero=from_zero)
    names = _names(shown, decimals)
    height = max(HEIGHT, sum(name.height for name in names) + 2.0 * MARGIN)
    room = _end_labels(chart, names, low, high, height - 2.0 * MARGIN)
    years = sorted({year for line in drawn for year in line.values})
    broken = [year for year in breaks if years and years[0] < year <= years[-1]]
    for year in broken:
        _draw_break(chart, year)
    above = round(LEADING) if broken else 0  # on a narrow screen the unit ran into what is written over the break
    set_axes(chart, unit, from_zero=False, above=above)
    chart.update_yaxes(range=[low, high], **value_ticks(low, high))
    if years:
        air = max(0.3, AIR * (years[-1] - years[0]))
        chart.update_xaxes(
            range=[years[0] - air, years[-1] + 0.3], tickformat="d", hoverformat="d", tickangle=0,
            tickvals=year_ticks(years, MOST_YEARS),
        )  # fmt: skip
    margin = {"l": 8, "r": room, "t": MARGIN + above, "b": MARGIN}
    chart.update_layout(height=height + above, margin=margin, hovermode="x unified")
    return chart


def _draw_break(chart: go.Figure, year: int) -> None:
    """An upright line before the first year of a new series, with its name above."""
    chart.add_vline(x=year - 0.5, line=stroke(BREAK))
    write_above(chart, f"bryts {year}", BREAK.colour, size=13, x=year - 0.5)


def _markers(line: Line, look: Look, unit: str, decimals: int, rank: int) -> go.Scatter:
    """The line's figures; pointed at, a year says all of them, the greatest last value first."""
    years = sorted(line.values)
    return go.Scatter(
        x=years,
        y=[line.values[year] for year in years],
        mode="markers",
        showlegend=False,
        legendrank=rank,
        marker=marks([look] * len(years), look.size) if look.mark else UNSEEN,
        customdata=[_hover(line, year, unit, decimals) for year in years],
        error_y=_whiskers(line, years, look.colour),
        hovertemplate="%{customdata}<extra></extra>",
    )


def _hover(line: Line, year: int, unit: str, decimals: int) -> str:
    text = f"{plain.chart(line.name)}: {number(line.values[year], decimals)} {plain.chart(unit)}"
    if year not in line.ends:
        return text
    low, high = (number(end, decimals) for end in line.ends[year])
    return f"{text} ({low}–{high})"


def _whiskers(line: Line, years: Sequence[int], colour: str) -> dict[str, Any] | None:
    """A survey's interval as an upright line through each value."""
    if not line.ends:
        return None
    ends = [line.ends.get(year, (line.values[year], line.values[year])) for year in years]
    return {
        "symmetric": False,
        "array": [high - line.values[year] for year, (_, high) in zip(years, ends, strict=True)],
        "arrayminus": [line.values[year] - low for year, (low, _) in zip(years, ends, strict=True)],
        "color": colour,
        "thickness": WHISKER,
        "width": 5,
    }


def _interval(band: Band, colour: str) -> list[go.Scatter]:
    """A forecast's interval as a shaded area, its ends drawn, so that it is seen without colour."""
    around, ends = [*band.years, *reversed(band.years)], [*band.high, *reversed(band.low)]
    edge = stroke(LINES["band"]) | {"color": colour}
    area = _stroke(around, ends, fill="toself", fillcolor=theme.faded(colour, BAND_SHARE), line={"width": 0})
    return [area, *(_stroke(band.years, end, line=edge) for end in (band.low, band.high))]


def _stroke(years: Sequence[int], values: Sequence[float], **look: Any) -> go.Scatter:  # noqa: ANN401
    return go.Scatter(x=list(years), y=list(values), mode="lines", hoverinfo="skip", showlegend=False, **look)


@dataclass(frozen=True)
class _Name:
    """What stands beside a line's end. ends: its value there; height: of the words, in pixels."""

    words: str
    look: Look
    ends: float
    height: float
    letters: int


def _names(lines: Sequence[tuple[Line, Look]], decimals: int) -> list[_Name]:
    names = []
    for (line, look), words in zip(lines, end_words([line for line, _ in lines], decimals), strict=True):
        rows = wrap(words, LONGEST_LABEL, break_long_words=False, break_on_hyphens=False)
        height = len(rows) * LEADING + BETWEEN
        names.append(_Name("<br>".join(map(plain.chart, rows)), look, line.last, height, max(map(len, rows))))
    return names


def _end_labels(chart: go.Figure, names: Sequence[_Name], low: float, high: float, pixels: float) -> int:
    """Names beside the line ends, none over another, a piece of the line before each; the room they take, in pixels.

    Args:
        low, high: the ends of the value axis. pixels: how high it is.
    """
    value = (high - low) / pixels
    half = value * LEADING / 2
    spots = spaced([name.ends for name in names], [name.height * value for name in names], low - half, high + half)
    for name, spot in zip(names, spots, strict=True):
        chart.add_annotation(
            x=1, xref="paper", y=spot, xanchor="left", xshift=KEY[1] + BEFORE_NAME, align="left", yanchor="middle",
            showarrow=False, text=bold(name.words, name.look), font={"size": 14, "color": name.look.colour},
        )  # fmt: skip
        for shape in _key(name.look, (spot - low) / (high - low)):
            chart.add_shape(shape)
    return round(KEY[1] + BEFORE_NAME + LETTER * max((name.letters for name in names), default=0))


def _key(look: Look, spot: float) -> list[dict[str, Any]]:
    """A piece of the line with its mark, so that a name is told to its line without colour.

    spot: its share of the axes' height. By a value on the axis what lies at its end is cut off there.
    """
    at = {"xref": "paper", "xsizemode": "pixel", "xanchor": 1, "yref": "paper"}
    piece = {"type": "line", **at, "x0": KEY[0], "x1": KEY[1], "y0": spot, "y1": spot, "line": stroke(look)}
    if not look.mark:
        return [piece]
    middle, half = sum(KEY) / 2, look.size / 2
    mark = {**at, "ysizemode": "pixel", "yanchor": spot, "fillcolor": look.fill}
    mark["line"] = {"color": look.colour, "width": 1.5}
    if look.mark == "circle":
        return [piece, {"type": "circle", **mark, "x0": middle - half, "x1": middle + half, "y0": -half, "y1": half}]
    corners = [f"{middle + half * x:.1f},{half * y:.1f}" for x, y in CORNERS.get(look.mark) or _star(look.mark)]
    return [piece, {"type": "path", **mark, "path": f"M{' L'.join(corners)} Z"}]


def _star(mark: Mark) -> list[tuple[float, float]]:
    """The corners of a star of five points, or of a cross that lies down: a star of four."""
    points = 5 if mark == "star" else 4
    turn = pi / 2 if mark == "star" else pi / 4
    angles = [turn + place * pi / points for place in range(2 * points)]
    return [((1.4, 0.6)[place % 2] * cos(a), (1.4, 0.6)[place % 2] * sin(a)) for place, a in enumerate(angles)]
