"""A database before and what is staged to replace it, as the guard against figures that look wrong meets them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import duckdb
from duckdb import DuckDBPyConnection
from inserted import insert

CELLS = "(municipality_code VARCHAR, year INTEGER, measure VARCHAR, value DOUBLE, status VARCHAR, source VARCHAR)"
SERIES = "(area_id VARCHAR, year INTEGER, series VARCHAR, value DOUBLE, status VARCHAR, source VARCHAR)"
Cells = dict[tuple[str, int], float | None]


@contextmanager
def opened() -> Iterator[DuckDBPyConnection]:
    """Both of them in memory, empty."""
    with duckdb.connect() as db:
        db.execute("ATTACH ':memory:' AS staged; ATTACH ':memory:' AS old; CREATE SCHEMA old.mart")
        db.execute(f"CREATE TABLE staged.measures {CELLS}; CREATE TABLE old.mart.measures {CELLS}")
        db.execute(f"CREATE TABLE staged.published {SERIES}; CREATE TABLE old.mart.published {SERIES}")
        db.execute("CREATE TABLE staged.suspicions (source VARCHAR, reason VARCHAR)")
        db.execute("CREATE TABLE staged.carried (source VARCHAR)")
        rule = "source VARCHAR, series VARCHAR, measure VARCHAR, times VARCHAR, factor DOUBLE"
        db.execute(f"CREATE TABLE staged.conversions ({rule})")
        yield db


def put(
    db: DuckDBPyConnection, table: str, cells: Mapping[tuple[str, int], float | None], name: str, source: str
) -> None:
    """Adds figures by municipality and year to one of the tables."""
    insert(db, table, [(area, year, name, value, "", source) for (area, year), value in cells.items()])
