"""How far one gets, as areas: what lies nearer to a place than to any other, and no farther off than it reaches."""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from dashboard.figures.travel import Targets

REACH_M, STOP_REACH_M = 1200.0, 500.0
"""Metres around a small area's point, and around a stop, that are drawn as its."""
METRES_A_DEGREE = 111_320.0
FINE = 5
"""Decimals of a degree that the shapes keep, near a metre."""
Cells = NDArray[np.object_]


def cells(reached: Targets) -> Cells:
    """A shape around each place, in degrees; of several at one point the first has it all."""
    middle = float(np.mean(reached.latitude)) if len(reached.latitude) else 0.0
    wide = METRES_A_DEGREE * np.cos(np.radians(middle))
    flat = np.column_stack([reached.longitude * wide, reached.latitude * METRES_A_DEGREE])
    far = STOP_REACH_M if reached.are_stops else REACH_M
    around: Cells = np.asarray(shapely.buffer(shapely.points(flat), far, quad_segs=6), dtype=np.object_)
    shapes = np.array([shapely.Polygon()] * len(flat), dtype=np.object_)
    _, first = np.unique(flat, axis=0, return_index=True)
    if len(first) < 2:
        shapes[first] = around[first]
    else:
        nearer = shapely.voronoi_polygons(shapely.multipoints(flat[np.sort(first)]), ordered=True)
        shapes[np.sort(first)] = shapely.intersection(shapely.get_parts(nearer), around[np.sort(first)])
    return np.asarray(shapely.transform(shapes, lambda at: at / [wide, METRES_A_DEGREE]), dtype=np.object_)


def together(shapes: Cells, chosen: NDArray[np.bool_]) -> dict[str, Any] | None:
    """Some of the shapes as one, as GeoJSON draws it (outer rings clockwise); None where there is none."""
    whole = shapely.union_all(shapely.set_precision(shapes[chosen], 10.0**-FINE))
    if whole.is_empty:
        return None
    turned = shapely.orient_polygons(whole, exterior_cw=True)
    geometry: dict[str, Any] = shapely.geometry.mapping(turned)
    return geometry
