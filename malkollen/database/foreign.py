"""What other programs do to the database: they hold it open, or die and leave a journal of their own beside it.

DuckDB replays a journal (`.wal`) into whatever file has its name. A build checkpoints before it swaps, so that one
beside a finished database is never ours, and what is in it is no figure of ours.
"""

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from malkollen.errors import DataError, StorageError
from malkollen.files import disk

HELD = ("could not set lock", "used by another process", "unique file handle conflict")
"""DuckDB's words where a file is open, by system."""
SHUT = (*disk.WORDS, "permission denied", "access is denied", "too many open files")
"""Its words where the system will not let a file be opened or read to the end."""


def is_held(error: Exception) -> bool:
    """Whether an error says that another has the file open."""
    return any(sign in str(error).casefold() for sign in HELD)


def fault(path: Path, error: Exception) -> StorageError | None:
    """Why a database cannot be read now though nothing need be wrong with it; None where its content is at fault."""
    if is_held(error):
        return StorageError(f"{path.name}: filen är låst av ett annat program; stäng det och försök igen")
    is_shut = any(word in str(error).casefold() for word in SHUT) or not os.access(path, os.R_OK)
    if is_shut or isinstance(error, duckdb.OutOfMemoryException):
        return StorageError(
            f"{path.name}: filen går inte att öppna eller läsa till slutet; kör som den som äger den, och se efter "
            "att disken svarar och att minnet räcker"
        )
    return None


def refuse_gone(path: Path) -> None:
    """StorageError where the database is a link to what is not there: that disk may come back, with all it knows."""
    if path.is_symlink() and not path.exists():
        raise StorageError(f"{path.name}: länken leder till en fil som inte finns; är disken som den ligger på borta?")


def refuse_name(path: Path) -> None:
    """DataError where DuckDB would take a part of the path for settings, and write its journal somewhere else."""
    if "?" in os.path.realpath(path):
        raise DataError(f"{path.name}: går inte att skriva i en mapp vars sökväg har ett frågetecken; döp om mappen")


def journal(path: Path) -> Path:
    """Where DuckDB looks for the journal of a database."""
    return path.with_name(f"{path.name}.wal")


def refuse_journal(path: Path) -> None:
    """DataError where something lies there: also a pipe, whose writer DuckDB would wait for."""
    if os.path.lexists(journal(path)):
        raise DataError(
            f"{journal(path).name}: ändringar som ett annat program har lämnat bredvid databasen; stäng det programmet "
            "och kör 'malkollen ingest --offline', som lägger filen åt sidan"
        )


def set_journal_aside(path: Path) -> Path | None:
    """Gives a journal another name, so that it is part of no database and yet not lost; None where there is none.

    Raises:
        StorageError: nobody may rename it.
    """
    if not os.path.lexists(journal(path)):
        return None
    aside = journal(path).with_name(f"{journal(path).name}.aside-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}")
    try:
        return journal(path).rename(aside)
    except OSError:
        raise StorageError(
            f"{journal(path).name}: går inte att lägga åt sidan; kör som den som äger datamappen"
        ) from None


def lay_journal_back(aside: Path | None, path: Path) -> None:
    """Undoes `set_journal_aside`, for the program that still has the database open."""
    if aside and not os.path.lexists(journal(path)):
        with suppress(OSError):
            aside.rename(journal(path))
