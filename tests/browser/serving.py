"""A running server, started as a user starts it but from another folder."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from traffic import RECORD_VARIABLE, RECORDER

START_SECONDS = 90
BASE_PATH = "/sodertorn/malkollen"


@dataclass(frozen=True)
class Server:
    """A running server: where it answers, the folder it reads, its processes and the record of whom they call."""

    origin: str
    data: Path
    group: int
    record: Path


@contextmanager
def serving(data: Path, folder: Path, *options: str) -> Iterator[Server]:
    """`malkollen start` from a folder that is not the checkout, on a free port, until the end of the block."""
    command = shutil.which("malkollen", path=str(Path(sys.executable).parent))
    assert command, "malkollen is not installed beside this Python"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    record, printed = folder / "calls.jsonl", folder / "printed.txt"
    paths = [str(RECORDER), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {
        **os.environ,
        "MALKOLLEN_DATA": str(data),
        "MALKOLLEN_WARM": "0",  # a page is timed and counted by who opens it
        "PYTHONPATH": os.pathsep.join(paths),
        RECORD_VARIABLE: str(record),
    }
    with printed.open("w", encoding="utf-8") as out:
        server = subprocess.Popen(
            [command, "start", "--port", str(port), *options],
            cwd=folder,
            env=environment,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        yield Server(_address(server, printed), data, server.pid, record)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


@contextmanager
def reading_other(server: Server, folder: Path, change: Callable[[Path], object]) -> Iterator[Server]:
    """A running server that reads what `change` has made of a copy of its data folder; as before after the block.

    What it has open is never written in: other files come in their place, as when something is read in.
    """
    before, after = (shutil.copytree(server.data, folder / name) for name in ("before", "after"))
    change(after)
    _put(after, server.data)
    yield server
    _put(before, server.data)


def _put(folder: Path, data: Path) -> None:
    shutil.rmtree(data)
    folder.rename(data)


def _address(server: "subprocess.Popen[bytes]", printed: Path) -> str:
    """The address that the server prints once it answers."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        if found := re.search(r"http://\S+:\d+", printed.read_text(encoding="utf-8")):
            return found[0]
        time.sleep(0.1)
    raise AssertionError(f"the server did not start:\n{printed.read_text(encoding='utf-8')}")
