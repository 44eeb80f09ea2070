"""Starts the dashboard's server and says where it is. The database is built first if there is none."""

import errno
import ipaddress
import os
import signal
import socket
import struct
import subprocess
import sys
import time
from datetime import date
from types import FrameType

from malkollen import console, served
from malkollen.errors import MalkollenError
from malkollen.login import settings
from malkollen.office import access
from malkollen.texts.printable import excerpt

FIRST_PORT = 8501
PORTS_TRIED = 50
START_SECONDS = 60
SERVER = "dashboard"
READERS = (
    "Alla som når porten kan läsa; inloggning finns inte. Sätt brandvägg eller proxy framför om det är fler än ni vill."
)
WITH_LOGIN = "Alla som når porten kan läsa. Den som loggar in får den roll som är angiven."
WRITERS = (
    "VARNING: alla som når porten kan också skriva bedömningar, under vilket namn som helst; "
    "sätt en proxy med inloggning framför."
)
ADDRESS_OF_CARD = 0x8915  # SIOCGIFADDR, of Linux


def free_port(address: str, first: int, tried: int = PORTS_TRIED) -> int:
    """The first free port from `first`; MalkollenError if none of those tried is, or the address is not here."""
    family = _family(address)
    last = min(first + tried - 1, console.LAST_PORT)
    for port in range(first, last + 1):
        with socket.socket(family) as probe:
            if os.name == "posix":  # a port that a stopped server has just left counts as free
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
                return port
            except OSError as error:
                if error.errno == errno.EADDRNOTAVAIL:
                    raise _not_here(address) from None
    if tried == 1:
        raise MalkollenError(f"port {first} är upptagen; stoppa det som använder den eller välj en annan med --port")
    raise MalkollenError(f"ingen ledig port mellan {first} och {last}; välj en med --port")


def _family(address: str) -> socket.AddressFamily:
    """The kind of address a name stands for, the older kind first; MalkollenError if it stands for none."""
    try:
        found = {entry[0] for entry in socket.getaddrinfo(address, None, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):  # unknown, or no name at all
        raise _not_here(address) from None
    return min(found)


def _not_here(address: str) -> MalkollenError:
    return MalkollenError(f"adressen '{excerpt(address)}' finns inte på den här datorn; välj en annan med --address")


def serve(
    address: str,
    port: int,
    as_of: date | None,
    *,
    allow_judgements: bool = False,
    opens_office: bool = False,
    base_path: str = "",
    is_port_fixed: bool = False,
) -> int:
    """Runs the server until it is stopped with Ctrl-C; prints its address when it answers.

    Args:
        is_port_fixed: a port that is taken is a fault; otherwise the next free one is used.
        base_path: where a proxy shows it on its own address, without slashes first and last.
    """
    if as_of:
        os.environ[served.AS_OF_VARIABLE] = as_of.isoformat()
    if allow_judgements:
        os.environ[access.ALLOW_VARIABLE] = "1"
    if opens_office:
        os.environ[access.OFFICE_VARIABLE] = "1"
    served.check()
    access.check_opened(address)
    chosen = free_port(address, port, tried=1 if is_port_fixed else PORTS_TRIED)
    if chosen != port:
        print(f"Port {port} är upptagen; {chosen} används.", flush=True)
    signal.signal(signal.SIGTERM, _stop)  # a service manager stops us so; the server must not be left behind
    server = subprocess.Popen(_command(address, chosen, base_path), stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    try:
        if _answers(server, _reached(address), chosen):
            for line in _greeting(address, chosen, base_path, may_write=access.is_set(access.ALLOW_VARIABLE)):
                print(line, flush=True)
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        server.terminate()
        server.wait()


def _greeting(address: str, port: int, base_path: str, *, may_write: bool) -> list[str]:
    """Where it is, and where others than this machine reach it, who they are and what they may do."""
    path = f"/{base_path}" if base_path else ""
    lines = [f"Målkollen finns på {_url(_reached(address), port)}{path}  (avsluta med Ctrl-C)"]
    if served.is_loopback(address):
        return lines
    if address in served.ANYWHERE:
        names = [socket.gethostname(), *_interfaces()]
        lines.append(f"Andra datorer når den på {', '.join(f'{_url(name, port)}{path}' for name in names)}")
    lines.append(WITH_LOGIN if settings.settings() else READERS)
    if may_write:
        lines.append(WRITERS)
    return lines


def _reached(address: str) -> str:
    """What this machine calls an address that it listens on."""
    return "localhost" if address in served.ANYWHERE else address


def _url(name: str, port: int) -> str:
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def _interfaces() -> list[str]:
    """The addresses (IPv4) of this machine's network cards, as the system itself has them; none where it cannot say."""
    try:
        import fcntl  # noqa: PLC0415 - not in every system
    except ImportError:
        return []
    addresses = []
    with socket.socket(type=socket.SOCK_DGRAM) as asked:
        for _, name in socket.if_nameindex():
            try:
                answer = fcntl.ioctl(asked, ADDRESS_OF_CARD, struct.pack("256s", name.encode()[:15]))
            except OSError:  # a card without an address, or a system that numbers its questions otherwise
                continue
            addresses.append(socket.inet_ntoa(answer[20:24]))
    return [address for address in addresses if not ipaddress.ip_address(address).is_loopback]


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _command(address: str, port: int, base_path: str = "") -> list[str]:
    """Runs the server with this Python; -P: nothing that lies where it is started is taken for ours."""
    return [sys.executable, "-P", "-m", SERVER, address, str(port), *([base_path] if base_path else [])]


def _answers(server: subprocess.Popen[bytes], address: str, port: int) -> bool:
    """Waits until the server takes connections; False if it ended or took too long."""
    end = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < end:
        try:
            socket.create_connection((address, port), timeout=1).close()
            return True
        except OSError:
            time.sleep(0.1)
    return False
