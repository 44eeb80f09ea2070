"""Figures that look wrong though they read well: held back until somebody has looked and accepts them.

A new figure is held against what the database had before: a whole series that is the old one times a constant (a change
of unit), a measure that has lost more than a fifth of its figures, a year whose middle municipality moves twice as far
as it ever has, two municipalities that have each other's figures, a municipality that moves far beyond the widest step
in a thousand, one whose figure is corrected by a quarter while the others of the year stand, and a zero where there was
something. Counts and published rates alike; shares in procentenheter. The limits let every published year pass that we
know.
A source whose figures are computed later says itself what looks wrong, in staged.suspicions.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from duckdb import DuckDBPyConnection

from malkollen.errors import SourceError

SQL = Path(__file__).parent / "suspicion.sql"


class SuspiciousError(SourceError):
    """Why a fetch is held back, in one Swedish line."""


def check(
    db: DuckDBPyConnection, sources: Sequence[str], *, accept: bool, is_computed: bool = False, is_whole: bool = True
) -> None:
    """Holds staged rows of some live sources against the old database, attached as `old` where there is one.

    Args:
        is_whole: they take the place of all that is carried of what they have, not of its years alone.
        is_computed: their figures are computed later: only what they say themselves looks wrong.

    Raises:
        SuspiciousError: what looks wrong, with municipality, year and figures; never with `accept`.
    """
    if accept:
        return
    own = "SELECT reason FROM staged.suspicions WHERE list_contains($ids, source) ORDER BY ALL LIMIT 1"
    row = db.execute(own, {"ids": list(sources)}).fetchone()
    if row is None and not is_computed:
        row = _against_the_old(db, sources, is_carried=False, is_whole=is_whole)
    if row:
        raise SuspiciousError(f"{row[0]}; stämmer det, kör igen med --accept")


def check_carried(db: DuckDBPyConnection, files: Mapping[str, str]) -> None:
    """Holds the staged carried figures against the same sources' in the old database.

    Args:
        files: the file of each carried source.

    Raises:
        SuspiciousError: what looks wrong, with its file.
    """
    if row := _against_the_old(db, list(files), is_carried=True, is_whole=False):
        raise SuspiciousError(
            f"{files[row[1]]}: {row[0]}; rätta filen, eller kör malkollen ingest figures --accept om det stämmer. "
            "Den förra databasen ligger kvar."
        )


def _against_the_old(
    db: DuckDBPyConnection, sources: Sequence[str], *, is_carried: bool, is_whole: bool
) -> tuple[str, str] | None:
    """The first thing that looks wrong, and its source."""
    query = "FROM duckdb_tables() WHERE database_name = 'old' AND table_name IN ('measures', 'published')"
    if db.execute(f"SELECT count(*) {query}").fetchone() != (2,):
        return None
    given = {"ids": list(sources), "is_carried": is_carried, "is_whole": is_whole}
    row = db.execute(SQL.read_text(encoding="utf-8"), given).fetchone()
    return (str(row[0]), str(row[1])) if row else None
