"""The database as a product: rebuilt beside the old one, swapped in whole, attached read-only."""

import errno
import glob
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from malkollen import ROOT
from malkollen.database import foreign, numbers
from malkollen.errors import DataError, StorageError
from malkollen.files import disk

FILE_NAME = "malkollen.duckdb"
TABLES = frozenset(
    {"municipalities", "members", "places", "boundaries", "measures", "published", "sources", "build", "commuting",
     "changes", "verdict_changes", "fetches", "coverage", "timetables", "stop_supply", "access", "small_areas",
     "reach", "relations", "car_times", "streets"}
)  # fmt: skip
"""What this version reads; a database of an older one lacks some."""
HEADER_BYTES = 3 * 4096  # of a DuckDB file, before its blocks
CLOSED: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False, "autoload_known_extensions": False, "allow_community_extensions": False,
}  # fmt: skip
"""DuckDB would else fetch an extension when it meets an address."""
QUIET = "SET enable_progress_bar = false"
"""DuckDB would else, after two seconds, write a bar in among the rows that a command gives another program."""
VIEWS = {"coverage": "SELECT source, measure, year, count(value) AS municipalities FROM mart.measures GROUP BY ALL"}
"""What a build's views say. Those in a file are never asked: who made it may have made them of anything."""
DAMAGED = ("corrupt", "checksum", "could not read enough bytes")  # DuckDB's words where a block is not what was written


class OutdatedError(DataError):
    """A database that an older version built."""


def data_folder() -> Path:
    """The folder with figures/, reference/ and the database: data/, or where MALKOLLEN_DATA says."""
    return Path(os.environ.get("MALKOLLEN_DATA") or ROOT / "data")


def database() -> Path:
    """The database's file."""
    return data_folder() / FILE_NAME


def connect(path: Path | None = None) -> DuckDBPyConnection:
    """A connection to a database, or to one in memory, that fetches nothing by itself and prints nothing.

    Raises:
        duckdb.Error: it cannot be opened.
    """
    return duckdb.connect(path or ":memory:", config=CLOSED).execute(QUIET)


def literal(path: Path) -> str:
    """A path as DuckDB's readers take it: brackets and stars in a folder's name mean nothing but themselves."""
    return glob.escape(str(path))


def within(path: Path) -> str:
    """Where a file is, as a message says it: within the data folder ("raw/trafa/…"), otherwise its name.

    Messages reach pages too, and the server's own paths are nobody's business there.
    """
    folder = data_folder().absolute()
    found = path.absolute()
    return found.relative_to(folder).as_posix() if found.is_relative_to(folder) else path.name


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """For writing a file or folder: StorageError, in a line that begins with where it lies, where that cannot be."""
    try:
        yield
    except OSError:
        raise StorageError(f"{within(path)}: går inte att skriva; är disken full eller skrivskyddad?") from None


@contextmanager
def rebuilding(path: Path) -> Iterator[DuckDBPyConnection]:
    """A connection to a new, empty database beside `path`; swapped in at the end, thrown away on any error.

    Raises:
        DataError: another build is under way. StorageError: the file cannot be written.
    """
    foreign.refuse_gone(path)
    foreign.refuse_name(path)
    path = Path(os.path.realpath(path))  # a link to another disk stays, and what it leads to is replaced
    if not path.parent.is_dir():
        raise DataError(f"{path.name}: mappen {path.parent} finns inte; ange datamappen i MALKOLLEN_DATA")
    beside = path.with_name(f"{path.stem}.building{path.suffix}")
    cannot_write = f"{beside.name}: går inte att skriva i {path.parent}; är mappen skrivskyddad eller disken full?"
    _refuse_another(beside)
    try:
        sweep(path)
        db = connect(beside)
    except (OSError, duckdb.Error) as error:
        _refuse_held(beside, error)
        sweep(path)
        raise StorageError(cannot_write) from None
    try:
        yield db
        db.execute("CHECKPOINT")
        db.close()
        _swap(beside, path)
    except (OSError, duckdb.Error) as error:
        if disk.is_fault(error) or isinstance(error, (duckdb.IOException, duckdb.InternalException)):
            raise StorageError(cannot_write) from None
        raise
    finally:
        with suppress(duckdb.Error):  # one that could not be written has closed itself
            db.close()
        sweep(path)


def _swap(beside: Path, path: Path) -> None:
    try:
        with beside.open("rb+") as file:  # what is swapped in is on the disk, also where the power goes now
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS):
            raise
        raise DataError(f"{path.name}: filen är låst av ett annat program; stäng Målkollen och försök igen") from None


def sweep(path: Path) -> None:
    """Removes what a build that was killed or found no room left beside the database: nobody may be building."""
    beside = path.with_name(f"{path.stem}.building{path.suffix}")
    with suppress(OSError):  # what cannot be removed hinders the next build, which says so
        for left in (beside, beside.with_name(f"{beside.name}.wal")):
            left.unlink(missing_ok=True)
    shutil.rmtree(beside.with_name(f"{beside.name}.tmp"), ignore_errors=True)  # what DuckDB has no memory for


def _refuse_another(beside: Path) -> None:
    """DataError if another build is still running: DuckDB holds a lock on its file."""
    try:
        if beside.is_file():
            connect(beside).close()
    except (OSError, duckdb.Error) as error:  # half a file, or no room to read it: nobody holds it
        _refuse_held(beside, error)


def _refuse_held(beside: Path, error: Exception) -> None:
    if foreign.is_held(error):
        raise DataError(f"{beside.name}: en annan inläsning pågår; vänta tills den är klar") from None


def attach(path: Path) -> DuckDBPyConnection:
    """An in-memory connection whose schema mart shows the tables of the database, read-only.

    A running reader that attaches again sees a database that was swapped in meanwhile. Views are used because
    `USE` is not inherited by cursors.

    Raises:
        DataError: there is no database, or it is not one of ours. StorageError: it cannot be opened now.
    """
    if not path.exists():
        foreign.refuse_gone(path)
        raise DataError(f"{path.name}: databasen finns inte; bygg den med 'malkollen ingest'")
    if not path.is_file():  # to open a pipe is to wait for its writer
        raise _unreadable(path, " (är ingen vanlig fil)")
    db = connect()
    try:
        attach_as(db, path, "product")
        db.execute("SET enable_external_access = false")  # what the database holds can open no other file
        db.execute("SET lock_configuration = true")
        check_whole(db, path)
        held = tables(db, path)
        db.execute("CREATE SCHEMA mart")
        for table in sorted(held - VIEWS.keys()):
            db.execute(f"CREATE VIEW mart.{table} AS FROM product.mart.{table}")
        for view in sorted(held & VIEWS.keys()):
            db.execute(f"CREATE VIEW mart.{view} AS {VIEWS[view]}")
        db.execute("FROM mart.build")
        _check_tables(path, held)
    except DataError:
        db.close()
        raise
    except (duckdb.Error, EOFError) as error:
        db.close()
        if shut := foreign.fault(path, error):
            raise shut from None
        reason = " (filen är avkortad)" if isinstance(error, EOFError) else ""
        raise _unreadable(path, reason) from None
    return db


@contextmanager
def reading(path: Path) -> Iterator[DuckDBPyConnection]:
    """`attach`, closed at the end; a damaged block that only a query meets is told as a file that cannot be opened.

    Raises:
        DataError: there is no database, it is not one of ours, or a part of it is damaged.
    """
    with attach(path) as db:
        try:
            numbers.refuse_others(db, path)
            yield db
        except duckdb.Error as error:
            if shut := foreign.fault(path, error):
                raise shut from None
            if any(sign in str(error).casefold() for sign in DAMAGED):
                raise _unreadable(path, " (filen är skadad)") from None
            raise


def _unreadable(path: Path, reason: str = "") -> DataError:
    return DataError(f"{path.name}: går inte att läsa som Målkollens databas; bygg om med 'malkollen ingest'{reason}")


def attach_as(db: DuckDBPyConnection, path: Path, name: str) -> None:
    """Attaches a database read-only under a name of ours; duckdb.Error where it is no DuckDB file.

    Raises:
        DataError: another program has left a journal beside it.
    """
    foreign.refuse_journal(path)
    quoted = str(path).replace("'", "''")
    db.execute(f"ATTACH '{quoted}' AS {name} (READ_ONLY, TYPE duckdb)")


def tables(db: DuckDBPyConnection, path: Path) -> set[str]:
    """The tables and views of an attached database by name.

    Raises:
        DataError: one is what Målkollen never makes: a name, a view, or a column that is computed when it is read.
    """
    rows = db.execute(
        "SELECT table_name, schema_name = 'mart' AND regexp_full_match(table_name, '[a-z_]+') "
        "AND NOT regexp_matches(sql, 'GENERATED', 'i') FROM duckdb_tables() WHERE database_name = 'product' UNION ALL "
        "SELECT table_name, data_type = 'DOUBLE' FROM duckdb_columns() WHERE database_name = 'product' "
        "AND list_contains($figures, table_name) AND column_name = 'value' UNION ALL "
        "SELECT view_name, schema_name = 'mart' AND list_contains($views, view_name) FROM duckdb_views() "
        "WHERE database_name = 'product' AND NOT internal",
        {"views": list(VIEWS), "figures": list(numbers.FIGURES)},
    ).fetchall()
    if any(not is_ours for _, is_ours in rows):
        raise DataError(f"{path.name}: är inte en databas som Målkollen har byggt; bygg om med 'malkollen ingest'")
    return {table for table, _ in rows}


def is_outdated(path: Path) -> bool:
    """Whether a database was built by an older version, so that it lacks what this one reads."""
    try:
        attach(path).close()
    except OutdatedError:
        return True
    except DataError:
        return False  # whoever reads it says why
    return False


def _check_tables(path: Path, found: set[str]) -> None:
    """OutdatedError where a finished database lacks a table that this version reads."""
    if "municipalities" in found and (missing := sorted(TABLES - found)):
        raise OutdatedError(
            f"{path.name}: byggd av en äldre version (saknar {missing[0]}); bygg om med 'malkollen ingest --offline'"
        )


def check_whole(db: DuckDBPyConnection, path: Path) -> None:
    """EOFError where the file is shorter than its header says: DuckDB itself only notices at the missing block."""
    row = db.execute(
        "SELECT total_blocks * block_size FROM pragma_database_size() WHERE database_name = 'product'"
    ).fetchone()
    if row is None or path.stat().st_size < HEADER_BYTES + row[0]:
        raise EOFError


def fingerprint(path: Path) -> tuple[int, int, int]:
    """What changes when another database is swapped in: inode, size and time; zeros where there is none to be read."""
    try:
        found = path.stat()
    except OSError:  # none, or a link that leads round and round; whoever opens it says so
        return (0, 0, 0)
    return (found.st_ino, found.st_size, found.st_mtime_ns)
