"""The boardings' template: whole numbers a winter weekday, the eight every year, thousands found. Made-up figures."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import filled_in
import pytest
from duckdb import DuckDBPyConnection
from hypothesis import given, strategies as st
from parts import every

from dashboard.content import facts as dashboard_facts
from ingest import run
from ingest.building import suspicion
from ingest.building.suspicion import SuspiciousError
from ingest.run import Wanted
from ingest.sources import boardings
from malkollen.database import storage
from malkollen.errors import SourceError

COLUMNS = boardings.TEMPLATE.columns
NAMES = list(filled_in.EIGHT.values())


@pytest.fixture(scope="module")
def empty() -> Iterator[DuckDBPyConnection]:
    with filled_in.empty() as db:
        yield db


def rows_of(year: int = 2024) -> list[str]:
    return [f"{name};{year};{70 + place} 000;Prov s. 3;" for place, name in enumerate(NAMES)]


def staged(tmp_path: Path, rows: list[str]) -> dict[tuple[str, int], tuple[float | None, str]]:
    path = filled_in.csv_file(tmp_path / "sl.csv", COLUMNS, rows)
    with filled_in.empty() as db:
        fetches = filled_in.taken(boardings, path, tmp_path)
        boardings.sources(fetches)
        boardings.stage(db, fetches)
        query = "SELECT municipality_code, year, value, status FROM staged.measures WHERE measure = 'boardings'"
        return {(code, year): (value, status) for code, year, value, status in db.execute(query).fetchall()}


def refused(tmp_path: Path, rows: list[str]) -> list[str]:
    with pytest.raises(SourceError) as caught:
        staged(tmp_path, rows)
    return str(caught.value).replace("\u00a0", " ").splitlines()


def test_every_row_is_staged_by_code(tmp_path: Path) -> None:
    found = staged(tmp_path, [*rows_of(2019), *rows_of(2024), "0180;2024;900000;Prov s. 3;"])
    assert len(found) == 17
    assert found["0126", 2024] == (70000, "")
    assert found["0180", 2024] == (900000, "")


def test_a_row_whose_note_says_preliminary_is_so(tmp_path: Path) -> None:
    rows = [f"{row}PRELIMINÄRT, ska rättas" if row.startswith("Huddinge") else row for row in rows_of()]
    found = staged(tmp_path, rows)
    assert [code for (code, _), (_, status) in found.items() if status == "preliminary"] == ["0126"]


def test_what_the_publication_has_not_is_missing_and_says_so(tmp_path: Path) -> None:
    rows = [row.replace("70 000", "..") for row in rows_of()]
    assert staged(tmp_path, rows)["0126", 2024] == (None, "missing")


@pytest.mark.parametrize(
    ("row", "said"),
    every(
        3,
        [
            ("Göteborg;2024;70000;P;", "'Göteborg' är ingen kommun i Stockholms län"),
            ("126;2024;70000;P;", "'126' är ingen kommun i Stockholms län; skriv namnet eller koden med fyra siffror"),
            ("0126;2024;70000;P;", "samma uppgift står redan på rad 2"),
            ("Stockholm;2024;;P;", "påstigande: saknas"),
            ("Stockholm;2024;70,5;P;", "påstigande: '70,5' är inte ett helt antal"),
            ("Stockholm;2024;-1;P;", "påstigande: '-1' är inte ett helt antal"),
            ("Stockholm;2024;900;P;", "påstigande: 900 på 100 000 invånare ser ut att vara i tusental"),
            ("Stockholm;2024;20000000;P;", "20000000 på 100 000 invånare ser inte ut att vara en vintervardag"),
            ("Stockholm;24;70000;P;", "år: '24' är inte ett år"),
            ("Stockholm;2024;70000;;", "källa: saknas"),
            ("Stockholm;2023;70000;P;", "2023 saknar Botkyrka, Haninge, Huddinge"),
        ],
    ),
)
def test_a_faulty_row_is_said_by_its_number(row: str, said: str, tmp_path: Path) -> None:
    """Every third fault; thoroughly all."""
    (line,) = refused(tmp_path, [*rows_of(), row])
    assert line.startswith("sl.csv rad 10: ")
    assert said in line


def test_thousands_are_found_in_every_row_at_once(tmp_path: Path) -> None:
    found = refused(tmp_path, [row.replace(" 000", "") for row in rows_of()])
    assert len(found) == 8
    assert all("tusental; skriv hela antalet" in line for line in found)


def test_a_zero_that_is_written_is_zero(tmp_path: Path) -> None:
    assert staged(tmp_path, [row.replace("70 000", "0") for row in rows_of()])["0126", 2024] == (0, "")


@pytest.mark.parametrize("cell", [0, -0.0, "000", "0"])
def test_a_zero_waits_until_somebody_says_that_it_is_one(cell: object, tmp_path: Path) -> None:
    rows = [(name, 2024, cell if name == "Salem" else 70000, "Prov", None) for name in NAMES]
    fetches = filled_in.taken(boardings, filled_in.workbook(tmp_path / "sl.xlsx", COLUMNS, rows), tmp_path)
    with filled_in.empty() as db:
        boardings.stage(db, fetches)
        query = "SELECT value FROM staged.measures WHERE measure = 'boardings' AND municipality_code = '0128'"
        assert db.execute(query).fetchall() == [(0,)]
        said = r"sl.xlsx rad 4: 0128, påstigande: 0+ år 2024; skriv två punkter \(\.\.\) där .*; stämmer det, kör igen"
        with pytest.raises(SuspiciousError, match=said):
            suspicion.check(db, ["boardings"], accept=False)
        suspicion.check(db, ["boardings"], accept=True)


def test_the_workbook_is_read_as_the_csv(tmp_path: Path) -> None:
    rows = [(name, 2024, 70000.0, "Prov", None) for name in NAMES]
    fetches = filled_in.taken(boardings, filled_in.workbook(tmp_path / "sl.xlsx", COLUMNS, rows), tmp_path)
    with filled_in.empty() as db:
        boardings.stage(db, fetches)
        query = "SELECT DISTINCT value FROM staged.measures WHERE measure = 'boardings'"
        assert db.execute(query).fetchall() == [(70000,)]


@pytest.mark.thorough  # taken in tests/ingest/room/test_proposals.py
def test_with_boardings_the_indicator_is_computed(
    data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = filled_in.copy(data_folder, tmp_path / "data")
    monkeypatch.setenv("MALKOLLEN_DATA", str(data))
    path = filled_in.csv_file(tmp_path / "sl.csv", COLUMNS, rows_of())
    said: list[str] = []
    _, faults = run.run(data, Wanted(names=["boardings"], file=path), lambda *_: None, said.append)
    assert faults == []
    facts = dashboard_facts.load(data / storage.FILE_NAME, date(2026, 11, 22))
    found = facts.evaluation("boardings_per_inhabitant").at("sodertorn", 2024)
    people = sum(facts.measures["population"][2024][code] for code in facts.areas.home.members)
    assert found.value == pytest.approx(sum(70000 + 1000 * place for place in range(8)) / people)
    assert facts.source_line("boardings_per_inhabitant").startswith("Källa: Region Stockholm (Fakta om SL och länet)")


CELL = st.sampled_from(["", *NAMES, "0180", "2024", "70000", "70 000", "..", "7,5"]) | st.text(max_size=5)


@given(st.lists(st.tuples(*[CELL] * len(COLUMNS)), max_size=3))
def test_no_row_is_taken_that_is_not_a_day_in_the_county(
    empty: DuckDBPyConnection, extra: list[tuple[str, ...]]
) -> None:
    rows = [*(tuple(row.split(";")) for row in rows_of()), *extra]
    empty.execute("DELETE FROM staged.measures WHERE measure = 'boardings'")
    if faults := filled_in.faults_of(boardings, empty, rows):
        assert all(fault.startswith("prov.csv") for fault in faults)
        return
    query = "SELECT count(*) FROM staged.measures WHERE measure = 'boardings' AND municipality_code LIKE '01%'"
    (taken,) = empty.execute(query).fetchone() or (0,)
    assert taken == 8 + sum(any(cell.strip() for cell in row) for row in extra)


@pytest.mark.parametrize(
    ("rows", "messages"),
    [
        (
            [*rows_of(), "0180;2024;9 500;P s. 3;"],
            ["0180, påstigande: 9 500 år 2024 är 0,10 per invånare, mitten av kommunerna 0,73"],
        ),
        (
            [*rows_of(), "0180;2024;950000;P s. 3;"],
            ["0180, påstigande: 950000 år 2024 är 9,50 per invånare, mitten av kommunerna 0,74"],
        ),
        ([*rows_of(), *rows_of(2022)], []),
        (
            [*rows_of(), *rows_of(2022), "0180;2024;400000;P s. 3;", "0180;2022;50000;P s. 3;"],
            ["400000 2024, men 50 000 2022; rätta raden"],
        ),
        (
            [*rows_of(), *rows_of(2022), "0180;2024;950000;P s. 3;", "0180;2022;95000;P s. 3;"],
            ["rad 18: 0180, påstigande: 950000 2024, men 95 000 2022; rätta raden"],
        ),
        (
            [
                *[row for year in (2021, 2022, 2023) for row in rows_of(year)],
                *(f"0180;{year};{value};P s. 3;" for year, value in ((2021, 90000), (2022, 25000), (2023, 92000))),
            ],
            ["rad 27: 0180, påstigande: 25000 2022, men 90 000 2021; rätta raden"],
        ),
    ],
    ids=["a digit lost", "a digit more", "usual", "eight times the year before", "said once", "the middle year"],
)
def test_a_figure_that_may_lack_a_digit_is_held(tmp_path: Path, rows: list[str], messages: list[str]) -> None:
    with filled_in.empty() as db:
        held = filled_in.suspected(boardings, db, rows, tmp_path)
    assert len(held) == len(messages), held
    assert all(one in text for one, text in zip(messages, held, strict=True)), held


def test_a_figure_is_held_against_the_database_before(tmp_path: Path) -> None:
    with filled_in.empty() as db:
        db.execute("ATTACH ':memory:' AS old; CREATE SCHEMA old.mart")
        db.execute("CREATE TABLE old.mart.measures AS SELECT * FROM staged.measures WHERE false")
        db.execute("INSERT INTO old.mart.measures VALUES ('0126', 2023, 'boardings', 700000, '', 'boardings')")
        (said,) = filled_in.suspected(boardings, db, rows_of(), tmp_path)
    assert said.endswith("påstigande: 70 000 2024, men 700 000 2023; rätta raden"), said
