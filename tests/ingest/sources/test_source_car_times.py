"""The template of times by car: places by name or id, minutes, and every fault by its row. All figures made up."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import filled_in
import pytest
from duckdb import DuckDBPyConnection
from hypothesis import given, settings, strategies as st
from made_source import carried, install
from parts import every

from ingest import run
from ingest.run import Wanted
from ingest.sources import car_times
from malkollen.database import freshness, storage
from malkollen.errors import SourceError

COLUMNS = car_times.TEMPLATE.columns
PLACES = [
    ("botkyrka", "Tumba", "municipal_centre", "0127"),
    ("haninge", "Handen", "municipal_centre", "0136"),
    ("sodertalje", "Södertälje", "municipal_centre", "0181"),
    ("sodertalje_karna", "Södertälje", "regional_core", "0181"),
    ("one", "Tvåan", "destination", "0180"),
    ("two", "Tvåan", "destination", "0180"),
    ("stockholm_city", "Stockholm City", "destination", "0180"),
]
GOOD = [
    "Tumba;Handen;31,5;2024;Provmätning s. 4;",
    "Handen;Tumba;29;2024;Provmätning s. 4;egen",
    "Handen;Tumba;30;2025;Provmätning s. 5;",
    "BOTKYRKA;stockholm city;300;2025;Provmätning s. 5;",
]


def prepared() -> DuckDBPyConnection:
    db = filled_in.empty()
    db.executemany("INSERT INTO mart.places VALUES (?, ?, ?, ?, 59, 18, '')", [list(place) for place in PLACES])
    return db


@pytest.fixture(scope="module")
def empty() -> Iterator[DuckDBPyConnection]:
    with prepared() as db:
        yield db


def staged(tmp_path: Path, rows: list[str]) -> list[tuple[str, str, int, float]]:
    path = filled_in.csv_file(tmp_path / "biltider.csv", COLUMNS, rows)
    with prepared() as db:
        fetches = filled_in.taken(car_times, path, tmp_path)
        car_times.sources(fetches)
        car_times.stage(db, fetches)
        query = "SELECT origin, destination, year, minutes FROM mart.car_times WHERE source = 'car_times' ORDER BY ALL"
        return db.execute(query).fetchall()


def refused(tmp_path: Path, rows: list[str]) -> list[str]:
    with pytest.raises(SourceError) as caught:
        staged(tmp_path, rows)
    return str(caught.value).splitlines()


def test_every_row_is_staged_and_the_two_ways_are_two_times(tmp_path: Path) -> None:
    assert staged(tmp_path, GOOD) == [
        ("botkyrka", "haninge", 2024, 31.5),
        ("botkyrka", "stockholm_city", 2025, 300),
        ("haninge", "botkyrka", 2024, 29),
        ("haninge", "botkyrka", 2025, 30),
    ]


def test_a_name_of_two_places_is_the_municipalitys_centre(tmp_path: Path) -> None:
    rows = ["Södertälje;Tumba;15;2025;K;", "sodertalje_karna;Tumba;16;2025;K;", "Tumba;sodertalje;17;2025;K;"]
    assert staged(tmp_path, rows) == [
        ("botkyrka", "sodertalje", 2025, 17),
        ("sodertalje", "botkyrka", 2025, 15),
        ("sodertalje_karna", "botkyrka", 2025, 16),
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    every(
        3,
        [
            (
                "Visby;Tumba;20;2025;K;",
                "från: 'Visby' är ingen av platserna; skriv namn eller id ur data/reference/places",
            ),
            ("Tumba;Visby;20;2025;K;", "till: 'Visby' är ingen av platserna"),
            ("Tumba;Tvåan;20;2025;K;", "till: 'Tvåan' är ingen av platserna"),  # two, and neither a centre
            ("Tumba;botkyrka;20;2025;K;", "till: 'botkyrka' är samma plats som från"),
            ("Tumba;Södertälje;20 min;2025;K;", "minuter: '20 min' är inte ett tal"),
            ("Tumba;Södertälje;0;2025;K;", "minuter: 0 är inte mer än 0 och högst 300"),
            ("Tumba;Södertälje;300,5;2025;K;", "minuter: 300,5 är inte mer än 0 och högst 300"),
            ("Tumba;Södertälje;;2025;K;", "minuter: saknas"),
            ("Tumba;Södertälje;20;2025;;", "källa: saknas; skriv var uppgiften står"),
            ("Tumba;Södertälje;20;1980;K;", "år: '1980' är inte ett år mellan 1990 och"),
            ("botkyrka;HANINGE;33;2024;K;", "samma uppgift står redan på rad 2; ta bort den ena"),
        ],
    ),
)
def test_a_faulty_row_is_said_by_its_number(row: str, said: str, tmp_path: Path) -> None:
    """Every third fault; thoroughly all."""
    found = refused(tmp_path, [*GOOD, row])
    assert found[0].startswith(f"biltider.csv rad 6: {said}")
    assert len(found) == 1


def test_every_fault_is_said_at_once(tmp_path: Path) -> None:
    assert len(refused(tmp_path, ["Visby;Tumba;999;1980;;", "Tumba;Tumba;x;2025;K;"])) == 6


@pytest.mark.thorough  # as the travel survey's file
def test_the_command_builds_with_the_file_and_a_faulty_one_leaves_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Real places, real build: the times and their year are there, and stay when the next file is refused."""
    install(monkeypatch, car_times)
    carried(tmp_path)

    def ingest(rows: list[str]) -> list[str]:
        path = filled_in.csv_file(tmp_path / "tider.csv", COLUMNS, rows)
        _, faults = run.run(tmp_path, Wanted(names=["car_times"], file=path), lambda *_: None, lambda _line: None)
        return [fault.reason for fault in faults]

    good = ["Tyresö;Nynäshamn;45;2024;Provmätning;", "Tyresö;Kungens kurva-Skärholmen;25;2025;Mätning 2;"]
    assert ingest(good) == []
    assert ingest(["Tyresö;Flemingsberg;0;2024;P;"]) == ["tider.csv rad 2: minuter: 0 är inte mer än 0 och högst 300"]
    with storage.attach(tmp_path / storage.FILE_NAME) as db:
        times = db.execute("SELECT destination, minutes FROM mart.car_times ORDER BY 1").fetchall()
        (source,) = [one for one in freshness.load(db, date(2026, 11, 22)) if one.source == "car_times"]
    assert times == [("kungens_kurva_skarholmen", 25), ("nynashamn", 45)]
    assert (source.first_year, source.latest_year) == (2024, 2025)
    assert source.caveats[1:] == ("Ur: Provmätning.", "Ur: Mätning 2.")


def test_a_database_from_before_is_to_be_built_anew(tmp_path: Path, database: Path) -> None:
    old = tmp_path / storage.FILE_NAME
    shutil.copyfile(database, old)
    with duckdb.connect(old) as db:
        db.execute("DROP TABLE mart.car_times")
    with pytest.raises(storage.OutdatedError, match="saknar car_times"):
        storage.attach(old)


WORDS = [
    ["Tumba", "handen", "Södertälje", "", "Visby"], ["Handen", "stockholm_city", "x"],
    ["12,5", "300", "301", "0", "-1"], ["2024", "2025", "24"], ["K", "K", ""], ["", "egen"],
]  # fmt: skip
ROW = st.tuples(*(st.sampled_from(words) for words in WORDS)) | st.tuples(*[st.text(max_size=5)] * len(COLUMNS))


@settings(max_examples=50)
@given(st.lists(ROW, min_size=1, max_size=3))
def test_no_row_is_taken_that_is_not_minutes_between_two_places(
    empty: DuckDBPyConnection, rows: list[tuple[str, ...]]
) -> None:
    empty.execute("DELETE FROM mart.car_times")
    if faults := filled_in.faults_of(car_times, empty, rows):
        assert all(fault.startswith("prov.csv") for fault in faults)
        return
    query = """SELECT count(*) FROM mart.car_times WHERE minutes > 0 AND minutes <= 300 AND origin <> destination
               AND origin IN (SELECT place_id FROM mart.places) AND destination IN (SELECT place_id FROM mart.places)"""
    (taken,) = empty.execute(query).fetchone() or (0,)
    assert taken == sum(any(cell.strip() for cell in row) for row in rows)


@pytest.fixture
def far() -> Iterator[DuckDBPyConnection]:
    """Tumba and Handen 18 kilometres apart."""
    with prepared() as db:
        db.execute("UPDATE mart.places SET latitude = 59.17, longitude = 18.14 WHERE place_id = 'haninge'")
        db.execute("UPDATE mart.places SET latitude = 59.20, longitude = 17.83 WHERE place_id = 'botkyrka'")
        yield db


def test_a_time_in_hours_is_refused(far: DuckDBPyConnection, tmp_path: Path) -> None:
    path = filled_in.csv_file(tmp_path / "bil.csv", COLUMNS, ["Tumba;Handen;0,5;2024;P;"])
    with pytest.raises(SourceError) as caught:
        car_times.stage(far, filled_in.taken(car_times, path, tmp_path))
    said = str(caught.value).replace("\u00a0", " ")
    assert said == "bil.csv rad 2: minuter: 0,5 på 18 km fågelvägen är 2 156 km/h; skriv restiden i minuter"


@pytest.mark.parametrize(("minutes", "held"), [("25", False), ("60", False), ("240", True)])
def test_a_time_that_a_bicycle_would_take_is_held(
    far: DuckDBPyConnection, tmp_path: Path, minutes: str, *, held: bool
) -> None:
    found = filled_in.suspected(car_times, far, [f"Tumba;Handen;{minutes};2024;P;"], tmp_path)
    assert [text.endswith("är det minuter?") for text in found] == [True] * held
