"""A file or a fetch read in beside what is shown: made, looked at, accepted or refused, and taken back.

Only what reads in loads what can: whoever says yes or no waits for every second of it.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.room import shadow, swap, undoing
from ingest.room.swap import Plan
from malkollen.database import storage
from malkollen.errors import ConflictError, EntryError
from malkollen.files import ingest_lock
from malkollen.office import access, journal
from malkollen.office.access import Known, Person, Role
from malkollen.office.journal import Act, Done
from malkollen.office.room import accepted, held, let_in, proposal as papers, work
from malkollen.office.room.proposal import Problem, Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.live import Fault
    from ingest.run import Wanted
    from malkollen.office.room.accepted import Accepted

SUSPICIOUS = "Siffrorna ser misstänkta ut. Skriv varför de stämmer."
TAKEN_BACK = "Ni har ångrat de här siffrorna. Skriv varför de ska in igen."
"""What a yes without a reason is told."""
STALE = "siffrorna har bytts sedan förslaget gjordes; säg nej till det och läs in igen"


@dataclass(frozen=True)
class _Read:
    """A shadow that has been built in: what stood in the way, and what was held back until it was taken."""

    problems: list[Fault]
    suspicions: list[Fault]


def make(data: Path, wanted: Wanted, person: Person) -> Proposal:
    """Reads in and builds beside what is shown, and leaves it to be looked at.

    Suspicious figures of a source that is named are in it, with why they look wrong: whoever says yes says a reason.

    Args:
        wanted: what is asked for; a file needs no source: it is recognised. accept is not its business.

    Raises:
        AccessError: the person is not of the office. EntryError: somebody has broken it off.
        ConflictError: somebody is at work, or a proposal waits for its answer.
        SourceError: the file is not recognised or cannot be read, or none of the named sources could be fetched;
            every fault, one a line.
        MalkollenError: nothing could be built.
    """
    from ingest.room import recognise, same, told  # noqa: PLC0415 - as above

    person = access.require(person, Role.OFFICE, data)
    kind, ours = told.kind(wanted), list[Path]()
    unfinished = work.Unfinished(partial(_take_away, ours), partial(_tell_broken, data, wanted))
    with work.doing(data, told.what(wanted), work.called(person), kind, unfinished=unfinished) as step:
        settle(data)
        if (waiting := papers.read(data)) and not waiting.is_the_same:
            raise ConflictError(f"{waiting.by} har läst in något som väntar på ja eller nej; svara på det först")
        paper = work.room(data) / papers.FILE
        paper.unlink(missing_ok=True)
        ours += [paper, papers.folder(data)]
        if wanted.file and not wanted.names:
            step("känner igen filen", 0.01)
            wanted = replace(wanted, names=[recognise.recognise(wanted.file).source])
        live = data / storage.FILE_NAME
        base, version = storage.fingerprint(live), papers.version(live)
        shadow.make(data, papers.folder(data))
        done = _read(data, wanted, step, person)
        suspicions = _suspicions(data, wanted, done.suspicions)
        is_asked = bool(suspicions) or kind == "held"  # what was held back is held no more, also if it says the same
        proposal = Proposal(
            datetime.now(UTC), work.called(person), kind, tuple(wanted.names),
            wanted.file.name if wanted.file else "", told.sha(wanted.file), base, version,
            tuple(Problem(one.source, one.reason, one.is_held) for one in done.problems),
            suspicions, not is_asked and same.says_the_same(live, papers.database(data)),
            *_undone(data, suspicions),
        )  # fmt: skip
        undoing.write(paper, papers.in_json(proposal))
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
            raise EntryError([SUSPICIOUS if proposal.looks_wrong else TAKEN_BACK])
        if proposal.is_stale(data):
            raise ConflictError(STALE)
        names = shadow.written(papers.folder(data))
        within = papers.folder(data).relative_to(data).as_posix()
        about = {
            "does": "accept", "act": _act(proposal), "at": _now().isoformat(), **_signature(person), "reason": reason,
            "sources": proposal.sources, "file": proposal.file, "sha256": proposal.sha256, "names": names,
            "suspicions": proposal.suspicions, **undoing.keep(data, names),
            "words": let_in.written(reason, papers.database(data), proposal.suspicions),
            "now": storage.fingerprint(papers.database(data)), "mark": accepted.mark(papers.database(data)),
        }  # fmt: skip
        moves = tuple((f"{within}/{name}", name) for name in [*names, storage.FILE_NAME])
        base = storage.fingerprint(data / storage.FILE_NAME)
        swap.carry_out(data, Plan(moves, base, about), _done(data))
        return proposal


def refuse(data: Path, person: Person, reason: str = "") -> Proposal:
    """Lays the proposal aside: what is shown stays, and nothing of what was read in is kept; errors as `accept`.

    So is one laid aside that says what is shown already: nobody has said no to that.
    """
    reason = papers.reason(reason)
    person = access.require(person, Role.OFFICE, data)
    with _answering(data, "säger nej till det som lästs in", person) as proposal:
        act = Act.ALREADY_THERE if proposal.is_the_same else Act.REFUSED
        done = Done(act, ", ".join(proposal.sources), proposal.file, proposal.sha256, reason)
        journal.add(data, person, done)
        (work.room(data) / papers.FILE).unlink()
        shadow.remove(papers.folder(data))
        return proposal


def undo(data: Path, person: Person, reason: str = "") -> Accepted:
    """Takes the last accepted proposal back: the figures before are shown again, and what came is held back.

    The one before it can be taken back after that, and so on as far as is kept.

    Raises:
        AccessError: the person is not of the office.
        EntryError: there is nothing to take back, or other figures have come since.
    """
    reason = papers.reason(reason)
    person = access.require(person, Role.OFFICE, data)
    with work.doing(data, "ångrar en inläsning", work.called(person)):
        settle(data)
        if not accepted.accepted(data):
            raise EntryError(["Det finns ingen inläsning att ångra."])
        with ingest_lock.alone(data):  # what the night builds while one waits for it is looked at too
            steps = accepted.undoable(data)
            if not steps:
                raise EntryError(["Andra siffror har kommit sedan dess. Läs in den förra filen igen i stället."])
            about, now = accepted.saved(data)[-1], _now()
            why = undoing.why_held(about, work.called(person), now)
            act = {"at": now.isoformat(), **_signature(person), "reason": reason}
            swap.carry_out(data, undoing.plan(data, about, act, why), _done(data))
        return steps[0]


def settle(data: Path) -> bool:
    """Goes on with what somebody was killed in the middle of accepting or taking back; whether there was anything."""
    return swap.go_on(data, _done(data))


# ───────────── Made ─────────────


def _read(data: Path, wanted: Wanted, step: work.Step, person: Person) -> _Read:
    """Builds in the shadow; where a named source is held back, once more with its figures taken."""
    from ingest import run  # noqa: PLC0415 - as above
    from ingest.room import told  # noqa: PLC0415

    folder = papers.folder(data)
    with shadow.as_data(folder):
        _, faults = run.run(folder, replace(wanted, accept=False), told.progress(step, 0.0, 1.0), told.say(step))
        back: list[Fault] = []
        while new := [one for one in faults if one.is_held and one.source in wanted.names and one not in back]:
            back += new  # once more where what is taken back is read as it now looks wrong: all of it is shown
            shadow.lay_database(data, folder)
            taken = run.Wanted(sorted({fault.source for fault in back}), is_offline=True, accept=True)
            _, faults = run.run(folder, taken, told.progress(step, 0.5, 0.5, again=told.again(wanted)), told.say(step))
    faults = [replace(one, reason=told.as_sent(folder, wanted, one.reason)) for one in faults]
    failed = [fault.reason for fault in faults if fault.source in wanted.names and not fault.is_held]
    if failed and (wanted.file or len(failed) == len(wanted.names)):  # nothing came that a yes could be said to
        raise told.in_vain(data, wanted, person, failed)
    return _Read(faults, back)


def _suspicions(data: Path, wanted: Wanted, faults: Sequence[Fault]) -> tuple[str, ...]:
    """What looks wrong, and of what was taken back also what looked so when it was let in."""
    again = {fault.source for fault in faults} if not wanted.file else set()
    before = [line for one in held.held(data) if one.source in again for line in one.suspicions]
    return tuple(dict.fromkeys([*(fault.reason for fault in faults), *before]))


def _undone(data: Path, suspicions: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which of what looks wrong says only that somebody took the figures back, and why in that person's words."""
    back = [one for one in held.held(data) if one.is_taken_back and one.reason in suspicions]
    return tuple(one.reason for one in back), tuple(one.words for one in back if one.words)


def _tell_broken(data: Path, wanted: Wanted, person: Person) -> None:
    from ingest.room import told  # noqa: PLC0415 - as above

    journal.add(data, person, told.about_file(Act.BROKEN_OFF, wanted))


def _take_away(paths: Sequence[Path]) -> None:
    """Takes away what has been made, in this order: a paper before what it lies on."""
    for path in paths:
        if path.is_dir():
            shadow.remove(path)
        else:
            path.unlink(missing_ok=True)


# ───────────── Answered ─────────────


@contextmanager
def _answering(data: Path, what: str, person: Person) -> Iterator[Proposal]:
    """Holds the room and the raw folder while somebody answers; the proposal that is answered."""
    with work.doing(data, what, work.called(person)):
        if settle(data):
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
            undoing.add(data, about | {"line": line})
            (room / papers.FILE).unlink(missing_ok=True)
            shadow.remove(papers.folder(data))
        else:
            undoing.drop(data, about)

    return done


def _told(data: Path, about: dict[str, Any]) -> int:
    """The number of the journal's line of an act; added unless whoever was killed on the way had done so."""
    at, undoes = datetime.fromisoformat(about["at"]), about.get("line")
    for line in journal.read(data, acts=[Act(about["act"])], most=50):
        if (line.at, line.undoes, line.fingerprint) == (at, undoes, about["sha256"]):
            return line.id
    person = Person(about["by"], about["address"], Role.OFFICE, Known(about["known"]))
    words = about.get("words", "") if about["does"] == "accept" else ""  # of a step that is taken back they are its own
    words = words or about["reason"]
    what = Done(Act(about["act"]), ", ".join(about["sources"]), about["file"], about["sha256"], words, undoes)
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
