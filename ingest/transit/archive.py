"""The files of a timetable as a folder: found where they lie, or unpacked from a zip, safely."""

import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath
from shutil import copyfileobj

from malkollen.errors import SourceError

LARGEST_BYTES = 8_000_000_000  # unpacked; a whole nation's year is under two
MOST_MEMBERS = 10_000
ZIP_MARK = b"PK"
NOT_ZIP = {b"<": "en webbsida", b"{": "ett svar i JSON", b"[": "ett svar i JSON", b"7z": "ett 7-zip-arkiv"}


def files(path: Path, names: Collection[str], into: Path) -> dict[str, Path]:
    """The files called `names` (with .txt, any case) in a folder or a zip, at its top or one folder down.

    Only those are unpacked, under their plain names, so nothing in a zip chooses where it is written.

    Returns:
        the file of each name that was found.

    Raises:
        SourceError: there is no such file, it is no zip, a zip cut short, one that is too large or climbs out.
    """
    if path.is_dir():
        return _in_folder(path, names)
    _check_is_zip(path)
    try:
        with zipfile.ZipFile(path) as archive:
            members = _chosen(path, archive.infolist(), names)
            for name, member in members.items():
                with archive.open(member) as source, (into / f"{name}.txt").open("wb") as target:
                    copyfileobj(source, target, 1 << 20)
    except SourceError:
        raise
    except OSError as error:
        raise SourceError(
            f"{path.name}: går inte att packa upp ({error.strerror or 'läsfel'}); är disken full?"
        ) from None
    except Exception:  # noqa: BLE001 - a broken zip raises whatever its broken part leads to
        raise SourceError(f"{path.name}: zip-filen är skadad eller avhuggen; hämta den igen") from None
    return {name: into / f"{name}.txt" for name in members}


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


def _chosen(path: Path, members: list[zipfile.ZipInfo], names: Collection[str]) -> dict[str, zipfile.ZipInfo]:
    """The members to unpack; SourceError where the zip climbs out of its folder or is too large."""
    if len(members) > MOST_MEMBERS:
        raise SourceError(f"{path.name}: zip-filen har {len(members)} filer; det är ingen tidtabell")
    plain = {member.filename.replace("\\", "/"): member for member in members if not member.is_dir()}
    for name in plain:
        if name.startswith("/") or ".." in PurePosixPath(name).parts or ":" in name.split("/")[0]:
            raise SourceError(f"{path.name}: zip-filen vill skriva utanför sin mapp ({name[:60]!r}); läses inte")
    chosen = {name: plain[inner] for name, inner in _nearest(path, list(plain), names).items()}
    if (size := sum(member.file_size for member in chosen.values())) > LARGEST_BYTES:
        raise SourceError(f"{path.name}: {size / 1e9:.0f} GB uppackad; högst {LARGEST_BYTES / 1e9:.0f} GB läses")
    return chosen


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
