"""Reads a TOML file; what is wrong with it is said in Swedish, with row and column."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from malkollen.errors import MalkollenError
from malkollen.files import small_file
from malkollen.files.small_file import SmallFileError

MOST_BYTES = 5_000_000  # indicators.toml is under 50 000
MOST_DOTS = 20  # in a key; tomllib takes the square of them in time
DOTTED = re.compile(
    rf"""(?<![\w"'.-])(?:(?:"[^"\n]*+"|'[^'\n]*+'|[\w-]++)[ \t]*+\.[ \t]*+){{{MOST_DOTS},}}"""
)  # wherever it stands: no text has so many words with a full stop each
POSITION = re.compile(r"\(at line (\d+), column (\d+)\)")  # tomllib's own words, all it gives before Python 3.14


Parsed = TypeVar("Parsed")


class TomlError(ValueError):
    """Why a file is refused: one Swedish line that begins with its name."""


def read(path: Path) -> dict[str, Any]:
    """The content of a file, with or without a byte order mark; TomlError otherwise.

    Raises:
        FileNotFoundError: there is no file; the caller knows what it is for.
    """
    return read_by(path, tomllib.loads)


def read_by(path: Path, parse: Callable[[str], Parsed]) -> Parsed:
    """What a function makes of a file's text; errors as `read`, where they are those of TOML."""
    try:
        text = small_file.text(path, MOST_BYTES)
        _refuse_deep(path, text)
        return parse(text)
    except SmallFileError as error:
        raise TomlError(str(error)) from None
    except (FileNotFoundError, TomlError, MalkollenError):  # the last of what the function finds at fault in it
        raise
    except OSError:
        raise TomlError(f"{path.name}: filen går inte att öppna") from None
    except UnicodeDecodeError as error:
        raise TomlError(f"{path.name}: filen är inte UTF-8 (byte {error.start})") from None
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, tables in tables without end
        raise TomlError(f"{path.name}{_place(str(error))}: går inte att läsa som TOML") from None


def _refuse_deep(path: Path, text: str) -> None:
    if found := DOTTED.search(text):
        row = text.count("\n", 0, found.start()) + 1
        raise TomlError(f"{path.name} rad {row}: en nyckel har fler än {MOST_DOTS} punkter; skriv den kortare")


def _place(reason: str) -> str:
    if found := POSITION.search(reason):
        return f" rad {found[1]}, kolumn {found[2]}"
    return " vid filens slut" if "end of document" in reason else ""
