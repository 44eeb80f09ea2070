"""Open data served over loopback by the web server that Målkollen runs, in a thread of the tests' own process."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse

import uvicorn
from starlette.types import Receive, Scope, Send

from dashboard.content.facts import Facts
from dashboard.opendata.serving.door import OpenData

BASE = "/malkollen"
PASSED_ON = b"the app"


@dataclass(frozen=True)
class Response:
    """What came: status, headers by lower name, body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class OpenServer:
    """Where it answers. door: what answers."""

    port: int
    door: OpenData

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{BASE}"

    def asked(self, path: str, method: str = "GET", **headers: str) -> Response:
        """What a path below the base is answered with, sent as it is written."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, f"{BASE}{path}", headers=named)
        found: HTTPResponse = connection.getresponse()
        body = found.read()
        connection.close()
        return Response(found.status, {name.lower(): value for name, value in found.getheaders()}, body)


@contextmanager
def serving(facts: Callable[[str], Facts]) -> Iterator[OpenServer]:
    door = OpenData(_app, facts=facts, base=lambda: BASE)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(door, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield OpenServer(listening.getsockname()[1], door)
        server.should_exit = True
        thread.join(10)


async def _app(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": PASSED_ON})
