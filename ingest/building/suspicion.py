"""Figures that look wrong though they read well: held back until somebody has looked and accepts them.

A new figure is held against what the database had before: a whole series that is the old one times a constant (a change
of unit), a measure that has lost more than a fifth of its figures, a year whose middle municipality moves twice as far
as it ever has, two municipalities that have each other's figures, a municipality that moves far beyond the widest step
in a thousand, one whose figure is corrected by a quarter while the others of the year stand, and a zero where there was
something. So is a year that has another year's figures, in this edition or the one before; an edition that ends
earlier, skips a year, leaves out a municipality (or a figure of one, while the others of the year stand) or has half
of them in its new year; two series that change places; a country's count that has lost a fifth; a count that is made by
another factor; and a survey's interval that is five times as wide as before, or as narrow, or none. Counts and
published rates alike; shares in procentenheter. The limits let every published year pass that we know. All is told,
since --accept takes all that was told, and nothing else.
A source whose figures are computed later says itself what looks wrong, in staged.suspicions.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from duckdb import DuckDBPyConnection

from ingest.building import before
from malkollen.errors import SourceError

SQL = Path(__file__).parent / "suspicion.sql"
INTERVALS = Path(__file__).parent / "intervals.sql"
MOST_TIMES = 5.0
"""An interval so many times as wide as the area's own before, or as narrow, is of another unit."""
WIDEST = 60.0
"""Procentenheter of an interval, from end to end, of the first ones: a wider says nothing."""

MOST_OTHERS = 5
"""Of a series, figures that leap besides the one that moved most: so many are told each."""
MOST_WHOLE = 3
"""Of what looks wrong: so many are told whole in the line, the others by the name of their series."""


@dataclass(frozen=True)
class Suspicion:
    """What looks wrong in a series, in Swedish; without source and name where a source says it itself."""

    source: str
    name: str
    message: str


class SuspiciousError(SourceError):
    """Why a fetch is held back, in one Swedish line."""


def check(
    db: DuckDBPyConnection,
    sources: Sequence[str],
    *,
    accept: bool,
    is_computed: bool = False,
    is_whole: bool = False,
    shown: Collection[str] = (),
) -> None:
    """Holds staged rows of some live sources against the old database, attached as `old` where there is one.

    Args:
        is_computed: their figures are computed later: only what they say themselves looks wrong.
        is_whole: they take the place of carried series whole, so that a year they lack is gone.
        shown: what somebody has been told of these figures, and said yes to.

    Raises:
        SuspiciousError: all that looks wrong, with municipality, year and figures; never with `accept`.
    """
    if accept:
        return
    own = "SELECT reason FROM staged.suspicions WHERE list_contains($ids, source) ORDER BY ALL"
    said = [Suspicion("", "", str(reason)) for (reason,) in db.execute(own, {"ids": list(sources)}).fetchall()]
    if not is_computed:
        said += [*_against_the_old(db, sources, is_carried=False, is_whole=is_whole), *_intervals(db, sources)]
    if said and (line := f"{_line(said)}; stämmer det, kör igen med --accept") not in shown:
        raise SuspiciousError(line)


def check_carried(db: DuckDBPyConnection, files: Mapping[str, str]) -> None:
    """Holds the staged carried figures against the same sources' in the old database.

    Args:
        files: the file of each carried source.

    Raises:
        SuspiciousError: what looks wrong, with its file.
    """
    said = _against_the_old(db, list(files), is_carried=True, is_whole=False)
    if not said:
        return
    by_file: dict[str, list[Suspicion]] = {}
    for one in said:
        by_file.setdefault(files[one.source], []).append(one)
    lines = "; ".join(f"{file}: {_line(each)}" for file, each in by_file.items())
    raise SuspiciousError(
        f"{lines}; rätta filen, eller kör malkollen ingest figures --accept om det stämmer. "
        "Den förra databasen ligger kvar."
    )


def _line(said: Sequence[Suspicion]) -> str:
    """All of it in one line, since all is taken at once: the first ones whole, then every other series by its name."""
    others = [one.name or one.message for one in said[MOST_WHOLE:]]
    more = [f"och {len(others)} till: {', '.join(others)}"] if others else []
    return "; ".join([*(one.message for one in said[:MOST_WHOLE]), *more])


def _intervals(db: DuckDBPyConnection, sources: Sequence[str]) -> list[Suspicion]:
    """The intervals of shares that are another width than the area's own before; the first of each series."""
    known = "SELECT count(*) FROM duckdb_columns() WHERE table_name = 'published' AND column_name = 'low'"
    has_old = db.execute(f"{known} AND database_name = 'old'").fetchone() == (1,)
    if db.execute(f"{known} AND database_name = 'staged'").fetchone() != (1,):
        return []
    old = "FROM old.mart.published" if has_old else "FROM staged.published LIMIT 0"
    rows = db.execute(
        f"{INTERVALS.read_text(encoding='utf-8').replace('FROM before_it', old)}",
        {"ids": list(sources), "times": MOST_TIMES, "widest": WIDEST},
    ).fetchall()
    return [Suspicion(source, name, message) for source, name, message in rows]


def _against_the_old(
    db: DuckDBPyConnection, sources: Sequence[str], *, is_carried: bool, is_whole: bool
) -> list[Suspicion]:
    """What looks wrong, the worst of each series, those that are worst first."""
    query = "FROM duckdb_tables() WHERE database_name = 'old' AND table_name IN ('measures', 'published')"
    if not sources or db.execute(f"SELECT count(*) {query}").fetchone() != (2,):
        return []
    if is_carried and before.has(db, sources):
        return []  # as every night: all that is asked below would be asked for nothing
    given = {"ids": list(sources), "is_carried": is_carried, "is_whole": is_whole}
    rows = db.execute(SQL.read_text(encoding="utf-8"), given).fetchall()
    return [
        Suspicion(source, name, _with_others(message, alike, others)) for source, name, message, alike, others in rows
    ]


def _with_others(message: str, alike: int, others: Sequence[str] | None) -> str:
    """What looks wrong in a series: each figure that leaps where they are few, the one that moved most first."""
    if others and len(others) <= MOST_OTHERS:
        return "; ".join([message, *others])
    return message if alike == 1 else f"{message} (och {alike - 1} till i serien)"
