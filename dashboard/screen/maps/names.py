"""Where names stand on the screen's maps, and how large: clear of one another and of circles on the narrowest map."""

from collections.abc import Sequence

from dashboard.drawings.fonts import width
from dashboard.drawings.sheet import BOLD
from dashboard.figures.labels import Own, Placed, placed
from dashboard.figures.maps import Boundary, View, fitted
from dashboard.figures.shapes import on_sheet
from dashboard.figures.spacing import Point

NARROWEST, NARROW = 288, 400
"""Pixels across: a map on the narrowest telephone, and what style.css calls a narrow one."""
SMALLEST, LARGEST = 11, 15
"""Pixels of the labels' letters on a narrow map, and on the largest."""
LEADING = 1.3
"""Plotly's, of a label's two lines."""


def placed_on(
    spots: Sequence[Point],
    labels: Sequence[tuple[str, str]],
    view: View,
    height: int,
    marks: Sequence[float] = (),
    lands: Sequence[Boundary] = (),
) -> list[Placed]:
    """Where the labels stand, in degrees: as on the narrowest map, so that on a wider one they are further apart.

    Args:
        marks: pixels of the circle at each spot, which no label may cover. lands: what each names, whose borders no
            label may cover.
    """
    projection = fitted(view, (0.0, 0.0, NARROWEST, float(height)), is_down=True)
    per_east, per_north = projection.box[2] / (view[2] - view[0]), projection.box[3] / (view[3] - view[1])
    at = [projection.at(*spot) for spot in spots]
    sizes = [(max(width(line, SMALLEST, BOLD) for line in lines), 2 * LEADING * SMALLEST) for lines in labels]
    own = [
        Own(on_sheet(land, projection), tuple(width(line, SMALLEST, BOLD) for line in lines))
        for land, lines in zip(lands, labels, strict=bool(lands))
    ]
    return [
        Placed((east + (x - x0) / per_east, north - (y - y0) / per_north), is_moved)
        for (east, north), (x0, y0), ((x, y), is_moved) in zip(
            spots, at, placed(at, sizes, projection.box, SMALLEST, marks, own), strict=True
        )
    ]


def type_size(view: View, height: int) -> float:
    """The letters' size in pixels on a map that is wider than the narrow ones, whose letters style.css makes smaller.

    They grow no more than the map does: what is apart on the narrowest is apart on all.
    """
    narrow, wide = (fitted(view, (0.0, 0.0, across, float(height))).box[2] for across in (NARROWEST, NARROW))
    return min(LARGEST, SMALLEST * wide / narrow)
