"""Trafikanalys: the yearly workbook in its layouts, what is refused, which figure counts where there are several."""

import csv
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import made_workbook
import pytest
from duckdb import DuckDBPyConnection
from hypothesis import given, settings, strategies as st
from live_database import prepared, staged
from openpyxl.utils.exceptions import IllegalCharacterError
from parts import every

from ingest import live
from ingest.fetching.raw import Fetch, RawStore
from ingest.sources import trafa
from ingest.sources.trafa import workbook
from malkollen import ROOT
from malkollen.errors import SourceError

FIXTURES = ROOT / "tests" / "fixtures" / "trafa"
LAYOUT_2015 = (FIXTURES / "layout_2015.txt").read_text(encoding="utf-8")
LAYOUT_2025 = (FIXTURES / "layout_2025.txt").read_text(encoding="utf-8")
PUBLISHED = ROOT.parent / "shared" / "published" / "trafikanalys"
WORKBOOKS = {
    2015: "fordon_lan_och_kommuner_2015.xlsx",
    2019: "fordon_lan_och_kommuner_2019.xlsx",
    2022: "fordon_lan_och_kommuner_2022.xlsx",
    2025: "fordon-i-lan-och-kommuner-2025.xlsx",
}
TWO = [("0126", "Huddinge"), ("0127", "Botkyrka")]
BOTH = {
    "cars_all": (110, 61), "cars_petrol": (45, 30), "cars_diesel": (28, 19), "cars_battery_electric": (20, 5),
    "cars_hybrid": (7, 3), "cars_plug_in_hybrid": (6, 2), "cars_owned_by_legal_persons": (23, 11),
    "cars_leased": (12, 8), "new_cars_all": (20, 8), "new_cars_petrol": (4, 2), "new_cars_diesel": (1, 0),
    "new_cars_battery_electric": (7, 3), "new_cars_hybrid": (3, 1), "new_cars_plug_in_hybrid": (5, 1),
    "light_trucks_all": (38, 28), "light_trucks_petrol": (3, 1), "light_trucks_diesel": (31, 25),
    "light_trucks_battery_electric": (2, 1), "light_trucks_hybrid": (0, 0), "light_trucks_plug_in_hybrid": (1, 0),
}  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a workbook from plain text."""
    return lambda text: made_workbook.write(tmp_path / "fordon.xlsx", made_workbook.parse(text))


@pytest.fixture
def take(tmp_path: Path, book: Callable[[str], Path]) -> Callable[[str], Fetch]:
    """Takes a workbook into the raw store."""

    def taken(text: str) -> Fetch:
        store = RawStore(tmp_path)
        into = store.begin("trafa")
        trafa.take(book(text), into)
        store.finish("trafa", into)
        return into

    return taken


@pytest.fixture
def database() -> Iterator[DuckDBPyConnection]:
    with prepared(TWO) as db:
        yield db


def fault_of(path: Path) -> str:
    """Why the one table that is not right is left out, or the whole workbook refused."""
    try:
        (fault,) = workbook.read(path).faults
    except SourceError as error:
        return str(error)
    return fault


def test_the_layout_of_2025_is_read_whole(book: Callable[[str], Path]) -> None:
    vehicles = workbook.read(book(LAYOUT_2025))
    assert vehicles.year == 2025
    assert vehicles.values == {name: {"0126": a, "0127": b} for name, (a, b) in BOTH.items()}


def test_the_layout_of_2015_has_no_light_trucks_and_the_right_columns(book: Callable[[str], Path]) -> None:
    vehicles = workbook.read(book(LAYOUT_2015))
    assert vehicles.year == 2015
    assert set(vehicles.values) == {name for name in BOTH if not name.startswith("light")}
    assert vehicles.values["cars_leased"] == {"0126": 11, "0127": 7}
    assert vehicles.values["cars_owned_by_legal_persons"] == {"0126": 20, "0127": 10}
    assert vehicles.values["cars_plug_in_hybrid"] == {"0126": 3, "0127": 0}


def test_light_trucks_may_not_be_missing_since_2018(book: Callable[[str], Path]) -> None:
    fault = fault_of(book(LAYOUT_2015.replace("år 2015", "år 2018")))
    assert "tabellen 'Lätta lastbilar i trafik efter kommun och drivmedel' saknas" in fault


def test_a_table_that_does_not_add_up_stops_itself_alone(
    take: Callable[[str], Fetch], database: DuckDBPyConnection
) -> None:
    """The other tables are taken from the newest workbook, the bad one from the workbook of the year before it."""
    before = take(LAYOUT_2025)
    text = (LAYOUT_2025.replace("45;28;20;7;6;3;1;–;110", "44;28;20;7;6;3;1;–;110")
            .replace(";23; ;5; ;3;12;", ";23; ;5; ;3;13;").replace(";–; ;3;20;4", ";–; ;3;21;4")
            .replace(" ;9; ;3;20;475", " ;9; ;3;21;475").replace(" ;9; ;3;20;360", " ;9; ;3;21;360"))  # fmt: skip
    newest = take(text)
    (fault,) = trafa.stage(database, [newest, before])
    assert "rad 8 (Huddinge): delarna är 109 tillsammans, det hela är 110" in fault
    read = staged(database)
    assert (read["0126", 2025, "cars_petrol"], read["0126", 2025, "cars_leased"]) == (45, 13)
    assert len(read) == 2 * 20


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("45;28;20;7;6;3;1;–;110", "44;28;20;7;6;3;1;–;110", "rad 8 \\(Huddinge\\): delarna är 109 tillsammans"),
        ("Hela riket;;79;49;25;", "Hela riket;;79;49;26;", "cars_battery_electric är 26 i riket, länen ger 25"),
        ("Stockholms län;;75;47;25;", "Stockholms län;;75;47;24;", "electric är 24 i Stockholms län, kommunerna"),
        (";30;19;5;3;2;1;1;–;61", ";29;19;6;3;2;1;1;–;61", "cars_petrol är 75 i Stockholms län, kommunerna ger 74"),
        ("Hela riket;;5;58;3;–;1;1;1;–;69", ";", "raden för hela riket saknas"),
        ("126;Huddinge       ;3;31", "127;Huddinge       ;3;31", "kommunen 0127 står två gånger"),
        (";45;28;20;", ";;28;20;", "'' är inte ett antal fordon"),
        (";45;28;20;", ";45 r;28;20;", "'45 r' är inte ett antal fordon"),
        (";45;28;20;", ";45.5;28;20;", "'45.5' är inte ett antal fordon"),
        (";45;28;20;", ";-45;28;20;", "'-45' är inte ett antal fordon"),
        ("juridisk;;;;;leasade", "okänd;;;;;leasade", "kolumnen för 'cars_owned_by_legal_persons' saknas"),
        ("Laddhybrider;Etanol;Gas;Övriga;Totalt", "El;Etanol;Gas;Övriga;Totalt", "finns flera gånger|saknas"),
        ("År 2025.\nTable 4", "År 2024.\nTable 4", "tabellerna gäller olika år \\(2024, 2025\\)"),
        ("drivmedel. År 2025.\n;", "drivmedel.\n;", "har inget år från 2015"),
        (";23; ;5; ;3;12;400;350", ";23; ;5; ;3;120;400;350", "en del är större än det hela, 110"),
    ],
)  # fmt: skip
def test_a_workbook_that_does_not_add_up_is_refused(
    book: Callable[[str], Path], old: str, new: str, message: str
) -> None:
    assert old in LAYOUT_2025
    fault = fault_of(book(LAYOUT_2025.replace(old, new, 1)))
    assert re.search(message, fault)
    assert fault.startswith("Trafikanalys: fordon.xlsx")
    assert "\n" not in fault


def test_two_figures_that_have_changed_places_are_told_with_their_municipality(book: Callable[[str], Path]) -> None:
    old = "45;28;20;7;6;3;1;–;110"
    assert old in LAYOUT_2025
    fault = fault_of(book(LAYOUT_2025.replace(old, "20;28;45;7;6;3;1;–;110")))
    assert fault.endswith(
        "kommunerna ger 50; det stämmer om ”cars_petrol” och ”cars_battery_electric” byter plats i Huddinge"
    ), fault


def test_another_workbook_is_refused(book: Callable[[str], Path]) -> None:
    with pytest.raises(SourceError, match="är inte arbetsboken Fordon i län och kommuner"):
        workbook.read(book("[Blad1]\nKommun;Enskild\nAle;3"))


@pytest.mark.parametrize("content", [b"", b"<html>Not here</html>", b"PK\x03\x04half", b"\xd0\xcf\x11\xe0old excel"])
def test_what_is_no_workbook_is_refused_and_not_stored(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "fordon.xlsx"
    path.write_bytes(content)
    into = RawStore(tmp_path).begin("trafa")
    with pytest.raises(SourceError, match=r"fordon\.xlsx"):
        trafa.take(path, into)
    assert into.manifest()["files"] == {}


def test_a_figure_the_publisher_does_not_have_is_missing_not_zero(
    take: Callable[[str], Fetch], database: DuckDBPyConnection
) -> None:
    take_one = LAYOUT_2025.replace(";45;28;20;", ";..;28;20;", 1)
    trafa.stage(database, [take(take_one)])
    assert staged(database)["0126", 2025, "cars_petrol"] is None
    status = "SELECT status FROM staged.measures WHERE value IS NULL"
    assert database.execute(status).fetchall() == [("missing",)]


def test_workbooks_of_several_years_add_up_and_the_newest_of_a_year_counts(
    take: Callable[[str], Fetch], database: DuckDBPyConnection
) -> None:
    old, first = take(LAYOUT_2015), take(LAYOUT_2025)
    again = take(LAYOUT_2025.replace(";23; ;5; ;3;12;", ";23; ;5; ;3;13;").replace(";–; ;3;20;4", ";–; ;3;21;4")
                 .replace(" ;9; ;3;20;475", " ;9; ;3;21;475").replace(" ;9; ;3;20;360", " ;9; ;3;21;360"))  # fmt: skip
    trafa.stage(database, [again, first, old])
    found = staged(database)
    assert found["0126", 2025, "cars_leased"] == 13
    assert found["0126", 2015, "cars_leased"] == 11
    assert len(found) == 2 * (20 + 14)
    declared = trafa.sources([again, first, old])
    assert list(declared) == [trafa.WORKBOOKS]
    assert declared[trafa.WORKBOOKS].retrieved == str(again.manifest()["files"]["fordon-2025.xlsx"]["fetched_at"])[:10]


def test_all_municipalities_and_no_other(take: Callable[[str], Fetch]) -> None:
    fetch = take(LAYOUT_2025)
    with prepared([*TWO, ("0128", "Salem")]) as db, pytest.raises(SourceError, match="har 2 kommuner i stället för 3"):
        trafa.stage(db, [fetch])
    with prepared(TWO[:1]) as db, pytest.raises(SourceError, match="'0127' är inte en av de 1 kommunerna"):
        trafa.stage(db, [fetch])


def test_a_workbook_that_cannot_be_read_any_more_does_not_take_the_newer_with_it(
    tmp_path: Path, take: Callable[[str], Fetch], database: DuckDBPyConnection
) -> None:
    old, new = take(LAYOUT_2015), take(LAYOUT_2025)
    damaged = LAYOUT_2015.replace("år 2015", "år 2014")
    old.keep_file("fordon-2015.xlsx", made_workbook.write(tmp_path / "x.xlsx", made_workbook.parse(damaged)))
    faults = live.stage(database, "trafa", trafa, RawStore(tmp_path), accept=False)
    (fault,) = faults
    assert "fordon-2015.xlsx, bladet 'RSK-Tabell 2_2015': titeln" in fault.reason
    assert (old.state, new.state) == ("refused", "good")
    assert {year for _, year, _ in staged(database)} == {2025}


def test_a_workbook_replaces_its_year_of_the_carried_figures(
    tmp_path: Path, take: Callable[[str], Fetch], database: DuckDBPyConnection
) -> None:
    take(LAYOUT_2025)
    database.execute("INSERT INTO staged.carried VALUES ('carried')")
    for year in (2024, 2025):
        database.execute("INSERT INTO staged.measures VALUES ('0126', ?, 'cars_all', 1, '', 'carried')", [year])
    assert live.stage(database, "trafa", trafa, RawStore(tmp_path), accept=False) == []
    found = staged(database)
    assert (found["0126", 2024, "cars_all"], found["0126", 2025, "cars_all"]) == (1, 110)


@pytest.mark.parametrize("year", every(3, [*WORKBOOKS]))
def test_a_real_workbook_gives_290_municipalities_and_the_carried_figures(year: int) -> None:
    """Two years of four; thoroughly all."""
    path = PUBLISHED / WORKBOOKS[year]
    if not path.exists():
        pytest.skip("the publisher's workbook does not lie beside the checkout")
    vehicles = workbook.read(path)
    with (ROOT / "data" / "figures" / "vehicles.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if int(row["year"]) == year]
    carried: dict[str, dict[str, float]] = {}
    for row in rows:
        carried.setdefault(row["measure"], {})[row["municipality_code"]] = float(row["value"])
    assert vehicles.year == year
    assert {len(values) for values in vehicles.values.values()} == {290}
    assert vehicles.values == carried


CELLS = st.one_of(st.none(), st.integers(-5, 200), st.floats(allow_nan=True), st.booleans(), st.text(max_size=4),
                  st.sampled_from(["–", "-", "..", ".", "Totalt", "AAAA", "126"]))  # fmt: skip


@settings(max_examples=60)  # a workbook is written for each
@given(st.data())
def test_one_changed_cell_never_gives_a_wrong_figure(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Whatever stands in one cell of a table's figures, the workbook is refused or its other figures are right."""
    sheets = made_workbook.parse(LAYOUT_2025)
    rows = sheets[data.draw(st.sampled_from([name for name in sheets if name.startswith("Tabell")]))]
    places = [(i, j) for i, row in enumerate(rows) if row[0] in (126, 127, "Hela riket") for j in range(len(row))]
    i, j = data.draw(st.sampled_from(places))
    rows[i][j] = data.draw(CELLS)
    try:
        path = made_workbook.write(tmp_path_factory.mktemp("fuzz") / "fordon.xlsx", sheets)
    except (ValueError, IllegalCharacterError):
        return  # a text that no workbook can hold
    try:
        found = workbook.read(path)
    except SourceError:
        return
    for name, values in found.values.items():
        if set(values) == {"0126", "0127"}:  # other codes are refused against the list of municipalities
            assert all(value in (BOTH[name][k], None) for k, value in enumerate(values.values()))


@settings(max_examples=60)
@given(st.integers(0, 20_000), st.binary(min_size=1, max_size=8))
def test_a_damaged_file_is_refused_or_read_right(
    tmp_path_factory: pytest.TempPathFactory, at: int, junk: bytes
) -> None:
    path = made_workbook.write(tmp_path_factory.mktemp("fuzz") / "fordon.xlsx", made_workbook.parse(LAYOUT_2015))
    content = path.read_bytes()
    at %= len(content)
    path.write_bytes(content[:at] + junk + content[at + len(junk) :])
    try:
        found = workbook.read(path)
    except SourceError:
        return
    assert found.values["cars_all"] == {"0126": 100, "0127": 60}


def test_a_file_that_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.readers.workbook.LARGEST_BYTES", 1000)
    path = tmp_path / "fordon.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 2000)
    with pytest.raises(SourceError, match="2 kB uppackad; högst 1 kB läses"):
        workbook.read(path)
