"""Small areas with people and jobs: the file given by hand, and SCB's square kilometres where it has none."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray
from pyproj import Transformer

from ingest.transit.areas import area_file, borders
from ingest.transit.areas.borders import CRS, Borders, Flags, Numbers, Shapes, Texts
from ingest.transit.areas.overlap import POINT

DESO = "[0-9]{4}[A-C][0-9]{4}"
GIVEN, GRID = "small_areas", "grid_1km"
"""Layers of mart.area_files, the first before the second."""


@dataclass(frozen=True)
class SmallAreas:
    """People by small area; every array has one value an area, in the order of municipality and id.

    Attributes:
        ids: unique within a source.
        population: people; areas without a figure are not here.
        jobs: employed by where they work; NaN where unknown. None where no area has a figure.
        shapes: polygons or points, EPSG:3006.
        x, y: a point inside each, EPSG:3006; latitude, longitude: the same in WGS 84.
        municipality_code: None where no municipality is near.
        source, year: where the figures come from and of which year.
    """

    ids: Texts
    population: Numbers
    jobs: Numbers | None
    shapes: Shapes
    x: Numbers
    y: Numbers
    latitude: Numbers
    longitude: Numbers
    municipality_code: Texts
    source: Texts
    year: NDArray[np.int64]

    def __len__(self) -> int:
        """How many areas there are."""
        return len(self.ids)

    @property
    def is_point(self) -> Flags:
        """Where an area is only a point, of whose extent nothing is known."""
        found: Flags = shapely.get_type_id(self.shapes) == POINT
        return found

    def where(self, chosen: Flags | NDArray[np.int64]) -> "SmallAreas":
        """The areas that are flagged, or those at some places in that order."""
        values: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            values[field.name] = None if value is None else value[chosen]
        return SmallAreas(**values)


def current(db: DuckDBPyConnection, data: Path) -> SmallAreas | None:
    """The small areas that a build has; None where there is neither a given file nor the grid.

    Municipalities that the given file has people in are taken from it whole, the others from the grid: no person is
    counted twice, and no municipality is part one and part the other. The grid is taken rather than
    DeSO with SCB's inhabitants: a DeSO is drawn by its number of people, and large where they are few and far between.

    Args:
        data: the folder that mart.area_files counts its files from.
    """
    rows = db.execute("SELECT layer, file, source, year FROM mart.area_files").fetchall()
    files = {layer: (data / file, source, year) for layer, file, source, year in rows if layer in (GIVEN, GRID)}
    if not files:
        return None
    within = borders.current(db, data)
    layers: list[SmallAreas] = []
    for layer in (GIVEN, GRID):
        if layer in files:
            path, source, year = files[layer]
            areas = of(area_file.read(path, path.name), within, source, year)
            layers.append(areas.where(~(_among(areas, layers, "municipality_code") | _among(areas, layers, "ids"))))
    return _together(layers)


def of(frame: gpd.GeoDataFrame, within: Borders, source: str, year: int) -> SmallAreas:
    """The areas of a file as area_file.read gives it; those without people's number are left out."""
    frame = frame[frame["population"].notna()]
    shapes = np.asarray(frame.geometry.array, dtype=object)
    points = shapely.point_on_surface(shapes)
    x, y = shapely.get_x(points), shapely.get_y(points)
    longitude, latitude = Transformer.from_crs(CRS, 4326, always_xy=True).transform(x, y)
    codes = homes(frame, within)
    jobs = frame["jobs"].to_numpy(dtype=float) if "jobs" in frame and frame["jobs"].notna().any() else None
    ids = frame["small_area_id"].to_numpy(dtype=object)
    areas = SmallAreas(
        ids, frame["population"].to_numpy(dtype=float), jobs, shapes, x, y, latitude, longitude, codes,
        np.full(len(ids), source, dtype=object), np.full(len(ids), year, dtype=np.int64),
    )  # fmt: skip
    order = sorted(range(len(ids)), key=lambda place: (codes[place] or "", ids[place]))
    return areas.where(np.array(order, dtype=np.int64))


def homes(frame: gpd.GeoDataFrame, within: Borders) -> Texts:
    """The municipality of each area: as the file says, or a DeSO's code; else by the borders, None where none is near.

    The simplified borders put a few areas in the municipality beside theirs, so what the file knows goes first.
    """
    given: Texts = np.full(len(frame), None, dtype=np.object_)
    if "municipality_code" in frame:
        given[:] = frame["municipality_code"]
    elif frame["small_area_id"].str.fullmatch(DESO).all():
        given[:] = frame["small_area_id"].str[:4]
    is_known = np.isin(given.astype(str), within.codes.astype(str))
    found, _ = within.of_shapes(np.asarray(frame.geometry.array, dtype=object))
    return np.where(is_known, given, found)


def _among(areas: SmallAreas, found: Sequence[SmallAreas], name: str) -> Flags:
    """Where a text of an area is one of those already found; None is among none."""
    there = {text for one in found for text in getattr(one, name)} - {None}
    return np.array([text in there for text in getattr(areas, name)], dtype=np.bool_)


def _together(parts: Sequence[SmallAreas]) -> SmallAreas:
    """Several sets of areas as one; jobs are unknown where one of them has none."""
    has_jobs = any(part.jobs is not None for part in parts)
    values = {
        field.name: np.concatenate([getattr(part, field.name) for part in parts])
        for field in fields(SmallAreas)
        if field.name != "jobs"
    }
    jobs = [np.full(len(part), np.nan) if part.jobs is None else part.jobs for part in parts]
    return SmallAreas(**values, jobs=np.concatenate(jobs) if has_jobs else None)
