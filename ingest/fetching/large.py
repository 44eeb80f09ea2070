"""An answer too large to be held: written to a file as it comes, and gone on with where it broke off.

What came before is gone on with only where the publisher says that it is the same edition (If-Range); else the file is
asked for whole again. The connection, its limits and its faults are those of every question (download.py).
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import requests

from ingest.fetching.connections import NONSENSE, PIECE, UNDER_WAY, Attempt, TooMuchError, fault
from ingest.fetching.download import FIRST_PAUSE, LENGTH, UNCHANGED, WHOLE, Answer, Client, UnreachableError
from malkollen.errors import SourceError, StorageError
from malkollen.texts.swedish import size

PART, BEYOND = 206, 416
TOLD_EVERY = 25_000_000
Say = Callable[[str], None]


@dataclass(frozen=True)
class _Broken:
    """Why an attempt ended early; how many bytes lie here is what the next begins at."""

    reason: str


class Large(Client):
    """Asks one publisher for files that are written as they come."""

    def save(self, url: str, path: Path, conditions: Mapping[str, str], say: Say = lambda _: None) -> Answer:
        """Writes the answer to a GET to a file; SourceError in one line where it cannot be had whole.

        Args:
            path: where it is written; what an earlier call left there is gone on with.
            conditions: If-None-Match or If-Modified-Since; where they hold the answer is UNCHANGED and nothing written.
            say: told how large it is and how far it has come.

        Returns:
            the answer without content.
        """
        reason = ""
        for number in range(self._attempts):
            outcome = self._saved(url, path, conditions, say)
            if isinstance(outcome, Answer):
                return outcome
            reason = outcome.reason
            if number < self._attempts - 1:
                self._pause(FIRST_PAUSE * 2**number)
        raise UnreachableError(
            f"{self.publisher}: {reason} efter {self._attempts} försök; kör igen, så fortsätter den där den slutade"
        )

    def _saved(self, url: str, path: Path, conditions: Mapping[str, str], say: Say) -> Answer | _Broken:
        begins = path.stat().st_size if path.is_file() else 0
        mark = _mark_file(path).read_text("utf-8") if begins and _mark_file(path).is_file() else ""
        begins = begins if mark else 0
        going_on = {"Range": f"bytes={begins}-", "If-Range": mark} if begins else dict(conditions)
        asked = self._questions.prepared("GET", url, headers={"Accept-Encoding": "identity"} | going_on)
        self._wait_for_room()
        UNDER_WAY.set(Attempt(self.limits.slowest_seconds, self.limits.largest_bytes + (1 << 20)))
        try:
            with self._questions.ask(asked, self._timeout, self._wait_for_room) as answer:
                return self._taken_in(answer, path, begins, say)
        except TooMuchError:
            most = size(self.limits.largest_bytes)
            raise SourceError(f"{self.publisher}: filen är större än {most}; avbröts") from None
        except SourceError:
            raise
        except (requests.RequestException, *NONSENSE) as error:
            return _Broken(fault(error))

    def _taken_in(self, answer: requests.Response, path: Path, begins: int, say: Say) -> Answer | _Broken:
        status = answer.status_code
        if status == UNCHANGED and not begins and ("If-None-Match" in answer.request.headers or
                                                   "If-Modified-Since" in answer.request.headers):  # fmt: skip
            return self._answer(answer, b"")
        if status == BEYOND or (status == PART and not _begins_at(answer, begins)):
            _forget(path)
            return _Broken("skickade en annan del av filen än den vi bad om")
        if status not in (*WHOLE, *((PART,) if begins else ())):
            if status // 100 == 5:
                return _Broken(f"svarade {status}")
            raise self._permanent(answer.request, answer)
        if status != PART:
            begins = 0
        stated = answer.headers.get("Content-Length", "")
        total = begins + int(stated) if LENGTH.fullmatch(stated) else None
        if total is not None and total > self.limits.largest_bytes:
            raise TooMuchError
        self._write(answer, path, begins, total, say)
        if total is not None and path.stat().st_size != total:
            return _Broken("bröt anslutningen eller gav ett avkortat svar")
        return self._answer(answer, b"")

    def _write(self, answer: requests.Response, path: Path, begins: int, total: int | None, say: Say) -> None:
        """The body after what lies there already; what has come stays where the connection breaks."""
        mark = answer.headers.get("ETag", "")
        here, told = begins, begins
        of_all = f" av {size(total)}" if total is not None else ""
        say(f"hämtar {size(total)}" if total is not None and not begins else f"hämtar från {size(begins)}{of_all}")
        with _storing(path), path.open("ab" if begins else "wb") as file:
            is_strong = mark.startswith('"') and mark.isprintable()
            _mark_file(path).write_text(mark if is_strong else "", "utf-8")
            for part in answer.iter_content(PIECE):
                file.write(part)
                here += len(part)
                if here > self.limits.largest_bytes:
                    raise TooMuchError
                if here - told >= TOLD_EVERY:
                    told = here
                    say(f"{size(here)}{of_all}")


class _storing:  # noqa: N801 - read as a word
    """Says of a disk that it is full, and lets a broken connection, which Python counts among the same, be itself."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        """Nothing."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """StorageError in place of the disk's own."""
        if isinstance(error, OSError) and not isinstance(
            error, requests.RequestException | ConnectionError | TimeoutError
        ):
            raise StorageError(f"{self._path.name}: går inte att skriva; är disken full eller skrivskyddad?") from None


def _mark_file(path: Path) -> Path:
    return path.with_name(f"mark-{path.name}")


def _begins_at(answer: requests.Response, begins: int) -> bool:
    return answer.headers.get("Content-Range", "").startswith(f"bytes {begins}-")


def _forget(path: Path) -> None:
    for left in (path, _mark_file(path)):
        with suppress(OSError):
            left.unlink(missing_ok=True)
