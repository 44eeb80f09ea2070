"""What the carried figures add up to, held against what their publishers say; and the years that came later pass."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from malkollen import ROOT

ADDED = ROOT.parent / "shared" / "figures" / "added"
CARRIED = ROOT / "data" / "figures"
COUNTY = "01%"


def total(db: DuckDBPyConnection, measure: str, year: int, codes: str = "%") -> float:
    """The sum of a measure's municipalities in a year."""
    row = db.execute(
        "SELECT sum(value) FROM mart.measures WHERE measure = ? AND year = ? AND municipality_code LIKE ?",
        [measure, year, codes],
    ).fetchone()
    assert row
    return float(row[0])


def test_charging_points_of_2024_add_up_to_the_country(db: DuckDBPyConnection) -> None:
    assert total(db, "public_charging_points", 2024) == 45_926


def test_the_eight_have_822_charging_points_in_2024(db: DuckDBPyConnection) -> None:
    """316 + 58 + 15 + 90 + 37 + 55 + 230 + 21, between 440 the year before and 1 277 the year after."""
    rows = db.execute(
        "SELECT year, sum(value) FROM mart.measures JOIN mart.members USING (municipality_code) "
        "WHERE area_id = 'sodertorn' AND measure = 'public_charging_points' AND year > 2022 GROUP BY year ORDER BY year"
    ).fetchall()
    assert rows == [(2023, 440), (2024, 822), (2025, 1277)]


@pytest.mark.parametrize(
    ("measure", "country", "unknown", "county"),
    [  # riket as published, of which in no municipality, and Stockholms län as its municipalities
        ("cars_battery_electric", 291_678, 389, 103_982),
        ("cars_plug_in_hybrid", 272_342, 354, 108_891),
        ("new_cars_battery_electric", 112_775, 1, 47_542),
        ("new_cars_plug_in_hybrid", 61_235, 3, 26_619),
    ],
)
def test_electric_cars_of_2023_are_the_published(
    db: DuckDBPyConnection, measure: str, country: int, unknown: int, county: int
) -> None:
    assert total(db, measure, 2023) == country - unknown
    assert total(db, measure, 2023, COUNTY) == county


def test_what_is_exact_is_not_called_derived(db: DuckDBPyConnection) -> None:
    rows = db.execute(
        "SELECT DISTINCT measure, year, status FROM mart.measures WHERE year IN (2023, 2024) AND measure IN "
        "('cars_all', 'cars_battery_electric', 'cars_plug_in_hybrid', 'new_cars_battery_electric') ORDER BY ALL"
    ).fetchall()
    assert rows == [
        ("cars_all", 2023, "derived"),
        ("cars_all", 2024, "derived"),
        ("cars_battery_electric", 2023, ""),
        ("cars_battery_electric", 2024, "derived"),
        ("cars_plug_in_hybrid", 2023, ""),
        ("cars_plug_in_hybrid", 2024, "derived"),
        ("new_cars_battery_electric", 2023, ""),
    ]


def test_the_county_has_commuters_every_year_from_2020(db: DuckDBPyConnection) -> None:
    rows = db.execute(
        "SELECT year, count(*), sum(value) FROM mart.measures WHERE measure = 'in_commuters' "
        "AND municipality_code LIKE '01%' GROUP BY year ORDER BY year"
    ).fetchall()
    assert [(year, count) for year, count, _ in rows] == [(year, 26) for year in range(2020, 2025)]
    sums = [people for *_, people in rows]
    assert sums == sorted(sums)  # rose each year, also from the pandemic's


def _given(file: Path) -> Iterator[tuple[tuple[str, str, str], float]]:
    with file.open(encoding="utf-8", newline="") as text:
        for row in csv.DictReader(text):
            yield (row["municipality_code"], row["year"], row["measure"]), float(row["value"])


@pytest.mark.skipif(not ADDED.is_dir(), reason="../shared/figures/added saknas: siffrorna så som de hittades")
@pytest.mark.parametrize(
    ("given", "carried"),
    [
        ("charging_points_2024", "charging_points"),
        ("vehicles_2023_electric", "vehicles"),
        ("commuters_2021_2023", "commuting"),
    ],
)
def test_every_figure_that_was_given_is_carried_as_it_was(given: str, carried: str) -> None:
    mine = dict(_given(CARRIED / f"{carried}.csv"))
    theirs = dict(_given(ADDED / f"{given}.csv"))
    assert {key: mine.get(key) for key in theirs} == theirs
