"""The map: municipalities as polygons in fixed classes, or circles where the figure is a total. Data in, figure out.

Drawn as vectors by plotly's geo layer with our own boundaries only: no tiles and no request to another host.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard import plain
from dashboard.content.facts import Facts
from dashboard.content.indicator import classes as classes_of
from dashboard.content.indicator.mapped import scope_areas
from dashboard.content.ranks import is_fleet
from dashboard.content.text import short_amount, status_text
from dashboard.figures import theme
from dashboard.figures.maps import HOME, Boundary, View, border, class_of, extent, neighbours, rings
from dashboard.screen.charts.charts import HOVER
from malkollen.values.values import Variant

# plotly's geo layer asks for a world map even when it is hidden: an empty one lies in static/topojson.
CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "topojsonURL": "./app/static/topojson/",
    "scrollZoom": False,
    "displaylogo": False,
}
HEIGHTS = {HOME: 470, "lan": 560, "riket": 760}
LARGEST_CIRCLE = 62
COUNTRY = {"type": "transverse mercator", "rotation": {"lon": 16}}
HALO = ", ".join(["0 0 1px #ffffff", *["0 0 3px #ffffff"] * 3])


def figure(
    facts: Facts, key: str, year: int, variant: Variant | None, scope: str, chosen: str | None = None, height: int = 0
) -> go.Figure:
    """A map of an indicator in a year; the chosen municipality is outlined. height: pixels; 0 is the scope's own."""
    codes = scope_areas(facts, scope)
    chart = go.Figure()
    view = extent(facts.boundaries, codes)
    if around := neighbours(facts.boundaries, codes, view):
        chart.add_trace(polygons(facts.boundaries, around, [0] * len(around), [theme.LAND], hover=None))
    indicator, ramp = facts.indicator(key), classes_of.ramp(facts, key)
    hover = [_hover(facts, key, code, year, variant) for code in codes]
    classes, colours = [0] * len(codes), [theme.LAND]
    if indicator.bins:
        values = [facts.evaluation(key, variant).at(code, year).value for code in codes]
        classes, colours = [class_of(value, indicator.bins) for value in values], [theme.MISSING, *ramp]
    chart.add_trace(polygons(facts.boundaries, codes, classes, colours, hover))
    if not indicator.bins:
        chart.add_trace(_circles(facts, key, codes, year, variant, scope))
    if chosen in codes:
        chart.add_trace(_outline(facts.boundaries[chosen]))
    if scope == facts.areas.home.id:
        dark = [code for code, place in zip(codes, classes, strict=True) if theme.ink_on(colours[place]) != theme.INK]
        light = [code for code in codes if code not in dark]
        chart.add_trace(_labels(facts, key, light, year, variant, theme.INK, theme.PAPER))
        chart.add_trace(_labels(facts, key, dark, year, variant, theme.PAPER, colours[-1]))
    return layout(chart, view, scope).update_layout(height=height or HEIGHTS[scope if scope in HEIGHTS else HOME])


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


def _circles(
    facts: Facts, key: str, codes: Sequence[str], year: int, variant: Variant | None, scope: str
) -> go.Scattergeo:
    """Totals as circles whose area is the value: colour over area would mistake size for intensity."""
    values = [facts.evaluation(key, variant).at(code, year).value for code in codes]
    largest = max((value for value in values if value is not None), default=1) or 1
    factor = 1.0 if scope == facts.areas.home.id else 0.6
    sizes = [LARGEST_CIRCLE * factor * ((value or 0) / largest) ** 0.5 for value in values]
    edge = {"color": theme.HOME, "width": 1}
    marker = {"size": sizes, "color": classes_of.ramp(facts, key)[2], "opacity": 0.75, "line": edge}
    return layer([facts.boundaries[code].middle for code in codes], mode="markers", marker=marker)


def _labels(
    facts: Facts, key: str, codes: Sequence[str], year: int, variant: Variant | None, ink: str, halo: str
) -> go.Scattergeo:
    """Names and values; the halo keeps them readable where they reach over a border or the water."""
    indicator, evaluation = facts.indicator(key), facts.evaluation(key, variant)
    texts, spots = [], []
    for code in codes:
        value, shape = evaluation.at(code, year).value, facts.boundaries[code]
        dx, dy = facts.home.label_shifts.get(code, (0.0, 0.0))
        mark = "*" if is_fleet(facts, key, code) else ""
        texts.append(
            f"<b>{plain.chart(facts.areas.name(code))}{mark}</b><br>{plain.chart(short_amount(indicator, value))}"
        )
        spots.append((shape.longitude + dx, shape.latitude + dy))
    return words(spots, texts, 15, ink, ", ".join([f"0 0 1px {halo}", f"0 0 3px {halo}"]))


def _outline(shape: Boundary) -> go.Scattergeo:
    points = [(point[0], point[1]) for ring in rings(shape) for point in (*ring, (None, None))]
    return layer(points, mode="lines", line={"color": theme.CHOSEN, "width": 3})


def layer(spots: Sequence[tuple[Any, Any]], says: Sequence[str] = (), **look: Any) -> go.Scattergeo:  # noqa: ANN401
    """Marks, lines or words at longitudes and latitudes; says: what each tells where one points at it."""
    pointed = {"customdata": list(says), "hovertemplate": "%{customdata}<extra></extra>"}
    told = pointed if says else {"hoverinfo": "skip"}
    return go.Scattergeo(lon=[x for x, _ in spots], lat=[y for _, y in spots], showlegend=False, **told, **look)


def words(
    spots: Sequence[tuple[float, float]], texts: Sequence[str], size: int = 14, ink: str = theme.INK, halo: str = HALO
) -> go.Scattergeo:
    """Names at their places; the halo keeps them readable over lines, borders and water."""
    font = {"size": size, "color": ink, "family": theme.FONT, "shadow": halo}
    return layer(spots, mode="text", text=list(texts), textfont=font)


def _hover(facts: Facts, key: str, code: str, year: int, variant: Variant | None) -> str:
    value = facts.evaluation(key, variant).at(code, year)
    shown = short_amount(facts.indicator(key), value.value) if value.value is not None else "uppgift saknas"
    name, said, marks = map(plain.chart, (facts.areas.name(code), f"{shown} ({year})", status_text(value)))
    return f"<b>{name}</b><br>{said}<br>{marks}"


def layout(chart: go.Figure, view: View, scope: str) -> go.Figure:
    """The map's frame: what part of the world, how high, no background of its own."""
    west, south, east, north = view
    chart.update_geos(
        visible=False,
        bgcolor="rgba(0,0,0,0)",
        projection=COUNTRY if scope == "riket" else {"type": "mercator"},
        lonaxis={"range": [west, east]},
        lataxis={"range": [south, north]},
    )
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
