"""What other programs do to the database: a lock stops a build, a journal is none of ours."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from parts import every

from ingest.building import before
from malkollen.database import storage
from malkollen.errors import DataError, StorageError

HOLDING = "import duckdb, sys; db = duckdb.connect(sys.argv[1]); print(flush=True); sys.stdin.read()"


def database_at(path: Path, version: str = "old") -> Path:
    with storage.rebuilding(path) as db:
        db.execute("CREATE SCHEMA mart")
        db.execute("CREATE TABLE mart.build AS SELECT ? AS data_version", [version])
        for log in before.LOGS:
            db.execute(f"CREATE TABLE mart.{log} AS SELECT 'kept' AS what")
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return database_at(tmp_path / storage.FILE_NAME)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another program has the database open."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        yield
        other.kill()


def left_journal(path: Path) -> None:
    """A journal with a row that is none of ours, as a program that died leaves it."""
    copied = path.with_name("copied.duckdb")
    shutil.copyfile(path, copied)
    db = duckdb.connect(copied)
    db.execute("PRAGMA disable_checkpoint_on_shutdown; UPDATE mart.build SET data_version = 'foreign'")
    db.close()
    copied.with_name("copied.duckdb.wal").rename(path.with_name(f"{path.name}.wal"))
    copied.unlink()


def version(db: duckdb.DuckDBPyConnection) -> object:
    return db.execute("SELECT data_version FROM mart.build").fetchall()[0][0]


def attached(path: Path) -> before.Before:
    with storage.connect() as db:
        return before.attach(db, path)


# ── held, shut or gone ──


def test_a_build_while_another_runs_is_refused_in_one_line_and_disturbs_nothing(path: Path) -> None:
    content, beside = path.read_bytes(), path.with_name("malkollen.building.duckdb")
    said = r"^malkollen\.building\.duckdb: en annan inläsning pågår; vänta tills den är klar$"
    with held(beside), pytest.raises(DataError, match=said), storage.rebuilding(path):
        pass
    assert path.read_bytes() == content
    assert beside.is_file()


def test_a_database_that_another_program_has_open_stops_a_build(path: Path) -> None:
    content = path.read_bytes()
    with (
        held(path),
        pytest.raises(StorageError, match=r"^malkollen\.duckdb: filen är låst av ett annat program; stäng"),
    ):
        attached(path)
    assert path.read_bytes() == content
    assert attached(path).is_whole


def test_one_that_its_reader_may_not_open_is_not_taken_for_a_damaged(path: Path) -> None:
    if os.geteuid() != 0:
        path.chmod(0)
        refusal = _refusal(path)
    else:
        path.chmod(0o600)
        refusal = _refusal_as_nobody(path)
    assert refusal.startswith("malkollen.duckdb: filen går inte att öppna eller läsa till slutet; kör som den som äger")


def _refusal(path: Path) -> str:
    with pytest.raises(StorageError) as refused:
        attached(path)
    return str(refused.value)


def _refusal_as_nobody(path: Path) -> str:
    """What another account is told; who may do all may open all."""
    for folder in path.parents:
        if Path(tempfile.gettempdir()) in folder.parents:
            folder.chmod(0o755)
    reader, writer = os.pipe()
    if (child := os.fork()) == 0:
        try:
            os.setuid(65534)
            attached(path)
        except StorageError as error:
            os.write(writer, str(error).encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    os.close(writer)
    with os.fdopen(reader, "rb") as said:
        return said.read().decode()


def test_a_link_whose_disk_is_gone_is_no_first_build(tmp_path: Path) -> None:
    path = tmp_path / storage.FILE_NAME
    path.symlink_to(tmp_path / "disk" / "other.duckdb")
    for act in (attached, storage.attach, database_at):
        with pytest.raises(StorageError, match=r"^malkollen\.duckdb: länken leder till en fil som inte finns"):
            act(path)
    assert path.is_symlink()


def test_a_database_on_another_disk_is_rebuilt_there(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    real = database_at(tmp_path / "disk" / "other.duckdb")
    path = tmp_path / storage.FILE_NAME
    path.symlink_to(real)
    database_at(path, "new")
    assert path.is_symlink()
    with storage.attach(real) as db:
        assert version(db) == "new"


def test_a_folder_that_duckdb_takes_for_settings_is_said_by_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "varför?"
    folder.mkdir()
    with pytest.raises(
        DataError, match=r"^malkollen\.duckdb: går inte att skriva i en mapp vars sökväg har ett frågetecken"
    ):
        database_at(folder / storage.FILE_NAME)
    assert list(folder.iterdir()) == []


# ── figures that are none ──


@pytest.mark.parametrize("table", ["measures", "published"])
@pytest.mark.parametrize("value", every(2, ["'nan'::DOUBLE", "'inf'::DOUBLE", "'12,5'"]))
def test_a_figure_that_is_no_number_is_refused_in_a_line(path: Path, table: str, value: str) -> None:
    """Two of three, in either table; thoroughly all."""
    names = {"measures": "municipality_code, year, measure", "published": "area_id, year, series"}[table]
    with duckdb.connect(path) as db:
        db.execute(
            f"CREATE TABLE mart.{table} AS SELECT * FROM (VALUES ('0127', 2025, 'x', {value})) AS t ({names}, value)"
        )
    line = (
        "är inte en databas som Målkollen har byggt"
        if "," in value
        else "0127 2025 x har ett värde som inte är ett tal"
    )
    with (
        pytest.raises(DataError, match=rf"^malkollen\.duckdb: {line}; bygg om med 'malkollen ingest'$"),
        storage.reading(path),
    ):
        pass


# ── a journal beside it ──


def test_a_journal_is_replayed_into_no_figure(path: Path) -> None:
    left_journal(path)
    with pytest.raises(
        DataError, match=r"^malkollen\.duckdb\.wal: ändringar som ett annat program [^\n]*lägger filen åt"
    ):
        storage.attach(path)


@pytest.mark.parametrize("lay", [os.mkfifo, os.mkdir, Path.touch])
def test_whatever_has_a_journals_name_is_told_and_waited_for_by_nobody(lay: Callable[[Path], None], path: Path) -> None:
    lay(path.with_name(f"{path.name}.wal"))
    with pytest.raises(DataError, match=r"^malkollen\.duckdb\.wal: "):
        storage.attach(path)
    assert attached(path).note.startswith("malkollen.duckdb.wal: ett annat programs ändringar i databasen räknas inte")


def test_a_build_sets_a_journal_aside_and_reads_the_database_as_it_was_built(path: Path) -> None:
    left_journal(path)
    journal = path.with_name(f"{path.name}.wal").read_bytes()
    with storage.connect() as db:
        old = before.attach(db, path)
        assert old.is_whole
        assert db.execute("SELECT data_version FROM old.mart.build").fetchall() == [("old",)]
    (aside,) = path.parent.glob("*.wal.aside-*")
    assert old.note.endswith(f"de är kvar i {aside.name}")
    assert aside.read_bytes() == journal
    with storage.attach(path) as db:
        assert version(db) == "old"


def test_a_journal_of_a_database_that_was_removed_is_not_replayed_into_the_next(path: Path) -> None:
    left_journal(path)
    path.unlink()
    assert "räknas inte" in attached(path).note
    database_at(path, "new")
    with storage.attach(path) as db:
        assert version(db) == "new"


def test_the_journal_of_a_program_that_still_runs_stays_where_it_is(path: Path) -> None:
    journal = path.with_name(f"{path.name}.wal")
    with held(path):
        journal.write_bytes(b"its own")
        with pytest.raises(StorageError, match="låst av ett annat program"):
            attached(path)
        assert journal.read_bytes() == b"its own"
    assert [one.name for one in path.parent.iterdir() if "aside" in one.name] == []
