"""Fixed versions: made once, never changed, opened as they were, compared with what became of them."""

import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.content import editions as texts
from dashboard.content import facts as dashboard_facts
from dashboard.content.table import Number
from malkollen import ROOT, edition_changes, editions, judgements, registry, snapshot, storage
from malkollen.__main__ import main
from malkollen.errors import ConflictError, DataError, EntryError, UnknownNameError
from malkollen.judgements import Basis, Entry
from malkollen.snapshot import LabelKey, ValueKey

DAY, MEETING, NAME = date(2026, 11, 20), "Ledningsgruppen 7/2026", "2026-11-ledningsgruppen"
HUDDINGE_CARS = "municipality_code = '0126' AND measure = 'cars_battery_electric' AND year = 2025"


@pytest.fixture(scope="module")
def data(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one edition in it, and figures and a judgement that came after."""
    folder = tmp_path_factory.mktemp("editions") / "data"
    folder.mkdir()
    shutil.copyfile(database, folder / storage.FILE_NAME)
    (folder / "priority_objects.csv").write_text("", encoding="utf-8")
    _judge(folder, "delvis")
    editions.create(folder, NAME, DAY, MEETING)
    _judge(folder, "på väg")
    _change(folder / storage.FILE_NAME, f"UPDATE mart.measures SET value = value * 2 WHERE {HUDDINGE_CARS}")
    return folder


def _change(path: Path, query: str) -> None:
    with closing(duckdb.connect(path)) as db:
        db.execute(query)


def _judge(folder: Path, label: str) -> None:
    path = folder / judgements.FILE_NAME
    rows = judgements.history(path, "klimatomstallning")
    entry = Entry(
        goal="klimatomstallning", programme="sup_2040", basis=Basis("delvis", "abc", "def", "1.0"), label=label,
        reason="Prov av ett skäl.", who="Prov Person", meeting=MEETING, day="2026-11-20",
    )  # fmt: skip
    judgements.save(path, entry, rows[0].id if rows else None)


# ───────────── Made once ─────────────


def test_an_edition_says_what_is_in_it(data: Path) -> None:
    (found,) = editions.listed(data)
    assert (found.name, found.day, found.meeting) == (NAME, DAY, MEETING)
    assert {"malkollen.duckdb", "indicators.toml", "judgements.sqlite", "values.csv", "verdicts.csv"} <= set(
        found.files
    )
    assert found.registry_version == registry.version()
    assert editions.verify(data / "editions" / f"{NAME}.zip") == []
    assert editions.find(data, NAME) == found


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


def test_a_meeting_must_be_said(data: Path) -> None:
    with pytest.raises(EntryError, match="vilket möte"):
        editions.create(data, "utan-mote", DAY, "  ")
    assert not (data / "editions" / "utan-mote.zip").exists()


def test_without_a_database_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="databasen finns inte"):
        editions.create(tmp_path, NAME, DAY, MEETING)
    assert [*(tmp_path / "editions").iterdir()] == []


# ───────────── Verified ─────────────


@pytest.mark.parametrize("part", ["values.csv", "indicators.toml", "malkollen.duckdb"])
def test_a_changed_part_is_named(data: Path, tmp_path: Path, part: str) -> None:
    path = _repacked(data, tmp_path, {part: lambda content: content + b" "})
    assert editions.verify(path) == [f"{path.name}: {part} är inte som när versionen fastställdes"]


def test_half_a_file_is_said(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "halv.zip"
    whole = (data / "editions" / f"{NAME}.zip").read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert editions.verify(path) == [
        "halv.zip: går inte att läsa som en fastställd version; hämta filen ur säkerhetskopian"
    ]


def test_a_changed_edition_is_not_opened(data: Path, tmp_path: Path) -> None:
    path = _repacked(data, tmp_path, {"values.csv": lambda content: content.replace(b"2025", b"2024", 1)})
    (tmp_path / "editions").mkdir()
    shutil.copyfile(path, tmp_path / "editions" / f"{NAME}.zip")
    with pytest.raises(DataError, match="inte som när versionen fastställdes"):
        editions.opened(tmp_path, NAME)


def _repacked(data: Path, folder: Path, edits: dict[str, object]) -> Path:
    target = folder / f"{NAME}.zip"
    with zipfile.ZipFile(data / "editions" / f"{NAME}.zip") as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            edit = edits.get(name)
            new.writestr(name, edit(old.read(name)) if callable(edit) else old.read(name))
    return target


# ───────────── Opened as it was ─────────────


def test_pages_read_what_was_then(data: Path) -> None:
    then, now = dashboard_facts.load_edition(data, NAME), dashboard_facts.load(data / storage.FILE_NAME, DAY)
    values = [found.evaluation("electric_car_share").at("0126", 2025).value or 0.0 for found in (then, now)]
    assert values[1] == pytest.approx(2 * values[0])
    assert then.as_of == DAY
    assert then.edition is not None
    (standing,) = judgements.history(then.folder / judgements.FILE_NAME, "klimatomstallning")
    assert standing.label == "delvis"
    assert (texts.banner(now), texts.differs(now, data)) == (None, None)
    assert (texts.banner(then) or "").startswith(f"Fastställd version {NAME}: {MEETING} {DAY}.")
    assert texts.differs(then, data) is None  # the same method


def test_a_newer_method_is_said(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    then = dashboard_facts.load_edition(data, NAME)
    key = next(key for key, word in editions.said(data, NAME).labels.items() if word == "förbättras")
    now = texts.snapshot.labels(then.assessor, then.areas) | {key: "försämras"}
    monkeypatch.setattr(texts.snapshot, "labels", lambda *_: now)
    assert (texts.differs(then, data) or "").startswith("1 bedömning är räknad med en nyare metod")


def test_a_database_of_another_form_says_where_the_values_are_and_shows_them(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copyfile(database, tmp_path / storage.FILE_NAME)
    editions.create(tmp_path, NAME, DAY, MEETING)
    folder = editions.opened(tmp_path, NAME)
    _change(folder / storage.FILE_NAME, "DROP TABLE mart.fetches")
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
    assert cells["K02", "Huddinge", "2025", "Med vagnparkskommuner"] == Number(value, 2)


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


def test_a_link_to_an_edition_that_is_not_there_says_so(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", str(data))
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
    app.query_params["utgava"] = "borta"
    app.run()
    (error,) = [str(element.value) for element in app.error]
    assert error == f"den fastställda versionen 'borta' finns inte; de som finns: {NAME}"
    assert [button.label for button in app.button] == ["Visa det som gäller nu"]


# ───────────── What became of it ─────────────


def test_a_revised_figure_is_named_with_both_values_and_the_verdicts_it_moved(data: Path) -> None:
    now = dashboard_facts.load(data / storage.FILE_NAME, DAY)
    found = texts.since_latest(now, data)
    assert found is not None
    assert "värden är reviderade" in found.summary
    changed = edition_changes.changes(
        editions.said(data, NAME), texts.snapshot.of(now.assessor, now.areas, registry.load())
    )
    kinds = {change.key: change.kind for change in changed.values}
    assert kinds[ValueKey("electric_car_share", "0126", 2025, "with")] == "revised"
    assert kinds[ValueKey("electric_car_share", "sodertorn", 2025, "with")] == "revised"
    assert {key.indicator for key in kinds} <= {
        "electric_car_share", "chargeable_cars_per_point", "new_electric_car_share", "charging_power_to_eu_level",
    }  # fmt: skip
    assert all(change.why == ("revised data",) for change in changed.labels)


def test_an_edition_that_cannot_be_read_stops_no_page(database: Path, tmp_path: Path) -> None:
    shutil.copyfile(database, tmp_path / storage.FILE_NAME)
    editions.create(tmp_path, NAME, DAY, MEETING)
    (editions.opened(tmp_path, NAME) / editions.VALUES).write_text("något annat\n", encoding="utf-8")
    found = texts.since_latest(dashboard_facts.load(tmp_path / storage.FILE_NAME, DAY), tmp_path)
    assert found is not None
    assert found.summary.startswith("Den kan inte jämföras med: ")
    assert not found.values.rows


def test_why_a_verdict_is_another(data: Path, tmp_path: Path) -> None:
    said = editions.said(data, NAME)
    key = LabelKey("transport_emissions", "sodertorn", "", "prognos")
    assert key in said.labels
    other = dict(said.labels) | {key: "något annat"}

    def why(**changes: object) -> tuple[str, ...]:
        now = edition_changes.Snapshot(**{  # type: ignore[arg-type]
            "values": said.values, "labels": other, "registry": said.registry, "method_version": said.method_version,
            **changes,
        })  # fmt: skip
        (change,) = edition_changes.changes(said, now).labels
        return change.why

    assert why() == ("another day",)
    assert why(method_version="2.0") == ("changed method",)
    text = (ROOT / "indicators.toml").read_text(encoding="utf-8")
    edited = tmp_path / "indicators.toml"
    edited.write_text(text.replace("value = 30.0", "value = 40.0", 1), encoding="utf-8")
    assert why(registry=registry.load(edited)) == ("changed target",)
    newer = dict(said.values) | {ValueKey("transport_emissions", "sodertorn", 2026, ""): (1.0, "")}
    assert why(values=newer) == ("new data",)
    latest = max(key for key in said.values if key[:2] == ("transport_emissions", "sodertorn"))
    revised = dict(said.values) | {latest: (1.0, "")}
    assert why(values=revised, method_version="2.0") == ("revised data", "changed method")


def test_the_command_makes_lists_compares_and_verifies(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copyfile(database, tmp_path / storage.FILE_NAME)
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    assert main(["edition", "list"]) == 0
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
