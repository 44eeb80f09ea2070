"""A goal's proposal: no index and no weights; each core indicator of a judged kind counts once."""

from collections.abc import Sequence

import pytest
from hypothesis import given, strategies as st

from dashboard.content.verdict import forecast_symbol, forecast_word
from malkollen.assess.assessment import DEPENDS, Assessment, Lead, Position, SetPlace
from malkollen.assess.direction import CONTRADICTED, IMPROVES, NO_CHANGE, NOT_ASSESSABLE, WORSENS, Direction, direction
from malkollen.assess.forecast import GRADES, REACHES, Forecast, Grade, forecast
from malkollen.assess.goal import Outcome, attention, outcome, propose
from malkollen.assess.lead import CLOSING, GROWING, LEAD_SHRINKS, SetLead
from malkollen.assess.position import GroupRank
from malkollen.assess.target import NOT_REACHED, REACHED, WORSE_THAN_BASE, Aim
from malkollen.assess.window import Terms

GOOD, BAD, NEITHER, NOT = "good", "bad", "neither", "not assessed"


def against_target(position: str | None, forecast: str | None, *, away: bool = False) -> Assessment:
    return Assessment(
        "mal",
        Position("mal", position, None if position is None else position == REACHED),
        Direction(NO_CHANGE),
        Forecast(forecast, away_from_target=away, grade=_grade(forecast)),
    )


def _grade(label: str | None) -> Grade | None:
    if label is None or label in GRADES:
        return GRADES.get(label or "")
    return "uncertain" if label.endswith(REACHES) else "misses"


def against_level(ratio: float | None, direction: str) -> Assessment:
    label = None if ratio is None else "når nivån" if ratio >= 1 else "når inte nivån"
    position = Position("jamforelseniva", label, None if ratio is None else ratio >= 1, ratio=ratio)
    return Assessment("jamforelseniva", position, Direction(direction))


def among(direction: str, ranks: Sequence[int] = (2, 2), paces: Sequence[str] = ()) -> Assessment:
    sets = tuple(SetPlace(f"s{n}", "a", GroupRank(r, r, 4, (), 0.0, "b")) for n, r in enumerate(ranks))
    lead = Lead("x", tuple(SetLead(f"s{n}", (), label) for n, label in enumerate(paces)))
    return Assessment("jamforelse", Position("jamforelse", "2:a av 4", sets=sets), Direction(direction), lead=lead)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (against_target(REACHED, None), GOOD),
        (against_target(NOT_REACHED, "når målet i nuvarande takt"), GOOD),
        (against_target(NOT_REACHED, "för långsamt"), NEITHER),
        (against_target(NOT_REACHED, "osäkert: för långsamt–når målet i nuvarande takt"), NEITHER),
        (against_target(NOT_REACHED, "långt från målet"), BAD),
        (against_target(NOT_REACHED, "sämre än basåret"), BAD),
        (against_target(NOT_REACHED, "når inte målet i nuvarande takt (långt från målet–för långsamt)"), BAD),
        (against_target(WORSE_THAN_BASE, None), BAD),
        (against_target(NOT_REACHED, "för långsamt", away=True), BAD),
        (against_target(NOT_REACHED, None, away=True), BAD),
        (against_target(NOT_REACHED, None), NOT),
        (against_target(None, None), NOT),
    ],
)
def test_a_target_speaks_for_or_against(found: Assessment, expected: Outcome) -> None:
    assert outcome(found) == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (against_level(1.0, WORSENS), GOOD),
        (against_level(1.3, NOT_ASSESSABLE), GOOD),
        (against_level(0.9, IMPROVES), NEITHER),
        (against_level(0.9, NO_CHANGE), BAD),
        (against_level(0.9, WORSENS), BAD),
        (against_level(0.9, CONTRADICTED), BAD),
        (against_level(None, NO_CHANGE), NOT),
    ],
)
def test_a_level_speaks_for_or_against(found: Assessment, expected: Outcome) -> None:
    assert outcome(found) == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (among(IMPROVES), GOOD),
        (among(IMPROVES, paces=[CLOSING, LEAD_SHRINKS]), GOOD),
        (among(IMPROVES, paces=[CLOSING, GROWING]), NEITHER),  # it improves, but the others faster
        (among(NO_CHANGE), NEITHER),
        (among(CONTRADICTED), NEITHER),
        (among(DEPENDS), NEITHER),
        (among(WORSENS), BAD),
        (among(IMPROVES, ranks=[4, 4]), BAD),
        (among(IMPROVES, ranks=[4, 3]), GOOD),  # last in every set, or not last
        (among(NOT_ASSESSABLE, ranks=[4, 4]), BAD),
        (among(NOT_ASSESSABLE), NOT),
    ],
)
def test_a_comparison_is_good_only_where_it_improves_and_no_distance_grows(
    found: Assessment, expected: Outcome
) -> None:
    assert outcome(found) == expected


@pytest.mark.parametrize("kind", ["sammanhang", "lageslista"])
def test_context_and_lists_count_nowhere(kind: str) -> None:
    assert outcome(Assessment(kind, Position(kind), Direction(None))) == NOT


PROPOSALS = [
    ([GOOD] * 3 + [NEITHER], "på väg"),  # ¾ is enough
    ([GOOD] * 2 + [NEITHER], "delvis"),
    ([GOOD] * 4, "på väg"),
    ([GOOD] * 9 + [BAD], "delvis"),  # one bad hinders
    ([GOOD] * 2 + [BAD] * 2, "inte på väg"),  # half is enough
    ([GOOD, BAD, BAD], "inte på väg"),
    ([GOOD, NEITHER, BAD], "delvis"),
    ([NEITHER] * 4, "delvis"),
    ([GOOD] * 4 + [NOT], "på väg"),  # 4 of 5 is 80 %
    ([GOOD] * 3 + [NOT], None),
    ([BAD, BAD, NOT, NOT], None),
    ([GOOD] * 12 + [NOT] * 3, "på väg"),
    ([NOT], None),
    ([GOOD], "på väg"),
    ([BAD], "inte på väg"),
    ([], None),
]


@pytest.mark.parametrize(("outcomes", "label"), PROPOSALS)
def test_a_proposal_from_80_percent_assessable(outcomes: list[Outcome], label: str | None) -> None:
    found = propose({f"k{number}": one for number, one in enumerate(outcomes)})
    assert found.label == label
    assert len(found.missing) == outcomes.count(NOT) == found.count(NOT)


@pytest.mark.parametrize("of", range(5, 60, 5))
def test_exactly_80_percent_is_enough_of_any_number(of: int) -> None:
    enough = of * 4 // 5
    assert propose({f"k{n}": GOOD if n < enough else NOT for n in range(of)}).label == "på väg"
    assert propose({f"k{n}": GOOD if n < enough - 1 else NOT for n in range(of)}).label is None


outcomes_of_any = st.lists(st.sampled_from([GOOD, BAD, NEITHER, NOT]), max_size=12)


@given(outcomes=outcomes_of_any, data=st.data())
def test_the_order_of_indicators_changes_nothing(outcomes: list[Outcome], data: st.DataObject) -> None:
    turned = data.draw(st.permutations(outcomes))
    one, other = (propose({f"k{n}": found for n, found in enumerate(order)}) for order in (outcomes, turned))
    assert one.label == other.label


@given(outcomes=outcomes_of_any)
def test_an_indicator_that_gets_better_never_makes_the_proposal_worse(outcomes: list[Outcome]) -> None:
    order = {"inte på väg": 0, "delvis": 1, "på väg": 2}
    better: dict[Outcome, Outcome] = {BAD: NEITHER, NEITHER: GOOD}
    one = propose({f"k{n}": found for n, found in enumerate(outcomes)}).label
    for place, found in enumerate(outcomes):
        raised = [*outcomes[:place], better.get(found, found), *outcomes[place + 1 :]]
        other = propose({f"k{n}": new for n, new in enumerate(raised)}).label
        assert (one is None) == (other is None)
        assert one is None or other is None or order[other] >= order[one]


@pytest.mark.parametrize(
    ("found", "reasons"),
    [
        (against_target(REACHED, None), []),
        (against_target(NOT_REACHED, "för långsamt"), []),
        (against_target(NOT_REACHED, "långt från målet"), ["långt från målet"]),
        (
            against_target(NOT_REACHED, "för långsamt", away=True),
            ["för långsamt", "utvecklas bort från målet"],
        ),
        (against_target(WORSE_THAN_BASE, None), [WORSE_THAN_BASE]),
        (against_level(0.9, NO_CHANGE), ["under nivån och förbättras inte"]),
        (against_level(0.9, IMPROVES), []),
        (among(WORSENS), [WORSENS]),
        (among(NOT_ASSESSABLE, ranks=[4, 4]), ["sist i varje jämförelse"]),
        (among(WORSENS, ranks=[4, 4]), [WORSENS, "sist i varje jämförelse"]),
        (among(IMPROVES), []),
    ],
)
def test_what_needs_attention_says_why(found: Assessment, reasons: list[str]) -> None:
    assert attention(found) == reasons


def test_a_target_whose_year_has_come_and_that_is_not_reached_is_bad() -> None:
    """Not assessed would let a missed target fall out of the goal."""
    terms = Terms("higher")
    series = {2020: 1.0, 2021: 2.0, 2022: 3.0, 2023: 4.0}
    moved = direction(series, terms)
    missed = forecast(series, terms, Aim(10.0, 2023, 2020, 1.0), moved)
    ahead = Assessment("mal", Position("mal", "ej uppnått", is_reached=False), moved, missed)
    assert (missed.label, missed.is_past_due, outcome(ahead)) == (None, True, "bad")


def test_a_forecast_is_said_without_the_range_of_its_classes() -> None:
    misses = Forecast("når inte målet i nuvarande takt (sämre än basåret–för långsamt)", grade="misses")
    assert (forecast_word(misses), forecast_symbol(misses)) == ("når inte målet i nuvarande takt", "bad")
    unsure = Forecast("osäkert: för långsamt–når målet i nuvarande takt", grade="uncertain")
    assert (forecast_word(unsure), forecast_symbol(unsure)) == ("osäkert om målet nås i nuvarande takt", "unsure")
    slow = Forecast("för långsamt", grade="too_slow")
    assert (forecast_word(slow), forecast_symbol(slow)) == ("för långsamt", "flat")
