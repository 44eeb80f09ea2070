"""The map of commuting: a line a stream, as wide as it is large. Only our own boundaries: no request elsewhere."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from dashboard import plain
from dashboard.content.commuting.streams import Stream, streams
from dashboard.content.facts import Facts
from dashboard.figures import theme
from dashboard.figures.maps import HOME, View, extent
from dashboard.screen.charts.sketch import Part
from dashboard.screen.maps import layers, maps, names
from malkollen.texts.swedish import number
from malkollen.values.commuting import REST_OF_COUNTRY, REST_OF_COUNTY

WIDEST = 26  # pixels
THINNEST = 1.0
LARGEST_CIRCLE = 52
SMALLEST_CIRCLE = 5
LINE = theme.faded(theme.HOME, 0.55)
Point = tuple[float, float]


def figure(facts: Facts, year: int, direction: str) -> go.Figure:
    """The streams of a year: between the eight, out of them or into them, with names and numbers at the places."""
    home = facts.commuting.home
    view = _view(facts, direction)
    places = _places(facts, view)
    drawn = streams(facts, year, direction)
    chart = maps.ground(facts, home, view)
    largest = max((stream.flow.commuters or 0 for stream in drawn), default=0) or 1
    for stream in reversed(drawn):  # the largest on top
        if stream.flow.commuters:
            chart.add_trace(_line(stream, places, largest))
    chart.add_trace(_hover_points(drawn, places))
    totals = _totals(facts, year, direction)
    chart.add_trace(_circles(totals, places))
    scope = HOME if direction == "inom" else "lan"
    chart.add_trace(_names(facts, totals, places, view, maps.HEIGHTS[scope]))
    return maps.layout(chart, view, scope)


def _view(facts: Facts, direction: str) -> View:
    """The eight, and room north and west for Stockholm and the rest where they are drawn."""
    if direction == "inom":
        return extent(facts.boundaries, facts.commuting.home)
    west, south, east, north = extent(facts.boundaries, [*facts.commuting.home, facts.commuting.core])
    return west - 0.12 * (east - west), south, east, north + 0.14 * (north - south)


def _places(facts: Facts, view: View) -> dict[str, Point]:
    """Where each zone stands: municipalities in themselves, the rest of the county and country at the edges."""
    west, south, east, north = view
    spots = {code: facts.boundaries[code].middle for code in [*facts.commuting.home, facts.commuting.core]}
    x, y = spots[facts.commuting.core]
    spots[REST_OF_COUNTY] = (x - 0.2 * (east - west), north - 0.07 * (north - south))
    spots[REST_OF_COUNTRY] = (west + 0.1 * (east - west), y - 0.05 * (north - south))
    return spots


def _line(stream: Stream, places: Mapping[str, Point], largest: float) -> Part:
    (x0, y0), (x1, y1) = places[stream.start], places[stream.end]
    width = max(THINNEST, WIDEST * (stream.flow.commuters or 0) / largest)
    return layers.layer([(x0, y0), (x1, y1)], mode="lines", line={"width": width, "color": LINE})


def _hover_points(drawn: Sequence[Stream], places: Mapping[str, Point]) -> Part:
    """Unseen points in the middle of the lines, which say what a stream is."""
    ends = [(places[stream.start], places[stream.end]) for stream in drawn]
    middles = [((start[0] + end[0]) / 2, (start[1] + end[1]) / 2) for start, end in ends]
    says = [plain.chart(stream.words) for stream in drawn]
    return layers.layer(middles, says, mode="markers", marker={"size": 18, "opacity": 0})


def _totals(facts: Facts, year: int, direction: str) -> dict[str, float | None]:
    """The number at each place: who lives and works there, or all that leave for it or come from it."""
    commuting, home = facts.commuting, facts.commuting.home
    if direction == "inom":
        return {zone: commuting.flows[year][zone, zone].commuters for zone in home}
    others = [zone for zone in commuting.everywhere if zone not in home]
    ends = {zone: ([zone], others) for zone in home} | {zone: (home, [zone]) for zone in others}
    return {
        zone: commuting.total(year, *(both if direction == "ut" else both[::-1])).commuters
        for zone, both in ends.items()
    }


def _circles(totals: Mapping[str, float | None], places: Mapping[str, Point]) -> Part:
    """A circle a place, whose area is its number."""
    marker = {
        "size": _sizes(totals),
        "color": theme.faded(theme.TRAVEL[2], 0.85),
        "line": {"color": theme.HOME, "width": 1},
    }
    return layers.layer([places[zone] for zone in totals], mode="markers", marker=marker)


def _sizes(totals: Mapping[str, float | None]) -> list[float]:
    """Pixels of the circles."""
    largest = max((value or 0 for value in totals.values()), default=0) or 1
    return [max(SMALLEST_CIRCLE, LARGEST_CIRCLE * ((value or 0) / largest) ** 0.5) for value in totals.values()]


def _names(
    facts: Facts, totals: Mapping[str, float | None], places: Mapping[str, Point], view: View, height: int
) -> Part:
    """Names and numbers, clear of the circles."""
    labels = [(facts.commuting.name(zone), number(value)) for zone, value in totals.items()]
    where = names.placed_on([places[zone] for zone in totals], labels, view, height, _sizes(totals))
    texts = [f"<b>{plain.chart(facts.commuting.name(zone))}</b><br>{number(value)}" for zone, value in totals.items()]
    return layers.words([place.middle for place in where], texts, names.type_size(view, height))
