"""A goal's word: yes, partly, no or none yet, when it is only so far, and what is best, worst and not known."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import made_answers
import pytest
from made_answers import POINTS, SETS, level

from malkollen.answers.aim import AimAnswer, AimState
from malkollen.answers.goal import GoalAnswer, OtherWord, goal_answer, thing_of, word_of
from malkollen.answers.hedge import OtherPlace
from malkollen.answers.place import Comparison, Place, PlaceKind
from malkollen.office.judgements import Judgement
from malkollen.registry.home import ComparisonSet
from malkollen.registry.registry import Registry

GOAL = "klimatomstallning"
RANKS: dict[PlaceKind, tuple[int, int]] = {
    "first": (1, 1), "tied_first": (1, 2), "nth": (2, 2), "shared": (2, 3), "last": (4, 4), "shared_last": (3, 4),
    "all_tied": (1, 4), "depends": (4, 4),
}  # fmt: skip


def places(*kinds: PlaceKind) -> list[Place]:
    compared = Comparison("hela_regioner", "with")
    return [Place(kind, compared, "home", *RANKS[kind], 4, "higher", "b", None, {}) for kind in kinds]


def aims(registry: Registry, *states: AimState) -> Sequence[AimAnswer]:
    return [AimAnswer("k", "t", registry.targets["transport_2030"], state, None, None) for state in states]


@pytest.mark.parametrize(
    ("kinds", "states", "is_leading", "word"),
    [
        ((), (), True, "unknown"),
        (("first", "first", "first"), (), True, "yes"),
        (("first", "first", "first"), (), False, "partly"),
        (("first", "first", "first"), ("missed",), True, "partly"),
        (("first", "first", "first"), ("past",), True, "partly"),
        (("first", "first", "first"), ("reached", "on_track"), True, "yes"),
        (("first", "first", "first"), ("unknown",), True, "yes"),
        (("first", "first", "first"), ("uncertain", "unforecast"), True, "yes"),
        (("first",), (), False, "yes"),
        (("first",), ("missed",), False, "partly"),
        (("tied_first",), (), False, "partly"),
        (("all_tied",), (), False, "no"),
        (("first", "nth"), (), False, "partly"),
        (("tied_first", "last"), (), False, "partly"),
        (("first", "nth", "last"), (), False, "no"),
        (("depends", "depends"), (), False, "no"),
        (("depends", "first"), (), False, "partly"),
        (("nth", "shared", "last", "depends"), ("missed",), False, "no"),
    ],
)
def test_the_word_follows_the_rule(
    kinds: tuple[PlaceKind, ...], states: tuple[AimState, ...], is_leading: bool, word: str, registry: Registry
) -> None:
    assert word_of(places(*kinds), aims(registry, *states), is_leading=is_leading) == word


def one(registry: Registry, **values: float) -> GoalAnswer:
    return goal_answer(made_answers.basis(registry, POINTS, level(values), sets=SETS), GOAL)


def test_first_in_the_only_one_compared_is_yes_so_far(registry: Registry) -> None:
    answer = one(registry, home=9.0, b=4.0, c=3.0, d=1.0)
    assert (answer.word, answer.is_so_far, answer.firsts) == ("yes", True, 1)
    assert (answer.best, answer.worst) == (None, None)


def test_another_comparison_that_gives_another_place_is_the_hedge(registry: Registry) -> None:
    answer = one(registry, home=3.5, b=4.0, c=3.0, d=1.0)
    assert answer.word == "no"
    assert isinstance(answer.hedge, OtherPlace)
    assert answer.hedge.place
    assert (answer.hedge.place.kind, answer.hedge.place.comparison.set) == ("ahead", "par")


def test_nothing_compared_is_no_answer_yet_and_says_what_is_missing(registry: Registry) -> None:
    made = made_answers.basis(registry, POINTS, level({"home": 9.0, "b": 4.0, "c": 3.0, "d": 1.0}))
    answer = goal_answer(made_answers.on(made, date(2030, 1, 1)), GOAL)
    assert (answer.word, answer.compared, answer.hedge) == ("unknown", (), None)
    assert {silent.key: silent.why for silent in answer.unanswered}[POINTS] == "stale"
    assert "waiting" in {silent.why for silent in answer.unanswered}


def test_what_is_about_the_same_thing_counts_once_and_the_core_one_stands(registry: Registry) -> None:
    made = made_answers.basis(registry, POINTS, level({"home": 2.0, "b": 4.0, "c": 3.0, "d": 1.0}))
    made_answers.again(made, POINTS, core=True)
    assert thing_of(made.indicator("again")) == thing_of(made.indicator(POINTS))
    assert [compared.key for compared in goal_answer(made, GOAL).compared] == ["again"]


def test_a_judgement_leads_and_says_whether_figures_are_newer(registry: Registry) -> None:
    basis = made_answers.basis(registry, POINTS, level({"home": 2.0, "b": 4.0, "c": 3.0, "d": 1.0}))
    judgement = Judgement(
        "kan inte föreslås", "v1", "r1", "1.0", 1, GOAL, "sup_2040", "på väg", "Laddpunkterna blir fler.", "Kim",
        "Ledningsgruppen 4", date(2025, 11, 1), datetime(2025, 11, 1, tzinfo=UTC),
    )  # fmt: skip
    read = basis.indicator(POINTS).reads
    for changed, is_newer in (((), False), (("boardings",), False), (read[:1], True)):
        judged = goal_answer(basis, GOAL, judgement, changed).judged
        assert judged
        assert (judged.label, judged.meeting, judged.has_newer_figures) == ("på väg", "Ledningsgruppen 4", is_newer)
        assert judged.reason == "Laddpunkterna blir fler."
    assert goal_answer(basis, GOAL).judged is None


def test_the_hedge_of_several_is_another_word(registry: Registry) -> None:
    """Two indicators of which the same comparison makes both first."""
    values = level({"home": 3.5, "b": 4.0, "c": 3.0, "d": 1.0})
    basis = made_answers.basis(registry, POINTS, values, sets={
        "hela_regioner": SETS["hela_regioner"], "tre": ComparisonSet(title="Tre", groups=("home", "c", "d")),
    })  # fmt: skip
    made_answers.again(basis, POINTS, formula="1000.0 * public_charging_stations / nullif(population, 0)")
    answer = goal_answer(basis, GOAL)
    assert (answer.word, len(answer.compared)) == ("no", 2)
    assert isinstance(answer.hedge, OtherWord)
    assert (answer.hedge.word, answer.hedge.comparison.set) == ("yes", "tre")
    assert [key for key, _ in answer.hedge.firsts] == [compared.key for compared in answer.compared]
