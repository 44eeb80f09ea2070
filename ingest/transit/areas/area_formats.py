"""Opens a file of areas: its first bytes say what it is, and one reader takes it. It can name no other file or address.

Each suffix is one format. A Shapefile's parts are unpacked here, under names of ours; GeoJSON and TopoJSON are read
without GDAL, which would ask an address that a coordinate system is said to have; a GeoPackage is looked through first,
since the database in it may hold queries.
"""

import json
import re
import sqlite3
import struct
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyarrow.parquet as pq
import pyogrio
from pyproj.exceptions import CRSError

from ingest.transit.areas import topojson
from malkollen.errors import SourceError
from malkollen.files import archives, json_memory, small_file, temporary
from malkollen.files.archives import Limits
from malkollen.files.small_file import SmallFileError
from malkollen.texts.swedish import number

MOST_BYTES = 500_000_000
MOST_JSON_BYTES = 100_000_000  # read whole; SCB's 6 160 areas are under 40 million
MOST_AREAS = 500_000  # Sweden has some 115 000 populated squares of a kilometre
IN_DEGREES = 4326
SHAPEFILE = (".shp", ".shx", ".dbf", ".prj", ".cpg")
SHAPEFILE_MARK = struct.pack(">i", 9994)
SQLITE_MARK, PARQUET_MARK, ZIP_MARK = b"SQLite format 3\x00", b"PAR1", b"PK\x03\x04"
EPSG = re.compile(r"(?:urn:ogc:def:crs:)?EPSG:[0-9.]*:?([0-9]{4,5})", re.IGNORECASE)
DEGREES = re.compile(r"(?:urn:ogc:def:crs:)?OGC:[0-9.]*:?CRS84", re.IGNORECASE)
INDEX = re.compile(r"\s*CREATE\s+VIRTUAL\s+TABLE\s+\S+\s+USING\s+rtree\b", re.IGNORECASE)
UNREADABLE = "går inte att läsa som ytor; spara som GeoJSON, GeoPackage, GeoParquet eller en zippad Shapefile"
BROKEN = (
    RuntimeError, OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, sqlite3.Error,
)  # fmt: skip
"""What GDAL, PROJ, pyarrow, shapely and SQLite raise of a file that is not what it should be."""

pyogrio.set_gdal_config_options({"CPL_VSIL_CURL_ALLOWED_FILENAME": "/none", "OGR_SQLITE_LOAD_EXTENSIONS": None})


def opened(path: Path, file_name: str) -> gpd.GeoDataFrame:
    """The file's only layer with areas, in a coordinate system that the EPSG register knows.

    Args:
        file_name: the file as messages name it.

    Raises:
        SourceError: it is not what its suffix says, cannot be read, is too large, or has no or several such layers.
    """
    read = READERS[path.suffix.casefold()]
    try:
        small_file.require(path, MOST_BYTES)
        with warnings.catch_warnings():
            # GDAL's remarks are in English and name files of this computer; what is read is checked by its columns.
            warnings.filterwarnings("ignore", category=RuntimeWarning)
            warnings.filterwarnings("ignore", category=UserWarning)
            frame = read(path, file_name)
    except SmallFileError as error:
        raise SourceError(str(error).replace(path.name, file_name, 1)) from None
    except SourceError:
        raise
    except BROKEN:
        raise SourceError(f"{file_name}: {UNREADABLE}") from None
    if not isinstance(frame, gpd.GeoDataFrame) or frame.empty:
        raise SourceError(f"{file_name}: inga ytor finns i filen")
    if len(frame) > MOST_AREAS:
        raise _too_many(file_name, len(frame))
    return _with_known_system(frame, file_name)


def _with_known_system(frame: gpd.GeoDataFrame, file_name: str) -> gpd.GeoDataFrame:
    """The frame with the register's own words for its coordinate system: those of a file may ask for a grid file."""
    try:
        known = frame.crs and (frame.crs.to_epsg() or frame.crs.to_authority())
    except CRSError:
        known = None
    if not known:
        raise SourceError(f"{file_name}: koordinatsystemet står inte i filen; spara med EPSG:3006 eller EPSG:4326")
    return frame.set_crs(known, allow_override=True)


def _too_many(said: str, areas: int) -> SourceError:
    return SourceError(f"{said}: filen har {number(areas)} områden; högst {number(MOST_AREAS)} läses")


def _begins(path: Path, mark: bytes) -> None:
    """ValueError where a file does not begin as its format does."""
    with path.open("rb") as file:
        if file.read(len(mark)) != mark:
            raise ValueError


# ───────────── GeoParquet ─────────────


def _parquet(path: Path, file_name: str) -> gpd.GeoDataFrame:
    _begins(path, PARQUET_MARK)
    with pq.ParquetFile(path) as file:
        rows, groups = file.metadata.num_rows, range(file.metadata.num_row_groups)
        unpacked = sum(file.metadata.row_group(group).total_byte_size for group in groups)
    if rows > MOST_AREAS:  # a few bytes can say the same value a billion times
        raise _too_many(file_name, rows)
    if unpacked > MOST_BYTES:
        raise ValueError
    return gpd.read_parquet(path)


# ───────────── GeoJSON and TopoJSON ─────────────


def _json(path: Path, file_name: str) -> gpd.GeoDataFrame:
    content = small_file.content(path, MOST_JSON_BYTES)
    if json_memory.is_too_large(content):
        raise SourceError(
            f"{file_name}: filen har fler ytor eller punkter än som läses; spara den som GeoPackage i stället"
        )
    document = json.loads(content.decode("utf-8-sig"))
    features = topojson.features(document) if document["type"] == "Topology" else document["features"]
    if document["type"] not in {"Topology", "FeatureCollection"}:
        raise ValueError
    if len(features) > MOST_AREAS:
        raise _too_many(file_name, len(features))
    if not features:
        return gpd.GeoDataFrame()
    return gpd.GeoDataFrame.from_features([_feature(one) for one in features], crs=_system(document.get("crs")))


def _feature(given: Mapping[str, Any]) -> dict[str, Any]:
    """A feature's shape and columns; its own id is a column where no other is called so."""
    own = {"id": given["id"]} if "id" in given else {}
    return {"geometry": given["geometry"], "properties": {**own, **(given["properties"] or {})}}


def _system(given: Any) -> int | None:  # noqa: ANN401 - whatever the file says
    """The coordinate system that a file names, in degrees where it names none; None where it is only a link."""
    if given is None:
        return IN_DEGREES
    name = str(given["properties"].get("name", ""))
    if DEGREES.fullmatch(name):
        return IN_DEGREES
    return int(found[1]) if (found := EPSG.fullmatch(name)) else None


# ───────────── GeoPackage ─────────────


def _geopackage(path: Path, file_name: str) -> gpd.GeoDataFrame:
    _begins(path, SQLITE_MARK)
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        db.execute("PRAGMA trusted_schema = OFF")
        for fault in _schema_faults(db):
            raise SourceError(f"{file_name}: GeoPackage-filen har {fault}; spara ytorna i en ny fil")
    layers = gpd.list_layers(path)
    names = layers["name"][layers["geometry_type"].notna()].tolist()
    if len(names) != 1:
        raise SourceError(
            f"{file_name}: filen har {len(names)} lager med ytor ({', '.join(names[:3])}); spara ett i en fil"
        )
    return gpd.read_file(path, layer=str(names[0]), rows=MOST_AREAS + 1)


def _schema_faults(db: sqlite3.Connection) -> Iterator[str]:
    """What a file of areas has no need of: queries and computed columns could ask for other files."""
    for kind, name, sql in db.execute("SELECT type, name, sql FROM sqlite_master").fetchall():
        if kind == "view":
            yield "en sparad fråga (vy)"
        elif kind == "table" and "virtual" in str(sql)[:40].casefold() and not INDEX.match(sql):
            yield "en tabell som läser något annat"
        elif kind == "table":
            hidden = db.execute("SELECT 1 FROM pragma_table_xinfo(?) WHERE hidden IN (2, 3)", [name]).fetchone()
            if hidden:
                yield "en kolumn som räknas ut"


# ───────────── Zipped Shapefile ─────────────


def _shapefile(path: Path, said: str) -> gpd.GeoDataFrame:
    _begins(path, ZIP_MARK)
    with archives.opened(path, Limits(1000, MOST_BYTES), said) as whole, temporary.folder() as folder:
        parts = _parts(list(whole.sizes))
        whole.require_room(folder, frozenset(parts.values()))
        for suffix, member in parts.items():
            whole.write(member, folder / f"areas{suffix}")
        _begins(folder / "areas.shp", SHAPEFILE_MARK)
        return gpd.read_file(folder / "areas.shp", rows=MOST_AREAS + 1)


def _parts(members: list[str]) -> dict[str, str]:
    """The members of the only Shapefile by their suffix; ValueError where there is not one."""
    (shape,) = [name for name in members if name.casefold().endswith(".shp") and not name.startswith("__MACOSX")]
    stem = shape[:-4].casefold()
    return {suffix: name for name in members for suffix in SHAPEFILE if name.casefold() == stem + suffix}


READERS: dict[str, Callable[[Path, str], gpd.GeoDataFrame]] = {
    ".parquet": _parquet,
    ".geojson": _json,
    ".json": _json,
    ".topojson": _json,
    ".gpkg": _geopackage,
    ".zip": _shapefile,
}
