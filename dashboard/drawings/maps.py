"""A map on paper: municipalities in the lightness of their class with name and value on them, the classes beside."""

from collections.abc import Sequence
from math import dist

from dashboard.blocks.drawing import Map
from dashboard.drawings.fonts import width
from dashboard.drawings.sheet import BOLD, PAPER_TEXT, Sheet, rectangle, wrapped
from dashboard.figures import theme
from dashboard.figures.looks import HAIR
from dashboard.figures.maps import MOVED, Boundary, Projection, border, breadth, extent, fitted, rings
from dashboard.figures.spacing import Point, apart

HEIGHT = 31
"""Of the map by itself, in heights of the text."""


def draw(block: Map, room: float, text: float, share: float) -> Sheet:
    """The map. room: width in points; text: its size in points; share: of the height it takes by itself."""
    legend = [(colour, wrapped(words, room * 0.3, text)) for colour, words in block.legend_downwards()]
    names = max((width(line, text) for _, lines in legend for line in lines), default=0.0)
    legend_room = names + 3.4 * text if legend else 0.0
    view = extent(block.shapes, list(block.shapes))
    shape = breadth(view) / (view[3] - view[1])
    legend_height = sum(len(lines) * 1.2 + 0.5 for _, lines in legend) * text
    high = max(min(HEIGHT * text, (room - legend_room) / shape) * share, legend_height)
    map_width = min(high * shape, room - legend_room)
    sheet = Sheet(room, high, text / PAPER_TEXT)
    place = fitted(view, (0.0, 0.0, map_width, high))
    frame, edge = (0.0, 0.0, map_width, high), border(len(block.shapes))
    for boundary in block.around.values():
        sheet.shape(_outlines(boundary, place), theme.LAND, theme.PAPER, edge, clip=frame)
    for code, boundary in block.shapes.items():
        hatch = "" if block.classes.get(code) else theme.HATCH
        sheet.shape(_outlines(boundary, place), block.colour_of(code), theme.PAPER, edge, hatch)
    _labels(sheet, place, block, text, frame)
    _legend(sheet, legend, map_width + 1.2 * text, text)
    return sheet


def _outlines(boundary: Boundary, place: Projection) -> list[list[Point]]:
    return [[place.at(point[0], point[1]) for point in ring] for ring in rings(boundary)]


def _labels(sheet: Sheet, place: Projection, block: Map, text: float, frame: tuple[float, float, float, float]) -> None:
    """Name over value on each municipality, or beside it with a hair to it where there is no room."""
    spots, labels = block.spots(place), block.labels.values()
    sizes = [(max(width(name, text, BOLD), width(value, text)), 2.15 * text) for name, value in labels]
    for code, spot, (x, y), size in zip(block.labels, spots, apart(spots, sizes, frame), sizes, strict=True):
        name, value = block.labels[code]
        colour = block.colour_of(code)
        ink = theme.ink_on(colour)
        if dist(spot, (x, y)) > MOVED * text:
            half, high = size[0] / 2 + 2, size[1] / 2
            sheet.line([spot, (x, y)], HAIR)
            sheet.marks([spot], HAIR)
            sheet.shape([rectangle(x - half, y - high, x + half, y + high)], theme.PAPER, HAIR.colour, order=3)
            ink, colour = theme.INK, theme.PAPER
        sheet.write((x, y + 0.56 * text), name, text, ink, weight=BOLD, side="center", halo=colour)
        sheet.write((x, y - 0.56 * text), value, text, ink, side="center", halo=colour)


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
