"""Where streets are kept: the home county and what lies around it."""

import numpy as np
import shapely

from ingest.transit.areas import borders
from malkollen.registry import registry

AROUND_M = 20_000.0
"""Metres outside of the county: a way from one part of it to another may go there, and its neighbours live there."""
COARSE_M = 100.0


def around_home() -> shapely.Polygon | shapely.MultiPolygon:
    """The home county with some kilometres around, in degrees."""
    county, known = registry.load().home.county_code, borders.simplified()
    mine = known.shapes[np.array([code[:2] == county for code in known.codes])]
    whole = shapely.simplify(shapely.buffer(shapely.union_all(mine), AROUND_M), COARSE_M)
    metres = shapely.get_coordinates(whole)
    east, north = borders.to_metres().transform(metres[:, 0], metres[:, 1], direction="INVERSE")
    degrees = shapely.set_coordinates(whole, np.column_stack([east, north]))
    shapely.prepare(degrees)
    return degrees
