"""Where an area stands: groups among groups with ties, municipalities among municipalities by percentile."""

from collections.abc import Mapping

import pytest
from hypothesis import given, strategies as st

from malkollen.assess.position import Better, GroupRank, Place, are_equal, group_rank, is_tie, place_among, span
from malkollen.registry.registry import Registry
from malkollen.texts.places import by_figures, over
from malkollen.values.areas import Areas

REGIONS = {"a": 10.0, "b": 8.0, "c": 6.0, "d": 4.0}


@pytest.mark.parametrize(
    ("a", "b", "is_equal"),
    [
        (100.0, 98.1, True),
        (100.0, 98.0, False),  # a gap of 2 % is not under 2 %
        (98.0, 100.0, False),
        (100.0, 98.0 + 1e-7, True),
        (-100.0, -98.1, True),
        (0.0, 0.0, True),
        (0.0, 1e-10, True),
        (0.0, 0.1, False),
    ],
)
def test_groups_are_equal_under_a_gap_of_2_percent_of_the_larger(a: float, b: float, is_equal: bool) -> None:
    assert is_tie(a, b, materiality=None) == is_equal


@pytest.mark.parametrize(
    ("a", "b", "materiality", "is_equal"),
    [
        (90.8, 90.5, 0.3, False),  # 0.3 written in floats: 90.8 - 90.5 is a hair under it
        (90.8, 90.51, 0.3, True),
        (93.7, 93.6, 0.1, False),  # 93.7 - 93.6 is a hair over 0.1, 0.3 - 0.2 a hair under
        (0.3, 0.2, 0.1, False),
        (90.0, 90.0, 0.1, True),
        (90.0, 90.0 + 1e-10, 0.0, True),
    ],
)
def test_shares_are_equal_under_the_yearly_materiality(a: float, b: float, materiality: float, is_equal: bool) -> None:
    assert is_tie(a, b, materiality) == is_tie(b, a, materiality) == is_equal


@pytest.mark.parametrize(("better", "ranks"), [("higher", [1, 2, 3, 4]), ("lower", [4, 3, 2, 1])])
def test_groups_are_ranked_by_what_is_better(better: Better, ranks: list[int]) -> None:
    found = [group_rank(group, REGIONS, better) for group in REGIONS]
    assert [(rank.rank, rank.last_rank, rank.of, rank.tied) for rank in found if rank] == [(r, r, 4, ()) for r in ranks]


def test_tied_groups_share_the_places_they_may_have() -> None:
    values = {"a": 10.0, "b": 9.9, "c": 9.85, "d": 5.0}
    for group in ("a", "b", "c"):
        found = group_rank(group, values, "higher")
        assert found is not None
        assert (found.rank, found.last_rank) == (1, 3)
        assert set(found.tied) == {"a", "b", "c"} - {group}
    last = group_rank("d", values, "higher")
    assert last is not None
    assert (last.rank, last.last_rank) == (4, 4)


def test_tie_is_between_two_groups_and_does_not_chain() -> None:
    """a and b are equal, b and c are equal, a and c are not."""
    values = {"a": 100.0, "b": 98.5, "c": 97.0}
    found = {group: group_rank(group, values, "higher") for group in values}
    assert [(rank.rank, rank.last_rank) for rank in found.values() if rank] == [(1, 2), (1, 3), (2, 3)]


def test_gap_is_to_the_best_other() -> None:
    best, third = group_rank("a", REGIONS, "higher"), group_rank("c", REGIONS, "higher")
    assert best is not None
    assert third is not None
    assert (best.gap, best.best) == (2.0, "b")
    assert (third.gap, third.best) == (-4.0, "a")
    fewest = group_rank("c", REGIONS, "lower")
    assert fewest is not None
    assert (fewest.gap, fewest.best) == (2.0, "d")


def test_group_without_a_value_or_without_others_has_no_rank() -> None:
    assert group_rank("e", REGIONS, "higher") is None
    assert group_rank("a", {"a": 1.0}, "higher") is None


def test_values_that_are_missing_are_not_counted() -> None:
    found = group_rank("b", {"a": 10.0, "b": 8.0}, "higher")
    assert found is not None
    assert (found.rank, found.of) == (2, 2)


def test_a_place_is_held_against_how_many_there_are() -> None:
    """Second of three is not as far down as second of two: neither hides the other."""
    of_three, of_two = GroupRank(2, 2, 3, (), 0.0, "b"), GroupRank(2, 2, 2, (), 0.0, "b")
    found = span([of_two, of_three])
    assert found == ((2, 3), (2, 2))
    assert over(*found, is_low_best=False) == "tvåa av tre till sist av två, beroende på jämförelse"
    assert over(*found, is_low_best=True) == "näst lägst av tre till högst av två, beroende på jämförelse"
    assert by_figures(*found) == "2:a av 3 till 2:a av 2"
    same = span([GroupRank(2, 3, 4, ("c",), 0.0, "b"), GroupRank(4, 4, 4, (), 0.0, "b")])
    assert (over(*same, is_low_best=False), by_figures(*same)) == (
        "tvåa till sist av fyra, beroende på jämförelse",
        "2:a–4:e av 4",
    )


values_by_group = st.dictionaries(
    st.sampled_from("abcdefgh"), st.floats(-1e6, 1e6, allow_nan=False), min_size=2, max_size=8
)
materialities = st.one_of(st.none(), st.floats(0, 10))


@given(values=values_by_group, better=st.sampled_from(["higher", "lower"]), materiality=materialities)
def test_rank_never_leaves_1_to_n(values: Mapping[str, float], better: Better, materiality: float | None) -> None:
    for group in values:
        found = group_rank(group, values, better, materiality)
        assert found is not None
        assert 1 <= found.rank <= found.last_rank <= found.of == len(values)
        assert group not in found.tied


@given(values=values_by_group, materiality=materialities)
def test_scale_turned_upside_down_turns_no_rank(values: Mapping[str, float], materiality: float | None) -> None:
    turned = {group: -value for group, value in values.items()}
    for group in values:
        one, other = group_rank(group, values, "higher", materiality), group_rank(group, turned, "lower", materiality)
        assert one is not None
        assert other is not None
        assert (one.rank, one.last_rank, set(one.tied)) == (other.rank, other.last_rank, set(other.tied))


@given(values=values_by_group, better=st.sampled_from(["higher", "lower"]), data=st.data())
def test_order_of_groups_changes_no_rank(values: dict[str, float], better: Better, data: st.DataObject) -> None:
    other = {group: values[group] for group in data.draw(st.permutations(sorted(values)))}
    for group in values:
        one, again = group_rank(group, values, better), group_rank(group, other, better)
        assert one is not None
        assert again is not None
        assert (one.rank, one.last_rank, one.gap) == (again.rank, again.last_rank, again.gap)


FOUR = frozenset("abcd")


@pytest.mark.parametrize(
    ("code", "rank", "percentile", "quarter"),
    [
        ("a", 1, 87.5, "upper"),  # 100 (3 + ½) / 4
        ("b", 2, 62.5, "middle"),
        ("c", 3, 37.5, "middle"),
        ("d", 4, 12.5, "lower"),
    ],
)
def test_percentile_counts_the_municipality_itself(code: str, rank: int, percentile: float, quarter: str) -> None:
    found = place_among(code, REGIONS, FOUR, "higher")
    assert found is not None
    assert (found.rank, found.of, found.tied) == (rank, 4, 0)
    assert (found.percentile, found.quarter, found.is_outside_group) == (percentile, quarter, False)


def test_equal_municipalities_share_place_and_percentile() -> None:
    values = {"a": 5.0, "b": 5.0 + 5e-10, "c": 1.0, "d": 9.0}
    for code in ("a", "b"):
        found = place_among(code, values, FOUR, "higher")
        assert found is not None
        assert (found.rank, found.tied) == (2, 1)
        assert found.percentile == 100 * (1 + 2 / 2) / 4  # one worse, itself and one equal


def test_two_percent_apart_is_no_tie_between_municipalities() -> None:
    found = place_among("b", {"a": 100.0, "b": 99.9}, frozenset("ab"), "higher")
    assert found is not None
    assert (found.rank, found.tied) == (2, 0)


@pytest.mark.parametrize(
    ("worse", "equal", "percentile", "quarter"),
    [
        (7, 1, 93.75, "upper"),
        (5, 2, 75.0, "upper"),  # 75 itself is the upper quarter
        (5, 1, 68.75, "middle"),
        (1, 2, 25.0, "middle"),  # 25 itself is the middle
        (1, 1, 18.75, "lower"),
        (0, 1, 6.25, "lower"),
    ],
)
def test_quarters_begin_at_75_and_end_under_25(worse: int, equal: int, percentile: float, quarter: str) -> None:
    """Eight municipalities, `equal` of them with the value of the one placed, itself included."""
    values = {f"m{number}": 1.0 if number < worse else 5.0 if number < worse + equal else 9.0 for number in range(8)}
    found = place_among(f"m{worse}", values, frozenset(values), "higher")
    assert found is not None
    assert (found.of, found.tied) == (8, equal - 1)
    assert (found.percentile, found.quarter) == (percentile, quarter)


def test_municipality_outside_the_group_is_placed_beside_it_as_one_more() -> None:
    found = place_among("x", {**REGIONS, "x": 9.0, "y": 100.0}, FOUR, "higher")
    assert found is not None
    assert (found.rank, found.of, found.is_outside_group) == (2, 5, True)


def test_municipality_without_a_value_has_no_place() -> None:
    assert place_among("x", REGIONS, FOUR, "higher") is None


@pytest.mark.parametrize(
    ("name", "of", "is_outside"), [("Botkyrka", 43, False), ("Nykvarn", 44, True), ("Södertälje", 44, True)]
)
def test_municipalities_are_placed_in_skr_a2(places: Areas, name: str, of: int, is_outside: bool) -> None:
    values = {code: float(code) for code in places.municipalities}
    found = place_among(places.find(name), values, places.reference_group.members, "higher")
    assert found is not None
    assert (found.of, found.is_outside_group) == (of, is_outside)


@given(
    values=values_by_group,
    better=st.sampled_from(["higher", "lower"]),
    group=st.frozensets(st.sampled_from("abcdefgh")),
)
def test_place_never_leaves_1_to_n(values: Mapping[str, float], better: Better, group: frozenset[str]) -> None:
    for code in values:
        standing = place_among(code, values, group, better)
        if 10 * len(group & values.keys()) < 8 * len(group):
            assert standing is None
            continue
        assert standing is not None
        assert 1 <= standing.rank <= standing.rank + standing.tied <= standing.of
        assert 0 < standing.percentile < 100 or standing.of == 1
        assert standing.of == len((group | {code}) & set(values))


def placed(rank: int, tied: int = 0) -> Place:
    return Place(rank, 43, tied, 50.0, "middle", is_outside_group=False)


@pytest.mark.parametrize(
    ("one", "other", "is_equal"),
    [
        (placed(8), placed(8), True),
        (placed(8), placed(11), True),
        (placed(8), placed(12), False),
        (placed(8, tied=1), placed(12), True),  # the shared place may be the 9th, three from the 12th
        (placed(8, tied=1), placed(13), False),
        (placed(8), placed(12, tied=5), False),  # nearest is the 12th
    ],
)
def test_municipalities_at_most_three_places_apart_are_equal(one: Place, other: Place, is_equal: bool) -> None:
    assert are_equal(one, other) == are_equal(other, one) == is_equal


def test_sums_are_known_as_totals_and_shares_are_not(registry: Registry) -> None:
    """Totals are never ranked between areas of different size."""
    totals = {indicator.code for indicator in registry.indicators.values() if indicator.is_total}
    assert totals == {"K01", "K01c", "K11b", "T01c", "T08b", "T08c"}
