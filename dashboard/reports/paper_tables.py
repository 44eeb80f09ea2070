"""How wide a table's columns become on paper, and whether it needs small type or a page on its side."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.content.table import Cell, Number, Table
from dashboard.reports.fonts import shown, width
from malkollen.errors import MalkollenError
from malkollen.swedish import MISSING

SMALLEST = 8.5
"""Points of a table's type on paper; under it nothing is set."""
INSET = 4.0
"""Air on each side of a cell, in points."""


class TooWideError(MalkollenError, ValueError):
    """A table does not fit on its page even in the smallest type."""


@dataclass(frozen=True)
class Fitted:
    """A table's layout: type size and columns in points, whether it lies on a page of its own on its side."""

    size: float
    columns: list[float]
    is_landscape: bool


def fitted(table: Table, room: float, sizes: Sequence[float], landscape_room: float | None) -> Fitted:
    """The largest type in which the table fits upright, otherwise on its side.

    Args:
        room: width of the upright column; landscape_room: of a page on its side, None where there is none.
        sizes: of the type, largest first.

    Raises:
        TooWideError: it fits nowhere.
    """
    heads, rows = table.shown()
    for space, is_landscape in [(room, False), *([(landscape_room, True)] if landscape_room else [])]:
        for size in sizes:
            columns = _columns(heads, rows, space, size)
            if columns:
                return Fitted(size, columns, is_landscape)
    raise TooWideError(
        f"{table.name}: tabellen ”{table.title}” har {len(heads)} kolumner och får inte plats på sidans bredd. "
        "Välj färre områden eller år, eller hämta den som kalkylblad."
    )


def _columns(
    heads: Sequence[str], rows: Sequence[Sequence[Cell]], room: float, size: float
) -> list[float] | None:
    """The columns' widths: what each needs, and of the rest in proportion to what each would like; None if too wide.

    A column never gets narrower than its longest word, so nothing is cut.
    """
    needs, likes = [], []
    for place, head in enumerate(heads):
        texts = [text_of(row[place]) for row in rows]
        words = [(word, 400) for text in texts for word in shown(text).split()]
        words += [(word, 700) for word in shown(head).split()]
        needs.append(max((width(word, size, weight) for word, weight in words), default=0.0) + 2 * INSET + 0.5)
        whole = max((width(line, size, 700) for text in texts for line in shown(text).split("\n")), default=0.0)
        likes.append(max(needs[-1], whole + 2 * INSET + 0.5, min(width(shown(head), size, 700), 9 * size) + 2 * INSET))
    if sum(likes) <= room:
        return likes
    if sum(needs) > room:
        return None
    share = (room - sum(needs)) / (sum(likes) - sum(needs))
    return [need + share * (like - need) for need, like in zip(needs, likes, strict=True)]


def text_of(cell: Cell) -> str:
    """A cell as the screen shows it."""
    return cell.text() if isinstance(cell, Number) else cell


def is_right(rows: Sequence[Sequence[Cell]], place: int) -> bool:
    """Whether a column holds numbers: they stand to the right, under one another."""
    cells = [row[place] for row in rows]
    return any(isinstance(cell, Number) for cell in cells) and all(
        isinstance(cell, Number) or cell in ("", MISSING) for cell in cells
    )
