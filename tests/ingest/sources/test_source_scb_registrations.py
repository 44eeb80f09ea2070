"""New cars by month from SCB (TAB3277) on loopback: whole years only, in measures of their own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from duckdb import DuckDBPyConnection
from parts import every
from pxweb_server import CODES, MUNICIPAL, FakeScb, FakeTable, fetched, staged

from ingest import publishers
from ingest.fetching.raw import RawStore
from ingest.readers.scb import pxweb
from ingest.sources import scb_registrations as source
from malkollen.errors import SourceError
from malkollen.registry import registry

FUELS = {"100": "bensin", "110": "diesel", "120": "el", "130": "elhybrid", "140": "laddhybrid", "150": "etanol",
         "160": "gas", "190": "övriga"}  # fmt: skip
MONTHS = [f"{year}M{month:02}" for year in (2024, 2025) for month in range(1, 13)] + ["2026M01", "2026M02"]
Figure = Callable[[dict[str, str]], float | None]


def cars(codes: dict[str, str]) -> float | None:
    """Made-up: a car a municipality, fuel and month; two of battery electric. One per cent of the country has none."""
    number = 2.0 if codes["Drivmedel"] == "120" else 1.0
    return number * 292 if codes["Region"] == "00" else 0.0 if codes["Region"] == "16" else number


def fetch(
    data: Path, monkeypatch: pytest.MonkeyPatch, figure: Figure = cars, fuels: dict[str, str] = FUELS, **limits: int
) -> RawStore:
    dimensions = {
        "Region": {"00": "Riket", "16": "Skaraborgs län", **MUNICIPAL}, "Drivmedel": fuels,
        "ContentsCode": {"TK1001AA": "Antal"}, "Tid": {month: month for month in MONTHS},
    }  # fmt: skip
    with FakeScb({"TAB3277": FakeTable(dimensions, figure)}, **limits) as server:
        monkeypatch.setenv(pxweb.BASE_VARIABLE, server.url)
        return fetched(source, data)


def measures(db: DuckDBPyConnection, code: str = "0127") -> dict[tuple[str, int], Any]:
    rows = db.execute(
        "SELECT measure, year, value, status FROM staged.measures WHERE municipality_code = ?", [code]
    ).fetchall()
    return {(measure, year): (value, status) for measure, year, value, status in rows}


def test_whole_years_are_summed_and_the_year_under_way_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = staged(source, fetch(tmp_path, monkeypatch))
    figures = measures(db)
    assert {year for _, year in figures} == {2024, 2025}
    assert figures["registrations_battery_electric", 2025] == (24, "")
    assert figures["registrations_petrol", 2025] == (12, "")
    assert figures["registrations_all", 2025] == (9 * 12, "")
    assert db.execute("SELECT count(*) FROM staged.measures").fetchone() == (290 * 2 * 6,)


def test_they_are_measures_of_their_own_and_never_those_of_trafikanalys() -> None:
    declared = registry.load().measures
    measures = publishers.read("scb")["fuels"]
    assert set(measures) <= set(declared)
    assert {declared[name].waiting_for for name in measures} == {"scb_registrations"}
    assert not any(name.startswith(("new_cars", "cars")) for name in measures)


def test_a_month_that_is_missing_makes_its_year_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hidden(codes: dict[str, str]) -> float | None:
        place = (codes["Region"], codes["Drivmedel"], codes["Tid"])
        return None if place == ("0127", "150", "2025M03") else cars(codes)

    found = measures(staged(source, fetch(tmp_path, monkeypatch, hidden)))
    assert found["registrations_all", 2025] == (None, "missing")
    assert found["registrations_all", 2024] == (108, "")
    assert found["registrations_petrol", 2025] == (12, "")


@pytest.mark.thorough  # any limit in tests/ingest/readers/test_pxweb.py
def test_months_are_divided_by_the_limit_and_the_sums_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = fetch(tmp_path, monkeypatch, cells=7 * 8 * 291)
    parts = [name for name in store.readable("scb_registrations")[0].manifest()["files"] if "metadata" not in name]
    assert len(parts) == 4
    assert measures(staged(source, store))["registrations_all", 2025] == (108, "")


@pytest.mark.parametrize(("country", "is_taken"), every(3, [(290, True), (289, False), (304, True), (306, False)]))
def test_the_sum_is_the_countrys_or_a_little_less(
    country: int, is_taken: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two of four; thoroughly all."""

    def scaled(codes: dict[str, str]) -> float | None:
        return (cars(codes) or 0) / 292 * country if codes["Region"] == "00" else cars(codes)

    store = fetch(tmp_path, monkeypatch, scaled)
    if is_taken:
        staged(source, store)
        return
    with pytest.raises(SourceError, match=r"^SCB TAB3277: kommunernas summa är inte 95–100 procent av rikets .2024"):
        staged(source, store)


def test_a_new_fuel_stops_before_any_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SourceError, match=r"^SCB TAB3277: Drivmedel har en ny kod '200'; summan vore inte hela"):
        fetch(tmp_path, monkeypatch, fuels=FUELS | {"200": "vätgas"})
    with pytest.raises(SourceError, match=r"^SCB TAB3277: Drivmedel saknar koden '160'"):
        fetch(tmp_path, monkeypatch, fuels={code: text for code, text in FUELS.items() if code != "160"})


def test_every_municipality_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = staged(source, fetch(tmp_path, monkeypatch))
    assert {code for (code,) in db.execute("SELECT municipality_code FROM staged.measures").fetchall()} == set(CODES)
