"""A publisher's workbook (.xlsx) as plain rows, sheet by sheet. Formulas give the value that was saved with them."""

import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import openpyxl

from malkollen.errors import SourceError
from malkollen.files import archives
from malkollen.files.archives import ArchiveError, Limits
from malkollen.texts.swedish import size

Row = tuple[object, ...]
Found = TypeVar("Found")
LARGEST_BYTES = 60_000_000  # unpacked: a small file can hold an endless one; the publishers' are under 3 million
MOST_PARTS = 1_000
MOST_SHEETS = 100  # an empty sheet that says it has a row 100 000 has that many rows
MOST_ROWS = 100_000
MOST_COLUMNS = 60
MOST_LETTERS = 50_000_000  # of all cells: they may share a long text that is written once
STYLES = "xl/styles.xml"
MOST_MARKS, MOST_STYLE_MARKS = 6_000_000, 200_000  # of all parts; of the styles, which take most time and all at once
DOCTYPE = b"<!DOCTYPE"
"""Begins what defines a text that means another, many times over or in another file; no workbook needs any."""


def sheets(path: Path) -> dict[str, list[Row]]:
    """The rows of every sheet by its name, from row 1; SourceError where it is not a workbook that can be read."""
    return read(path, lambda book: _rows(path, book))


def read(path: Path, reader: Callable[[openpyxl.Workbook], Found]) -> Found:
    """What a reader finds in a workbook, opened for reading only; SourceError where it cannot be read."""
    _check(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pictures and rules that are not read
        try:
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            try:
                if len(book.worksheets) > MOST_SHEETS:
                    count = len(book.worksheets)
                    raise SourceError(f"{path.name}: arbetsboken har {count} blad; högst {MOST_SHEETS} läses")
                return reader(book)
            finally:
                book.close()
        except SourceError:
            raise
        except Exception:  # noqa: BLE001 - openpyxl lets through whatever a broken part of the file raises
            raise SourceError(f"{path.name}: arbetsboken är skadad") from None


def text(cell: object) -> str:
    """A cell as text on one line; an empty cell is an empty text."""
    return "" if cell is None else " ".join(str(cell).split())


def _check(path: Path) -> None:
    """SourceError where a file is no zip of the size of a workbook, or a part of it defines texts of its own."""
    try:
        is_zip = zipfile.is_zipfile(path)
        with archives.opened(path, Limits(MOST_PARTS, LARGEST_BYTES)) as book:
            marks = 0
            for name in book.sizes:
                part = book.read(name)
                if DOCTYPE in part:
                    raise SourceError(f"{path.name}: arbetsboken är skadad")
                marks += (own := part.count(b"<"))
                if marks > MOST_MARKS or (own > MOST_STYLE_MARKS and name.casefold() == STYLES):
                    raise SourceError(f"{path.name}: arbetsboken har fler celler eller format än som läses")
    except ArchiveError:
        if is_zip:
            raise
        raise SourceError(f"{path.name}: är inte en arbetsbok (.xlsx) som går att läsa") from None
    except OSError:
        raise SourceError(f"{path.name}: är inte en arbetsbok (.xlsx) som går att läsa") from None


def _rows(path: Path, book: openpyxl.Workbook) -> dict[str, list[Row]]:
    found, letters = {}, 0
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what the file says of its size may be wrong
        rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
        found[sheet.title] = [tuple(row) for row in rows]
        letters += sum(len(cell) for row in found[sheet.title] for cell in row if isinstance(cell, str))
        refuse_letters(path, letters)
    return found


def refuse_letters(path: Path, letters: int) -> None:
    """SourceError where the cells of a workbook have more text than is read."""
    if letters > MOST_LETTERS:
        raise SourceError(f"{path.name}: arbetsbokens celler har mer än {size(MOST_LETTERS)} text")
