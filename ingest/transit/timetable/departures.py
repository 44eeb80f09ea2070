"""Departures per stop: how many leave, by mode, hour and direction.

A departure is every call of a trip but its last, which is an arrival. Where one may not get on (pickup_type 1) it
leaves all the same, and is no supply for who lives there: those one may get on are told apart as boardable. One that
has to be booked is of the mode taxi, whatever the line is.
"""

from typing import Any

from ingest.transit.timetable.feed import Feed
from ingest.transit.timetable.modes import MODES

FROM_HOUR, TO_HOUR = 6, 20
"""The day's hours 06–20: 06:00:00 to 19:59:59, by the operating day's clock."""


def load(feed: Feed) -> None:
    """Makes the table departures (stop, mode, hour, direction, departures, boardable); `calls.load` first.

    boardable is how many of the departures one may get on. stop is the row of stops.txt. hour is that of the operating
    day and may pass 23. Calls at unknown stops and calls without a time have no place in it; they are counted where
    calls are read.
    """
    feed.db.execute(
        """
        CREATE OR REPLACE TABLE departures AS
        SELECT stop, if(is_booked, 'taxi'::mode_word, mode) AS mode, (departure // 3600)::SMALLINT AS hour, direction,
               count(*)::INTEGER AS departures,
               count_if(is_boardable)::INTEGER AS boardable
        FROM calls JOIN (
            SELECT trip, sequence AS last, mode, direction FROM last_calls JOIN trips_of_day USING (trip)) USING (trip)
        WHERE sequence < last AND stop IS NOT NULL AND departure IS NOT NULL
        GROUP BY ALL
        """
    )


def per_stop(feed: Feed) -> list[dict[str, Any]]:
    """What leaves each stop that something leaves, most first: stop_id, name, departures, departures_06_20, modes.

    modes holds the departures of each mode that stops there, in the order of MODES.
    """
    by_mode = ", ".join(f"coalesce(sum(departures) FILTER (mode = '{mode}'), 0)::BIGINT AS {mode}" for mode in MODES)
    rows = feed.db.execute(
        f"""
        WITH counted AS (
            SELECT stop, sum(departures)::BIGINT AS total,
                   coalesce(sum(departures) FILTER (hour >= {FROM_HOUR} AND hour < {TO_HOUR}), 0)::BIGINT AS of_day,
                   {by_mode}
            FROM departures GROUP BY stop)
        SELECT stop_id, stop_name, counted.* EXCLUDE (stop)
        FROM counted JOIN stop_numbers USING (stop) JOIN stops USING (stop_id) ORDER BY total DESC, stop_id
        """  # noqa: S608 - our own names and numbers
    ).fetchall()
    return [
        {
            "stop_id": stop_id,
            "name": name or "",
            "departures": total,
            "departures_06_20": of_day,
            "modes": {mode: count for mode, count in zip(MODES, counts, strict=True) if count},
        }
        for stop_id, name, total, of_day, *counts in rows
    ]
