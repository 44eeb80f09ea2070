"""Which values are judged: six calendar years, four values, no gap over two years, nothing before a break."""

from collections.abc import Mapping

import pytest
from hypothesis import given, strategies as st

from malkollen.assess.window import Terms, window

Series = Mapping[int, float]


def steady(*years: int) -> dict[int, float]:
    return {year: float(year - 2000) for year in years}


def terms(breaks: set[int] | None = None, excluded: set[int] | None = None) -> Terms:
    return Terms("higher", breaks=frozenset(breaks or ()), exclude_years=frozenset(excluded or ()))


@pytest.mark.parametrize(
    ("years", "used"),
    [
        (range(2015, 2025), range(2019, 2025)),
        (range(2019, 2025), range(2019, 2025)),
        (range(2021, 2025), range(2021, 2025)),
        ([2010, 2012, 2014, 2016, 2018, 2019, 2020, 2022, 2024], [2019, 2020, 2022, 2024]),
        ([2018, 2020, 2021, 2022, 2023], [2018, 2020, 2021, 2022, 2023]),
    ],
)
def test_the_last_six_calendar_years_are_used_not_the_last_six_values(years: list[int], used: list[int]) -> None:
    found = window(steady(*years), terms())
    assert (list(found.values), found.reason) == (list(used), None)
    assert found.values == steady(*used)


def test_years_come_in_order_whatever_order_they_were_given_in() -> None:
    assert list(window(steady(2024, 2021, 2023, 2022), terms()).values) == [2021, 2022, 2023, 2024]


REASONS = {
    "nothing": ((), terms(), "inga värden"),
    "one value": ((2024,), terms(), "för få värden: 1 av minst 4"),
    "three values": ((2022, 2023, 2024), terms(), "för få värden: 3 av minst 4"),
    "three of them in six years": ((2010, 2011, 2012, 2020, 2022, 2024), terms(), "för få värden: 3 av minst 4"),
    "a gap of three years": ((2020, 2021, 2022, 2025), terms(), "lucka: mer än 2 år mellan 2022 och 2025"),
    "a gap made by exclusions": (
        range(2019, 2025),
        terms(excluded={2021, 2022}),
        "lucka: mer än 2 år mellan 2020 och 2023",
    ),
    "a break that leaves three": (
        range(2015, 2025),
        terms(breaks={2022}),
        "för få värden: 3 av minst 4 sedan serien bröts 2022",
    ),
    "a break in the latest year": (
        range(2015, 2025),
        terms(breaks={2024}),
        "för få värden: 1 av minst 4 sedan serien bröts 2024",
    ),
    "two breaks, the latest decides": (
        range(2015, 2025),
        terms(breaks={2019, 2023}),
        "för få värden: 2 av minst 4 sedan serien bröts 2023",
    ),
    "the latest year excluded and broken": (
        range(2015, 2025),
        terms({2024}, {2024}),
        "för få värden: 0 av minst 4 sedan serien bröts 2024",
    ),
    "every year excluded": (range(2019, 2025), terms(excluded={*range(2019, 2025)}), "för få värden: 0 av minst 4"),
}


@pytest.mark.parametrize(("years", "rules", "reason"), REASONS.values(), ids=REASONS.keys())
def test_a_series_that_cannot_be_judged_says_why(years: range, rules: Terms, reason: str) -> None:
    assert window(steady(*years), rules).reason == reason


JUDGED = {
    "a gap of two years": ((2019, 2020, 2022, 2024), terms()),
    "a break that leaves four": (range(2015, 2025), terms(breaks={2021})),
    "a break in the first year of the window": (range(2019, 2025), terms(breaks={2019})),
    "a break older than the window": (range(2015, 2025), terms(breaks={2012, 2016})),
    "a break that has not come": (range(2019, 2025), terms(breaks={2025, 2030})),
    "an excluded year": (range(2019, 2025), terms(excluded={2021})),
    "two excluded years apart": (range(2019, 2025), terms(excluded={2020, 2023})),
}


@pytest.mark.parametrize(("years", "rules"), JUDGED.values(), ids=JUDGED.keys())
def test_a_series_is_judged(years: range, rules: Terms) -> None:
    assert window(steady(*years), rules).reason is None


def test_the_years_of_a_break_are_the_first_of_the_new_series() -> None:
    assert list(window(steady(*range(2015, 2025)), terms(breaks={2021})).values) == [2021, 2022, 2023, 2024]


@pytest.mark.parametrize(
    ("excluded", "used"),
    [
        ({2022}, [2019, 2020, 2021, 2023, 2024]),  # 2018 is not taken in its place
        ({2024}, [2019, 2020, 2021, 2022, 2023]),  # nor is the window of 2023
        ({2018}, [2019, 2020, 2021, 2022, 2023, 2024]),
    ],
)
def test_excluded_years_never_extend_the_window(excluded: set[int], used: list[int]) -> None:
    assert list(window(steady(*range(2010, 2025)), terms(excluded=excluded)).values) == used


def test_every_year_left_out_says_why() -> None:
    series = {**steady(2010, *range(2018, 2025))}
    del series[2022]
    found = window(series, terms({2020}, {2023}))
    assert [(entry.year, entry.value, entry.reason) for entry in found.left_out] == [
        (2010, 10.0, "äldre än 6 år"),
        (2018, 18.0, "äldre än 6 år"),
        (2019, 19.0, "innan serien bröts 2020"),
        (2022, None, "värde saknas"),
        (2023, 23.0, "utesluten"),
    ]


years_in = st.frozensets(st.integers(2000, 2024), max_size=12)


@given(years=st.frozensets(st.integers(2000, 2024), min_size=1, max_size=20), breaks=years_in, excluded=years_in)
def test_every_value_is_used_or_left_out_and_never_both(
    years: frozenset[int], breaks: frozenset[int], excluded: frozenset[int]
) -> None:
    series = steady(*years)
    used = window(series, Terms("higher", breaks=breaks, exclude_years=excluded))
    left_out = {entry.year for entry in used.left_out if entry.value is not None}
    assert {*used.values} | left_out == years
    assert {*used.values} & left_out == set()
    assert len(used.values) <= 6
    assert all(year > max(years) - 6 for year in used.values)
    assert not {*used.values} & excluded
    assert not any(min(used.values) < year <= max(used.values) for year in breaks if used.values)
