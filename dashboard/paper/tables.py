"""How wide a table's columns become on paper, and whether it needs small type or a page on its side."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.blocks.table import Cell, Number, Table
from dashboard.drawings.fonts import shown, width
from malkollen.errors import MalkollenError
from malkollen.texts.swedish import MISSING
from malkollen.texts.together import counted

SMALLEST = 8.5
"""Points of a table's type on paper; under it nothing is set."""
INSET = 0.5
"""Air on each side of a cell, in heights of its type."""
FILLS = 0.7
"""Share of the column's width from which a table is stretched to all of it."""
LONGEST_PART = 7.5
"""Of a word that is hyphenated, in heights of the type."""


class TooWideError(MalkollenError, ValueError):
    """A table does not fit on its page even in the smallest type."""


@dataclass(frozen=True)
class Fitted:
    """A table's layout: type size and columns in points, whether it lies on a page of its own on its side.

    is_beside: whether it stands beside a drawing, its rows as close as can be read: it decides how high the two are.
    """

    size: float
    columns: list[float]
    is_landscape: bool
    is_hyphenated: bool = False
    is_beside: bool = False


def fitted(
    table: Table, room: float, sizes: Sequence[float], landscape_room: float | None, *, is_beside: bool = False
) -> Fitted:
    """The largest type in which the table fits upright, otherwise on its side, at last with hyphens.

    Args:
        room: width of the upright column; landscape_room: of a page on its side, None where there is none.
        sizes: of the type, largest first. is_beside: whether the room that it does not need is a drawing's.

    Raises:
        TooWideError: it fits nowhere.
    """
    heads, rows = table.shown()
    for space, is_landscape in [(room, False), *([(landscape_room, True)] if landscape_room else [])]:
        tried = [(size, _columns(heads, rows, space, size)) for size in sizes]
        fit = next((one for one in tried if one[1].is_calm), None) or next((one for one in tried if one[1].fits), None)
        if fit:
            columns = fit[1].columns if is_beside else _filling(fit[1].columns, space)
            return Fitted(fit[0], columns, is_landscape, is_beside=is_beside)
    widest = landscape_room or room
    last = _columns(heads, rows, widest, sizes[-1], LONGEST_PART * sizes[-1])
    if last.fits:
        return Fitted(sizes[-1], last.columns, bool(landscape_room), is_hyphenated=True)
    raise TooWideError(
        f"{table.name}: tabellen ”{table.title}” har {len(heads)} kolumner och får inte plats på sidans bredd. "
        "Välj färre områden eller år, eller hämta den som kalkylblad."
    )


@dataclass(frozen=True)
class _Columns:
    """Columns in one size: whether every word fits, and whether every cell fits on one line."""

    columns: list[float]
    fits: bool
    is_calm: bool


def _columns(
    heads: Sequence[str], rows: Sequence[Sequence[Cell]], room: float, size: float, longest: float = float("inf")
) -> _Columns:
    """The columns' widths: what each needs, and of the rest in proportion to what its cells would like.

    A column never gets narrower than its longest word (or the longest part of one, in points), so nothing is cut.
    """
    needs, likes, wishes = [], [], []
    for place, head in enumerate(heads):
        texts = [written(text_of(row[place])) for row in rows]
        air = (2 * INSET + 0.05) * size
        words = max((width(word, size, 700) for text in [head, *texts] for word in unbroken(text)), default=0.0)
        whole = max((width(line, size, 700) for text in texts for line in text.split("\n")), default=0.0)
        words = min(words, longest)
        needs.append(words + air)
        likes.append(max(words, whole) + air)
        wishes.append(max(likes[-1], _two_lines(head, size) + air))
    spare = room - sum(needs)
    wished = sum(likes) - sum(needs)
    share = min(1.0, spare / wished) if wished > 0 else 1.0
    columns = [need + share * (like - need) for need, like in zip(needs, likes, strict=True)]
    if sum(wishes) <= room:  # a head of four lines over one figure would be the first thing seen
        columns = wishes
    return _Columns(columns, spare >= 0, sum(likes) <= room)


def _filling(columns: list[float], room: float) -> list[float]:
    """Columns that nearly fill the room go on to its right edge, as everything else on the page."""
    return [column * max(1.0, room / sum(columns)) for column in columns] if sum(columns) >= FILLS * room else columns


def _two_lines(head: str, size: float) -> float:
    """The least width in which a head stands on two lines."""
    parts = unbroken(head)
    halves = ((" ".join(parts[:place]), " ".join(parts[place:])) for place in range(1, len(parts) + 1))
    return min(max(width(half, size, 700) for half in both) for both in halves)


def written(text: str) -> str:
    """A text as it is set: with letters that can be shown, and each number beside what it counts."""
    return counted(shown(text))


def unbroken(text: str) -> list[str]:
    """The parts of a text that stand on one line: a no-break space holds its words together."""
    return written(text).replace("\n", " ").split(" ")


def text_of(cell: Cell) -> str:
    """A cell as the screen shows it."""
    return cell.text() if isinstance(cell, Number) else cell


def is_right(rows: Sequence[Sequence[Cell]], place: int) -> bool:
    """Whether a column holds numbers: they stand to the right, under one another."""
    cells = [row[place] for row in rows]
    return any(isinstance(cell, Number) for cell in cells) and all(
        isinstance(cell, Number) or cell in ("", MISSING) for cell in cells
    )


def words(text: str, room: float, size: float) -> str:
    """A text that can be shown, with places to break where a single word is wider than the room."""
    clean = written(text)
    if width(clean, size, 700) <= room:
        return clean
    return "\n".join(" ".join(_broken(word, room, size) for word in line.split(" ")) for line in clean.split("\n"))


def _broken(word: str, room: float, size: float) -> str:
    if width(word, size, 700) <= 0.95 * room or "://" in word:  # typst breaks an address itself, and adds nothing to it
        return word
    step = max(1, int(0.3 * room / size))
    return "\u200b".join(word[start : start + step] for start in range(0, len(word), step))
