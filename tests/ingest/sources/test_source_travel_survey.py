"""The travel survey's template: every row checked, intervals kept, another survey another series. Made-up figures."""

from collections.abc import Iterator
from pathlib import Path

import filled_in
import pytest
from duckdb import DuckDBPyConnection
from hypothesis import given, strategies as st
from made_source import carried
from parts import every

from ingest import run
from ingest.run import Wanted
from ingest.sources import travel_survey
from malkollen.database import storage
from malkollen.errors import SourceError

COLUMNS = travel_survey.TEMPLATE.columns
GOOD = [
    "Södertörn;2015;hållbara resor;41,2;38,9;43,5;Prov 2015;Provrapport s. 1;",
    "Södertörn;2015;cykelresor;4;3,1;5,2;Prov 2015;Provrapport s. 1;",
    "Södertörn;2019;hållbara resor;44;41,5;46,5;Prov 2019;Provrapport s. 2;större urval",
    "0127;2019;hållbara resor;47;40;54;Prov 2019;Provrapport s. 2;",
    "Stockholms län;2019;hållbara resor;55;54;56;Prov 2019;Provrapport s. 2;",
    "riket;2019;cykelresor;12;11;13;Prov 2019;Provrapport s. 2;",
]


@pytest.fixture(scope="module")
def empty() -> Iterator[DuckDBPyConnection]:
    with filled_in.empty() as db:
        yield db


def staged(tmp_path: Path, rows: list[str]) -> dict[tuple[str, int, str], tuple[float, float, float, str]]:
    path = filled_in.csv_file(tmp_path / "svar.csv", COLUMNS, rows)
    fetches = filled_in.taken(travel_survey, path, tmp_path)
    with filled_in.empty() as db:
        travel_survey.sources(fetches)
        travel_survey.stage(db, fetches)
        found = db.execute("SELECT area_id, year, series, value, low, high, status FROM staged.published").fetchall()
    return {row[:3]: row[3:] for row in found}


def refused(tmp_path: Path, rows: list[str]) -> list[str]:
    with pytest.raises(SourceError) as caught:
        staged(tmp_path, rows)
    return str(caught.value).splitlines()


def test_every_row_is_staged_with_its_interval(tmp_path: Path) -> None:
    figures = staged(tmp_path, GOOD)
    assert len(figures) == len(GOOD)
    assert figures["sodertorn", 2015, "sustainable_trip_share_pct"] == (41.2, 38.9, 43.5, "")
    assert figures["0127", 2019, "sustainable_trip_share_pct"] == (47, 40, 54, "")
    assert figures["riket", 2019, "cycle_trip_share_pct"] == (12, 11, 13, "")


def test_another_survey_begins_a_series_anew(tmp_path: Path) -> None:
    found = staged(tmp_path, GOOD)
    assert found["sodertorn", 2019, "sustainable_trip_share_pct"][3] == "break_before"
    same = staged(tmp_path, [row.replace("Prov 2015", "Prov 2019") for row in GOOD])
    assert same["sodertorn", 2019, "sustainable_trip_share_pct"][3] == ""


@pytest.mark.parametrize(
    ("row", "said"),
    every(
        3,
        [
            ("Sodertorn;2019;hållbara resor;44;41;46;P;K;", "område: 'Sodertorn' finns inte"),
            ("127;2019;hållbara resor;44;41;46;P;K;", "kod med fyra siffror"),
            ("Salem;19;hållbara resor;44;41;46;P;K;", "år: '19' är inte ett år mellan 1990 och"),
            ("Salem;2999;hållbara resor;44;41;46;P;K;", "år: '2999' är inte ett år mellan"),
            (
                "Salem;2019;bilresor;44;41;46;P;K;",
                "uppgift: 'bilresor' finns inte; skriv hållbara resor eller cykelresor",
            ),
            ("Salem;2019;hållbara resor;44.5;41;46;P;K;", "värde: '44.5' är inte ett tal"),
            ("Salem;2019;hållbara resor;144;41;146;P;K;", "värde: 144 är mer än 100 procent"),
            ("Salem;2019;hållbara resor;44;45;46;P;K;", "lägst: 45 är mer än värdet 44"),
            ("Salem;2019;hållbara resor;44;41;43;P;K;", "högst: 43 är mindre än värdet 44"),
            ("Salem;2019;hållbara resor;44;;46;P;K;", "lägst: saknas"),
            ("Salem;2019;hållbara resor;44;41;46;;K;", "undersökning: saknas"),
            ("Salem;2019;hållbara resor;44;41;46;P;;", "källa: saknas; skriv var uppgiften står"),
            ("Botkyrka;2019;hållbara resor;44;41;46;P;K;", "samma uppgift står redan på rad 5"),
            ("Södertörn;2019;cykelresor;45;41;46;P;K;", "cykelresor 45 är mer än hållbara resor 44, rad 4"),
        ],
    ),
)
def test_a_faulty_row_is_said_by_its_number(row: str, said: str, tmp_path: Path) -> None:
    """Every third fault; thoroughly all."""
    found = refused(tmp_path, [*GOOD, row])
    assert all(line.startswith("svar.csv rad 8: ") for line in found)
    assert any(said in line for line in found)


def test_all_faults_are_said_at_once_in_the_order_of_the_rows(tmp_path: Path) -> None:
    rows = ["Salem;2019;bilresor;x;41;46;P;;", *GOOD, "Nacka;2019;hållbara resor;44;45;43;P;K;"]
    found = refused(tmp_path, rows)
    numbers = [int(line.split(": ")[0].removeprefix("svar.csv rad ")) for line in found]
    assert numbers == sorted(numbers)
    assert (numbers.count(2), numbers.count(9)) == (3, 3)


def test_the_source_names_the_reports_the_rows_come_from(tmp_path: Path) -> None:
    fetches = filled_in.taken(travel_survey, filled_in.csv_file(tmp_path / "svar.csv", COLUMNS, GOOD), tmp_path)
    (source,) = travel_survey.sources(fetches).values()
    assert source.caveats[1:] == ("Ur: Provrapport s. 1.", "Ur: Provrapport s. 2.")
    assert source.retrieved_through == "ifylld mall (svar.csv)"


def test_the_command_takes_the_file_and_a_faulty_one_leaves_the_last_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    carried(data)
    monkeypatch.setenv("MALKOLLEN_DATA", str(data))
    lines: list[str] = []
    path = filled_in.csv_file(tmp_path / "svar.csv", COLUMNS, GOOD)
    _, faults = run.run(data, Wanted(names=["travel_survey"], file=path), lambda *_: None, lines.append)
    assert faults == []
    filled_in.csv_file(path, COLUMNS, [*GOOD, "Salem;2019;hållbara resor;44;;46;P;K;"])
    _, faults = run.run(data, Wanted(names=["travel_survey"], file=path), lambda *_: None, lines.append)
    assert [fault.reason for fault in faults] == ["svar.csv rad 8: lägst: saknas"]
    with storage.attach(data / storage.FILE_NAME) as db:
        query = "SELECT count(*), min(low), max(high) FROM mart.published WHERE source = 'travel_survey'"
        assert db.execute(query).fetchone() == (6, 3.1, 56)


WORDS = ["", "Södertörn", "0127", "2019", "cykelresor", "hållbara resor", "12,5", "x", "..", "101"]
CELL = st.sampled_from(WORDS) | st.text(max_size=5)


@given(st.lists(st.tuples(*[CELL] * len(COLUMNS)), min_size=1, max_size=4))
def test_no_row_is_taken_that_is_not_a_share_within_its_interval(
    empty: DuckDBPyConnection, rows: list[tuple[str, ...]]
) -> None:
    empty.execute("DELETE FROM staged.published")
    if faults := filled_in.faults_of(travel_survey, empty, rows):
        assert all(fault.startswith("prov.csv") for fault in faults)
        return
    query = "SELECT count(*) FROM staged.published WHERE 0 <= low AND low <= value AND value <= high AND high <= 100"
    (taken,) = empty.execute(query).fetchone() or (0,)
    assert taken == sum(any(cell.strip() for cell in row) for row in rows)


@pytest.mark.parametrize(
    ("rows", "messages"),
    [
        (
            ["Södertörn;2019;hållbara resor;0,52;0,5;0,54;P;P;"],
            ["värde: 0,52 är mindre än en procent; skriv 42 för 42"],
        ),
        (
            ["Södertörn;2015;hållbara resor;48;46;50;P;P;", "Södertörn;2019;hållbara resor;5,21;5;5,4;P;P;"],
            ["värde: 5,21 2019, men 48 2015", "värde: 5,21 procent hållbara resor är"],
        ),
        (
            ["Södertörn;2019;hållbara resor;52;0;100;P;P;"],
            ["lägst och högst: 0–100 är ett brett intervall; rätta raden"],
        ),
        (["Södertörn;2019;hållbara resor;52;50;54;P;P;", "Södertörn;2019;cykelresor;7;6;8;P;P;"], []),
    ],
    ids=["a part of one", "the comma moved", "an interval that says nothing", "usual"],
)
def test_shares_that_look_wrong_are_held(tmp_path: Path, rows: list[str], messages: list[str]) -> None:
    with filled_in.empty() as db:
        found = filled_in.suspected(travel_survey, db, rows, tmp_path)
    assert len(found) == len(messages)
    assert all(one in text for one, text in zip(messages, found, strict=True)), found
