"""Files on their way in: those that are laid in the data folder's inbox, and those that a page takes."""

import hashlib
import os
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from malkollen.errors import DataError, EntryError, StorageError
from malkollen.files import half_restored, lock, whole_file
from malkollen.office import access, earlier, journal
from malkollen.office.access import Person, Role
from malkollen.office.journal import Act, Done, Line
from malkollen.texts.printable import excerpt

FOLDER = "inbox"
MOST_FILES = 200
LONGEST_NAME = 120
MOST_LINES = 2000
"""Of the journal, the latest: whose the files are, and which have been read in."""
PATIENCE_SECONDS = 5.0
BUSY = f"{FOLDER}: någon annan lämnar en fil just nu; vänta en stund och försök igen"
REPLACES = "i stället för en fil med samma namn"
_IN_NO_NAME = re.compile(r"[^\w .()+,-]")


@dataclass(frozen=True)
class Arrived:
    """A file in the inbox. mark: another for another content under the same name; at: when it was laid there, UTC."""

    path: Path
    size: int
    mark: tuple[int, int, int]
    at: datetime = field(compare=False)

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
    """Lays a file in the inbox under a name that is made safe, and a number where somebody else's file waits under it.

    Raises:
        AccessError: the person is not of the office. EntryError: there is nothing in it.
        ConflictError: somebody else is laying one. StorageError: it cannot be written.
        DataError: something else has its place, or the journal cannot be read.
    """
    person = access.require(person, Role.OFFICE, data)
    half_restored.refuse(data)
    if not content:
        raise EntryError(["Filen är tom."])
    try:
        (data / FOLDER).mkdir(exist_ok=True)
        with lock.alone(data / FOLDER, BUSY, PATIENCE_SECONDS):
            mark = hashlib.sha256(content).hexdigest()
            path = _free(data, person, safe(name), mark)
            words = REPLACES if path.exists() and path.read_bytes() != content else ""
            whole_file.write(path, content)
            journal.add(data, person, Done(Act.LAID, path.name, fingerprint=mark, words=words))
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


def removed(data: Path) -> list[Line]:
    """The journal's line of each file that has been taken out and not laid back, the latest of each name first."""
    lines = journal.read(data, acts=[Act.REMOVED], most=earlier.MOST_LINES)
    undone = {line.undoes for line in lines}
    latest: dict[str, Line] = {}
    for line in lines:
        if line.undoes is None and line.id not in undone and _kept(data, line.at, line.about).is_file():
            latest.setdefault(line.about, line)
    return list(latest.values())


def lay_back(data: Path, person: Person, name: str) -> None:
    """Lays a file that was taken out back where it lay, as a new line of the journal.

    Raises:
        EntryError: there is none of that name, or another of its name lies there now. Others as `remove`.
    """
    person = access.require(person, Role.OFFICE, data)
    half_restored.refuse(data)
    last = next((line for line in removed(data) if line.about == name), None)
    if last is None:
        raise EntryError([f"Det finns ingen borttagen fil '{excerpt(name)}' att lägga tillbaka."])
    if (data / FOLDER / last.about).exists():
        raise EntryError([f"En annan fil heter nu '{excerpt(last.about)}'. Ta bort den först."])
    _move(_kept(data, last.at, last.about), data / FOLDER / last.about)
    journal.add(data, person, Done(Act.REMOVED, last.about, last.about, undoes=last.id))


def answered(data: Path) -> dict[str, Line]:
    """The last yes or no to each file that was laid here, or that it failed, by its name; not a yes that is taken back.

    A yes that was taken back and then given to what was held back of it is one. None where the journal cannot be read.
    """
    acts = [Act.LAID, Act.READ_IN, Act.ACCEPTED, Act.REFUSED, Act.ALREADY_THERE, Act.FAILED]
    try:
        lines = journal.read(data, acts=acts, most=MOST_LINES)
    except DataError:
        return {}
    marks = {line.about: line.fingerprint for line in reversed(lines) if line.act is Act.LAID}
    answers = {name: _answer(lines, mark) for name, mark in marks.items()}
    return {name: line for name, line in answers.items() if line}


def taken_back(data: Path, held: Collection[str]) -> set[str]:
    """The files that were laid here whose yes has been taken back, by name: their figures are held back.

    Args:
        held: the sources that are held back and to be seen. None where the journal cannot be read.
    """
    acts = [Act.LAID, Act.READ_IN, Act.REFUSED, Act.ALREADY_THERE, Act.FAILED]
    try:
        lines = journal.read(data, acts=acts, most=MOST_LINES)
    except DataError:
        return set()
    last = {line.fingerprint: line for line in reversed(lines) if line.act is not Act.LAID}
    marks = {line.about: line.fingerprint for line in reversed(lines) if line.act is Act.LAID}
    found = {name: last[mark] for name, mark in marks.items() if mark in last}
    return {name for name, line in found.items() if line.undoes and {*line.about.split(", ")} & {*held}}


def failed(data: Path, since: datetime) -> Line | None:
    """The file that was last read and refused, since then; None where none was, or the journal cannot be read."""
    try:
        lines = journal.read(data, acts=[Act.FAILED], most=1)
    except DataError:
        return None
    return next((line for line in lines if line.at >= since.replace(microsecond=0)), None)


def _answer(lines: Sequence[Line], mark: str) -> Line | None:
    """The answer that stands to a content; lines: the newest first."""
    undone = {line.undoes for line in lines}
    said = (line for line in lines if line.fingerprint == mark and line.act is not Act.LAID and line.undoes is None)
    last = next(said, None)
    if last is None or last.id not in undone:
        return last
    later = [line for line in lines if line.act is Act.ACCEPTED and line.about == last.about and line.id > last.id]
    return next((line for line in later if line.undoes is None and line.id not in undone), None)


def _free(data: Path, person: Person, name: str, mark: str) -> Path:
    """Where a file may lie: under its name, or with the first number that no other's waiting file has."""
    first = data / FOLDER / name
    lines = journal.read(data, acts=[Act.LAID, Act.READ_IN, Act.ACCEPTED, Act.REFUSED], most=MOST_LINES)
    path, number = first, 1
    while not (_is_none(path) or _may_go(path, person, mark, lines)):
        number += 1
        path = first.with_stem(f"{first.stem}-{number}")
    return path


def _is_none(path: Path) -> bool:
    """Whether nothing has the place; DataError where it is no file that has."""
    if path.is_symlink() or path.is_dir():
        raise DataError(f"{FOLDER}/{path.name}: är ingen vanlig fil; ta bort det som ligger där")
    return not path.exists()


def _may_go(path: Path, person: Person, mark: str, lines: Sequence[Line]) -> bool:
    """Whether a file is the same, has had its answer, or was laid there by the same person."""
    with path.open("rb") as file:
        old = hashlib.file_digest(file, "sha256").hexdigest()
    if old == mark:
        return True
    own = [line for line in lines if line.fingerprint == old]
    laid = [line for line in own if line.act is Act.LAID and line.about == path.name]
    is_theirs = bool(laid) and (laid[0].who, laid[0].address) == (person.name, person.address)
    return is_theirs or any(line.act is not Act.LAID for line in own)


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
                    mark, at = (found.st_ino, found.st_size, found.st_mtime_ns), found.st_ctime  # a copy keeps its own
                    yield Arrived(Path(entry.path), found.st_size, mark, datetime.fromtimestamp(at, UTC))
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
