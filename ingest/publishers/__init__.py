"""What is relied on of each publisher: addresses, ids, codes, titles, limits and licences, one TOML a publisher.

Each file beside this is the whole truth of one publisher, so that a table that moves is one line in one file, read by
somebody who does not program. The data folder's publishers.toml overrides any entry by the same name under the
publisher's: `[scb.tables.population]` with `id = "TAB5557"`. What it names that is not here is refused: of that
publisher alone, whose stored figures are read by what the file said before.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from ingest.publishers import rows
from malkollen.database import storage
from malkollen.errors import DataError
from malkollen.files import toml_file
from malkollen.files.toml_file import TomlError
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import listed

HERE = Path(__file__).parent
FILE = "publishers.toml"
"""In the data folder."""
NAMES = tuple(sorted(path.stem for path in HERE.glob("*.toml")))
ADDRESS = re.compile(r"https?://[^\s/?#@]+(?:/[^\s?#]*)?")
IDENTITY = re.compile(r"[A-Z]{1,3}[0-9]{3,12}[A-Z0-9]{0,12}|t[0-9]{5}")
"""A name of a table or a key figure, and what may take its place: it goes in addresses."""
NAMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,40}")
EXTENDABLE = "extendable"
"""The tables of codes in a publisher's file that may get more codes."""
KINDS = {bool: "true eller false", int: "ett heltal", float: "ett tal", str: "en text", list: "en lista"}

Entry = dict[str, Any]
Fault = tuple[tuple[str, ...], str]
"""Of an entry, by its names from the outermost table, and what is wrong with it."""
_BEFORE: ContextVar[Entry | None] = ContextVar("before", default=None)
"""What the data folder's file said once, where something is read by that."""


def read(name: str) -> Entry:
    """What is relied on of a publisher, with the data folder's entries in place of ours. Never to be changed.

    Raises:
        DataError: the data folder's file is no TOML, or what it says of this publisher is at fault.
    """
    if (before := _BEFORE.get()) is not None:
        return _over(ours(name), before.get(name, {}))
    path = storage.data_folder() / FILE
    stamp = _stamp(path)
    return _merged(name, path, stamp) if stamp else ours(name)


def own() -> Entry:
    """All that the data folder's file says, also what is at fault; DataError where it is no TOML."""
    if (before := _BEFORE.get()) is not None:
        return before
    path = storage.data_folder() / FILE
    stamp = _stamp(path)
    return _own(path, stamp) if stamp else {}


def declared(name: str) -> str:
    """All of a publisher as one text: what is kept of a reading is of one declaration."""
    return json.dumps(read(name), sort_keys=True)


@contextmanager
def reading_by(before: Entry) -> Iterator[None]:
    """Reads by what the data folder's file said once."""
    token = _BEFORE.set(before)
    try:
        yield
    finally:
        _BEFORE.reset(token)


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """What tells a file from what it was; None where there is none."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return (stat.st_mtime_ns, stat.st_size, stat.st_ino)


@cache
def ours(name: str) -> Entry:
    """What stands beside the code alone."""
    return toml_file.read(HERE / f"{name}.toml")


def check() -> None:
    """DataError naming every entry of the data folder's file that is not one of ours, or is of another kind."""
    if told := [line for name in (None, *NAMES) if (line := fault(name))] or loose():
        raise DataError("\n".join(dict.fromkeys([*told, *loose()])))


def broken() -> str | None:
    """Why the data folder's file cannot be read at all, with its row, in Swedish; None where it can."""
    try:
        own()
    except DataError as error:
        return str(error)
    return None


def fault(name: str | None) -> str | None:
    """What in the data folder's file stops a publisher: file, row and entry, in Swedish; None where nothing does.

    Args:
        name: of the publisher; None asks for what stops everyone, a file that is no TOML.
    """
    try:
        if name is None:
            own()
        else:
            read(name)
    except DataError as error:
        return str(error)
    return None


def loose() -> list[str]:
    """The tables of the data folder's file that are no publisher's; they stop nobody. A Swedish line each."""
    path = storage.data_folder() / FILE
    stamp = None if broken() else _stamp(path)
    return _told(path, stamp).get("", []) if stamp else []


def change(name: str, *entry: str) -> str:
    """Where an entry is changed, in Swedish: the end of a line about what no longer fits."""
    return f"rätta {'.'.join((name, *entry))} i {FILE} i datamappen"


def entries(name: str) -> Iterator[tuple[str, object]]:
    """Every entry of a publisher by its full name, as it stands beside the code."""
    return _leaves(name, ours(name))


@lru_cache(maxsize=64)
def _merged(name: str, path: Path, _stamp: tuple[int, int, int]) -> Entry:
    own = _own(path, _stamp)
    if lines := _told(path, _stamp).get(name):
        raise DataError("\n".join(lines))
    return _over(ours(name), own.get(name, {}))


@lru_cache(maxsize=4)
def _own(path: Path, _stamp: tuple[int, int, int]) -> Entry:
    """The data folder's file as it stands."""
    try:
        return toml_file.read(path)
    except TomlError as error:
        raise DataError(str(error)) from None


@lru_cache(maxsize=4)
def _told(path: Path, stamp: tuple[int, int, int]) -> dict[str, list[str]]:
    """What is at fault in the data folder's file by publisher, with its row; "" for tables that are nobody's."""
    lines: dict[str, list[str]] = {}
    own = _own(path, stamp)
    for name in own:
        for keys, text in _faults_of(own, name):
            row = rows.of(toml_file.read_by(path, str), keys)
            where = FILE if row is None else f"{FILE} rad {row}"
            lines.setdefault(name if name in NAMES else "", []).append(f"{where}: {text}")
    return lines


def faults(own: Mapping[str, Any], name: str) -> list[str]:
    """What of a publisher is not one of ours, or of another kind; a Swedish line each.

    Args:
        own: what the data folder's file says, or would say.
    """
    return [f"{FILE}: {text}" for _, text in _faults_of(own, name)]


def _faults_of(own: Mapping[str, Any], name: str) -> list[Fault]:
    entry = own.get(name, {})
    if name not in NAMES:
        return [((name,), f"[{excerpt(name)}] är ingen utgivare; de är {listed(NAMES)}")]
    if not isinstance(entry, dict):
        return [((name,), f"{name} ska vara en tabell, [{name}]")]
    return list(_faults(entry, ours(name), (name,), {f"{name}.{table}" for table in ours(name)[EXTENDABLE]}))


def _faults(
    own: Mapping[str, Any], base: Mapping[str, Any], tables: tuple[str, ...], opened: set[str]
) -> Iterator[Fault]:
    """What in a table of the data folder's file is not in ours, or is of another kind."""
    where = ".".join(tables)
    for key, value in own.items():
        dotted, keys = f"{where}.{excerpt(key)}", (*tables, key)
        if key not in base and where in opened:
            example = next(iter(base.values()), "")
        elif key not in base or key == EXTENDABLE:
            yield keys, f"{dotted}: okänd nyckel; {where} har {listed([each for each in base if each != EXTENDABLE])}"
            continue
        else:
            example = base[key]
        if isinstance(example, dict) and isinstance(value, dict):
            yield from _faults(value, example, keys, opened)
        elif fault := _unlike(value, example):
            yield keys, f"{dotted}: {fault}"


def _unlike(value: object, example: object) -> str | None:
    """What is wrong with a value beside ours, in Swedish; None where it is of the same kind."""
    if isinstance(example, dict):
        return "ska vara en tabell"
    if isinstance(example, float) and type(value) in {int, float}:
        is_number = math.isfinite(number := float(str(value))) and number >= 0
        return None if is_number else "ska vara ett tal från noll och uppåt, inte nan eller inf"
    if type(value) is not type(example):
        return f"ska vara {KINDS[type(example)]}, till exempel {example!r}"
    if isinstance(value, list) and not all(isinstance(each, str) and each.strip() for each in value):
        return "ska vara en lista av texter"
    texts = value if isinstance(value, list) else [value]
    models = example if isinstance(example, list) else [example]
    if any(map(_is_address, models)) and not all(map(_is_address, texts)):
        return "ska vara adresser som börjar med http:// eller https://, utan namn, frågetecken och lösenord"
    if any(map(_is_name, models)) and not all(_is_name(text, NAMED) for text in texts):
        return "ska vara ett id, av bokstäver och siffror"
    if type(value) is int and value < (0 if example == 0 else 1):
        return "ska vara ett heltal från ett och uppåt"
    return None


def _is_address(text: object) -> bool:
    return isinstance(text, str) and ADDRESS.fullmatch(text) is not None


def _is_name(text: object, pattern: re.Pattern[str] = IDENTITY) -> bool:
    return isinstance(text, str) and pattern.fullmatch(text) is not None


def _over(base: Entry, own: Entry) -> Entry:
    """A table with another's entries in place of its own."""
    return base | {
        key: _over(base[key], value) if isinstance(base.get(key), dict) else value for key, value in own.items()
    }


def _leaves(where: str, entry: Entry) -> Iterator[tuple[str, object]]:
    for key, value in entry.items():
        if key == EXTENDABLE:
            continue
        if isinstance(value, dict) and value:
            yield from _leaves(f"{where}.{key}", value)
        else:
            yield f"{where}.{key}", value
