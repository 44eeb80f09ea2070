"""Theil–Sen slope and the exact Mann–Kendall test for short series, with ties.

Theil (1950), Sen (1968); Mann (1945), Kendall (1975). With six values at most, the null distribution is counted in
full over all orders of the values as they are, ties included; no normal approximation.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import combinations, pairwise, permutations
from statistics import median

from malkollen.assess.scale import TOLERANCE, compare

COVERAGE = 0.80


def pairwise_slopes(values: Mapping[int, float]) -> list[float]:
    """The slope a year between every two years, rising."""
    return sorted((later - early) / (to - start) for (start, early), (to, later) in combinations(values.items(), 2))


def theil_sen(values: Mapping[int, float]) -> float:
    """The median of the pairwise slopes, per year. values: in order of years, at least two."""
    return median(pairwise_slopes(values))


def kendall_s(values: Sequence[float]) -> int:
    """S: pairs that rise minus pairs that fall; equal ones count nothing."""
    return sum(compare(later, early) for early, later in combinations(values, 2))


def mann_kendall_p(values: Sequence[float]) -> float:
    """Exact two-sided p: the share of all orders of these values whose |S| is at least as large."""
    ranks = _ranks(values)
    counts = null_distribution(tuple(sorted(Counter(ranks).values())))
    found = abs(kendall_s(ranks))
    return sum(count for s, count in counts.items() if abs(s) >= found) / sum(counts.values())


def _ranks(values: Sequence[float]) -> list[int]:
    """Ranks from 0; values within the tolerance of the next share one."""
    ordered = sorted(values)
    steps = {ordered[0]: 0}
    for before, after in pairwise(ordered):
        steps[after] = steps[before] + (after - before > TOLERANCE)
    return [steps[value] for value in values]


@cache
def null_distribution(ties: tuple[int, ...]) -> dict[int, int]:
    """How many orders of the values give each S. ties: how many values share each rank; all ones where none does."""
    ranks = [rank for rank, size in enumerate(ties) for _ in range(size)]
    return dict(Counter(kendall_s(order) for order in permutations(ranks)))


def slope_interval(values: Mapping[int, float]) -> tuple[float, float]:
    """An interval of the slope with at least COVERAGE, from the untied null distribution.

    c is the smallest attainable value with P(|S| ≤ c) ≥ COVERAGE; the interval runs from the k-th smallest to the
    k-th largest pairwise slope, k = (N − c) / 2 counted from 1 (n = 4, 5, 6 gives k = 1, 2, 4 for 80 %).
    """
    slopes = pairwise_slopes(values)
    counts = null_distribution((1,) * len(values))
    total, pairs = sum(counts.values()), len(slopes)
    within = next(
        c
        for c in sorted({abs(s) for s in counts})
        if sum(n for s, n in counts.items() if abs(s) <= c) >= (COVERAGE - TOLERANCE) * total
    )
    k = max((pairs - within) // 2, 1)
    return slopes[k - 1], slopes[pairs - k]
