"""Trafikanalys' API: what is asked, what is refused, zeros that were left out, and the API beside the workbooks."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import made_workbook
import pytest
from duckdb import DuckDBPyConnection
from hypothesis import given, settings, strategies as st
from live_database import prepared, staged
from parts import every
from publisher import Asked, Publisher, Reply

from ingest.fetching.download import Client
from ingest.fetching.raw import TOLD, Fetch, RawStore
from ingest.sources import trafa
from ingest.sources.trafa import api
from malkollen import ROOT
from malkollen.errors import SourceError

YEARS = (2024, 2025)
ONE_A_COUNTY = {county: f"{county}80" for county in api.COUNTIES}  # made up, as the figures: one municipality each
CARS = {"101": 50, "102": 30, "103": 12, "104": 4, "105": 3, "106": 1}  # no gas and no other fuel: left out
NEW = {"101": 5, "103": 7}
Change = Callable[[dict[str, Any]], object]


def cell(column: str, name: str, value: str, *, is_measure: bool = False) -> dict[str, object]:
    return {"Column": column, "Name": name, "Value": value, "IsMeasure": is_measure, "NoteIds": [], "Versions": []}


def row(measure: str, year: int, code: str, fuel: str, count: int | str) -> dict[str, object]:
    cells = [cell("ar", str(year), str(year)), cell("reglan", code[:2], "länet"), cell("regkom", code, "kommunen"),
             cell("drivmedel", fuel, "drivmedlet"), cell(measure, measure, str(count), is_measure=True)]  # fmt: skip
    return {"Cell": cells, "IsTotal": "t1" in (code, fuel)}


def answer(measure: str, county: str, years: tuple[int, ...] = YEARS) -> dict[str, Any]:
    """An answer in the publisher's form: one municipality, the county's totals and one of no known municipality."""
    fuels = CARS if measure == "itrfslut" else NEW
    rows = [
        row(measure, year, code, fuel, count)
        for year in years
        for code in (ONE_A_COUNTY[county], "t1", f"{county}AA")
        for fuel, count in [*fuels.items(), ("t1", sum(fuels.values()))]
    ]
    return {
        "Header": {"Column": []}, "Rows": rows, "Errors": None, "Notes": {}, "NextPublishDate": "2027-02-11T00:00:00",
    }  # fmt: skip


def structure() -> dict[str, object]:
    years = [{"Name": str(year), "Type": "DV"} for year in (2009, *YEARS)] + [{"Name": "senaste", "Type": "F"}]
    inner = [{"Name": "ar", "Type": "D", "StructureItems": years}, {"Name": "itrfslut", "Type": "M"}]
    return {"StructureItems": [{"Name": "t10026", "Type": "P", "StructureItems": inner}], "DataCount": 0}


def reply(asked: Asked) -> Reply:
    product, years, county, *_, measure = asked.query["query"].split("|")
    assert product == "t10026"
    wanted = tuple(int(year) for year in years.removeprefix("ar:").split(","))
    return Reply.of(answer(measure, county.removeprefix("reglan:"), wanted))


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    with Publisher({"/structure": Reply.of(structure()), "/data": reply}) as server:
        monkeypatch.setenv(api.URL_VARIABLE, server.url)
        yield server


@pytest.fixture
def client() -> Client:
    """A client whose clock goes as it waits."""
    now = [0.0]

    def pause(seconds: float) -> None:
        now[0] += seconds

    return Client("Trafikanalys", trafa.LIVE.limits, pause=pause, clock=lambda: now[0])


@pytest.fixture
def into(tmp_path: Path) -> Fetch:
    return RawStore(tmp_path).begin("trafa")


@pytest.fixture
def database() -> Iterator[DuckDBPyConnection]:
    with prepared((code, code) for code in ONE_A_COUNTY.values()) as db:
        yield db


def test_cars_and_new_cars_of_every_year_with_zeros_that_were_left_out(
    publisher: Publisher, client: Client, into: Fetch, database: DuckDBPyConnection
) -> None:
    trafa.fetch(client, into, None)
    trafa.stage(database, [into])
    figures = staged(database)
    assert len(figures) == 21 * 2 * 12
    assert {name: figures["0180", 2025, name] for name in ("cars_all", "cars_battery_electric", "cars_hybrid")} == {
        "cars_all": 100, "cars_battery_electric": 12, "cars_hybrid": 4,
    }  # fmt: skip
    assert (figures["0180", 2024, "new_cars_all"], figures["0180", 2024, "new_cars_diesel"]) == (12, 0)
    declared = trafa.sources([into])[trafa.API]
    assert declared.next_expected == date(2027, 2, 11)


def test_what_is_asked(publisher: Publisher, client: Client, into: Fetch) -> None:
    trafa.fetch(client, into, None)
    assert publisher.paths() == ["/structure", *["/data"] * 42]
    first = publisher.asked[1]
    assert first.query == {"query": "t10026|ar:2024,2025|reglan:01|regkom|drivmedel|itrfslut", "lang": "sv"}
    assert first.headers["accept"] == "application/json"


def test_since_asks_for_fewer_years(publisher: Publisher, client: Client, into: Fetch) -> None:
    trafa.fetch(client, into, 2025)
    assert api.covered(into) == {range(2025, 2026): ["itrfslut", "nyregunder"]}
    with pytest.raises(SourceError, match="t10026 har 0 år från 2030"):
        trafa.fetch(client, into, 2030)


@pytest.mark.thorough  # as Kolada's and the streets'
def test_an_interrupted_fetch_goes_on_where_it_was(publisher: Publisher, client: Client, into: Fetch) -> None:
    publisher.route("/data", *[reply] * 10, Reply(status=404))
    with pytest.raises(SourceError, match="Trafikanalys"):
        trafa.fetch(client, into, None)
    assert api.covered(into) == {}
    publisher.route("/data", reply)
    publisher.asked.clear()
    trafa.fetch(client, into, None)
    assert len(publisher.asked) == 32
    assert api.covered(into) == {range(2024, 2026): ["itrfslut", "nyregunder"]}


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (Reply.of({"Rows": [], "Errors": ["regkom kan inte kombineras"]}), "besvarades med fel: regkom kan inte"),
        (Reply.of({"Rows": []}), "inga rader"),
        (Reply.of({"DataRows": []}), "inga rader"),
        (Reply.of([1, 2]), "svaret"),
        (Reply(b"<html>Underh\xc3\xa5ll</html>"), "inte JSON"),
        (Reply.of({"Rows": [{"Cells": []}]}), "inte väntad form vid 'Rows.0.Cell'"),
        (Reply(misbehave="truncate"), "avkortat"),
    ],
)
def test_a_bad_answer_is_refused_and_not_stored(
    publisher: Publisher, client: Client, into: Fetch, bad: Reply, message: str
) -> None:
    publisher.route("/data", bad)
    with pytest.raises(SourceError, match=message):
        trafa.fetch(client, into, None)
    assert list(into.manifest()["files"]) == [api.STRUCTURE]


@pytest.mark.thorough  # as in tests/ingest/fetching/test_download.py
def test_too_many_questions_are_asked_again(publisher: Publisher, client: Client, into: Fetch) -> None:
    publisher.route("/data", Reply(status=429, headers={"Retry-After": "1"}), Reply(status=503), reply)
    trafa.fetch(client, into, None)
    assert api.covered(into) == {range(2024, 2026): ["itrfslut", "nyregunder"]}


def test_a_product_without_years_is_said(publisher: Publisher, client: Client) -> None:
    publisher.route("/structure", Reply.of({"StructureItems": []}))
    with pytest.raises(SourceError, match="inga år"):
        trafa.probe(client)
    publisher.route("/structure", Reply.of(structure()))
    assert trafa.probe(client) == "personbilar per kommun 2009–2025"
    assert [asked.query["query"] for asked in publisher.asked if asked.path == "/data"] == [
        f"t10026|ar:2025|reglan:01|regkom|drivmedel|{measure}" for measure in ("itrfslut", "nyregunder")
    ]
    publisher.route("/data", Reply.of({"Errors": ["Unknown measure"]}))
    with pytest.raises(SourceError, match="besvarades med fel: Unknown measure"):
        trafa.probe(client)


def drop(found: dict[str, Any], code: str, fuel: str) -> None:
    found["Rows"] = [line for line in found["Rows"] if _key(line)[1:] != (code, fuel or _key(line)[2])]


def renamed(line: dict[str, Any], column: str, **fields: str) -> None:
    next(item for item in line["Cell"] if item["Column"] == column).update(fields)


def _key(line: dict[str, Any]) -> tuple[str, ...]:
    names = {item["Column"]: item["Name"] for item in line["Cell"]}
    return names["ar"], names["regkom"], names["drivmedel"]


@pytest.mark.parametrize(
    ("change", "message"),
    every(6, [
        (lambda found: drop(found, "0180", "t1"), "0180 2024: totalraden \\(t1 eller totalt\\) saknas"),
        (lambda found: drop(found, "0180", "103"), "drivmedlen är 88 tillsammans, totalen är 100"),
        (lambda found: renamed(found["Rows"][0], "drivmedel", Name="108"), "drivmedlet '108' är nytt"),
        (lambda found: renamed(found["Rows"][0], "regkom", Name="0380"), "'0380' är inte ett år och en kommun i länet"),
        (lambda found: renamed(found["Rows"][0], "ar", Name="2023"), "året 2023, som inte efterfrågades"),
        (lambda found: renamed(found["Rows"][0], "itrfslut", Value="1 2"), "'1 2' är inte ett antal"),
        (lambda found: renamed(found["Rows"][0], "itrfslut", Value=".."), "'..' är inte ett antal"),
        (lambda found: renamed(found["Rows"][0], "itrfslut", Column="antal"), "kolumnen 'itrfslut' saknas"),
        (lambda found: found["Rows"].append(found["Rows"][0]), "står två gånger"),
        (lambda found: [renamed(line, "regkom", Name="0181") for line in found["Rows"]], "står två gånger"),
        (lambda found: drop(found, "0180", ""), "cars_all 2024 har 20 kommuner i stället för 21; 0180 saknas"),
        (lambda found: found["Rows"].clear(), "inga rader"),
    ]),
)  # fmt: skip
def test_an_answer_that_is_not_what_is_relied_on_is_refused(
    publisher: Publisher, client: Client, into: Fetch, database: DuckDBPyConnection, change: Change, message: str
) -> None:
    """Every sixth answer; thoroughly all."""
    trafa.fetch(client, into, None)
    path = into.file("itrfslut-01-2024-2025.json")
    found = json.loads(path.read_bytes())
    change(found)
    path.write_text(json.dumps(found), encoding="utf-8")
    (fault,) = trafa.stage(database, [into])
    assert re.search(message, fault)
    assert fault.startswith("Trafikanalys: ")
    assert "\n" not in fault
    kept = {name.removesuffix("_all") for _, year, name in staged(database) if name.endswith("_all") and year == 2024}
    assert kept == {"new_cars"}


def test_a_measure_that_is_answered_with_an_error_stops_itself_alone(
    publisher: Publisher, client: Client, tmp_path: Path, database: DuckDBPyConnection
) -> None:
    """It is asked no further, told, and read from the fetch before, whose figures stand."""
    store = RawStore(tmp_path)
    before = store.begin("trafa")
    trafa.fetch(client, before, None)
    store.finish("trafa", before)
    publisher.asked.clear()

    def without_new_cars(asked: Asked) -> Reply:
        is_new = asked.query["query"].endswith("|nyregunder")
        return Reply.of({"Rows": [], "Errors": ["nyregunder har utgått"]}) if is_new else reply(asked)

    publisher.route("/data", without_new_cars)
    newest = store.begin("trafa")
    trafa.fetch(client, newest, None)
    assert newest.manifest()[TOLD] == {
        "nyregunder": "Trafikanalys: nyregunder, län 01: frågan besvarades med fel: nyregunder har utgått"
    }
    assert len(publisher.asked) == 1 + 21 + 1
    assert trafa.stage(database, [newest, before]) == []
    read = staged(database)
    assert (read["0180", 2025, "cars_all"], read["0180", 2025, "new_cars_all"]) == (100, 12)
    publisher.route("/data", reply)
    trafa.fetch(client, newest, None)
    assert newest.manifest()[TOLD] == {}


def test_a_year_that_lacks_a_municipality_leaves_the_other_years(
    publisher: Publisher, client: Client, into: Fetch, database: DuckDBPyConnection
) -> None:
    trafa.fetch(client, into, None)
    path = into.file("itrfslut-01-2024-2025.json")
    content = json.loads(path.read_bytes())
    content["Rows"] = [line for line in content["Rows"] if _key(line)[:2] != ("2024", "0180")]
    path.write_text(json.dumps(content), encoding="utf-8")
    (fault,) = trafa.stage(database, [into])
    assert re.search("cars_all 2024 har 20 kommuner i stället för 21; 0180 saknas", fault)
    read = staged(database)
    assert ("0180", 2024, "new_cars_all") in read
    assert ("0380", 2024, "cars_all") not in read
    assert read["0380", 2025, "cars_all"] == 100


def test_a_dash_is_no_cars_where_the_total_says_so(
    publisher: Publisher, client: Client, into: Fetch, database: DuckDBPyConnection
) -> None:
    trafa.fetch(client, into, None)
    path = into.file("nyregunder-01-2024-2025.json")
    found = json.loads(path.read_bytes())
    found["Rows"].append(row("nyregunder", 2025, "0180", "102", "-"))
    path.write_text(json.dumps(found), encoding="utf-8")
    trafa.stage(database, [into])
    assert staged(database)["0180", 2025, "new_cars_diesel"] == 0


def test_of_the_api_and_a_workbook_the_newest_counts_and_nothing_is_given_twice(
    publisher: Publisher, client: Client, into: Fetch, tmp_path: Path
) -> None:
    text = (ROOT / "tests" / "fixtures" / "trafa" / "layout_2025.txt").read_text(encoding="utf-8")
    codes = list(ONE_A_COUNTY.values())
    sheets = made_workbook.parse(text)
    for (
        rows
    ) in sheets.values():  # the second municipality's place is taken by those of the other counties, with nothing
        for number, line in enumerate(rows):
            if line[0] == 126:
                line[0] = 180
                rows[number + 1][0] = 380
                rows[number + 2 : number + 2] = [[int(code), "", *["–"] * 12] for code in codes[2:]]
                break
    book = RawStore(tmp_path / "book").begin("trafa")
    trafa.take(made_workbook.write(tmp_path / "x.xlsx", sheets), book)
    trafa.fetch(client, into, None)
    for order, cars in (([into, book], 100), ([book, into], 110)):
        with prepared((code, code) for code in codes) as db:
            trafa.stage(db, order)
            found = staged(db)
        assert found["0180", 2025, "cars_all"] == cars
        assert found["0180", 2024, "cars_all"] == 100
        assert found["0180", 2025, "cars_leased"] == 12
        assert set(trafa.sources(order)) == {trafa.API, trafa.WORKBOOKS}


@settings(max_examples=200)
@given(st.data())
def test_rows_left_out_or_changed_never_give_a_wrong_figure(data: st.DataObject) -> None:
    """A figure is as published or the answer is refused, whatever rows are lost and whichever number is changed."""
    lines = answer("itrfslut", "01")["Rows"]
    kept = data.draw(st.lists(st.sampled_from(lines), unique_by=_key, min_size=1))
    if data.draw(st.booleans()):
        value = data.draw(st.one_of(st.integers(0, 200).map(str), st.text(max_size=5), st.none()))
        renamed(data.draw(st.sampled_from(kept)), "itrfslut", Value=value)  # type: ignore[arg-type]
    content = json.dumps({"Rows": kept}).encode()
    try:
        cells = api._cells(content, "prov", "itrfslut", "01")
        measures = [api._measures("prov", "cars", fuels) for fuels in cells.values()]
    except SourceError:
        return
    assert all(found["cars_all"] == 100 and found["cars_battery_electric"] == 12 for found in measures)


FIELDS = st.sampled_from(["Rows", "Cell", "Errors", "Name", "Value", "Column", "StructureItems"])
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5)


@given(st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner)))
def test_any_json_is_refused_in_one_line(found: object) -> None:
    for read in (lambda content: api._cells(content, "prov", "itrfslut", "01"), api._years):
        with pytest.raises(SourceError) as fault:
            read(json.dumps(found).encode())
        assert "\n" not in str(fault.value)
