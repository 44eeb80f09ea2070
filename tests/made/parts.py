"""What an ordinary run has of a proof that is a count: a part by the order of the cases; `--thorough` has them all."""

from collections.abc import Sequence
from itertools import count, product
from typing import Any

import pytest


def every(step: int, cases: Sequence[Any]) -> list[Any]:
    """Every so manyeth case; the rest are thorough."""
    rows = [case if isinstance(case, tuple) else (case,) for case in cases]
    return [_case(row, is_ordinary=place % step == 0) for place, row in enumerate(rows)]


def pairs(one: Sequence[Any], other: Sequence[Any], step: int = 1) -> list[Any]:
    """Each of one with each of the other; ordinary are so few that every one of both is there, the two in turn.

    step: every so manyeth of those few; the rest are thorough.
    """
    fewest, turn = min(len(one), len(other)), count()
    places = product(range(len(one)), range(len(other)))
    return [_case((one[i], other[j]), is_ordinary=(i - j) % fewest == 0 and next(turn) % step == 0) for i, j in places]


def _case(values: tuple[Any, ...], *, is_ordinary: bool) -> Any:  # noqa: ANN401 - what parametrize takes
    return pytest.param(*values, marks=() if is_ordinary else pytest.mark.thorough)
