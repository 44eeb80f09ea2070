"""Small multiples on a slide: a table that can be edited, with each row's series as a picture and its symbol."""

from collections.abc import Sequence
from functools import partial
from io import BytesIO

from pptx.util import Pt

from dashboard.blocks.blocks import Multiple, Multiples
from dashboard.drawings import sparklines
from dashboard.figures.spacing import Box
from dashboard.figures.sparkline import HEIGHT, WIDTH
from dashboard.slides import symbols, table as slide_table
from dashboard.slides.base import ROOM, describe
from dashboard.slides.flow import Piece
from dashboard.slides.table import ACROSS, DOWN, Line, Part, set_line
from dashboard.slides.text import Shapes, clean
from malkollen.registry.home import capital

PIXEL = 0.78
"""Points of a slide to a pixel of the series."""
SYMBOL = 1.15
"""Across a symbol, in heights of the text."""
SHARES = (2.1, 1.9, 2.0, 2.6)
"""Of what the series and the symbol leave: name, value, what has happened, place."""
BOLD = (True, *[False] * 5)
"""Of a row's texts, its name."""


def pieces(block: Multiples, size: float, highest: float) -> list[Piece]:
    """The rows, in as many parts as a slide's height asks for, the headings over each."""
    columns = _columns(size)
    name, series, value, since, place = block.headings
    head = set_line((name, series, value, since, "", place), BOLD, columns, size)
    parts: list[list[tuple[Line, Multiple]]] = [[]]
    for row in block.rows:
        line = set_line(_texts(row), BOLD, columns, size, PIXEL * HEIGHT)
        if parts[-1] and head.height + line.height + sum(other.height for other, _ in parts[-1]) > highest:
            parts.append([])
        parts[-1].append((line, row))
    return [_piece(block.table.title, head, rows, columns, size) for rows in parts if rows]


def _columns(size: float) -> tuple[float, ...]:
    series, symbol = PIXEL * WIDTH + 2 * ACROSS, SYMBOL * size + 2 * ACROSS
    name, value, since, place = (share * (ROOM - series - symbol) / sum(SHARES) for share in SHARES)
    return name, series, value, since, symbol, place


def _texts(row: Multiple) -> tuple[str, ...]:
    place = ", ".join(filter(None, [capital(row.place), row.note]))
    return tuple(
        map(clean, (row.title, "", f"{row.value} ({row.year})" if row.year else row.value, row.since, "", place))
    )


def _piece(
    title: str, head: Line, rows: Sequence[tuple[Line, Multiple]], columns: tuple[float, ...], size: float
) -> Piece:
    part = Part(head, tuple(line for line, _ in rows), columns, (False,) * len(columns), size)
    draw = partial(_draw, part=part, rows=[row for _, row in rows], title=title)
    return Piece(part.height, part.height, 0.6 * size, draw)


def _draw(shapes: Shapes, box: Box, part: Part, rows: Sequence[Multiple], title: str) -> None:
    """The table, then what lies on it: each series in its cell, each symbol before its place."""
    slide_table.draw_table(shapes, part, title, box)
    left, top = box[0], box[1] + part.head.height
    for line, row in zip(part.rows, rows, strict=True):
        if row.spark.strokes:
            high = PIXEL * HEIGHT
            spot = (left + part.columns[0] + ACROSS, top + (line.height - high) / 2, PIXEL * WIDTH, high)
            picture = shapes.add_picture(BytesIO(sparklines.sheet(row.spark).png(300)), *(Pt(side) for side in spot))
            describe(picture, f"{row.title} över åren: {row.since}", "Utveckling")
        beside = left + sum(part.columns[:4]) + ACROSS
        symbols.draw(shapes, row.symbol, beside, top + DOWN + 0.05 * part.size, SYMBOL * part.size)
        top += line.height
