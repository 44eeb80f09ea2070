"""Who is let in: a request must name this server, and a page that makes one must be this server's own.

Without it, any page on the Internet reaches the dashboard through its reader's browser, by a name of its own that it
points here (DNS rebinding), or by opening a web socket, which no browser forbids.
"""

import ipaddress
import logging
import platform
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from dashboard.web import limits
from dashboard.web.answers import answer
from malkollen import served
from malkollen.office import access
from malkollen.served import PORTS, Authority, Site

LOG = logging.getLogger(__name__)
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
NO_REQUEST = "Anropet går inte att förstå: det ska ha en sökväg och ett enda Host."
NOT_OURS = (
    "Målkollen svarar inte under det här namnet. Den som sköter servern anger det i MALKOLLEN_ADDRESS eller"
    " MALKOLLEN_HOSTS."
)
NOT_FROM_US = (
    "Målkollen svarar bara sina egna sidor. Är det här rätt adress anger den som sköter servern den i"
    " MALKOLLEN_ADDRESS, med porten om den inte är 443."
)
ALONE = (
    "Kansliets rum är öppnat utan inloggning. Då svarar Målkollen bara den här datorn, utan proxy. Den som sköter"
    " servern ställer in inloggning."
)
SENT_ON = ("forwarded", "via", "x-forwarded", "x-original-", "x-real-ip", "x-client-ip")
"""How headers that a proxy sets begin."""
FULL = "Så många läser just nu att ingen fler ryms. Ladda om sidan om en stund."
VERSIONS = {"1.0", "1.1"}
LOGGED = 50  # different refused names that are written to the log; whoever sends more has made his point


class Guard:
    """Refuses what does not name this server, or comes from another's page; the first to see every request."""

    def __init__(self, app: ASGIApp, *, is_open: Callable[[Scope], bool] = lambda _scope: False) -> None:
        """Wraps the app. Reads the operator's settings; MalkollenError where they make no sense.

        Args:
            is_open: whether a request is for what any page's script may read.
        """
        self._app, self._is_open = app, is_open
        self._sites = served.sites()
        self._ports = {site.host.name: {None, *PORTS.values()} for site in self._sites}
        for site in self._sites:
            self._ports[site.host.name].add(site.host.port)
        self._own = _own_names(config.get_option("server.address") or "")
        self._is_alone = access.is_set(access.OFFICE_VARIABLE)
        self._logged: set[str] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what is for us; answers the rest with 400 or 403."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        host = served.authority(hosts[0]) if len(hosts) == 1 else None
        is_plain = scope["path"].startswith("/") and scope.get("http_version", "1.1") in VERSIONS
        sent_on = _sent_on(scope) if self._is_alone else ""
        if len(hosts) != 1 or len(origins) > 1 or not is_plain:
            await answer(scope, receive, send, 400, NO_REQUEST)
        elif sent_on:
            self._say(sent_on, "anrop med", "kansliets rum är öppnat utan inloggning, för den här datorn ensam")
            await answer(scope, receive, send, 403, ALONE)
        elif host is None or not self._is_ours(host, scope.get("server")):
            self._say(hosts[0], "namnet")
            await answer(scope, receive, send, 403, NOT_OURS)
        elif origins and not self._is_open(scope) and not self._is_from_us(origins[0], host):
            self._say(origins[0], "sidor på")
            await answer(scope, receive, send, 403, NOT_FROM_US)
        else:
            await self._app(scope if self._is_open(scope) else _as_one(scope, origins), receive, send)

    def _is_ours(self, host: Authority, reached: tuple[str, int | None] | None) -> bool:
        """Whether a host is one of this server's: named by the operator, or the very address that was called.

        Args:
            reached: this end of the connection.
        """
        address, port = reached or ("", None)
        if host.port in self._ports.get(host.name, ()) or (host.name in self._ports and host.port == port):
            return True
        return (host.port or PORTS["http"]) == port and host.name in self._own | {served.plain(address)}

    def _is_from_us(self, text: str, host: Authority) -> bool:
        """Whether a page of this origin is this server's own."""
        origin = _origin(text)
        if origin is None:
            return False
        if any(site.is_at(origin) for site in self._sites):
            return True
        if any(site.scheme and site.host.name == origin.host.name for site in self._sites):
            return False  # the operator has said which it is
        return origin.host == Authority(host.name, host.port or PORTS[origin.scheme or "http"])

    def _say(self, what: str, kind: str, why: str = "inte i MALKOLLEN_ADDRESS eller MALKOLLEN_HOSTS") -> None:
        """Tells the log once, so that whoever set up the proxy sees which name to allow."""
        if what not in self._logged and len(self._logged) < LOGGED:
            self._logged.add(what)
            LOG.warning("Avvisar %s %.80s: %s.", kind, ascii(what), why)


class Seats:
    """Bounds how many sessions are open at once, so that memory has a ceiling."""

    def __init__(self, app: ASGIApp) -> None:
        """Wraps the app; the number comes from MALKOLLEN_READERS."""
        self._app = app
        self._most = _seats()
        self._taken = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what has a seat; answers a web socket with 503 when all are taken."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        if self._taken >= self._most:
            LOG.warning("Alla %d platser är upptagna; MALKOLLEN_READERS ger fler.", self._most)
            await answer(scope, receive, send, 503, FULL)
            return
        self._taken += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._taken -= 1


def _seats() -> int:
    """As many as the operator wants, or as the system lets us hold open; says so where that is fewer."""
    wanted, limit = served.most_readers(), limits.descriptors()
    enough = wanted if limit is None else limits.enough_for(limit)
    if enough < wanted:
        LOG.warning(
            "Gränsen för öppna filer, %d, räcker till %d läsare åt gången, inte %d; höj den (ulimit -n, LimitNOFILE).",
            *(limit, enough, wanted),
        )
    return min(wanted, enough)


def _sent_on(scope: Scope) -> str:
    """What shows that somebody else than this machine asks: a proxy's header, or an address; empty for nothing."""
    names = sorted(header.decode("latin-1") for header, _ in scope["headers"])
    client, _ = scope.get("client") or ("", 0)
    return next((name for name in names if name.startswith(SENT_ON)), "") or (
        "" if _is_here(client) else client or "okänd avsändare"
    )


def _is_here(client: str) -> bool:
    try:
        return ipaddress.ip_address(served.plain(client)).is_loopback
    except ValueError:
        return False


def _own_names(address: str) -> frozenset[str]:
    """The names that need not be said: loopback's, the one it listens on, and the machine's where others reach it."""
    name = served.plain(address.lower())
    is_alone = name in LOOPBACK or not name
    return LOOPBACK | ({name} if name else set()) | (set() if is_alone else {platform.node().lower()})


def _origin(text: str) -> Site | None:
    """A page's origin with its port spelt out; None where it is none, as 'null'."""
    scheme, mark, rest = text.partition("://")
    host = served.authority(rest) if mark and scheme in PORTS else None
    return Site(Authority(host.name, host.port or PORTS[scheme]), scheme) if host else None


def _as_one(scope: Scope, origins: list[str]) -> Scope:
    """The request with the page's own address as its Host, also where a proxy dropped the port or the name.

    Streamlit compares the two again, and where they differ it asks a service outside what this machine is called.
    """
    if not origins:
        return scope
    host = origins[0].partition("://")[2].encode("latin-1")
    others = [pair for pair in scope["headers"] if pair[0] != b"host"]
    return {**scope, "headers": [(b"host", host), *others]}
