"""Cuts ways into pieces between crossings, and puts on each what its way says."""

from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from ingest.streets import restrictions
from ingest.streets.extract import NOWHERE, Raw
from malkollen.streets import plane
from malkollen.streets.street_map import BACKWARD, CLASSES, FORWARD, Flags, StreetMap

Whole = NDArray[np.int64]
Numbers = NDArray[np.float64]
NEAR_HOMES_M = 150.0
"""A street is in built-up land where a street that people live on is so near. Egen uppskattning."""
HOMES = tuple(CLASSES.index(name) for name in ("residential", "living_street"))
BITS = ("kind", "walk", "cycle", "car")
FLAGS = ("is_destination", "is_pushed", "is_gravel", "is_underground")


class _Points(NamedTuple):
    """The points of all ways, one way after another; each array has one value a point.

    Attributes:
        way: position of its way; node: position in `ids`, OpenStreetMap's own ids, ascending.
        x, y: units of degrees; stands: (ids) what stands there; is_within: it is known where it is, and that is inside.
    """

    way: Whole
    node: Whole
    x: NDArray[np.int32]
    y: NDArray[np.int32]
    is_within: Flags
    ids: Whole
    stands: NDArray[np.uint8]


def of(raw: Raw, within: shapely.Polygon | shapely.MultiPolygon | None = None) -> StreetMap:
    """The street map of what was read.

    Args:
        within: degrees; a piece ends at the last point inside. None keeps all.
    """
    points = _points(raw, within)
    begin, end = _cut(points)
    used, crossing = np.unique(np.concatenate([points.node[begin], points.node[end]]), return_inverse=True)
    from_node, to_node = np.split(crossing.astype(np.int32), 2)
    sizes = end - begin + 1
    first = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    inner = np.arange(first[-1]) - np.repeat(first[:-1], sizes) + np.repeat(begin, sizes)
    length, share = _lengths(points, first, inner)
    way = points.way[begin]
    streets = StreetMap(
        from_node=from_node,
        to_node=to_node,
        from_flags=points.stands[points.node[begin]],
        to_flags=points.stands[points.node[end]],
        first=first,
        longitude=points.x[inner],
        latitude=points.y[inner],
        length=length,
        **_said(raw, way, share),
        is_inside=np.zeros(len(way), dtype=np.bool_),
        bans=[],
    )
    return streets._replace(is_inside=_built_up(raw, streets, way), bans=_bans(raw, streets, way, points.ids[used]))


def _points(raw: Raw, within: shapely.Polygon | shapely.MultiPolygon | None) -> _Points:
    x, y = np.array(raw.x, dtype=np.int32), np.array(raw.y, dtype=np.int32)
    is_within = (x != NOWHERE) & (y != NOWHERE)
    if within is not None:
        is_within &= shapely.contains_xy(within, x * plane.UNITS, y * plane.UNITS)
    sizes = np.diff(np.array(raw.first, dtype=np.int64)).astype(np.int64)
    way = np.repeat(np.arange(len(raw.rules)), sizes)
    ids, node = np.unique(np.array(raw.nodes, dtype=np.int64), return_inverse=True)
    stands = np.zeros(len(ids), dtype=np.uint8)
    known = np.array(sorted(raw.stands), dtype=np.int64)
    known = known[np.isin(known, ids)]
    stands[np.searchsorted(ids, known)] = [raw.stands[id_] for id_ in known.tolist()]
    return _Points(way, node, x, y, is_within, ids, stands)


def _cut(points: _Points) -> tuple[Whole, Whole]:
    """The first and the last point of each piece: cut where more than one point of any way is, or something stands."""
    is_step = (points.way[:-1] == points.way[1:]) & points.is_within[:-1] & points.is_within[1:]
    step = np.flatnonzero(is_step)
    is_shared = np.bincount(points.node, minlength=len(points.ids)) > 1
    is_cut = (is_shared | (points.stands > 0))[points.node]
    begins = np.ones(len(step), dtype=np.bool_)
    begins[1:] = (np.diff(step) != 1) | is_cut[step[1:]]
    starts = np.flatnonzero(begins)
    lasts = np.append(starts, len(step))[1:] - 1
    return step[starts], step[lasts] + 1


def _lengths(points: _Points, first: Whole, inner: Whole) -> tuple[Numbers, Numbers]:
    """Metres of each piece, and how large a part of its whole way that is, with what lies outside."""
    x, y = (np.asarray(column * plane.UNITS, dtype=np.float64) for column in (points.x, points.y))
    apart = np.zeros(len(x))
    apart[1:] = plane.metres(x[:-1], y[:-1], x[1:], y[1:])
    is_known = (points.x != NOWHERE) & (points.y != NOWHERE)
    apart[1:][(points.way[:-1] != points.way[1:]) | ~is_known[:-1] | ~is_known[1:]] = 0.0
    steps = apart[inner]
    steps[first[:-1]] = 0.0
    length: Numbers = np.add.reduceat(steps, first[:-1]) if len(first) > 1 else np.zeros(0)
    whole = np.bincount(points.way, weights=apart)[points.way[inner[first[:-1]]]]
    return length, np.divide(length, whole, out=np.zeros_like(length), where=whole > 0)


def _said(raw: Raw, way: Whole, share: Numbers) -> dict[str, Any]:
    """What the ways say, a value a piece."""
    speeds = np.array([rule.speeds for rule in raw.rules], dtype=np.float64).reshape(-1, 2)[way]
    ferry = np.array([rule.ferry_seconds for rule in raw.rules], dtype=np.float64)[way]
    bits = {name: np.array([getattr(rule, name) for rule in raw.rules], dtype=np.uint8)[way] for name in BITS}
    flags = {name: np.array([getattr(rule, name) for rule in raw.rules], dtype=np.bool_)[way] for name in FLAGS}
    return bits | flags | {
        "speed_forward": speeds[:, 0], "speed_backward": speeds[:, 1], "ferry_seconds": ferry * share
    }  # fmt: skip


def _built_up(raw: Raw, streets: StreetMap, way: Whole) -> Flags:
    """Which pieces lie in built-up land: as the tags say, else by outlines of land use, else near where people live."""
    state = {None: -1, False: 0, True: 1}
    tagged = np.array([state[rule.is_inside] for rule in raw.rules], dtype=np.int8)[way]
    middle = (streets.first[:-1] + streets.first[1:]) // 2
    x, y = streets.longitude[middle] * plane.UNITS, streets.latitude[middle] * plane.UNITS
    inside: Flags = np.zeros(len(way), dtype=np.bool_)
    if raw.built_up and len(x):
        outlines = [shapely.Polygon(np.array(line).reshape(-1, 2) * plane.UNITS) for line in raw.built_up]
        point, _ = shapely.STRtree(outlines).query(_at(x, y), predicate="intersects")
        inside[point] = True
    homes = np.flatnonzero(np.isin(streets.kind, HOMES))
    if len(homes):
        points, most = _at(*plane.plane(x, y)), NEAR_HOMES_M * plane.stretch(y)
        (near, _), line = shapely.STRtree(points[homes]).query_nearest(
            points, max_distance=float(most.max()), return_distance=True, all_matches=False
        )
        inside[near] |= line <= most[near]
    return np.where(tagged < 0, inside, tagged > 0)


def _at(x: Numbers, y: Numbers) -> NDArray[np.object_]:
    return np.asarray(shapely.points(x, y), dtype=np.object_)


def _bans(raw: Raw, streets: StreetMap, way: Whole, crossing_ids: Whole) -> list[tuple[int, ...]]:
    """The turn restrictions on the pieces."""
    named = sorted({id_ for one in raw.turns for id_ in (*one.begins, *one.between, *one.ends)})
    ids = np.array(raw.ids, dtype=np.int64)[way]
    of_way: dict[int, list[int]] = {}
    for piece in np.flatnonzero(np.isin(ids, np.array(named, dtype=np.int64))).tolist():
        of_way.setdefault(int(ids[piece]), []).append(piece)
    nodes = {one.node for one in raw.turns if one.node is not None}
    where = {id_: place for place, id_ in enumerate(crossing_ids.tolist()) if id_ in nodes}
    is_open = np.column_stack([streets.car & FORWARD, streets.car & BACKWARD]).ravel() > 0
    return restrictions.bans(raw.turns, restrictions.Pieces(of_way, streets.from_node, streets.to_node, where, is_open))
