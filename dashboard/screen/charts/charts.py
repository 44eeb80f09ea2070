"""Charts: spread, bars and standing, and what all charts share. Data in, figure out; no Streamlit.

Lines and dots carry their names beside them, so colour never stands alone; numbers are Swedish.
"""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard import plain
from dashboard.figures import theme
from dashboard.figures.looks import (
    BARS,
    DOT,
    GRID,
    LINES,
    STRIP,
    UPRIGHT,
    Fill,
    Look,
    Role,
    Row,
    UprightLine,
)
from dashboard.figures.scales import Scale, beyond, spread_ends
from dashboard.screen.charts.sketch import Part, Sketch
from malkollen.texts.swedish import MISSING, number

CONFIG: dict[str, Any] = {"displayModeBar": False, "displaylogo": False}
SEPARATORS = ", "
ROW_HEIGHT = 34
LONGEST_NAME = 30
"""Letters of a name beside a chart before it takes two lines."""
SHORT_NAME = 18
"""The same where the chart needs its width."""
DIGIT = 8.2
"""Pixels of a digit across."""
TYPE = {"family": theme.FONT, "size": 14, "color": theme.INK}
HOVER = {"bgcolor": theme.PAPER, "bordercolor": theme.LINE, "font": TYPE}
HALO = ", ".join(["0 0 1px #ffffff", *["0 0 3px #ffffff"] * 3])
SYMBOLS = {"triangle": "triangle-up", "plus": "cross"}
"""Marks that plotly calls something else."""


def stroke(look: Look) -> dict[str, Any]:
    """A look's line."""
    return {"color": look.colour, "width": look.weight, "dash": look.dash}


def marks(looks: Sequence[Look], size: float) -> dict[str, Any]:
    """The marks of points, a look each."""
    symbols = [SYMBOLS.get(look.mark, look.mark) for look in looks]
    edge = {"color": [look.colour for look in looks], "width": 1.5}
    return {"symbol": symbols, "size": size, "color": [look.fill for look in looks], "line": edge, "opacity": 1}


def bold(text: str, look: Look | Fill) -> str:
    """Words set bold where the look is."""
    return f"<b>{text}</b>" if look.is_bold else text


def spread(
    rows: Sequence[Row], marks: Sequence[UprightLine], background: Sequence[float], strip: str, unit: str,
    decimals: int,
) -> go.Figure:  # fmt: skip
    """The municipalities as dots with their values at the right, lines for group and riket and a strip of all compared.

    A long thin tail of the strip is not drawn but said under the axis.

    Args:
        marks: the lines.
        background: the values of all municipalities in the comparison group. strip: what they are called.
        unit, decimals: of the values.
    """
    return spread_sketch(rows, marks, background, strip, unit, decimals).figure()


def spread_sketch(
    rows: Sequence[Row], marks: Sequence[UprightLine], background: Sequence[float], strip: str, unit: str,
    decimals: int, ends: tuple[float, float] | None = None,
) -> Sketch:  # fmt: skip
    """The same as plain data. ends: the least and greatest value on the axis; its own where not given."""
    order = [plain.chart(name) for name, _, _ in rows]
    first, last = ends or spread_ends([value for _, value, _ in [*rows, *marks] if value is not None], background)
    traces = []
    if background:
        order.append(plain.chart(strip))
        traces.append(_strip(order[-1], [value for value in background if value <= last]))
    chart = Sketch([*traces, _dots(rows, order, decimals)])
    notes, room = _values_beside(rows, order, decimals)
    notes += [
        _name_of_mark(f"{name} {number(value, decimals)}", value, role, place)
        for place, (name, value, role) in enumerate(marks)
    ]
    set_axes(chart, "", from_zero=False)
    names = [bold(name, LINES[role]) for name, (_, _, role) in zip(order, rows, strict=False)]
    name_rows(chart, order, [*names, *(in_two_lines(name, SHORT_NAME) for name in order[len(rows) :])])
    chart.update_yaxes(showgrid=True)
    low, high = _ends([first, last])
    tail = beyond(background, last, decimals)
    notes += [at_foot(tail, room)] if tail else []
    chart.update_xaxes(title=axis_title(unit), showgrid=False, range=[low, high], **value_ticks(low, high, 4))
    top = 16 + 20 * max(len(marks), 1)
    chart.update_layout(
        height=ROW_HEIGHT * len(order) + (122 if tail else 110),
        margin={"l": 8, "r": room, "t": top, "b": 76 if tail else 44},
        annotations=notes,  # all at once: for each that is added, plotly checks all those before it again
        shapes=[_mark(value, role) for _, value, role in marks],
    )
    return chart


def _ends(values: Sequence[float]) -> tuple[float, float]:
    """The ends of an axis that has all of some values, with air for their marks."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    air = 0.05 * ((high - low) or abs(high) or 1.0)
    return low - air, high + air


def _values_beside(rows: Sequence[Row], names: Sequence[str], decimals: int) -> tuple[list[Part], int]:
    """The rows' values in a column to the right, where no line runs; the room it takes, in pixels."""
    words = [number(value, decimals) if value is not None else MISSING for _, value, _ in rows]
    room = round(DIGIT * max(map(len, words), default=0)) + 12
    values = [
        {
            "x": 1, "xref": "paper", "xanchor": "right", "xshift": room, "y": name, "text": bold(text, LINES[role]),
            "showarrow": False, "font": {"size": 14, "color": theme.INK},
        }
        for text, name, (_, _, role) in zip(words, names, rows, strict=False)
    ]  # fmt: skip
    return values, room + 4


def _strip(name: str, values: Sequence[float]) -> Part:
    """All that are compared, a short upright line each."""
    marker = {"symbol": "line-ns", "size": 14, "line": {"color": STRIP.colour, "width": STRIP.weight}}
    x, y = list(values), [name] * len(values)
    where = {"type": "scatter", "mode": "markers", "x": x, "y": y}
    return {**where, "marker": marker, "hoverinfo": "skip", "showlegend": False}


def _dots(rows: Sequence[Row], names: Sequence[str], decimals: int) -> Part:
    """A dot a municipality, which says its value where one points at it."""
    looks = [LINES[role] for _, _, role in rows]
    return {
        "type": "scatter",
        "x": [value for _, value, _ in rows],
        "y": list(names[: len(rows)]),
        "mode": "markers",
        "text": [number(value, decimals) if value is not None else "" for _, value, _ in rows],
        "marker": marks(looks, DOT),
        "hovertemplate": "%{y}: %{text}<extra></extra>",
        "showlegend": False,
        "cliponaxis": False,
    }


def _mark(value: float, role: Role) -> Part:
    """An upright line through the dots."""
    look = stroke(LINES[role]) | {"width": UPRIGHT}
    ends = {"x0": value, "x1": value, "xref": "x", "y0": 0, "y1": 1, "yref": "y domain"}
    return {"type": "line", "layer": "below", "line": look, **ends}


def _name_of_mark(text: str, value: float, role: Role, row: int) -> Part:
    """The name above such a line, each on a row of its own."""
    look = LINES[role]
    return _above(bold(plain.chart(text), look), look.colour, x=value, yshift=18 * row)


def at_foot(text: str, room: int) -> Part:
    """Words below an axis and its unit, to the chart's edge, so many pixels to the right: a telephone cut them off."""
    where = {"x": 1, "xref": "paper", "xanchor": "right", "xshift": room, "y": 0, "yref": "paper", "yanchor": "top"}
    return {"text": plain.chart(text), "showarrow": False, "font": {"size": 13}, "yshift": -50, **where}


def axis_title(unit: str) -> dict[str, Any]:
    """The unit under an axis."""
    return {"text": plain.chart(unit), "font": {"size": 13}}


def bars(rows: Sequence[Row], decimals: int) -> go.Figure:
    """Groups as horizontal bars from zero, in the order given; ours is dark."""
    names = [plain.chart(name) for name, _, _ in rows]
    looks = [BARS[role] for _, _, role in rows]
    texts = [number(value, decimals) if value is not None else "inget värde" for _, value, _ in rows]
    chart = go.Figure(row_bars(names, [value or 0 for _, value, _ in rows], texts, _fills(looks)))
    chart.update_traces(textfont={"size": 15, "weight": [700 if look.is_bold else 400 for look in looks]})
    set_axes(chart, "", from_zero=True)
    largest = max((value or 0 for _, value, _ in rows), default=1)
    chart.update_xaxes(range=[0, largest * 1.25], showticklabels=False, showgrid=False, title=None)
    name_rows(chart, names, [bold(name, look) for name, look in zip(names, looks, strict=True)])
    chart.update_layout(height=ROW_HEIGHT * len(rows) + 12, margin={"l": 8, "r": 8, "t": 4, "b": 8})
    return chart


def row_bars(
    names: Sequence[str], lengths: Sequence[float], texts: Sequence[str], marker: dict[str, Any], width: float = 0.62
) -> go.Bar:
    """A bar a row with its text at its end."""
    return go.Bar(
        x=list(lengths),
        y=list(names),
        orientation="h",
        marker=marker,
        width=width,
        text=list(texts),
        textposition="outside",
        textfont={"size": 14, "color": theme.INK},
        cliponaxis=False,
        showlegend=False,
        hovertemplate="%{y}: %{text}<extra></extra>",
    )


def _fills(fills: Sequence[Fill]) -> dict[str, Any]:
    """Bars with an edge, some hatched."""
    return {
        "color": [fill.colour for fill in fills],
        "line": {"color": [fill.edge for fill in fills], "width": 1},
        "pattern": {
            "shape": ["/" if fill.is_hatched else "" for fill in fills],
            "bgcolor": [fill.colour for fill in fills],
            "fgcolor": [fill.edge for fill in fills],
            "size": 6,
            "solidity": 0.2,
        },
    }


def name_rows(chart: go.Figure | Sketch, names: Sequence[str], words: Sequence[str] = ()) -> None:
    """Rows from the top down, each called by its words where there are any."""
    chart.update_yaxes(
        title=None,
        categoryorder="array",
        categoryarray=list(names)[::-1],
        tickvals=list(names),
        ticktext=list(words or names),
        tickfont={"size": 14},
        showgrid=False,
    )


def in_two_lines(name: str, longest: int = LONGEST_NAME) -> str:
    """A long name broken at the space nearest its middle: a telephone has room for half of it."""
    spaces = [place for place, letter in enumerate(name) if letter == " "]
    if len(name) <= longest or not spaces:
        return name
    middle = min(spaces, key=lambda place: abs(place - len(name) / 2))
    return f"{name[:middle]}<br>{name[middle + 1 :]}"


def value_ticks(low: float, high: float, most: int = 6) -> dict[str, Any]:
    """Even values along an axis, in Swedish and without decimals that say nothing."""
    ticks = Scale(low, high, 0.0, 1.0).ticks(most)
    return {"tickvals": [value for value, _ in ticks], "ticktext": [words for _, words in ticks]}


def set_axes(chart: go.Figure | Sketch, unit: str, *, from_zero: bool, above: int = 0) -> None:
    """Gives a chart the common look: Swedish separators, calm axes, the unit above the value axis.

    Args:
        above: pixels that other words take between the axes and the unit.
    """
    chart.update_layout(
        separators=SEPARATORS,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        dragmode=False,
        font=TYPE,
        hoverlabel=HOVER,
    )
    chart.update_xaxes(fixedrange=True, zeroline=False, linecolor=theme.LINE, ticks="")
    chart.update_yaxes(
        fixedrange=True,
        zeroline=False,
        gridcolor=GRID.colour,
        ticks="",
        automargin=True,
    )
    if from_zero:
        chart.update_yaxes(rangemode="tozero")
    if unit:
        beside = {"x": 0, "xref": "paper", "xanchor": "left"}
        write_above(chart, plain.chart(unit), theme.SOFT_INK, size=13, yshift=6 + above, **beside)


def write_above(chart: go.Figure | Sketch, text: str, colour: str, size: int = 14, **where: Any) -> None:  # noqa: ANN401
    """Words over the chart, at an x of the annotation's own kind."""
    chart.add_annotation(**_above(text, colour, size, **where))


def _above(text: str, colour: str, size: int = 14, **where: Any) -> Part:  # noqa: ANN401
    font = {"size": size, "color": colour}
    return {"text": text, "showarrow": False, "font": font, "y": 1, "yref": "paper", "yanchor": "bottom", **where}
