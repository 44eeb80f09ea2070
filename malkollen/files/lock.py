"""Who writes in a folder: one at a time, and the lock goes with the process, however it ends."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from malkollen.errors import ConflictError

FILE_NAME = ".lock"


@contextmanager
def alone(folder: Path, busy: str, patience: float) -> Iterator[None]:
    """Holds the lock of a folder, so that what lies half made there is nobody's.

    Args:
        busy: what is said where somebody else holds it for more than `patience` seconds.

    Raises:
        ConflictError: somebody does. OSError: the folder cannot be written.
    """
    try:
        lock = sqlite3.connect(folder / FILE_NAME, timeout=patience, isolation_level=None)
    except sqlite3.Error as error:
        raise OSError(str(error)) from None
    with closing(lock):
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                raise ConflictError(busy) from None
            raise OSError(str(error)) from None
        yield
