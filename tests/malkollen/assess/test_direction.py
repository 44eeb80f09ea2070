"""Utveckling: an exact test, a material slope, and the last interval must not contradict it."""

from collections.abc import Mapping, Sequence
from math import log
from typing import Any

import pytest

from malkollen.assess.direction import (
    CONTRADICTED,
    IMPROVES,
    NO_CHANGE,
    NOT_ASSESSABLE,
    WORSENS,
    Direction,
    direction,
)
from malkollen.assess.scale import Better
from malkollen.assess.window import Terms

CHANCE = "ordningen mellan åren kan vara en slump"
TOO_SMALL = "förändringen är för liten för att betyda något"
OTHER_WAY = "det senaste intervallet går åt andra hållet"


def moved(
    values: Sequence[float],
    better: Better = "higher",
    last: int = 2024,
    **terms: Any,  # noqa: ANN401 - the fields of Terms
) -> Direction:
    series = {last - len(values) + 1 + number: float(value) for number, value in enumerate(values)}
    return direction(series, Terms(better, **terms))


@pytest.mark.parametrize(
    ("values", "better", "label"),
    [
        ([1, 2, 3, 4], "higher", IMPROVES),
        ([1, 2, 3, 4], "lower", WORSENS),
        ([4, 3, 2, 1], "higher", WORSENS),
        ([4, 3, 2, 1], "lower", IMPROVES),
        ([1, 2, 2, 4], "higher", NO_CHANGE),
        ([1, 3, 2, 4], "higher", NO_CHANGE),
        ([5, 5, 5, 5, 5, 5], "higher", NO_CHANGE),
        ([1, 2, 3, 5, 4], "higher", CONTRADICTED),  # p = 8,3 %, and the last year falls
        ([1, 2, 4, 3, 5], "higher", IMPROVES),
        ([1, 2, 3, 4, 6, 5], "higher", CONTRADICTED),
    ],
)
def test_a_change_is_established_and_not_contradicted(values: list[float], better: Better, label: str) -> None:
    assert moved(values, better).label == label


@pytest.mark.parametrize(
    ("step", "label", "reason"),
    [(0.31, IMPROVES, None), (0.3, IMPROVES, None), (0.29, NO_CHANGE, TOO_SMALL), (-0.3, WORSENS, None)],
)
def test_a_share_must_move_its_materiality_a_year(step: float, label: str, reason: str | None) -> None:
    found = moved([50 + step * year for year in range(5)], materiality=0.3)
    assert (found.label, found.reason) == (label, reason)
    assert found.threshold == 0.3


def test_a_fall_of_exactly_the_materiality_is_material_though_floats_say_less() -> None:
    """As Botkyrka's 93,7 in T01: 0.1 at a time is a hair under or over 0.1."""
    for start in (90.1, 93.7, 7.3, 1e3):
        for sign in (1, -1):
            found = moved([start + sign * 0.1 * year for year in range(6)], materiality=0.1)
            assert found.label == (IMPROVES if sign == 1 else WORSENS), (start, sign)


@pytest.mark.parametrize(("rate", "label"), [(0.0051, WORSENS), (0.005, WORSENS), (0.0049, NO_CHANGE)])
def test_on_a_log_scale_half_a_percent_a_year_is_material(rate: float, label: str) -> None:
    found = moved([577_000 * 2.718281828459045 ** (rate * year) for year in range(6)], "lower", scale="log")
    assert (found.label, found.threshold) == (label, 0.005)
    assert found.slope == pytest.approx(rate, abs=1e-9)


@pytest.mark.parametrize("scale", ["linear", "s_curve"])
@pytest.mark.parametrize(("step", "label"), [(0.31, IMPROVES), (0.249, NO_CHANGE)])
def test_otherwise_half_a_percent_of_the_median_is_material(scale: str, step: float, label: str) -> None:
    found = moved([50 + step * (year - 2) for year in range(5)], scale=scale)
    assert found.label == label
    assert found.threshold == pytest.approx(0.25)


def test_the_median_counts_without_its_sign() -> None:
    found = moved([-50 + 0.1 * year for year in range(5)])
    assert (found.label, found.threshold) == (NO_CHANGE, pytest.approx(0.249))
    assert moved([-50 + year for year in range(5)]).label == IMPROVES


@pytest.mark.parametrize(
    ("values", "label"),
    [([-2, -1, 0, 1, 2], IMPROVES), ([0, 0, 0, 0], NO_CHANGE), ([-2e-9, -1e-9, 0, 1e-9], NO_CHANGE)],
)
def test_with_a_median_of_zero_any_slope_is_material(values: list[float], label: str) -> None:
    found = moved(values)
    assert found.label == label


def test_a_materiality_of_zero_makes_no_constant_series_move() -> None:
    assert moved([3, 3, 3, 3, 3], materiality=0.0).label == NO_CHANGE


@pytest.mark.parametrize(
    ("last", "label"),
    [(59.7, IMPROVES), (59.4, CONTRADICTED), (59.71, IMPROVES), (59.69, CONTRADICTED), (60.0, IMPROVES)],
)
def test_the_last_interval_contradicts_by_more_than_the_materiality(last: float, label: str) -> None:
    """60 − 59,7 is exactly the materiality: not more than it."""
    found = moved([50, 52, 55, 57, 60, last], materiality=0.3)
    assert found.label == label
    assert found.reason == (OTHER_WAY if label == CONTRADICTED else None)
    assert found.last_change == pytest.approx(last - 60)


def test_a_last_fall_of_exactly_the_materiality_contradicts_nothing_though_floats_say_more() -> None:
    for top in (90.4, 64.4, 33.4, 8.4):
        values = [top - 5, top - 4, top - 3, top - 2, top, round(top - 0.3, 1)]
        assert moved(values, materiality=0.3).label == IMPROVES, top


def test_the_last_interval_is_per_year_and_on_the_scale() -> None:
    found = direction({2019: 80.0, 2020: 75.0, 2021: 60.0, 2022: 50.0, 2024: 50.5}, Terms("lower", "log"))
    assert found.last_change == pytest.approx(log(50.5 / 50) / 2)
    assert found.label == IMPROVES  # 0,498 % a year the other way, under 0,5
    steeper = direction({2019: 80.0, 2020: 75.0, 2021: 60.0, 2022: 50.0, 2024: 50.6}, Terms("lower", "log"))
    assert steeper.label == CONTRADICTED


def test_a_fall_that_is_no_trend_is_not_called_contradicted() -> None:
    assert moved([78, 72, 71, 69, 67, 82], "lower", scale="log").label == NO_CHANGE


@pytest.mark.parametrize(("value", "label"), [(0.0, NOT_ASSESSABLE), (-3.0, NOT_ASSESSABLE), (1e-300, IMPROVES)])
def test_what_is_not_above_zero_has_no_place_on_a_log_scale(value: float, label: str) -> None:
    judged = moved([4, 3, 2, value], "lower", scale="log")
    assert judged.label == label
    if label == NOT_ASSESSABLE:
        assert judged.reason == "värdet 2024 är inte större än 0 och har ingen plats på en logaritmisk skala"
        assert (judged.slope, judged.p_value) == (None, None)


def test_a_zero_outside_the_window_does_not_matter_on_a_log_scale() -> None:
    assert moved([0, 6, 5, 4, 3, 2, 1], "lower", scale="log").label == IMPROVES


@pytest.mark.parametrize("values", [[0, 1, 2, 3], [97, 98, 99, 100], [-1, 0, 1, 2]])
def test_utveckling_on_an_s_curve_is_measured_in_the_unit_and_meets_no_ceiling(values: list[float]) -> None:
    found = moved(values, scale="s_curve", materiality=0.3)
    assert (found.label, found.slope) == (IMPROVES, 1.0)


@pytest.mark.parametrize(
    ("series", "reason"),
    [
        ({}, "inga värden"),
        ({2024: 3.0}, "för få värden: 1 av minst 4"),
        ({2020: 1.0, 2021: 2.0, 2022: 3.0, 2025: 4.0}, "lucka: mer än 2 år mellan 2022 och 2025"),
    ],
)
def test_what_cannot_be_judged_has_a_reason_and_no_numbers(series: Mapping[int, float], reason: str) -> None:
    found = direction(series, Terms("higher"))
    assert (found.label, found.reason) == (NOT_ASSESSABLE, reason)
    assert (found.slope, found.p_value, found.s, found.threshold, found.last_change) == (None,) * 5
    assert found.n == len(series)


def test_every_number_of_the_arithmetic_is_kept() -> None:
    found = moved([1, 2, 3, 4], last=2023, breaks=frozenset({2020}))
    assert (found.slope, found.p_value, found.s, found.n) == (1.0, pytest.approx(1 / 12), 6, 4)
    assert (found.from_year, found.to_year, found.last_change) == (2020, 2023, 1.0)
    assert found.values == {2020: 1.0, 2021: 2.0, 2022: 3.0, 2023: 4.0}
    assert moved([1, 3, 2, 4]).reason == CHANCE


def test_slope_is_printed_even_where_nothing_is_established() -> None:
    found = moved([1, 3, 2, 4])
    assert (found.slope, found.p_value) == (0.75, pytest.approx(8 / 24))


def test_a_series_that_never_moves_says_so() -> None:
    """As nearness in Salem: 93,7 % six years running is no question of chance."""
    found = direction(dict.fromkeys(range(2018, 2024), 93.7), Terms("higher", materiality=0.1))
    assert (found.label, found.reason) == ("ingen säkerställd förändring", "värdet är detsamma alla år")
