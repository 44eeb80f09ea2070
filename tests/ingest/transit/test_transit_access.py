"""Access by SCB's method and the EU's: small geometry worked by hand, rules that hold in general, real areas."""

import csv
import json
from collections.abc import Sequence
from io import BytesIO
from math import acos, pi, sqrt
from pathlib import Path

import duckdb
import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings, strategies as st
from numpy.typing import NDArray
from pyproj import Transformer

from ingest.transit import access_eu, access_scb
from ingest.transit.access_eu import STREET_M, TRACK_M
from ingest.transit.areas import borders, clusters, overlap, population, small_areas
from ingest.transit.areas.borders import CRS
from ingest.transit.areas.clusters import Supply
from ingest.transit.areas.small_areas import SmallAreas
from malkollen import ROOT

SHARED = ROOT.parent / "shared" / "gtfs"
SIDE = 4000.0
X, Y = 660_000.0, 6_560_000.0  # somewhere on Södertörn
EIGHT = {
    "0126": "Huddinge", "0127": "Botkyrka", "0128": "Salem", "0136": "Haninge", "0138": "Tyresö", "0140": "Nykvarn",
    "0181": "Södertälje", "0192": "Nynäshamn",
}  # fmt: skip


def areas(shapes: Sequence[shapely.Geometry], people: Sequence[float], codes: Sequence[str | None]) -> SmallAreas:
    at = shapely.point_on_surface(np.array(shapes, dtype=object))
    count = len(shapes)
    return SmallAreas(
        ids=np.array([str(number) for number in range(count)], dtype=object),
        population=np.array(people, dtype=float), jobs=None, shapes=np.array(shapes, dtype=object),
        x=shapely.get_x(at), y=shapely.get_y(at), latitude=np.zeros(count), longitude=np.zeros(count),
        municipality_code=np.array(codes, dtype=object),
        source=np.full(count, "prov", dtype=object), year=np.full(count, 2024),
    )  # fmt: skip


def square(x: float = X, y: float = Y, side: float = SIDE) -> shapely.Polygon:
    """A square with its middle there."""
    return shapely.box(x - side / 2, y - side / 2, x + side / 2, y + side / 2)


def stops(*rows: tuple[float, float, str | None, int, int]) -> Supply:
    """Stops as metres east and north of the middle, parent, departures of street and of track."""
    x, y, parent, street, track = zip(*rows, strict=True) if rows else ((),) * 5
    return Supply(
        X + np.array(x, dtype=float), Y + np.array(y, dtype=float), np.array(parent, dtype=object),
        np.array(street, dtype=np.int64), np.array(track, dtype=np.int64),
    )  # fmt: skip


def share(radius: float, side: float = SIDE) -> float:
    return pi * radius**2 / side**2


def one(method: object, found: Supply, shape: shapely.Geometry | None = None) -> dict[str, float]:
    """The classes of one area with a hundred people."""
    place = areas([shape or square()], [100.0], ["0126"])
    return {name: float(part[0]) for name, part in method.shares(place, found).items()}  # type: ignore[attr-defined]


# ── overlap ──


def test_a_circle_takes_its_area_of_the_square() -> None:
    assert one(access_scb, stops((0, 0, None, 14, 0)))["near"] == pytest.approx(share(500), rel=1e-9)


def test_a_stop_at_the_corner_reaches_a_quarter() -> None:
    corner = stops((SIDE / 2, SIDE / 2, None, 14, 0))
    assert one(access_scb, corner)["near"] == pytest.approx(share(500) / 4, rel=1e-9)


def test_ground_within_two_circles_counts_once() -> None:
    apart = 600.0
    lens = 2 * 500**2 * acos(apart / 1000) - apart / 2 * sqrt(4 * 500**2 - apart**2)
    found = one(access_scb, stops((-300, 0, "a", 14, 0), (300, 0, "b", 14, 0)))["near"]
    assert found == pytest.approx((2 * pi * 500**2 - lens) / SIDE**2, rel=2e-3)
    same = one(access_scb, stops((0, 0, "a", 14, 0), (0, 0, "b", 14, 0)))["near"]
    assert same == pytest.approx(share(500), rel=1e-9)


def test_a_point_is_within_to_the_metre() -> None:
    served = stops((0, 0, None, 14, 0))
    assert one(access_scb, served, shapely.Point(X + 500, Y)) == {"near": 1, "outside": 0}
    assert one(access_scb, served, shapely.Point(X + 500.1, Y)) == {"near": 0, "outside": 1}


def test_points_and_polygons_may_stand_side_by_side() -> None:
    shapes = np.array([shapely.Point(X, Y), square(side=100), square(X + 9000), shapely.Point(X + 9000, Y)])
    assert overlap.covered(shapes, np.array([X]), np.array([Y]), 500.0).tolist() == [1, 1, 0, 0]
    assert overlap.covered(shapes, np.array([]), np.array([]), 500.0).tolist() == [0, 0, 0, 0]


# ── SCB ──


def test_fourteen_departures_between_six_and_eight_in_the_evening_are_enough() -> None:
    assert one(access_scb, stops((0, 0, None, 13, 0)))["near"] == 0
    assert one(access_scb, stops((0, 0, None, 13, 1)))["near"] > 0


def test_platforms_of_a_station_are_one_stop_in_the_middle_of_them() -> None:
    found = stops((-40, 0, "station", 7, 0), (140, 0, "station", 7, 0))
    x, y = access_scb.served(found)
    assert (x.tolist(), y.tolist()) == ([X + 50], [Y])
    assert len(access_scb.served(stops((-40, 0, "a", 7, 0), (140, 0, "b", 7, 0)))[0]) == 0


def test_without_stations_both_sides_of_the_street_are_one_stop() -> None:
    both = stops((0, 0, None, 7, 0), (30, 40, None, 7, 0))  # 50 metres apart
    assert access_scb.served(both)[0].tolist() == [X + 15]
    assert len(access_scb.served(stops((0, 0, None, 7, 0), (30, 41, None, 7, 0)))[0]) == 0


def test_a_timetables_folder_gives_departures_of_the_day_without_taxi(tmp_path: Path) -> None:
    with duckdb.connect() as db:
        db.execute(
            "COPY (SELECT * FROM (VALUES (0, 'a', 10.0, 20.0, 'p'), (1, 'b', 11.0, 21.0, NULL)) "
            f"AS t(stop, stop_id, x, y, parent_id)) TO '{tmp_path}/stops.parquet'"
        )
        rows = [
            "(0, 'bus', 5, 0, 100)", "(0, 'bus', 6, 0, 1)", "(0, 'bus', 19, 1, 2)", "(0, 'bus', 20, 0, 100)",
            "(0, 'taxi', 12, 0, 100)", "(0, 'ferry', 12, NULL, 4)", "(0, 'metro', 12, 0, 8)", "(0, 'rail', 25, 0, 9)",
        ]  # fmt: skip
        db.execute(
            f"COPY (SELECT * FROM (VALUES {', '.join(rows)}) AS t(stop, mode, hour, direction, boardable)) "
            f"TO '{tmp_path}/departures.parquet'"
        )
    found = clusters.supply(tmp_path)
    assert (found.street.tolist(), found.track.tolist()) == ([1 + 2 + 4, 0], [8, 0])
    assert (found.x.tolist(), found.y.tolist(), found.parent.tolist()) == ([10, 11], [20, 21], ["p", None])


# ── the EU ──


@pytest.mark.parametrize(
    ("departures", "access_class"),
    [(1, "low"), (55, "low"), (56, "medium"), (140, "medium"), (141, "high"), (9000, "high")],
)
def test_classes_by_departures_between_six_and_eight_in_the_evening(departures: int, access_class: str) -> None:
    for row, radius in (((0, 0, None, departures, 0), STREET_M), ((0, 0, None, 0, departures), TRACK_M)):
        found = one(access_eu, stops(row))
        assert found.pop(access_class) == pytest.approx(share(radius), rel=1e-9)
        assert found.pop("none") == pytest.approx(1 - share(radius), rel=1e-9)
        assert set(found.values()) == {0}


def test_walks_are_five_and_ten_minutes() -> None:
    assert pytest.approx([400 / 1.3, 800 / 1.3]) == [STREET_M, TRACK_M]


def test_both_groups_often_are_very_high_and_the_rest_of_the_stations_walk_is_high() -> None:
    found = one(access_eu, stops((0, 0, None, 141, 141)))
    assert found["very_high"] == pytest.approx(share(STREET_M), rel=1e-9)
    assert found["high"] == pytest.approx(share(TRACK_M) - share(STREET_M), rel=1e-9)
    assert (found["medium"], found["low"]) == (0, 0)
    same_group = one(access_eu, stops((0, 0, None, 141, 0), (0, 60, None, 141, 0)))
    assert same_group["very_high"] == 0


def test_the_best_of_overlapping_areas_wins() -> None:
    found = one(access_eu, stops((0, 0, None, 141, 56)))
    assert found["very_high"] == 0
    assert found["high"] == pytest.approx(share(STREET_M), rel=1e-9)
    assert found["medium"] == pytest.approx(share(TRACK_M) - share(STREET_M), rel=1e-9)


def test_stops_within_fifty_metres_add_their_departures_and_reach_as_far_as_each() -> None:
    found = one(access_eu, stops((0, 0, None, 71, 0), (50, 0, None, 70, 0)))
    assert found["high"] > share(STREET_M)
    assert found["medium"] == 0
    alone = one(access_eu, stops((0, 0, None, 71, 0), (50.1, 0, None, 70, 0)))
    assert alone["high"] == 0


def test_a_chain_is_one_cluster_and_a_stop_without_departures_is_no_link() -> None:
    chain = stops((0, 0, None, 50, 0), (45, 0, None, 50, 0), (90, 0, None, 50, 0))
    assert one(access_eu, chain)["high"] > 0
    broken = stops((0, 0, None, 50, 0), (45, 0, None, 0, 0), (90, 0, None, 91, 0))
    assert one(access_eu, broken)["high"] == 0


def test_a_station_of_rail_is_one_however_long_but_a_bus_station_is_not() -> None:
    assert one(access_eu, stops((0, 0, "s", 0, 71), (200, 0, "s", 0, 70)))["high"] > 0
    assert one(access_eu, stops((0, 0, "s", 71, 0), (200, 0, "s", 70, 0)))["high"] == 0


# ── people ──


def test_people_by_class_and_the_interval_that_areal_weighting_leaves() -> None:
    inside, partly, far = square(side=100), square(X + 1000, side=2000), square(X + 9000)
    small_areas = areas([inside, partly, far, square()], [10, 100, 1000, 7], ["0126", "0126", "0126", None])
    shares = access_scb.shares(small_areas, stops((0, 0, None, 14, 0)))
    near = population.interval(small_areas, shares["near"])["0126"]
    assert near.value == pytest.approx(10 + 100 * pi * 500**2 / 2 / 2000**2)
    assert (near.low, near.high, near.people) == (10, 110, 1110)
    rows = {row.access_class: row for row in population.by_class(small_areas, "scb", shares)}
    assert {row.municipality_code for row in rows.values()} == {"0126"}
    assert sum(row.population for row in rows.values()) == pytest.approx(1110)
    assert (rows["outside"].low, rows["outside"].high) == (1000, 1100)


def test_of_points_no_interval_is_known() -> None:
    place = areas([shapely.Point(X, Y), square()], [10, 100], ["0126", "0127"])
    found = population.interval(place, np.array([1.0, 0.5]))
    assert (found["0126"].value, found["0126"].low, found["0126"].high) == (10, None, None)
    assert (found["0127"].value, found["0127"].low, found["0127"].high) == (50, 0, 100)


# ── rules that hold in general ──

COORDINATE = st.integers(-1500, 1500).map(float)
ROW = st.tuples(
    COORDINATE, COORDINATE, st.sampled_from([None, "p", "q"]), st.sampled_from([0, 7, 14, 60, 141]),
    st.sampled_from([0, 0, 14, 141]),
)  # fmt: skip
ROWS = st.lists(ROW, max_size=8)
PLACE = areas(
    [square(side=1000), square(X + 700, side=600), square(X - 900, Y + 400, 500), shapely.Point(X + 100, Y)],
    [100, 50, 20, 3], ["0126", "0127", "0126", "0127"],
)  # fmt: skip


def cumulative(found: dict[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    """The part in a class or a better one, a row a class."""
    return np.cumsum(list(found.values()), axis=0)


@settings(max_examples=60)
@given(ROWS)
def test_classes_sum_to_the_people(rows: list[tuple[float, float, str | None, int, int]]) -> None:
    for method in (access_scb, access_eu):
        shares = method.shares(PLACE, stops(*rows))
        assert np.sum(list(shares.values()), axis=0) == pytest.approx(np.ones(len(PLACE)))
        assert all((part >= 0).all() and (part <= 1).all() for part in shares.values())
        people = sum(row.population for row in population.by_class(PLACE, method.METHOD, shares))
        assert people == pytest.approx(PLACE.population.sum())
        for part in shares.values():
            for one_interval in population.interval(PLACE, part).values():
                if one_interval.low is not None and one_interval.high is not None:
                    assert one_interval.low <= one_interval.value + 1e-6 <= one_interval.high + 2e-6


@settings(max_examples=60)
@given(ROWS, ROW)
def test_a_stop_more_never_lowers_access(rows: list[tuple[float, float, str | None, int, int]], more: tuple) -> None:
    """SCB's stop has one coordinate, so that a platform more may move it: there a whole stop is added."""
    whole = (more[0], more[1], "new", more[3], more[4])
    for method, row in ((access_scb, whole), (access_eu, more)):
        before = cumulative(method.shares(PLACE, stops(*rows)))
        after = cumulative(method.shares(PLACE, stops(*rows, row)))
        assert (after >= before - 1e-9).all()


@settings(max_examples=60)
@given(ROWS.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_order_of_stops_does_not_matter(pair: tuple[list[tuple], list[tuple]]) -> None:
    for method in (access_scb, access_eu):
        one_way, other_way = (cumulative(method.shares(PLACE, stops(*rows))) for rows in pair)
        assert one_way == pytest.approx(other_way, abs=1e-9)


@settings(max_examples=25)
@given(ROWS)
def test_classes_are_those_of_a_fine_lattice_of_points(rows: list[tuple[float, float, str | None, int, int]]) -> None:
    """The same question asked of 1 600 points in the square: no geometry but distances."""
    supply = stops(*rows)
    at = np.arange(-487.5, 500, 25)
    east, north = (axis.ravel() for axis in np.meshgrid(X + at, Y + at))
    best = {}
    for name, departures, radius, is_station in (
        ("street", supply.street, STREET_M, False), ("track", supply.track, TRACK_M, True),
    ):  # fmt: skip
        together = clusters.totals(clusters.clusters(supply, departures > 0, with_parents=is_station), departures)
        near = np.hypot(east[:, None] - supply.x, north[:, None] - supply.y) <= radius
        best[name] = np.max(near * together, axis=1, initial=0)
    most = np.maximum(best["street"], best["track"])
    both = np.minimum(best["street"], best["track"]) > access_eu.HIGH
    classes = np.select(
        [both, most > access_eu.HIGH, most >= access_eu.MEDIUM, most > 0], access_eu.CLASSES[:4], access_eu.CLASSES[4]
    )
    shares = one(access_eu, supply, square(side=1000))
    for name in access_eu.CLASSES:
        assert shares[name] == pytest.approx(np.mean(classes == name), abs=0.02)


# ── real areas, a made timetable ──


def real_areas() -> SmallAreas:
    """The base areas of the eight (2010) with their people of 2014."""
    folder = SHARED / "areas"
    topology = {"type": "Topology"} | json.loads((folder / "sodertorn-basomr2010.json").read_bytes())
    frame = gpd.read_file(BytesIO(json.dumps(topology).encode())).set_crs(4326)
    with (folder / "ddf--entities--basomrade.csv").open(encoding="utf-8") as file:
        entities = {row["basomrade"]: (row["baskod2010"], row["municipality"][:4]) for row in csv.DictReader(file)}
    with (folder / "ddf--datapoints--population_20xx_12_31--by--basomrade--year.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["year"] == "2014"]
    people = {entities[row["basomrade"]][0]: float(row["population_20xx_12_31"]) for row in rows}
    home = dict(entities.values())
    codes = frame["BASKOD2010"].astype(str)
    assert len(set(people) & set(codes)) == 1038
    mine = frame[[home.get(code) in EIGHT for code in codes]].to_crs(CRS)
    mine = mine.assign(small_area_id=mine["BASKOD2010"].astype(str))
    mine["population"] = [people.get(code) for code in mine["small_area_id"]]
    by_borders = small_areas.homes(mine, borders.simplified())
    mine["municipality_code"] = [home[code] for code in mine["small_area_id"]]
    assert np.mean(by_borders != mine["municipality_code"]) < 0.03  # the simplified borders' fault; Salem's areas most
    return small_areas.of(mine, borders.simplified(), "prov", 2014)


def made_supply() -> Supply:
    """The real stops around the eight with MADE departures: fewer the farther from the city, by a fixed seed."""
    with (SHARED / "stop_list" / "stops.txt").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    lon, lat = ([float(row[column]) for row in rows] for column in ("stop_lon", "stop_lat"))
    x, y = (np.array(axis) for axis in Transformer.from_crs(4326, CRS, always_xy=True).transform(lon, lat))
    near = (np.abs(x - 665_000) < 60_000) & (np.abs(y - 6_550_000) < 60_000)
    names = np.array([row["stop_name"] for row in rows])[near]
    km = np.hypot(x[near] - 674_000, y[near] - 6_580_500) / 1000
    chance = np.random.default_rng(1)
    street = chance.poisson(14 * 24 * np.exp(-km / 15) * chance.uniform(0.1, 2, len(km)))
    track = np.array([14 * 11 if name.endswith((" T-bana", " station")) else 0 for name in names])
    return Supply(x[near], y[near], np.full(len(km), None), street, track)


@pytest.mark.thorough  # real areas, whose shares by hand are above
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared saknas: de riktiga basområdena och hållplatserna")
def test_real_areas_with_a_made_timetable() -> None:
    small_areas, supply = real_areas(), made_supply()
    near, eu = access_scb.shares(small_areas, supply)["near"], access_eu.shares(small_areas, supply)
    scb = population.interval(small_areas, near)
    often = population.interval(small_areas, eu["very_high"] + eu["high"])
    none = population.interval(small_areas, eu["none"])
    assert set(scb) >= set(EIGHT)
    print("\nPÅHITTADE avgångar på riktiga hållplatser; andelar av invånarna 2014 i procent")
    for code, name in EIGHT.items():
        row = scb[code]
        assert row.low is not None
        assert row.high is not None
        ours, low, high = (100 * part / row.people for part in (row.value, row.low, row.high))
        print(
            f"{name:11}{row.people:8.0f}  SCB nära {ours:3.0f} ({low:3.0f}–{high:3.0f})  "
            f"EU ofta {100 * often[code].value / often[code].people:3.0f}  "
            f"EU inget {100 * none[code].value / none[code].people:3.0f}"
        )
        assert low <= ours <= high
        assert 0 <= often[code].value <= often[code].people - none[code].value
    people = sum(part.people for part in scb.values())
    assert people == pytest.approx(small_areas.population[~borders.are_none(small_areas.municipality_code)].sum())
    assert scb["0126"].value / scb["0126"].people > scb["0140"].value / scb["0140"].people  # Huddinge, Nykvarn
