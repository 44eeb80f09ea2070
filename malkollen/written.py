"""Text that people write: judgements, titles, meetings, activities, objects. Cleaned by one rule, wherever it is read.

What cannot be seen goes: control characters, marks that turn the direction of what follows, signs of no width. Somebody
who reads a line must read what it says.
"""

import unicodedata
from pathlib import Path

from malkollen.errors import DataError
from malkollen.swedish import number

LARGEST = 2_000_000
"""Bytes of a file that somebody keeps by hand: thousands of rows."""


def clean_text(typed: str) -> str:
    """The text with its line breaks, without what cannot be seen."""
    lines = typed.replace("\t", " ").splitlines()
    return "\n".join("".join(sign for sign in line if unicodedata.category(sign)[0] != "C") for line in lines).strip()


def clean_line(typed: str) -> str:
    """The text on one line, with single spaces."""
    return " ".join(clean_text(typed).split())


def read(path: Path) -> str:
    """The text of a file that somebody keeps by hand, with or without a byte order mark.

    Raises:
        DataError: it is no plain file, or larger than anybody keeps by hand.
        OSError, UnicodeDecodeError: it is not there, cannot be read, or is not UTF-8.
    """
    size = path.stat().st_size
    if not (path.is_file() or path.is_dir()):  # to open a pipe is to wait for its writer; a folder refuses itself
        raise DataError(f"{path.name}: är ingen vanlig fil")
    if size > LARGEST:
        raise DataError(f"{path.name}: filen är större än {number(LARGEST / 1e6)} MB; är det rätt fil?")
    return path.read_text(encoding="utf-8-sig")
