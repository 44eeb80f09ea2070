"""A figure with every year in it, so that a reader goes from year to year and the server is asked for nothing.

plotly's frames hold what differs between the years. The page's own slider moves between them: it presses a button that
nobody sees, since plotly's slider cannot be reached from a keyboard.
"""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from dashboard.content.facts import Facts
from dashboard.content.indicator.indicator import has_municipalities
from dashboard.figures.looks import Row, UprightLine
from dashboard.figures.scales import COMMON_IN_STRIP, spread_ends, tail_start
from dashboard.screen.charts import charts
from dashboard.screen.charts.sketch import Part, Sketch
from dashboard.screen.maps import maps
from malkollen.values.values import Variant

STILL = {"mode": "immediate", "frame": {"duration": 0, "redraw": True}, "transition": {"duration": 0}}
UNSEEN = "rgba(0,0,0,0)"
Year = tuple[Sequence[Row], Sequence[UprightLine], Sequence[float], str]
"""Of a spread: its rows, its lines, all that are compared and what those are called."""


def map_figure(
    facts: Facts, key: str, years: Sequence[int], year: int, variant: Variant | None, scope: str, chosen: str | None
) -> go.Figure:
    """The map of a year, with every other year in it; of years without any figures one is drawn for them all."""
    ground = maps.Ground(facts, scope, chosen)
    plain = {year: _as_drawn(ground.traces(key, year, variant))}
    shown = maps.framed(ground, plain[year]["data"])
    empty: int | None = None
    for one in years:
        if empty is not None and not has_municipalities(facts, key, one):
            plain[one] = _of_year(plain[empty], empty, one)
        elif one != year:
            plain[one] = _as_drawn(ground.traces(key, one, variant))
            empty = empty if has_municipalities(facts, key, one) else one
    return with_years(shown, plain, year)


def _as_drawn(traces: Sequence[Part]) -> Part:
    """A year as plain data; the frame around it is the same in every year."""
    return {"data": traces, "layout": {}}


def _of_year(figure: Part, year: int, other: int) -> Part:
    """A figure in which no area has a value, as of another such year: only the year that it names differs."""

    def said(trace: Part) -> Part:
        texts = trace.get("customdata")
        return (
            trace if texts is None else {**trace, "customdata": [t.replace(f"({year})", f"({other})") for t in texts]}
        )

    return {**figure, "data": [said(trace) for trace in figure["data"]]}


def spread_figure(by_year: Mapping[int, Year], year: int, unit: str, decimals: int) -> go.Figure:
    """The spread of a year, with every other year in it, all on one axis."""
    ends = _ends(by_year, year)
    known = [one for one, (rows, *_) in by_year.items() if one == year or any(v is not None for _, v, _ in rows)]
    sketches = {one: charts.spread_sketch(*by_year[one], unit, decimals, ends) for one in known}
    nothing = Sketch()
    plain: dict[int, Part] = {one: vars(sketches.get(one, nothing)) for one in by_year}
    return with_years(sketches[year].figure(), plain, year)


def _ends(by_year: Mapping[int, Year], year: int) -> tuple[float, float]:
    """The least and the greatest value on the one axis of every year: all that is ours in the year that is shown.

    What lies far beyond in another year is told in that year, rather than that every year is squeezed by it.
    """
    own = {
        one: [value for _, value, _ in (*rows, *marks) if value is not None]
        for one, (rows, marks, *_) in by_year.items()
    }
    ends = [spread_ends(own[one], background) for one, (_, _, background, _) in by_year.items() if own[one]]
    if not ends:
        return 0.0, 1.0
    shown = spread_ends(own[year], by_year[year][2])[1] if own[year] else ends[-1][1]
    highs = sorted([*(value for values in own.values() for value in values), *(high for _, high in ends)])
    return min(low for low, _ in ends), tail_start(highs, [shown], COMMON_IN_STRIP)


def with_years(shown: go.Figure, plain: Mapping[int, Part], year: int) -> go.Figure:
    """The figure of a year with a frame for each: what is another in any year is said in all of them.

    Args:
        plain: the figure of each year as plain data.
    """
    count = len(shown.data)
    whole = {one: drawn for one, drawn in plain.items() if len(drawn["data"]) == count}
    varying = [_varying([drawn["data"][place] for drawn in whole.values()]) for place in range(count)]
    moved = [place for place, names in enumerate(varying) if names]
    outer = _varying([drawn["layout"] for drawn in whole.values()])
    frames = []
    for one, drawn in plain.items():
        is_blank = one not in whole  # a year without figures draws less than the others: nothing is shown of it
        parts = [_part(plain[year]["data"][p] if is_blank else drawn["data"][p], varying[p], is_blank) for p in moved]
        outside = {} if is_blank else {name: drawn["layout"].get(name) for name in outer}
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
