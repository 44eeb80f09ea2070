"""Our municipalities among all municipalities: dots under a hill, on one value axis. Data in, figure out."""

from collections.abc import Sequence
from itertools import pairwise
from math import floor
from typing import Any

import plotly.graph_objects as go

from dashboard import plain
from dashboard.figures import theme
from dashboard.figures.looks import Row, UprightLine
from dashboard.figures.scales import beyond, even_step, tail_start
from dashboard.screen.charts.charts import ROW_HEIGHT, at_foot, spread, value_ticks
from malkollen.texts.swedish import number

HILL_HEIGHT = 170
CLASSES = 30


def figure(
    rows: Sequence[Row],
    marks: Sequence[UprightLine],
    groups: Sequence[tuple[str, Sequence[float]]],
    unit: str,
    decimals: int,
) -> go.Figure:
    """Our municipalities as dots with their numbers at the right; above them all municipalities in classes.

    A long thin tail is not drawn but said under the axis.

    Args:
        rows, marks, unit, decimals: as of a spread.
        groups: names and values of those in the comparison group and of all others, one column on top of the other.
    """
    chart = spread(rows, marks, [], "", unit, decimals)
    everything = sorted(value for _, values in groups for value in values)
    last = tail_start(everything, [value for _, value, _ in rows if value is not None])
    edges = bin_edges([value for value in everything if value <= last])
    for (name, values), colour in zip(groups, theme.GROUPS_IN_HILL, strict=True):
        chart.add_trace(_columns(name, values, edges, colour, f"{plain.chart(unit)}<extra></extra>", decimals))
    if words := beyond(everything, edges[-1], decimals):
        chart.add_annotation(**at_foot(words, room=round(chart.layout.margin.r)))
    low, high = chart.layout.xaxis.range
    low, high = min(low, edges[0]), max(high, edges[-1])
    chart.update_xaxes(range=[low, high], **value_ticks(low, high, 5))
    share = HILL_HEIGHT / (HILL_HEIGHT + ROW_HEIGHT * len(rows))
    chart.update_layout(
        barmode="stack",
        bargap=0.08,
        height=chart.layout.height + HILL_HEIGHT + 32,
        margin={**chart.layout.margin.to_plotly_json(), "b": 76},
        yaxis={"domain": [0, 1 - share]},
        yaxis2=_how_many(1 - share),
    )
    chart.update_shapes(yref="paper", y0=0, y1=1)
    return chart


def _how_many(begins: float) -> dict[str, Any]:
    """The hill's own axis, from a share of the chart's height up to its top."""
    soft = {"color": theme.SOFT_INK}
    shown = {"showgrid": True, "gridcolor": theme.LINE, "zeroline": False, "tickformat": "d", "tickfont": soft}
    title = {"text": "antal kommuner", "font": soft}
    where = {"domain": [begins, 1], "anchor": "x", "fixedrange": True, "rangemode": "tozero", "nticks": 4}
    return {**where, **shown, "title": title}


def _columns(
    name: str, values: Sequence[float], edges: Sequence[float], colour: str, ending: str, decimals: int
) -> go.Bar:
    """How many municipalities are in each class."""
    classes = list(pairwise(edges))
    return go.Bar(
        x=[(low + high) / 2 for low, high in classes],
        y=[sum(low <= value < high for value in values) for low, high in classes],
        yaxis="y2",
        marker={"color": colour, "line": {"width": 0.5, "color": theme.SOFT_INK}},
        showlegend=False,
        customdata=[f"{number(low, decimals)}–{number(high, decimals)}" for low, high in classes],
        hovertemplate=f"{plain.chart(name)}: %{{y}} kommuner med %{{customdata}} {ending}",
    )


def bin_edges(values: Sequence[float]) -> list[float]:
    """The edges of about thirty equally wide classes with even numbers, from below the least to above the greatest."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    width = even_step((high - low or 1.0) / CLASSES)
    first = floor(low / width)
    return [(first + place) * width for place in range(floor(high / width) - first + 2)]
