"""One file of a data folder copied as it was at one moment, while others go on reading and writing."""

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from malkollen.errors import DataError

BLOCK = 1 << 20
SMALL = 16 * BLOCK
"""Bytes of a file that is read whole before it is written, and again if somebody wrote in it meanwhile."""
TRIES = 3
PATIENCE_SECONDS = 5.0
BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
Open = Callable[[], BinaryIO]


@dataclass(frozen=True)
class Print:
    """What is known of a file's content: fingerprint (SHA-256) and size."""

    sha256: str
    bytes: int


def copy(path: Path, opening: Open) -> tuple[Print, bool]:
    """Copies a file into what `opening` opens once the file is found to be readable.

    A database of SQLite is copied by SQLite, so that nothing half saved is in it; one that is spoilt, as it is.

    Returns:
        The fingerprint of what came, and whether it is sound, as far as its kind tells.

    Raises:
        FileNotFoundError: the file is gone.
        DataError: it cannot be read, is held by another, or changes all the time.
    """
    if path.suffix != ".sqlite":
        return _copy_plain(path, opening), True
    with tempfile.TemporaryDirectory(prefix="malkollen-") as name:
        copied = Path(name) / path.name
        is_sound = _is_copied_sound(path, copied)
        return _copy_plain(copied if is_sound else path, opening), is_sound


def _is_copied_sound(path: Path, target: Path) -> bool:
    """Copies a database; False where it is none or is spoilt."""
    try:
        _copy_by_sqlite(path, target)
        with closing(sqlite3.connect(target)) as db:
            return bool(db.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.Error as error:
        if not path.exists():
            raise FileNotFoundError(path) from None
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in BUSY:
            raise DataError(f"{path.name}: är upptagen av ett annat program; försök igen om en stund") from None
        return False


def _copy_by_sqlite(path: Path, target: Path) -> None:
    address = f"{path.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, timeout=PATIENCE_SECONDS)) as old:
        old.execute("BEGIN")
        old.execute(
            "SELECT count(*) FROM sqlite_master"
        ).fetchone()  # nobody writes from here on; waits at most so long
        with closing(sqlite3.connect(target)) as new:
            old.backup(new)


def _copy_plain(path: Path, opening: Open) -> Print:
    for _ in range(TRIES):
        with _reading(path) as file:
            before = os.fstat(file.fileno())
            if before.st_size > SMALL:
                return _stream(path, file, opening)
            content = b"".join(_blocks(path, file))
            after = os.fstat(file.fileno())
        if _state(before) == _state(after) and len(content) == before.st_size:
            with opening() as out:
                out.write(content)
            return Print(hashlib.sha256(content).hexdigest(), len(content))
    raise _moving(path)


def _stream(path: Path, file: BinaryIO, opening: Open) -> Print:
    before, digest, count = os.fstat(file.fileno()), hashlib.sha256(), 0
    with opening() as out:
        for block in _blocks(path, file):
            out.write(block)
            digest.update(block)
            count += len(block)
    if _state(before) != _state(os.fstat(file.fileno())) or count != before.st_size:
        raise _moving(path)
    return Print(digest.hexdigest(), count)


def _reading(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise
    except OSError:
        raise _unreadable(path) from None


def _blocks(path: Path, file: BinaryIO) -> Iterator[bytes]:
    try:
        while block := file.read(BLOCK):
            yield block
    except OSError:
        raise _unreadable(path) from None


def _state(found: os.stat_result) -> tuple[int, int]:
    return found.st_size, found.st_mtime_ns


def _unreadable(path: Path) -> DataError:
    return DataError(f"{path.name}: går inte att läsa i {path.parent}; kör som den som äger datamappen")


def _moving(path: Path) -> DataError:
    return DataError(f"{path.name}: ändras medan den kopieras; försök igen när ingen skriver i {path.parent}")
