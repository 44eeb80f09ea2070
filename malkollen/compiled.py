"""Machine code out of Python for the searches, by numba, and the threads they run in."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar, cast

import numba

_Function = TypeVar("_Function", bound=Callable[..., Any])


def compiled(function: _Function) -> _Function:
    """Compiles for a thread of its own, and keeps the machine code beside the file or in the user's cache folder.

    Where neither can be written (an install that is read-only, a user without a home), numba refuses to keep it:
    then it is compiled anew in each process, a few seconds. NUMBA_CACHE_DIR names another folder.
    """
    try:
        return cast("_Function", numba.njit(cache=True, nogil=True)(function))
    except RuntimeError:
        return cast("_Function", numba.njit(nogil=True)(function))


def in_threads(count: int, a_turn: int, run: Callable[[int, int], None]) -> None:
    """Runs the first to the last of some things a few at a time, a thread a core: compiled code lets the others run.

    Args:
        run: told the first and the one after the last of a turn.
    """
    turns = list(_turns(count, a_turn))
    if len(turns) == 1:
        run(*turns[0])
        return
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for done in [pool.submit(run, first, last) for first, last in turns]:
            done.result()


def _turns(count: int, a_turn: int) -> Iterator[tuple[int, int]]:
    return ((first, min(first + a_turn, count)) for first in range(0, count, a_turn))
