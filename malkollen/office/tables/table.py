"""A list of the office's as a table: its columns and their choices, its rows as typed, and each fault by its cell."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from malkollen.errors import ConflictError, DataError, EntryError, StorageError
from malkollen.files import half_restored, lock, small_file
from malkollen.office import access, earlier, journal
from malkollen.office.access import Person, Role
from malkollen.office.earlier import Step
from malkollen.office.journal import Act, Done, Line
from malkollen.texts.printable import excerpt
from malkollen.texts.written import clean_line

MOST_BYTES = 5_000_000
PATIENCE_SECONDS = 3.0
LONGEST_ABOUT = 40
Row = Mapping[str, str]


@dataclass(frozen=True)
class Column:
    """A column.

    Attributes:
        name: in the file; title: on the screen. choices: what a cell may be, with the words for each.
        help: what is to be written, in a Swedish sentence. is_told: whether it is told of a row that is new.
    """

    name: str
    title: str
    help: str = ""
    is_required: bool = False
    choices: Mapping[str, str] | None = None
    is_told: bool = False


@dataclass(frozen=True)
class CellFault:
    """What is wrong, in Swedish.

    Attributes:
        row: from 1, as the table is read; 0 where it is the whole table's. column: its title; empty where it is
            the whole row's.
        about: what the row begins with, where it is told.
    """

    row: int
    column: str
    text: str
    about: str = ""

    def line(self) -> str:
        """The fault with its place: "Rad 3 (Bron), Läge: …"."""
        about = f" ({self.about})" if self.about else ""
        place = ", ".join([*([f"Rad {self.row}{about}"] if self.row else []), *([self.column] if self.column else [])])
        return f"{place}: {self.text}" if place else self.text


@dataclass(frozen=True)
class Sheet:
    """A table as its file has it.

    Attributes:
        fingerprint: of the file's bytes, which whoever saves has read; empty where there is no file.
    """

    file: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    fingerprint: str


def content(path: Path) -> bytes:
    """The bytes of a file; none where there is none. DataError where it cannot be read."""
    try:
        return small_file.content(path, MOST_BYTES)
    except FileNotFoundError:
        return b""
    except OSError:
        raise DataError(f"{path.name}: filen går inte att läsa") from None


def decoded(path: Path, found: bytes) -> str:
    """The text of a file of ours; DataError where it is not UTF-8."""
    try:
        return found.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise DataError(f"{path.name}: {small_file.NOT_UTF8}") from None


def fingerprint(found: bytes) -> str:
    """What tells one content from another; empty where there is none."""
    return hashlib.sha256(found).hexdigest() if found else ""


def worded(columns: Sequence[Column], rows: Sequence[Row]) -> list[Row]:
    """Rows as the table shows them: what is chosen in a list by its words."""
    words = {column.name: dict(column.choices) for column in columns if column.choices is not None}
    return [{name: words.get(name, {}).get(cell, cell) for name, cell in row.items()} for row in rows]


def filled(rows: Sequence[Row]) -> list[Row]:
    """The rows that something is written in."""
    return [row for row in rows if any(cell.strip() for cell in row.values())]


def is_as(rows: Sequence[Row], lying: Sequence[Row]) -> bool:
    """Whether rows as they are typed say what lies in the file already."""
    return [{name: clean_line(cell) for name, cell in row.items()} for row in filled(rows)] == [*lying]


def cells(row: Row) -> list[tuple[str, str]]:
    """The cells of a row that something is written in, each with its column."""
    return [(name, cell) for name, cell in row.items() if cell.strip()]


def in_order(faults: Sequence[CellFault], titles: Sequence[str]) -> list[CellFault]:
    """Faults as one meets them in the table: row by row, in each its columns; what is the whole row's first."""
    places = {title: place for place, title in enumerate(titles)}
    return sorted(faults, key=lambda fault: (fault.row, places.get(fault.column, -1)))


def as_shown(faults: Sequence[CellFault], rows: Sequence[Row]) -> list[CellFault]:
    """Faults of the filled rows by the places that these have among all rows, with what begins each row."""
    filled_rows = [(number, row) for number, row in enumerate(rows, start=1) if any(c.strip() for c in row.values())]
    found = []
    for fault in faults:
        number, row = filled_rows[fault.row - 1] if 0 < fault.row <= len(filled_rows) else (fault.row, {})
        found.append(replace(fault, row=number, about=excerpt(next(iter(row.values()), ""), LONGEST_ABOUT)))
    return found


def last_written(path: Path) -> Line | None:
    """Who last wrote a file and when; None where nobody here wrote what lies in it now."""
    return earlier.written_by(path, content(path))


def undoable(path: Path) -> Step | None:
    """The newest save of a file that is not taken back; None where it has been written otherwise since, or never."""
    return earlier.last(path, content(path), [Act.FILLED_IN])


def in_the_way(path: Path) -> Line | None:
    """The object that was the last to come to a file, where that was from the draft: there it is taken back."""
    line = earlier.in_the_way(path, content(path), [Act.FILLED_IN])
    return line if line and line.act is Act.DRAFT_CONFIRMED else None


def undo(path: Path, seen: str, person: Person) -> None:
    """Puts back what lay there before the last save, as a new line in the journal.

    Raises:
        EntryError: there is nothing to take back, or the file is another since. Others as `save`.
    """
    if (step := undoable(path)) is None:
        raise EntryError([f"Det finns ingen sparning av {path.name} att ångra."])
    save(path, earlier.content(path, step), seen, person, undoes=step.line.id, words=step.line.words)


def repeatable(path: Path) -> Step | None:
    """The last save that was taken back, where nothing else has been written since; None where there is none."""
    return earlier.next_again(path, content(path), [Act.FILLED_IN])


def repeat(path: Path, seen: str, person: Person) -> None:
    """Puts back what was last taken back, as a new line in the journal; errors as `undo`."""
    if (step := repeatable(path)) is None:
        raise EntryError([f"Det finns ingen ångrad sparning av {path.name} att göra om."])
    save(path, earlier.content(path, step), seen, person, undoes=step.line.id, words=step.line.words)


def save(
    path: Path, new: bytes, seen: str, person: Person, *, undoes: int | None = None, words: str = ""
) -> None:  # fmt: skip
    """Puts a content in a file's place, none for no file, and keeps the one before.

    Args:
        seen: the fingerprint of what the writer began with. undoes: the journal's line that this takes back.
        words: what of the list is another, for the journal.

    Raises:
        AccessError: the person is not of the office.
        ConflictError: the file is another now; nothing is written. StorageError: it cannot be written.
    """
    person = access.require(person, Role.OFFICE, path.parent)
    half_restored.refuse(path.parent)
    busy = f"{path.name}: någon annan skriver i filen just nu; vänta en stund och försök igen"
    try:
        with lock.alone(path.parent, busy, PATIENCE_SECONDS):
            old = content(path)
            if fingerprint(old) != seen:
                raise ConflictError(
                    f"{path.name} har ändrats sedan du öppnade den. Inget är sparat, och det du skrivit ligger kvar."
                )
            earlier.keep(path, old)
            earlier.write(path, new)
            journal.add(
                path.parent,
                person,
                Done(Act.FILLED_IN, path.name, fingerprint=fingerprint(new), words=words, undoes=undoes),
            )
    except OSError:
        raise StorageError(f"{path.name}: går inte att skriva; är mappen skrivskyddad eller disken full?") from None
