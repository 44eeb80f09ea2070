"""Municipalities by two values, a point each; ours are named beside their points. Data in, figure out."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard import plain
from dashboard.blocks.live import Point, Scatter
from dashboard.figures import theme
from dashboard.figures.looks import DOT, LINES
from dashboard.screen.charts.charts import HALO, bold, marks, set_axes
from malkollen.texts.swedish import number

SHEET = (640.0, 360.0)
"""Pixels across and upwards that labels are placed for; on another screen they keep their sides."""
WIDE = 5
"""A span over which the numbers along an axis are whole."""
LETTER, LINE_HEIGHT, GAP = 7.5, 18.0, 10.0
SIDES = {"middle right": (1, 0), "middle left": (-1, 0), "top center": (0, 1), "bottom center": (0, -1)}
Box = tuple[float, float, float, float]


def figure(drawing: Scatter) -> go.Figure:
    """All municipalities as pale points, ours and the chosen one over them with their names."""
    chart = go.Figure()
    others = [point for point in drawing.points if point[3] == "group"]
    named = [point for point in drawing.points if point[3] != "group"]
    pale = {"size": 7, "color": theme.STRIP, "opacity": 0.45, "line": {"width": 0}}
    chart.add_trace(_points(drawing, others, marker=pale, mode="markers"))
    looks = [LINES[role] for *_, role in named]
    chart.add_trace(
        _points(
            drawing,
            named,
            mode="markers+text",
            marker=marks(looks, DOT),
            text=[bold(plain.chart(name), look) for (name, *_), look in zip(named, looks, strict=True)],
            textposition=sides(named, drawing.points),
            textfont={"size": 14, "color": theme.INK, "shadow": HALO},
            cliponaxis=False,
        )
    )
    (across, x_decimals), (upwards, y_decimals) = drawing.across, drawing.upwards
    set_axes(chart, upwards, from_zero=False)
    chart.update_xaxes(title={"text": plain.chart(across), "font": {"size": 13}}, gridcolor=theme.LINE)
    chart.update_xaxes(tickformat=_ticks([x for _, x, _, _ in drawing.points], x_decimals))
    chart.update_yaxes(tickformat=_ticks([y for _, _, y, _ in drawing.points], y_decimals))
    chart.update_layout(height=460, margin={"l": 8, "r": 24, "t": 34, "b": 52}, hovermode="closest")
    return chart


def _ticks(values: Sequence[float], decimals: int) -> str:
    """How numbers stand along an axis: whole where they are far enough apart."""
    is_wide = max(values, default=0.0) - min(values, default=0.0) > WIDE
    return f",.{0 if is_wide else max(0, min(decimals, 1))}f"


def _points(drawing: Scatter, points: Sequence[Point], **look: object) -> go.Scatter:
    (across, x_decimals), (upwards, y_decimals) = drawing.across, drawing.upwards
    texts = [
        f"<b>{plain.chart(name)}</b><br>{plain.chart(upwards)}: {number(y, y_decimals)}<br>"
        f"{plain.chart(across)}: {number(x, x_decimals)}"
        for name, x, y, _ in points
    ]
    return go.Scatter(
        x=[x for _, x, _, _ in points],
        y=[y for _, _, y, _ in points],
        customdata=texts,
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
        **look,
    )


def sides(named: Sequence[Point], every: Sequence[Point]) -> list[str]:
    """On which side of its point each name stands: where it covers least of the names and named points before it."""
    across, upwards = [x for _, x, _, _ in every] or [0.0], [y for _, _, y, _ in every] or [0.0]
    low_x, low_y = min(across), min(upwards)
    wide, high = max(across) - low_x, max(upwards) - low_y
    spots = [((x - low_x) / (wide or 1) * SHEET[0], (y - low_y) / (high or 1) * SHEET[1]) for _, x, y, _ in named]
    taken: list[Box] = [(x - DOT / 2, y - DOT / 2, x + DOT / 2, y + DOT / 2) for x, y in spots]
    chosen = []
    for (name, *_), spot in zip(named, spots, strict=True):
        side = min(SIDES, key=lambda way: sum(_shared(_box(name, spot, way), other) for other in taken))
        taken.append(_box(name, spot, side))
        chosen.append(side)
    return chosen


def _box(name: str, spot: tuple[float, float], side: str) -> Box:
    (right, up), width = SIDES[side], LETTER * len(name)
    x, y = spot[0] + right * (GAP + width / 2), spot[1] + up * (GAP + LINE_HEIGHT / 2)
    return x - width / 2, y - LINE_HEIGHT / 2, x + width / 2, y + LINE_HEIGHT / 2


def _shared(one: Box, other: Box) -> float:
    """How much of one box another covers; a name over the sheet's edge covers as much."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    beyond = max(0.0, -one[0]) + max(0.0, one[2] - SHEET[0])
    return max(0.0, width) * max(0.0, height) + beyond * LINE_HEIGHT
