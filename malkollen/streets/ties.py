"""Ties places to the streets: the nearest piece each may use, and how far along it.

A stump is a bit of street that one cannot both come to and leave, in a yard, through a house, or one way where the map
ends: a place by one is tied to the nearest street that is none, where there is one near enough; so is one above a
tunnel or by a ferry's line. What is a stump is a matter of size (settings.toml), so an island with streets of its own
is none.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from malkollen.streets import costs, plane
from malkollen.streets.costs import Mode
from malkollen.streets.settings import StreetSettings, load
from malkollen.streets.street_map import CLASSES, Flags, Numbers, StreetMap

FERRY = CLASSES.index("ferry")
Shapes = NDArray[np.object_]
"""Lines on the plane, one a piece."""
SAME = 0.1
"""Metres that pieces may differ in how near they are and both be the nearest: at a crossing one is on all of its."""


@dataclass(frozen=True)
class Ties:
    """Where places are on the streets: a pair a place and piece, sorted by place; a place that is on none has no pair.

    Attributes:
        places: how many there are; place, piece: (pairs) positions.
        share: (pairs) how far along the piece, 0–1.
    """

    places: int
    place: NDArray[np.int64]
    piece: NDArray[np.int64]
    share: Numbers

    def of(self, first: int, last: int) -> "Ties":
        """Those of some places, numbered from 0."""
        part = slice(*np.searchsorted(self.place, [first, last]))
        return Ties(last - first, self.place[part] - first, self.piece[part], self.share[part])

    def some(self, places: NDArray[np.int64]) -> "Ties":
        """Those of some places, ascending, numbered from 0."""
        is_mine = np.isin(self.place, places)
        return Ties(len(places), np.searchsorted(places, self.place[is_mine]), self.piece[is_mine], self.share[is_mine])


def shapes(streets: StreetMap) -> Shapes:
    """The shapes of all pieces, to share between ways of travelling."""
    return _shapes(streets, np.arange(streets.pieces))


def _shapes(streets: StreetMap, pieces: NDArray[np.int64]) -> Shapes:
    x, y = plane.on_plane(streets.longitude, streets.latitude)
    sizes = np.diff(streets.first)[pieces]
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    point = np.repeat(streets.first[pieces], sizes) + within
    owner = np.repeat(np.arange(len(pieces)), sizes)
    if not len(owner):
        return np.array([], dtype=np.object_)
    return np.asarray(shapely.linestrings(np.column_stack([x[point], y[point]]), indices=owner), dtype=np.object_)


class Finder:
    """Finds the pieces that one way of travelling may use near places."""

    def __init__(
        self, streets: StreetMap, mode: Mode, settings: StreetSettings | None = None, shapes: Shapes | None = None
    ) -> None:
        """Puts the pieces in order by where they lie. shapes: of all pieces, where they are made already."""
        self._settings = settings or load()
        allowed = costs.allowed(streets, mode)
        usable = np.asarray(allowed.any(axis=1), dtype=np.bool_)
        is_closed = np.asarray(costs.node_flags(streets) & costs.CLOSED[mode], dtype=np.bool_)
        stumps = usable & (streets.is_underground | (streets.kind == FERRY))
        stumps |= usable & _are_stumps(streets, allowed, is_closed, self._settings)
        parts = np.flatnonzero(usable & ~stumps), np.flatnonzero(stumps)
        lines = [_shapes(streets, part) if shapes is None else shapes[part] for part in parts]
        self._streets, self._stumps = (_Lines(part, line) for part, line in zip(parts, lines, strict=True))

    def tie(self, latitude: ArrayLike, longitude: ArrayLike) -> Ties:
        """The nearest pieces of each place, within the metres of the settings.

        Args:
            latitude, longitude: degrees, a place each.
        """
        north, east = (np.asarray(degrees, dtype=np.float64) for degrees in (latitude, longitude))
        points = np.asarray(shapely.points(*plane.plane(east, north)), dtype=np.object_)
        stretch = plane.stretch(north)
        most, same = self._settings.tie.metres * stretch, SAME * stretch
        place, piece, share = self._streets.near(points, most, same)
        left = np.flatnonzero(np.bincount(place, minlength=len(points)) == 0)
        others = self._stumps.near(points[left], most[left], same[left])
        place = np.concatenate([place, left[others[0]]])
        piece, share = (np.concatenate(both) for both in zip((piece, share), others[1:], strict=True))
        order = np.lexsort((piece, place))
        return Ties(len(points), place[order], piece[order], share[order])


def _are_stumps(streets: StreetMap, allowed: Flags, is_closed: Flags, settings: StreetSettings) -> Flags:
    """Which pieces belong to parts of the network that are small beside a large one; within a part one gets both ways.

    Args:
        allowed: (pieces, 2) forward and backward; is_closed: (crossings) that one cannot pass.
    """
    usable, is_both = allowed.any(axis=1), allowed.all(axis=1)
    ends = np.column_stack([np.where(is_closed[end], -1, end) for end in (streets.from_node, streets.to_node)])
    if not usable.any():
        return np.asarray(usable, dtype=np.bool_)
    part = _parts(ends, allowed, streets.nodes)
    first, last = (np.where(end >= 0, part[end], -1) for end in ends.T)
    own = np.where(first == last, first, -1)
    own = np.where(is_both & (own < 0), np.maximum(first, last), own)  # one end is closed: in and out at the other
    size = np.bincount(own[usable] + 1, weights=streets.length[usable], minlength=int(part.max(initial=0)) + 2)
    whole = np.where(own >= 0, size[own + 1], streets.length)
    least = min(settings.tie.stump_metres, settings.tie.stump_share * whole[usable].max())
    is_small: Flags = whole < least
    return is_small


def _parts(ends: NDArray[np.int64], allowed: Flags, nodes: int) -> NDArray[np.int64]:
    """(crossings) the number of the part each lies in: all that one gets to from it and back from."""
    is_open = (ends >= 0).all(axis=1)
    forward, backward = (ends[is_open & allowed[:, way]] for way in (0, 1))
    begin, end = np.concatenate([forward, backward[:, ::-1]]).T
    links = csr_array((np.ones(len(begin)), (begin, end)), shape=(nodes, nodes))
    parts: NDArray[np.int64] = connected_components(links, directed=True, connection="strong")[1]
    return parts


class _Lines:
    """Some pieces in order by where they lie."""

    def __init__(self, pieces: NDArray[np.int64], lines: Shapes) -> None:
        self._pieces, self._lines = pieces, lines
        self._tree = shapely.STRtree(self._lines)

    def near(
        self, points: NDArray[np.object_], most: Numbers, same: Numbers
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], Numbers]:
        """The nearest of each point and those as near but for a little: which point, the piece and how far along it."""
        if not len(self._lines) or not len(points):
            nothing = np.array([], dtype=np.int64)
            return nothing, nothing, np.array([])
        (place, _), line = self._tree.query_nearest(
            points, max_distance=float(most.max()), return_distance=True, all_matches=False
        )
        nearest = np.full(len(points), np.nan)
        nearest[place] = line
        tied = np.flatnonzero(nearest <= most)
        near, own = self._tree.query(points[tied], predicate="dwithin", distance=(nearest + same)[tied])
        place, line = tied[near].astype(np.int64), self._lines[own]
        size, where = shapely.length(line), shapely.line_locate_point(line, points[place])
        share = np.divide(where, size, out=np.zeros_like(where), where=size > 0)
        return place, self._pieces[own], np.clip(share, 0.0, 1.0)
