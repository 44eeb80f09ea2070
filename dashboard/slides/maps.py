"""A map of native shapes: every municipality can be taken, coloured and moved; names and values on them."""

from collections.abc import Sequence

from pptx.enum.dml import MSO_PATTERN
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.util import Pt
from shapely import MultiPolygon, Polygon, box, intersection, make_valid
from shapely.geometry import shape as as_shape

from dashboard.blocks.drawing import Map
from dashboard.figures import theme
from dashboard.figures.labels import placed
from dashboard.figures.looks import HAIR
from dashboard.figures.maps import Boundary, Projection, border, extent, fitted, rings
from dashboard.figures.spacing import Box, Point
from dashboard.slides.base import describe, flat
from dashboard.slides.chart import WEIGHT
from dashboard.slides.text import LEADING, Paragraph, Shape, Shapes, clean, fill, rgb, width, wrapped

FINE = 50
"""Steps of a shape's points to a point of the slide."""


def draw(shapes: Shapes, box_: Box, block: Map, alt: str, size: float) -> None:
    """The map with its classes beside it, as one group that says what it shows."""
    group = shapes.add_group_shape()
    legend = [(colour, wrapped(clean(words), size, 0.26 * box_[2])) for colour, words in block.legend_downwards()]
    names = max((width(line, size) for _, found in legend for line in found), default=0.0)
    beside = names + 3.2 * size if legend else 0.0
    left, top, across, high = box_
    view = extent(block.shapes, list(block.shapes))
    projection = fitted(view, (left, top, across - beside, high), is_down=True)
    frame = projection.box
    for code, boundary in block.around.items():
        _land(group.shapes, _clipped(boundary, view), projection, f"Granne {code}")
    for code, boundary in block.shapes.items():
        name = block.labels[code][0] if code in block.labels else code
        made = _shape(group.shapes, rings(boundary), projection, name)
        _paint(made, block, code)
    _labels(group.shapes, projection, block, size, frame)
    _legend(group.shapes, legend, (frame[0] + frame[2] + 1.2 * size, top), size)
    describe(group, alt, "Karta")


def _clipped(boundary: Boundary, view: tuple[float, float, float, float]) -> list[Sequence[Sequence[float]]]:
    """A neighbour's shape within the view."""
    found = intersection(make_valid(as_shape(boundary.geometry)), box(*view))
    polygons = [part for part in getattr(found, "geoms", [found]) if isinstance(part, Polygon | MultiPolygon)]
    flat = [p for part in polygons for p in (part.geoms if isinstance(part, MultiPolygon) else [part])]
    return [list(ring.coords) for p in flat if not p.is_empty for ring in (p.exterior, *p.interiors)]


def _shape(shapes: Shapes, outlines: Sequence[Sequence[Sequence[float]]], place: Projection, name: str) -> Shape:
    spots = [[place.at(point[0], point[1]) for point in ring] for ring in outlines]
    local = [[(round(FINE * x), round(FINE * y)) for x, y in ring] for ring in spots]
    if not local:
        return None
    builder = shapes.build_freeform(*local[0][0], scale=Pt(1) / FINE)
    for ring in local:
        if ring is not local[0]:
            builder.move_to(*ring[0])
        builder.add_line_segments(ring[1:], close=True)
    made = builder.convert_to_shape()
    flat(made)
    describe(made, "", name)
    return made


def _land(shapes: Shapes, outlines: Sequence[Sequence[Sequence[float]]], projection: Projection, name: str) -> None:
    shape = _shape(shapes, outlines, projection, name)
    if shape is not None:
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(theme.LAND)
        shape.line.color.rgb, shape.line.width = rgb(theme.PAPER), Pt(WEIGHT)


def _paint(shape: Shape, block: Map, code: str) -> None:
    """The class's colour; hatched where the figure is missing."""
    if block.classes.get(code):
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(block.colour_of(code))
    else:
        _hatch(shape)
    shape.line.color.rgb, shape.line.width = rgb(theme.PAPER), Pt(WEIGHT * border(len(block.shapes)))


def _hatch(made: Shape) -> None:
    made.fill.patterned()
    made.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    made.fill.fore_color.rgb, made.fill.back_color.rgb = rgb(theme.HATCH), rgb(theme.MISSING)


def _labels(shapes: Shapes, projection: Projection, block: Map, size: float, frame: Box) -> None:
    """Name over value on each municipality, or beside it with a hair to it where there is no room."""
    spots, sizes = block.spots(projection), []
    for name, value in block.labels.values():
        across = max(width(clean(name), size, is_bold=True), width(clean(value), size)) / 0.95
        sizes.append((min(across, frame[2]), 2 * LEADING * size))
    where = placed(spots, sizes, frame, size)
    for code, spot, (middle, is_moved), room in zip(block.labels, spots, where, sizes, strict=True):
        colour = block.colour_of(code)
        if is_moved:
            hair = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *(Pt(part) for part in (*spot, *middle)))
            hair.line.color.rgb, hair.line.width = rgb(theme.INK), Pt(WEIGHT * HAIR.weight)
            flat(hair)
            describe(hair, "", "Streck")
        ink = theme.INK if is_moved else theme.ink_on(colour)
        corner = (middle[0] - room[0] / 2, middle[1] - room[1] / 2)
        plate = shapes.add_textbox(*(Pt(part) for part in (*corner, *room)))
        plate.name = clean(block.labels[code][0])
        plate.fill.solid()
        plate.fill.fore_color.rgb = rgb(theme.PAPER if is_moved else colour)
        if is_moved:
            plate.line.color.rgb, plate.line.width = rgb(theme.INK), Pt(WEIGHT * HAIR.weight)
        name, value = (clean(text) for text in block.labels[code])
        lines = [
            Paragraph(name, size, 0, ink, is_bold=True, align="center"),
            Paragraph(value, size, 0, ink, align="center"),
        ]
        fill(plate.text_frame, lines, middle=True)


def _legend(shapes: Shapes, legend: Sequence[tuple[str, Sequence[str]]], corner: Point, size: float) -> None:
    """The classes downwards, each beside its colour."""
    left, y = corner
    for colour, lines in legend:
        high = len(lines) * LEADING * size
        swatch = shapes.add_shape(MSO_SHAPE.RECTANGLE, Pt(left), Pt(y), Pt(1.5 * size), Pt(LEADING * size))
        flat(swatch)
        if colour == theme.MISSING:
            _hatch(swatch)
        else:
            swatch.fill.solid()
            swatch.fill.fore_color.rgb = rgb(colour)
        swatch.line.color.rgb, swatch.line.width = rgb(theme.SOFT_INK), Pt(WEIGHT * HAIR.weight)
        describe(swatch, "", "Färg")
        room = max(width(line, size) for line in lines) / 0.95
        text = shapes.add_textbox(Pt(left + 2 * size), Pt(y), Pt(room), Pt(high))
        text.name = "Klass"
        fill(text.text_frame, [Paragraph(line, size) for line in lines])
        y += high + 0.35 * size
