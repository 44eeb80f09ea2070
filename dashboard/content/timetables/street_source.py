"""The street map that a build has loaded: where its file is, and who is thanked for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from duckdb import DuckDBPyConnection

MADE = "PÅHITTAD"
Times = Mapping[tuple[str, str], float]
"""Minutes by origin and destination, where there is a way."""


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


def times(db: DuckDBPyConnection) -> Mapping[str, Times]:
    """Minutes along the streets by way (walk, cycle, car), origin and destination; empty in a database without them."""
    views = "SELECT view_name FROM duckdb_views() WHERE schema_name = 'mart' AND view_name = 'street_times'"
    by_way: dict[str, dict[tuple[str, str], float]] = {}
    if db.execute(views).fetchone():
        query = "SELECT mode, origin, destination, minutes FROM mart.street_times"
        for mode, origin, destination, minutes in db.execute(query).fetchall():
            by_way.setdefault(mode, {})[origin, destination] = minutes
    return by_way
