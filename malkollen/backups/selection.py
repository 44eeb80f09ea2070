"""Which files of a data folder a backup holds: all but what is computed, half made, or keys.

What is left out is listed, not what is taken: a file that a later version keeps in the folder is then never forgotten.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from malkollen.errors import DataError

COMPUTED = ("areas", "timetables")
"""Folders that a build writes anew out of raw/."""
KEYS = ".env"
ASIDE, RESTORING = "before-restore-", ".restoring"
UNFINISHED = (".making-", ".unpacking-", ".opened", ".dropped-", ASIDE, RESTORING, "malkollen.building.")
"""How names begin of what is half made, removed, or was unpacked only to be read; and a restore's own."""
PASSING = (".lock", ".part", ".tmp", "-journal", "-wal", "-shm", ".duckdb.wal")
"""How names end of what lives only while somebody writes. A database's journal is in its copy."""
FIRST = ("malkollen.duckdb", "figures", "reference")
"""Copied before raw/, so that whatever the database was built of is in the backup."""
FETCH = re.compile(r"\d{8}T\d{6}\.\d+Z")


def files(data: Path, *, with_keys: bool) -> dict[str, Path]:
    """The files to copy by their names from the data folder, with strokes, in the order they are to be copied.

    Links to folders are followed, each folder once. A fetch under way is left out whole.

    Args:
        with_keys: take .env too.
    """
    found = {path.relative_to(data).as_posix(): path for path in _walk(data, data, set())}
    if not with_keys:
        found.pop(KEYS, None)
    return {name: found[name] for name in sorted(found, key=_turn)}


def _turn(name: str) -> tuple[int, str]:
    top = PurePosixPath(name).parts[0]
    return (FIRST.index(top) if top in FIRST else len(FIRST) + (top == "raw"), name)


def _walk(data: Path, folder: Path, seen: set[str]) -> Iterator[Path]:
    if (real := os.path.realpath(folder)) in seen:
        return
    seen.add(real)
    for path in _inside(folder):
        if _is_left(path) or (folder == data and path.name in COMPUTED):
            continue
        if path.is_dir():
            if not (FETCH.fullmatch(path.name) and is_under_way(path)):
                yield from _walk(data, path, seen)
        elif path.is_file():
            yield path


def _inside(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError:
        raise DataError(f"{folder}: går inte att läsa; kör som den som äger datamappen") from None


def _is_left(path: Path) -> bool:
    return path.name.startswith(UNFINISHED) or path.name.endswith(PASSING)


def is_under_way(fetch: Path) -> bool:
    """Whether a fetch of raw/ is not done: it has no manifest yet, or one that says so. One that is spoilt is done."""
    path = fetch / "manifest.json"
    return not path.exists() or _read(path).get("state") == "fetching"


def stored(manifest: Path) -> dict[str, str]:
    """The fingerprints of a fetch's files as it says itself; none where it cannot be read."""
    files = _read(manifest).get("files")
    pairs = files.items() if isinstance(files, dict) else ()
    return {str(name): str(one.get("sha256")) for name, one in pairs if isinstance(one, dict)}


def _read(manifest: Path) -> dict[str, Any]:
    try:
        found = json.loads(manifest.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
