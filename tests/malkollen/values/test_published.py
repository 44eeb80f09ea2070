"""The carried figures against the publishers' own workbooks, where those lie beside the checkout."""

import csv
import json
import re
import warnings
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from duckdb import DuckDBPyConnection

from malkollen import ROOT

PUBLISHED = ROOT.parent / "shared" / "published"
Cell = str | float | int | None
VEHICLES = {
    2015: "fordon_lan_och_kommuner_2015.xlsx",
    2019: "fordon_lan_och_kommuner_2019.xlsx",
    2022: "fordon_lan_och_kommuner_2022.xlsx",
    2025: "fordon-i-lan-och-kommuner-2025.xlsx",
}
FUELS = {
    "petrol": "Bensin",
    "diesel": "Diesel",
    "battery_electric": "El",
    "hybrid": "Elhybrider",
    "plug_in_hybrid": "Laddhybrider",
    "all": "Totalt",
}
ROAD_KEEPERS = {"cycle_network_municipal_m": "Kommunal", "cycle_network_state_m": "Statlig"}
OTHER_NAMES = {"Malung": "Malung-Sälen", "Upplands-Väsby": "Upplands Väsby"}  # as Trafikverket writes them
INTERNATIONAL = "Utrikes transporter"  # left out of the carried totals


def published(folder: str, name: str) -> Path:
    path = PUBLISHED / folder / name
    if not path.exists():
        pytest.skip(f"the publisher's file {name} does not lie beside the checkout")
    return path


@cache
def book(path: Path) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module="openpyxl")  # images in old formats are dropped
        return openpyxl.load_workbook(path, data_only=True)


def sheet(path: Path, name: str = "") -> list[tuple[Cell, ...]]:
    """The rows of the first sheet whose title begins with `name`."""
    found = next(page for page in book(path).worksheets if page.title.startswith(name))
    return [tuple(row) for row in found.iter_rows(values_only=True)]


def carried(db: DuckDBPyConnection, measure: str, year: int) -> dict[str, float]:
    """Our value by municipality code."""
    rows = db.execute(
        "SELECT municipality_code, value FROM mart.measures WHERE measure = ? AND year = ?", [measure, year]
    ).fetchall()
    return dict(rows)


@pytest.fixture
def codes(db: DuckDBPyConnection) -> dict[str, str]:
    """Municipality code by name."""
    return dict(db.execute("SELECT municipality_name, municipality_code FROM mart.municipalities").fetchall())


def number(cell: Cell) -> float:
    """A cell's number; a dash is zero, as the workbooks' legends say."""
    return 0.0 if cell is None or str(cell).strip() in ("-", "–", "") else float(cell)


def by_code(rows: list[tuple[Cell, ...]], column: int) -> dict[str, float]:
    """A column by the municipality code of the first column; counties and notes are no municipalities."""
    values: dict[str, float] = {}
    for row in rows:
        code = str(row[0]).strip().zfill(4)
        if re.fullmatch(r"(?!00)\d{4}", code) and code[2:] != "00":
            values.setdefault(code, number(row[column]))
    return values


def header_column(rows: list[tuple[Cell, ...]], text: str) -> int:
    """The first column with a heading that begins so, footnote signs aside."""
    for row in rows[:13]:
        for column, cell in enumerate(row):
            if re.fullmatch(rf"{text}(\d\))?", " ".join(str(cell).split())):
                return column
    raise AssertionError(f"no heading {text}")


def test_population_of_2023_is_scbs(db: DuckDBPyConnection) -> None:
    rows = sheet(published("scb", "be0101_tabhel2023.xlsx"))
    theirs = {str(row[0]): number(row[2]) for row in rows if re.fullmatch(r"\d{4}", str(row[0]))}
    assert len(theirs) == 290
    assert carried(db, "population", 2023) == theirs


def test_population_of_2025_is_scbs_month_table(db: DuckDBPyConnection) -> None:
    rows = sheet(published("scb", "000007SF_20260416-131411.xlsx"))
    theirs = {str(row[0])[:4]: number(row[3]) for row in rows if re.match(r"\d{4} ", str(row[0]))}
    assert len(theirs) == 290
    assert carried(db, "population", 2025) == theirs


@pytest.mark.parametrize("year", range(2000, 2023))
def test_population_to_2022_is_scbs(db: DuckDBPyConnection, codes: Mapping[str, str], year: int) -> None:
    rows = sheet(published("scb", "population_scb.xlsx"))
    column = next(row for row in rows if row[0] == "Kommun").index(year)
    theirs = {codes[str(row[0])]: number(row[column]) for row in rows if row[0] in codes}
    assert len(theirs) == 290
    assert carried(db, "population", year) == theirs


@pytest.mark.parametrize(
    ("table", "prefix"), [("Tabell 4", "cars"), ("Tabell 5", "new_cars"), ("Tabell 6", "light_trucks")]
)
@pytest.mark.parametrize("year", [2019, 2022, 2025])
def test_vehicles_by_fuel_are_trafikanalys(db: DuckDBPyConnection, year: int, table: str, prefix: str) -> None:
    rows = sheet(published("trafikanalys", VEHICLES[year]), table)
    for fuel, heading in FUELS.items():
        theirs = by_code(rows, header_column(rows, heading))
        assert len(theirs) == 290
        assert carried(db, f"{prefix}_{fuel}", year) == theirs, fuel


@pytest.mark.parametrize(("table", "prefix"), [("RSK-Tabell 3", "cars"), ("RSK-Tabell 4", "new_cars")])
def test_vehicles_of_2015_are_trafikanalys(db: DuckDBPyConnection, table: str, prefix: str) -> None:
    rows = sheet(published("trafikanalys", VEHICLES[2015]), table)
    for fuel, heading in FUELS.items():
        theirs = by_code(rows, header_column(rows, heading))
        assert len(theirs) == 290
        assert carried(db, f"{prefix}_{fuel}", 2015) == theirs, fuel


@pytest.mark.parametrize(
    ("year", "table", "leased_column"),
    [(2015, "RSK-Tabell 2", 12), (2019, "Tabell 3", 11), (2022, "Tabell 3", 11), (2025, "Tabell 3", 11)],
)
def test_car_ownership_is_trafikanalys(db: DuckDBPyConnection, year: int, table: str, leased_column: int) -> None:
    rows = sheet(published("trafikanalys", VEHICLES[year]), table)
    headings = " ".join(str(row[leased_column]) for row in rows[:13])
    assert "leasade" in headings
    assert "juridisk" in " ".join(str(row[6]) for row in rows[:13])
    assert carried(db, "cars_all", year) == by_code(rows, 2)
    assert carried(db, "cars_owned_by_legal_persons", year) == by_code(rows, 6)
    assert carried(db, "cars_leased", year) == by_code(rows, leased_column)


@pytest.mark.parametrize("year", range(2020, 2026))
def test_cycle_network_is_trafikverkets(db: DuckDBPyConnection, codes: Mapping[str, str], year: int) -> None:
    path = published("trafikverket", "antal-meter-cykelnat-per-vaghallare-efter-lan-och-kommun.xlsx")
    header, *rows = sheet(path, str(year))
    named = {OTHER_NAMES.get(str(row[1]), str(row[1])): row for row in rows}
    theirs = {codes[name]: row for name, row in named.items() if name in codes}
    assert len(theirs) == 290
    for measure, keeper in ROAD_KEEPERS.items():
        column = header.index(keeper)
        found = {code: number(row[column]) for code, row in theirs.items()}
        assert carried(db, measure, year) == pytest.approx(found, abs=0.001), keeper
    total = {code: sum(number(cell) for cell in row[3:6]) for code, row in theirs.items()}
    assert carried(db, "cycle_network_m", year) == pytest.approx(total, abs=0.001)


@pytest.mark.parametrize("year", [1990, 2000, 2005, 2010, 2015, 2020, 2021, 2022, 2023, 2024])
def test_emissions_are_smhis(db: DuckDBPyConnection, codes: Mapping[str, str], year: int) -> None:
    entries = json.loads(published("smhi", "municipality-sector-emissions.json").read_text(encoding="utf-8"))
    sectors = {codes[entry["name"]]: entry["sectors"][str(year)] for entry in entries}
    transport = {code: parts["Transporter"] for code, parts in sectors.items()}
    everything = {code: sum(v for name, v in parts.items() if name != INTERNATIONAL) for code, parts in sectors.items()}
    assert len(sectors) == 290
    assert carried(db, "transport_emissions_t", year) == pytest.approx(transport, abs=0.005)
    assert carried(db, "all_emissions_t", year) == pytest.approx(everything, abs=0.01)


def charging_by_month(path: Path, month: str) -> list[tuple[str, float]]:
    """Name in capitals and points, a column twice where the publisher has it twice."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        header, *rows = list(csv.reader(lines))
    row = next(row for row in rows if row[0] == month)
    return [
        (name.upper(), number(cell)) for name, cell in zip(header[1:], row[1:], strict=True) if name != "Flag Invalid"
    ]


@pytest.mark.parametrize("year", range(2014, 2023))
def test_charging_points_to_2022_are_power_circles(db: DuckDBPyConnection, codes: Mapping[str, str], year: int) -> None:
    theirs: dict[str, float] = {}
    in_capitals = {name.upper(): code for name, code in codes.items()}
    for name, points in charging_by_month(published("power_circle", "charging_points_powercircle.csv"), f"{year}-12"):
        theirs[in_capitals[name]] = max(points, theirs.get(in_capitals[name], 0.0))  # Pajala stands there twice
    assert len(theirs) == 290
    assert carried(db, "public_charging_points", year) == theirs


@pytest.mark.parametrize("year", [2023, 2025])
def test_charging_points_of_2023_and_2025_are_power_circles(
    db: DuckDBPyConnection, codes: Mapping[str, str], year: int
) -> None:
    path = published("power_circle", f"powercircle_municipality_data_dec_{year}.csv")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = {row[""]: row for row in csv.DictReader(lines)}
    headings = {
        "public_charging_points": "Antal laddpunkter",
        "public_charging_stations": "Antal laddstationer",
        "public_dc_charging_stations": "DC laddstationer",
    }
    for measure, heading in headings.items():
        theirs = {code: number(rows[name.upper()][heading]) for name, code in codes.items()}
        assert carried(db, measure, year) == theirs, measure
