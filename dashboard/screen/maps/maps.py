"""The map: municipalities as polygons in fixed classes, or circles where the figure is a total. Data in, figure out.

Drawn as vectors by plotly's geo layer with our own boundaries only: no tiles and no request to another host.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard import plain
from dashboard.content.facts import Facts
from dashboard.content.indicator import classes as classes_of
from dashboard.content.indicator.mapped import WHOLE_COUNTRY, insets, name_on_map, scope_areas, shapes
from dashboard.content.ranks import municipality_place
from dashboard.content.text import amount, change_text, place_text, short_amount
from dashboard.content.values import change_before
from dashboard.drawings.fonts import width
from dashboard.drawings.sheet import BOLD
from dashboard.figures import theme
from dashboard.figures.labels import Placed, placed
from dashboard.figures.looks import COAST, HAIR, LINES, OURS, Look
from dashboard.figures.maps import HOME, Boundary, View, border, class_of, extent, fitted, neighbours, rings
from dashboard.figures.shapes import hatching, united
from dashboard.figures.spacing import Point
from dashboard.screen.charts.charts import HALO, HOVER, stroke
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
LARGEST_CIRCLE = 62
NARROWEST, NARROW = 288, 400
"""Pixels across: a map on the narrowest telephone, and what style.css calls a narrow one."""
SMALLEST, LARGEST = 11, 15
"""Pixels of the labels' letters on a narrow map, and on the largest."""
LEADING = 1.3
"""Plotly's, of a label's two lines."""
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


def figure(
    facts: Facts, key: str, year: int, variant: Variant | None, scope: str, chosen: str | None = None, height: int = 0
) -> go.Figure:
    """A map of an indicator in a year, the home group outlined, and the chosen municipality.

    Args:
        height: pixels; 0 is the scope's own.
    """
    case, codes = _Case(facts, key, year, variant), scope_areas(facts, scope)
    height = height or HEIGHTS[scope if scope in HEIGHTS else HOME]
    chart, drawn = go.Figure(), shapes(facts, scope)
    view = extent(drawn, codes)
    if around := neighbours(drawn, codes, view):
        chart.add_trace(polygons(drawn, around, [0] * len(around), [theme.LAND], hover=None))
    chart.add_traces(_layers(case, codes, drawn, scope))
    if chosen in codes:
        chart.add_trace(_outline(rings(drawn[chosen]), LINES["chosen"]))
    if scope == facts.areas.home.id:
        chart.add_traces(_labels(case, codes, view, height))
    layout(chart, view, scope)
    if scope == WHOLE_COUNTRY:
        _add_insets(chart, case)
    return chart.update_layout(height=height)


def _layers(case: _Case, codes: Sequence[str], drawn: Mapping[str, Boundary], scope: str) -> list[Any]:
    """The municipalities in their classes or with circles, what is missing hatched, and the outlines."""
    indicator, facts = case.facts.indicator(case.key), case.facts
    hover = [_hover(case, code) for code in codes]
    classes, colours = [0] * len(codes), [theme.HOME_LAND]
    if indicator.bins:
        classes = [class_of(case.value(code), indicator.bins) for code in codes]
        colours = [theme.MISSING, *classes_of.ramp(facts, case.key)]
    layers = [polygons(drawn, codes, classes, colours, hover)]
    missing = [drawn[code] for code, place in zip(codes, classes, strict=True) if place == 0]
    if indicator.bins and missing:
        layers.append(_strokes(hatching(missing, extent(drawn, codes))))
    ours = [code for code in codes if code in facts.areas.home.members]
    if len(ours) < len(codes):
        layers.append(_outline(united(drawn[code] for code in codes), COAST))
    if ours:
        layers.append(_outline(united(drawn[code] for code in ours), OURS))
    if not indicator.bins:
        layers.append(_circles(case, codes, scope))
    return layers


def _add_insets(chart: go.Figure, case: _Case) -> None:
    """Regions too small to be seen in the whole country, drawn larger beside it, each with its name above."""
    parts = insets(case.facts)
    left, room = INSETS
    high = 1 / len(parts)
    chart.update_layout(geo={"domain": {"x": [0, left - 0.04], "y": [0, 1]}})
    for number, (name, codes) in enumerate(parts.items(), start=2):
        top, drawn = 1 - (number - 2) * high, shapes(case.facts, "lan")
        for trace in _layers(case, codes, drawn, WHOLE_COUNTRY):
            chart.add_trace(trace.update(geo=f"geo{number}"))
        frame = {"domain": {"x": [left, 1], "y": [top - high + 0.01, top - room]}, "projection": {"type": "mercator"}}
        chart.update_layout({f"geo{number}": frame | _window(extent(drawn, codes))})
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


def _scale(colours: Sequence[str]) -> list[tuple[float, str]]:
    """A stepped colour scale over the classes from 0 (missing)."""
    count = len(colours)
    return [(place / count, colour) for index, colour in enumerate(colours) for place in (index, index + 1)]


def polygons(
    boundaries: Mapping[str, Boundary],
    codes: Sequence[str],
    classes: Sequence[int],
    colours: Sequence[str],
    hover: Sequence[str] | None,
) -> go.Choropleth:
    """Municipalities as shapes, each in the colour of its class from 0; without hover they are only ground."""
    features = [
        {"type": "Feature", "id": code, "geometry": boundaries[code].geometry, "properties": {}} for code in codes
    ]
    return go.Choropleth(
        geojson={"type": "FeatureCollection", "features": features},
        locations=list(codes),
        z=list(classes),
        zmin=0,
        zmax=len(colours),
        colorscale=_scale(colours),
        showscale=False,
        marker={"line": {"color": "#ffffff", "width": border(len(codes))}},
        customdata=list(hover) if hover else None,
        hovertemplate="%{customdata}<extra></extra>" if hover else None,
        hoverinfo=None if hover else "skip",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def _circles(case: _Case, codes: Sequence[str], scope: str) -> go.Scattergeo:
    """Totals as circles whose area is the value: colour over area would mistake size for intensity."""
    facts, values = case.facts, [case.value(code) for code in codes]
    largest = max((value for code in scope_areas(facts, scope) if (value := case.value(code)) is not None), default=1)
    factor = 1.0 if scope == facts.areas.home.id else 0.6
    sizes = [LARGEST_CIRCLE * factor * ((value or 0) / (largest or 1)) ** 0.5 for value in values]
    edge = {"color": theme.HOME, "width": 1}
    marker = {"size": sizes, "color": classes_of.ramp(facts, case.key)[2], "opacity": 0.75, "line": edge}
    return layer([facts.boundaries[code].middle for code in codes], mode="markers", marker=marker)


def _labels(case: _Case, codes: Sequence[str], view: View, height: int) -> list[go.Scattergeo]:
    """Names and values, each on its municipality or with a hair to it, dark or white with a halo of what is below."""
    facts, bins, ramp = case.facts, case.facts.indicator(case.key).bins, classes_of.ramp(case.facts, case.key)
    grounds = [theme.HOME_LAND if not bins else (theme.MISSING, *ramp)[class_of(case.value(c), bins)] for c in codes]
    shifts = [facts.home.label_shifts.get(code, (0.0, 0.0)) if bins else (0.0, 0.0) for code in codes]  # or on circles
    places = [facts.boundaries[code] for code in codes]
    spots = [(shape.longitude + dx, shape.latitude + dy) for shape, (dx, dy) in zip(places, shifts, strict=True)]
    where = _where(spots, [_label(case, code) for code in codes], view, height)
    grounds = [theme.PAPER if place.is_moved else ground for ground, place in zip(grounds, where, strict=True)]
    hairs = [(spot, place.middle) for spot, place in zip(spots, where, strict=True) if place.is_moved]
    halos = [", ".join([f"0 0 3px {ground}"] * 6) for ground in grounds]
    texts = [f"<b>{'<br>'.join(map(plain.chart, _label(case, code)))}</b>" for code in codes]
    inks = [theme.ink_on(ground) for ground in grounds]
    shown = words([place.middle for place in where], texts, type_size(view, height), inks, halos)
    points = [point for hair in hairs for point in (*hair, (None, None))]
    return [layer(points, mode="lines", line=stroke(HAIR)), shown]


def _where(spots: Sequence[Point], labels: Sequence[tuple[str, str]], view: View, height: int) -> list[Placed]:
    """Where the labels stand, in degrees: as on the narrowest map, so that on a wider one they are further apart."""
    projection = fitted(view, (0.0, 0.0, NARROWEST, float(height)), is_down=True)
    per_east, per_north = projection.box[2] / (view[2] - view[0]), projection.box[3] / (view[3] - view[1])
    at = [projection.at(*spot) for spot in spots]
    sizes = [(max(width(line, SMALLEST, BOLD) for line in lines), 2 * LEADING * SMALLEST) for lines in labels]
    return [
        Placed((east + (x - x0) / per_east, north - (y - y0) / per_north), is_moved)
        for (east, north), (x0, y0), ((x, y), is_moved) in zip(
            spots, at, placed(at, sizes, projection.box, SMALLEST), strict=True
        )
    ]


def type_size(view: View, height: int) -> float:
    """The letters' size in pixels on a map that is wider than the narrow ones, whose letters style.css makes smaller.

    They grow no more than the map does: what is apart on the narrowest is apart on all.
    """
    narrow, wide = (fitted(view, (0.0, 0.0, across, float(height))).box[2] for across in (NARROWEST, NARROW))
    return min(LARGEST, SMALLEST * wide / narrow)


def _label(case: _Case, code: str) -> tuple[str, str]:
    return name_on_map(case.facts, case.key, code), short_amount(case.facts.indicator(case.key), case.value(code))


def _outline(around: Sequence[Sequence[Sequence[float]]], look: Look) -> go.Scattergeo:
    points = [(point[0], point[1]) for ring in around for point in (*ring, (None, None))]
    return layer(points, mode="lines", line=stroke(look))


def _strokes(pairs: Sequence[tuple[Point, Point]]) -> go.Scattergeo:
    points = [point for pair in pairs for point in (*pair, (None, None))]
    return layer(points, mode="lines", line={"color": theme.HATCH, "width": 1})


def layer(spots: Sequence[tuple[Any, Any]], says: Sequence[str] = (), **look: Any) -> go.Scattergeo:  # noqa: ANN401
    """Marks, lines or words at longitudes and latitudes; says: what each tells where one points at it."""
    pointed = {"customdata": list(says), "hovertemplate": "%{customdata}<extra></extra>"}
    told = pointed if says else {"hoverinfo": "skip"}
    return go.Scattergeo(lon=[x for x, _ in spots], lat=[y for _, y in spots], showlegend=False, **told, **look)


def words(
    spots: Sequence[tuple[float, float]],
    texts: Sequence[str],
    size: float = 14,
    ink: str | Sequence[str] = theme.INK,
    halo: str | Sequence[str] = HALO,
) -> go.Scattergeo:
    """Names at their places; the halo keeps them readable over lines, borders and water.

    Args:
        ink, halo: of all of them, or of each.
    """
    font = {"size": size, "color": ink, "family": theme.FONT, "shadow": halo}
    return layer(spots, mode="text", text=list(texts), textfont=font)


def _hover(case: _Case, code: str) -> str:
    """A municipality's value, what has changed, and its place among those it is placed among, where it has one."""
    facts, indicator = case.facts, case.facts.indicator(case.key)
    evaluation = facts.evaluation(case.key, case.variant)
    value = evaluation.at(code, case.year).value
    lines = [f"{amount(indicator, value)} ({case.year})" if value is not None else f"uppgift saknas ({case.year})"]
    if value is not None:
        lines.append(change_text(indicator, change_before(facts, evaluation, code, case.year)))
    place = municipality_place(facts, case.key, code, case.year, case.variant)
    if place and not place.is_outside_group:
        lines.append(f"Plats: {place_text(place)} {facts.placed.many}")
    return "<br>".join([f"<b>{plain.chart(facts.areas.name(code))}</b>", *map(plain.chart, lines)])


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
