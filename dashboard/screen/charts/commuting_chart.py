"""Charts of commuting: who comes and who goes, municipality by municipality, and over the years. No Streamlit."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from dashboard import plain
from dashboard.figures import theme
from dashboard.figures.looks import AXIS
from dashboard.figures.series import Line
from dashboard.screen.charts import series_chart
from dashboard.screen.charts.charts import ROW_HEIGHT, name_rows, row_bars, set_axes, stroke, write_above
from malkollen.texts.swedish import number

INTO = {"color": theme.TRAVEL[2], "line": {"color": theme.SOFT_INK, "width": 1}}
"""Those who come: pale, with an edge that is seen against the paper."""
ROOM_FOR_NUMBERS = 1.8


def both_ways(rows: Sequence[tuple[str, float | None, float | None]], marked: str = "") -> go.Figure:
    """Those who come to the left of zero and those who go to the right, a row a municipality.

    Args:
        rows: name, commuters in, commuters out; None where the figure is missing.
        marked: the name that is written in bold; empty without.
    """
    names = [plain.chart(name) for name, _, _ in rows]
    into, out = [found for _, found, _ in rows], [found for _, _, found in rows]
    chart = go.Figure([
        row_bars(names, [-(value or 0) for value in into], _texts(into), INTO),
        row_bars(names, [value or 0 for value in out], _texts(out), {"color": theme.HOME}),
    ])  # fmt: skip
    for bars, word in zip(chart.data, ("in", "ut"), strict=True):
        bars.hovertemplate = f"%{{y}}: %{{text}} {word}<extra></extra>"
    largest = max((value for value in [*into, *out] if value is not None), default=1) or 1
    set_axes(chart, "", from_zero=False)
    reach = ROOM_FOR_NUMBERS * largest
    chart.update_xaxes(range=[-reach, reach], showticklabels=False, showgrid=False, title=None)
    name_rows(chart, names, [f"<b>{name}</b>" if name == plain.chart(marked) else name for name in names])
    chart.add_vline(x=0, line=stroke(AXIS))
    for anchor, text in (("right", "<b>Inpendlare</b>  "), ("left", "  <b>Utpendlare</b>")):
        write_above(chart, text, theme.INK, x=0, xanchor=anchor)
    height = ROW_HEIGHT * len(rows) + 60
    chart.update_layout(height=height, margin={"l": 8, "r": 8, "t": 34, "b": 8}, barmode="overlay")
    return chart


def _texts(values: Sequence[float | None]) -> list[str]:
    return [number(value) if value is not None else "saknas" for value in values]


def over_years(lines: Sequence[Line], unit: str, breaks: Mapping[int, str]) -> go.Figure:
    """Lines over the years, from zero where none is below; two surveys are a slope."""
    is_around_zero = any(value < 0 for line in lines for value in line.values.values())
    chart = series_chart.figure(lines, unit, 0, breaks, from_zero=not is_around_zero)
    years = sorted({year for line in lines for year in line.values})
    if is_around_zero:
        chart.add_hline(y=0, line=stroke(AXIS))
    if len(years) == 2:  # two surveys: a slope between them, and nothing is said of the years between
        chart.update_xaxes(tickvals=years, ticktext=[str(year) for year in years])
    return chart
