"""Starts the dashboard's server and says where it is. The database is built first if there is none."""

import errno
import os
import signal
import socket
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from types import FrameType

from malkollen import ROOT, console
from malkollen.errors import MalkollenError
from malkollen.judgements import ALLOW_VARIABLE
from malkollen.printable import excerpt

FIRST_PORT = 8501
PORTS_TRIED = 50
START_SECONDS = 60
SERVER = ROOT / "dashboard" / "server.py"
AS_OF_VARIABLE = "MALKOLLEN_AS_OF"


def free_port(address: str, first: int) -> int:
    """The first free port from `first`; MalkollenError if none of the next fifty is, or the address is not here."""
    family = _family(address)
    last = min(first + PORTS_TRIED - 1, console.LAST_PORT)
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


def serve(address: str, port: int, as_of: date | None, *, allow_judgements: bool = False, base_path: str = "") -> int:
    """Runs the server until it is stopped with Ctrl-C; prints its address when it answers.

    Args:
        base_path: where a proxy shows it on its own address, without slashes first and last.
    """
    if as_of:
        os.environ[AS_OF_VARIABLE] = as_of.isoformat()
    if allow_judgements:
        os.environ[ALLOW_VARIABLE] = "1"
    chosen = free_port(address, port)
    if chosen != port:
        print(f"Port {port} är upptagen; {chosen} används.", flush=True)
    signal.signal(signal.SIGTERM, _stop)  # a service manager stops us so; the server must not be left behind
    server = subprocess.Popen(_command(address, chosen, base_path=base_path), stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    try:
        if _answers(server, address, chosen):
            path = f"/{base_path}" if base_path else ""
            print(f"Målkollen finns på http://{address}:{chosen}{path}  (avsluta med Ctrl-C)", flush=True)
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        server.terminate()
        server.wait()


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _command(address: str, port: int, script: Path = SERVER, base_path: str = "") -> list[str]:
    options = {"server.port": str(port), "server.address": address, "server.headless": "true"}
    if base_path:
        options["server.baseUrlPath"] = base_path
    flags = [part for name, value in options.items() for part in (f"--{name}", value)]
    return [sys.executable, "-m", "streamlit", "run", str(script), *flags]


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
