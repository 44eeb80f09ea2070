"""Elementary connections: a trip from one call to its next, what a journey is put together of."""

from ingest.transit.timetable.feed import Feed

_OF = """
    FROM (
        SELECT trip, sequence, numbers.stop AS from_stop, departure,
               is_boardable AND (NOT is_booked OR mode = 'taxi') AS is_boardable,
               lead(numbers.stop) OVER next AS to_stop, lead(arrival) OVER next AS arrival,
               lead(is_alightable AND (NOT is_drop_booked OR mode = 'taxi')) OVER next AS is_alightable
        FROM calls JOIN numbers ON numbers.row = calls.stop JOIN (SELECT trip, mode FROM trips_of_day) USING (trip)
        WHERE departure IS NOT NULL
        WINDOW next AS (PARTITION BY trip ORDER BY sequence))
"""


def load(feed: Feed) -> int:
    """Makes the view connections, in the order a scan wants; `calls.load` and `stops.load` first.

    Columns: from_stop, to_stop (positions in stops.parquet), departure, arrival (seconds after the operating day's
    midnight), trip, is_boardable (one may get on where it begins), is_alightable (and off where it ends). By departure,
    then arrival, trip and sequence, so that a trip's own connections keep their order. Where one has to book to get on
    or off a line that runs anyway, one may not: nobody is let ride unasked. Trips that are all booked say so by mode.

    A call at a stop that is unknown or has no coordinates is passed: the connection goes on to the next that has. One
    that would arrive before it left is a fault of the timetable and left out.

    Returns:
        how many were left out so.
    """
    feed.db.execute(
        "CREATE OR REPLACE VIEW connections AS SELECT from_stop, to_stop, departure, arrival, trip, is_boardable, "
        f"is_alightable {_OF} WHERE to_stop IS NOT NULL AND arrival >= departure "
        "ORDER BY departure, arrival, trip, sequence"
    )
    row = feed.db.execute(f"SELECT count(*) {_OF} WHERE to_stop IS NOT NULL AND arrival < departure").fetchone()
    return int(row[0]) if row else 0
