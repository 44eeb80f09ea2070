"""Elementary connections: a trip from one call to its next, what a journey is put together of."""

from datetime import date, timedelta

from ingest.transit.timetable import calls, service
from ingest.transit.timetable.feed import Feed
from ingest.transit.timetable.frequencies import DAY

MORNING = 8 * 3600
"""How much of the day after is read: a journey may begin until 29:59 and take two hours."""
BESIDE = {"day_before": -1, "day_after": 1}

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


def add_days_beside(feed: Feed, day: date) -> dict[str, int]:
    """Adds to calls and trips_of_day what runs that day and belongs to another; `calls.load` of the day first.

    That is what is left after midnight of the trips of the day before, and the morning of the day after, by the clock
    of the day itself: at 00:10 one rides what began 23:50 the evening before, and at 23:55 what leaves 24:10. Nothing
    of it is for counting departures: those are of the day they belong to.

    Returns:
        no_day_before, no_day_after: 1 where nothing runs that day.
    """
    runs = service.trips_by_day(feed)
    for name in ("calls", "trips_of_day"):
        feed.db.execute(f"CREATE OR REPLACE TABLE own_{name} AS SELECT * {_PLAIN[name]} FROM {name}")  # noqa: S608 - our own
    missing = {}
    for name, step in BESIDE.items():
        other = day + timedelta(step)
        missing[f"no_{name}"] = int(other not in runs)
        if other in runs:
            calls.load(feed, other)
            for statement in _BESIDE:
                feed.db.execute(statement, {"shift": step * DAY, "morning": DAY + MORNING} if "$" in statement else {})
    for statement in _TOGETHER:
        feed.db.execute(statement)
    return missing


_PLAIN = {"calls": "", "trips_of_day": "REPLACE (mode::VARCHAR AS mode)"}  # the type is made anew for each day
_BESIDE = (
    """
    CREATE OR REPLACE TABLE beside AS
    SELECT * REPLACE ((trip + (SELECT max(trip) + 1 FROM own_trips_of_day))::INTEGER AS trip,
                      arrival + $shift AS arrival, departure + $shift AS departure)
    FROM calls WHERE departure + $shift BETWEEN 0 AND $morning
    """,
    """
    INSERT INTO own_trips_of_day
    SELECT * REPLACE ((trip + (SELECT max(trip) + 1 FROM own_trips_of_day))::INTEGER AS trip, mode::VARCHAR AS mode)
    FROM trips_of_day
    """,
    "INSERT INTO own_calls FROM beside",
)
_TOGETHER = (
    "CREATE OR REPLACE TABLE calls AS FROM own_calls",
    "CREATE OR REPLACE TABLE trips_of_day AS SELECT * REPLACE (mode::mode_word AS mode) FROM own_trips_of_day",
)
