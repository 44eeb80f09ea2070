"""A backup laid back: unpacked and proved beside, then moved into place. What lay there before is kept aside.

Killed before the move, the data folder is as it was; killed in the middle of it, the next restore goes on with it:
the database goes first and comes last, so that nothing half is read in between.
"""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

from malkollen import ROOT
from malkollen.backups import backup_file, moving
from malkollen.backups.backup_file import DATA, REGISTRY, Manifest
from malkollen.backups.moving import NEW, READY, free, present
from malkollen.backups.selection import ASIDE, KEYS, RESTORING, is_key
from malkollen.errors import ConflictError, DataError, RegistryError
from malkollen.files import half_restored, lock, whole_file
from malkollen.files.archives import Archive
from malkollen.registry import registry
from malkollen.texts.swedish import listed

OWN = ("figures", "reference")
"""Folders of the data folder that the program brings of its own."""
KEPT_REGISTRY = "indicators.backup.toml"

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Restored:
    """What a restore did.

    Attributes:
        aside: where what lay in the folder before is now; None where there was nothing.
        remarks: what somebody should know, one Swedish line each; faults: what was not laid back, likewise.
        needs_build: there were areas or timetables, which a build writes.
    """

    manifest: Manifest
    aside: Path | None
    remarks: list[str]
    faults: list[str]
    needs_build: bool


def restore(file: Path, data: Path, registry_file: Path, *, replace: bool, progress: Progress) -> Restored:
    """Lays a backup back into a data folder, and its registry beside the program.

    Args:
        replace: move what lies in the folder aside; otherwise the folder must be empty.

    Raises:
        DataError: the backup is spoilt or half, or the folder cannot be written; it is then as it was.
        ConflictError: the folder is not empty.
    """
    try:
        with backup_file.opened(file) as (archive, manifest):
            data.mkdir(exist_ok=True)
            with _alone(data):
                room = data / RESTORING
                if not _is_begun(room, manifest):
                    _refuse_full(data, replace=replace)
                    _unpack(archive, manifest, data, progress)
                aside = moving.move(data)
                remarks, faults = _lay_registry(data, registry_file, aside)
                (room / READY).unlink()  # what is left of it is then no restore to go on with, and swept
    except OSError:
        raise DataError(f"{data}: går inte att skriva i; är disken full, eller äger någon annan mappen?") from None
    kept = aside if aside.is_dir() else None
    remarks += [*_differing(data, kept), *_keys(data, manifest)]
    return Restored(manifest, kept, remarks, faults, manifest.has_computed)


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """No other restore and no ingest meanwhile; sweeps where it worked, unless the move is to be gone on with."""
    room = data / RESTORING
    room.mkdir(exist_ok=True)
    busy = f"{RESTORING}: en annan återställning pågår; vänta tills den är klar"
    with ExitStack() as held:
        held.enter_context(lock.alone(room, busy, 0))
        if not (room / lock.FILE_NAME).exists():  # another ended, and swept it away, while this one asked for it
            raise ConflictError(busy)
        try:
            held.enter_context(_no_ingest(data / "raw" / lock.FILE_NAME))
            yield
        finally:
            if not half_restored.is_so(data):
                shutil.rmtree(room, ignore_errors=True)


@contextmanager
def _no_ingest(path: Path) -> Iterator[None]:
    """Holds an ingest's own lock, where there has been one."""
    if not path.exists():
        yield
        return
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as held:
        try:
            held.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error:
            raise ConflictError("raw: en inläsning pågår; vänta tills den är klar, eller stoppa den") from None
        yield


def _is_begun(room: Path, manifest: Manifest) -> bool:
    """Whether this backup was unpacked whole before, and only the move was broken off. Sweeps what is less."""
    try:
        if json.loads((room / READY).read_bytes())["fingerprint"] == manifest.fingerprint:
            return True
        raise ConflictError(
            f"{RESTORING}: en återställning av en annan säkerhetskopia blev avbruten; kör om den först, med samma fil"
        )
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        for left in room.iterdir():
            if left.is_dir():
                shutil.rmtree(left)
            elif left.name != lock.FILE_NAME:
                left.unlink()
    return False


def _refuse_full(data: Path, *, replace: bool) -> None:
    names = present(data)
    if names and not replace:
        said = listed(names[:3]) if len(names) <= 3 else f"{', '.join(names[:3])} med mera"
        raise ConflictError(
            f"{data}: är inte tom ({said}); med --replace läggs det som finns åt sidan, i en mapp {ASIDE}… där"
        )


def _unpack(archive: Archive, manifest: Manifest, data: Path, progress: Progress) -> None:
    """Writes every part beside and says what is to be moved."""
    room = data / RESTORING
    archive.require_room(data)
    _write_parts(archive, manifest, room, progress)
    new = sorted(path.name for path in (room / NEW).iterdir())
    plan = {"fingerprint": manifest.fingerprint, "new": new, "aside": _free_name(data)}
    if hasattr(os, "sync"):
        os.sync()
    whole_file.write(room / READY, json.dumps(plan).encode())


def _free_name(data: Path) -> str:
    """A folder that is not there yet: two restores may be made in the same second."""
    name = f"{ASIDE}{datetime.now(UTC):%Y%m%d-%H%M%S}"
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(free for free in names if not (data / free).exists())


def _write_parts(archive: Archive, manifest: Manifest, room: Path, progress: Progress) -> None:
    (room / NEW).mkdir(parents=True)
    total, done = sum(one.bytes for one in manifest.files.values()), 0
    for name in manifest.files:
        target = room / (REGISTRY if name == REGISTRY else f"{NEW}/{name.removeprefix(DATA)}")
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as out:
            for block in backup_file.part(archive, manifest, name):
                out.write(block)
                done += len(block)
        if is_key(name):
            target.chmod(0o600)
        progress(min(done, total), total, name.rsplit("/", 2)[-1])


def _lay_registry(data: Path, registry_file: Path, aside: Path) -> tuple[list[str], list[str]]:
    """Puts the backup's registry beside the program where it can be read and written; remarks and faults."""
    saved = data / RESTORING / REGISTRY
    if not saved.exists() or (registry_file.exists() and saved.read_bytes() == registry_file.read_bytes()):
        return [], []
    try:
        registry.load(saved)
        reason = ""
    except RegistryError as error:
        reason = f"den här versionen av programmet kan inte läsa den ({error.faults[0]})"
    if not reason:
        try:
            return [_replace_registry(saved, registry_file, aside)], []
        except OSError:
            reason = f"{registry_file.parent} går inte att skriva i"
    if os.path.lexists(data / KEPT_REGISTRY):
        moving.set_aside(data / KEPT_REGISTRY, aside)
    shutil.copyfile(saved, data / KEPT_REGISTRY)
    kept = f"säkerhetskopians ligger i {data / KEPT_REGISTRY}: för in kansliets ändringar därifrån"
    return [], [f"{REGISTRY}: programmets eget är kvar, för {reason}; {kept}"]


def _replace_registry(saved: Path, registry_file: Path, aside: Path) -> str:
    kept = ""
    if registry_file.exists():
        aside.mkdir(exist_ok=True)
        old = free(aside, REGISTRY)
        shutil.copyfile(registry_file, old)
        kept = f"; det som låg där är {old}"
    whole_file.write(registry_file, saved.read_bytes())
    return f"{REGISTRY}: säkerhetskopians gäller nu i {registry_file.parent}{kept}"


def _differing(data: Path, aside: Path | None) -> list[str]:
    """Which carried figures the program, or what lay there before, has otherwise: the backup's are in force."""
    own = ROOT / "data"
    others = own if data.resolve() != own.resolve() else aside
    if others is None:
        return []
    files = {path.relative_to(folder).as_posix() for folder in (data, others) for name in OWN
             for path in (folder / name).rglob("*") if path.is_file()}  # fmt: skip
    contents = ((name, _content(data / name), _content(others / name)) for name in sorted(files))
    whose = "programmets egen" if others == own else "den som låg där"
    return [f"{name}: {_said_differing(new, old, f'{whose} ({others / name})')}" for name, new, old in contents
            if new != old]  # fmt: skip


def _said_differing(new: bytes | None, old: bytes | None, whose: str) -> str:
    if new is None:
        return f"saknas i säkerhetskopian; {whose} används inte"
    return f"säkerhetskopians gäller; {whose} {'saknas' if old is None else 'är en annan'}"


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _keys(data: Path, manifest: Manifest) -> list[str]:
    if manifest.keys == "included":
        return [f"{KEYS}: nycklarna är återställda; bara ägaren kan läsa filen"]
    if manifest.keys == "left out" and not (data / KEYS).exists():
        return [f"{KEYS}: nycklarna fanns inte i säkerhetskopian; lägg tillbaka dem i {data / KEYS}"]
    return []
