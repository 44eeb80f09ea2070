"""Which verdicts an ingest changed: the same rules and the same registry on the old figures and on the new."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from duckdb import DuckDBPyConnection

from ingest.building import changes
from malkollen.database import storage
from malkollen.editions import snapshot
from malkollen.editions.snapshot import Labels
from malkollen.errors import MalkollenError, StorageError
from malkollen.registry import registry

KEPT_INGESTS = 50
OF_THE_INGEST = ("build", "changes", "verdict_changes", "fetches")
"""Tables that tell of an ingest, and differ after every one."""


def record(db: DuckDBPyConnection, old: Path | None, day: date) -> int:
    """Writes mart.verdict_changes for the home group, its municipalities and the groups; how many there are.

    Args:
        db: the database under way, with its marts filled, and what can be read of the one before attached as `old`.
        old: the database it will replace; None where it cannot be judged.
        day: decides which targets hold, for both.
    """
    _carry_on(db)
    if old is None:
        return 0
    try:
        with storage.reading(old) as before:
            if fingerprints(before) == fingerprints(db):
                return 0  # the same verdicts of the same figures: no need to judge all of them twice
            was = labels(before, day)
        now = labels(db, day)
    except StorageError:  # it was there a moment ago: the log is not to be lost for that
        raise
    except MalkollenError:  # no old database, or a registry at fault: figures are built all the same
        return 0
    changed = sorted(key for key in was.keys() | now.keys() if was.get(key, "") != now.get(key, ""))
    for key in changed:
        db.execute(
            "INSERT INTO mart.verdict_changes SELECT built_at, data_version, ?, ?, ?, ?, ?, ? FROM mart.build",
            [*key, was.get(key, ""), now.get(key, "")],
        )
    return len(changed)


def labels(db: DuckDBPyConnection, day: date) -> Labels:
    """The words of every judged verdict of a database."""
    return snapshot.take(db, registry.load(), day).labels


def fingerprints(db: DuckDBPyConnection, apart: Sequence[str] = OF_THE_INGEST) -> dict[str, tuple[int, int]]:
    """Rows and contents of every table that a verdict may be read from. apart: tables that are left out."""
    tables = db.execute(
        "SELECT DISTINCT table_name FROM information_schema.tables WHERE table_schema = 'mart' "
        "AND table_catalog NOT IN ('staged', 'old') AND NOT list_contains($own, table_name)",
        {"own": list(apart)},
    ).fetchall()
    fingerprints = {}
    for (table,) in tables:
        sql = f"SELECT count(*), coalesce(bit_xor(hash(contents)), 0) FROM mart.{table} AS contents"  # noqa: S608
        fingerprints[table] = db.execute(sql).fetchall()[0]
    return fingerprints


def _carry_on(db: DuckDBPyConnection) -> None:
    """Takes over what earlier ingests changed, the latest fifty."""
    if changes.has_old_log(db, "verdict_changes"):
        db.execute(
            """
            INSERT INTO mart.verdict_changes FROM old.mart.verdict_changes WHERE ingested_at IN (
              SELECT DISTINCT ingested_at FROM old.mart.verdict_changes ORDER BY ingested_at DESC LIMIT ?)
            """,
            [KEPT_INGESTS],
        )
