"""The database that a build replaces, attached as `old`: what is new is held against it as far as it can be read."""

from dataclasses import dataclass
from pathlib import Path

from duckdb import DuckDBPyConnection

from malkollen.database import damage, foreign, storage
from malkollen.errors import DataError, StorageError

LOGS = ("changes", "verdict_changes")
"""What earlier ingests changed: kept from ingest to ingest, and in no other file."""


@dataclass(frozen=True)
class Before:
    """What could be read of the database before.

    Attributes:
        is_whole: every table of it; also where there was none.
        note: what is not done for want of it, or lay beside it, a Swedish line each; empty where all is as it should.
    """

    is_whole: bool
    note: str = ""


def attach(db: DuckDBPyConnection, path: Path) -> Before:
    """Attaches the database that is to be replaced as `old`; of a damaged one only the logs that can be read.

    A journal that another program has left is set aside first.

    Raises:
        StorageError: it cannot be opened now though it may be whole: nothing is to be built without it.
    """
    foreign.refuse_gone(path)
    aside = foreign.set_journal_aside(path)
    try:
        old = _attach(db, path)
    except StorageError:
        foreign.lay_journal_back(aside, path)
        raise
    note = (
        f"{path.name}.wal: ett annat programs ändringar i databasen räknas inte; de är kvar i {aside.name}"
        if aside
        else ""
    )
    return Before(old.is_whole, "\n".join(filter(None, [note, old.note])))


def _attach(db: DuckDBPyConnection, path: Path) -> Before:
    if not path.exists():
        return Before(is_whole=True)
    try:
        spoilt = set(damage.damaged(path))
    except StorageError:
        raise
    except DataError:
        return Before(is_whole=False, note=_note(path, []))
    if not spoilt:  # also of an older version: an upgrade is no reason to trust every figure
        storage.attach_as(db, path, "old")
        return Before(is_whole=True)
    _attach_logs(db, path, kept := [log for log in LOGS if log not in spoilt])
    return Before(is_whole=False, note=_note(path, kept))


def _attach_logs(db: DuckDBPyConnection, path: Path, logs: list[str]) -> None:
    db.execute("ATTACH ':memory:' AS old; CREATE SCHEMA old.mart")
    storage.attach_as(db, path, "damaged")
    for log in logs:
        db.execute(f"CREATE TABLE old.mart.{log} AS FROM damaged.mart.{log}")
    db.execute("DETACH damaged")


def _note(path: Path, kept: list[str]) -> str:
    log = "är kvar" if len(kept) == len(LOGS) else "är delvis kvar" if kept else "börjar om"
    return (
        f"{path.name}: den gamla databasen går inte att läsa hel; siffror som inte redan var godkända hölls tillbaka, "
        f"för de kunde inte hållas mot den, och loggen över ändringar {log}"
    )
