"""Which services run on a day: calendar.txt's weekdays and period, and calendar_dates.txt's exceptions to them.

Either file may be missing, and calendar.txt may be all zeros with the real days as exceptions (Samtrafiken's are).
"""

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np

from ingest.transit.timetable.feed import DAYS, Feed

ADDED, REMOVED = "1", "2"
FIRST, LAST = date(1990, 1, 1), date(2199, 12, 31)  # what a timetable can be about; "99991231" means no end
CONTRADICTORY = """
    SELECT count(*) FROM (
        SELECT 1 FROM calendar_dates WHERE exception_type IN ('1', '2')
        GROUP BY service_id, date HAVING count(DISTINCT exception_type) > 1)
"""
"""How many days of a service calendar_dates.txt both adds and removes."""
_DAY = "try_strptime({}, '%Y%m%d')::DATE"


def prepare(feed: Feed) -> None:
    """Makes the tables regular (service_id, weekdays 1–7, starts, ends) and exceptional (service_id, day, is_added).

    A day that is both added and removed is removed: who travels is not promised what may not run.

    Raises:
        SourceError: a date that is none, naming file and service.
    """
    weekdays = ", ".join(f"CASE WHEN {name} = '1' THEN {number} END" for number, name in enumerate(DAYS, 1))
    feed.db.execute(
        "CREATE OR REPLACE TABLE regular AS SELECT service_id, "  # noqa: S608 - our own
        f"list_filter([{weekdays}], lambda x: x IS NOT NULL) AS weekdays, "
        f"{_DAY.format('start_date')} AS starts, {_DAY.format('end_date')} AS ends FROM calendar"
    )
    feed.db.execute(
        f"CREATE OR REPLACE TABLE exceptional AS SELECT service_id, {_DAY.format('date')} AS day, "  # noqa: S608 - our own
        f"bool_and(exception_type = '{ADDED}') AS is_added FROM calendar_dates "
        f"WHERE exception_type IN ('{ADDED}', '{REMOVED}') GROUP BY service_id, date"
    )
    _check(feed, "calendar", "SELECT service_id FROM regular WHERE starts IS NULL OR ends IS NULL ORDER BY 1 LIMIT 1")
    _check(feed, "calendar_dates", "SELECT service_id FROM exceptional WHERE day IS NULL ORDER BY 1 LIMIT 1")


def _check(feed: Feed, file: str, sql: str) -> None:
    if found := feed.db.execute(sql).fetchone():
        raise feed.fault(f"{file}.txt: trafiken {found[0][:40]!r} har ett datum som inte är skrivet ÅÅÅÅMMDD")


def load_active(feed: Feed, day: date) -> None:
    """Makes the table active_services (service_id) of a day; `prepare` first."""
    feed.db.execute(
        """
        CREATE OR REPLACE TABLE active_services AS
        SELECT service_id FROM regular
        WHERE $day BETWEEN starts AND ends AND list_contains(weekdays, isodow($day::DATE))
          AND service_id NOT IN (SELECT service_id FROM exceptional WHERE day = $day AND NOT is_added)
        UNION
        SELECT service_id FROM exceptional WHERE day = $day AND is_added
        """,
        {"day": day},
    )


def trips_by_day(feed: Feed) -> Mapping[date, int]:
    """How many trips run each day that any does, in order; a trip of frequencies.txt once for each time it runs.

    Regular trips are counted by weekday where periods begin and end, and summed along the calendar: the work does not
    grow with how long the periods are.
    """
    prepare(feed)
    feed.db.execute(_TRIPS)
    size = (LAST - FIRST).days + 2
    steps = np.zeros((8, size), dtype=np.int64)
    sql = "SELECT weekdays, starts, ends, trips FROM regular JOIN service_trips USING (service_id) WHERE starts <= ends"
    for weekdays, starts, ends, trips in feed.db.execute(sql).fetchall():
        if starts > LAST or ends < FIRST:
            continue
        first, after = (max(starts, FIRST) - FIRST).days, (min(ends, LAST) - FIRST).days + 1
        steps[weekdays, first] += trips
        steps[weekdays, after] -= trips
    running = steps.cumsum(axis=1)
    weekday = (np.arange(size) + FIRST.isoweekday() - 1) % 7 + 1
    trips_of_day = running[weekday, np.arange(size)]
    for day, change in feed.db.execute(_EXCEPTIONS).fetchall():
        if FIRST <= day <= LAST:
            trips_of_day[(day - FIRST).days] += change
    return {FIRST + timedelta(int(number)): int(trips_of_day[number]) for number in np.flatnonzero(trips_of_day > 0)}


_TRIPS = """
    CREATE OR REPLACE TABLE service_trips AS
    WITH runs AS (
        SELECT trip_id, sum(greatest(1, ceil((if(e < s, e + 86400, e) - s) / h)))::BIGINT AS runs FROM (
            SELECT trip_id, epoch(try_cast(start_time AS INTERVAL)) AS s, epoch(try_cast(end_time AS INTERVAL)) AS e,
                   try_cast(headway_secs AS INTEGER) AS h
            FROM frequencies) WHERE h > 0 AND e <> s GROUP BY trip_id)
    SELECT service_id, sum(coalesce(runs, 1))::BIGINT AS trips
    FROM trips LEFT JOIN runs USING (trip_id) WHERE service_id IS NOT NULL GROUP BY service_id
"""
_EXCEPTIONS = """
    SELECT day, sum(CASE WHEN is_added AND NOT is_regular THEN trips
                         WHEN NOT is_added AND is_regular THEN -trips ELSE 0 END)::BIGINT
    FROM (
        SELECT day, is_added, trips,
               coalesce(day BETWEEN starts AND ends AND list_contains(weekdays, isodow(day)), false) AS is_regular
        FROM exceptional JOIN service_trips USING (service_id) LEFT JOIN regular USING (service_id))
    GROUP BY day
"""
