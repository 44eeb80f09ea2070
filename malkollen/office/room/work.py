"""Long work of the office's room: one at a time, in a process of its own, with its progress in a file.

Whoever works holds the room's lock, which goes with the process however it ends. A file says who, what and how far;
where it says that work is under way and nobody holds the lock, the work is dead, and says so. A closed browser ends no
work, nor does a server that is started anew.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread, Timer
from typing import Any, Literal, get_args

from malkollen.errors import ConflictError, MalkollenError, SourceError, StorageError
from malkollen.files import half_restored, lock, small_file, whole_file
from malkollen.office import access
from malkollen.office.access import Person, Role

try:
    import resource
except ImportError:  # not in every system
    resource = None  # type: ignore[assignment]

FOLDER = ".room"
"""In the data folder: what the room has under way. Nothing in it is needed to build, and no backup holds it."""
FILE = "work.json"
MOST_BYTES = 100_000
PATIENCE_SECONDS = 2.0  # others only look
STARTS_WITHIN = timedelta(seconds=60)
STARTING = "startar"
State = Literal["running", "done", "failed", "dead"]
Step = Callable[[str, float], None]


@dataclass(frozen=True)
class Work:
    """What somebody has set going.

    Attributes:
        what: in a few Swedish words; by: the name of who asked for it. started_at, ended_at: UTC.
        step: what is being done now; share: how much is done, 0–1.
        reason: why it failed, a Swedish line a fault.
        pid: of the process, until it has taken the lock.
        kind: what is read in, as `proposal.Kind`; empty for other work.
        says_what_to_do: whether the reason does.
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
    try:
        found = json.loads(small_file.content(data / FOLDER / FILE, MOST_BYTES))
        work = _of(found)
    except (OSError, ValueError, TypeError, KeyError, RecursionError, MalkollenError):
        return None
    return work if not work.is_running or _is_held(data) or _is_starting(work) else replace(work, state="dead")


@contextmanager
def doing(data: Path, what: str, by: str, kind: str = "") -> Iterator[Step]:
    """Holds the room while something is done; how far it has come and how it ended are written down.

    Yields:
        a function that takes what is being done now and how much is done, 0–1.

    Raises:
        ConflictError: somebody else is at work; who and since when is said. StorageError: the room cannot be written.
    """
    half_restored.refuse(data)
    with _alone(data):
        work = Work(what, by, datetime.now(UTC).replace(microsecond=0), kind=kind)

        def step(now: str, share: float) -> None:
            nonlocal work
            work = replace(work, step=now, share=max(work.share, min(share, 1.0)))
            _write(data, work)

        step(STARTING, 0.0)
        try:
            yield step
        except BaseException as error:
            is_told = isinstance(error, SourceError) and error.says_what_to_do
            ended = replace(work, state="failed", ended_at=datetime.now(UTC), reason=_reason(error))
            _write(data, replace(ended, says_what_to_do=is_told))
            raise
        _write(data, replace(work, state="done", share=1.0, ended_at=datetime.now(UTC)))


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
    with _alone(data):
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-P", "-m", "malkollen", *command, *_signed(person)],
            env={**os.environ, "MALKOLLEN_DATA": str(data.absolute())},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        Thread(target=process.wait, daemon=True).start()  # it is ours to bury, and nobody waits for it
        _write(data, Work(what, called(person), datetime.now(UTC).replace(microsecond=0), pid=process.pid))


def ask(data: Path, command: Sequence[str], seconds: float, most_bytes: int) -> Iterator[Any]:
    """What a short command of this program answers, a JSON value a line, as far as it comes.

    Args:
        seconds: that it may take for each line, by the clock. most_bytes: of memory, where the system has such limits.

    Raises:
        TimeoutError: a line took longer.
    """
    with subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-P", "-m", "malkollen", *command],
        env={**os.environ, "MALKOLLEN_DATA": str(data.absolute())},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        _bound(process.pid, most_bytes)
        try:
            yield from _lines(process, seconds)
        finally:
            process.kill()


def _bound(process: int, most_bytes: int) -> None:
    """Bounds the memory of a process that has just begun. Not its address space: what is only reserved counts there."""
    if resource is None or not hasattr(resource, "prlimit"):
        return
    with suppress(OSError, ValueError):  # it has ended, or a service manager has set a lower limit
        resource.prlimit(process, resource.RLIMIT_DATA, (most_bytes, most_bytes))


def _lines(process: subprocess.Popen[bytes], seconds: float) -> Iterator[Any]:
    """The lines of a process that is ended where the next takes too long."""
    is_late = Event()

    def end() -> None:
        is_late.set()
        process.kill()

    while process.stdout:
        late = Timer(seconds, end)
        late.start()
        try:
            line = process.stdout.readline()
        finally:
            late.cancel()
        try:
            yield json.loads(line)
        except ValueError:  # its end, perhaps amid a line
            if is_late.is_set():
                raise TimeoutError from None
            return


def bound_processor(seconds: float) -> None:
    """Ends this process after some more seconds of the processor's time, however busy the machine; 0 for no limit.

    Where the system has no such limit there is none.
    """
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


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
        raise StorageError(f"{FOLDER}: går inte att skriva; är datamappen skrivskyddad eller full?") from None


def _busy(work: Work | None) -> str:
    said = work.line() if work and work.is_running else "någon annan arbetar"
    return f"Kansliets rum är upptaget: {said}. Vänta tills det är klart"


def _is_held(data: Path) -> bool:
    try:
        with lock.alone(data / FOLDER, FOLDER, 0):
            return False
    except ConflictError:
        return True
    except OSError:
        return False


def _is_starting(work: Work) -> bool:
    """Whether a process has been started that may not have taken the lock yet."""
    if not work.pid or datetime.now(UTC) - work.started_at > STARTS_WITHIN:
        return False
    try:
        os.kill(work.pid, 0)
    except OSError:
        return False
    return True


def _reason(error: BaseException) -> str:
    if isinstance(error, MalkollenError):
        return str(error)
    if isinstance(error, Exception):
        return f"ett fel som ingen förutsett ({type(error).__name__}); anmäl det till den som sköter koden"
    return "avbrutet"


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
        raise StorageError(f"{FOLDER}: går inte att skriva; är datamappen skrivskyddad eller full?") from None
