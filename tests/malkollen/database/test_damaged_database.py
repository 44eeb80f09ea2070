"""A block of noise in the database stops no ingest, and every reader says that the file is damaged, in Swedish."""

import os
import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest
from parts import every

from dashboard.content import facts
from ingest import build
from malkollen.__main__ import main
from malkollen.database import damage, storage
from malkollen.errors import DataError

BLOCK = 262_144
HEADERS = 3 * 4096


def spoil(path: Path, table: str) -> None:
    """Noise in a block of a table's own, of one that nothing else has."""
    with duckdb.connect(path, read_only=True) as db:
        blocks = {
            name: {row[0] for row in db.execute(f"SELECT block_id FROM pragma_storage_info('mart.{name}')").fetchall()}
            for (name,) in db.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        }
    others = set().union(*(found for name, found in blocks.items() if name != table))
    block = min(place for place in blocks[table] - others if place >= 0)
    with path.open("r+b") as file:
        file.seek(HEADERS + BLOCK * block + 100_000)
        file.write(os.urandom(4096))


@pytest.fixture
def folder(data_folder: Path, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("figures", "reference"):
        shutil.copytree(data_folder / name, tmp_path / name)
    shutil.copyfile(database, tmp_path / storage.FILE_NAME)
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    return tmp_path


def log(path: Path) -> list[tuple[object, ...]]:
    with storage.attach(path) as db:
        logs = ("changes", "verdict_changes")
        return [row for table in logs for row in db.execute(f"FROM mart.{table}").fetchall()]


def logged(path: Path) -> None:
    """What an earlier ingest changed."""
    with duckdb.connect(path) as db:
        db.execute("INSERT INTO mart.changes VALUES (now(), 'v', 'new', 's', 'n', '0126', 2024, NULL, 1)")
        db.execute("INSERT INTO mart.verdict_changes VALUES (now(), 'v', 'i', '0126', '', 'läge', 'a', 'b')")


@pytest.mark.parametrize("table", every(2, ["measures", "boundaries"]))
def test_an_ingest_goes_past_a_damaged_block_and_says_what_was_not_done(
    table: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one table; thoroughly in two."""
    path = folder / storage.FILE_NAME
    logged(path)
    before = log(path)
    spoil(path, table)
    assert main(["ingest", "--offline"]) == 1
    (line,) = [text for text in capsys.readouterr().err.splitlines() if not text.startswith("[")]
    assert line.startswith("malkollen.duckdb: den gamla databasen går inte att läsa hel; ")
    assert line.endswith("loggen över ändringar är kvar")
    assert damage.damaged(path) == []
    assert log(path) == before


@pytest.mark.parametrize("kind", every(2, ["cut", "pipe"]))
def test_a_database_that_cannot_be_opened_is_replaced_and_told(kind: str, folder: Path) -> None:
    """Cut off; thoroughly a pipe too."""
    path = folder / storage.FILE_NAME
    if kind == "cut":
        os.truncate(path, 5_000_000)
    else:
        path.unlink()
        os.mkfifo(path)
    assert build.build(folder).note.endswith("loggen över ändringar börjar om")
    assert damage.damaged(path) == []


@pytest.mark.thorough  # what is said of those that are not, above
def test_nothing_is_said_of_a_whole_database(folder: Path) -> None:
    assert build.build(folder).note == ""


@pytest.mark.parametrize(
    "arguments", every(3, [["values", "K02", "--area", "all"], ["assess"], ["indicators"], ["check"]])
)
def test_a_reader_says_that_the_file_is_damaged(
    arguments: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two commands; thoroughly four."""
    spoil(folder / storage.FILE_NAME, "measures")
    assert main(arguments) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("malkollen.duckdb: ")
    assert "skadad" in line
    assert "bygg om med 'malkollen ingest" in line


def test_check_reads_what_no_command_reads(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(folder / storage.FILE_NAME, "boundaries")
    assert main(["values", "K02"]) == 0
    assert main(["check"]) == 2
    assert "skadad och kan inte läsas hel (boundaries)" in capsys.readouterr().err


def test_the_pages_get_the_line_too(folder: Path) -> None:
    spoil(folder / storage.FILE_NAME, "boundaries")
    with pytest.raises(DataError, match=r"^malkollen.duckdb: går inte att läsa .*\(filen är skadad\)$"):
        facts.load(folder / storage.FILE_NAME, date(2026, 11, 22))


def test_a_fault_of_ours_is_not_taken_for_a_damaged_file(database: Path) -> None:
    with pytest.raises(duckdb.CatalogException), storage.reading(database) as db:
        db.execute("FROM mart.nothing")
