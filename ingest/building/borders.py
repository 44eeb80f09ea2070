"""The borders that maps draw: the publisher's own, simplified to a screen, where a build has fetched them.

Simplified together, so that what two municipalities share stays shared. Islands and skerries too small to be seen are
left out; a municipality keeps its largest part. Where the publisher's areas reach out over the sea, the coast is that
of the simplified borders.
"""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray
from pyproj.enums import TransformDirection

from ingest.transit.areas import borders
from ingest.transit.areas.borders import Borders

TOLERANCE_M = 100.0
"""Less than a pixel of the home group's map, and of its drawing on paper."""
LEAST_M2 = 40_000.0
"""Of an island: a few pixels of the same map."""
SEA = 1.1
"""So much larger than the land all areas together are where the sea is in them."""
PRECISION_DEGREES = 0.0001
NEAR_M = 50.0
"""Neighbours' simplified borders are not quite the same line."""
Shapes = NDArray[Any]


def refine(db: DuckDBPyConnection, data: Path) -> None:
    """Puts the publisher's borders in the place of the simplified ones in mart.boundaries, if there are any.

    Args:
        data: the folder that mart.area_files counts its files from.
    """
    row = db.execute("SELECT year FROM mart.area_files WHERE layer = ?", [borders.LAYER]).fetchone()
    if row is None:
        return
    batch = table(drawn(borders.current(db, data), borders.simplified()), f"SCB, RegSO {row[0]}")
    db.execute("DELETE FROM mart.boundaries")
    db.register("batch", batch)
    db.execute("INSERT INTO mart.boundaries SELECT * FROM batch")
    db.unregister("batch")


def drawn(fine: Borders, land: Borders) -> Borders:
    """Borders in metres as a map draws them. land: the simplified ones, whose coast is taken where fine has none."""
    shapes = shapely.coverage_simplify(fine.shapes, TOLERANCE_M)
    if shapely.area(fine.shapes).sum() > SEA * shapely.area(land.shapes).sum():
        ashore = shapely.intersection(shapes, shapely.union_all(land.shapes))
        shapes = np.where(shapely.is_empty(ashore), shapes, ashore)
    return Borders(fine.codes, np.array([_without_skerries(shape) for shape in shapes], dtype=object))


def _without_skerries(shape: shapely.Geometry) -> shapely.Geometry:
    parts = [part for part in shapely.get_parts(shape) if isinstance(part, shapely.Polygon)]
    largest = max(parts, key=shapely.area)
    return shapely.multipolygons([part for part in parts if part is largest or part.area >= LEAST_M2])


def table(found: Borders, origin: str) -> pa.Table:
    """Borders in metres as rows of mart.boundaries: WGS 84, clockwise rings, and a point within for the label."""
    degrees = shapely.transform(found.shapes, _degrees)
    return rows(found.codes, shapely.set_precision(degrees, PRECISION_DEGREES), origin)


def _degrees(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Longitude and latitude of points in metres."""
    to_metres = borders.to_metres()
    return np.column_stack(to_metres.transform(points[:, 0], points[:, 1], direction=TransformDirection.INVERSE))


def rows(codes: Sequence[str] | Shapes, shapes: Shapes, origin: str) -> pa.Table:
    """Shapes in degrees as rows of mart.boundaries. The map on screen needs clockwise rings."""
    rings = shapely.orient_polygons(shapes, exterior_cw=True)
    labels = [shapely.maximum_inscribed_circle(_largest(shape), tolerance=0.005).coords[0] for shape in rings]
    return pa.table(
        {
            "code": np.asarray(codes),
            "geojson": shapely.to_geojson(rings),
            "x": [x for x, _ in labels],
            "y": [y for _, y in labels],
            "origin": [origin] * len(rings),
        }
    )


def _largest(shape: shapely.Geometry) -> shapely.Polygon:
    """The largest part of a municipality with islands."""
    largest: shapely.Polygon = max(shapely.get_parts(shape), key=shapely.area)
    return largest


def beside(counties: Collection[str]) -> tuple[str, ...]:
    """The counties that meet any of these on land, by the borders that come with the program."""
    drawn = borders.simplified()
    named = np.array([str(code)[:2] for code in drawn.codes])
    own = shapely.union_all(drawn.shapes[np.isin(named, [*counties])])
    shapely.prepare(own)
    return tuple(sorted({str(one) for one in named[shapely.dwithin(own, drawn.shapes, NEAR_M)]} - {*counties}))
