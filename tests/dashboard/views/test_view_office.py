"""The page Kansli: closed to all but the office; an edition made from it is made once, told of, and never half."""

import os
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import on_page
import pytest
from as_shown import as_shown
from streamlit.testing.v1 import AppTest

from dashboard.content.office import page
from dashboard.screen import session
from malkollen import ROOT
from malkollen.database import storage
from malkollen.editions import editions
from malkollen.files import lock
from malkollen.office import access, journal
from malkollen.office.acts import by_hand
from malkollen.office.journal import Act
from malkollen.office.room import proposal as papers, work
from malkollen.office.room.proposal import Proposal
from malkollen.served import AS_OF_VARIABLE


@pytest.fixture
def folder(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copyfile(database, tmp_path / database.name)
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    monkeypatch.setenv(AS_OF_VARIABLE, "2026-11-22")
    return tmp_path


def opened(room: str = "") -> AppTest:
    return on_page.opened("office", **({"rum": room} if room else {}))


def doors(app: AppTest) -> list[str]:
    return [as_shown(str(link.proto.label)) for link in app.get("page_link")]


@pytest.mark.parametrize("variable", ["", access.ALLOW_VARIABLE])
def test_it_is_closed_to_readers_and_members(folder: Path, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    if variable:
        monkeypatch.setenv(variable, "1")
    app = opened("faststall")
    assert not app.exception
    assert "Kansli" not in doors(app)
    assert any("Det här är kansliets rum." in str(block.proto.body) for block in app.get("html"))
    assert not [button for button in app.button if str(button.key).startswith(("fixing", "reading"))]
    assert not (folder / journal.FILE_NAME).exists()


def test_an_edition_is_made_once_and_told_of(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(access.OFFICE_VARIABLE, "1")
    app = opened("faststall")
    assert not app.exception
    assert "Kansli" in doors(app)
    app.text_input(key="fixing:meeting").set_value("Styrgruppen 4/2026")
    app.button(key="fixing:make").click().run()
    assert [as_shown(box.value) for box in app.error] == ["- Skriv ditt namn: det står i journalen."]
    app.text_input(key="office:name:fixing").set_value("Anna Berg")
    app.button(key="fixing:make").click().run()
    assert [as_shown(box.value) for box in app.error] == ["- Välj mötets dag."]
    app.date_input(key="fixing:day").set_value(date(2026, 12, 3))
    app.button(key="fixing:make").click().run()  # the day is told with the press: the name has not been read
    assert [as_shown(box.value) for box in app.error] == [
        "- Det blir versionen 2026-12-styrgruppen. Inget är fastställt än: stämmer namnet, tryck en gång till."
    ]
    assert not editions.listed(folder)
    app.button(key="fixing:make").click().run()
    assert not app.exception
    assert "Versionen 2026-12-styrgruppen är fastställd" in as_shown(app.success[0].value)
    assert not any("Sedan förra" in as_shown(header.value) for header in app.header)  # itself is no version before it
    (made,) = editions.listed(folder)
    assert made.name == "2026-12-styrgruppen"
    shown = " ".join(str(block.proto.body) for block in app.get("html"))
    assert made.meeting in shown
    assert made.mark not in shown  # nobody who fixes a version reads what it is marked with
    (line,) = journal.read(folder)
    assert (line.act, line.about, line.who, line.words) == (
        Act.FIXED, "2026-12-styrgruppen", "Anna Berg", "Styrgruppen 4/2026",
    )  # fmt: skip
    assert app.text_input(key="fixing:meeting").value == ""  # one press too many makes nothing more
    app.text_input(key="fixing:meeting").set_value("Styrgruppen 4/2026")
    app.date_input(key="fixing:day").set_value(date(2026, 12, 3)).run()
    assert app.text_input(key="fixing:name").placeholder == "2026-12-styrgruppen-2"


def test_the_second_of_two_is_told_and_makes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(access.OFFICE_VARIABLE, "1")
    monkeypatch.setattr(editions, "PATIENCE_SECONDS", 0.0)
    app = opened("faststall")
    app.text_input(key="fixing:meeting").set_value("Styrgruppen")
    app.text_input(key="office:name:fixing").set_value("Bo Ek")
    app.date_input(key="fixing:day").set_value(date(2026, 12, 3)).run()
    (folder / editions.FOLDER).mkdir()
    with lock.alone(folder / editions.FOLDER, "", 0.0):
        app.button(key="fixing:make").click().run()
    assert [as_shown(box.value) for box in app.error] == [
        editions.BUSY.replace("editions: ", "Fastställda versioner: ")
    ]
    assert editions.listed(folder) == []
    assert journal.read(folder) == []


def test_laget_tells_of_a_file_that_was_changed_by_hand(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(access.OFFICE_VARIABLE, "1")
    listed = folder / "activities.toml"
    shutil.copyfile(ROOT / "data" / listed.name, listed)
    os.utime(listed, (0, 0))
    assert by_hand.notice(folder) == []  # as it came with the program
    listed.write_text(f"{listed.read_text(encoding='utf-8')}\n# ändrad\n", encoding="utf-8")
    os.utime(listed, (0, 0))
    app = opened()
    assert not app.exception
    assert any(
        "Någon på servern lade in eller ändrade en fil för hand: listan över aktiviteter" in str(block.proto.body)
        for block in app.get("html")
    )


def test_laget_names_what_is_read_in_and_the_question_that_waits(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(access.OFFICE_VARIABLE, "1")
    with work.doing(folder, "läser in p.csv", "Anna") as step:
        step("kontroller", 0.5)
        sections = page.awaited(session.facts(), folder)
    assert [section.heading for section in sections] == ["Det här pågår"]
    assert "Anna läser in p.csv sedan " in str(sections)
    assert "Följ arbetet" in str(sections)
    papers.folder(folder).mkdir(parents=True)
    shutil.copyfile(folder / storage.FILE_NAME, papers.database(folder))
    made = Proposal(datetime.now(UTC), "Anna", "file", ("boardings",), "p.csv", "ab", (0, 0, 0), "", (), ())
    (folder / work.FOLDER / papers.FILE).write_text(papers.in_json(made), encoding="utf-8")
    app = opened()
    (told,) = [as_shown(box.value) for box in app.warning if "p.csv" in box.value]
    assert told.startswith("p.csv: inläst ")
    assert told.endswith("av Anna. Siffrorna visas inte förrän någon av er har sagt ja.")
    assert any("Se vad som skulle ändras, och svara" in as_shown(link.proto.label) for link in app.get("page_link"))
