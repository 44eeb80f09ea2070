"""Connections to publishers that end in time: one deadline for a whole attempt, headers and error bodies included.

Every read of every answer (also a proxy's, also the headers') waits no longer than the attempt has left, and bytes are
counted as they come over the line. No thread and no signal is needed, so Ctrl-C works and nothing is left behind.
"""

import io
import socket
import time
from collections.abc import Sequence
from contextvars import ContextVar
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import BadStatusLine, HTTPResponse, RemoteDisconnected

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager, ProxyManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NameResolutionError, NewConnectionError
from urllib3.util import connection

from ingest.fetching import addresses

PIECE = 1 << 16
CONNECTS = 3
"""Addresses of a name share so many times the time one may take to answer."""
ERROR_SECONDS = 15.0
"""How long the words of a refusal may take."""
NONSENSE = (ValueError, HTTPError)
"""What the libraries below let out where an answer's form makes no sense to them."""
BROKEN = (
    (requests.Timeout, "svarade inte i tid"),
    (requests.exceptions.ProxyError, "går inte att nå genom proxyn"),
    (requests.TooManyRedirects, "hänvisar runt i en ring"),
    (requests.exceptions.InvalidHeader, "svarade med en längd (Content-Length) som inte går att läsa"),
    (requests.RequestException, "gick inte att nå, bröt anslutningen eller gav ett avkortat svar"),
)


class TooMuchError(Exception):
    """More bytes than an attempt may take: neither a network's fault nor worth another try."""


class Attempt:
    """One attempt to fetch, redirects included: when it must be over, and how many bytes may come."""

    def __init__(self, seconds: float, most_bytes: int) -> None:
        """Begins now."""
        self._ends, self._room = time.monotonic() + seconds, most_bytes
        self.is_kept_outside = False
        """Whether it may not connect to this machine or a closed network: a publisher has led it on."""

    @property
    def left(self) -> float:
        """Seconds; none or less where it is over."""
        return self._ends - time.monotonic()

    def shorten(self, seconds: float) -> None:
        """Lets it go on so long at most from now."""
        self._ends = min(self._ends, time.monotonic() + seconds)

    def count(self, size: int) -> None:
        """Takes so many bytes of its room; TooMuchError where they are more."""
        self._room -= size
        if self._room < 0:
            raise TooMuchError


class WithinError(Exception):
    """A publisher has led an attempt to a name that is of this machine or a closed network."""


UNDER_WAY: ContextVar[Attempt] = ContextVar("UNDER_WAY")
"""The attempt whose bytes are being read; set before anything is asked."""


class Session(requests.Session):
    """Asks within the attempt under way; follows no redirect and looks for no password (.netrc) by itself."""

    def __init__(self) -> None:
        """Connects by our own means."""
        super().__init__()
        self.auth = lambda asked: asked
        for scheme in ("http://", "https://"):
            self.mount(scheme, _Adapter())

    def get_redirect_target(self, resp: requests.Response) -> None:  # noqa: ARG002
        """None: requests would otherwise read a redirect's body whole and make up the next question itself."""
        return


def fault(error: Exception) -> str:
    """What went wrong on the way, in a few Swedish words."""
    if isinstance(error, requests.exceptions.SSLError):
        if "certificate" in str(error).casefold():
            return "har ett certifikat som inte godtas"
        return "svarar inte med TLS (https) på den porten; stämmer adressen?"
    if any(isinstance(cause, BadStatusLine) and not isinstance(cause, RemoteDisconnected) for cause in _causes(error)):
        return "svarade med något annat än HTTP; stämmer adressen?"
    return next((words for kind, words in BROKEN if isinstance(error, kind)), "gav ett svar som inte går att läsa")


def refusal(answer: requests.Response) -> bytes:
    """The beginning of what a refusal says; nothing where it does not come in time."""
    UNDER_WAY.get().shorten(ERROR_SECONDS)
    try:
        return next(answer.iter_content(PIECE), b"")
    except (requests.RequestException, TooMuchError, *NONSENSE):
        return b""


def retry_after(answer: requests.Response) -> float | None:
    """Seconds to wait: given as seconds or as a date."""
    if not (text := answer.headers.get("Retry-After")):
        return None
    if text.strip().isdecimal():
        return float(text.strip())
    try:
        return max((parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds(), 0.0)
    except (ValueError, TypeError, OverflowError):
        return None


def is_within(host: str) -> bool:
    """Whether a name leads to this machine or a closed network; one that leads nowhere does not."""
    try:
        return _any_within(socket.getaddrinfo(host.strip("[]"), None, type=socket.SOCK_STREAM))
    except (OSError, UnicodeError):
        return False


def _any_within(found: Sequence[tuple[object, object, object, object, tuple[object, ...]]]) -> bool:
    return any(addresses.is_within(str(place[0])) for *_, place in found)


def _causes(error: BaseException) -> list[BaseException]:
    """An error and what it was made of."""
    found: list[BaseException] = [error]
    for one in found:
        found += [part for part in (*one.args, one.__context__) if isinstance(part, BaseException)][: 20 - len(found)]
    return found


class _Reader(io.RawIOBase):
    """What comes over a socket, piece by piece within the attempt under way."""

    def __init__(self, sock: socket.socket, raw: io.RawIOBase) -> None:
        super().__init__()
        self._sock, self._raw, self._pause = sock, raw, sock.gettimeout()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int | None:  # type: ignore[override]
        attempt = UNDER_WAY.get()
        left = attempt.left
        if left <= 0:
            raise TimeoutError("the attempt is over")
        self._sock.settimeout(left if self._pause is None else min(self._pause, left))
        size: int | None = self._raw.readinto(buffer)
        attempt.count(size or 0)
        return size

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Response(HTTPResponse):
    def __init__(
        self, sock: socket.socket, debuglevel: int = 0, method: str | None = None, url: str | None = None
    ) -> None:
        super().__init__(sock, debuglevel, method, url)
        self.fp = io.BufferedReader(_Reader(sock, self.fp.detach()), PIECE)


class _Plain(HTTPConnection):
    response_class = _Response

    def _new_conn(self) -> socket.socket:
        """As urllib3's, but a name with many silent addresses does not get the whole time for each of them."""
        try:
            addresses = socket.getaddrinfo(
                self._dns_host, self.port, connection.allowed_gai_family(), socket.SOCK_STREAM
            )
        except (socket.gaierror, UnicodeError) as error:
            raise NameResolutionError(self.host, self, error) from error  # type: ignore[arg-type]
        if self.proxy is None and UNDER_WAY.get().is_kept_outside and _any_within(addresses):
            raise WithinError
        each = self.timeout if isinstance(self.timeout, int | float) else UNDER_WAY.get().left
        until = time.monotonic() + min(CONNECTS * each, UNDER_WAY.get().left)
        last: OSError = TimeoutError("the attempt is over")
        for address in dict.fromkeys(str(address[0]) for *_, address in addresses):
            if (left := until - time.monotonic()) <= 0:
                break
            try:
                return connection.create_connection(
                    (address, self.port), min(each, left), self.source_address, self.socket_options
                )
            except OSError as error:
                last = error
        if isinstance(last, TimeoutError):
            raise ConnectTimeoutError(self, f"{self.host} did not answer") from last
        raise NewConnectionError(self, f"{self.host}: {last}") from last


class _Tls(HTTPSConnection, _Plain):
    response_class = _Response


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _Tls


class _Adapter(HTTPAdapter):
    """Connects by the classes above, through a proxy too."""

    def init_poolmanager(self, *given: object, **named: object) -> None:
        super().init_poolmanager(*given, **named)  # type: ignore[arg-type]
        _by_our_means(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **named: object) -> ProxyManager:
        manager: ProxyManager = super().proxy_manager_for(proxy, **named)
        if not proxy.lower().startswith("socks"):
            _by_our_means(manager)
        return manager


def _by_our_means(manager: PoolManager) -> None:
    manager.pool_classes_by_scheme = {"http": _PlainPool, "https": _TlsPool}
