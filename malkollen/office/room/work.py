"""Long work of the office's room: one at a time, in a process of its own, with its progress in a file.

Whoever works holds the room's lock, which goes with the process however it ends, and from its start until then a file
of its own (begun.py). Another says who, what and how far; where it says that work is under way and nobody holds either,
the work is dead, and says so. A closed browser ends no work, nor does a server that is started anew.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any, Literal, get_args

from malkollen.errors import ConflictError, EntryError, MalkollenError, SourceError, StorageError
from malkollen.files import half_restored, lock, small_file, whole_file
from malkollen.office import access
from malkollen.office.access import Person, Role
from malkollen.office.room import begun, breaking

FOLDER = ".room"
"""In the data folder: what the room has under way. Nothing in it is needed to build, and no backup holds it."""
FILE = "work.json"
UNWRITTEN = f"{FOLDER}: går inte att skriva; är datamappen skrivskyddad eller full?"
MOST_BYTES = 100_000
PATIENCE_SECONDS = 2.0  # others only look
STARTING = "startar"
BREAKING, BROKEN = "avbryter", "avbrutet"
READS_IN = ["proposal", "make"]
"""The command whose work may be broken off: what is answered is carried out whole."""
State = Literal["running", "done", "failed", "dead", "broken"]
Step = Callable[[str, float], None]


@dataclass(frozen=True)
class Unfinished:
    """How work that may be broken off ends before its end.

    take_away: takes away what it has made. tell: writes down who has broken it off.
    """

    take_away: Callable[[], None]
    tell: breaking.Tell


@dataclass(frozen=True)
class Work:
    """What somebody has set going.

    Attributes:
        what: in a few Swedish words; by: the name of who asked for it. started_at, ended_at: UTC.
        step: what is being done now; share: how much is done, 0–1.
        reason: why it failed, a Swedish line a fault.
        pid: of the process, which takes over what it was started as.
        kind: what is read in, as `proposal.Kind`; empty for other work.
        says_what_to_do: whether the reason does.
        may_break: whether it may be broken off; broken_by: the name of who has.
    """

    what: str
    by: str
    started_at: datetime
    state: State = "running"
    step: str = STARTING
    share: float = 0.0
    ended_at: datetime | None = None
    reason: str = ""
    pid: int = 0
    kind: str = ""
    says_what_to_do: bool = False
    may_break: bool = False
    broken_by: str = ""

    @property
    def is_running(self) -> bool:
        """Whether it is under way."""
        return self.state == "running"

    def line(self) -> str:
        """Who does what since when, in a Swedish line."""
        share = f" ({self.share * 100:.0f} %)" if self.share >= 0.01 else ""
        return f"{self.by} {self.what} sedan {self.started_at.astimezone():%H:%M}{share}"


def room(data: Path) -> Path:
    """The room's folder in a data folder, made where there is none; StorageError where it cannot be."""
    folder = data / FOLDER
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        raise StorageError(f"{FOLDER}: går inte att skapa; är datamappen skrivskyddad eller full?") from None
    return folder


def read(data: Path) -> Work | None:
    """The work that is under way, or the last that was; None where there was none, or it cannot be read."""
    work = _saved(data)
    while work and work.is_running:
        broken_by = breaking.asked_by(data / FOLDER, work.started_at)
        if _is_held(data) or begun.is_held(data / FOLDER):
            return work if broken_by is None else replace(work, step=BREAKING, may_break=False)
        now = _saved(data)
        if now == work:  # nobody works on it, nor had ended it between two looks
            return replace(work, state="broken", broken_by=broken_by.name) if broken_by else replace(work, state="dead")
        work = now
    return work


def _saved(data: Path) -> Work | None:
    """The work as its file says; None where there is none, or it cannot be read."""
    try:
        return _of(json.loads(small_file.content(data / FOLDER / FILE, MOST_BYTES)))
    except (OSError, ValueError, TypeError, KeyError, RecursionError, MalkollenError):
        return None


@contextmanager
def doing(data: Path, what: str, by: str, kind: str = "", *, unfinished: Unfinished | None = None) -> Iterator[Step]:
    """Holds the room while something is done; how far it has come and how it ended are written down.

    Args:
        unfinished: what is done where it does not come to its end; work without it is not to be broken off.

    Yields:
        a function that takes what is being done now and how much is done, 0–1.

    Raises:
        ConflictError: somebody else is at work; who and since when is said. StorageError: the room cannot be written.
        EntryError: somebody has broken it off.
    """
    half_restored.refuse(data)
    with _alone(data):
        started, now = _saved(data), datetime.now(UTC)
        if started and started.is_running and started.pid == os.getpid():  # since whoever waits has waited
            now = started.started_at
        work = Work(what, by, now, kind=kind, pid=os.getpid(), may_break=unfinished is not None)

        def step(now: str, share: float) -> None:
            nonlocal work
            work = replace(work, step=now, share=max(work.share, min(share, 1.0)))
            _write(data, work)
            _heed(data, work)

        try:
            with breaking.heard(room(data), now, unfinished.tell) if unfinished else nullcontext():
                step(STARTING, 0.0)
                yield step
            _heed(data, work)
        except BaseException as error:
            if broken_by := _end(data, work, error, unfinished):
                raise EntryError([f"{broken_by.name} har avbrutit arbetet."]) from None
            raise
        _write(data, replace(work, state="done", share=1.0, ended_at=datetime.now(UTC)))


def _heed(data: Path, work: Work) -> None:
    """KeyboardInterrupt where somebody has broken the work off: what interrupted it may have been passed over."""
    if work.may_break and breaking.asked_by(room(data), work.started_at) is not None:
        raise KeyboardInterrupt


def _end(data: Path, work: Work, error: BaseException, unfinished: Unfinished | None) -> Person | None:
    """Writes down that work did not come to its end; who broke it off, None where nobody did.

    The wish says whether somebody did, not the error: DuckDB and others make another of an interruption.
    """
    by = breaking.asked_by(room(data), work.started_at) if work.may_break else None
    ended = replace(work, state="broken" if by else "failed", ended_at=datetime.now(UTC))
    is_told = by is None and isinstance(error, SourceError) and error.says_what_to_do
    try:
        if unfinished:
            unfinished.take_away()
            if by:
                unfinished.tell(by)
    finally:
        reason, name = (BROKEN, by.name) if by else (_reason(error), "")
        _write(data, replace(ended, reason=reason, broken_by=name, says_what_to_do=is_told))
    return by


def called(person: Person) -> str:
    """What somebody is called where it says who does something."""
    return person.name or person.address or access.WORDS[person.role]


def start(data: Path, person: Person, what: str, command: Sequence[str]) -> None:
    """Starts a command of this program in a process of its own, which `doing` there takes over.

    Args:
        command: without who does it, which is added.

    Raises:
        AccessError: the person is not of the office. ConflictError, StorageError: as `doing`.
    """
    person = access.require(person, Role.OFFICE, data)
    half_restored.refuse(data)
    if (now := read(data)) and now.is_running:
        raise ConflictError(_busy(now))
    with _alone(data), _begun(data) as handed:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-P", "-m", "malkollen", *command, *_signed(person)],
            env={**os.environ, "MALKOLLEN_DATA": str(data.absolute())},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True, pass_fds=handed,
        )  # fmt: skip
        Thread(target=process.wait, daemon=True).start()  # it is ours to bury, and nobody waits for it
        may_break = [*command[:2]] == READS_IN
        _write(data, Work(what, called(person), datetime.now(UTC), pid=process.pid, may_break=may_break))


def break_off(data: Path, person: Person) -> None:
    """Has the work that reads in end; nothing that is shown is changed by it.

    Raises:
        AccessError: the person is not of the office. EntryError: there is no such work. StorageError: as `doing`.
    """
    person = access.require(person, Role.OFFICE, data)
    now = read(data)
    if now and now.is_running and now.step == BREAKING:
        return
    if now is None or not (now.is_running and now.may_break):
        raise EntryError(["Det finns inget att avbryta: arbetet är redan slut."])
    try:
        breaking.ask(room(data), now.started_at, replace(person, name=called(person)))
    except OSError:
        raise StorageError(UNWRITTEN) from None


def _signed(person: Person) -> list[str]:
    """Who does it, as the commands take it: whoever starts them there may do what the files' owner may."""
    return [f"--by={called(person)}", f"--address={person.address}", f"--known={person.known.value}"]


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    try:
        with lock.alone(room(data), FOLDER, PATIENCE_SECONDS):
            yield
    except ConflictError as error:
        if str(error) != FOLDER:
            raise
        raise ConflictError(_busy(read(data))) from None
    except OSError:
        raise StorageError(UNWRITTEN) from None


def _busy(work: Work | None) -> str:
    said = work.line() if work and work.is_running else "någon annan arbetar"
    return f"Kansliets rum är upptaget: {said}. Vänta tills det är klart."


def _is_held(data: Path) -> bool:
    try:
        with lock.alone(data / FOLDER, FOLDER, 0):
            return False
    except ConflictError:
        return True
    except OSError:
        return False


@contextmanager
def _begun(data: Path) -> Iterator[tuple[int, ...]]:
    try:
        with begun.held(room(data)) as handed:
            yield handed
    except OSError:
        raise StorageError(UNWRITTEN) from None


def _reason(error: BaseException) -> str:
    if isinstance(error, MalkollenError):
        return str(error)
    if isinstance(error, Exception):
        return f"ett fel som ingen förutsett ({type(error).__name__}); anmäl det till den som sköter koden"
    return BROKEN


def _of(saved: dict[str, Any]) -> Work:
    """Work as its file has it; ValueError, TypeError or KeyError where it is none."""
    moments = {name: saved[name] and datetime.fromisoformat(saved[name]) for name in ("started_at", "ended_at")}
    if saved["state"] not in get_args(State) or moments["started_at"].tzinfo is None:
        raise ValueError
    return Work(**{**saved, **moments, "share": float(saved["share"]), "pid": int(saved["pid"])})


def _write(data: Path, work: Work) -> None:
    moments = {name: moment and moment.isoformat() for name in ("started_at", "ended_at")
               for moment in [getattr(work, name)]}  # fmt: skip
    content = json.dumps({**asdict(work), **moments}, ensure_ascii=False, indent=1)
    try:
        whole_file.write(data / FOLDER / FILE, content.encode())
    except OSError:
        raise StorageError(UNWRITTEN) from None
