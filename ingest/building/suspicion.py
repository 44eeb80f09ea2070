"""Figures that look wrong though they read well: held back until somebody has looked and accepts them.

A new figure is held against what the database had before: a municipality that moves far more than its measure has ever
moved (between two years, or in the year itself), a whole series that is the old one times a constant (a change of
unit), and a measure that has lost more than a fifth of its figures. A source whose figures are computed later says
itself what looks wrong, in staged.suspicions.
"""

from collections.abc import Sequence
from pathlib import Path

from duckdb import DuckDBPyConnection

from malkollen.errors import SourceError

SQL = Path(__file__).parent / "suspicion.sql"


class SuspiciousError(SourceError):
    """Why a fetch is held back, in one Swedish line."""


def check(db: DuckDBPyConnection, sources: Sequence[str], *, accept: bool, is_computed: bool = False) -> None:
    """Holds staged rows of some sources against the old database, attached as `old` where there is one.

    Args:
        is_computed: their figures are computed later: only what they say themselves looks wrong.

    Raises:
        SuspiciousError: what looks wrong, with municipality, year and figures; never with `accept`.
    """
    query = "FROM duckdb_tables() WHERE database_name = 'old' AND table_name IN ('measures', 'published')"
    if accept:
        return
    own = "SELECT reason FROM staged.suspicions WHERE list_contains($ids, source) ORDER BY ALL LIMIT 1"
    row = db.execute(own, {"ids": list(sources)}).fetchone()
    if row is None and not is_computed and db.execute(f"SELECT count(*) {query}").fetchone() == (2,):
        row = db.execute(SQL.read_text(encoding="utf-8"), {"ids": list(sources)}).fetchone()
    if row:
        raise SuspiciousError(f"{row[0]}; stämmer det, kör igen med --accept")
