"""Work that somebody breaks off: it is asked to end, and is ended where it does not.

The wish is a file that names the work by when it began, so that it ends no other.
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from threading import Event, Thread, current_thread, main_thread

from malkollen.errors import MalkollenError
from malkollen.files import small_file, whole_file
from malkollen.office.access import Known, Person, Role

FILE = "break-off"
MOST_BYTES = 5_000
Tell = Callable[[Person], None]
LOOKS_EVERY, ENDS_WITHIN = 0.3, 20.0
"""Seconds."""


def ask(room: Path, began: datetime, person: Person) -> None:
    """Asks that the work which began then ends. person: who asks, with what they are called. OSError."""
    whole_file.write(room / FILE, f"{began.isoformat()}\n{person.name}\n{person.address}\n{person.known}".encode())


def asked_by(room: Path, began: datetime) -> Person | None:
    """Who has asked that the work which began then ends; None where nobody has."""
    try:
        moment, name, address, known = small_file.content(room / FILE, MOST_BYTES).decode().split("\n")
        return Person(name, address, Role.OFFICE, Known(known)) if moment == began.isoformat() else None
    except (OSError, ValueError):
        return None


@contextmanager
def heard(room: Path, began: datetime, tell: Tell) -> Iterator[None]:
    """Within it a wish interrupts what is done, KeyboardInterrupt; what takes no heed of that is ended with its own.

    Only in a process's main thread, where alone anything can be interrupted. Afterwards no interruption comes any
    more. A library may have made another error of it (DuckDB does), or none: whoever works asks for the wish as well.

    tell: writes down who has broken it off, before it is ended.
    """
    if current_thread() is not main_thread() or not hasattr(signal, "pthread_kill"):
        yield
        return
    over, before = Event(), signal.signal(signal.SIGINT, signal.default_int_handler)
    listener = Thread(target=_listen, args=(room, began, over, tell), daemon=True)
    try:
        listener.start()
        yield
    finally:
        over.set()
        try:
            if listener.is_alive():
                listener.join()  # it may be about to interrupt
        finally:
            signal.signal(signal.SIGINT, before)


def _listen(room: Path, began: datetime, over: Event, tell: Tell) -> None:
    while (by := asked_by(room, began)) is None:
        if over.wait(LOOKS_EVERY):
            return
    signal.pthread_kill(main_thread().ident or 0, signal.SIGINT)
    if not over.wait(ENDS_WITHIN):
        with suppress(MalkollenError):
            tell(by)
        with suppress(OSError):
            if os.getpgid(0) == os.getpid():  # ours alone: what it has started goes too
                os.killpg(0, signal.SIGKILL)
        os._exit(1)
