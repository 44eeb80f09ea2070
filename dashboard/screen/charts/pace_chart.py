"""Level against pace: one row a region, from the value then to the value now. Data in, figure out.

A row of its own keeps every name clear of every other on a narrow screen; the place of the dot is the level, the
length of the stroke is the pace.
"""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard import plain
from dashboard.figures import looks, theme
from dashboard.figures.pace import Row
from dashboard.screen.charts.charts import bold, set_axes, value_ticks

ROW_HEIGHT = 58
WORDS_ABOVE = 21
"""Pixels from a row's line up to the middle of its words."""


def figure(rows: Sequence[Row], unit: str, ends: tuple[float, float], *, has_zero: bool) -> go.Figure:
    """Each region's way from the ring (then) to the dot (now), in the order given, its words above it.

    Args:
        unit: of the value axis; ends: its ends, shared by charts that stand side by side.
        has_zero: whether the rows start from nothing (changes), which is then drawn as a line.
    """
    chart = go.Figure()
    count = len(rows)
    for place, row in enumerate(rows):
        height = count - place
        chart.add_trace(_way(row, height))
        chart.add_annotation(**_words(row, row.name, height, "left"))
        chart.add_annotation(**_words(row, row.text, height, "right"))
    set_axes(chart, "", from_zero=False)
    if has_zero:
        chart.add_vline(x=0, line={"color": theme.STRIP, "width": 1}, layer="below")
    low, high = ends
    air = 0.03 * (high - low)
    ticks = {**value_ticks(low - air, high + air, 4), "tickfont": {"size": 13, "color": theme.SOFT_INK}}
    title = {"text": plain.chart(unit), "font": {"size": 13, "color": theme.SOFT_INK}, "standoff": 4}
    chart.update_xaxes(range=[low - air, high + air], title=title, gridcolor=looks.GRID.colour, **ticks)
    chart.update_yaxes(range=[0.65, count + 0.65], showticklabels=False, showgrid=False)
    chart.update_layout(height=ROW_HEIGHT * count + 44, margin={"l": 6, "r": 6, "t": 2, "b": 42}, hovermode="closest")
    return chart


def _way(row: Row, height: float) -> go.Scatter:
    """The stroke with its ring and dot; a lone dot where only one of them is known."""
    colour = looks.LINES[row.role].colour if row.role in looks.LINES else theme.STRIP
    width = {"home": 6, "country": 2}.get(row.role, 4)
    points = [(value, is_now) for value, is_now in ((row.before, False), (row.now, True)) if value is not None]
    return go.Scatter(
        x=[value for value, _ in points],
        y=[height for _ in points],
        mode="lines+markers",
        showlegend=False,
        cliponaxis=False,
        line={"color": colour, "width": width},
        marker={
            "size": [15 if is_now else 11 for _, is_now in points],
            "color": [colour if is_now else "#ffffff" for _, is_now in points],
            "line": {"color": colour, "width": 2.5},
            "opacity": 1,
        },
        hovertemplate=f"{plain.chart(row.name)}: {plain.chart(row.text)}<extra></extra>",
    )


def _words(row: Row, text: str, height: float, side: str) -> dict[str, Any]:
    look = looks.LINES["home"] if row.role == "home" else looks.Look(theme.INK, 1.0)
    where = {"x": 0 if side == "left" else 1, "xref": "paper", "xanchor": side, "align": side}
    above = {"y": height, "yshift": WORDS_ABOVE, "yanchor": "middle", "showarrow": False, "bgcolor": theme.PAPER}
    return {**where, **above, "text": bold(plain.chart(text), look), "font": {"size": 15, "color": look.colour}}
