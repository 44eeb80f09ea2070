"""Läge against a number: uppnått, ej uppnått, sämre än basåret, the share closed, and parts of a reference level."""

import pytest
from hypothesis import given, strategies as st

from malkollen.assess.scale import Better
from malkollen.assess.target import (
    NOT_REACHED,
    REACHED,
    WORSE_THAN_BASE,
    Aim,
    level_ratio,
    target_position,
)


def aim(target: float, base: float | None = None) -> Aim:
    return Aim(target, 2030, None if base is None else 2010, base)


CASES = [
    # value, target, base, better, label, share closed
    (67.0, 30.0, 100.0, "lower", NOT_REACHED, 33 / 70),
    (30.0, 30.0, 100.0, "lower", REACHED, 1.0),
    (30.0 + 9e-10, 30.0, 100.0, "lower", REACHED, 1.0),
    (30.0 + 2e-9, 30.0, 100.0, "lower", NOT_REACHED, 1.0),
    (20.0, 30.0, 100.0, "lower", REACHED, 80 / 70),
    (110.0, 30.0, 100.0, "lower", NOT_REACHED, -10 / 70),
    (0.58, 0.70, 0.57, "higher", NOT_REACHED, 1 / 13),
    (75.0, 75.0, 80.0, "higher", REACHED, None),
    (78.0, 75.0, 80.0, "higher", REACHED, None),
    (70.0, 75.0, 80.0, "higher", WORSE_THAN_BASE, None),
    (70.0, 75.0, 75.0, "higher", WORSE_THAN_BASE, None),  # the base year just met the target
    (90.0, 75.0, 80.0, "lower", NOT_REACHED, -2.0),  # worse than the base, but there was a way to go
    (70.0, 75.0, None, "higher", NOT_REACHED, None),
    (80.0, 75.0, None, "higher", REACHED, None),
    (0.0, 0.0, 10.0, "lower", REACHED, 1.0),
    (5.0, 0.0, 10.0, "lower", NOT_REACHED, 0.5),
    (-5.0, 0.0, -10.0, "higher", NOT_REACHED, 0.5),
    (5.0, 10.0, 0.0, "higher", NOT_REACHED, 0.5),
]


@pytest.mark.parametrize(("value", "target", "base", "better", "label", "share"), CASES)
def test_position_against_a_target(
    value: float, target: float, base: float | None, better: Better, label: str, share: float | None
) -> None:
    position = target_position(value, aim(target, base), better)
    assert (position.label, position.is_reached) == (label, label == REACHED)
    assert position.remaining == target - value
    assert position.share_closed == (None if share is None else pytest.approx(share, abs=1e-8))
    assert position.reason is None


@pytest.mark.parametrize(
    ("interval", "is_judged"),
    [
        ((66.0, 69.9), True),
        ((66.0, 70.0), True),  # the target at the end: the interval is not wider than the distance
        ((66.0, 70.1), False),
        ((65.0, 75.0), False),
    ],
)
def test_nothing_is_judged_where_the_target_lies_in_a_surveys_own_interval(
    interval: tuple[float, float], is_judged: bool
) -> None:
    found = target_position(68.0, aim(70.0, 60.0), "higher", interval)
    assert (found.label is not None) == (found.reason is None) == is_judged
    assert found.remaining == 2.0


@pytest.mark.parametrize(
    ("value", "level", "better", "ratio"),
    [
        (0.5, 1.0, "higher", 0.5),
        (1.0, 1.0, "higher", 1.0),
        (12.0, 10.0, "lower", 10 / 12),
        (8.0, 10.0, "lower", 1.25),
        (0.0, 10.0, "lower", None),
        (5.0, 0.0, "higher", None),
        (5.0, 0.0, "lower", 0.0),
    ],
)
def test_a_level_is_met_from_1_whichever_way_is_better(
    value: float, level: float, better: Better, ratio: float | None
) -> None:
    found = level_ratio(value, level, better)
    assert found == (None if ratio is None else pytest.approx(ratio))


numbers = st.floats(-1e6, 1e6).map(lambda number: round(number, 3))


@given(value=numbers, target=numbers, base=st.none() | numbers)
def test_direction_and_sign_turned_together_turn_nothing(value: float, target: float, base: float | None) -> None:
    one = target_position(value, aim(target, base), "higher")
    other = target_position(-value, aim(-target, None if base is None else -base), "lower")
    assert (one.label, one.is_reached, one.share_closed) == (other.label, other.is_reached, other.share_closed)
    assert one.remaining == -other.remaining


@given(value=numbers, target=numbers, base=numbers, better=st.sampled_from(["higher", "lower"]))
def test_the_share_closed_is_1_exactly_where_the_target_is_reached(
    value: float, target: float, base: float, better: Better
) -> None:
    found = target_position(value, aim(target, base), better)
    if found.share_closed is not None:
        assert found.is_reached == (found.share_closed >= 1 - 1e-9 / abs(target - base))
