"""Places in a comparison: every kind of them, who is next ahead, and that no unit decides any."""

from collections.abc import Mapping

import made_answers
import pytest
from hypothesis import given, strategies as st
from made_answers import CARS, MILEAGE, NEAR, POINTS, SETS, WHOLE, level

from malkollen.answers.basis import Basis
from malkollen.answers.place import Comparison, Place, kind_of, leading_place, other_comparisons, place_in
from malkollen.assess.position import group_rank
from malkollen.registry.home import ComparisonSet
from malkollen.registry.registry import Registry

PAIR = {"hela_regioner": ComparisonSet(title="Ett par", groups=("home", "b"))}
OWNED = {"0003": 0.5}
"""Region b is one municipality, whose cars are companies'."""


def place_of(made: Basis, key: str = POINTS) -> Place:
    found = leading_place(made, key, "home")
    assert found
    return found


@pytest.mark.parametrize(
    ("home", "others", "kind"),
    [
        (5.0, (4.0, 3.0, 2.0), "first"),
        (5.0, (5.05, 3.0, 2.0), "tied_first"),
        (4.0, (5.0, 3.0, 2.0), "nth"),
        (4.0, (5.0, 4.05, 2.0), "shared"),
        (1.0, (5.0, 4.0, 2.0), "last"),
        (2.0, (5.0, 4.0, 2.03), "shared_last"),
        (2.0, (2.0, 2.01, 1.99), "all_tied"),
    ],
)
def test_every_kind_of_place(home: float, others: tuple[float, ...], kind: str, registry: Registry) -> None:
    values = level({"home": home, **dict(zip("bcd", others, strict=True))})
    assert place_of(made_answers.basis(registry, POINTS, values)).kind == kind


@pytest.mark.parametrize(("home", "kind"), [(5.0, "ahead"), (1.0, "behind"), (2.0, "all_tied")])
def test_beside_one_other(home: float, kind: str, registry: Registry) -> None:
    made = made_answers.basis(registry, POINTS, level({"home": home, "b": 2.0, "c": 1.0, "d": 1.0}), sets=PAIR)
    assert place_of(made).kind == kind


def test_lower_is_better_where_the_indicator_says_so(registry: Registry) -> None:
    values = level({"home": 400.0, "b": 500.0, "c": 600.0, "d": 700.0})
    made = made_answers.basis(registry, MILEAGE, values, owned={"0001": 0.0})
    assert (place_of(made, MILEAGE).kind, place_of(made, MILEAGE).better) == ("first", "lower")


def test_a_set_that_lacks_a_region_ranks_nobody(registry: Registry) -> None:
    values = {
        code: years for code, years in level({"home": 5.0, "b": 4.0, "c": 3.0, "d": 1.0}).items() if code != "0005"
    }
    assert leading_place(made_answers.basis(registry, POINTS, values), POINTS, "home") is None


def test_an_area_outside_the_comparison_has_no_place(registry: Registry) -> None:
    made = made_answers.basis(registry, POINTS, level({"home": 5.0, "b": 4.0, "c": 3.0, "d": 1.0}))
    assert leading_place(made, POINTS, "riket") is None
    assert leading_place(made, POINTS, "0001") is None


def test_the_nearest_ahead_is_not_tied(registry: Registry) -> None:
    made = made_answers.basis(registry, POINTS, level({"home": 4.0, "b": 4.05, "c": 6.0, "d": 9.0}))
    assert (place_of(made).ahead, place_of(made).best) == ("c", "d")


def test_nobody_is_ahead_of_the_first(registry: Registry) -> None:
    made = made_answers.basis(registry, POINTS, level({"home": 9.0, "b": 4.05, "c": 6.0, "d": 2.0}))
    assert (place_of(made).ahead, place_of(made).best) == (None, "c")


def test_a_place_that_leaving_fleets_out_turns_round_depends_on_them(registry: Registry) -> None:
    """Ours is last because a municipality of companies' cars counts; without it, ours is first of those left."""
    values = {**level({"home": 10.0, "b": 12.0, "c": 9.5, "d": 9.0}), "0002": dict.fromkeys(range(2020, 2025), 1.0)}
    made = made_answers.basis(registry, CARS, values, owned={"0002": 0.9, "0003": 0.9, "0004": 0.0})
    assert place_of(made, CARS).kind == "depends"
    kept = made_answers.basis(registry, CARS, level({"home": 10.0, "b": 12.0, "c": 11.0, "d": 9.0}), owned=OWNED)
    assert place_of(kept, CARS).kind == "nth"


def test_a_share_is_tied_under_its_materiality(registry: Registry) -> None:
    made = made_answers.basis(registry, NEAR, level({"home": 90.0, "b": 90.05, "c": 80.0, "d": 70.0}))
    assert place_of(made, NEAR).kind == "tied_first"


def test_the_other_comparisons_come_in_order_and_none_that_stands_alone(registry: Registry) -> None:
    alone = ComparisonSet(title="För sig", groups=("home", "d"), stands_alone=True)
    made = made_answers.basis(
        registry, POINTS, level({"home": 5.0, "b": 4.0, "c": 3.0, "d": 1.0}), sets={**SETS, "sig": alone}
    )
    assert [(one.set, one.variant, one.left_out) for one in other_comparisons(made, "hela_regioner")] == [
        ("hela_regioner", "without", ()),
        ("par", "with", ("0003", "0005")),
        ("par", "without", ("0003", "0005")),
    ]


def test_a_place_in_a_comparison_is_the_assessments_own(registry: Registry) -> None:
    made = made_answers.basis(registry, POINTS, level({"home": 2.0, "b": 4.0, "c": 3.0, "d": 1.0}), sets=SETS)
    sets = {entry.key: entry.group_rank for entry in made.leading(POINTS, "home").assessment.position.sets}
    for name, rank in sets.items():
        place = place_in(made, POINTS, "home", Comparison(name, "with"))
        assert place
        assert rank
        assert (place.rank, place.last_rank, place.of, place.best) == (rank.rank, rank.last_rank, rank.of, rank.best)


@given(
    values=st.fixed_dictionaries(dict.fromkeys(("home", "b", "c", "d"), st.floats(0.1, 50))),
    factor=st.floats(0.001, 1000),
)
def test_scaling_the_unit_changes_no_place(values: Mapping[str, float], factor: float) -> None:
    for better in ("higher", "lower"):
        ranks = [
            group_rank("home", {area: value * by for area, value in values.items()}, better) for by in (1.0, factor)
        ]
        first, second = ranks
        assert first
        assert second
        nearly_tied = [abs(abs(a - values["home"]) / max(a, values["home"]) - 0.02) < 1e-6 for a in values.values()]
        assert any(nearly_tied) or kind_of(first) == kind_of(second)


def test_without_a_comparison_there_is_no_place(registry: Registry) -> None:
    basis = made_answers.basis(registry, POINTS, level({"home": 2.0, "b": 4.0, "c": 3.0, "d": 1.0}), sets={})
    goals = {key: goal.model_copy(update={"answer_set": None}) for key, goal in basis.registry.goals.items()}
    basis.assessor.registry = basis.registry.model_copy(update={"goals": goals})
    assert leading_place(basis, POINTS, "home") is None
    assert basis.leading_set("klimatomstallning") is None


def test_a_goal_without_a_declared_comparison_leads_with_the_first(registry: Registry) -> None:
    made = made_answers.basis(registry, POINTS, level({"home": 2.0, "b": 4.0, "c": 3.0, "d": 1.0}), sets=WHOLE)
    goals = {key: goal.model_copy(update={"answer_set": None}) for key, goal in made.registry.goals.items()}
    made.assessor.registry = made.registry.model_copy(update={"goals": goals})
    assert made.leading_set("klimatomstallning") == "hela_regioner"
