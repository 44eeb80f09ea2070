"""A backup made: copied beside, read back, and only then given its name. An older one is never written over."""

import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import gmtime
from typing import IO, BinaryIO, cast

from malkollen.backups import backup_file, copying, proving, selection
from malkollen.backups.backup_file import DATA, MANIFEST, REGISTRY, SUFFIX, Manifest
from malkollen.backups.copying import Print
from malkollen.editions import file as edition_file
from malkollen.errors import ConflictError, DataError
from malkollen.files import half_restored

try:
    import fcntl
except ImportError:  # Windows, where an open file cannot be removed anyway
    fcntl = None  # type: ignore[assignment]

NAME = selection.BACKUP
BEGUN = ".malkollen-"
PACKED = (".zip", ".gz", ".xlsx", ".parquet", ".gpkg.zip", ".png", ".pdf")
"""How names end of what does not become smaller."""
SMALLER = 2
"""How many times smaller than the last a backup is that is looked at before older ones are removed."""
EARLIEST, LATEST = 1980, 2107  # years that a zip can say

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Made:
    """A backup that lies in its place.

    Attributes:
        remarks: what somebody should look at, one Swedish line each. pruned: names of older ones that were removed.
    """

    path: Path
    manifest: Manifest
    size: int
    remarks: list[str]
    pruned: list[str]


def make(
    data: Path, registry_file: Path, to: Path, *, with_keys: bool = False, keep: int | None = None, progress: Progress
) -> Made:
    """Copies a data folder and the registry into one file.

    Args:
        to: a folder, in which the file gets the time as its name, or a name that is not taken.
        keep: how many of the folder's dated backups to keep, this one among them; None keeps all.
        progress: called with bytes done, bytes in all and what is being done.

    Raises:
        DataError: it cannot be read or written, or lies in the folder that it copies; nothing is left behind.
        ConflictError: there is a file of that name already, or the folder is half restored.
    """
    now = datetime.now(UTC)
    target = to / f"malkollen-{now:%Y%m%d-%H%M%S}{SUFFIX}" if to.is_dir() else to
    _check(data, target, keep)
    try:
        with _beside(target.parent) as file:
            remarks = _write(file, data, registry_file, now, with_keys=with_keys, progress=progress)
            file.flush()
            os.fsync(file.fileno())
            _forget_cached(file)
            half_restored.refuse(data)  # one may have begun meanwhile
            progress(1, 1, "läser tillbaka")
            manifest = backup_file.verify(Path(file.name))
            size = os.fstat(file.fileno()).st_size
            if not edition_file.put(Path(file.name), target):
                raise ConflictError(f"{target}: finns redan; en säkerhetskopia skrivs aldrig över")
            _sync(target.parent)
    except OSError:
        raise DataError(
            f"{target.name}: går inte att skriva i {target.parent}; är disken full eller skrivskyddad?"
        ) from None
    old = _old(target, now, keep) if to.is_dir() and keep else []
    if old and (remarks := [*remarks, *_reasons_to_keep(target, now, size, remarks)]):
        old = []
    for path in old:
        path.unlink(missing_ok=True)
    return Made(target, manifest, size, remarks, [path.name for path in old])


def _check(data: Path, target: Path, keep: int | None) -> None:
    if not data.is_dir():
        raise DataError(f"mappen {data} finns inte; ange datamappen i MALKOLLEN_DATA")
    half_restored.refuse(data)
    if not target.parent.is_dir():
        raise DataError(f"mappen {target.parent} finns inte; gör den först, på en annan disk än datamappens")
    if target.resolve().is_relative_to(data.resolve()):
        raise DataError(
            f"{target.parent}: ligger i datamappen {data}; lägg säkerhetskopian utanför, helst på annan disk"
        )
    if target.suffix != SUFFIX:
        raise DataError(
            f"{target}: finns inte som mapp; ange en mapp som finns, eller ett filnamn som slutar på {SUFFIX}"
        )
    if target.exists():
        raise ConflictError(f"{target}: finns redan; en säkerhetskopia skrivs aldrig över")
    if keep is not None and target.name and not NAME.fullmatch(target.name):
        raise DataError("--keep gäller en mapp med daterade säkerhetskopior; ange mappen i stället för en fil")


@contextmanager
def _beside(folder: Path) -> Iterator[IO[bytes]]:
    """A file without its name yet, readable by its owner alone; removed unless it was moved away."""
    _sweep(folder)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=BEGUN, suffix=".part", delete=False) as file:
        try:
            if fcntl:
                fcntl.flock(file, fcntl.LOCK_EX)
            yield file
        finally:
            Path(file.name).unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Removes what a killed backup left: the lock goes with the process, however it ends."""
    for left in folder.glob(f"{BEGUN}*.part"):
        if not left.is_file():  # to open a pipe is to wait for its writer
            continue
        with suppress(OSError), left.open("rb") as file:
            if fcntl:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink()


def _write(
    file: IO[bytes], data: Path, registry_file: Path, now: datetime, *, with_keys: bool, progress: Progress
) -> list[str]:
    """Writes the zip; what somebody should look at."""
    chosen = selection.choose(data, Path(file.name).parent, with_keys=with_keys, most=backup_file.MOST_FILES)
    sources = {REGISTRY: registry_file} | {DATA + name: path for name, path in chosen.files.items()}
    if len(sources) > backup_file.MOST_FILES:
        raise DataError(f"{data}: har för många filer; en säkerhetskopia rymmer {backup_file.MOST_FILES}")
    prints: dict[str, Print] = {}
    remarks = chosen.remarks
    total, done = sum(map(_size, sources.values())), 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as out:
        for name, path in sources.items():
            try:
                prints[name], is_sound = copying.copy(path, partial(_member, out, name, path))
            except FileNotFoundError:
                remarks.append(f"{name}: försvann medan säkerhetskopian gjordes och är inte med")
                continue
            if not is_sound:
                remarks.append(f"{name}: är skadad, eller ingen SQLite-fil; med som den är")
            done += prints[name].bytes
            progress(min(done, total - 1), total, name.rsplit("/", 2)[-1])
        keys: backup_file.Keys = "none" if not chosen.has_keys else "included" if with_keys else "left out"
        manifest = Manifest(now, keys, _has_computed(data), prints)
        out.writestr(zipfile.ZipInfo(MANIFEST, gmtime()[:6]), manifest.content(), zipfile.ZIP_DEFLATED)
    return [*remarks, *_spoilt(data, prints), *proving.faults(data, chosen.files)]


def _member(out: zipfile.ZipFile, name: str, path: Path) -> BinaryIO:
    modified = gmtime(path.stat().st_mtime)[:6]
    when = modified if EARLIEST <= modified[0] <= LATEST else (EARLIEST, 1, 1, 0, 0, 0)
    info = zipfile.ZipInfo(name, when)
    info.compress_type = zipfile.ZIP_STORED if name.endswith(PACKED) else zipfile.ZIP_DEFLATED
    info.external_attr = 0o100600 << 16
    return cast("BinaryIO", out.open(info, "w", force_zip64=True))


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0


def _has_computed(data: Path) -> bool:
    return any(path.is_file() for name in selection.COMPUTED for path in (data / name).rglob("*"))


def _spoilt(data: Path, prints: dict[str, Print]) -> list[str]:
    """Raw answers that are no longer those that were fetched: they are copied as they are, and said in a line."""
    changed = []
    for name in prints:
        if name.startswith(f"{DATA}raw/") and name.endswith("/manifest.json"):
            folder = name.removesuffix("manifest.json")
            stored = selection.stored(data / name.removeprefix(DATA))
            changed += [folder + file for file, sha in stored.items() if _sha(prints.get(folder + file)) != sha]
    more = f" och {len(changed) - 1} till" if len(changed) > 1 else ""
    return [f"{changed[0]}{more}: är inte som när den hämtades; med som den är"] if changed else []


def _sha(found: Print | None) -> str:
    return found.sha256 if found else ""


def _others(newest: Path, now: datetime) -> list[Path]:
    """The dated backups of the folder but the one just made, the oldest first; none that is dated ahead of now."""
    latest = f"malkollen-{now:%Y%m%d-%H%M%S}{SUFFIX}"
    dated = (path for path in newest.parent.iterdir() if NAME.fullmatch(path.name) and path.name <= latest)
    return sorted(path for path in dated if path != newest and path.is_file())


def _old(newest: Path, now: datetime, keep: int) -> list[Path]:
    """What is more than is to be kept, of the oldest."""
    others = _others(newest, now)
    return others[: max(0, len(others) - (keep - 1))]


def _reasons_to_keep(backup: Path, now: datetime, size: int, remarks: list[str]) -> list[str]:
    """Why nothing older is removed: the good ones may be those."""
    if remarks:
        return ["inga äldre säkerhetskopior är borttagna, eftersom något i den nya bör ses över först"]
    newest = _others(backup, now)[-1]
    if SMALLER * size < _size(newest):
        return [f"den är mindre än hälften så stor som {newest.name}; inga äldre säkerhetskopior är borttagna"]
    return []


def _forget_cached(file: IO[bytes]) -> None:
    """Lets what is read back come from the disk, not from memory."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _sync(folder: Path) -> None:
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
