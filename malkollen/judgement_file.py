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

from malkollen import half_restored
from malkollen.errors import DataError, StorageError

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
LONGEST_ROW = 64_000  # bytes; what the screen takes is a third of it
LONGEST_HISTORY = 20_000_000  # signs
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
        yield db
        db.execute("COMMIT")


def is_new(db: sqlite3.Connection) -> bool:
    """Whether nothing has been kept in it yet."""
    return db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None


def rows(db: sqlite3.Connection, goal: str, path: Path) -> list[dict[str, Any]]:
    """The rows of a goal, newest first, each value of its column's kind; DataError where one is not."""
    if is_new(db):
        return []
    query = f"SELECT {', '.join(COLUMNS)} FROM judgements WHERE goal = ? ORDER BY id DESC"  # noqa: S608 - our own names
    found, signs = [], 0
    for values in db.execute(query, [goal]):
        row = dict(zip(COLUMNS, values, strict=True))
        signs += sum(len(str(value)) for value in values)
        if signs > LONGEST_HISTORY or not _is_ours(row):
            raise DataError(_broken(path))
        found.append(row)
    return found


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
