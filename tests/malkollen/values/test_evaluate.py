"""The rules for values (method §1), on databases of a few rows: made-up figures, the real indicators."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection
from hypothesis import given, settings, strategies as st
from parts import every
from pydantic import ValidationError
from small_database import Figure, Members, figure, small_areas, small_database, with_each_alone, yearly

from ingest.source import Mark
from malkollen.database import storage
from malkollen.registry.home import ComparisonSet
from malkollen.registry.registry import Registry
from malkollen.values import evaluate as module
from malkollen.values.areas import Areas
from malkollen.values.evaluate import evaluate, evaluate_all
from malkollen.values.evaluated import Evaluated
from malkollen.values.membership import common_members
from malkollen.values.values import STATUS_ORDER, Evaluation, Value

TOTAL = "transport_emissions"
RATIO = "cycle_network_per_inhabitant"
POINTS = "charging_points_per_1000"
CARS_PER_POINT = "chargeable_cars_per_point"
SHARE = "electric_car_share"
CROSSINGS = "in_commuters"


@pytest.fixture(scope="module", autouse=True)
def nothing_is_kept() -> Iterator[None]:
    """Every evaluation here is made: what is asked twice is held against itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "EVALUATED", Evaluated(most=0))
        yield


def evaluated(registry: Registry, groups: Members, figures: Sequence[Figure], key: str) -> list[Evaluation]:
    members = with_each_alone(groups)
    with small_database(members, figures) as db:
        return evaluate(db, registry, small_areas(members), key)


def first(registry: Registry, groups: Members, figures: Sequence[Figure], key: str) -> Evaluation:
    return evaluated(registry, groups, figures, key)[0]


HOME: Members = {"home": ["0001", "0002"]}


def test_group_share_is_the_share_of_the_sums(registry: Registry) -> None:
    figures = yearly("cars_battery_electric", {"0001": 5, "0002": 10, "0003": 300})
    figures += yearly("cars_all", {"0001": 20, "0002": 100, "0003": 10_000})
    found = first(registry, {"home": ["0001", "0002", "0003"]}, figures, SHARE)
    assert found.at("home", 2024).value == pytest.approx(100 * 315 / 10_120, rel=1e-12)
    assert round(found.at("home", 2024).value or 0, 1) == 3.1  # the mean of the ratios would be 12.7


def test_total_is_the_sum(registry: Registry) -> None:
    found = first(registry, HOME, yearly("transport_emissions_t", {"0001": 1.5, "0002": 2.25}), TOTAL)
    assert found.at("home", 2024) == Value("home", 2024, 3.75, frozenset(), ("scb",), 2, 2, (3.75,))


def test_total_is_missing_where_a_member_is(registry: Registry) -> None:
    figures = yearly("transport_emissions_t", {"0001": 1.5}) + yearly("population", {"0001": 99_999, "0002": 1})
    found = first(registry, HOME, figures, TOTAL)
    assert (found.at("home", 2024).value, found.at("home", 2024).status) == (None, frozenset({"missing"}))
    assert found.at("0001", 2024).value == 1.5
    assert found.at("0002", 2024).value is None


@pytest.mark.parametrize(("population_without", "value"), [(4, 96 / 96), (5, 95 / 95), (6, None), (50, None)])
def test_ratio_needs_members_with_95_percent_of_the_population(
    registry: Registry, population_without: int, value: float | None
) -> None:
    population = {"0001": 100 - population_without, "0002": population_without}
    figures = yearly("population", population) + yearly("cycle_network_m", {"0001": 100 - population_without})
    cell = first(registry, HOME, figures, RATIO).at("home", 2024)
    assert cell.value == value
    assert cell.status == ({"missing"} if value is None else {"partial"})
    assert (cell.members, cell.of) == (1, 2)


def test_ratio_sums_only_members_that_have_all_measures(registry: Registry) -> None:
    """0002 lacks one of three measures: its cars are not counted against the others' charging points."""
    figures = yearly("population", {"0001": 98, "0002": 2})
    figures += yearly("cars_battery_electric", {"0001": 30, "0002": 1000})
    figures += yearly("cars_plug_in_hybrid", {"0001": 10, "0002": 1000})
    figures += yearly("public_charging_points", {"0001": 4})
    cell = first(registry, HOME, figures, CARS_PER_POINT).at("home", 2024)
    assert (cell.value, cell.status_text) == (10.0, "partial")


def test_ratio_is_missing_where_the_population_of_a_member_is_not_known(registry: Registry) -> None:
    figures = yearly("population", {"0001": 100}) + yearly("cycle_network_m", {"0001": 100})
    assert first(registry, HOME, figures, RATIO).at("home", 2024).value is None


def test_zero_that_is_documented_is_zero(registry: Registry) -> None:
    """As Salem, which had no public charging point to 2022."""
    figures = yearly("population", {"0001": 17_352, "0002": 1_000}) + yearly(
        "public_charging_points", {"0001": 0, "0002": 0}
    )
    found = first(registry, HOME, figures, POINTS)
    assert (found.at("0001", 2024).value, found.at("0001", 2024).status) == (0.0, frozenset())
    assert found.at("home", 2024).value == 0.0


def test_zero_denominator_gives_no_value_but_not_applicable(registry: Registry) -> None:
    figures = yearly("cars_battery_electric", {"0001": 243, "0002": 7})
    figures += yearly("cars_plug_in_hybrid", {"0001": 294, "0002": 3})
    figures += yearly("public_charging_points", {"0001": 0, "0002": 5})
    found = first(registry, HOME, figures, CARS_PER_POINT)
    assert (found.at("0001", 2024).value, found.at("0001", 2024).status) == (None, frozenset({"not_applicable"}))
    assert found.at("home", 2024).value == (243 + 294 + 7 + 3) / 5


def test_missing_figure_is_never_zero(registry: Registry) -> None:
    figures = yearly("population", {"0001": 10, "0002": 10}) + yearly("cycle_network_m", {"0002": 10})
    cell = first(registry, HOME, figures, RATIO).at("0001", 2024)
    assert (cell.value, cell.status) == (None, frozenset({"missing"}))


def test_suppressed_figure_keeps_its_mark_and_hides_the_total(registry: Registry) -> None:
    figures = [
        figure("0001", 2024, "transport_emissions_t", 1),
        figure("0002", 2024, "transport_emissions_t", None, "suppressed"),
    ]
    cell = first(registry, HOME, figures, TOTAL).at("home", 2024)
    assert (cell.value, cell.status_text) == (None, "suppressed+missing")


def test_status_and_sources_are_the_union_of_the_parts(registry: Registry) -> None:
    figures = [
        figure("0001", 2024, "cycle_network_m", 20, "", "trafikverket"),
        figure("0002", 2024, "cycle_network_m", 20, "estimated+derived", "trafikverket"),
        figure("0001", 2024, "population", 10, "preliminary", "scb"),
        figure("0002", 2024, "population", 10, "", "scb"),
    ]
    evaluation = first(registry, HOME, figures, RATIO)
    assert evaluation.at("home", 2024).status_text == "preliminary+estimated+derived"
    assert evaluation.at("home", 2024).sources == ("scb", "trafikverket")
    assert evaluation.at("0001", 2024).status_text == "preliminary"
    assert evaluation.at("0002", 2024).status_text == "estimated+derived"


def test_status_of_a_member_left_out_is_no_part_of_the_value(registry: Registry) -> None:
    figures = [
        figure("0001", 2024, "cycle_network_m", 98),
        figure("0001", 2024, "population", 98),
        figure("0002", 2024, "population", 2, "estimated", "other"),
    ]
    cell = first(registry, HOME, figures, RATIO).at("home", 2024)
    assert (cell.status_text, cell.sources) == ("partial", ("scb",))


@pytest.mark.parametrize("status", STATUS_ORDER)
def test_known_marks_may_be_declared(status: str) -> None:
    assert Mark(measures=("population",), years=(2024,), status=f"derived+{status}").status.endswith(status)


@pytest.mark.parametrize("status", ["", "prelimnary", "derived+", "derived, estimated", "Derived"])
def test_mark_that_no_reader_knows_is_refused_where_it_is_declared(status: str) -> None:
    with pytest.raises(ValidationError):
        Mark(measures=("population",), years=(2024,), status=status)


def test_measure_that_does_not_add_gives_a_group_no_value(registry: Registry) -> None:
    found = first(registry, HOME, yearly("in_commuters", {"0001": 10, "0002": 20}), CROSSINGS)
    assert [found.at(area, 2024).value for area in ("0001", "0002", "home")] == [10.0, 20.0, None]
    assert found.at("home", 2024).status == {"missing"}


def test_first_year_of_a_new_series_is_marked(registry: Registry) -> None:
    years = (2022, 2023, 2025)
    figures = yearly("population", {"0001": 10, "0002": 10}, years)
    figures += yearly("public_charging_points", {"0001": 1, "0002": 1}, years)
    found = first(registry, HOME, figures, POINTS)
    assert [year for year in years if "break_before" in found.at("home", year).status] == [2023]


def test_latest_year_is_the_latest_with_all_home_members(registry: Registry) -> None:
    figures = yearly("transport_emissions_t", {"0001": 1, "0002": 1}, (2021, 2022))
    figures += yearly("transport_emissions_t", {"0001": 1, "0003": 1}, (2023,))
    figures += yearly("transport_emissions_t", {"0004": 7}, (2020, 2021))
    evaluation = first(registry, {"home": ["0001", "0002"], "rest": ["0003", "0004"]}, figures, TOTAL)
    assert evaluation.latest_year == 2022
    assert evaluation.latest("0001").year == 2022
    assert (evaluation.latest("0004").year, evaluation.latest("0004").value) == (2021, 7.0)  # the latest it has
    assert (evaluation.latest("rest").year, evaluation.latest("rest").value) == (2022, None)  # it has none
    assert evaluation.years() == [2020, 2021, 2022, 2023]


def test_latest_year_without_a_common_year_is_the_latest_with_any_value(registry: Registry) -> None:
    figures = yearly("transport_emissions_t", {"0001": 1}, (2021,)) + yearly(
        "transport_emissions_t", {"0002": 1}, (2023,)
    )
    assert first(registry, HOME, figures, TOTAL).latest_year == 2023


def test_year_or_area_without_figures_has_a_value_that_says_missing(registry: Registry) -> None:
    found = first(registry, HOME, yearly("transport_emissions_t", {"0001": 1, "0002": 1}), TOTAL)
    for area, year in [("home", 1999), ("no such area", 2024)]:
        assert found.at(area, year) == Value(area, year, None, frozenset({"missing"}), (), 0, 0)


def test_indicator_that_waits_for_its_source_is_not_evaluated(registry: Registry) -> None:
    assert evaluated(registry, HOME, yearly("population", {"0001": 1, "0002": 1}), "charging_power_to_eu_level") == []


def test_everything_evaluated_at_once_is_each_by_itself(registry: Registry) -> None:
    members = with_each_alone(HOME)
    figures = [
        row
        for measure, declared in registry.measures.items()
        if not declared.waiting_for
        for row in yearly(measure, {"0001": 7, "0002": 11}, (2023, 2024))
    ]
    with small_database(members, figures) as db:
        places = small_areas(members)
        together = evaluate_all(db, registry, places)
        for (key, variant), evaluation in together.items():
            assert evaluation in evaluate(db, registry, places, key), (key, variant)
        assert {key for key, _ in together} == set(registry.computed())


# What a value is summed from, and the pooled rest of a set


def test_the_sums_stand_in_the_order_of_the_formula(registry: Registry) -> None:
    figures = yearly("cars_all", {"0001": 60, "0002": 40}) + yearly("cars_battery_electric", {"0001": 5, "0002": 1})
    found = first(registry, HOME, figures, SHARE)
    assert found.at("home", 2024).sums == (6.0, 100.0)
    assert found.at("0001", 2024).sums == (5.0, 60.0)
    formula = registry.indicators[SHARE].parsed
    assert formula is not None
    assert formula.measures == ("cars_battery_electric", "cars_all")


def test_the_sums_are_those_of_the_members_that_were_summed(registry: Registry) -> None:
    figures = yearly("population", {"0001": 96, "0002": 4}) + yearly("cycle_network_m", {"0001": 48})
    cell = first(registry, HOME, figures, RATIO).at("home", 2024)
    assert (cell.sums, cell.members, cell.of) == ((48.0, 96.0), 1, 2)


def test_without_a_value_there_are_no_sums(registry: Registry) -> None:
    figures = yearly("population", {"0001": 50, "0002": 50}) + yearly("cycle_network_m", {"0001": 48})
    found = first(registry, HOME, figures, RATIO)
    assert (found.at("home", 2024).sums, found.at("home", 1999).sums) == ((), ())


REGIONS: Members = {"home": ["0001"], "b": ["0002"], "c": ["0003"], "d": ["0004"]}
THREE = {"three": ComparisonSet(title="Tre", groups=("home", "b", "c"))}


def test_the_pooled_rest_is_the_formula_over_the_sums_of_all_regions_but_the_first(registry: Registry) -> None:
    own = registry.model_copy(update={"comparison_sets": THREE})
    figures = yearly("population", {"0001": 1, "0002": 100, "0003": 300, "0004": 1}, (2023, 2024))
    figures += yearly("cycle_network_m", {"0001": 9, "0002": 50, "0003": 350, "0004": 9}, (2023, 2024))
    found = first(own, REGIONS, figures, RATIO)
    assert found.at("three:rest", 2024).value == 400 / 400  # a mean of the ratios would be 0.83
    assert {year: cell.value for year, cell in found.series["three:rest"].items()} == {2023: 1.0, 2024: 1.0}
    assert found.at("three:rest", 2024).of == 2


def test_the_pooled_rest_follows_the_rule_of_missing_members(registry: Registry) -> None:
    own = registry.model_copy(update={"comparison_sets": THREE})
    figures = yearly("population", {"0001": 1, "0002": 90, "0003": 10}) + yearly("cycle_network_m", {"0002": 90})
    assert first(own, REGIONS, figures, RATIO).at("three:rest", 2024).value is None


def test_the_pooled_rest_is_left_without_fleet_municipalities_too(registry: Registry) -> None:
    own = registry.model_copy(update={"comparison_sets": THREE})
    figures = fleet_figures({"0001": 50, "0002": 60, "0003": 40}, fleet="0003")
    with_fleets, without = evaluated(own, REGIONS, figures, SHARE)
    assert (with_fleets.at("three:rest", 2024).value, without.at("three:rest", 2024).value) == (30.0, 10.0)
    mostly = fleet_figures({"0001": 50, "0002": 40, "0003": 60}, fleet="0003")
    assert evaluated(own, REGIONS, mostly, SHARE)[1].at("three:rest", 2024).status == {"not_applicable"}


def test_sets_of_groups_that_are_not_here_pool_nothing(registry: Registry) -> None:
    found = first(registry, HOME, yearly("transport_emissions_t", {"0001": 1, "0002": 1}), TOTAL)
    assert [area for area in found.cells if ":" in area] == []


# One membership a series

LACKING = {("0002", 2022), ("0003", 2023)}


def test_series_is_computed_over_the_members_that_have_all_its_years(registry: Registry) -> None:
    """0002 has no figure in 2022: it is left out of 2023 and 2024 too, so that its coming is not read as change."""
    figures = yearly("population", {"0001": 96, "0002": 4}, (2022, 2023, 2024))
    figures += yearly("cycle_network_m", {"0001": 96}, (2022, 2023, 2024))
    figures += yearly("cycle_network_m", {"0002": 400}, (2023, 2024))
    evaluation = first(registry, HOME, figures, RATIO)
    assert [evaluation.at("home", year).value for year in (2022, 2023, 2024)] == [1.0, 496 / 100, 496 / 100]
    assert {year: cell.value for year, cell in evaluation.series["home"].items()} == {2022: 1.0, 2023: 1.0, 2024: 1.0}
    assert {cell.status_text for cell in evaluation.series["home"].values()} == {"partial"}
    assert {(cell.members, cell.of) for cell in evaluation.series["home"].values()} == {(1, 2)}


def test_series_keeps_its_newest_years_first(registry: Registry) -> None:
    """0002 lacks 2022 and 0003 lacks 2023: both years cannot be kept, and 2023 is the newer."""
    metres = {"0001": 93, "0002": 8, "0003": 9}
    figures = yearly("population", {"0001": 93, "0002": 4, "0003": 3}, (2022, 2023, 2024))
    figures += [row for row in yearly("cycle_network_m", metres, (2022, 2023, 2024)) if row[:2] not in LACKING]
    found = first(registry, {"home": list(metres)}, figures, RATIO)
    assert {year: cell.value for year, cell in found.series["home"].items()} == {2023: 101 / 97, 2024: 101 / 97}


def test_series_without_gaps_is_the_values_themselves(registry: Registry) -> None:
    figures = yearly("population", {"0001": 96, "0002": 4}, (2023, 2024))
    figures += yearly("cycle_network_m", {"0001": 96, "0002": 10}, (2023, 2024))
    found = first(registry, HOME, figures, RATIO)
    assert found.series["home"] == found.cells["home"]


def test_newest_years_are_kept_first_where_one_membership_cannot_hold_all() -> None:
    complete = {2024: {"a", "b", "c"}, 2023: {"a", "b"}, 2022: {"a", "c"}, 2021: {"a", "b", "c"}}
    population = {year: {"a": 93.0, "b": 4.0, "c": 3.0} for year in complete}
    assert common_members([2024, 2023, 2022, 2021], complete, population) == ({"a", "b"}, [2024, 2023, 2021])


def test_membership_is_measured_in_every_kept_year() -> None:
    """a alone was 99 % in 2020 but is 90 % in 2024: 2020 is left out, not 2024."""
    complete = {2024: {"a", "b"}, 2020: {"a"}}
    population = {2024: {"a": 90.0, "b": 10.0}, 2020: {"a": 99.0, "b": 1.0}}
    assert common_members([2024, 2020], complete, population) == ({"a", "b"}, [2024])


def test_membership_may_be_exactly_95_percent() -> None:
    complete = {2024: {"a", "b"}, 2023: {"a"}}
    population = {year: {"a": 95.0, "b": 5.0} for year in complete}
    assert common_members([2024, 2023], complete, population) == ({"a"}, [2024, 2023])


def test_no_years_have_no_members() -> None:
    assert common_members([], {}, {}) == (set(), [])


# With and without fleet municipalities

CAR_YEARS = range(2019, 2025)


def fleet_figures(population: Mapping[str, float], fleet: str) -> list[Figure]:
    """Equal cars everywhere, one in ten electric; in `fleet` companies own 36 of 100 and half are electric."""
    figures = yearly("population", population, CAR_YEARS)
    for code in population:
        figures += yearly("cars_all", {code: 100}, CAR_YEARS)
        figures += yearly("cars_battery_electric", {code: 50 if code == fleet else 10}, CAR_YEARS)
        figures += yearly("cars_owned_by_legal_persons", {code: 36 if code == fleet else 35}, CAR_YEARS)
    return figures


def test_registered_vehicles_have_two_variants(registry: Registry) -> None:
    with_fleets, without = evaluated(registry, HOME, fleet_figures({"0001": 60, "0002": 40}, fleet="0002"), SHARE)
    assert (with_fleets.variant, without.variant) == ("with", "without")
    assert (with_fleets.at("home", 2024).value, without.at("home", 2024).value) == (30.0, 10.0)
    assert without.fleets is not None
    assert list(without.fleets.reasons) == ["0002"]
    assert with_fleets.fleets == without.fleets
    assert (without.at("home", 2024).members, without.at("home", 2024).of) == (1, 1)


def test_same_fleet_municipalities_are_left_out_of_every_year(registry: Registry) -> None:
    """0002 passes 35 % in the last year only; it is left out of the first too."""
    figures = [
        (*row[:3], 10.0, *row[4:]) if row[2] == "cars_owned_by_legal_persons" and row[1] < 2024 else row
        for row in fleet_figures({"0001": 60, "0002": 40}, fleet="0002")
    ]
    _, without = evaluated(registry, HOME, figures, SHARE)
    assert {year: without.at("home", year).value for year in CAR_YEARS} == dict.fromkeys(CAR_YEARS, 10.0)


def test_fleet_municipality_itself_has_no_variant_without(registry: Registry) -> None:
    _, without = evaluated(registry, HOME, fleet_figures({"0001": 60, "0002": 40}, fleet="0002"), SHARE)
    assert (without.at("0002", 2024).value, without.at("0002", 2024).status) == (None, frozenset({"not_applicable"}))
    assert without.latest("0002").status == {"not_applicable"}


@pytest.mark.parametrize(("kept", "value"), [(51, 10.0), (50, 10.0), (49, None)])
def test_area_needs_half_its_population_without_fleets(registry: Registry, kept: int, value: float | None) -> None:
    figures = fleet_figures({"0001": kept, "0002": 100 - kept}, fleet="0002")
    _, without = evaluated(registry, HOME, figures, SHARE)
    assert without.at("home", 2024).value == value
    assert ("not_applicable" in without.at("home", 2024).status) == (value is None)
    assert ("home" in without.series) == (value is not None)


def test_half_the_population_is_the_latest_known_where_the_latest_year_lacks_it(registry: Registry) -> None:
    """Vehicles may be published before the population of the same day."""
    figures = fleet_figures({"0001": 60, "0002": 40}, fleet="0002")
    early = [row for row in figures if not (row[1] == 2024 and row[2] == "population")]
    _, without = evaluated(registry, HOME, early, SHARE)
    assert (without.at("home", 2024).value, without.at("0001", 2024).value) == (10.0, 10.0)
    assert without.at("0002", 2024).status == {"not_applicable"}


def test_other_indicators_have_one_variant(registry: Registry) -> None:
    (only,) = evaluated(registry, HOME, yearly("transport_emissions_t", {"0001": 1, "0002": 1}), TOTAL)
    assert (only.variant, only.fleets) == (None, None)


# Properties

CODES = st.lists(st.integers(1, 9999).map(lambda number: f"{number:04d}"), min_size=1, max_size=6, unique=True)
COUNTS = st.integers(0, 2**40)
POPULATIONS = st.integers(1, 2**30)


@st.composite
def municipalities(draw: st.DrawFn) -> dict[str, tuple[int, int]]:
    """Metres and inhabitants by municipality."""
    return {code: (draw(COUNTS), draw(POPULATIONS)) for code in draw(CODES)}


def cycle_figures(drawn: Mapping[str, tuple[int, int]]) -> list[Figure]:
    figures = yearly("cycle_network_m", {code: metres for code, (metres, _) in drawn.items()})
    return figures + yearly("population", {code: inhabitants for code, (_, inhabitants) in drawn.items()})


@settings(deadline=None, max_examples=15)
@given(metres=COUNTS, inhabitants=POPULATIONS)
def test_group_of_one_is_that_one(registry: Registry, metres: int, inhabitants: int) -> None:
    found = first(registry, {"home": ["0001"]}, cycle_figures({"0001": (metres, inhabitants)}), RATIO)
    group, alone = found.at("home", 2024), found.at("0001", 2024)
    assert (group.value, group.status, group.sources, group.of) == (alone.value, alone.status, alone.sources, alone.of)


@settings(deadline=None, max_examples=15)
@given(drawn=municipalities())
def test_ratio_of_a_group_lies_within_its_members(registry: Registry, drawn: dict[str, tuple[int, int]]) -> None:
    found = first(registry, {"home": list(drawn)}, cycle_figures(drawn), RATIO)
    ratios = [metres / inhabitants for metres, inhabitants in drawn.values()]
    value = found.at("home", 2024).value
    assert value is not None
    assert min(ratios) * (1 - 1e-12) <= value <= max(ratios) * (1 + 1e-12)


@settings(deadline=None, max_examples=15)
@given(drawn=municipalities(), data=st.data())
def test_order_of_rows_and_members_changes_nothing(
    registry: Registry, drawn: dict[str, tuple[int, int]], data: st.DataObject
) -> None:
    figures = cycle_figures(drawn)
    shuffled = data.draw(st.permutations(figures))
    members = data.draw(st.permutations(list(drawn)))
    one = first(registry, {"home": list(drawn)}, figures, RATIO)
    other = first(registry, {"home": members}, shuffled, RATIO)
    assert one == other


@settings(deadline=None, max_examples=15)
@given(value=st.floats(min_value=0, max_value=1e15, allow_nan=False))
def test_value_survives_the_database_unchanged(registry: Registry, value: float) -> None:
    found = first(registry, {"home": ["0001"]}, yearly("transport_emissions_t", {"0001": value}), TOTAL)
    assert found.at("0001", 2024).value == value
    assert found.at("home", 2024).value == value


@settings(deadline=None, max_examples=15)
@given(drawn=municipalities(), metres=COUNTS, inhabitants=POPULATIONS)
def test_another_municipality_in_the_country_changes_no_other_group(
    registry: Registry, drawn: dict[str, tuple[int, int]], metres: int, inhabitants: int
) -> None:
    home = list(drawn)
    before = first(registry, {"home": home, "riket": home}, cycle_figures(drawn), RATIO)
    more = {**drawn, "newcomer": (metres, inhabitants)}
    after = first(registry, {"home": home, "riket": [*home, "newcomer"]}, cycle_figures(more), RATIO)
    assert after.at("home", 2024) == before.at("home", 2024)
    assert after.at("riket", 2024).of == before.at("riket", 2024).of + 1


# ───────────── The last digit ─────────────


def _digits(db: DuckDBPyConnection, registry: Registry, places: Areas, key: str) -> str:
    found = evaluate(db, registry, places, key)
    return repr([sorted((area, sorted(years.items())) for area, years in one.cells.items()) for one in found])


@pytest.mark.parametrize("key", every(2, ["car_mileage_per_inhabitant", "transport_emissions"]))
def test_the_same_figures_give_the_same_last_digit_whatever_the_threads_and_the_order_of_rows(
    database: Path, registry: Registry, places: Areas, key: str
) -> None:
    """Of one indicator; thoroughly of two."""
    seen = set()
    for run in range(5):
        with storage.connect() as db:  # as `attach`, whose settings nobody can change
            db.execute(f"SET threads = {1 + run % 4}")
            storage.attach_as(db, database, "product")
            db.execute("CREATE SCHEMA mart")
            for (table,) in db.execute(
                "SELECT table_name FROM duckdb_tables() WHERE database_name = 'product'"
            ).fetchall():
                db.execute(f"CREATE VIEW mart.{table} AS FROM product.mart.{table}")
            if run % 2:  # another build may have written its rows in another order
                db.execute("DROP VIEW mart.measures")
                db.execute(f"CREATE TABLE mart.measures AS FROM product.mart.measures ORDER BY hash(value, {run})")
            seen.add(_digits(db, registry, places, key))
    assert len(seen) == 1
