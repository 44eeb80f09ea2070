"""Fleet municipalities: where so many registered vehicles belong to companies that they hide what inhabitants do.

The rule (method §1, registered vehicles): in any of the six calendar years up to the indicator's latest, legal
persons own over 35 % of the cars, or the number of cars changed by more than 10 % between two consecutive years.
Years without ownership figures are skipped and named.
"""

from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from malkollen.texts.swedish import number

MEASURES = ("cars_all", "cars_owned_by_legal_persons")
"""What the rule reads."""
WINDOW = 6
OWNED_SHARE = 0.35
YEARLY_CHANGE = 0.10
TOLERANCE = 1e-9


@dataclass(frozen=True)
class Fleets:
    """The fleet municipalities of a window of years.

    Attributes:
        reasons: why each municipality is one, in Swedish, by code.
        skipped: years of the window without ownership figures.
    """

    first_year: int
    last_year: int
    reasons: dict[str, tuple[str, ...]]
    skipped: tuple[int, ...]


def find_fleets(db: DuckDBPyConnection, last_year: int) -> Fleets:
    """Applies the rule to the six years that end with `last_year`."""
    first = last_year - WINDOW + 1
    rows = db.execute(
        """
        WITH cars AS (
          SELECT municipality_code, year,
                 max(value) FILTER (measure = $measures[1]) AS cars,
                 max(value) FILTER (measure = $measures[2]) AS owned
          FROM mart.measures
          WHERE list_contains($measures, measure) AND year BETWEEN $first - 1 AND $last GROUP BY ALL
        ), steps AS (
          SELECT *, lag(cars) OVER (PARTITION BY municipality_code ORDER BY year) AS before,
                 lag(year) OVER (PARTITION BY municipality_code ORDER BY year) AS year_before
          FROM cars
        )
        SELECT municipality_code, year, owned / nullif(cars, 0),
               CASE WHEN year_before = year - 1 THEN cars / nullif(before, 0) - 1 END
        FROM steps WHERE year >= $first ORDER BY municipality_code, year
        """,
        {"first": first, "last": last_year, "measures": list(MEASURES)},
    ).fetchall()
    reasons: dict[str, list[str]] = {}
    for code, year, share, change in rows:
        if share is not None and share > OWNED_SHARE + TOLERANCE:
            reasons.setdefault(code, []).append(
                f"{year}: juridiska personer ägde {number(100 * share, 1)} % av bilarna"
            )
        if change is not None and abs(change) > YEARLY_CHANGE + TOLERANCE:  # 110 / 100 - 1 > 0.1 in floats
            direction = "fler" if change > 0 else "färre"
            reasons.setdefault(code, []).append(
                f"{year}: {number(100 * abs(change), 1)} % {direction} bilar än året före"
            )
    with_ownership = {year for _, year, share, _ in rows if share is not None}
    skipped = tuple(year for year in range(first, last_year + 1) if year not in with_ownership)
    return Fleets(first, last_year, {code: tuple(found) for code, found in reasons.items()}, skipped)
