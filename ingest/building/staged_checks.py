"""What must hold of what a live source has staged, before it takes anyone's place: a fault stops that source only."""

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from malkollen.errors import SourceError

CELLS = """
  SELECT municipality_code AS area, year, measure AS name, value, status, source, true AS is_measure
  FROM staged.measures
  UNION ALL SELECT area_id, year, series, value, status, source, false FROM staged.published
"""
CHECKS = {
    "samma uppgift står två gånger": """
        SELECT concat_ws(' ', area, year, name) FROM mine GROUP BY area, year, name, is_measure HAVING count(*) > 1""",
    "uppgiften ges redan av en annan källa": """
        SELECT concat_ws(' ', mine.area, mine.year, mine.name, '(' || other.source || ')') FROM mine
        JOIN cells AS other USING (area, year, name, is_measure)
        WHERE NOT list_contains($ids, other.source) AND other.source NOT IN (SELECT source FROM staged.carried)""",
    "koden är ingen av de 290 kommunerna": """
        SELECT concat_ws(' ', area, year, name) FROM mine
        WHERE is_measure AND area NOT IN (SELECT municipality_code FROM mart.municipalities)""",
    "ett antal är inte ett tal från noll och uppåt": """
        SELECT concat_ws(' ', area, year, name, value) FROM mine
        WHERE isnan(value) OR isinf(value) OR (is_measure AND value < 0)""",
    "ett saknat värde säger inte varför": """
        SELECT concat_ws(' ', area, year, name) FROM mine
        WHERE is_measure AND value IS NULL AND coalesce(status, '') = ''""",
    "år, uppgift eller område saknas": """
        SELECT concat_ws(' ', area, year, name) FROM mine WHERE area IS NULL OR year IS NULL OR name IS NULL""",
}


def run(db: DuckDBPyConnection, sources: Sequence[str]) -> None:
    """Checks the staged rows of some sources.

    Raises:
        SourceError: the first check that does not hold, with where.
    """
    for reason, query in CHECKS.items():
        row = db.execute(
            f"WITH cells AS ({CELLS}), mine AS (FROM cells WHERE list_contains($ids, source)) "  # noqa: S608 - our own
            f"SELECT * FROM ({query}) ORDER BY 1 LIMIT 1",
            {"ids": list(sources)},
        ).fetchone()
        if row:
            raise SourceError(f"{reason}: {row[0]}")
