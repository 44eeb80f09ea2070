"""A server that speaks no HTTP of its own: it sends the bytes a test gives it, as slowly as it says.

with Wire(b"HTTP/1.1 200 OK\r\n\r\n", drip(b"x" * 1000, every=0.05)) as wire:
    client.get(f"{wire.url}/t")
"""

import socket
import threading
import time
from collections.abc import Iterator
from types import TracebackType
from typing import Self

Part = bytes | tuple[bytes, float]


def drip(content: bytes, every: float) -> Part:
    """The bytes one by one, so many seconds apart."""
    return content, every


class Wire:
    """Answers every connection with the same parts.

    Attributes:
        requests: what was sent to it, whole requests with a body only as far as they came in the first piece.
        ended: connections that the other side has closed.
    """

    def __init__(self, *parts: Part) -> None:
        self.requests: list[bytes] = []
        self.ended = 0
        self._parts = parts
        self._closing = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._threads = [threading.Thread(target=self._accept, daemon=True)]

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for thread in self._threads:
            thread.join(5)

    def wait_for_end(self, seconds: float = 3.0) -> int:
        """How many connections the other side has closed, once it has closed one."""
        until = time.monotonic() + seconds
        while not self.ended and time.monotonic() < until:
            time.sleep(0.01)
        return self.ended

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._answer, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            self.requests.append(connection.recv(1 << 16))
            try:
                for piece, pause in self._pieces():
                    connection.sendall(piece)
                    if pause and self._closing.wait(pause):
                        return
            except OSError:
                self.ended += 1

    def _pieces(self) -> Iterator[tuple[bytes, float]]:
        for part in self._parts:
            if isinstance(part, bytes):
                yield part, 0.0
            else:
                yield from ((bytes([byte]), part[1]) for byte in part[0])
