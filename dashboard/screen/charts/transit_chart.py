"""People by access class as stacked bars, an area a row. Data in, figure out; no Streamlit."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard import plain
from dashboard.content.transit.access import CLASSES, Bar
from dashboard.figures import theme
from dashboard.screen.charts.charts import ROW_HEIGHT, name_rows, row_bars, set_axes
from malkollen.texts.swedish import number

COLOURS = {
    "scb": (theme.TRAVEL[4], theme.MISSING),
    "eu": (*theme.TRAVEL[:1:-1], theme.MISSING),
}
"""A colour a class, the best darkest, none at all grey."""
ROOM_FOR_TEXT = 6.0  # percent of the bar


def classes_figure(bars: Sequence[Bar], method: str) -> go.Figure:
    """The share of people in each class of a method, the best first from the left; a row an area."""
    names = [plain.chart(bar.name) for bar in bars]
    chart = go.Figure()
    for place, (words, colour) in enumerate(zip(CLASSES[method].values(), COLOURS[method], strict=True)):
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
    set_axes(chart, "", 0, from_zero=True)
    chart.update_xaxes(range=[0, 100], showticklabels=False, showgrid=False, title=None)
    name_rows(chart, names)
    chart.update_layout(barmode="stack", height=ROW_HEIGHT * len(bars) + 20, margin={"l": 8, "r": 8, "t": 4, "b": 8})
    return chart


def legend(method: str) -> list[tuple[str, str]]:
    """The classes as colour and words."""
    return list(zip(COLOURS[method], CLASSES[method].values(), strict=True))
