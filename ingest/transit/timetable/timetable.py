"""A timetable's files for one day: stops, departures, connections and trips, and what they are made of."""

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.transit.areas.borders import Borders
from ingest.transit.timetable import calls, connections, departures, reference_day, stops
from ingest.transit.timetable.feed import Feed, opened
from malkollen.database import storage
from malkollen.errors import SourceError
from malkollen.texts import lost_rows

FORM = 6
"""Of the files: one more whenever what stands in them changes, so that they are written anew."""
FILES = ("stops", "departures", "connections", "trips", "changes")


@dataclass(frozen=True)
class Timetable:
    """What is known of a timetable; the columns of mart.timetables that it says itself, and counters.

    Attributes:
        feeds: feed_id of feed_info.txt, else the agencies' names.
        starts, ends: first and last day that anything runs.
        reference_day_reason: one Swedish sentence.
        sha256: of the zip; of a folder, of its files' names and contents.
        stops: stop points with coordinates where something departs or arrives on the reference day.
        departures: from those stops that day, all modes.
        counties: codes of the counties whose every municipality has a stop with traffic; empty without borders.
        crs: what x and y are in.
        counters: midnight_trips, duplicate_rows, duplicate_calls, unknown_stops, unknown_stop_calls, untimed_calls,
            interpolated_calls, stops_without_coordinates, departures_without_coordinates, nearest_stops, outside_stops,
            backward_connections, connections, trips, trips_without_calls, booked_departures,
            contradictory_days.
        midnight_trip: one of the trips whose clock turns at midnight.
    """

    feeds: str
    publisher: str
    version: str | None
    starts: date
    ends: date
    reference_day: date
    reference_day_reason: str
    sha256: str
    stops: int
    departures: int
    counties: tuple[str, ...]
    crs: str
    counters: Mapping[str, int] = field(default_factory=dict)
    midnight_trip: str = ""

    @property
    def notes(self) -> tuple[str, ...]:
        """One Swedish sentence for each kind of row that could not be used as it stood."""
        return lost_rows.lines(self.counters, self.midnight_trip)


def write(
    path: Path,
    folder: Path,
    day: date | None = None,
    borders: Borders | None = None,
    *,
    has_days_beside: bool = False,
) -> Timetable:
    """Writes the files of a timetable into a folder, which is whole or not there: written beside, then moved.

    Args:
        path: the zip or folder of the timetable.
        day: instead of the reference day.
        borders: the municipalities; without them no stop has one.
        has_days_beside: whether the connections have what runs that day of the days before and after, for journeys.

    Returns:
        what timetable.json says.

    Raises:
        SourceError: the timetable cannot be read, or nothing runs. StorageError: the folder cannot be written.
    """
    beside = folder.with_name(folder.name + ".part")
    try:
        with storage.writing(folder):
            shutil.rmtree(beside, ignore_errors=True)
            beside.mkdir(parents=True)
            with opened(path) as feed:
                timetable = _write(feed, beside, day, borders, has_days_beside=has_days_beside)
            text = json.dumps(asdict(timetable), ensure_ascii=False, indent=1, default=str)
            (beside / "timetable.json").write_text(text + "\n", encoding="utf-8")
            shutil.rmtree(folder, ignore_errors=True)
            beside.replace(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return timetable


def load(folder: Path) -> Timetable:
    """What timetable.json of a folder says; SourceError where it is not ours, or any of the files is not whole."""
    file = folder / "timetable.json"
    try:
        saved: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        days = {name: date.fromisoformat(saved[name]) for name in ("starts", "ends", "reference_day")}
        for name in FILES:
            file = folder / f"{name}.parquet"
            pq.read_metadata(file)  # its end, which a file that was cut off does not have
        return Timetable(**saved | days | {"counties": tuple(saved["counties"])})
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException):
        raise SourceError(f"{storage.within(file)}: går inte att läsa; läs in tidtabellen igen") from None


def _write(
    feed: Feed, folder: Path, wanted: date | None, borders: Borders | None, *, has_days_beside: bool
) -> Timetable:
    day, reason, starts, ends = reference_day.of(feed, wanted)
    counters = dict(calls.load(feed, day))
    departures.load(feed)
    midnight_trip = _midnight_trip(feed)
    if has_days_beside:
        counters |= connections.add_days_beside(feed, day)
    placed = stops.load(feed, borders)
    crs = str(placed.pop("crs"))
    counters |= {name: int(count) for name, count in placed.items()}
    counters["backward_connections"] = connections.load(feed)
    for name in FILES:
        target = str(folder / f"{name}.parquet").replace("'", "''")
        feed.db.execute(f"COPY ({_QUERIES[name]}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
    counters |= _counted(feed, folder)
    publisher, feeds, version = _said(feed)
    return Timetable(
        feeds=feeds,
        publisher=publisher,
        version=version,
        starts=starts,
        ends=ends,
        reference_day=day,
        reference_day_reason=reason,
        sha256=_fingerprint(feed),
        stops=_one(feed, "SELECT count(*) FROM numbers"),
        departures=_one(feed, "SELECT sum(departures) FROM departures JOIN numbers ON numbers.row = departures.stop"),
        counties=_counties(feed, borders),
        crs=crs,
        counters=dict(sorted(counters.items())),
        midnight_trip=midnight_trip,
    )


_QUERIES = {
    "stops": "SELECT * FROM located_stops ORDER BY stop",
    "departures": """
        SELECT numbers.stop, mode, hour, direction, departures, boardable
        FROM departures JOIN numbers ON numbers.row = departures.stop ORDER BY ALL
    """,
    "connections": "FROM connections",
    "changes": connections.CHANGES,
    "trips": "SELECT trip, trip_id, line, headsign, mode FROM trips_of_day ORDER BY trip",
}


def _midnight_trip(feed: Feed) -> str:
    """The first of the trips whose clock turns at midnight; empty where there is none."""
    row = feed.db.execute("SELECT min(trip_id) FROM midnight_trips").fetchone()
    return str(row[0]) if row and row[0] else ""


def _one(feed: Feed, sql: str) -> int:
    row = feed.db.execute(sql).fetchone()
    return int(row[0] or 0) if row else 0


def _counted(feed: Feed, folder: Path) -> dict[str, int]:
    file = str(folder / "connections.parquet").replace("'", "''")
    return {
        "duplicate_rows": sum(feed.duplicates.values()),
        "departures_without_coordinates": _one(
            feed, "SELECT sum(departures) FROM departures ANTI JOIN numbers ON numbers.row = departures.stop"
        ),
        "connections": _one(feed, f"SELECT count(*) FROM '{file}'"),  # noqa: S608 - our own file
        "trips": _one(feed, "SELECT count(*) FROM trips_of_day"),
    }


def _said(feed: Feed) -> tuple[str, str, str | None]:
    """Publisher, feed and version as the timetable names itself."""
    agencies = [
        name for (name,) in feed.db.execute("SELECT DISTINCT agency_name FROM agency ORDER BY 1").fetchall() if name
    ]
    row = feed.db.execute("SELECT feed_publisher_name, feed_id, feed_version FROM feed_info LIMIT 1").fetchone()
    publisher, feed_id, version = row or (None, None, None)
    joined = ", ".join(agencies[:5]) + (f" och {len(agencies) - 5} till" if len(agencies) > 5 else "")
    return publisher or joined or "okänd", feed_id or joined or feed.path.stem, version


def _counties(feed: Feed, borders: Borders | None) -> tuple[str, ...]:
    """Counties whose every municipality has a stop inside it with traffic."""
    if borders is None:
        return ()
    found = {code for (code,) in feed.db.execute("SELECT DISTINCT municipality_code FROM located_stops").fetchall()}
    counties = {code[:2] for code in borders.codes}
    return tuple(sorted(county for county in counties if {c for c in borders.codes if c[:2] == county} <= found))


def _fingerprint(feed: Feed) -> str:
    digest = hashlib.sha256()
    files = [feed.path] if feed.path.is_file() else [feed.files[name] for name in sorted(feed.files)]
    for file in files:
        if feed.path.is_dir():
            digest.update(file.name.encode())
        with file.open("rb") as content:
            for part in iter(lambda: content.read(1 << 20), b""):
                digest.update(part)
    return digest.hexdigest()


@dataclass(frozen=True)
class Supply:
    """What leaves each stop one day, wherever the stops lie.

    Attributes:
        day, reason: which day, and why that one.
        departures: all, from every stop of stops.txt.
        stops: as `departures.per_stop` gives them.
        notes: one Swedish sentence for each kind of row that could not be used as it stood.
    """

    day: date
    reason: str
    departures: int
    stops: Sequence[Mapping[str, Any]]
    notes: tuple[str, ...]


def supply(path: Path, wanted: date | None = None) -> Supply:
    """Counts the departures per stop of a timetable, zip or folder, on the wanted or the reference day.

    Raises:
        SourceError: the timetable cannot be read, or nothing runs that day.
    """
    with opened(path) as feed:
        day, reason, *_ = reference_day.of(feed, wanted)
        counters = calls.load(feed, day)
        departures.load(feed)
        found = departures.per_stop(feed)
        counters = dict(counters) | {"duplicate_rows": sum(feed.duplicates.values())}
        first = _midnight_trip(feed)
    return Supply(day, reason, sum(stop["departures"] for stop in found), found, lost_rows.lines(counters, first))
