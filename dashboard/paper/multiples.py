"""Small multiples as the template sets them: a row's name, its drawing, and its words behind their symbol."""

from typing import Any

from dashboard.blocks.blocks import Multiple, Multiples
from dashboard.drawings import sparklines
from dashboard.drawings.fonts import shown
from dashboard.paper import symbols
from dashboard.paper.tables import words
from malkollen.registry.home import capital

PART = 0.2
"""Of the room, that a cell's words have before they are broken."""


def of(block: Multiples, room: float, size: float) -> dict[str, Any]:
    """The rows, for the template.

    Args:
        room: the width of the text, in points. size: of running text.
    """
    rows = [_row(row, PART * room, size) for row in block.rows]
    return {"kind": "multiples", "heads": [*block.headings], "rows": rows, "size": 0.92 * size}


def _row(row: Multiple, room: float, size: float) -> dict[str, str]:
    return {
        "title": words(row.title, room, size),
        "svg": sparklines.sheet(row.spark).svg().decode() if row.spark.strokes else "",
        "alt": shown(f"{row.title} över åren: {row.since}"),
        "value": words(row.value, room, size),
        "year": row.year,
        "since": words(row.since, room, size),
        "drawing": symbols.svg(row.symbol),
        "place": words(capital(row.place), room, size),
        "note": words(row.note, room, size),
    }
