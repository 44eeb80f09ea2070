"""Names on a map: apart, within it, on what they name or with a hair to it, for every measure and every width."""

import math
from collections.abc import Sequence
from itertools import combinations, product

import pytest
import shapely
from parts import every
from shapely.geometry import shape

from dashboard.blocks.live import AreaMap
from dashboard.content.facts import Facts
from dashboard.content.indicator import mapped
from dashboard.drawings.fonts import width
from dashboard.drawings.sheet import BOLD
from dashboard.figures import labels
from dashboard.figures.labels import AIR, MOVED, placed
from dashboard.figures.maps import View, extent, fitted
from dashboard.figures.shapes import on_sheet
from dashboard.figures.spacing import Box, Point, Size, is_over, within
from dashboard.screen.charts.sketch import Part
from dashboard.screen.maps import maps, names

WIDTHS = (288, 340, 399, 401, 460, 600, 1280)
"""Pixels of a map: on a telephone of 320, beside each step of the letters, in half and in the whole of 1440."""
HEIGHTS = (300, 470)
FRAME: Box = (0.0, 0.0, 300.0, 200.0)


def drawn(case: maps._Case, view: View, height: int) -> tuple[list[names.Name], Part]:
    """Where the names of a map stand, and the names as they are drawn."""
    codes = case.facts.areas.home_members
    where = maps._names(case, codes, view, height)
    _, trace = maps._labels(case, codes, where, names.type_size(view, height))
    return where, trace


def overlaps(middles: Sequence[Point], sizes: Sequence[Size]) -> int:
    """How many pairs cover a part of one another."""
    return sum(is_over(one, other) for one, other in combinations(zip(middles, sizes, strict=True), 2))


@pytest.mark.parametrize("height", every(2, HEIGHTS))
def test_no_label_of_any_measure_covers_another_or_leaves_the_map_at_any_width(height: int, facts: Facts) -> None:
    codes = facts.areas.home_members
    view, seen = extent(facts.boundaries, codes), 0
    for key in filter(lambda key: mapped.has_map(facts, key), facts.registry.computed()):
        case = maps._Case(facts, key, facts.evaluation(key).latest_year, facts.variants(key)[0])
        _, trace = drawn(case, view, height)
        lines = [maps._label(case, code) for code in codes]
        for across in WIDTHS:
            at = fitted(view, (0.0, 0.0, float(across), float(height)), is_down=True)
            size = names.SMALLEST if across <= names.NARROW else trace["textfont"]["size"]
            sizes = [(max(width(line, size, BOLD) for line in pair), 2 * names.LEADING * size) for pair in lines]
            middles = [at.at(x, y) for x, y in zip(trace["lon"], trace["lat"], strict=True)]
            assert overlaps(middles, sizes) == 0, (key, across)
            assert all(
                wide / 2 - 1 <= x <= at.box[2] - wide / 2 + 1 for (x, _), (wide, _) in zip(middles, sizes, strict=True)
            )
            assert all(
                high / 2 - 1 <= y <= at.box[3] - high / 2 + 1 for (_, y), (_, high) in zip(middles, sizes, strict=True)
            )
            seen += 1
    assert seen > 10 * len(WIDTHS)


def test_no_label_covers_a_circle_at_any_width(facts: Facts) -> None:
    codes, height = facts.areas.home_members, 470
    view = extent(facts.boundaries, codes)
    for key in [
        key for key in facts.registry.computed() if not facts.indicator(key).bins and mapped.has_map(facts, key)
    ]:
        case = maps._Case(facts, key, facts.evaluation(key).latest_year, None)
        where, trace = drawn(case, view, height)
        lines, circles = [maps._label(case, code) for code in codes], maps._sizes(case, codes, facts.areas.home.id)
        for across in WIDTHS:
            at = fitted(view, (0.0, 0.0, float(across), float(height)), is_down=True)
            size = names.SMALLEST if across <= names.NARROW else trace["textfont"]["size"]
            sizes = [(max(width(line, size, BOLD) for line in pair), 2 * names.LEADING * size) for pair in lines]
            labels = [(at.at(x, y), room) for x, y, room in zip(trace["lon"], trace["lat"], sizes, strict=True)]
            marks = [(at.at(*place.circle), (wide, wide)) for place, wide in zip(where, circles, strict=True)]
            assert not [key for label in labels for mark in marks if is_over(label, mark)], (key, across)


def test_a_circle_and_its_name_stand_in_their_own_municipality_or_the_name_beside_them_all(facts: Facts) -> None:
    codes, roles = facts.areas.home_members, facts.registry.roles
    view = extent(facts.boundaries, codes)
    lands = {code: shapely.make_valid(shape(facts.boundaries[code].geometry)) for code in codes}
    circled = [key for key in facts.registry.computed() if not facts.indicator(key).bins and mapped.has_map(facts, key)]
    assert {roles.in_commuters, roles.out_commuters} <= {*circled}
    for key, height in product(circled, HEIGHTS):
        case = maps._Case(facts, key, facts.evaluation(key).latest_year, None)
        for code, place in zip(codes, drawn(case, view, height)[0], strict=True):
            among = {other for other in codes if lands[other].contains(shapely.Point(place.middle))}
            assert among == (set() if place.hair else {code}), (key, code)
            assert lands[code].contains(shapely.Point(place.circle)), (key, code)


@pytest.mark.parametrize("room", [160.0, 260.0, 420.0])  # in half a page, on a telephone's slide, across a page
def test_the_same_holds_on_paper(room: float, facts: Facts) -> None:
    for key in ("electric_car_share", "car_mileage_per_inhabitant", "transport_emissions"):
        shown = mapped.drawing(facts, AreaMap(key, facts.evaluation(key).latest_year, None, "sodertorn"))
        at = fitted(extent(shown.shapes, list(shown.shapes)), (0.0, 0.0, room, room))
        sizes = [(max(width(name, 8, BOLD), width(value, 8)), 2.15 * 8) for name, value in shown.labels.values()]
        where = placed(shown.spots(at), sizes, at.box, 8)
        assert overlaps([label.middle for label in where], sizes) == 0


def test_no_border_runs_through_a_name_and_the_smallest_stand_beside_them_all(facts: Facts) -> None:
    codes, height, beside = facts.areas.home_members, 470, set[str]()
    view = extent(facts.boundaries, codes)
    at = fitted(view, (0.0, 0.0, float(names.NARROWEST), float(height)), is_down=True)
    lands = {code: on_sheet(facts.boundaries[code], at) for code in codes}
    whole = shapely.union_all([*lands.values()])
    for key in (one for one in facts.registry.computed() if mapped.has_map(facts, one)):
        case = maps._Case(facts, key, facts.evaluation(key).latest_year, facts.variants(key)[0])
        _, trace = drawn(case, view, height)
        for code, x, y in zip(codes, trace["lon"], trace["lat"], strict=True):
            pair, (across, down) = maps._label(case, code), at.at(x, y)
            lines = [
                labels._box((across, down + off * names.LEADING * 11), (width(line, 11, BOLD), 0.9 * 11))
                for line, off in zip(pair, (-0.5, 0.5), strict=True)
            ]
            letters = shapely.union_all(lines)
            outside = 1 - shapely.area(shapely.intersection(letters, lands[code])) / letters.area
            most = 0.08 if facts.indicator(key).bins else 0.12  # a circle takes of the room
            assert outside <= most or not shapely.intersects(letters, whole), (key, code, outside)
            beside |= set() if outside <= most or not facts.indicator(key).bins else {facts.areas.name(code)}
    assert beside == {"Salem", "Tyresö"}


def test_a_hair_ends_where_the_letters_begin() -> None:
    assert labels.edge((100.0, 50.0), (50.0, 50.0), (40.0, 20.0)) == (70.0, 50.0)
    assert labels.edge((50.0, 90.0), (50.0, 50.0), (40.0, 20.0)) == (50.0, 60.0)
    assert labels.edge((52.0, 51.0), (50.0, 50.0), (40.0, 20.0)) == (52.0, 51.0)


def test_names_too_large_for_their_lands_stand_on_them_rather_than_most_of_them_beside() -> None:
    spots = [(50.0 + 60 * place, 100.0) for place in range(4)]
    lands = [labels.Own(shapely.box(x - 25, 60, x + 25, 140), (55.0,)) for x, _ in spots]
    where = placed(spots, [(55.0, 12.0)] * 4, FRAME, 10, lands=lands)
    assert not any(label.is_moved for label in where)
    narrow = labels.Own(shapely.box(25, 60, 35, 140), (55.0,))
    first, *others = placed([(30.0, 100.0), *spots[1:]], [(55.0, 12.0)] * 4, FRAME, 10, lands=[narrow, *lands[1:]])
    assert first.is_moved
    assert not any(label.is_moved for label in others)


def test_a_label_that_has_room_stays_and_two_in_a_row_keep_their_air() -> None:
    assert placed([(50.0, 50.0), (200.0, 50.0)], [(40.0, 20.0)] * 2, FRAME, 10) == [
        ((50.0, 50.0), False, (50.0, 50.0)),
        ((200.0, 50.0), False, (200.0, 50.0)),
    ]
    (left, _), (right, _) = (
        label.middle for label in placed([(100.0, 50.0), (130.0, 50.0)], [(40.0, 60.0)] * 2, FRAME, 10)
    )
    assert right - left >= 40.0 + AIR[0] * 10 - 1e-6


def test_what_is_moved_far_has_a_hair_and_never_further_than_it_must() -> None:
    spots = [(150.0, 100.0)] * 5
    sizes = [(60.0, 24.0)] * 5
    where = placed(spots, sizes, FRAME, 10)
    assert overlaps([label.middle for label in where], sizes) == 0
    assert [label.is_moved for label in where] == [math.dist(label.middle, spots[0]) > MOVED * 10 for label in where]
    assert any(label.is_moved for label in where)
    assert max(math.dist(label.middle, spots[0]) for label in where) < 75


def test_a_full_frame_is_filled_one_by_one_where_pushing_does_not_end() -> None:
    spots, sizes = [(150.0, 100.0)] * 12, [(80.0, 34.0)] * 12
    where = placed(spots, sizes, FRAME, 10)
    assert overlaps([label.middle for label in where], sizes) == 0
    assert all(40 <= label.middle[0] <= 260 and 17 <= label.middle[1] <= 183 for label in where)


@pytest.mark.parametrize("spot", [(150.0, 100.0), (3.0, 190.0), (-40.0, 260.0)])
def test_places_are_tried_from_the_spot_outwards_and_every_one_within_the_frame_once(spot: Point) -> None:
    size, step, reach = (40.0, 20.0), 5.0, 300.0
    tried = list(labels._around(spot, size, FRAME, step, reach))
    steps = range(-60, 61)
    every = ((spot[0] + x * step, spot[1] + y * step) for x in steps for y in steps)
    assert tried == sorted(
        (one for one in every if within(one, size, FRAME) == one), key=lambda one: math.dist(one, spot)
    )
    assert len(tried) > 1000
