"""People by access class as stacked bars, an area a row. Data in, figure out; no Streamlit."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard import plain
from dashboard.figures import theme
from dashboard.figures.travel import Bar
from dashboard.screen.charts.charts import ROW_HEIGHT, name_rows, row_bars, set_axes
from malkollen.texts.swedish import number

ROOM_FOR_TEXT = 6.0  # percent of the bar


def classes_figure(bars: Sequence[Bar], classes: Sequence[tuple[str, str]]) -> go.Figure:
    """The share of people in each class, in the classes' order from the left; a row an area.

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
