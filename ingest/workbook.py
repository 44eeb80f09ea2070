"""A publisher's workbook (.xlsx) as plain rows, sheet by sheet. Formulas give the value that was saved with them."""

import warnings
import zipfile
from pathlib import Path

import openpyxl

from malkollen.errors import SourceError

Row = tuple[object, ...]
LARGEST_BYTES = 300_000_000  # unpacked: a small file can hold an endless one
MOST_ROWS = 100_000
MOST_COLUMNS = 60


def sheets(path: Path) -> dict[str, list[Row]]:
    """The rows of every sheet by its name, from row 1; SourceError where it is not a workbook that can be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except (OSError, zipfile.BadZipFile):
        raise SourceError(f"{path.name}: är inte en arbetsbok (.xlsx) som går att läsa") from None
    if size > LARGEST_BYTES:
        raise SourceError(f"{path.name}: arbetsboken är större än {LARGEST_BYTES} byte uppackad")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pictures and rules that are not read
        try:
            return _rows(path)
        except Exception:  # noqa: BLE001 - openpyxl lets through whatever a broken part of the file raises
            raise SourceError(f"{path.name}: arbetsboken är skadad") from None


def text(cell: object) -> str:
    """A cell as text on one line; an empty cell is an empty text."""
    return "" if cell is None else " ".join(str(cell).split())


def _rows(path: Path) -> dict[str, list[Row]]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        found = {}
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what the file says of its size may be wrong
            rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
            found[sheet.title] = [tuple(row) for row in rows]
        return found
    finally:
        book.close()
