"""The rank correlation of two indicators: worked by hand, and what holds of any values."""

import pytest
from hypothesis import given, strategies as st

from malkollen.answers.together import FEWEST, Together, rank_correlation, ranks, together

VALUES = st.lists(st.integers(-1000, 1000), min_size=3, max_size=40)


def test_a_textbooks_ten_pairs() -> None:
    """Ten pairs without ties: 1 − 6 · 194 / (10 · 99) = −29/165."""
    first = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110]
    second = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17]
    assert rank_correlation(first, second) == pytest.approx(-29 / 165)


def test_equal_values_share_the_mean_of_their_places() -> None:
    assert ranks([10, 20, 20, 5]) == [2, 3.5, 3.5, 1]
    # ranks 1, 2, 3 against 1.5, 1.5, 3: covariance 1.5, variances 2 and 1.5 (sums of squares)
    assert rank_correlation([1, 2, 3], [7, 7, 9]) == pytest.approx(1.5 / (2 * 1.5) ** 0.5)


@given(VALUES, st.randoms())
def test_only_the_order_counts_and_neither_side_comes_first(first: list[int], shuffle: object) -> None:
    second = list(first)
    shuffle.shuffle(second)  # type: ignore[attr-defined]
    correlation = rank_correlation(first, second)
    assert rank_correlation(second, first) == pytest.approx(correlation)
    assert rank_correlation([value**3 for value in first], second) == pytest.approx(correlation)
    assert rank_correlation([-value for value in first], second) == pytest.approx(
        None if correlation is None else -correlation
    )
    assert correlation is None or -1.0000001 <= correlation <= 1.0000001


@given(VALUES)
def test_a_series_goes_with_itself(values: list[int]) -> None:
    assert rank_correlation(values, values) == (None if len(set(values)) == 1 else pytest.approx(1.0))


@pytest.mark.parametrize(
    ("correlation", "way"),
    [(0.3, "joint"), (0.29, "apart"), (0.0, "apart"), (-0.29, "apart"), (-0.3, "opposite"), (None, "unknown")],
)
def test_what_a_correlation_may_be_called(correlation: float | None, way: str) -> None:
    assert Together(290, correlation).way == way


def test_of_few_municipalities_nothing_is_said() -> None:
    first = {str(code): float(code) for code in range(FEWEST)}
    assert together(first, first).way == "joint"
    few = {code: value for code, value in first.items() if code != "3"}
    assert together(first, few) == Together(FEWEST - 1, None)


def test_where_one_is_the_same_everywhere_nothing_is_said() -> None:
    first = {str(code): float(code) for code in range(20)}
    assert together(first, dict.fromkeys(first, 1.0)) == Together(20, None)
