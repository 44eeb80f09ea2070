"""Made lines on rails and on water: along chosen stops, by their shortest tree from the middle."""

import numpy as np
from made_feed import Ints
from made_kinds import TRAM, Kind, Line
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import breadth_first_order, dijkstra, minimum_spanning_tree

Floats = NDArray[np.float64]

RING_KM = (3.0, 7.0)
RING_STOPS = 24


def long_paths(before: Ints, length: Floats, root: int) -> list[Ints]:
    """Paths of a rooted tree that together meet every stop: the longest first, each from a leaf to one already met."""
    met = np.zeros(len(before), bool)
    paths = []
    for leaf in np.argsort(-np.where(np.isfinite(length), length, -1), kind="stable"):
        if met[leaf] or not np.isfinite(length[leaf]) or leaf == root:
            continue
        path = [int(leaf)]
        while not met[path[-1]] and path[-1] != root:
            met[path[-1]] = True
            path.append(int(before[path[-1]]))
        paths.append(np.array(path))
    return paths


def tracks(at: Floats, chosen: Ints, trunk: Kind, branch: Kind) -> list[Line]:
    """Lines along chosen stops: their shortest tree from the middle; arms that meet there are joined across it."""
    if len(chosen) < 2:
        return []
    points = at[chosen]
    apart = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)) + 1.0
    tree = minimum_spanning_tree(csr_matrix(apart))
    tree = tree + tree.T
    root = int(np.argmin(np.hypot(*(points - np.median(points, axis=0)).T)))
    _, before = breadth_first_order(tree, root)
    paths = long_paths(before, dijkstra(tree, indices=root), root)
    arms = [path for path in paths if path[-1] == root]
    across = [np.concatenate([one, two[-2::-1]]) for one, two in zip(arms[::2], arms[1::2], strict=False)]
    across += arms[len(arms) // 2 * 2 :]
    shuttles = [path for path in paths if path[-1] != root]
    return [Line(trunk, chosen[path]) for path in across] + [Line(branch, chosen[path]) for path in shuttles]


def ring(at: Floats, stations: Ints) -> list[Line]:
    """A tram around the middle, through one station in each direction of those that lie some kilometres out."""
    if not len(stations):
        return []
    middle = np.median(at[stations], axis=0)
    east, north = (at[stations] - middle).T
    out = np.hypot(east, north) / 1000
    near = np.flatnonzero((out > RING_KM[0]) & (out < RING_KM[1]))
    sector = ((np.arctan2(north[near], east[near]) / (2 * np.pi) + 0.5) * RING_STOPS).astype(int)
    order = np.lexsort((np.abs(out[near] - np.mean(RING_KM)), sector))
    around = near[order][np.unique(sector[order], return_index=True)[1]]
    return [Line(TRAM, stations[around])] if len(around) > 3 else []
