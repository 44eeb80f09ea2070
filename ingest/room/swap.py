"""Puts files in their places so that it is done or not done, whatever happens in the middle.

The plan is written down first. Whoever is killed on the way has decided: the next who comes goes on with the plan, and
each move that has been made is made no more. Readers have the old database until the last move, which swaps in the new.
"""

import errno
import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ingest.room import shadow
from malkollen.database import storage
from malkollen.errors import DataError, StorageError
from malkollen.files import whole_file
from malkollen.office.room import work

PLAN = "plan.json"
Done = Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class Plan:
    """What is to be moved, from and to names in the data folder, in this order; the database is the last.

    Attributes:
        base: fingerprint of the live database that is replaced; another one that has come between stays.
        about: what is to be written down when all is moved.
    """

    moves: tuple[tuple[str, str], ...]
    base: tuple[int, int, int]
    about: dict[str, Any]


def carry_out(data: Path, plan: Plan, done: Done) -> None:
    """Writes a plan down and goes through with it; StorageError where it cannot be: it is gone on with later."""
    _write(data, plan)
    go_on(data, done)


def go_on(data: Path, done: Done) -> bool:
    """Goes on with a plan that somebody was killed in the middle of; whether there was one.

    Args:
        done: called with what the plan is about once all is moved, perhaps once more where it too was killed.
    """
    path = data / work.FOLDER / PLAN
    try:
        plan = json.loads(path.read_bytes())
    except FileNotFoundError:
        return False
    except (OSError, ValueError):
        raise DataError(f"{work.FOLDER}/{PLAN}: går inte att läsa; anmäl det till den som sköter servern") from None
    try:
        for source, target in plan["moves"]:
            _move(data, source, target, tuple(plan["base"]))
        done(plan["about"])
        path.unlink()
    except OSError:
        raise StorageError("datamappen går inte att skriva i; är den skrivskyddad eller full?") from None
    return True


def keep_before(data: Path, kept: Path, names: list[str]) -> list[str]:
    """Keeps what lies where files are to be put, and the database; the names of those that lay there. OSError."""
    shadow.remove(kept)
    kept.mkdir(parents=True)
    before = [name for name in [*names, storage.FILE_NAME] if (data / name).exists()]
    for name in before:
        (kept / name).parent.mkdir(parents=True, exist_ok=True)
        shadow.link_or_copy(data / name, kept / name)
    return before


def _move(data: Path, source: str, target: str, base: tuple[int, ...]) -> None:
    if not (data / source).exists():
        return  # it has been moved
    if target == storage.FILE_NAME and storage.fingerprint(data / target) not in (base, (0, 0, 0)):
        (data / source).unlink()  # a build has come between, of the files that were moved
        return
    to = Path(os.path.realpath(data / target))  # a link to another disk stays
    to.parent.mkdir(parents=True, exist_ok=True)
    try:
        (data / source).replace(to)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        whole_file.save(to, lambda beside: shadow.link_or_copy(data / source, beside))
        (data / source).unlink()


def _write(data: Path, plan: Plan) -> None:
    try:
        whole_file.write(work.room(data) / PLAN, json.dumps(asdict(plan), ensure_ascii=False).encode())
    except OSError:
        raise StorageError("datamappen går inte att skriva i; är den skrivskyddad eller full?") from None
