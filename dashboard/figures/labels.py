"""Where names stand on a map: on what they name where there is room, else beside it; none over another, none cut off.

The one rule of the screen, of paper and of slides. A painter measures its own letters and draws what it is told.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
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
MOST_TRIED = 40
"""Places beside the lands, the nearest, among which one is sought whose hair runs through no other name."""
REACH = 2.0
"""Heights of the text that a name is moved to lie within its own land."""
LETTERS = 0.9
"""Heights of the text that a line's letters take."""
ACROSS, TOLD = (0.06, 0.1, 0.15, 0.3), 0.01
"""Of a label's letters: what may lie outside their own land, with more a border runs through them; what nobody sees."""
MOST_BESIDE = 0.4
"""Of the labels, what may stand beside what they name before more of them lies outside their land."""


class Placed(NamedTuple):
    """A label: its middle, whether it stands so far from what it names that a hair must say what, and its circle's."""

    middle: Point
    is_moved: bool
    circle: Point


class Own(NamedTuple):
    """The land that a label names, and how wide its lines are, in the order in which the sheet's heights grow.

    Attributes:
        circle: how wide a circle is drawn over the lines, which moves with them within the land; 0 is none.
        is_down: whether the sheet's heights grow downwards.
    """

    land: shapely.Geometry
    lines: tuple[float, ...]
    circle: float = 0.0
    is_down: bool = False


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
            border may run through its letters, with its own circle; all in the same unit.

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
    return [Placed(middle, _gap(spot, middle, size, wide) > MOVED * text, spot) for spot, middle, size, wide in rooms]


def edge(spot: Point, middle: Point, size: Size) -> Point:
    """Where a hair from a spot meets the label it leads to: it runs through no letters."""
    across, up = (abs(spot[axis] - middle[axis]) for axis in (0, 1))
    part = min(size[0] / 2 / across if across else 1.0, size[1] / 2 / up if up else 1.0, 1.0)
    return middle[0] + part * (spot[0] - middle[0]), middle[1] + part * (spot[1] - middle[1])


def _on_lands(
    spots: Sequence[Point], sizes: Sequence[Size], frame: Box, text: float, lands: Sequence[Own]
) -> list[Placed]:
    """Each with its circle within its own land; one that has no room there beside them all, with a hair to it.

    Where the letters are so large that many would stand beside, what lies outside is borne with first.
    """
    rooms = [(max(wide, own.circle), high + own.circle) for (wide, high), own in zip(sizes, lands, strict=True)]
    around = [_around_home(spot, text, room[1], own) for spot, room, own in zip(spots, rooms, lands, strict=True)]
    inside = dict[int, Point]()
    for most in ACROSS:
        places = [[place for place, outside in found if outside <= most] for found in around]
        inside = _with_circles(places, rooms, spots, lands)
        if len(inside) >= (1 - MOST_BESIDE) * len(spots):
            break
    whole = shapely.union_all([own.land for own in lands])
    shapely.prepare(whole)
    where = {number: _over(place, sizes[number], lands[number]) for number, place in inside.items()}
    taken = [(place, rooms[number]) for number, place in inside.items()]
    while left := [number for number in range(len(spots)) if number not in where]:
        found = {one: _beside(spots[one], sizes[one], frame, text, whole, taken) for one in left}
        nearest = min(left, key=lambda one: dist(spots[one], found[one].middle))
        where[nearest] = found[nearest]
        taken.append((found[nearest].middle, sizes[nearest]))
    return [where[number] for number in range(len(spots))]


def _with_circles(
    places: Sequence[Sequence[Point]], sizes: Sequence[Size], spots: Sequence[Point], lands: Sequence[Own]
) -> dict[int, Point]:
    """Places of labels' own, by their numbers: on no circle of one that has none, which stays at its spot."""
    inside, circles = _within(places, sizes, []), list[tuple[Point, Size]]()
    for _ in spots:
        alone = [one for one in range(len(spots)) if one not in inside and lands[one].circle]
        if len(alone) == len(circles):
            break
        circles = [(spots[one], (lands[one].circle,) * 2) for one in alone]
        inside = _within([[] if one in alone else found for one, found in enumerate(places)], sizes, circles)
    return inside


def _over(place: Point, size: Size, own: Own) -> Placed:
    """A label and the circle over it, where both together stand at a place."""
    up = -1 if own.is_down else 1
    return Placed(
        (place[0], place[1] - up * own.circle / 2), is_moved=False, circle=(place[0], place[1] + up * size[1] / 2)
    )


def _within(
    places: Sequence[Sequence[Point]], sizes: Sequence[Size], circles: Sequence[tuple[Point, Size]]
) -> dict[int, Point]:
    """Places of labels' own, free of the others and of circles, by their numbers, those with fewest places first."""
    where: dict[int, Point] = {}
    for number in sorted((one for one, found in enumerate(places) if found), key=lambda one: len(places[one])):
        taken = [*circles, *((place, sizes[other]) for other, place in where.items())]
        free = (place for place in places[number] if not any(is_over((place, sizes[number]), room) for room in taken))
        if found := next(free, None):
            where[number] = found
    return where


@lru_cache(maxsize=1024)
def _around_home(spot: Point, text: float, high: float, own: Own) -> tuple[tuple[Point, float], ...]:
    """Places around a spot, those within the label's land first, the nearest first; and what lies outside it there."""
    reach, wide = REACH * text, max(own.circle, *own.lines)
    room = (spot[0] - reach - wide / 2, spot[1] - reach - high / 2, 2 * reach + wide, 2 * reach + high)
    tried = [place for place in _around(spot, (wide, high), room, STEP * text, reach) if dist(place, spot) <= reach]
    each = (high - own.circle) / len(own.lines)
    parts = [(across, each, LETTERS * text) for across in own.lines]
    circle = [(own.circle,) * 3] if own.circle else []
    off, inside, whole = -high / 2, [0.0] * len(tried), 0.0
    for across, takes, letters in [*circle, *parts] if own.is_down else [*parts, *circle]:
        middle = off + takes / 2
        found = _inside(own.land, [_box((x, y + middle), (across, letters)) for x, y in tried])
        inside = [before + part for before, part in zip(inside, found, strict=True)]
        off, whole = off + takes, whole + across * letters
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
    """The nearest place on no land of ours, near no other label, its hair through none; else on its land after all."""
    roomy = (size[0] + AIR[0] * text, size[1] + AIR[1] * text)
    tried = _around(spot, size, frame, STEP * text, max(frame[2:]))
    free = (place for place in tried if not any(is_over((place, roomy), room) for room in taken))
    letters = (size[0], size[1] - AIR[1] * text)
    clear = (place for place in free if not shapely.intersects(lands, _box(place, letters)))
    others, nearest = shapely.union_all([_box(*room) for room in taken]), list(islice(clear, MOST_TRIED))
    away = [shapely.distance(shapely.LineString([spot, place]), others) if taken else text for place in nearest]
    apart = (place for least in (AIR[1] * text, 0.0) for place, gap in zip(nearest, away, strict=True) if gap > least)
    found = next(chain(apart, nearest), None)
    return Placed(found or within(spot, size, frame), found is not None, spot)


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
