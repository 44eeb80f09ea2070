"""Access by SCB's definition of kollektivtrafiknära läge (SDG 11.2.1; Kolada N07418; SCB MI1303).

As the municipalities that show Kolada's N07418 describe it (hallbarometern.se): "en trafikerad hållplats inom 500 meter
från sin folkbokföringsadress", where such a stop is one "för samtliga trafikslag som trafikeras med minst en avgång per
timme, vardagar mellan 06:00 och 20:00", and the distance "utgår från fågelavstånd och beaktar inte väg- och gatunät".

What differs here:
- SCB has the addresses. Small areas stand for them: see population.interval and comparison.against_published.
- One reference day stands for weekdays: 14 departures between 06:00 and 19:59 are one an hour on average.
- A stop is a stop area (clusters.stop_areas) at the middle of its platforms, and what leaves it in all directions
  counts together. SCB says that the coordinate is interpolated, not how directions are counted.
- Taxi on demand is no departure by the clock and is left out.
"""

import numpy as np

from ingest.transit.areas.borders import Numbers
from ingest.transit.areas.clusters import HOURS, Supply, stop_areas
from ingest.transit.areas.overlap import covered
from ingest.transit.areas.small_areas import SmallAreas

METHOD = "scb"
RADIUS_M = 500.0
FEWEST = len(HOURS)
"""One departure an hour on average."""


def shares(areas: SmallAreas, found: Supply) -> dict[str, Numbers]:
    """The part of each small area that is near and outside; they sum to 1."""
    x, y = served(found)
    near = covered(areas.shapes, x, y, RADIUS_M)
    return {"near": near, "outside": 1.0 - near}


def served(supply: Supply) -> tuple[Numbers, Numbers]:
    """The coordinates of the stop areas with departures enough, EPSG:3006."""
    _, number = np.unique(stop_areas(supply), return_inverse=True)
    stops = np.bincount(number)
    departures = np.bincount(number, weights=supply.street + supply.track)
    x, y = (np.bincount(number, weights=axis) / np.maximum(stops, 1) for axis in (supply.x, supply.y))
    is_served = departures >= FEWEST
    return x[is_served], y[is_served]
