"""Which tables of a database cannot be read to the end: a block that is spoilt is only met where it is read."""

from contextlib import suppress
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from malkollen.database import foreign, storage


def damaged(path: Path) -> list[str]:
    """The tables of a database that cannot be read to the end, by name; a block is only looked at where it is read.

    Raises:
        DataError: the database cannot be opened at all. One of an older version can.
        StorageError: it is not known, for it cannot be opened or read to the end now.
    """
    with _opened(path) as db:
        names = sorted(storage.tables(db, path) - storage.VIEWS.keys())
        if all(_is_whole(db, name, path) for name in names):
            return []
    return [name for name in names if not _is_whole_alone(path, name)]


def _opened(path: Path) -> DuckDBPyConnection:
    """The database attached as `product`, also one of an older version."""
    with suppress(storage.OutdatedError):
        return storage.attach(path)
    db = storage.connect()
    storage.attach_as(db, path, "product")
    return db


def _is_whole_alone(path: Path, table: str) -> bool:
    with storage.connect() as db:  # its own: after some faults a connection answers nothing more
        storage.attach_as(db, path, "product")
        return _is_whole(db, table, path)


def _is_whole(db: DuckDBPyConnection, table: str, path: Path) -> bool:
    try:
        db.execute(f"SELECT bit_xor(hash(contents)) FROM product.mart.{table} AS contents").fetchall()  # noqa: S608
    except duckdb.Error as error:
        if shut := foreign.fault(path, error):
            raise shut from None
        return False
    return True
