"""Values worked by hand from the published numbers (tests/golden) and anchors that publishers print themselves."""

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from malkollen import ROOT
from malkollen.database.storage import attach
from malkollen.registry.registry import Registry
from malkollen.values.areas import Areas
from malkollen.values.evaluate import evaluate_all
from malkollen.values.fleets import find_fleets
from malkollen.values.values import Evaluation, Variant

GOLDEN = ROOT / "tests" / "golden" / "values.csv"
Evaluations = Mapping[tuple[str, Variant | None], Evaluation]


def golden_rows() -> list[dict[str, str]]:
    with GOLDEN.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


ROWS = golden_rows()


@pytest.fixture(scope="module")
def evaluations(database: Path, registry: Registry, places: Areas) -> Evaluations:
    with attach(database) as db:
        return evaluate_all(db, registry, places)


def value(evaluations: Evaluations, key: str, area: str, year: int, variant: Variant | None = None) -> float:
    found = evaluations[key, variant].at(area, year).value
    assert found is not None
    return found


def test_every_computed_indicator_and_variant_has_golden_values(evaluations: Evaluations) -> None:
    assert {(row["indicator"], row["variant"] or None) for row in ROWS} == set(evaluations)


def test_golden_values_reach_each_latest_year(evaluations: Evaluations) -> None:
    for (key, variant), evaluation in evaluations.items():
        years = {int(row["year"]) for row in ROWS if (row["indicator"], row["variant"] or None) == (key, variant)}
        assert max(years) == evaluation.latest_year, key
        assert len(years) == 2, key


@pytest.mark.parametrize(
    "row", ROWS, ids=lambda row: "-".join(row[part] for part in ("code", "area", "year", "variant"))
)
def test_value_is_the_one_worked_by_hand(evaluations: Evaluations, row: dict[str, str]) -> None:
    variants: dict[str, Variant | None] = {"with": "with", "without": "without", "": None}
    cell = evaluations[row["indicator"], variants[row["variant"]]].at(row["area"], int(row["year"]))
    if row["value"]:
        assert cell.value == pytest.approx(float(row["value"]), rel=1e-9, abs=0), row["working"]
    else:
        assert cell.value is None, row["working"]
        reason = "not_applicable" if "not applicable" in row["working"] else "missing"
        assert reason in cell.status, row["working"]


def population(db: DuckDBPyConnection, area: str, year: int) -> float:
    row = db.execute(
        "SELECT sum(value) FROM mart.members JOIN mart.measures USING (municipality_code) "
        "WHERE area_id = ? AND year = ? AND measure = 'population'",
        [area, year],
    ).fetchone()
    assert row is not None
    return float(row[0])


@pytest.mark.parametrize(
    ("area", "year", "published"),
    [
        ("sodertorn", 2023, 520_824),  # the eight municipalities' own news of February 2024
        ("riket", 2023, 10_551_707),  # SCB, yearly statistics 2023
        ("riket", 2024, 10_587_710),  # SCB, population 31 December 2024
        ("stockholms_lan", 2024, 2_473_307),
        ("0127", 2024, 95_905),
        ("0136", 2024, 100_895),
        ("0126", 2024, 114_304),
    ],
)
def test_population_adds_up_to_what_is_published(db: DuckDBPyConnection, area: str, year: int, published: int) -> None:
    assert population(db, area, year) == published


@pytest.mark.parametrize(("area", "percent"), [("riket", 21.6), ("sodertorn", 15.0)])
def test_transport_emissions_rose_in_2024(evaluations: Evaluations, area: str, percent: float) -> None:
    before = value(evaluations, "transport_emissions", area, 2023)
    assert round(100 * (value(evaluations, "transport_emissions", area, 2024) / before - 1), 1) == percent


def test_transport_emissions_rose_in_285_of_290_municipalities_in_2024(evaluations: Evaluations, places: Areas) -> None:
    key = "transport_emissions"
    rose = [c for c in places.municipalities if value(evaluations, key, c, 2024) > value(evaluations, key, c, 2023)]
    assert (len(rose), len(places.municipalities)) == (285, 290)


@pytest.mark.parametrize(
    ("area", "variant", "percent"),
    [("sodertorn", "with", 10.6), ("riket", "with", 8.6), ("sodertorn", "without", 8.0), ("riket", "without", 6.6)],
)
def test_electric_car_share_of_2025(evaluations: Evaluations, area: str, variant: Variant, percent: float) -> None:
    assert round(value(evaluations, "electric_car_share", area, 2025, variant), 1) == percent


def test_group_share_is_not_the_mean_of_its_members_shares(evaluations: Evaluations, places: Areas) -> None:
    key = "population_near_transit_share"
    unweighted = sum(value(evaluations, key, code, 2023) for code in places.home_members) / 8
    assert unweighted == pytest.approx(88.125)  # Kolada prints 88,1
    assert round(value(evaluations, key, "sodertorn", 2023), 1) == 90.8


@pytest.mark.parametrize(
    ("key", "series", "area", "year", "greatest_difference"),
    [
        ("population_near_transit_share", "population_near_transit_pct", "riket", 2023, 0.05),
        ("population_near_transit_share", "population_near_transit_pct", "stockholms_lan", 2023, 0.1),
        ("population_near_transit_share", "population_near_transit_pct", "stockholms_lan", 2014, 0.1),
        ("car_mileage_per_inhabitant", "car_mileage_mil_per_inhabitant", "stockholms_lan", 2024, 0.05),
        ("car_mileage_per_inhabitant", "car_mileage_mil_per_inhabitant", "riket", 2024, 2.1),  # 622,78 against 624,78
    ],
)
def test_computed_value_is_near_the_published_one(
    db: DuckDBPyConnection, evaluations: Evaluations, key: str, series: str, area: str, year: int,
    greatest_difference: float,
) -> None:  # fmt: skip
    row = db.execute(
        "SELECT value FROM mart.published WHERE series = ? AND area_id = ? AND year = ?", [series, area, year]
    ).fetchone()
    assert row is not None
    found = next(e for (name, variant), e in evaluations.items() if name == key and variant != "without")
    assert found.at(area, year).value == pytest.approx(row[0], abs=greatest_difference)


def test_fleet_municipalities_are_the_ones_found_by_hand(db: DuckDBPyConnection, places: Areas) -> None:
    to_2025 = {places.name(code) for code in find_fleets(db, 2025).reasons}
    assert to_2025 == {
        "Täby", "Danderyd", "Sollentuna", "Stockholm", "Södertälje", "Nacka", "Solna", "Lund", "Årjäng", "Malung-Sälen",
        "Berg", "Malå", "Sorsele",
    }  # fmt: skip
    assert to_2025 - {places.name(code) for code in find_fleets(db, 2024).reasons} == {"Sollentuna", "Malå"}


def test_number_of_cars_moved_by_a_tenth_in_exactly_four_municipalities(db: DuckDBPyConnection, places: Areas) -> None:
    reasons = find_fleets(db, 2025).reasons
    moved = {places.name(code) for code, texts in reasons.items() if any("än året före" in text for text in texts)}
    assert moved == {"Täby", "Solna", "Lund", "Södertälje"}


def test_half_the_rise_in_electric_cars_since_2022_is_registered_in_sodertalje(db: DuckDBPyConnection) -> None:
    rows = db.execute(
        "SELECT municipality_code, sum(value) FILTER (year = 2025) - sum(value) FILTER (year = 2022) "
        "FROM mart.members JOIN mart.measures USING (municipality_code) "
        "WHERE area_id = 'sodertorn' AND measure = 'cars_battery_electric' GROUP BY ALL"
    ).fetchall()
    rise = dict(rows)
    assert rise["0181"] / sum(rise.values()) == pytest.approx(0.5, abs=0.005)
