"""Fixed versions: made once, never changed, opened as they were, compared with what became of them."""

import functools
import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import on_page
import pytest
from as_shown import as_shown
from parts import every
from streamlit.testing.v1 import AppTest

from dashboard.blocks.blocks import Bullets, Text, ToWrite, to_be_read
from dashboard.blocks.table import Number
from dashboard.content import facts as dashboard_facts
from dashboard.content.answers import answers
from dashboard.content.data import compared, decided, editions as texts, revised
from dashboard.content.office import fixing
from dashboard.content.overview import news
from dashboard.content.text import fixed_and_meeting, state_day
from dashboard.documents import annual, conference
from dashboard.documents.blocks import version_line
from dashboard.documents.leadership import compose
from malkollen import ROOT
from malkollen.__main__ import main
from malkollen.database import storage
from malkollen.editions import changes as edition_changes, editions, file, snapshot
from malkollen.editions.snapshot import LabelKey, ValueKey
from malkollen.errors import ConflictError, DataError, EntryError, UnknownNameError
from malkollen.files import lock
from malkollen.office import access, judgements, priority_objects
from malkollen.office.judgements import Basis, Entry
from malkollen.registry import registry
from malkollen.texts.swedish import in_words

DAY, MEETING, NAME = date(2026, 11, 20), "Ledningsgruppen 7/2026", "2026-11-ledningsgruppen"
OWN_TARGET = """[targets.own]
indicator = "charging_points_per_1000"
title = "5,7 laddpunkter 2030"
value = 5.7
unit = "per 1 000 inv."
target_year = 2030
status = "gällande"
transfer = "egen"
area = "Södertörn"
wording = "5,7"
document = "§ 1"
decided_by = "Kommittén"
decided = "2026-11-27"
checked = 2026-11-28
"""
OBJECTS = ";".join(priority_objects.COLUMNS) + "\n"
HUDDINGE_CARS = "municipality_code = '0126' AND measure = 'cars_battery_electric' AND year = 2025"


@pytest.fixture(scope="module")
def data(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one edition in it, and figures and a judgement that came after."""
    folder = tmp_path_factory.mktemp("editions") / "data"
    folder.mkdir()
    shutil.copyfile(database, folder / storage.FILE_NAME)
    (folder / "priority_objects.csv").write_text(OBJECTS, encoding="utf-8")
    _judge(folder, "delvis")
    editions.create(folder, NAME, DAY, MEETING)
    _judge(folder, "på väg")
    _change(folder / storage.FILE_NAME, f"UPDATE mart.measures SET value = value * 2 WHERE {HUDDINGE_CARS}")
    return folder


def _change(path: Path, query: str) -> None:
    with closing(duckdb.connect(path)) as db:
        db.execute(query)


def _judge(folder: Path, label: str, now: datetime | None = None, day: str = "2026-11-20") -> None:
    path = folder / judgements.FILE_NAME
    rows = judgements.history(path, "klimatomstallning")
    entry = Entry(
        goal="klimatomstallning", programme="sup_2040", basis=Basis("delvis", "abc", "def", "1.0"), label=label,
        reason="Prov av ett skäl.", who="Prov Person", meeting=MEETING, day=day,
    )  # fmt: skip
    judgements.save(path, entry, rows[0].id if rows else None, now=now)


# ───────────── Made once ─────────────


def test_an_edition_says_what_is_in_it(data: Path) -> None:
    (edition,) = editions.listed(data)
    assert (edition.name, edition.day, edition.meeting) == (NAME, DAY, MEETING)
    assert {"malkollen.duckdb", "indicators.toml", "judgements.sqlite", "values.csv", "verdicts.csv"} <= set(
        edition.files
    )
    assert edition.registry_version == registry.version()
    assert file.verify(data / "editions" / f"{NAME}.zip") == []
    assert editions.find(data, NAME) == edition


def test_an_edition_is_never_overwritten(data: Path) -> None:
    before = (data / "editions" / f"{NAME}.zip").read_bytes()
    with pytest.raises(ConflictError, match="finns redan och ändras aldrig"):
        editions.create(data, NAME, DAY, MEETING)
    assert (data / "editions" / f"{NAME}.zip").read_bytes() == before


@pytest.mark.parametrize("name", ["", "Stor", "../ut", "a/b", "med mellanslag", "-x", "a" * 61, "a.zip"])
def test_a_name_that_cannot_stand_in_an_address_is_refused(data: Path, name: str) -> None:
    with pytest.raises(EntryError, match="bindestreck"):
        editions.create(data, name, DAY, MEETING)
    with pytest.raises(UnknownNameError, match=NAME):
        editions.find(data, name)


def test_no_edition_is_called_what_holds_now(data: Path) -> None:
    with pytest.raises(EntryError, match="'nu' är det som gäller nu"):
        editions.create(data, "nu", DAY, MEETING)


@pytest.mark.parametrize("meeting", ["  ", "två\nrader", "klang\x07", "bytes\udcff", "x" * 201])
def test_a_meeting_must_be_said_in_a_line(data: Path, meeting: str) -> None:
    with pytest.raises(EntryError, match="vilket möte"):
        editions.create(data, "utan-mote", DAY, meeting)
    assert not (data / "editions" / "utan-mote.zip").exists()


@pytest.mark.parametrize("day", ["2026-02-30", "0001-01-01", "9999-12-31", "i morgon"])
def test_a_day_that_cannot_be_counted_from_is_refused(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["edition", "create", NAME, "--date", day, "--meeting", MEETING])
    assert ended.value.code == 2
    assert f"--date: '{day}' är inte ett datum" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_to_is_said(database: Path, tmp_path: Path) -> None:
    shutil.copyfile(database, tmp_path / storage.FILE_NAME)
    (tmp_path / "editions").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(DataError, match="går inte att skriva"):
        editions.create(tmp_path, NAME, DAY, MEETING)


def test_without_a_database_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="databasen finns inte"):
        editions.create(tmp_path / "felstavad", NAME, DAY, MEETING)
    assert [*tmp_path.iterdir()] == []


def test_judgements_that_cannot_be_copied_are_said_and_nothing_is_made(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data#1?"  # both mean something in SQLite's addresses
    folder.mkdir()
    shutil.copyfile(database, folder / storage.FILE_NAME)
    _judge(folder, "delvis")
    assert judgements.FILE_NAME in editions.create(folder, NAME, DAY, MEETING).files
    (folder / judgements.FILE_NAME).write_bytes(b"something else" * 100)
    with pytest.raises(DataError, match="går inte att läsa som Målkollens bedömningar"):
        editions.create(folder, "nasta", DAY, MEETING)
    assert _names(folder / "editions") == {f"{NAME}.zip"}


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("activities.toml", '[[activities]]\nwhat = "x"\n', "activities.toml: activities.0.when: saknas"),
        ("priority_objects.csv", "", "priority_objects.csv: filen är tom"),
    ],
)
def test_a_fault_that_could_never_be_mended_is_not_pinned(
    database: Path, tmp_path: Path, name: str, content: str, fault: str
) -> None:
    shutil.copyfile(database, tmp_path / storage.FILE_NAME)
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=fault):
        editions.create(tmp_path, NAME, DAY, MEETING)
    assert _names(tmp_path / "editions") == set()


def test_what_differs_from_what_is_shown_is_not_pinned(database: Path, tmp_path: Path) -> None:
    shutil.copyfile(database, tmp_path / storage.FILE_NAME)
    (tmp_path / f"{storage.FILE_NAME}.wal").write_bytes(b"changes of another program")
    with pytest.raises(DataError, match=r"^malkollen\.duckdb\.wal: ändringar som ett annat program har lämnat"):
        editions.create(tmp_path, NAME, DAY, MEETING)
    assert not (tmp_path / "editions").exists()


@pytest.mark.parametrize("name", every(3, ["priority_objects.csv", "activities.toml"]))
@pytest.mark.parametrize(
    "lay",
    [lambda path: path.symlink_to("gone"), lambda path: path.symlink_to(path.name), os.mkfifo,
     lambda path: path.symlink_to("/dev/zero")],
    ids=["gone", "round", "pipe", "endless"],
)  # fmt: skip
def test_what_cannot_be_read_is_not_left_out_in_silence(
    data: Path, tmp_path: Path, name: str, lay: Callable[[Path], None]
) -> None:
    """Every third fault; thoroughly all eight."""
    (tmp_path / storage.FILE_NAME).symlink_to(data / storage.FILE_NAME)
    lay(tmp_path / name)
    with pytest.raises(DataError, match=rf"^{name}: är ingen vanlig fil, eller en länk till något som inte finns; "):
        editions.create(tmp_path, NAME, DAY, MEETING)
    assert _names(tmp_path / "editions") == set()


def test_what_a_killed_program_left_is_removed_at_the_next(database: Path, tmp_path: Path) -> None:
    shutil.copyfile(database, tmp_path / storage.FILE_NAME)
    for name in (".making-killed", ".opened"):
        (tmp_path / "editions" / name).mkdir(parents=True)
    editions.create(tmp_path, NAME, DAY, MEETING)
    assert _names(tmp_path / "editions") == {".opened", f"{NAME}.zip"}


def test_what_another_is_making_is_left_alone(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copyfile(database, tmp_path / storage.FILE_NAME)
    monkeypatch.setattr(editions, "PATIENCE_SECONDS", 0.1)
    (tmp_path / "editions" / ".making-now").mkdir(parents=True)
    with lock.alone(tmp_path / "editions", "", 0), pytest.raises(ConflictError, match="fastställs eller packas upp"):
        editions.create(tmp_path, NAME, DAY, MEETING)
    assert _names(tmp_path / "editions") == {".making-now"}


def _names(folder: Path) -> set[str]:
    """What lies in a folder, without its lock."""
    return {path.name for path in folder.iterdir()} - {lock.FILE_NAME}


def test_no_title_or_name_runs_as_a_formula(data: Path, tmp_path: Path) -> None:
    said = editions.snapshot_of(data, NAME)
    declared = _edited(tmp_path, 'title = "Elbilar i personbilsflottan"', 'title = "=1+1"')
    written = snapshot.write_values(replace(said, registry=declared, names={**said.names, "0126": "@Huddinge"}))
    assert "electric_car_share,K02,'=1+1,%,0126,'@Huddinge,2025" in written


# ───────────── Verified ─────────────


@pytest.mark.parametrize("part", ["values.csv", "indicators.toml", "malkollen.duckdb"])
def test_a_changed_part_is_named(data: Path, tmp_path: Path, part: str) -> None:
    path = _repacked(data, tmp_path, {part: lambda content: content + b" "})
    assert file.verify(path) == [f"{path.name}: {part} är inte som när versionen fastställdes"]


def test_half_a_file_is_said(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "halv.zip"
    whole = (data / "editions" / f"{NAME}.zip").read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert file.verify(path) == [
        "halv.zip: går inte att läsa som en fastställd version; hämta filen ur säkerhetskopian"
    ]


def test_a_changed_edition_is_not_opened(data: Path, tmp_path: Path) -> None:
    path = _repacked(data, tmp_path, {"values.csv": lambda content: content.replace(b"2025", b"2024", 1)})
    (tmp_path / "editions").mkdir()
    shutil.copyfile(path, tmp_path / "editions" / f"{NAME}.zip")
    with pytest.raises(DataError, match="inte som när versionen fastställdes"):
        editions.opened(tmp_path, NAME)


Edit = Callable[[bytes], bytes]


def _repacked(data: Path, folder: Path, edits: dict[str, Edit]) -> Path:
    target = folder / f"{NAME}.zip"
    with zipfile.ZipFile(data / "editions" / f"{NAME}.zip") as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            edit = edits.get(name)
            new.writestr(name, edit(old.read(name)) if edit else old.read(name))
    return target


def _another_form(data: Path, folder: Path, part: str, edit: Edit) -> Path:
    """A data folder whose edition another program made: with a part of another form, and a manifest that says so."""
    old = data / "editions" / f"{NAME}.zip"
    with zipfile.ZipFile(old) as whole:
        was = hashlib.sha256(whole.read(part)).hexdigest()
        now = hashlib.sha256(edit(whole.read(part))).hexdigest()
    (folder / "editions").mkdir()
    manifest = {"manifest.json": lambda content: content.replace(was.encode(), now.encode())}
    _repacked(data, folder / "editions", {part: edit, **manifest})
    assert file.verify(folder / "editions" / f"{NAME}.zip") == []
    return folder


def _asked(query: str) -> Edit:
    """An edit of a database's bytes."""

    def edit(content: bytes) -> bytes:
        with tempfile.TemporaryDirectory() as room:
            path = Path(room) / storage.FILE_NAME
            path.write_bytes(content)
            _change(path, query)
            return path.read_bytes()

    return functools.lru_cache(edit)  # a database is not written twice alike


def test_any_byte_of_a_manifest_may_be_another_without_a_traceback(data: Path, tmp_path: Path, thorough: bool) -> None:
    """Every eighty-ninth byte; thoroughly every seventh."""
    path, whole = tmp_path / f"{NAME}.zip", (data / "editions" / f"{NAME}.zip").read_bytes()
    with zipfile.ZipFile(data / "editions" / f"{NAME}.zip") as made:
        start = made.getinfo("manifest.json").header_offset
    refusals = set()
    for place in range(start, len(whole), 7 if thorough else 89):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        refusals.update(file.verify(path))
    assert "går inte att läsa som en fastställd version" in " ".join(refusals)
    assert all(line.startswith(f"{NAME}.zip: ") for line in refusals)


def test_a_file_of_a_newer_form_says_that_the_program_is_older(data: Path, tmp_path: Path) -> None:
    path = _repacked(data, tmp_path, {"manifest.json": lambda content: content.replace(b'"format": 1', b'"format": 2')})
    (fault,) = file.verify(path)
    assert fault == f"{NAME}.zip: gjord med en nyare version av Målkollen; uppdatera programmet för att öppna den"


def test_a_file_under_another_name_is_not_taken_for_an_edition_of_that_name(data: Path, tmp_path: Path) -> None:
    (tmp_path / "editions").mkdir()
    copied = tmp_path / "editions" / "annan.zip"
    shutil.copyfile(data / "editions" / f"{NAME}.zip", copied)
    assert editions.listed(tmp_path) == []
    with pytest.raises(DataError, match=f"döp om filen till {NAME}.zip"):
        editions.find(tmp_path, "annan")


def test_a_manifest_cannot_write_outside_its_folder(data: Path, tmp_path: Path) -> None:
    path = _repacked(data, tmp_path, {"manifest.json": lambda content: content.replace(b'"values', b'"../values')})
    (fault,) = file.verify(path)
    assert "går inte att läsa" in fault


def test_two_who_make_the_same_edition_at_once_do_not_write_over_each_other(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copyfile(database, tmp_path / storage.FILE_NAME)
    pack, first = file.pack, list[int]()

    def meanwhile(room: Path, whole: Path, names: list[str]) -> None:
        pack(room, whole, names)
        shutil.copyfile(whole, tmp_path / "editions" / f"{NAME}.zip")  # out of a backup, which takes no lock
        first.append((tmp_path / "editions" / f"{NAME}.zip").stat().st_ino)

    monkeypatch.setattr(file, "pack", meanwhile)
    with pytest.raises(ConflictError, match="finns redan"):
        editions.create(tmp_path, NAME, DAY, MEETING)
    assert [(tmp_path / "editions" / f"{NAME}.zip").stat().st_ino] == first
    assert _names(tmp_path / "editions") == {f"{NAME}.zip"}


# ───────────── Spoilt ones beside it ─────────────


def _beside(data: Path, folder: Path) -> Path:
    """A data folder with the edition and a place for spoilt ones."""
    (folder / "editions").mkdir()
    shutil.copyfile(data / "editions" / f"{NAME}.zip", folder / "editions" / f"{NAME}.zip")
    return folder / "editions"


def _with_manifest(data: Path, folder: Path, name: str, **fields: object) -> Path:
    """A copy of the edition under another name, with fields of its manifest changed."""
    with zipfile.ZipFile(data / "editions" / f"{NAME}.zip") as old:
        manifest = json.loads(old.read("manifest.json")) | {"name": name} | fields
    with zipfile.ZipFile(folder / f"{name}.zip", "w") as new:
        new.writestr("manifest.json", json.dumps(manifest))
    return folder / f"{name}.zip"


def _a_bomb(folder: Path) -> None:
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("manifest.json", b" " * 50_000_000)


SPOILT: dict[str, Callable[[Path, Path], object]] = {
    "no zone": lambda data, folder: _with_manifest(data, folder, "zonlos", created_at="2026-11-20T10:00:00"),
    "year 1": lambda data, folder: _with_manifest(data, folder, "ett", created_at="0001-01-01T00:00:00+00:00"),
    "day of year 1": lambda data, folder: _with_manifest(data, folder, "ett", day="0001-01-01"),
    "control characters": lambda data, folder: _with_manifest(data, folder, "a\x1b[2J"),
    "a meeting without end": lambda data, folder: _with_manifest(data, folder, "lang", meeting="x" * 100_000),
    "a part with a line break": lambda data, folder: _with_manifest(data, folder, "rad", files={"a\nb": "0"}),
    "nested": lambda data, folder: _with_manifest(data, folder, "djup", files=json.loads("[" * 500 + "]" * 500)),
    "a bomb": lambda _data, folder: _a_bomb(folder),
    "a folder": lambda _data, folder: (folder / "mapp.zip").mkdir(),
    "a pipe": lambda _data, folder: os.mkfifo(folder / "pipa.zip"),
    "a link to itself": lambda _data, folder: (folder / "rund.zip").symlink_to(folder / "rund.zip"),
}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="systemet har inga namngivna rör")
@pytest.mark.parametrize("kind", every(3, [*SPOILT]))
def test_a_spoilt_edition_is_refused_alone_in_a_line_and_within_bounds(
    kind: str, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every third fault; thoroughly all eleven."""
    folder = _beside(data, tmp_path)
    SPOILT[kind](data, folder)
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    tracemalloc.start()
    assert [made.name for made in editions.listed(tmp_path)] == [NAME]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000
    assert main(["edition", "list"]) == 0
    assert main(["edition", "verify"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.isprintable()
    assert "går inte att läsa som en fastställd version" in line


@pytest.mark.thorough  # a clock that was wrong
def test_editions_of_a_day_stand_in_the_order_they_were_made_whatever_the_clock(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = _beside(data, tmp_path)
    _with_manifest(data, folder, "forst", created_at="2031-05-01T10:00:00+00:00")
    shutil.copyfile(data / storage.FILE_NAME, tmp_path / storage.FILE_NAME)
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    assert main(["edition", "create", "sist", "--date", str(DAY), "--meeting", MEETING]) == 0
    assert "sist: gjord 2031-05-01" in capsys.readouterr().err
    assert [made.name for made in editions.listed(tmp_path)] == ["sist", "forst", NAME]
    assert main(["edition", "list"]) == 0
    told = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in told] == ["sist", "forst"]
    assert all("klocka har gått fel" in line for line in told)


# ───────────── Opened as it was ─────────────


def test_unpacked_files_that_somebody_changed_are_unpacked_again(data: Path, tmp_path: Path) -> None:
    (tmp_path / "editions").mkdir()
    shutil.copyfile(data / "editions" / f"{NAME}.zip", tmp_path / "editions" / f"{NAME}.zip")
    folder = editions.opened(tmp_path, NAME)
    assert folder.stat().st_mode & 0o055 == 0o055  # who serves the pages may be another than who made the edition
    before = (folder / editions.VALUES).read_bytes()
    (folder / editions.VALUES).write_bytes(before.replace(b"2025", b"2024"))
    (folder / editions.REGISTRY).unlink()
    assert editions.opened(tmp_path, NAME) == folder
    assert (folder / editions.VALUES).read_bytes() == before
    assert (folder / editions.REGISTRY).is_file()
    assert _names(folder.parent) == {folder.name}


def test_a_journal_beside_the_unpacked_database_is_no_part_of_it(data: Path, tmp_path: Path) -> None:
    (tmp_path / "editions").mkdir()
    shutil.copyfile(data / "editions" / f"{NAME}.zip", tmp_path / "editions" / f"{NAME}.zip")
    journal = editions.opened(tmp_path, NAME) / "malkollen.duckdb.wal"
    journal.write_bytes(b"changes")
    with storage.attach(editions.opened(tmp_path, NAME) / storage.FILE_NAME):
        assert not journal.exists()


def test_pages_read_what_was_then(data: Path) -> None:
    then, now = dashboard_facts.load_edition(data, NAME), dashboard_facts.load(data / storage.FILE_NAME, DAY)
    values = [found.evaluation("electric_car_share").at("0126", 2025).value or 0.0 for found in (then, now)]
    assert values[1] == pytest.approx(2 * values[0])
    assert then.as_of == DAY
    assert then.edition is not None
    (standing,) = judgements.history(then.folder / judgements.FILE_NAME, "klimatomstallning")
    assert standing.label == "delvis"
    assert (texts.banner(now), texts.differs(now, data)) == (None, None)
    assert (texts.banner(then) or "").startswith(f"Fastställd version {NAME}: {MEETING}, {in_words(DAY)}.")
    assert texts.differs(then, data) is None  # the same method


def test_a_newer_method_is_said(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    then = dashboard_facts.load_edition(data, NAME)
    key = next(key for key, word in editions.snapshot_of(data, NAME).labels.items() if word == "förbättras")
    now = texts.snapshot.labels(then.assessor, then.areas) | {key: "försämras"}
    monkeypatch.setattr(texts.snapshot, "labels", lambda *_: now)
    assert (texts.differs(then, data) or "").startswith("1 bedömning är räknad med en nyare metod")


@pytest.mark.parametrize("query", every(2, ["DROP TABLE mart.fetches", "ALTER TABLE mart.sources DROP lag_months"]))
def test_a_database_of_another_form_says_where_the_values_are_and_shows_them(
    data: Path, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    """One of two; thoroughly both."""
    _another_form(data, tmp_path, storage.FILE_NAME, _asked(query))
    with pytest.raises(DataError, match=f"values.csv och verdicts.csv i filen editions/{NAME}.zip"):
        dashboard_facts.load_edition(tmp_path, NAME)
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
    app.query_params["utgava"] = NAME
    app.run()
    assert not app.exception
    assert [element.value for element in app.header] == ["Värdena i den fastställda versionen"]
    shown = texts.plain_values(tmp_path, NAME)
    with storage.attach(database) as db:
        then = snapshot.take(db, registry.load(), DAY)
    cells = {(str(row[0]), str(row[2]), str(row[3]), str(row[4])): row[5] for row in shown.rows}
    value = then.values[ValueKey("electric_car_share", "0126", 2025, "with")][0]
    assert cells["K02", "Huddinge", "2025", "Alla kommuner"] == Number(value, 2)


def test_a_link_opens_the_edition_and_a_button_leaves_it(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", str(data))
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
    app.query_params["utgava"] = NAME
    app.run()
    assert not app.exception
    assert any(f"Fastställd version {NAME}" in str(element.proto.body) for element in app.get("html"))
    (leave,) = [button for button in app.button if button.label == "Visa det som gäller nu"]
    leave.click().run()
    assert "utgava" not in app.query_params
    headings = [element.value for element in app.header]
    assert "Sedan förra fastställda versionen" in headings


def test_the_office_stands_on_what_holds_now_and_a_goal_shows_the_way_out(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", str(data))
    monkeypatch.setenv(access.OFFICE_VARIABLE, "1")
    goal = on_page.opened("goal", utgava=NAME, mal="klimatomstallning")
    ways: Any = {as_shown(str(way.proto.label)): str(way.proto.query_string) for way in goal.get("page_link")}
    assert NAME in ways["Kommun"]
    assert NAME not in ways["Kansli"]
    assert ways["Visa målets sida som den är nu"] == "mal=klimatomstallning"
    office = on_page.opened("office", utgava=NAME, rum="faststall")
    assert not office.exception
    assert not any("Fastställd version" in str(element.proto.body) for element in office.get("html"))
    ways = {as_shown(str(way.proto.label)): str(way.proto.query_string) for way in office.get("page_link")}
    assert NAME not in ways["Klimatomställning"]
    assert NAME in ways[f"Öppna {NAME}"]


def test_a_link_to_an_edition_that_is_not_there_says_so(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", str(data))
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
    app.query_params["utgava"] = "borta"
    app.run()
    (error,) = [as_shown(element.value) for element in app.error]
    assert error == f"Den fastställda versionen 'borta' finns inte; de som finns: {NAME}."
    assert [title.value for title in app.title] == ["Den fastställda versionen finns inte"]
    ways: Any = app.get("page_link")
    assert not any("utgava" in way.proto.query_string for way in ways)
    assert [button.label for button in app.button] == ["Visa det som gäller nu"]


@pytest.mark.parametrize("name", ["utgava", "data", "for"])
def test_an_address_cannot_make_a_page_fetch_a_picture_or_hide_a_link(
    data: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", str(data))
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
    app.query_params[name] = "![x](https://exempel.invalid/a.png)"
    app.run()
    (message,) = [element.value for element in (*app.error, *app.info, *app.warning) if "exempel" in element.value]
    assert "![x](https://exempel.invalid/a.png)" in as_shown(message)
    assert "![" not in message
    assert "](" not in message.replace(r"\]", "")
    assert "https://" not in message


# ───────────── What became of it ─────────────


def test_a_revised_figure_is_named_with_both_values_and_the_verdicts_it_moved(data: Path) -> None:
    now = dashboard_facts.load(data / storage.FILE_NAME, DAY)
    found = texts.since(now, data)
    assert found is not None
    assert "värden är reviderade" in found.summary
    changed = edition_changes.changes(
        editions.snapshot_of(data, NAME), texts.snapshot.of(now.assessor, now.areas, registry.load())
    )
    kinds = {change.key: change.kind for change in changed.values}
    assert kinds[ValueKey("electric_car_share", "0126", 2025, "with")] == "revised"
    assert kinds[ValueKey("electric_car_share", "sodertorn", 2025, "with")] == "revised"
    assert {key.indicator for key in kinds} <= {
        "electric_car_share", "chargeable_cars_per_point", "new_electric_car_share", "charging_power_to_eu_level",
    }  # fmt: skip
    assert all(change.why == ("revised data",) for change in changed.labels)


BEFORE, AT, AFTER = "2026-11-10", "2026-11-20", "2026-12-11"
OF_MEETING = "Mötets bedömning av klimatomställning är införd efteråt: den hör till mötet och ändrar inga siffror."


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        ("", AFTER, "Då fanns ingen bedömning av klimatomställning. Den har kommit sedan dess."),
        (BEFORE, AFTER, "Ledningsgruppens bedömning är en annan för klimatomställning."),
        (BEFORE, "", "Den bedömning av klimatomställning som fanns då gäller inte längre."),
        ("", "", ""),
        ("", AT, OF_MEETING),
        (BEFORE, AT, OF_MEETING),
    ],
)
def test_a_judgement_is_told_as_another_only_where_there_was_one_and_not_as_a_change_of_its_meetings_own_version(
    *, then: str, now: str, said: str, data: Path, facts: dashboard_facts.Facts, tmp_path: Path
) -> None:
    moment = datetime(2026, 11, 18, tzinfo=UTC)
    if then:
        _judge(tmp_path, "delvis", moment, then)
    made = replace(editions.listed(data)[0], created_at=moment)
    assert made.day.isoformat() == AT
    if now:
        _judge(tmp_path, "inte på väg", datetime(2026, 12, 12, tzinfo=UTC), now)
    elif then:
        path = tmp_path / judgements.FILE_NAME
        newest = judgements.history(path, "klimatomstallning")[0].id
        judgements.withdraw(path, "klimatomstallning", "Prov Person", newest)
    assert decided.judged(facts, tmp_path, made).strip() == said


def test_a_target_that_was_decided_is_news_and_so_is_another_value_of_it(data: Path) -> None:
    before = editions.snapshot_of(data, NAME).registry
    first = next(iter(before.targets.values()))
    own = first.model_copy(update={
        "indicator": K02, "title": "Vårt", "value": 40.0, "unit": "%", "target_year": 2030, "base_year": None,
        "base_value": None, "status": "gällande", "transfer": "egen", "decided_by": "Ledningsgruppen",
        "decided": "2026-12-03",
    })  # fmt: skip

    def with_own(**fields: object) -> registry.Registry:
        return before.model_copy(update={"targets": {**before.targets, "own": own.model_copy(update=fields)}})

    def told(then: registry.Registry, now: registry.Registry) -> list[str]:
        return [line.replace("\u00a0", " ") for line in decided.targets(then, now)]

    assert told(before, before) == []
    assert told(before, with_own()) == [
        "Nytt målvärde: elbilar, 40 % 2030, beslutat av Ledningsgruppen 3 december 2026"
    ]
    assert told(before, with_own(transfer="jämförelsenivå")) == []
    assert told(before, with_own(status="förslag")) == []
    assert told(with_own(status="förslag"), with_own())[0].startswith(decided.NEW)
    assert told(with_own(), with_own(value=42.5)) == ["Ändrat målvärde: elbilar, 42,5 % 2030, förut 40 % 2030"]
    assert told(with_own(), with_own(note="Kontrollerat.")) == []
    assert told(with_own(), before) == ["Målvärde som inte gäller längre: elbilar, 40 % 2030"]


def test_a_corrected_figure_is_news_by_itself_before_the_verdicts_and_once(data: Path) -> None:
    now = dashboard_facts.load(data / storage.FILE_NAME, DAY)
    found = texts.since(now, data)
    assert found is not None
    corrected = [line for line in found.lines if line.startswith(("Rättad", "Rättade"))]
    assert corrected == [*found.lines[: len(corrected)]]
    (cars,) = [line for line in corrected if line.startswith("Rättad siffra: elbilar 2025, Huddinge från ")]
    assert ", Huddinge från 9,3 % till 18,6 % och Södertörn från 10,6 % till 12,4 %" in cars.replace("\u00a0", " ")
    assert len([line for line in corrected if line.startswith(decided.CORRECTED)]) <= decided.MOST
    assert cars in leadership_lines(now, data), "and so on the paper"
    (slide,) = [one for one in conference.slides(now, data) if one.key == "nytt"]
    assert slide.message == f"Nytt sedan den fastställda versionen {NAME} ({in_words(DAY)})"
    (bullets,) = [block for block in slide.blocks if isinstance(block, Bullets)]
    assert cars in bullets.lines, "and so in the room"
    assert slide.blocks[0] == Text(found.summary)


def test_a_document_of_a_fixed_version_is_headed_by_its_meeting(data: Path) -> None:
    then, said = dashboard_facts.load_edition(data, NAME), in_words(DAY)
    assert compose(then, data).subtitle.endswith(f", {MEETING}, {said}")
    assert then.edition is not None
    dated = replace(then, edition=replace(then.edition, meeting=f"Styrgruppen {DAY}"))
    assert compose(dated, data).subtitle.endswith(f", Styrgruppen {said}"), "the day is said once"
    now = dashboard_facts.load(data / storage.FILE_NAME, DAY)
    assert compose(now, data).subtitle.endswith(f", {said}")
    assert MEETING not in compose(now, data).subtitle


def test_where_nothing_is_new_since_the_version_before_there_is_no_slide_of_it(data: Path, tmp_path: Path) -> None:
    """A version that has just been made, and what it was made of; and a figure that is then corrected."""
    shutil.copyfile(data / storage.FILE_NAME, tmp_path / storage.FILE_NAME)
    without = dashboard_facts.load(tmp_path / storage.FILE_NAME, DAY)
    (first,) = [one for one in conference.slides(without, tmp_path) if one.key == "nytt"]
    assert first.message == news.HEADING, "no version before"
    editions.create(tmp_path, NAME, DAY, MEETING)
    now = dashboard_facts.load(tmp_path / storage.FILE_NAME, DAY)
    assert [one.key for one in conference.slides(now, tmp_path) if one.key in ("nytt", "vision")] == ["vision"]
    assert "nytt" not in conference.choosable(now, tmp_path)


def leadership_lines(facts: dashboard_facts.Facts, data: Path) -> list[str]:
    (section,) = [one for one in compose(facts, data).sections if one.heading.startswith("Sedan den fastställda")]
    return [line for block in section.blocks if isinstance(block, Bullets) for line in block.lines]


def test_a_later_fixed_version_is_compared_with_the_one_before_whatever_comes_after(data: Path, tmp_path: Path) -> None:
    shutil.copytree(data, tmp_path / "data")
    editions.create(tmp_path / "data", "senare", DAY + timedelta(days=60), "Nästa möte")
    _change(tmp_path / "data" / storage.FILE_NAME, "DELETE FROM mart.measures WHERE year = 2025")
    later = dashboard_facts.load_edition(tmp_path / "data", "senare")
    since = texts.since(later, tmp_path / "data")
    assert since is not None
    assert since.edition.name == NAME
    assert "värden är reviderade" in since.summary
    assert "borta" not in since.summary
    assert {NAME, "senare"} <= {column.title for column in since.values.columns}
    (changed,) = [part for part in compose(later, tmp_path / "data").sections if NAME in part.heading]
    assert since.summary in str(changed.blocks)
    first = dashboard_facts.load_edition(tmp_path / "data", NAME)
    assert texts.since(first, tmp_path / "data") is None


@pytest.mark.parametrize("part", every(2, [editions.VALUES, editions.REGISTRY]))
def test_an_edition_that_cannot_be_read_stops_no_page(data: Path, database: Path, tmp_path: Path, part: str) -> None:
    """One of two; thoroughly both."""
    shutil.copyfile(database, tmp_path / storage.FILE_NAME)
    _another_form(data, tmp_path, part, lambda content: content + b"annat = 1\n" * 2)
    since = texts.since(dashboard_facts.load(tmp_path / storage.FILE_NAME, DAY), tmp_path)
    assert since is not None
    assert since.summary.startswith(f"Den kan inte jämföras med: {NAME}.zip: gjord med en annan version av Målkollen")
    assert "\n" not in since.summary
    assert not since.values.rows


@pytest.mark.thorough  # as a database of another form, above
def test_a_page_is_shown_where_only_the_words_of_then_are_of_another_form(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _another_form(data, tmp_path, editions.LABELS, lambda content: b"annat\n")
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
    app.query_params["utgava"] = NAME
    app.run()
    assert not app.exception
    assert [as_shown(warning.value)[:56] for warning in app.warning] == [
        "Om bedömningarna löd likadant då går inte att säga. 2026"
    ]


def test_why_a_verdict_is_another(data: Path, tmp_path: Path) -> None:
    lines = editions.snapshot_of(data, NAME)
    key = LabelKey("transport_emissions", "sodertorn", "", "prognos")
    assert key in lines.labels
    other = dict(lines.labels) | {key: "något annat"}

    def why(**changes: object) -> tuple[str, ...]:
        now = edition_changes.Snapshot(**{  # type: ignore[arg-type]
            "values": lines.values, "labels": other, "registry": lines.registry, "method_version": lines.method_version,
            **changes,
        })  # fmt: skip
        (change,) = edition_changes.changes(lines, now).labels
        return change.why

    assert why() == ("another day",)
    assert why(method_version="2.0") == ("changed method",)
    text = (ROOT / "indicators.toml").read_text(encoding="utf-8")
    edited = tmp_path / "indicators.toml"
    edited.write_text(text.replace("value = 30.0", "value = 40.0", 1), encoding="utf-8")
    assert why(registry=registry.load(edited)) == ("changed target",)
    newer = dict(lines.values) | {ValueKey("transport_emissions", "sodertorn", 2026, ""): (1.0, "")}
    assert why(values=newer) == ("new data",)
    latest = max(key for key in lines.values if key[:2] == ("transport_emissions", "sodertorn"))
    revised = dict(lines.values) | {latest: (1.0, "")}
    assert why(values=revised, method_version="2.0") == ("revised data", "changed method")


def _edited(folder: Path, old: str, new: str) -> registry.Registry:
    text = (ROOT / "indicators.toml").read_text(encoding="utf-8")
    assert old in text
    edited = folder / "indicators.toml"
    edited.write_text(text.replace(old, new), encoding="utf-8")
    return registry.load(edited)


K02 = "electric_car_share"


@pytest.mark.parametrize(
    ("old", "new", "kinds", "why"),
    every(2, [
        ('"100.0 * cars_battery_electric / n', '"50.0 * cars_battery_electric / n', {"recounted"}, "changed registry"),
        ("electric_car_share", "elbilar", {"gone", "new"}, "changed registry"),
        ('municipality_group = "skr_a2_pendlingskommun_nara_storstad"', 'municipality_group = "stockholms_lan"', set(),
         "changed registry"),
        ('title = "Elbilar i personbilsflottan"', 'title = "Elbilar"', set(), None),
    ]),
)  # fmt: skip
def test_what_the_registry_did_is_not_said_of_the_data(
    data: Path, database: Path, tmp_path: Path, old: str, new: str, kinds: set[str], why: str | None
) -> None:
    """Every other change; thoroughly all four."""
    declared = _edited(tmp_path, old, new)
    with storage.attach(database) as db:
        found = edition_changes.changes(editions.snapshot_of(data, NAME), snapshot.take(db, declared, DAY))
    assert {change.kind for change in found.values} == kinds
    assert {change.why for change in found.labels} == ({(why,)} if why else set())


def test_a_target_is_a_reason_only_for_what_it_decides(data: Path, tmp_path: Path) -> None:
    lines = editions.snapshot_of(data, NAME)
    moved = {LabelKey("transport_emissions", "sodertorn", "", question) for question in ("prognos", "utveckling")}
    assert moved <= lines.labels.keys()
    newer = dict(lines.values) | {ValueKey("transport_emissions", "sodertorn", 2026, ""): (1.0, "")}

    def why(declared: registry.Registry) -> dict[str, tuple[str, ...]]:
        labels = dict(lines.labels) | dict.fromkeys(moved, "något annat")
        now = edition_changes.Snapshot(newer, labels, declared, lines.method_version)
        return {change.key.question: change.why for change in edition_changes.changes(lines, now).labels}

    target = _edited(tmp_path, "value = 30.0", "value = 40.0")
    assert why(target) == {"prognos": ("new data", "changed target"), "utveckling": ("new data",)}
    unchanged = lines.registry.targets_of("transport_emissions")
    words = {key: found.model_copy(update={"note": "Kontrollerad."}) for key, found in unchanged.items()}
    assert words
    assert why(lines.registry.model_copy(update={"targets": lines.registry.targets | words})) == {
        "prognos": ("new data",), "utveckling": ("new data",),
    }  # fmt: skip


def test_a_summary_counts_the_verdicts_of_others_too(data: Path) -> None:
    now = dashboard_facts.load(data / storage.FILE_NAME, DAY)
    own, other = (LabelKey(K02, area, "with", "läge") for area in ("sodertorn", "0126"))

    def said(*keys: LabelKey) -> str:
        labels = [edition_changes.LabelChange(key, "mitten", "nedre fjärdedelen", ("new data",)) for key in keys]
        return texts._summary(now, edition_changes.Changes([], labels))

    nothing = "Inget värde är annorlunda."
    assert said() == f"{nothing} Inget uträknat omdöme är annorlunda."
    assert said(own) == f"{nothing} 1 av Södertörns omdömen är ett annat."
    assert said(other) == f"{nothing} Inget av Södertörns omdömen är ett annat. Om andra områden är 1 omdöme ett annat."
    assert said(own, own, other, other) == (
        f"{nothing} 2 av Södertörns omdömen är andra. Om andra områden är 2 omdömen andra."
    )


def test_an_indicator_that_is_gone_is_named_in_words(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    declared = _edited(tmp_path, K02, "elbilar")
    now = dashboard_facts.load(data / storage.FILE_NAME, DAY, registry_file=tmp_path / "indicators.toml")
    load = registry.load
    monkeypatch.setattr(registry, "load", lambda path=None: load(path) if path else declared)
    since = texts.since(now, data)
    assert since is not None
    cells = {cell for shown in (since.values, since.labels) for row in shown.rows for cell in row}
    assert {"Elbilar i personbilsflottan", "Huddinge"} <= cells
    said = " ".join([*(cell for cell in cells if isinstance(cell, str)), *since.lines])
    assert not any(word in said for word in (K02, "0126", "skr_a2"))
    monkeypatch.setenv("MALKOLLEN_DATA", str(data))
    assert main(["edition", "compare", NAME]) == 0
    printed = capsys.readouterr().out
    assert "Huddinge" in printed
    assert "alla kommuner" in printed
    assert not any(word in printed for word in (K02, " 0126 ", " with ", " joint ", "skr_a2"))


def test_the_command_makes_lists_compares_and_verifies(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copyfile(database, tmp_path / storage.FILE_NAME)
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    assert main(["edition", "list"]) == 0
    assert "Ingen version är fastställd än" in capsys.readouterr().out
    assert main(["edition", "verify"]) == 0
    assert "Ingen version är fastställd än" in capsys.readouterr().out
    assert main(["edition", "create", NAME, "--date", "2026-11-20", "--meeting", MEETING]) == 0
    assert f"Fastställd: {NAME}, {MEETING} 2026-11-20" in capsys.readouterr().out
    assert main(["edition", "compare", NAME, NAME]) == 0
    assert capsys.readouterr().out.strip() == "Inget värde och ingen bedömning är annorlunda."
    assert main(["edition", "list", "--format", "json"]) == 0
    assert [row["name"] for row in json.loads(capsys.readouterr().out)] == [NAME]
    assert main(["edition", "verify"]) == 0
    assert capsys.readouterr().out.strip() == f"{NAME}: som när den fastställdes"
    (tmp_path / "editions" / f"{NAME}.zip").write_bytes(b"PK")
    assert main(["edition", "verify"]) == 2
    assert "säkerhetskopian" in capsys.readouterr().err
    assert main(["edition", "verify", "borta"]) == 2


def test_a_judgement_under_way_is_copied_whole(data: Path) -> None:
    folder = editions.opened(data, NAME)
    with closing(sqlite3.connect(folder / judgements.FILE_NAME)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_corrected_version_is_held_against_the_meeting_before_and_the_list_says_which_it_corrects(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(data, tmp_path / "data")
    folder, meeting = tmp_path / "data", date(2026, 12, 11)
    first = editions.create(folder, "2026-12-ledningsgruppen", meeting, "Ledningsgruppen 8/2026")
    second = editions.create(folder, "2026-12-ledningsgruppen-2", meeting, "ledningsgruppen  8/2026 ")
    assert editions.is_of_one_meeting(first, second)
    for name in (first.name, second.name):
        before = texts.before(dashboard_facts.load_edition(folder, name), folder)
        assert before is not None
        assert before.name == NAME, "ingen har mötts över den som rättas"
    shown = texts.editions_table(folder)
    place = [column.title for column in shown.columns].index("Rättelse")
    assert [str(row[place]) for row in shown.rows] == [
        "rättar 2026-12-ledningsgruppen", "rättad av 2026-12-ledningsgruppen-2", "–",
    ]  # fmt: skip
    corrected, correcting = (dashboard_facts.load_edition(folder, name) for name in (first.name, second.name))
    monkeypatch.setenv("MALKOLLEN_DATA", str(folder))
    assert (texts.banner(corrected) or "").endswith(" Den är rättad av 2026-12-ledningsgruppen-2.")
    assert compose(corrected, folder).version.endswith(", rättad av 2026-12-ledningsgruppen-2")
    assert "rättad av" not in f"{texts.banner(correcting)}{compose(correcting, folder).version}"
    assert (texts.banner(correcting) or "").endswith(" Den rättar 2026-12-ledningsgruppen.")
    assert compose(correcting, folder).version.endswith(", rättar 2026-12-ledningsgruppen")
    assert "rättar" not in f"{texts.banner(corrected)}{compose(corrected, folder).version}"
    assert "Rättelse" not in [column.title for column in texts.editions_table(data).columns]


def test_a_correction_says_what_is_another_than_in_what_it_corrects_where_no_meeting_was_before(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the receipt and on the paper: who has the first paper is to see what is gone."""
    shutil.copytree(data, tmp_path / "data", ignore=shutil.ignore_patterns(editions.FOLDER))
    folder, meeting = tmp_path / "data", "Ledningsgruppens möte 2026-12-11"
    monkeypatch.setenv("MALKOLLEN_DATA", str(folder))
    (folder / editions.OVERLAY).write_text(OWN_TARGET, encoding="utf-8")
    first = editions.create(folder, "ett", date(2026, 12, 11), meeting)
    (folder / editions.OVERLAY).unlink()
    second = editions.create(folder, "ett-2", date(2026, 12, 11), meeting)
    one, two = (dashboard_facts.load_edition(folder, made.name) for made in (first, second))
    assert texts.correcting(one, folder) is None
    (receipt,) = fixing.first_or_since(one, folder, first)
    assert receipt.blocks == [Text(fixing.FIRST)]
    (receipt,) = fixing.first_or_since(two, folder, second)
    assert receipt.heading == "Rättar den fastställda versionen ett"
    gone = "Målvärde som inte gäller längre: laddpunkter, 5,7 per 1 000 inv. 2030"
    assert gone in str(receipt.blocks).replace("\\xa0", " ")
    (section,) = [part for part in compose(two, folder).sections if part.heading == receipt.heading]
    assert gone in str(section.blocks).replace("\\xa0", " ")
    assert f" till Ledningsgruppens möte {in_words(date(2026, 12, 11))}. Siffror" in (texts.banner(two) or "")


def test_a_figure_corrected_this_year_is_news_where_there_is_no_version_before(data: Path, tmp_path: Path) -> None:
    path = tmp_path / storage.FILE_NAME
    shutil.copyfile(data / storage.FILE_NAME, path)

    def told(at: str, before: str) -> list[str]:
        _change(path, "DELETE FROM mart.changes")
        _change(
            path,
            f"INSERT INTO mart.changes SELECT '{at}'::TIMESTAMP, 'v', 'revised', 's', measure, municipality_code, "
            f"year, {before}, value FROM mart.measures WHERE {HUDDINGE_CARS}",
        )
        return [line.replace("\u00a0", " ") for line in revised.lines(dashboard_facts.load(path, DAY))]

    first, *_ = told("2026-11-01", "value / 2")
    assert first.startswith(
        "Rättad siffra: elbilar 2025, Huddinge från 9,3 % till 18,6 % och Södertörn från 10,6 % till 12,4 %"
    )
    assert first.endswith("; platsen från delad tvåa av fyra till tvåa av fyra"), "as the answer says it, never a span"
    assert told("2025-11-01", "value / 2") == [], "another year's"
    assert told("2026-11-01", "value") == [], "corrected back"


def test_a_version_for_a_meeting_yet_to_be_held_has_no_state_of_that_day(data: Path, tmp_path: Path) -> None:
    shutil.copytree(data, tmp_path / "data")
    ahead = date.today() + timedelta(days=12)  # noqa: DTZ011 - what is ahead is ahead of today
    editions.create(tmp_path / "data", "sedan", ahead, "Nästa möte")
    facts = dashboard_facts.load_edition(tmp_path / "data", "sedan")
    assert state_day(facts) == f"räknat till mötet den {in_words(ahead)}"
    assert "läget den" not in compose(facts, tmp_path / "data").basis
    then = dashboard_facts.load_edition(data, NAME)
    past = replace(
        then, as_of=DAY, edition=replace(editions.find(data, NAME), created_at=datetime(2026, 11, 20, tzinfo=UTC))
    )
    assert state_day(past) == f"läget den {in_words(DAY)}"


def test_a_place_since_a_version_is_told_as_the_answer_tells_it_then_and_now(data: Path) -> None:
    """By the version's own values, in the leading comparison: never as the span over every comparison."""
    now = dashboard_facts.load(data / storage.FILE_NAME, DAY)
    then, held = editions.snapshot_of(data, NAME), dashboard_facts.load_edition(data, NAME)
    for facts, found in ((held, then), (now, snapshot.of(now.assessor, now.areas, now.registry))):
        place = compared.place(found, K02, facts.areas.home.id, "joint")
        assert place, "it has one"
        assert place in answers.of_indicator(facts, K02).answer.casefold()
    found = texts.since(now, data)
    assert found is not None
    assert not [line for line in found.lines if ", läge:" in line and (" eller " in line or "plats " in line)]


def test_an_objects_new_stage_is_news_with_and_without_a_version_before_and_in_the_annual_report(
    data: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(data, folder)
    rows = "Bron;namngivet;2025;LTP;2033;Planen;\nBron;finansierat;2026-04-24;LTP;2033;§ 12;\n"
    (folder / "priority_objects.csv").write_text(f"{OBJECTS}{rows}", encoding="utf-8")
    now = dashboard_facts.load(folder / storage.FILE_NAME, DAY)
    since = [*news.told(now, folder).lines]
    assert since[0].replace("\u00a0", " ") == "Nytt prioriterat objekt: Bron, finansierat 24 april 2026"
    shutil.rmtree(folder / editions.FOLDER)
    first = [line.replace("\u00a0", " ") for line in news.told(now, folder).lines]
    told = "Nytt läge för ett prioriterat objekt: Bron, finansierat 24 april 2026, förut namngivet"
    assert told in first
    page = str([part.blocks for part in compose(now, folder).sections]).replace("\\xa0", " ")
    assert told in page
    (section,) = [part for part in annual.compose(now).sections if part.heading == annual.OBJECTS]
    assert "från namngivet till finansierat" in str(section.blocks)


def test_a_version_made_before_its_meeting_tells_both_days(data: Path) -> None:
    """Its meeting's day alone would be read as a version dated in the future."""
    made = replace(
        editions.find(data, NAME), day=date(2026, 12, 10), created_at=datetime(2026, 12, 1, 12, tzinfo=UTC)
    )  # fmt: skip
    told = fixed_and_meeting(made).replace("\u00a0", " ")
    assert told == "fastställd 1 december 2026 till Ledningsgruppen 7/2026, 10 december 2026"
    for typed in ("2026-12-10", "10 december 2026"):
        named = replace(made, meeting=f"Ledningsgruppen 7/2026 {typed}")
        assert fixed_and_meeting(named).replace("\u00a0", " ") == told, "its day once, after a comma"
    day = fixed_and_meeting(made, is_named=False).replace("\u00a0", " ")
    assert day == "fastställd 1 december 2026 till mötet 10 december 2026"
    now = dashboard_facts.load(data / storage.FILE_NAME, DAY)
    assert version_line(replace(now, edition=made)).replace("\u00a0", " ") == f"Fastställd version {NAME}, {day}"
    on_the_day = replace(made, day=date(2026, 12, 1))
    assert fixed_and_meeting(on_the_day, is_named=False) == in_words(on_the_day.day)


def test_another_day_than_the_version_of_the_same_meeting_has_is_told_and_stops_nobody(data: Path) -> None:
    other = date(2026, 12, 1)
    told = fixing.another_day(data, f"{MEETING}, § 4", other)
    assert in_words(DAY) in told
    assert in_words(other) in told
    assert fixing.another_day(data, MEETING, DAY) == ""
    assert fixing.another_day(data, "Styrgruppen", other) == ""
    assert fixing.another_day(data, MEETING, None) == ""


def test_where_people_write_is_left_out_of_an_annual_report_that_is_to_be_read(data: Path) -> None:
    then = dashboard_facts.load_edition(data, NAME)
    (summary,) = [part for part in annual.compose(then).sections if part.heading == "Sammanfattning"]
    assert [one for one in summary.blocks if isinstance(one, ToWrite)], "in Word it is there"
    assert not [one for one in to_be_read(summary.blocks) if isinstance(one, ToWrite)]
