"""The map: municipalities as polygons in fixed classes, or circles where the figure is a total. Data in, figure out.

Drawn as vectors by plotly's geo layer with our own boundaries only: no tiles and no request to another host.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from dashboard import plain
from dashboard.content.facts import Facts
from dashboard.content.indicator import classes as classes_of
from dashboard.content.indicator.mapped import WHOLE_COUNTRY, insets, scope_areas, shapes
from dashboard.content.ranks import FLEET_NOTE, is_fleet, municipality_place, name_with_star
from dashboard.content.text import amount, place_text, short_amount
from dashboard.content.values import previous_text
from dashboard.figures import theme
from dashboard.figures.looks import COAST, HAIR, LINES, OURS
from dashboard.figures.maps import HOME, Boundary, View, extent, neighbours, rings
from dashboard.figures.shapes import hatching, united
from dashboard.figures.spacing import Point
from dashboard.screen.charts.charts import HOVER, stroke
from dashboard.screen.charts.sketch import Part
from dashboard.screen.maps import names
from dashboard.screen.maps.layers import features, layer, lines, polygons, words
from malkollen.values.values import Variant

# plotly's geo layer asks for a world map even when it is hidden: an empty one lies in static/topojson.
CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "topojsonURL": "./app/static/topojson/",
    "scrollZoom": False,
    "displaylogo": False,
}
HEIGHTS = {HOME: 470, "lan": 560, WHOLE_COUNTRY: 760}
INSETS = (0.54, 0.035)
"""Where what is drawn larger begins, to the right of the country, and the room for a name over each."""
LARGEST_CIRCLE = 17
"""Pixels: of larger ones the names had to stand in other municipalities."""
LONGEST_LINE = 40
"""Letters of what a municipality tells where one points at it."""
COUNTRY = {"type": "transverse mercator", "rotation": {"lon": 16}}


@dataclass(frozen=True)
class _Case:
    """What a map shows of whom."""

    facts: Facts
    key: str
    year: int
    variant: Variant | None

    def value(self, code: str) -> float | None:
        """A municipality's value."""
        return self.facts.evaluation(self.key, self.variant).at(code, self.year).value


@dataclass(frozen=True)
class _Part:
    """Municipalities in a window of their own, and what no year changes of it: put together once for all years."""

    facts: Facts
    codes: Sequence[str]
    drawn: Mapping[str, Boundary]

    @cached_property
    def view(self) -> View:
        """What is seen of the world."""
        return extent(self.drawn, self.codes)

    @cached_property
    def around(self) -> list[Part]:
        """The land around."""
        near = neighbours(self.drawn, self.codes, self.view)
        return [polygons(features(self.drawn, near), [0] * len(near), [theme.LAND], hover=None)] if near else []

    @cached_property
    def features(self) -> list[Part]:
        """The municipalities as shapes."""
        return features(self.drawn, self.codes)

    @cached_property
    def outlines(self) -> list[Part]:
        """The line around them all where some are not ours, and the one around ours."""
        ours = [code for code in self.codes if code in self.facts.areas.home.members]
        rings_of = [(self.codes, COAST)] if len(ours) < len(self.codes) else []
        rings_of += [(ours, OURS)] if ours else []
        return [lines(united(self.drawn[code] for code in codes), stroke(look)) for codes, look in rings_of]


@dataclass(frozen=True)
class Ground:
    """What a map is of and what no year changes of it.

    Attributes:
        chosen: the municipality that is outlined.
    """

    facts: Facts
    scope: str
    chosen: str | None = None

    @cached_property
    def whole(self) -> _Part:
        """All that the map shows."""
        return _Part(self.facts, scope_areas(self.facts, self.scope), shapes(self.facts, self.scope))

    @cached_property
    def insets(self) -> dict[str, _Part]:
        """Regions too small to be seen in the whole country, by name."""
        if self.scope != WHOLE_COUNTRY:
            return {}
        near = shapes(self.facts, "lan")
        return {name: _Part(self.facts, codes, near) for name, codes in insets(self.facts).items()}

    def traces(self, key: str, year: int, variant: Variant | None, height: int = 0) -> list[Part]:
        """All that is drawn of an indicator in a year. height: pixels; 0 is the scope's own."""
        case, whole = _Case(self.facts, key, year, variant), self.whole
        high, is_home = height or _height(self.scope), self.scope == self.facts.areas.home.id
        where = _names(case, whole.codes, whole.view, high) if is_home else []
        drawn = [*whole.around, *_layers(case, whole, self.scope, [place.circle for place in where])]
        if self.chosen is not None and self.chosen in whole.codes:
            drawn.append(lines(rings(whole.drawn[self.chosen]), stroke(LINES["chosen"])))
        if where:
            drawn += _labels(case, whole.codes, where, names.type_size(whole.view, high))
        for number, part in enumerate(self.insets.values(), start=2):
            drawn += [{**trace, "geo": f"geo{number}"} for trace in _layers(case, part, self.scope)]
        return drawn


def figure(
    facts: Facts, key: str, year: int, variant: Variant | None, scope: str, chosen: str | None = None, height: int = 0
) -> go.Figure:
    """A map of an indicator in a year, the home group outlined, and the chosen municipality.

    Args:
        height: pixels; 0 is the scope's own.
    """
    ground = Ground(facts, scope, chosen)
    return framed(ground, ground.traces(key, year, variant, height), height)


def framed(ground: Ground, traces: Sequence[Part], height: int = 0) -> go.Figure:
    """What is drawn of a year as a figure."""
    chart = layout(go.Figure(traces), ground.whole.view, ground.scope)
    if ground.insets:
        _frame_insets(chart, ground.insets)
    return chart.update_layout(height=height or _height(ground.scope))


def _height(scope: str) -> int:
    return HEIGHTS[scope if scope in HEIGHTS else HOME]


def _layers(case: _Case, part: _Part, scope: str, spots: Sequence[Point] = ()) -> list[Part]:
    """The municipalities in their classes or with circles, what is missing hatched, and the outlines.

    Args:
        spots: where the circles stand; in the middle of each municipality without.
    """
    indicator, facts, codes = case.facts.indicator(case.key), case.facts, part.codes
    hover = [_hover(case, code) for code in codes]
    classes, colours = [0] * len(codes), [theme.HOME_LAND]
    if indicator.bins:
        classes = [classes_of.place(facts, case.key, case.value(code)) for code in codes]
        colours = [theme.MISSING, *classes_of.ramp(facts, case.key)]
    layers = [polygons(part.features, classes, colours, hover)]
    missing = [part.drawn[code] for code, place in zip(codes, classes, strict=True) if place == 0]
    if indicator.bins and missing:
        layers.append(lines(hatching(missing, part.view), {"color": theme.HATCH, "width": 1}))
    layers += part.outlines
    if not indicator.bins:
        layers.append(_circles(case, codes, scope, spots or [facts.boundaries[code].middle for code in codes]))
    return layers


def _frame_insets(chart: go.Figure, parts: Mapping[str, _Part]) -> None:
    """Regions too small to be seen in the whole country, drawn larger beside it, each with its name above."""
    left, room = INSETS
    high = 1 / len(parts)
    chart.update_layout(geo={"domain": {"x": [0, left - 0.04], "y": [0, 1]}})
    for number, (name, part) in enumerate(parts.items(), start=2):
        top = 1 - (number - 2) * high
        frame = {"domain": {"x": [left, 1], "y": [top - high + 0.01, top - room]}, "projection": {"type": "mercator"}}
        chart.update_layout({f"geo{number}": frame | _window(part.view)})
        chart.add_annotation(
            x=left, xref="paper", xanchor="left", y=top, yref="paper", yanchor="top", showarrow=False,
            text=f"<b>{plain.chart(name)}</b>", font={"size": 14, "color": theme.INK},
        )  # fmt: skip


def chosen_code(event: Mapping[str, Any] | None) -> str | None:
    """What a click on a map chose, or None: the code of a municipality, or the key of a point that says its own."""
    points = event.get("selection", {}).get("points", []) if event else []
    codes = (point.get("location") or _key(point.get("customdata")) for point in points)
    return next((str(code) for code in codes if code), None)


def _key(says: object) -> object:
    """The key of a point, which stands after what it says."""
    return says[1] if isinstance(says, list | tuple) and len(says) > 1 else None


def _circles(case: _Case, codes: Sequence[str], scope: str, spots: Sequence[Point]) -> Part:
    """Totals as circles whose area is the value: colour over area would mistake size for intensity."""
    facts, sizes = case.facts, _sizes(case, codes, scope)
    edge = {"color": theme.HOME, "width": 1}
    marker = {"size": sizes, "color": classes_of.ramp(facts, case.key)[2], "opacity": 0.75, "line": edge}
    return layer(spots, mode="markers", marker=marker)


def _sizes(case: _Case, codes: Sequence[str], scope: str) -> list[float]:
    """Pixels of the circles."""
    facts, values = case.facts, [case.value(code) for code in codes]
    largest = max((value for code in scope_areas(facts, scope) if (value := case.value(code)) is not None), default=1)
    factor = 1.0 if scope == facts.areas.home.id else 0.6
    return [LARGEST_CIRCLE * factor * ((value or 0) / (largest or 1)) ** 0.5 for value in values]


def _names(case: _Case, codes: Sequence[str], view: View, height: int) -> list[names.Name]:
    """Where the names stand on their municipalities, and the circles where the figure is a total."""
    facts, bins = case.facts, case.facts.indicator(case.key).bins
    shifts = [facts.home.label_shifts.get(code, (0.0, 0.0)) if bins else (0.0, 0.0) for code in codes]  # or on circles
    places = [facts.boundaries[code] for code in codes]
    spots = [(shape.longitude + dx, shape.latitude + dy) for shape, (dx, dy) in zip(places, shifts, strict=True)]
    marks = [0.0] * len(codes) if bins else _sizes(case, codes, facts.areas.home.id)
    return names.placed_on(spots, [_label(case, code) for code in codes], view, height, marks, places)


def _labels(case: _Case, codes: Sequence[str], where: Sequence[names.Name], size: float) -> list[Part]:
    """Names and values, each on its municipality or with a hair to it, dark or white with a halo of what is below.

    Args:
        size: pixels of the letters.
    """
    facts, bins, ramp = case.facts, case.facts.indicator(case.key).bins, classes_of.ramp(case.facts, case.key)
    grounds = [
        theme.HOME_LAND if not bins else (theme.MISSING, *ramp)[classes_of.place(facts, case.key, case.value(c))]
        for c in codes
    ]
    grounds = [theme.PAPER if place.hair else ground for ground, place in zip(grounds, where, strict=True)]
    hairs = [place.hair for place in where if place.hair]
    halos = [", ".join([f"0 0 3px {ground}"] * 6) for ground in grounds]
    texts = [f"<b>{'<br>'.join(map(plain.chart, _label(case, code)))}</b>" for code in codes]
    inks = [theme.ink_on(ground) for ground in grounds]
    return [lines(hairs, stroke(HAIR)), words([place.middle for place in where], texts, size, inks, halos)]


def _label(case: _Case, code: str) -> tuple[str, str]:
    return name_with_star(case.facts, case.key, code), short_amount(case.facts.indicator(case.key), case.value(code))


def ground(facts: Facts, codes: Sequence[str], view: View) -> go.Figure:
    """What a map is drawn over: some municipalities in one pale colour, the land around in another, paler still."""
    chart = go.Figure()
    for shown, colour in ((neighbours(facts.boundaries, codes, view), theme.LAND), (codes, theme.HOME_LAND)):
        chart.add_trace(polygons(features(facts.boundaries, shown), [0] * len(shown), [colour], hover=None))
    return chart


def _hover(case: _Case, code: str) -> str:
    """A municipality's value, what has changed, and its place among those it is placed among, where it has one."""
    facts, indicator = case.facts, case.facts.indicator(case.key)
    evaluation = facts.evaluation(case.key, case.variant)
    value = evaluation.at(code, case.year).value
    lines = [f"{amount(indicator, value)} ({case.year})" if value is not None else f"uppgift saknas ({case.year})"]
    if value is not None:
        lines.append(previous_text(facts, evaluation, code, case.year))
    place = municipality_place(facts, case.key, code, case.year, case.variant)
    if place and not place.is_outside_group:
        lines.append(f"Plats: {place_text(place)} {facts.placed.many}")
    lines += wrap(FLEET_NOTE, LONGEST_LINE) if is_fleet(facts, case.key, code) else []
    return "<br>".join([f"<b>{plain.chart(name_with_star(facts, case.key, code))}</b>", *map(plain.chart, lines)])


def layout(chart: go.Figure, view: View, scope: str) -> go.Figure:
    """The map's frame: what part of the world, how high, no background of its own."""
    chart.update_geos(projection=COUNTRY if scope == WHOLE_COUNTRY else {"type": "mercator"}, **_window(view))
    chart.update_layout(
        height=HEIGHTS.get(scope, HEIGHTS[HOME]),
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        paper_bgcolor="rgba(0,0,0,0)",
        dragmode=False,
        clickmode="event+select",
        hoverlabel=HOVER,
        font={"family": theme.FONT, "color": theme.INK},
    )
    return chart


def _window(view: View) -> dict[str, Any]:
    """A part of the world without anything of plotly's own in it."""
    west, south, east, north = view
    axes = {"lonaxis": {"range": [west, east]}, "lataxis": {"range": [south, north]}}
    return {"visible": False, "bgcolor": "rgba(0,0,0,0)", **axes}
