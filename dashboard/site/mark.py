"""What in a folder is a published site's own: its mark lists every file, and nothing else may be written over."""

import json
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from malkollen.errors import ConflictError
from malkollen.texts.printable import excerpt

NAME = "malkollen-site.json"
"""In a site's first folder."""


def write(site: Path, about: Mapping[str, str]) -> None:
    """Writes the mark of a site that is whole: what it is of, and the bytes of each file. Raises: OSError."""
    sizes = {path.relative_to(site).as_posix(): path.stat().st_size for path in sorted(site.rglob("*"))
             if path.is_file()}  # fmt: skip
    site.mkdir(exist_ok=True)
    (site / NAME).write_text(json.dumps({**about, "files": sizes}, indent=0), encoding="utf-8")


def refuse(folder: Path, called: Path) -> None:
    """ConflictError for a folder where there is anything that is not a site's; OSError where it cannot be read.

    Args:
        called: what the folder is called in the message.
    """
    if not os.path.lexists(folder):
        return
    if not folder.is_dir() or (any(folder.iterdir()) and not (folder / NAME).is_file()):
        raise ConflictError(
            f"{called}: här ligger något annat än en publicerad Målkollen; välj en mapp som inte finns eller är tom"
        )
    if strange := next(_strange(folder), None):
        raise ConflictError(
            f"{called}: här ligger också {excerpt(strange)}, som inte hör till den publicerade sidan; flytta det, "
            f"eller välj en annan mapp"
        )


def _strange(folder: Path) -> Iterator[str]:
    """What is in a folder and not in its mark, or another than when it was written."""
    sizes = _listed(folder / NAME)
    parents = {parent.as_posix() for name in sizes for parent in Path(name).parents}
    for path in sorted(_below(folder)):
        name, known = path.relative_to(folder).as_posix(), path.lstat()
        is_known = name in parents if stat.S_ISDIR(known.st_mode) else sizes.get(name) == known.st_size
        if name != NAME and not (is_known and not path.is_symlink()):
            yield name


def _below(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from _below(path)


def _listed(mark: Path) -> dict[str, int]:
    """The bytes of each file of a site; none where the mark is another's, or from before it told of them."""
    try:
        told = json.loads(mark.read_bytes())
    except (FileNotFoundError, ValueError, RecursionError):
        return {}
    sizes = told.get("files") if isinstance(told, dict) else None
    return sizes if isinstance(sizes, dict) else {}
