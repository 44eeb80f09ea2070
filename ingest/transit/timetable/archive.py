"""The files of a timetable as a folder: found where they lie, or unpacked from a zip, safely."""

import zipfile
from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from shutil import copyfileobj

from malkollen.errors import SourceError
from malkollen.files import archives
from malkollen.files.archives import Archive, Limits

LARGEST_BYTES = 4_000_000_000  # unpacked; a whole nation's year is under two
MOST_MEMBERS = 1_000  # a timetable has some twenty, and perhaps as many of somebody's own
ZIP_MARK = b"PK"
NOT_ZIP = {b"<": "en webbsida", b"{": "ett svar i JSON", b"[": "ett svar i JSON", b"7z": "ett 7-zip-arkiv"}


def files(path: Path, names: Collection[str], into: Path) -> dict[str, Path]:
    """The files called `names` (with .txt, any case) in a folder or a zip, at its top or one folder down.

    Only those are unpacked, under their plain names, so nothing in a zip chooses where it is written.

    Returns:
        the file of each name that was found.

    Raises:
        SourceError: there is no such file, it is no zip, a zip cut short, one that is too large or climbs out, or the
            disk has not room for it.
    """
    if path.is_dir():
        return _in_folder(path, names)
    _check_is_zip(path)
    try:
        with _opened(path) as archive:
            members = _chosen(path, archive, names)
            archive.require_room(into, frozenset(members.values()))
            for name, member in members.items():
                archive.write(member, into / f"{name}.txt")
    except OSError as error:
        raise SourceError(
            f"{path.name}: går inte att packa upp ({error.strerror or 'läsfel'}); är disken full?"
        ) from None
    return {name: into / f"{name}.txt" for name in members}


def check(path: Path) -> None:
    """SourceError where a file is no zip that `files` would unpack; nothing is unpacked."""
    _check_is_zip(path)
    with _opened(path):
        pass


def pack(files: Sequence[Path], target: Path) -> None:
    """Puts files in a zip without their times: the same files give the same bytes."""
    with zipfile.ZipFile(target, "w") as whole:
        for file in files:
            member = zipfile.ZipInfo(file.name)
            member.compress_type, member.file_size = zipfile.ZIP_DEFLATED, file.stat().st_size
            with file.open("rb") as source, whole.open(member, "w") as into:
                copyfileobj(source, into, 1 << 20)


def _opened(path: Path) -> AbstractContextManager[Archive]:
    return archives.opened(path, Limits(MOST_MEMBERS, LARGEST_BYTES))


def _in_folder(path: Path, names: Collection[str]) -> dict[str, Path]:
    try:
        found = [file for file in (*path.iterdir(), *path.glob("*/*")) if file.is_file()]
    except OSError:
        raise SourceError(f"{path.name}: mappen går inte att läsa") from None
    within = {file.relative_to(path).as_posix(): file for file in found}
    return {name: within[inner] for name, inner in _nearest(path, list(within), names).items()}


def _check_is_zip(path: Path) -> None:
    """A zip begins with PK; says what the file is instead."""
    try:
        with path.open("rb") as file:
            start = file.read(512).removeprefix(b"\xef\xbb\xbf").lstrip()
    except FileNotFoundError:
        raise SourceError(f"{path.name}: filen eller mappen finns inte") from None
    except OSError:
        raise SourceError(f"{path.name}: går inte att läsa") from None
    if start.startswith(ZIP_MARK):
        return
    if not start:
        raise SourceError(f"{path.name}: filen är tom; hämta den igen")
    said = next((word for mark, word in NOT_ZIP.items() if start.startswith(mark)), "något annat")
    raise SourceError(f"{path.name}: är inte en zip-fil med en tidtabell utan {said}; hämta den igen")


def _chosen(path: Path, archive: Archive, names: Collection[str]) -> dict[str, str]:
    """The members to unpack by the name of each file; a program on Windows may have written its own strokes."""
    plain = {member.replace("\\", "/"): member for member in archive.sizes}
    return {name: plain[inner] for name, inner in _nearest(path, list(plain), names).items()}


def _nearest(path: Path, inner: Collection[str], names: Collection[str]) -> Mapping[str, str]:
    """Which inner path holds each name: at the top, else in the only folder that has any of them."""
    folders: dict[str, dict[str, str]] = {}
    for file in sorted(inner):
        folder, _, base = file.rpartition("/")
        stem = base.casefold().removesuffix(".txt")
        if base.casefold().endswith(".txt") and stem in names and folder.count("/") == 0 and folder != "__MACOSX":
            folders.setdefault(folder, {})[stem] = file
    if "" in folders or not folders:
        return folders.get("", {})
    if len(folders) > 1:
        raise SourceError(f"{path.name}: flera tidtabeller ({', '.join(sorted(folders))}); packa upp och ange en")
    return next(iter(folders.values()))
