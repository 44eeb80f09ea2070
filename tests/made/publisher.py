"""A publisher on this machine: a small real HTTP server for tests, which serves what it is told and can misbehave.

    with Publisher() as publisher:
        publisher.route("/table", Reply(status=429, headers={"Retry-After": "1"}), Reply(body=b"a;b"))
        Client("SCB", pause=lambda _seconds: None).get(f"{publisher.url}/table")
        assert [asked.path for asked in publisher.asked] == ["/table", "/table"]

Replies are served in turn and the last one again and again. A route is a path, or a path with its query (which goes
first). A reply may be a function of the request. What no route covers is answered 404.
"""

import hashlib
import json
import os
import socket
import struct
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Literal, Self
from urllib.parse import parse_qsl, urlsplit

Misbehaviour = Literal["reset", "truncate", "hang"]


@dataclass(frozen=True)
class Asked:
    """A request as it came: headers with names in lower case, at in seconds (time.monotonic)."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    at: float

    def json(self) -> Any:  # noqa: ANN401 - whatever was sent
        return json.loads(self.body)


@dataclass(frozen=True)
class Reply:
    """One answer.

    Attributes:
        misbehave: reset the connection at once; truncate the body (Content-Length larger than what is sent); hang
            for hang_seconds without a word and then close.
        delay: seconds before a proper answer.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    misbehave: Misbehaviour | None = None
    hang_seconds: float = 5.0
    delay: float = 0.0

    @classmethod
    def of(cls, data: object, **given: Any) -> "Reply":  # noqa: ANN401 - the fields above
        """A JSON answer."""
        headers = {"Content-Type": "application/json", **given.pop("headers", {})}
        return cls(json.dumps(data, ensure_ascii=False).encode("utf-8"), headers=headers, **given)


Answering = Reply | bytes | Callable[[Asked], Reply]


class Publisher:
    """A server on loopback for as long as the `with` lasts.

    Attributes:
        url: its address, without a slash last.
        asked: every request so far, in order.
        is_tagging: every whole answer to a GET has an ETag, and a question that names it is answered 304.
    """

    def __init__(self, routes: Mapping[str, list[Answering] | Answering] | None = None) -> None:
        self.asked: list[Asked] = []
        self.is_tagging = False
        self._routes: dict[str, list[Answering]] = {}
        self._lock = threading.Lock()
        self._closing = threading.Event()
        for path, replies in (routes or {}).items():
            self.route(path, *(replies if isinstance(replies, list) else [replies]))
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def route(self, path: str, *replies: Answering) -> None:
        """Sets what a path answers from now on, in turn."""
        with self._lock:
            self._routes[path] = list(replies)

    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [asked.path for asked in self.asked]

    def reply(self, asked: Asked, target: str) -> Reply:
        """The next answer to a request; 404 where no route covers it."""
        with self._lock:
            self.asked.append(asked)
            replies = self._routes.get(target) or self._routes.get(asked.path)
            if not replies:
                return Reply(b"not found", 404)
            chosen = replies.pop(0) if len(replies) > 1 else replies[0]
        if isinstance(chosen, bytes):
            return Reply(chosen)
        return chosen if isinstance(chosen, Reply) else chosen(asked)

    def tagged(self, asked: Asked, reply: Reply) -> Reply:
        """An answer as it is sent: with its tag, or without content where the question names the tag."""
        if not self.is_tagging or asked.method != "GET" or reply.status != 200 or reply.misbehave:
            return reply
        tag = f'"{hashlib.sha256(reply.body).hexdigest()[:16]}"'
        if asked.headers.get("if-none-match") == tag:
            return Reply(status=304, headers={"ETag": tag})
        return replace(reply, headers={**reply.headers, "ETag": tag})

    def conditions(self) -> list[str]:
        """The paths asked for on the condition that they have changed."""
        return [asked.path for asked in self.asked if {"if-none-match", "if-modified-since"} & asked.headers.keys()]

    def wait(self, seconds: float) -> None:
        """Waits, but no longer than the server is up."""
        self._closing.wait(seconds)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no news."""


def _handler(publisher: Publisher) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            parts = urlsplit(self.path)
            headers = {name.lower(): value for name, value in self.headers.items()}
            query = dict(parse_qsl(parts.query, keep_blank_values=True))
            asked = Asked(self.command, parts.path, query, headers, self.rfile.read(length), time.monotonic())
            self._send(publisher.tagged(asked, publisher.reply(asked, self.path)))

        do_GET = do_POST = do_HEAD = _answer  # noqa: N815 - the names http.server looks for

        def _send(self, reply: Reply) -> None:
            if reply.misbehave == "reset":
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                os.close(self.connection.detach())
                return
            if reply.misbehave == "hang":
                publisher.wait(reply.hang_seconds)
                return
            publisher.wait(reply.delay)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            missing = 100 if reply.misbehave == "truncate" else 0
            if "Content-Length" not in reply.headers:
                self.send_header("Content-Length", str(len(reply.body) + missing))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(reply.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            """Nothing: what was asked is in `asked`."""

    return Handler
