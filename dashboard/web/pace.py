"""How fast a reader may ask: as no hand is quicker, and all together only as many pages at a time as are worth it.

Each page that is asked for is a thread of the framework's. A hundred of them at once do not make a page ready sooner,
but keep the loop that answers everybody from its turn.
"""

import asyncio
import threading
import time

AT_ONCE = 30
"""Questions that may come in one go: an arrow key held down through all the slides of Konferensläge."""
A_SECOND = 15.0
MOST_HELD_BACK = 45
"""Questions, one upon the other, that had to wait for their turn; whoever sends more is no reader."""
MOST_RUNS = 6
"""Pages that are made at once in a process; the next wait in the order they came."""
RUN = "ScriptRunner"  # what the framework's threads are called by
LOOKS = 0.01  # seconds between looks at whether there is room
PATIENCE = 5.0  # seconds that one waits at the head of the line, should pages hang


class Pace:
    """What one session has asked of late."""

    def __init__(self) -> None:
        """A session that has not asked anything."""
        self._left = float(AT_ONCE)
        self._seen = time.monotonic()
        self._held_back = 0

    def wait(self) -> float | None:
        """Seconds that the question that just came has to wait; None where its session is to be ended."""
        now = time.monotonic()
        self._left = min(AT_ONCE, self._left + (now - self._seen) * A_SECOND) - 1
        self._seen = now
        if self._left >= 0:
            self._held_back = 0
            return 0.0
        self._held_back += 1
        return None if self._held_back > MOST_HELD_BACK else -self._left / A_SECOND


class Room:
    """Lets pages be made a few at a time, whoever asked for them."""

    def __init__(self) -> None:
        """A server where nobody has asked for a page."""
        self._line = asyncio.Lock()

    async def wait(self) -> None:
        """Waits until there is room for one more; at most some seconds at the head of the line."""
        async with self._line:
            end = time.monotonic() + PATIENCE
            while _runs() >= MOST_RUNS and time.monotonic() < end:  # noqa: ASYNC110 - a thread's end sets no event
                await asyncio.sleep(LOOKS)


def _runs() -> int:
    """How many pages are being made; counted, since the framework does not tell of one that was broken off."""
    return sum(thread.name.startswith(RUN) for thread in threading.enumerate())
