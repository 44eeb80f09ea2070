"""What lay in the office's own files before each save, so that one save after another can be taken back.

Each content lies under its fingerprint in a folder beside; the journal says in which order they were there.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from malkollen import ROOT
from malkollen.errors import DataError
from malkollen.files import small_file, whole_file
from malkollen.office import journal
from malkollen.office.access import Person
from malkollen.office.journal import Act, Done, Line

FOLDER = "earlier"
WRITES = frozenset({
    Act.FILLED_IN, Act.DECLARED, Act.TARGET_ADDED, Act.UNDECLARED, Act.DRAFT_CONFIRMED, Act.DRAFT_UNDONE,
    Act.DRAFT_REMOVED, Act.CHANGED_BY_HAND, Act.SHIPPED,
})  # fmt: skip
"""The acts that leave a file of the office's own with the fingerprint they tell."""
SHIPPED = ROOT / "data"
"""What comes with the program: as it came, nobody has changed it."""
MOST_LINES = 10_000
MOST_BYTES = 5_000_000
NOBODY = Person()


@dataclass(frozen=True)
class Step:
    """A save that can be taken back, or what was taken back and can be done again.

    Attributes:
        line: its own. before: the fingerprint of what is to lie there then, empty for no file.
    """

    line: Line
    before: str


def file_of(line: Line) -> str:
    """The file of the office's own that a line tells of; empty where it tells of none."""
    return line.file or (line.about if line.act is Act.FILLED_IN else "")


def mark(content: bytes) -> str:
    """The fingerprint of a content; empty where there is none."""
    return hashlib.sha256(content).hexdigest() if content else ""


def keep(path: Path, old: bytes) -> None:
    """Keeps what lies in a file that is to be written, and notes in the journal if nobody here had written it. OSError.

    Whoever calls holds the data folder's lock.
    """
    lines = _lines(path)
    if (lines[0].fingerprint if lines else "") != mark(old):
        act = Act.SHIPPED if not lines and _is_shipped(path.name, old) else Act.CHANGED_BY_HAND
        journal.add(path.parent, NOBODY, Done(act, path.name, path.name, mark(old)))
    if old:
        kept = _kept(path, mark(old))
        kept.parent.mkdir(parents=True, exist_ok=True)
        whole_file.write(kept, old)


def _is_shipped(name: str, content: bytes) -> bool:
    try:
        return (SHIPPED / name).read_bytes() == content
    except OSError:
        return False


def last(path: Path, content: bytes, saves: Collection[Act]) -> Step | None:
    """The newest save that is not taken back; None where the file has been written otherwise since, or never.

    Args:
        content: what lies in the file now. saves: the acts that can be taken back.
    """
    standing, _ = _standing(path)
    if not standing or standing[-1].act not in saves or standing[-1].fingerprint != mark(content):
        return None
    return _step(path, standing[-1], standing[-2].fingerprint if len(standing) > 1 else "")


def in_the_way(path: Path, content: bytes, saves: Collection[Act]) -> Line | None:
    """What was done last with a file where that is no save, and is taken back elsewhere. Arguments as `last`."""
    standing, _ = _standing(path)
    if not standing or standing[-1].act in saves or standing[-1].fingerprint != mark(content):
        return None
    return standing[-1]


def written_by(path: Path, content: bytes) -> Line | None:
    """The line of the last writing of a file; None where nobody here wrote what lies in it now."""
    lines = _lines(path)
    return lines[0] if lines and lines[0].fingerprint == mark(content) else None


def next_again(path: Path, content: bytes, saves: Collection[Act]) -> Step | None:
    """The last taking back, where nothing else has been written since; None otherwise. Arguments as `last`."""
    standing, taken_back = _standing(path)
    if not taken_back or taken_back[-1][1].act not in saves:
        return None
    if (standing[-1].fingerprint if standing else "") != mark(content):
        return None
    save, back = taken_back[-1]
    return _step(path, back, save.fingerprint)


def _standing(path: Path) -> tuple[list[Line], list[tuple[Line, Line]]]:
    """The lines that hold, and each save that is taken back and can be done again with the line that took it back.

    A line that undoes a taking back is that save done again.
    """
    standing: list[Line] = []
    taken_back: list[tuple[Line, Line]] = []
    for line in reversed(_lines(path)):
        if line.undoes is not None and standing and standing[-1].id == line.undoes:
            taken_back.append((standing.pop(), line))
        elif line.undoes is not None and taken_back and taken_back[-1][1].id == line.undoes:
            taken_back.pop()
            standing.append(line)
        elif _is_draft_alone(line, standing):
            continue
        elif line.act is Act.DRAFT_UNDONE and standing and line.fingerprint == _before_confirmed(standing):
            standing.pop()
        else:
            standing.append(line)
            taken_back.clear()
    return standing, taken_back


def _is_draft_alone(line: Line, standing: list[Line]) -> bool:
    """Whether an act on the draft left the file as it was: it stands in no save's way."""
    before = standing[-1].fingerprint if standing else ""
    return line.act in (Act.DRAFT_REMOVED, Act.DRAFT_UNDONE) and line.fingerprint == before


def _before_confirmed(standing: list[Line]) -> str | None:
    """The fingerprint before an object of the draft was confirmed, where that is the last that holds; else None."""
    if standing[-1].act is not Act.DRAFT_CONFIRMED:
        return None
    return standing[-2].fingerprint if len(standing) > 1 else ""


def _step(path: Path, line: Line, before: str) -> Step | None:
    return Step(line, before) if not before or _kept(path, before).is_file() else None


def before(path: Path, line: Line) -> str:
    """The fingerprint of what lay in a file before a line of the journal; empty where there was no file."""
    return next((one.fingerprint for one in _lines(path) if one.id < line.id), "")


def content(path: Path, step: Step) -> bytes:
    """What lay in the file before a save; none where there was no file. DataError where it cannot be read."""
    return lay(path, step.before)


def lay(path: Path, fingerprint: str) -> bytes:
    """What once lay in a file, by its fingerprint; as `content`."""
    if not fingerprint:
        return b""
    try:
        found = small_file.content(_kept(path, fingerprint), MOST_BYTES)
    except OSError:
        raise DataError(f"{FOLDER}/{path.name}: det som låg där förut går inte att läsa") from None
    if mark(found) != fingerprint:
        raise DataError(f"{FOLDER}/{path.name}: det som låg där förut är skadat; läs in en säkerhetskopia i stället")
    return found


def write(path: Path, new: bytes) -> None:
    """Puts a content in a file's place; no file where there is none. OSError."""
    if new:
        whole_file.write(path, new)
    else:
        path.unlink(missing_ok=True)


def _lines(path: Path) -> list[Line]:
    """The lines that tell of a file, newest first."""
    lines = journal.read(path.parent, acts=WRITES, most=MOST_LINES)
    return [line for line in lines if file_of(line) == path.name]


def _kept(path: Path, fingerprint: str) -> Path:
    return path.parent / FOLDER / path.name / f"{fingerprint}{path.suffix}"
