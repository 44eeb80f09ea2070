"""The page Kansli: closed to all but the office; an edition made from it is made once, told of, and never half."""

import hashlib
import os
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import on_page
import pytest
from as_shown import as_shown
from streamlit.testing.v1 import AppTest

from dashboard.blocks.blocks import Text
from dashboard.blocks.page import Link, Links, PageSection
from dashboard.content.data import editions as fixed_versions
from dashboard.content.office import fixing, journal as journal_words, page, unsaved as texts
from dashboard.screen import session
from dashboard.screen.forms import outcome
from malkollen import ROOT
from malkollen.database import storage
from malkollen.editions import editions
from malkollen.editions.fixing import fix
from malkollen.files import lock
from malkollen.login.login import Login
from malkollen.office import access, journal, judgements
from malkollen.office.acts import by_hand
from malkollen.office.journal import Act, Done
from malkollen.office.judgements import Basis, Entry
from malkollen.office.room import inbox, proposal as papers, unsaved, work
from malkollen.office.room.proposal import Proposal
from malkollen.office.room.unsaved import Unsaved
from malkollen.office.tables import activities, objects
from malkollen.served import AS_OF_VARIABLE
from malkollen.texts.swedish import at_time


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
    shutil.copyfile(ROOT / "data" / "activities.toml", folder / "activities.toml")
    app = opened("faststall")
    assert not app.exception
    assert "Kansli" in doors(app)
    (lacking,) = (as_shown(box.value) for box in app.warning if "bedömning" in box.value)
    assert lacking.startswith("Målen Klimatomställning och Tillgänglighet har ingen bedömning. Fastställer du nu")
    ways = [str(link.proto.label) for link in app.get("page_link")]
    assert {"Bedömningen av Klimatomställning", "Bedömningen av Tillgänglighet"} <= {*ways}
    app.text_input(key="fixing:meeting").set_value("Styrgruppen 4/2026")
    app.button(key="fixing:make").click().run()
    assert [as_shown(box.value) for box in app.error] == ["- Skriv ditt namn: det står i journalen."]
    app.text_input(key="office:name:fixing").set_value("Anna Berg")
    app.button(key="fixing:make").click().run()
    assert [as_shown(box.value) for box in app.error] == ["- Välj mötets dag."]
    app.date_input(key="fixing:day").set_value(date(2026, 12, 3))
    app.button(key="fixing:make").click().run()  # the day is told with the press, which takes all the same
    assert not app.exception
    assert "Versionen 2026-12-styrgruppen är fastställd" in as_shown(app.success[0].value)
    assert "Dokument ur 2026-12-styrgruppen" in doors(app)
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
    assert fixing.FIRST in [as_shown(text.value) for text in app.markdown]
    assert not [field for field in app.text_input if field.key == "fixing:meeting"]  # nothing to press once more
    assert not [box for box in app.warning if "Fastställer du nu" in box.value]
    app = app.button(key="fixing:another").click().run()
    assert app.text_input(key="fixing:meeting").value == ""
    app.text_input(key="fixing:meeting").set_value("Styrgruppen 4/2026")
    app.date_input(key="fixing:day").set_value(date(2026, 12, 3)).run()
    assert app.text_input(key="fixing:name").placeholder == "2026-12-styrgruppen-2"
    assert fixing.saved_since(session.facts(), folder) == []
    journal.add(folder, access.COMMAND_LINE, Done(Act.FILLED_IN, "priority_objects.csv"))
    told = "Ändrat sedan 2026-12-styrgruppen fastställdes: listan över prioriterade objekt."
    way = Links((Link("Vad som gjorts", "office", (("rum", "laget"),), part="vad-som-gjorts"),), "mk-office-saved")
    section = PageSection("", [Text(f"{told} {fixing.WHERE_SAVED}"), way])
    assert fixing.saved_since(session.facts(), folder) == [section]
    journal.add(folder, access.COMMAND_LINE, Done(Act.FILLED_IN, "activities.toml"))
    assert fixing.saved_since(session.facts(), folder) == [section], "it lies as fixed"
    (_, saved, _) = journal.read(folder)
    journal.add(folder, access.COMMAND_LINE, Done(Act.FILLED_IN, "priority_objects.csv", undoes=saved.id))
    for act in (Act.JUDGED, Act.JUDGEMENT_UNDONE):
        journal.add(folder, access.COMMAND_LINE, Done(act, "klimatomstallning"))
    assert fixing.saved_since(session.facts(), folder) == []  # all of it is taken back
    journal.add(folder, access.COMMAND_LINE, Done(Act.TARGET_ADDED, "targets.eget", file="registry.toml"))
    assert fixing.saved_lines(session.facts(), folder) == [
        "Ändrat sedan 2026-12-styrgruppen fastställdes: målvärden."
    ], "no question is"


@pytest.mark.thorough  # rows in test_view_office_forms.py
def test_what_is_typed_of_a_meeting_is_offered_back_after_a_reload_and_gone_when_it_is_fixed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(access.OFFICE_VARIABLE, "1")
    app = opened("faststall")
    app.text_input(key="fixing:meeting").set_value("Styrgruppen 4/2026")
    app.date_input(key="fixing:day").set_value(date(2026, 12, 3)).run()
    app = opened("faststall")
    assert any(
        "Osparat: Styrgruppen 4/2026, 3\u00a0december\u00a02026" in str(block.proto.body) for block in app.get("html")
    )
    app.button(key="unsaved:offered:fixing:go-on").click().run()
    assert (app.text_input(key="fixing:meeting").value, app.date_input(key="fixing:day").value) == (
        "Styrgruppen 4/2026", date(2026, 12, 3),
    )  # fmt: skip
    assert len([*(folder / work.FOLDER / unsaved.FOLDER).iterdir()]) == 1
    app.text_input(key="office:name:fixing").set_value("Anna Berg").run()
    assert app.session_state[outcome.SIGNED] == "Anna Berg"  # other forms have it, also where nothing is pressed here
    app.button(key="fixing:make").click().run()
    assert app.success
    assert not [*(folder / work.FOLDER / unsaved.FOLDER).iterdir()]


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
    assert told.startswith("p.csv: läst ")
    assert told.endswith("av Anna, inte infört än. Siffrorna visas inte förrän någon av er har sagt ja.")
    assert any("Se vad som skulle ändras, och svara" in as_shown(link.proto.label) for link in app.get("page_link"))


def told(sections: list[PageSection]) -> list[str]:
    """Every line that waits, as it is read."""
    (section,) = sections
    assert section.heading == page.WAITS
    return [as_shown(link.label) for block in section.blocks if isinstance(block, Links) for link in block.links]


ANNA = replace(access.COMMAND_LINE, name="Anna")


def test_laget_says_which_files_wait_and_since_when_but_not_of_one_that_is_asked_about(folder: Path) -> None:
    facts = session.facts()
    assert page.waiting(facts, folder, ANNA) == []
    path = inbox.lay(folder, ANNA, "a.csv", b"a")
    at = as_shown(at_time(datetime.now(UTC)))[:-3]  # the hour
    (line,) = told(page.waiting(facts, folder, ANNA))
    assert line.startswith(f"En fil att läsa in, sedan {at}")
    assert line.endswith(": a.csv")
    for name in ("b.csv", "c.csv", "d.csv"):
        inbox.lay(folder, ANNA, name, name.encode())
    (line,) = told(page.waiting(facts, folder, ANNA))
    assert line.startswith("Fyra filer att läsa in, den första sedan ")
    assert line.endswith(": a.csv, b.csv, c.csv och en till")
    sha = hashlib.sha256(b"b.csv").hexdigest()
    journal.add(folder, ANNA, Done(Act.REFUSED, "boardings", "b.csv", sha))
    papers.folder(folder).mkdir(parents=True)
    shutil.copyfile(folder / storage.FILE_NAME, papers.database(folder))
    made = Proposal(datetime.now(UTC), "Anna", "file", ("boardings",), path.name, "ab", (0, 0, 0), "", (), ())
    (folder / work.FOLDER / papers.FILE).write_text(papers.in_json(made), encoding="utf-8")
    line, refused = told(page.waiting(facts, folder, ANNA))
    assert line.startswith("Två filer att läsa in")
    assert line.endswith(": c.csv och d.csv")
    assert refused == "Inte införda: b.csv (ni svarade nej; ligger kvar här tills den tas bort)"
    with work.doing(folder, "läser in c.csv", "Anna"):
        assert page.waiting(facts, folder, ANNA) == []


def test_laget_says_what_its_reader_has_not_saved_and_nobody_elses(folder: Path) -> None:
    facts = session.facts()
    for what, rows in {
        "objects": ({"objekt": "En bro"},),
        texts.of_paragraph("targets", ""): ({"title": "40 %"},),
        texts.of_judgement("tillganglighet"): ({"reason": "Skäl"},),
    }.items():
        unsaved.keep(folder, ANNA, what, Unsaved(datetime.now(UTC), "a" * 16, rows, (), ""))
    lines = told(page.waiting(facts, folder, ANNA))
    assert [line.split(": ")[-1] for line in lines] == [
        "Prioriterade objekt", "ett nytt målvärde", "bedömningen av Tillgänglighet",
    ]  # fmt: skip
    assert all(line.startswith("Osparat här, ") for line in lines)  # nobody has logged in: it may be anybody's
    (links,) = [block for section in page.waiting(facts, folder, ANNA) for block in section.blocks]
    assert isinstance(links, Links)
    assert links.links[1].choices == (("rum", "fyll-i"), ("lista", "malvarden"), ("malvarde", ""))
    login = Login("Eva", "eva@prov.se", datetime.now(UTC), datetime.now(UTC), "key", known_as=frozenset({"eva"}))
    assert page.waiting(facts, folder, access.Person("Eva", "eva@prov.se", access.Role.OFFICE, login=login)) == []


def test_what_is_saved_since_it_was_typed_waits_no_more(folder: Path) -> None:
    facts, row = session.facts(), {column.name: "" for column in objects.COLUMNS} | {"objekt": "En bro"}
    unsaved.keep(folder, ANNA, "objects", Unsaved(datetime.now(UTC), "a" * 16, (row,), (), ""))
    assert len(told(page.waiting(facts, folder, ANNA))) == 1
    header = ";".join(column.name for column in objects.COLUMNS)
    cells = ";".join(row[column.name] for column in objects.COLUMNS)
    (folder / objects.FILE_NAME).write_text(f"{header}\n{cells}\n", encoding="utf-8")
    assert page.waiting(facts, folder, ANNA) == []


def test_laget_says_the_next_meeting_that_a_version_is_fixed_for(folder: Path) -> None:
    facts = session.facts()  # read on 22 November 2026
    for name, day in (("forra", date(2026, 11, 21)), ("2026-12-03", date(2026, 12, 3))):
        editions.create(folder, name, day, f"Styrgruppen {name}")
    editions.create(folder, "rattad", date(2026, 12, 3), "Styrgruppen 2026-12-03")  # the latest is named
    assert told(page.waiting(facts, folder, ANNA)) == [
        "Nästa möte: Styrgruppen 3\u00a0december\u00a02026. Fastställd version: rattad",
        "Utan bedömning inför nästa möte: Klimatomställning",
        "Utan bedömning inför nästa möte: Tillgänglighet",
    ]
    what = "Seminarium för 1 200 elever"
    row = {"what": what, "when": "2026", "goal": "tillganglighet", "who": "Alla", "result": "Inte känt än"}
    seen, goals = "", {key: goal.heading for key, goal in facts.goals.items()}
    assert activities.save(folder, [row], seen, ANNA, goals) == []
    entry = Entry("klimatomstallning", "sup_2040", Basis("", "v", "r", "1"), "delvis", "Skäl", "Bo", "4", "2026-11-21")
    judgements.save(folder / judgements.FILE_NAME, entry, None, now=datetime(2026, 11, 20, tzinfo=UTC))
    shutil.copytree(ROOT / "data" / "reference", folder / "reference")
    assert told(page.waiting(replace(facts, folder=folder), folder, ANNA))[1:] == [
        "Utan bedömning inför nästa möte: Tillgänglighet",
        "Mötet 21\u00a0november\u00a02026 är hållet: för in bedömningen av Klimatomställning igen",
        "Utkastet till prioriterade objekt: åtta kvar att gå igenom",
        "Resultatet är inte känt än: Seminarium för 1\u00a0200 elever",
    ]
    _, rows = fixed_versions.editions_table(folder).shown()
    assert (rows[1][0], rows[1][2]) == ("2026-12-03", "3\u00a0december\u00a02026")


def judged(folder: Path, goal: str, meeting: str, day: date, at: datetime) -> None:
    """A judgement as the office enters it, with its line in the journal."""
    entry = Entry(goal, "sup_2040", Basis("", "v", "r", "1"), "delvis", "Skäl", "Bo", meeting, day.isoformat())
    judgements.save(folder / judgements.FILE_NAME, entry, None, now=at)
    journal.add(folder, ANNA, Done(Act.JUDGED, goal, words="delvis"))


def test_a_meeting_that_has_judged_is_held_on_its_own_day_and_its_judgement_is_no_change_since(folder: Path) -> None:
    facts, today = session.facts(), date(2026, 11, 22)
    meeting, said = "Ledningsgruppen 8/2026", "22\u00a0november\u00a02026"
    fix(folder, replace(ANNA, role=access.Role.OFFICE), "idag", today, meeting)
    assert told(page.waiting(facts, folder, ANNA))[0] == f"Nästa möte: {meeting}, {said}. Fastställd version: idag"
    judged(folder, "klimatomstallning", meeting, today, datetime(2026, 11, 22, 12, tzinfo=UTC))
    assert told(page.waiting(facts, folder, ANNA)) == [f"Utan bedömning efter mötet {meeting}, {said}: Tillgänglighet"]
    assert fixing.saved_lines(session.facts(), folder) == []
    editions.create(folder, "sedan", date(2026, 12, 3), "Ledningsgruppen 9/2026")
    assert told(page.waiting(facts, folder, ANNA))[1] == "Utan bedömning inför nästa möte: Tillgänglighet"
    journal.add(folder, ANNA, Done(Act.FILLED_IN, "priority_objects.csv"))
    told_of = "Ändrat sedan idag fastställdes: siffror och listan över prioriterade objekt."
    assert fixing.saved_lines(replace(facts, data_version="another"), folder) == [told_of], "figures that differ too"


def test_what_is_saved_since_leads_to_where_it_is_told_and_a_judgement_of_another_meeting_is_a_change(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(access.OFFICE_VARIABLE, "1")
    fix(folder, replace(ANNA, role=access.Role.OFFICE), "sedan", date(2026, 12, 3), "Ledningsgruppen 9/2026")
    judged(folder, "klimatomstallning", "Förra", date(2026, 11, 20), datetime(2026, 11, 22, 12, tzinfo=UTC))
    app = opened()
    assert any("Läget, utskrivet 22\u00a0november\u00a02026" in str(block.proto.body) for block in app.get("html"))
    (way,) = [link.proto for link in app.get("page_link") if "Ändrat sedan sedan" in as_shown(str(link.proto.label))]
    assert as_shown(str(way.label)).endswith("Ändrat sedan sedan fastställdes: bedömningar")
    assert f"avsnitt={journal_words.PART}" in way.query_string
    assert "rum=faststall" not in way.query_string
    assert fixing.first_or_since(session.facts(), folder, editions.find(folder, "sedan"))[0].blocks == [
        Text(fixing.FIRST)
    ]
    editions.create(folder, "sist", date(2026, 12, 10), "Ledningsgruppen 10/2026")
    (section,) = fixing.first_or_since(session.facts(), folder, editions.find(folder, "sist"))
    assert section.heading == "Sedan förra fastställda versionen"


def test_what_lagets_ways_lead_to_is_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(access.OFFICE_VARIABLE, "1")
    inbox.lay(folder, ANNA, "a_b_*c*.csv", b"a")
    (door,) = [label for label in doors(opened()) if label.startswith("En fil att läsa in")]
    assert door.endswith(": a_b__c_.csv")


def test_laget_opens_whole_with_what_waits_and_what_the_office_brings(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(access.OFFICE_VARIABLE, "1")
    shutil.copytree(ROOT / "data" / "reference", folder / "reference")
    app = opened()
    assert not app.exception
    assert {page.WAITS, page.BROUGHT, page.HAND_OVER, "Källor som har gett siffror"} <= {
        as_shown(one.value) for one in app.header
    }
