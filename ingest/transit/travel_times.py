"""Travel times that a build keeps: what each small area reaches, and the times between places.

The search and what a median means are malkollen.travel's (reach.py), over the departures from the door of its window
(07–09, one every five minutes). Each area is one point: everybody in it leaves from there and is reached there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
import pyarrow as pa

from ingest.transit.areas.borders import Flags, Numbers
from ingest.transit.areas.small_areas import SmallAreas
from malkollen.streets.walks import Walks
from malkollen.travel import reach
from malkollen.travel.network import Network
from malkollen.travel.reach import LIMITS, Places
from malkollen.travel.settings import SETTINGS

AT_ONCE = 500
"""Origins between two words of how far it has come."""


@dataclass(frozen=True)
class ByStreet:
    """The streets that one walks and cycles on to stops; is_station: (stops) those one may leave a cycle at."""

    walks: Walks
    is_station: Flags


def of_areas(
    net: Network,
    areas: SmallAreas,
    origins: Flags,
    cores: Places,
    say: Callable[[int, int], None],
    by_street: ByStreet | None = None,
) -> pa.Table:
    """The rows of mart.reach: from some of the small areas to all of them, and to the nearest of the cores.

    Args:
        origins: which areas are judged. People are counted in all areas, jobs in those of the origin's own county.
        say: told how many origins are done, of how many.
        by_street: where the ways to and from stops go; as the crow flies, and nobody cycles, unless given.
    """
    begins, walks = areas.where(origins), by_street.walks if by_street else None
    counties = np.array([code[:2] for code in begins.municipality_code])
    everywhere = reach.places(areas.x, areas.y)
    people, jobs = np.zeros((len(begins), len(LIMITS))), np.full((len(begins), len(LIMITS)), np.nan)
    nearest, cycled = np.full(len(begins), np.inf), np.full(len(begins), np.inf)
    for county in np.unique(counties):
        weights = np.column_stack([areas.population, _jobs_in(areas, str(county))])
        mine = np.flatnonzero(counties == county)
        for part in np.array_split(mine, ceil(len(mine) / AT_ONCE)):
            points = reach.places(begins.x[part], begins.y[part])
            ways = walks.on_foot(net, points, everywhere) if walks else None
            found = reach.within(net, points, everywhere, weights, ways=ways)
            people[part] = found[:, :, 0]
            if weights[:, 1].any():
                jobs[part] = found[:, :, 1]
            ways = walks.on_foot(net, points, cores) if walks else None
            nearest[part] = reach.nearest(reach.travel(net, points, cores, ways=ways).median)
            if by_street:
                ways = by_street.walks.by_cycle(net, by_street.is_station, points, cores)
                cycled[part] = reach.nearest(reach.travel(net, points, cores, ways=ways).median)
            say(int(part[-1]) + 1, len(begins))
    return pa.table(
        {
            "small_area_id": pa.array(begins.ids, pa.string()),
            "minutes_core": _or_null(nearest),
            "minutes_core_by_cycle": _or_null(cycled),
            **{f"people_{limit}": people[:, place] for place, limit in enumerate(LIMITS)},
            **{f"jobs_{limit}": _or_null(jobs[:, place]) for place, limit in enumerate(LIMITS)},
        }
    )


def of_places(net: Network, ids: Sequence[str], points: Places, by_street: ByStreet | None = None) -> pa.Table:
    """The rows of mart.relations: from each place to each other, over the window and a departure at a time."""
    ways = by_street.walks.on_foot(net, points, points) if by_street else None
    times = reach.travel(net, points, points, ways=ways)
    alone = (np.array([leaving], dtype=np.int32) for leaving in SETTINGS.departures())
    each = np.stack(
        [reach.travel(net, points, points, departures=leaving, ways=ways).median for leaving in alone], axis=-1
    )
    origin, destination = np.nonzero(~np.eye(len(ids), dtype=bool))
    names = np.array(ids, dtype=np.object_)
    minutes = [
        [int(np.ceil(time)) if np.isfinite(time) else None for time in each[pair]]
        for pair in zip(origin, destination, strict=True)
    ]
    return pa.table(
        {
            "origin": pa.array(names[origin], pa.string()),
            "destination": pa.array(names[destination], pa.string()),
            "median_minutes": _or_null(times.median[origin, destination]),
            "p90_minutes": _or_null(times.high[origin, destination]),
            "minutes": pa.array(minutes, pa.list_(pa.int32())),
        }
    )


def _jobs_in(areas: SmallAreas, county: str) -> Numbers:
    """The jobs of a county's areas; zero elsewhere and where nobody knows."""
    if areas.jobs is None:
        return np.zeros(len(areas))
    mine = np.array([code is not None and code[:2] == county for code in areas.municipality_code], dtype=bool)
    return np.where(mine, np.nan_to_num(areas.jobs), 0.0)


def _or_null(values: Numbers) -> pa.Array:
    return pa.array(values, pa.float64(), mask=~np.isfinite(values))
