"""Made bus lines: from the outermost stops to the nearest hub, and between hubs that are near one another."""

from collections.abc import Iterator

import numpy as np
from made_feed import Ints
from made_kinds import COUNTRY, CROSS, REMOTE, TOWN, Line
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

Floats = NDArray[np.float64]

NEIGHBOURS = 8
TOWN_M, COUNTRY_M = 7_000.0, 18_000.0  # from a line's first stop to its hub


def _forest(at: Floats, hubs: Ints) -> tuple[Ints, Floats, Ints]:
    """For each stop the next one towards the hub that is nearest along neighbouring stops, the way there, that hub."""
    count = min(NEIGHBOURS + 1, len(at))
    far, near = cKDTree(at).query(at, k=count)
    rows, columns = np.repeat(np.arange(len(at)), count), near.ravel()
    weight = (far.ravel() + 1.0) ** 1.5  # many short hops rather than one long: the bus passes the stops between
    while True:
        graph = csr_matrix((weight, (rows, columns)), (len(at), len(at)))
        length, before, source = dijkstra(graph, directed=False, indices=hubs, return_predecessors=True, min_only=True)
        cut_off = np.flatnonzero(np.isinf(length))
        if not len(cut_off):
            return before, length, source
        leap, hub = cKDTree(at[hubs]).query(at[cut_off])
        shortest = int(np.argmin(leap))
        rows, columns = np.append(rows, cut_off[shortest]), np.append(columns, hubs[hub[shortest]])
        weight = np.append(weight, (leap[shortest] + 1.0) ** 1.5)


def feeders(at: Floats, hubs: Ints) -> list[Line]:
    """Buses from the outermost stops to the nearest hub; short twigs are taken on the way of a longer line."""
    before, length, source = _forest(at, hubs)
    children: dict[int, list[int]] = {}
    for stop in np.argsort(length, kind="stable"):
        if source[stop] != stop:
            children.setdefault(int(before[stop]), []).append(int(stop))
    size = np.ones(len(at), int)
    for stop in np.argsort(-length, kind="stable"):
        if source[stop] != stop:
            size[before[stop]] += size[stop]
    met = np.zeros(len(at), bool)
    met[hubs] = True
    lines = []
    for leaf in np.argsort(-length, kind="stable"):
        if not met[leaf]:
            stops = _feeder(int(leaf), before, children, size, met)
            out = np.hypot(*(at[stops[0]] - at[stops[-1]]))
            lines.append(Line(TOWN if out < TOWN_M else COUNTRY if out < COUNTRY_M else REMOTE, stops))
    return lines


def _feeder(leaf: int, before: Ints, children: dict[int, list[int]], size: Ints, met: NDArray[np.bool_]) -> Ints:
    """The way from a leaf to its hub, with unserved twigs of at most three stops taken before the stop they hang on."""

    def twig(stop: int) -> Iterator[int]:
        for child in children.get(stop, []):
            yield from twig(child)
        met[stop] = True
        yield stop

    stops, stop = [], leaf
    while stop >= 0:
        for child in children.get(stop, []):
            if not met[child] and size[child] <= 3 and child not in stops[-1:]:
                stops += twig(child)
        met[stop] = True
        stops.append(stop)
        stop = int(before[stop])
    return np.array(stops)


def crossings(at: Floats, hubs: Ints) -> list[Line]:
    """Trunk buses between hubs that are near one another, by the stops between them."""
    if len(hubs) < 2:
        return []
    _, near = cKDTree(at[hubs]).query(at[hubs], k=min(4, len(hubs)))
    pairs = sorted({(min(a, b), max(a, b)) for a, row in enumerate(near.tolist()) for b in row if a != b})
    tree = cKDTree(at)
    lines = []
    for a, b in pairs:
        begins, ends = at[hubs[a]], at[hubs[b]]
        steps = max(2, int(np.hypot(*(ends - begins)) / 400))
        _, passed = tree.query(begins + np.linspace(0, 1, steps)[:, None] * (ends - begins))
        stops = passed[np.r_[True, np.diff(passed) != 0]]
        if len(stops) > 2:
            lines.append(Line(CROSS, stops))
    return lines
