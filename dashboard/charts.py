"""Charts: series, spread, bars and standing. Data in, figure out; no Streamlit.

Lines and dots carry their names beside them, so colour never stands alone; numbers are Swedish.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard import theme
from malkollen.swedish import number

CONFIG: dict[str, Any] = {"displayModeBar": False, "displaylogo": False}
SEPARATORS = ", "
ROW_HEIGHT = 34
LABEL_STEP = 0.062
LABEL_ROOM = 186
"""Pixels to the right of a series chart for the names of its lines; wraps of long names included."""


@dataclass(frozen=True)
class Line:
    """A line of a series chart. role: home, chosen, country, group or target."""

    name: str
    values: Mapping[int, float]
    role: str


def series(lines: Sequence[Line], unit: str, decimals: int, breaks: Mapping[int, str], *, from_zero: bool) -> go.Figure:
    """Series over years with names at the line ends; gaps are dotted, breaks drawn and named."""
    chart = go.Figure()
    drawn = [line for line in lines if line.values]
    others = [line.name for line in drawn if line.role == "group"]
    for line in reversed(drawn):
        colour, width, dash = _style(line, others)
        for years, is_gap in _stretches(sorted(line.values), line.role, breaks):
            chart.add_trace(
                go.Scatter(
                    x=years, y=[line.values[year] for year in years], mode="lines", hoverinfo="skip", showlegend=False,
                    line={"color": colour, "width": 1 if is_gap else width, "dash": "dot" if is_gap else dash},
                )
            )  # fmt: skip
        chart.add_trace(_markers(line, colour, unit, decimals))
    low, high = _range(drawn, from_zero=from_zero)
    for annotation in _end_labels(drawn, others, decimals, low, high):
        chart.add_annotation(**annotation)
    years = sorted({year for line in drawn for year in line.values})
    for year in (b for b in breaks if years and years[0] < b <= years[-1]):
        chart.add_vline(x=year - 0.5, line={"color": theme.SOFT_INK, "width": 1, "dash": "dash"})
        chart.add_annotation(x=year - 0.5, y=1, yref="paper", yanchor="bottom", text=f"nytt mätsätt {year}", showarrow=False, font={"size": 13, "color": theme.SOFT_INK})
    _axes(chart, unit, decimals, from_zero=False)
    chart.update_yaxes(range=[low, high])
    if years:
        chart.update_xaxes(range=[years[0] - 0.3, years[-1] + 0.3], tickvals=_year_ticks(years), tickformat="d", hoverformat="d")
    chart.update_layout(height=430, margin={"l": 8, "r": LABEL_ROOM, "t": 34, "b": 34}, hovermode="closest")
    return chart


def spread(rows: Sequence[tuple[str, float | None, bool]], marks: Sequence[tuple[str, float, str]], background: Sequence[float], unit: str, decimals: int) -> go.Figure:
    """The municipalities as dots in alphabetical order, with lines for group and riket and a strip of all compared.

    Args:
        rows: name, value, whether it is the chosen one.
        marks: name, value and role of the lines.
        background: the values of all municipalities in the comparison group.
    """
    names = [name for name, _, _ in rows]
    chart = go.Figure()
    strip = f"Alla {len(background)}" if background else ""
    if background:
        chart.add_trace(go.Scatter(x=list(background), y=[strip] * len(background), mode="markers", hoverinfo="skip", showlegend=False,
                                   marker={"symbol": "line-ns", "size": 14, "line": {"color": theme.FAINT, "width": 1.5}}))  # fmt: skip
    colours = [theme.CHOSEN if chosen else theme.HOME for _, _, chosen in rows]
    chart.add_trace(
        go.Scatter(
            x=[value for _, value, _ in rows], y=names, mode="markers+text", showlegend=False, cliponaxis=False,
            text=[f"  {number(value, decimals)}" if value is not None else "" for _, value, _ in rows], textposition="middle right",
            textfont={"size": 14, "color": theme.INK, "shadow": ", ".join(["0 0 3px #ffffff"] * 4)}, marker={"size": 13, "color": colours}, hovertemplate="%{y}: %{text}<extra></extra>",
        )
    )  # fmt: skip
    for place, (name, value, role) in enumerate(marks):
        colour = theme.HOME if role == "home" else theme.SOFT_INK
        chart.add_vline(x=value, line={"color": colour, "width": 2, "dash": "solid" if role == "home" else "dash"})
        chart.add_annotation(x=value, y=1, yref="paper", yanchor="bottom", yshift=18 * place, text=f"{name} {number(value, decimals)}", showarrow=False, font={"size": 14, "color": colour})
    _axes(chart, "", decimals, from_zero=False)
    order = [*names, strip] if background else names
    chart.update_yaxes(title=None, categoryorder="array", categoryarray=order[::-1], tickfont={"size": 14}, showgrid=True, gridcolor=theme.LAND)
    chart.update_xaxes(title={"text": unit, "font": {"size": 13}}, showgrid=False, tickformat=f",.{min(decimals, 1)}f")
    chart.update_layout(height=ROW_HEIGHT * len(order) + 110, margin={"l": 8, "r": 60, "t": 16 + 20 * max(len(marks), 1), "b": 44})
    return chart


def bars(rows: Sequence[tuple[str, float | None, str]], unit: str, decimals: int) -> go.Figure:
    """Groups as horizontal bars from zero, in the order given; ours is dark. rows: name, value, role."""
    names = [name for name, _, _ in rows]
    colours = [{"home": theme.HOME, "country": theme.FAINT}.get(role, theme.LINE) for _, _, role in rows]
    texts = [number(value, decimals) if value is not None else "inget värde" for _, value, _ in rows]
    chart = go.Figure(
        go.Bar(
            x=[value or 0 for _, value, _ in rows], y=names, orientation="h", marker={"color": colours}, text=texts, textposition="outside",
            textfont={"size": 15, "color": theme.INK}, cliponaxis=False, hovertemplate="%{y}: %{text}<extra></extra>", width=0.62,
        )
    )  # fmt: skip
    _axes(chart, "", decimals, from_zero=True)
    largest = max((value or 0 for _, value, _ in rows), default=1)
    chart.update_xaxes(range=[0, largest * 1.18], showticklabels=False, showgrid=False, title=None)
    chart.update_yaxes(title=None, categoryorder="array", categoryarray=names[::-1], showgrid=False, tickfont={"size": 14})
    chart.update_layout(height=ROW_HEIGHT * len(rows) + 40, margin={"l": 8, "r": 8, "t": 4, "b": 8})
    return chart


def standing(rows: Sequence[tuple[str, float, str]]) -> go.Figure:
    """Where a municipality stands on each ranked indicator: worst to the left, best to the right. rows: name, percentile, place."""
    names = [name for name, _, _ in rows]
    chart = go.Figure()
    chart.add_vrect(x0=25, x1=75, fillcolor=theme.LAND, line_width=0, layer="below")
    chart.add_trace(
        go.Scatter(
            x=[percentile for _, percentile, _ in rows], y=names, mode="markers+text", showlegend=False, cliponaxis=False,
            text=[place for _, _, place in rows], textposition="top center", textfont={"size": 13, "color": theme.INK},
            marker={"size": 14, "color": theme.HOME}, hovertemplate="%{y}: plats %{text}<extra></extra>",
        )
    )  # fmt: skip
    _axes(chart, "", 0, from_zero=False)
    chart.update_xaxes(range=[0, 100], tickvals=[0, 50, 100], ticktext=["sämre", "mitten", "bättre"], showgrid=False, title=None)
    chart.update_yaxes(title=None, categoryorder="array", categoryarray=names[::-1], tickfont={"size": 14}, showgrid=True, gridcolor=theme.LINE)
    chart.update_layout(height=52 * len(rows) + 60, margin={"l": 8, "r": 24, "t": 16, "b": 34})
    return chart


def _style(line: Line, others: Sequence[str]) -> tuple[str, float, str]:
    """Colour, width and dash of a line."""
    fixed = {"home": (theme.HOME, 4.0, "solid"), "chosen": (theme.CHOSEN, 3.0, "solid"), "country": (theme.INK, 2.0, "dash"), "target": (theme.TARGET, 2.0, "dot"), "past_target": (theme.FAINT, 2.0, "dot")}
    if line.role in fixed:
        return fixed[line.role]
    place = others.index(line.name) % len(theme.OTHER_LINES)
    return theme.OTHER_LINES[place], 2.0, theme.DASHES[place]


def _stretches(years: list[int], role: str, breaks: Collection[int]) -> list[tuple[list[int], bool]]:
    """Runs of consecutive years, and between them the gaps (drawn thin); nothing is drawn across a break."""
    if role.endswith("target") or len(years) < 2:
        return [(years, False)]
    runs = [[years[0]]]
    for year in years[1:]:
        if year == runs[-1][-1] + 1 and year not in breaks:
            runs[-1].append(year)
        else:
            runs.append([year])
    gaps = [
        ([before[-1], after[0]], True)
        for before, after in zip(runs, runs[1:], strict=False)
        if not any(before[-1] < year <= after[0] for year in breaks)
    ]
    return [(run, False) for run in runs] + gaps


def _markers(line: Line, colour: str, unit: str, decimals: int) -> go.Scatter:
    years = sorted(line.values)
    size = 6 if line.role.endswith("target") else 8 if line.role in ("home", "chosen") else 5
    return go.Scatter(
        x=years, y=[line.values[year] for year in years], mode="markers", showlegend=False,
        marker={"size": size, "color": colour, "opacity": 0 if line.role.endswith("target") else 1},
        customdata=[f"<b>{line.name}</b><br>{year}: {number(line.values[year], decimals)} {unit}" for year in years],
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


def _range(lines: Sequence[Line], *, from_zero: bool) -> tuple[float, float]:
    """The ends of the value axis, with a little air."""
    values = [value for line in lines for value in line.values.values()] or [0.0, 1.0]
    low, high = min(values), max(values)
    if from_zero:
        low = min(low, 0.0)
    air = 0.06 * ((high - low) or abs(high) or 1.0)
    return (low if from_zero and low == 0 else low - air), high + air


def _end_labels(
    lines: Sequence[Line], others: Sequence[str], decimals: int, low: float, high: float
) -> list[dict[str, Any]]:
    """Names beside the line ends, moved apart so that none covers another, within the axis."""
    ends = sorted(((line.values[max(line.values)], line) for line in lines), key=lambda end: end[0])
    step, placed = LABEL_STEP * (high - low), []
    for value, line in ends:
        placed.append((max(value, placed[-1][0] + step) if placed else value, value, line))
    ceiling = high
    for place in range(len(placed) - 1, -1, -1):  # what was pushed over the top comes down again
        spot, value, line = placed[place]
        placed[place] = (min(spot, ceiling), value, line)
        ceiling = placed[place][0] - step
    return [
        {
            "x": 1, "xref": "paper", "y": spot, "xanchor": "left", "xshift": 6, "align": "left", "yanchor": "middle", "showarrow": False,
            "text": f"{'<b>' if line.role == 'home' else ''}{line.name} {number(value, decimals)}{'</b>' if line.role == 'home' else ''}",
            "font": {"size": 14, "color": _style(line, others)[0]},
        }
        for spot, value, line in placed
    ]  # fmt: skip


def _year_ticks(years: list[int]) -> list[int]:
    """At most eight years, the last always among them."""
    step = max(1, -(-(years[-1] - years[0]) // 7))
    return list(range(years[-1], years[0] - 1, -step))[::-1]


def _axes(chart: go.Figure, unit: str, decimals: int, *, from_zero: bool) -> None:
    chart.update_layout(
        separators=SEPARATORS, paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)", dragmode=False,
        font={"family": theme.FONT, "size": 14, "color": theme.INK},
        hoverlabel={"bgcolor": "#ffffff", "bordercolor": theme.LINE, "font": {"family": theme.FONT, "size": 14, "color": theme.INK}},
    )  # fmt: skip
    chart.update_xaxes(fixedrange=True, zeroline=False, linecolor=theme.LINE, ticks="")
    chart.update_yaxes(fixedrange=True, zeroline=False, gridcolor=theme.LAND, ticks="", tickformat=f",.{min(decimals, 1)}f", automargin=True)
    if from_zero:
        chart.update_yaxes(rangemode="tozero")
    if unit:
        chart.add_annotation(x=0, y=1, xref="paper", yref="paper", xanchor="left", yanchor="bottom", yshift=6, text=unit, showarrow=False, font={"size": 13, "color": theme.SOFT_INK})
