"""A table on slides: a real one with its header row, in parts where it is too long or too wide for one slide."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pptx.enum.text import MSO_ANCHOR
from pptx.util import Pt

from dashboard.blocks.table import Cell, Number, Table
from dashboard.figures import theme
from dashboard.figures.spacing import Box, widened
from dashboard.paper.tables import is_right
from dashboard.slides.base import ROOM, describe
from dashboard.slides.flow import Piece, Setting
from dashboard.slides.text import (
    LEADING,
    SAFE,
    A,
    Paragraph,
    Shape,
    Shapes,
    child,
    clean,
    fill,
    height,
    lines_of,
    rgb,
    width,
    wrapped,
    write,
)

MOST_ROWS = 40
"""Rows that are shown; who needs more opens the workbook."""
ACROSS, DOWN = 8.0, 2.2
"""Air in a cell, to its sides and above and below, in points."""
DRAWN, BETWEEN = 0.56, 30.0
"""Share of a slide that a drawing has where its table stands beside it; points between them."""
DRAWN_IN_A_ROOM = (0.75, 0.7, 0.64, DRAWN)
"""The same where letters are large: as much as leaves the table on as few lines."""
FIRST = 0.4
"""Share of the room that the first column gets at most, when a table is taken apart."""
PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The built-in style without lines and fills."""


@dataclass(frozen=True)
class Line:
    """A row as it is set: its texts, whether each is bold, and its height in points."""

    texts: tuple[str, ...]
    bold: tuple[bool, ...]
    height: float


@dataclass(frozen=True)
class Part:
    """As much of a table as one slide takes.

    Attributes:
        columns: widths in points; right: whether each holds numbers; size: of the type.
    """

    head: Line
    rows: tuple[Line, ...]
    columns: tuple[float, ...]
    right: tuple[bool, ...]
    size: float

    @property
    def height(self) -> float:
        """In points."""
        return self.head.height + sum(row.height for row in self.rows)


def parts(table: Table, room: float, highest: float, sizes: Sequence[float]) -> list[Part]:
    """The table's first rows in parts that are no higher than a slide has room for.

    Args:
        sizes: of the type, the largest first; the largest that needs no more slides than another is taken.
    """
    heads, rows = table.shown()
    shown = rows[:MOST_ROWS]
    if not heads:
        return []
    tried = []
    for size in sizes:
        groups = _groups(heads, shown, room, size)
        tried.append([part for places in groups for part in _part(table, shown, places, (room, highest, size))])
    return min(tried, key=len)


def beside(table: Table, drawn: Piece, setting: Setting) -> list[Piece]:
    """A drawing with its table to the right; nothing where the table has no room there.

    Its notes stand below the table, so that the drawing has all the height; below both where they have no room there.
    """
    sizes, draw = setting.sizes.table, drawn.draw
    title = 0.0 if setting.is_for_a_room else 2 * setting.sizes.body
    small = Paragraph("", sizes[-1], 0.2 * sizes[-1], theme.SOFT_INK)
    notes = [replace(small, text=line) for note in table.notes for line in lines_of(note)]
    under, high = height(notes, ROOM) + small.size if notes else 0.0, setting.high - title
    for below in dict.fromkeys((0.0, under)):
        part = _beside(table, high - below, setting)
        across = sum(part.columns) if part else 0.0
        within = 0.0 if below or not notes else height(notes, across) + small.size
        if part and part.height + within <= high - below:
            break
    else:
        return []
    if draw is None:
        return []
    drawn_room, told = ROOM - BETWEEN - across, part

    def both(shapes: Shapes, box: Box) -> None:
        left, top, _, own = box
        aside = left + drawn_room + BETWEEN
        draw(shapes, (left, top, drawn_room, own - below))
        draw_table(shapes, told, table.title, (aside, top, across, told.height))
        spot = (
            (left, top + own - under + small.size, ROOM) if below else (aside, top + told.height + small.size, across)
        )
        if notes:
            write(shapes, notes, (*spot, height(notes, spot[2])))

    least = max(min(drawn.least, high - below), told.height + within) + below
    return [Piece(least, max(drawn.most + below, least), 0.6 * setting.sizes.body, both)]


def _beside(table: Table, high: float, setting: Setting) -> Part | None:
    """The table whole beside a drawing: where letters are large, as narrow as leaves it on as few lines."""
    own, is_room = setting.sizes.table, setting.is_for_a_room
    sizes, shares = (own[-1:], DRAWN_IN_A_ROOM) if is_room else ([*own, own[-1] - 2], (DRAWN,))
    rooms = [(1 - share) * ROOM - BETWEEN for share in shares] if high > 0 else []
    tried = [parts(table, room, high, sizes) for room in rooms]
    return min((found[0] for found in tried if len(found) == 1), key=lambda one: one.height, default=None)


def _part(
    table: Table, rows: Sequence[Sequence[Cell]], places: Sequence[int], space: tuple[float, float, float]
) -> list[Part]:
    """Some of the columns, cut into slides. space: width and height of a slide's room, and the size of the type."""
    room, highest, size = space
    heads = [clean(table.shown()[0][column]) for column in places]
    kept = [[row[column] for column in places] for row in rows]
    columns = _columns(heads, kept, room, size)
    lines = []
    for number, row in enumerate(kept):
        strong = [table.is_strong(number, cell) for cell in row]
        lines.append(set_line([_text(cell) for cell in row], strong, columns, size))
    right = tuple(is_right(kept, column) for column in range(len(places)))
    head = set_line(heads, [True] * len(places), columns, size)
    return _cut(Part(head, (), tuple(columns), right, size), lines, highest)


def draw_table(shapes: Shapes, part: Part, alt: str, box: Box) -> None:
    """The part as a native table; its header row is flagged as one."""
    left, top, _, _ = box
    rows = [part.head, *part.rows]
    across = sum(part.columns)
    frame = shapes.add_table(len(rows), len(part.columns), Pt(left), Pt(top), Pt(across), Pt(part.height))
    describe(frame, alt, "Tabell")
    grid = frame.table
    grid.first_row, grid.horz_banding = True, False
    grid._tbl.tblPr.find(f"{{{A}}}tableStyleId").text = PLAIN  # noqa: SLF001
    for column, room in enumerate(part.columns):
        grid.columns[column].width = Pt(room)
    for number, row in enumerate(rows):
        grid.rows[number].height = Pt(row.height)
        for column, text in enumerate(row.texts):
            align = "right" if part.right[column] else "left"
            said = Paragraph(text, part.size, is_bold=row.bold[column], align=align)
            _cell(grid.cell(number, column), said, is_head=number == 0)


def _cell(cell: Shape, said: Paragraph, *, is_head: bool) -> None:
    fill(cell.text_frame, [said])
    for body in cell._tc.iter(f"{{{A}}}bodyPr"):  # noqa: SLF001 - a cell has its room in itself
        body.attrib.clear()
        for part in list(body):
            body.remove(part)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if is_head else MSO_ANCHOR.TOP
    cell.margin_left = cell.margin_right = Pt(ACROSS)
    cell.margin_top = cell.margin_bottom = Pt(DOWN)
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001
    for name in ("lnL", "lnR", "lnT"):
        child(child(properties, f"{{{A}}}{name}", w="0"), f"{{{A}}}noFill")
    below = child(properties, f"{{{A}}}lnB", w="19050" if is_head else "9525")
    paint = child(below, f"{{{A}}}solidFill")
    child(paint, f"{{{A}}}srgbClr", val=str(rgb(theme.INK if is_head else theme.LINE)))
    child(properties, f"{{{A}}}noFill")


def _text(cell: Cell) -> str:
    return clean(cell.text() if isinstance(cell, Number) else " ".join(lines_of(cell)))


def _groups(heads: Sequence[str], rows: Sequence[Sequence[Cell]], room: float, size: float) -> list[list[int]]:
    """The columns that stand together: all, or the first one again beside some of the others."""
    needs = _needs(heads, rows, size)
    if sum(needs) <= room:
        return [list(range(len(heads)))]
    first = min(needs[0], FIRST * room)
    groups: list[list[int]] = [[0]]
    used = first
    for column in range(1, len(heads)):
        need = min(needs[column], room - first)
        if used + need > room and len(groups[-1]) > 1:
            groups.append([0])
            used = first
        groups[-1].append(column)
        used += need
    return groups


def _needs(heads: Sequence[str], rows: Sequence[Sequence[Cell]], size: float) -> list[float]:
    """The width of each column's longest word."""
    return [
        max((width(word, size, is_bold=True) for text in texts for word in text.split(" ")), default=0.0) / SAFE
        + 2 * ACROSS
        + 1
        for texts in _texts(heads, rows)
    ]


def _texts(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    return [[clean(head), *(_text(row[place]) for row in rows)] for place, head in enumerate(heads)]


def _columns(heads: Sequence[str], rows: Sequence[Sequence[Cell]], room: float, size: float) -> list[float]:
    """What each column needs, then what its cells would like, then its heading; the room is filled."""
    needs = _needs(heads, rows, size)
    if sum(needs) > room:
        spare = room - (first := min(needs[0], FIRST * room))
        scale = min(1.0, spare / sum(needs[1:])) if len(needs) > 1 else 1.0
        return [first if len(needs) > 1 else room, *(scale * need for need in needs[1:])]
    texts = _texts(heads, rows)
    whole = [[width(text, size, is_bold=True) / SAFE + 2 * ACROSS + 1 for text in column] for column in texts]
    columns = widened(needs, [max(found[1:], default=0.0) for found in whole], room)
    columns = widened(columns, [found[0] for found in whole], room)  # then the headings, so that they take few lines
    return [column * room / sum(columns) for column in columns] if sum(columns) > 0.7 * room else columns


def set_line(
    texts: Sequence[str], bold: Sequence[bool], columns: Sequence[float], size: float, least: float = 0.0
) -> Line:
    """A row as high as its longest text, and at least so high."""
    most = max(len(_wrapped(text, size, room)) for text, room in zip(texts, columns, strict=True))
    return Line(tuple(texts), tuple(bold), max(most * LEADING * size, least) + 2 * DOWN)


def _wrapped(text: str, size: float, room: float) -> list[str]:
    return wrapped(text, size, SAFE * (room - 2 * ACROSS), is_bold=True)


def _cut(whole: Part, lines: Sequence[Line], highest: float) -> list[Part]:
    """Parts of about the same height, the header above each; a row higher than half a slide goes on below itself."""
    head = _shortened(whole.head, whole, 0.4 * highest)
    room = highest - head.height
    rows = [part for line in lines for part in _split(line, whole, 0.6 * room)]
    total = sum(row.height for row in rows)
    aim = total / max(1, -(-int(total) // max(1, int(room))))
    groups: list[list[Line]] = [[]]
    for row in rows:
        used = sum(other.height for other in groups[-1])
        if groups[-1] and (used + row.height > room or used >= aim):
            groups.append([])
        groups[-1].append(row)
    return [replace(whole, head=head, rows=tuple(group)) for group in groups]


def _split(line: Line, whole: Part, highest: float) -> list[Line]:
    if line.height <= highest:
        return [line]
    most = max(1, int((highest - 2 * DOWN) / (LEADING * whole.size)))
    cells = [_wrapped(text, whole.size, room) for text, room in zip(line.texts, whole.columns, strict=True)]
    count = -(-max(map(len, cells)) // most)
    return [
        set_line([" ".join(cell[i * most : (i + 1) * most]) for cell in cells], line.bold, whole.columns, whole.size)
        for i in range(count)
    ]


def _shortened(head: Line, whole: Part, highest: float) -> Line:
    """A heading too long to stand above anything is cut with three dots."""
    first = _split(head, whole, highest)[0]
    texts = zip(first.texts, head.texts, whole.columns, strict=True)
    return replace(first, texts=tuple(_dotted(shown, all_of_it, whole.size, room) for shown, all_of_it, room in texts))


def _dotted(shown: str, whole: str, size: float, room: float) -> str:
    """What is shown ends in dots where there was more, on as many lines: the dots are wider than most letters."""
    if shown == whole:
        return shown
    for end in range(len(shown) - 1, 0, -1):
        if len(_wrapped(f"{shown[:end]}…", size, room)) <= len(_wrapped(shown, size, room)):
            return f"{shown[:end]}…"
    return "…"
