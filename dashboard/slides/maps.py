"""A map of native shapes: every municipality can be taken, coloured and moved; names and values on them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.util import Pt
from shapely import Polygon, box, get_parts, intersection, make_valid, transform
from shapely.geometry import shape as as_shape
from shapely.geometry.base import BaseGeometry

from dashboard.blocks.drawing import Map
from dashboard.figures import theme
from dashboard.figures.labels import Own, Placed, placed
from dashboard.figures.looks import HAIR
from dashboard.figures.maps import Boundary, Projection, border, extent, fitted, rings
from dashboard.figures.shapes import on_sheet
from dashboard.figures.spacing import Box, Point, Size
from dashboard.slides.base import describe, flat
from dashboard.slides.chart import WEIGHT
from dashboard.slides.text import LEADING, Paragraph, Shapes, clean, paint, rgb, width, wrapped, write

EDGE = 0.3
"""Heights of the text between a label and the map's sides."""
LARGE = 14.0
"""Points of bold letters that are read with less contrast (WCAG 2.1)."""
UNSEEN = 0.02
"""Of a label's room, what no reader sees that it stands on: between its letters and its edge."""
FINE = 50
"""Steps of a shape's points to a point of the slide."""


class _Room(NamedTuple):
    """How the map lies with letters of a size: its classes beside it, and where its labels stand."""

    size: float
    legend: list[tuple[str, list[str]]]
    projection: Projection
    labels: list[Size]
    where: list[Placed]


def draw(shapes: Shapes, box_: Box, block: Map, alt: str, sizes: Sequence[float]) -> None:
    """The map with its classes beside it, as one group that says what it shows.

    Args:
        sizes: of its letters, the largest first: that in which most names stand on what they name.
    """
    group = shapes.add_group_shape()
    rooms = [_room(box_, block, size) for size in sizes]
    room = min(rooms, key=lambda one: sum(place.is_moved for place in one.where))
    size, projection = room.size, room.projection
    frame, view = projection.box, projection.view
    for code, boundary in block.around.items():
        if outlines := _clipped(boundary, view):
            _shape(group.shapes, outlines, projection, f"Granne {code}", (theme.LAND, "", 1.0))
    edge = border(len(block.shapes))
    for code, boundary in block.shapes.items():
        name = block.labels[code][0] if code in block.labels else code
        hatch = "" if block.classes.get(code) else theme.HATCH
        _shape(group.shapes, rings(boundary), projection, name, (block.colour_of(code), hatch, edge))
    _labels(group.shapes, block, room)
    _legend(group.shapes, room.legend, (frame[0] + frame[2] + 1.2 * size, box_[1]), size)
    describe(group, alt, "Karta")


def _room(box_: Box, block: Map, size: float) -> _Room:
    is_missing = any(not block.classes.get(code) for code in block.shapes)
    legend = [
        (colour, wrapped(clean(words), size, 0.26 * box_[2]))
        for colour, words in block.legend_downwards()
        if colour != theme.MISSING or is_missing  # no colour that the map has not
    ]
    names = max((width(line, size) for _, lines in legend for line in lines), default=0.0)
    beside = names + 3.2 * size if legend else 0.0
    left, top, across, high = box_
    view = extent(block.shapes, list(block.shapes))
    projection = fitted(view, (left, top, across - beside, high), is_down=True)
    labels, own = [], []
    for code, (name, value) in block.labels.items():
        lines = tuple(width(clean(line), size, is_bold=True) for line in (name, value) if line)
        wide = min(max(lines, default=0.0) / 0.95, projection.box[2] - 2 * EDGE * size)
        labels.append((wide, (2 if value else 1) * LEADING * size))
        own.append(Own(on_sheet(block.shapes[code], projection), lines))
    left, top, across, high = projection.box
    within = (left + EDGE * size, top, across - 2 * EDGE * size, high)
    where = placed(block.spots(projection), labels, within, size, lands=own)
    return _Room(size, legend, projection, labels, where)


def _clipped(boundary: Boundary, view: tuple[float, float, float, float]) -> list[Sequence[Sequence[float]]]:
    """A neighbour's shape within the view."""
    within = intersection(make_valid(as_shape(boundary.geometry)), box(*view))
    parts = get_parts(get_parts(within))  # of what is put together of several kinds, then of several polygons
    polygons = [part for part in parts if isinstance(part, Polygon) and not part.is_empty]
    return [list(ring.coords) for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]


def _shape(
    shapes: Shapes,
    outlines: Sequence[Sequence[Sequence[float]]],
    place: Projection,
    name: str,
    look: tuple[str, str, float],
) -> None:
    """A municipality with white edges. look: its colour, that of its hatching where it has one, the edges' weight."""
    spots = [[place.at(point[0], point[1]) for point in ring] for ring in outlines]
    local = [[(round(FINE * x), round(FINE * y)) for x, y in ring] for ring in spots]
    builder = shapes.build_freeform(*local[0][0], scale=Pt(1) / FINE)
    for ring in local:
        if ring is not local[0]:
            builder.move_to(*ring[0])
        builder.add_line_segments(ring[1:], close=True)
    made = builder.convert_to_shape()
    flat(made)
    describe(made, "", name)
    colour, hatch, edge = look
    paint(made, colour, hatch)
    made.line.color.rgb, made.line.width = rgb(theme.PAPER), Pt(WEIGHT * edge)


def _labels(shapes: Shapes, block: Map, of: _Room) -> None:
    """Name over value on each municipality, or beside it with a hair to it where there is no room."""
    spots, size = block.spots(of.projection), of.size
    lands = {code: _land(shape, of.projection) for code, shape in block.shapes.items()}
    for code, spot, (middle, is_moved, _), room in zip(block.labels, spots, of.where, of.labels, strict=True):
        colour = block.colour_of(code)
        if is_moved:
            hair = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *(Pt(part) for part in (*spot, *middle)))
            hair.line.color.rgb, hair.line.width = rgb(theme.INK), Pt(WEIGHT * HAIR.weight)
            flat(hair)
            describe(hair, "", "Streck")
        box_ = (middle[0] - room[0] / 2, middle[1] - room[1] / 2, *room)
        ink, is_bare = (theme.INK, False) if is_moved else _ink(block, lands, code, box_, size)
        name, value = (clean(text) for text in block.labels[code])
        lines = [
            Paragraph(name, size, 0, ink, is_bold=True, align="center"),
            *([Paragraph(value, size, 0, ink, align="center")] if value else []),
        ]
        plate = write(shapes, lines, box_, name, middle=True)
        if not is_bare:
            paint(plate, theme.PAPER if is_moved else colour)
        if is_moved:
            plate.line.color.rgb, plate.line.width = rgb(theme.INK), Pt(WEIGHT * HAIR.weight)


def _ink(block: Map, lands: Mapping[str, BaseGeometry], code: str, box_: Box, size: float) -> tuple[str, bool]:
    """A label's ink, and whether it is read on all that lies under it: then nothing hides the borders there."""
    under = box(box_[0], box_[1], box_[0] + box_[2], box_[1] + box_[3])
    parts = {one: intersection(land, under).area / under.area for one, land in lands.items() if land.intersects(under)}
    ground = {block.colour_of(code), *(block.colour_of(one) for one, part in parts.items() if part > UNSEEN)}
    ground |= {theme.LAND} if 1 - sum(parts.values()) > UNSEEN else set()
    least = {ink: min(theme.contrast(ink, one) for one in ground) for ink in (theme.INK, theme.PAPER)}
    best = max(least, key=lambda ink: least[ink])
    is_read = least[best] >= (theme.LARGE_LETTERS if size >= LARGE else theme.LETTERS)
    return (best, True) if is_read else (theme.ink_on(block.colour_of(code)), False)


def _land(shape: Boundary, place: Projection) -> BaseGeometry:
    """A municipality's shape on the slide."""
    return transform(make_valid(as_shape(shape.geometry)), lambda spots: np.array([place.at(*spot) for spot in spots]))


def _legend(shapes: Shapes, legend: Sequence[tuple[str, Sequence[str]]], corner: Point, size: float) -> None:
    """The classes downwards, each beside its colour."""
    left, y = corner
    for colour, lines in legend:
        high = len(lines) * LEADING * size
        swatch = shapes.add_shape(MSO_SHAPE.RECTANGLE, Pt(left), Pt(y), Pt(1.5 * size), Pt(LEADING * size))
        flat(swatch)
        paint(swatch, colour, theme.HATCH if colour == theme.MISSING else "")
        swatch.line.color.rgb, swatch.line.width = rgb(theme.SOFT_INK), Pt(WEIGHT * HAIR.weight)
        describe(swatch, "", "Färg")
        room = max(width(line, size) for line in lines) / 0.95
        write(shapes, [Paragraph(line, size) for line in lines], (left + 2 * size, y, room, high), "Klass")
        y += high + 0.35 * size
