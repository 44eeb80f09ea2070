"""Typst at work on one document, in a process that ends with it: few at once, each within time and memory."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore, Timer
from typing import IO, Any, TypedDict

from dashboard.drawings import fonts
from malkollen.errors import MalkollenError

PROGRAM = Path(__file__).parent / "pdf_process.py"
LONGEST_SECONDS = 120
"""For a document, and for waiting for others'; the longest there is takes a tenth of it."""
PROCESSORS = 4
"""Whose work that time may be, where typst uses several."""
MOST_MEMORY = 1_500_000_000
"""Bytes for a document; the longest there is takes half of it."""
MOST_AT_ONCE = 2
HINT = "Ta bort avsnitt eller diagram, eller hämta dokumentet i ett annat format."

_places = BoundedSemaphore(MOST_AT_ONCE)


class Mark(TypedDict):
    """A place in the set text: its page, and points from the page's top."""

    page: int
    y: float


@dataclass
class Press:
    """A process of typst that answers questions about one document.

    Attributes:
        name: of the document, for what is said of a fault.
        template: the file; it may read what lies in its folder.
        is_late: whether it was stopped for having taken too long.
    """

    name: str
    template: Path
    process: subprocess.Popen[bytes]
    is_late: bool = False

    def marks(self, data: Mapping[str, Any], label: str) -> list[Mark]:
        """The marks of a name, in the order they stand."""
        found: list[Mark] = json.loads(self._asked(data, label=label)[0]["marks"])
        return found

    def pdf(self, data: Mapping[str, Any], made: datetime) -> bytes:
        """The file, which says that it was made at a moment with a zone."""
        return self._asked(data, made_at=made.replace(microsecond=0).isoformat())[1]

    def stop(self) -> None:
        """Ends it at once, for having taken too long."""
        self.is_late = True
        self.process.kill()

    def _asked(self, data: Mapping[str, Any], label: str = "", made_at: str = "") -> tuple[Mapping[str, Any], bytes]:
        question = {
            "template": str(self.template),
            "root": str(self.template.parent),
            "fonts": fonts.folders(),
            "data": json.dumps(data, ensure_ascii=False),
            "label": label,
            "made_at": made_at,
        }
        writes, reads = _pipes(self.process)
        try:
            writes.write(json.dumps(question).encode() + b"\n")
            writes.flush()
            answer = json.loads(reads.readline())
            file = reads.read(answer["size"])
        except (OSError, ValueError):  # a broken pipe, half an answer or none
            raise self._ended() from None
        if answer["fault"]:
            raise MalkollenError(
                f"{self.name}: PDF-filen kunde inte sättas ({answer['fault']}). Hämta dokumentet i ett annat format."
            )
        if len(file) != answer["size"]:
            raise self._ended()
        return answer, file

    def _ended(self) -> MalkollenError:
        if self.is_late:
            return MalkollenError(f"{self.name}: PDF-filen tog mer än {LONGEST_SECONDS} sekunder och avbröts. {HINT}")
        return MalkollenError(f"{self.name}: PDF-filen krävde för mycket minne eller avbröts. {HINT}")


@contextmanager
def opened(name: str, template: Path) -> Iterator[Press]:
    """Typst for one document, when there is room; nothing of it is left afterwards.

    Raises:
        MalkollenError: others' documents take too long, or the process cannot be started; from the press, its time or
            memory is out, or it refuses the document.
    """
    if not _places.acquire(timeout=LONGEST_SECONDS):
        raise MalkollenError(f"{name}: många PDF-filer skrivs just nu. Försök igen om några minuter.")
    try:
        process = _started(name)
        press = Press(name, template, process)
        clock = Timer(LONGEST_SECONDS, press.stop)
        clock.daemon = True
        clock.start()
        try:
            yield press
        finally:
            clock.cancel()
            _end(process)
    finally:
        _places.release()


def _started(name: str) -> subprocess.Popen[bytes]:
    limits = [str(LONGEST_SECONDS * PROCESSORS), str(MOST_MEMORY)]
    command = [sys.executable, "-P", str(PROGRAM), *limits]
    environment = {**os.environ, "MALLOC_ARENA_MAX": "2"}  # glibc would give each of typst's threads its own
    try:
        return subprocess.Popen(  # noqa: S603 - our own command
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        raise MalkollenError(f"{name}: PDF-filen kunde inte skrivas, servern har inte rum för fler program.") from None


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None:  # never: both were asked for
        raise TypeError
    return process.stdin, process.stdout


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for pipe in _pipes(process):
        with suppress(OSError):  # half a question lies in it
            pipe.close()
    process.wait()
