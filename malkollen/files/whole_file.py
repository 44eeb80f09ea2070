"""A file that is whole or not there: written beside, put on the disk, then moved into place."""

import os
from collections.abc import Callable
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Writes a file; OSError as `save`."""
    save(path, lambda beside: beside.write_bytes(content))


def save(path: Path, writer: Callable[[Path], object]) -> None:
    """Has a file written and takes its place when it is done, also where the power goes the moment after.

    One writer at a time: what somebody was killed in the middle of is written over.

    Args:
        writer: writes the file at the path it is given, which is in the same folder.

    Raises:
        OSError: it cannot be written; what lay there is untouched, and nothing is left beside it.
    """
    beside = path.with_name(path.name + ".part")
    try:
        writer(beside)
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
