"""The file of an edition: an ordinary zip with a manifest that has the fingerprint of every part; read and verified.

The edition's own fingerprint is that of its manifest.
"""

import hashlib
import json
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from malkollen.errors import DataError
from malkollen.files import archives
from malkollen.files.archives import ArchiveError, Limits
from malkollen.texts.printable import excerpt
from malkollen.texts.written import clean_line

MANIFEST, SUFFIX = "manifest.json", ".zip"
FORMAT = 1
NAME = re.compile(r"[a-z0-9åäö][a-z0-9åäö-]{0,59}")
TEXTS = ("name", "meeting", "data_version", "registry_version", "method_version")
LONGEST_TEXT = 200
FIRST_YEAR, LAST_YEAR = 1900, 2199
LARGEST_MANIFEST = 1_000_000  # bytes
LIMITS = Limits(members=100, unpacked_bytes=4_000_000_000)
BROKEN = (
    OSError, KeyError, ValueError, TypeError, AttributeError, RuntimeError, EOFError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What reading a spoilt zip or manifest raises; RuntimeError: a byte says that it is encrypted, or packed otherwise."""


class _NewerError(DataError):
    """A file whose form is newer than this program's."""


@dataclass(frozen=True)
class Edition:
    """An edition as its manifest says.

    Attributes:
        day: the day of the meeting, which also decides which targets held; meeting: which one.
        files: fingerprint (SHA-256) of each file in it; fingerprint: of the manifest, ten signs of it are printed.
    """

    name: str
    day: date
    meeting: str
    created_at: datetime
    data_version: str
    registry_version: str
    method_version: str
    files: Mapping[str, str]
    fingerprint: str

    @property
    def mark(self) -> str:
        """The fingerprint as documents print it."""
        return self.fingerprint[:10]


def read(path: Path) -> Edition:
    """The manifest of a file; DataError where it is none of ours."""
    try:
        with archives.opened(path, LIMITS) as whole:
            if whole.sizes.get(MANIFEST, 0) > LARGEST_MANIFEST:
                raise ValueError
            content = whole.read(MANIFEST)
        manifest = of_manifest(json.loads(content), content)
    except _NewerError as error:
        raise DataError(f"{clean_line(path.name)}: {error}") from None
    except BROKEN:
        raise _unreadable(path) from None
    if manifest.name != path.stem:
        raise DataError(
            f"{clean_line(path.name)}: är den fastställda versionen '{excerpt(manifest.name)}'; döp om filen till "
            f"{excerpt(manifest.name)}{SUFFIX}"
        )
    return manifest


def known(path: Path) -> Edition:
    """As `read`, but read again only where the file is another: a page that lists a thousand opens none of them."""
    try:
        found = path.stat()
    except OSError:
        raise _unreadable(path) from None
    return _known(path, (found.st_ino, found.st_size, found.st_mtime_ns))


@lru_cache(maxsize=4096)
def _known(path: Path, _print: tuple[int, int, int]) -> Edition:
    return read(path)


def of_manifest(manifest: Mapping[str, Any], content: bytes) -> Edition:
    """An edition of its manifest and the bytes that it was read from; one of `BROKEN` where it is none of ours."""
    if manifest["format"] > FORMAT:
        raise _NewerError("gjord med en nyare version av Målkollen; uppdatera programmet för att öppna den")
    texts = {key: clean_line(str(manifest[key])) for key in TEXTS}
    day, created_at = date.fromisoformat(manifest["day"]), datetime.fromisoformat(manifest["created_at"])
    files = {str(name): str(sha) for name, sha in manifest["files"].items()}
    is_plain = all(Path(name).name == name and name.isprintable() and len(name) <= LONGEST_TEXT for name in files)
    is_dated = all(FIRST_YEAR <= moment.year <= LAST_YEAR for moment in (day, created_at)) and created_at.tzinfo
    if not (is_plain and is_dated and NAME.fullmatch(texts["name"]) and max(map(len, texts.values())) <= LONGEST_TEXT):
        raise ValueError
    return Edition(**texts, day=day, created_at=created_at, files=files, fingerprint=sha(content))


def _unreadable(path: Path) -> DataError:
    return DataError(
        f"{clean_line(path.name)}: går inte att läsa som en fastställd version; hämta filen ur säkerhetskopian"
    )


def verify(path: Path) -> list[str]:
    """What is wrong with an edition's file, one Swedish line a fault; empty where it is as it was made."""
    try:
        edition = read(path)
        with archives.opened(path, LIMITS) as whole:
            missing = [f"{path.name}: {name} saknas" for name in edition.files if name not in whole.sizes]
            return missing + [
                f"{path.name}: {name} är inte som när versionen fastställdes"
                for name, fingerprint in edition.files.items()
                if name in whole.sizes and sha(whole.read(name)) != fingerprint
            ]
    except ArchiveError:
        return [str(_unreadable(path))]
    except DataError as error:
        return [str(error)]
    except BROKEN:
        return [str(_unreadable(path))]


def put(whole: Path, target: Path) -> bool:
    """Puts a finished file where it belongs; False where there is one already, also where two are made at once.

    Raises:
        OSError: the folder cannot be written to.
    """
    try:
        os.link(whole, target)
    except FileExistsError:
        return False
    except OSError:  # a disk without hard links
        if target.exists():
            return False
        whole.replace(target)
    return True


def is_whole(folder: Path, edition: Edition) -> bool:
    """Whether every unpacked file is there and as it was made, with nothing beside that DuckDB would read too."""
    if any(os.path.lexists(folder / f"{part}.wal") for part in edition.files):
        return False
    try:
        return all(_print_of(folder / part) == made for part, made in edition.files.items())
    except OSError:
        return False


def _print_of(file: Path) -> str:
    if not file.is_file():  # to open a pipe is to wait for its writer
        return ""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def unpack(path: Path, edition: Edition, temporary: Path, folder: Path) -> None:
    """Writes the parts beside and moves them into place whole; readable by whoever may read the data folder.

    Args:
        temporary: a folder that does not exist yet, on the same disk as `folder`.

    Raises:
        OSError: they cannot be written.
    """
    temporary.mkdir()
    with archives.opened(path, LIMITS) as whole:
        for part in edition.files:
            whole.write(part, temporary / part)
    if not is_whole(folder, edition):
        shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):  # another session was first
        temporary.replace(folder)
    if not is_whole(folder, edition):
        raise OSError


def sweep(folder: Path, prefix: str) -> None:
    """Removes what was begun and never finished: the program was killed in the middle. The folder's lock is held."""
    for left in folder.glob(f"{prefix}*"):
        shutil.rmtree(left, ignore_errors=True)


def pack(room: Path, whole: Path, names: list[str]) -> None:
    """Writes files of a folder into one."""
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as out:
        for name in names:
            out.write(room / name, name)


def sha(content: bytes) -> str:
    """The fingerprint of some bytes."""
    return hashlib.sha256(content).hexdigest()


def as_row(edition: Edition) -> dict[str, Any]:
    """An edition for programs."""
    return asdict(edition) | {"day": edition.day.isoformat(), "created_at": edition.created_at.isoformat()}
