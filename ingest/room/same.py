"""Whether two databases say the same: then there is nothing to say yes or no to."""

from pathlib import Path

from duckdb import DuckDBPyConnection

from ingest.building import verdicts
from malkollen.database import changed, storage
from malkollen.errors import MalkollenError

WHEN_READ = "retrieved, retrieved_through"
"""Of a source, what is another each time it is read."""


def says_the_same(one: Path, other: Path) -> bool:
    """Whether every figure, timetable and map is the same, and how each source stands; not where one cannot be read."""
    try:
        return _told(one) == _told(other)
    except MalkollenError:
        return False


def _told(path: Path) -> tuple[object, ...]:
    with storage.reading(path) as db:
        contents = verdicts.fingerprints(db, apart=(*verdicts.OF_THE_INGEST, "sources"))
        how = sorted((one.module, one.is_shown, one.state, one.failure or "") for one in changed.fetches(db))
        return contents, how, _sources(db)


def _sources(db: DuckDBPyConnection) -> list[tuple[object, ...]]:
    return db.execute(f"SELECT * EXCLUDE ({WHEN_READ}) FROM mart.sources ORDER BY source").fetchall()  # noqa: S608
