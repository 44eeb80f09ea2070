"""Publishers' xlsx workbooks as plain rows: the magic bytes, the size unpacked and every cell's value, nothing more."""

import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import islice
from pathlib import Path

import openpyxl

from malkollen.errors import SourceError

MAGIC = b"PK\x03\x04"
LARGEST_UNPACKED = 1_000_000_000
MOST_ROWS = 500_000
MOST_COLUMNS = 500

Cell = str | int | float | bool | datetime | date | time | timedelta | None


@dataclass(frozen=True)
class Sheet:
    """A sheet with all its rows; an empty cell is None."""

    name: str
    rows: list[tuple[Cell, ...]]


def require_workbook(content: bytes, publisher: str) -> None:
    """SourceError unless the bytes begin as a workbook: a service in trouble answers with a page instead."""
    if content.startswith(MAGIC):
        return
    start = content[:300].lstrip().lower()
    if not content:
        what = "är tomt"
    elif start.startswith((b"<", b"\xef\xbb\xbf<")):
        what = "är en webbsida, inte en arbetsbok"
    else:
        what = "är inte en arbetsbok (xlsx)"
    raise SourceError(f"{publisher}: svaret {what}; försök igen senare eller läs in filen med --from")


def sheets(path: Path, publisher: str) -> Iterator[Sheet]:
    """The sheets of a stored workbook, one at a time; SourceError in one Swedish line where it cannot be read."""
    try:
        content = path.read_bytes()
    except OSError:
        raise SourceError(f"{publisher}: {path.name} går inte att öppna") from None
    require_workbook(content, publisher)
    broken = SourceError(f"{publisher}: arbetsboken är skadad eller avkortad; hämta den igen")
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise broken from None
    if unpacked > LARGEST_UNPACKED:
        raise SourceError(f"{publisher}: arbetsboken är orimligt stor uppackad ({unpacked} byte); avbröts")
    try:
        with warnings.catch_warnings(action="ignore"):  # of styles and images it leaves out
            book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
        names = [sheet.title for sheet in book.worksheets]
    except Exception:  # noqa: BLE001 - a broken workbook fails in openpyxl in more ways than can be listed
        raise broken from None
    for name in names:
        yield Sheet(name, _rows(book, name, broken))


def _rows(book: openpyxl.Workbook, name: str, broken: SourceError) -> list[tuple[Cell, ...]]:
    try:
        sheet = book[name]
        sheet.reset_dimensions()  # the size a sheet states of itself may be wrong
        with warnings.catch_warnings(action="ignore"):
            return list(islice(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), MOST_ROWS))
    except Exception:  # noqa: BLE001 - as above
        raise broken from None
