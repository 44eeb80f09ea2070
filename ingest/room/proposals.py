"""A file or a fetch read in beside what is shown: made, looked at, accepted or refused, and taken back.

Only what reads in loads what can: whoever says yes or no waits for every second of it.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ingest.fetching.raw import MANIFEST
from ingest.room import shadow, swap
from ingest.room.swap import Plan
from malkollen.database import storage
from malkollen.errors import ConflictError, EntryError, SourceError, StorageError
from malkollen.files import ingest_lock, whole_file
from malkollen.office import access, journal
from malkollen.office.access import Known, Person, Role
from malkollen.office.journal import Act, Done
from malkollen.office.room import proposal as papers, work
from malkollen.office.room.proposal import Problem, Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ingest.live import Fault
    from ingest.run import Wanted

BEFORE, UNDOING = "before", "undoing"
STALE = "siffrorna har bytts sedan förslaget gjordes; säg nej till det och läs in igen"


@dataclass(frozen=True)
class _Read:
    """A shadow that has been built in: what was asked, and what stood in the way."""

    wanted: Wanted
    problems: list[Fault]
    suspicions: list[Fault]


def make(data: Path, wanted: Wanted, person: Person, what: str = "") -> Proposal:
    """Reads in and builds beside what is shown, and leaves it to be looked at.

    Suspicious figures of a source that is named are in it, with why they look wrong: whoever says yes says a reason.

    Args:
        wanted: what is asked for; a file needs no source: it is recognised. accept is not its business.
        what: what is said of the work while it is under way.

    Raises:
        AccessError: the person is not of the office.
        ConflictError: somebody is at work, or a proposal waits for its answer.
        SourceError: the file is not recognised or cannot be read, or none of the named sources could be fetched;
            every fault, one a line.
        MalkollenError: nothing could be built.
    """
    from ingest.room import recognise, told  # noqa: PLC0415 - as above

    person = access.require(person, Role.OFFICE, data)
    with work.doing(data, what or told.what(wanted), work.called(person), told.kind(wanted)) as step:
        swap.go_on(data, _done(data))
        if waiting := papers.read(data):
            raise ConflictError(f"{waiting.by} har läst in något som väntar på ja eller nej; svara på det först")
        room = work.room(data)
        (room / papers.FILE).unlink(missing_ok=True)
        if wanted.file and not wanted.names:
            step("känner igen filen", 0.01)
            wanted = replace(wanted, names=[recognise.recognise(wanted.file).source])
        live = data / storage.FILE_NAME
        base, version = storage.fingerprint(live), papers.version(live)
        shadow.make(data, papers.folder(data))
        done = _read(data, wanted, step)
        proposal = Proposal(
            datetime.now(UTC), work.called(person), told.kind(wanted), tuple(wanted.names),
            wanted.file.name if wanted.file else "", _sha(wanted.file), base, version,
            tuple(Problem(one.source, one.reason, one.is_held) for one in done.problems),
            tuple(fault.reason for fault in done.suspicions),
        )  # fmt: skip
        _write(room / papers.FILE, papers.in_json(proposal))
        return proposal


def accept(data: Path, person: Person, reason: str = "") -> Proposal:
    """Puts the proposal in place of what is shown, whole; what was there before is kept to be taken back.

    Raises:
        AccessError: the person is not of the office.
        EntryError: there is none, or its figures look wrong and no reason is given. ConflictError: others have come
            between, or are at work. StorageError: it cannot be written; it is gone on with later.
    """
    reason = papers.reason(reason)
    person = access.require(person, Role.OFFICE, data)
    with _answering(data, "för in det som lästs in", person) as proposal:
        if proposal.suspicions and not reason:
            raise EntryError(["Siffrorna ser misstänkta ut. Skriv varför de stämmer."])
        if proposal.is_stale(data):
            raise ConflictError(STALE)
        names = shadow.written(papers.folder(data))
        within = papers.folder(data).relative_to(data).as_posix()
        kept = work.room(data) / BEFORE
        try:
            before = swap.keep_before(data, kept, names)
        except OSError:
            raise StorageError("datamappen går inte att skriva i; är den skrivskyddad eller full?") from None
        about = {
            "does": "accept", "act": _act(proposal), "at": _now().isoformat(), **_signature(person), "reason": reason,
            "sources": proposal.sources, "file": proposal.file, "sha256": proposal.sha256, "names": names,
            "suspicions": proposal.suspicions,
            "before": before, "now": storage.fingerprint(papers.database(data)),
        }  # fmt: skip
        moves = tuple((f"{within}/{name}", name) for name in [*names, storage.FILE_NAME])
        base = storage.fingerprint(data / storage.FILE_NAME)
        swap.carry_out(data, Plan(moves, base, about), _done(data))
        return proposal


def refuse(data: Path, person: Person, reason: str = "") -> Proposal:
    """Lays the proposal aside: what is shown stays, and nothing of what was read in is kept; errors as `accept`."""
    reason = papers.reason(reason)
    person = access.require(person, Role.OFFICE, data)
    with _answering(data, "säger nej till det som lästs in", person) as proposal:
        done = Done(Act.REFUSED, ", ".join(proposal.sources), proposal.file, proposal.sha256, reason)
        journal.add(data, person, done)
        (work.room(data) / papers.FILE).unlink()
        shadow.remove(papers.folder(data))
        return proposal


def undo(data: Path, person: Person, reason: str = "") -> papers.Accepted:
    """Takes the last accepted proposal back: the figures before are shown again, and what came is held back.

    Raises:
        AccessError: the person is not of the office.
        EntryError: there is nothing to take back, or other figures have come since.
    """
    reason = papers.reason(reason)
    person = access.require(person, Role.OFFICE, data)
    with work.doing(data, "ångrar en inläsning", work.called(person)):
        swap.go_on(data, _done(data))
        last = papers.accepted(data)
        if last is None:
            raise EntryError(["Det finns ingen inläsning att ångra."])
        if not last.can_be_undone(data):
            raise EntryError(["Andra siffror har kommit sedan dess. Läs in den förra filen igen i stället."])
        about = json.loads((work.room(data) / papers.ACCEPTED).read_bytes())
        with ingest_lock.alone(data):
            _carry_back(data, about, person, reason)
        return last


def settle(data: Path) -> bool:
    """Goes on with what somebody was killed in the middle of accepting or taking back; whether there was anything."""
    return swap.go_on(data, _done(data))


# ───────────── Made ─────────────


def _read(data: Path, wanted: Wanted, step: work.Step) -> _Read:
    """Builds in the shadow; where a named source is held back, once more with its figures taken."""
    from ingest import run  # noqa: PLC0415 - as above
    from ingest.room import told  # noqa: PLC0415

    folder = papers.folder(data)
    with shadow.as_data(folder):
        _, faults = run.run(folder, replace(wanted, accept=False), told.progress(step, 0.0, 1.0), told.say(step))
        held: list[Fault] = []
        while new := [one for one in faults if one.is_held and one.source in wanted.names and one not in held]:
            held += new  # once more where what is taken back is read as it now looks wrong: all of it is shown
            shadow.lay_database(data, folder)
            taken = run.Wanted(sorted({fault.source for fault in held}), is_offline=True, accept=True)
            _, faults = run.run(folder, taken, told.progress(step, 0.5, 0.5), told.say(step))
    failed = [fault.reason for fault in faults if fault.source in wanted.names and not fault.is_held]
    if failed and (wanted.file or len(failed) == len(wanted.names)):  # nothing came that a yes could be said to
        raise SourceError("\n".join(failed))
    return _Read(wanted, faults, held)


def _sha(path: Path | None) -> str:
    if path is None or not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# ───────────── Answered ─────────────


@contextmanager
def _answering(data: Path, what: str, person: Person) -> Iterator[Proposal]:
    """Holds the room and the raw folder while somebody answers; the proposal that is answered."""
    with work.doing(data, what, work.called(person)):
        if swap.go_on(data, _done(data)):
            raise ConflictError("det som lästs in hade redan fått ja, men blev avbrutet; det är nu infört")
        proposal = papers.read(data)
        if proposal is None:
            raise EntryError(["Det finns inget som väntar på ja eller nej."])
        with ingest_lock.alone(data):
            yield proposal


def _done(data: Path) -> swap.Done:
    """What is written down once all has been moved."""

    def done(about: dict[str, Any]) -> None:
        room = work.room(data)
        line = _told(data, about)
        if about["does"] == "accept":
            _write(room / papers.ACCEPTED, json.dumps(about | {"line": line}, ensure_ascii=False))
            (room / papers.FILE).unlink(missing_ok=True)
            shadow.remove(papers.folder(data))
        else:
            (room / papers.ACCEPTED).unlink(missing_ok=True)
            for name in (BEFORE, UNDOING):
                shadow.remove(room / name)

    return done


def _told(data: Path, about: dict[str, Any]) -> int:
    """The number of the journal's line of an act; added unless whoever was killed on the way had done so."""
    at, undoes = datetime.fromisoformat(about["at"]), about.get("line")
    for line in journal.read(data, acts=[Act(about["act"])], most=50):
        if (line.at, line.undoes, line.fingerprint) == (at, undoes, about["sha256"]):
            return line.id
    person = Person(about["by"], about["address"], Role.OFFICE, Known(about["known"]))
    what = Done(Act(about["act"]), ", ".join(about["sources"]), about["file"], about["sha256"], about["reason"], undoes)
    return journal.add(data, person, what, now=at).id


def _act(found: Proposal) -> Act:
    match found.kind:
        case "file":
            return Act.READ_IN
        case "held":
            return Act.ACCEPTED
        case "fetch" | "rebuild":
            return Act.FETCHED


def _signature(person: Person) -> dict[str, str]:
    return {"by": work.called(person), "address": person.address, "known": person.known.value}


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)  # as the journal keeps it


def _carry_back(data: Path, about: dict[str, Any], person: Person, reason: str) -> None:
    """Puts back what lay there before; a fetch that was new stays and is held back."""
    now = _now()
    staged = work.room(data) / UNDOING
    kept = f"{work.FOLDER}/{BEFORE}"
    moves = [(f"{kept}/{name}", name) for name in about["before"] if name != storage.FILE_NAME]
    for name in set(about["names"]) - set(about["before"]):
        if name.endswith(f"/{MANIFEST}"):
            manifest = json.loads((data / name).read_bytes())
            why = _why_undone(about, now, person, reason)
            undone = {"reason": why, "suspicions": about.get("suspicions", [])}
            held = manifest | {"state": "held", "reason": why, "undone": undone}
            _write(staged / name, json.dumps(held, ensure_ascii=False, indent=1))
            moves.append((f"{work.FOLDER}/{UNDOING}/{name}", name))
    if storage.FILE_NAME in about["before"]:
        moves.append((f"{kept}/{storage.FILE_NAME}", storage.FILE_NAME))
    first, second, third = about["now"]
    act = {**about, "does": "undo", "at": now.isoformat(), **_signature(person), "reason": reason}
    swap.carry_out(data, Plan(tuple(moves), (first, second, third), act), _done(data))


def _why_undone(about: dict[str, Any], now: datetime, person: Person, reason: str) -> str:
    """Why what was let in is held again: who took it back."""
    file = f"{about['file']} är " if about["file"] else ""
    return f"{file}ångrad {now.astimezone():%Y-%m-%d} av {work.called(person)}" + (f": {reason}" if reason else "")


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        whole_file.write(path, text.encode())
    except OSError:
        raise StorageError(f"{path.name}: går inte att skriva; är datamappen skrivskyddad eller full?") from None
