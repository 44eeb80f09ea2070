"""A matrix of home and workplace municipality from SCB into staged.commuting, with the sums that may be added up."""

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from ingest.fetching.raw import Fetch
from ingest.readers.scb import pxweb_stored
from ingest.readers.scb.pxweb_table import Table
from malkollen.errors import SourceError
from malkollen.registry import registry

HOME, WORK = "Bostadskommun", "Arbetsstallekommun"
MATRIX = f"""
    INSERT INTO staged.commuting (home, work, year, commuters, status, source)
    SELECT {HOME}, {WORK}, year, value,
           concat_ws('+', nullif(status, ''), CASE WHEN year = $first_year THEN 'break_before' END),
           $source
    FROM cells
"""  # noqa: S608 - our own names
SUMS = """
    INSERT INTO staged.measures (municipality_code, year, measure, value, status, source)
    SELECT home, year, $name, CASE WHEN count(*) = count(commuters) THEN sum(commuters) END,
           concat_ws('+', CASE WHEN count(*) > count(commuters) THEN 'missing'
                               WHEN bool_or(status LIKE 'preliminary%') THEN 'preliminary' END,
                     CASE WHEN bool_or(status LIKE '%break_before') THEN 'break_before' END),
           source
    FROM staged.commuting
    WHERE source = $source
      AND ($work_in = '' OR work IN (SELECT municipality_code FROM mart.members WHERE area_id = $work_in))
    GROUP BY ALL
"""


def stage(db: DuckDBPyConnection, fetches: Sequence[Fetch], table: Table, source_id: str, first_year: int) -> None:
    """Stages a matrix and, by home municipality, those employed and those of them who work in the home group.

    A cell that is missing makes its sums missing.

    Args:
        first_year: the table's first, marked so that nothing before it is compared.
    """
    pxweb_stored.load(db, fetches, table, HOME, WORK)
    row = db.execute(
        f"SELECT period || ' ' || {HOME} FROM cells WHERE {HOME} = {WORK} AND coalesce(value, 0) = 0 ORDER BY 1"  # noqa: S608
    ).fetchone()
    if row:
        raise SourceError(
            f"{table.name}: de som bor och arbetar i samma kommun saknas ({row[0]}); matrisen är inte hel"
        )
    db.execute(MATRIX, {"source": source_id, "first_year": first_year})
    home = registry.load().comparison.home
    for name, work_in in (("employed_residents", ""), ("residents_working_in_home_group", home)):
        db.execute(SUMS, {"name": name, "source": source_id, "work_in": work_in})


def check_borders(db: DuckDBPyConnection, matrix_id: str, borders_id: str, name: str) -> None:
    """The commuters over the border in two tables of one register are about the same.

    Cells are perturbed for secrecy, so a municipality may differ; more than one in ten by over five per cent may not.
    """
    rows = db.execute(
        """
        WITH flows AS (FROM staged.commuting WHERE source = $matrix AND home <> work), crossing AS (
          SELECT work AS municipality_code, year, 'in_commuters' AS measure, sum(commuters) AS value
          FROM flows GROUP BY ALL
          UNION ALL
          SELECT home, year, 'out_commuters', sum(commuters) FROM flows GROUP BY ALL
        )
        SELECT year, measure, min(municipality_code) FILTER (is_off) FROM (
          SELECT *, abs(crossing.value - m.value) > greatest(0.05 * m.value, 30) AS is_off
          FROM crossing JOIN staged.measures AS m USING (municipality_code, year, measure) WHERE m.source = $borders
        ) GROUP BY ALL HAVING count(*) FILTER (is_off) > 0.1 * count(*) ORDER BY ALL
        """,
        {"matrix": matrix_id, "borders": borders_id},
    ).fetchall()
    if rows:
        year, measure, code = rows[0]
        raise SourceError(
            f"{name}: {measure} {year} stämmer inte med matrisen (bland annat {code}); är axlarna omkastade?"
        )
