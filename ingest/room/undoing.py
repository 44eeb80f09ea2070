"""The steps back: what lay there before each yes is kept, and put back in turn; what came is held back then.

All is done so that whoever is killed in the middle is gone on with: nothing here minds being done twice.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from ingest.fetching.raw import MANIFEST
from ingest.room import shadow, swap
from malkollen.database import storage
from malkollen.errors import StorageError
from malkollen.files import whole_file
from malkollen.office.room import accepted, work

UNDOING = "undoing"
Fingerprint = tuple[int, int, int]


def keep(data: Path, names: list[str]) -> dict[str, Any]:
    """Keeps what lies where files are to be put, and the database; what the step is to know of it.

    Returns:
        kept: the folder, before: the names of those that lay there; follows: whether what is shown is what the step
        before it became, so that both can be taken back in turn.

    Raises:
        StorageError: it cannot be written.
    """
    steps = accepted.saved(data)
    numbers = [int(number) for one in steps if (number := one["kept"].rpartition("/")[2]).isdecimal()]
    kept = f"{accepted.FOLDER}/{max(numbers, default=0) + 1}"
    try:
        before = swap.keep_before(data, work.room(data) / kept, names)
    except OSError:
        raise StorageError("datamappen går inte att skriva i; är den skrivskyddad eller full?") from None
    return {"kept": kept, "before": before, "follows": bool(accepted.undoable(data))}


def add(data: Path, about: dict[str, Any]) -> None:
    """Writes down a step that has been made, the newest; the oldest of more than five goes with what it kept."""
    earlier = [one for one in accepted.saved(data) if one["kept"] != about["kept"]] if about["follows"] else []
    _write(data, [*earlier, about | {"now": _now(data, about["now"])}][-accepted.MOST :])


def drop(data: Path, about: dict[str, Any]) -> None:
    """Takes away a step that has been taken back; the one before it can then be."""
    steps = [one for one in accepted.saved(data) if one["kept"] != about["kept"]]
    if steps:
        steps[-1]["now"] = _now(data, about["then"])
    _write(data, steps)
    shadow.remove(work.room(data) / UNDOING)


def plan(data: Path, about: dict[str, Any], act: dict[str, Any], why: str) -> swap.Plan:
    """What puts back what lay there before a step; a fetch that was new stays and is held back.

    Args:
        about: the step, as `accepted.saved` has it. act: who takes it back, and when. why: what a fetch is held for.
    """
    staged, kept = work.room(data) / UNDOING, f"{work.FOLDER}/{about['kept']}"
    moves = [(f"{kept}/{name}", name) for name in about["before"] if name != storage.FILE_NAME]
    for name in set(about["names"]) - set(about["before"]):
        if name.endswith(f"/{MANIFEST}"):
            manifest = json.loads((data / name).read_bytes())
            undone = {"reason": why, "suspicions": about.get("suspicions", []), "words": act["reason"]}
            held = manifest | {"state": "held", "reason": why, "undone": undone}
            write(staged / name, json.dumps(held, ensure_ascii=False, indent=1))
            moves.append((f"{work.FOLDER}/{UNDOING}/{name}", name))
    if storage.FILE_NAME in about["before"]:
        moves.append((f"{kept}/{storage.FILE_NAME}", storage.FILE_NAME))
    then, live = (storage.fingerprint(folder / storage.FILE_NAME) for folder in (data / kept, data))
    return swap.Plan(tuple(moves), live, {**about, "does": "undo", "then": then, **act})


def why_held(about: dict[str, Any], by: str, now: datetime) -> str:
    """Why what was let in is held again: who took it back; in their own words it is kept beside."""
    file = f"inläsningen av ”{about['file']}” är " if about["file"] else ""
    return f"{file}ångrad {now.astimezone():%Y-%m-%d} av {by}"


def write(path: Path, text: str) -> None:
    """Writes a file of the room whole; StorageError where it cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        whole_file.write(path, text.encode())
    except OSError:
        raise StorageError(f"{path.name}: går inte att skriva; är datamappen skrivskyddad eller full?") from None


def _now(data: Path, moved: Fingerprint) -> Fingerprint:
    """The fingerprint of a database that has been moved to its place; another inode where it lies on another disk."""
    live = storage.fingerprint(data / storage.FILE_NAME)
    return live if live[1:] == tuple(moved)[1:] else moved


def _write(data: Path, steps: list[dict[str, Any]]) -> None:
    """Writes the steps down, then takes away what none of them keeps."""
    room = work.room(data)
    if steps:
        write(room / accepted.FILE, json.dumps(steps, ensure_ascii=False))
    else:
        (room / accepted.FILE).unlink(missing_ok=True)
    kept = {room / one["kept"] for one in steps}
    for folder in [room / accepted.BEFORE, *(room / accepted.FOLDER).glob("*")]:
        if folder not in kept:
            shadow.remove(folder)
