"""The database that a build replaces, attached as `old`: what is new is held against it as far as it can be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from duckdb import DuckDBPyConnection

from malkollen.database import damage, foreign, storage
from malkollen.errors import DataError, StorageError

LOGS = ("changes", "verdict_changes")
"""What earlier ingests changed: kept from ingest to ingest, and in no other file."""
Series = tuple[bool, str]
"""Whether it is of counts, and its name."""


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


def has(db: DuckDBPyConnection, sources: Sequence[str]) -> bool:
    """Whether what some carried sources have staged is what the old database has of them, to the digit.

    A series that it has from others alone, as where a live source has taken the carried one's place, stands where none
    of its figures is new. Counts that are made of rates are not known yet, and never stand.
    """
    made = "SELECT count(*) FROM staged.conversions WHERE list_contains($ids, source)"
    if db.execute(made, {"ids": list(sources)}).fetchone() != (0,):
        return False
    staged, shown = _contents(db, "staged", sources), _contents(db, "old.mart", sources)
    if any(staged.get(series) != content for series, content in shown.items()):
        return False
    return all(_is_filled(db, sources, *series) for series in staged.keys() - shown.keys())


def _contents(db: DuckDBPyConnection, schema: str, sources: Sequence[str]) -> dict[Series, tuple[object, ...]]:
    """What tells the figures of each series from any others: their number, and their rows' hashes, summed."""
    given = "value IS NOT NULL AND list_contains($ids, source) GROUP BY ALL"
    rows = db.execute(
        "SELECT true, measure, count(*), sum(hash((municipality_code, year, value, source))) "  # noqa: S608 - our own
        f"FROM {schema}.measures WHERE {given} UNION ALL "
        "SELECT false, series, count(*), sum(hash((area_id, year, value, source))) "
        f"FROM {schema}.published WHERE {given}",
        {"ids": list(sources)},
    ).fetchall()
    return {(is_count, name): tuple(content) for is_count, name, *content in rows}


def _is_filled(db: DuckDBPyConnection, sources: Sequence[str], is_count: bool, name: str) -> bool:
    """Whether every figure that the sources have of a series has one in the old database, whoever's it is."""
    table, area, column = (
        ("measures", "municipality_code", "measure") if is_count else ("published", "area_id", "series")
    )
    row = db.execute(
        f"SELECT count(*) FROM staged.{table} AS new ANTI JOIN "  # noqa: S608 - our own names
        f"(FROM old.mart.{table} WHERE {column} = $name AND value IS NOT NULL) AS old USING ({area}, year) "
        f"WHERE {column} = $name AND value IS NOT NULL AND list_contains($ids, source)",
        {"ids": list(sources), "name": name},
    ).fetchone()
    return row == (0,)
