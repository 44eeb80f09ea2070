"""The file of an edition: an ordinary zip with a manifest that has the fingerprint of every part; read and verified.

The edition's own fingerprint is that of its manifest.
"""

import hashlib
import json
import os
import shutil
import time
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from malkollen.errors import DataError
from malkollen.printable import excerpt

MANIFEST, SUFFIX = "manifest.json", ".zip"
FORMAT = 1
SECONDS_A_DAY = 86_400
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
        with zipfile.ZipFile(path) as whole:
            content = whole.read(MANIFEST)
        found = of_manifest(json.loads(content), content)
    except _NewerError as error:
        raise DataError(f"{path.name}: {error}") from None
    except BROKEN:
        raise DataError(f"{path.name}: {_unreadable()}") from None
    if found.name != path.stem:
        raise DataError(
            f"{path.name}: är den fastställda versionen '{excerpt(found.name)}'; döp om filen till {found.name}{SUFFIX}"
        )
    return found


def of_manifest(manifest: Mapping[str, Any], content: bytes) -> Edition:
    """An edition of its manifest and the bytes that it was read from; one of `BROKEN` where it is none of ours."""
    if manifest["format"] > FORMAT:
        raise _NewerError("gjord med en nyare version av Målkollen; uppdatera programmet för att öppna den")
    if any(Path(name).name != name for name in manifest["files"]):
        raise ValueError
    texts = {key: str(manifest[key]) for key in ("name", "meeting", "data_version", "registry_version")}
    return Edition(
        **texts,
        method_version=str(manifest["method_version"]),
        day=date.fromisoformat(manifest["day"]),
        created_at=datetime.fromisoformat(manifest["created_at"]),
        files={str(name): str(sha) for name, sha in manifest["files"].items()},
        fingerprint=sha(content),
    )


def _unreadable() -> str:
    return "går inte att läsa som en fastställd version; hämta filen ur säkerhetskopian"


def verify(path: Path) -> list[str]:
    """What is wrong with an edition's file, one Swedish line a fault; empty where it is as it was made."""
    try:
        made = read(path)
        with zipfile.ZipFile(path) as whole:
            missing = [f"{path.name}: {name} saknas" for name in made.files if name not in whole.namelist()]
            return missing + [
                f"{path.name}: {name} är inte som när versionen fastställdes"
                for name, fingerprint in made.files.items()
                if name in whole.namelist() and sha(whole.read(name)) != fingerprint
            ]
    except DataError as error:
        return [str(error)]
    except BROKEN:
        return [f"{path.name}: {_unreadable()}"]


def place(whole: Path, target: Path) -> bool:
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
    """Whether every unpacked file is there and as it was made."""
    try:
        return all(sha((folder / part).read_bytes()) == made for part, made in edition.files.items())
    except OSError:
        return False


def unpack(path: Path, edition: Edition, temporary: Path, folder: Path) -> None:
    """Writes the parts beside and moves them into place whole; readable by whoever may read the data folder.

    Args:
        temporary: a folder that does not exist yet, on the same disk as `folder`.

    Raises:
        OSError: they cannot be written.
    """
    temporary.mkdir()
    with zipfile.ZipFile(path) as whole:
        for part in edition.files:
            (temporary / part).write_bytes(whole.read(part))
    if not is_whole(folder, edition):
        shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):  # another session was first
        temporary.replace(folder)
    if not is_whole(folder, edition):
        raise OSError


def sweep(folder: Path, prefix: str) -> None:
    """Removes what was begun more than a day ago and never finished: the program was killed in the middle."""
    for left in folder.glob(f"{prefix}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > SECONDS_A_DAY:
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
