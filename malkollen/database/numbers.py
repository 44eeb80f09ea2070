"""Figures are numbers: a build writes no other, so that whatever reads a database need not ask."""

from pathlib import Path

from duckdb import DuckDBPyConnection

from malkollen.errors import DataError

FIGURES = {"measures": "municipality_code, year, measure", "published": "area_id, year, series"}
"""Tables of the schema mart whose value is a figure, and what tells one from another."""


def refuse_others(db: DuckDBPyConnection, path: Path) -> None:
    """DataError where a figure is infinite or not a number: no page could show it."""
    views = "SELECT view_name FROM duckdb_views() WHERE schema_name = 'mart'"
    shown = {name for (name,) in db.execute(views).fetchall()}
    for table in FIGURES.keys() & shown:
        query = f"SELECT concat_ws(' ', {FIGURES[table]}) FROM mart.{table} WHERE NOT isfinite(value) LIMIT 1"  # noqa: S608
        if row := db.execute(query).fetchone():
            raise DataError(f"{path.name}: {row[0]} har ett värde som inte är ett tal; bygg om med 'malkollen ingest'")
