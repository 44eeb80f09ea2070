"""A timetable (GTFS) opened for questions: its files as tables in DuckDB, every id as text.

Fields are read as text and cleaned here (spaces around, empty is NULL), so that no id is destroyed by being taken for a
number. A column or file that may be missing is there anyway, all NULL, so that those who ask need not know.
"""

import csv
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from ingest.transit.timetable import archive
from malkollen.database import storage
from malkollen.errors import SourceError
from malkollen.files import temporary

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MEMORY = "600MB"  # of the process's gigabyte; DuckDB lays the rest on disk
THREADS = 4  # each reads into buffers of its own
HEADER_BYTES = 65536
FULL = "minnet eller disken räckte inte för tidtabellen; frigör utrymme där den skrivs och i den tillfälliga mappen"
# Without spaces around. To look at both ends first is four times as fast as to trim what needs no trimming.
_TIDY = "CREATE MACRO tidy(t) AS CASE WHEN prefix(t, ' ') OR suffix(t, ' ') THEN trim(t) ELSE t END"
_LINE = re.compile(r"Line:\s*(\d+)")


@dataclass(frozen=True)
class File:
    """What is read of a file: columns that must be there, those that may, and the key of a row."""

    needed: tuple[str, ...]
    optional: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    is_required: bool = False


FILES = {
    "stops": File(("stop_id", "stop_lat", "stop_lon"), ("stop_name", "parent_station"), ("stop_id",), is_required=True),
    "routes": File(
        ("route_id", "route_type"), ("route_short_name", "route_long_name"), ("route_id",), is_required=True
    ),
    "trips": File(
        ("route_id", "service_id", "trip_id"), ("trip_headsign", "direction_id", "block_id"), ("trip_id",),
        is_required=True,
    ),
    "stop_times": File(
        ("trip_id", "stop_id", "stop_sequence", "departure_time"),
        (
            "arrival_time", "pickup_type", "drop_off_type", "stop_headsign", "pickup_booking_rule_id",
            "drop_off_booking_rule_id",
        ),
        is_required=True,
    ),
    "calendar": File(("service_id", *DAYS, "start_date", "end_date"), key=("service_id",)),
    "calendar_dates": File(("service_id", "date", "exception_type"), key=("service_id", "date", "exception_type")),
    "frequencies": File(("trip_id", "start_time", "end_time", "headway_secs"), key=("trip_id", "start_time")),
    "transfers": File(
        (),
        (
            "from_stop_id", "to_stop_id", "transfer_type", "min_transfer_time", "from_trip_id", "to_trip_id",
            "from_route_id", "to_route_id",
        ),
    ),
    "agency": File(("agency_name",)),
    "feed_info": File((), ("feed_id", "feed_publisher_name", "feed_version", "feed_start_date", "feed_end_date")),
}  # fmt: skip
SMALL = tuple(name for name in FILES if name != "stop_times")
IDS = ("trip_id", "stop_id")  # what calls are joined by
# Of stop_times, read as what they are where all are numbers: a tenth of the time for millions of texts is saved.
NUMBERS = {"stop_sequence": "INTEGER", "pickup_type": "TINYINT", "drop_off_type": "TINYINT"}


@dataclass(frozen=True)
class Feed:
    """An open timetable.

    Attributes:
        path: the zip or folder.
        db: a connection of its own with the tables of FILES. stop_times is only the view stop_times_file, of which
            only the ids are cleaned: all of its millions of fields would take longer to clean than to read.
        duplicates: rows dropped for repeating another row's key, by file.
    """

    path: Path
    db: DuckDBPyConnection
    files: dict[str, Path]
    duplicates: dict[str, int] = field(default_factory=dict)

    def fault(self, text: str) -> SourceError:
        """An error that names the timetable."""
        return SourceError(f"{self.path.name}: {text}")

    def run(self, sql: str, file: str) -> None:
        """Runs what reads a file: as a strict CSV first, since that is fast, and forgiving where it is not one.

        Forgiving: rows that lack their last fields, line ends of two kinds. Never: an unclosed quotation mark or more
        fields than columns, since rows would be lost or their values moved.
        """
        try:
            self.db.execute(sql)
        except duckdb.Error as strict:
            _check_memory(self, strict)
            _view(self, file, is_forgiving=True)
            try:
                self.db.execute(sql)
            except duckdb.Error as error:
                _check_memory(self, error)
                raise _unreadable(self, file, error) from None


@contextmanager
def opened(path: Path) -> Iterator[Feed]:
    """Opens a timetable, zip or folder; what was unpacked is removed afterwards.

    Raises:
        SourceError: not a timetable, or a required file, column or row is missing; one Swedish line.
    """
    with temporary.folder() as folder, storage.connect() as db:
        feed = Feed(path, db, archive.files(path, FILES, folder))
        _check_files(feed)
        _set_up(db, folder)
        for name, file in FILES.items():
            _view(feed, name)
            if name in SMALL:
                _load(feed, name, file)
            if file.is_required and not _has_rows(feed, name):
                raise feed.fault(f"{name}.txt har inga rader; tidtabellen är tom")
        db.execute("SET preserve_insertion_order = false")
        try:
            yield feed
        except (duckdb.OutOfMemoryException, duckdb.IOException):
            raise feed.fault(FULL) from None


def _check_files(feed: Feed) -> None:
    missing = [f"{name}.txt" for name, file in FILES.items() if file.is_required and name not in feed.files]
    if not missing and not {"calendar", "calendar_dates"} & set(feed.files):
        missing = ["calendar.txt och calendar_dates.txt (minst en av dem behövs)"]
    if missing:
        raise feed.fault(
            f"{', '.join(missing)} saknas; en tidtabell (GTFS) har stops, routes, trips, stop_times och "
            "calendar eller calendar_dates"
        )


def _set_up(db: DuckDBPyConnection, folder: Path) -> None:
    """Little memory. Joins run as written, large table first: DuckDB takes a CSV for tiny and would hash all of it."""
    db.execute(f"SET memory_limit = '{MEMORY}'")
    db.execute(f"SET threads = {min(THREADS, os.cpu_count() or 1)}")
    db.execute("SET temp_directory = ?", [str(folder / "spill")])
    db.execute(_TIDY)
    db.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")


def _view(feed: Feed, name: str, *, is_forgiving: bool = False) -> None:
    """The file `name` as a view `<name>_file` with the columns of FILES, cleaned where it is small."""
    file = FILES[name]
    columns = (*file.needed, *file.optional)
    if name not in feed.files:
        empty = ", ".join(f"NULL::VARCHAR AS {column}" for column in columns)
        feed.db.execute(f"CREATE OR REPLACE VIEW {name}_file AS SELECT {empty} LIMIT 0")
        return
    header, skip = _header(feed, name)
    if absent := [column for column in file.needed if column not in header]:
        raise feed.fault(f"{name}.txt saknar kolumnen {', '.join(absent)}")
    cleaned = _cleaned(feed, name)
    there = ", ".join(
        cleaned.get(column, column) if column in header else f"NULL::VARCHAR AS {column}" for column in columns
    )
    rows = _rows(feed.files[name], header, skip, is_forgiving=is_forgiving)
    feed.db.execute(f"CREATE OR REPLACE VIEW {name}_file AS SELECT {there} FROM {rows}")  # noqa: S608 - our own
    if is_forgiving:
        _check_whole(feed, name, rows)


def _cleaned(feed: Feed, name: str) -> dict[str, str]:
    """The columns that are cleaned as they are read: a small file's all, tidied, empty as NULL; else those joined by.

    Most calls have no space anywhere, and to look for one takes a tenth of the time that tidying all does.
    """
    if name in SMALL:
        file = FILES[name]
        return {column: f"nullif(tidy({column}), '') AS {column}" for column in (*file.needed, *file.optional)}
    return {column: f"tidy({column}) AS {column}" for column in IDS} if _has_space(feed.files[name]) else {}


def _has_space(path: Path) -> bool:
    with path.open("rb", buffering=0) as file:
        return any(b" " in part for part in iter(lambda: file.read(1 << 20), b""))


def _header(feed: Feed, name: str) -> tuple[list[str], int]:
    """The columns of a file, made distinct, and how many lines to skip before its rows."""
    try:
        with feed.files[name].open("rb") as file:
            start = file.read(HEADER_BYTES)
        text = start.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="ignore")
    except OSError:
        raise feed.fault(f"{name}.txt går inte att läsa") from None
    lines = re.split(r"\r\n|\n|\r", text)
    skip = next((number for number, line in enumerate(lines, 1) if line.strip()), 0)
    if not skip:
        raise feed.fault(f"{name}.txt är tom")
    try:
        cells = next(csv.reader([lines[skip - 1]], skipinitialspace=True))
    except (csv.Error, StopIteration):
        raise feed.fault(f"{name}.txt: rubrikraden går inte att läsa") from None
    names: list[str] = []
    for number, cell in enumerate(cells):
        plain = cell.strip().casefold()
        names.append(plain if plain.isidentifier() and plain not in names else f"column {number}")
    return names, skip


def _rows(path: Path, header: Sequence[str], skip: int, *, is_forgiving: bool) -> str:
    """The rows of a file as a table function; a forgiving one is all text, with a column for what should not be."""
    columns = [*header, "column more"] if is_forgiving else header
    types = {} if is_forgiving else NUMBERS
    typed = ", ".join(f"'{column}': '{types.get(column, 'VARCHAR')}'" for column in columns)
    extra = ", null_padding = true, strict_mode = false, parallel = false" if is_forgiving else ""
    quoted = storage.literal(path).replace("'", "''")
    return (
        f"read_csv('{quoted}', columns = {{{typed}}}, auto_detect = false, header = false, skip = {skip}, "
        f"delim = ',', quote = '\"', escape = '\"'{extra})"
    )


def _check_whole(feed: Feed, name: str, rows: str) -> None:
    """A forgiving reading must not swallow rows in an unclosed quotation, nor move values."""
    with feed.files[name].open("rb") as file:
        marks = sum(part.count(b'"') for part in iter(lambda: file.read(1 << 20), b""))
    if marks % 2:
        raise feed.fault(f"{name}.txt har ett citattecken som inte stängs; hämta filen igen")
    told_apart = rows.removesuffix(")") + ", nullstr = '\x01')"  # an empty field from one that is not there
    sql = f'SELECT count(*), count("column more"), max("column more") FROM {told_apart}'  # noqa: S608 - our own
    try:
        all_rows, longer, most = feed.db.execute(sql).fetchone() or (0, 0, None)
    except duckdb.Error as error:
        raise _unreadable(feed, name, error) from None
    if longer and (most or longer < all_rows):  # a comma that ends every row is a habit and moves nothing
        raise feed.fault(f"{name}.txt har rader med fler fält än kolumner; kommatecken i text ska stå i citattecken")


def _load(feed: Feed, name: str, file: File) -> None:
    """A small file as a table, rows without key left out (empty lines) and repeated keys dropped and counted."""
    known = " AND ".join(f"{column} IS NOT NULL" for column in file.key) or "true"
    feed.run(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM {name}_file WHERE {known}", name)  # noqa: S608 - our own names
    if file.key:
        _drop_repeated(feed, name, ", ".join(file.key))


def _drop_repeated(feed: Feed, name: str, keys: str) -> None:
    """Keeps the first row of each key. Whether there is anything to drop is asked first, since that is much cheaper."""
    distinct = feed.db.execute(f"SELECT count(DISTINCT hash({keys})) FROM {name}").fetchone()  # noqa: S608 - our own names
    before = _count(feed.db, name)
    if distinct == (before,):
        return
    feed.db.execute(
        f"DELETE FROM {name} WHERE rowid IN (SELECT rowid FROM (SELECT rowid, "  # noqa: S608 - our own names
        f"row_number() OVER (PARTITION BY {keys} ORDER BY rowid) AS copy FROM {name}) WHERE copy > 1)"
    )
    if dropped := before - _count(feed.db, name):
        feed.duplicates[name] = dropped


def _has_rows(feed: Feed, name: str) -> bool:
    if name in SMALL:
        return _count(feed.db, name) > 0
    _, skip = _header(feed, name)
    with feed.files[name].open(encoding="utf-8", errors="ignore") as file:  # a line may be as long as the file
        lines = iter(lambda: file.readline(HEADER_BYTES), "")
        return any(line.strip() for line in islice(lines, skip, None))


def _count(db: DuckDBPyConnection, table: str) -> int:
    row = db.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - our own names
    return int(row[0]) if row else 0


def _check_memory(feed: Feed, error: duckdb.Error) -> None:
    if isinstance(error, duckdb.OutOfMemoryException):
        raise feed.fault(FULL)


def _unreadable(feed: Feed, name: str, error: duckdb.Error) -> SourceError:
    """Says where, if DuckDB does, in our words."""
    text = str(error)
    where = f" (rad {found[1]})" if (found := _LINE.search(text)) else ""
    why = "inte i UTF-8" if "unicode" in text.casefold() or "utf-8" in text.casefold() else "inte läsbar som CSV"
    return feed.fault(f"{name}.txt är {why}{where}; hämta filen igen")
