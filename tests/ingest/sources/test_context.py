"""What is carried beside the figures: the plan's objects, an older year's commuting, what reports say."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from ingest import build
from ingest.building import reference
from ingest.sources import context
from malkollen.database import storage
from malkollen.errors import SourceError


def test_the_plan_has_its_236_objects(db: DuckDBPyConnection) -> None:
    """Counts and sums by hand from Trafikverket's Bilaga 1: eleven open, seventy-five under way."""
    rows = db.execute("SELECT phase, count(*) FROM mart.plan_objects GROUP BY phase").fetchall()
    assert dict(rows) == {
        "": 30, "Byggstart": 22, "Förberedelse för byggstart": 23, "Planering": 69, "Pågående": 75, "Utredning": 3,
        "Öppet för trafik": 11, "Övrigt": 3,
    }  # fmt: skip
    assert sum(count for _, count in rows) == 236


def test_the_plan_s_words_and_costs_are_its_own(db: DuckDBPyConnection) -> None:
    query = "SELECT name, phase, cost_msek, price_base FROM mart.plan_objects WHERE object_id = ?"
    assert db.execute(query, ["VST005"]).fetchone() == (
        "E4/Lv 259 Tvärförbindelse Södertörn", "Byggstart", 23582, "2025-02"
    )  # fmt: skip
    assert db.execute(query, ["SVF1802"]).fetchone() == (
        "Stockholm, Spårväg syd, kapacitetsutökning för kollektivtrafik", "Planering", 7245, "2025-02"
    )  # fmt: skip


def test_the_city_s_streams_add_up_to_the_published(db: DuckDBPyConnection) -> None:
    """The city's own sums of 2015: 473 177 lived there, of whom 361 447 worked there; 606 923 worked there."""
    query = "SELECT sum(employed) FROM mart.city_flows WHERE"
    assert db.execute(f"{query} home = '0180'").fetchone() == (473_177,)
    assert db.execute(f"{query} work = '0180'").fetchone() == (606_923,)
    assert db.execute(f"{query} home = '0180' AND work = '0180'").fetchone() == (361_447,)


def test_none_of_it_is_a_figure_that_something_is_computed_of(db: DuckDBPyConnection) -> None:
    assert db.execute("SELECT count(*) FROM mart.commuting").fetchone() == (0,)
    query = (
        "SELECT count(*) FROM mart.measures WHERE source IN ('national_plan', 'stockholm_city_2015', 'cycle_report')"
    )
    assert db.execute(query).fetchone() == (0,)
    assert db.execute("SELECT count(*) FROM mart.published WHERE source = 'cycle_report'").fetchone() == (0,)


FAULTS = {
    "a row less": ("cycle_report.csv", lambda text: text[: text.rstrip().rindex("\n") + 1], "15 rader, 16 är dekl"),
    "a cost in words": ("national_plan.csv", lambda text: text.replace(",2536,", ",dyrt,"), "rad 2: total_object_cost"),
    "an unknown municipality": (
        "stockholm_city_2015.csv", lambda text: text.replace("0162,0180", "9999,0180"),
        "home_municipality: '9999' är inget område",
    ),
    "an empty subject": (
        "cycle_report.csv", lambda text: text.replace("Sopsaltat på vintern", ""), "rad 7: subject är tomt"
    ),
    "an unknown key": ("context.toml", lambda text: text + '\n[ny]\nfile = "x"\n', "ny: okänd fil"),
    "a declaration without rows": ("context.toml", lambda text: text.replace("rows = 236\n", ""), "national_plan.rows"),
}  # fmt: skip


@pytest.fixture
def empty(data_folder: Path) -> Iterator[DuckDBPyConnection]:
    """A database as a build begins it."""
    with storage.connect() as db:
        db.execute("ATTACH ':memory:' AS staged")
        db.execute((build.HERE / "schema.sql").read_text(encoding="utf-8"))
        reference.load(db, data_folder)
        yield db


@pytest.mark.parametrize(("file", "spoil", "message"), FAULTS.values(), ids=list(FAULTS))
def test_a_fault_is_told_with_file_and_row(
    empty: DuckDBPyConnection, data_folder: Path, tmp_path: Path, file: str, spoil: Callable[[str], str], message: str
) -> None:
    folder = tmp_path / context.FOLDER
    shutil.copytree(data_folder / context.FOLDER, folder)
    path = folder / file
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(SourceError) as error:
        context.stage(empty, tmp_path)
    assert message in str(error.value)
    assert file in str(error.value)
