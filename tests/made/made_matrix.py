"""A made-up commuting matrix for the tests: nobody has published it, and no figure in it is real.

Every pair of municipalities has a number that follows from population and distance, so that sums can be checked.
"""

from pathlib import Path

import duckdb

SOURCE = "made_up_matrix"
CELLS = """
    WITH place AS (
      SELECT municipality_code AS code, label_longitude * 111.3 * cos(radians(59)) AS x, label_latitude * 111.3 AS y,
             value * if(municipality_code = '0180', 2.0, 1.0) AS weight, value AS people
      FROM mart.boundaries JOIN mart.measures USING (municipality_code) WHERE measure = 'population' AND year = 2024
    ), pull AS (
      SELECT h.code AS home, w.code AS work, h.people,
             w.weight / (1 + ((h.x - w.x) ** 2 + (h.y - w.y) ** 2) / 36) AS pull
      FROM place AS h CROSS JOIN place AS w
    )
    SELECT home, work, $year,
           floor((0.45 + ($year - 2020) * 0.01) * people * pull / sum(pull) OVER (PARTITION BY home)), $status, $source
    FROM pull
"""


def add(database: Path, years: tuple[int, ...] = (2020, 2024), status: str = "") -> None:
    """Writes a made-up matrix for some years into a database that belongs to the test."""
    with duckdb.connect(database) as db:
        for year in years:
            db.execute(f"INSERT INTO mart.commuting {CELLS}", {"year": year, "status": status, "source": SOURCE})
        db.execute(
            "INSERT INTO mart.sources (source, publisher, title, publication, url, reference, licence, attribution, "
            "retrieved, retrieved_through, cadence, lag_months, caveats) VALUES "
            "(?, 'Ingen', 'Påhittad matris för prov', 'prov', 'https://exempel.invalid', 'november', 'ingen', "
            "'Källa: påhittade siffror för prov', '2026', 'prov', 'aldrig', 11, [])",
            [SOURCE],
        )


def take_out(database: Path, home: str, work: str) -> None:
    """Makes a cell one that is missing."""
    with duckdb.connect(database) as db:
        db.execute(
            "UPDATE mart.commuting SET commuters = NULL, status = 'suppressed' WHERE home = ? AND work = ?",
            [home, work],
        )
