"""A map on paper: municipalities in the lightness of their class with name and value on them, the classes beside."""

from collections.abc import Mapping, Sequence

from dashboard.blocks.drawing import Map
from dashboard.drawings.fonts import width
from dashboard.drawings.sheet import BOLD, PAPER_TEXT, WEIGHT, Sheet, rectangle, wrapped
from dashboard.figures import theme
from dashboard.figures.labels import Own, Placed, placed
from dashboard.figures.looks import COAST, HAIR, OURS, Look
from dashboard.figures.maps import Boundary, Projection, border, breadth, extent, fitted, rings
from dashboard.figures.shapes import on_sheet, united
from dashboard.figures.spacing import Point, Size

HEIGHT = 31
"""Of the map by itself, in heights of the text."""
INSETS = 0.45
"""Of the width, what is drawn larger beside the country."""
SLACK = 0.5
"""Right of the legend, in heights of the text: letters are drawn a little wider than they are measured."""
LARGEST_CIRCLE, MANY = 4.0, 60
"""Across, in heights of the text; less where there are so many."""


def draw(block: Map, room: float, text: float, share: float) -> Sheet:
    """The map. room: width in points; text: its size in points; share: of the height it takes by itself."""
    legend = [(colour, wrapped(words, room * 0.3, text)) for colour, words in block.legend_downwards()]
    names = max((width(line, text) for _, lines in legend for line in lines), default=0.0)
    legend_room = names + (3.4 + SLACK) * text if legend else 0.0
    view = extent(block.shapes, list(block.shapes))
    shape = breadth(view) / (view[3] - view[1])
    legend_height = sum(len(lines) * 1.2 + 0.5 for _, lines in legend) * text
    beside = INSETS * (room - legend_room) if block.insets else 0.0
    high = max(min(HEIGHT * text, (room - legend_room - beside) / shape) * share, legend_height)
    map_width = min(high * shape, room - legend_room - beside)
    sheet = Sheet(room, high, text / PAPER_TEXT)
    _part(sheet, block, fitted(view, (0.0, 0.0, map_width, high)), list(block.shapes), text)
    for place, (name, codes) in enumerate(block.insets.items()):
        each = high / len(block.insets)
        top = high - place * each
        box = (map_width + 1.5 * text, top - each + 0.4 * text, beside - 2 * text, each - 2 * text)
        sheet.write((box[0], top - 0.7 * text), name, text, theme.INK, weight=BOLD)
        _part(sheet, block, fitted(extent(block.shapes, codes), box), codes, text)
    _legend(sheet, legend, map_width + beside + 1.2 * text, text)
    return sheet


def _part(sheet: Sheet, block: Map, projection: Projection, codes: Sequence[str], text: float) -> None:
    """Municipalities with the land around them, the lines around all and around the home group, circles and names."""
    frame, edge = projection.box, border(len(codes))
    if len(codes) == len(block.shapes):
        for boundary in block.around.values():
            sheet.shape(_outlines(boundary, projection), theme.LAND, theme.PAPER, edge, clip=frame)
    for code in codes:
        hatch = "" if block.classes.get(code) else theme.HATCH
        sheet.shape(_outlines(block.shapes[code], projection), block.colour_of(code), theme.PAPER, edge, hatch)
    ours = [code for code in codes if code in block.outlined]
    lines = [(ours, OURS)] if len(ours) == len(codes) else [(codes, COAST), (ours, OURS)]
    for around, look in lines:
        for ring in united(block.shapes[code] for code in around):
            sheet.line([projection.at(*point) for point in ring], look, order=1.5)
    where = _where(projection, block, text) if len(codes) == len(block.shapes) else {}
    middles = {code: projection.at(*block.shapes[code].middle) for code in codes}
    _circles(sheet, block, middles | {code: place.circle for code, (place, _) in where.items()}, text)
    _labels(sheet, dict(zip(block.labels, block.spots(projection), strict=True)), block, text, where)


def _circles(sheet: Sheet, block: Map, spots: Mapping[str, Point], text: float) -> None:
    """Totals, the greatest as wide as a few letters: a circle's area is the value."""
    fill = theme.mixed(block.circle_colour, theme.LAND, 0.75)
    for code, spot in spots.items():
        if across := _across(block, text, code):
            look = Look(theme.HOME, 1.0, mark="circle", size=across / WEIGHT / sheet.stroke)
            sheet.marks([spot], look, fill=fill)


def _across(block: Map, text: float, code: str) -> float:
    """How wide a total's circle is; 0 where there is none."""
    widest = LARGEST_CIRCLE * text * (1.0 if len(block.shapes) < MANY else 0.6)
    return float(widest * (block.circles.get(code, 0.0) / (max(block.circles.values(), default=0.0) or 1.0)) ** 0.5)


def _outlines(boundary: Boundary, place: Projection) -> list[list[Point]]:
    return [[place.at(point[0], point[1]) for point in ring] for ring in rings(boundary)]


def _where(place: Projection, block: Map, text: float) -> dict[str, tuple[Placed, Size]]:
    """Where each label stands, and how large it is."""
    lines = 1.1, 2.15  # a name alone, and with its value
    sizes = [
        (max(width(name, text, BOLD), width(value, text)), lines[bool(value)] * text)
        for name, value in block.labels.values()
    ]
    own = [
        Own(
            on_sheet(block.shapes[code], place),
            tuple(width(line, text, BOLD) for line in (value, name) if line),
            _across(block, text, code),
        )
        for code, (name, value) in block.labels.items()
    ]
    where = placed(block.spots(place), sizes, place.box, text, lands=own)
    return dict(zip(block.labels, zip(where, sizes, strict=True), strict=True))


def _labels(
    sheet: Sheet, spots: Mapping[str, Point], block: Map, text: float, where: Mapping[str, tuple[Placed, Size]]
) -> None:
    """Name over value on each municipality, or beside it with a hair to it where there is no room."""
    for code, (((x, y), is_moved, _), size) in where.items():
        name, value = block.labels[code]
        colour = block.colour_of(code)
        ink = theme.ink_on(colour)
        if is_moved:
            half, high = size[0] / 2 + 2, size[1] / 2
            sheet.line([spots[code], (x, y)], HAIR)
            sheet.marks([spots[code]], HAIR)
            sheet.shape([rectangle(x - half, y - high, x + half, y + high)], theme.PAPER, HAIR.colour, order=3)
            ink, colour = theme.INK, theme.PAPER
        line = 0.56 * text if value else 0.0
        sheet.write((x, y + line), name, text, ink, weight=BOLD, side="center", halo=colour)
        if value:
            sheet.write((x, y - line), value, text, ink, side="center", halo=colour)


def _legend(sheet: Sheet, legend: Sequence[tuple[str, list[str]]], left: float, text: float) -> None:
    """The classes downwards, each beside its colour."""
    y = sum(len(lines) * 1.2 + 0.5 for _, lines in legend) * text
    for colour, lines in legend:
        hatch = theme.HATCH if colour == theme.MISSING else ""
        sheet.shape([rectangle(left, y - 1.1 * text, left + 1.6 * text, y)], colour, theme.SOFT_INK, hatch=hatch)
        for line in lines:
            sheet.write((left + 2.2 * text, y - 0.55 * text), line, text, theme.INK)
            y -= 1.2 * text
        y -= 0.5 * text
