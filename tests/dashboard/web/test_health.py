"""What /halsa tells of a database: its age, when a publisher last answered, and how many sources are at fault."""

import os
import shutil
from pathlib import Path

import duckdb
import pytest

from dashboard.web import health
from malkollen.database import storage
from malkollen.errors import DataError

INSERT = "INSERT INTO mart.fetches (module, publisher, state, checked_at, failure) VALUES (?, 'X', ?, ?, ?)"


@pytest.fixture
def path(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    monkeypatch.delenv("MALKOLLEN_LEAST_FREE_MB", raising=False)
    return Path(shutil.copyfile(database, tmp_path / storage.FILE_NAME))


def with_fetches(path: Path, *rows: tuple[str, str, str | None, str | None]) -> None:
    with duckdb.connect(path) as db:
        db.executemany(INSERT, rows)


def test_faults_are_sources_held_back_refused_or_not_reached(path: Path) -> None:
    assert health.state()["ingest"] == {"answered_at": None, "faults": 0}
    with_fetches(
        path,
        ("a", "good", "2026-11-20 03:31:00", None),
        ("b", "held", "2026-11-21 03:31:00", None),
        ("c", "refused", None, None),
        ("d", "good", "2026-11-19 03:31:00", "svarade inte i tid"),
        ("e", "none", None, None),
    )
    told = health.state()
    assert told["status"] == "ok"
    assert told["ingest"] == {"answered_at": "2026-11-21T03:31:00+00:00", "faults": 3}


def test_a_database_that_is_swapped_in_or_lost_is_noticed(path: Path) -> None:
    first = health.state()["database"]["built_at"]
    beside = path.with_name("nästa.duckdb")
    shutil.copyfile(path, beside)
    with duckdb.connect(beside) as db:
        db.execute("UPDATE mart.build SET built_at = TIMESTAMP '2026-01-02 03:04:05'")
    beside.replace(path)
    assert health.state()["database"]["built_at"] == "2026-01-02T03:04:05+00:00" != first
    path.unlink()
    assert health.state()["status"] == "databasen saknas eller går inte att läsa"
    assert health.state()["database"] is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("kind", ["pipe", "loop", "folder"])
def test_what_is_no_file_in_the_databases_place_is_told_of_at_once(kind: str, path: Path) -> None:
    path.unlink()
    {"pipe": os.mkfifo, "loop": lambda place: place.symlink_to(place), "folder": Path.mkdir}[kind](path)
    assert health.state()["status"] == "databasen saknas eller går inte att läsa"
    with pytest.raises(
        DataError,
        match=r"^malkollen\.duckdb: (databasen finns inte|går inte att läsa som Målkollens databas|länken leder till)",
    ):
        storage.attach(path)


def test_a_disk_that_is_nearly_full_or_gone_is_ill(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALKOLLEN_LEAST_FREE_MB", "9999999")
    assert health.state()["status"] == "ont om plats på disken"
    monkeypatch.setenv("MALKOLLEN_DATA", str(path.parent / "borta"))
    assert health.state()["status"] == "databasen saknas eller går inte att läsa; ont om plats på disken"
    assert health.state()["disk"] == {"free_bytes": None}
