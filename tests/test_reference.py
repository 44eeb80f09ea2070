"""Reference data: 290 municipalities with names, counties, groups, places and boundaries."""

import json
import shutil
from pathlib import Path

import pytest
import shapely
from duckdb import DuckDBPyConnection

from ingest import build
from malkollen.errors import DataError, SourceError

EIGHT = {
    "Botkyrka": "0127",
    "Haninge": "0136",
    "Huddinge": "0126",
    "Nykvarn": "0140",
    "Nynäshamn": "0192",
    "Salem": "0128",
    "Södertälje": "0181",
    "Tyresö": "0138",
}


@pytest.fixture
def folder(data_folder: Path, tmp_path: Path) -> Path:
    """A copy of the data folder for a test that spoils it."""
    for name in ("figures", "reference"):
        shutil.copytree(data_folder / name, tmp_path / name)
    return tmp_path


def test_there_are_290_municipalities_in_21_counties(db: DuckDBPyConnection) -> None:
    query = "SELECT count(*), count(DISTINCT municipality_name), count(DISTINCT county_code) FROM mart.municipalities"
    assert db.execute(query).fetchone() == (290, 290, 21)


def test_a_code_is_four_digits_and_begins_with_its_county(db: DuckDBPyConnection) -> None:
    query = """
        SELECT municipality_code FROM mart.municipalities
        WHERE NOT regexp_full_match(municipality_code, '[0-9]{4}') OR left(municipality_code, 2) <> county_code"""
    assert db.execute(query).fetchall() == []


def test_the_eight_are_sodertorn(db: DuckDBPyConnection) -> None:
    query = """
        SELECT municipality_name, municipality_code FROM mart.members JOIN mart.municipalities USING (municipality_code)
        WHERE area_id = 'sodertorn'"""
    assert dict(db.execute(query).fetchall()) == EIGHT


def test_riket_is_all_and_a_municipality_is_its_own_only_member(db: DuckDBPyConnection) -> None:
    assert db.execute("SELECT count(*) FROM mart.members WHERE area_id = 'riket'").fetchone() == (290,)
    query = """
        SELECT count(*), count_if(area_id = municipality_code) FROM mart.members
        WHERE area_id IN (SELECT municipality_code FROM mart.municipalities)"""
    assert db.execute(query).fetchone() == (290, 290)


def test_a_boundary_is_a_valid_polygon_with_clockwise_rings_around_its_label(db: DuckDBPyConnection) -> None:
    rows = db.execute(
        "SELECT municipality_code, geojson, label_longitude, label_latitude FROM mart.boundaries"
    ).fetchall()
    assert len(rows) == 290
    for code, geojson, longitude, latitude in rows:
        shape = shapely.from_geojson(geojson)
        assert shape.is_valid, code
        assert shape.contains(shapely.Point(longitude, latitude)), code
        assert not any(part.exterior.is_ccw for part in shapely.get_parts(shape)), code
        assert json.loads(geojson)["type"] in ("Polygon", "MultiPolygon"), code
        assert 10 < longitude < 25, code
        assert 55 < latitude < 70, code


def test_every_place_lies_in_or_near_its_municipality(db: DuckDBPyConnection) -> None:
    """The boundaries are coarse near the shore: 0,05 degrees is some kilometres."""
    rows = db.execute(
        "SELECT place_id, longitude, latitude, geojson FROM mart.places JOIN mart.boundaries USING (municipality_code)"
    ).fetchall()
    assert len(rows) == 13
    for place, longitude, latitude, geojson in rows:
        assert shapely.from_geojson(geojson).distance(shapely.Point(longitude, latitude)) < 0.05, place


@pytest.mark.parametrize("file", ["municipalities.csv", "comparison_groups.csv", "places.csv"])
def test_a_missing_reference_file_is_one_line_that_names_it(folder: Path, file: str) -> None:
    (folder / "reference" / file).unlink()
    with pytest.raises(SourceError, match=rf"^{file}: går inte att läsa \([^\n]*\)$"):
        build.build(folder)


def test_a_reference_file_without_a_column_is_one_line_that_names_it(folder: Path) -> None:
    path = folder / "reference" / "municipalities.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("county_code", "county"), encoding="utf-8")
    with pytest.raises(SourceError, match=r"^municipalities\.csv: går inte att läsa \([^\n]*county_code[^\n]*\)$"):
        build.build(folder)


def test_the_same_municipality_twice_is_refused(folder: Path) -> None:
    path = folder / "reference" / "municipalities.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text.splitlines(keepends=True)[1], encoding="utf-8")
    with pytest.raises(SourceError, match=r"^municipalities\.csv: går inte att läsa \([^\n]*\)$"):
        build.build(folder)


def test_a_municipality_too_few_is_refused(folder: Path) -> None:
    path = folder / "reference" / "municipalities.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("2584,")), encoding="utf-8")
    with pytest.raises(DataError, match="inte en av de 289 kända koderna"):
        build.build(folder)


@pytest.mark.parametrize("kept", [10, 150, 204])
def test_a_groups_file_that_is_cut_short_shrinks_no_group_unseen(folder: Path, kept: int) -> None:
    path = folder / "reference" / "comparison_groups.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:kept]), encoding="utf-8")
    with pytest.raises(
        SourceError, match=r"comparison_groups\.csv: gruppen '\w+' har \d+ kommuner, \d+ är deklarerade"
    ):
        build.build(folder)
