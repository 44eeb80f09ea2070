"""Whether two indicators go together over municipalities: Spearman's rank correlation, and the words it may be given.

The rank correlation is Pearson's of the ranks, equal values sharing the mean of theirs: 1 where the order is the same,
−1 where it is the opposite, and nothing of how far apart values lie, so that a few large cities do not decide. It says
what goes together and never why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation
from typing import Literal

FEWEST = 10
"""Municipalities with both values under which nothing is said."""
LIMIT = 0.3
"""The least correlation, whatever its sign, that is said to go together: the order of one tells some of the other's."""
Way = Literal["joint", "opposite", "apart", "unknown"]


@dataclass(frozen=True)
class Together:
    """How two indicators stand to each other over municipalities.

    Attributes:
        count: municipalities that have both.
        correlation: from −1 to 1; None where they are fewer than ten or one of the two is the same everywhere.
    """

    count: int
    correlation: float | None

    @property
    def way(self) -> Way:
        """Both high at once, one high where the other is low, neither, or not to be said."""
        if self.correlation is None:
            return "unknown"
        if abs(self.correlation) < LIMIT:
            return "apart"
        return "joint" if self.correlation > 0 else "opposite"


def together(first: Mapping[str, float], second: Mapping[str, float]) -> Together:
    """How two indicators stand to each other, by municipality code; those with one value alone are left out."""
    both = [code for code in first if code in second]
    if len(both) < FEWEST:
        return Together(len(both), None)
    return Together(len(both), rank_correlation([first[code] for code in both], [second[code] for code in both]))


def rank_correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Spearman's coefficient of pairs of values; None where there are fewer than two or one side is all the same."""
    try:
        return correlation(ranks(first), ranks(second))
    except StatisticsError:
        return None


def ranks(values: Sequence[float]) -> list[float]:
    """Each value's place from 1, the lowest; equal ones share the mean of theirs."""
    places: dict[float, list[int]] = {}
    for place, value in enumerate(sorted(values), 1):
        places.setdefault(value, []).append(place)
    means = {value: sum(taken) / len(taken) for value, taken in places.items()}
    return [means[value] for value in values]
