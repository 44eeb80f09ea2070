"""registry.toml in the data folder, written: the office's own paragraphs of the registry, one at a time.

A paragraph of the office's own is written whole, of one of the program's only the keys that are changed. All is checked
together with indicators.toml before anything is kept, so that no fault is ever saved from the screen. What nobody asked
to change keeps its every letter. What lay there before is kept (earlier.py).
"""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from malkollen.errors import ConflictError, DataError, EntryError, StorageError
from malkollen.files import half_restored, lock, small_file, toml_file
from malkollen.office import access, earlier, journal
from malkollen.office.access import Person, Role
from malkollen.office.earlier import Step
from malkollen.office.journal import Act, Done, Line
from malkollen.registry import content as contents, registry
from malkollen.registry.content import OVERLAY
from malkollen.registry.paragraph import UNVERIFIED
from malkollen.registry.registry import Registry

SAVES = (Act.DECLARED, Act.TARGET_ADDED, Act.UNDECLARED)
HEADING = (
    "# Kansliets egna stycken i registret. Under changes står bara det som är ändrat i ett stycke i indicators.toml.\n"
    "# Pröva med 'malkollen check'.\n"
)
PATIENCE_SECONDS = 5.0
BUSY = f"{OVERLAY}: någon annan skriver i filen just nu; vänta en stund och försök igen"
CHANGED = f"{OVERLAY}: filen har ändrats sedan du öppnade den; läs vad som gäller nu och spara igen"


def text(folder: Path) -> str:
    """The overlay of a data folder as it lies; empty where there is none. DataError where it cannot be read."""
    try:
        return small_file.text(folder / OVERLAY, toml_file.MOST_BYTES)
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError):
        raise DataError(f"{OVERLAY}: filen går inte att läsa; är den UTF-8?") from None


def fingerprint(text: str) -> str:
    """What tells one text from another: whoever saves says which one they have read."""
    return hashlib.sha256(text.encode()).hexdigest()


def with_paragraph(text: str, table: str, key: str, values: Mapping[str, object]) -> str:
    """The text with a paragraph as these values say it; None is a key that is left out.

    Of a paragraph of the program's only what differs from it is written, and nothing where nothing does.

    Raises:
        DataError: the text is no TOML, or its table is none.
    """
    kept = {name: value for name, value in values.items() if value is not None}
    program = contents.entries(_program(), table).get(key)
    without = without_paragraph(text, table, key) if (table, key) in paragraphs(text) else text
    if program is None:
        return _with(text, (table,), key, kept)
    changed: dict[str, object] = {
        name: value for name, value in kept.items() if not _says(program.get(name, UNVERIFIED), value)
    }
    if gone := [name for name in program if name not in kept]:
        changed[contents.REMOVED] = gone
    return _with(without, (contents.CHANGES, table), key, changed) if changed else without


def without_paragraph(text: str, table: str, key: str) -> str:
    """The text without a paragraph, so that the one of indicators.toml holds again; DataError where it has none."""
    document = _document(text)
    if (table, key) not in paragraphs(text):
        raise DataError(f"{OVERLAY}: {table}.{key} finns inte")
    for parent in (document, _table(document, contents.CHANGES)):
        if key in _table(parent, table):
            del parent[table][key]
            if not parent[table]:
                del parent[table]
    if contents.CHANGES in document and not document[contents.CHANGES]:
        del document[contents.CHANGES]
    return tomlkit.dumps(document)


def of_kind(text: str, indicator: str, kind: str) -> str:
    """The text with an indicator of another kind, in the program's word for it; DataError as `with_paragraph`."""
    now = contents.merged(_program(), _document(text).unwrap())["indicators"][indicator]
    return with_paragraph(text, "indicators", indicator, {**now, "kind": contents.written("kind", kind)})


def paragraphs(text: str) -> list[tuple[str, str]]:
    """The paragraphs of a text, whole or changed, each with its table and its key. DataError where it is no TOML."""
    document = _document(text).unwrap()
    tables = [table for table in document if table != contents.CHANGES]
    whole = [(table, key) for table in tables for key in contents.entries(document, table)]
    return whole + [(table, key) for table, key, _ in contents.changes(document)]


def save(
    folder: Path,
    new: str,
    seen: str,
    person: Person,
    done: Done,
    *,
    registry_file: Path | None = None,
) -> Registry:
    """Keeps a text as the overlay, where the registry has no fault with it; the registry that then holds.

    Args:
        new: empty for no file. seen: the fingerprint of the text that the writer began with.
        done: for the journal: the act, the paragraph and its name, and the line that this takes back.

    Raises:
        AccessError: the person is not of the office.
        ConflictError: somebody has saved since. RegistryError: every fault, with its file and key.
        StorageError: it cannot be written; what lay there is untouched.
    """
    person = access.require(person, Role.OFFICE, folder)
    half_restored.refuse(folder)
    declared = registry.load_with(new, registry_file)
    try:
        with lock.alone(folder, BUSY, PATIENCE_SECONDS):
            old = text(folder)
            if fingerprint(old) != seen:
                raise ConflictError(CHANGED)
            earlier.keep(folder / OVERLAY, old.encode())
            earlier.write(folder / OVERLAY, new.encode())
            journal.add(folder, person, replace(done, file=OVERLAY, fingerprint=earlier.mark(new.encode())))
    except OSError:
        raise StorageError(f"{OVERLAY}: går inte att skriva; är mappen skrivskyddad eller disken full?") from None
    return declared


def undo(folder: Path, seen: str, person: Person, *, registry_file: Path | None = None) -> Registry:
    """Puts back the text before the last save, as a new line in the journal.

    Raises:
        EntryError: there is nothing to take back, or the file has been written since. Others as `save`.
    """
    if (step := undoable(folder)) is None:
        raise EntryError([f"Det finns ingen ändring i {OVERLAY} att ångra."])
    kept, last = before(folder, step), step.line
    done = Done(last.act, last.about, words=last.words, undoes=last.id)
    return save(folder, kept, seen, person, done, registry_file=registry_file)


def repeat(folder: Path, seen: str, person: Person, *, registry_file: Path | None = None) -> Registry:
    """Puts back the text that was last taken back, as a new line in the journal; errors as `undo`."""
    if (step := repeatable(folder)) is None:
        raise EntryError([f"Det finns ingen ångrad ändring i {OVERLAY} att göra om."])
    last = step.line
    done = Done(last.act, last.about, words=last.words, undoes=last.id)
    return save(folder, before(folder, step), seen, person, done, registry_file=registry_file)


def last_written(folder: Path) -> Line | None:
    """Who last wrote the overlay and when; None where nobody here wrote what lies there now."""
    return earlier.written_by(folder / OVERLAY, text(folder).encode())


def undoable(folder: Path) -> Step | None:
    """The last save that is not taken back, where the file is still as it left it; None where there is none."""
    return earlier.last(folder / OVERLAY, text(folder).encode(), SAVES)


def repeatable(folder: Path) -> Step | None:
    """The last change that was taken back, where nothing has been written since; None where there is none."""
    return earlier.next_again(folder / OVERLAY, text(folder).encode(), SAVES)


def before(folder: Path, step: Step) -> str:
    """The text that was there before a save; empty where there was none. DataError where it cannot be read."""
    return earlier.content(folder / OVERLAY, step).decode()


def _with(text: str, under: Sequence[str], key: str, values: Mapping[str, object]) -> str:
    """The text with a paragraph in a table, or a table of a table, or in place of the one that has its name there."""
    document = _document(text or HEADING)
    tables: Any = document
    for name in under:
        tables = tables.setdefault(name, tomlkit.table(is_super_table=True))
        if not isinstance(tables, dict):
            raise DataError(f"{OVERLAY}: {name}: ska vara en tabell")
    paragraph = tomlkit.table()
    for name, value in values.items():
        paragraph.add(name, value)
    tables[key] = paragraph
    return tomlkit.dumps(document)


def _program() -> contents.Content:
    return contents.read_by(contents.registry_file(), tomllib.loads)


def _says(before: object, after: object) -> bool:
    """Whether a value says what another does: spaces between words are nobody's change."""
    return " ".join(before.split()) == after if isinstance(before, str) else before == after


def _table(document: Mapping[str, Any], table: str) -> dict[str, Any]:
    found = document.get(table, {})
    return found if isinstance(found, dict) else {}


def _document(text: str) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(text)
    except TOMLKitError as error:
        where = f" rad {line}" if (line := getattr(error, "line", None)) else ""
        raise DataError(f"{OVERLAY}{where}: går inte att läsa som TOML; rätta filen först") from None
