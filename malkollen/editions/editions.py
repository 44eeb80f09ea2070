"""Editions (fastställda versioner): what was on the table at a meeting, in one file that never changes.

A file is an ordinary zip in data/editions: the database, indicators.toml and its overlay, ledningsgruppens judgements,
the committee's objects and the activities as they were, every value and verdict as plain CSV, and manifest.json with
the fingerprint of each. The edition's own fingerprint is that of its manifest; documents print it. A newer program
reads the database if it can; the CSV files can always be read.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from malkollen.assess import METHOD_VERSION
from malkollen.database import storage
from malkollen.editions import file, snapshot
from malkollen.editions.file import FORMAT, MANIFEST, NAME, SUFFIX, Edition
from malkollen.editions.snapshot import Snapshot
from malkollen.errors import ConflictError, DataError, EntryError, UnknownNameError
from malkollen.files import half_restored, lock
from malkollen.office import activities, judgement_file, judgements, priority_objects
from malkollen.registry import content, in_force, older, registry
from malkollen.registry.content import OVERLAY
from malkollen.registry.registry import Registry
from malkollen.texts.printable import excerpt

FOLDER, OPENED = "editions", ".opened"
REGISTRY, VALUES, LABELS = "indicators.toml", "values.csv", "verdicts.csv"
NOW = "nu"
"""What holds now, where an edition could be named: no edition may be called so."""
LONGEST_MEETING = 200
MAKING, UNPACKING = ".making-", ".unpacking-"
PATIENCE_SECONDS = 60.0
BUSY = f"{FOLDER}: en annan version fastställs eller packas upp just nu; vänta en stund och försök igen"


def create(data: Path, name: str, day: date, meeting: str) -> Edition:
    """Pins everything as it is now.

    Args:
        data: the data folder. name: small letters, digits and hyphens; it stands in addresses and file names.

    Raises:
        EntryError: the name or the meeting cannot be used. ConflictError: there is one of that name already.
        DataError: no database that can be read, or the file cannot be written.
    """
    half_restored.refuse(data)
    _check(data, name, meeting)
    storage.attach(data / storage.FILE_NAME).close()  # refused where what is copied is not what is shown
    try:
        (data / FOLDER).mkdir(parents=True, exist_ok=True)
        with _alone_in(data / FOLDER, MAKING) as room:
            gathered = _gather(data, room, name, day, meeting, content.registry_file())
            whole = room / f"whole{SUFFIX}"
            file.pack(room, whole, [*gathered.files, MANIFEST])
            if not file.put(whole, _file(data, name)):
                raise ConflictError(_taken(name))
    except OSError:
        raise DataError(f"{FOLDER}: går inte att skriva; är mappen skrivskyddad eller disken full?") from None
    return gathered


def find(data: Path, name: str) -> Edition:
    """An edition by its name; UnknownNameError where there is none, DataError where the file is not one."""
    path = _file(data, name) if NAME.fullmatch(name) else None
    if path is None or not path.is_file():
        names = ", ".join(found.name for found in listed(data))
        others = f"de som finns: {names}" if names else "ingen är fastställd än"
        raise UnknownNameError(f"den fastställda versionen '{excerpt(name)}' finns inte; {others}")
    return file.read(path)


def listed(data: Path) -> list[Edition]:
    """Every edition, the latest meeting first; files that cannot be read are left to `verify`."""
    editions = []
    for path in (data / FOLDER).glob(f"*{SUFFIX}"):
        try:
            editions.append(file.known(path))
        except DataError:
            continue
    return sorted(editions, key=lambda edition: (edition.day, edition.created_at), reverse=True)


def is_of_one_meeting(one: Edition, other: Edition) -> bool:
    """Whether two editions were made for the same meeting: the later one corrects the earlier."""
    return (one.day, _meeting(one)) == (other.day, _meeting(other))


def corrected_by(data: Path, one: Edition) -> Edition | None:
    """The latest edition of the same meeting, where that is another; None of what is not corrected."""
    newest = next((other for other in listed(data) if is_of_one_meeting(one, other)), one)
    return None if newest.name == one.name else newest


def corrects(data: Path, one: Edition) -> Edition | None:
    """The edition of the same meeting that was made last before another: what that one corrects; None where none was.

    one: that is made, or that is shown.
    """
    same = [other for other in listed(data) if is_of_one_meeting(one, other) and other.created_at < one.created_at]
    return same[0] if same else None


def _meeting(one: Edition) -> str:
    return " ".join(one.meeting.casefold().split())


def opened(data: Path, name: str) -> Path:
    """A folder with the edition's files, like a data folder with its own indicators.toml.

    Unpacked once, and again where the unpacked files are no longer as they were made.

    Raises:
        UnknownNameError: there is none of that name. DataError: it is not as it was made.
    """
    edition = find(data, name)
    folder = data / FOLDER / OPENED / edition.fingerprint
    if file.is_whole(folder, edition):
        return folder
    if faults := file.verify(_file(data, name)):
        raise DataError(faults[0])
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _alone_in(folder.parent, UNPACKING) as room:
            if not file.is_whole(folder, edition):  # another may have been first
                file.unpack(_file(data, name), edition, room / edition.fingerprint, folder)
    except file.BROKEN:
        raise DataError(
            f"{FOLDER}: går inte att packa upp i datamappens {FOLDER}/{OPENED}; är den skrivskyddad eller disken full?"
        ) from None
    return folder


def snapshot_of(data: Path, name: str) -> Snapshot:
    """What the edition said, from its CSV files: readable whatever became of the database's form."""
    edition = find(data, name)
    folder = opened(data, name)
    try:
        values, words = ((folder / part).read_text(encoding="utf-8") for part in (VALUES, LABELS))
        declared = in_force.on(older.load(folder / REGISTRY), edition.day)
        return snapshot.read(values, words, declared, edition.method_version)
    except (OSError, ValueError, TypeError):  # RegistryError too: the fault is not in the registry that holds now
        raise DataError(
            f"{name}{SUFFIX}: gjord med en annan version av Målkollen, som skrev {VALUES}, {LABELS} eller {REGISTRY} i "
            "en annan form; den går inte att jämföra med"
        ) from None


@contextmanager
def _alone_in(folder: Path, prefix: str) -> Iterator[Path]:
    """A room of one's own beside what is to be made; what others were killed in the middle of is swept first."""
    with lock.alone(folder, BUSY, PATIENCE_SECONDS):
        file.sweep(folder, prefix)
        with tempfile.TemporaryDirectory(dir=folder, prefix=prefix) as temporary:
            yield Path(temporary)


def _check(data: Path, name: str, meeting: str) -> None:
    faults = []
    if not NAME.fullmatch(name):
        faults.append("namnet: skriv 1–60 små bokstäver, siffror och bindestreck, till exempel 2026-12-styrgrupp")
    elif name == NOW:
        faults.append(f"namnet: '{NOW}' är det som gäller nu; välj ett annat, till exempel 2026-12-styrgrupp")
    if not (0 < len(meeting.strip()) <= LONGEST_MEETING and _is_one_line(meeting)):
        faults.append(f"mötet: skriv på en rad vilket möte som fastställde versionen, högst {LONGEST_MEETING} tecken")
    if faults:
        raise EntryError(faults)
    if _file(data, name).exists():
        raise ConflictError(_taken(name))


def _is_one_line(text: str) -> bool:
    """Whether a text can be read on one line in every document: no control characters, nothing that is no letter."""
    return text.replace("\u00a0", " ").isprintable()


def _taken(name: str) -> str:
    return f"den fastställda versionen '{excerpt(name)}' finns redan och ändras aldrig; välj ett annat namn"


def _gather(data: Path, room: Path, name: str, day: date, meeting: str, registry_file: Path) -> Edition:
    """Copies what is pinned into a room of its own, so that a swap meanwhile changes nothing, and says it as CSV."""
    shutil.copyfile(data / storage.FILE_NAME, room / storage.FILE_NAME)
    shutil.copyfile(registry_file, room / REGISTRY)
    for optional in (OVERLAY, priority_objects.FILE_NAME, activities.FILE_NAME):
        if _is_there(data / optional):
            shutil.copyfile(data / optional, room / optional)
    if judgement_file.is_there(data / judgements.FILE_NAME):
        judgement_file.copy(data / judgements.FILE_NAME, room / judgements.FILE_NAME)
    declared = registry.load(room / REGISTRY)
    _refuse_faults(room, declared, day)
    with storage.reading(room / storage.FILE_NAME) as db:
        row = db.execute("SELECT data_version FROM mart.build").fetchone()
        found = snapshot.take(db, declared, day)
    (room / VALUES).write_text(snapshot.write_values(found), encoding="utf-8")
    (room / LABELS).write_text(snapshot.write_labels(found), encoding="utf-8")
    manifest = {
        "format": FORMAT, "name": name, "day": day.isoformat(), "meeting": meeting.strip(),
        "created_at": _sequenced(data, day).isoformat(timespec="seconds"), "data_version": str(row[0]) if row else "",
        "registry_version": registry.version(room / REGISTRY), "method_version": METHOD_VERSION,
        "files": {path.name: file.sha(path.read_bytes()) for path in sorted(room.iterdir())},
    }  # fmt: skip
    content = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    (room / MANIFEST).write_bytes(content)
    return file.of_manifest(manifest, content)


def _is_there(path: Path) -> bool:
    """Whether there is a file; DataError for what is not read as one: left out in silence, nobody would miss it."""
    if os.path.lexists(path) and not path.is_file():  # a link to nothing or to itself, a pipe, a device without end
        raise DataError(
            f"{path.name}: är ingen vanlig fil, eller en länk till något som inte finns; lägg filen i datamappen "
            "eller ta bort den som ligger där"
        )
    return path.is_file()


def _sequenced(data: Path, day: date) -> datetime:
    """Now, or just after the latest made for the same day: a clock that has been wrong turns no order.

    In whole seconds, as the manifest tells it: two made within one would else have no order.
    """
    latest = max((made.created_at for made in listed(data) if made.day == day), default=None)
    now = datetime.now(UTC).replace(microsecond=0)
    return now if latest is None or latest < now else latest + timedelta(seconds=1)


def ahead(editions: Sequence[Edition], now: datetime) -> list[str]:
    """A line for each edition that was made after now, as its clock had it."""
    return [
        f"{made.name}: gjord {made.created_at.astimezone():%Y-%m-%d %H:%M}, efter nu; serverns klocka har gått fel"
        for made in editions
        if made.created_at > now
    ]


def _refuse_faults(room: Path, declared: Registry, day: date) -> None:
    """DataError for a file that its page could not read: pinned, it could never be mended."""
    if left := content.marked(room / REGISTRY):
        raise DataError(f"{REGISTRY}: {len(left)} värden är kvar att fylla i; 'malkollen check' nämner alla")
    activities.load(room, declared.goals)
    priority_objects.load(room, day)
    for goal in declared.goals:
        judgements.history(room / judgements.FILE_NAME, goal)


def _file(data: Path, name: str) -> Path:
    return data / FOLDER / f"{name}{SUFFIX}"
