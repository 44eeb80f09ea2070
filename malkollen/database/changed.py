"""What the database says of itself: what each ingest changed, and how each source's figures came."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

CHANGE_WORDS = {"new": "nytt", "revised": "reviderat", "gone": "borta"}
STATE_WORDS = {
    "good": "läst utan fel",
    "held": "hålls tillbaka",
    "refused": "avvisad",
    "fetched": "inte läst än",
    "none": "aldrig hämtad",
    "carried": "inlagda för hand",
}

Before = dict[tuple[str, str, int], float]
"""What figures were before they were corrected, by measure or series, area and year."""


class Figure(NamedTuple):
    """A figure that changed: old is None where it is new, new where it is gone."""

    area: str
    year: int
    old: float | None
    new: float | None


@dataclass(frozen=True)
class Changed:
    """What one ingest changed in one measure or series.

    Attributes:
        ingested_at: UTC.
        kind: new, revised or gone.
        largest: the figure that changed most.
    """

    ingested_at: datetime
    data_version: str
    source: str
    name: str
    kind: str
    figures: int
    first_year: int
    last_year: int
    largest: Figure


class ChangedVerdict(NamedTuple):
    """A verdict that is another on the new figures: its words before and after; empty where there was none."""

    ingested_at: datetime
    data_version: str
    indicator: str
    area: str
    variant: str
    question: str
    old: str
    new: str


@dataclass(frozen=True)
class Fetched:
    """A source's newest fetch, the one that is shown, or its carried figures.

    Attributes:
        sources: the ids it feeds in the database; empty where it is not shown.
        state: good, held, refused, fetched, none or carried; reason: why it is not good.
        fetched_at, checked_at: UTC; when it was last found unchanged.
        sha256: the fingerprint of its file, or of the list of its files.
        help: what somebody must do before it can be fetched.
        failure: why it could not be asked in the last ingest.
        needs: "key" or "file", where somebody must give it; None also where the database is older and does not say.
        is_from_file: whether somebody gave the figures in a file; False too where the database is older.
    """

    module: str
    publisher: str
    sources: tuple[str, ...]
    state: str
    reason: str | None
    is_shown: bool
    fetched_at: datetime | None
    checked_at: datetime | None
    files: int | None
    size: int | None
    sha256: str | None
    help: str | None
    failure: str | None
    needs: str | None = None
    is_from_file: bool = False


def by_measure(db: DuckDBPyConnection) -> list[Changed]:
    """What each ingest changed, the latest first; an ingest that changed nothing has no line."""
    rows = _all(
        db,
        "changes",
        """
        SELECT ingested_at, data_version, source, name, kind, count(*), min(year), max(year),
               max_by({'area': area_id, 'year': year, 'old': old, 'new': new},
                      abs(coalesce(new, 0) - coalesce(old, 0)))
        FROM mart.changes GROUP BY ALL ORDER BY ingested_at DESC, source, name, kind
        """,
    )
    return [Changed(*row) for row in [(*row[:-1], Figure(**row[-1])) for row in rows]]


def figures(db: DuckDBPyConnection) -> list[dict[str, Any]]:
    """Every figure that changed, the latest ingest first."""
    columns = ("ingested_at", "data_version", "source", "name", "kind", "area", "year", "old", "new")
    rows = _all(
        db,
        "changes",
        """
        SELECT ingested_at, data_version, source, name, kind, area_id, year, old, new
        FROM mart.changes ORDER BY ingested_at DESC, source, name, kind, area_id, year
        """,
    )
    return [dict(zip(columns, row, strict=True)) for row in rows]


def before_corrected(db: DuckDBPyConnection, year: int) -> Before:
    """What each figure that ingests of a year have corrected was before, by measure or series, area and year."""
    query = f"""
        SELECT name, area_id, year, min_by(old, ingested_at) FROM mart.changes
        WHERE kind = 'revised' AND year(ingested_at) = {int(year)} GROUP BY ALL
        """  # noqa: S608 - a number
    return {(name, area, at): old for name, area, at, old in _all(db, "changes", query) if old is not None}


def verdicts(db: DuckDBPyConnection) -> list[ChangedVerdict]:
    """The verdicts each ingest changed, the latest ingest first."""
    query = "FROM mart.verdict_changes ORDER BY ingested_at DESC, indicator, area_id, variant, question"
    return [ChangedVerdict(*row) for row in _all(db, "verdict_changes", query)]


class ChangedFigure(NamedTuple):
    """A figure that the newest build changed: old is None where it is new, new where it is gone."""

    kind: str
    source: str
    name: str
    area: str
    year: int
    old: float | None
    new: float | None


def newest(db: DuckDBPyConnection) -> tuple[list[ChangedFigure], list[ChangedVerdict]]:
    """What the build that a database is of changed, those that changed most to what they were first."""
    own = "ingested_at = (SELECT built_at FROM mart.build)"
    figures = _all(
        db,
        "changes",
        f"""
        SELECT kind, source, name, area_id, year, old, new FROM mart.changes WHERE {own}
        ORDER BY abs(new - old) / nullif(abs(old), 0) DESC NULLS LAST, source, name, year DESC, area_id
        """,  # noqa: S608 - our own words
    )
    query = f"FROM mart.verdict_changes WHERE {own} ORDER BY indicator, area_id, variant, question"
    verdicts = [ChangedVerdict(*row) for row in _all(db, "verdict_changes", query)]
    return [ChangedFigure(*row) for row in figures], verdicts


def fetches(db: DuckDBPyConnection) -> list[Fetched]:
    """How every source's figures came, by publisher; what is shown last where the newest fetch is another."""
    query = "SELECT column_name FROM information_schema.columns WHERE table_name = 'fetches'"
    known = {name for (name,) in db.execute(query).fetchall()}
    query = f"""
        SELECT module, publisher, sources, state, reason, is_shown, fetched_at, checked_at, files, bytes, sha256, help,
               failure, {"needs" if "needs" in known else "NULL"},
               {"coalesce(is_from_file, false)" if "is_from_file" in known else "false"}
        FROM mart.fetches ORDER BY publisher, module, is_shown, sources
    """  # noqa: S608 - our own names
    rows = _all(db, "fetches", query)
    return [Fetched(module, publisher, tuple(fed), *rest) for module, publisher, fed, *rest in rows]


def _all(db: DuckDBPyConnection, table: str, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query; none where the database was built before the table was there."""
    known = "SELECT 1 FROM information_schema.tables WHERE table_schema = 'mart' AND table_name = ?"
    return db.execute(query).fetchall() if db.execute(known, [table]).fetchone() else []
