"""Who talks with whom: what a page asks for, and whom the server's processes call."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, WebSocket

RECORDER = Path(__file__).parent / "recorder"
RECORD_VARIABLE = "MALKOLLEN_RECORD"
INLINE = ("data", "blob", "about")
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
POLICY = "Content Security Policy"
REFUSAL = 30  # seconds that a busy browser may take to say that it has refused something
UNBOUND = {"None", "", "0.0.0.0", "::"}


@dataclass
class Traffic:
    """Every request and every web socket of a page, and what the browser refused it by the server's policy."""

    origin: str
    addresses: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @contextmanager
    def followed(self, page: Page) -> Iterator[None]:
        """Notes what the page asks for within the block."""
        note = self._note
        page.on("request", note)
        page.on("websocket", note)
        page.on("console", self._note_refusal)
        yield
        page.remove_listener("request", note)
        page.remove_listener("websocket", note)
        page.remove_listener("console", self._note_refusal)

    def _note(self, asked: Request | WebSocket) -> None:
        self.addresses.append(asked.url)

    def _note_refusal(self, said: ConsoleMessage) -> None:
        if POLICY in said.text:
            self.refused.append(said.text)

    def await_refusal(self, page: Page) -> list[str]:
        """What the browser has refused the page, once it has said so; empty if it says nothing in half a minute."""
        limit = time.monotonic() + REFUSAL
        while not self.refused and time.monotonic() < limit:
            page.wait_for_timeout(20)  # its messages are read while it waits
        return self.refused

    def elsewhere(self) -> list[str]:
        """Those that went to anybody but the server."""
        host = urlsplit(self.origin).netloc
        split = [(address, urlsplit(address)) for address in self.addresses]
        return [address for address, parts in split if parts.scheme not in INLINE and parts.netloc != host]


class Call(NamedTuple):
    """What a process did with a socket: bound it, connected it, or looked a name up."""

    process: int
    event: str
    host: str | None

    @property
    def is_elsewhere(self) -> bool:
        return self.event != "bind" and str(self.host) not in LOOPBACK | UNBOUND and not str(self.host).startswith("/")


def recorded(record: Path) -> list[Call]:
    """The calls that the recorder has written down."""
    return [Call(**json.loads(line)) for line in record.read_text(encoding="utf-8").splitlines()]


def processes(group: int) -> list[int]:
    """The ids of the processes in a group."""
    members = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(path.name)) == group:
                members.append(int(path.name))
        except ProcessLookupError:
            continue
    return members


def peers(process: int) -> set[str]:
    """The addresses at the other end of a process's TCP and UDP sockets, as the kernel sees them."""
    links = [str(path.readlink()) for path in Path(f"/proc/{process}/fd").iterdir() if path.is_symlink()]
    own = {link.removeprefix("socket:[").removesuffix("]") for link in links if link.startswith("socket:[")}
    addresses = set()
    for table in ("tcp", "tcp6", "udp", "udp6"):
        for line in Path(f"/proc/{process}/net/{table}").read_text(encoding="ascii").splitlines()[1:]:
            remote, inode = line.split()[2], line.split()[9]
            if inode in own and not remote.endswith(":0000"):
                addresses.add(_address(remote.split(":")[0]))
    return addresses


def _address(kernel: str) -> str:
    """An address as the kernel writes it, in words of four bytes with the last byte first."""
    words = [bytes.fromhex(kernel[place : place + 8])[::-1] for place in range(0, len(kernel), 8)]
    whole = b"".join(words)
    if len(whole) == 16 and whole[:12] == b"\0" * 10 + b"\xff\xff":
        whole = whole[12:]
    if whole == b"\0" * 15 + b"\1":
        return "::1"
    return ".".join(map(str, whole)) if len(whole) == 4 else whole.hex()
