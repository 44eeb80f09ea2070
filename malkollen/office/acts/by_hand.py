"""What was changed on the server by hand: noticed by the files' fingerprints, and written in the journal as such."""

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

from malkollen.office import access, activities, earlier, journal, priority_objects
from malkollen.office.access import Person
from malkollen.office.journal import Act, Done

FILES = (activities.FILE_NAME, priority_objects.FILE_NAME, access.FILE_NAME, "registry.toml")
TEMPLATES, ENDINGS = "templates", (".docx", ".pptx")
"""Of the data folder: what the office and the operator write there. Blank forms come with the program."""
JUST_NOW = 5.0
"""Seconds: whoever writes a file here has then also written its line."""
MOST_BYTES = 50_000_000
NOBODY = Person()


def notice(data: Path) -> list[journal.Line]:
    """Writes a line for each file that is another than the journal last knew, or gone; the lines written.

    Raises:
        DataError, StorageError, ConflictError: as `journal.add`.
    """
    known = _known(data)
    present = {name: fingerprint(data / name) for name in _names(data)}
    changed = {name: mark for name, mark in {**dict.fromkeys(known, ""), **present}.items() if known.get(name) != mark}
    return [
        journal.add(data, NOBODY, Done(Act.CHANGED_BY_HAND, name, name, mark))
        for name, mark in sorted(changed.items())
        if not _is_fresh(data / name) and (name in known or mark != fingerprint(earlier.SHIPPED / name))
    ]


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file; empty where there is none that can be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return ""
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _names(data: Path) -> Iterator[str]:
    yield from (name for name in FILES if (data / name).is_file())
    if (data / TEMPLATES).is_dir():
        yield from (
            f"{TEMPLATES}/{path.name}"
            for path in sorted((data / TEMPLATES).iterdir())
            if path.is_file() and path.suffix in ENDINGS and not path.name.startswith((".", "~"))
        )


def _known(data: Path) -> dict[str, str]:
    """The last fingerprint of each file that the journal tells of; none of one that it says is gone."""
    known: dict[str, str] = {}
    for line in journal.read(data, acts=earlier.WRITES, most=earlier.MOST_LINES):
        if name := earlier.file_of(line):
            known.setdefault(name, line.fingerprint)
    return {name: mark for name, mark in known.items() if mark}


def _is_fresh(path: Path) -> bool:
    try:
        return abs(time.time() - path.stat().st_mtime) < JUST_NOW
    except OSError:
        return False
