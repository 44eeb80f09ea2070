"""Where names stand on the screen's maps, and how large: clear of one another and of circles on the narrowest map."""

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from dashboard.drawings.fonts import width
from dashboard.drawings.sheet import BOLD
from dashboard.figures.labels import Own, Placed, edge, placed
from dashboard.figures.maps import Boundary, Projection, View, fitted
from dashboard.figures.shapes import on_sheet
from dashboard.figures.spacing import Point, Size

NARROWEST, NARROW = 288, 400
"""Pixels across: a map on the narrowest telephone, and what style.css calls a narrow one."""
SMALLEST, LARGEST = 11, 15
"""Pixels of the labels' letters on a narrow map, and on the largest."""
LEADING = 1.3
"""Plotly's, of a label's two lines."""


class Name(NamedTuple):
    """Where a label's middle and its circle's stand, in degrees, and the hair where it stands beside what it names."""

    middle: Point
    circle: Point
    hair: tuple[Point, Point] | None = None


def placed_on(
    spots: Sequence[Point],
    labels: Sequence[tuple[str, str]],
    view: View,
    height: int,
    marks: Sequence[float],
    lands: Sequence[Boundary] = (),
) -> list[Name]:
    """Where the labels stand, in degrees: as on the narrowest map, so that on a wider one they are further apart.

    Args:
        marks: pixels of each one's circle, which no label may cover; 0 is none. lands: what each names, whose borders
            no label may cover, and within which its circle moves with it.
    """
    projection = fitted(view, (0.0, 0.0, NARROWEST, float(height)), is_down=True)
    at = [projection.at(*spot) for spot in spots]
    widths = [tuple(ceil(width(line, SMALLEST, BOLD)) for line in lines) for lines in labels]
    sizes = [(float(max(lines)), 2 * LEADING * SMALLEST) for lines in widths]
    own = [
        Own(on_sheet(land, projection), lines, circle, is_down=True)
        for land, lines, circle in zip(lands, widths, marks, strict=bool(lands))
    ]
    where = placed(at, sizes, projection.box, SMALLEST, () if lands else marks, own)
    return [
        _name(spot, drawn, place, size, projection)
        for spot, drawn, place, size in zip(spots, at, where, sizes, strict=True)
    ]


def _name(spot: Point, drawn: Point, place: Placed, size: Size, projection: Projection) -> Name:
    """A label as far from its spot in degrees as it is on the sheet. drawn: where its spot lies there."""
    view, box = projection.view, projection.box
    per_east, per_north = box[2] / (view[2] - view[0]), box[3] / (view[3] - view[1])

    def away(point: Point) -> Point:
        return spot[0] + (point[0] - drawn[0]) / per_east, spot[1] - (point[1] - drawn[1]) / per_north

    hair = (spot, away(edge(drawn, place.middle, size))) if place.is_moved else None
    return Name(away(place.middle), away(place.circle), hair)


def type_size(view: View, height: int) -> float:
    """The letters' size in pixels on a map that is wider than the narrow ones, whose letters style.css makes smaller.

    They grow no more than the map does: what is apart on the narrowest is apart on all.
    """
    narrow, wide = (fitted(view, (0.0, 0.0, across, float(height))).box[2] for across in (NARROWEST, NARROW))
    return min(LARGEST, SMALLEST * wide / narrow)
