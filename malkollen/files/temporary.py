"""Folders for what is unpacked on the way: removed when done, or by the next run where a run was killed."""

import os
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from malkollen.errors import DataError

if sys.platform != "win32":
    import fcntl

PREFIX = "malkollen-"
HELD = ".held"
SECONDS_A_DAY = 86_400


@contextmanager
def folder() -> Iterator[Path]:
    """A folder of one's own in TMPDIR, gone afterwards; what killed runs left there is swept first.

    Raises:
        DataError: it cannot be made: the disk is full, or nobody may write there.
    """
    try:
        sweep(Path(tempfile.gettempdir()))
        directory = tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
    except OSError as error:
        where = os.environ.get("TMPDIR") or "den tillfälliga mappen"
        why = error.strerror or "skrivfel"
        raise DataError(
            f"{where}: går inte att skriva i ({why}); frigör utrymme eller ange en annan i TMPDIR"
        ) from None
    with directory as name, _held(Path(name)):
        yield Path(name)


def sweep(parent: Path) -> None:
    """Removes the folders of runs that were killed: only our own, and never through a link.

    A running program holds a lock on a file in its folder, which goes with it however it ends. Where there is no such
    file, the folder must be more than a day old.
    """
    for left in parent.glob(f"{PREFIX}*"):
        with suppress(OSError):
            found = left.lstat()
            if stat.S_ISDIR(found.st_mode) and _is_ours(found) and _is_left(left, found):
                shutil.rmtree(left, ignore_errors=True)


def _is_ours(found: os.stat_result) -> bool:
    return sys.platform == "win32" or found.st_uid == os.getuid()


def _is_left(folder: Path, found: os.stat_result) -> bool:
    """Whether the program that made a folder is gone."""
    if sys.platform == "win32" or not (folder / HELD).exists():
        return time.time() - found.st_mtime > SECONDS_A_DAY
    with (folder / HELD).open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Locks a file in the folder; it gets its name once it is locked, so that nobody finds it free."""
    if sys.platform == "win32":
        yield
        return
    with ExitStack() as held:
        with suppress(OSError):  # a disk without locks, or a full one: the folder is then known by its age
            file = held.enter_context((folder / f"{HELD}.new").open("wb"))
            fcntl.flock(file, fcntl.LOCK_EX)
            (folder / f"{HELD}.new").replace(folder / HELD)
        yield
