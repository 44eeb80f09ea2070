"""A made timetable written as GTFS: lines and trips as arrays in, files out. Those with room for it say it is made."""

import shutil
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Columns = Mapping[str, pa.Array]

MADE = "PÅHITTAD TIDTABELL – inte en verklig tidtabell"
ADDRESS = "https://example.invalid/pahittad-tidtabell"
AGENCY = "1"
STARTS, ENDS = date(2026, 10, 5), date(2027, 6, 13)
WEEKDAY, SATURDAY, SUNDAY = range(3)
# Public holidays of the period on a Monday to Friday: the trips of a Sunday run.
HOLIDAYS = ("20261225", "20270101", "20270106", "20270326", "20270329", "20270506")
FIRST_TRIP = 99_000_000_000_000_000  # ids of 17 digits, as the regional feeds have
CLOCK_HOURS = 60
STANDING = (100, 401)


@dataclass(frozen=True)
class Patterns:
    """The ways that lines run: one after another in `stop`, `arrival` and `departure`, parted by `first`.

    `first` has one more than there are patterns. Times are seconds after the trip's start. `stop` counts rows of
    the stops, `route` rows of the routes.
    """

    route: Ints
    direction: Ints
    first: Ints
    stop: Ints
    arrival: Ints
    departure: Ints

    @property
    def lengths(self) -> Ints:
        return np.diff(self.first)


@dataclass(frozen=True)
class Feed:
    """A whole made feed. A trip is a pattern, a service (row of the services) and a start in seconds after midnight."""

    stops: Columns
    routes: Columns
    patterns: Patterns
    pattern: Ints
    service: Ints
    start: Ints
    services: Columns
    exceptions: Columns

    def stop_times(self) -> int:
        return int(self.patterns.lengths[self.pattern].sum())


def patterns(runs: Sequence[tuple[int, int, Ints, Ints, Ints]]) -> Patterns:
    """Route, direction, stops, arrivals and departures of each pattern, laid end to end."""
    lengths = [len(each[2]) for each in runs]
    laid = [np.concatenate([each[i] for each in runs]).astype(np.int64) for i in (2, 3, 4)]
    return Patterns(
        np.array([each[0] for each in runs]),
        np.array([each[1] for each in runs]),
        np.concatenate([[0], np.cumsum(lengths)]),
        *laid,
    )


def text(values: Sequence[object]) -> pa.Array:
    return pa.array([None if value is None else str(value) for value in values], pa.string())


def week_services() -> tuple[Columns, Columns]:
    """Monday to Friday, Saturday and Sunday of the whole period, and holidays that run as Sundays."""
    days = {"monday": 0, "tuesday": 0, "wednesday": 0, "thursday": 0, "friday": 0, "saturday": 1, "sunday": 2}
    services = {"service_id": text(["vardag", "lordag", "sondag"])}
    services |= {day: text([int(service == which) for service in range(3)]) for day, which in days.items()}
    services |= {"start_date": text([f"{STARTS:%Y%m%d}"] * 3), "end_date": text([f"{ENDS:%Y%m%d}"] * 3)}
    exceptions = [("vardag", day, 2) for day in HOLIDAYS] + [("sondag", day, 1) for day in HOLIDAYS]
    names = ("service_id", "date", "exception_type")
    return services, {name: text([row[i] for row in exceptions]) for i, name in enumerate(names)}


def clock() -> pa.Array:
    """Every second of some days as GTFS writes it, 25:10:00 too."""
    return text([f"{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}" for s in range(CLOCK_HOURS * 3600)])


def _calls(feed: Feed) -> Columns:
    """Every call of every trip, trips in the order of their numbers."""
    way = feed.patterns
    lengths = way.lengths[feed.pattern]
    trip = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    position = np.arange(len(trip), dtype=np.int32) - np.repeat(np.cumsum(lengths) - lengths, lengths).astype(np.int32)
    call = way.first[feed.pattern].astype(np.int32)[trip] + position
    start = feed.start.astype(np.int32)[trip]
    last = position == (lengths.astype(np.int32) - 1)[trip]
    clocks, yes_no = clock(), text([0, 1])
    coded = lambda codes, words: pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), words)  # noqa: E731
    return {
        "trip_id": pa.array(trip.astype(np.int64) + FIRST_TRIP),
        "arrival_time": coded(start + way.arrival.astype(np.int32)[call], clocks),
        "departure_time": coded(start + way.departure.astype(np.int32)[call], clocks),
        "stop_id": coded(way.stop[call], feed.stops["stop_id"]),
        "stop_sequence": pa.array(position + 1),
        "pickup_type": coded(last, yes_no),
        "drop_off_type": coded(position == 0, yes_no),
    }


def _trips(feed: Feed) -> Columns:
    way = feed.patterns
    ends = way.stop[way.first[1:] - 1]
    take = lambda words, rows: words.take(pa.array(rows))  # noqa: E731
    return {
        "route_id": take(feed.routes["route_id"], way.route[feed.pattern]),
        "service_id": take(feed.services["service_id"], feed.service),
        "trip_id": pa.array(np.arange(len(feed.pattern)) + FIRST_TRIP),
        "trip_headsign": take(feed.stops["stop_name"], ends[feed.pattern]),
        "direction_id": pa.array(way.direction[feed.pattern]),
    }


def tables(feed: Feed) -> dict[str, Columns]:
    """The small files; stop_times is made when it is written."""
    agency = {"agency_id": AGENCY, "agency_name": MADE, "agency_url": ADDRESS, "agency_timezone": "Europe/Stockholm"}
    info = {
        "feed_publisher_name": MADE, "feed_publisher_url": ADDRESS, "feed_lang": "sv",
        "feed_start_date": f"{STARTS:%Y%m%d}", "feed_end_date": f"{ENDS:%Y%m%d}", "feed_version": f"PÅHITTAD {STARTS}",
    }  # fmt: skip
    return {
        "agency": {name: text([value]) for name, value in agency.items()},
        "feed_info": {name: text([value]) for name, value in info.items()},
        "stops": feed.stops,
        "routes": feed.routes,
        "calendar": feed.services,
        "calendar_dates": feed.exceptions,
        "trips": _trips(feed),
    }


def write(feed: Feed, out: Path) -> Path:
    """Writes a zip (`out` ends in .zip) or a folder, over files of the same names; the same feed, the same bytes."""
    if out.suffix == ".zip":
        with tempfile.TemporaryDirectory() as folder:
            return _zipped(write(feed, Path(folder) / "feed"), out)
    out.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as db:
        for name, columns in {**tables(feed), "stop_times": _calls(feed)}.items():
            db.register("made", pa.table(dict(columns)))
            db.execute(f"COPY (FROM made) TO '{out / name}.txt' (FORMAT csv, HEADER)")
            db.unregister("made")
    return out


def _zipped(folder: Path, out: Path) -> Path:
    out.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path in sorted(folder.iterdir()):
            entry = zipfile.ZipInfo(path.name, (2026, 10, 5, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            with path.open("rb") as source, archive.open(entry, "w", force_zip64=True) as target:
                shutil.copyfileobj(source, target, 1 << 20)
    return out


def run_times(metres: NDArray[np.float64], speed: float, halt: int, route_type: int) -> tuple[Ints, Ints]:
    """Arrivals and departures, seconds after the start, of a way of `metres` between its stops at `speed` km/h.

    Trains and metro stand `halt` seconds at each stop. Others lose as much, but arrive and depart at one time, as
    timetables of buses have it (all calls of the real feed of Cairns).
    """
    dwell = halt if route_type in STANDING else 0
    legs = np.maximum(np.round(metres / (speed / 3.6)).astype(np.int64), 20) + halt - dwell
    arrival = np.concatenate([[0], np.cumsum(legs + dwell)])
    arrival[1:] -= dwell
    departure = arrival + dwell
    departure[0], departure[-1] = 0, arrival[-1]
    return arrival, departure


def headway_starts(bands: Sequence[tuple[float, float | None]], end: float, phase: float) -> Ints:
    """Starts in seconds after midnight: bands of (from hour, minutes between) until `end`; None runs nothing."""
    hours = [hour for hour, _ in bands] + [end]
    starts = [
        np.arange(begins * 3600 + phase * minutes * 60, ends * 3600, minutes * 60)
        for (begins, ends), (_, minutes) in zip(pairwise(hours), bands, strict=True)
        if minutes
    ]
    return np.unique((np.concatenate(starts) // 30 * 30).astype(np.int64)) if starts else np.zeros(0, np.int64)
