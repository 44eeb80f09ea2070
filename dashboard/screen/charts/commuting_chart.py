"""Charts of commuting: who comes and who goes, municipality by municipality, and over the years. No Streamlit."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from dashboard import plain
from dashboard.figures import theme
from dashboard.figures.looks import AXIS
from dashboard.figures.series import Line
from dashboard.screen.charts import series_chart
from dashboard.screen.charts.charts import ROW_HEIGHT, draw_break, name_rows, row_bars, set_axes, stroke, write_above
from malkollen.texts.swedish import number

INTO = {"color": theme.TRAVEL[2], "line": {"color": theme.SOFT_INK, "width": 1}}
"""Those who come: pale, with an edge that is seen against the paper."""
ROOM_FOR_NUMBERS = 1.45
ABOVE_BREAK = 24
"""Pixels that the unit is lifted where a break's name stands at the same place: that stays at its line."""


def both_ways(rows: Sequence[tuple[str, float | None, float | None]]) -> go.Figure:
    """Those who come to the left of zero and those who go to the right, a row a municipality.

    Args:
        rows: name, commuters in, commuters out; None where the figure is missing.
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
    name_rows(chart, names)
    chart.add_vline(x=0, line=stroke(AXIS))
    for anchor, text in (("right", "<b>Inpendlare</b>  "), ("left", "  <b>Utpendlare</b>")):
        write_above(chart, text, theme.INK, x=0, xanchor=anchor)
    height = ROW_HEIGHT * len(rows) + 60
    chart.update_layout(height=height, margin={"l": 8, "r": 8, "t": 34, "b": 8}, barmode="overlay")
    return chart


def _texts(values: Sequence[float | None]) -> list[str]:
    return [number(value) if value is not None else "saknas" for value in values]


def over_years(lines: Sequence[Line], unit: str, breaks: Mapping[int, str], *, decimals: int = 0) -> go.Figure:
    """Lines over the years; a break in the first year is drawn too, at the chart's beginning."""
    is_around_zero = any(value < 0 for line in lines for value in line.values.values())
    chart = series_chart.figure(lines, unit, decimals, breaks, from_zero=not is_around_zero)
    years = sorted({year for line in lines for year in line.values})
    if years and years[0] in breaks:
        chart.update_xaxes(range=[years[0] - 0.7, years[-1] + 0.3])
        lifted = ABOVE_BREAK if unit else 0
        chart.update_annotations(yshift=lifted, selector={"text": plain.chart(unit)})
        draw_break(chart, years[0], xanchor="left", xshift=-4)
        chart.update_layout(margin={"t": series_chart.MARGIN + lifted})
    if is_around_zero:
        chart.add_hline(y=0, line=stroke(AXIS))
    if len(years) == 2:  # two surveys: a slope between them, and nothing is said of the years between
        chart.update_xaxes(tickvals=years, ticktext=[str(year) for year in years])
    return chart
