"""Files of small areas beside the database, in data/areas: each with its row in mart.area_files."""

from collections.abc import Callable, Iterable
from pathlib import Path

from malkollen.database import storage
from malkollen.errors import StorageError
from malkollen.files import whole_file


def write(path: Path, save: Callable[[Path], object]) -> None:
    """A file is whole or not there, its folder made where there is none; StorageError where that cannot be.

    Args:
        save: writes the file at the path it is given.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        whole_file.save(path, save)
    except OSError:
        raise StorageError(f"{storage.within(path)}: går inte att skriva; är disken full eller skrivskyddad?") from None


def others(folders: Iterable[Path], pattern: str) -> list[Path]:
    """The folders beside some that match a pattern and are none of them: of fetches that are no longer read."""
    known = set(folders)
    beside = {folder.parent for folder in known}
    return [old for parent in beside for old in parent.glob(pattern) if old not in known]
