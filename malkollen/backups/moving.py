"""A backup's parts moved into the data folder: what lay there goes aside, and nothing is ever written over."""

import json
import os
from itertools import chain, count
from pathlib import Path

from malkollen.backups.selection import ASIDE, FIRST, FOUND, KEYS, RESTORING
from malkollen.editions import file
from malkollen.files import half_restored

READY, NEW = half_restored.READY, "new"
STAYING = (KEYS, "templates", "README.md")
"""What is left where it is if the backup has none: the keys that are in use, and the program's own."""


def move(data: Path) -> Path:
    """Old aside, new into place, each thing once however often this is begun; where the old is.

    What is not the backup's goes aside, also what somebody wrote after the move was broken off.
    """
    room = data / RESTORING
    plan = json.loads((room / READY).read_bytes())
    aside = data / str(plan["aside"])
    for name in sorted(present(data), key=_turn):
        is_laid = name in plan["new"] and _is_laid(room / NEW / name, data / name)
        if not is_laid and (name in plan["new"] or name not in STAYING):
            set_aside(data / name, aside)
    for name in sorted(plan["new"], key=_turn, reverse=True):
        if (room / NEW / name).exists():
            _lay(room / NEW / name, data / name, aside)
    return aside


def set_aside(path: Path, aside: Path) -> None:
    """Moves something into the folder of what lay there before, under a name that is not taken."""
    aside.mkdir(exist_ok=True)
    path.rename(free(aside, path.name))


def free(folder: Path, name: str) -> Path:
    """A name there that is not taken: what has been set aside is never written over."""
    names = chain([name], (f"{name}.{number}" for number in count(2)))
    return next(folder / free for free in names if not os.path.lexists(folder / free))


def _lay(source: Path, target: Path, aside: Path) -> None:
    """Moves something of the backup into place; what has come there meanwhile is not written over, but goes aside."""
    if source.is_dir():
        source.rename(target)  # onto nothing, or a folder that is empty
        return
    while not (file.put(source, target) or _is_laid(source, target)):
        set_aside(target, aside)
    source.unlink(missing_ok=True)


def _is_laid(source: Path, target: Path) -> bool:
    """Whether what is in place is the backup's: a file has both names where the move was broken off in between."""
    return not source.exists() or (target.exists() and source.samefile(target))


def _turn(name: str) -> tuple[int, str]:
    return (FIRST.index(name) if name in FIRST else len(FIRST), name)


def present(data: Path) -> list[str]:
    """The names of what lies in a data folder, but what a restore, or the disk, has put there itself."""
    names = (path.name for path in data.iterdir())
    return sorted(name for name in names if name != FOUND and not name.startswith((ASIDE, RESTORING)))
