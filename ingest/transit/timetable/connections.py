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
        SELECT trip, coalesce(ride, trip) AS ride, sequence, numbers.stop AS from_stop, departure,
               is_boardable AND (NOT is_booked OR mode = 'taxi') AS is_boardable,
               lead(numbers.stop) OVER next AS to_stop, lead(arrival) OVER next AS arrival,
               lead(is_alightable AND (NOT is_drop_booked OR mode = 'taxi')) OVER next AS is_alightable
        FROM calls JOIN numbers ON numbers.row = calls.stop JOIN (SELECT trip, mode FROM trips_of_day) USING (trip)
        LEFT JOIN seats USING (trip)
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

    ride is the trip, or the first of the trips that one stays seated through (`_SEATED`).

    Returns:
        how many were left out so.
    """
    for statement in _SEATED:
        feed.db.execute(statement)
    feed.db.execute(
        "CREATE OR REPLACE VIEW connections AS SELECT from_stop, to_stop, departure, arrival, trip, is_boardable, "
        f"is_alightable, ride {_OF} WHERE to_stop IS NOT NULL AND arrival >= departure "
        "ORDER BY departure, arrival, trip, sequence"
    )
    row = feed.db.execute(f"SELECT count(*) {_OF} WHERE to_stop IS NOT NULL AND arrival < departure").fetchone()
    return int(row[0]) if row else 0


CHANGES = """
    WITH places AS (
        SELECT numbers.stop, stop_id AS id FROM numbers JOIN stops ON stops.rowid = row
        UNION
        SELECT numbers.stop, parent_station FROM numbers JOIN stops ON stops.rowid = row
        WHERE parent_station IS NOT NULL),
    said AS (
        FROM transfers WHERE transfer_type IN ('2', '3')
          AND coalesce(from_trip_id, to_trip_id, from_route_id, to_route_id) IS NULL)
    SELECT a.stop AS from_stop, b.stop AS to_stop,
           if(bool_or(transfer_type = '3'), -1, max(try_cast(min_transfer_time AS INTEGER)))::INTEGER AS seconds
    FROM said JOIN places AS a ON a.id = from_stop_id JOIN places AS b ON b.id = to_stop_id
    GROUP BY ALL HAVING seconds IS NOT NULL ORDER BY ALL
"""
"""What transfers.txt says of changes between two stops, whoever changes: the least seconds, or -1 where it is none."""


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


LONGEST_REST = 3600
"""Seconds that a vehicle stands between two trips of its block while one stays seated."""

# Who stays seated: transfers.txt says so of two trips (type 4), or they follow each other in a block, from the place
# where the first one ends, and transfers.txt does not say otherwise (type 5). A vehicle that is split, or two that are
# put together, is left out: one would have to know which part one sits in. seats: a trip that goes on from another,
# and the first of them.
_SEATED = (
    """
    CREATE OR REPLACE TABLE ends AS
    SELECT trip, any_value(trip_id) AS trip_id, any_value(block_id) AS block, arg_min(place, sequence) AS begins_at,
           arg_max(place, sequence) AS ends_at, min(departure) AS leaves, max(arrival) AS arrives
    FROM calls JOIN (
        FROM trips_of_day WHERE mode <> 'taxi' AND trip_id NOT IN (SELECT trip_id FROM frequencies)
          AND (block_id IS NOT NULL OR trip_id IN (SELECT from_trip_id FROM transfers WHERE from_trip_id IS NOT NULL)
               OR trip_id IN (SELECT to_trip_id FROM transfers WHERE to_trip_id IS NOT NULL))) USING (trip)
    JOIN (SELECT rowid AS stop, coalesce(parent_station, stop_id) AS place FROM stops) USING (stop)
    WHERE departure IS NOT NULL GROUP BY trip
    """,
    f"""
    CREATE OR REPLACE TABLE followers AS
    WITH of_block AS (
        SELECT trip, lead(trip) OVER w AS next, leaves, arrives, ends_at, lead(leaves) OVER w AS next_leaves,
               lead(begins_at) OVER w AS next_begins_at
        FROM ends WHERE block IS NOT NULL WINDOW w AS (PARTITION BY block ORDER BY leaves, trip)),
    said AS (
        SELECT a.trip, b.trip AS next, transfer_type AS kind
        FROM ends AS a JOIN transfers ON a.trip_id = from_trip_id JOIN ends AS b ON b.trip_id = to_trip_id
        WHERE transfer_type IN ('4', '5') AND b.leaves >= a.arrives AND b.leaves > a.leaves),
    either AS (
        SELECT trip, next FROM said WHERE kind = '4'
        UNION
        SELECT trip, next FROM of_block
        WHERE next_leaves BETWEEN arrives AND arrives + {LONGEST_REST} AND next_leaves > leaves
          AND next_begins_at = ends_at)
    SELECT trip, next FROM either ANTI JOIN (FROM said WHERE kind = '5') USING (trip, next)
    QUALIFY count(*) OVER (PARTITION BY trip) = 1 AND count(*) OVER (PARTITION BY next) = 1
    """,  # noqa: S608 - our own number
    """
    CREATE OR REPLACE TABLE seats AS
    WITH RECURSIVE chain AS (
        SELECT next AS trip, trip AS ride FROM followers WHERE trip NOT IN (SELECT next FROM followers)
        UNION ALL
        SELECT followers.next, ride FROM chain JOIN followers USING (trip))
    FROM chain
    """,
)
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
