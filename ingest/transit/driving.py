"""Times by car between places along the streets, where nobody has documented any: rows of mart.car_times.

Free flow: no queues. To the driving is added what it takes to reach the car and to park it (malkollen/streets/
settings.toml). A documented time of a relation, of the timetable's year or before, always goes before a computed one.
The streets are those of today whatever year a timetable is of; there is only one map.
"""

from pathlib import Path

import numpy as np
from duckdb import DuckDBPyConnection

from ingest.transit import locating
from malkollen.errors import DataError
from malkollen.streets import graph, search, street_map, ties
from malkollen.streets.costs import Mode
from malkollen.streets.settings import load
from malkollen.streets.street_map import StreetMap

LACKING = """
    INSERT INTO mart.car_times (origin, destination, year, minutes, source)
    SELECT driven.origin, driven.destination, judged.year, driven.minutes, driven.source
    FROM driven CROSS JOIN (SELECT DISTINCT year FROM judged) AS judged
    WHERE NOT EXISTS (FROM mart.car_times AS documented WHERE documented.origin = driven.origin
      AND documented.destination = driven.destination AND documented.year <= judged.year)
"""


def current(db: DuckDBPyConnection, data: Path) -> tuple[StreetMap, str] | None:
    """The street map of a build and its source; None where there is none.

    Raises:
        DataError: it cannot be read.
    """
    row = db.execute("SELECT file, source FROM mart.streets").fetchone()
    if row is None:
        return None
    return street_map.read(data / row[0])[0], str(row[1])


def stage(db: DuckDBPyConnection, data: Path) -> None:
    """Puts computed times into mart.car_times; results.sql first. Nothing where no streets are loaded."""
    places = db.execute(locating.LOCATED).fetchall()
    if (known := current(db, data)) is None or not places:
        return
    streets, source = known
    ids, latitude, longitude = zip(*places, strict=True)
    tied = ties.Finder(streets, Mode.CAR).tie(latitude, longitude)
    seconds = search.seconds(graph.build(streets, Mode.CAR), tied, tied)
    rows = [
        (ids[origin], ids[destination], (seconds[origin, destination] + load().door_seconds) / 60, source)
        for origin, destination in np.argwhere(np.isfinite(seconds)).tolist()
        if origin != destination
    ]
    if not rows:
        raise DataError("gatukartan når ingen av platserna i data/reference/places.csv; täcker den länet?")
    columns = "origin VARCHAR, destination VARCHAR, minutes DOUBLE, source VARCHAR"
    db.execute(f"CREATE OR REPLACE TEMP TABLE driven ({columns})")
    db.executemany("INSERT INTO driven VALUES (?, ?, ?, ?)", rows)
    db.execute(LACKING)
    db.execute("DROP TABLE driven")
