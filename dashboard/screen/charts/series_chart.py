"""The series chart: lines over years with their names beside them, gaps dotted, breaks drawn, target paths."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard import plain
from dashboard.figures import theme
from dashboard.figures.looks import BAND_SHARE, GAP, LINES, WHISKER, Look, looks
from dashboard.figures.series import Band, Line, stretches, value_range
from dashboard.figures.spacing import spaced
from dashboard.screen.charts.charts import bold, draw_break, in_two_lines, marks, set_axes, stroke
from malkollen.texts.swedish import number

FEW_YEARS = 5
BAND = theme.faded(LINES["band"].colour, BAND_SHARE)
UNSEEN = {"size": 6, "opacity": 0}
"""The marks of what nobody published: only pointed at."""
LABEL_STEP = 0.062
LABEL_ROOM = 186
"""Pixels to the right of a series chart for the names of its lines."""
LONGEST_LABEL = 27
"""Letters that have room there on one line."""


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
        chart.add_traces(_interval(band))
    shown = [(line, look) for line, look in zip(lines, looks(lines), strict=True) if line.values]
    drawn = [line for line, _ in shown]
    for line, look in reversed(shown):
        for years, is_gap in stretches(sorted(line.values), line.role, breaks):
            drawn_as = stroke(GAP if is_gap else look) | {"color": look.colour}
            chart.add_trace(_stroke(years, [line.values[year] for year in years], line=drawn_as))
        chart.add_trace(_markers(line, look, unit, decimals))
    low, high = value_range(drawn, band, from_zero=from_zero)
    for annotation in _end_labels(shown, decimals, low, high):
        chart.add_annotation(**annotation)
    years = sorted({year for line in drawn for year in line.values})
    for year in (b for b in breaks if years and years[0] < b <= years[-1]):
        draw_break(chart, year)
    set_axes(chart, unit, decimals, from_zero=False)
    chart.update_yaxes(range=[low, high])
    if years:
        chart.update_xaxes(
            range=[years[0] - 0.3, years[-1] + 0.3], tickformat="d", hoverformat="d", **_year_ticks(years)
        )
    chart.update_layout(height=430, margin={"l": 8, "r": LABEL_ROOM, "t": 34, "b": 34}, hovermode="closest")
    return chart


def _markers(line: Line, look: Look, unit: str, decimals: int) -> go.Scatter:
    years = sorted(line.values)
    return go.Scatter(
        x=years,
        y=[line.values[year] for year in years],
        mode="markers",
        showlegend=False,
        marker=marks([look] * len(years), look.size) if look.mark else UNSEEN,
        customdata=[_hover(line, year, unit, decimals) for year in years],
        error_y=_whiskers(line, years, look.colour),
        hovertemplate="%{customdata}<extra></extra>",
    )


def _hover(line: Line, year: int, unit: str, decimals: int) -> str:
    text = f"<b>{plain.chart(line.name)}</b><br>{year}: {number(line.values[year], decimals)} {plain.chart(unit)}"
    if year not in line.ends:
        return text
    low, high = (number(end, decimals) for end in line.ends[year])
    return f"{text}<br>osäkerhetsintervall {low}–{high}"


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


def _interval(band: Band) -> list[go.Scatter]:
    """A forecast's interval as a shaded area, its ends drawn, so that it is seen without colour."""
    around, ends = [*band.years, *reversed(band.years)], [*band.high, *reversed(band.low)]
    area = _stroke(around, ends, fill="toself", fillcolor=BAND, line={"width": 0})
    return [area, *(_stroke(band.years, end, line=stroke(LINES["band"])) for end in (band.low, band.high))]


def _stroke(years: Sequence[int], values: Sequence[float], **look: Any) -> go.Scatter:  # noqa: ANN401
    return go.Scatter(x=list(years), y=list(values), mode="lines", hoverinfo="skip", showlegend=False, **look)


def _end_labels(lines: Sequence[tuple[Line, Look]], decimals: int, low: float, high: float) -> list[dict[str, Any]]:
    """Names beside the line ends, moved apart so that none covers another, within the axis."""
    step = LABEL_STEP * (high - low)
    ends = [line.last for line, _ in lines]
    texts = [
        in_two_lines(f"{plain.chart(line.name)} {number(value, decimals)}", LONGEST_LABEL)
        for (line, _), value in zip(lines, ends, strict=True)
    ]
    spots = spaced(ends, [step * (1 + text.count("<br>")) for text in texts], low - step / 2, high + step / 2)
    return [
        {
            "x": 1,
            "xref": "paper",
            "y": spot,
            "xanchor": "left",
            "xshift": 6,
            "align": "left",
            "yanchor": "middle",
            "showarrow": False,
            "text": bold(text, look),
            "font": {"size": 14, "color": look.colour},
        }
        for (_, look), text, spot in zip(lines, texts, spots, strict=True)
    ]


def _year_ticks(years: list[int]) -> dict[str, Any]:
    """As many years as there is room for, never halves of one; a short series shows them all."""
    span = years[-1] - years[0]
    return {"tickvals": years} if span < FEW_YEARS else {"nticks": min(FEW_YEARS + 2, span), "tickangle": 0}
