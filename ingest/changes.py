"""What an ingest changed: figures that are new, revised or gone since the database before, kept in the new one."""

from dataclasses import dataclass
from pathlib import Path

from duckdb import DuckDBPyConnection

SQL = Path(__file__).parent / "changes.sql"
KIND_WORDS = {"new": "nytt", "revised": "reviderat", "gone": "borta"}
KEPT_INGESTS = 50
"""How many ingests' changes are carried on; older ones are dropped, so that the file does not grow for ever."""


@dataclass(frozen=True)
class Change:
    """How many figures of a measure changed in an ingest, in which years.

    Attributes:
        kind: new, revised or gone.
    """

    kind: str
    source: str
    name: str
    figures: int
    first_year: int
    last_year: int

    def line(self) -> str:
        """The change in one Swedish line."""
        years = f"{self.first_year}" if self.first_year == self.last_year else f"{self.first_year}–{self.last_year}"
        return f"{KIND_WORDS[self.kind]}: {self.name}, {self.figures} uppgifter, {years} ({self.source})"


def record(db: DuckDBPyConnection) -> list[Change]:
    """Writes mart.changes against the database attached as `old`; nothing is new where there was none."""
    if not _has_old(db, "measures"):
        return []
    if _has_old(db, "changes"):
        db.execute(
            """
            INSERT INTO mart.changes FROM old.mart.changes WHERE ingested_at IN (
              SELECT DISTINCT ingested_at FROM old.mart.changes ORDER BY ingested_at DESC LIMIT ?)
            """,
            [KEPT_INGESTS],
        )
    db.execute(SQL.read_text(encoding="utf-8"))
    rows = db.execute(
        """
        SELECT kind, source, name, count(*), min(year), max(year) FROM mart.changes
        WHERE ingested_at = (SELECT built_at FROM mart.build) GROUP BY ALL ORDER BY source, name, kind
        """
    ).fetchall()
    return [Change(*row) for row in rows]


def _has_old(db: DuckDBPyConnection, table: str) -> bool:
    query = "SELECT 1 FROM duckdb_tables() WHERE database_name = 'old' AND schema_name = 'mart' AND table_name = ?"
    return db.execute(query, [table]).fetchone() is not None
