"""What a web socket may send, and how long what is sent to it may lie unread.

The web server's own part answers every control frame at once and counts none: a million empty ones a second are
nobody's page, and answers that are never read stay in memory for ever.
"""

import logging
import time

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

LOG = logging.getLogger(__name__)
FRAMES_AT_ONCE, FRAMES_A_SECOND = 600, 100.0
"""A browser sends a frame a question and one for each ping; a long message it may send in some parts."""
SLICE = 2048
"""Bytes that are read at a time: some hundred of the smallest frames, so that nobody waits for all the others."""


class Frugal(WebSocketsSansIOProtocol):
    """A web socket that is cut off where its frames come faster than any page sends them."""

    _left = float(FRAMES_AT_ONCE)
    _seen = 0.0

    def data_received(self, data: bytes) -> None:
        """Reads in slices, and no further once there have been too many frames."""
        for start in range(0, len(data), SLICE):
            if self.transport.is_closing():
                return
            super().data_received(data[start : start + SLICE])
            if self._left < 0:
                LOG.warning("Avslutar en session vars webbläsare skickar fler ramar än någon sida gör.")
                self.transport.abort()

    def handle_events(self) -> None:
        """Counts what came before it is answered."""
        now = time.monotonic()
        self._left = min(FRAMES_AT_ONCE, self._left + (now - self._seen) * FRAMES_A_SECOND)
        self._seen = now
        self._left -= len(self.conn.events)
        if self._left >= 0:
            super().handle_events()

    def keepalive_timeout(self) -> None:
        """Lets go of one who does not answer, with all that he has not read."""
        super().keepalive_timeout()
        self.transport.abort()
