"""The symbols of verdicts as native shapes: each its own form, so that print without colour tells them apart."""

from collections.abc import Sequence

from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Pt

from dashboard.blocks.words import Symbol
from dashboard.figures import theme
from dashboard.figures.spacing import Box
from dashboard.slides.base import ROOM, describe, flat
from dashboard.slides.flow import Piece, Setting, text
from dashboard.slides.text import Paragraph, Shapes, height, paint, rgb, write

BESIDE = 30.0
"""Between columns, in points."""
SYMBOL = 1.35
"""Of a symbol beside words, in heights of the text."""
Stroke = tuple[tuple[float, float], ...]
_MARK: Stroke = (
    (5.8, 6.2), (6.1, 5.0), (7.0, 4.2), (8.0, 4.0), (9.1, 4.3), (10.0, 5.3), (10.1, 6.4), (9.6, 7.5), (8.8, 8.3),
    (8.2, 8.9), (8.0, 9.7),
)  # fmt: skip
_STROKES: dict[Symbol, tuple[tuple[Stroke, ...], str, float]] = {
    "good": ((((4, 8.4), (6.7, 11.1), (12, 5.4)),), "#ffffff", 2.0),
    "bad": ((((8, 5.6), (8, 10.2)), ((8, 11.6), (8, 13.4))), "#ffffff", 1.8),
    "up": ((((2.5, 13.5), (13, 3)), ((5.5, 3), (13, 3), (13, 10.5))), theme.HOME, 2.4),
    "down": ((((2.5, 2.5), (13, 13)), ((13, 5.5), (13, 13), (5.5, 13))), theme.CHOSEN, 2.4),
    "flat": ((((1.5, 8), (14, 8)), ((9, 3), (14, 8), (9, 13))), theme.SOFT_INK, 2.2),
    "unsure": ((_MARK, ((8, 11.2), (8, 12.7))), theme.SOFT_INK, 1.6),
    "place": ((((2, 14), (14, 14)), ((4, 14), (4, 9)), ((8, 14), (8, 3)), ((12, 14), (12, 7))), theme.INK, 2.2),
}
"""On a square of 16: strokes, their colour and thickness."""


def draw(shapes: Shapes, symbol: Symbol, left: float, top: float, size: float) -> None:
    """The symbol in a square of so many points; decoration, since its word stands beside it."""
    group = shapes.add_group_shape()
    unit = size / 16
    _ground(group.shapes, symbol, left, top, unit)
    strokes, colour, thickness = _STROKES.get(symbol, ((), theme.INK, 1.0))
    for stroke in strokes:
        (x, y), *rest = stroke
        builder = group.shapes.build_freeform(int(100 * x), int(100 * y), scale=Pt(unit) / 100)
        builder.add_line_segments([(int(100 * x), int(100 * y)) for x, y in rest], close=False)
        line = builder.convert_to_shape(Pt(left), Pt(top))
        line.fill.background()
        line.line.color.rgb, line.line.width = rgb(colour), Pt(thickness * unit)
        flat(line)
        describe(line, "", "Symbol")
    describe(group, "", "Symbol")


def _ground(shapes: Shapes, symbol: Symbol, left: float, top: float, unit: float) -> None:
    """What some symbols are drawn on: a disc, a triangle, a ring, a broken ring."""
    kinds = {"good": MSO_SHAPE.OVAL, "bad": MSO_SHAPE.ISOSCELES_TRIANGLE, "unsure": MSO_SHAPE.OVAL}
    if symbol not in {*kinds, "unknown"}:
        return
    edge = 1.0 if symbol in {"unsure", "unknown"} else 0.0
    box = [Pt(left + edge * unit), Pt(top + edge * unit), Pt((16 - 2 * edge) * unit), Pt((16 - 2 * edge) * unit)]
    shape = shapes.add_shape(kinds.get(symbol, MSO_SHAPE.OVAL), *box)
    flat(shape)
    if edge:
        shape.fill.background()
        shape.line.color.rgb, shape.line.width = rgb(theme.SOFT_INK), Pt(1.7 * unit)
        shape.line.dash_style = MSO_LINE.SQUARE_DOT if symbol == "unknown" else MSO_LINE.SOLID
    else:
        paint(shape, theme.HOME if symbol == "good" else theme.CHOSEN)
        shape.line.fill.background()
    describe(shape, "", "Symbol")


def row(
    cells: Sequence[Sequence[Paragraph]], symbols: Sequence[Symbol] | None, setting: Setting, columns: int = 2
) -> list[Piece]:
    """Texts side by side, each behind its symbol; one below another as text where they are higher than a slide."""
    size = setting.sizes.body
    across = (ROOM - (columns - 1) * BESIDE) / columns if len(cells) > 1 or symbols else ROOM
    indent = (SYMBOL + 0.6) * size if symbols else 0.0
    high = max(height(cell, across - indent) for cell in cells)
    if high > setting.high:
        return [piece for cell in cells for said in cell for piece in text(said, said.text, setting)]

    def both(shapes: Shapes, box: Box) -> None:
        for place, cell in enumerate(cells):
            left = box[0] + place * (across + BESIDE)
            if symbols:
                draw(shapes, symbols[place], left, box[1] + 0.1 * size, SYMBOL * size)
            write(shapes, cell, (left + indent, box[1], across - indent, height(cell, across - indent)))

    return [Piece(high, high, 0.9 * size, both)]
