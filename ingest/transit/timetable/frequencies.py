"""Trips of frequencies.txt: a pattern that leaves again and again, written out as trips of their own."""

from ingest.transit.timetable.feed import Feed

MOST_RUNS = 2_000_000
MOST_REPEATED_CALLS = 10_000_000  # Sweden's densest day by its whole timetable is under 5 million
MOST_SECONDS = 1000 * 3600  # no trip takes a thousand hours
DAY, HALF_DAY = 86_400, 43_200


def number(feed: Feed, sql: str) -> int:
    """The one number that a question gives; 0 where it gives none."""
    row = feed.db.execute(sql).fetchone()
    return int(row[0] or 0) if row else 0


def expand(feed: Feed) -> None:
    """Puts every run of a trip of frequencies.txt in the place of its pattern, each as a trip of its own."""
    if not number(feed, "SELECT count(*) FROM frequencies"):
        return
    feed.db.execute(
        """
        CREATE OR REPLACE TABLE patterns AS
        SELECT * REPLACE (if(ends >= 0 AND starts - ends > $half, ends + $day, ends) AS ends) FROM (
            SELECT trip, seconds(start_time) AS starts, seconds(end_time) AS ends,
                   try_cast(headway_secs AS INTEGER) AS headway, t.trip_id
            FROM frequencies AS f JOIN trips_of_day AS t ON t.trip_id = f.trip_id)
        """,
        {"half": HALF_DAY, "day": DAY},
    )
    bad = f"(starts BETWEEN 0 AND ends AND ends <= {MOST_SECONDS} AND headway > 0) IS NOT true"
    if found := feed.db.execute(f"SELECT trip_id FROM patterns WHERE {bad} ORDER BY trip LIMIT 1").fetchone():  # noqa: S608
        raise feed.fault(f"frequencies.txt: resan {found[0][:40]!r} har ett oläsligt klockslag eller turavstånd")
    if not number(feed, "SELECT count(*) FROM patterns"):
        return
    _refuse_too_many(feed)
    for statement in _EXPANDED:
        feed.db.execute(statement)


def _refuse_too_many(feed: Feed) -> None:
    """Refuses a file of a few lines that would be more than a disk can hold."""
    runs = "greatest(0, ceil((ends - starts) / headway))"
    if (count := number(feed, f"SELECT sum({runs}) FROM patterns")) > MOST_RUNS:  # noqa: S608 - our own
        raise feed.fault(f"frequencies.txt ger {count} resor på en dag; högst {MOST_RUNS} läses")
    of_each = "SELECT trip, count(*) AS count FROM calls SEMI JOIN patterns USING (trip) GROUP BY trip"
    count = number(feed, f"SELECT sum({runs} * count) FROM patterns JOIN ({of_each}) USING (trip)")  # noqa: S608
    if count > MOST_REPEATED_CALLS:
        raise feed.fault(f"frequencies.txt ger {count} stopp på en dag; högst {MOST_REPEATED_CALLS} läses")


_EXPANDED = (
    """
    CREATE OR REPLACE TABLE runs AS
    SELECT trip AS pattern, begins,
           ((SELECT max(trip) FROM trips_of_day) + row_number() OVER (ORDER BY trip, begins))::INTEGER AS trip
    FROM (SELECT trip, unnest(range(starts, ends, headway)) AS begins FROM patterns)
    """,
    """
    CREATE OR REPLACE TABLE first_departures AS
    SELECT trip AS pattern, arg_min(departure, sequence) AS first_departure
    FROM calls SEMI JOIN patterns USING (trip) WHERE departure IS NOT NULL GROUP BY trip
    """,
    """
    INSERT INTO calls
    SELECT runs.trip, stop, sequence, (arrival - first_departure + begins)::INTEGER,
           (departure - first_departure + begins)::INTEGER, is_boardable, is_alightable, is_booked, is_drop_booked
    FROM runs JOIN first_departures USING (pattern) JOIN calls ON calls.trip = pattern
    """,
    """
    INSERT INTO last_calls
    SELECT runs.trip, sequence, is_suspect FROM runs JOIN last_calls ON last_calls.trip = pattern
    """,
    """
    INSERT INTO trips_of_day
    SELECT runs.trip, t.* EXCLUDE (trip) FROM runs JOIN trips_of_day AS t ON t.trip = pattern
    """,
    "DELETE FROM calls WHERE trip IN (SELECT trip FROM patterns)",
    "DELETE FROM last_calls WHERE trip IN (SELECT trip FROM patterns)",
    "DELETE FROM trips_of_day WHERE trip IN (SELECT trip FROM patterns)",
)
