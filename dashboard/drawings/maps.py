"""A map on paper: municipalities in the lightness of their class with name and value on them, the classes beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, dist, radians

from dashboard.documents.document import Map
from dashboard.drawings.fonts import width
from dashboard.drawings.sheet import PAPER_TEXT, Point, Sheet, wrapped
from dashboard.figures import theme
from dashboard.figures.maps import LABEL_SHIFT, Boundary, View, extent
from dashboard.figures.spacing import apart

HEIGHT = 31
"""Of the map by itself, in heights of the text."""
MISSING_HATCH = "////"
DARK = 0.32
"""Relative luminance under which a class carries white letters."""


MOVED = 1.2
"""Heights of the text a label may be moved before a hair shows what it names."""


@dataclass(frozen=True)
class _Projection:
    """Equal areas around the middle meridian (sinusoidal), fitted into a box of the sheet."""

    meridian: float
    left: float
    low: float
    scale: float
    bottom: float

    def at(self, longitude: float, latitude: float) -> Point:
        across = (longitude - self.meridian) * cos(radians(latitude))
        return (across - self.left) * self.scale, (latitude - self.low) * self.scale + self.bottom


def draw(block: Map, room: float, text: float, share: float) -> Sheet:
    """The map. room: width in points; text: its size in points; share: of the height it takes by itself."""
    legend = [(colour, wrapped(words, room * 0.3, text)) for colour, words in block.legend]
    names = max((width(line, text) for _, lines in legend for line in lines), default=0.0)
    legend_room = names + 3.4 * text if legend else 0.0
    view = extent(block.shapes, list(block.shapes))
    left, right = _sides(view)
    shape = (right - left) / (view[3] - view[1])
    legend_height = sum(len(lines) * 1.2 + 0.5 for _, lines in legend) * text
    high = max(min(HEIGHT * text, (room - legend_room) / shape) * share, legend_height)
    map_width = min(high * shape, room - legend_room)
    scale = min(high / (view[3] - view[1]), map_width / (right - left))
    sheet = Sheet(room, high, text / PAPER_TEXT)
    place = _Projection((view[0] + view[2]) / 2, left, view[1], scale, 0.0)
    frame = (0.0, 0.0, map_width, high)
    for boundary in block.around.values():
        sheet.shape(_rings(boundary, place), theme.LAND, "#ffffff", 0.6, clip=frame)
    for code, boundary in block.shapes.items():
        colour = _colour(block, code)
        hatch = "" if block.classes.get(code) else MISSING_HATCH
        sheet.shape(_rings(boundary, place), colour, "#ffffff", 0.9 if len(block.shapes) < 60 else 0.3, hatch)
    _labels(sheet, place, block, text, frame)
    _legend(sheet, legend, map_width + 1.2 * text, text)
    return sheet


def _sides(view: View) -> tuple[float, float]:
    """The leftmost and rightmost place of the view, in degrees of latitude from its middle meridian."""
    west, south, east, north = view
    widest = cos(radians(min(abs(south), abs(north))))
    half = (east - west) / 2 * widest
    return -half, half


def _rings(boundary: Boundary, place: _Projection) -> list[list[Point]]:
    coordinates = boundary.geometry["coordinates"]
    polygons = coordinates if boundary.geometry["type"] == "MultiPolygon" else [coordinates]
    return [[place.at(point[0], point[1]) for point in ring] for polygon in polygons for ring in polygon]


def _colour(block: Map, code: str) -> str:
    found = block.classes.get(code, 0)
    return block.colours[found - 1] if found else theme.MISSING


def _labels(
    sheet: Sheet, place: _Projection, block: Map, text: float, frame: tuple[float, float, float, float]
) -> None:
    """Name over value on each municipality, or beside it with a hair to it where there is no room."""
    spots, sizes = [], []
    for code, (name, value) in block.labels.items():
        boundary, (dx, dy) = block.shapes[code], LABEL_SHIFT.get(code, (0.0, 0.0))
        spots.append(place.at(boundary.longitude + dx, boundary.latitude + dy))
        sizes.append((max(width(name, text, 700), width(value, text)), 2.15 * text))
    for code, spot, (x, y), size in zip(block.labels, spots, apart(spots, sizes, frame), sizes, strict=True):
        name, value = block.labels[code]
        colour = _colour(block, code)
        ink = "#ffffff" if _luminance(colour) < DARK else theme.INK
        if dist(spot, (x, y)) > MOVED * text:
            half, high = size[0] / 2 + 2, size[1] / 2
            corners = [(x - half, y - high), (x + half, y - high), (x + half, y + high), (x - half, y + high)]
            sheet.line([spot, (x, y)], theme.INK, 0.7, order=2)
            sheet.marks([spot], "o", 3.0, theme.INK)
            sheet.shape([[*corners, corners[0]]], "#ffffff", theme.INK, 0.5, order=3)
            ink, colour = theme.INK, "#ffffff"
        sheet.write((x, y + 0.56 * text), name, text, ink, weight=700, side="center", halo=colour)
        sheet.write((x, y - 0.56 * text), value, text, ink, side="center", halo=colour)


def _legend(sheet: Sheet, legend: Sequence[tuple[str, list[str]]], left: float, text: float) -> None:
    """The classes, highest on top as on a thermometer, what is missing last."""
    y = sum(len(lines) * 1.2 + 0.5 for _, lines in legend) * text
    missing = [entry for entry in legend if entry[0] == theme.MISSING]
    classes = [entry for entry in legend if entry[0] != theme.MISSING]
    for colour, lines in [*reversed(classes), *missing]:
        top = y
        corners = [
            (left, top),
            (left + 1.6 * text, top),
            (left + 1.6 * text, top - 1.1 * text),
            (left, top - 1.1 * text),
        ]
        sheet.shape(
            [[*corners, corners[0]]], colour, theme.SOFT_INK, 0.4, MISSING_HATCH if colour == theme.MISSING else ""
        )
        for line in lines:
            sheet.write((left + 2.2 * text, y - 0.55 * text), line, text, theme.INK)
            y -= 1.2 * text
        y -= 0.5 * text


def _luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb" (WCAG 2.1)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
