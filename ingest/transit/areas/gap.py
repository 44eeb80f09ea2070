"""The gap between the areas with the weakest and the strongest access: the series access_gap of mart.published (T12).

Small areas are put in order of the jobs within 45 minutes. The fifth of the people who live in the weakest and the
fifth who live in the strongest are set against each other: people-weighted mean of jobs among the first, divided by
that among the second. 1 is no gap, 0.5 that the weakest fifth reaches half as many. An area that the limit of a fifth
cuts through counts with the part of its people that belongs there. A group is computed over all its small areas at
once, so that its gap is not the mean of its municipalities' gaps; it has none unless all its municipalities do.
"""

import numpy as np
from duckdb import DuckDBPyConnection

from ingest.transit.areas.borders import Numbers

SERIES = "access_gap"
FIFTH = 0.2


def gap(people: Numbers, jobs: Numbers) -> float | None:
    """The weakest fifth's mean of jobs reached divided by the strongest fifth's.

    Args:
        people: in each small area; jobs: reached from it.

    Returns:
        0 to 1; None where nobody lives, or the strongest reach nothing.
    """
    order = np.argsort(jobs, kind="stable")
    weakest, strongest = (_mean_of_fifth(people[way], jobs[way]) for way in (order, order[::-1]))
    return weakest / strongest if weakest is not None and strongest else None


def _mean_of_fifth(people: Numbers, jobs: Numbers) -> float | None:
    """The people-weighted mean of jobs among the first fifth of the people."""
    limit = FIFTH * people.sum()
    if limit <= 0:
        return None
    through = np.minimum(np.cumsum(people), limit)
    share = np.diff(through, prepend=0.0)
    return float(share @ jobs / limit)


def stage(db: DuckDBPyConnection, source: str) -> None:
    """Stages the gap of each municipality, and of each group whose every municipality has one; results.sql first."""
    rows = db.execute(
        """
        WITH cells AS (
          SELECT DISTINCT municipality_code, year, timetable_id, is_whole
          FROM judged JOIN county_jobs USING (county_code)
          SEMI JOIN inhabited USING (municipality_code)
        ), covered AS (
          SELECT area_id, cells.year, bool_and(is_whole) AS is_whole
          FROM mart.members AS member JOIN cells USING (municipality_code) GROUP BY area_id, cells.year
          HAVING count(*) = (SELECT count(*) FROM mart.members AS every WHERE every.area_id = member.area_id)
        )
        SELECT area_id, year, covered.is_whole,
               list(population ORDER BY small_area_id), list(jobs_45 ORDER BY small_area_id)
        FROM covered JOIN mart.members USING (area_id) JOIN cells USING (municipality_code, year)
        JOIN inhabited USING (municipality_code) JOIN mart.reach USING (timetable_id, small_area_id)
        WHERE population > 0 AND jobs_45 IS NOT NULL
        GROUP BY area_id, year, covered.is_whole
        """
    ).fetchall()
    for area, year, is_whole, people, jobs in rows:
        if (value := gap(np.array(people, dtype=float), np.array(jobs, dtype=float))) is not None:
            db.execute(
                "INSERT INTO staged.published BY NAME SELECT ? AS area_id, ? AS year, ? AS series, ? AS value, "
                "? AS status, ? AS source",
                [area, year, SERIES, value, "estimated" if is_whole else "estimated+partial", source],
            )
