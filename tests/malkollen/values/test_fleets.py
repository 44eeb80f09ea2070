"""The rule for fleet municipalities: over 35 % owned by companies, or over 10 % more or fewer cars in a year."""

from collections.abc import Mapping

import duckdb
import pytest
from duckdb import DuckDBPyConnection

from malkollen import ROOT
from malkollen.values.fleets import Fleets, find_fleets

Counts = Mapping[int, int]  # by year


def registered(cars: Counts, owned: Counts, code: str = "0001") -> list[tuple[str, int, str, float]]:
    found = [(code, year, "cars_all", float(count)) for year, count in cars.items()]
    return found + [(code, year, "cars_owned_by_legal_persons", float(count)) for year, count in owned.items()]


def database_of(figures: list[tuple[str, int, str, float]]) -> DuckDBPyConnection:
    db = duckdb.connect()
    db.execute("ATTACH ':memory:' AS staged")
    db.execute((ROOT / "ingest" / "building" / "schema.sql").read_text(encoding="utf-8"))
    db.executemany("INSERT INTO mart.measures VALUES (?, ?, ?, ?, '', 'trafikanalys')", figures)
    return db


def found_in(cars: Counts, owned: Counts, last_year: int = 2025) -> Fleets:
    with database_of(registered(cars, owned)) as db:
        return find_fleets(db, last_year)


STEADY = dict.fromkeys(range(2018, 2026), 100)


@pytest.mark.parametrize(("owned", "is_fleet"), [(0, False), (34, False), (35, False), (36, True), (100, True)])
def test_companies_own_over_35_percent(owned: int, is_fleet: bool) -> None:
    assert bool(found_in(STEADY, {2025: owned}).reasons) == is_fleet


@pytest.mark.parametrize(
    ("cars", "is_fleet"), [(100, False), (110, False), (111, True), (90, False), (89, True), (0, True), (200, True)]
)
def test_cars_changed_by_over_10_percent_in_a_year(cars: int, is_fleet: bool) -> None:
    assert bool(found_in({2024: 100, 2025: cars}, {}).reasons) == is_fleet


@pytest.mark.parametrize("scale", [1, 3, 7, 10, 37, 1001])
def test_exactly_10_percent_is_not_over_10_percent_at_any_size(scale: int) -> None:
    assert found_in({2024: 10 * scale, 2025: 11 * scale}, {}).reasons == {}
    assert found_in({2024: 10 * scale, 2025: 9 * scale}, {}).reasons == {}


def test_change_over_two_years_is_not_a_yearly_change() -> None:
    assert found_in({2022: 100, 2024: 150, 2025: 150}, {}).reasons == {}


@pytest.mark.parametrize(("year", "is_fleet"), [(2019, False), (2020, True), (2025, True), (2026, False)])
def test_ownership_counts_in_the_six_years_to_the_latest(year: int, is_fleet: bool) -> None:
    assert bool(found_in({**STEADY, 2026: 100}, {year: 50}).reasons) == is_fleet


@pytest.mark.parametrize(("year", "is_fleet"), [(2019, False), (2020, True), (2025, True), (2026, False)])
def test_change_counts_where_its_later_year_is_one_of_the_six(year: int, is_fleet: bool) -> None:
    cars = {other: 100 if other < year else 150 for other in range(2018, 2027)}
    assert bool(found_in(cars, {}).reasons) == is_fleet


def test_window_is_named() -> None:
    found = found_in(STEADY, {})
    assert (found.first_year, found.last_year) == (2020, 2025)


def test_years_without_ownership_figures_are_skipped_and_named() -> None:
    found = found_in(STEADY, {2020: 1, 2021: 1, 2022: 1, 2025: 1})
    assert (found.reasons, found.skipped) == ({}, (2023, 2024))


def test_year_skipped_in_the_published_ownership_hides_no_other_year() -> None:
    assert found_in(STEADY, {2022: 36}).reasons == {"0001": ("2022: juridiska personer ägde 36,0 % av bilarna",)}


def test_every_reason_is_told_in_its_year() -> None:
    found = found_in({2023: 100, 2024: 152, 2025: 102}, {2025: 44})
    assert found.reasons["0001"] == (
        "2024: 52,0 % fler bilar än året före",
        "2025: juridiska personer ägde 43,1 % av bilarna",
        "2025: 32,9 % färre bilar än året före",
    )


def test_municipality_without_cars_is_no_fleet_municipality() -> None:
    assert found_in({2024: 0, 2025: 0}, {2025: 0}).reasons == {}


def test_other_figures_between_make_no_year_of_cars() -> None:
    """A year that has a population but no count of cars is a gap, not a row to compare with."""
    figures = [*registered({2023: 100, 2025: 150}, {}), ("0001", 2024, "population", 10.0)]
    with database_of(figures) as db:
        assert find_fleets(db, 2025).reasons == {}


def test_municipalities_are_not_compared_with_each_other() -> None:
    figures = registered({2024: 100}, {2024: 10}) + registered({2025: 900}, {2025: 500}, code="0002")
    with database_of(figures) as db:
        assert list(find_fleets(db, 2025).reasons) == ["0002"]


def test_carried_figures_lack_ownership_for_2023_and_2024(db: DuckDBPyConnection) -> None:
    assert find_fleets(db, 2025).skipped == (2023, 2024)
