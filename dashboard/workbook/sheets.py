"""Tables as sheets of a workbook: texts are texts whatever they begin with, numbers are numbers with their decimals."""

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from math import ceil
from textwrap import wrap

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard.blocks.table import Cell, Number, Table
from malkollen.texts.inert import readable

READING = (
    "Tomma celler är uppgifter som saknas, aldrig noll. Värdena är oavrundade; cellformatet visar avrundat. En "
    "skillnad kan därför visas en enhet annorlunda i sista siffran än i texten, som räknar mellan talen som de visas."
)
FONT, SIZE = "Arial", 10
"""On every machine with an office program, or a font as wide there: rows and columns are as they were counted."""
LINE = 13
"""Points of a line in a cell."""
FITS = 1.05
"""Letters of running text to a letter of a column's width, which is a digit's."""
WIDEST_COLUMN, NARROW = 36, 23
"""Letters of a column with running text, and what it has at least."""
WIDEST_PAGE = 180
"""Letters across a page on its side; with more they are smaller than 8 points."""
NARROWEST, EMPTY = 10, 9
"""Letters of the narrowest column, and of one that nothing is said of."""
AIR = 3
"""Points of a row beside its lines."""
NARROWEST_TEXT = 90
"""Letters that a title and notes have room for, also over a table that is narrower."""
SOURCES = frozenset({"Källa", "Källor"})
"""Columns that say of every row where it comes from: on paper the line below the table says so once."""
YEARS, YEAR = frozenset({"År", "Nyaste år"}), re.compile(r"\d{4}")
"""Columns of years, which are numbers to a spreadsheet; one with a word beside it stays a text."""
LONGEST_TEXT = 32_000
"""Characters; a cell holds few more."""
HIGHEST_ROW = 400
"""Points; a row cannot be higher than 409."""
LONGEST_NAME = 31
"""Characters of a sheet's name."""
JOINING = frozenset({"av", "för", "i", "med", "mot", "och", "per", "på", "till", "utan"})
"""Words that a sheet's name does not end in: what they join to had no room."""
_NOT_IN_FORMATS = str.maketrans({'"': "'", ";": ",", "\n": " ", "\\": "/"})
_HEADING = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"}


class Book:
    """A workbook under way: sheets are added, and at last `content` is the file."""

    def __init__(self, title: str, made_at: datetime) -> None:
        """Opens an empty workbook."""
        self._out = BytesIO()
        look = {"font_name": FONT, "font_size": SIZE}
        self._book = xlsxwriter.Workbook(self._out, {"in_memory": True, "default_format_properties": look})
        self._book.set_properties({"title": readable(title), "author": "Målkollen", "created": made_at})
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def content(self) -> bytes:
        """The file; nothing can be added after."""
        self._book.close()
        return self._out.getvalue()

    def cover(self, name: str, title: str, lines: Sequence[tuple[str, str]]) -> None:
        """A sheet of labels with a text each, under the workbook's title."""
        sheet: Worksheet = self._book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, 1, 90)
        self.text(sheet, (0, 0), title, bold=True, font_size=16)
        for row, (label, words) in enumerate(lines, start=2):
            self.text(sheet, (row, 0), label, bold=True, valign="top")
            self.text(sheet, (row, 1), words, text_wrap=True, valign="top")
            sheet.set_row(row, _height([label, words], [18, 90]))
        _on_paper(sheet, [18, 90])

    def table(self, name: str, table: Table, *, top: int = 0, widest: int = WIDEST_COLUMN) -> Worksheet:
        """A sheet with every column of a table, its headings in sight and filtered; long texts go on downwards.

        Args:
            top: rows left free above the headings.
            widest: letters of a column at most.
        """
        sheet: Worksheet = self._book.add_worksheet(name)
        widths, looks = widths_of(table, widest), _looks(table)
        for index, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
            self.text(sheet, (top, index), column.title, **_HEADING, **looks[index])
            sheet.set_column(index, index, width)
        sheet.set_row(top, _height([column.title for column in table.columns], widths, fits=0.95))
        seen = printed(table)
        for row, cells in enumerate(table.rows):
            high = _height(cells[:seen], widths[:seen])
            sheet.set_row(top + 1 + row, high)
            for index, cell in enumerate(cells):
                look = {"valign": "top" if high > LINE + AIR else "vcenter", **looks[index]}
                look |= {"bold": True} if row in table.emphasis else {}
                if table.columns[index].title in YEARS and isinstance(cell, str) and YEAR.fullmatch(cell):
                    sheet.write_number(top + 1 + row, index, int(cell), self._format(**look, num_format="0"))
                else:
                    self._cell(sheet, (top + 1 + row, index), cell, {**look, "text_wrap": index < seen})
        sheet.freeze_panes(top + 1, 0)
        if table.columns:
            sheet.autofilter(top, 0, top + len(table.rows), len(table.columns) - 1)
        sheet.repeat_rows(top)
        _on_paper(sheet, widths[:seen])
        if seen < len(table.columns):
            sheet.print_area(0, 0, top + len(table.rows) + 2 + len(table.notes), seen - 1)
        return sheet

    def across(self, sheet: Worksheet, row: int, table: Table, text: str, **style: object) -> None:
        """A text over the columns of a table that are printed, on as many lines as it needs."""
        look = {"text_wrap": True, "valign": "top", **style}
        room, count = _spanned(table)
        size = float(str(style.get("font_size", SIZE)))
        if count > 1:
            sheet.merge_range(row, 0, row, count - 1, "", self._format(**look))
        self.text(sheet, (row, 0), text, **look)
        sheet.set_row(row, _height([text], [room], fits=0.95 * SIZE / size) * size / SIZE)

    def text(self, sheet: Worksheet, place: tuple[int, int], text: str, **style: object) -> None:
        """A text at row and column, never a formula or an address."""
        sheet.write_string(*place, _held(text), self._format(**style) if style else None)

    def link(self, sheet: Worksheet, place: tuple[int, int], to: str, text: str) -> None:
        """A link to another sheet of the workbook."""
        sheet.write_url(
            *place,
            f"internal:'{to}'!A1",
            self._format(font_color="#0f5460", underline=1, valign="vcenter"),
            _held(text),
        )

    def _cell(self, sheet: Worksheet, at: tuple[int, int], cell: Cell, look: dict[str, object]) -> None:
        """A cell; what a text's look has and a number's does not is left out."""
        if not isinstance(cell, Number):
            self.text(sheet, at, cell, **look)
        elif cell.value is not None:
            bold = {"bold": True} if cell.is_strong or "bold" in look else {}
            style = {"num_format": number_format(cell), "valign": look["valign"], **bold}
            sheet.write_number(*at, cell.value, self._format(**style))

    def _format(self, **style: object) -> Format:
        """A cell's look; each is made once, as a workbook only holds so many."""
        key = tuple(sorted(style.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(style)
        return self._formats[key]


def number_format(cell: Number) -> str:
    """A number's look: thousands, decimals, sign of a difference, and the unit beside it; the value stays a number."""
    digits = "#,##0" + ("." + "0" * cell.decimals if cell.decimals > 0 else "")
    unit = f'"\u00a0{readable(cell.unit).translate(_NOT_IN_FORMATS)}"' if cell.unit else ""
    if cell.is_difference:
        return f'"+"{digits}{unit};"−"{digits}{unit};"±"{digits}{unit}'
    return f"{digits}{unit}"


def sheet_name(number: int, title: str) -> str:
    """A sheet's name: its number, which makes it the only one, and as many whole words of the title as there is room.

    A spreadsheet takes 31 characters (a letter outside the usual planes is two) and no brackets,
    colon, asterisk, question mark, slash or apostrophe at its ends.
    """
    name = str(number)
    for word in "".join(" " if letter in "[]:*?/\\'" else letter for letter in readable(title)).split():
        longer = f"{name} {word}"
        if len(longer.encode("utf-16-le")) // 2 > LONGEST_NAME:
            break
        name = longer
    while (words := name.rstrip(" ,.;–").split(" "))[-1] in JOINING:
        name = " ".join(words[:-1])
    return name.rstrip(" ,.;–")


def _held(text: str) -> str:
    """A text that a cell can hold. What looks like the file's own markup for rich text would be written as markup."""
    clean = readable(text)
    if len(clean) > LONGEST_TEXT:
        clean = f"{clean[:LONGEST_TEXT]}…"
    return f"{clean} " if clean.startswith("<r>") and clean.endswith("</r>") else clean


def widths_of(table: Table, widest: int = WIDEST_COLUMN) -> list[int]:
    """Each column's width in letters; where that lets the table be printed on one page, the widest are narrower."""
    columns = [[row[index] for row in table.rows] for index in range(len(table.columns))]
    wanted = [_width(column.title, cells) for column, cells in zip(table.columns, columns, strict=True)]
    tried = ([min(width, most) for width in wanted] for most in range(widest, NARROW, -1))
    fitting = (widths for widths in tried if sum(widths[: printed(table)]) <= WIDEST_PAGE)
    return next(fitting, [min(width, widest) for width in wanted])


def printed(table: Table) -> int:
    """How many of the columns, from the first, are printed: not the last where the line below says the same once."""
    is_said_below = len(table.columns) > 1 and table.source and table.columns[-1].title in SOURCES
    return len(table.columns) - (1 if is_said_below else 0)


def _repeated(widths: Sequence[int]) -> int:
    """How many columns are printed again on every page of a table that takes several across; none where one is enough.

    They are the first two, so that a code has its name beside it, where they leave room for others.
    """
    if sum(widths) <= WIDEST_PAGE:
        return 0
    return 2 if sum(widths[:2]) <= WIDEST_PAGE / 3 else 1


def _spanned(table: Table) -> tuple[int, int]:
    """The room in letters, and the columns, of a text across a table: those that every page has, so that none cuts it.

    Beside a narrow table a few empty ones are taken too.
    """
    widths = widths_of(table)[: printed(table)]
    count = _repeated(widths) or len(widths)
    room = sum(widths[:count])
    beside = ceil(max(0, NARROWEST_TEXT - room) / EMPTY) if count == len(table.columns) else 0
    return room + beside * EMPTY, count + beside


def _looks(table: Table) -> list[dict[str, object]]:
    """Each column's side: numbers to the right, and texts that follow them a little in, so that they do not meet."""
    are_numbers = [
        column.title in YEARS or any(isinstance(row[place], Number) for row in table.rows)
        for place, column in enumerate(table.columns)
    ]
    return [
        {"align": "right"}
        if is_number
        else {"align": "left"} | ({"indent": 1} if place and are_numbers[place - 1] else {})
        for place, is_number in enumerate(are_numbers)
    ]


def _width(title: str, cells: Sequence[Cell]) -> int:
    """A column's width in letters: what its cells need, and its heading where that does not stand over numbers."""
    texts = [cell.text() if isinstance(cell, Number) else cell for cell in cells]
    heading = title.split() if any(isinstance(cell, Number) for cell in cells) else [title]
    return max(NARROWEST, *(len(text) + 2 for text in [*heading, *texts]))


def _height(cells: Sequence[Cell], widths: Sequence[int], fits: float = FITS) -> int:
    """Points that a row needs for its texts to be seen whole: a program may not count that itself.

    fits: letters to a column's letter; bold ones are wider.
    """
    lines = [
        sum(max(1, len(wrap(line, int(width * fits)))) for line in cell.split("\n"))
        for cell, width in zip(cells, widths, strict=True)
        if isinstance(cell, str)
    ]
    return min(HIGHEST_ROW, LINE * max(lines, default=1) + AIR)


def _on_paper(sheet: Worksheet, widths: Sequence[int]) -> None:
    """A4 on its side, on as few pages' width as can be read, page numbers below.

    Args:
        widths: of the columns that are printed, in letters.
    """
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    again = _repeated(widths)
    own, room = sum(widths[again:]), WIDEST_PAGE - sum(widths[:again])
    sheet.fit_to_pages(max(1, ceil(own / room)), 0)
    if again:
        sheet.repeat_columns(0, again - 1)
    sheet.set_footer("&L&A&RSida &P av &N", {"margin": 0.3})
