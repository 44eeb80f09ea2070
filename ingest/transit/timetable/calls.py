"""The calls of a day: where each trip stops, and when. Departures and connections are both made of them.

Times are seconds after the operating day's midnight and may pass 86 400. Only the day's own trips are read: those of
the day before that run past midnight belong to that one.
"""

from collections.abc import Mapping
from datetime import date

from ingest.transit.timetable import frequencies, service
from ingest.transit.timetable.feed import Feed
from ingest.transit.timetable.frequencies import DAY, HALF_DAY, MOST_SECONDS, number
from ingest.transit.timetable.modes import MODES, mode

# -1 is what is no time. An interval, unlike a time of day, may pass 24 hours; it may also be "8 days" or end in PM.
_MACROS = """
    CREATE OR REPLACE MACRO seconds(t) AS
        CASE WHEN regexp_full_match(t, '\\s*[0-9]{1,4}:[0-5]?[0-9](:[0-5]?[0-9])?([.][0-9]*)?\\s*')
             THEN coalesce(try_cast(floor(epoch(try_cast(trim(t) AS INTERVAL))) AS INTEGER), -1)
             WHEN trim(t) <> '' THEN -1 END;
"""


def load(feed: Feed, day: date) -> Mapping[str, int]:
    """Makes the tables trips_of_day, calls and last_calls.

    trips_of_day: trip (0…), trip_id, line, headsign, mode, direction (0, 1 or NULL), block_id.
    calls: trip, stop (row of stops.txt; NULL where it has no such stop), sequence, arrival, departure (seconds; both
    NULL where nothing is known), is_boardable, is_alightable, is_booked, is_drop_booked (on or off only by booking).
    last_calls: trip, sequence of its last call, which is an arrival and no departure, is_suspect (of repeated calls).

    A trip whose clock turns at midnight (23:50, then 00:05) goes on the day after. A call without times between two
    with times is given those between them in proportion to the number of calls: GTFS promises no distances. Trips of
    frequencies.txt run from start_time every headway until before end_time, their own times as the pattern, exact_times
    or not; an end half a day before the start is the day after's. A trip that one can only book to get on is of the
    mode taxi, whatever its line is. Where a trip has no headsign of its own its first call's (stop_headsign) serves.

    Returns:
        counters: duplicate_calls, unknown_stop_calls, unknown_stops, untimed_calls, interpolated_calls, midnight_trips
            (named in the table of that name), trips_without_calls (of the day, before frequencies.txt repeats any),
            booked_departures (of lines that are not booked ones), contradictory_days (of the whole calendar).

    Raises:
        SourceError: no trip runs that day or none of them has a call, a time or a sequence that is none.
    """
    feed.db.execute(_MACROS)
    _load_trips(feed, day)
    feed.run(_CALLS, "stop_times")
    if not number(feed, "SELECT count(*) FROM calls"):
        raise feed.fault(f"stop_times.txt har inget stopp för resorna {day}; stämmer trip_id med trips.txt?")
    _check_calls(feed)
    feed.db.execute(_LAST_CALLS)
    counters = {
        "trips_without_calls": number(feed, "SELECT (SELECT count(*) FROM trips_of_day) - count(*) FROM last_calls"),
        "unknown_stop_calls": number(feed, "SELECT count(*) FROM calls WHERE stop IS NULL"),
        "unknown_stops": _unknown_stops(feed),
        "duplicate_calls": _drop_duplicates(feed),
        "midnight_trips": _past_midnight(feed),
    }
    counters |= _interpolate(feed)
    counters["booked_departures"] = _book(feed)
    counters["contradictory_days"] = number(feed, service.CONTRADICTORY)
    _name_by_calls(feed)
    frequencies.expand(feed)
    return counters


def _load_trips(feed: Feed, day: date) -> None:
    """The day's trips, numbered in the order of trips.txt; a trip of an unknown route is of another mode."""
    service.prepare(feed)
    service.load_active(feed, day)
    kinds = [kind for (kind,) in feed.db.execute("SELECT DISTINCT route_type FROM routes").fetchall()]
    feed.db.execute("DROP TABLE IF EXISTS trips_of_day; DROP TABLE IF EXISTS modes; DROP TYPE IF EXISTS mode_word")
    feed.db.execute(f"CREATE TYPE mode_word AS ENUM {MODES}")
    feed.db.execute("CREATE OR REPLACE TABLE modes (route_type VARCHAR, mode mode_word)")
    feed.db.executemany(
        "INSERT INTO modes VALUES (?, ?)", [[kind, mode(kind)] for kind in kinds if kind] or [["", "other"]]
    )
    feed.db.execute(
        """
        CREATE OR REPLACE TABLE trips_of_day AS
        SELECT (row_number() OVER (ORDER BY t.rowid) - 1)::INTEGER AS trip, t.trip_id,
               coalesce(route_short_name, route_long_name) AS line, trip_headsign AS headsign,
               coalesce(mode, 'other'::mode_word) AS mode,
               CASE WHEN direction_id IN ('0', '1') THEN direction_id::TINYINT END AS direction,
               block_id, hash(t.trip_id) AS trip_hash
        FROM trips AS t SEMI JOIN active_services USING (service_id)
        LEFT JOIN routes USING (route_id) LEFT JOIN modes USING (route_type)
        """
    )
    feed.db.execute(
        "CREATE OR REPLACE TABLE stop_numbers AS "
        "SELECT rowid::INTEGER AS stop, stop_id, hash(stop_id) AS stop_hash FROM stops"
    )
    if not number(feed, "SELECT count(*) FROM trips_of_day"):
        raise feed.fault(f"ingen trafik {day}; välj en dag inom tidtabellens period")


# Ids are compared by their 64-bit hashes, twice as fast as text; that any two of a million meet: 3 in 10⁸.
# Departure and arrival are the same text nearly always, and comparing is cheaper than reading a time.
_CALLS = """
    CREATE OR REPLACE TABLE calls AS
    SELECT trip, stop, sequence,
           coalesce(CASE WHEN is_same THEN departure ELSE seconds(arrival_time) END, departure) AS arrival,
           CASE WHEN is_same OR departure IS NOT NULL THEN departure ELSE seconds(arrival_time) END AS departure,
           is_boardable, is_alightable, is_booked, is_drop_booked
    FROM (
        SELECT trip, stop, coalesce(try_cast(stop_sequence AS INTEGER), -1) AS sequence,
               seconds(departure_time) AS departure, arrival_time,
               coalesce(arrival_time = departure_time, false) AS is_same,
               try_cast(pickup_type AS TINYINT) IS DISTINCT FROM 1 AS is_boardable,
               try_cast(drop_off_type AS TINYINT) IS DISTINCT FROM 1 AS is_alightable,
               coalesce(try_cast(pickup_type AS TINYINT) = 2, false) OR coalesce(pickup_booking_rule_id, '') <> ''
               AS is_booked,
               coalesce(try_cast(drop_off_type AS TINYINT) = 2, false) OR coalesce(drop_off_booking_rule_id, '') <> ''
               AS is_drop_booked
        FROM stop_times_file AS t
        JOIN trips_of_day ON trip_hash = hash(t.trip_id)
        LEFT JOIN stop_numbers ON stop_hash = hash(t.stop_id))
"""


# A trip whose sequences, divided by a prime below 64, leave as many remainders as it has calls has no duplicates: a set
# of bits tells that for nearly all, tens as well as ones, and only the suspect are looked through.
_LAST_CALLS = """
    CREATE OR REPLACE TABLE last_calls AS
    SELECT trip, max(sequence) AS sequence,
           count(*) <> bit_count(bit_or(1::UBIGINT << (sequence % 61))) AS is_suspect
    FROM calls GROUP BY trip
"""


def _check_calls(feed: Feed) -> None:
    """Sequences are whole numbers and times are times; says which trip where one is not."""
    a_time = f"NOT BETWEEN 0 AND {MOST_SECONDS}"
    faults = {
        "stop_sequence": "sequence < 0",
        "arrival_time": f"arrival {a_time}",
        "departure_time": f"departure {a_time}",
    }
    if not number(feed, f"SELECT count(*) FROM calls WHERE {' OR '.join(faults.values())}"):  # noqa: S608 - our own
        return
    for what, bad in faults.items():
        sql = f"SELECT trip_id FROM calls JOIN trips_of_day USING (trip) WHERE {bad} ORDER BY trip LIMIT 1"  # noqa: S608
        if found := feed.db.execute(sql).fetchone():
            raise feed.fault(f"stop_times.txt: resan {found[0][:40]!r} har ett oläsligt värde i {what}")


def _unknown_stops(feed: Feed) -> int:
    """How many stop ids are called at that stops.txt does not have; the file is read again only if there are any."""
    if not number(feed, "SELECT count(*) FROM (SELECT 1 FROM calls WHERE stop IS NULL LIMIT 1)"):
        return 0
    return number(
        feed,
        "SELECT count(DISTINCT stop_id) FROM stop_times_file AS t "
        "SEMI JOIN trips_of_day ON trip_hash = hash(t.trip_id) "
        "WHERE stop_id NOT IN (SELECT stop_id FROM stops)",
    )


def _drop_duplicates(feed: Feed) -> int:
    """Drops all but one of the calls with the same trip and sequence, if there may be any; returns how many."""
    if not number(feed, "SELECT count(*) FROM last_calls WHERE is_suspect"):
        return 0
    feed.db.execute(
        """
        CREATE OR REPLACE TABLE copies AS SELECT id FROM (
            SELECT calls.rowid AS id, row_number() OVER (
                PARTITION BY trip, sequence
                ORDER BY departure, arrival, stop, is_boardable, is_alightable, is_booked, is_drop_booked) AS copy
            FROM calls SEMI JOIN (FROM last_calls WHERE is_suspect) USING (trip)) WHERE copy > 1
        """
    )
    dropped = number(feed, "SELECT count(*) FROM copies")
    if dropped:
        feed.db.execute("DELETE FROM calls WHERE rowid IN (SELECT id FROM copies)")
    return dropped


def _past_midnight(feed: Feed) -> int:
    """Reads what goes back by more than half a day as the day after; returns in how many trips.

    Few trips are as long as that by their clock, and only those are looked through.
    """
    feed.db.execute(_SHIFTED)
    feed.db.execute(
        "CREATE OR REPLACE TABLE midnight_trips AS SELECT DISTINCT trip_id FROM shifted JOIN trips_of_day USING (trip) "
        "WHERE leaving > 0 ORDER BY trip_id"
    )
    if trips := number(feed, "SELECT count(*) FROM midnight_trips"):
        feed.db.execute(
            f"UPDATE calls SET arrival = arrival + {DAY} * coming, departure = departure + {DAY} * leaving "  # noqa: S608
            "FROM shifted WHERE calls.rowid = shifted.id AND leaving > 0"
        )
        return trips
    return 0


def _interpolate(feed: Feed) -> dict[str, int]:
    """Gives calls without times those between their neighbours'; how many have none after it, and how many have."""
    untimed = "SELECT count(*) FROM calls WHERE departure IS NULL"
    if not (missing := number(feed, untimed)):
        return {"untimed_calls": 0, "interpolated_calls": 0}
    feed.db.execute(_INTERPOLATED)
    feed.db.execute("DROP TABLE calls")
    feed.db.execute("ALTER TABLE interpolated RENAME TO calls")
    left = number(feed, untimed)
    return {"untimed_calls": left, "interpolated_calls": missing - left}


def _book(feed: Feed) -> int:
    """Makes trips that one gets on only by booking taxis; how many departures of other lines are booked."""
    if not number(feed, "SELECT count(*) FROM (SELECT 1 FROM calls WHERE is_booked LIMIT 1)"):
        return 0
    feed.db.execute(
        "CREATE OR REPLACE TABLE booking AS SELECT trip, count_if(is_booked) AS booked, bool_and(is_booked) AS is_all "
        "FROM calls JOIN (SELECT trip, sequence AS last FROM last_calls) USING (trip) "
        "WHERE sequence < last AND is_boardable GROUP BY trip"
    )
    booked = number(feed, "SELECT sum(booked) FROM booking JOIN trips_of_day USING (trip) WHERE mode <> 'taxi'")
    feed.db.execute("UPDATE trips_of_day SET mode = 'taxi' WHERE trip IN (SELECT trip FROM booking WHERE is_all)")
    return booked


def _name_by_calls(feed: Feed) -> None:
    """Gives trips without a headsign that of their first call; the file is read again only if there are any."""
    if not number(feed, "SELECT count(*) FROM trips_of_day WHERE headsign IS NULL"):
        return
    feed.db.execute(
        """
        CREATE OR REPLACE TABLE call_headsigns AS
        SELECT trip, arg_min(trim(stop_headsign), try_cast(stop_sequence AS INTEGER)) AS headsign
        FROM stop_times_file AS t JOIN (FROM trips_of_day WHERE headsign IS NULL) ON trip_hash = hash(t.trip_id)
        WHERE trim(stop_headsign) <> '' GROUP BY trip
        """
    )
    feed.db.execute(
        "UPDATE trips_of_day SET headsign = call_headsigns.headsign FROM call_headsigns "
        "WHERE trips_of_day.trip = call_headsigns.trip"
    )


_SHIFTED = f"""
    CREATE OR REPLACE TABLE shifted AS
    WITH long AS (
        SELECT trip FROM calls GROUP BY trip
        HAVING max(greatest(arrival, departure)) - min(least(arrival, departure)) > {HALF_DAY}),
    turning AS (
        SELECT calls.rowid AS id, trip, sequence,
               coalesce((lag(departure IGNORE NULLS) OVER w - arrival > {HALF_DAY})::INTEGER, 0) AS before_it,
               coalesce((arrival - departure > {HALF_DAY})::INTEGER, 0) AS during_it
        FROM calls SEMI JOIN long USING (trip) WINDOW w AS (PARTITION BY trip ORDER BY sequence))
    SELECT id, trip, sum(before_it + during_it) OVER w - during_it AS coming,
           sum(before_it + during_it) OVER w AS leaving
    FROM turning WINDOW w AS (PARTITION BY trip ORDER BY sequence)
"""  # noqa: S608 - our own numbers
_INTERPOLATED = """
    CREATE OR REPLACE TABLE interpolated AS
    WITH incomplete AS (SELECT DISTINCT trip FROM calls WHERE departure IS NULL),
    numbered AS (
        SELECT *, row_number() OVER (PARTITION BY trip ORDER BY sequence) AS place
        FROM calls SEMI JOIN incomplete USING (trip)),
    bounded AS (
        SELECT *,
            last_value(departure IGNORE NULLS) OVER before AS left_time,
            last_value(CASE WHEN departure IS NOT NULL THEN place END IGNORE NULLS) OVER before AS left_place,
            first_value(arrival IGNORE NULLS) OVER after AS right_time,
            first_value(CASE WHEN arrival IS NOT NULL THEN place END IGNORE NULLS) OVER after AS right_place
        FROM numbered
        WINDOW before AS (PARTITION BY trip ORDER BY place ROWS UNBOUNDED PRECEDING),
               after AS (PARTITION BY trip ORDER BY place ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)),
    timed AS (
        SELECT *, CASE WHEN right_time >= left_time THEN left_time + (right_time - left_time) * (place - left_place)
            // nullif(right_place - left_place, 0) END AS between_them
        FROM bounded)
    SELECT trip, stop, sequence, coalesce(arrival, between_them)::INTEGER AS arrival,
           coalesce(departure, between_them)::INTEGER AS departure, is_boardable, is_alightable, is_booked,
           is_drop_booked
    FROM timed
    UNION ALL
    SELECT * FROM calls ANTI JOIN incomplete USING (trip)
"""
