"""Places whose coordinates nobody has written: those of the stop of that name, once a timetable has been read."""

from pathlib import Path

from duckdb import DuckDBPyConnection

from malkollen.database import storage

LOCATED = "SELECT place_id, latitude, longitude FROM mart.places WHERE latitude IS NOT NULL ORDER BY place_id"
STOPS = "stops.parquet"


def run(db: DuckDBPyConnection, data: Path) -> None:
    """Fills in what is missing in mart.places: the middle of the stops of its name in its municipality.

    The timetable of the latest day that has such a stop is taken; a place whose stop none has stays without.

    Args:
        data: the folder that mart.timetables counts its folders from.
    """
    folders = db.execute("SELECT folder FROM mart.timetables ORDER BY reference_day DESC, timetable_id").fetchall()
    for (folder,) in folders:
        if (file := data / folder / STOPS).is_file():
            db.execute(_LOCATE, {"stops": storage.literal(file)})


_LOCATE = """
    UPDATE mart.places SET latitude = named.latitude, longitude = named.longitude
    FROM (
      SELECT lower(name) AS name, municipality_code, avg(latitude) AS latitude, avg(longitude) AS longitude
      FROM read_parquet($stops) GROUP BY ALL
    ) AS named
    WHERE places.latitude IS NULL AND named.name = lower(places.stop)
      AND named.municipality_code = places.municipality_code
"""
