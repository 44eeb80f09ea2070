"""Reads a TOML file; what is wrong with it is said in Swedish, with row and column."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from malkollen.errors import MalkollenError
from malkollen.files import small_file
from malkollen.files.small_file import SmallFileError
from malkollen.texts.printable import excerpt

MOST_BYTES = 5_000_000  # indicators.toml is under 50 000
MOST_DOTS = 20  # in a key; tomllib takes the square of them in time
DOTTED = re.compile(
    rf"""(?<![\w"'.-])(?:(?:"[^"\n]*+"|'[^'\n]*+'|[\w-]++)[ \t]*+\.[ \t]*+){{{MOST_DOTS},}}"""
)  # wherever it stands: no text has so many words with a full stop each
VALUE = re.compile(r"[\w.-]+\s*=\s*(.*)")
DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\s*(?:#|$)")
DECIMAL = re.compile(r"[-+]?\d+,\d+")
BOOLEAN = re.compile(r"(?:true|false)\s*(?:#|$)", re.IGNORECASE)
WORDS = re.compile(r"\w[^#,\]}\"]*")
DAY_FAULT = "ska vara ett datum (ÅÅÅÅ-MM-DD)"
NAMED = re.compile(r"(\[+)([\w.-]+)\]|([\w.-]+)\s*=")
CURLY = ("”", "“", "„")
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
        raise TomlError(f"{path.name}{_place(str(error))}: går inte att läsa som TOML{_likely(text, error)}") from None


def placed(file: str, text: str, fault: str) -> str:
    """A fault, "key: what", with its file; with its row too where it is a day, which looks right at a glance."""
    row = _row(text, fault.partition(": ")[0]) if fault.endswith(DAY_FAULT) else 0
    return f"{file}{f' rad {row}' if row else ''}: {fault}"


def _row(text: str, key: str) -> int:
    """The row that has a key, or the nearest above it; 0 where there is none."""
    heading, nearest, many = "", (0, 0), Counter[str]()
    for number, line in enumerate(text.splitlines(), 1):
        if not (named := NAMED.match(line)):
            continue
        if named[2]:
            name = heading = f"{named[2]}.{many[named[2]]}" if named[1] == "[[" else named[2]
            many[named[2]] += 1
        else:
            name = f"{heading}.{named[3]}".removeprefix(".")
        if f"{key}.".startswith(f"{name}."):
            nearest = max(nearest, (len(name), number))
    return nearest[1]


def _refuse_deep(path: Path, text: str) -> None:
    if found := DOTTED.search(text):
        row = text.count("\n", 0, found.start()) + 1
        raise TomlError(f"{path.name} rad {row}: en nyckel har fler än {MOST_DOTS} punkter; skriv den kortare")


def _place(reason: str) -> str:
    if found := POSITION.search(reason):
        return f" rad {found[1]}, kolumn {found[2]}"
    return " vid filens slut" if "end of document" in reason else ""


def _likely(text: str, error: Exception) -> str:
    """What is most likely wrong with the row: its marks, or a value without them; empty where nothing tells."""
    position = POSITION.search(str(error))
    if position is None:
        return ""
    line = text.splitlines()[int(position[1]) - 1]
    row = VALUE.match(line.strip())
    return (_of_marks(row[1]) if row else "") or _of_value(
        line[int(position[2]) - 1 :], row[1] if row else "", str(error)
    )


def _of_marks(value: str) -> str:
    marks = value.replace('\\"', "").count('"')
    if value.startswith(CURLY):
        return '; skriv raka citattecken (") runt texten'
    if marks % 2:
        return "; ett citattecken saknas på raden"
    if marks > 2 and value.startswith('"'):
        return "; inne i en text skrivs citattecken ”så här”"
    return ""


def _of_value(rest: str, value: str, reason: str) -> str:
    """What a value should be. rest: the row from where it could not be read; value: all that stands after its key."""
    if "date" in reason or DAY.match(value):
        return "; ett datum skrivs ÅÅÅÅ-MM-DD, och dagen ska finnas"
    if DECIMAL.fullmatch(value):
        return f"; ett tal skrivs med punkt: {value.replace(',', '.')}"
    if "Invalid value" in reason and not rest.partition("#")[0].strip():
        return "; värdet saknas efter likhetstecknet"
    if BOOLEAN.match(rest):
        return "; skriv true eller false, med små bokstäver"
    if "Invalid value" in reason and (word := WORDS.match(rest)):
        return f'; text i TOML står mellan citattecken: "{excerpt(word[0].strip())}"'
    return "; text i TOML står mellan citattecken" if value[:1].isdigit() else ""
