"""Where a publisher may be asked: whose an address is, where a key may go, and what a redirect may lead to.

A key goes to the addresses that are declared beside the source's code, or to the one that the operator gives in the
environment in their place, and nowhere else: not by a redirect, and not by an address that an answer holds.
"""

import os
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import unquote, urljoin, urlsplit

from ingest import publishers
from malkollen.database.settings import OFFLINE_VARIABLE, REPLAYING, setting
from malkollen.errors import SourceError
from malkollen.texts.printable import excerpt

PORTS = {"http": 80, "https": 443}
USER = re.compile(r"(?<=//)[^/?#]*@")
SHOWN_LETTERS = 200
CLOSED = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home.arpa")
CARRIES_IPV4 = (IPv6Network("64:ff9b::/96"), IPv6Network("::/96"))
Origin = tuple[str, str, int]
"""Scheme, host and port."""
Clean = Callable[[str], str]
"""Takes the keys out of a text; always before it is cut, so that no half key is left."""


class _StatusError(SourceError):
    """A question without its answer. status: of what came in its place; 0 where it is not known."""

    def __init__(self, reason: str, status: int = 0) -> None:
        """Keeps the status beside the line."""
        super().__init__(reason)
        self.status = status


class UnreachableError(_StatusError):
    """The publisher could not be asked: no network, no answer, or a wait that it asks for."""


class RefusedError(_StatusError):
    """The publisher refuses a question, and would do so again."""


class MovedError(SourceError):
    """The publisher sends a question on to somebody who may not have it."""


@contextmanager
def naming(name: str, *entry: str) -> Iterator[None]:
    """Says which entry to change where an address is gone (404, 410)."""
    try:
        yield
    except RefusedError as error:
        if error.status not in (404, 410):
            raise
        raise RefusedError(f"{error}; {publishers.change(name, *entry)}", error.status) from None


@dataclass(frozen=True)
class Declared:
    """A publisher's own addresses, as they are declared beside the code.

    Attributes:
        addresses: the first is the one asked.
        variable: the environment variable by which the operator gives another in their place.
        name: the publisher in ingest/publishers/, whose addresses the data folder's file may change.
        key_variable: the environment variable that names a further place for its key.
    """

    addresses: tuple[str, ...] = ()
    variable: str | None = None
    name: str | None = None
    key_variable: str | None = None

    @property
    def now(self) -> tuple[str, ...]:
        """The operator's address where there is one, else the data folder's, else ours."""
        if given := self.given:
            return (given,)
        return tuple(publishers.read(self.name)["addresses"] if self.name else self.addresses)

    @property
    def given(self) -> str:
        """The address in the environment; an empty text where there is none."""
        return setting(self.variable) if self.variable else ""

    @property
    def for_keys(self) -> tuple[str, ...]:
        """Where a key may go: never to an address that the data folder's file alone names."""
        host = setting(self.key_variable) if self.key_variable else ""
        more = (host if "://" in host else f"https://{host}",) if host else ()
        return ((self.given,) if self.given else self.addresses) + more

    @property
    def others(self) -> tuple[str, ...]:
        """The publisher's other addresses, where a question without a key may be sent on."""
        return (*self.now, *(publishers.ours(self.name)["also"] if self.name else ()), *self.for_keys)

    def change(self) -> str:
        """How the address is changed, in Swedish."""
        entry = f" eller {self.name}.addresses i {publishers.FILE} i datamappen" if self.name else ""
        return f"sätt {self.variable}{entry}" if self.variable else "anmäl det till den som sköter koden"

    @property
    def base(self) -> str:
        """The address that is asked, without a slash last."""
        return self.now[0].rstrip("/")


def of(name: str, variable: str, key_variable: str | None = None) -> Declared:
    """The addresses of a publisher in ingest/publishers/."""
    return Declared(tuple(publishers.ours(name)["addresses"]), variable, name, key_variable)


LATER = "försök igen i morgon, och anmäl det annars till den som sköter koden"
NOWHERE = Declared()
"""Of a client that has no key to send."""


def origin(url: str) -> Origin:
    """Whom an address asks; ValueError where it is none that can be asked."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError("no address")
    return parts.scheme, parts.hostname.rstrip("."), parts.port or PORTS[parts.scheme]


def without_user(url: str) -> tuple[str, tuple[str, str] | None]:
    """An address without its name and password, and those (None where it has none); ValueError where it is none."""
    parts = urlsplit(url)
    user, mark, host = parts.netloc.rpartition("@")
    if not mark:
        return url, None
    name, _, word = user.partition(":")
    return parts._replace(netloc=host).geturl(), (unquote(name), unquote(word))


def shown(url: str, clean: Clean = str) -> str:
    """An address as a message may have it: without name, password and keys, printable and not too long."""
    return excerpt(clean(USER.sub("", url)), SHOWN_LETTERS)


def refuse_network(url: str, publisher: str) -> None:
    """With MALKOLLEN_OFFLINE set only this machine is asked (tests, and servers that may not call out)."""
    if os.environ.get(OFFLINE_VARIABLE) and not is_loopback(url):
        raise UnreachableError(f"{publisher}: nätet är avstängt ({OFFLINE_VARIABLE}); inget hämtades")


def refuse_undeclared(url: str, declared: Declared, publisher: str, *, has_key: bool, clean: Clean = str) -> None:
    """SourceError where a key would go to an address that is not the publisher's, or https has become http."""
    asked, own = origin(url), {origin(each) for each in declared.for_keys}
    if asked[0] == "http" and any((scheme, host) == ("https", asked[1]) for scheme, host, _ in own - {asked}):
        raise SourceError(f"{publisher}: {_said(asked, clean)} frågas bara med https; inget skickades")
    if has_key and asked not in own:
        raise SourceError(
            f"{publisher}: nyckeln skickas inte till {_said(asked, clean)}, "
            f"som inte är en av utgivarens adresser i koden{_key_host(asked, declared)}"
        )


def next_address(url: str, location: str, publisher: str, clean: Clean = str) -> str:
    """Where a redirect leads; SourceError where no program should follow it."""
    try:
        new = urljoin(url, location.strip())
        asked, to = origin(url), origin(new)
        has_user = without_user(new)[1] is not None
    except ValueError:
        raise SourceError(
            f"{publisher}: hänvisar till '{shown(location, clean)}', som inte går att fråga; {LATER}"
        ) from None
    if has_user:
        raise SourceError(f"{publisher}: hänvisar till {_said(to, clean)} med namn och lösenord i adressen; följs inte")
    if asked[0] == "https" and to[0] == "http":
        raise SourceError(f"{publisher}: hänvisar från https till http ({_said(to, clean)}), oskyddat; följs inte")
    if is_within(to[1]) and not is_within(asked[1]):
        raise SourceError(f"{publisher}: hänvisar till en adress i ert eget nät ({_said(to, clean)}); följs inte")
    return new


def refuse_move(
    url: str, new: str, publisher: str, declared: Declared, clean: Clean = str, *, has_key: bool, has_body: bool
) -> None:
    """MovedError where a redirect leads to somebody else and the question has a key or a body: nobody else gets them.

    A key follows to the addresses where one may be sent, a body without one to any of the publisher's.
    """
    own = declared.for_keys if has_key else declared.others
    if origin(url) == origin(new) or not (has_key or has_body) or origin(new) in set(map(origin, own)):
        return
    todo = declared.change()
    todo = f"stämmer det, {todo}" if declared.variable else todo
    kept = ", dit nyckeln inte skickas" if has_key else ""
    raise MovedError(f"{publisher}: adressen har flyttat till {shown(new.partition('?')[0], clean)}{kept}; {todo}")


def _key_host(asked: Origin, declared: Declared) -> str:
    """What to do where it is the data folder's file that names a place no key goes to."""
    if not declared.key_variable or asked not in set(map(origin, declared.now)):
        return ""
    return f"; {publishers.FILE} får inte säga vart en nyckel går: stämmer det, sätt {declared.key_variable}"


def _said(place: Origin, clean: Clean = str) -> str:
    scheme, host, port = place
    return shown(f"{scheme}://{host}" if port == PORTS[scheme] else f"{scheme}://{host}:{port}", clean)


def is_replay(url: str) -> bool:
    """Whether an address is that of a recording that answers in the publishers' place."""
    return os.environ.get(OFFLINE_VARIABLE) == REPLAYING and is_loopback(url)


def is_loopback(url: str) -> bool:
    """Whether an address is this machine's own."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_within(host: str) -> bool:
    """Whether a host is written as one of this machine or of a closed network, which no publisher has.

    Names of one word are an intranet's; numbers are read as a resolver reads them (127.1, 2130706433, 0x7f.1).
    """
    try:
        return _is_closed(ip_address(host.partition("%")[0]))
    except ValueError:
        pass
    try:
        return _is_closed(IPv4Address(socket.inet_aton(host)))
    except (OSError, UnicodeError):
        return "." not in host.rstrip(".") or host.rstrip(".").endswith(CLOSED)


def _is_closed(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is nobody's on the open net; also one that stands for such an IPv4 address."""
    if isinstance(address, IPv6Address):
        last = IPv4Address(int(address) & 0xFFFFFFFF)
        carried = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if carried is None and any(address in network for network in CARRIES_IPV4):
            carried = last
        if carried is not None:
            return _is_closed(carried)
    return not address.is_global or address.is_multicast
