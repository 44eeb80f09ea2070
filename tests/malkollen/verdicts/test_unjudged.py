"""Shown, not judged: context, a municipality's modelled value, nothing to judge, too old, too few."""

from datetime import date

import pytest

from malkollen.registry.registry import Indicator, Registry
from malkollen.values.areas import Area
from malkollen.values.values import Value
from malkollen.verdicts.why_not_judged import is_stale, why_unjudged

TODAY = date(2026, 11, 22)
BOTKYRKA = Area("0127", "Botkyrka", "municipality", frozenset({"0127"}))
SODERTORN = Area("sodertorn", "Södertörn", "group", frozenset({"0127", "0128"}))


def value(*sums: float, year: int = 2025, number: float | None = 1.0, sources: tuple[str, ...] = ("scb",)) -> Value:
    return Value("0127", year, number, frozenset(), sources, 1, 1, tuple(map(float, sums)))


def reason(indicator: Indicator, found: Value, area: Area = BOTKYRKA, **lags: int) -> str | None:
    return why_unjudged(indicator, area, found, lags, TODAY)


def test_context_and_lists_are_shown_only(registry: Registry) -> None:
    assert reason(registry.indicators["new_electric_car_share"], value()) == "sammanhang: visas, bedöms inte"
    assert reason(registry.indicators["priority_objects"], value()) == "lägeslista: visas, bedöms inte"


def test_emissions_are_judged_for_groups_and_never_for_a_municipality(registry: Registry) -> None:
    emissions = registry.indicators["transport_emissions"]
    assert reason(emissions, value(1)) == "kommunens värde är för osäkert; bedöms bara för grupper"
    assert reason(emissions, value(1), SODERTORN) is None


def test_a_missing_value_is_not_judged(registry: Registry) -> None:
    assert reason(registry.indicators["charging_points_per_1000"], value(number=None)) == "uppgift saknas"


@pytest.mark.parametrize(
    ("electric", "cars", "is_judged"),
    [(30, 1000, True), (29, 1000, False), (0, 1000, False), (970, 1000, True), (971, 1000, False), (30, 60, True)],
)
def test_a_share_needs_30_in_its_numerator_and_30_left(
    registry: Registry, electric: float, cars: float, is_judged: bool
) -> None:
    found = reason(registry.indicators["electric_car_share"], value(electric, cars))
    assert found == (None if is_judged else "bygger på färre än 30")


@pytest.mark.parametrize(("points", "people", "is_judged"), [(0, 17_352, True), (3, 30, True), (40, 29, False)])
def test_of_a_full_count_of_objects_only_the_denominator_matters(
    registry: Registry, points: float, people: float, is_judged: bool
) -> None:
    """Salem had 0 charging points to 2022: that is the news."""
    found = reason(registry.indicators["charging_points_per_1000"], value(points, people))
    assert (found is None) == is_judged


@pytest.mark.parametrize(
    ("within", "relations", "is_judged"), [(4, 56, True), (0, 56, True), (56, 56, True), (4, 7, False)]
)
def test_a_share_of_all_relations_there_are_needs_no_30_in_each_part(
    registry: Registry, within: float, relations: float, is_judged: bool
) -> None:
    """The eight centres have 56 relations whatever happens; a municipality's seven are too few to judge."""
    found = reason(registry.indicators["cross_sodertorn_relations"], value(within, relations), SODERTORN)
    assert (found is None) == is_judged


def test_a_group_is_summed_before_the_rule(registry: Registry) -> None:
    share = registry.indicators["electric_car_share"]
    assert reason(share, value(20, 500)) == "bygger på färre än 30"
    assert reason(share, value(20 + 20, 500 + 500), SODERTORN) is None


def test_a_total_has_no_too_few(registry: Registry) -> None:
    assert reason(registry.indicators["transport_emissions"], value(3), SODERTORN) is None


@pytest.mark.parametrize(
    ("year", "lag", "day", "is_old"),
    [
        (2023, 12, date(2026, 12, 31), False),
        (2023, 12, date(2027, 1, 1), True),
        (2023, 18, date(2027, 6, 30), False),  # T01: a year and a half
        (2023, 18, date(2027, 7, 1), True),
        (2023, 0, date(2025, 12, 31), False),
        (2023, 0, date(2026, 1, 1), True),
        (2025, 12, date(2020, 1, 1), False),
        (9999, 600, date(9999, 12, 31), False),
    ],
)
def test_stale_is_older_than_the_lag_and_two_years(year: int, lag: float, day: date, is_old: bool) -> None:
    assert is_stale(year, lag, day) is is_old


@pytest.mark.parametrize(
    ("lags", "year", "is_judged"),
    [
        ({}, 2023, True),  # 12 months where none is declared
        ({}, 2022, False),
        ({"scb": 2}, 2023, True),
        ({"scb": 2, "kolada": 6}, 2023, False),
        ({"scb": 2, "kolada": 18}, 2023, True),  # the slowest of its sources
        ({"other": 40}, 2022, False),
    ],
)
def test_a_values_own_sources_say_how_old_it_may_be(
    registry: Registry, lags: dict[str, int], year: int, is_judged: bool
) -> None:
    share = registry.indicators["population_near_transit_share"]
    found = reason(share, value(90_000, 100_000, year=year, sources=("kolada", "scb")), **lags)
    assert found == (None if is_judged else f"värdet från {year} är för gammalt för att bedömas")
