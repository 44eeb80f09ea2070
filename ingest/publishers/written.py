"""The data folder's publishers.toml, written: one entry at a time, with every other line as somebody wrote it."""

import tomllib
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import InlineTable

from ingest import publishers
from malkollen.database import storage
from malkollen.errors import DataError, StorageError
from malkollen.files import toml_file, whole_file
from malkollen.files.toml_file import TomlError


def put(name: str, entry: tuple[str, ...], value: str | list[str]) -> None:
    """Writes an entry of a publisher into the data folder's file, in place of the one that stands there.

    What would be written is read again before it is: it says what the file said and this, and nothing else.

    Raises:
        DataError: it cannot be written so; the line says what to write by hand, and the file is untouched.
        StorageError: the folder cannot be written.
    """
    path = storage.data_folder() / publishers.FILE
    texts = value if isinstance(value, list) else [value]
    where = ".".join((name, *entry))
    if not all(text.strip() and text.isprintable() for text in texts):
        raise DataError(
            f"{publishers.FILE}: {where}: utgivarens text är tom eller har tecken som inte syns; inget skrevs, skriv "
            "posten för hand"
        )
    text = _with(path, (name, *entry), value)
    if text is None:
        raise DataError(f"{publishers.FILE}: går inte att skriva i som den ser ut; skriv själv {where} = {value!r}")
    try:
        whole_file.write(path, text.encode("utf-8"))
    except OSError:
        raise StorageError(f"{publishers.FILE}: går inte att skriva; är disken full eller skrivskyddad?") from None


def _with(path: Path, keys: tuple[str, ...], value: str | list[str]) -> str | None:
    """The file's text with an entry; None where it would not be what it was and that entry."""
    try:
        wanted = toml_file.read(path) if path.exists() else {}
    except TomlError as error:
        raise DataError(str(error)) from None
    if lines := publishers.faults(wanted, keys[0]):  # of another publisher's nothing is changed
        raise DataError("; ".join(lines))
    _set(wanted, keys, value, lambda _is_super: {})
    for make in (tomlkit.table, lambda _is_super: tomlkit.inline_table()):  # the latter among keys with dots
        try:
            document = toml_file.read_by(path, tomlkit.parse) if path.exists() else tomlkit.document()
            _set(document, keys, value, make)
            text = tomlkit.dumps(document)
            after = tomllib.loads(text)
        except (TOMLKitError, ValueError, TypeError, KeyError):
            continue
        if after == wanted and not publishers.faults(after, keys[0]):
            return text
    return None


def _set(
    table: MutableMapping[str, Any], keys: tuple[str, ...], value: str | list[str], make: Callable[[bool], Any]
) -> None:
    """Sets an entry, with the tables that are missing on the way; those within braces stand in braces.

    Args:
        make: a new table, given whether it will only hold tables.
    """
    *tables, last = keys
    for number, key in enumerate(tables):
        if key not in table:
            table[key] = {} if isinstance(table, InlineTable) else make(number < len(tables) - 1)
        table = table[key]
    table[last] = value
