"""What lay in the office's own files before each save, so that one save after another can be taken back.

Each content lies under its fingerprint in a folder beside; the journal says in which order they were there.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from malkollen.errors import DataError
from malkollen.files import small_file, whole_file
from malkollen.office import journal
from malkollen.office.access import Person
from malkollen.office.journal import Act, Done, Line

FOLDER = "earlier"
WRITES = frozenset({
    Act.FILLED_IN, Act.DECLARED, Act.UNDECLARED, Act.DRAFT_CONFIRMED, Act.DRAFT_UNDONE, Act.DRAFT_REMOVED,
    Act.CHANGED_BY_HAND,
})  # fmt: skip
"""The acts that leave a file of the office's own with the fingerprint they tell."""
MOST_LINES = 10_000
MOST_BYTES = 5_000_000
NOBODY = Person()


@dataclass(frozen=True)
class Step:
    """A save that can be taken back. line: its own; before: the fingerprint of what lay there, empty for no file."""

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
        journal.add(path.parent, NOBODY, Done(Act.CHANGED_BY_HAND, path.name, path.name, mark(old)))
    if old:
        kept = _kept(path, mark(old))
        kept.parent.mkdir(parents=True, exist_ok=True)
        whole_file.write(kept, old)


def last(path: Path, content: bytes, saves: Collection[Act]) -> Step | None:
    """The newest save that is not taken back; None where the file has been written otherwise since, or never.

    Args:
        content: what lies in the file now. saves: the acts that can be taken back.
    """
    standing: list[Line] = []
    for line in reversed(_lines(path)):
        if line.undoes is not None and standing and standing[-1].id == line.undoes:
            standing.pop()
        else:
            standing.append(line)
    if not standing or standing[-1].act not in saves or standing[-1].fingerprint != mark(content):
        return None
    before = standing[-2].fingerprint if len(standing) > 1 else ""
    return Step(standing[-1], before) if not before or _kept(path, before).is_file() else None


def content(path: Path, step: Step) -> bytes:
    """What lay in the file before a save; none where there was no file. DataError where it cannot be read."""
    if not step.before:
        return b""
    try:
        found = small_file.content(_kept(path, step.before), MOST_BYTES)
    except OSError:
        raise DataError(f"{FOLDER}/{path.name}: det som låg där förut går inte att läsa") from None
    if mark(found) != step.before:
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
