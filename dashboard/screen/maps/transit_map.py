"""The maps of Resor: stops by departures, and how far one gets. Only our own boundaries are drawn."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dashboard import plain
from dashboard.content.facts import Facts
from dashboard.content.transit import reach
from dashboard.figures import reach as areas_of, theme
from dashboard.figures.maps import HOME, Boundary, View, extent, neighbours
from dashboard.figures.travel import BEYOND, LIMITS, NEAR, Floats, Origin, Spot, Targets
from dashboard.screen.charts.charts import HALO
from dashboard.screen.maps import maps
from malkollen.texts.swedish import number

STOP_COLOUR = theme.faded(theme.HOME, 0.5)
LARGEST_STOP, SMALLEST_STOP = 26, 3
LARGEST_AREA, SMALLEST_AREA = 6, 3
END, DOT = 13, 8
"""Of the letter where a journey begins or ends, and of the dot in the place itself."""
UNSEEN, SEEN = 0.0, 0.85
"""How much is seen of the point that one presses: an area is seen itself, a stop is its point."""


def stops_figure(facts: Facts, stops: Sequence[Spot]) -> go.Figure:
    """The stops of the eight as circles whose area is their departures."""
    home = facts.areas.home_members
    view = extent(facts.boundaries, home)
    chart = _ground(facts, view)
    largest = max((stop.departures for stop in stops), default=1)
    marker = {
        "size": [max(SMALLEST_STOP, LARGEST_STOP * (stop.departures / largest) ** 0.5) for stop in stops],
        "color": STOP_COLOUR,
        "line": {"color": theme.HOME, "width": 0.75},
    }
    spots = [(stop.longitude, stop.latitude) for stop in stops]
    says = [f"<b>{plain.chart(stop.name)}</b><br>{number(stop.departures)} avgångar" for stop in stops]
    chart.add_trace(maps.layer(spots, says, mode="markers", marker=marker))
    chart.add_trace(_names(facts, home))
    return maps.layout(chart, view, HOME)


def reach_figure(
    facts: Facts, reached: Targets, times: Floats, ends: tuple[Origin, Origin | None], limit: int
) -> go.Figure:
    """Every small area (or stop) in the colour of its minutes up to the limit, grey beyond it; both ends ringed.

    A point's customdata is what it says and its key, so that a click can begin there.
    """
    view = _around(facts)
    chart = _ground(facts, view)
    seen = _inside(reached, view)
    beyond, opacity = seen & ~(times <= limit), SEEN if reached.are_stops else UNSEEN
    chart.add_trace(_areas(reached, times, seen, limit))
    chart.add_trace(_points(reached, times, beyond, theme.FAINT, opacity))
    lower = 0.0
    for colour, upper in zip(NEAR, LIMITS, strict=True):
        chosen = seen & (times <= min(upper, limit)) & ((times > lower) | (lower == 0))
        if upper <= limit:
            chart.add_trace(_points(reached, times, chosen, colour, opacity))
        lower = upper
    chart.add_trace(_names(facts, list(dict.fromkeys([*facts.areas.home_members, facts.home.core_municipality]))))
    chart.add_traces([_end(letter, end) for letter, end in zip("AB", ends, strict=True) if end])
    return maps.layout(chart, view, HOME)


def _around(facts: Facts) -> View:
    """The eight and Stockholm."""
    return extent(facts.boundaries, [*facts.areas.home_members, facts.home.core_municipality])


def _inside(reached: Targets, view: View) -> "np.ndarray[Any, np.dtype[np.bool_]]":
    west, south, east, north = view
    is_between = (reached.longitude > west) & (reached.longitude < east)
    return is_between & (reached.latitude > south) & (reached.latitude < north)


def _ground(facts: Facts, view: View) -> go.Figure:
    """The land around in one pale colour and the eight in another, a little darker."""
    home = facts.areas.home_members
    chart = go.Figure()
    for codes, colour in ((neighbours(facts.boundaries, home, view), theme.LAND), (home, theme.HOME_LAND)):
        chart.add_trace(maps.polygons(facts.boundaries, codes, [0] * len(codes), [colour], hover=None))
    return chart


def _areas(reached: Targets, times: Floats, seen: "np.ndarray[Any, np.dtype[np.bool_]]", limit: int) -> go.Choropleth:
    """What is reached within each limit as one area, as dark as in the legend; white where not at all."""
    shapes, shown, lower = areas_of.cells(reached), [], 0.0
    for colour, upper in zip(NEAR, LIMITS, strict=True):
        chosen = seen & (times <= min(upper, limit)) & ((times > lower) | (lower == 0))
        geometry = areas_of.together(shapes, chosen) if upper <= limit else None
        shown += [(colour, geometry)] if geometry else []
        lower = upper
    for colour, chosen in ((BEYOND, seen & (times > limit)), (theme.PAPER, seen & np.isnan(times))):
        if beyond := areas_of.together(shapes, chosen):
            shown.append((colour, beyond))
    known = {str(place): Boundary(geometry, 0.0, 0.0) for place, (_, geometry) in enumerate(shown)}
    layer = maps.polygons(known, list(known), range(len(shown)), [colour for colour, _ in shown] or [theme.LAND], None)
    layer.marker.update({"opacity": 1, "line": {"color": theme.PAPER, "width": 0.5}})
    return layer


def _points(
    reached: Targets, times: Floats, chosen: "np.ndarray[Any, np.dtype[np.bool_]]", colour: str, opacity: float
) -> go.Scattergeo:
    places = np.flatnonzero(chosen)
    people = np.nan_to_num(reached.people)
    largest = float(people.max(initial=1)) or 1
    sizes = SMALLEST_AREA + (LARGEST_AREA - SMALLEST_AREA) * (people[places] / largest) ** 0.5
    return go.Scattergeo(
        lon=reached.longitude[places].tolist(),
        lat=reached.latitude[places].tolist(),
        mode="markers",
        marker={
            "size": [SMALLEST_AREA + 2] * len(places) if reached.are_stops else sizes.tolist(),
            "color": colour,
            "opacity": opacity,
            "line": {"color": theme.SOFT_INK, "width": 0.5},
        },
        customdata=[[_says(reached, times, place), reached.keys[place]] for place in places.tolist()],
        hovertemplate="%{customdata[0]}<extra></extra>",
        selected={"marker": {"opacity": opacity}},
        unselected={"marker": {"opacity": opacity}},
        showlegend=False,
    )


def _says(reached: Targets, times: Floats, index: int) -> str:
    minutes, people = float(times[index]), float(reached.people[index])
    time = f"{number(minutes)} minuter" if not np.isnan(minutes) else reach.UNREACHED
    size = "" if reached.are_stops or np.isnan(people) else f"<br>{number(people)} invånare"
    return f"<b>{plain.chart(reached.names[index])}</b><br>{time}{size}"


def _end(letter: str, end: Origin) -> go.Scattergeo:
    """Where a journey begins or ends: a dot that hides little of what is near, its letter and its name above it."""
    marker = {"size": DOT, "color": theme.PAPER, "line": {"color": theme.CHOSEN, "width": 3}}
    font = {"size": END, "color": theme.CHOSEN, "family": theme.FONT, "shadow": HALO}
    spot, text = [(end.longitude, end.latitude)], [f"<b>{letter}</b>"]
    return maps.layer(spot, mode="markers+text", marker=marker, text=text, textfont=font, textposition="top center")


def _names(facts: Facts, codes: Sequence[str]) -> go.Scattergeo:
    texts = [f"<b>{plain.chart(facts.areas.name(code))}</b>" for code in codes]
    return maps.words([facts.boundaries[code].middle for code in codes], texts)
