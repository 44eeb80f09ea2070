"""What must hold of what a live source has staged, before it takes anyone's place: a fault stops that source only."""

from collections.abc import Sequence
from datetime import date

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
    "ett intervall rymmer inte sin uppgift": """
        SELECT concat_ws(' ', area_id, year, series, value, low, high) FROM staged.published
        WHERE list_contains($ids, source) AND (low > value + 1e-9 OR high < value - 1e-9)""",
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


def refuse_years_to_come(db: DuckDBPyConnection, sources: Sequence[str], day: date, *, has_this_year: bool) -> None:
    """Checks that no staged figure of some sources is of a year that has not come, or that has not ended.

    Args:
        day: when the publisher was asked; what is of the 31st of December is there from that day.
        has_this_year: figures of a year may be there before it ends.

    Raises:
        SourceError: the latest such year, with a figure of it.
    """
    latest = day.year if has_this_year or (day.month, day.day) == (12, 31) else day.year - 1
    row = db.execute(
        f"""
        SELECT year, name, value FROM (
          {CELLS}
          UNION ALL SELECT home, year, 'pendlare', commuters, '', source, true FROM staged.commuting
          UNION ALL SELECT origin, year, 'biltid', minutes, '', source, true FROM mart.car_times
        ) WHERE list_contains($ids, source) AND year > $latest ORDER BY ALL DESC LIMIT 1
        """,  # noqa: S608 - our own
        {"ids": list(sources), "latest": latest},
    ).fetchone()
    if row:
        year, name, value = row
        what = "har inte kommit" if year > day.year else "är inte slut"
        shown = "" if value is None else f" ({value:g})"
        raise SourceError(
            f"{name}{shown} sägs gälla {year}, som {what} {day}; rätta året i filen, eller datorns klocka"
        )
