"""The file of judgements as SQLite holds it: opened within limits, refused where it is not as this program makes it.

Another program may have written in it, or put something else in its place: a view that never ends, a trigger, a row of
a gigabyte, a folder. What is read is bounded in time and size, and every value has the kind that its column has.
"""

import os
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Literal

from malkollen.errors import DataError, StorageError
from malkollen.files import half_restored

TEXTS = (
    "proposal", "data_version", "registry_version", "method_version", "goal", "programme", "label", "reason", "who",
    "meeting", "day", "recorded_at",
)  # fmt: skip
COLUMNS = (*TEXTS, "id", "withdraws")
SCHEMA = (
    """CREATE TABLE judgements (
        proposal TEXT NOT NULL,
        data_version TEXT NOT NULL,
        registry_version TEXT NOT NULL,
        method_version TEXT NOT NULL,
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        goal TEXT NOT NULL,
        programme TEXT NOT NULL,
        label TEXT NOT NULL,
        reason TEXT NOT NULL,
        who TEXT NOT NULL,
        meeting TEXT NOT NULL,
        day TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        withdraws INTEGER REFERENCES judgements (id)
    )""",
    "CREATE TRIGGER never_changed BEFORE UPDATE ON judgements BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    "CREATE TRIGGER never_removed BEFORE DELETE ON judgements BEGIN SELECT RAISE(ABORT, 'append-only'); END",
)
LARGEST_FILE = 200_000_000  # bytes: every meeting of a thousand years
FULL_FILE = LARGEST_FILE // 4  # bytes from which nothing is added but undoings without a reason: those always have room
LARGEST_ID = 2**53  # the number of no row that was ever saved here
LONGEST_ROW = 64_000  # bytes; what the screen takes is a third of it
LONGEST_HISTORY = 20_000_000  # signs of a goal that are read
FULL_HISTORY = LONGEST_HISTORY // 2  # signs of a goal, as FULL_FILE
STANDING = """goal = ? AND withdraws IS NULL AND id NOT IN
    (SELECT withdraws FROM judgements WHERE goal = ? AND withdraws IS NOT NULL) ORDER BY id DESC LIMIT 1"""
WORKING_SECONDS = 3.0  # of SQLite's own work, besides waiting for others
STEPS = 10_000  # of SQLite's machine, between looks at the clock

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_CLOSED = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR,
           sqlite3.SQLITE_PERM)  # fmt: skip


def is_there(path: Path) -> bool:
    """Whether there is a file; DataError where something else has its place, StorageError where nobody may look."""
    try:
        for beside in ("-journal", "-wal", "-shm"):  # SQLite would wait for the writer of a pipe
            _refuse_other(path, path.with_name(path.name + beside))
        return _refuse_other(path, path)
    except OSError:
        raise StorageError(_closed(path)) from None


def _refuse_other(path: Path, part: Path) -> bool:
    if not os.path.lexists(part):
        return False
    if not part.is_file():
        raise DataError(
            f"{part.name}: är ingen vanlig fil; ta bort det som ligger där och lägg tillbaka {path.name} från "
            "säkerhetskopian"
        )
    if part.stat().st_size > LARGEST_FILE:
        raise DataError(_broken(path))
    return True


@contextmanager
def opened(path: Path, mode: Literal["ro", "rw", "rwc"], patience: float) -> Iterator[sqlite3.Connection]:
    """A connection within limits to a file that is this program's, or new.

    Args:
        patience: seconds to wait for another who writes.

    Raises:
        DataError: the file is not ours, broken or held by another. StorageError: it cannot be opened or written.
    """
    address = f"{path.absolute().as_uri()}?mode={mode}"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None)) as db:
            _bound(db, patience)
            _refuse_foreign(db, path)
            yield db
    except sqlite3.Error as error:
        raise _fault(path, error) from None


@contextmanager
def writing(path: Path, patience: float) -> Iterator[sqlite3.Connection]:
    """A transaction that nobody else can write beside; all of it is kept, or on any error nothing."""
    half_restored.refuse(path.parent)
    with opened(path, "rwc", patience) as db:
        db.execute("BEGIN IMMEDIATE")
        if is_new(db):
            for statement in SCHEMA:
                db.execute(statement)
        _refuse_last(db, path)
        yield db
        db.execute("COMMIT")


def is_new(db: sqlite3.Connection) -> bool:
    """Whether nothing has been kept in it yet."""
    return db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None


def rows(db: sqlite3.Connection, goal: str, path: Path) -> tuple[list[dict[str, Any]], int]:
    """The newest rows of a goal that there is room for, newest first, and how many older there are.

    The judgement that stands is always among them, last where it is older. Each value is of its column's kind;
    DataError where one is not.
    """
    if is_new(db):
        return [], 0
    found, signs = [], 0
    for row in _read(db, "goal = ? ORDER BY id DESC", [goal], path):
        signs += sum(len(str(value)) for value in row.values())
        if signs > LONGEST_HISTORY:
            break
        found.append(row)
    (count,) = db.execute("SELECT count(*) FROM judgements WHERE goal = ?", [goal]).fetchone()
    if count > len(found):
        found += [row for row in _read(db, STANDING, [goal, goal], path) if row not in found]
    return found, count - len(found)


def _read(db: sqlite3.Connection, which: str, values: list[str], path: Path) -> Iterator[dict[str, Any]]:
    for found in db.execute(f"SELECT {', '.join(COLUMNS)} FROM judgements WHERE {which}", values):  # noqa: S608 - ours
        row = dict(zip(COLUMNS, found, strict=True))
        if not _is_ours(row):
            raise DataError(_broken(path))
        yield row


def is_full(db: sqlite3.Connection, goal: str) -> bool:
    """Whether so much is kept, of the goal or in all, that only undoings have room."""
    signs = " + ".join(f"length({name})" for name in TEXTS)
    query = f"SELECT coalesce(sum({signs}), 0) FROM judgements WHERE goal = ?"  # noqa: S608 - our own names
    (pages,), (size,) = db.execute("PRAGMA page_count").fetchone(), db.execute("PRAGMA page_size").fetchone()
    return bool(db.execute(query, [goal]).fetchone()[0] > FULL_HISTORY or pages * size > FULL_FILE)


def add(db: sqlite3.Connection, values: Mapping[str, object]) -> int:
    """Adds a row; the number that the file gave it."""
    query = f"INSERT INTO judgements ({', '.join(COLUMNS)}) VALUES ({', '.join(f':{c}' for c in COLUMNS)})"  # noqa: S608
    return db.execute(query, {**values, "id": None}).lastrowid or 0


def copy(source: Path, target: Path) -> None:
    """A whole copy, also while somebody writes: SQLite's own.

    Raises:
        DataError: the file cannot be read. StorageError: the copy cannot be written.
    """
    with opened(source, "ro", WORKING_SECONDS) as old:
        try:
            with closing(sqlite3.connect(target)) as new:
                old.backup(new)
        except sqlite3.Error as error:
            raise _fault(source, error) from None


def broken(path: Path) -> DataError:
    """The file as it is cannot be read."""
    return DataError(_broken(path))


def _bound(db: sqlite3.Connection, patience: float) -> None:
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_ROW)
    db.execute("PRAGMA trusted_schema = OFF")
    end = time.monotonic() + patience + WORKING_SECONDS
    db.set_progress_handler(lambda: time.monotonic() > end, STEPS)


def _refuse_foreign(db: sqlite3.Connection, path: Path) -> None:
    """DataError where there is anything that this program did not make; an index changes nothing."""
    for kind, name, made in db.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    ):
        is_table = (kind, name) == ("table", "judgements") and str(made).upper().startswith("CREATE TABLE")
        if not (is_table or kind == "index" or (kind == "trigger" and made in SCHEMA)):
            raise DataError(_broken(path))


def _refuse_last(db: sqlite3.Connection, path: Path) -> None:
    """DataError where a row has so great a number that SQLite would soon find none after it, and call the disk full."""
    (last,) = db.execute("SELECT max(id) FROM judgements").fetchone()
    if last is not None and last > LARGEST_ID:
        raise DataError(_broken(path))


def _is_ours(row: Mapping[str, object]) -> bool:
    numbers = isinstance(row["id"], int) and (row["withdraws"] is None or isinstance(row["withdraws"], int))
    return numbers and all(isinstance(row[column], str) for column in TEXTS)


def _fault(path: Path, error: sqlite3.Error) -> DataError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest of the code is detail
    if code in _BUSY:
        return DataError(f"{path.name}: filen är upptagen av någon annan; vänta en stund och försök igen")
    return StorageError(_closed(path)) if code in _CLOSED else DataError(_broken(path))


def _closed(path: Path) -> str:
    return f"{path.name}: går inte att öppna eller skriva i dess mapp; är den skrivskyddad eller disken full?"


def _broken(path: Path) -> str:
    return f"{path.name}: går inte att läsa som Målkollens bedömningar; lägg tillbaka den från säkerhetskopian"
