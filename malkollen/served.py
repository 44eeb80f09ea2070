"""What the operator has said of the server: the names it is reached by, who may frame it, how many may read at once."""

import ipaddress
import os
import re
import socket
from dataclasses import dataclass
from datetime import date, datetime

from malkollen.errors import MalkollenError
from malkollen.texts.printable import excerpt

AS_OF_VARIABLE = "MALKOLLEN_AS_OF"
ADDRESS_VARIABLE = "MALKOLLEN_ADDRESS"
"""Where readers open the dashboard, also for links from documents: https://… without a path of a page."""
HOSTS_VARIABLE = "MALKOLLEN_HOSTS"
FRAMES_VARIABLE = "MALKOLLEN_FRAMES"
CONTACT_VARIABLE = "MALKOLLEN_CONTACT"
"""An address for letters about the open data; dataportal.se wants one."""
READERS_VARIABLE = "MALKOLLEN_READERS"
FREE_VARIABLE = "MALKOLLEN_LEAST_FREE_MB"
UPLOAD_VARIABLE = "MALKOLLEN_LARGEST_UPLOAD_MB"
LARGEST_UPLOAD_MB = 25
"""Of a file that the office hands over on a page: it lies in memory. Larger ones go by the data folder's inbox."""
MOST_READERS = 400
"""Sessions at once: with what each holds, a process stays well under a gigabyte."""
LEAST_FREE_MB = 500
"""Megabytes: a rebuild needs room for a second database beside the first, and for what is fetched."""
ANYWHERE = {"0.0.0.0", "::"}  # noqa: S104 - every address of the machine, which is warned of
PORTS = {"http": 80, "https": 443}
_LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
AUTHORITY = re.compile(rf"(?P<name>\[[0-9a-f:.]+\]|{_LABEL}(?:\.{_LABEL})*\.?)(?::(?P<port>[0-9]{{1,5}}))?")
LAST_PORT = 65_535
LONGEST_NAME = 255
MAIL = re.compile(r"[^@\s<>\"]{1,64}@[^@\s<>\"]{1,190}")
SITE = re.compile(r"(?:(?P<scheme>https?)://)?(?P<authority>[^/?#]+)(?:[/?#].*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Authority:
    """A host's name and, where it is said, its port."""

    name: str
    port: int | None = None


@dataclass(frozen=True)
class Site:
    """An address that the operator has named; without scheme it may be either, without port it is the scheme's own."""

    host: Authority
    scheme: str | None = None

    def is_at(self, origin: "Site") -> bool:
        """Whether a page from `origin`, whose scheme and port are both known, is one of this site's."""
        scheme = origin.scheme or "http"
        port = self.host.port or PORTS[scheme]
        return origin.host.name == self.host.name and origin.host.port == port and self.scheme in {None, origin.scheme}


def authority(text: str) -> Authority | None:
    """A host with or without port, as a browser writes it; None for anything else (a user's name, a path, nothing)."""
    parts = AUTHORITY.fullmatch(text.lower())
    if not parts or len(parts["name"]) > LONGEST_NAME:
        return None
    port = int(parts["port"]) if parts["port"] else None
    if port is not None and not 1 <= port <= LAST_PORT:
        return None
    name = plain(parts["name"])
    return None if "[" in name or _is_no_address(name) else Authority(name, port)


def _is_no_address(name: str) -> bool:
    """Whether a name that ends in a number, as only an address of a machine does, is none."""
    bare = name.removesuffix(".")
    if not bare.rpartition(".")[2].isdecimal():
        return False
    try:
        ipaddress.ip_address(bare)
    except ValueError:
        return True
    return False


def plain(name: str) -> str:
    """A name as it is compared: an address of the machine in one way only, without brackets."""
    try:
        address = ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return name
    return str(getattr(address, "ipv4_mapped", None) or address)


def sites() -> list[Site]:
    """The addresses in MALKOLLEN_ADDRESS and MALKOLLEN_HOSTS; MalkollenError where one is no address."""
    found = [_site(ADDRESS_VARIABLE, text) for text in [os.environ.get(ADDRESS_VARIABLE, "").strip()] if text]
    return [*found, *(_site(HOSTS_VARIABLE, text) for text in _parts(HOSTS_VARIABLE))]


def framers() -> list[str]:
    """Who may show Målkollen in a frame, besides itself, as written in a browser's policy."""
    sites = []
    for text in _parts(FRAMES_VARIABLE):
        site = _site(FRAMES_VARIABLE, text)
        sites.append(spelt(site.host, site.scheme or "https"))
    return sites


def spelt(host: Authority, scheme: str) -> str:
    """An address as it is written, in one way only: without the port that the scheme has of its own."""
    name = f"[{host.name}]" if ":" in host.name else host.name
    port = "" if host.port in {None, PORTS[scheme]} else f":{host.port}"
    return f"{scheme}://{name}{port}"


def came_to(host: str, scheme: str) -> str:
    """The address that a reader came to, in one spelling, with the scheme that the operator says of that name.

    Args:
        host: as the request has it. scheme: as it came to us; whatever is not https is http.
    """
    reached = authority(host) or Authority("localhost")
    said = next((site.scheme for site in sites() if site.host.name == reached.name and site.scheme), None)
    return spelt(reached, said or ("https" if scheme in {"https", "wss"} else "http"))


def most_readers() -> int:
    """How many sessions may be open at once in one process."""
    return _whole(READERS_VARIABLE, MOST_READERS)


def least_free() -> int:
    """Bytes that must be free in the data folder for the server to be called well."""
    return _whole(FREE_VARIABLE, LEAST_FREE_MB) * 1_000_000


def address() -> str:
    """Where readers open the dashboard, with its scheme and without a slash last; empty where nobody has said.

    An address without scheme is https://…, which is what a browser tries first.
    """
    text = os.environ.get(ADDRESS_VARIABLE, "").strip().rstrip("/")
    return f"https://{text}" if text and "://" not in text else text


def contact() -> str:
    """Where letters about the open data go; empty where the operator has named nobody."""
    text = os.environ.get(CONTACT_VARIABLE, "").strip()
    if text and not MAIL.fullmatch(text):
        raise MalkollenError(
            f"{CONTACT_VARIABLE}: '{excerpt(text, 80)}' är ingen e-postadress; skriv till exempel data@exempel.se"
        )
    return text


def is_loopback(address: str) -> bool:
    """Whether an address that the server listens on is reached from this machine alone."""
    if address in ANYWHERE:
        return False
    found = {str(entry[4][0]) for entry in socket.getaddrinfo(address, None, type=socket.SOCK_STREAM)}
    return all(ipaddress.ip_address(name.partition("%")[0]).is_loopback for name in found)


def largest_upload() -> int:
    """Megabytes of a file that the office may hand over on a page."""
    return _whole(UPLOAD_VARIABLE, LARGEST_UPLOAD_MB)


def check() -> None:
    """MalkollenError where a setting of the server cannot be understood."""
    contact()
    sites()
    framers()
    most_readers()
    least_free()
    largest_upload()


def _parts(variable: str) -> list[str]:
    return [part for part in re.split(r"[,\s]+", os.environ.get(variable, "")) if part]


def _site(variable: str, text: str) -> Site:
    parts = SITE.fullmatch(text)
    host = _named(parts["authority"]) if parts else None
    if not parts or not host:
        raise MalkollenError(
            f"{variable}: '{excerpt(text, 80)}' är ingen adress; skriv till exempel https://intranat.exempel.se"
        )
    return Site(host, parts["scheme"] and parts["scheme"].lower())


def _named(text: str) -> Authority | None:
    """A name that a person writes, with letters of his own; a browser sends them recoded."""
    try:
        return authority(text if text.isascii() else text.encode("idna").decode("ascii"))
    except UnicodeError:
        return None


def _whole(variable: str, default: int) -> int:
    text = os.environ.get(variable, "").strip() or str(default)
    if not re.fullmatch(r"[0-9]{1,7}", text) or int(text) < 1:
        raise MalkollenError(f"{variable}: '{excerpt(text, 80)}' är inget helt tal; skriv till exempel {default}")
    return int(text)


def as_of() -> date:
    """Today, or the day the dashboard was started for (`malkollen start --as-of`)."""
    return date.fromisoformat(os.environ.get(AS_OF_VARIABLE) or f"{datetime.now().astimezone():%Y-%m-%d}")
