"""A process that has been started and has not taken the room's lock yet: it holds a file from its first moment.

The lock is the starter's, and inherited: it goes with the process however it ends, and no load makes it seem gone.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

FILE = "begun"
STARTS_WITHIN = 60.0
"""Seconds that a start may take where the system has no such locks."""


@contextmanager
def held(room: Path) -> Iterator[tuple[int, ...]]:
    """Holds the file, under a lock that a process keeps which is given these descriptors. OSError."""
    (room / FILE).unlink(missing_ok=True)  # one that still ends holds the file before
    with (room / FILE).open("wb") as file:
        if sys.platform == "win32":
            yield ()
            return
        with suppress(OSError):  # a disk without locks
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield (file.fileno(),)


def is_held(room: Path) -> bool:
    """Whether the process that was started last still is."""
    try:
        with (room / FILE).open("rb") as file:
            if sys.platform == "win32":
                return time.time() - (room / FILE).stat().st_mtime < STARTS_WITHIN
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
