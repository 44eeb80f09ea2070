"""Rows of one thing's parts: of a change, of people by class, and a municipality's places. Data in, figure out."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard import plain
from dashboard.figures import theme
from dashboard.figures.looks import AXIS, LINES
from dashboard.figures.travel import Bar
from dashboard.screen.charts.charts import (
    ROW_HEIGHT,
    SHORT_NAME,
    axis_title,
    in_two_lines,
    name_rows,
    row_bars,
    set_axes,
    stroke,
)
from malkollen.texts.swedish import number, signed

ROOM_FOR_TEXT = 6.0  # percent of the bar


def parts(rows: Sequence[tuple[str, float]], unit: str, decimals: int) -> go.Figure:
    """The parts of a change as bars to both sides of zero, in the order given, each with its signed number.

    Args:
        rows: name and part; a part's side of zero and its sign say whether it is a rise.
        unit, decimals: of the parts.
    """
    names, sizes = [plain.chart(name) for name, _ in rows], [size for _, size in rows]
    texts = [signed(size, decimals) for size in sizes]
    chart = go.Figure(row_bars(names, sizes, texts, {"color": theme.HOME}, width=0.5))
    set_axes(chart, "", from_zero=False)
    low, high = min([0, *sizes]), max([0, *sizes])
    room = 0.2 * (high - low) or 1  # for the numbers beside the bars
    chart.add_vline(x=0, line=stroke(AXIS))
    chart.update_xaxes(range=[low - room, high + room], showticklabels=False, showgrid=False, title=axis_title(unit))
    name_rows(chart, names)
    chart.update_layout(height=ROW_HEIGHT * len(rows) + 60, margin={"l": 8, "r": 8, "t": 4, "b": 36})
    return chart


def classes_figure(bars: Sequence[Bar], classes: Sequence[tuple[str, str]]) -> go.Figure:
    """The share of people in each class as stacked bars, in the classes' order from the left; a row an area.

    Args:
        classes: colour and words.
    """
    names = [plain.chart(bar.name) for bar in bars]
    chart = go.Figure()
    for place, (colour, words) in enumerate(classes):
        shares = [bar.shares[place] for bar in bars]
        texts = [number(share) if share and share >= ROOM_FOR_TEXT else "" for share in shares]
        marker = {"color": colour, "line": {"color": theme.PAPER, "width": 1}}
        chart.add_trace(row_bars(names, [share or 0 for share in shares], texts, marker, 0.68))
        chart.data[-1].update(
            name=words,
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": theme.ink_on(colour)},
            customdata=[number(share, 1) for share in shares],
            hovertemplate=f"%{{y}}, {words.lower()}: %{{customdata}} %<extra></extra>",
        )
    set_axes(chart, "", from_zero=True)
    chart.update_xaxes(range=[0, 100], showticklabels=False, showgrid=False, title=None)
    name_rows(chart, names)
    chart.update_layout(barmode="stack", height=ROW_HEIGHT * len(bars) + 20, margin={"l": 8, "r": 8, "t": 4, "b": 8})
    return chart


AIR = 5
"""Of a hundred, before the last place: its dot stands clear of the name beside the axis."""


def standing(rows: Sequence[tuple[str, float, str]]) -> go.Figure:
    """Where a municipality stands on each ranked indicator, best to the right. rows: name, percentile, place."""
    names = [plain.chart(name) for name, _, _ in rows]
    chart = go.Figure()
    chart.add_vrect(x0=25, x1=75, fillcolor=theme.LAND, line_width=0, layer="below")
    chart.add_trace(
        go.Scatter(
            x=[percentile for _, percentile, _ in rows],
            y=names,
            mode="markers+text",
            showlegend=False,
            cliponaxis=False,
            text=[in_two_lines(plain.chart(place), SHORT_NAME) for _, _, place in rows],
            textposition=[_towards_middle(percentile) for _, percentile, _ in rows],
            textfont={"size": 13, "color": theme.INK},
            marker={"size": 14, "color": LINES["chosen"].colour},
            hovertemplate="%{y}: plats %{text}<extra></extra>",
        )
    )
    set_axes(chart, "", from_zero=False)
    chart.update_xaxes(
        range=[-AIR, 100], tickvals=[0, 50, 100], ticktext=["sämre", "mitten", "bättre"], showgrid=False, title=None
    )
    name_rows(chart, names, [in_two_lines(name) for name in names])
    chart.update_yaxes(showgrid=True)
    chart.update_layout(height=52 * len(rows) + 60, margin={"l": 8, "r": 24, "t": 16, "b": 34})
    return chart


def _towards_middle(percentile: float) -> str:
    """Where a label stands over its dot: at the ends it turns inwards, so that a narrow screen does not cut it off."""
    return "top left" if percentile > 75 else "top right" if percentile < 25 else "top center"
