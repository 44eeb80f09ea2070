"""The street map that a build has loaded: where its file is, and who is thanked for it."""

from dataclasses import dataclass
from datetime import date

from duckdb import DuckDBPyConnection

MADE = "PÅHITTAD"


@dataclass(frozen=True)
class StreetSource:
    """The loaded street map: its file relative to the data folder, what it is called, who is thanked, and its day."""

    id: str
    file: str
    title: str
    attribution: str
    day: date

    @property
    def is_made(self) -> bool:
        """Whether it is made for trial."""
        return MADE in self.title


def load(db: DuckDBPyConnection) -> StreetSource | None:
    """The loaded map; None where there is none."""
    query = "SELECT streets_id, file, title, attribution, day FROM mart.streets JOIN mart.sources USING (source)"
    row = db.execute(query).fetchone()
    return None if row is None else StreetSource(*row)
