"""What areal weighting costs, said beside the figure: our near people against those that Kolada publishes."""

from collections.abc import Mapping
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from ingest.transit.population import Interval

MEASURE, PEOPLE = "population_near_transit", "population"


@dataclass(frozen=True)
class Comparison:
    """One municipality's share in kollektivtrafiknära läge by both, in percent of its people.

    Attributes:
        ours: by small areas and our timetable; low, high: what the areas' size allows (None for points).
        published: by address (SCB; Kolada N07418) of the year.
    """

    municipality_code: str
    ours: float
    low: float | None
    high: float | None
    published: float
    year: int

    @property
    def difference(self) -> float:
        """Ours less the published, percentage points."""
        return self.ours - self.published


def against_published(db: DuckDBPyConnection, near: Mapping[str, Interval]) -> list[Comparison]:
    """Each municipality that both have, with the publisher's latest year, by code.

    A difference has three causes: areal weighting, the timetable's day, and the years between people and timetable.

    Args:
        db: with mart.measures; near: people near by municipality (population.interval of the class near).
    """
    rows = db.execute(
        """
        SELECT municipality_code, max_by(100.0 * near.value / people.value, year), max(year)
        FROM mart.measures AS near JOIN mart.measures AS people USING (municipality_code, year)
        WHERE near.measure = ? AND people.measure = ? AND near.value IS NOT NULL AND people.value > 0
        GROUP BY municipality_code ORDER BY municipality_code
        """,
        [MEASURE, PEOPLE],
    ).fetchall()
    found = []
    for code, published, year in rows:
        if (one := near.get(code)) and one.people > 0:
            ours, low, high = (
                None if part is None else 100.0 * part / one.people for part in (one.value, one.low, one.high)
            )
            found.append(Comparison(code, ours or 0.0, low, high, published, year))
    return found
