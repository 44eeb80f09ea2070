"""With and without fleet municipalities: the joint answer is what both agree on."""

from collections.abc import Sequence

import pytest

from malkollen.assess.assessment import DEPENDS, NO_VARIANT, ONE_VARIANT, Assessment, Lead, Position, SetPlace, joint
from malkollen.assess.direction import IMPROVES, NO_CHANGE, NOT_ASSESSABLE, WORSENS, Direction
from malkollen.assess.forecast import Forecast
from malkollen.assess.lead import CLOSING, FIRST, FIRST_IN_SOME, GROWING, UNCLEAR, SetLead
from malkollen.assess.position import GroupRank
from malkollen.assess.window import LeftOut


def set_rank(low: int, high: int, of: int = 4) -> SetPlace:
    return SetPlace("s", "a", GroupRank(low, high, of, (), 0.0, "b"))


def variant(
    direction: str | None = IMPROVES,
    ranks: Sequence[tuple[int, int]] = ((2, 2),),
    forecast: Forecast | None = None,
    lead: str | None = CLOSING,
    position: str | None = None,
) -> Assessment:
    sets = tuple(set_rank(low, high) for low, high in ranks)
    low, high = (min(r for r, _ in ranks), max(r for _, r in ranks)) if ranks else (None, None)
    return Assessment(
        "jamforelse",
        Position("jamforelse", position, sets=sets, rank_low=low, rank_high=high, reason=None if position else "skäl"),
        Direction(direction, slope=0.5, values={2024: 1.0}, left_out=(LeftOut(2018, 1.0, "older"),), reason="skälet"),
        forecast or Forecast(reason="ingen prognos"),
        Lead(lead, (SetLead("s", (), lead),), "skäl"),
    )


def both(one: Assessment, other: Assessment) -> Assessment:
    return joint([one, other], is_whole=True)


@pytest.mark.parametrize(
    ("one", "other", "label"),
    [
        (IMPROVES, IMPROVES, IMPROVES),
        (WORSENS, WORSENS, WORSENS),
        (NO_CHANGE, NO_CHANGE, NO_CHANGE),
        (NOT_ASSESSABLE, NOT_ASSESSABLE, NOT_ASSESSABLE),
        (IMPROVES, NO_CHANGE, DEPENDS),
        (IMPROVES, WORSENS, DEPENDS),
        (NOT_ASSESSABLE, IMPROVES, DEPENDS),
    ],
)
def test_a_direction_needs_both_variants(one: str, other: str, label: str) -> None:
    found = both(variant(one), variant(other)).direction
    assert found.label == label
    assert found.slope is None  # each variant has its own
    assert found.left_out == (LeftOut(2018, 1.0, "older"),)


@pytest.mark.parametrize(
    ("one", "other", "interval"),
    [
        ([(2, 2)], [(2, 2)], (2, 2)),
        ([(2, 3)], [(3, 4)], (2, 4)),
        ([(3, 3), (2, 2)], [(4, 4), (4, 4)], (2, 4)),
        ([(1, 1)], [(1, 2)], (1, 2)),
    ],
)
def test_ranks_are_an_interval_over_sets_and_variants(
    one: list[tuple[int, int]], other: list[tuple[int, int]], interval: tuple[int, int]
) -> None:
    found = both(variant(ranks=one), variant(ranks=other)).position
    assert (found.rank_low, found.rank_high) == interval
    assert len(found.sets) == len(one) + len(other)


@pytest.mark.parametrize(
    ("one", "other", "label"),
    [
        (FIRST, FIRST, FIRST),
        (FIRST, UNCLEAR, FIRST_IN_SOME),
        (FIRST, FIRST_IN_SOME, FIRST_IN_SOME),
        (FIRST_IN_SOME, GROWING, FIRST_IN_SOME),
        (FIRST_IN_SOME, None, FIRST_IN_SOME),
        (CLOSING, CLOSING, CLOSING),
        (CLOSING, GROWING, DEPENDS),
        (CLOSING, UNCLEAR, DEPENDS),
        (CLOSING, None, DEPENDS),
        (None, None, None),
    ],
)
def test_first_and_the_sign_of_a_distance_need_both_variants(
    one: str | None, other: str | None, label: str | None
) -> None:
    found = both(variant(lead=one), variant(lead=other)).lead
    assert found.label == label
    assert label is not None or found.reason is not None
    assert len(found.sets) == 2


@pytest.mark.parametrize(
    ("one", "other", "label", "away"),
    [
        (Forecast("för långsamt", away_from_target=False), Forecast("för långsamt", away_from_target=False), 0, False),
        (Forecast("för långsamt", away_from_target=True), Forecast("för långsamt", away_from_target=False), 0, None),
        (Forecast("för långsamt"), Forecast("långt från målet"), DEPENDS, None),
        (Forecast("för långsamt"), Forecast(reason="målet är redan uppnått"), DEPENDS, None),
        (Forecast(reason="skäl"), Forecast(reason="skäl"), None, None),
    ],
)
def test_a_forecast_needs_both_variants(one: Forecast, other: Forecast, label: object, away: bool | None) -> None:
    found = both(variant(forecast=one), variant(forecast=other)).forecast
    assert found.label == (label if label != 0 else "för långsamt")
    assert found.away_from_target is away
    assert found.label is not None or found.reason


@pytest.mark.parametrize(
    ("one", "other", "label"),
    [
        ("övre fjärdedelen", "övre fjärdedelen", "övre fjärdedelen"),
        ("övre fjärdedelen", "mitten", DEPENDS),
        (None, None, None),
    ],
)
def test_a_municipalitys_quarter_needs_both_variants(one: str | None, other: str | None, label: str | None) -> None:
    found = both(variant(ranks=(), position=one), variant(ranks=(), position=other)).position
    assert found.label == label
    assert (found.reason is None) == (label is not None)


def test_without_one_variant_there_is_no_verdict_but_the_reason() -> None:
    """As Södertälje: less than half its inhabitants are left without fleet municipalities."""
    verdict = joint([variant(), variant()], is_whole=False)
    assert (verdict.position.label, verdict.position.reason) == (DEPENDS, NO_VARIANT)
    assert (verdict.direction.label, verdict.direction.reason) == (DEPENDS, NO_VARIANT)
    assert (verdict.forecast.label, verdict.lead.label) == (None, None)
    assert verdict.position.rank_low is None


def test_what_could_not_be_assessed_anyway_keeps_its_own_reason() -> None:
    found = joint([variant(NOT_ASSESSABLE), variant()], is_whole=False)
    assert (found.direction.label, found.direction.reason) == (NOT_ASSESSABLE, "skälet")


@pytest.mark.parametrize(
    ("one", "other", "is_last"), [([4, 4], [4, 4], True), ([4, 4], [4, 3], False), ([3, 4], [4, 4], False)]
)
def test_last_everywhere_is_last_in_every_set_and_variant(one: list[int], other: list[int], is_last: bool) -> None:
    found = both(variant(ranks=[(r, r) for r in one]), variant(ranks=[(r, r) for r in other]))
    assert found.position.is_last_everywhere is is_last


def test_a_shared_last_place_or_a_set_without_all_regions_is_not_last() -> None:
    assert not Position("jamforelse", sets=(set_rank(3, 4),)).is_last_everywhere
    assert not Position("jamforelse").is_last_everywhere
    half = SetPlace("s", "a", GroupRank(2, 2, 2, (), 0.0, "b"), is_whole=False)
    assert not Position("jamforelse", sets=(half,)).is_last_everywhere
    assert Position("jamforelse", sets=(half, set_rank(4, 4))).is_last_everywhere


def test_a_place_that_only_one_variant_has_is_no_place() -> None:
    """As Stor-Malmö's mileage: first of four with Lund's moved fleet, and a set that lacks a region without it."""
    found = both(variant(ranks=[(1, 1)]), variant(ranks=[])).position
    assert (found.label, found.rank_low, found.reason) == (DEPENDS, None, ONE_VARIANT)


def test_an_area_that_is_ranked_nowhere_depends_on_nothing() -> None:
    """As Stockholms län: in no comparison set, so no fleet decides its place."""
    found = joint([variant(ranks=[]), variant(ranks=[])], is_whole=False)
    assert (found.position.label, found.position.reason) == (None, "skäl")
    assert found.direction.label == DEPENDS


@pytest.mark.parametrize(("one", "other", "agreed"), [(True, True, True), (False, False, False), (True, False, None)])
def test_a_target_is_reached_or_past_its_year_where_both_variants_say_so(
    one: bool, other: bool, agreed: bool | None
) -> None:
    found = both(*(
        Assessment("mal", Position("mal", "läge", is_so), Direction(IMPROVES), Forecast(is_past_due=not is_so))
        for is_so in (one, other)
    ))  # fmt: skip
    assert found.position.is_reached is agreed
    assert found.forecast.is_past_due is (agreed is False)
