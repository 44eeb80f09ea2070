"""A workbook that somebody has filled in: the first sheet that is seen, with what its formats make of the numbers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isfinite
from pathlib import Path
from typing import IO

import openpyxl
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import WorkSheetParser

from ingest.readers import number_formats, rich_text, workbook
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import listed

FIRST_ROWS = 20
Place = tuple[int, int]


@dataclass(frozen=True)
class Format:
    """A format that makes a number another than it is in the file.

    Attributes:
        percents: how many times the number is shown a hundredfold.
        fault: why it cannot be read as it is shown, in Swedish; empty where it can.
    """

    percents: int
    fault: str


@dataclass(frozen=True)
class Sheet:
    """The cells of a sheet from row 1 as texts, numbers with a point, not rounded.

    Attributes:
        formats: by row (from 1) and column (from 0), where one matters.
        hidden_rows, hidden_columns: numbers from 1.
        unread: the other visible sheets that something is written in.
    """

    rows: list[tuple[object, ...]]
    formats: dict[Place, Format]
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    unread: tuple[str, ...] = ()

    def notes(self, columns: int) -> list[str]:
        """What is read though nobody sees it, or seen and not read, a Swedish line each.

        Args:
            columns: how many the template has.
        """
        filled = [row for row in self.hidden_rows if row <= len(self.rows) and any(self.rows[row - 1])]
        letters = [get_column_letter(column) for column in self.hidden_columns if column <= columns]
        return [
            *([f"Dolda rader i arbetsboken är med: {listed(map(str, filled))}."] if filled else []),
            *([f"Dolda kolumner i arbetsboken är med: {listed(letters)}."] if letters else []),
            *(
                [f"Bara arbetsbokens första blad läses, inte {listed(map(excerpt, self.unread))}."]
                if self.unread
                else []
            ),
        ]


def first_seen(path: Path) -> Sheet:
    """The first sheet that is not hidden; SourceError where the workbook cannot be read."""
    return workbook.read(path, lambda book: _first_seen(path, book))


def _first_seen(path: Path, book: openpyxl.Workbook) -> Sheet:
    seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not (sheets := seen or book.worksheets):
        return Sheet([], {})
    sheet = sheets[0]
    with sheet._get_source() as source:  # noqa: SLF001 - what is hidden is told by openpyxl's own parser alone
        found = _sheet(path, sheet, _parser(source, sheet))
    return replace(found, unread=tuple(other.title for other in seen[1:] if _is_written(other)))


def _is_written(sheet: ReadOnlyWorksheet) -> bool:
    """Whether anything stands in the first rows of a sheet."""
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=FIRST_ROWS, max_col=workbook.MOST_COLUMNS, values_only=True)
    return any(cell is not None for row in rows for cell in row)


def _parser(source: IO[bytes], sheet: ReadOnlyWorksheet) -> WorkSheetParser:
    book = sheet.parent
    return WorkSheetParser(
        source, sheet._shared_strings, data_only=True, epoch=book.epoch,  # noqa: SLF001
        date_formats=book._date_formats, timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        rich_text=True,
    )  # fmt: skip


def _sheet(path: Path, sheet: ReadOnlyWorksheet, parser: WorkSheetParser) -> Sheet:
    rows: list[tuple[object, ...]] = []
    formats: dict[Place, Format] = {}
    letters = 0
    for number, cells in parser.parse():
        if number > workbook.MOST_ROWS:
            break
        rows += [()] * (number - 1 - len(rows))
        row: list[object] = [None] * min(max((c["column"] for c in cells), default=0), workbook.MOST_COLUMNS)
        for cell in cells:
            if cell["column"] <= len(row):
                row[cell["column"] - 1] = seen = rich_text.text(cell["value"])
                letters += len(seen) if isinstance(seen, str) else 0
                if form := _format(ReadOnlyCell(sheet, **cell)):
                    formats[number, cell["column"] - 1] = form
        workbook.refuse_letters(path, letters)
        if number > len(rows):  # a row that stands twice is the first one
            rows.append(tuple(row))
    return Sheet(rows, formats, tuple(_hidden_rows(parser)), tuple(_hidden_columns(parser)))


def _format(cell: ReadOnlyCell) -> Format | None:
    value = cell.value
    if value is not None and cell.font.strike:
        return Format(0, f"cellen {rich_text.CROSSED}")
    if fault := rich_text.fault(value):
        return Format(0, fault)
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return None
    code, is_zero = str(cell.number_format or ""), value == 0
    found = Format(number_formats.percents(code, is_zero=is_zero), number_formats.fault(code, is_zero=is_zero))
    return found if found.percents or found.fault else None


def _is_hidden(attributes: dict[str, str], measure: str) -> bool:
    return attributes.get("hidden") in ("1", "true") or attributes.get(measure) in ("0", "0.0")


def _hidden_rows(parser: WorkSheetParser) -> Iterator[int]:
    for number, attributes in parser.row_dimensions.items():
        if _is_hidden(attributes, "ht"):
            yield int(number)


def _hidden_columns(parser: WorkSheetParser) -> Iterator[int]:
    for attributes in parser.column_dimensions.values():
        if _is_hidden(attributes, "width"):
            first, last = int(attributes["min"]), int(attributes["max"])
            yield from range(first, min(last, workbook.MOST_COLUMNS) + 1)
