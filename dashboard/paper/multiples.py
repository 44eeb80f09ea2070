"""Small multiples as the template sets them: a row's name, its drawing, and its words behind their symbol."""

from typing import Any

from dashboard.blocks.blocks import Multiple, Multiples
from dashboard.drawings import sparklines
from dashboard.drawings.fonts import shown
from dashboard.paper import symbols
from dashboard.paper.tables import words
from malkollen.registry.home import capital

DRAWN, WITHIN = 84.0, 6.0
"""Points that a row's drawing takes, and that a cell is narrower than its column."""
TITLE, VALUE, PLACE = 2.1 / 8.2, 1.9 / 8.2, 2.3 / 8.2
"""Of the rest of the room, what a column has (the template's fractions)."""
SET, NOTE = 0.92, 0.88
"""Of running text, how large the rows are set, and what is said in small below a place."""


def of(block: Multiples, room: float, size: float) -> dict[str, Any]:
    """The rows, for the template.

    Args:
        room: the width of the text, in points. size: of running text.
    """
    rows = [_row(row, room - DRAWN, SET * size) for row in block.rows]
    return {"kind": "multiples", "heads": [*block.headings], "rows": rows, "size": SET * size}


def _row(row: Multiple, room: float, size: float) -> dict[str, str]:
    value, place = VALUE * room - WITHIN, PLACE * room - WITHIN
    return {
        "title": words(row.title, TITLE * room - WITHIN, size),
        "svg": sparklines.sheet(row.spark).svg().decode() if row.spark.strokes else "",
        "alt": shown(f"{row.title} över åren: {row.since}"),
        "value": words(row.value, value, size),
        "year": row.year,
        "since": words(row.since, value, size),
        "drawing": symbols.svg(row.symbol),
        "place": words(capital(row.place), place, size),
        "note": words(row.note, place, NOTE / SET * size),
    }
