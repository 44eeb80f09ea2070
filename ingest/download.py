"""The only module that opens a socket to a publisher: limits, retries, size, and keys that never leave it.

What is worth another try (429, 5xx, time-outs, broken connections, half answers) is tried again, after as long as the
publisher asks for; what is not (400, 401, 403, 404, 410, a wait of more than two minutes) stops at once. Every fault is
one Swedish line that names the publisher.
"""

import hashlib
import os
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

import requests

from ingest.secrets import Secrets
from malkollen.errors import SourceError
from malkollen.printable import excerpt

OFFLINE_VARIABLE = "MALKOLLEN_OFFLINE"
USER_AGENT = "Malkollen/0.1 (Sodertornskommunerna)"  # headers are ASCII
ATTEMPTS = 4
FIRST_PAUSE = 2.0
LONGEST_PAUSE = 120.0
TIMEOUT = (10.0, 120.0)
WORTH_ANOTHER_TRY = (408, 425, 429)
DETAIL_LETTERS = 200
CONDITIONS = ("If-None-Match", "If-Modified-Since")
UNCHANGED = 304
PERMANENT = {
    UNCHANGED: "sade 'oförändrat' fast vi inte hade något att jämföra med; svarar en proxy i utgivarens ställe?",
    400: "förfrågan avvisades",
    401: "nyckeln saknas eller är fel",
    403: "förfrågan nekades",
    404: "adressen finns inte längre",
    410: "adressen är borttagen",
}
BROKEN = (
    (requests.Timeout, "svarade inte i tid"),
    (requests.exceptions.SSLError, "har ett certifikat som inte godtas"),
    (requests.exceptions.ProxyError, "går inte att nå genom proxyn"),
    (requests.TooManyRedirects, "hänvisar runt i en ring"),
    (requests.RequestException, "gick inte att nå, bröt anslutningen eller gav ett avkortat svar"),
)


class UnreachableError(SourceError):
    """The publisher could not be asked: no network, no answer, or a wait that it asks for."""


@dataclass(frozen=True)
class Limits:
    """A publisher's own limits: so many calls in so many seconds, and the largest and slowest answer we take."""

    calls: int = 10
    seconds: float = 10.0
    largest_bytes: int = 500_000_000
    slowest_seconds: float = 1800.0


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True)
class Answer:
    """A whole answer with its provenance. url: with every key removed."""

    content: bytes
    url: str
    status: int
    content_type: str
    fetched_at: datetime
    etag: str | None = None
    last_modified: str | None = None

    @property
    def sha256(self) -> str:
        """The fingerprint of the bytes as they came."""
        return hashlib.sha256(self.content).hexdigest()


class Client:
    """Asks one publisher within its limits.

    Attributes:
        publisher: as errors name it.
    """

    def __init__(
        self,
        publisher: str,
        limits: Limits = DEFAULT_LIMITS,
        *,
        secrets: Sequence[str] = (),
        pause: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        timeout: tuple[float, float] = TIMEOUT,
        attempts: int = ATTEMPTS,
    ) -> None:
        """Keeps the limits.

        Args:
            secrets: keys that are removed from every address, message and stored answer.
            timeout: seconds to connect, and seconds between two pieces of an answer.
        """
        self.publisher, self.limits, self._attempts = publisher, limits, attempts
        self._secrets = Secrets(secrets)
        self._pause, self._clock, self._timeout = pause, clock, timeout
        self._calls: deque[float] = deque()
        self._session = _Session(publisher, self._secrets)
        self._session.headers["User-Agent"] = USER_AGENT

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
            return self.redacted(requests.Request("GET", url, params=params).prepare().url or "")
        except ValueError:  # an address that is none: asking says so
            return self.redacted(url)

    def redacted(self, text: str) -> str:
        """A text without any of the keys, however they are written."""
        return self._secrets.removed(text)

    def _ask(self, method: str, url: str, **given: object) -> Answer:
        _refuse_network(url, self.publisher)
        fault = ""
        for attempt in range(self._attempts):
            self._wait_for_room()
            wanted = FIRST_PAUSE * 2**attempt
            try:
                answer = self._session.request(method, url, timeout=self._timeout, stream=True, **given)  # type: ignore[arg-type]
                with answer:
                    if answer.status_code // 100 == 2 or _is_unchanged(answer):
                        return self._whole(answer)
                    if answer.status_code // 100 < 5 and answer.status_code not in WORTH_ANOTHER_TRY:
                        raise self._permanent(answer)
                    fault = f"svarade {answer.status_code}"
                    wanted = _retry_after(answer.headers.get("Retry-After")) or wanted
            except ValueError as error:  # requests' own for an address that is none; SourceError is one too
                raise self._no_address(error, url) from None
            except requests.RequestException as error:
                fault = next(words for kind, words in BROKEN if isinstance(error, kind))
            if wanted > LONGEST_PAUSE:
                raise UnreachableError(
                    f"{self.publisher}: {fault} och ber oss vänta {wanted:.0f} s; kör igen efter det"
                )
            if attempt < self._attempts - 1:
                self._pause(wanted)
        tries = f" efter {self._attempts} försök" if self._attempts > 1 else ""
        raise UnreachableError(f"{self.publisher}: {fault}{tries}; försök igen senare ({self._where(url)})")

    def _whole(self, answer: requests.Response) -> Answer:
        parts, size, began = [], 0, self._clock()
        for part in answer.iter_content(1 << 16):
            parts.append(part)
            size += len(part)
            if size > self.limits.largest_bytes:
                raise SourceError(f"{self.publisher}: svaret är större än {self.limits.largest_bytes} byte; avbröts")
            if self._clock() - began > self.limits.slowest_seconds:
                raise requests.Timeout("too slow an answer")
        expected = answer.headers.get("Content-Length")
        has_body = answer.request.method != "HEAD" and answer.status_code != UNCHANGED
        is_plain = has_body and "Content-Encoding" not in answer.headers
        if is_plain and expected and expected.isdecimal() and size != int(expected):
            raise requests.ConnectionError("half an answer")
        headers = {name: self.redacted(value) for name, value in answer.headers.items()}
        known = requests.structures.CaseInsensitiveDict(headers)
        return Answer(
            self._secrets.removed_from_bytes(b"".join(parts)),
            self.redacted(answer.url),
            answer.status_code,
            known.get("Content-Type", ""),
            datetime.now(UTC),
            known.get("ETag"),
            known.get("Last-Modified"),
        )

    def _permanent(self, answer: requests.Response) -> SourceError:
        try:
            said = next(answer.iter_content(1 << 16), b"").decode("utf-8", "replace")
        except requests.RequestException:
            said = ""
        detail = "".join(letter if letter.isprintable() else " " for letter in self.redacted(said))
        detail = " ".join(detail.split())[:DETAIL_LETTERS]
        detail = f": {detail}" if detail and not detail.startswith("<") else ""
        what = PERMANENT.get(answer.status_code, "förfrågan avvisades")
        return SourceError(f"{self.publisher}: {what} ({answer.status_code}, {self._where(answer.url)}){detail}")

    def _no_address(self, error: ValueError, url: str) -> SourceError:
        if isinstance(error, SourceError):
            return error
        return SourceError(f"{self.publisher}: '{excerpt(self.redacted(url), 200)}' är ingen adress som går att fråga")

    def _where(self, url: str) -> str:
        parts = urlsplit(url)
        return self.redacted(f"{parts.netloc.rpartition('@')[2]}{parts.path}")

    def _wait_for_room(self) -> None:
        """Waits until one more call is within the publisher's window."""
        now = self._clock()
        while self._calls and now - self._calls[0] >= self.limits.seconds:
            self._calls.popleft()
        if len(self._calls) >= self.limits.calls:
            self._pause(self.limits.seconds - (now - self._calls.popleft()))
        self._calls.append(self._clock())


class _Session(requests.Session):
    """Follows a redirect only where we may ask, and takes no key along to another host."""

    def __init__(self, publisher: str, secrets: Secrets) -> None:
        super().__init__()
        self._publisher, self._secrets = publisher, secrets

    def rebuild_auth(self, prepared_request: requests.PreparedRequest, response: requests.Response) -> None:
        """Called by requests before a redirect is followed."""
        _refuse_network(prepared_request.url or "", self._publisher)
        super().rebuild_auth(prepared_request, response)
        if self.should_strip_auth(response.request.url or "", prepared_request.url or ""):
            for name, value in list(prepared_request.headers.items()):
                if self._secrets.removed(str(value)) != value:
                    del prepared_request.headers[name]


def _is_unchanged(answer: requests.Response) -> bool:
    """Whether it says that nothing has changed since what the question named; without a condition nobody can say so."""
    return answer.status_code == UNCHANGED and any(name in answer.request.headers for name in CONDITIONS)


def _refuse_network(url: str, publisher: str) -> None:
    """With MALKOLLEN_OFFLINE set only this machine is asked (tests, and servers that may not call out)."""
    if os.environ.get(OFFLINE_VARIABLE) and not _is_loopback(urlsplit(url).hostname or ""):
        raise UnreachableError(f"{publisher}: nätet är avstängt ({OFFLINE_VARIABLE}); inget hämtades")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _retry_after(text: str | None) -> float | None:
    """Seconds to wait: given as seconds or as a date."""
    if not text:
        return None
    if text.strip().isdecimal():
        return float(text)
    try:
        return max((parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return None
