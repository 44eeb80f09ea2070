"""Files beside the database: those of small areas (each with its row in mart.area_files), and what is computed."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from malkollen.database import storage
from malkollen.files import whole_file


def write(path: Path, save: Callable[[Path], object]) -> None:
    """A file is whole or not there, its folder made where there is none; StorageError where that cannot be.

    Args:
        save: writes the file at the path it is given.
    """
    with storage.writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        whole_file.save(path, save)


def write_table(path: Path, table: pa.Table) -> None:
    """A table as parquet, as `write` does."""
    write(path, partial(pq.write_table, table, compression="zstd"))


def others(folders: Iterable[Path], pattern: str) -> list[Path]:
    """The folders beside some that match a pattern and are none of them: of fetches that are no longer read."""
    known = set(folders)
    beside = {folder.parent for folder in known}
    return [old for parent in beside for old in parent.glob(pattern) if old not in known]
