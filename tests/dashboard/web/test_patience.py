"""A connection that asks too slowly is dropped, and no other: the web server's own loop, with a short patience."""

import socket
import time
from collections.abc import Iterator
from threading import Thread

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from dashboard.web import patience
from dashboard.web.patience import Impatient

SHORT, LONG = 0.5, 1.2


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await receive()
            if scope["path"] == "/never":
                await receive()
            await send({"type": "websocket.accept"})
            await receive()
        else:
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
            await send({"type": "http.response.body", "body": b"hi"})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(patience, "PATIENCE", SHORT)
        settings = uvicorn.Config(
            app, port=0, http=Impatient, ws="websockets-sansio", lifespan="off", log_level="error"
        )
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


def dripped(port: int, first: bytes, every: float = 0.1) -> float:
    """Seconds until the server hangs up on one who says a letter now and then."""
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=10) as asking:
        asking.sendall(first)
        asking.settimeout(every)
        while time.monotonic() - began < 10:
            try:
                if not asking.recv(1000):
                    break
            except TimeoutError:
                if first:
                    asking.sendall(b"x")
            except ConnectionError:
                break
    return time.monotonic() - began


@pytest.mark.parametrize(
    "first", [b"", b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ", b"GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /"]
)
def test_who_asks_too_slowly_is_hung_up_on(first: bytes, port: int) -> None:
    assert SHORT * 0.9 < dripped(port, first) < 5


def test_who_has_asked_keeps_his_connection(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as asking:
        for _ in range(3):
            asking.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            found = b""
            while not found.endswith(b"hi"):
                found += asking.recv(1000)
            assert b"200 OK" in found
            time.sleep(LONG / 3)


KNOCK = (
    b"Host: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)


def answered(port: int, request: bytes) -> bytes:
    """What the server says until it hangs up."""
    received = b""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as asking:
        asking.sendall(request)
        while part := asking.recv(1000):
            received += part
    return received


@pytest.mark.parametrize(
    "request_of",
    [
        b"GET / HTTP/1.1\r\n" + KNOCK + b"X: " + b"x" * 50_000 + b"\r\n\r\n",
        b"GET /?" + b"x" * 50_000 + b" HTTP/1.1\r\n" + KNOCK + b"\r\n",
        b"GET / HTTP/1.1\r\n" + KNOCK + b"X: 1\r\n" * 600 + b"\r\n",
        b"GET / HTTP/1.1\r\n" + KNOCK + b"Content-Length: 10\r\n\r\n0123456789",
        b"GET / HTTP/1.1\r\n" + KNOCK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + KNOCK + b"Sec-WebSocket-Protocol: streamlit,\xff,\x01\r\n\r\n",
        b"GET / HTTP/9.9\r\n" + KNOCK + b"\r\n",
        b"ingen begaran alls\r\n\r\n",
    ],
)
def test_what_is_no_request_for_a_web_socket_is_refused_at_once(request_of: bytes, port: int) -> None:
    began = time.monotonic()
    found = answered(port, request_of)
    assert found.startswith(b"HTTP/1.1 400 ")
    assert found.decode().endswith("\r\n\r\nAnropet går inte att förstå.\n")
    assert b"content-security-policy: default-src 'none'" in found
    assert time.monotonic() - began < SHORT


@pytest.mark.parametrize("more", [b"Cookie: a=" + b"x" * 10_000 + b"\r\n", b"X: 1\r\n" * 200])
def test_a_reader_with_many_cookies_is_let_in(more: bytes, port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as asking:
        asking.sendall(b"GET /?" + b"x" * 10_000 + b" HTTP/1.1\r\n" + KNOCK + more + b"\r\n")
        assert b"101" in asking.recv(1000)


def test_who_is_neither_let_in_nor_refused_is_hung_up_on(port: int) -> None:
    assert answered(port, b"GET /never HTTP/1.1\r\n" + KNOCK + b"\r\n") == b""


def test_a_web_socket_may_be_silent(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=LONG) as asking:
        asking.sendall(
            b"GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        )
        assert b"101" in asking.recv(1000)
        with pytest.raises(TimeoutError):
            asking.recv(1000)
