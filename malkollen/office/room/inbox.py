"""Files on their way in: those that are laid in the data folder's inbox, and those that a page takes."""

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from malkollen.errors import DataError, EntryError, StorageError
from malkollen.files import half_restored, whole_file
from malkollen.office import access, earlier, journal
from malkollen.office.access import Person, Role
from malkollen.office.journal import Act, Done, Line
from malkollen.texts.printable import excerpt

FOLDER = "inbox"
MOST_FILES = 200
LONGEST_NAME = 120
_IN_NO_NAME = re.compile(r"[^\w .()+,-]")


@dataclass(frozen=True)
class Arrived:
    """A file in the inbox. mark: another for another content under the same name."""

    path: Path
    size: int
    mark: tuple[int, int, int]

    @property
    def name(self) -> str:
        """Its name."""
        return self.path.name


def arrived(data: Path) -> list[Arrived]:
    """The files that lie in the inbox by name; links, folders and what is still being laid there are no files."""
    return sorted(_files(data / FOLDER), key=lambda one: one.name.casefold())[:MOST_FILES]


def find(data: Path, name: str) -> Path:
    """A file in the inbox by its name, which is looked up and never followed; EntryError where there is none."""
    for one in arrived(data):
        if one.name == name:
            return one.path
    raise EntryError([f"Filen '{excerpt(name)}' ligger inte längre i {FOLDER}."])


def lay(data: Path, person: Person, name: str, content: bytes) -> Path:
    """Lays a file in the inbox under a name that is made safe.

    Raises:
        AccessError: the person is not of the office. EntryError: there is nothing in it.
        StorageError: it cannot be written.
    """
    access.require(person, Role.OFFICE, data)
    half_restored.refuse(data)
    if not content:
        raise EntryError(["Filen är tom."])
    path = data / FOLDER / safe(name)
    if path.is_symlink() or path.is_dir():
        raise DataError(f"{FOLDER}/{path.name}: är ingen vanlig fil; ta bort det som ligger där")
    try:
        path.parent.mkdir(exist_ok=True)
        whole_file.write(path, content)
    except OSError:
        raise StorageError(f"{FOLDER}: går inte att skriva; är datamappen skrivskyddad eller full?") from None
    return path


def remove(data: Path, person: Person, name: str) -> None:
    """Takes a file out of the inbox; it is kept, and can be laid back.

    Raises:
        AccessError: the person is not of the office. EntryError: there is no such file. StorageError: as `lay`.
    """
    person = access.require(person, Role.OFFICE, data)
    half_restored.refuse(data)
    path, now = find(data, name), datetime.now(UTC).replace(microsecond=0)
    _move(path, _kept(data, now, name))
    journal.add(data, person, Done(Act.REMOVED, name, name), now=now)


def removed(data: Path) -> Line | None:
    """The journal's line of the file that was last taken out and not laid back; None where none is kept."""
    lines = journal.read(data, acts=[Act.REMOVED], most=earlier.MOST_LINES)
    undone = {line.undoes for line in lines}
    standing = (line for line in lines if line.undoes is None and line.id not in undone)
    last = next(standing, None)
    return last if last and _kept(data, last.at, last.about).is_file() else None


def lay_back(data: Path, person: Person) -> None:
    """Lays the file that was last taken out back where it lay, as a new line of the journal.

    Raises:
        EntryError: there is none, or another of its name lies there now. Others as `remove`.
    """
    person = access.require(person, Role.OFFICE, data)
    half_restored.refuse(data)
    last = removed(data)
    if last is None:
        raise EntryError(["Det finns ingen borttagen fil att lägga tillbaka."])
    if (data / FOLDER / last.about).exists():
        raise EntryError([f"En annan fil heter nu '{excerpt(last.about)}'. Ta bort den först."])
    _move(_kept(data, last.at, last.about), data / FOLDER / last.about)
    journal.add(data, person, Done(Act.REMOVED, last.about, last.about, undoes=last.id))


def safe(name: str) -> str:
    """A file's own name without folders and signs that mean something to somebody; never hidden, never half made."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    stem, dot, ending = _IN_NO_NAME.sub("_", last).strip(" .").rpartition(".")
    stem, ending = (stem, f"{dot}{ending}") if stem else (ending, "")
    if ending.casefold() in (".part", ".lock"):
        ending = f"{ending}_"
    return f"{stem[: LONGEST_NAME - len(ending[:12])]}{ending[:12]}" or "fil"


def _kept(data: Path, at: datetime, name: str) -> Path:
    return data / earlier.FOLDER / FOLDER / f"{at.astimezone(UTC):%Y%m%dT%H%M%S}" / name


def _move(path: Path, to: Path) -> None:
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        path.replace(to)
    except OSError:
        raise StorageError(f"{path.name}: går inte att flytta; är datamappen skrivskyddad eller full?") from None


def _files(folder: Path) -> Iterator[Arrived]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_file(follow_symlinks=False) and _is_named(entry.name) and _is_whole(entry.name):
                    found = entry.stat(follow_symlinks=False)
                    yield Arrived(Path(entry.path), found.st_size, (found.st_ino, found.st_size, found.st_mtime_ns))
    except OSError:
        return


def _is_named(name: str) -> bool:
    """Whether a name can be told and written down: not hidden, and letters, not bytes of another system's."""
    return not name.startswith(".") and name.isprintable() and name.encode("utf-8", "replace").decode("utf-8") == name


def unnamed(data: Path) -> int:
    """How many files lie in the inbox whose names cannot be read."""
    try:
        return sum(not path.name.isprintable() for path in (data / FOLDER).iterdir())
    except OSError:
        return 0


def _is_whole(name: str) -> bool:
    return not name.casefold().endswith((".part", ".tmp", ".crdownload", ".filepart"))
