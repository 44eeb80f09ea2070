"""A database in memory as a live source meets it when it stages: the tables and the municipalities, nothing more."""

from collections.abc import Iterable

import duckdb
from duckdb import DuckDBPyConnection
from inserted import insert

from ingest import build

Figures = dict[tuple[str, int, str], float | None]


def prepared(municipalities: Iterable[tuple[str, str]]) -> DuckDBPyConnection:
    """Tables of a build with some municipalities, each a code and a name."""
    db = duckdb.connect()
    db.execute("ATTACH ':memory:' AS staged")
    for file in ("schema.sql", "fetches.sql"):
        db.execute((build.HERE / file).read_text(encoding="utf-8"))
    rows = [(code, name, code[:2], "länet") for code, name in municipalities]
    insert(db, "mart.municipalities", rows)
    return db


def staged(db: DuckDBPyConnection) -> Figures:
    """The staged figures by municipality, year and measure; one figure each."""
    rows = db.execute("SELECT municipality_code, year, measure, value FROM staged.measures").fetchall()
    found = {(code, year, measure): value for code, year, measure, value in rows}
    assert len(found) == len(rows)
    return found
