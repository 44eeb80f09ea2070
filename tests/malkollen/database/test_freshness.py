"""When the next figures are expected, whether they are late and whether the last are too old to judge."""

from datetime import date

import duckdb
import pytest
from duckdb import DuckDBPyConnection
from hypothesis import given, strategies as st

from malkollen import ROOT
from malkollen.database import freshness
from malkollen.database.freshness import Freshness, months_after


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),  # leap year
        (date(2025, 12, 31), 11, date(2026, 11, 30)),
        (date(2025, 12, 31), 12, date(2026, 12, 31)),
        (date(2025, 12, 31), 18, date(2027, 6, 30)),
        (date(2025, 12, 31), 0, date(2025, 12, 31)),
        (date(2025, 12, 31), 1, date(2026, 1, 31)),
        (date(2025, 1, 15), 36, date(2028, 1, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_months_after_a_day_end_at_the_last_of_a_shorter_month(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


@given(day=st.dates(date(1990, 1, 1), date(2080, 12, 31)), months=st.integers(0, 120))
def test_months_after_are_as_many_months_and_never_a_later_day(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or later.day < day.day <= 31


NEARNESS = {"kolada_transit_nearness", "kolada_published_areas"}  # one series, of municipalities and of riket


def source(lag_months: int, announced: date | None = None, latest: int = 2020) -> DuckDBPyConnection:
    """A database with one source that has figures for 2015 and `latest`."""
    db = duckdb.connect()
    db.execute("ATTACH ':memory:' AS staged")
    db.execute((ROOT / "ingest" / "building" / "schema.sql").read_text(encoding="utf-8"))
    db.execute(
        "INSERT INTO mart.sources (source, publisher, title, lag_months, next_expected, caveats) "
        "VALUES ('prov', 'Utgivaren', 'Provstatistik', ?, ?, ['en anmärkning'])",
        [lag_months, announced],
    )
    for year in (2015, latest):
        db.execute("INSERT INTO mart.measures VALUES ('0127', ?, 'population', 1, '', 'prov')", [year])
    return db


def on(day: date, lag_months: int, announced: date | None = None) -> Freshness:
    with source(lag_months, announced) as db:
        (found,) = freshness.load(db, day)
    return found


def test_next_figures_are_expected_a_lag_after_the_next_year() -> None:
    found = on(date(2021, 6, 1), lag_months=2)
    assert (found.first_year, found.latest_year, found.next_expected) == (2015, 2020, date(2022, 2, 28))
    assert found.next_expected_from is None
    assert found.caveats == ("en anmärkning",)


@pytest.mark.parametrize(
    ("day", "is_late"), [(date(2022, 2, 27), False), (date(2022, 2, 28), False), (date(2022, 3, 1), True)]
)
def test_figures_are_late_the_day_after_they_were_expected(day: date, is_late: bool) -> None:
    assert on(day, lag_months=2).is_late == is_late


@pytest.mark.parametrize(("day", "is_late"), [(date(2021, 10, 16), False), (date(2021, 10, 17), True)])
def test_publishers_own_date_goes_before_the_usual_lag(day: date, is_late: bool) -> None:
    found = on(day, lag_months=24, announced=date(2021, 10, 16))
    assert (found.next_expected, found.is_late) == (date(2021, 10, 16), is_late)


@pytest.mark.parametrize(
    ("day", "lag_months", "is_stale"),
    [
        (date(2023, 12, 31), 12, False),  # 2020 + one year's lag + two years
        (date(2024, 1, 1), 12, True),
        (date(2024, 6, 30), 18, False),
        (date(2024, 7, 1), 18, True),
    ],
)
def test_figures_are_stale_two_years_after_their_lag(day: date, lag_months: int, is_stale: bool) -> None:
    assert on(day, lag_months).is_stale == is_stale


def test_announced_date_does_not_make_old_figures_fresh() -> None:
    assert on(date(2024, 1, 1), lag_months=12, announced=date(2030, 1, 1)).is_stale


PUBLISHED = "INSERT INTO mart.published VALUES ('riket', ?, 'serie', 1, NULL, NULL, '', 'prov')"


def test_published_series_count_as_figures_of_their_source() -> None:
    with source(12) as db:
        db.execute("DELETE FROM mart.measures")
        db.execute(PUBLISHED, [2022])
        (found,) = freshness.load(db, date(2022, 6, 1))
    assert (found.first_year, found.latest_year) == (2022, 2022)


def test_a_source_is_as_late_as_the_figure_furthest_behind() -> None:
    with source(12) as db:  # a measure to 2020
        db.execute(PUBLISHED, [2022])
        (ahead,) = freshness.load(db, date(2023, 1, 1))
        db.execute("INSERT INTO mart.measures VALUES ('0127', 2018, 'cars', 1, '', 'prov')")
        (behind,) = freshness.load(db, date(2023, 1, 1))
    assert (ahead.first_year, ahead.latest_year, ahead.next_expected) == (2015, 2020, date(2022, 12, 31))
    assert (behind.first_year, behind.latest_year, behind.next_expected) == (2015, 2018, date(2020, 12, 31))
    assert ahead.is_late


def test_source_without_figures_is_not_listed() -> None:
    with source(12) as db:
        db.execute("DELETE FROM mart.measures")
        assert freshness.load(db, date(2022, 6, 1)) == []


@pytest.mark.parametrize(
    ("as_of", "late"),
    [
        (date(2026, 6, 11), set()),
        (date(2026, 6, 12), NEARNESS),
        (date(2026, 11, 22), NEARNESS | {"kolada_car_mileage"}),
        (date(2026, 11, 29), NEARNESS | {"kolada_car_mileage", "kolada_commuting"}),
    ],
)
def test_carried_sources_are_late_on_a_day_that_is_set(db: DuckDBPyConnection, as_of: date, late: set[str]) -> None:
    assert {found.source for found in freshness.load(db, as_of) if found.is_late} == late


def test_no_carried_source_is_stale_in_november_2026(db: DuckDBPyConnection) -> None:
    assert [found.source for found in freshness.load(db, date(2026, 11, 22)) if found.is_stale] == []


def test_sources_stand_by_publisher(db: DuckDBPyConnection) -> None:
    found = [(source.publisher, source.title) for source in freshness.load(db, date(2026, 11, 22))]
    assert found == sorted(found)
    assert len(found) == 12


def test_older_years_that_another_file_goes_on_with_are_no_later_than_it(db: DuckDBPyConnection) -> None:
    older, newer = (
        next(source for source in freshness.load(db, date(2030, 1, 1)) if source.source == "trafikanalys_vehicles")
        for _ in range(2)
    )
    older = freshness.replace(older, source="carried", latest_year=2021, is_late=True, is_stale=True)
    newer = freshness.replace(newer, latest_year=2029, next_expected=date(2031, 2, 28), is_late=False, is_stale=False)
    other = freshness.replace(older, title="En annan statistik")
    sources = [freshness._as_its_newest(source, [older, newer, other]) for source in (older, newer, other)]
    assert [(f.latest_year, f.is_late, f.is_stale) for f in sources] == [
        (2021, False, False),
        (2029, False, False),
        (2021, True, True),
    ]
    assert sources[0].next_expected == date(2031, 2, 28)
