"""Stations one may cycle to: stops of rail and metro where something leaves at least twice an hour in the morning."""

from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from malkollen.database import storage
from malkollen.errors import DataError
from malkollen.travel.settings import HOUR, SETTINGS

AN_HOUR = 2
"""Departures, of both directions together."""
MODES = ("rail", "metro")
QUERY = """
    WITH leaving AS (
      SELECT stop, sum(departures) AS departures FROM read_parquet($departures)
      WHERE list_contains($modes, mode) AND hour >= $low AND hour < $high GROUP BY stop
    ), placed AS (
      SELECT stop, departures, coalesce(parent_id, stop_id) AS station
      FROM read_parquet($stops) JOIN leaving USING (stop)
    )
    SELECT stop FROM placed QUALIFY sum(departures) OVER (PARTITION BY station) >= $least
"""


def flags(folder: Path, stops: int) -> NDArray[np.bool_]:
    """(stops) which of a timetable's stops are such stations; a station's platforms are counted together.

    Raises:
        DataError: a file of the timetable is missing or broken.
    """
    low, high = SETTINGS.window_start // HOUR, SETTINGS.window_end // HOUR
    files = {name: storage.literal(folder / f"{name}.parquet") for name in ("departures", "stops")}
    asked = {**files, "modes": list(MODES), "low": low, "high": high, "least": AN_HOUR * (high - low)}
    try:
        with storage.connect() as db:
            stations = [stop for (stop,) in db.execute(QUERY, asked).fetchall()]
    except duckdb.Error as error:
        raise DataError(
            f"{storage.within(folder)}: går inte att läsa ({type(error).__name__}); läs in tidtabellen igen"
        ) from error
    is_station = np.zeros(stops, dtype=np.bool_)
    is_station[stations] = True
    return is_station
