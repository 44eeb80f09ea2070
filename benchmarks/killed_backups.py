"""Backups made and laid back while somebody kills them: what is written, and what must hold after it."""

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from malkollen import ROOT
from malkollen.backups import backup_file, making, restoring
from malkollen.backups.backup_file import DATA
from malkollen.database import storage
from malkollen.files import half_restored

MARK = "written-{}.txt"
"""What somebody writes in the folder before it is restored over, or after a restore of it was broken off."""
PLACES = (".", "figures", "raw", "editions")
"""Where they write."""
PAUSE_SECONDS = 0.02
"""After each name that is changed, so that most kills fall in the move and not in the unpacking before it."""


def _quietly(_done: int, _total: int, _what: str) -> None:
    """Nobody looks at the progress."""


def back_up(folder: Path, number: int) -> str:
    """`malkollen backup` of a data folder; the line that says it is kept."""
    into = folder.parent / "backups"
    into.mkdir(exist_ok=True)
    target = into / f"kopia-{number}.zip"
    if number == 0:
        target.unlink(missing_ok=True)
    made = making.make(folder, ROOT / "indicators.toml", target, progress=_quietly)
    return f"backup {made.path.name} {made.manifest.fingerprint}"


def backup_faults(folder: Path, kept: list[str]) -> Iterator[str]:
    """Every file of a backup's name is a whole backup, and every acknowledged one is there."""
    there = set()
    for path in (folder.parent / "backups").glob("kopia-*.zip"):
        there.add(f"backup {path.name} {backup_file.verify(path).fingerprint}")
    yield from (f"{line} är borta" for line in kept if line not in there)


def lay_back(folder: Path, number: int) -> Iterator[str]:
    """`malkollen restore --replace` over a folder that somebody has just written in; lines for what is kept."""
    fixed, target, registry = _fixed(folder)
    target.mkdir(exist_ok=True)
    for place in PLACES:
        (target / place).mkdir(exist_ok=True)
        (target / place / MARK.format(f"{number}-{place}")).touch()
        yield f"mark {number}-{place}"
    if half_restored.is_so(target):
        yield "begun"
    _move_slowly()
    restoring.restore(fixed, target, registry, replace=True, progress=_quietly)
    yield f"restored {number}"


def _move_slowly() -> None:
    """In this process, which is the writer's own."""
    for owner, name in ((Path, "rename"), (Path, "unlink"), (os, "link")):
        setattr(owner, name, _paused(getattr(owner, name)))


def _paused(real: Callable[..., object]) -> Callable[..., object]:
    def paused(*given: object, **more: object) -> object:
        done = real(*given, **more)
        time.sleep(PAUSE_SECONDS)
        return done

    return paused


def restore_faults(folder: Path, kept: list[str]) -> Iterator[str]:
    """Nothing that lay there is lost; where the restore has ended, the folder is what the backup says, to the byte."""
    fixed, target, _ = _fixed(folder)
    there = {path.name for path in target.rglob(MARK.format("*"))}
    marks = [line for line in kept if line.startswith("mark")]
    yield from (f"{line} är borta" for line in marks if MARK.format(line.split()[1]) not in there)
    if kept and kept[-1].startswith("restored"):
        with backup_file.opened(fixed) as (_, manifest):
            wanted = {name.removeprefix(DATA): part.sha256 for name, part in manifest.files.items() if DATA in name}
        yield from (
            f"{name} är inte som i säkerhetskopian" for name, sha in wanted.items() if _sha(target / name) != sha
        )
    if (target / storage.FILE_NAME).exists():
        storage.attach(target / storage.FILE_NAME).close()


def _fixed(folder: Path) -> tuple[Path, Path, Path]:
    """The one backup that is laid back, made of the folder the first time; where to; and the registry it replaces."""
    fixed, registry = folder.parent / "fixed.zip", folder.parent / "indicators.toml"
    if not fixed.exists():
        shutil.copyfile(ROOT / "indicators.toml", registry)
        making.make(folder, registry, fixed, progress=_quietly)
    return fixed, folder.parent / "restored", registry


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""
