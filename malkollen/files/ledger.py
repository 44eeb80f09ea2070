"""A file of rows that only grows, as SQLite holds it: opened within limits, refused where it is not as we make it.

Another program may have written in it, or put something else in its place: a view that never ends, a trigger, a row of
a gigabyte, a folder. What is read is bounded in time and size.
"""

import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from malkollen.errors import DataError, StorageError
from malkollen.files import half_restored

LARGEST_FILE = 200_000_000  # bytes: every meeting of a thousand years
LARGEST_ID = 2**53  # the number of no row that was ever saved here
LONGEST_ROW = 64_000  # bytes; what the screen takes is a third of it
WORKING_SECONDS = 3.0  # of SQLite's own work, besides waiting for others
STEPS = 10_000  # of SQLite's machine, between looks at the clock

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_CLOSED = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR,
           sqlite3.SQLITE_PERM)  # fmt: skip


def only_grows(table: str) -> tuple[str, str]:
    """The triggers that let no row of a table be changed or removed."""
    return (
        f"CREATE TRIGGER never_changed BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'append-only'); END",
        f"CREATE TRIGGER never_removed BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    )


@dataclass(frozen=True)
class Ledger:
    """A kind of such a file: one table, whose rows are numbered by `id`.

    Attributes:
        schema: the statements that make it.
        contents: what a message calls that which is in it.
    """

    table: str
    schema: tuple[str, ...]
    contents: str

    def is_there(self, path: Path) -> bool:
        """Whether there is a file; DataError where something else has its place, StorageError where nobody may look."""
        try:
            for beside in ("-journal", "-wal", "-shm"):  # SQLite would wait for the writer of a pipe
                self._refuse_other(path, path.with_name(path.name + beside))
            return self._refuse_other(path, path)
        except OSError:
            raise StorageError(_closed(path)) from None

    def _refuse_other(self, path: Path, part: Path) -> bool:
        """Whether `part` is there; looked at once, since another who writes makes and removes what lies beside it."""
        try:
            status = part.stat()
        except FileNotFoundError:
            if not part.is_symlink():
                return False
            raise _no_file(path, part) from None
        if not stat.S_ISREG(status.st_mode):
            raise _no_file(path, part)
        if status.st_size > LARGEST_FILE:
            raise self.broken(path)
        return True

    @contextmanager
    def opened(self, path: Path, mode: Literal["ro", "rw", "rwc"], patience: float) -> Iterator[sqlite3.Connection]:
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
                self._refuse_foreign(db, path)
                yield db
        except sqlite3.Error as error:
            raise self._fault(path, error) from None

    @contextmanager
    def writing(self, path: Path, patience: float) -> Iterator[sqlite3.Connection]:
        """A transaction that nobody else can write beside; all of it is kept, or on any error nothing."""
        half_restored.refuse(path.parent)
        with self.opened(path, "rwc", patience) as db:
            db.execute("BEGIN IMMEDIATE")
            if is_new(db):
                for statement in self.schema:
                    db.execute(statement)
            self._refuse_last(db, path)
            yield db
            db.execute("COMMIT")

    def copy(self, source: Path, target: Path) -> None:
        """A whole copy, also while somebody writes: SQLite's own.

        Raises:
            DataError: the file cannot be read. StorageError: the copy cannot be written.
        """
        with self.opened(source, "ro", WORKING_SECONDS) as old:
            try:
                with closing(sqlite3.connect(target)) as new:
                    old.backup(new)
            except sqlite3.Error as error:
                raise self._fault(source, error) from None

    def broken(self, path: Path) -> DataError:
        """The file as it is cannot be read."""
        return DataError(f"{path.name}: går inte att läsa som {self.contents}; lägg tillbaka den från säkerhetskopian")

    def _refuse_foreign(self, db: sqlite3.Connection, path: Path) -> None:
        """DataError where there is anything that this program did not make; an index changes nothing."""
        for kind, name, sql in db.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        ):
            is_table = (kind, name) == ("table", self.table) and str(sql).upper().startswith("CREATE TABLE")
            if not (is_table or kind == "index" or (kind == "trigger" and sql in self.schema)):
                raise self.broken(path)

    def _refuse_last(self, db: sqlite3.Connection, path: Path) -> None:
        """DataError where a row has so great a number that SQLite would soon find none after it: called a full disk."""
        (last,) = db.execute(f"SELECT max(id) FROM {self.table}").fetchone()  # noqa: S608 - our own name
        if last is not None and last > LARGEST_ID:
            raise self.broken(path)

    def _fault(self, path: Path, error: sqlite3.Error) -> DataError:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest of the code is detail
        if code in _BUSY:
            return DataError(f"{path.name}: filen är upptagen av någon annan; vänta en stund och försök igen")
        return StorageError(_closed(path)) if code in _CLOSED else self.broken(path)


def is_new(db: sqlite3.Connection) -> bool:
    """Whether nothing has been kept in it yet."""
    return db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None


def _bound(db: sqlite3.Connection, patience: float) -> None:
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_ROW)
    db.execute("PRAGMA trusted_schema = OFF")
    end = time.monotonic() + patience + WORKING_SECONDS
    db.set_progress_handler(lambda: time.monotonic() > end, STEPS)


def _no_file(path: Path, part: Path) -> DataError:
    return DataError(
        f"{part.name}: är ingen vanlig fil; ta bort det som ligger där och lägg tillbaka {path.name} från "
        "säkerhetskopian"
    )


def _closed(path: Path) -> str:
    return f"{path.name}: går inte att öppna eller skriva i dess mapp; är den skrivskyddad eller disken full?"
