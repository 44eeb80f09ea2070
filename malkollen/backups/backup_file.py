"""The file of a backup: an ordinary zip with a manifest that has the fingerprint of every part, last of all.

data/… is the data folder; indicators.toml is the registry. A part that the manifest does not name is a fault.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from malkollen.backups import selection
from malkollen.backups.copying import Print
from malkollen.errors import DataError
from malkollen.files import archives
from malkollen.files.archives import Archive, Limits

MANIFEST, REGISTRY, DATA, SUFFIX = "manifest.json", "indicators.toml", "data/", ".zip"
FORMAT = 1
MOST_FILES = 200_000
LIMITS = Limits(members=MOST_FILES + 2, unpacked_bytes=1 << 40, ratio=2000.0)
"""No part packs better than a thousand to one; room on the disk is looked for before anything is unpacked."""
MOST_MANIFEST_BYTES = 300 * MOST_FILES
EARLIEST, LATEST = 2000, 2199  # years of a backup

Keys = Literal["none", "left out", "included"]


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself.

    Attributes:
        keys: whether there were keys (.env) in the data folder, and whether they are here.
        has_computed: whether there were areas or timetables, which are not here and are built anew.
        files: the fingerprint of every part by its name; fingerprint: of the manifest itself.
    """

    created_at: datetime
    keys: Keys
    has_computed: bool
    files: Mapping[str, Print]
    fingerprint: str = ""

    def content(self) -> bytes:
        """The manifest as it is written."""
        fields = {
            "format": FORMAT, "created_at": self.created_at.isoformat(timespec="seconds"), "keys": self.keys,
            "has_computed": self.has_computed, "files": {name: asdict(print_) for name, print_ in self.files.items()},
        }  # fmt: skip
        return json.dumps(fields, ensure_ascii=False, indent=1).encode()


@contextmanager
def opened(path: Path) -> Iterator[tuple[Archive, Manifest]]:
    """A backup that has been looked at: it is a whole zip with the parts that its manifest names and no other.

    The parts' contents are not read yet: `part` does that.

    Raises:
        DataError: it is not a backup, is half, or holds something else than it says.
    """
    try:
        with archives.opened(path, LIMITS) as archive:
            manifest = _manifest(path, archive)
            sizes = {name: print_.bytes for name, print_ in manifest.files.items()}
            if sizes != {name: size for name, size in archive.sizes.items() if name != MANIFEST}:
                raise DataError(f"{path.name}: säkerhetskopian har inte de delar som den själv säger; använd en annan")
            yield archive, manifest
    except FileNotFoundError:
        raise DataError(f"{path}: filen finns inte") from None


def part(archive: Archive, manifest: Manifest, name: str) -> Iterator[bytes]:
    """The blocks of a part; DataError after the last where they are not those that were copied."""
    digest = hashlib.sha256()
    for block in archive.blocks(name):
        digest.update(block)
        yield block
    if digest.hexdigest() != manifest.files[name].sha256:
        raise DataError(f"{archive.title}: {name} är inte som när den kopierades; använd en annan säkerhetskopia")


def verify(path: Path) -> Manifest:
    """Reads every part back; DataError where one is not as it was copied."""
    with opened(path) as (archive, manifest):
        for name in manifest.files:
            for _ in part(archive, manifest, name):
                pass
        return manifest


def _manifest(path: Path, archive: Archive) -> Manifest:
    if archive.sizes.get(MANIFEST, MOST_MANIFEST_BYTES + 1) > MOST_MANIFEST_BYTES:
        raise DataError(f"{path.name}: är ingen säkerhetskopia av Målkollen ({MANIFEST} saknas)")
    content = archive.read(MANIFEST)
    try:
        found = json.loads(content)
        is_newer = found["format"] > FORMAT
        if not is_newer:
            return _of(found, content)
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        raise DataError(f"{path.name}: går inte att läsa som säkerhetskopia; använd en annan") from None
    raise DataError(f"{path.name}: gjord med en nyare version av Målkollen; uppdatera programmet först")


def _of(written: Mapping[str, Any], content: bytes) -> Manifest:
    files = {str(name): Print(str(one["sha256"]), int(one["bytes"])) for name, one in written["files"].items()}
    keys: Keys | None = next((word for word in get_args(Keys) if word == written["keys"]), None)
    created_at = datetime.fromisoformat(written["created_at"]).astimezone(UTC)
    is_ours = all(name == REGISTRY or _is_ours(name, keys) for name in files)
    if (
        keys is None
        or not is_ours
        or _is_folder_too(files)
        or not EARLIEST <= created_at.year <= LATEST
        or written["format"] != FORMAT
    ):
        raise ValueError
    return Manifest(created_at, keys, bool(written["has_computed"]), files, hashlib.sha256(content).hexdigest())


def _is_ours(name: str, keys: Keys | None) -> bool:
    """Whether a backup that says this of its keys may have a part of this name: one that would have been copied."""
    inside = name.removeprefix(DATA)
    return name.startswith(DATA) and selection.is_copied(inside) and (inside != selection.KEYS or keys == "included")


def _is_folder_too(files: Mapping[str, Print]) -> bool:
    """Whether a part has the name of a folder of another."""
    return any(name[: found.start()] in files for name in files for found in re.finditer("/", name))
