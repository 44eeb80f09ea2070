"""Rows of a live source into the build's workspace, in one piece."""

from collections.abc import Sequence

import pyarrow as pa
from duckdb import DuckDBPyConnection

Row = tuple[str, int, str, float | None, str]
"""Municipality's code, year, measure, value (None where it is missing) and status."""


def add_measures(db: DuckDBPyConnection, source: str, rows: Sequence[Row]) -> None:
    """Stages figures of a source."""
    codes, years, measures, values, statuses = zip(*rows, strict=True) if rows else ((), (), (), (), ())
    batch = pa.table(
        {
            "municipality_code": pa.array(codes, pa.string()),
            "year": pa.array(years, pa.int32()),
            "measure": pa.array(measures, pa.string()),
            "value": pa.array(values, pa.float64()),
            "status": pa.array(statuses, pa.string()),
        }
    )
    db.register("batch", batch)
    db.execute("INSERT INTO staged.measures BY NAME SELECT *, $source AS source FROM batch", {"source": source})
    db.unregister("batch")
