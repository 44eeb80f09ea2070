"""How long the server waits for a request to be said; the web server itself waits for ever."""

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

PATIENCE = 20
"""Seconds for a request's first line and headers to come whole, from the connection or from their first byte."""


class Impatient(H11Protocol):
    """A connection that is dropped where it takes too long to ask, so that no one can hold them all."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begins to wait."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Waits on where the request is not whole yet, and no longer where it is."""
        super().data_received(data)
        if self.transport.is_closing() or self._is_answering():
            self._stop_waiting()
        elif self._deadline is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Waits no more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _is_answering(self) -> bool:
        is_upgraded = self.transport.get_protocol() is not self
        return is_upgraded or (self.cycle is not None and not self.cycle.response_complete)

    def _wait(self) -> None:
        self._deadline = self.loop.call_later(PATIENCE, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
