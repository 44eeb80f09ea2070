"""The maps: everybody in the scope, honest classes, circles for totals, and no other host."""

import re
from collections.abc import Sequence
from itertools import pairwise
from math import dist
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given, strategies as st
from parts import every, pairs

from dashboard.blocks.live import AreaMap
from dashboard.content.facts import Facts
from dashboard.content.indicator import classes, mapped
from dashboard.content.ranks import FLEET_NOTE
from dashboard.content.text import told_decimals
from dashboard.drawings import pictured
from dashboard.figures import looks, maps as shapes, theme
from dashboard.figures.shapes import GRID
from dashboard.screen.maps import maps
from malkollen import ROOT
from malkollen.registry import registry as registry_file
from malkollen.values import rough

REGISTRY = registry_file.load()
CLASSED = [key for key in REGISTRY.computed() if REGISTRY.indicators[key].bins]
SHOWN = [key for key in REGISTRY.computed() if not rough.is_for_groups(REGISTRY.indicators[key])]
TOTALS = [key for key in SHOWN if not REGISTRY.indicators[key].bins]
SIZES = {"sodertorn": 8, "lan": 26, "riket": 290}


def main_layer(chart: go.Figure) -> Any:  # noqa: ANN401 - plotly has no types
    """The municipalities of the scope: the layer that answers when pointed at."""
    found = [trace for trace in chart.data if trace.type == "choropleth" and trace.customdata is not None]
    (main,) = [trace for trace in found if trace.geo in (None, "geo")]
    return main


def latest(facts: Facts, key: str) -> int:
    return facts.evaluation(key).latest_year


@pytest.mark.parametrize(("key", "scope"), pairs([CLASSED[1], TOTALS[0]], [*SIZES]))
def test_a_map_has_every_municipality_of_its_scope_once(key: str, scope: str, facts: Facts) -> None:
    layer = main_layer(maps.figure(facts, key, latest(facts, key), None, scope))
    assert list(layer.locations) == mapped.scope_areas(facts, scope)
    assert len(set(layer.locations)) == SIZES[scope]
    assert [feature["id"] for feature in layer.geojson["features"]] == list(layer.locations)


def test_all_290_have_a_shape_and_a_place_for_their_label_inside_it(facts: Facts) -> None:
    assert set(facts.boundaries) == set(facts.areas.municipalities)
    for shape in facts.boundaries.values():
        west, south, east, north = shapes._box(shape)
        assert west < shape.longitude < east
        assert south < shape.latitude < north
        assert 10 < west < east < 25
        assert 55 < south < north < 70


def test_every_ring_runs_clockwise(facts: Facts) -> None:
    # Plotly's geo layer fills the rest of the world where a ring runs the other way.
    turned = [
        code
        for code, shape in facts.boundaries.items()
        for ring in _outer(shape)
        if sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in pairwise(ring)) <= 0
    ]
    assert turned == []


def _outer(shape: shapes.Boundary) -> list[list[list[float]]]:
    """The outer ring of each part."""
    parts = shape.geometry["coordinates"]
    return [part[0] for part in (parts if shape.geometry["type"] == "MultiPolygon" else [parts])]


@pytest.mark.parametrize("key", CLASSED)
def test_there_are_six_classes_and_missing_beside_them(key: str, facts: Facts) -> None:
    legend = classes.legend(facts, key)
    colours = [colour for colour, _ in legend]
    assert len(legend) == 7
    assert len(set(colours)) == 7
    assert legend[-1] == (theme.MISSING, "uppgift saknas")


@pytest.mark.parametrize("key", CLASSED)
def test_the_words_of_a_class_hold_its_edges(key: str, facts: Facts) -> None:
    bins, words = facts.indicator(key).bins, [text for _, text in classes.legend(facts, key)]
    for place, edge in enumerate(bins):
        below, at = words[shapes.class_of(edge - 1e-9, bins) - 1], words[shapes.class_of(edge, bins) - 1]
        assert (below, at) == (words[place], words[place + 1])
        assert _numbers(at)[0] == edge
        assert _numbers(below)[-1] == edge


def _numbers(text: str) -> list[float]:
    return [float(part.replace(",", ".")) for part in re.findall(r"\d+(?:,\d+)?", text)]


@given(value=st.floats(-10, 200))
def test_a_value_has_one_class_and_a_higher_value_never_a_lower_one(value: float) -> None:
    bins = REGISTRY.indicators["electric_car_share"].bins
    assert 1 <= shapes.class_of(value, bins) <= 6
    assert shapes.class_of(value + 1, bins) >= shapes.class_of(value, bins)
    assert shapes.class_of(None, bins) == 0


@pytest.mark.parametrize("key", CLASSED)
def test_the_classes_are_the_same_in_every_year(key: str, facts: Facts) -> None:
    years = facts.evaluation(key).years()
    layers = [main_layer(maps.figure(facts, key, year, None, "sodertorn")) for year in (years[0], years[-1])]
    assert layers[0].colorscale == layers[1].colorscale
    assert [(layer.zmin, layer.zmax) for layer in layers] == [(0, 7)] * 2


@pytest.mark.parametrize("key", every(4, CLASSED))
def test_a_municipality_has_the_class_and_colour_of_its_value(key: str, facts: Facts) -> None:
    """As it is told: 19,97 is written 20,0 on the map. On the map of every fourth indicator; thoroughly of each."""
    year = facts.evaluation(key).years()[0]
    layer = main_layer(maps.figure(facts, key, year, None, "riket"))
    ramp = [theme.MISSING, *classes.ramp(facts, key)]
    for code, place in zip(layer.locations, layer.z, strict=True):
        value = facts.evaluation(key).at(code, year).value
        told = None if value is None else round(value, told_decimals(facts.indicator(key)))
        assert place == (0 if told is None else 1 + sum(told >= edge for edge in facts.indicator(key).bins))
        assert _colour(layer.colorscale, place / 7) == ramp[place]


def _colour(scale: Sequence[tuple[float, str]], share: float) -> str:
    """The colour just above a share of a stepped scale."""
    return next(str(colour) for start, colour in reversed(scale[::2]) if share >= start - 1e-9)


def test_a_municipality_without_figures_is_said_to_lack_them(facts: Facts) -> None:
    layer = main_layer(maps.figure(facts, "population_near_transit_share", 2015, None, "riket"))
    hover = dict(zip(layer.locations, layer.customdata, strict=True))
    assert "uppgift saknas (2015)" in hover["2584"]
    assert dict(zip(layer.locations, layer.z, strict=True))["2584"] == 0


@pytest.mark.parametrize(("key", "scope"), pairs(TOTALS, [*SIZES]))
def test_totals_are_circles_whose_area_is_the_value(key: str, scope: str, facts: Facts) -> None:
    year = latest(facts, key)
    chart = maps.figure(facts, key, year, None, scope)
    assert set(main_layer(chart).z) == {0}
    circles, *_ = [trace for trace in chart.data if trace.type == "scattergeo" and trace.mode == "markers"]
    values = [facts.evaluation(key).at(code, year).value or 0 for code in mapped.scope_areas(facts, scope)]
    areas = [size**2 for size in circles.marker.size]
    assert areas == pytest.approx([max(areas) * value / max(values) for value in values])
    assert circles.marker.sizemode in (None, "diameter")
    assert classes.legend(facts, key) == []


@pytest.mark.parametrize(("key", "scope"), pairs([CLASSED[1], TOTALS[0]], [*SIZES], 2))
def test_a_map_asks_no_other_host(key: str, scope: str, facts: Facts) -> None:
    chart = maps.figure(facts, key, latest(facts, key), None, scope, "0127")
    assert "//" not in chart.to_json().replace("</", "")
    assert {value for value in maps.CONFIG.values() if isinstance(value, str)} == {"./app/static/topojson/"}
    assert (ROOT / "dashboard" / "static" / "topojson" / "world_110m.json").is_file()
    assert chart.layout.font.family == theme.FONT
    assert chart.layout.geo.visible is False


def test_the_eight_carry_name_and_value(facts: Facts) -> None:
    chart = maps.figure(facts, "electric_car_share", 2025, "with", "sodertorn")
    texts = [text for trace in chart.data if trace.type == "scattergeo" and trace.mode == "text" for text in trace.text]
    assert len(texts) == 8
    assert "<b>Salem<br>8,2\u00a0%</b>" in texts
    assert "<b>Södertälje*<br>17,4\u00a0%</b>" in texts  # a fleet municipality is marked


def test_the_chosen_municipality_is_outlined(facts: Facts) -> None:
    chart = maps.figure(facts, "electric_car_share", 2025, "with", "sodertorn", "0128")
    (outline,) = outlines(chart, theme.CHOSEN)
    assert box(outline) == shapes._box(facts.boundaries["0128"])
    elsewhere = maps.figure(facts, "electric_car_share", 2025, "with", "sodertorn", "1480")
    assert outlines(elsewhere, theme.CHOSEN) == []


def box(outline: Any) -> tuple[float, ...]:  # noqa: ANN401 - plotly has no types
    longitudes, latitudes = [x for x in outline.lon if x is not None], [y for y in outline.lat if y is not None]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def outlines(chart: go.Figure, colour: str, geo: str = "geo") -> list[Any]:
    found = [trace for trace in chart.data if trace.type == "scattergeo" and trace.mode == "lines" and trace.lon]
    return [trace for trace in found if trace.line.color == colour and (trace.geo or "geo") == geo]


@pytest.mark.parametrize(("key", "scope"), pairs([CLASSED[1], TOTALS[0]], [*SIZES]))
def test_the_eight_have_a_thick_line_around_them_together_in_every_scope(key: str, scope: str, facts: Facts) -> None:
    lines = outlines(maps.figure(facts, key, latest(facts, key), None, scope), looks.OURS.colour)
    (ours,) = [line for line in lines if line.line.width == 2]  # not a hair from a name to its place
    each = [shapes._box(facts.boundaries[code]) for code in facts.areas.home_members]
    wests, souths, easts, norths = zip(*each, strict=True)
    assert box(ours) == pytest.approx((min(wests), min(souths), max(easts), max(norths)), abs=GRID)
    points = sum(len(ring) for code in facts.areas.home_members for ring in shapes.rings(facts.boundaries[code]))
    assert len(ours.lon) < 0.85 * points  # where two meet there is none


@pytest.mark.parametrize("key", [CLASSED[1], TOTALS[0]])
def test_the_country_has_the_regions_we_compare_with_drawn_larger_beside_it(key: str, facts: Facts) -> None:
    chart = maps.figure(facts, key, latest(facts, key), None, "riket")
    parts = mapped.insets(facts)
    assert list(parts) == ["Stockholms län", "Stor-Göteborg", "Stor-Malmö"]
    assert set(facts.areas.home_members) < set(parts["Stockholms län"])
    for number, codes in enumerate(parts.values(), start=2):
        (layer,) = [t for t in chart.data if t.type == "choropleth" and t.geo == f"geo{number}"]
        assert list(layer.locations) == list(codes)
        main = dict(zip(main_layer(chart).locations, main_layer(chart).z, strict=True))
        assert list(layer.z) == [main[code] for code in codes]
    domains = [chart.layout[f"geo{number}"].domain for number in ("", 2, 3, 4)]
    assert all(domain.x[0] > domains[0].x[1] for domain in domains[1:])
    assert all(above.y[0] >= below.y[1] for above, below in pairwise(domains[1:]))
    assert {note.text for note in chart.layout.annotations} == {f"<b>{name}</b>" for name in parts}


def test_what_is_missing_is_hatched_and_nothing_else(facts: Facts) -> None:
    missing, known = (maps.figure(facts, "population_near_transit_share", year, None, "riket") for year in (2015, 2023))
    (strokes,) = outlines(missing, theme.HATCH)
    view = shapes._box(facts.boundaries["2584"])
    inside = [x for x, y in zip(strokes.lon, strokes.lat, strict=True) if x and view[1] <= y <= view[3]]
    assert len(inside) > 4
    missing_now = [code for code, z in zip(main_layer(known).locations, main_layer(known).z, strict=True) if z == 0]
    assert bool(outlines(known, theme.HATCH)) is bool(missing_now)


def test_a_municipality_pointed_at_says_its_value_its_change_and_its_place(facts: Facts) -> None:
    layer = main_layer(maps.figure(facts, "charging_points_per_1000", 2025, None, "sodertorn"))
    hover = dict(zip(layer.locations, layer.customdata, strict=True))
    lines = hover["0127"].replace("\u00a0", " ").split("<br>")
    assert lines[:2] == ["<b>Botkyrka</b>", "1,4 per 1 000 inv. (2025)"]
    assert re.match(r"från [\d,]+ till [\d,]+ sedan 2024 \(2024 är osäkert: registret rensades", lines[2])
    assert lines[3:] == ["Plats: 40 av 43 pendlingskommuner"]
    assert "Plats" not in hover["0181"]  # not one of those that it would be placed among


def test_every_class_is_told_from_the_land_by_its_own_edge(facts: Facts) -> None:
    """The palest class is as pale as the land: the line around what is shown tells them apart, three to one."""
    for ramp in theme.RAMPS:
        for colour in (*ramp, theme.MISSING):
            edges = (colour, looks.COAST.colour)
            assert max(theme.contrast(edge, theme.LAND) for edge in edges) >= 3
            assert max(theme.contrast(edge, theme.PAPER) for edge in edges) >= 3
    assert theme.contrast(looks.OURS.colour, theme.LAND) >= 3
    assert theme.contrast(theme.HATCH, theme.PAPER) >= 3


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (None, None),
        ({}, None),
        ({"selection": {"points": []}}, None),
        ({"selection": {"points": [{"location": "0127"}]}}, "0127"),
        ({"selection": {"points": [{"lon": 18.0}, {"location": "0136"}]}}, "0136"),
    ],
)
def test_a_click_gives_the_municipalitys_code(event: dict[str, Any] | None, code: str | None) -> None:
    assert maps.chosen_code(event) == code


def test_the_map_that_is_asked_for_has_nothing_in_it() -> None:
    path = ROOT / "dashboard" / "static" / "topojson" / "world_110m.json"
    assert "arcs" in path.read_text(encoding="utf-8")
    assert path.stat().st_size < 2000


def test_a_total_stands_beside_its_circle(facts: Facts) -> None:
    drawn = maps.figure(facts, "out_commuters", 2024, None, facts.areas.home.id)
    [circles] = [trace for trace in drawn.data if trace.type == "scattergeo" and trace.mode == "markers"]
    [names] = [trace for trace in drawn.data if trace.type == "scattergeo" and trace.mode == "text"]
    spots = [list(zip(trace.lon, trace.lat, strict=True)) for trace in (names, circles)]
    for name, circle in zip(*spots, strict=True):
        assert 0.01 < dist(name, circle) < 0.2  # degrees: clear of it, and nearest to it


def test_a_value_that_fleets_turn_has_its_star_where_one_points_in_the_list_and_in_the_image(facts: Facts) -> None:
    shown = AreaMap("electric_car_share", 2025, "with", "lan")
    layer = main_layer(maps.figure(facts, shown.indicator, shown.year, shown.variant, shown.scope))
    told = dict(zip(layer.locations, layer.customdata, strict=True))
    assert told["0181"].startswith("<b>Södertälje*</b>")
    assert told["0181"].replace("<br>", " ").endswith(FLEET_NOTE)
    assert "*" not in told["0126"]
    twin = mapped.twin(facts, shown)
    names = {row[0]: row[1] for row in twin.rows}
    assert (names["0181"], names["0126"]) == ("Södertälje*", "Huddinge")
    assert twin.notes[0] == FLEET_NOTE
    assert "Södertälje" in {row[1] for row in twin.file.rows}, "a file is joined by names"
    picture = pictured.picture(facts, shown, "", twin)
    assert FLEET_NOTE in picture.source
