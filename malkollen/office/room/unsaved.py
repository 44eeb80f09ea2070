"""What somebody who is known has typed and not saved, kept for them until they save it or throw it away.

A file a person, list and window, so that a closed or reloaded page, an ended login or a server that is started anew
loses nothing, and what is typed in two windows lies apart. Nobody else is shown it.
"""

import hashlib
import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from malkollen.errors import MalkollenError, StorageError
from malkollen.files import small_file, whole_file
from malkollen.office import access
from malkollen.office.access import Person, Role
from malkollen.office.room import work
from malkollen.texts.written import clean_line

FOLDER = "unsaved"
"""In the room's folder: nothing in it is in force, and no backup holds it."""
MOST_BYTES = 2_000_000
KEPT_FOR = timedelta(days=30)
WINDOW = re.compile(r"[0-9a-f]{8,40}")
Row = dict[str, str]


@dataclass(frozen=True)
class Unsaved:
    """What was typed.

    Attributes:
        at: when, UTC. window: where. rows: each cell or field by its name. base: the rows that it began with.
        seen: the fingerprint of the file that it began with.
    """

    at: datetime
    window: str
    rows: tuple[Row, ...]
    base: tuple[Row, ...]
    seen: str


def may_keep(person: Person) -> bool:
    """Whether it is known whose something is: a member's who has logged in, or the office's."""
    return person.role >= _role(person)


def keep(data: Path, person: Person, what: str, one: Unsaved) -> None:
    """Keeps what has been typed, in place of what the same person typed there before.

    Args:
        what: the list or form, by a key of its own.

    Raises:
        AccessError: it is not known whose it is. StorageError: it cannot be written.
    """
    person = access.require(person, _role(person), data)
    path = _file(data, person, what, one.window)
    told = {"at": one.at.isoformat(), "rows": one.rows, "base": one.base, "seen": one.seen}
    try:
        path.parent.mkdir(exist_ok=True, parents=True)
        whole_file.write(path, json.dumps(told, ensure_ascii=False).encode())
        _forget_old(path.parent)
    except OSError:
        raise StorageError("det som är skrivet kan inte hållas kvar; är datamappen skrivskyddad eller full?") from None


def elsewhere(
    data: Path, person: Person, what: str, window: str, clean: Callable[[str], str] = clean_line
) -> Unsaved | None:
    """The newest of what the same person has typed in another window; None where there is none that can be read.

    Args:
        clean: what is left of each cell or field.
    """
    kept = [
        found
        for path in (data / work.FOLDER / FOLDER).glob(f"{_stem(person, what)}-*.json")
        if path.stem.rpartition("-")[2] != window and (found := _read(path, clean))
    ]
    return max(kept, key=lambda one: one.at, default=None)


def newest(data: Path, person: Person, what: str) -> Unsaved | None:
    """The newest of what somebody has typed, in whatever window."""
    return elsewhere(data, person, what, "")


def forget(data: Path, person: Person, what: str, window: str) -> None:
    """Lets go of what somebody has typed in a window: it is saved, taken over or thrown away."""
    with suppress(OSError):
        _file(data, person, what, window).unlink(missing_ok=True)


def _read(path: Path, clean: Callable[[str], str]) -> Unsaved | None:
    try:
        found = json.loads(small_file.content(path, MOST_BYTES))
        at = datetime.fromisoformat(found["at"])
        rows, base = (tuple(_row(row, clean) for row in found[name]) for name in ("rows", "base"))
        return Unsaved(at.astimezone(UTC), path.stem.rpartition("-")[2], rows, base, str(found["seen"]))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError, MalkollenError):
        return None


def _row(row: dict[str, Any], clean: Callable[[str], str]) -> Row:
    return {str(name): clean(str(cell)) for name, cell in row.items()}


def _forget_old(folder: Path) -> None:
    before = (datetime.now(UTC) - KEPT_FOR).timestamp()
    for path in folder.glob("*.json"):
        with suppress(OSError):
            if path.stat().st_mtime < before:
                path.unlink()


def _file(data: Path, person: Person, what: str, window: str) -> Path:
    if not WINDOW.fullmatch(window):
        raise ValueError(window)
    return data / work.FOLDER / FOLDER / f"{_stem(person, what)}-{window}.json"


def _role(person: Person) -> Role:
    """From which role on it is known who somebody is: without login a member may be anybody."""
    return Role.MEMBER if person.login else Role.OFFICE


def _stem(person: Person, what: str) -> str:
    """Who typed it and where, without saying so in the name; the same person at their next login."""
    known_as = sorted(person.login.known_as) if person.login else []
    return hashlib.sha256("\n".join([*known_as, what]).encode()).hexdigest()[:32]
