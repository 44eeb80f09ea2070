"""A figure with every year in it, so that a reader goes from year to year and the server is asked for nothing.

plotly's frames hold what differs between the years. The page's own slider moves between them: it presses a button that
nobody sees, since plotly's slider cannot be reached from a keyboard.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.content.facts import Facts
from dashboard.figures.looks import Row, UprightLine
from dashboard.screen.charts import charts, maps
from malkollen.values.values import Variant

STILL = {"mode": "immediate", "frame": {"duration": 0, "redraw": True}, "transition": {"duration": 0}}
UNSEEN = "rgba(0,0,0,0)"
AIR = 0.04
Year = tuple[Sequence[Row], Sequence[UprightLine], Sequence[float], str]
"""Of a spread: its rows, its lines, all that are compared and what those are called."""
Part = dict[str, Any]


def map_figure(
    facts: Facts, key: str, years: Sequence[int], year: int, variant: Variant | None, scope: str, chosen: str | None
) -> go.Figure:
    """The map of a year, with every other year in it."""
    return with_years({one: maps.figure(facts, key, one, variant, scope, chosen) for one in years}, year)


def spread_figure(by_year: Mapping[int, Year], year: int, unit: str, decimals: int) -> go.Figure:
    """The spread of a year, with every other year in it, all on one axis."""
    values = [
        value
        for rows, marks, background, _ in by_year.values()
        for value in (*(v for _, v, _ in rows if v is not None), *(v for _, v, _ in marks), *background)
    ]
    low, high = min(values, default=0.0), max(values, default=1.0)
    air = AIR * ((high - low) or 1.0)
    figures = {one: charts.spread(*of_year, unit, decimals) for one, of_year in by_year.items()}
    for figure in figures.values():
        figure.update_xaxes(range=[low - air, high + air])
    return with_years(figures, year)


def with_years(figures: Mapping[int, go.Figure], year: int) -> go.Figure:
    """The figure of a year with a frame for each: what is another in any year is said in all of them."""
    shown = figures[year]
    plain = {one: figure.to_plotly_json() for one, figure in figures.items()}
    count = len(shown.data)
    whole = {one: said for one, said in plain.items() if len(said["data"]) == count}
    varying = [_varying([said["data"][place] for said in whole.values()]) for place in range(count)]
    moved = [place for place, names in enumerate(varying) if names]
    outer = _varying([said["layout"] for said in whole.values()])
    frames = []
    for one, said in plain.items():
        is_blank = one not in whole  # a year without figures draws less than the others: nothing is shown of it
        parts = [_part(plain[year]["data"][p] if is_blank else said["data"][p], varying[p], is_blank) for p in moved]
        outside = {} if is_blank else {name: said["layout"].get(name) for name in outer}
        frames.append({"name": str(one), "data": parts, "traces": moved, "layout": outside})
    shown.frames = frames
    shown.update_layout(updatemenus=[_button(year)])
    return shown


def _varying(parts: Sequence[Part]) -> list[str]:
    """What is not the same in all of them."""
    names = dict.fromkeys(name for part in parts for name in part)
    return [name for name in names if any(part.get(name) != parts[0].get(name) for part in parts[1:])]


def _part(trace: Part, names: Sequence[str], is_blank: bool) -> Part:
    kept = {name: trace.get(name) for name in names}
    if is_blank:
        kept = {name: [None] * len(value) if isinstance(value, list) else value for name, value in kept.items()}
    return {"type": trace["type"], **kept}


def _button(year: int) -> Part:
    """The button that the page's slider presses; it takes no room and has no colour."""
    press = {"label": "", "method": "animate", "args": [[str(year)], STILL]}
    look = {"bgcolor": UNSEEN, "bordercolor": UNSEEN, "borderwidth": 0, "font": {"size": 1, "color": UNSEEN}}
    where = {"x": 0, "y": 0, "xanchor": "left", "yanchor": "bottom", "pad": {"t": 0, "r": 0, "b": 0, "l": 0}}
    return {"type": "buttons", "showactive": False, "buttons": [press], **look, **where}
