"""The lock of data/raw: whoever brings figures in holds it, and whoever answers what was brought in."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from malkollen.errors import DataError, StorageError


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Only one ingest at a time writes in data/raw; the lock goes with the process, however it ends."""
    folder = data / "raw"
    if not data.is_dir():
        raise DataError("datamappen finns inte; ange den i MALKOLLEN_DATA")
    try:
        folder.mkdir(exist_ok=True)
        lock = sqlite3.connect(folder / ".lock", timeout=0, isolation_level=None)
    except (OSError, sqlite3.Error):
        raise StorageError(f"{folder.name}: går inte att skriva; är disken full eller skrivskyddad?") from None
    with closing(lock):
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise DataError(f"{folder.name}: en annan inläsning pågår; vänta tills den är klar") from None
            raise StorageError(f"{folder.name}: går inte att skriva; är disken full eller skrivskyddad?") from None
        yield
