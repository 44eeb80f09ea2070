"""Changes of a series: since the previous published year and since a base year, never across a break."""

import pytest
from hypothesis import given, strategies as st

from malkollen.assess.change import Change, change, previous_year, since_previous

CHARGING = {2020: 10.0, 2022: 18.0, 2023: 30.0, 2025: 60.0}
BREAKS = (2023,)


def test_change_is_a_difference_and_a_percentage_of_the_earlier_value() -> None:
    assert change({2020: 80.0, 2024: 60.0}, 2020, 2024) == Change(2020, 2024, -20.0, -25.0)


def test_change_from_zero_has_no_percentage() -> None:
    assert change({2020: 0.0, 2024: 3.0}, 2020, 2024) == Change(2020, 2024, 3.0, None)


def test_rise_from_a_negative_value_is_a_rise() -> None:
    assert change({2020: -4.0, 2024: -2.0}, 2020, 2024) == Change(2020, 2024, 2.0, 50.0)


@pytest.mark.parametrize(("from_year", "to_year"), [(2021, 2022), (2020, 2024), (2022, 2022), (2025, 2020)])
def test_no_change_without_both_years_in_order(from_year: int, to_year: int) -> None:
    assert change(CHARGING, from_year, to_year) is None


@pytest.mark.parametrize(("from_year", "to_year"), [(2022, 2023), (2020, 2023), (2020, 2025), (2022, 2025)])
def test_change_is_never_computed_across_a_break(from_year: int, to_year: int) -> None:
    assert change(CHARGING, from_year, to_year, BREAKS) == Change(from_year, to_year, None, None, broken_by=2023)


@pytest.mark.parametrize(("from_year", "to_year"), [(2020, 2022), (2023, 2025)])
def test_change_on_one_side_of_a_break_is_computed(from_year: int, to_year: int) -> None:
    found = change(CHARGING, from_year, to_year, BREAKS)
    assert found is not None
    assert (found.difference, found.broken_by) == (CHARGING[to_year] - CHARGING[from_year], None)


def test_latest_break_between_is_the_one_named() -> None:
    found = change(CHARGING, 2020, 2025, (2022, 2023))
    assert found is not None
    assert found.broken_by == 2023


def test_previous_published_year_is_named() -> None:
    assert previous_year(CHARGING, 2025) == 2023
    assert previous_year(CHARGING, 2022) == 2020
    assert previous_year(CHARGING, 2020) is None
    found = since_previous(CHARGING, 2025, BREAKS)
    assert found is not None
    assert (found.from_year, found.to_year, found.difference, found.percent) == (2023, 2025, 30.0, 100.0)


def test_first_year_has_no_change() -> None:
    assert since_previous(CHARGING, 2020) is None


def test_first_year_after_a_break_has_no_change_but_says_why() -> None:
    assert since_previous(CHARGING, 2023, BREAKS) == Change(2022, 2023, None, None, broken_by=2023)


@given(before=st.floats(0.01, 1e9), after=st.floats(0.01, 1e9))
def test_percentage_and_difference_say_the_same(before: float, after: float) -> None:
    moved = change({2020: before, 2021: after}, 2020, 2021)
    assert moved is not None
    assert moved.difference is not None
    assert moved.percent is not None
    assert before + moved.difference == pytest.approx(after, rel=1e-9, abs=1e-6)
    assert before * (1 + moved.percent / 100) == pytest.approx(after, rel=1e-9, abs=1e-6)
