"""The series chart: lines over years with their names beside them, gaps dotted, breaks drawn, target paths."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard import plain
from dashboard.figures import theme
from dashboard.figures.series import DRAWN_ONLY, Band, Line, stretches, value_range
from dashboard.screen.charts.charts import set_axes
from malkollen.texts.swedish import number

FEW_YEARS = 5
LABEL_STEP = 0.062
LABEL_ROOM = 186
"""Pixels to the right of a series chart for the names of its lines; wraps of long names included."""


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
        chart.add_trace(_area(band))
    drawn = [line for line in lines if line.values]
    others = [line.name for line in drawn if line.role == "group"]
    for line in reversed(drawn):
        colour, width, dash = _style(line, others)
        for years, is_gap in stretches(sorted(line.values), line.role, breaks):
            chart.add_trace(
                go.Scatter(
                    x=years,
                    y=[line.values[year] for year in years],
                    mode="lines",
                    hoverinfo="skip",
                    showlegend=False,
                    line={"color": colour, "width": 1 if is_gap else width, "dash": "dot" if is_gap else dash},
                )
            )
        chart.add_trace(_markers(line, colour, unit, decimals))
    low, high = value_range(drawn, band, from_zero=from_zero)
    for annotation in _end_labels(drawn, others, decimals, low, high):
        chart.add_annotation(**annotation)
    years = sorted({year for line in drawn for year in line.values})
    _add_breaks(chart, breaks, years)
    set_axes(chart, unit, decimals, from_zero=False)
    chart.update_yaxes(range=[low, high])
    if years:
        chart.update_xaxes(
            range=[years[0] - 0.3, years[-1] + 0.3], tickformat="d", hoverformat="d", **_year_ticks(years)
        )
    chart.update_layout(height=430, margin={"l": 8, "r": LABEL_ROOM, "t": 34, "b": 34}, hovermode="closest")
    return chart


def _add_breaks(chart: go.Figure, breaks: Mapping[int, str], years: Sequence[int]) -> None:
    """An upright line before the first year of each new series, with its name above."""
    for year in (b for b in breaks if years and years[0] < b <= years[-1]):
        chart.add_vline(x=year - 0.5, line={"color": theme.SOFT_INK, "width": 1, "dash": "dash"})
        chart.add_annotation(
            x=year - 0.5,
            y=1,
            yref="paper",
            yanchor="bottom",
            text=f"brott {year}",
            showarrow=False,
            font={"size": 13, "color": theme.SOFT_INK},
        )


def _style(line: Line, others: Sequence[str]) -> tuple[str, float, str]:
    """Colour, width and dash of a line."""
    fixed = {
        "home": (theme.HOME, 4.0, "solid"),
        "chosen": (theme.CHOSEN, 3.0, "solid"),
        "country": (theme.INK, 2.0, "dash"),
        "target": (theme.TARGET, 2.0, "dot"),
        "past_target": (theme.FAINT, 2.0, "dot"),
        "forecast": (theme.CHOSEN, 2.5, "dash"),
    }
    if line.role in fixed:
        return fixed[line.role]
    place = others.index(line.name) % len(theme.OTHER_LINES)
    return theme.OTHER_LINES[place], 2.0, theme.DASHES[place]


def _markers(line: Line, colour: str, unit: str, decimals: int) -> go.Scatter:
    years = sorted(line.values)
    size = 6 if line.role in DRAWN_ONLY else 8 if line.role in ("home", "chosen") else 5
    return go.Scatter(
        x=years,
        y=[line.values[year] for year in years],
        mode="markers",
        showlegend=False,
        marker={"size": size, "color": colour, "opacity": 0 if line.role in DRAWN_ONLY else 1},
        customdata=[_hover(line, year, unit, decimals) for year in years],
        error_y=_whiskers(line, years, colour),
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
        "thickness": 1.5,
        "width": 5,
    }


def _area(band: Band) -> go.Scatter:
    """An interval as a shaded area."""
    x, y = [*band.years, *reversed(band.years)], [*band.high, *reversed(band.low)]
    return go.Scatter(
        x=x, y=y, fill="toself", fillcolor=theme.BAND, line={"width": 0}, hoverinfo="skip", showlegend=False
    )


def _end_labels(
    lines: Sequence[Line], others: Sequence[str], decimals: int, low: float, high: float
) -> list[dict[str, Any]]:
    """Names beside the line ends, moved apart so that none covers another, within the axis."""
    ends = sorted(((line.values[max(line.values)], line) for line in lines), key=lambda end: end[0])
    step = LABEL_STEP * (high - low)
    placed: list[tuple[float, float, Line]] = []
    for value, line in ends:
        placed.append((max(value, placed[-1][0] + step) if placed else value, value, line))
    ceiling = high
    for place in range(len(placed) - 1, -1, -1):  # what was pushed over the top comes down again
        spot, value, line = placed[place]
        placed[place] = (min(spot, ceiling), value, line)
        ceiling = placed[place][0] - step
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
            "text": _bold(f"{plain.chart(line.name)} {number(value, decimals)}", is_bold=line.role == "home"),
            "font": {"size": 14, "color": _style(line, others)[0]},
        }
        for spot, value, line in placed
    ]


def _bold(text: str, *, is_bold: bool) -> str:
    return f"<b>{text}</b>" if is_bold else text


def _year_ticks(years: list[int]) -> dict[str, Any]:
    """As many years as there is room for, never halves of one; a short series shows them all."""
    span = years[-1] - years[0]
    return {"tickvals": years} if span < FEW_YEARS else {"nticks": min(FEW_YEARS + 2, span), "tickangle": 0}
