"""Fetches that are held back until somebody has looked at them, as the raw folder says now.

The database says how it was when it was built; a file whose figures were taken back since is held back here alone.
What the office has said of them, no or that they are to be seen no more, is in the journal.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from malkollen.errors import EntryError, MalkollenError
from malkollen.files import half_restored, small_file
from malkollen.office import access, journal
from malkollen.office.access import Person, Role
from malkollen.office.journal import Act, Done, Line

FOLDER, MANIFEST = "raw", "manifest.json"
MOST_BYTES = 5_000_000
MOST_LINES = 2000
UNDER_WAY = "fetching"
LETS_IN = (Act.READ_IN, Act.ACCEPTED, Act.FETCHED)
"""Acts that bring figures in; where one is taken back, what was said of them before holds no more."""
GONE = "Det hålls inte längre tillbaka. Ladda om sidan."


@dataclass(frozen=True)
class Held:
    """A source whose newest fetch is held back.

    Attributes:
        reason: why, in a Swedish line. suspicions: what looked wrong in what was let in and taken back.
        mark: another for another fetch, or another reason.
        refused_at: when somebody last looked and said no, UTC; None where nobody has.
        is_taken_back: whether somebody here let it in and took it back; words: why, as they wrote it.
        put_away: the journal's line of when it was taken out of sight; None where it is to be seen.
    """

    source: str
    reason: str
    refused_at: datetime | None = None
    put_away: Line | None = None
    suspicions: tuple[str, ...] = ()
    mark: str = field(default="", compare=False)
    is_taken_back: bool = False
    words: str = ""

    @property
    def line(self) -> str:
        """Why, as the program says it: an older one has the person's own words at its end."""
        return self.reason.removesuffix(f": {self.words}")


def held(data: Path) -> list[Held]:
    """Every source whose newest fetch is held back, by its name; also those that are put away."""
    try:
        folders = sorted(path for path in (data / FOLDER).glob("[!.]*") if path.is_dir())
    except OSError:
        return []
    newest = {folder.name: next(_manifests(folder), None) for folder in folders}
    back = {name: one for name, one in newest.items() if one and one.content.get("state") == "held"}
    lines = _lines(data) if back else []
    return [_held(name, one, lines) for name, one in back.items()]


def put_away(data: Path, person: Person, source: str) -> None:
    """Takes what is held back of a source out of sight, until something else is; its files stay where they are.

    Raises:
        AccessError: the person is not of the office. EntryError: nothing is held back, or it is put away already.
        DataError, StorageError: the journal cannot be written.
    """
    person = access.require(person, Role.OFFICE, data)
    half_restored.refuse(data)
    one = _find(data, source)
    if one.put_away:
        raise EntryError([GONE])
    journal.add(data, person, Done(Act.PUT_AWAY, source, fingerprint=one.mark))


def bring_back(data: Path, person: Person, source: str) -> None:
    """Takes a `put_away` back, as a new line of the journal; errors as there."""
    person = access.require(person, Role.OFFICE, data)
    half_restored.refuse(data)
    one = _find(data, source)
    if one.put_away is None:
        raise EntryError(["Det är redan framtaget. Ladda om sidan."])
    journal.add(data, person, Done(Act.PUT_AWAY, source, fingerprint=one.mark, undoes=one.put_away.id))


@dataclass(frozen=True)
class _Manifest:
    content: dict[str, object]
    fetch: str
    written_at: datetime


def _find(data: Path, source: str) -> Held:
    found = next((one for one in held(data) if one.source == source), None)
    if found is None:
        raise EntryError([GONE])
    return found


def _held(name: str, newest: _Manifest, lines: Sequence[Line]) -> Held:
    reason = str(newest.content.get("reason", ""))
    mark = hashlib.sha256(f"{newest.fetch}\n{reason}".encode()).hexdigest()
    own = [line for line in lines if name in line.about.split(", ")]
    since = list(_said_since(own))
    refused = next((line.at for line in since if line.act is Act.REFUSED and line.at >= newest.written_at), None)
    last = next((line for line in since if line.act is Act.PUT_AWAY and line.fingerprint == mark), None)
    away = last if last and last.undoes is None else None
    undone = newest.content.get("undone")
    is_taken_back = isinstance(undone, dict) and undone.get("reason") == reason
    suspicions = undone.get("suspicions") if isinstance(undone, dict) and is_taken_back else None
    looked_wrong = tuple(map(str, suspicions)) if isinstance(suspicions, list) else ()
    words = undone.get("words", reason.partition(": ")[2]) if isinstance(undone, dict) and is_taken_back else ""
    return Held(name, reason, refused, away, looked_wrong, mark, is_taken_back, str(words))


def _said_since(lines: Sequence[Line]) -> Iterator[Line]:
    """What was said of a source's figures, newest first, as far back as to when they were last taken back."""
    for line in lines:
        if line.act in LETS_IN and line.undoes is not None:
            return
        if line.act is Act.PUT_AWAY or (line.act is Act.REFUSED and not line.file):  # a refused file is another thing
            yield line


def _lines(data: Path) -> list[Line]:
    try:
        return journal.read(data, acts=[Act.REFUSED, Act.PUT_AWAY, *LETS_IN], most=MOST_LINES)
    except MalkollenError:
        return []


def _manifests(folder: Path) -> Iterator[_Manifest]:
    """What a source's fetches say of themselves, the newest first; not of one that is under way."""
    for path in sorted(folder.glob(f"[!.]*/{MANIFEST}"), reverse=True):
        try:
            found = json.loads(small_file.content(path, MOST_BYTES))
            written = _began(path)
        except (OSError, ValueError, RecursionError, MalkollenError):
            continue
        if isinstance(found, dict) and found.get("state") != UNDER_WAY:
            yield _Manifest(found, path.parent.name, written)


def _began(manifest: Path) -> datetime:
    """When a fetch began, by its name: its manifest is written anew each time the publisher is asked in vain."""
    try:
        began = datetime.strptime(manifest.parent.name, "%Y%m%dT%H%M%S.%fZ").replace(tzinfo=UTC)
    except ValueError:
        began = datetime.fromtimestamp(manifest.stat().st_mtime, UTC)
    return began.replace(microsecond=0)
