"""How long the server waits for a request to be said and an answer to be read, and what is refused before any app.

The web server itself waits for ever, also for what its part for web sockets cannot read and never answers.
"""

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol
from websockets import http11

from dashboard.web import headers

PATIENCE = 20
"""Seconds for a request's first line and headers to come whole, from the connection or from their first byte."""
UNREAD = 60
"""Seconds in which some of what has been sent must be read, or the connection goes with what it held. The system holds
some megabytes on the way and tells only of whole thirds of them: 20 kB a second is enough."""
MOST_CONNECTIONS = 2000
"""At once, web sockets among them: five times as many as there are seats."""
HEADERS = 48 << 10
"""Bytes of a request's headers: an address may hold two long texts, each letter written as six signs."""
MOST_HEADERS = 500
VERSIONS = {b"1.0", b"1.1"}
NO_REQUEST = "Anropet går inte att förstå.\n".encode()
# The page itself was asked for with as much, its reader's cookies among it, so its web socket is let in with as much.
http11.MAX_LINE_LENGTH, http11.MAX_NUM_HEADERS = HEADERS, MOST_HEADERS


class Impatient(H11Protocol):
    """A connection that is dropped where it takes too long to ask, so that no one can hold them all."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begins to wait; lets go at once of one too many."""
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.abort()
            return
        self._wait()
        watch(self.loop, transport)

    def data_received(self, data: bytes) -> None:
        """Waits on where the request is not whole yet, and no longer where it is answered."""
        super().data_received(data)
        if self.transport.is_closing() or self._is_answering():
            self._stop_waiting()
        elif self._deadline is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Waits no more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Hands over to the part for web sockets; what that cannot read is refused here, since it says nothing."""
        if event.http_version in VERSIONS:
            super().handle_websocket_upgrade(event)
        if not getattr(self.transport.get_protocol(), "handshake_initiated", False):
            self.send_400_response("")

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - theirs is in English
        """Refuses what is no request, and lets the connection go."""
        if self.conn.our_state in {h11.IDLE, h11.SEND_RESPONSE}:  # else it is amid an answer
            self.transport.write(_refusal())
        self.transport.close()

    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _wait(self) -> None:
        self._deadline = self.loop.call_later(PATIENCE, self._hang_up)

    def _hang_up(self) -> None:
        """Drops the connection, unless it has become a web socket's: that may be silent."""
        if not getattr(self.transport.get_protocol(), "handshake_complete", False):
            self.transport.close()

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def watch(loop: asyncio.AbstractEventLoop, transport: asyncio.Transport, unread: int = 0) -> None:
    """Looks now and then whether what has been sent is being read; drops a connection where nothing of it is.

    Args:
        unread: bytes that lay unread at the look before; 0 where none did.
    """
    left = transport.get_write_buffer_size()
    if unread and left >= unread:
        transport.abort()
    elif left or not transport.is_closing():
        loop.call_later(UNREAD, watch, loop, transport, left)


def _refusal() -> bytes:
    fields = {
        "content-type": "text/plain; charset=utf-8",
        "content-length": str(len(NO_REQUEST)),
        "connection": "close",
        **headers.FIXED,
        "content-security-policy": headers.for_file(),
    }
    lines = ["HTTP/1.1 400 Bad Request", *(f"{name}: {value}" for name, value in fields.items())]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + NO_REQUEST
