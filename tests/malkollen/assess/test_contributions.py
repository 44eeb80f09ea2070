"""Where a group's change lies: worked by hand, and what always holds."""

from math import fsum

import pytest
from hypothesis import given, strategies as st

from malkollen.assess.contributions import Ratio, of_ratio, of_total, total, without_each

AMOUNTS = st.tuples(st.floats(0, 1e6), st.floats(1, 1e6)).map(lambda pair: Ratio(*pair))
YEARS = st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(AMOUNTS, AMOUNTS), min_size=1)
TOTALS = st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), min_size=1)

# 30 of 300 becomes 60 of 300: the ratio goes from 0.1 to 0.2. R̄ = 0.15, D̄ = 300.
BEFORE = {"a": Ratio(10, 100), "b": Ratio(20, 200)}
AFTER = {"a": Ratio(40, 100), "b": Ratio(20, 200)}


def test_what_one_member_does_is_its_part() -> None:
    parts = of_ratio(BEFORE, AFTER)
    assert parts is not None
    assert parts.change == pytest.approx(0.1)
    assert (parts.of_numerator, parts.of_denominator) == pytest.approx((0.1, 0))
    assert parts.members["a"] == pytest.approx((0.1, 1.0))
    assert parts.members["b"] == pytest.approx((0, 0))


def test_a_larger_denominator_alone_lowers_the_ratio() -> None:
    # 30/300 becomes 30/500: R̄ = 0.08, D̄ = 400, the denominator's part is -0.08 * 200 / 400 = -0.04.
    found = of_ratio(BEFORE, {"a": Ratio(10, 100), "b": Ratio(20, 400)})
    assert found is not None
    assert (found.change, found.of_numerator, found.of_denominator) == pytest.approx((-0.04, 0, -0.04))
    assert found.members["b"] == pytest.approx((-0.04, 1.0))


def test_parts_that_go_against_the_change_have_a_negative_share() -> None:
    # 30/300 becomes 36/300: the change is 0.02, a stands for 12/300 = 0.04 and b for -6/300 = -0.02.
    found = of_ratio(BEFORE, {"a": Ratio(22, 100), "b": Ratio(14, 200)})
    assert found is not None
    assert found.members["a"] == pytest.approx((0.04, 2.0))
    assert found.members["b"] == pytest.approx((-0.02, -1.0))


def test_a_total_is_split_into_each_members_own_change() -> None:
    parts = of_total({"a": 100, "b": 50}, {"a": 130, "b": 40})
    assert parts is not None
    assert (parts.change, parts.of_numerator, parts.of_denominator) == (20, 20, 0)
    assert parts.members["a"] == (30, 1.5)
    assert parts.members["b"] == (-10, -0.5)


def test_a_member_without_both_years_is_in_neither_sum() -> None:
    found = of_ratio({**BEFORE, "gone": Ratio(500, 500)}, {**AFTER, "new": Ratio(500, 500)})
    assert found == of_ratio(BEFORE, AFTER)
    alone = of_total({"a": 1, "gone": 9}, {"a": 3, "new": 9})
    assert alone is not None
    assert dict(alone.members) == {"a": (2, 1.0)}


@pytest.mark.parametrize(("materiality", "has_shares"), [(0.0, True), (0.1, True), (0.1001, False)])
def test_shares_of_an_immaterial_change_are_none(materiality: float, has_shares: bool) -> None:
    found = of_ratio(BEFORE, AFTER, materiality)
    assert found is not None
    assert all((part.share is not None) is has_shares for part in found.members.values())
    assert found.members["a"].size == pytest.approx(0.1)


def test_a_change_of_zero_has_parts_but_no_shares() -> None:
    parts = of_ratio(BEFORE, {"a": Ratio(15, 100), "b": Ratio(15, 200)})
    assert parts is not None
    assert parts.change == 0
    assert {member: part.share for member, part in parts.members.items()} == {"a": None, "b": None}
    assert parts.members["a"].size == pytest.approx(5 / 300)


def test_nothing_is_split_without_members_or_a_denominator() -> None:
    assert of_ratio(BEFORE, {}) is None
    assert of_ratio({"a": Ratio(1, 0)}, {"a": Ratio(1, 2)}) is None
    assert of_ratio({"a": Ratio(1, 2)}, {"a": Ratio(1, 0)}) is None
    assert of_total({"a": 1}, {"b": 1}) is None


def test_a_group_without_each_of_its_members() -> None:
    found = without_each({"a": Ratio(40, 100), "b": Ratio(20, 200), "c": Ratio(0, 100)})
    assert found == pytest.approx({"a": 20 / 300, "b": 40 / 200, "c": 60 / 300})
    assert without_each({"a": Ratio(1, 2)}) == {"a": None}


@given(YEARS)
def test_the_parts_add_up_exactly_to_the_change(years: dict[str, tuple[Ratio, Ratio]]) -> None:
    before, after = ({member: both[side] for member, both in years.items()} for side in (0, 1))
    parts, first, last = of_ratio(before, after), total(before.values()).value, total(after.values()).value
    assert parts is not None
    assert first is not None
    assert last is not None
    near = 1e-9 * max(1, first, last)
    assert parts.change == pytest.approx(last - first, abs=1e-9)
    assert parts.of_numerator + parts.of_denominator == pytest.approx(parts.change, abs=near)
    assert fsum(part.size for part in parts.members.values()) == pytest.approx(parts.change, abs=near)
    assert all(part.share is None or part.share == part.size / parts.change for part in parts.members.values())


@given(YEARS)
def test_turning_time_around_turns_every_sign(years: dict[str, tuple[Ratio, Ratio]]) -> None:
    before, after = ({member: both[side] for member, both in years.items()} for side in (0, 1))
    there, back = of_ratio(before, after), of_ratio(after, before)
    assert there is not None
    assert back is not None
    for member, part in there.members.items():
        assert back.members[member].size == pytest.approx(-part.size)


@given(YEARS)
def test_the_order_of_members_changes_nothing(years: dict[str, tuple[Ratio, Ratio]]) -> None:
    turned = dict(reversed(years.items()))
    one, other = (
        of_ratio({m: both[0] for m, both in given.items()}, {m: both[1] for m, both in given.items()})
        for given in (years, turned)
    )
    assert one == other


@given(TOTALS)
def test_the_parts_of_a_total_add_up(years: dict[str, tuple[float, float]]) -> None:
    found = of_total({m: both[0] for m, both in years.items()}, {m: both[1] for m, both in years.items()})
    assert found is not None
    assert fsum(part.size for part in found.members.values()) == pytest.approx(found.change)
    assert found.of_numerator + found.of_denominator == found.change
