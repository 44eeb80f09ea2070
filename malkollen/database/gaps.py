"""What is missing among the figures: years a measure lacks, and years with fewer than all municipalities."""

from dataclasses import dataclass

from duckdb import DuckDBPyConnection

MUNICIPALITIES = 290


@dataclass(frozen=True)
class Gap:
    """A measure's years without figures, and years with fewer than all 290 municipalities.

    Attributes:
        source: where its latest figures come from; another file may hold its older years.
        fewest, most: municipalities in the partial year that has fewest, and in the one that has most.
    """

    measure: str
    source: str
    missing: tuple[int, ...]
    partial: tuple[int, ...]
    fewest: int
    most: int

    @property
    def counted(self) -> str:
        """How many municipalities the partial years have: "51", or "26–51"."""
        return f"{self.fewest}" if self.fewest == self.most else f"{self.fewest}–{self.most}"


def load(db: DuckDBPyConnection) -> list[Gap]:
    """The gaps of every measure that has any, by measure; a year that any source has is not missing."""
    rows = db.execute(
        """
        WITH years AS (
          SELECT measure, year, max(municipalities) AS municipalities, arg_max(source, municipalities) AS source
          FROM mart.coverage GROUP BY measure, year
        )
        SELECT measure, arg_max(source, year), list(year ORDER BY year), list(municipalities ORDER BY year)
        FROM years GROUP BY measure ORDER BY measure
        """
    ).fetchall()
    gaps = []
    for measure, source, years, counts in rows:
        missing = tuple(sorted(set(range(years[0], years[-1] + 1)) - set(years)))
        partial = {year: count for year, count in zip(years, counts, strict=True) if count < MUNICIPALITIES}
        few = partial.values() or counts
        if missing or partial:
            gaps.append(Gap(measure, source, missing, tuple(partial), min(few), max(few)))
    return gaps
