"""A data folder beside the live one, to build in: every file there is a link to the live one's until it is written.

All that a build or a fetch writes takes a file's place whole, so that a link is replaced and what it led to untouched.
What is no link afterwards is new. The database alone is a name of its own for the same file: a build that meets a link
would replace what it leads to.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ingest import publishers
from ingest.fetching.raw import DROPPED, MANIFEST
from malkollen.database import storage
from malkollen.errors import StorageError
from malkollen.registry.content import OVERLAY, REGISTRY_FILE

FOLDERS = ("figures", "reference", "raw", "areas", "timetables", "streets")
FILES = (REGISTRY_FILE.name, OVERLAY, publishers.FILE, ".env")
VARIABLE = "MALKOLLEN_DATA"


def make(data: Path, shadow: Path) -> None:
    """Fills an empty folder with links to all that a build reads; StorageError where it cannot be."""
    try:
        remove(shadow)
        shadow.mkdir(parents=True)
        for name in FOLDERS:
            _link_folder(data / name, shadow / name)
        for name in FILES:
            if (data / name).is_file():
                (shadow / name).symlink_to((data / name).resolve())
        lay_database(data, shadow)
    except OSError:
        raise StorageError("kansliets rum går inte att skriva; är datamappen full eller skrivskyddad?") from None


def lay_database(data: Path, shadow: Path) -> None:
    """Lays the live database in the shadow, in place of what was built there; OSError where it cannot be."""
    link_or_copy(data / storage.FILE_NAME, shadow / storage.FILE_NAME)


def link_or_copy(old: Path, new: Path) -> None:
    """Another name for a file, or a copy where the disk has none; nothing where there is no file. OSError."""
    new.unlink(missing_ok=True)
    if not old.exists():
        return
    real = old.resolve()
    with suppress(OSError):  # on another disk, or one without such names
        os.link(real, new)
        return
    shutil.copy2(real, new)


def remove(shadow: Path) -> None:
    """Takes a shadow away; what its links lead to stays. OSError where it cannot be."""
    if shadow.exists():
        shutil.rmtree(shadow)


def written(shadow: Path) -> list[str]:
    """What has been written in a shadow, by its name from the data folder: the manifest of a fetch after its files."""
    names = [
        path.relative_to(shadow).as_posix()
        for path in shadow.rglob("*")
        if path.is_file() and not path.is_symlink() and not _is_passing(path)
    ]
    return sorted((name for name in names if name != storage.FILE_NAME), key=lambda n: (n.endswith(MANIFEST), n))


@contextmanager
def as_data(shadow: Path) -> Iterator[None]:
    """Within it the shadow is the data folder of this process."""
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = os.fspath(shadow)
    try:
        yield
    finally:
        if before is None:
            del os.environ[VARIABLE]
        else:
            os.environ[VARIABLE] = before


def _link_folder(folder: Path, into: Path) -> None:
    if not folder.is_dir():
        return
    into.mkdir()
    for path in folder.iterdir():
        if path.is_dir():
            if not path.name.startswith(DROPPED) and not _is_under_way(path):
                _link_folder(path, into / path.name)
        elif path.is_file() and not _is_passing(path):
            (into / path.name).symlink_to(path.resolve())


def _is_passing(path: Path) -> bool:
    return path.name == ".lock" or path.name.startswith(".lock-") or path.suffix == ".part"


def _is_under_way(folder: Path) -> bool:
    """Whether a folder is a fetch that somebody else is filling."""
    try:
        return bool(json.loads((folder / MANIFEST).read_bytes()).get("state") == "fetching")
    except (OSError, ValueError, AttributeError):
        return False
