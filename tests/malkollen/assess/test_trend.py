"""Theil–Sen and the exact Mann–Kendall test, by hand, by table and against scipy and pymannkendall."""

from collections.abc import Mapping, Sequence
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from malkollen.assess.trend import (
    kendall_s,
    mann_kendall_p,
    null_distribution,
    pairwise_slopes,
    slope_interval,
    theil_sen,
)

values = st.lists(st.integers(-40, 40).map(lambda tenths: tenths / 10), min_size=4, max_size=6)
different = st.lists(st.integers(-400, 400), min_size=4, max_size=6, unique=True)


def by_year(found: Sequence[float]) -> dict[int, float]:
    return {2019 + number: float(value) for number, value in enumerate(found)}


@pytest.mark.parametrize(
    ("series", "slopes", "slope"),
    [
        ({2020: 1.0, 2021: 3.0}, [2.0], 2.0),
        ({2020: 0.0, 2021: 1.0, 2022: 4.0}, [1.0, 2.0, 3.0], 2.0),
        ({2020: 0.0, 2022: 1.0, 2023: 6.0}, [0.5, 2.0, 5.0], 2.0),  # a gap of two years: per year, not per interval
        ({2020: 5.0, 2021: 5.0, 2022: 5.0}, [0.0, 0.0, 0.0], 0.0),
        ({2020: 4.0, 2021: 2.0, 2022: 1.0, 2023: 1.0}, [-2.0, -1.5, -1.0, -1.0, -0.5, 0.0], -1.0),
    ],
)
def test_slope_is_the_median_of_all_pairs_per_year(
    series: Mapping[int, float], slopes: list[float], slope: float
) -> None:
    assert pairwise_slopes(series) == slopes
    assert theil_sen(series) == slope


@pytest.mark.parametrize(
    ("series", "s"),
    [
        ([1, 2, 3, 4], 6),
        ([4, 3, 2, 1], -6),
        ([1, 1, 1, 1], 0),
        ([1, 2, 2, 3], 5),
        ([90.1, 90.2, 90.3, 90.3 + 5e-10], 5),  # a difference under the tolerance is a tie
        ([90.1 + 0.1 * k for k in (0, 1, 1, 2)], 5),
        ([0.1 + 0.2, 0.3, 0.4, 0.5], 5),
    ],
)
def test_s_is_pairs_that_rise_minus_pairs_that_fall(series: list[float], s: int) -> None:
    assert kendall_s(series) == s


# Kendall (1975), table of the exact distribution: P(|S| ≥ s), as parts of n!
TABLE = [
    (4, 6, 2 / 24), (4, 4, 8 / 24), (4, 2, 18 / 24), (4, 0, 1.0),
    (5, 10, 2 / 120), (5, 8, 10 / 120), (5, 6, 28 / 120), (5, 4, 58 / 120),
    (6, 15, 2 / 720), (6, 13, 12 / 720), (6, 11, 40 / 720), (6, 9, 98 / 720), (6, 5, 338 / 720),
]  # fmt: skip


@pytest.mark.parametrize(("n", "s", "p"), TABLE)
def test_p_without_ties_is_the_tables(n: int, s: int, p: float) -> None:
    order = next(found for found in permutations(range(n)) if kendall_s(found) == s)
    assert mann_kendall_p(order) == pytest.approx(p, abs=1e-12)
    assert mann_kendall_p(order[::-1]) == pytest.approx(p, abs=1e-12)


def test_four_values_in_order_are_just_enough_and_one_tie_among_them_is_not() -> None:
    assert mann_kendall_p([1, 2, 3, 4]) == pytest.approx(1 / 12)
    assert mann_kendall_p([1, 2, 2, 4]) == pytest.approx(2 / 12)  # 2 of the 12 different orders
    assert mann_kendall_p([1, 2, 2 + 5e-10, 4]) == pytest.approx(2 / 12)


@pytest.mark.parametrize("series", [[3.0] * 4, [0.0] * 6, [7.1, 7.1 + 9e-10, 7.1, 7.1]])
def test_constant_series_has_p_1(series: list[float]) -> None:
    assert mann_kendall_p(series) == 1.0


@pytest.mark.parametrize(("n", "c", "k"), [(4, 4, 1), (5, 6, 2), (6, 7, 4)])
def test_80_percent_interval_runs_from_the_k_th_smallest_to_the_k_th_largest_slope(n: int, c: int, k: int) -> None:
    counts = null_distribution((1,) * n)
    within = {s: sum(m for other, m in counts.items() if abs(other) <= s) / sum(counts.values()) for s in (c, c - 2)}
    assert within[c] >= 0.8 > within[c - 2]
    series = by_year([number**2 for number in range(n)])
    slopes = pairwise_slopes(series)
    assert slope_interval(series) == (slopes[k - 1], slopes[-k])
    assert k == (len(slopes) - c) / 2


@pytest.mark.parametrize("n", [2, 3])
def test_interval_of_fewer_values_is_all_slopes(n: int) -> None:
    series = by_year([0, 1, 5][:n])
    assert slope_interval(series) == (min(pairwise_slopes(series)), max(pairwise_slopes(series)))


@given(found=values)
def test_slope_is_scipys(found: list[float]) -> None:
    from scipy import stats

    series = by_year(found)
    assert theil_sen(series) == pytest.approx(stats.theilslopes(found, list(series)).slope, abs=1e-9)


@given(found=different, years=st.sets(st.integers(2000, 2012), min_size=6, max_size=6))
def test_slope_with_gaps_is_scipys(found: list[int], years: set[int]) -> None:
    from scipy import stats

    series = dict(zip(sorted(years), map(float, found), strict=False))
    assert theil_sen(series) == pytest.approx(stats.theilslopes(list(series.values()), list(series)).slope, abs=1e-9)


@given(values=different)
def test_p_without_ties_is_scipys_exact(values: list[int]) -> None:
    from scipy import stats

    expected = stats.kendalltau(range(len(values)), values, method="exact")
    assert mann_kendall_p(values) == pytest.approx(expected.pvalue, abs=1e-12)
    pairs = len(values) * (len(values) - 1) / 2
    assert kendall_s(values) == pytest.approx(expected.statistic * pairs)


@settings(max_examples=12)
@given(values=st.lists(st.integers(0, 3), min_size=4, max_size=5))
def test_p_with_ties_is_scipys_by_all_permutations(values: list[int]) -> None:
    from scipy import stats

    def s(order: np.ndarray) -> float:
        return float(sum(np.sign(later - early) for early, later in combinations(order, 2)))

    expected = stats.permutation_test((np.array(values),), s, permutation_type="pairings", n_resamples=np.inf)
    assert mann_kendall_p(values) == pytest.approx(min(expected.pvalue, 1.0), abs=1e-12)


@given(found=values)
def test_s_and_slope_are_pymannkendalls(found: list[float]) -> None:
    import pymannkendall

    expected = pymannkendall.original_test(found)
    assert kendall_s(found) == expected.s
    assert theil_sen(by_year(found)) == pytest.approx(expected.slope, abs=1e-9)


@given(values=values)
def test_order_of_time_turned_round_turns_the_sign_and_keeps_p(values: list[float]) -> None:
    turned = values[::-1]
    assert kendall_s(turned) == -kendall_s(values)
    assert mann_kendall_p(turned) == mann_kendall_p(values)
    low, high = slope_interval(by_year(values))
    assert slope_interval(by_year(turned)) == pytest.approx((-high, -low))


@given(found=values)
def test_slope_lies_in_its_interval(found: list[float]) -> None:
    low, high = slope_interval(by_year(found))
    assert low <= theil_sen(by_year(found)) <= high
