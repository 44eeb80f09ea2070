"""Stops with their departures between 06 and 20, and which of them count as one.

Two rules, since the two methods of access have one each:

SCB gives a stop one coordinate: one with a platform on each side of the street "representeras som en punkt som
interpoleras" (statistikdatabasen.scb.se, MI1303, footnote on hållplatslägen). stop_areas puts the platforms of a parent
station together, and those without one that lie within 50 m of each other.

The EU's method puts stops "near to each other" together, "both sides of a street; bus stations", and takes the "sum of
available departures per cluster" (H. Poelman, DG Regional and Urban Policy: Measuring access to public transport in
European cities). clusters takes 50 m for bus and tram, and for rail and metro the whole parent station too.

Both count every direction and platform together, and a stop of a chain belongs to the whole chain (single linkage).
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from ingest.transit.areas.borders import Flags, Numbers, Texts, are_none, places
from malkollen.database import storage

NEAR_M = 50.0
HOURS = range(6, 20)
"""06:00–19:59, the hours of both methods."""
LONG_WALK = ("rail", "metro")
NO_TIMETABLE = ("taxi",)
"""Called on demand: no supply by the clock."""
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Supply:
    """The stops of a timetable and what leaves them on its reference day between 06:00 and 19:59.

    Attributes:
        x, y: EPSG:3006, metres, one a stop.
        parent: the parent station's id; None where the stop has none.
        street: departures one may get on, of bus, tram, ferry and what is none of the named modes.
        track: departures of rail and metro. Taxi on demand is in neither.
    """

    x: Numbers
    y: Numbers
    parent: Texts
    street: Counts
    track: Counts


def supply(folder: Path) -> Supply:
    """Reads stops.parquet and departures.parquet of a timetable's folder."""
    query = """
        WITH counted AS (
          SELECT stop,
                 coalesce(sum(boardable) FILTER (NOT list_contains($track, mode)), 0) AS street,
                 coalesce(sum(boardable) FILTER (list_contains($track, mode)), 0) AS track
          FROM read_parquet($departures)
          WHERE hour BETWEEN $first AND $last AND NOT list_contains($none, mode) GROUP BY stop
        )
        SELECT x, y, parent_id, coalesce(street, 0) AS street, coalesce(track, 0) AS track
        FROM read_parquet($stops) LEFT JOIN counted USING (stop) ORDER BY stop
    """
    files = {name: storage.literal(folder / f"{name}.parquet") for name in ("stops", "departures")}
    wanted = {"track": list(LONG_WALK), "none": list(NO_TIMETABLE), "first": HOURS[0], "last": HOURS[-1]}
    with storage.connect() as db:
        found = db.execute(query, files | wanted).fetchall()
    x, y, parent, street, track = zip(*found, strict=True) if found else ((),) * 5
    return Supply(
        np.array(x, dtype=float), np.array(y, dtype=float), np.array(parent, dtype=object),
        np.array(street, dtype=np.int64), np.array(track, dtype=np.int64),
    )  # fmt: skip


def stop_areas(supply: Supply) -> Counts:
    """The number of each stop's area by SCB's rule: its parent station, else what lies within 50 m without parent."""
    alone = np.flatnonzero(are_none(supply.parent))
    pairs = alone[_near(supply.x[alone], supply.y[alone])]
    return _components(len(supply.x), np.hstack([pairs, _same(supply.parent)]))


def clusters(supply: Supply, members: Flags, *, with_parents: bool) -> Counts:
    """The number of each member's cluster by the EU's rule.

    Args:
        members: which stops are clustered; the others get -1.
        with_parents: stops of the same parent station belong together however far apart they are.
    """
    where = np.flatnonzero(members)
    pairs = _near(supply.x[where], supply.y[where])
    if with_parents:
        pairs = np.hstack([pairs, _same(supply.parent[where])])
    numbers = np.full(len(members), -1, dtype=np.int64)
    numbers[where] = _components(len(where), pairs)
    return numbers


def totals(numbers: Counts, departures: Counts) -> Counts:
    """The departures of each stop's whole group, one a stop; 0 for those in none."""
    is_in = numbers >= 0
    sums = np.zeros(len(numbers) + 1, dtype=np.int64)
    np.add.at(sums, numbers[is_in], departures[is_in])
    return np.where(is_in, sums[numbers], 0)


def _near(x: Numbers, y: Numbers) -> Counts:
    """Pairs of places within NEAR_M of each other, as two rows; no place is paired with itself."""
    points = places(x, y)
    one, other = shapely.STRtree(points).query(points, predicate="dwithin", distance=NEAR_M)
    return np.vstack([one, other])[:, one < other].astype(np.int64)


def _same(names: Texts) -> Counts:
    """Pairs of the first that has a name with each other that has it; None is no name."""
    firsts: dict[object, int] = {}
    pairs = [(firsts.setdefault(name, place), place) for place, name in enumerate(names.tolist()) if name is not None]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2).T


def _components(count: int, pairs: Counts) -> Counts:
    """The lowest number that each is tied to, over any chain of pairs."""
    numbers = np.arange(count, dtype=np.int64)
    while True:
        lowest = numbers.copy()
        np.minimum.at(lowest, pairs[0], numbers[pairs[1]])
        np.minimum.at(lowest, pairs[1], numbers[pairs[0]])
        lowest = lowest[lowest]  # what the lowest has found since: a chain halves each time
        if np.array_equal(lowest, numbers):
            return numbers
        numbers = lowest
