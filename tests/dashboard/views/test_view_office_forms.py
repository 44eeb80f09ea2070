"""Hämta och läsa in and Fylla i as the page shows them: the office alone, every fault said, nothing lost."""

import json
import re
import shutil
import time
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path

import on_page
import pytest
from as_shown import as_shown
from parts import every
from streamlit.testing.v1 import AppTest

from dashboard.content.facts import Facts
from dashboard.content.office import journal as journal_words, page, paragraphs, unsaved as texts
from dashboard.content.office.sources import standings
from dashboard.content.office.targets import counting, judging
from dashboard.screen.forms import cells
from dashboard.screen.forms.office import filling_form, reading_form
from malkollen import ROOT
from malkollen.database import settings, storage
from malkollen.office import journal, overlay
from malkollen.office.access import COMMAND_LINE as ANNA, OFFICE_VARIABLE
from malkollen.office.journal import Act, Done
from malkollen.office.room import accepted, asking, inbox, proposal as papers, unsaved, work
from malkollen.office.room.proposal import Proposal
from malkollen.office.tables import activities, objects
from malkollen.office.tables.table import Column, Row
from malkollen.registry import registry
from malkollen.served import AS_OF_VARIABLE

ROW = {"objekt": "Påhittad bro", "läge": "byggs", "datum": "2026-05-01", "plan": "", "öppningsår": "",
       "källa": "Ett prov", "anteckning": ""}  # fmt: skip
LONG = ("wording", "question", "note")
TYPED = {
    "title": "Exempel: 60 % elbilar", "value": "60", "target_year": "2035", "base_year": "2023",
    "base_value": "7,5", "area": "Södertörn", "wording": "Exempel.", "document": "Exempel: § 4",
    "decided_by": "Exempel", "decided": "2026-11-05",
}  # fmt: skip


def reading() -> None:
    from dashboard.login import person
    from dashboard.screen import session
    from dashboard.screen.forms.office import reading_form

    reading_form.show(session.facts(), person.current())


def filling() -> None:
    from dashboard import address
    from dashboard.login import person
    from dashboard.screen import session
    from dashboard.screen.forms.office import filling_form

    run = address.begin("office")
    filling_form.show(session.facts(), person.current())
    run.end()


@pytest.fixture
def folder(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own, opened to the office without a login."""
    shutil.copyfile(database, tmp_path / database.name)
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    monkeypatch.setenv(AS_OF_VARIABLE, "2026-11-22")
    monkeypatch.setenv(OFFICE_VARIABLE, "1")
    return tmp_path


def run(page: object) -> AppTest:
    app = AppTest.from_function(page, default_timeout=60).run()  # type: ignore[arg-type]
    assert not app.exception
    return app


def press(app: AppTest, key: str) -> AppTest:
    (button,) = (button for button in app.button if button.key == key)
    button.click().run()
    assert not app.exception
    return app


def errors(app: AppTest) -> list[str]:
    return [as_shown(box.value) for box in app.error]


@pytest.mark.parametrize("page", [reading, filling])
def test_a_reader_meets_no_form(page: object, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(OFFICE_VARIABLE)
    app = run(page)
    assert not app.button
    assert not app.text_input


# ───────────── Hämta och läsa in ─────────────


def waiting(folder: Path, *suspicions: str, is_the_same: bool = False) -> Proposal:
    """A proposal whose database is the same as the live one, as if it had been built."""
    papers.folder(folder).mkdir(parents=True)
    shutil.copyfile(folder / storage.FILE_NAME, papers.database(folder))
    base = storage.fingerprint(folder / storage.FILE_NAME)
    made = Proposal(
        datetime.now(UTC), "Anna", "file", ("boardings",), "p.csv", "ab", base, "", (), suspicions, is_the_same
    )  # fmt: skip
    (folder / work.FOLDER / papers.FILE).write_text(papers.in_json(made), encoding="utf-8")
    return made


def test_where_nothing_waits_a_file_may_be_given_and_what_is_missing_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = run(reading)
    assert "reading:fetch" not in {button.key for button in app.button}
    assert standings.SHUT in " ".join(said(app))
    monkeypatch.setattr(settings, "is_shut", lambda: False)
    app = run(reading)
    assert [as_shown(header.value) for header in app.subheader] == ["Läs in en fil", "Hämta nu"]
    app = press(app, "reading:take")
    assert [text.partition(".")[0] for text in errors(app)] == ["- Välj en fil först"]
    app = press(app, "reading:fetch")
    assert errors(app) == ["- Välj en källa först."]


def test_what_waits_is_shown_with_its_suspicions_and_is_answered_by_name(folder: Path) -> None:
    waiting(folder, "siffrorna är fyra gånger de förra")
    app = run(reading)
    assert as_shown(app.subheader[0].value).startswith("p.csv: läst ")
    assert [as_shown(box.value) for box in app.warning] == ["Ser misstänkt ut: Siffrorna är fyra gånger de förra."]
    assert {button.key for button in app.button} == {"reading:yes", "reading:no"}
    assert app.button(key="reading:yes").proto.type == app.button(key="reading:no").proto.type  # neither is urged
    app = press(app, "reading:yes")
    assert errors(app) == ["- Skriv ditt namn: det står i journalen."]
    assert papers.read(folder) is not None
    app.text_input(key="office:name:reading").set_value("Anna")
    app = press(app, "reading:yes")
    assert errors(app) == ["- Siffrorna ser misstänkta ut. Skriv varför de ska in. Ett nej behöver också ett skäl."]
    assert as_shown(app.text_input(key="reading:reason").label).startswith("Varför ska siffrorna in, eller inte in?")
    app = press(app, "reading:no")
    assert errors(app) == ["- Skriv varför siffrorna inte ska in: skälet står i journalen."]
    assert work.read(folder) is None  # nothing was started


@pytest.mark.thorough  # as rows below
def test_a_reason_that_is_not_given_is_offered_back_at_its_own_question(folder: Path) -> None:
    made = waiting(folder, "siffrorna är fyra gånger de förra")
    app = run(reading)
    app.text_input(key="reading:reason").set_value("Bron var stängd.").run()
    app = run(reading)
    assert app.text_input(key="reading:reason").value == ""
    assert [as_shown(box.value)[:42] for box in app.warning][-1] == "Du har ändringar här som inte är sparade. "
    assert any("Osparat: Bron var stängd." in text for text in said(app))
    (go_on,) = (button.key for button in app.button if str(button.key).endswith(":go-on"))
    app = press(app, str(go_on))
    assert app.text_input(key="reading:reason").value == "Bron var stängd."
    another = replace(made, made_at=made.made_at + timedelta(minutes=1))
    (folder / work.FOLDER / papers.FILE).write_text(papers.in_json(another), encoding="utf-8")
    assert len(run(reading).warning) == 1  # what was typed was of another question


@pytest.mark.parametrize(
    ("word", "receipt"), every(2, [("accept", "Infört"), ("refuse", "Lagt åt sidan"), ("undo", "Ångrat")])
)
def test_an_answer_has_a_receipt_and_a_yes_its_undo_beside(folder: Path, word: str, receipt: str) -> None:
    with work.doing(folder, "för in det som lästs in", "Anna"):
        pass
    about = {"at": datetime.now(UTC).isoformat(), "by": "Anna", "sources": ["kolada"], "file": "",
             "now": storage.fingerprint(folder / storage.FILE_NAME)}  # fmt: skip
    (folder / work.FOLDER / accepted.FILE).write_text(json.dumps([about]), encoding="utf-8")
    app = AppTest.from_function(reading, default_timeout=60)
    app.session_state["reading:answered"] = (word, "held")
    app.run()
    assert [as_shown(box.value).partition(":")[0] for box in app.success] == [receipt]
    (undoing,) = app.expander
    assert as_shown(undoing.label).startswith(
        "Ångra: visa de förra siffrorna igen (Kolada: Nyckeltal för kommunerna, infört"
    )
    assert not undoing.proto.expanded, "its button would lie under the one that was pressed"
    assert app.run().success, "also where the page is drawn anew at once for the new figures"


def test_what_is_there_already_is_told_with_one_button_and_hinders_nothing(folder: Path, facts: Facts) -> None:
    waiting(folder, is_the_same=True)
    app = run(reading)
    assert "Inget blir annorlunda: siffrorna finns redan." in " ".join(said(app))
    keys = {button.key for button in app.button}
    assert "reading:put-away-same" in keys
    assert "reading:take" in keys
    assert not keys & {"reading:yes", "reading:no"}
    assert page.awaited(facts, folder) == []  # nobody is asked anything
    app.text_input(key="office:name:reading").set_value("Anna")
    app = press(app, "reading:put-away-same")
    end = time.monotonic() + 60
    while papers.read(folder) is not None and time.monotonic() < end:
        time.sleep(0.2)
    assert [(line.act, line.who) for line in journal.read(folder)] == [(Act.ALREADY_THERE, "Anna")]
    while (now := work.read(folder)) and now.is_running:
        time.sleep(0.1)
    app = app.run()
    assert [as_shown(box.value) for box in app.success] == ["Undanlagt: siffrorna fanns redan, och inget är ändrat."]


def test_the_receipt_of_a_yes_is_told_until_whoever_reads_it_goes_on(folder: Path) -> None:
    with work.doing(folder, "för in det som lästs in", "Anna"):
        now = storage.fingerprint(folder / storage.FILE_NAME)
        about = {"at": datetime.now(UTC).isoformat(), "by": "Anna", "sources": ["kolada"], "file": "", "now": now}
        (folder / work.FOLDER / accepted.FILE).write_text(json.dumps([about]), encoding="utf-8")

    def receipts(app: AppTest) -> list[str]:
        return [as_shown(box.value).partition(":")[0] for box in app.success]

    app = run(reading)
    assert receipts(app) == ["Infört"]
    app.session_state[reading_form.READ] = work.read(folder).ended_at  # type: ignore[union-attr] - as `leave` notes it
    assert receipts(app.run()) == []
    assert receipts(run(reading)) == ["Infört"]
    state = work.read(folder)
    assert state is not None
    assert state.ended_at is not None
    long_ago = timedelta(hours=2)
    work._write(folder, replace(state, started_at=state.started_at - long_ago, ended_at=state.ended_at - long_ago))
    about["at"] = (datetime.fromisoformat(str(about["at"])) - long_ago).isoformat()
    (folder / work.FOLDER / accepted.FILE).write_text(json.dumps([about]), encoding="utf-8")
    assert receipts(run(reading)) == []


def test_what_can_be_taken_back_says_which_is_next_and_how_many_more(folder: Path) -> None:
    now = storage.fingerprint(folder / storage.FILE_NAME)
    steps = [
        {"at": f"2026-11-2{day}T10:00:00+00:00", "by": "Anna", "sources": ["kolada"], "file": f"p{day}.csv",
         "kept": f"kept/{day}", "now": now} for day in (1, 2, 3)
    ]  # fmt: skip
    (work.room(folder) / accepted.FILE).write_text(json.dumps(steps), encoding="utf-8")
    app = run(reading)
    (undoing,) = app.expander
    assert "(p3.csv, infört 23\u00a0november\u00a02026" in as_shown(undoing.label)
    assert any(
        "De förra siffrorna visas då igen. " in text
        and "Sedan går det att ångra två inläsningar till, en i taget; närmast p2.csv, infört 22\u00a0november" in text
        for text in said(app)
    )


def test_what_is_held_back_is_put_away_with_a_receipt_and_brought_back(folder: Path) -> None:
    lay_held(folder, "0127 2025 cars_battery_electric: från 2130 till 14885; stämmer det, kör igen med --accept")
    app = run(reading)
    assert as_shown(app.subheader[0].value) == "Det som hålls tillbaka"
    assert errors(press(app, "reading:away:boardings")) == ["- Skriv ditt namn: det står i journalen."]
    app.text_input(key="office:name:reading").set_value("Anna")
    app.session_state["reading:answered"] = ("undo", None)
    app = press(app, "reading:away:boardings")
    assert "reading:answered" not in app.session_state  # what the receipt told of is not there any more
    assert [as_shown(box.value).partition(".")[0] for box in app.success] == [
        "Påstigande i kollektivtrafiken: borttaget härifrån"
    ]
    assert "Det som hålls tillbaka" not in [as_shown(header.value) for header in app.subheader]
    assert [as_shown(box.label) for box in app.expander] == ["Borttaget härifrån (1)"]
    reads_plainly(app)
    app = press(app, "reading:back:boardings")
    assert as_shown(app.subheader[0].value) == "Det som hålls tillbaka"
    assert [(line.act, line.who, line.undoes) for line in journal.read(folder)] == [
        (Act.PUT_AWAY, "Anna", 1), (Act.PUT_AWAY, "Anna", None),
    ]  # fmt: skip


def test_a_file_that_nobody_recognises_says_what_to_do_and_has_the_way_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = "känns inte igen. Den liknar mest mallen för påstigande. Kolumnen ”källa” saknas."
    answers = [
        {"title": "", "fault": f"a.csv: {fault}", "nearest": "boardings"},
        {"title": "", "fault": "b.csv: känns inte igen. Den är i programmets egen form.", "nearest": "kolada"},
    ]
    monkeypatch.setattr(asking, "ask", lambda *_: answers)
    monkeypatch.setattr(settings, "is_shut", lambda: False)
    inbox.lay(folder, ANNA, "a.csv", b"x")
    inbox.lay(folder, ANNA, "b.csv", b"y")
    app = run(reading)
    text = " ".join(said(app))
    assert "a.csv, under 1 kB: känns inte igen" in text
    assert "Den liknar mest mallen för påstigande. Kolumnen ”källa” saknas." in text
    assert [as_shown(str(button.proto.label)) for button in app.get("download_button")] == [
        "Hämta den tomma mallen Påstigande"
    ]
    assert "Hämta Kolada: Nyckeltal för kommunerna" in said(app)
    reads_plainly(app)


def test_a_file_that_was_not_read_in_time_may_be_tried_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> list[dict[str, str]]:
        raise TimeoutError

    monkeypatch.setattr(asking, "ask", busy)
    inbox.lay(folder, ANNA, "c.csv", b"x")
    app = run(reading)
    assert any("c.csv, under 1 kB: har inte hunnit läsas" in text for text in said(app))
    monkeypatch.setattr(asking, "ask", lambda *_: [{"title": "mallen för påstigande", "fault": "", "nearest": ""}])
    app = press(app, "reading:again:c.csv")
    assert any("c.csv, under 1 kB: mallen för påstigande" in text for text in said(app))
    laid = journal.read(folder)[0]
    journal.add(folder, ANNA, Done(Act.READ_IN, "boardings", "c.csv", laid.fingerprint))
    assert any(
        re.search(r"mallen för påstigande. Infört \d+\s[a-z]+\s20\d\d \S+ av \S+; filen", text)
        for text in said(app.run())
    )


def test_what_is_under_way_and_how_it_ended_are_told(folder: Path) -> None:
    with work.doing(folder, "läser in p.csv", "Anna") as step:
        step("kontroller", 0.5)
        app = run(reading)
        assert not app.button
    state = work.read(folder)
    assert state is not None
    work._write(folder, replace(state, state="failed", reason="p.csv rad 2: fel\np.csv rad 3: fel"))
    app = run(reading)
    assert [as_shown(box.value) for box in app.warning] == ["Det gick inte, 2 fel. Inget som visas är ändrat."]
    work._write(folder, replace(state, state="running"))  # and nobody holds the lock
    app = run(reading)
    assert "Arbetet avbröts innan det blev klart" in as_shown(app.warning[0].value)


# ───────────── Fylla i ─────────────


def test_the_list_that_is_filled_in_stands_in_the_address(folder: Path) -> None:
    app = AppTest.from_function(filling, default_timeout=60)
    app.query_params["lista"] = "aktiviteter"
    app.run()
    assert not app.exception
    assert app.segmented_control(key="choice:lista").value == "aktiviteter"
    assert "filling:activities:save" in {button.key for button in app.button}
    assert folder


def cut(columns: Sequence[Column], rows: Sequence[Row]) -> list[str]:
    return [*cells.cut(columns, rows, cells.widths(columns, rows))]


def test_a_column_is_as_wide_as_its_longest_word_where_the_page_has_room(folder: Path) -> None:
    """A word that is broken within is read as two."""
    columns, usual = activities.columns({}), cells.widths(activities.columns({}), [])
    wide = cells.widths(columns, [{"who": "Södertörnskommunerna, genom samarbetskommittén"}])
    assert usual["who"] < wide["who"] <= usual["who"] + 50
    assert {**wide, "who": 0} == {**usual, "who": 0}
    assert cells.row_height(columns, [{"who": "Södertörnskommunerna, samarbetskommittén"}]) == cells.ROW + cells.LINE
    for long in ("who", "what"):
        every = cells.widths(columns, [{long: "w" * 200}])
        assert sum(every.values()) + cells.ROW_NUMBER <= cells.ROOM, "no wider than the page"
    row = {"what": "Yttrande " * 9, "when": "2026", "goal": "tillganglighet", "who": "Alla", "result": "Beslut"}
    goals = {key: goal.heading for key, goal in registry.load().goals.items()}
    assert activities.save(folder, [row], "", ANNA, goals) == []
    app = AppTest.from_function(filling, default_timeout=60)
    app.query_params["lista"] = "aktiviteter"
    app.run()
    assert len(app.session_state["filling:activities:base"]) < 5, "high rows of nothing are not a page of their own"
    app = press(app, "filling:activities:more")
    assert len(app.session_state["filling:activities:base"]) > 10, "there are more for who asks"


def test_a_text_has_room_in_its_cell_or_is_read_whole_below_the_table(folder: Path) -> None:
    columns, short = activities.columns({}), {"what": "Seminarium", "result": "Ett beslut"}
    assert cells.row_height(columns, []) == cells.row_height(columns, [short]) == cells.ROW
    fits = {"what": "Gemensam laddstrategi antagen", "who": "Södertörns kansli", "source": "Kommittén 2026-11-27"}
    assert cells.row_height(columns, [fits]) == cells.ROW, "as wide as its letters are"
    assert cut(columns, [fits]) == [f"Rad 1, Aktivitet: {fits['what']}"], "drawn a little wider it is cut"
    assert cut(columns, [short]) == []
    assert cells.row_height(columns, [{"what": "w" * 60}]) > cells.ROW, "a word that is broken"
    longer = {"what": "Utredning " * 6, "result": ""}
    each = cells.row_height(columns, [short, longer])
    assert cells.ROW < each < cells.ROW + cells.LINE * cells.MOST_LINES
    assert cut(columns, [short, longer]) == [f"Rad 2, Aktivitet: {longer['what']}"]
    longest = {"what": "Yttrande", "result": "Ett gemensamt yttrande till länsplanen " * 8}
    each = cells.row_height(columns, [longest])
    assert each == cells.ROW + cells.LINE * (cells.MOST_LINES - 1), "no row takes the whole page"
    assert cut(columns, [longest]) == [f"Rad 1, Resultat: {longest['result']}"]
    row = {"what": "Yttrande", "when": "2026", "goal": "tillganglighet", "who": "Alla", "result": "Beslut " * 40}
    goals = {key: goal.heading for key, goal in registry.load().goals.items()}
    assert activities.save(folder, [row], "", ANNA, goals) == []
    app = AppTest.from_function(filling, default_timeout=60)
    app.query_params["lista"] = "aktiviteter"
    app.run()
    assert not app.exception
    (whole,) = [one for one in app.expander if one.label == texts.WHOLE]
    assert "Rad 1, Resultat: Beslut Beslut" in str(whole.get("html")[0].proto.body)


def test_no_table_is_wider_than_the_page_of_an_ordinary_screen() -> None:
    """1440 pixels leave 1228 to the page; a table has a column to mark rows in and perhaps a bar to scroll with."""
    for columns in (objects.COLUMNS, activities.columns({})):
        for rows in ([], [{column.name: "w" * 60 for column in columns}]):
            wide = cells.widths(columns, rows)
            widths = [int(cells.config(column, wide[column.name])["width"]) for column in columns]
            assert cells.ROW_NUMBER + sum(widths) + 33 + 10 <= 1228


def test_which_indicators_are_judged_against_targets_is_said_where_one_is_chosen(facts: Facts) -> None:
    names = counting.options(facts)
    assert names.keys() == facts.registry.indicators.keys()
    judged = [counting.is_judged(facts, key) for key in names]
    assert judged == sorted(judged, reverse=True)
    assert any(judged)
    assert all(
        name.endswith(" (bedöms inte mot målvärden än)") != is_one
        for name, is_one in zip(names.values(), judged, strict=True)
    )


def test_a_reason_that_comes_after_the_page_was_first_shown_is_offered_all_the_same(folder: Path) -> None:
    waiting(folder)
    app = run(reading)
    (made,) = [papers.read(folder)]
    assert made
    one = unsaved.Unsaved(datetime.now(UTC), "ab" * 4, ({reading_form.REASON: "Bron"},), (), "")
    unsaved.keep(folder, ANNA, f"reason-{made.made_at.isoformat()}", one)  # of the page that was left a moment ago
    assert any("Osparat: Bron" in as_shown(block.value) for block in app.run().get("html"))


def test_objects_are_saved_from_the_table_under_the_name_of_who_saved(folder: Path) -> None:
    before = ROW | {"läge": "namngivet", "plan": "En plan"}
    text = ",".join(ROW) + "\n" + ",".join(before.values()) + "\n"
    (folder / objects.FILE_NAME).write_text(text, encoding="utf-8")
    app = typed(run(filling), ROW)
    app = press(app, "filling:objects:save")
    assert errors(app) == ["- Skriv ditt namn: det står i journalen."]
    app.text_input(key="office:name:filling").set_value("Anna")
    app = press(app, "filling:objects:save")
    assert [as_shown(box.value) for box in app.success] == ["Objekten är sparade."]
    line, by_hand = journal.read(folder)
    assert (line.act, line.about, line.who) == (Act.FILLED_IN, objects.FILE_NAME, "Anna")
    assert by_hand.act is Act.CHANGED_BY_HAND  # nobody here had written what lay there
    assert objects.read(folder).rows == (ROW,)
    told = len(journal.read(folder))
    app = press(app, "filling:objects:save")  # what was saved is what is open now
    assert not app.error
    assert [as_shown(box.value) for box in app.info] == ["Inget är ändrat, så det finns inget att spara."]
    assert len(journal.read(folder)) == told
    (undoing,) = (button for button in app.button if button.key == "filling:objects:undo")
    assert as_shown(undoing.label).endswith(", Anna)")
    app = press(app, "filling:objects:undo")
    assert [as_shown(box.value) for box in app.success] == [
        "Ångrat: det som låg där före den senaste sparningen gäller igen."
    ]
    assert journal.read(folder)[0].undoes


def test_an_object_like_one_in_the_draft_is_told_of_with_the_way_there_and_may_be_saved(folder: Path) -> None:
    shutil.copytree(ROOT / "data" / "reference", folder / "reference")
    row = ROW | {"objekt": "Spårväg syd, etapp 1"}
    (folder / objects.FILE_NAME).write_text(",".join(ROW) + '\n"' + '","'.join(row.values()) + '"\n', encoding="utf-8")
    app = on_page.opened("office", rum="fyll-i")
    (told,) = (as_shown(box.value) for box in app.warning if "liknar" in box.value)
    stage = "namngivet (med i den nationella planen)"
    assert told.startswith(f"Spårväg syd, etapp 1 liknar Spårväg syd i utkastet: {stage}; ")
    assert "kostnad: 7\u00a0245" in told
    assert "Till utkastet" in [str(link.proto.label) for link in app.get("page_link")]
    app.text_input(key="office:name:filling").set_value("Anna")
    exact, inflected = (ROW | {"objekt": name} for name in ("Spårväg syd", "Tvärförbindelsen"))
    app = typed(app, row, exact, inflected)
    told = [as_shown(box.value) for box in app.warning]
    assert any(one.startswith(f"Spårväg syd står i utkastet: {stage}; kostnad: ") for one in told)
    assert any(one.startswith("Tvärförbindelsen liknar Tvärförbindelse Södertörn i utkastet: ") for one in told)
    app = press(app, "filling:objects:save")
    assert not app.error
    (done,) = (as_shown(box.value) for box in app.success)
    assert done.startswith(
        "Objekten är sparade. Nu på listan och därför borta ur utkastet: Spårväg syd. Sju av åtta är kvar i utkastet. "
    )
    assert done.endswith(
        "Tvärförbindelsen liknar Tvärförbindelse Södertörn, som är kvar i utkastet: är det samma objekt står det nu "
        "på båda ställena."
    )
    assert any("Tvärförbindelsen liknar" in as_shown(box.value) for box in app.warning)


def test_faults_of_the_table_are_said_by_row_and_column_and_nothing_is_saved(folder: Path) -> None:
    wrong = ROW | {"läge": "snart"}
    text = ";".join(ROW) + "\n" + ";".join(wrong.values()) + "\n"
    (folder / objects.FILE_NAME).write_text(text, encoding="utf-8")
    app = run(filling)
    app.text_input(key="office:name:filling").set_value("Anna")
    app = press(app, "filling:objects:save")
    fault = "'snart' finns inte; skriv ej i plan, namngivet, finansierat, byggs eller öppnat."
    said = f"Rad 1 (Påhittad bro), Läge: {fault}"
    assert errors(app) == [f"- {said}"]
    assert not any(said in unescape(as_shown(block.value)) for block in app.get("html"))  # once is enough
    assert any(said in unescape(as_shown(block.value)) for block in app.run().get("html"))
    assert (folder / objects.FILE_NAME).read_text(encoding="utf-8") == text


def test_what_is_refused_stands_on_the_row_that_its_fault_tells_of(folder: Path) -> None:
    app = run(filling)
    empty = dict.fromkeys(ROW, "")
    app.session_state["filling:objects:base"] = [empty, empty, ROW | {"läge": "namngivet"}]
    app.text_input(key="office:name:filling").set_value("Anna")
    app = press(app, "filling:objects:save")
    assert errors(app) == ["- Rad 3 (Påhittad bro), Plan: Saknas; skriv i vilken plan objektet är namngivet."]
    assert [row["objekt"] for row in app.session_state["filling:objects:rows"][:3]] == ["", "", "Påhittad bro"]


@pytest.mark.thorough  # what is typed below
def test_what_is_typed_stays_when_another_list_is_looked_at(folder: Path) -> None:
    app = run(filling)
    app.session_state["filling:objects:rows"] = [ROW]  # as the table leaves them
    app.segmented_control(key="choice:lista").set_value("aktiviteter").run()
    app.segmented_control(key="choice:lista").set_value("objekt").run()
    assert app.session_state["filling:objects:rows"][0] == ROW
    assert any("Du har osparade ändringar" in as_shown(block.value) for block in app.get("html"))
    assert "filling:objects:drop" in {button.key for button in app.button}
    app.text_input(key="office:name:filling").set_value("Anna")
    app = press(app, "filling:objects:save")
    assert objects.read(folder).rows == (ROW,)
    assert not any("Du har osparade ändringar" in as_shown(block.value) for block in app.get("html"))


def typed(app: AppTest, *rows: dict[str, str]) -> AppTest:
    """The page with rows as the table leaves them; the table itself cannot be written in here."""
    app.session_state["filling:objects:rows"] = list(rows)
    app.segmented_control(key="choice:lista").set_value("aktiviteter").run()
    return app.segmented_control(key="choice:lista").set_value("objekt").run()


def in_table(app: AppTest) -> list[str]:
    return [row["objekt"] for row in app.session_state["filling:objects:rows"] if row["objekt"]]


def keys(app: AppTest) -> set[str]:
    return {str(button.key) for button in app.button}


def test_what_somebody_else_has_saved_lies_beside_what_is_typed_and_takes_it_on_top(folder: Path) -> None:
    mine, theirs = ROW | {"objekt": "Min bro"}, ROW | {"objekt": "Evas bro"}
    app = typed(run(filling), mine)
    assert objects.save(folder, [theirs], "", replace(ANNA, name="Eva"), date(2026, 11, 22)) == []
    app.run()
    (told,) = [as_shown(box.value) for box in app.warning]
    assert re.match(r"Eva sparade listan \d+\s[a-z]+\s\d{4} \d\d:\d\d, efter att du öppnade den\. Dina ändringar", told)
    text = unescape(" ".join(as_shown(block.value) for block in app.get("html")))
    assert "Sparat, ny: Objekt Evas bro; Läge byggs" in text
    assert "Ditt, ny: Objekt Min bro; Läge byggs" in text
    app = press(app, "filling:objects:lay")
    assert in_table(app) == ["Evas bro", "Min bro"]
    app.text_input(key="office:name:filling").set_value("Anna")
    app = press(app, "filling:objects:save")
    assert [row["objekt"] for row in objects.read(folder).rows] == ["Evas bro", "Min bro"]


def test_a_clash_is_told_once_and_which_of_two_rows_is_whose_while_both_stand(folder: Path) -> None:
    assert objects.save(folder, [ROW], "", ANNA, date(2026, 11, 22)) == []
    mine, theirs = ROW | {"läge": "öppnat"}, ROW | {"anteckning": "Frågat"}
    app = typed(run(filling), mine)
    mark = objects.read(folder).fingerprint
    assert objects.save(folder, [theirs], mark, replace(ANNA, name="Bo Ask"), date(2026, 11, 22)) == []
    app.text_input(key="office:name:filling").set_value("Anna")
    app = press(app, "filling:objects:save")
    assert not app.error
    (told,) = [as_shown(box.value) for box in app.warning]
    assert told.startswith("Bo Ask sparade listan ")
    app = press(app, "filling:objects:lay")
    said = "Rad 1 är din, rad 2 är Bo Asks: ta bort den som inte ska gälla."
    assert said in [as_shown(box.value) for box in app.warning]
    assert not any(said == as_shown(box.value) for box in typed(app, mine).warning)


def test_every_row_that_is_not_saved_is_told_cell_by_cell_and_taken_back_by_itself(folder: Path) -> None:
    other = ROW | {"objekt": "Andra bron"}
    assert objects.save(folder, [ROW, other], "", ANNA, date(2026, 11, 22)) == []
    app = typed(run(filling), ROW | {"läge": "öppnat"}, other, ROW | {"objekt": "Tredje bron"})
    told = [as_shown(block.value) for block in app.markdown]
    assert "Rad 1 (Påhittad bro): Läge byggs → öppnat" in told
    assert any(line.startswith("Rad 3, ny: Objekt Tredje bron; Läge byggs") for line in told)
    app = press(app, "filling:objects:change:0")
    assert app.session_state["filling:objects:rows"][:3] == [ROW, other, ROW | {"objekt": "Tredje bron"}]
    app = press(app, "filling:objects:change:0")
    assert in_table(app) == ["Påhittad bro", "Andra bron"]
    assert not any("osparade" in as_shown(block.value) for block in app.get("html"))
    app = typed(app, other)
    (label,) = (button.label for button in app.button if button.key == "filling:objects:change:0")
    assert as_shown(label) == "Lägg tillbaka Påhittad bro"
    assert in_table(press(app, "filling:objects:change:0")) == ["Påhittad bro", "Andra bron"]


def test_what_is_typed_is_let_go_only_when_asked_and_can_be_taken_back(folder: Path) -> None:
    app = typed(run(filling), ROW)
    assert objects.save(folder, [ROW | {"objekt": "Evas bro"}], "", ANNA, date(2026, 11, 22)) == []
    app = press(app.run(), "filling:objects:let-go")
    assert (in_table(app), len(app.warning)) == (["Evas bro"], 0)
    app = press(app, "filling:objects:take-back")
    assert in_table(app) == ["Påhittad bro"]
    assert "Dina ändringar" in as_shown(app.warning[0].value)


def test_a_list_that_somebody_else_has_changed_is_shown_as_it_is_where_nothing_is_typed(folder: Path) -> None:
    app = run(filling)
    (folder / objects.FILE_NAME).write_text(";".join(ROW) + "\n" + ";".join(ROW.values()) + "\n", encoding="utf-8")
    app.run()
    assert [as_shown(box.value) for box in app.success] == [
        "Listan har ändrats på servern sedan du öppnade den. Så här är den nu."
    ]
    assert in_table(app) == ["Påhittad bro"]


def test_what_was_typed_before_the_page_was_closed_is_offered_back(folder: Path) -> None:
    typed(run(filling), ROW)
    app = run(filling)
    (told,) = [as_shown(box.value) for box in app.warning]
    assert told.startswith("Du har ändringar här som inte är sparade. De skrevs ")
    assert in_table(app) == []
    app = press(app, "unsaved:offered:objects:go-on")
    assert (in_table(app), len(app.warning)) == (["Påhittad bro"], 0)
    again = run(filling)  # it lies in this window's name now
    again = press(again, "unsaved:offered:objects:throw")
    assert (in_table(again), len(again.warning)) == ([], 0)
    assert not run(filling).warning
    again = press(again, "unsaved:offered:objects:take-back")
    assert in_table(again) == ["Påhittad bro"]
    assert "unsaved:offered:objects:take-back" not in keys(again)


@pytest.mark.thorough  # what somebody else has saved above
def test_what_was_typed_and_is_saved_since_is_not_called_unsaved(folder: Path) -> None:
    theirs = ROW | {"objekt": "Evas bro"}
    old = typed(run(filling), ROW)  # one window, and another is opened meanwhile
    other = run(filling)
    assert [as_shown(box.value)[:42] for box in other.warning] == ["Du har ändringar här som inte är sparade. "]
    assert objects.save(folder, [theirs, ROW], "", ANNA, date(2026, 11, 22)) == []
    assert not other.run().warning
    assert not run(filling).warning
    assert not [*(folder / work.FOLDER / unsaved.FOLDER).iterdir()]
    assert (in_table(old.run()), len(old.warning)) == (["Evas bro", "Påhittad bro"], 0)


def test_a_save_is_taken_back_and_done_again(folder: Path) -> None:
    app = typed(run(filling), ROW)
    app.text_input(key="office:name:filling").set_value("Anna")
    app = press(press(app, "filling:objects:save"), "filling:objects:undo")
    assert (in_table(app), "filling:objects:undo" in keys(app)) == ([], False)
    app = press(app, "filling:objects:repeat")
    assert [as_shown(box.value) for box in app.success] == ["Gjort om: det som ångrades gäller igen."]
    assert (in_table(app), "filling:objects:repeat" in keys(app)) == (["Påhittad bro"], False)


def test_a_template_begins_with_its_municipalities_and_its_faults_are_told_by_the_tables_rows(folder: Path) -> None:
    app = run(filling)
    app.segmented_control(key="choice:lista").set_value("mallar").run()
    rows = app.session_state["filling:template-boardings:rows"]
    names = [row["kommun"] for row in rows if row["kommun"]]
    assert (len(names), names[0], len(rows) - len(names)) == (8, "Botkyrka", 10)
    app.text_input(key="office:name:filling").set_value("Anna")
    assert "hela dygnet en vanlig vintervardag, inte hela årets" in " ".join(said(app))
    assert errors(press(app, "filling:template-boardings:save")) == ["- Fyll i minst en rad."]
    app.session_state["filling:template-boardings:rows"] = [{**rows[0], "påstigande": "78000"}]
    app.segmented_control(key="choice:lista").set_value("aktiviteter").run()
    app.segmented_control(key="choice:lista").set_value("mallar").run()
    with work.doing(folder, "läser in Påstigande.csv", "Anna"):
        (refused,) = errors(press(app, "filling:template-boardings:save"))
    waits = "Vänta tills det är klart. Mallen ligger som Påstigande.csv bland filerna som väntar"
    assert waits in refused
    assert [one.name for one in inbox.arrived(folder)] == ["Påstigande.csv"]
    state = work.read(folder)
    assert state is not None
    reason = "Påstigande.csv rad 2: källa: saknas; skriv var uppgiften står\nPåstigande.csv rad 4: samma som rad 2"
    work._write(folder, replace(state, state="failed", reason=reason))
    app.run()
    assert "2 fel. Inget är ändrat. Rätta raderna i tabellen" in errors(app)[0]
    told = unescape(" ".join(as_shown(block.value) for block in app.get("html")))
    assert "Rad 1, Källa: Saknas; skriv var uppgiften står." in told
    assert "Rad 3: Samma som rad 1." in told


def test_a_target_is_checked_previewed_and_saved_in_the_overlay(folder: Path, facts: Facts) -> None:
    app = run(filling)
    before = registry.load().targets.keys()
    app.segmented_control(key="choice:lista").set_value("malvarden").run()
    at = "declaring:targets::"
    app = press(app, f"{at}save")
    assert errors(app) == ["- Skriv ditt namn: det står i journalen."]
    app.text_input(key="office:name:filling").set_value("Anna")
    app = press(app, f"{at}save")
    assert errors(app) == ["- Indikator: välj en."]
    app.selectbox(key=f"{at}indicator").set_value("electric_car_share").run()
    (why,) = [as_shown(block.value) for block in app.get("html") if "räknas inte mot det än" in block.value]
    assert "indikatorn är inlagd som en jämförelse med andra områden" in why
    assert "Är målvärdet beslutat väljer ni under fälten om indikatorn ska bedömas mot det." in why
    app.text_input(key=f"{at}value").set_value("många")
    app = press(app, f"{at}save")
    assert "Värde: 'många' är inte ett tal. Skriv till exempel 40 eller 12,5." in errors(app)[0]
    assert "Ordalydelse: fyll i." in errors(app)[0]
    for name, text in TYPED.items():
        (app.text_area if name in LONG else app.text_input)(key=f"{at}{name}").set_value(text)
    app = press(app, f"{at}show")
    assert errors(app) == ["- Hur det förhåller sig till oss: välj ett svar."]  # nothing is answered for anybody
    app.selectbox(key=f"{at}transfer").set_value("egen")
    app = press(app, f"{at}show")
    assert not app.error
    html = "".join(as_shown(block.value) for block in app.get("html"))
    assert "Södertörn nu" in html
    assert html.count('<ul class="mk-answers">') == 2
    answers = [re.sub("<[^>]+>", "", part) for part in html.split('<ul class="mk-answers">')]
    assert "Inget mål beslutat" in answers[1]
    assert "Inget mål beslutat" not in answers[2]
    assert "indikatorn bedöms inte mot målvärden" in answers[2]
    assert "på indikatorbladet och i årsredovisningen. På Översikt och ledningsgruppens sida visas inte själva" in html
    assert "Det sparas under ditt namn, Anna, med dag och klockslag i journalen." in html
    assert registry.load().targets.keys() == before
    app = press(app, f"{at}save")
    (receipt,) = [as_shown(box.value) for box in app.success]  # the pages that the preview named, no others
    of_what = "Elbilar i personbilsflottan: Södertörn 10,6 % år 2025, mot målet 60 % år 2035."
    warned = "Sidan varnade: Värdet är 60, långt ifrån det senaste: Södertörn 10,6 % år 2025. Är det rätt tal?"
    shown_on = "Målvärdet visas på sidorna Indikator och Mål, på indikatorbladet"
    assert receipt.startswith(f"Sparat. {of_what} {warned} {shown_on}")
    saved = registry.load().targets["exempel_60_elbilar"]
    assert (saved.indicator, saved.value, saved.target_year, saved.checked) == (
        "electric_car_share", 60.0, 2035, "ej verifierad"
    )  # fmt: skip
    (line,) = journal.read(folder)
    assert (line.act, line.about, line.who) == (Act.TARGET_ADDED, "targets.exempel_60_elbilar", "Anna")
    told = journal_words.sentence(replace(facts, registry=registry.load()), line)
    assert "Anna förde in ett målvärde för elbilar i personbilsflottan (Exempel: 60 % elbilar)" in told
    app = press(app, "declaring:undo")
    assert registry.load().targets.keys() == before
    which = "Exempel: 60 % elbilar (Elbilar i personbilsflottan, 60 % år 2035)"
    assert [as_shown(box.value) for box in app.success] == [
        f"Ångrat: {which} är borttaget. Det fanns inte före den ändringen."
    ]


def test_an_indicator_is_judged_against_a_decided_target_by_choice_and_compared_again(folder: Path) -> None:
    """The choice stands at the target, says what becomes different before it is saved, and is taken back with it."""
    app, at, key = declared(folder), "declaring:targets::", "electric_car_share"
    program = registry.read()["indicators"][key]

    def is_first() -> bool:
        return any(judging.WHOSE_FIRST in as_shown(block.value) for block in app.get("html"))

    app.selectbox(key=f"{at}transfer").set_value(None).run()
    assert is_first()
    app.selectbox(key=f"{at}transfer").set_value("jämförelsenivå").run()
    assert not is_first()
    assert not [box for box in app.selectbox if box.key == f"{at}judged"]
    app.selectbox(key=f"{at}transfer").set_value("egen").run()
    app.selectbox(key=f"{at}judged").set_value("yes").run()
    html = "".join(as_shown(block.value) for block in app.get("html"))
    assert "Läget sägs då mot målvärdet i stället för som en plats bland andra områden" in html
    assert "Indikatorns svar. Nu: Delad tvåa av fyra: 10,6 procent av bilarna var elbilar 2025" in html
    assert (
        "i något av fyra mått: näst lägst utsläpp per invånare (2024), men sist i laddpunkter (2025). Efter: " in html
    )
    assert "i något av tre mått" in html
    app = press(app, f"{at}show")
    answers = "".join(as_shown(block.value) for block in app.get("html")).split('<ul class="mk-answers">')
    assert "Ej uppnått" in answers[2]
    assert "Görs inte" not in answers[2]
    app = press(app, f"{at}save")
    (receipt,) = [as_shown(box.value) for box in app.success]
    assert "Indikatorn bedöms mot målvärdet. " in receipt
    assert receipt.endswith(
        "På Översikt och ledningsgruppens sida står målvärdet, och om det nås när det går att säga."
    )
    assert registry.load().indicators[key].kind == "mal"
    assert registry.read()["indicators"][key] | {"kind": "jämförelse"} == program
    app = press(app, "declaring:undo")
    assert next(as_shown(box.value) for box in app.success).endswith("Indikatorn jämförs med andra områden.")
    assert registry.load().indicators[key].kind == "jamforelse"
    app = press(app, "declaring:repeat")
    assert registry.load().indicators[key].kind == "mal"
    app.selectbox(key="choice:malvarde").set_value("exempel_60_elbilar").run()
    app = press(app, "declaring:targets:exempel_60_elbilar:remove")
    assert "changes.indicators." not in overlay.text(folder)
    assert registry.load().indicators[key].kind == "jamforelse"


def test_laget_reminds_of_what_an_own_target_lacks(folder: Path, facts: Facts) -> None:
    """A base year only where the indicator is judged against the target: nothing else needs it."""
    app, at = declared(folder), "declaring:targets::"
    for name in ("base_year", "base_value"):
        app.text_input(key=f"{at}{name}").set_value("")
    app = press(app, f"{at}save")

    def open_now() -> list[tuple[str, str]]:
        now = replace(facts, registry=registry.load(), folder=folder)
        links = paragraphs.lacking(now, folder, (page.ROOM, page.FILL_IN))
        return [(as_shown(link.label), dict(link.choices)["malvarde"]) for link in links]

    named = "Målvärdet Exempel: 60 % elbilar"
    assert open_now() == [(f"{named}: {paragraphs.UNCHECKED}", "exempel_60_elbilar")]
    at = "declaring:targets:exempel_60_elbilar:"
    app.selectbox(key="choice:malvarde").set_value("exempel_60_elbilar").run()
    app.selectbox(key=f"{at}judged").set_value("yes").run()
    app = press(app, f"{at}save")
    assert open_now() == [(f"{named}: {paragraphs.BASELESS}; {paragraphs.UNCHECKED}", "exempel_60_elbilar")]
    app.date_input(key=f"{at}checked").set_value(date(2026, 11, 20))
    for name in ("base_year", "base_value"):
        app.text_input(key=f"{at}{name}").set_value(TYPED[name])
    app = press(app, f"{at}save")
    assert open_now() == []


def test_what_is_saved_past_a_warning_says_so_and_the_journal_says_from_what_to_what(folder: Path) -> None:
    app, at = declared(folder), "declaring:targets:exempel_60_elbilar:"
    app = press(app, "declaring:targets::save")
    app.selectbox(key="choice:malvarde").set_value("exempel_60_elbilar").run()
    app.text_input(key=f"{at}value").set_value("6")
    app = press(app, f"{at}save")
    (receipt,) = [as_shown(box.value) for box in app.success]
    assert "Är det rätt år?" not in receipt
    assert "Sidan varnade: Värdet är 6, men i namnet eller ordalydelsen står 60. Är det rätt tal?" in receipt
    (line, _) = journal.read(folder)
    assert line.words == "Exempel: 60 % elbilar; värde 60 → 6"
    offered = " ".join(as_shown(block.value) for block in app.markdown)
    which = "Elbilar i personbilsflottan, {} % år 2035"
    assert f"Nu: {which.format(6)}. Efter: {which.format(60)}." in offered
    app = press(app, "declaring:undo")
    assert next(as_shown(box.value) for box in app.success).startswith(
        "Ångrat: Exempel: 60 % elbilar; värde 60 → 6. Det som stod där före den senaste ändringen gäller igen. "
    )
    offered = " ".join(as_shown(block.value) for block in app.markdown)
    assert f"Nu: {which.format(60)}. Efter: målvärdet finns inte." in offered
    assert f"Nu: {which.format(60)}. Efter: {which.format(6)}." in offered
    assert as_shown(app.expander[-1].label).startswith(
        "Gör om: Exempel: 60 % elbilar; värde 60 → 6 (Elbilar i personbilsflottan, 6 % år 2035), ångrat"
    )


def pressed_twice() -> None:
    from dashboard.screen.forms.office import signed
    from malkollen.errors import ConflictError

    def changed(_person: object) -> None:
        raise ConflictError("filen har ändrats sedan du öppnade den")

    signed.act("filling", lambda _person: None, "Ångrat.", as_whoever=True, press=("undo", "a"))
    signed.act("filling", changed, "Ångrat.", as_whoever=True, press=("undo", "a"))
    signed.say("filling")
    signed.act("filling", changed, "Ångrat.", as_whoever=True, press=("undo", "b"))
    signed.say("filling")


def test_what_is_pressed_twice_has_the_receipt_of_the_first_and_what_another_has_changed_is_told() -> None:
    app = AppTest.from_function(pressed_twice, default_timeout=60).run()
    assert [as_shown(box.value) for box in app.success] == ["Ångrat."]
    assert [as_shown(box.value) for box in app.error] == ["filen har ändrats sedan du öppnade den"]


def declared(folder: Path) -> AppTest:
    """The form of targets with a new one filled in, in a folder that has one of the office's own."""
    app = run(filling)
    app.segmented_control(key="choice:lista").set_value("malvarden").run()
    app.text_input(key="office:name:filling").set_value("Anna")
    at = "declaring:targets::"
    app.selectbox(key=f"{at}indicator").set_value("electric_car_share").run()
    for name, text in TYPED.items():
        (app.text_area if name in LONG else app.text_input)(key=f"{at}{name}").set_value(text)
    app.selectbox(key=f"{at}transfer").set_value("egen")
    return app


def test_a_targets_unit_is_chosen_and_what_is_wrong_is_said_in_the_forms_words(folder: Path) -> None:
    app, at = declared(folder), "declaring:targets::"
    assert app.selectbox(key=f"{at}unit").options == ["% (indikatorns enhet)", "index, där basåret är 100"]
    app.selectbox(key=f"{at}unit").set_value("index")
    app.text_input(key=f"{at}base_year").set_value("")
    app = press(app, f"{at}save")
    assert errors(app) == ["- Basår: fyll i. Ett index räknas från det året."]
    beside = [as_shown(block.value) for block in app.get("html") if "mk-fault" in str(block.value)]
    assert beside == ['<p class="mk-fault">Fyll i. Ett index räknas från det året.</p>']
    app.text_input(key=f"{at}base_year").set_value("2023")
    app = press(app, f"{at}save")
    assert errors(app) == ["- Värde basåret: Ska vara 100; enheten är 'index 2023 = 100'."]
    app.text_input(key=f"{at}base_value").set_value("")
    app.text_input(key=f"{at}value").set_value("0,4")
    app = press(app, f"{at}show")
    assert errors(app) == ["- Värde: 0.4 ser ut som en andel av 1; skriv 40 för 40 %."]
    app.text_input(key=f"{at}value").set_value("40")
    app = press(app, f"{at}save")
    saved = registry.load().targets["exempel_60_elbilar"]
    assert (saved.unit, saved.base_value, saved.is_index) == ("index 2023 = 100", 100.0, True)
    assert not app.error


def test_a_target_is_removed_and_every_step_is_taken_back(folder: Path) -> None:
    app, at = declared(folder), "declaring:targets:exempel_60_elbilar:"
    before = registry.load().targets.keys()
    app = press(app, "declaring:targets::save")
    app.selectbox(key="choice:malvarde").set_value("exempel_60_elbilar").run()
    assert app.selectbox(key=f"{at}unit").value == "own"
    app = press(app, f"{at}remove")
    assert [as_shown(box.value) for box in app.success] == [
        "Borttaget: Exempel: 60 % elbilar (Elbilar i personbilsflottan, 60 % år 2035). Det går att ångra nedan."
    ]
    assert registry.load().targets.keys() == before
    assert app.selectbox(key="choice:malvarde").value == ""
    assert as_shown(app.expander[-1].label).startswith(
        "Ångra: Exempel: 60 % elbilar (Elbilar i personbilsflottan, 60 % år 2035), borttaget"
    )
    app = press(app, "declaring:undo")
    assert "exempel_60_elbilar" in registry.load().targets
    app = press(app, "declaring:undo")
    assert registry.load().targets.keys() == before
    assert as_shown(app.expander[-1].label).startswith(
        "Gör om: Exempel: 60 % elbilar (Elbilar i personbilsflottan, 60 % år 2035), ångrat"
    )
    app = press(press(app, "declaring:repeat"), "declaring:undo")
    assert registry.load().targets.keys() == before
    assert [(line.act, line.undoes, line.words) for line in reversed(journal.read(folder))] == [
        (act, undoes, TYPED["title"])
        for act, undoes in (
            (Act.TARGET_ADDED, None),
            (Act.UNDECLARED, None),
            (Act.UNDECLARED, 2),
            (Act.TARGET_ADDED, 1),
            (Act.TARGET_ADDED, 4),
            (Act.TARGET_ADDED, 5),
        )
    ]


@pytest.mark.thorough  # as rows above
def test_a_target_that_is_typed_and_not_saved_stays_and_is_offered_back(folder: Path) -> None:
    app, at = declared(folder), "declaring:targets::"
    app.run()
    assert any("Du har osparade ändringar" in as_shown(block.value) for block in app.get("html"))
    app.segmented_control(key="choice:lista").set_value("aktiviteter").run()
    app.segmented_control(key="choice:lista").set_value("malvarden").run()
    assert (app.text_input(key=f"{at}value").value, app.selectbox(key=f"{at}unit").value) == ("60", "own")
    again = run(filling)
    again.segmented_control(key="choice:lista").set_value("malvarden").run()
    assert again.text_input(key=f"{at}value").value == ""
    again = press(again, "unsaved:offered:targets-:go-on")
    assert again.text_input(key=f"{at}value").value == "60"
    assert again.selectbox(key=f"{at}indicator").value == "electric_car_share"
    again = press(again, f"{at}drop")
    assert again.text_input(key=f"{at}value").value == ""
    assert not [*(folder / work.FOLDER / unsaved.FOLDER).iterdir()]


def test_what_another_has_saved_of_a_target_is_never_written_over_unasked(folder: Path) -> None:
    app = press(declared(folder), "declaring:targets::save")
    name, at = "exempel_60_elbilar", "declaring:targets:exempel_60_elbilar:"
    app.selectbox(key="choice:malvarde").set_value(name).run()
    app.text_input(key=f"{at}value").set_value("61").run()
    text = overlay.text(folder).replace("value = 60.0", "value = 55.0", 1)
    eva = replace(ANNA, name="Eva")
    overlay.save(folder, text, overlay.fingerprint(overlay.text(folder)), eva, Done(Act.DECLARED, f"targets.{name}"))
    app = press(app.run(), f"{at}save")
    assert errors(app) == [
        "- Inget är sparat: någon har ändrat det här sedan du öppnade det. Välj ovanför fälten vad som ska gälla."
    ]
    assert re.match(r"Eva ändrade det här \d{1,2}\s", as_shown(app.warning[0].value))
    assert any("Ändrat, Värde: 60 → 61" in unescape(as_shown(block.value)) for block in app.get("html"))
    assert any("Värde: sparat 55, ditt 61" in as_shown(block.value) for block in app.get("html"))
    app = press(press(app, f"{at}mine"), f"{at}save")
    assert registry.load().targets[name].value == 61.0
    (slip,) = app.warning  # the other's is answered; the name still says 60
    assert "i namnet eller ordalydelsen står 60" in as_shown(slip.value)
    overlay.save(folder, text, overlay.fingerprint(overlay.text(folder)), eva, Done(Act.DECLARED, f"targets.{name}"))
    assert app.run().text_input(key=f"{at}value").value == "55"  # nobody had typed anything


@pytest.mark.thorough  # a target above
def test_what_the_office_has_changed_elsewhere_in_the_registry_is_taken_away_too(folder: Path) -> None:
    own = '[breaks.prov]\nyear = 2020\nreason = "Prov"\nmeasures = ["cars_all"]\n'
    (folder / "registry.toml").write_text(own, encoding="utf-8")
    app = run(filling)
    app.segmented_control(key="choice:lista").set_value("fragor").run()
    app.text_input(key="office:name:filling").set_value("Anna")
    app = press(app, "declaring:breaks:prov:remove")
    assert "prov" not in registry.load().breaks
    app = press(app, "declaring:undo")
    assert overlay.text(folder) == own


def test_of_a_goals_question_only_what_is_changed_is_written(folder: Path) -> None:
    before = registry.load().goals["tillganglighet"]
    app = run(filling)
    app.segmented_control(key="choice:lista").set_value("fragor").run()
    app.selectbox(key="choice:mal").set_value("tillganglighet").run()
    app.text_input(key="office:name:filling").set_value("Anna")
    at = "declaring:goals:tillganglighet:"
    app.text_input(key=f"{at}answer_set_decided_by").set_value("Ledningsgruppen 2026-12-03")
    app = press(app, f"{at}save")
    assert [as_shown(box.value) for box in app.success] == ["Målets fråga är sparad och gäller på alla sidor."]
    assert registry.load().goals["tillganglighet"] == before.model_copy(
        update={"answer_set_decided_by": "Ledningsgruppen 2026-12-03"}
    )
    changed = {"answer_set_decided_by": "Ledningsgruppen 2026-12-03"}
    assert tomllib.loads(overlay.text(folder)) == {"changes": {"goals": {"tillganglighet": changed}}}


# ───────────── Words ─────────────

OF_THE_PROGRAM = re.compile(
    r"\b[a-z]+_[a-z]\w*|\.toml|priority_|inbox|MALKOLLEN|yyyy|--\w|malkollen \w|fingeravtryck|databasen byts|\btrafa\b|"
    r"registry"
)
"""What no secretary should read: keys, files and commands of the program's own."""


def said(app: AppTest) -> list[str]:
    """All that the page says and that its fields are called; a field's name is read aloud as it is written."""
    fields = [*app.text_input, *app.selectbox, *app.date_input]
    assert not [field.label for field in fields if "\\" in field.label]
    texts = [block.value for kind in ("html", "markdown", "warning", "error", "success") for block in app.get(kind)]
    options = [option for box in app.selectbox for option in box.options]
    labels = [button.label for button in app.button] + [box.label for box in app.expander] + options
    return [as_shown(unescape(re.sub("<[^>]+>", " ", str(text)))) for text in [*texts, *labels]]


def reads_plainly(app: AppTest) -> None:
    assert not app.exception
    assert [text for text in said(app) if OF_THE_PROGRAM.search(text)] == []


def lay_held(folder: Path, reason: str) -> None:
    fetch = folder / "raw" / "boardings" / "20261102T000000.000001Z"
    fetch.mkdir(parents=True)
    text = json.dumps({"state": "held", "reason": reason, "files": {}})
    (fetch / "manifest.json").write_text(text, encoding="utf-8")


def test_no_state_of_the_room_speaks_the_programs_language(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "ask", lambda *_: [{"title": "mallen för påstigande", "fault": "", "nearest": ""}])
    wrong = "0127 2025 cars_battery_electric: från 2130 till 14885; stämmer det, kör igen med --accept"
    lay_held(folder, wrong)
    inbox.lay(folder, ANNA, "p.csv", b"x")
    app = run(reading)
    reads_plainly(app)
    assert any("Botkyrka 2025, personbilar i trafik, el: 2\xa0130 → 14\xa0885" in text for text in said(app))
    app.text_input(key="office:name:reading").set_value("Anna")
    app = press(app, "reading:remove:p.csv")
    assert "Lägg tillbaka p.csv" in said(app)
    app = press(app, "reading:lay-back:p.csv")
    reads_plainly(app)
    with work.doing(folder, "läser in p.csv", "Anna"):
        reads_plainly(run(reading))
    state = work.read(folder)
    assert state is not None
    work._write(folder, replace(state, state="failed", reason="Kolada: nätet är avstängt (MALKOLLEN_OFFLINE)"))
    reads_plainly(run(reading))
    waiting(folder, wrong)
    reads_plainly(run(reading))
    app = run(filling)
    for part in filling_form.PARTS:
        reads_plainly(app.segmented_control(key="choice:lista").set_value(part).run())
