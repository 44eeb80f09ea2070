"""Departures per municipality and mode of a timetable's files: the rows of mart.stop_supply.

A station is whole in one municipality, that of its first platform, also where a border goes through it: so the page's
list of stops and the municipality's figure have the same departures.
"""

from pathlib import Path

import pyarrow as pa

from ingest.transit.timetable.departures import FROM_HOUR, TO_HOUR
from malkollen.database import storage

QUERY = f"""
    WITH per_stop AS (
      SELECT stop, mode, sum(departures) AS departures,
             coalesce(sum(departures) FILTER (hour >= {FROM_HOUR} AND hour < {TO_HOUR}), 0) AS departures_06_20
      FROM read_parquet($departures) GROUP BY stop, mode
    ), stations AS (
      SELECT stop, first_value(municipality_code) OVER (
               PARTITION BY coalesce(nullif(parent_id, ''), stop_id) ORDER BY stop) AS code
      FROM read_parquet($stops)
    ), placed AS (SELECT stop, code AS municipality_code FROM stations WHERE code IS NOT NULL
    ), counted AS (
      SELECT municipality_code, mode, count(*)::INTEGER AS stops, sum(departures)::INTEGER AS departures,
             sum(departures_06_20)::INTEGER AS departures_06_20
      FROM per_stop JOIN placed USING (stop) GROUP BY municipality_code, mode
    ), clock AS (
      SELECT municipality_code, mode,
             min(departure)::INTEGER AS first_departure, max(departure)::INTEGER AS last_departure
      FROM read_parquet($connections) JOIN placed ON placed.stop = from_stop JOIN read_parquet($trips) USING (trip)
      WHERE is_boardable GROUP BY municipality_code, mode
    )
    SELECT municipality_code, mode, stops, departures, departures_06_20, first_departure, last_departure
    FROM counted LEFT JOIN clock USING (municipality_code, mode) ORDER BY ALL
"""  # noqa: S608 - our own numbers


def of(folder: Path) -> pa.Table:
    """Stop points with a departure, departures in all and 06–20, first and last (seconds) on the reference day."""
    files = {
        name: storage.literal(folder / f"{name}.parquet") for name in ("departures", "stops", "connections", "trips")
    }
    with storage.connect() as db:
        return db.sql(QUERY, params=files).to_arrow_table()
