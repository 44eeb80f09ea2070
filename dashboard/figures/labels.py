"""Where names stand on a map: on what they name where there is room, else beside it; none over another, none cut off.

The one rule of the screen, of paper and of slides. A painter measures its own letters and draws what it is told.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import ceil, dist
from operator import itemgetter
from typing import NamedTuple

import shapely

from dashboard.figures.spacing import Box, Point, Size, apart, is_over, within

MOVED = 1.2
"""Heights of the text a label may be moved before a hair shows what it names."""
AIR = (0.6, 0.2)
"""Heights of the text between two labels, across and upright: two names in a row must not read as one."""
STEP = 0.25
"""Heights of the text between the places that are tried."""
SWEEPS = 4
NEAR = 8
"""Steps around a spot within which most labels find a place."""
REACH = 2.0
"""Heights of the text that a name is moved to lie within its own land."""
LETTERS = 0.9
"""Heights of the text that a line's letters take."""
ACROSS, TOLD = (0.06, 0.15, 0.3), 0.01
"""Of a label's letters: what may lie outside their own land, with more a border runs through them; what nobody sees."""
MOST_BESIDE = 0.25
"""Of the labels, what may stand beside what they name before more of them lies outside their land."""


class Placed(NamedTuple):
    """A label: its middle, and whether it stands so far from what it names that a hair must say what that is."""

    middle: Point
    is_moved: bool


class Own(NamedTuple):
    """The land that a label names, and how wide its lines are, in the order in which the sheet's heights grow."""

    land: shapely.Geometry
    lines: tuple[float, ...]


def placed(
    spots: Sequence[Point],
    sizes: Sequence[Size],
    frame: Box,
    text: float,
    marks: Sequence[float] = (),
    lands: Sequence[Own] = (),
) -> list[Placed]:
    """Labels apart, within a frame, each as near its spot as the others let it.

    Args:
        spots: where each would be; sizes: its width and height; frame: what none may leave; text: the letters' size;
            marks: how wide a circle is drawn at each spot, which no label may cover; lands: what each names, where no
            border may run through its letters; all in the same unit.

    Returns:
        In the same order. Where the frame cannot hold them all some still overlap.
    """
    if lands:
        return _on_lands(spots, sizes, frame, text, lands)
    roomy = [(wide + AIR[0] * text, high + AIR[1] * text) for wide, high in sizes]
    left, edge, across, up = frame  # the air is between labels: at the frame they need none
    frame = (left - AIR[0] * text / 2, edge - AIR[1] * text / 2, across + AIR[0] * text, up + AIR[1] * text)
    taken = [(spot, (wide, wide)) for spot, wide in zip(spots, marks, strict=bool(marks)) if wide]
    middles = apart(spots, roomy, frame)
    if taken or _overlaps(middles, roomy):
        middles = _one_by_one(spots, roomy, frame, text, taken)
    for _ in range(SWEEPS):
        nearer = _nearer(middles, spots, roomy, frame, text, taken)
        if nearer == middles:
            break
        middles = nearer
    rooms = zip(spots, middles, sizes, marks or [0.0] * len(spots), strict=True)
    return [Placed(middle, _gap(spot, middle, size, wide) > MOVED * text) for spot, middle, size, wide in rooms]


def edge(spot: Point, middle: Point, size: Size) -> Point:
    """Where a hair from a spot meets the label it leads to: it runs through no letters."""
    across, up = (abs(spot[axis] - middle[axis]) for axis in (0, 1))
    part = min(size[0] / 2 / across if across else 1.0, size[1] / 2 / up if up else 1.0, 1.0)
    return middle[0] + part * (spot[0] - middle[0]), middle[1] + part * (spot[1] - middle[1])


def _on_lands(
    spots: Sequence[Point], sizes: Sequence[Size], frame: Box, text: float, lands: Sequence[Own]
) -> list[Placed]:
    """Each within its own land; one that has no room there beside them all, with a hair to it.

    Where the letters are so large that many would stand beside, what lies outside is borne with first.
    """
    around = [_around_home(spot, text, size[1], own) for spot, size, own in zip(spots, sizes, lands, strict=True)]
    for most in ACROSS:
        places = [[place for place, outside in found if outside <= most] for found in around]
        if sum(not found for found in places) <= MOST_BESIDE * len(spots):
            break
    where = _within(places, sizes, frame, text)
    whole = shapely.union_all([own.land for own in lands])
    shapely.prepare(whole)
    for number in (one for one in range(len(spots)) if one not in where):
        taken = [(place.middle, sizes[other]) for other, place in where.items()]
        where[number] = _beside(spots[number], sizes[number], frame, text, whole, taken)
    return [where[number] for number in range(len(spots))]


def _within(places: Sequence[Sequence[Point]], sizes: Sequence[Size], frame: Box, text: float) -> dict[int, Placed]:
    """Labels at places of their own that are free of the others, by number, those with fewest places first."""
    where: dict[int, Placed] = {}
    for number in sorted((one for one, found in enumerate(places) if found), key=lambda one: len(places[one])):
        taken = [(place.middle, sizes[other]) for other, place in where.items()]
        free = (place for place in places[number] if not any(is_over((place, sizes[number]), room) for room in taken))
        where[number] = Placed(next(free, places[number][0]), is_moved=False)
    inside = sorted(where)
    middles, rooms = [where[one].middle for one in inside], [sizes[one] for one in inside]
    if _overlaps(middles, rooms):
        where = dict(zip(inside, placed(middles, rooms, frame, text), strict=True))
    return where


@lru_cache(maxsize=1024)
def _around_home(spot: Point, text: float, high: float, own: Own) -> tuple[tuple[Point, float], ...]:
    """Places around a spot, those within the label's land first, the nearest first; and what lies outside it there."""
    reach, wide = REACH * text, max(own.lines)
    room = (spot[0] - reach - wide / 2, spot[1] - reach - high / 2, 2 * reach + wide, 2 * reach + high)
    tried = [place for place in _around(spot, (wide, high), room, STEP * text, reach) if dist(place, spot) <= reach]
    each, inside, whole = high / len(own.lines), [0.0] * len(tried), sum(own.lines) * LETTERS * text
    for number, across in enumerate(own.lines):
        off = (number + 0.5) * each - high / 2
        parts = _inside(own.land, [_box((x, y + off), (across, LETTERS * text)) for x, y in tried])
        inside = [before + part for before, part in zip(inside, parts, strict=True)]
    outside = [(place, 1 - part / whole) for place, part in zip(tried, inside, strict=True)]
    return tuple(sorted(outside, key=lambda one: sum(one[1] > most for most in (TOLD, *ACROSS))))


def _inside(land: shapely.Geometry, boxes: Sequence[shapely.Geometry]) -> list[float]:
    """How much of each box lies within a land: what lies there whole is known at once."""
    is_whole, is_met = shapely.contains(land, boxes), shapely.intersects(land, boxes)
    return [
        float(shapely.area(box if whole else shapely.intersection(land, box))) if met else 0.0
        for box, whole, met in zip(boxes, is_whole, is_met, strict=True)
    ]


def _beside(
    spot: Point, size: Size, frame: Box, text: float, lands: shapely.Geometry, taken: Sequence[tuple[Point, Size]]
) -> Placed:
    """The nearest place that is on no land of ours and near no other label; on its land after all where none is."""
    roomy = (size[0] + AIR[0] * text, size[1] + AIR[1] * text)
    tried = _around(spot, size, frame, STEP * text, max(frame[2:]))
    free = (place for place in tried if not any(is_over((place, roomy), room) for room in taken))
    letters = (size[0], size[1] - AIR[1] * text)
    clear = (place for place in free if not shapely.intersects(lands, _box(place, letters)))
    found = next(clear, None)
    return Placed(found or within(spot, size, frame), is_moved=found is not None)


def _box(middle: Point, size: Size) -> shapely.Polygon:
    (x, y), (wide, high) = middle, size
    return shapely.box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)


def _gap(spot: Point, middle: Point, size: Size, wide: float) -> float:
    """How far a label is from its spot, or from the circle that is drawn there."""
    if not wide:
        return dist(spot, middle)
    return max(abs(spot[axis] - middle[axis]) - (size[axis] + wide) / 2 for axis in (0, 1))


def _overlaps(middles: Sequence[Point], sizes: Sequence[Size]) -> bool:
    rooms = list(zip(middles, sizes, strict=True))
    return any(is_over(one, other) for place, one in enumerate(rooms) for other in rooms[:place])


def _one_by_one(
    spots: Sequence[Point], sizes: Sequence[Size], frame: Box, text: float, taken: Sequence[tuple[Point, Size]]
) -> list[Point]:
    """Each at the nearest place that is free, the largest first; where none is free, as near as the frame lets it."""
    rooms: dict[int, tuple[Point, Size]] = {}
    for label in sorted(range(len(spots)), key=lambda place: -sizes[place][0]):
        tried = _around(spots[label], sizes[label], frame, STEP * text, max(frame[2:]))
        full = [*taken, *rooms.values()]
        free = (spot for spot in tried if not any(is_over((spot, sizes[label]), room) for room in full))
        rooms[label] = next(free, within(spots[label], sizes[label], frame)), sizes[label]
    return [rooms[label][0] for label in range(len(spots))]


def _nearer(
    middles: Sequence[Point],
    spots: Sequence[Point],
    sizes: Sequence[Size],
    frame: Box,
    text: float,
    taken: Sequence[tuple[Point, Size]],
) -> list[Point]:
    """Each label in turn moved nearer its spot, where the others leave room."""
    moved = list(middles)
    for label, spot in enumerate(spots):
        away = dist(moved[label], spot)
        others = [*taken, *((moved[other], sizes[other]) for other in range(len(spots)) if other != label)]
        tried = (one for one in _around(spot, sizes[label], frame, STEP * text, away) if dist(one, spot) < away - 1e-6)
        free = (one for one in tried if not any(is_over((one, sizes[label]), room) for room in others))
        moved[label] = next(free, moved[label])
    return moved


def _around(spot: Point, size: Size, frame: Box, step: float, reach: float) -> Iterator[Point]:
    """Places around a spot within the frame, the nearest first; those far away are sought once the near are taken."""
    (left, edge, across, up), (wide, high) = frame, size
    columns = _steps(spot[0], step, reach, (left + wide / 2, left + across - wide / 2))
    rows = _steps(spot[1], step, reach, (edge + high / 2, edge + up - high / 2))
    inner, outer, furthest = -1.0, NEAR * step, 2 * reach + NEAR * step
    while inner < furthest:
        near_rows = [y for y in rows if abs(y - spot[1]) <= outer]
        places = ((x, y) for x in columns if abs(x - spot[0]) <= outer for y in near_rows)
        away = [(dist(place, spot), place) for place in places]
        yield from (place for _, place in sorted((one for one in away if inner < one[0] <= outer), key=itemgetter(0)))
        inner, outer = outer, 2 * outer


def _steps(spot: float, step: float, reach: float, ends: tuple[float, float]) -> list[float]:
    """Places along an axis, a step apart from a spot, as far as a reach and no further than where the frame ends."""
    count = ceil(reach / step)
    low, high = ends
    every = (spot + number * step for number in range(-count, count + 1))
    return [place for place in every if min(max(place, low), high) == place]
