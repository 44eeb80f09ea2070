"""A short command of this program in a process of its own, bounded in time and memory."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Timer
from typing import Any

try:
    import resource
except ImportError:  # not in every system
    resource = None  # type: ignore[assignment]


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
