"""The cycle report's template: kilometres for Södertörn and the county, the part within the whole. Made-up figures."""

from collections.abc import Iterator
from pathlib import Path

import filled_in
import pytest
from duckdb import DuckDBPyConnection
from hypothesis import given, strategies as st

from ingest import run
from ingest.run import Wanted
from ingest.sources import cycle_routes
from malkollen.database import storage
from malkollen.errors import SourceError

COLUMNS = cycle_routes.TEMPLATE.columns
GOOD = [
    "Stockholms län;2023;god standard;190,5;Provbokslut s. 4;",
    "Stockholms län;2023;hela nätet;1 000;Provbokslut s. 4;",
    "Södertörn;2023;god standard;40;Provbokslut s. 5;egen summering",
    "Södertörn;2023;hela nätet;250;Provbokslut s. 5;",
]


@pytest.fixture(scope="module")
def empty() -> Iterator[DuckDBPyConnection]:
    with filled_in.empty() as db:
        yield db


def staged(tmp_path: Path, rows: list[str]) -> dict[tuple[str, int, str], float]:
    path = filled_in.csv_file(tmp_path / "cykel.csv", COLUMNS, rows)
    with filled_in.empty() as db:
        fetches = filled_in.taken(cycle_routes, path, tmp_path)
        cycle_routes.sources(fetches)
        cycle_routes.stage(db, fetches)
        found = db.execute("SELECT area_id, year, series, value FROM staged.published").fetchall()
    return {row[:3]: row[3] for row in found}


def refused(tmp_path: Path, rows: list[str]) -> list[str]:
    with pytest.raises(SourceError) as caught:
        staged(tmp_path, rows)
    return str(caught.value).splitlines()


def test_every_row_is_staged(tmp_path: Path) -> None:
    assert staged(tmp_path, GOOD) == {
        ("stockholms_lan", 2023, "regional_cycle_routes_good_km"): 190.5,
        ("stockholms_lan", 2023, "regional_cycle_routes_km"): 1000,
        ("sodertorn", 2023, "regional_cycle_routes_good_km"): 40,
        ("sodertorn", 2023, "regional_cycle_routes_km"): 250,
    }


@pytest.mark.parametrize("what", ["god standard", "hela nätet"])
def test_no_kilometres_at_all_are_held_also_the_first_time(what: str, tmp_path: Path) -> None:
    path = filled_in.csv_file(tmp_path / "cykel.csv", COLUMNS, [f"Södertörn;2023;{what};0;K;"])
    with filled_in.empty() as db:
        cycle_routes.stage(db, filled_in.taken(cycle_routes, path, tmp_path))
        ((reason,),) = db.execute("SELECT reason FROM staged.suspicions").fetchall()
    assert reason == f"cykel.csv rad 2: kilometer: 0 för {what} 2023; ta bort raden om uppgiften saknas"


def test_one_area_alone_is_enough(tmp_path: Path) -> None:
    assert len(staged(tmp_path, GOOD[2:3])) == 1


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Botkyrka;2024;god standard;40;K;", "område: 'Botkyrka' finns inte; skriv Södertörn eller Stockholms län"),
        ("Södertörn;2024;bra;40;K;", "uppgift: 'bra' finns inte; skriv god standard eller hela nätet"),
        ("Södertörn;2024;god standard;40 km;K;", "kilometer: '40 km' är inte ett tal"),
        ("Södertörn;2024;god standard;;K;", "kilometer: saknas"),
        ("Södertörn;2024;god standard;40;;", "källa: saknas; skriv var uppgiften står"),
        ("SÖDERTÖRN;2023;God standard;41;K;", "samma uppgift står redan på rad 4"),
        ("Södertörn;1980;god standard;40;K;", "år: '1980' är inte ett år mellan 1990 och"),
    ],
)
def test_a_faulty_row_is_said_by_its_number(row: str, said: str, tmp_path: Path) -> None:
    found = refused(tmp_path, [*GOOD, row])
    assert any(line.startswith("cykel.csv rad 6: ") and said in line for line in found)


def test_a_part_is_not_more_than_the_whole(tmp_path: Path) -> None:
    rows = [row.replace(";40;", ";1100;") for row in GOOD]
    assert refused(tmp_path, rows) == [
        "cykel.csv rad 4: kilometer: 1100 är mer än hela nätet, 250 på rad 5",
        "cykel.csv rad 4: kilometer: 1100 är mer än Stockholms län, 190,5 på rad 2",
    ]


@pytest.mark.thorough  # as the travel survey's file
def test_the_command_builds_with_the_file_and_the_indicator_still_waits(
    data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = filled_in.copy(data_folder, tmp_path / "data")
    monkeypatch.setenv("MALKOLLEN_DATA", str(data))
    path = filled_in.csv_file(tmp_path / "cykel.csv", COLUMNS, GOOD)
    said: list[str] = []
    _, faults = run.run(data, Wanted(names=["cycle_routes"], file=path), lambda *_: None, said.append)
    assert faults == []
    with storage.attach(data / storage.FILE_NAME) as db:
        query = "SELECT count(*) FROM mart.published WHERE source = 'cycle_routes'"
        assert db.execute(query).fetchone() == (4,)


CELL = st.sampled_from(["", "Södertörn", "Stockholms län", "2023", "god standard", "hela nätet", "12,5", "x"])


@given(st.lists(st.tuples(*[CELL | st.text(max_size=5)] * len(COLUMNS)), min_size=1, max_size=4))
def test_no_row_is_taken_that_is_not_kilometres(empty: DuckDBPyConnection, rows: list[tuple[str, ...]]) -> None:
    empty.execute("DELETE FROM staged.published")
    if faults := filled_in.faults_of(cycle_routes, empty, rows):
        assert all(fault.startswith("prov.csv") for fault in faults)
        return
    query = "SELECT count(*) FROM staged.published WHERE value >= 0"
    (taken,) = empty.execute(query).fetchone() or (0,)
    assert taken == sum(any(cell.strip() for cell in row) for row in rows)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            "Södertörn;2023;god standard;1,050;P;",
            "'1,050' kan vara tusental eller tre decimaler; skriv 1050 eller 1,0500",
        ),
        ("Södertörn;2023;god standard;120;5;", "källa: '5' är ett tal; har ett tal på raden ett decimalkomma?"),
    ],
)
def test_a_number_that_can_be_read_two_ways_is_refused(tmp_path: Path, row: str, said: str) -> None:
    assert said in refused(tmp_path, [row])[0]


def test_a_file_with_commas_where_a_number_has_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cykel.csv"
    path.write_text(",".join(COLUMNS) + "\nSödertörn,2023,god standard,120,5,Cykelbokslut\n", encoding="utf-8")
    with filled_in.empty() as db, pytest.raises(SourceError, match="källa: '5' är ett tal"):
        cycle_routes.stage(db, filled_in.taken(cycle_routes, path, tmp_path))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["Södertörn;2023;god standard;120500;P;"], ["kilometer: 120500 ser ut att vara meter; skriv kilometer"]),
        (
            ["Södertörn;2022;god standard;118;P;", "Södertörn;2023;god standard;12,05;P;"],
            ["kilometer: 12,05 2023, men 118 2022; rätta raden"],
        ),
        (["Södertörn;2022;god standard;118;P;", "Södertörn;2023;god standard;120;P;"], []),
    ],
)
def test_kilometres_that_look_wrong_are_held(tmp_path: Path, rows: list[str], said: list[str]) -> None:
    with filled_in.empty() as db:
        found = filled_in.suspected(cycle_routes, db, rows, tmp_path)
    assert [text.split(": ", 1)[1] for text in found] == said
