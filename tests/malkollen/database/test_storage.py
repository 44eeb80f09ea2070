"""The database as a product: swapped in whole, read by many, never half."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from parts import every

from malkollen import ROOT
from malkollen.database import storage
from malkollen.errors import DataError, StorageError


def _build(path: Path, version: str) -> None:
    with storage.rebuilding(path) as db:
        db.execute("CREATE SCHEMA mart")
        db.execute("CREATE TABLE mart.build AS SELECT ? AS data_version, now() AS built_at", [version])


def _fail_while_building(path: Path) -> None:
    with storage.rebuilding(path) as db:
        db.execute("CREATE SCHEMA mart")
        raise ZeroDivisionError


def _version(db: duckdb.DuckDBPyConnection) -> str:
    row = db.execute("SELECT data_version FROM mart.build").fetchone()
    assert row is not None
    return str(row[0])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a test builds its database."""
    return tmp_path / storage.FILE_NAME


def test_a_reader_keeps_its_figures_and_sees_the_new_ones_when_it_attaches_again(path: Path) -> None:
    _build(path, "old")
    with storage.attach(path) as before:
        _build(path, "new")
        assert _version(before) == "old"
        with storage.attach(path) as after:
            assert _version(after) == "new"
        assert _version(before) == "old"


def test_a_cursor_of_a_reader_sees_the_same_tables(path: Path) -> None:
    _build(path, "only")
    with storage.attach(path) as db:
        assert _version(db.cursor()) == "only"


def test_a_reader_cannot_write_in_the_product(path: Path) -> None:
    _build(path, "only")
    with storage.attach(path) as db, pytest.raises(duckdb.Error, match="read-only"):
        db.execute("DELETE FROM product.mart.build")


def test_an_error_while_building_leaves_the_old_database_and_nothing_beside_it(path: Path) -> None:
    _build(path, "old")
    before = path.read_bytes()
    with pytest.raises(ZeroDivisionError):
        _fail_while_building(path)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_an_error_in_the_first_build_leaves_no_database(path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        _fail_while_building(path)
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize("left", [b"", b"half a file", bytes(100_000)])
def test_what_a_killed_build_left_is_cleared_away(tmp_path: Path, left: bytes) -> None:
    folder = tmp_path / "lock"  # a folder whose name is in DuckDB's message is not a build under way
    folder.mkdir()
    path = folder / storage.FILE_NAME
    (folder / "malkollen.building.duckdb").write_bytes(left)
    (folder / "malkollen.building.duckdb.wal").write_bytes(left)
    (folder / "malkollen.building.duckdb.tmp").mkdir()
    (folder / "malkollen.building.duckdb.tmp" / "spilled").write_bytes(left)
    _build(path, "new")
    with storage.attach(path) as db:
        assert _version(db) == "new"
    assert list(folder.iterdir()) == [path]


def test_a_missing_database_is_answered_with_the_command_that_builds_it(path: Path) -> None:
    with pytest.raises(DataError, match=r"^malkollen\.duckdb: databasen finns inte; bygg den med 'malkollen ingest'$"):
        storage.attach(path)
    assert not path.exists()


@pytest.mark.parametrize("keep", [0, 1, 4096, 0.5, 0.99])
def test_half_a_database_file_is_refused_in_one_line(database: Path, path: Path, keep: float) -> None:
    content = database.read_bytes()
    path.write_bytes(content[: int(keep * len(content)) if isinstance(keep, float) else keep])
    with pytest.raises(DataError, match=r"^malkollen\.duckdb: går inte att läsa som Målkollens databas; ") as refused:
        storage.attach(path)
    assert len(str(refused.value).splitlines()) == 1


def test_another_programs_database_is_refused(path: Path) -> None:
    with duckdb.connect(path) as db:
        db.execute("CREATE TABLE notes (text VARCHAR)")
    with pytest.raises(DataError, match="bygg om med 'malkollen ingest'"):
        storage.attach(path)


def test_a_folder_that_is_not_there_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"^malkollen\.duckdb: mappen [^\n]*no finns inte; ange datamappen i M"):
        _build(tmp_path / "no" / storage.FILE_NAME, "new")
    (tmp_path / "file").touch()
    with pytest.raises(DataError, match=r"^malkollen\.duckdb: mappen [^\n]*file finns inte; ange datamappen i M"):
        _build(tmp_path / "file" / storage.FILE_NAME, "new")


def test_a_place_that_cannot_be_written_is_refused_in_one_line(path: Path) -> None:
    path.with_name("malkollen.building.duckdb").mkdir()
    with pytest.raises(DataError, match=r"^malkollen\.building\.duckdb: går inte att skriva i [^\n]*disken full\?$"):
        _build(path, "new")


def test_a_database_that_cannot_be_replaced_is_refused_in_one_line(path: Path) -> None:
    path.mkdir()
    with pytest.raises(DataError, match=r"^malkollen\.duckdb: filen är låst av ett annat program; stäng Målkollen"):
        _build(path, "new")
    assert list(path.parent.iterdir()) == [path]


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A disk of eight megabytes."""
    folder = tmp_path_factory.mktemp("disk")
    mount = shutil.which("mount")
    if (
        mount is None
        or subprocess.run(
            [mount, "-t", "tmpfs", "-o", "size=8m", "tmpfs", folder], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("en liten disk går inte att montera här")
    yield folder
    subprocess.run([str(shutil.which("umount")), folder], check=True)


def _fill(folder: Path, left: int) -> Path:
    """Leaves so many bytes of a disk."""
    found = os.statvfs(folder)
    filling = folder / "filling"
    filling.write_bytes(bytes(max(0, found.f_bavail * found.f_frsize - left)))
    return filling


@pytest.mark.parametrize("left", every(3, [0, 4_096, 60_000, 300_000, 600_000, 1_000_000, 2_000_000, 3_000_000]))
def test_a_disk_that_is_full_is_one_line_and_leaves_the_old_and_nothing_beside_it(small_disk: Path, left: int) -> None:
    """At every third of eight; thoroughly at all."""
    path = small_disk / storage.FILE_NAME
    _build(path, "old")
    before = path.read_bytes()
    filling = _fill(small_disk, left)
    try:
        with pytest.raises(StorageError, match=r"^malkollen\.building\.duckdb: går inte att skriva i [^\n]*full\?$"):
            _build_large(path)
        assert path.read_bytes() == before
        assert {part.name for part in small_disk.iterdir()} == {path.name, filling.name}
    finally:
        filling.unlink()
    _build(path, "new")


def _build_large(path: Path) -> None:
    with storage.rebuilding(path) as db:
        db.execute("CREATE SCHEMA mart; CREATE TABLE mart.build AS SELECT 'new' AS data_version")
        for _ in range(5):  # a build is many statements: each may be the one that finds no room
            db.execute("CREATE OR REPLACE TABLE more AS SELECT md5(random()::VARCHAR) AS text FROM range(100_000)")
            db.execute("INSERT INTO more FROM more")


def test_a_folder_that_is_gone_when_it_is_done_is_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    with pytest.raises(DataError, match=r"^malkollen\.[^\n]*$"):
        _build_while_it_goes(folder)
    assert not folder.exists()


def _build_while_it_goes(folder: Path) -> None:
    with storage.rebuilding(folder / storage.FILE_NAME) as db:
        db.execute("CREATE TABLE more AS SELECT random() FROM range(100_000)")
        shutil.rmtree(folder)


def test_a_path_with_an_apostrophe_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "kansliet's data"
    folder.mkdir()
    _build(folder / storage.FILE_NAME, "only")
    with storage.attach(folder / storage.FILE_NAME) as db:
        assert _version(db) == "only"


def test_the_fingerprint_changes_when_another_database_is_swapped_in(path: Path) -> None:
    assert storage.fingerprint(path) == (0, 0, 0)
    _build(path, "old")
    before = storage.fingerprint(path)
    assert storage.fingerprint(path) == before
    _build(path, "new")
    assert storage.fingerprint(path) != before


def test_the_data_folder_is_the_checkouts_unless_the_environment_says_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MALKOLLEN_DATA", raising=False)
    assert storage.data_folder() == ROOT / "data"
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    assert storage.database() == tmp_path / "malkollen.duckdb"
