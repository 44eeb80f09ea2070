"""How many files and connections the system lets the server hold open, and how many readers that is enough for."""

import sys
from contextlib import suppress

WANTED = 65_536
A_SESSION = 4
"""Its connection, and the three that the framework's loop for its page holds, open as long as the session is kept."""
OWN = 600
"""The database, the program's files, what is fetched beside the sessions, and those 128 left ones that are kept."""


def rise() -> None:
    """Lifts the limit as far as the system lets a program do itself; many start with room for a quarter of the readers.

    Where there is no such limit, nothing.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not in every system

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = WANTED if hard == resource.RLIM_INFINITY else min(WANTED, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(OSError, ValueError):  # the system says otherwise
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def descriptors() -> int | None:
    """How many there may be at once; None where there is no limit."""
    if sys.platform == "win32":
        return None
    import resource  # noqa: PLC0415 - not in every system

    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return None if soft == resource.RLIM_INFINITY else soft


def enough_for(limit: int) -> int:
    """Sessions at once that so many are enough for; at least one."""
    return max(1, (limit - OWN) // A_SESSION)
