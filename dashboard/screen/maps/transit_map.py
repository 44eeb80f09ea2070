"""The maps of Resor: stops by departures, and how far one gets. Only our own boundaries are drawn."""

from collections.abc import Iterator, Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from dashboard import plain
from dashboard.content.facts import Facts
from dashboard.content.transit import reach
from dashboard.figures import reach as areas_of, theme
from dashboard.figures.maps import HOME, Boundary, View, extent
from dashboard.figures.travel import BEYOND, LIMITS, NEAR, Floats, Origin, Spot, Targets
from dashboard.screen.charts.charts import HALO
from dashboard.screen.charts.sketch import Part
from dashboard.screen.maps import layers, maps
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
    chart = maps.ground(facts, home, view)
    largest = max((stop.departures for stop in stops), default=1)
    marker = {
        "size": [max(SMALLEST_STOP, LARGEST_STOP * (stop.departures / largest) ** 0.5) for stop in stops],
        "color": STOP_COLOUR,
        "line": {"color": theme.HOME, "width": 0.75},
    }
    spots = [(stop.longitude, stop.latitude) for stop in stops]
    says = [f"<b>{plain.chart(stop.name)}</b><br>{number(stop.departures)} avgångar" for stop in stops]
    chart.add_trace(layers.layer(spots, says, mode="markers", marker=marker))
    chart.add_trace(_names(facts, home))
    return maps.layout(chart, view, HOME)


def reach_figure(
    facts: Facts, reached: Targets, times: Floats, ends: tuple[Origin, Origin | None], limit: int
) -> go.Figure:
    """Every small area (or stop) in the colour of its minutes up to the limit, grey beyond it; both ends ringed.

    A point's customdata is what it says and its key, so that a click can begin there.
    """
    shown = [*facts.areas.home_members, facts.home.core_municipality]
    view = extent(facts.boundaries, shown)
    chart = maps.ground(facts, facts.areas.home_members, view)
    seen = _inside(reached, view)
    beyond, opacity = seen & ~(times <= limit), SEEN if reached.are_stops else UNSEEN
    chart.add_trace(_areas(reached, times, seen, limit))
    chart.add_trace(_points(reached, times, beyond, theme.FAINT, opacity))
    chart.add_traces([_points(reached, times, seen & near, colour, opacity) for colour, near in _bands(times, limit)])
    chart.add_trace(_names(facts, list(dict.fromkeys(shown))))
    chart.add_traces([_end(letter, end) for letter, end in zip("AB", ends, strict=True) if end])
    return maps.layout(chart, view, HOME)


def _bands(times: Floats, limit: int) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """The colours of minutes up to the limit, nearest first, each with what it colours."""
    for colour, low, high in zip(NEAR, (0, *LIMITS), LIMITS, strict=False):
        if high <= limit:
            yield colour, (times <= high) & ((times > low) | (low == 0))


def _inside(reached: Targets, view: View) -> NDArray[np.bool_]:
    west, south, east, north = view
    is_between = (reached.longitude > west) & (reached.longitude < east)
    return is_between & (reached.latitude > south) & (reached.latitude < north)


def _areas(reached: Targets, times: Floats, seen: NDArray[np.bool_], limit: int) -> Part:
    """What is reached within each limit as one area, as dark as in the legend; white where not at all."""
    shapes, bands = areas_of.cells(reached), [*_bands(times, limit), (BEYOND, times > limit)]
    bands.append((theme.PAPER, np.isnan(times)))
    shown = [(colour, one) for colour, chosen in bands if (one := areas_of.together(shapes, seen & chosen))]
    known = {str(place): Boundary(geometry, 0.0, 0.0) for place, (_, geometry) in enumerate(shown)}
    colours = [colour for colour, _ in shown] or [theme.LAND]
    layer = layers.polygons(layers.features(known, known), range(len(shown)), colours, None)
    return {**layer, "marker": {"opacity": 1, "line": {"color": theme.PAPER, "width": 0.5}}}


def _points(reached: Targets, times: Floats, chosen: NDArray[np.bool_], colour: str, opacity: float) -> go.Scattergeo:
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


def _end(letter: str, end: Origin) -> Part:
    """Where a journey begins or ends: a dot that hides little of what is near, its letter and its name above it."""
    marker = {"size": DOT, "color": theme.PAPER, "line": {"color": theme.CHOSEN, "width": 3}}
    font = {"size": END, "color": theme.CHOSEN, "family": theme.FONT, "shadow": HALO}
    spot, text = [(end.longitude, end.latitude)], [f"<b>{letter}</b>"]
    return layers.layer(spot, mode="markers+text", marker=marker, text=text, textfont=font, textposition="top center")


def _names(facts: Facts, codes: Sequence[str]) -> Part:
    texts = [f"<b>{plain.chart(facts.areas.name(code))}</b>" for code in codes]
    return layers.words([facts.boundaries[code].middle for code in codes], texts)
