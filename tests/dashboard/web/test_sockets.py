"""A web socket that sends what no page sends, or reads nothing, is let go; in the web server's own loop."""

import asyncio
import os
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

import pytest
import uvicorn
from starlette.types import Message, Receive, Scope, Send

from dashboard.web import patience, wire
from dashboard.web.answers import answer
from dashboard.web.patience import Impatient
from dashboard.web.sockets import FRAMES_AT_ONCE, Frugal

SHORT = 0.5
KNOCK = (
    b"GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)
LARGE = b"x" * (8 << 20)
MASK = b"\0\0\0\0"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.accept"})
            while (await receive())["type"] == "websocket.receive":
                await send({"type": "websocket.send", "bytes": b"ok"})
        elif scope.get("method") == "POST":
            await answer(scope, receive, send, 405, "Nej.")
        else:
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": LARGE})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(patience, "UNREAD", SHORT)
        settings = uvicorn.Config(app, port=0, http=Impatient, ws=Frugal, lifespan="off", log_level="error")
        server = uvicorn.Server(settings)
        listener = settings.bind_socket()
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield listener.getsockname()[1]
        server.should_exit = True
        thread.join()
        listener.close()


def connected(port: int, room: int | None = None) -> socket.socket:
    asking = socket.socket()
    if room:
        asking.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
    asking.settimeout(5)
    asking.connect(("127.0.0.1", port))
    return asking


def is_cut_off(asking: socket.socket) -> bool:
    try:
        while asking.recv(1 << 16):
            pass
    except ConnectionError:
        return True
    except TimeoutError:
        return False
    return True


@pytest.mark.parametrize("opcode", [0x8A, 0x89, 0x00])
def test_who_sends_more_frames_than_any_page_is_cut_off(opcode: int, port: int) -> None:
    with connected(port) as asking:
        asking.sendall(KNOCK)
        assert b"101" in asking.recv(1000)
        start = b"\x02\x80" + MASK if opcode == 0 else b""
        asking.sendall(start + (bytes([opcode, 0x80]) + MASK) * (FRAMES_AT_ONCE + 50))
        assert is_cut_off(asking)


def test_a_page_that_sends_a_message_in_many_parts_and_pings_is_kept(port: int) -> None:
    with connected(port) as asking:
        asking.sendall(KNOCK)
        assert b"101" in asking.recv(1000)
        part = bytes([0x00, 0x80 | 100]) + MASK + b"x" * 100
        asking.sendall(b"\x02\x80" + MASK + part * 100 + (b"\x89\x80" + MASK) * 20 + b"\x80\x80" + MASK)
        answered = b""
        while b"ok" not in answered:
            answered += asking.recv(1000)
        assert answered.count(b"\x8a\x00") == 20


def test_an_answer_that_nobody_reads_is_let_go_with_its_connection(port: int) -> None:
    with connected(port, room=4096) as asking:
        asking.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(SHORT * 3)
        read = 0
        try:
            while part := asking.recv(1 << 16):
                read += len(part)
        except ConnectionError:
            pass
        assert read < len(LARGE)


def test_an_answer_that_is_read_slowly_comes_whole(port: int) -> None:
    with connected(port) as asking:
        asking.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        read, began = 0, time.monotonic()
        while part := asking.recv(1 << 18):
            read += len(part)
            if time.monotonic() - began < SHORT * 3:
                time.sleep(0.02)
        assert read > len(LARGE)


def test_who_sends_a_body_that_is_not_wanted_hears_the_answer(port: int) -> None:
    """A connection that is closed on an unread body is broken off: the answer may be lost, and a proxy blames us."""
    with connected(port) as asking:
        body = os.urandom(1 << 20)
        asking.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % len(body))
        asking.sendall(body)
        heard = b""
        while part := asking.recv(1000):
            heard += part
    assert heard.startswith(b"HTTP/1.1 405 ")
    assert heard.decode().endswith("Nej.\n")


def test_one_connection_too_many_is_let_go_at_once(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "MOST_CONNECTIONS", 3)
    with connected(port), connected(port), connected(port), connected(port) as last:
        last.settimeout(2)
        assert is_cut_off(last)


def test_nobody_waits_for_one_who_floods(port: int) -> None:
    """A slice of his is read at a time, and then he is gone."""
    with connected(port) as asking:
        asking.sendall(KNOCK)
        assert b"101" in asking.recv(1000)
        asking.sendall((b"\x8a\x80" + MASK) * 40_000)
        began = time.monotonic()
        with connected(port) as other:
            other.sendall(KNOCK)
            assert b"101" in other.recv(1000)
        assert time.monotonic() - began < 2
        assert is_cut_off(asking)


def test_the_loop_has_no_watch_left_for_what_is_closed() -> None:
    class Gone:
        def get_write_buffer_size(self) -> int:
            return 0

        def is_closing(self) -> bool:
            return True

    async def watched() -> int:
        loop = asyncio.get_running_loop()
        patience.watch(loop, Gone())  # type: ignore[arg-type]
        return len(loop._scheduled)  # type: ignore[attr-defined]

    with ThreadPoolExecutor(1) as thread:  # a browser's loop may run in this one
        assert thread.submit(lambda: asyncio.run(watched())).result() == 0


def test_a_session_that_never_asks_for_a_page_gives_its_seat_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "SILENT", 0.1)
    heard: list[Message] = []

    async def page(_: Scope, receive: Receive, __: Send) -> None:
        heard.extend([await receive(), await receive()])

    async def said() -> Message:
        if not heard:
            heard.append({"type": "websocket.connect"})
            return heard[0]
        await asyncio.sleep(5)
        return {"type": "websocket.receive", "bytes": b""}

    async def sent(_: Message) -> None:
        """Nothing is sent to it."""

    began = time.monotonic()
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(wire.Wire(page)({"type": "websocket"}, said, sent))).result()
    assert heard[-1]["type"] == "websocket.disconnect"
    assert time.monotonic() - began < 3
