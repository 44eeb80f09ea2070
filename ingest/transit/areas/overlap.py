"""How much of each small area lies within reach of some stop: overlap by area, every square metre counted once."""

import numpy as np
import shapely

from ingest.transit.areas.borders import Numbers, Shapes, places

POINT = 0  # shapely's type id
QUARTER = 8
"""Corners of a quarter of a circle."""
EQUAL_AREA = float(np.sqrt(np.pi / (2 * QUARTER * np.sin(np.pi / (2 * QUARTER)))))
"""The polygon with 32 corners that stands for a circle is made as large as it: 0.3 % longer radius, at most 1.7 m off
the circle at 500 m."""
ROUNDING = 1e-9


def covered(shapes: Shapes, x: Numbers, y: Numbers, radius_m: Numbers | float) -> Numbers:
    """The share of each area that lies within the radius of at least one of the places.

    People are taken to live evenly over a polygon (areal weighting), and a point lies within or not. What the first
    costs is said by population.interval.

    Args:
        shapes: polygons or points in EPSG:3006.
        x, y: the places, EPSG:3006; radius_m: straight-line metres, one for all or one each.

    Returns:
        0 to 1, one for each of the shapes; where circles overlap their ground counts once.
    """
    share = np.zeros(len(shapes))
    if not len(x) or not len(shapes):
        return share
    centres = places(x, y)
    is_point = shapely.get_type_id(shapes) == POINT
    where = np.flatnonzero(is_point)
    _, near = shapely.STRtree(shapes[where]).query(
        centres, predicate="dwithin", distance=np.broadcast_to(radius_m, len(x))
    )
    share[where[near]] = 1.0
    where = np.flatnonzero(~is_point)
    circles = shapely.buffer(centres, np.multiply(radius_m, EQUAL_AREA), quad_segs=QUARTER)
    share[where] = _covered_polygons(shapes[where], circles)
    return share


def without_rounding(share: Numbers) -> Numbers:
    """Shares that are nothing or the whole but for the last decimals, made so: what is touched can be told."""
    return np.where(share < ROUNDING, 0.0, np.where(share > 1 - ROUNDING, 1.0, share))


def _covered_polygons(polygons: Shapes, circles: Shapes) -> Numbers:
    """Pieces of each polygon, put together where there are several."""
    circle, polygon = shapely.STRtree(polygons).query(circles, predicate="intersects")
    order = np.argsort(polygon, kind="stable")
    circle, polygon = circle[order], polygon[order]
    pieces = shapely.intersection(circles[circle], polygons[polygon])
    touched, begins = np.unique(polygon, return_index=True)
    ends = np.append(begins[1:], len(polygon))
    area = shapely.area(pieces[begins])
    for place in np.flatnonzero(ends - begins > 1):
        area[place] = shapely.union_all(pieces[begins[place] : ends[place]]).area
    share = np.zeros(len(polygons))
    share[touched] = area / shapely.area(polygons[touched])
    return without_rounding(share)
