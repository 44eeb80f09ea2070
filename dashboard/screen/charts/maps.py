"""The map: municipalities as polygons in fixed classes, or circles where the figure is a total. Data in, figure out.

Drawn as vectors by plotly's geo layer with our own boundaries only: no tiles and no request to another host.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard import plain
from dashboard.content.facts import Boundary, Facts
from dashboard.content.ranks import is_fleet
from dashboard.content.text import bins_text, short_amount, status_text
from dashboard.screen.charts import theme
from dashboard.screen.charts.ramps import first_dark, ramp
from malkollen.values.values import Variant

# plotly's geo layer asks for a world map even when it is hidden: an empty one lies in static/topojson.
CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "topojsonURL": "./app/static/topojson/",
    "scrollZoom": False,
    "displaylogo": False,
}
HOME = "hemma"
"""The scope of the home group in names for the style sheet; in addresses it is the group's id."""
HEIGHTS = {HOME: 470, "lan": 560, "riket": 760}
LARGEST_CIRCLE = 62
View = tuple[float, float, float, float]


def scopes(facts: Facts) -> dict[str, str]:
    """What a map may show, by its word in the address, and what that is called."""
    return {facts.areas.home.id: facts.home.name, "lan": facts.areas.name(facts.home.county), "riket": "Hela landet"}


def scope_areas(facts: Facts, scope: str) -> list[str]:
    """The municipalities a map's scope shows."""
    if scope == facts.areas.home.id:
        return facts.areas.home_members
    if scope == "lan":
        return facts.areas.sorted(facts.areas.by_id[facts.home.county].members)
    return facts.areas.municipalities


def figure(
    facts: Facts, key: str, year: int, variant: Variant | None, scope: str, chosen: str | None = None
) -> go.Figure:
    """A map of an indicator in a year; the chosen municipality is outlined."""
    codes = scope_areas(facts, scope)
    chart = go.Figure()
    view = extent(facts.boundaries, codes)
    if around := neighbours(facts.boundaries, codes, view):
        chart.add_trace(
            polygons(facts.boundaries, around, [0] * len(around), [(0, theme.LAND), (1, theme.LAND)], hover=None)
        )
    indicator = facts.indicator(key)
    hover = [_hover(facts, key, code, year, variant) for code in codes]
    colours = ramp(facts, indicator.goal, len(indicator.bins) + 1 if indicator.bins else 6)
    if indicator.bins:
        classes = [_class_of(facts.evaluation(key, variant).at(code, year).value, indicator.bins) for code in codes]
        chart.add_trace(polygons(facts.boundaries, codes, classes, _scale(colours), hover))
    else:
        chart.add_trace(polygons(facts.boundaries, codes, [0] * len(codes), [(0, theme.LAND), (1, theme.LAND)], hover))
        chart.add_trace(_circles(facts, key, codes, year, variant, scope))
    if chosen in codes:
        chart.add_trace(_outline(facts.boundaries[chosen]))
    if scope == facts.areas.home.id:
        dark = [
            c
            for c in codes
            if _class_of(facts.evaluation(key, variant).at(c, year).value, indicator.bins) >= first_dark(len(colours))
        ]
        chart.add_trace(_labels(facts, key, [c for c in codes if c not in dark], year, variant, theme.INK, "#ffffff"))
        chart.add_trace(_labels(facts, key, dark, year, variant, "#ffffff", colours[-1]))
    return layout(chart, view, scope)


def legend(facts: Facts, key: str) -> list[tuple[str, str]]:
    """The classes of the map as colour and words, lowest first; empty where circles are drawn."""
    indicator = facts.indicator(key)
    if not indicator.bins:
        return []
    colours = ramp(facts, indicator.goal, len(indicator.bins) + 1)
    return [*zip(colours, bins_text(indicator), strict=True), (theme.MISSING, "uppgift saknas")]


def chosen_code(event: Mapping[str, Any] | None) -> str | None:
    """The municipality code of a click on the map, or None."""
    points = event.get("selection", {}).get("points", []) if event else []
    found = next((point.get("location") for point in points if point.get("location")), None)
    return str(found) if found else None


def _class_of(value: float | None, bins: Sequence[float]) -> int:
    """0 for missing, then 1 for the lowest class."""
    return 0 if value is None else 1 + sum(value >= edge for edge in bins)


def _scale(ramp: Sequence[str]) -> list[tuple[float, str]]:
    """A stepped colour scale over the classes, 0 for missing first."""
    colours = [theme.MISSING, *ramp]
    count = len(colours)
    return [(place / count, colour) for index, colour in enumerate(colours) for place in (index, index + 1)]


def polygons(
    boundaries: Mapping[str, Boundary],
    codes: Sequence[str],
    classes: Sequence[int],
    scale: list[tuple[float, str]],
    hover: Sequence[str] | None,
) -> go.Choropleth:
    """Municipalities as shapes, each in the colour of its class; without hover they are only ground."""
    features = [
        {"type": "Feature", "id": code, "geometry": boundaries[code].geometry, "properties": {}} for code in codes
    ]
    return go.Choropleth(
        geojson={"type": "FeatureCollection", "features": features},
        locations=list(codes),
        z=list(classes),
        zmin=-0.0 if len(scale) == 2 else 0,
        zmax=1 if len(scale) == 2 else len(scale) // 2,
        colorscale=scale,
        showscale=False,
        marker={"line": {"color": "#ffffff", "width": 1 if len(codes) < 60 else 0.4}},
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
    shapes = [facts.boundaries[code] for code in codes]
    return go.Scattergeo(
        lon=[shape.longitude for shape in shapes],
        lat=[shape.latitude for shape in shapes],
        mode="markers",
        marker={
            "size": sizes,
            "color": ramp(facts, facts.indicator(key).goal)[2],
            "opacity": 0.75,
            "line": {"color": theme.HOME, "width": 1},
        },
        hoverinfo="skip",
        showlegend=False,
    )


def _labels(
    facts: Facts, key: str, codes: Sequence[str], year: int, variant: Variant | None, ink: str, halo: str
) -> go.Scattergeo:
    """Names and values; the halo keeps them readable where they reach over a border or the water."""
    indicator, evaluation = facts.indicator(key), facts.evaluation(key, variant)
    texts, longitudes, latitudes = [], [], []
    for code in codes:
        value, shape = evaluation.at(code, year).value, facts.boundaries[code]
        dx, dy = facts.home.label_shifts.get(code, (0.0, 0.0))
        mark = "*" if is_fleet(facts, key, code) else ""
        texts.append(
            f"<b>{plain.chart(facts.areas.name(code))}{mark}</b><br>{plain.chart(short_amount(indicator, value))}"
        )
        longitudes.append(shape.longitude + dx)
        latitudes.append(shape.latitude + dy)
    return go.Scattergeo(
        lon=longitudes,
        lat=latitudes,
        text=texts,
        mode="text",
        hoverinfo="skip",
        showlegend=False,
        textfont={
            "size": 15,
            "color": ink,
            "family": theme.FONT,
            "shadow": ", ".join([f"0 0 1px {halo}", f"0 0 3px {halo}"]),
        },
    )


def _outline(shape: Boundary) -> go.Scattergeo:
    parts = (
        shape.geometry["coordinates"] if shape.geometry["type"] == "MultiPolygon" else [shape.geometry["coordinates"]]
    )
    longitudes: list[float | None] = []
    latitudes: list[float | None] = []
    for part in parts:
        longitudes += [point[0] for point in part[0]] + [None]
        latitudes += [point[1] for point in part[0]] + [None]
    return go.Scattergeo(
        lon=longitudes,
        lat=latitudes,
        mode="lines",
        line={"color": theme.CHOSEN, "width": 3},
        hoverinfo="skip",
        showlegend=False,
    )


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
        projection={"type": "mercator"}
        if scope != "riket"
        else {"type": "transverse mercator", "rotation": {"lon": 16}},
        lonaxis={"range": [west, east]},
        lataxis={"range": [south, north]},
    )
    chart.update_layout(
        height=HEIGHTS.get(scope, HEIGHTS[HOME]),
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        paper_bgcolor="rgba(0,0,0,0)",
        dragmode=False,
        clickmode="event+select",
        hoverlabel={
            "bgcolor": "#ffffff",
            "bordercolor": theme.LINE,
            "font": {"family": theme.FONT, "size": 14, "color": theme.INK},
        },
        font={"family": theme.FONT, "color": theme.INK},
    )
    return chart


def extent(boundaries: Mapping[str, Boundary], codes: Sequence[str]) -> View:
    """West, south, east and north of the municipalities' shapes, with a little air."""
    boxes = [_box(boundaries[code]) for code in codes]
    west, east = min(box[0] for box in boxes), max(box[2] for box in boxes)
    south, north = min(box[1] for box in boxes), max(box[3] for box in boxes)
    air_x, air_y = 0.03 * (east - west), 0.03 * (north - south)
    return west - air_x, south - air_y, east + air_x, north + air_y


def neighbours(boundaries: Mapping[str, Boundary], codes: Sequence[str], view: View) -> list[str]:
    """The municipalities around those shown that reach into the view: pale land, so that nothing looks like sea."""
    west, south, east, north = view
    reach = {code: _box(shape) for code, shape in boundaries.items() if code not in set(codes)}
    return [code for code, (w, s, e, n) in reach.items() if w < east and e > west and s < north and n > south]


def _box(shape: Boundary) -> View:
    points = [point for ring in _rings(shape) for point in ring]
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _rings(shape: Boundary) -> list[list[list[float]]]:
    coordinates = shape.geometry["coordinates"]
    polygons = coordinates if shape.geometry["type"] == "MultiPolygon" else [coordinates]
    return [polygon[0] for polygon in polygons]
