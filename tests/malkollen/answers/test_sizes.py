"""Size and direction, targets, what weakens an answer, attention, what is missing in things, and who moves it."""

from copy import copy
from dataclasses import replace
from datetime import date

import made_answers
import pytest
from made_answers import MILEAGE, NEAR, POINTS, SETS, Values, level

from dashboard.content.facts import Facts
from malkollen.answers.aim import AimState, aim_answer
from malkollen.answers.basis import Basis
from malkollen.answers.hedge import AcrossBreak, Beside, Fleet, LastYear, Marked, OtherPlace, TwoValues
from malkollen.answers.indicator import IndicatorAnswer, indicator_answer
from malkollen.answers.movers import movers
from malkollen.answers.quarter import quarter
from malkollen.answers.things import each_municipality, missing, things
from malkollen.registry.paragraph import Break, Target
from malkollen.registry.registry import Registry

YEARS = range(2018, 2025)
OTHERS = {"b": 4.0, "c": 3.0, "d": 1.0}


def course(values: dict[int, float], others: dict[str, float] = OTHERS) -> Values:
    """Ours over the years, the same in both its municipalities; the others stand still."""
    return {**level({"home": 0.0, **others}, list(values)), "0001": values, "0002": values}


def asked(made: Basis, key: str = POINTS, area: str = "home") -> IndicatorAnswer:
    return indicator_answer(made, key, area)


def unbroken(made: Basis) -> Basis:
    made.assessor.registry = made.registry.model_copy(update={"breaks": {}})
    return made


def steady(start: float, step: float, years: range = YEARS) -> dict[int, float]:
    return {year: start + step * place for place, year in enumerate(years)}


# ───────────── Direction ─────────────


def test_a_rise_that_is_established_is_told_since_the_base_year(registry: Registry) -> None:
    made = unbroken(made_answers.basis(registry, POINTS, course(steady(2.0, 0.5))))
    moved = asked(made).movement
    assert moved
    assert moved.course
    assert (moved.course.way, moved.course.is_good, moved.course.is_slow) == ("up", True, False)
    assert (moved.course.span.from_year, moved.course.span.to_year, moved.course.span.before) == (2022, 2024, 4.0)


def test_a_rise_is_bad_where_lower_is_better(registry: Registry) -> None:
    others = {"b": 500.0, "c": 600.0, "d": 700.0}
    values = course(steady(400.0, 20.0), others)
    made = unbroken(made_answers.basis(registry, MILEAGE, values, has_fleet_variants=False))
    answer = asked(made, MILEAGE)
    assert answer.movement
    assert answer.movement.course
    assert (answer.movement.course.way, answer.movement.course.is_good) == ("up", False)
    assert answer.attention == "wrong_way"


def test_a_slow_fall_that_means_little_since_the_base_year_is_told_over_its_own_years(registry: Registry) -> None:
    values = course({**steady(92.0, -0.15), 2024: 91.22}, {"b": 95.0, "c": 80.0, "d": 70.0})
    made = unbroken(made_answers.basis(registry, NEAR, values))
    moved = asked(made, NEAR).movement
    assert moved
    assert moved.course
    assert (moved.course.is_slow, moved.course.span.from_year) == (True, 2019)


def test_without_an_established_direction_there_are_two_values(registry: Registry) -> None:
    values = {2018: 2.0, 2019: 2.4, 2020: 1.9, 2021: 2.5, 2022: 2.0, 2023: 2.4, 2024: 2.2}
    answer = asked(unbroken(made_answers.basis(registry, POINTS, course(values))))
    assert answer.movement
    assert answer.movement.course is None
    assert isinstance(answer.hedge, TwoValues)
    assert (answer.hedge.span.from_year, answer.hedge.span.before, answer.hedge.span.after) == (2022, 2.0, 2.2)


def test_a_missing_base_year_gives_way_to_the_first_after_it(registry: Registry) -> None:
    values = {year: value for year, value in steady(2.0, 0.5).items() if year != 2022}
    moved = asked(unbroken(made_answers.basis(registry, POINTS, course(values)))).movement
    assert moved
    assert moved.since_base
    assert moved.since_base.from_year == 2023


def test_a_missing_base_year_with_nothing_after_it_gives_way_to_the_last_before(registry: Registry) -> None:
    values = {year: value for year, value in steady(2.0, 0.5).items() if year not in (2022, 2023)}
    moved = asked(unbroken(made_answers.basis(registry, POINTS, course(values)))).movement
    assert moved
    assert moved.since_base
    assert moved.since_base.from_year == 2021


def test_nothing_is_compared_across_a_break(registry: Registry) -> None:
    basis = made_answers.basis(registry, POINTS, course(steady(2.0, 0.5)))
    answer = asked(basis)
    assert isinstance(answer.hedge, AcrossBreak)
    assert (answer.hedge.break_name, answer.movement and answer.movement.since_base) == (
        "charging_2023",
        answer.hedge.span,
    )
    assert answer.hedge.span
    assert answer.hedge.span.from_year == 2023
    late = Break(measures=("public_charging_points",), year=2024, reason="Ny.")
    basis.assessor.registry = basis.registry.model_copy(update={"breaks": {"late": late}})
    moved = asked(basis).movement
    assert moved
    assert (moved.since_base, moved.last_year, moved.broken_by) == (None, None, "late")


def test_a_span_that_begins_with_the_new_series_tells_of_the_break_under_a_later_programme_too(
    registry: Registry,
) -> None:
    """A base year that is to come: the figures are counted from the first of the series since the break."""
    values = {2022: 1.0, 2023: 2.0, 2024: 2.4}
    made = made_answers.basis(registry, POINTS, course(values))
    later = {key: one.model_copy(update={"base_year": 2026}) for key, one in made.registry.programmes.items()}
    made.assessor.registry = made.registry.model_copy(update={"programmes": later})
    hedge = asked(made).hedge
    assert isinstance(hedge, AcrossBreak)
    assert hedge.span
    assert hedge.span.from_year == 2023


def test_zero_has_no_percent(registry: Registry) -> None:
    values = dict.fromkeys(YEARS, 0.0)
    moved = asked(unbroken(made_answers.basis(registry, POINTS, course(values)))).movement
    assert moved
    assert moved.since_base
    assert (moved.since_base.difference, moved.since_base.percent) == (0.0, None)


# ───────────── Targets ─────────────


def aimed(registry: Registry, values: dict[int, float], **target: float) -> tuple[Basis, AimState]:
    basis = unbroken(made_answers.basis(registry, POINTS, course(values), kind="mal"))
    kept: Target = registry.targets["transport_2030"].model_copy(
        update={
            "indicator": POINTS, "unit": "per 1 000 inv.", "base_year": 2018, "base_value": 2.0, "value": 8.0, **target,
        }
    )  # fmt: skip
    basis.assessor.registry = basis.registry.model_copy(update={"targets": {"aim": kept}})
    answer = aim_answer(basis, POINTS, "home")
    assert answer
    return basis, answer.state


@pytest.mark.parametrize(
    ("values", "target", "state"),
    [
        (steady(2.0, 0.5), {"value": 4.0}, "reached"),
        (steady(2.0, 0.5), {"value": 5.5, "target_year": 2030}, "on_track"),
        (steady(2.0, 0.02), {}, "missed"),
        (steady(2.0, 0.5), {"target_year": 2023}, "past"),
        ({2022: 2.0, 2023: 2.1, 2024: 2.2}, {}, "unforecast"),
        ({**steady(2.0, 0.5), 2020: 4.5, 2022: 2.5}, {"value": 5.5, "target_year": 2030}, "uncertain"),
        ({2022: 2.4, 2023: 2.3, 2024: 2.2}, {}, "away"),
    ],
)
def test_a_target_is_reached_on_its_way_missed_or_not_known(
    values: dict[int, float], target: dict[str, float], state: str, registry: Registry
) -> None:
    made, found = aimed(registry, values, **target)
    assert found == state
    assert (asked(made).attention == "target") == (state in ("missed", "past", "away"))


def test_without_a_target_in_force_there_is_no_aim(registry: Registry) -> None:
    made = made_answers.basis(registry, POINTS, course(steady(2.0, 0.5)), kind="mal")
    assert aim_answer(made, POINTS, "home") is None
    assert asked(made).state == "shown"


def test_the_last_year_weakens_a_target_where_it_goes_the_other_way(registry: Registry) -> None:
    values = {**steady(2.0, 0.5), 2024: 4.1}
    made, _ = aimed(registry, values, value=9.0)
    hedge = asked(made).hedge
    assert isinstance(hedge, LastYear)
    assert (hedge.span.from_year, hedge.span.to_year) == (2023, 2024)


# ───────────── What weakens it, attention ─────────────


def test_another_place_weakens_most(registry: Registry) -> None:
    hedge = asked(made_answers.basis(registry, POINTS, level({"home": 3.5, **OTHERS}), sets=SETS)).hedge
    assert isinstance(hedge, OtherPlace)
    assert hedge.place
    assert (hedge.place.kind, hedge.value, hedge.registered) == ("ahead", None, None)


def test_preliminary_figures_are_told_of(registry: Registry) -> None:
    values = level({"home": 3.5, **OTHERS})
    made = unbroken(made_answers.basis(registry, POINTS, values, status="preliminary"))
    assert asked(made).hedge == Marked("preliminary")


def test_last_in_every_comparison_asks_for_attention(registry: Registry) -> None:
    last = made_answers.basis(registry, POINTS, level({"home": 0.5, **OTHERS}), sets=SETS)
    assert asked(last).attention == "last"
    one = made_answers.basis(registry, POINTS, level({"home": 0.5, "b": 4.0, "c": 0.3, "d": 3.0}), sets=SETS)
    assert asked(one).attention is None


def test_a_value_that_is_too_old_is_no_answer_and_says_when_the_next_was_to_come(registry: Registry) -> None:
    made = made_answers.on(made_answers.basis(registry, POINTS, level({"home": 3.5, **OTHERS})), date(2029, 1, 1))
    silent = asked(made).unanswered
    assert silent
    assert (silent.why, silent.year, silent.expected) == ("stale", 2024, None)


def test_the_next_figures_are_those_of_the_source_that_lacks_them(database_sources: Basis) -> None:
    """Nearness waits for Kolada's, which have no 2024; the inhabitants of 2024 are there."""
    silent = indicator_answer(database_sources, NEAR, database_sources.home).unanswered
    assert silent
    assert (silent.why, silent.year, silent.expected) == ("stale", 2023, date(2026, 6, 11))


@pytest.fixture
def database_sources(facts: Facts) -> Basis:
    made = Basis(facts.assessor, facts.published, {one.source: one for one in facts.sources})
    return made_answers.on(made, date(2027, 8, 1))


# ───────────── Municipalities ─────────────


def test_a_municipality_has_a_quarter_and_no_place(facts_basis: Basis) -> None:
    answer = asked(facts_basis, POINTS, "0128")
    assert (answer.place, answer.state) == (None, "quarter")
    assert answer.quarter
    assert (answer.quarter.level, answer.quarter.among, answer.quarter.few) == ("lower", 43, 15)


def test_vehicles_are_compared_without_fleet_municipalities(facts_basis: Basis) -> None:
    counts = {key: quarter(facts_basis, key, "0127") for key in ("electric_car_share", MILEAGE, NEAR)}
    assert {key: one.among for key, one in counts.items() if one} == {"electric_car_share": 38, MILEAGE: 39, NEAR: 43}


def test_a_fleet_municipality_has_no_quarter_for_vehicles_nor_things(facts_basis: Basis) -> None:
    answer = asked(facts_basis, "electric_car_share", "0181")
    assert answer.quarter
    assert (answer.quarter.level, answer.quarter.is_fleet, answer.hedge, answer.things) == (None, True, Fleet(), ())


def test_one_outside_the_group_stands_beside(facts_basis: Basis) -> None:
    answer = asked(facts_basis, POINTS, "0140")
    assert answer.quarter
    assert (answer.quarter.is_beside, answer.quarter.among, answer.hedge) == (True, 43, Beside())


@pytest.mark.parametrize("key", ["transport_emissions", "transport_emissions_per_inhabitant"])
def test_emissions_have_no_answer_for_a_municipality(key: str, facts_basis: Basis) -> None:
    silent = asked(facts_basis, key, "0127").unanswered
    assert silent
    assert silent.why == "uncertain"


@pytest.fixture
def facts_basis(facts: Facts) -> Basis:
    return Basis(facts.assessor, facts.published, {one.source: one for one in facts.sources})


# ───────────── Things and movers ─────────────


def test_what_is_missing_to_each_level(registry: Registry) -> None:
    """A hundred thousand inhabitants a municipality: ours has 200 000 and 2.0 a thousand, the mean of all is 2.4."""
    made = made_answers.basis(registry, POINTS, level({"home": 2.0, "b": 4.0, "c": 3.0, "d": 1.0}))
    assert [(one.to, one.count, one.per_year) for one in things(made, POINTS, "home", asked(made).place)] == [
        ("riket", 80, 14),
        ("c", 200, 34),
        ("b", 400, 67),
    ]


def test_at_or_above_nothing_is_missing(registry: Registry) -> None:
    made = made_answers.basis(registry, POINTS, level({"home": 9.0, "b": 4.0, "c": 3.0, "d": 1.0}))
    assert [(one.to, one.count) for one in asked(made).things] == [("riket", 0)]


def test_a_target_that_is_tried_is_counted_too_and_rounded_up(registry: Registry) -> None:
    basis = made_answers.basis(registry, POINTS, level({"home": 2.0, "b": 4.0, "c": 3.0, "d": 1.0}))
    value = basis.leading(POINTS, "home").value
    tried = missing(basis, POINTS, value, "tried", 2.001)
    assert tried
    assert (tried.count, tried.per_year) == (1, 1)
    late = missing(basis, POINTS, replace(value, year=2031), "tried", 3.0)
    assert late
    assert (late.count, late.per_year) == (200, 200)


def test_a_pace_from_the_day_of_reading_is_told_where_the_value_is_of_an_earlier_year(facts_basis: Basis) -> None:
    """346 a year from 2025 is what five years ask for; 49 months are left in November 2026, and 37 in November 2027."""

    def left(day: date, by: int | None = None) -> tuple[int, int | None]:
        assessor = copy(facts_basis.assessor)
        assessor.as_of = day
        read = replace(facts_basis, assessor=assessor)
        found = missing(read, POINTS, read.leading(POINTS, "sodertorn").value, "tried", 5.7122, by)
        assert found
        return found.per_year, found.per_year_left

    assert left(date(2026, 11, 22)) == (346, 423)
    assert left(date(2027, 11, 30)) == (346, 560)
    assert left(date(2026, 1, 1)) == (346, 352), "eleven months of the year and four years"
    assert left(date(2025, 12, 31)) == (346, None), "the value's own year"
    assert left(date(2031, 2, 1)) == (346, None), "the years are over"
    assert left(date(2030, 12, 31)) == (346, None)
    assert left(date(2026, 11, 22), 2035) == (173, 191)


def test_derived_counts_are_rounded_up_to_hundreds(registry: Registry) -> None:
    made = made_answers.basis(registry, NEAR, level({"home": 80.0, "b": 90.03, "c": 70.0, "d": 60.0}))
    to_best = next(one for one in asked(made, NEAR).things if one.to == "b")
    assert (to_best.count, to_best.per_year) == (20_100, 3_400)


def test_each_municipality_is_counted_at_its_own_inhabitants(facts_basis: Basis) -> None:
    counted = {one.area: one.count for one in each_municipality(facts_basis, POINTS) if one.to == "riket"}
    assert counted["0127"] == 422
    assert counted["0140"] == 0
    assert sum(counted.values()) != next(one.count for one in asked(facts_basis, POINTS, "sodertorn").things)


def test_metres_and_emissions_are_no_things(facts_basis: Basis) -> None:
    for key in ("cycle_network_per_inhabitant", "transport_emissions", MILEAGE):
        assert asked(facts_basis, key, "sodertorn").things == ()


def test_who_moves_it(registry: Registry) -> None:
    values = course(dict.fromkeys((2022, 2023, 2024), 1.0))
    values = {**values, "0001": {2022: 1.0, 2023: 1.0, 2024: 2.0}, "0002": {2022: 1.0, 2023: 1.0, 2024: 4.0}}
    found = movers(unbroken(made_answers.basis(registry, POINTS, values)), POINTS)
    assert found
    assert (found.from_year, found.added) == (2022, 400)
    assert [(one.area, one.added, one.share_pct, one.inhabitants_pct) for one in found.each] == [
        ("0002", 300, 75, 50),
        ("0001", 100, 25, 50),
    ]


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ({2022: 1.0, 2024: 2.0}, {2022: 2.0, 2024: 1.5}, "not all one way"),
        ({2022: 1.0, 2024: 1.0}, {2022: 2.0, 2024: 2.0}, "nothing"),
        ({2022: 1.0, 2024: 1.002}, {2022: 2.0, 2024: 2.001}, "too little"),
    ],
)
def test_nobody_moves_what_hardly_moved_or_moved_both_ways(
    first: dict[int, float], second: dict[int, float], why: str, registry: Registry
) -> None:
    values = {**course(dict.fromkeys((2022, 2024), 1.0)), "0001": first, "0002": second}
    assert movers(unbroken(made_answers.basis(registry, POINTS, values)), POINTS) is None, why


def test_nobody_moves_vehicles_emissions_or_derived_counts(facts_basis: Basis) -> None:
    moved = [key for key in facts_basis.registry.computed() if movers(facts_basis, key)]
    assert moved == [POINTS]
