"""Asks a publisher: limits, retries, redirects, size, one deadline for each attempt, and keys that go nowhere else.

Where a question may be put is questions.py beside this; sockets are connections.py. What is worth another try (429,
5xx, time-outs, broken connections, half answers) is tried again, after as long as the publisher asks for; what is not
(400, 401, 403, 404, 410, a wait of more than two minutes) stops at once. Every fault is one Swedish line that names the
publisher.
"""

import re
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import requests

from ingest.fetching import addresses
from ingest.fetching.addresses import NOWHERE, Declared, RefusedError, UnreachableError
from ingest.fetching.answer import CUT, RECORDER, REPLAYED, Answer, is_unpacked_whole, is_way_known
from ingest.fetching.connections import NONSENSE, PIECE, UNDER_WAY, Attempt, TooMuchError, fault, refusal, retry_after
from ingest.fetching.questions import Questions, user_agent
from ingest.fetching.secrets import Secrets
from malkollen.database.settings import OFFLINE_VARIABLE
from malkollen.errors import SourceError
from malkollen.texts import swedish
from malkollen.texts.printable import excerpt, printable

__all__ = ["OFFLINE_VARIABLE", "Answer", "Client", "Limits", "UnreachableError", "user_agent"]
ATTEMPTS = 4
FIRST_PAUSE = 2.0
LONGEST_PAUSE = 120.0
TIMEOUT = (10.0, 120.0)
A_DAY = 86_400.0
WORTH_ANOTHER_TRY = (408, 425, 429)
WHOLE = (200, 203)
DETAIL_LETTERS = LONGEST_MARK = 200
LENGTH = re.compile("[0-9]{1,18}")
CONDITIONS = ("If-None-Match", "If-Modified-Since")
UNCHANGED = 304
PERMANENT = {
    204: "svarade utan innehåll",
    206: "skickade bara en del av svaret",
    UNCHANGED: "sade 'oförändrat' fast vi inte hade något att jämföra med; svarar en proxy i utgivarens ställe?",
    400: "förfrågan avvisades",
    401: "nyckeln saknas eller är fel",
    403: "förfrågan nekades",
    404: "adressen finns inte längre",
    410: "adressen är borttagen",
}


@dataclass(frozen=True)
class Limits:
    """A publisher's own limits: so many calls in so many seconds, and the largest and slowest answer we take.

    Attributes:
        largest_bytes: of an answer, unpacked.
        slowest_seconds: for a whole attempt, from connecting to the last byte, redirects included.
        most_bytes, most_seconds: of all answers to one ingest of a source, and for them and the pauses between.
    """

    calls: int = 10
    seconds: float = 10.0
    largest_bytes: int = 500_000_000
    slowest_seconds: float = 1800.0
    most_bytes: int = 4_000_000_000
    most_seconds: float = 6 * 3600.0


DEFAULT_LIMITS = Limits()


class Client:
    """Asks one publisher within its limits.

    Attributes:
        publisher: as errors name it.
    """

    def __init__(  # noqa: PLR0913 - each has its usual value
        self,
        publisher: str,
        limits: Limits = DEFAULT_LIMITS,
        *,
        secrets: Sequence[str] = (),
        declared: Declared = NOWHERE,
        pause: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        timeout: tuple[float, float] = TIMEOUT,
        attempts: int = ATTEMPTS,
    ) -> None:
        """Keeps the limits.

        Args:
            secrets: keys that are removed from every address, message and stored answer.
            declared: the publisher's own addresses; keys are sent there only.
            timeout: seconds to connect, and seconds between two pieces of an answer.
        """
        self.publisher, self.limits, self._attempts = publisher, limits, attempts
        self._secrets = Secrets(secrets)
        self._pause, self._clock, self._timeout = pause, clock, timeout
        self._calls: deque[float] = deque()
        self._questions = Questions(publisher, self._secrets, declared)
        self.begin()

    def begin(self) -> None:
        """Begins a source: what is asked for it in all is counted from now."""
        self._began, self._taken = self._clock(), 0

    def get(
        self, url: str, params: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """The whole answer to a GET; SourceError in one Swedish line.

        Where the headers hold a condition the answer may be without content and with the status UNCHANGED.
        """
        return self._ask("GET", url, params=params, headers=headers)

    def post(
        self,
        url: str,
        body: object = None,
        params: Mapping[str, str] | None = None,
        *,
        form: Mapping[str, str] | None = None,
    ) -> Answer:
        """The whole answer to a POST with a JSON body, or a form's fields; SourceError in one Swedish line."""
        return self._ask("POST", url, params=params, json=None if form else body, data=form)

    def head(
        self, url: str, params: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """What is said of an answer (its time, its mark) without the answer; SourceError in one Swedish line."""
        return self._ask("HEAD", url, params=params, headers=headers)

    def address(self, url: str, params: Mapping[str, str] | None = None) -> str:
        """The address of a question as its answer has it, every key removed."""
        try:
            bare = addresses.without_user(url)[0]
            return self.redacted(requests.Request("GET", bare, params=params).prepare().url or "")
        except ValueError:  # an address that is none: asking says so
            return addresses.shown(url, self.redacted)

    def redacted(self, text: str) -> str:
        """A text without any of the keys, however they are written."""
        return self._secrets.removed(text)

    def words(self, text: str) -> str:
        """What a publisher says, without the keys; none of it where a part of a key is left."""
        return self._secrets.words(text)

    def _ask(self, method: str, url: str, **given: Any) -> Answer:  # noqa: ANN401 - as requests has them
        asked, reason, status = self._questions.prepared(method, url, **given), "", 0
        for attempt in range(self._attempts):
            self._wait_for_room()
            self._refuse_endless()
            outcome = self._attempted(asked)
            if isinstance(outcome, Answer):
                self._taken += len(outcome.content)
                if keep := RECORDER.get():
                    keep(asked, outcome, {})
                return outcome
            reason, wait, status = outcome
            wanted = wait or FIRST_PAUSE * 2**attempt
            if wanted > LONGEST_PAUSE:
                long = f"{wanted:.0f} s" if wanted < A_DAY else "mer än ett dygn"
                raise UnreachableError(
                    f"{self.publisher}: {reason} och ber oss vänta {long}; kör igen efter det", status
                )
            if attempt < self._attempts - 1:
                self._pause(wanted)
        tries = f" efter {self._attempts} försök" if self._attempts > 1 else ""
        raise UnreachableError(f"{self.publisher}: {reason}{tries}; försök igen senare ({self._where(url)})", status)

    def _attempted(self, asked: requests.PreparedRequest) -> Answer | tuple[str, float | None, int]:
        """The whole answer; or what is wrong but may pass, the seconds to wait that it asks for, and its status."""
        UNDER_WAY.set(Attempt(self.limits.slowest_seconds, self.limits.largest_bytes * 9 // 8 + (1 << 20)))
        try:
            with self._questions.ask(asked, self._timeout, self._wait_for_room) as answer:
                if answer.status_code in WHOLE or _is_unchanged(answer):
                    return self._whole(answer)
                if answer.status_code // 100 < 5 and answer.status_code not in WORTH_ANOTHER_TRY:
                    raise self._permanent(asked, answer)
                wait = retry_after(answer)
                if keep := RECORDER.get():
                    asked_for = {} if wait is None else {"Retry-After": f"{wait:.0f}"}
                    keep(asked, self._answer(answer, refusal(answer)), asked_for)
                return f"svarade {answer.status_code}", wait, answer.status_code
        except TooMuchError:
            raise SourceError(
                f"{self.publisher}: svaret är större än {self.limits.largest_bytes} byte; avbröts"
            ) from None
        except SourceError:
            raise
        except (requests.RequestException, *NONSENSE) as error:
            if UNDER_WAY.get().left <= 0:  # what has taken all of its time once is not let do so again
                where = self._where(asked.url or "")
                raise UnreachableError(f"{self.publisher}: svarade inte i tid; försök igen senare ({where})") from None
            return fault(error), None, 0

    def _whole(self, answer: requests.Response) -> Answer:
        has_body = answer.request.method != "HEAD" and answer.status_code != UNCHANGED
        stated = answer.headers.get("Content-Length") if has_body and not answer.raw.chunked else None
        if has_body and not is_way_known(answer):
            raise requests.exceptions.ContentDecodingError("Transfer-Encoding")
        if stated is not None and not LENGTH.fullmatch(stated):
            raise requests.exceptions.InvalidHeader("Content-Length")
        if stated is not None and int(stated) > self.limits.largest_bytes:
            raise TooMuchError
        parts, size = [], 0
        for part in answer.iter_content(PIECE):
            parts.append(part)
            size += len(part)
            if size > self.limits.largest_bytes:
                raise TooMuchError
        if stated is not None and "Content-Encoding" not in answer.headers and size != int(stated):
            raise requests.ConnectionError("half an answer")
        if has_body and stated != "0" and not is_unpacked_whole(answer):
            raise requests.ConnectionError("half a packed answer")
        return self._answer(answer, b"".join(parts))

    def _answer(self, answer: requests.Response, content: bytes) -> Answer:
        """What was answered, without keys and with where from and when."""
        marks = {name: self._mark(answer.headers.get(name)) for name in ("ETag", "Last-Modified", REPLAYED)}
        return Answer(
            self._secrets.removed_from_bytes(content),
            self.redacted(answer.url),
            answer.status_code,
            printable(self.words(answer.headers.get("Content-Type", ""))),
            datetime.now(UTC),
            marks["ETag"],
            marks["Last-Modified"],
            marks[REPLAYED],
            is_cut=CUT in answer.headers,
        )

    def _mark(self, text: str | None) -> str | None:
        """A mark of an edition without keys; what is long or cannot be printed is none."""
        return self.words(text) if text and text.isprintable() and len(text) <= LONGEST_MARK else None

    def _permanent(self, asked: requests.PreparedRequest, answer: requests.Response) -> SourceError:
        content = refusal(answer)
        if keep := RECORDER.get():
            keep(asked, self._answer(answer, content), {})
        said = content.decode("utf-8", "replace")
        detail = excerpt(" ".join(self.words(said).split()), DETAIL_LETTERS)
        detail = f": {detail}" if detail and not detail.startswith("<") else ""
        status, where = answer.status_code, self._where(answer.url)
        what = PERMANENT.get(status, "förfrågan avvisades")
        return RefusedError(f"{self.publisher}: {what} ({status}, {where}){detail}", status)

    def _where(self, url: str) -> str:
        parts = urlsplit(url)
        return self.redacted(printable(self.redacted(f"{parts.netloc.rpartition('@')[2]}{parts.path}")))

    def _refuse_endless(self) -> None:
        """SourceError where a source has taken all that it may: each answer is small, but they never end."""
        if self._taken > self.limits.most_bytes:
            most = swedish.size(self.limits.most_bytes)
            raise SourceError(f"{self.publisher}: svaren är tillsammans över {most}; avbröts")
        if self._clock() - self._began > self.limits.most_seconds:
            hours = swedish.number(self.limits.most_seconds / 3600)
            raise SourceError(f"{self.publisher}: hämtningen har pågått i mer än {hours} timmar; avbröts")

    def _wait_for_room(self) -> None:
        """Waits until one more call is within the publisher's window."""
        now = self._clock()
        while self._calls and now - self._calls[0] >= self.limits.seconds:
            self._calls.popleft()
        if len(self._calls) >= self.limits.calls:
            self._pause(self.limits.seconds - (now - self._calls.popleft()))
        self._calls.append(self._clock())


def _is_unchanged(answer: requests.Response) -> bool:
    """Whether it says that nothing has changed since what the question named; without a condition nobody can say so."""
    return answer.status_code == UNCHANGED and any(name in answer.request.headers for name in CONDITIONS)
