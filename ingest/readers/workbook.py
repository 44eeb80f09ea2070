"""A publisher's workbook (.xlsx) as plain rows, sheet by sheet. Formulas give the value that was saved with them."""

import re
import warnings
import zipfile
from codecs import BOM_UTF8
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import openpyxl
from openpyxl.utils import get_column_letter

from ingest.readers import rich_text
from malkollen.errors import SourceError
from malkollen.files import archives
from malkollen.files.archives import ArchiveError, Limits
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import size

Row = tuple[object, ...]
Found = TypeVar("Found")
LARGEST_BYTES = 60_000_000  # unpacked: a small file can hold an endless one; the publishers' are under 3 million
MOST_PARTS = 1_000
MOST_SHEETS = 100  # an empty sheet that says it has a row 100 000 has that many rows
MOST_ROWS = 100_000
MOST_COLUMNS = 60
MOST_LETTERS = 50_000_000  # of all cells: they may share a long text that is written once
MOST_MARKS = 6_000_000
"""Elements of all parts together."""
MOST_ELEMENTS = 50_000
"""In each part that is read whole as the workbook is opened: each of them costs as much as a row."""
OPENED = ("xl/styles.xml", "xl/workbook.xml", "[content_types].xml", ".rels")
ZERO = ("–", "-", "−")
"""What a publisher writes for nothing to report, which is a zero; its sums prove it."""
NUMBER = re.compile("([0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,12})(?:,([0-9]{1,9}))?")
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"))
"""Begins what defines a text that means another, many times over or in another file; no workbook needs any."""
DECLARED = re.compile(rb"""encoding\s{0,99}=\s{0,99}["']([^"']{0,99})""")
DECLARATION_BYTES = 1000
LETTERINGS = (b"utf-8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252")
"""In any of them what is looked for above is found; in others it may be written so that it is not."""


def sheets(path: Path) -> dict[str, list[Row]]:
    """The rows of every sheet that is not hidden, by its name, from row 1.

    A hidden sheet is the publisher's own workings, or an older copy: nobody who opens the file sees it.

    Raises:
        SourceError: it is not a workbook that can be read.
    """
    return read(path, lambda book: _rows(path, book))


def read(path: Path, reader: Callable[[openpyxl.Workbook], Found]) -> Found:
    """What a reader finds in a workbook, opened for reading only; SourceError where it cannot be read."""
    _check(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pictures and rules that are not read
        try:
            book = openpyxl.load_workbook(path, read_only=True, data_only=True, rich_text=True)
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


def number(said: str) -> float | None:
    """A number written as text, thousands apart by spaces of any kind and decimals after a comma; None for others."""
    found = NUMBER.fullmatch(said)
    return float(f"{found[1].replace(' ', '')}.{found[2] or 0}") if found else None


def _refuse_other_programs(path: Path) -> None:
    """SourceError that calls a workbook of another program, or of an older Excel, what it is."""
    try:
        with path.open("rb") as file:
            start = file.read(len(OLD_EXCEL))
        with zipfile.ZipFile(path) as book:
            kind = book.read("mimetype")[:100] if "mimetype" in book.namelist() else b""
    except zipfile.BadZipFile:
        kind = b""
    except (OSError, RuntimeError, NotImplementedError, ValueError):
        return
    if kind.startswith(OPEN_DOCUMENT):
        raise SourceError(
            f"{path.name}: är ett kalkylblad i OpenDocument (.ods); spara det som Excel-arbetsbok (.xlsx)"
        )
    if start == OLD_EXCEL:
        raise SourceError(f"{path.name}: är en äldre Excel-fil (.xls); öppna den och spara som Excel-arbetsbok (.xlsx)")


def _check(path: Path) -> None:
    """SourceError where a file is no zip of the size of a workbook, or a part of it defines texts of its own."""
    _refuse_other_programs(path)
    try:
        is_zip = zipfile.is_zipfile(path)
        with archives.opened(path, Limits(MOST_PARTS, LARGEST_BYTES)) as book:
            marks = 0
            for name in book.sizes:
                part = book.read(name)
                if _is_odd(part):
                    raise SourceError(f"{path.name}: arbetsboken är skadad")
                own = part.count(b"<")
                marks += own
                if marks > MOST_MARKS or (own > MOST_ELEMENTS and name.casefold().endswith(OPENED)):
                    raise SourceError(f"{path.name}: arbetsboken har fler celler, format eller blad än som läses")
    except ArchiveError:
        if is_zip:
            raise
        raise SourceError(f"{path.name}: är inte en arbetsbok (.xlsx) som går att läsa; hämta den igen") from None
    except OSError:
        raise SourceError(f"{path.name}: är inte en arbetsbok (.xlsx) som går att läsa; hämta den igen") from None


def _is_odd(part: bytes) -> bool:
    """Whether a part defines texts of its own, or is written in letters that would hide that it does."""
    declaration, end, _ = part[:DECLARATION_BYTES].removeprefix(BOM_UTF8).partition(b"?>")
    if declaration.startswith(b"<?xml"):
        named = [found[1].lower() for found in DECLARED.finditer(declaration)]
        if not end or any(name not in LETTERINGS for name in named) or (not named and b"encoding" in declaration):
            return True
    return any(doctype in part for doctype in DOCTYPES)


def _rows(path: Path, book: openpyxl.Workbook) -> dict[str, list[Row]]:
    by_sheet: dict[str, list[Row]] = {}
    letters = 0
    for sheet in _seen(book):
        sheet.reset_dimensions()  # what the file says of its size may be wrong
        rows = by_sheet[sheet.title] = []
        for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True):
            for column, cell in enumerate(row, start=1):
                if fault := rich_text.fault(cell):
                    where = f"{path.name}: bladet '{excerpt(sheet.title)}' {get_column_letter(column)}{len(rows) + 1}"
                    raise SourceError(f"{where}: {fault}")
            rows.append(tuple(map(rich_text.text, row)))
            letters += sum(len(cell) for cell in rows[-1] if isinstance(cell, str))
            refuse_letters(path, letters)
    return by_sheet


def _seen(book: openpyxl.Workbook) -> list[Any]:
    """The sheets that are not hidden; all where every one is."""
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or list(book.worksheets)


def refuse_letters(path: Path, letters: int) -> None:
    """SourceError where the cells of a workbook have more text than is read."""
    if letters > MOST_LETTERS:
        raise SourceError(f"{path.name}: arbetsbokens celler har mer än {size(MOST_LETTERS)} text")
