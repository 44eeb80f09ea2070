"""Which files of a data folder a backup holds: all but what is computed, half made, or keys.

What is left out is listed, not what is taken: a file that a later version keeps in the folder is then never forgotten.
"""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

from malkollen.errors import DataError
from malkollen.files import half_restored
from malkollen.texts.printable import excerpt

COMPUTED = ("areas", "timetables", "streets")
"""Folders that a build writes anew out of raw/."""
KEYS = ".env"
ASIDE, RESTORING = "before-restore-", half_restored.FOLDER
UNFINISHED = (".making-", ".unpacking-", ".opened", ".dropped-", ".room", ASIDE, RESTORING, "malkollen.building.")
"""How names begin of what is half made, removed, or was unpacked only to be read; and a restore's own."""
PASSING = (".lock", ".part", ".tmp", "-journal", "-wal", "-shm", ".duckdb.wal")
"""How names end of what lives only while somebody writes. A database's journal is in its copy."""
FOUND = "lost+found"
"""The folder that a disk has of its own, where it is mounted."""
LOG = re.compile(r"errors.*\.log")
FIRST = ("malkollen.duckdb", "figures", "reference")
"""Copied before raw/, so that whatever the database was built of is in the backup."""
BACKUP = re.compile(r"malkollen-\d{8}-\d{6}\.zip")
"""Names of dated backups, which are in no backup: each would hold all before it."""
FETCH = re.compile(r"\d{8}T\d{6}\.\d+Z")
LONGEST_NAME, LONGEST_PART, DEEPEST = 1500, 255, 60
"""Bytes of a name with its folders, bytes of each of them, and how many they are: what every system can hold."""


@dataclass(frozen=True)
class Chosen:
    """What is to be copied.

    Attributes:
        files: where each lies by its name from the data folder, with strokes, in the order they are to be copied.
        has_keys: whether there are keys in the folder.
        remarks: what is not in it and perhaps should be, one Swedish line each.
    """

    files: dict[str, Path]
    has_keys: bool
    remarks: list[str]


def choose(data: Path, to: Path, *, with_keys: bool, most: int) -> Chosen:
    """The files to copy. A fetch under way is left out whole.

    A link that leads out of the data folder is followed, one that leads inside it never: what it leads to is copied
    under its own name, and one that leads to the backups neither.

    Args:
        to: the folder where the backup is to lie.
        with_keys: take .env too, and whatever has a name that begins so. most: no more than so many and one.
    """
    remarks: list[str] = []
    walked = _walk(_Walk(data, Path(os.path.realpath(data)), os.path.realpath(to), remarks), data, ())
    found = {path.relative_to(data).as_posix(): path for path in islice(walked, most + 1)}
    keys = {name for name in found if is_key(name)}
    wanted = found.keys() if with_keys else found.keys() - keys
    return Chosen({name: found[name] for name in sorted(wanted, key=_turn)}, bool(keys), remarks)


def _turn(name: str) -> tuple[int, str]:
    top = PurePosixPath(name).parts[0]
    return (FIRST.index(top) if top in FIRST else len(FIRST) + (top == "raw"), name)


@dataclass(frozen=True)
class _Walk:
    data: Path
    real: Path
    to: str
    remarks: list[str]

    def name(self, path: Path) -> str:
        return path.relative_to(self.data).as_posix()

    def remark(self, path: Path, reason: str) -> None:
        self.remarks.append(f"data/{excerpt(self.name(path), 200)}: {reason}")


def _walk(walk: _Walk, folder: Path, above: tuple[str, ...]) -> Iterator[Path]:
    """Every file to copy. above: the real paths of the folders it lies in, so that a round of links ends."""
    above = (*above, os.path.realpath(folder))
    for path in _inside(folder):
        name = walk.name(path)
        if _is_left(name) or LOG.fullmatch(name) or BACKUP.fullmatch(path.name):
            continue
        if fault := _fault(walk, path, name):
            walk.remark(path, fault)
        elif path.is_file():
            yield path
        elif not (FETCH.fullmatch(path.name) and is_under_way(path)) and os.path.realpath(path) not in above:
            yield from _walk(walk, path, above)


def _fault(walk: _Walk, path: Path, name: str) -> str:
    """Why something is not copied; empty where it is."""
    if not is_storable(name):
        return "namnet går inte att ha i en säkerhetskopia; inte med, döp om det"
    if path.is_symlink():
        if not path.exists():
            return f"länken leder till {excerpt(path.readlink(), 200)}, som inte finns; inte med (saknas en disk?)"
        real = Path(os.path.realpath(path))
        if real.is_relative_to(walk.real):
            inside = excerpt(real.relative_to(walk.real).as_posix(), 200)
            return f"är en länk till data/{inside} i samma mapp; inte med under det namnet"
    if path.is_dir() and os.path.realpath(path) == walk.to:
        return "leder till mappen där säkerhetskopiorna ligger; inte med, ta bort länken"
    if not (path.is_file() or path.is_dir()):
        return "är varken fil eller mapp; inte med" if path.exists() else ""
    return ""


def _inside(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError:
        raise DataError(f"{folder}: går inte att läsa; kör som den som äger datamappen") from None


def is_storable(name: str) -> bool:
    """Whether a file of this name can be in a backup and be laid back on any disk: it is plain, printable and short."""
    parts = name.split("/")
    is_plain = name.isprintable() and "\\" not in name and not {"", ".", ".."} & set(parts)
    if not is_plain or len(parts) > DEEPEST:
        return False
    sizes = [len(part.encode()) for part in parts]
    return max(sizes) <= LONGEST_PART and sum(sizes) + len(sizes) <= LONGEST_NAME


def is_copied(name: str) -> bool:
    """Whether a backup may hold something of this name from the data folder."""
    return is_storable(name) and not any(_is_left(name[: found.start()]) for found in re.finditer("/|$", name))


def is_key(name: str) -> bool:
    """Whether a file is taken for keys: .env, what an editor left of it, and the like in any folder."""
    return any(part.casefold().startswith(KEYS) for part in name.split("/"))


def _is_left(name: str) -> bool:
    """Whether something of this name is computed, half made or a restore's own; the folders it lies in not asked."""
    last = name.rsplit("/", 1)[-1]
    return last.casefold().startswith(UNFINISHED) or last.endswith(PASSING) or name in (*COMPUTED, FOUND)


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
