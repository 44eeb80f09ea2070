"""What has been said yes to and can be taken back, one after the other: the newest first, at most five."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from malkollen.database import storage
from malkollen.errors import MalkollenError
from malkollen.files import small_file
from malkollen.office.room import work

FILE, FOLDER = "accepted.json", "kept"
BEFORE = "before"
"""The folder of the only one, as an older version had it."""
MOST = 5
MOST_BYTES = 5_000_000


@dataclass(frozen=True)
class Accepted:
    """A proposal that was said yes to. at: UTC; file: the name of the file it came in, empty without one."""

    at: datetime
    by: str
    sources: tuple[str, ...]
    file: str


def saved(data: Path) -> list[dict[str, Any]]:
    """All that is written down of each, the newest last; none where it cannot be read.

    kept: the folder in the room that has what lay there before; now: fingerprint of the database that it became, or
    that was there again when what came after it was taken back; mark: of what that database shows.
    """
    try:
        found = json.loads(small_file.content(data / work.FOLDER / FILE, MOST_BYTES))
        return [{"kept": BEFORE, **one} for one in (found if isinstance(found, list) else [found])]
    except (OSError, ValueError, TypeError, RecursionError, MalkollenError):
        return []


def accepted(data: Path) -> tuple[Accepted, ...]:
    """All that have been accepted and not taken back, the newest first."""
    try:
        return tuple(_of(one) for one in reversed(saved(data)))
    except (ValueError, TypeError, KeyError):
        return ()


def undoable(data: Path) -> tuple[Accepted, ...]:
    """Those that can be taken back in turn, the newest first; none where other figures have come since."""
    steps = saved(data)
    return accepted(data) if steps and _is_shown(data, steps[-1]) else ()


def mark(path: Path) -> str:
    """Another for a database that shows other figures, files or days of timetables; empty where it cannot be read.

    The same for one that was built anew of the same, as every night.
    """
    return _mark(path, storage.fingerprint(path))


def _is_shown(data: Path, step: dict[str, Any]) -> bool:
    """Whether what is shown is what a step became, and what lay there before can still be shown."""
    live = data / storage.FILE_NAME
    if tuple(step.get("now", ())) == storage.fingerprint(live):
        return True
    before = data / work.FOLDER / step["kept"] / storage.FILE_NAME  # of a program before this, perhaps
    return bool(step.get("mark")) and step["mark"] == mark(live) and bool(mark(before))


@lru_cache(maxsize=16)
def _mark(path: Path, fingerprint: tuple[int, int, int]) -> str:  # noqa: ARG001 - a key
    try:
        with storage.reading(path) as db:
            version = db.execute("SELECT data_version FROM mart.build").fetchall()
            files = db.execute(
                "SELECT module, sources, sha256 FROM mart.fetches WHERE is_shown ORDER BY ALL"
            ).fetchall()
            timetables = db.execute("FROM mart.timetables ORDER BY ALL").fetchall()
    except MalkollenError:
        return ""
    return hashlib.sha256(repr((version, files, timetables)).encode()).hexdigest()


def _of(one: dict[str, Any]) -> Accepted:
    return Accepted(
        datetime.fromisoformat(one["at"]), str(one["by"]), tuple(map(str, one["sources"])), str(one["file"])
    )
