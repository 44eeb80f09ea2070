"""A restore that was broken off: until it has been gone on with, nobody writes in the data folder."""

from pathlib import Path

from malkollen.errors import ConflictError

FOLDER, READY = ".restoring", "ready.json"
"""Where a restore works in the data folder, and the file that is there from the first move until the last."""


def is_so(data: Path) -> bool:
    """Whether some of a data folder's files have been moved and others not."""
    return (data / FOLDER / READY).exists()


def refuse(data: Path) -> None:
    """ConflictError where a data folder is half restored: what is written would stand beside what belongs elsewhere."""
    if is_so(data):
        raise ConflictError(
            f"{FOLDER}: en återställning blev avbruten; kör 'malkollen restore …' igen, med samma säkerhetskopia"
        )
