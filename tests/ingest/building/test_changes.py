"""What an ingest changed: new, revised and gone, with old and new, carried over to the next fifty."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from duckdb import DuckDBPyConnection
from made_source import carried, install

from ingest import build
from ingest.building import changes
from ingest.building.changes import KEPT_INGESTS, Change
from malkollen.__main__ import main
from malkollen.database import changed, storage

HERE = build.HERE


@pytest.fixture
def db() -> Iterator[DuckDBPyConnection]:
    """A build's marts beside an old database's."""
    with duckdb.connect() as db:
        db.execute("ATTACH ':memory:' AS staged; ATTACH ':memory:' AS old")
        schema = (HERE / "schema.sql").read_text(encoding="utf-8")
        db.execute("CREATE SCHEMA old.mart; CREATE SCHEMA mart")
        for line in schema.splitlines():
            if line.startswith(
                ("CREATE TABLE mart.measures", "CREATE TABLE mart.published", "CREATE TABLE mart.changes")
            ):
                db.execute(line)
                db.execute(line.replace("CREATE TABLE mart.", "CREATE TABLE old.mart."))
        db.execute("CREATE TABLE mart.build AS SELECT 'v2' AS data_version, TIMESTAMP '2026-11-22 03:30' AS built_at")
        yield db


def measure(db: DuckDBPyConnection, where: str, code: str, value: float | None, source: str = "scb") -> None:
    db.execute(f"INSERT INTO {where} VALUES (?, 2024, 'bikes', ?, '', ?)", [code, value, source])


def changed_figures(db: DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return db.execute("SELECT kind, area_id, old, new FROM mart.changes ORDER BY area_id").fetchall()


def test_new_revised_and_gone_with_old_and_new(db: DuckDBPyConnection) -> None:
    for code, old, new in (("0101", 1.0, 1.0), ("0102", 1.0, 2.0), ("0103", 1.0, None), ("0104", None, 4.0)):
        if old is not None:
            measure(db, "old.mart.measures", code, old)
        if new is not None:
            measure(db, "mart.measures", code, new)
    recorded = changes.record(db)
    assert changed_figures(db) == [
        ("revised", "0102", 1.0, 2.0),
        ("gone", "0103", 1.0, None),
        ("new", "0104", None, 4.0),
    ]
    assert recorded == [Change(kind, "scb", "bikes", 1, 2024, 2024) for kind in ("gone", "new", "revised")]
    assert recorded[0].line() == "borta: bikes, 1 uppgift, 2024 (scb)"


def test_a_published_series_is_held_against_itself(db: DuckDBPyConnection) -> None:
    for where, value in (("old.mart.published", 10.0), ("mart.published", 11.0)):
        db.execute(f"INSERT INTO {where} VALUES ('riket', 2024, 'near_pct', ?, NULL, NULL, '', 'kolada')", [value])
    (change,) = changes.record(db)
    assert (change.kind, change.source, change.name) == ("revised", "kolada", "near_pct")


def test_a_figure_that_becomes_secret_is_gone_and_back_is_new(db: DuckDBPyConnection) -> None:
    measure(db, "old.mart.measures", "0101", 1.0)
    measure(db, "mart.measures", "0101", None)
    measure(db, "old.mart.measures", "0102", None)
    measure(db, "mart.measures", "0102", 2.0)
    measure(db, "old.mart.measures", "0103", None)
    measure(db, "mart.measures", "0103", None)
    measure(db, "mart.measures", "0104", None)
    changes.record(db)
    assert changed_figures(db) == [("gone", "0101", 1.0, None), ("new", "0102", None, 2.0)]


@pytest.mark.parametrize(("old", "new"), [(0.1 + 0.2, 0.3), (1e9, 1e9 + 0.1), (0.0, 0.0)])
def test_the_last_digits_of_a_float_are_no_change(db: DuckDBPyConnection, old: float, new: float) -> None:
    measure(db, "old.mart.measures", "0101", old)
    measure(db, "mart.measures", "0101", new)
    assert changes.record(db) == []


@pytest.mark.parametrize(("old", "new"), [(0.0, 1e-9), (5.0, 0.0), (1e9, 1e9 + 10)])
def test_a_small_change_is_a_change(db: DuckDBPyConnection, old: float, new: float) -> None:
    measure(db, "old.mart.measures", "0101", old)
    measure(db, "mart.measures", "0101", new)
    assert [change.kind for change in changes.record(db)] == ["revised"]


def test_another_source_of_the_same_figure_is_no_change(db: DuckDBPyConnection) -> None:
    measure(db, "old.mart.measures", "0101", 1.0, "carried")
    measure(db, "mart.measures", "0101", 1.0, "scb")
    assert changes.record(db) == []


def test_without_a_database_before_nothing_is_new(db: DuckDBPyConnection) -> None:
    measure(db, "mart.measures", "0101", 1.0)
    db.execute("DETACH old")
    assert changes.record(db) == []
    assert changed_figures(db) == []


def test_the_last_fifty_ingests_are_kept(db: DuckDBPyConnection) -> None:
    for day in range(60):
        at = datetime(2026, 9, 1, 3, 30) + timedelta(days=day)  # noqa: DTZ001 - UTC without saying so
        for code in ("0101", "0102"):
            db.execute(
                "INSERT INTO old.mart.changes VALUES (?, 'v', 'new', 'scb', 'bikes', ?, 2024, NULL, 1)", [at, code]
            )
    measure(db, "mart.measures", "0101", 1.0)
    changes.record(db)
    row = db.execute("SELECT count(DISTINCT ingested_at), count(*), min(ingested_at) FROM mart.changes").fetchone()
    assert row == (KEPT_INGESTS, 2 * KEPT_INGESTS - 1, datetime(2026, 9, 12, 3, 30))  # noqa: DTZ001


# ── a real folder and the command ──


@pytest.fixture
def rebuilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], list[Change]]:
    """A made folder that is built; again after a replacement in its figures."""
    install(monkeypatch)
    carried(tmp_path)
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    build.build(tmp_path)

    def again(what: str, becomes: str) -> list[Change]:
        path = tmp_path / "figures" / "bikes.csv"
        text = path.read_text(encoding="utf-8")
        assert what in text
        path.write_text(text.replace(what, becomes), encoding="utf-8")
        return build.build(tmp_path, accept=True).changes

    return again


def test_changes_are_carried_over_from_database_to_database(
    rebuilt: Callable[[str, str], list[Change]], tmp_path: Path
) -> None:
    assert [change.line() for change in rebuilt("0114,2023,bikes,223\n", "0114,2023,bikes,300\n")] == [
        "reviderat: bikes, 1 uppgift, 2023 (carried_bikes)"
    ]
    assert len(rebuilt(",bikes,22", ",bikes,11")) == 1
    assert rebuilt("0114", "0114") == []
    with storage.attach(tmp_path / storage.FILE_NAME) as db:
        found = changed.by_measure(db)
    assert [change.figures > 1 for change in found] == [True, False]
    assert found[1].largest == ("0114", 2023, 223.0, 300.0)
    assert found[0].ingested_at > found[1].ingested_at


def test_the_command_says_what_each_ingest_changed(
    rebuilt: Callable[[str, str], list[Change]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["changes"]) == 0
    assert capsys.readouterr().out == "Ingen inläsning har ändrat någon siffra.\n"
    rebuilt("0114,2023,bikes,223\n", "0114,2023,bikes,1300\n")
    assert main(["changes"]) == 0
    heading, _, line = capsys.readouterr().out.splitlines()
    assert heading.split("  ")[0] == "Inläst (UTC)"
    assert "carried_bikes" in line
    assert line.endswith("reviderat      1  2023  0114 2023: 223 → 1\u00a0300")
    assert main(["changes", "--all"]) == 0
    (*_, line) = capsys.readouterr().out.splitlines()
    assert line.split()[3:] == ["bikes", "reviderat", "0114", "2023", "223", "1", "300"]


def test_the_command_gives_json_for_programs(
    rebuilt: Callable[[str, str], list[Change]], capsys: pytest.CaptureFixture[str]
) -> None:
    rebuilt("0114,2023,bikes,223\n", "0114,2023,bikes,1300\n")
    assert main(["changes", "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert datetime.fromisoformat(row.pop("ingested_at")).utcoffset() == timedelta(0)
    assert len(row.pop("data_version")) == 8
    largest = {"area": "0114", "year": 2023, "old": 223.0, "new": 1300.0}
    assert row == {
        "source": "carried_bikes",
        "name": "bikes",
        "kind": "revised",
        "figures": 1,
        "first_year": 2023,
        "last_year": 2023,
        "largest": largest,
    }
    assert main(["changes", "--all", "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert {key: row[key] for key in largest} == largest


def test_the_figures_of_a_database_from_before_the_tables_were_there_are_held_against_the_new(
    rebuilt: Callable[[str, str], list[Change]], tmp_path: Path
) -> None:
    with duckdb.connect(tmp_path / storage.FILE_NAME) as db:
        db.execute("DROP TABLE mart.changes; DROP TABLE mart.fetches")
    assert len(rebuilt("0114,2023,bikes,223\n", "0114,2023,bikes,300\n")) == 1
