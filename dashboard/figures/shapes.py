"""Municipalities' shapes put together, hatched and simplified, for every painter of maps."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry import shape as as_shape

from dashboard.figures.maps import Boundary, Projection, View, breadth
from dashboard.figures.spacing import Point

GRID = 0.0001
"""Degrees that borders are rounded to: what two municipalities share is put together on it."""
LEAST_HOLE = 0.0005
"""Square degrees: what is smaller between shapes is no lake but where their borders do not quite meet."""
FINEST = 0.3
"""Of a sheet's units: a turn of a border that no reader sees beside a letter."""
STROKES = 70
"""Of hatching from side to side of a view."""


def united(shapes: Iterable[Boundary]) -> list[list[Point]]:
    """The rings around some municipalities together: where they end, not where they meet."""
    whole = shapely.union_all([as_shape(shape.geometry) for shape in shapes], grid_size=GRID)
    parts = [part for part in shapely.get_parts(whole) if isinstance(part, shapely.Polygon)]
    rings = [part.exterior for part in parts]
    rings += [hole for part in parts for hole in part.interiors if shapely.Polygon(hole).area > LEAST_HOLE]
    return [[(x, y) for x, y, *_ in ring.coords] for ring in rings]


def on_sheet(shape: Boundary, projection: Projection) -> shapely.Geometry:
    """A municipality's land as it lies on a sheet, where its name is to stand within it."""
    drawn = shapely.transform(
        as_shape(shape.geometry), lambda points: np.array([projection.at(x, y) for x, y in points])
    )
    land = shapely.make_valid(shapely.simplify(drawn, FINEST))
    shapely.prepare(land)
    return land


def coarse(shapes: Mapping[str, Boundary], pixel: float) -> dict[str, Boundary]:
    """Shapes as a map draws them whose pixels are so many degrees high: simplified together, so that they still meet.

    Islands of a few pixels are left out; each municipality keeps its largest part.
    """
    polygons = shapely.coverage_simplify([as_shape(shape.geometry) for shape in shapes.values()], pixel)
    return {code: _seen(shapes[code], found, 4 * pixel**2) for code, found in zip(shapes, polygons, strict=True)}


def _seen(shape: Boundary, simplified: shapely.Geometry, least: float) -> Boundary:
    parts = [part for part in shapely.get_parts(simplified) if isinstance(part, shapely.Polygon)]
    largest = max(parts, key=shapely.area)
    seen = shapely.multipolygons([part for part in parts if part is largest or part.area >= least])
    rounded = shapely.set_precision(seen, GRID)
    return replace(shape, geometry=json.loads(shapely.to_geojson(shapely.orient_polygons(rounded, exterior_cw=True))))


def hatching(shapes: Iterable[Boundary], view: View) -> list[tuple[Point, Point]]:
    """Slanting strokes over some municipalities, as close in every view."""
    west, south, east, north = view
    step = breadth(view) / STROKES
    wide, high = step * (east - west) / breadth(view), north - south
    slant = high * wide / step
    count = int((east - west + slant) / wide) + 1
    strokes = shapely.multilinestrings(
        [[(west - slant + place * wide, south), (west + place * wide, north)] for place in range(count)]
    )
    inside = [shapely.intersection(strokes, shapely.make_valid(as_shape(shape.geometry))) for shape in shapes]
    parts = [part for within in inside for part in shapely.get_parts(within) if not part.is_empty]
    lines = [part.coords for part in parts if isinstance(part, shapely.LineString)]
    return [((line[0][0], line[0][1]), (line[-1][0], line[-1][1])) for line in lines]
