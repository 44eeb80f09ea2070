"""Prognos mot mål: the window's pace from the last value, its 80 % interval, the classes, and when there is none."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import exp, log

import pytest
from hypothesis import given, strategies as st

from malkollen.assess.direction import direction
from malkollen.assess.forecast import Forecast, Grade, _label, forecast, share_class
from malkollen.assess.target import Aim
from malkollen.assess.window import Terms

UP, DOWN, LOG = Terms("higher"), Terms("lower"), Terms("lower", "log")
REACHES = "når målet i nuvarande takt"


def ahead(series: Mapping[int, float], terms: Terms, aim: Aim) -> Forecast:
    return forecast(series, terms, aim, direction(series, terms))


def yearly(values: Sequence[float], last: int = 2024) -> dict[int, float]:
    return {last - len(values) + 1 + number: float(value) for number, value in enumerate(values)}


# ───────────── The projection ─────────────


def test_linear_projection_goes_on_from_the_last_value() -> None:
    """The ten slopes of 0 1 3 4 5 have the median 31/24: from 5 in 2024, six years on, to 12,75."""
    found = ahead(yearly([0, 1, 3, 4, 5]), UP, Aim(20, 2030, 2014, 0))
    assert found.observed_per_year == pytest.approx(31 / 24)
    assert (found.projected, found.share) == pytest.approx((12.75, 12.75 / 20))
    assert found.required_per_year == pytest.approx(15 / 6)


def test_log_projection_goes_on_by_percent() -> None:
    projected = ahead(yearly([100, 90, 81, 72.9]), LOG, Aim(30, 2030, 2010, 130))
    assert projected.observed_per_year == pytest.approx(-0.10)
    assert projected.projected == pytest.approx(72.9 * 0.9**6)
    assert projected.share == pytest.approx((72.9 * 0.9**6 - 130) / (30 - 130))
    assert projected.required_per_year == pytest.approx((30 / 72.9) ** (1 / 6) - 1)
    assert (projected.share_low, projected.share_high) == pytest.approx((projected.share, projected.share))


def test_s_curve_is_projected_linearly_and_as_a_logit() -> None:
    projected = ahead(yearly([10, 20, 30, 40]), Terms("higher", "s_curve"), Aim(80, 2028, 2014, 5))
    linear, logit = projected.projections
    assert linear.projected == pytest.approx(80)
    slopes = sorted(
        (log(b / (100 - b)) - log(a / (100 - a))) / years
        for (a, b), years in zip(combinations([10, 20, 30, 40], 2), [1, 2, 3, 1, 2, 1], strict=True)
    )
    assert logit.slope == pytest.approx((slopes[2] + slopes[3]) / 2)
    assert logit.projected == pytest.approx(100 / (1 + exp(-(log(40 / 60) + 4 * logit.slope))))
    assert projected.projected == logit.projected
    assert projected.share_low == min(linear.share_low, logit.share_low)
    assert projected.share_high == max(linear.share_high, logit.share_high)


def test_the_interval_is_that_of_the_slope() -> None:
    """Six values: from the 4th smallest to the 4th largest of 15 slopes."""
    series = yearly([0, 3, 4, 9, 10, 11])
    slopes = sorted((b - a) / (to - start) for (start, a), (to, b) in combinations(series.items(), 2))
    found = ahead(series, UP, Aim(30, 2030, 2010, 0))
    assert found.share_low == pytest.approx((11 + 6 * slopes[3]) / 30)
    assert found.share_high == pytest.approx((11 + 6 * slopes[-4]) / 30)


@pytest.mark.parametrize("values", [[95, 90, 85, 80], [1, 0.5, 0.25, 0.125], [99.9, 99, 98, 90]])
def test_an_s_curve_never_leaves_zero_and_its_ceiling(values: list[float]) -> None:
    series = yearly(values)
    logit = ahead(series, Terms("lower", "s_curve"), Aim(0.0, 2100, 1900, 100.0)).projections[1]
    assert 0 <= logit.projected <= 100


# ───────────── The classes ─────────────


@pytest.mark.parametrize(
    ("share", "label"),
    [
        (1.4, REACHES), (0.95, REACHES), (0.95 - 5e-10, REACHES), (0.9499, "för långsamt"), (0.60, "för långsamt"),
        (0.60 - 5e-10, "för långsamt"), (0.5999, "långt från målet"), (0.0, "långt från målet"),
        (-5e-10, "långt från målet"), (-0.001, "sämre än basåret"), (-3.0, "sämre än basåret"),
    ],
)  # fmt: skip
def test_classes_begin_at_their_limits(share: float, label: str) -> None:
    assert share_class(share) == label


@pytest.mark.parametrize(
    ("low", "high", "label"),
    [
        (0.95, 1.2, REACHES),
        (0.60, 0.94, "för långsamt"),
        (0.0, 0.59, "långt från målet"),
        (-2.0, -0.1, "sämre än basåret"),
        (0.94, 0.95, f"osäkert: för långsamt–{REACHES}"),
        (0.10, 1.89, f"osäkert: långt från målet–{REACHES}"),
        (-0.2, 1.0, f"osäkert: sämre än basåret–{REACHES}"),
        (0.59, 0.60, "når inte målet i nuvarande takt (långt från målet–för långsamt)"),
        (-0.2, 0.62, "når inte målet i nuvarande takt (sämre än basåret–för långsamt)"),
        (-0.01, 0.0, "når inte målet i nuvarande takt (sämre än basåret–långt från målet)"),
    ],
)
def test_ends_in_different_classes_are_uncertain_unless_both_miss_the_target(
    low: float, high: float, label: str
) -> None:
    assert _label(low, high)[0] == label


@pytest.mark.parametrize(
    ("low", "high", "grade"),
    [
        (0.95, 1.2, "reaches"), (0.60, 0.94, "too_slow"), (0.0, 0.59, "far"), (-2.0, -0.1, "worse_than_base"),
        (0.94, 0.95, "uncertain"), (-0.2, 1.0, "uncertain"), (0.59, 0.60, "misses"), (-0.01, 0.0, "misses"),
    ],
)  # fmt: skip
def test_what_a_forecast_says_is_a_grade_of_its_own(low: float, high: float, grade: Grade) -> None:
    assert _label(low, high)[1] == grade


@pytest.mark.parametrize(("target", "label"), [(100 / 0.95, REACHES), (100 / 0.6, "för långsamt")])
def test_a_series_that_ends_exactly_on_a_limit_belongs_to_the_better_class(target: float, label: str) -> None:
    found = ahead(yearly([90, 92, 94, 96, 98]), UP, Aim(target, 2025, 2014, 0))
    assert found.projected == 100
    assert found.label == label


# ───────────── When there is none ─────────────

FALLING = yearly([80, 78, 72, 71, 69, 67])
NONE = {
    "no target year": (FALLING, LOG, Aim(30, None, 2010, 100), "målet har inget målår"),
    "no base": (FALLING, LOG, Aim(30, 2030), "målet har inget basår"),
    "no base value": (FALLING, LOG, Aim(30, 2030, 2010), "målet har inget basår"),
    "reached": (FALLING, LOG, Aim(70, 2030, 2010, 100), "målet är redan uppnått"),
    "just reached": (FALLING, LOG, Aim(67 - 5e-10, 2030, 2010, 100), "målet är redan uppnått"),
    "the base year had met it": (FALLING, LOG, Aim(30, 2030, 2010, 25), "basåret hade redan nått målvärdet"),
    "the target year is the last": (FALLING, LOG, Aim(30, 2024, 2010, 100), "målåret 2024 har passerat"),
    "the target year has passed": (FALLING, LOG, Aim(30, 2020, 2010, 100), "målåret 2020 har passerat"),
    "three values": (yearly([3, 2, 1]), LOG, Aim(0.5, 2025, 2010, 10), "för få värden: 3 av minst 4"),
    "no values": ({}, LOG, Aim(0.5, 2025, 2010, 10), "inga värden"),
    "too far ahead": (FALLING, LOG, Aim(30, 2030, 2019, 100), "målåret 2030 ligger längre fram än serien räcker bakåt"),
    "a zero on a log scale": (yearly([3, 2, 0, 1]), LOG, Aim(0.5, 2025, 2010, 10), "ett värde har ingen plats på"),
    "a value at the ceiling": (
        yearly([100, 98, 97, 96]),
        Terms("lower", "s_curve"),
        Aim(50, 2030, 2010, 100),
        "ett värde har ingen plats på",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("series", "terms", "aim", "reason"), NONE.values(), ids=NONE.keys())
def test_without_a_forecast_there_is_a_reason(series: dict[int, float], terms: Terms, aim: Aim, reason: str) -> None:
    found = ahead(series, terms, aim)
    assert found.label is None
    assert (found.reason or "").startswith(reason)
    assert (found.share, found.share_low, found.share_high, found.projected) == (None,) * 4


@pytest.mark.parametrize(
    ("base_year", "target_year", "is_made"),
    [
        (2010, 2038, True),
        (2010, 2039, False),
        (2019, 2029, True),
        (2019, 2030, False),
        (2023, 2029, True),  # the first value is earlier than the base year
        (2026, 2029, True),
    ],
)
def test_no_forecast_reaches_further_ahead_than_the_series_or_its_base_reaches_back(
    base_year: int, target_year: int, is_made: bool
) -> None:
    """Values 2019–24: from the base year, or the first value where that is earlier, to the last value."""
    found = ahead(FALLING, LOG, Aim(30, target_year, base_year, 100))
    assert (found.label is not None) == is_made


def test_a_first_value_before_the_window_reaches_further_back() -> None:
    series = {1990: 100.0, **FALLING}
    assert ahead(series, LOG, Aim(30, 2050, 2019, 100)).label is not None


def test_the_pace_needed_stands_even_where_no_forecast_does() -> None:
    found = ahead(FALLING, LOG, Aim(30, 2030))
    assert found.required_per_year == pytest.approx((30 / 67) ** (1 / 6) - 1)
    assert found.observed_per_year == pytest.approx(exp(-0.0355) - 1, abs=1e-4)
    assert ahead(yearly([3, 2, 1]), LOG, Aim(0.5, 2025, 2010, 10)).observed_per_year is None
    assert ahead(FALLING, LOG, Aim(30, 2024, 2010, 100)).required_per_year is None


@pytest.mark.parametrize(("terms", "required"), [(LOG, -1.0), (DOWN, -67 / 6)])
def test_zero_is_a_legal_target(terms: Terms, required: float) -> None:
    found = ahead(FALLING, terms, Aim(0.0, 2030, 2010, 100))
    assert found.required_per_year == pytest.approx(required)
    assert found.label is not None


def test_an_excluded_latest_year_is_not_the_anchor() -> None:
    series = {**FALLING, 2025: 10.0}
    found = ahead(series, Terms("lower", "log", exclude_years=frozenset({2025})), Aim(30, 2030, 2010, 100))
    assert found.required_per_year == pytest.approx((30 / 67) ** (1 / 6) - 1)
    assert found.label is not None


# ───────────── Away from the target ─────────────


@pytest.mark.parametrize(
    ("values", "is_away"),
    [
        ([60, 62, 64, 67], True),  # försämras
        ([80, 60, 50, 67], False),
        ([80, 60, 61, 62], True),  # the last two changes
        ([80, 60, 61, 61], False),
        ([61, 62], False),  # one change
        ([60, 61, 62], True),
        ([80, 78, 72, 71], False),
    ],
)
def test_away_from_the_target_is_a_worsening_or_two_changes_the_wrong_way(values: list[float], is_away: bool) -> None:
    assert ahead(yearly(values), LOG, Aim(30, 2030, 2010, 100)).away_from_target is is_away


# ───────────── Numbers of any size ─────────────


@pytest.mark.parametrize(
    ("values", "terms", "aim"),
    [
        ([1e-300, 1e-150, 1, 1e3], Terms("higher", "log"), Aim(1e15, 2900, 1000, 1)),
        ([1e-300, 1e-300, 1e15, 1e-300], Terms("higher", "log"), Aim(1e15, 2025, 1000, 1)),
        ([5e-324, 1e-3, 5e-324, 50], Terms("higher", "s_curve"), Aim(90, 2900, 1000, 1)),
        ([50, 5, 1e-4, 1e-6], Terms("lower", "s_curve"), Aim(0, 2900, 1000, 60)),
        ([1e15, -1e15, 1e15, 5e14], UP, Aim(1e15, 2900, 1000, 1e15 - 1)),
    ],
)
def test_absurd_series_get_finite_numbers_or_a_reason(values: list[float], terms: Terms, aim: Aim) -> None:
    found = ahead(yearly(values), terms, aim)
    numbers = (found.share, found.share_low, found.share_high, found.projected, found.required_per_year)
    assert all(number is None or abs(number) < float("inf") for number in numbers)
    assert (found.label is None) == (found.reason is not None)


@given(values=st.lists(st.integers(1, 10_000), min_size=4, max_size=6), target=st.integers(0, 10_000))
def test_the_share_lies_in_its_interval(values: list[int], target: int) -> None:
    for terms in (Terms("higher"), Terms("lower", "log"), Terms("higher", "s_curve", ceiling=10_001.0)):
        base = 0.0 if terms.better == "higher" else 10_001.0
        found = ahead(yearly(values), terms, Aim(float(target), 2030, 2010, base))
        if found.share is not None and found.share_low is not None and found.share_high is not None:
            assert found.share_low - 1e-9 <= found.share <= found.share_high + 1e-9
