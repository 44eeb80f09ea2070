"""What a build computes of the streets alone: times between places, who cycles to a core, and what one reaches.

The times are rows of mart.street_times. Free flow: no queues; to the driving is added what it takes to reach the car
and to park it (malkollen/streets/settings.toml).
"""

from pathlib import Path

import numpy as np
from duckdb import DuckDBPyConnection

from ingest.transit import by_street, cycling, driving, locating
from malkollen.streets import search
from malkollen.streets.costs import Mode
from malkollen.streets.ready import Ready
from malkollen.streets.settings import load

LONGEST_SECONDS = 2 * 3600.0
"""As long as the longest journey by public transport."""


def stage(db: DuckDBPyConnection, data: Path) -> None:
    """Stages all of it; nothing where no street map is loaded."""
    if known := driving.current(db, data):
        streets, source = known
        ready = Ready(streets)
        between(db, ready, source)
        cycling.stage(db, data, ready, source)
        by_street.stage(db, data)


def between(db: DuckDBPyConnection, ready: Ready, source: str) -> None:
    """Puts the times between places into mart.street_times. ready: the streets of the map; source: of the map."""
    places = db.execute(locating.LOCATED).fetchall()
    if not places:
        return
    ids, latitude, longitude = zip(*places, strict=True)
    rows: list[tuple[str, str, str, float, str]] = []
    for mode in Mode:
        door = load().door_seconds if mode is Mode.CAR else 0.0
        tied = ready.finder(mode).tie(latitude, longitude)
        seconds = search.seconds(ready.graph(mode), tied, tied, LONGEST_SECONDS - door) + door
        rows += [
            (ids[origin], ids[destination], mode.value, seconds[origin, destination] / 60, source)
            for origin, destination in np.argwhere(np.isfinite(seconds)).tolist()
            if origin != destination
        ]
    if rows:
        db.executemany("INSERT INTO mart.street_times VALUES (?, ?, ?, ?, ?)", rows)
