"""What an ingest changed: figures that are new, revised or gone since the database before, kept in the new one."""

from dataclasses import dataclass
from pathlib import Path

from duckdb import DuckDBPyConnection

from malkollen.database.changed import CHANGE_WORDS

SQL = Path(__file__).parent / "changes.sql"
KEPT_INGESTS = 50
"""How many ingests' changes are kept, this one among them; older ones go, so that the file does not grow for ever."""


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
        count = f"{self.figures} uppgift{'' if self.figures == 1 else 'er'}"
        return f"{CHANGE_WORDS[self.kind]}: {self.name}, {count}, {years} ({self.source})"


def record(db: DuckDBPyConnection) -> list[Change]:
    """Writes mart.changes against the database attached as `old`; nothing is new where there was none."""
    if has_old_log(db, "changes"):
        db.execute(
            """
            INSERT INTO mart.changes FROM old.mart.changes WHERE ingested_at IN (
              SELECT DISTINCT ingested_at FROM old.mart.changes ORDER BY ingested_at DESC LIMIT ?)
            """,
            [KEPT_INGESTS - 1],
        )
    if not (has_old(db, "measures") and has_old(db, "published")):
        return []
    db.execute(SQL.read_text(encoding="utf-8"))
    rows = db.execute(
        """
        SELECT kind, source, name, count(*), min(year), max(year) FROM mart.changes
        WHERE ingested_at = (SELECT built_at FROM mart.build) GROUP BY ALL ORDER BY source, name, kind
        """
    ).fetchall()
    return [Change(*row) for row in rows]


def has_old(db: DuckDBPyConnection, table: str) -> bool:
    """Whether the database attached as `old` has a table."""
    query = "SELECT 1 FROM duckdb_tables() WHERE database_name = 'old' AND schema_name = 'mart' AND table_name = ?"
    return db.execute(query, [table]).fetchone() is not None


def has_old_log(db: DuckDBPyConnection, table: str) -> bool:
    """Whether the database attached as `old` has a log of the columns that it has now."""
    query = """
        SELECT count(*) = 2 AND count(DISTINCT columns) = 1 FROM (
          SELECT list((column_name, data_type) ORDER BY column_index) AS columns FROM duckdb_columns()
          WHERE database_name IN ('old', current_database()) AND schema_name = 'mart' AND table_name = ?
          GROUP BY database_name)
    """
    return db.execute(query, [table]).fetchone() == (True,)
