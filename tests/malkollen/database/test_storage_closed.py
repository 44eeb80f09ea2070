"""A database that somebody made opens no file and asks no address, and its names are no queries."""

import os
import re
from pathlib import Path

import duckdb
import pytest

from malkollen import ROOT
from malkollen.database import storage
from malkollen.errors import DataError


def database_of(path: Path, *statements: str) -> Path:
    with duckdb.connect(path) as db:
        db.execute("CREATE SCHEMA mart")
        for statement in ("CREATE TABLE mart.build AS SELECT 1 AS built", *statements):
            db.execute(statement)
    return path


def test_a_view_in_a_database_reads_no_file(tmp_path: Path) -> None:
    (tmp_path / "hemlig.csv").write_text("a\n1\n", encoding="utf-8")
    view = f"CREATE VIEW mart.measures AS FROM read_csv('{tmp_path}/hemlig.csv')"
    with pytest.raises(DataError, match="är inte en databas som Målkollen har byggt"):
        storage.attach(database_of(tmp_path / "d.duckdb", view))


@pytest.mark.parametrize("name", ["coverage", "measures"])
def test_a_view_that_never_ends_holds_no_reader(name: str, tmp_path: Path) -> None:
    endless = f"CREATE VIEW mart.{name} AS WITH RECURSIVE n AS (SELECT 1 AS a UNION ALL SELECT a FROM n) FROM n"
    measures = "CREATE TABLE mart.measures (source VARCHAR, measure VARCHAR, year INTEGER, value DOUBLE)"
    path = database_of(tmp_path / "d.duckdb", endless, *([measures] if name == "coverage" else []))
    if name == "coverage":
        with storage.attach(path) as db:
            assert db.execute("FROM mart.coverage").fetchall() == []
    else:
        with pytest.raises(DataError, match="är inte en databas som Målkollen har byggt"):
            storage.attach(path)


def test_a_column_that_is_computed_when_it_is_read_is_refused(tmp_path: Path) -> None:
    table = "CREATE TABLE mart.x (a INTEGER, b INTEGER GENERATED ALWAYS AS (list_sum(range(a))))"
    with pytest.raises(DataError, match="är inte en databas som Målkollen har byggt"):
        storage.attach(database_of(tmp_path / "d.duckdb", table))


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_is_no_file_is_not_opened(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "d.duckdb"
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    with pytest.raises(DataError, match=r"^d.duckdb: går inte att läsa .*\(är ingen vanlig fil\)$"):
        storage.attach(path)


@pytest.mark.parametrize(
    "sql",
    ["ATTACH '{}/ny.duckdb'", "COPY (SELECT 1) TO '{}/ny.csv'", "FROM read_text('{}/d.duckdb')", "INSTALL httpfs",
     "SET enable_external_access = true", "SET autoload_known_extensions = true"],
)  # fmt: skip
def test_a_reader_can_open_nothing_else(sql: str, tmp_path: Path) -> None:
    path = database_of(tmp_path / "d.duckdb")
    with storage.attach(path) as db, pytest.raises(duckdb.Error):
        db.cursor().execute(sql.format(tmp_path))
    assert list(tmp_path.iterdir()) == [path]


def test_a_tables_name_is_no_query(tmp_path: Path) -> None:
    name = f"a AS SELECT 1; COPY (SELECT 1) TO '{tmp_path}/skriven.csv'; --"
    path = database_of(tmp_path / "d.duckdb", f'CREATE TABLE mart."{name}" AS SELECT 1 AS x')
    with pytest.raises(DataError, match=r"^d.duckdb: är inte en databas som Målkollen har byggt"):
        storage.attach(path)
    assert not (tmp_path / "skriven.csv").exists()


def test_another_kind_of_database_is_not_tried(tmp_path: Path) -> None:
    (tmp_path / "d.duckdb").write_bytes(b"SQLite format 3\x00" + b"\x00" * 8192)
    with pytest.raises(DataError, match="går inte att läsa"):
        storage.attach(tmp_path / "d.duckdb")


def test_no_extension_is_fetched_for_an_address() -> None:
    with storage.connect() as db:
        settings = db.execute(
            "SELECT DISTINCT value FROM duckdb_settings() WHERE name IN "
            "('autoinstall_known_extensions', 'autoload_known_extensions', 'allow_community_extensions')"
        ).fetchall()
    assert settings == [("false",)]


def test_a_question_that_takes_long_prints_nothing_among_the_rows() -> None:
    with storage.connect() as db, db.cursor() as beside:
        for one in (db, beside):
            assert one.execute("SELECT current_setting('enable_progress_bar')").fetchone() == (False,)


def test_brackets_in_a_folders_name_are_no_pattern(tmp_path: Path) -> None:
    for folder, value in (("data[1]", 1), ("data1", 2)):
        (tmp_path / folder).mkdir()
        with storage.connect() as db:
            db.execute(f"COPY (SELECT {value} AS a) TO '{tmp_path / folder}/x.csv'")
    with storage.connect() as db:
        assert db.execute("FROM read_csv(?)", [storage.literal(tmp_path / "data[1]" / "x.csv")]).fetchall() == [(1,)]


def test_every_connection_is_made_in_one_place() -> None:
    code = [path for folder in ("malkollen", "ingest", "dashboard") for path in (ROOT / folder).rglob("*.py")]
    made_by = [path.name for path in code if re.search(r"duckdb\.(connect|execute|sql)\(", path.read_text("utf-8"))]
    assert made_by == ["storage.py"]


def test_the_view_of_a_reader_is_the_view_of_the_build(database: Path) -> None:
    with storage.attach(database) as db:
        query = "SELECT view_name, sql FROM duckdb_views() WHERE database_name = $1 AND NOT internal ORDER BY view_name"
        (built,) = db.execute(query, ["product"]).fetchall()
        ours = dict(db.execute(query, ["memory"]).fetchall())
    assert (built[0], built[1]) == ("coverage", ours["coverage"])
