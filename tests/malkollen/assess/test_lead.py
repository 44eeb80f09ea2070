"""Främst, or on the way: difference in differences over the same years, and first only where every set says so."""

from collections.abc import Mapping
from math import log

import pytest
from hypothesis import given, strategies as st

from malkollen.assess.lead import (
    CLOSING,
    FIRST,
    FIRST_IN_SOME,
    GROWING,
    LEAD_GROWS,
    LEAD_SHRINKS,
    REST,
    UNCLEAR,
    Pace,
    PaceTerms,
    SetLead,
    overall,
    set_lead,
)
from malkollen.assess.position import GroupRank, group_rank

YEARS = (2022, 2025)
SHARE = PaceTerms("higher", is_share=True, materiality=0.3)
RATE = PaceTerms("lower", is_share=False)
TOTAL = PaceTerms("lower", is_share=False, is_total=True)

Ends = tuple[float, float]


def lead(regions: Mapping[str, Ends], rest: Ends, terms: PaceTerms, years: tuple[int, int] = YEARS) -> SetLead:
    """Ours is "a"; the regions' values in the first and the last year."""
    series = {region: dict(zip(years, ends, strict=True)) for region, ends in regions.items()}
    latest = {region: ends[1] for region, ends in regions.items()}
    rank = None if terms.is_total else group_rank("a", latest, terms.better, terms.materiality)
    return set_lead("s", "a", series, dict(zip(years, rest, strict=True)), rank, years, terms)


def pace(found: SetLead, against: str) -> Pace:
    return next(one for one in found.paces if one.against == against)


# ───────────── The difference in differences ─────────────


def test_shares_are_compared_in_procentenheter_and_as_logits() -> None:
    lead_pace = pace(lead({"a": (4.0, 10.0), "b": (5.0, 9.0)}, (5.0, 9.0), SHARE), "b")
    assert lead_pace.did == pytest.approx(6 - 4)
    logits = [log(x / (100 - x)) for x in (4.0, 10.0, 5.0, 9.0)]
    assert lead_pace.did_other_scale == pytest.approx((logits[1] - logits[0]) - (logits[3] - logits[2]))
    assert (lead_pace.from_year, lead_pace.to_year, lead_pace.threshold) == (2022, 2025, pytest.approx(0.9))


def test_volumes_and_rates_are_compared_in_logarithms_and_lower_may_be_better() -> None:
    found = pace(lead({"a": (100.0, 80.0), "b": (50.0, 45.0)}, (50.0, 45.0), RATE), "b")
    assert found.did == pytest.approx(-(log(0.8) - log(0.9)))
    assert (found.did_other_scale, found.threshold) == (None, pytest.approx(0.015))


@given(common=st.floats(0.1, 10), ends=st.tuples(*[st.floats(1, 1000)] * 4))
def test_what_happens_to_all_at_once_cancels(common: float, ends: tuple[float, float, float, float]) -> None:
    a, a_last, b, b_last = ends
    one = pace(lead({"a": (a, a_last), "b": (b, b_last)}, (b, b_last), RATE), "b")
    hit = pace(lead({"a": (a, common * a_last), "b": (b, common * b_last)}, (b, common * b_last), RATE), "b")
    assert one.did == pytest.approx(hit.did, abs=1e-9)


@pytest.mark.parametrize(
    ("terms", "years", "threshold"),
    [
        (SHARE, 1, 0.3),
        (SHARE, 3, 0.9),
        (PaceTerms("higher", is_share=True, materiality=0.1, rounding=0.05), 1, 0.2),  # 4 × 0,05 is more
        (PaceTerms("higher", is_share=True, materiality=0.1, rounding=0.05), 3, 0.3),
        (RATE, 4, 0.02),
    ],
)
def test_a_difference_must_be_above_materiality_times_years_and_the_rounding_error(
    terms: PaceTerms, years: int, threshold: float
) -> None:
    assert terms.threshold(years) == pytest.approx(threshold)


@pytest.mark.parametrize(("last", "label"), [(50.2, UNCLEAR), (50.21, CLOSING), (49.8, UNCLEAR), (49.79, GROWING)])
def test_exactly_the_threshold_is_not_above_it(last: float, label: str) -> None:
    terms = PaceTerms("higher", is_share=True, materiality=0.1, rounding=0.05)
    found = lead({"a": (50.0, last), "b": (80.0, 80.0)}, (80.0, 80.0), terms, (2022, 2023))
    assert found.label == label


# ───────────── In words ─────────────


@pytest.mark.parametrize(
    ("ours", "others", "label"),
    [
        ((10.0, 20.0), (30.0, 35.0), CLOSING),
        ((10.0, 12.0), (30.0, 35.0), GROWING),
        ((30.0, 40.0), (20.0, 25.0), LEAD_GROWS),
        ((30.0, 32.0), (20.0, 25.0), LEAD_SHRINKS),
        ((30.0, 35.1), (20.0, 25.0), UNCLEAR),
    ],
)
def test_a_distance_behind_and_a_lead_ahead(ours: Ends, others: Ends, label: str) -> None:
    found = lead({"a": ours, "b": others}, others, SHARE)
    assert (found.label, found.reason) == (label, None)


def test_both_scales_must_have_the_same_sign() -> None:
    """More procentenheter, but fewer logits: 50 to 60 against 2 to 10."""
    found = lead({"a": (50.0, 60.0), "b": (2.0, 10.0)}, (2.0, 10.0), SHARE)
    assert pace(found, "b").did == pytest.approx(2.0)
    assert (pace(found, "b").did_other_scale or 0) < 0
    assert (found.label, pace(found, "b").label) == (UNCLEAR, UNCLEAR)


def test_the_pooled_rest_and_the_best_other_must_agree() -> None:
    faster_than_best = {"a": (10.0, 20.0), "b": (30.0, 32.0), "c": (5.0, 25.0)}
    found = lead(faster_than_best, (15.0, 30.0), SHARE)
    assert (pace(found, "b").label, pace(found, REST).label) == (CLOSING, GROWING)
    assert found.label == UNCLEAR
    assert lead(faster_than_best, (15.0, 20.0), SHARE).label == CLOSING


def test_a_region_that_is_neither_best_nor_the_rest_decides_nothing() -> None:
    found = lead({"a": (10.0, 20.0), "b": (30.0, 32.0), "c": (1.0, 19.0)}, (20.0, 25.0), SHARE)
    assert [(one.against, one.is_best) for one in found.paces] == [("b", True), ("c", False), (REST, False)]
    assert pace(found, "c").did == pytest.approx(-8.0)
    assert found.label == CLOSING


def test_the_best_other_of_a_total_is_the_one_with_the_best_change() -> None:
    found = lead({"a": (100.0, 70.0), "b": (10.0, 9.0), "c": (1000.0, 800.0)}, (1010.0, 809.0), TOTAL)
    assert [one.against for one in found.paces if one.is_best] == ["c"]
    assert found.label == LEAD_GROWS
    slower = lead({"a": (100.0, 95.0), "b": (10.0, 9.0), "c": (1000.0, 800.0)}, (1010.0, 809.0), TOTAL)
    assert slower.label == GROWING


@pytest.mark.parametrize("others", [(0.0, 5.0), (95.0, 100.0)])
def test_a_share_of_nothing_or_all_has_no_logit_and_so_no_clear_sign(others: Ends) -> None:
    found = lead({"a": (10.0, 30.0), "b": others}, others, SHARE)
    assert pace(found, "b").did_other_scale is None
    assert (pace(found, "b").label, found.label) == (UNCLEAR, UNCLEAR)


REASONS = {
    "a first year after the last": ((2025, 2025), RATE, {}, "inga siffror efter 2025 än"),
    "a break between": (YEARS, PaceTerms("lower", is_share=False, breaks=frozenset({2023})), {}, "serien bryts 2023"),
    "a break in the last year": (YEARS, PaceTerms("lower", is_share=False, breaks=frozenset({2025})), {}, "serien"),
    "a value missing": (YEARS, RATE, {"a": {2025: 1.0}}, "värde saknas 2022"),
    "a value missing in the rest": (YEARS, RATE, {REST: {2022: 1.0}}, "värde saknas 2025"),
    "a zero in percent": (YEARS, RATE, {"b": {2022: 0.0, 2025: 1.0}}, "ett värde som inte är större än 0"),
}  # fmt: skip


@pytest.mark.parametrize(("years", "terms", "change", "reason"), REASONS.values(), ids=REASONS.keys())
def test_without_a_pace_there_is_a_reason(
    years: tuple[int, int], terms: PaceTerms, change: dict[str, dict[int, float]], reason: str
) -> None:
    series = {name: {2022: 3.0, 2025: 2.0} for name in ("a", "b", REST)} | change
    rest = series.pop(REST)
    found = set_lead("s", "a", series, rest, GroupRank(1, 1, 2, (), 1.0, "b"), years, terms)
    assert found.label is None
    assert (found.reason or "").startswith(reason)


def test_a_break_in_the_first_year_lies_before_the_pace() -> None:
    terms = PaceTerms("lower", is_share=False, breaks=frozenset({2022}))
    assert lead({"a": (3.0, 2.0), "b": (3.0, 2.9)}, (3.0, 2.9), terms).label == LEAD_GROWS


# ───────────── Over every declared set ─────────────

FIRST_OF_4 = GroupRank(1, 1, 4, (), 1.0, "b")
TIED_FIRST = GroupRank(1, 2, 4, ("b",), 0.01, "b")
SECOND = GroupRank(2, 2, 4, (), -1.0, "b")
ALONE = ["c"]


def lead_said(label: str | None) -> SetLead:
    return SetLead("s", (), label)


@pytest.mark.parametrize(
    ("ranks", "labels", "label"),
    [
        ([FIRST_OF_4, FIRST_OF_4, FIRST_OF_4], [LEAD_GROWS] * 3, FIRST),
        ([FIRST_OF_4, FIRST_OF_4, FIRST_OF_4], [None] * 3, FIRST),  # the level is enough
        ([FIRST_OF_4, FIRST_OF_4, SECOND], [LEAD_GROWS] * 3, FIRST_IN_SOME),
        ([FIRST_OF_4, TIED_FIRST, FIRST_OF_4], [LEAD_GROWS] * 3, FIRST_IN_SOME),
        ([FIRST_OF_4, SECOND, SECOND], [LEAD_GROWS, CLOSING, CLOSING], FIRST_IN_SOME),
        ([SECOND, SECOND, FIRST_OF_4], [CLOSING, CLOSING, LEAD_GROWS], CLOSING),  # the set that stands alone
        ([TIED_FIRST, TIED_FIRST, TIED_FIRST], [LEAD_GROWS] * 3, LEAD_GROWS),
        ([SECOND, SECOND, SECOND], [CLOSING, GROWING, CLOSING], UNCLEAR),
        ([SECOND, SECOND, SECOND], [CLOSING, CLOSING, GROWING], CLOSING),
        ([SECOND, SECOND, SECOND], [CLOSING, None, None], CLOSING),
        ([SECOND, SECOND, SECOND], [None, None, CLOSING], None),
        ([SECOND, SECOND, None], [GROWING] * 3, GROWING),
        ([FIRST_OF_4, FIRST_OF_4, None], [LEAD_GROWS] * 3, FIRST_IN_SOME),
    ],
)
def test_first_only_untied_in_every_declared_set(
    ranks: list[GroupRank | None], labels: list[str | None], label: str | None
) -> None:
    sets = ["a", "b", "c"]
    leads = {name: lead_said(one) for name, one in zip(sets, labels, strict=True)}
    assert overall(leads, dict(zip(sets, ranks, strict=True)), ALONE) == label


def test_totals_have_no_rank_and_cannot_be_first() -> None:
    assert overall({"a": lead_said(LEAD_GROWS), "b": lead_said(LEAD_GROWS)}, {}, []) == LEAD_GROWS


share_ends = st.tuples(st.integers(1, 99).map(float), st.integers(1, 99).map(float))


@given(regions=st.fixed_dictionaries(dict.fromkeys("abc", share_ends)), rest=share_ends)
def test_direction_and_complement_turned_together_turn_no_word(regions: dict[str, Ends], rest: Ends) -> None:
    def turned(ends: Ends) -> Ends:
        return 100 - ends[0], 100 - ends[1]

    opposite = PaceTerms("lower", is_share=True, materiality=0.3)
    one = lead(regions, rest, SHARE)
    other = lead({region: turned(ends) for region, ends in regions.items()}, turned(rest), opposite)
    assert one.label == other.label
    for a, b in zip(one.paces, other.paces, strict=True):
        assert (a.did, a.did_other_scale, a.label) == (
            pytest.approx(b.did),
            pytest.approx(b.did_other_scale, abs=1e-9),
            b.label,
        )
