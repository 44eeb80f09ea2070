"""What the files in the inbox are, asked of a program of its own once for each content.

The program ends with its memory: a file that takes too much, or too long, is left for itself, and the others are told.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import Lock

from malkollen.office.room import work
from malkollen.office.room.inbox import Arrived

FILE_SECONDS, LOOK_SECONDS = 30.0, 60.0
"""That one file may take, the program's own start with it; and that whoever opens the page waits for them all."""
AGAIN_SECONDS = 600.0
"""Until a file that could not be read is tried anew, though it is the same."""
MOST_BYTES = 1_500_000_000
"""Of the program's memory; it takes some 200 MB, and a workbook as large as is read some hundreds more."""
TOO_MUCH = "gick inte att känna igen; läsningen tog för mycket minne eller för lång tid och avbröts"
NOT_YET = "har inte hunnit läsas; ladda om sidan"
Asks = Callable[[Path, Sequence[Path]], Iterator[Mapping[str, str]]]
"""Gives what each file is, in their order, as far as it comes."""


def asks(data: Path, paths: Sequence[Path]) -> Iterator[Mapping[str, str]]:
    """What `malkollen proposal recognise` says of files: their `title` and `fault`."""
    command = ["proposal", "recognise", "--format", "lines", "--", *map(str, paths)]
    yield from work.ask(data, command, FILE_SECONDS, MOST_BYTES)


class Recognising:
    """What is known of the files so far, for every reader of the server."""

    def __init__(self, ask: Asks = asks) -> None:
        """Knows nothing yet."""
        self._ask = ask
        self._lock = Lock()
        self._known: dict[Arrived, tuple[str, str]] = {}
        self._too_much: dict[Arrived, float] = {}

    def of(self, data: Path, files: Sequence[Arrived]) -> list[tuple[str, str]]:
        """What each file is and, where nobody can tell, why: one of the two is empty."""
        with self._lock:
            now = time.monotonic()
            self._known = {one: self._known[one] for one in files if one in self._known}
            self._too_much = {
                one: at for one, at in self._too_much.items() if one in files and now - at < AGAIN_SECONDS
            }
            self._look(data, [one for one in files if not self._is_told(one)], now + LOOK_SECONDS)
            return [self._known.get(one, ("", TOO_MUCH if one in self._too_much else NOT_YET)) for one in files]

    def _is_told(self, one: Arrived) -> bool:
        return one in self._known or one in self._too_much

    def _look(self, data: Path, files: Sequence[Arrived], until: float) -> None:
        """Asks of those that nobody has told of; where the answers end, the next file is why."""
        while files and time.monotonic() < until:
            for answer in self._ask(data, [one.path for one in files]):
                self._known[files[0]] = (str(answer["title"]), str(answer["fault"]))
                files = files[1:]
                if not files or time.monotonic() > until:
                    return
            self._too_much[files[0]] = time.monotonic()
            files = files[1:]
