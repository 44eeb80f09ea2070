"""Where streets are kept: the home county, members in other counties, and what lies around them."""

from pathlib import Path

import numpy as np
import shapely

from ingest.readers import reference_files
from ingest.transit.areas import borders
from malkollen.registry import registry

AROUND_M = 20_000.0
"""Metres outside of the county: a way from one part of it to another may go there, and its neighbours live there."""
COARSE_M = 100.0
Area = shapely.Polygon | shapely.MultiPolygon


def around_home(reference: Path | None = None) -> Area:
    """The home county with some kilometres around, in degrees.

    Args:
        reference: the folder of comparison_groups.csv; members in other counties belong to home too where it is given.
    """
    home, known = registry.load(), borders.simplified()
    members = reference_files.members(reference, home.comparison.home) if reference else set()
    mine = known.shapes[np.array([code[:2] == home.home.county_code or code in members for code in known.codes])]
    whole = shapely.simplify(shapely.buffer(shapely.union_all(mine), AROUND_M), COARSE_M)
    metres = shapely.get_coordinates(whole)
    east, north = borders.to_metres().transform(metres[:, 0], metres[:, 1], direction="INVERSE")
    degrees = shapely.set_coordinates(whole, np.column_stack([east, north]))
    shapely.prepare(degrees)
    return degrees
