"""Where names stand on a map: on what they name where there is room, else beside it; none over another, none cut off.

The one rule of the screen, of paper and of slides. A painter measures its own letters and draws what it is told.
"""

from collections.abc import Iterable, Sequence
from itertools import product
from math import ceil, dist
from typing import NamedTuple

from dashboard.figures.spacing import Box, Point, Size, apart, is_over

MOVED = 1.2
"""Heights of the text a label may be moved before a hair shows what it names."""
AIR = (0.6, 0.2)
"""Heights of the text between two labels, across and upright: two names in a row must not read as one."""
STEP = 0.25
"""Heights of the text between the places that are tried."""
SWEEPS = 4


class Placed(NamedTuple):
    """A label: its middle, and whether it stands so far from what it names that a hair must say what that is."""

    middle: Point
    is_moved: bool


def placed(spots: Sequence[Point], sizes: Sequence[Size], frame: Box, text: float) -> list[Placed]:
    """Labels apart, within a frame, each as near its spot as the others let it.

    Args:
        spots: where each would be; sizes: its width and height; frame: what none may leave; text: the letters' size;
            all in the same unit.

    Returns:
        In the same order. Where the frame cannot hold them all some still overlap.
    """
    roomy = [(wide + AIR[0] * text, high + AIR[1] * text) for wide, high in sizes]
    left, edge, across, up = frame  # the air is between labels: at the frame they need none
    frame = (left - AIR[0] * text / 2, edge - AIR[1] * text / 2, across + AIR[0] * text, up + AIR[1] * text)
    middles = apart(spots, roomy, frame)
    if _overlaps(middles, roomy):
        middles = _one_by_one(spots, roomy, frame, text)
    for _ in range(SWEEPS):
        nearer = _nearer(middles, spots, roomy, frame, text)
        if nearer == middles:
            break
        middles = nearer
    return [Placed(middle, dist(spot, middle) > MOVED * text) for spot, middle in zip(spots, middles, strict=True)]


def _overlaps(middles: Sequence[Point], sizes: Sequence[Size]) -> bool:
    rooms = list(zip(middles, sizes, strict=True))
    return any(is_over(one, other) for place, one in enumerate(rooms) for other in rooms[:place])


def _one_by_one(spots: Sequence[Point], sizes: Sequence[Size], frame: Box, text: float) -> list[Point]:
    """Each at the nearest place that is free, the largest first; where none is free, as near as the frame lets it."""
    rooms: dict[int, tuple[Point, Size]] = {}
    for label in sorted(range(len(spots)), key=lambda place: -sizes[place][0]):
        tried = _around(spots[label], sizes[label], frame, STEP * text, max(frame[2:]))
        free = (spot for spot in tried if not any(is_over((spot, sizes[label]), room) for room in rooms.values()))
        rooms[label] = next(free, _within(spots[label], sizes[label], frame)), sizes[label]
    return [rooms[label][0] for label in range(len(spots))]


def _nearer(
    middles: Sequence[Point], spots: Sequence[Point], sizes: Sequence[Size], frame: Box, text: float
) -> list[Point]:
    """Each label in turn moved nearer its spot, where the others leave room."""
    moved = list(middles)
    for label, spot in enumerate(spots):
        away = dist(moved[label], spot)
        others = [(moved[other], sizes[other]) for other in range(len(spots)) if other != label]
        tried = (one for one in _around(spot, sizes[label], frame, STEP * text, away) if dist(one, spot) < away - 1e-6)
        free = (one for one in tried if not any(is_over((one, sizes[label]), room) for room in others))
        moved[label] = next(free, moved[label])
    return moved


def _around(spot: Point, size: Size, frame: Box, step: float, reach: float) -> Iterable[Point]:
    """Places around a spot within the frame, the nearest first."""
    steps = range(-ceil(reach / step), ceil(reach / step) + 1)
    places = ((spot[0] + x * step, spot[1] + y * step) for x, y in product(steps, steps))
    return sorted((one for one in places if _within(one, size, frame) == one), key=lambda one: dist(one, spot))


def _within(spot: Point, size: Size, frame: Box) -> Point:
    """The place in the frame that is nearest a spot."""
    left, edge, across, up = frame
    x = min(max(spot[0], left + size[0] / 2), left + across - size[0] / 2)
    y = min(max(spot[1], edge + size[1] / 2), edge + up - size[1] / 2)
    return x, y
