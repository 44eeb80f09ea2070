"""The stops of a day where they lie: coordinates, their station's where a platform has none, and municipality."""

import numpy as np
import pyarrow as pa

from ingest.transit.areas.borders import SWEDISH, Borders, Numbers, to_metres
from ingest.transit.timetable.feed import Feed

SWEDEN = {"latitude": (54.5, 69.5), "longitude": (10.0, 25.0)}


def load(feed: Feed, borders: Borders | None) -> dict[str, int | str]:
    """Makes the tables numbers (row, stop) and located_stops; `calls.load` first.

    numbers: the row of stops.txt and the position 0…n-1 of each stop where something departs or arrives, if it has
    coordinates, in the order of their ids.
    located_stops: the columns of stops.parquet: stop, stop_id, name, parent_id, latitude, longitude, x, y (metres),
    municipality_code, is_nearest.

    "59,22" is 59.22. 0, 0 is no coordinate: no stop lies in the Gulf of Guinea, and that is what a missing one becomes
    on the way.

    Returns:
        counters (stops_without_coordinates, nearest_stops, outside_stops) and crs, what x and y are in: SWEREF 99 TM
        where the middle stop lies in or near Sweden, else equidistant around that stop.

    Raises:
        SourceError: no stop with traffic has coordinates.
    """
    feed.db.execute(_PLACED)
    feed.db.execute(_NUMBERS)
    placed = feed.db.execute(
        "SELECT stop_id, latitude, longitude FROM placed WHERE latitude IS NOT NULL ORDER BY stop_id"
    ).fetchnumpy()
    latitude, longitude = (np.asarray(placed[name], dtype=np.float64) for name in ("latitude", "longitude"))
    if not len(latitude):
        raise feed.fault("stops.txt: ingen hållplats med trafik har koordinater (stop_lat, stop_lon)")
    crs = _crs(latitude, longitude)
    x, y = to_metres(crs).transform(longitude, latitude)
    codes, is_nearest = np.full(len(x), None, dtype=np.object_), np.zeros(len(x), dtype=np.bool_)
    if borders is not None and crs == SWEDISH:
        codes, is_nearest = borders.municipalities(x, y)
    columns = {"municipality_code": pa.array(codes, pa.string()), "is_nearest": is_nearest}
    _store(feed, pa.table({"stop_id": placed["stop_id"], "x": x, "y": y, **columns}))
    has_code = np.array([code is not None for code in codes], dtype=np.bool_)
    return {
        "stops_without_coordinates": _missing(feed),
        "nearest_stops": int(is_nearest.sum()),
        "outside_stops": int((~has_code).sum()) if borders is not None else 0,
        "crs": crs,
    }


def _store(feed: Feed, located: pa.Table) -> None:
    """Makes located_stops of what was worked out of each stop."""
    feed.db.register("located", located)
    feed.db.execute(_LOCATED)
    feed.db.unregister("located")


def _crs(latitude: Numbers, longitude: Numbers) -> str:
    """SWEREF 99 TM in Sweden; elsewhere metres from the middle stop, true in every direction from there."""
    middle = {"latitude": float(np.median(latitude)), "longitude": float(np.median(longitude))}
    if all(least <= middle[name] <= most for name, (least, most) in SWEDEN.items()):
        return SWEDISH
    return f"+proj=aeqd +lat_0={middle['latitude']:.4f} +lon_0={middle['longitude']:.4f} +datum=WGS84 +units=m"


def _missing(feed: Feed) -> int:
    row = feed.db.execute("SELECT count(*) FROM placed WHERE latitude IS NULL").fetchone()
    return int(row[0]) if row else 0


# A boarding area lies on a platform, a platform in a station: at most two steps up.
_PLACED = """
    CREATE OR REPLACE TABLE placed AS
    WITH coordinates AS (
        SELECT rowid AS row, stop_id, stop_name, parent_station,
               try_cast(replace(stop_lat, ',', '.') AS DOUBLE) AS latitude,
               try_cast(replace(stop_lon, ',', '.') AS DOUBLE) AS longitude
        FROM stops),
    valid AS (
        SELECT * REPLACE (CASE WHEN is_valid THEN latitude END AS latitude,
                          CASE WHEN is_valid THEN longitude END AS longitude)
        FROM (SELECT *, abs(latitude) <= 90 AND abs(longitude) <= 180 AND (latitude <> 0 OR longitude <> 0) AS is_valid
              FROM coordinates))
    SELECT s.row, s.stop_id, coalesce(s.stop_name, parent.stop_name, station.stop_name, '') AS name,
           coalesce(station.stop_id, parent.stop_id) AS parent_id,
           coalesce(s.latitude, parent.latitude, station.latitude) AS latitude,
           coalesce(s.longitude, parent.longitude, station.longitude) AS longitude
    FROM valid AS s
    LEFT JOIN valid AS parent ON parent.stop_id = s.parent_station
    LEFT JOIN valid AS station ON station.stop_id = parent.parent_station
    SEMI JOIN (SELECT DISTINCT stop FROM calls) AS used ON used.stop = s.row
"""
_NUMBERS = """
    CREATE OR REPLACE TABLE numbers AS
    SELECT row::INTEGER AS row, (row_number() OVER (ORDER BY stop_id) - 1)::INTEGER AS stop
    FROM placed WHERE latitude IS NOT NULL
"""
_LOCATED = """
    CREATE OR REPLACE TABLE located_stops AS
    SELECT stop, stop_id, name, parent_id, latitude, longitude, x, y, municipality_code, is_nearest
    FROM placed JOIN numbers USING (row) JOIN located USING (stop_id)
"""
