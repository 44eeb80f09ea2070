"""The method's own test vectors, V1–V8, to the precision they are printed with."""

from collections.abc import Mapping
from math import isclose

import pytest

from malkollen.assess.direction import IMPROVES, NO_CHANGE, NOT_ASSESSABLE, Direction, direction
from malkollen.assess.forecast import Forecast, forecast
from malkollen.assess.target import WORSE_THAN_BASE, Aim, target_position
from malkollen.assess.window import Terms

EMISSIONS = Aim(30, 2030, 2010, 100)
FALLING_IN_PERCENT = Terms("lower", "log")


def verdicts(series: Mapping[int, float], terms: Terms, aim: Aim) -> tuple[Direction, Forecast]:
    moved = direction(series, terms)
    return moved, forecast(series, terms, aim, moved)


def printed(number: float | None, text: str) -> bool:
    """Whether a number rounds to what is printed."""
    decimals = len(text.partition(".")[2])
    return number is not None and isclose(round(number, decimals), float(text), abs_tol=1e-12)


def test_v1_established_but_too_slow() -> None:
    series = {2018: 80.0, 2019: 78.0, 2020: 72.0, 2021: 71.0, 2022: 69.0, 2023: 67.0}
    moved, ahead = verdicts(series, FALLING_IN_PERCENT, EMISSIONS)
    assert (moved.label, moved.s, moved.n) == (IMPROVES, -15, 6)
    assert printed(moved.p_value, ".0028")
    assert printed(moved.slope, "-.0355")
    assert printed(ahead.projected, "52.3")
    assert printed(ahead.share, ".682")
    assert printed(ahead.share_low, ".627")
    assert printed(ahead.share_high, ".710")
    assert ahead.label == "för långsamt"


def test_v2_a_jump_in_the_last_year() -> None:
    series = {2019: 78.0, 2020: 72.0, 2021: 71.0, 2022: 69.0, 2023: 67.0, 2024: 82.0}
    moved, ahead = verdicts(series, FALLING_IN_PERCENT, EMISSIONS)
    assert (moved.label, moved.s) == (NO_CHANGE, -5)
    assert printed(moved.p_value, ".47")
    assert printed(ahead.projected, "71.0")
    assert printed(ahead.share, ".414")
    assert printed(ahead.share_low, ".005")
    assert printed(ahead.share_high, ".496")
    assert ahead.label == "långt från målet"


@pytest.mark.parametrize("breaks", [frozenset(), frozenset({2019})])
def test_v3_two_surveys_are_not_assessed(breaks: frozenset[int]) -> None:
    aim, terms = Aim(0.70, 2030, 2015, 0.57), Terms("higher", breaks=breaks)
    moved, ahead = verdicts({2015: 0.57, 2019: 0.58}, terms, aim)
    assert moved.label == NOT_ASSESSABLE
    assert (moved.reason or "").startswith("för få värden")
    assert (ahead.label, ahead.reason) == (None, moved.reason)
    assert printed(target_position(0.58, aim, "higher").share_closed, ".077")


def test_v4_an_s_curve_whose_two_scales_do_not_agree() -> None:
    series = {2019: 0.006, 2020: 0.012, 2021: 0.023, 2022: 0.040, 2023: 0.060, 2024: 0.075}
    _, ahead = verdicts(series, Terms("higher", "s_curve", ceiling=1.0), Aim(0.30, 2029, 2019, 0.006))
    linear, logit = ahead.projections
    assert printed(linear.share, ".49")
    assert printed(logit.share, "1.89")
    assert (ahead.label or "").startswith("osäkert")


def test_v5_worse_than_a_base_year_that_had_met_the_target() -> None:
    aim = Aim(75, 2030, 2010, 80)
    found = target_position(70, aim, "higher")
    assert (found.label, found.is_reached, found.share_closed) == (WORSE_THAN_BASE, False, None)
    series = {2021: 74.0, 2022: 73.0, 2023: 72.0, 2024: 70.0}
    _, ahead = verdicts(series, Terms("higher"), aim)
    assert (ahead.label, ahead.share) == (None, None)


def test_v6_established_but_immaterial() -> None:
    series = {2019: 80.1, 2020: 80.2, 2021: 80.3, 2022: 80.35, 2023: 80.4}
    moved = direction(series, Terms("higher", materiality=0.3))
    assert moved.label == NO_CHANGE
    assert printed(moved.p_value, ".017")


def test_v7_is_a_share_of_sums() -> None:
    """That the database sums so is tested in test_evaluate; here that the numbers are the method's."""
    parts = [(5, 20), (10, 100), (300, 10_000)]
    assert printed(100 * sum(a for a, _ in parts) / sum(b for _, b in parts), "3.1")
    assert printed(100 * sum(a / b for a, b in parts) / 3, "12.7")  # what a mean of the ratios would say


def test_v8_a_gap_of_three_years() -> None:
    moved = direction({2020: 1.0, 2021: 2.0, 2022: 3.0, 2025: 4.0}, Terms("higher"))
    assert moved.label == NOT_ASSESSABLE
    assert (moved.reason or "").startswith("lucka")
