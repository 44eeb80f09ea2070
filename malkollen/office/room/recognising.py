"""What the files in the inbox are, asked of a program of its own once for each content.

The program ends with its memory: a file that takes too much, or too long, is left for itself, and the others are told.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from malkollen.office.room import asking
from malkollen.office.room.inbox import Arrived

FILE_SECONDS = 30.0
"""Of the processor's time that one file may take: a machine that is busy with others makes no file worse."""
WAIT_SECONDS, LOOK_SECONDS = 120.0, 60.0
"""By the clock, that one file is waited for; and after which nobody who opens the page waits for another."""
AGAIN_SECONDS = 600.0
"""Until a file that could not be read is tried anew, though it is the same."""
MOST_BYTES = 1_500_000_000
"""Of the program's memory; it takes some 200 MB, and a workbook as large as is read some hundreds more."""
Asks = Callable[[Path, Sequence[Path]], Iterator[Mapping[str, str]]]
"""Gives what each file is, in their order, as far as it comes; TimeoutError where the next is waited for no more."""


def asks(data: Path, paths: Sequence[Path]) -> Iterator[Mapping[str, str]]:
    """What `malkollen proposal recognise` says of files: their `title`, `fault` and `nearest`."""
    command = ["proposal", "recognise", "--format", "lines", f"--seconds={FILE_SECONDS}", "--", *map(str, paths)]
    yield from asking.ask(data, command, WAIT_SECONDS, MOST_BYTES)


@dataclass(frozen=True)
class Told:
    """What a file is, or why nobody can tell: one of the two is empty.

    Attributes:
        nearest: the source whose file it looks most like though it is none. may_try: whether it may go better anew.
    """

    title: str = ""
    fault: str = ""
    nearest: str = ""
    may_try: bool = False


TOO_MUCH = Told(
    fault="är för stor eller för krånglig att läsa här. Går det inte igen: be den som sköter servern läsa in den.",
    may_try=True,
)
NOT_YET = Told(
    fault="har inte hunnit läsas, för servern har mycket att göra just nu. Vänta en stund och försök igen.",
    may_try=True,
)


class Recognising:
    """What is known of the files so far, for every reader of the server."""

    def __init__(self, ask: Asks = asks) -> None:
        """Knows nothing yet."""
        self._ask = ask
        self._lock = Lock()
        self._known: dict[Arrived, Told] = {}
        self._left: dict[Arrived, tuple[float, Told]] = {}

    def of(self, data: Path, files: Sequence[Arrived]) -> list[Told]:
        """What each file is and, where nobody can tell, why."""
        with self._lock:
            now = time.monotonic()
            self._known = {one: self._known[one] for one in files if one in self._known}
            self._left = {
                one: (at, why) for one, (at, why) in self._left.items() if one in files and now - at < AGAIN_SECONDS
            }
            self._look(data, [one for one in files if not self._is_told(one)], now + LOOK_SECONDS)
            return [self._known.get(one) or self._left.get(one, (now, NOT_YET))[1] for one in files]

    def try_again(self, file: Arrived) -> None:
        """Forgets why a file could not be read, so that it is looked at anew."""
        with self._lock:
            self._left.pop(file, None)

    def _is_told(self, one: Arrived) -> bool:
        return one in self._known or one in self._left

    def _look(self, data: Path, files: Sequence[Arrived], until: float) -> None:
        """Asks of those that nobody has told of; where the answers end, the next file is why."""
        while files and time.monotonic() < until:
            why = TOO_MUCH
            try:
                for answer in self._ask(data, [one.path for one in files]):
                    self._known[files[0]] = Told(str(answer["title"]), str(answer["fault"]), str(answer["nearest"]))
                    files = files[1:]
                    if not files or time.monotonic() > until:
                        return
            except TimeoutError:
                why = NOT_YET
            self._left[files[0]] = (time.monotonic(), why)
            files = files[1:]
