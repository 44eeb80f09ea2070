"""A place without coordinates takes those of the stop it names, once a timetable has one."""

from pathlib import Path

import duckdb
import pytest

from ingest import build
from ingest.building import reference
from ingest.readers import reference_files
from ingest.transit import locating
from malkollen import ROOT

PLACES = """\
place_id,name,kind,municipality_code,latitude,longitude,stop
alby,Alby,municipal_centre,0127,,,Alby Station
handen,Handen,municipal_centre,0136,59.16,18.13,Alby station
salem,Salem,municipal_centre,0128,,,Alby station
tumba,Tumba,municipal_centre,0126,,,
"""
STOPS = """
    COPY (
      FROM (VALUES ('Alby station', '0127', 59.2, 17.8), ('Alby station', '0127', 59.4, 17.9),
                   ('Alby station', '0180', 60.0, 18.0)) AS stops (name, municipality_code, latitude, longitude)
    ) TO '{file}' (FORMAT parquet)
"""


@pytest.fixture
def db(tmp_path: Path) -> duckdb.DuckDBPyConnection:
    """The reference data of a folder whose places mostly have no coordinates."""
    (tmp_path / "reference").mkdir()
    for name in ("municipalities.csv", "comparison_groups.csv"):
        (tmp_path / "reference" / name).write_bytes((ROOT / "data" / "reference" / name).read_bytes())
    (tmp_path / "reference" / "places.csv").write_text(PLACES, encoding="utf-8")
    found = duckdb.connect()
    found.execute("ATTACH ':memory:' AS staged")
    found.execute((build.HERE / "schema.sql").read_text(encoding="utf-8"))
    files, faults = reference_files.read(tmp_path / "reference")
    assert faults == []
    reference._insert(found, "places", reference_files.PLACES_TABLE.columns, files.places)
    return found


def test_only_a_stop_of_that_name_in_that_municipality_gives_them(
    db: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    (tmp_path / "timetables").mkdir()
    db.execute(STOPS.format(file=tmp_path / "timetables" / locating.STOPS))
    db.execute("DROP TABLE mart.timetables")
    db.execute("CREATE TABLE mart.timetables AS SELECT 'a' AS timetable_id, 2 AS reference_day, 'timetables' AS folder")
    locating.run(db, tmp_path)
    rows = db.execute("SELECT place_id, round(latitude, 2), round(longitude, 2) FROM mart.places ORDER BY 1").fetchall()
    assert rows == [("alby", 59.3, 17.85), ("handen", 59.16, 18.13), ("salem", None, None), ("tumba", None, None)]
    assert [place for place, *_ in db.execute(locating.LOCATED).fetchall()] == ["alby", "handen"]


def test_one_coordinate_alone_is_refused(tmp_path: Path, db: duckdb.DuckDBPyConnection) -> None:
    (tmp_path / "reference" / "places.csv").write_text(PLACES.replace("0127,,,", "0127,59.2,,"), encoding="utf-8")
    _, faults = reference_files.read(tmp_path / "reference")
    assert faults == ["places.csv rad 2: longitude ska vara ett tal mellan 10 och 25, inte ''"]
