"""Rules of the assessment that hold whatever the numbers are."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings, strategies as st

from malkollen.assess.direction import (
    CONTRADICTED,
    IMPROVES,
    NO_CHANGE,
    NOT_ASSESSABLE,
    WORSENS,
    Direction,
    direction,
)
from malkollen.assess.forecast import Forecast, forecast
from malkollen.assess.scale import Better, Scale
from malkollen.assess.target import Aim
from malkollen.assess.window import Terms

Series = Mapping[int, float]
WORDS = {IMPROVES, WORSENS, NO_CHANGE, CONTRADICTED, NOT_ASSESSABLE}
MIRRORED = {IMPROVES: WORSENS, WORSENS: IMPROVES}
TURNED: dict[Better, Better] = {"higher": "lower", "lower": "higher"}
POWERS = [2.0**power for power in (-6, -3, 1, 4, 10)]  # exact in floats, so that only the rule is tested

few = settings(max_examples=50)

years = st.lists(st.integers(2015, 2024), min_size=4, max_size=8, unique=True)
eighths = st.integers(-800, 800).map(lambda number: number / 8)
positive = st.integers(1, 799).map(lambda number: number / 8)
betters = st.sampled_from(["higher", "lower"])
materialities = st.none() | st.sampled_from([0.0, 0.25, 0.5, 2.0])


@st.composite
def series(draw: st.DrawFn, of: st.SearchStrategy[float] = eighths) -> dict[int, float]:
    """A value a year, rising or falling more often than not, so that every verdict is met."""
    chosen = sorted(draw(years))
    values = draw(st.lists(of, min_size=len(chosen), max_size=len(chosen)))
    order = draw(st.sampled_from(["as drawn", "rising", "falling"]))
    if order != "as drawn":
        values.sort(reverse=order == "falling")
    return dict(zip(chosen, values, strict=True))


@st.composite
def aims(draw: st.DrawFn, of: st.SearchStrategy[float] = eighths) -> Aim:
    """A target a few years ahead and a base long ago."""
    return Aim(draw(of), draw(st.integers(2025, 2030)), 2005, draw(of))


def ahead(found: Series, terms: Terms, aim: Aim) -> Forecast:
    return forecast(found, terms, aim, direction(found, terms))


def changed(found: Series, factor: float = 1.0, plus: float = 0.0) -> dict[int, float]:
    return {year: plus + factor * value for year, value in found.items()}


def verdict(found: Direction) -> tuple[object, ...]:
    return found.label, found.p_value, found.reason, found.n


@few
@given(found=series(), better=betters, materiality=materialities)
def test_every_series_gets_one_of_five_words(found: Series, better: Better, materiality: float | None) -> None:
    moved = direction(found, Terms(better, materiality=materiality))
    assert moved.label in WORDS
    assert (moved.slope is None) == (moved.label == NOT_ASSESSABLE)
    assert moved.reason is not None or moved.label in (IMPROVES, WORSENS)


@few
@given(found=series(), better=betters, materiality=materialities)
def test_direction_and_sign_turned_together_turn_no_verdict(
    found: Series, better: Better, materiality: float | None
) -> None:
    one = direction(found, Terms(better, materiality=materiality))
    other = direction(changed(found, -1), Terms(TURNED[better], materiality=materiality))
    assert verdict(one) == verdict(other)
    assert other.slope == (None if one.slope is None else -one.slope)


@few
@given(found=series(), aim=aims(), better=betters)
def test_direction_and_sign_turned_together_turn_no_forecast(found: Series, aim: Aim, better: Better) -> None:
    turned = Aim(-aim.value, aim.year, aim.base_year, -(aim.base_value or 0))
    one = ahead(found, Terms(better), aim)
    other = ahead(changed(found, -1), Terms(TURNED[better]), turned)
    assert (one.label, one.reason, one.away_from_target) == (other.label, other.reason, other.away_from_target)
    assert (one.share, one.share_low, one.share_high) == pytest.approx((other.share, other.share_low, other.share_high))


@few
@given(values=series(), better=betters, materiality=materialities, factor=st.sampled_from(POWERS))
def test_unit_and_an_absolute_materiality_scaled_together_change_no_verdict(
    values: Series, better: Better, materiality: float | None, factor: float
) -> None:
    scaled = None if materiality is None else factor * materiality
    one = direction(values, Terms(better, materiality=materiality))
    assert verdict(direction(changed(values, factor), Terms(better, materiality=scaled))) == verdict(one)


@pytest.mark.parametrize("scale", ["linear", "log", "s_curve"])
@few
@given(found=series(positive), aim=aims(positive), better=betters, factor=st.sampled_from(POWERS))
def test_unit_scaled_changes_no_class(scale: Scale, found: Series, aim: Aim, better: Better, factor: float) -> None:
    scaled = Aim(factor * aim.value, aim.year, aim.base_year, factor * (aim.base_value or 0))
    one = ahead(found, Terms(better, scale), aim)
    other = ahead(changed(found, factor), Terms(better, scale, ceiling=100 * factor), scaled)
    assert (one.reason, one.away_from_target) == (other.reason, other.away_from_target)
    assert one.share == (None if other.share is None else pytest.approx(other.share, abs=1e-6))
    ends = [end for end in (one.share_low, one.share_high) if end is not None]
    assume(all(abs(end - limit) > 1e-6 for end in ends for limit in (0, 0.6, 0.95)))
    assert one.label == other.label


@few
@given(found=series(), constant=eighths, better=betters)
def test_a_constant_added_to_a_linear_series_changes_no_slope(found: Series, constant: float, better: Better) -> None:
    one = direction(found, Terms(better, materiality=0.25))
    other = direction(changed(found, plus=constant), Terms(better, materiality=0.25))
    assert verdict(one) == verdict(other)
    assert (one.slope, one.last_change) == (other.slope, other.last_change)


@pytest.mark.parametrize("scale", ["linear", "s_curve"])
@few
@given(values=series(positive), materiality=st.sampled_from([0.25, 0.3, 2.0]), better=betters)
def test_a_share_and_its_complement_get_mirrored_verdicts(
    scale: Scale, values: Series, materiality: float, better: Better
) -> None:
    complement = changed(values, -1, plus=100)
    terms = Terms(better, scale, materiality)
    one, other = direction(values, terms), direction(complement, terms)
    assert other.label == MIRRORED.get(one.label or "", one.label)
    assert direction(complement, replace(terms, better=TURNED[better])).label == one.label


@few
@given(found=series(positive), aim=aims(positive), better=betters)
def test_a_share_and_its_complement_get_the_same_forecast(found: Series, aim: Aim, better: Better) -> None:
    opposite = Aim(100 - aim.value, aim.year, aim.base_year, 100 - (aim.base_value or 0))
    one = ahead(found, Terms(better, "s_curve", 0.3), aim)
    other = ahead(changed(found, -1, plus=100), Terms(TURNED[better], "s_curve", 0.3), opposite)
    assert (one.reason, one.away_from_target) == (other.reason, other.away_from_target)
    for part in ("share", "share_low", "share_high"):
        assert getattr(one, part) == (None if (end := getattr(other, part)) is None else pytest.approx(end, abs=1e-6))


@few
@given(value=eighths, chosen=years, better=betters, materiality=materialities)
def test_a_constant_series_is_never_improving(
    value: float, chosen: list[int], better: Better, materiality: float | None
) -> None:
    found = dict.fromkeys(sorted(chosen), value)
    assert direction(found, Terms(better, materiality=materiality)).label in (NO_CHANGE, NOT_ASSESSABLE)
    if value > 0:
        assert direction(found, Terms(better, "log", materiality)).label in (NO_CHANGE, NOT_ASSESSABLE)


@few
@given(found=series(), better=betters)
def test_zero_targets_and_zero_bases_work(found: Series, better: Better) -> None:
    for aim in (Aim(0.0, 2030, 2005, 50.0), Aim(50.0, 2030, 2005, 0.0), Aim(0.0, 2030, 2005, 0.0)):
        one = ahead(found, Terms(better), aim)
        assert (one.label is None) == (one.reason is not None)


@few
@given(found=series(), aim=aims(), better=betters)
def test_a_log_scale_takes_every_series_and_refuses_what_is_not_above_zero(
    found: Series, aim: Aim, better: Better
) -> None:
    moved, one = direction(found, Terms(better, "log")), ahead(found, Terms(better, "log"), aim)
    if moved.slope is not None:
        assert moved.values is not None
        assert min(moved.values.values()) > 0
    assert (one.label is None) == (one.reason is not None)


@few
@given(values=series(), excluded=st.frozensets(st.integers(2015, 2024)), better=betters)
def test_values_before_a_break_and_in_excluded_years_change_nothing(
    values: Series, excluded: frozenset[int], better: Better
) -> None:
    terms = Terms(better, breaks=frozenset({2018}), exclude_years=excluded)
    spoilt = {year: -999.0 if year < 2018 or year in excluded else value for year, value in values.items()}
    one, other = direction(values, terms), direction(spoilt, terms)
    assert (verdict(one), one.slope, one.values) == (verdict(other), other.slope, other.values)
