"""Files of small areas beside the database, in data/areas: each with its row in mart.area_files."""

from collections.abc import Callable, Iterable
from pathlib import Path

from malkollen.database import storage
from malkollen.errors import StorageError


def write(path: Path, save: Callable[[Path], object]) -> None:
    """A file is whole or not there: written beside, then moved; StorageError where that cannot be.

    Args:
        save: writes the file at the path it is given.
    """
    beside = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        save(beside)
        beside.replace(path)
    except OSError:
        raise StorageError(f"{storage.within(path)}: går inte att skriva; är disken full eller skrivskyddad?") from None


def others(folders: Iterable[Path], pattern: str) -> list[Path]:
    """The folders beside some that match a pattern and are none of them: of fetches that are no longer read."""
    known = set(folders)
    beside = {folder.parent for folder in known}
    return [old for parent in beside for old in parent.glob(pattern) if old not in known]
