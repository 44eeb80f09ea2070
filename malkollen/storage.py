"""The database as a product: rebuilt beside the old one, swapped in whole, attached read-only."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from malkollen import ROOT
from malkollen.errors import DataError

FILE_NAME = "malkollen.duckdb"
TABLES = frozenset(
    {"municipalities", "members", "places", "boundaries", "measures", "published", "sources", "build", "commuting",
     "changes", "verdict_changes", "fetches", "coverage", "timetables", "stop_supply", "access", "small_areas",
     "reach", "relations", "car_times"}
)  # fmt: skip
"""What this version reads; a database of an older one lacks some."""
HEADER_BYTES = 3 * 4096  # of a DuckDB file, before its blocks
HELD = ("Could not set lock", "used by another process")  # DuckDB's words where a file is open, by system


class OutdatedError(DataError):
    """A database that an older version built."""


def data_folder() -> Path:
    """The folder with figures/, reference/ and the database: data/, or where MALKOLLEN_DATA says."""
    return Path(os.environ.get("MALKOLLEN_DATA") or ROOT / "data")


def database() -> Path:
    """The database's file."""
    return data_folder() / FILE_NAME


def within(path: Path) -> str:
    """Where a file is, as a message says it: within the data folder ("raw/trafa/…"), otherwise its name.

    Messages reach pages too, and the server's own paths are nobody's business there.
    """
    folder = data_folder().absolute()
    found = path.absolute()
    return found.relative_to(folder).as_posix() if found.is_relative_to(folder) else path.name


@contextmanager
def rebuilding(path: Path) -> Iterator[DuckDBPyConnection]:
    """A connection to a new, empty database beside `path`; swapped in at the end, thrown away on any error.

    Raises:
        DataError: another build is under way, or the file cannot be written.
    """
    if not path.parent.is_dir():
        raise DataError(f"{path.name}: mappen {path.parent} finns inte; ange datamappen i MALKOLLEN_DATA")
    beside = path.with_name(f"{path.stem}.building{path.suffix}")
    cannot_write = f"{beside.name}: går inte att skriva i {path.parent}; är mappen skrivskyddad eller disken full?"
    try:
        _clear(beside)
        db = duckdb.connect(beside)
    except (OSError, duckdb.IOException):
        raise DataError(cannot_write) from None
    try:
        yield db
        db.execute("CHECKPOINT")
        db.close()
        _swap(beside, path)
    except duckdb.IOException:
        raise DataError(cannot_write) from None
    finally:
        db.close()
        beside.unlink(missing_ok=True)
        beside.with_name(beside.name + ".wal").unlink(missing_ok=True)


def _swap(beside: Path, path: Path) -> None:
    try:
        beside.replace(path)
    except OSError:
        raise DataError(f"{path.name}: filen är låst av ett annat program; stäng Målkollen och försök igen") from None


def _clear(beside: Path) -> None:
    """Removes what a killed build left; DataError if one is still running (DuckDB holds a lock on its file)."""
    try:
        if beside.exists():
            duckdb.connect(beside).close()
    except duckdb.IOException as error:
        if any(sign in str(error) for sign in HELD):
            raise DataError(f"{beside.name}: en annan inläsning pågår; vänta tills den är klar") from None
    except duckdb.Error:
        pass  # half a file: nobody holds it
    beside.unlink(missing_ok=True)
    beside.with_name(beside.name + ".wal").unlink(missing_ok=True)


def attach(path: Path) -> DuckDBPyConnection:
    """An in-memory connection whose schema mart shows the tables of the database, read-only.

    A running reader that attaches again sees a database that was swapped in meanwhile. Views are used because
    `USE` is not inherited by cursors.

    Raises:
        DataError: there is no database, or it is not one of ours.
    """
    if not path.exists():
        raise DataError(f"{path.name}: databasen finns inte; bygg den med 'malkollen ingest'")
    db = duckdb.connect()
    try:
        db.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS product (READ_ONLY)")
        _check_whole(db, path)
        tables = db.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_catalog = 'product'"
        ).fetchall()
        db.execute("CREATE SCHEMA mart")
        for (table,) in tables:
            db.execute(f"CREATE VIEW mart.{table} AS FROM product.mart.{table}")
        db.execute("FROM mart.build")
        _check_tables(path, {table for (table,) in tables})
    except (duckdb.Error, EOFError) as error:
        db.close()
        if any(sign in str(error) for sign in HELD):
            raise DataError(f"{path.name}: filen är låst av ett annat program; stäng det och försök igen") from None
        reason = " (filen är avkortad)" if isinstance(error, EOFError) else ""
        raise DataError(
            f"{path.name}: går inte att läsa som Målkollens databas; bygg om med 'malkollen ingest'{reason}"
        ) from None
    return db


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


def _check_whole(db: DuckDBPyConnection, path: Path) -> None:
    """EOFError where the file is shorter than its header says: DuckDB itself only notices at the missing block."""
    row = db.execute(
        "SELECT total_blocks * block_size FROM pragma_database_size() WHERE database_name = 'product'"
    ).fetchone()
    if row is None or path.stat().st_size < HEADER_BYTES + row[0]:
        raise EOFError


def fingerprint(path: Path) -> tuple[int, int, int]:
    """What changes when another database is swapped in: inode, size and time; zeros where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return (0, 0, 0)
    return (found.st_ino, found.st_size, found.st_mtime_ns)
