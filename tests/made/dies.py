"""A process that dies at a step on the disk, and every such step of an act: nothing is left to chance."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count

STEPS = ("replace", "link", "symlink", "unlink", "mkdir", "rmdir", "fsync", "rename")
"""What of os writes in a folder; pathlib and shutil call them."""
KILLED = 9


def at(step: int, act: Callable[[], object], *, is_after: bool) -> bool:
    """Whether a process that did this was killed at its nth step on the disk; False where it had come to its end."""
    child = os.fork()
    if child == 0:
        steps = count(1)

        def counting(real: Callable[..., object], *given: object, **named: object) -> object:
            is_last = next(steps) == step
            if is_last and not is_after:
                os._exit(KILLED)
            try:
                return real(*given, **named)
            finally:
                if is_last:
                    os._exit(KILLED)

        try:
            for name in STEPS:
                setattr(os, name, partial(counting, getattr(os, name)))
            act()
        except BaseException:  # noqa: BLE001 - told by its status
            os._exit(1)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, KILLED)
    return code == KILLED


def moments(*, thorough: bool, few: int = 1) -> Iterator[tuple[int, bool]]:
    """Every step, before it and after it; whoever counts stops where an act has come to its end.

    An ordinary run has them in turn: before the first step, after the second, before the third.

    few: of these an ordinary run has every so manyeth; odd, so that they still are before and after in turn.
    """
    for step in range(1, 200, 1 if thorough else few):
        for is_after in (False, True) if thorough else (step % 2 == 0,):
            yield step, is_after
