"""A file that somebody writes or gives, read whole: only a real file, and only one of a sane size."""

import csv
import errno
from collections.abc import Sequence
from io import BytesIO, TextIOWrapper
from pathlib import Path

from malkollen.errors import SourceError
from malkollen.texts.swedish import number, size

NOT_UTF8 = "filen är inte UTF-8; välj filformatet CSV UTF-8 när du sparar i Excel"
"""Of a table whose letters are saved in another way, as Excel does where nobody chooses."""


class SmallFileError(SourceError):
    """A file that is too large to be read, or none: one Swedish line that begins with its name."""


def csv_fault(error: csv.Error) -> str:
    """What Python's reader of CSV stops at, in Swedish."""
    if "field limit" in str(error):
        return f"en cell har fler än {number(csv.field_size_limit())} tecken; ett citattecken som inte stängs?"
    return "citattecknen går inte ihop"


def delimiter(text: str) -> str:
    """What stands between the cells of a table, by its heading: a semicolon, as a Swedish Excel saves, or a comma."""
    return ";" if ";" in text.split("\n", 1)[0] else ","


def without_empty_end(cells: Sequence[str]) -> list[str]:
    """A row's cells to its last filled one: Excel pads rows with empty cells."""
    filled = [position for position, cell in enumerate(cells, start=1) if cell]
    return list(cells[: max(filled, default=0)])


def content(path: Path, most_bytes: int) -> bytes:
    """The bytes of a file.

    Raises:
        SmallFileError: it is larger, or no file: a pipe, whose writer would be waited for, or a link to nothing.
        FileNotFoundError: there is none.
        OSError: it cannot be opened, or is a folder.
    """
    require(path, most_bytes)
    with path.open("rb") as file:
        found = file.read(most_bytes + 1)  # it may have grown
    if len(found) > most_bytes:
        raise SmallFileError(f"{path.name}: filen är för stor; högst {size(most_bytes)} läses")
    return found


def text(path: Path, most_bytes: int) -> str:
    """The text of a file in UTF-8, with or without a byte order mark, its line ends made alike.

    Raises:
        UnicodeDecodeError: it is not UTF-8.
        SmallFileError, FileNotFoundError, OSError: as `content`.
    """
    return TextIOWrapper(BytesIO(content(path, most_bytes)), encoding="utf-8-sig").read()


def require(path: Path, most_bytes: int) -> None:
    """SmallFileError where `content` would not read the file; nothing of it is read.

    Raises:
        FileNotFoundError: there is none.
        OSError: nobody may look at it, or it is a folder.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        if path.is_symlink():  # not the same as no file: somebody has put it there
            raise SmallFileError(
                f"{path.name}: är en länk till något som inte finns; är disken borta? Rätta länken eller ta bort den"
            ) from None
        raise
    if path.is_dir():
        raise OSError(errno.EISDIR, "a folder")
    if not path.is_file():
        raise SmallFileError(f"{path.name}: är ingen vanlig fil")
    if status.st_size > most_bytes:
        raise SmallFileError(f"{path.name}: filen är för stor ({size(status.st_size)}); högst {size(most_bytes)} läses")
