"""Editions (fastställda versioner): what was on the table at a meeting, in one file that never changes.

A file is an ordinary zip in data/editions: the database, indicators.toml, ledningsgruppens judgements, the committee's
objects and the activities as they were, every value and verdict as plain CSV, and manifest.json with the fingerprint
of each. The edition's own fingerprint is that of its manifest; documents print it. A newer program reads the database
if it can; the CSV files can always be read.
"""

import hashlib
import json
import re
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from malkollen import judgements, priority_objects, registry, snapshot, storage
from malkollen.assess import METHOD_VERSION
from malkollen.errors import ConflictError, DataError, EntryError, UnknownNameError
from malkollen.snapshot import Snapshot

FOLDER, OPENED, SUFFIX = "editions", ".opened", ".zip"
MANIFEST, REGISTRY, VALUES, LABELS = "manifest.json", "indicators.toml", "values.csv", "verdicts.csv"
ACTIVITIES = "activities.toml"
FORMAT = 1
NAME = re.compile(r"[a-z0-9åäö][a-z0-9åäö-]{0,59}")
LONGEST_MEETING = 200


@dataclass(frozen=True)
class Edition:
    """An edition as its manifest says.

    Attributes:
        day: the day of the meeting, which also decides which targets held; meeting: which one.
        files: fingerprint (SHA-256) of each file in it; fingerprint: of the manifest, ten signs of it are printed.
    """

    name: str
    day: date
    meeting: str
    created_at: datetime
    data_version: str
    registry_version: str
    method_version: str
    files: Mapping[str, str]
    fingerprint: str

    @property
    def mark(self) -> str:
        """The fingerprint as documents print it."""
        return self.fingerprint[:10]


def create(data: Path, name: str, day: date, meeting: str, registry_file: Path = registry.REGISTRY_FILE) -> Edition:
    """Pins everything as it is now.

    Args:
        data: the data folder. name: small letters, digits and hyphens; it stands in addresses and file names.

    Raises:
        EntryError: the name or the meeting cannot be used. ConflictError: there is one of that name already.
        DataError: no database, or the file cannot be written.
    """
    _check(data, name, meeting)
    try:
        (data / FOLDER).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=data / FOLDER, prefix=".making-") as temporary:
            room = Path(temporary)
            made = _gather(data, room, name, day, meeting, registry_file)
            whole = room / f"whole{SUFFIX}"
            _pack(room, whole, [*made.files, MANIFEST])
            if _file(data, name).exists():
                raise ConflictError(_taken(name))
            whole.replace(_file(data, name))
    except OSError:
        raise DataError(
            f"{FOLDER}: går inte att skriva i {data / FOLDER}; är mappen skrivskyddad eller disken full?"
        ) from None
    return made


def find(data: Path, name: str) -> Edition:
    """An edition by its name; UnknownNameError where there is none, DataError where the file is not one."""
    path = _file(data, name) if NAME.fullmatch(name) else None
    if path is None or not path.is_file():
        names = ", ".join(found.name for found in listed(data)) or "inga än"
        raise UnknownNameError(f"den fastställda versionen '{name}' finns inte; de som finns: {names}")
    return _read(path)


def listed(data: Path) -> list[Edition]:
    """Every edition, the latest meeting first; files that cannot be read are left to `verify`."""
    found = []
    for path in (data / FOLDER).glob(f"*{SUFFIX}"):
        try:
            found.append(_read(path))
        except DataError:
            continue
    return sorted(found, key=lambda edition: (edition.day, edition.created_at), reverse=True)


def verify(path: Path) -> list[str]:
    """What is wrong with an edition's file, one Swedish line a fault; empty where it is as it was made."""
    try:
        made = _read(path)
        with zipfile.ZipFile(path) as whole:
            missing = [f"{path.name}: {name} saknas" for name in made.files if name not in whole.namelist()]
            return missing + [
                f"{path.name}: {name} är inte som när versionen fastställdes"
                for name, fingerprint in made.files.items()
                if name in whole.namelist() and _sha(whole.read(name)) != fingerprint
            ]
    except DataError as error:
        return [str(error)]
    except (OSError, zipfile.BadZipFile, EOFError, RuntimeError):
        return [f"{path.name}: {_unreadable()}"]


def opened(data: Path, name: str) -> Path:
    """A folder with the edition's files, like a data folder with its own indicators.toml; unpacked once.

    Raises:
        UnknownNameError: there is none of that name. DataError: it is not as it was made.
    """
    edition = find(data, name)
    folder = data / FOLDER / OPENED / edition.fingerprint
    if folder.is_dir():
        return folder
    if faults := verify(_file(data, name)):
        raise DataError(faults[0])
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".unpacking-"))
        with zipfile.ZipFile(_file(data, name)) as whole:
            for part in edition.files:
                (temporary / part).write_bytes(whole.read(part))
        try:
            temporary.replace(folder)
        except OSError:  # another session was first
            shutil.rmtree(temporary, ignore_errors=True)
            if not folder.is_dir():
                raise
    except OSError:
        raise DataError(f"{FOLDER}: går inte att packa upp i {folder.parent}; är disken full?") from None
    return folder


def said(data: Path, name: str) -> Snapshot:
    """What the edition said, from its CSV files: readable whatever became of the database's form."""
    edition = find(data, name)
    folder = opened(data, name)
    values, words = ((folder / part).read_text(encoding="utf-8") for part in (VALUES, LABELS))
    try:
        return snapshot.read(values, words, registry.load(folder / REGISTRY), edition.method_version)
    except ValueError as error:
        raise DataError(f"{name}{SUFFIX}: {' '.join(str(error).split())}") from None


def _check(data: Path, name: str, meeting: str) -> None:
    faults = []
    if not NAME.fullmatch(name):
        faults.append("namnet: skriv 1–60 små bokstäver, siffror och bindestreck, till exempel 2026-12-ledningsgruppen")
    if not 0 < len(meeting.strip()) <= LONGEST_MEETING:
        faults.append(f"mötet: skriv vilket möte som fastställde versionen, högst {LONGEST_MEETING} tecken")
    if faults:
        raise EntryError(faults)
    if _file(data, name).exists():
        raise ConflictError(_taken(name))


def _taken(name: str) -> str:
    return f"den fastställda versionen '{name}' finns redan och ändras aldrig; välj ett annat namn"


def _gather(data: Path, room: Path, name: str, day: date, meeting: str, registry_file: Path) -> Edition:
    """Copies what is pinned into a room of its own, so that a swap meanwhile changes nothing, and says it as CSV."""
    if not (data / storage.FILE_NAME).is_file():
        raise DataError(f"{storage.FILE_NAME}: databasen finns inte; bygg den med 'malkollen ingest'")
    shutil.copyfile(data / storage.FILE_NAME, room / storage.FILE_NAME)
    shutil.copyfile(registry_file, room / REGISTRY)
    for optional in (priority_objects.FILE_NAME, ACTIVITIES):
        if (data / optional).is_file():
            shutil.copyfile(data / optional, room / optional)
    _copy_judgements(data / judgements.FILE_NAME, room / judgements.FILE_NAME)
    with storage.attach(room / storage.FILE_NAME) as db:
        row = db.execute("SELECT data_version FROM mart.build").fetchone()
        found = snapshot.take(db, registry.load(room / REGISTRY), day)
    (room / VALUES).write_text(snapshot.write_values(found), encoding="utf-8")
    (room / LABELS).write_text(snapshot.write_labels(found), encoding="utf-8")
    manifest = {
        "format": FORMAT, "name": name, "day": day.isoformat(), "meeting": meeting.strip(),
        "created_at": datetime.now(UTC).isoformat(timespec="seconds"), "data_version": str(row[0]) if row else "",
        "registry_version": registry.version(room / REGISTRY), "method_version": METHOD_VERSION,
        "files": {path.name: _sha(path.read_bytes()) for path in sorted(room.iterdir())},
    }  # fmt: skip
    content = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    (room / MANIFEST).write_bytes(content)
    return _edition(manifest, content)


def _copy_judgements(source: Path, target: Path) -> None:
    """A whole copy, also while somebody writes: SQLite's own."""
    if not source.is_file():
        return
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def _pack(room: Path, whole: Path, names: list[str]) -> None:
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as out:
        for name in names:
            out.write(room / name, name)


def _read(path: Path) -> Edition:
    """The manifest of a file; DataError where it is none of ours."""
    try:
        with zipfile.ZipFile(path) as whole:
            content = whole.read(MANIFEST)
        return _edition(json.loads(content), content)
    except (OSError, KeyError, ValueError, TypeError, zipfile.BadZipFile, EOFError):
        raise DataError(f"{path.name}: {_unreadable()}") from None


def _edition(manifest: Mapping[str, Any], content: bytes) -> Edition:
    if manifest["format"] > FORMAT:
        raise ValueError(manifest["format"])
    texts = {key: str(manifest[key]) for key in ("name", "meeting", "data_version", "registry_version")}
    return Edition(
        **texts,
        method_version=str(manifest["method_version"]),
        day=date.fromisoformat(manifest["day"]),
        created_at=datetime.fromisoformat(manifest["created_at"]),
        files={str(name): str(sha) for name, sha in manifest["files"].items()},
        fingerprint=_sha(content),
    )


def _unreadable() -> str:
    return "går inte att läsa som en fastställd version; hämta filen ur säkerhetskopian"


def _file(data: Path, name: str) -> Path:
    return data / FOLDER / f"{name}{SUFFIX}"


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def as_row(edition: Edition) -> dict[str, Any]:
    """An edition for programs."""
    return asdict(edition) | {"day": edition.day.isoformat(), "created_at": edition.created_at.isoformat()}
