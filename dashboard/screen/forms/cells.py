"""How large the cells of a table are that is filled in: what is written in them is read whole, there or below."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard.drawings.fonts import width
from malkollen.office.tables.table import Column

NARROW, WIDE = ("år", "datum", "öppningsår", "when"), ("källa", "source", "objekt", "what", "result")
ROW_NUMBER, NARROWER, ORDINARY, WIDER = 60, 125, 140, 220
"""Widths of columns, pixels: no heading is cut, and no table is wider than the page at 1440."""
ROOM = 1185
"""Pixels that the page leaves to columns there, within which one is made wider for a long word."""
MOST_SHOWN, ROW, LINE, EDGE = 20, 37, 20, 39
"""Rows of one line that are shown without scrolling; heights of such a row, of a line more and of the heading."""
MOST_LINES = 4
"""Lines of a cell that are shown in the table."""
TYPE, PADDING = 14.4, 17
"""Pixels of the type in a cell, as wide as it is drawn there, and beside its text."""
UNSURE = 1.06
"""How much wider a text may be drawn than it is measured: what so may be cut can be read whole."""


def config(column: Column, wide: int) -> ColumnConfig:
    """A column: with a list to choose from, or to write in. wide: as `widths` has it."""
    if column.choices is not None:
        words = dict(column.choices)
        return st.column_config.SelectboxColumn(
            column.title,
            help=column.help,
            options=[*words],
            width=ORDINARY,
            format_func=lambda key: words.get(str(key), str(key)),
        )
    return st.column_config.TextColumn(column.title, help=column.help, width=wide)


def row_height(columns: Sequence[Column], rows: Sequence[Mapping[str, str]]) -> int:
    """Pixels of a row in which the longest text has room: all rows are alike.

    rows: that the table begins with. It keeps its height while somebody writes: a new one would lose the cell.
    """
    wide = widths(columns, rows)
    longest = max(
        (len(_lines(column, row.get(column.name, ""), wide[column.name])) for column in columns for row in rows),
        default=1,
    )
    return ROW + LINE * (min(max(longest, 1), MOST_LINES) - 1)


def height(rows: int, each: int) -> int:
    """Pixels of a table with so many rows of a height."""
    return min(each * rows, ROW * MOST_SHOWN) + EDGE


def widths(columns: Sequence[Column], rows: Sequence[Mapping[str, str]]) -> dict[str, int]:
    """Pixels of each column: its own, or its longest word's where the page has room for that.

    rows: that the table begins with.
    """
    wide = {column.name: _width(column) for column in columns}
    left = ROOM - ROW_NUMBER - sum(wide.values())
    for column in columns:
        words = [word for row in rows for word in row.get(column.name, "").split()] if column.choices is None else []
        wanted = ceil(max((width(word, TYPE) for word in words), default=0.0)) + PADDING
        more = min(max(wanted - wide[column.name], 0), max(left, 0))
        wide[column.name] += more
        left -= more
    return wide


def cut(columns: Sequence[Column], rows: Sequence[Mapping[str, str]], wide: Mapping[str, int]) -> Iterator[str]:
    """Each text that may lack room in its cell, whole, by its row and column.

    A text of several lines too: a browser may draw it on one, though its row is high enough for them all.
    """
    for number, row in enumerate(rows, start=1):
        for column in columns:
            written = row.get(column.name, "")
            text = written if column.choices is None else column.choices.get(written, written)
            if len(_wrapped(text, wide[column.name], TYPE * UNSURE)) > 1:
                yield f"Rad {number}, {column.title}: {text}"


def _lines(column: Column, text: str, wide: int) -> list[str]:
    return [text] if column.choices is not None else _wrapped(text, wide, TYPE)


def _wrapped(text: str, wide: int, size: float) -> list[str]:
    """The lines of a text in a column so wide, at a size of its letters."""
    room, lines = wide - PADDING, [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines += [word, *[""] * int(width(word, size) // room)]  # a word that is broken, on each line it takes
    return lines if lines[0] or len(lines) == 1 else lines[1:]


def _width(column: Column) -> int:
    return NARROWER if column.name in NARROW else WIDER if column.name in WIDE else ORDINARY
