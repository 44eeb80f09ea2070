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
    "Tomma celler är uppgifter som saknas, aldrig noll. Värdena är oavrundade; cellformatet visar avrundat."
)  # fmt: skip
WIDEST_COLUMN = 60
WIDEST_PAGE = 240
"""Letters across a page on its side; with more they are too small to read."""
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
        self._book = xlsxwriter.Workbook(self._out, {"in_memory": True})
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
        _on_paper(sheet)

    def table(
        self, name: str, table: Table, *, top: int = 0, wraps: bool = False, widest: int = WIDEST_COLUMN
    ) -> Worksheet:
        """A sheet with every column of a table, its headings in sight and filtered.

        Args:
            top: rows left free above the headings.
            wraps: whether long texts go on over several lines, as running text does.
            widest: letters of a column at most.
        """
        sheet: Worksheet = self._book.add_worksheet(name)
        columns = [[row[index] for row in table.rows] for index in range(len(table.columns))]
        widths = [
            min(widest, _width(column.title, cells)) for column, cells in zip(table.columns, columns, strict=True)
        ]
        looks = _looks(columns)
        for index, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
            self.text(sheet, (top, index), column.title, **_HEADING, **looks[index])
            sheet.set_column(index, index, width)
        titles = [column.title for column in table.columns]
        sheet.set_row(top, _height(titles, widths))
        for row, cells in enumerate(table.rows):
            for index, cell in enumerate(cells):
                look: dict[str, object] = {"text_wrap": True, "valign": "top"} if wraps else {}
                look |= {name: look_ for name, look_ in looks[index].items() if name == "indent"}
                look |= {"bold": True} if row in table.emphasis else {}
                if table.columns[index].title in YEARS and isinstance(cell, str) and YEAR.fullmatch(cell):
                    sheet.write_number(top + 1 + row, index, int(cell), self._format(**look, num_format="0"))
                else:
                    self._cell(sheet, (top + 1 + row, index), cell, look)
            if wraps:
                sheet.set_row(top + 1 + row, _height(cells, widths))
        sheet.freeze_panes(top + 1, 0)
        if table.columns:
            sheet.autofilter(top, 0, top + len(table.rows), len(table.columns) - 1)
        sheet.repeat_rows(top)
        _on_paper(sheet, sum(widths))
        return sheet

    def text(self, sheet: Worksheet, place: tuple[int, int], text: str, **style: object) -> None:
        """A text at row and column, never a formula or an address."""
        sheet.write_string(*place, _held(text), self._format(**style) if style else None)

    def link(self, sheet: Worksheet, place: tuple[int, int], to: str, text: str) -> None:
        """A link to another sheet of the workbook."""
        sheet.write_url(*place, f"internal:'{to}'!A1", self._format(font_color="#0f5460", underline=1), _held(text))

    def _cell(self, sheet: Worksheet, at: tuple[int, int], cell: Cell, look: dict[str, object]) -> None:
        """A cell; what a text's look has and a number's does not is left out."""
        if not isinstance(cell, Number):
            self.text(sheet, at, cell, **look)
        elif cell.value is not None:
            is_bold = cell.is_strong or "bold" in look
            sheet.write_number(
                *at, cell.value, self._format(num_format=number_format(cell), **({"bold": True} if is_bold else {}))
            )

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


def _looks(columns: Sequence[Sequence[Cell]]) -> list[dict[str, object]]:
    """Each column's side: numbers to the right, and texts that follow them a little in, so that they do not meet."""
    are_numbers = [any(isinstance(cell, Number) for cell in cells) for cells in columns]
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
    return min(WIDEST_COLUMN, max(12, *(len(text) + 2 for text in [*heading, *texts])))


def _height(cells: Sequence[Cell], widths: Sequence[int]) -> int:
    """Points that a row needs for its texts to be seen whole: a program may not count that itself."""
    lines = [
        sum(max(1, len(wrap(line, width - 1))) for line in cell.split("\n"))
        for cell, width in zip(cells, widths, strict=True)
        if isinstance(cell, str)
    ]
    return min(HIGHEST_ROW, 15 * max(lines, default=1))


def _on_paper(sheet: Worksheet, letters: int = 0) -> None:
    """A4 on its side, on as few pages' width as can be read, page numbers below. letters: the columns' width."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(max(1, ceil(letters / WIDEST_PAGE)), 0)
    if letters > WIDEST_PAGE:
        sheet.repeat_columns(0, 1)
    sheet.set_footer("&L&A&RSida &P av &N")
