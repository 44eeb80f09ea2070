"""The section on a page: what stands, the forms where they are allowed, and what a save, an undo and a conflict say."""

import html
import os
import re
import sqlite3
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from as_shown import as_shown
from streamlit.testing.v1 import AppTest

from dashboard.content.goal import judgements as content
from dashboard.screen import session
from dashboard.screen.forms import judgement_form
from malkollen.database import storage
from malkollen.editions import editions
from malkollen.editions.file import Edition
from malkollen.office import judgement_file, judgements
from malkollen.office.access import ALLOW_VARIABLE, OFFICE_VARIABLE
from malkollen.office.judgements import LABELS, Basis, Entry
from malkollen.office.room import unsaved, work
from malkollen.served import AS_OF_VARIABLE
from malkollen.texts.swedish import in_words

Field = Any
"""A list of words, a line, a text or a day: they take values of different kinds."""
GOAL = "tillganglighet"
TYPED = {
    "reason": "Restiderna är oförändrade.",
    "meeting": "Ledningsgruppen 7/2026, § 4",
    "day": "2026-11-20",
    "who": "Anna Berg",
}
OTHERS = Entry(GOAL, "sup_2040", Basis("delvis", "a", "b", "1"), "på väg", "Skäl", "Bo Ek", "§ 1", "2026-11-20")


def _page(proposal: str = "delvis") -> None:
    from dashboard.screen import session
    from dashboard.screen.forms import judgement_form

    judgement_form.show(session.facts(), "tillganglighet", proposal, "metod 1")


@pytest.fixture
def path(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own with the built database in it; judgements are allowed."""
    os.link(database, tmp_path / storage.FILE_NAME)
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    monkeypatch.setenv(AS_OF_VARIABLE, "2026-11-22")
    monkeypatch.setenv(ALLOW_VARIABLE, "1")
    return judgements.file()


def _opened(proposal: str = "delvis") -> AppTest:
    app = AppTest.from_function(_page, default_timeout=60, kwargs={"proposal": proposal}).run()
    assert not app.exception
    return app


def _field(app: AppTest, name: str) -> Field:
    return _all(app)[f"judgement:{GOAL}:{name}"]


def _all(app: AppTest) -> dict[str, Field]:
    return {str(field.key): field for field in (*app.radio, *app.text_input, *app.text_area, *app.date_input)}


def _fill(app: AppTest, label: str = "delvis", **typed: str) -> AppTest:
    _field(app, "label").set_value(label)
    for name, text in (TYPED | typed).items():
        _field(app, name).set_value(date.fromisoformat(text) if name == "day" else text)
    return app


def _press(app: AppTest, name: str) -> AppTest:
    next(button for button in app.button if button.key == f"judgement:{GOAL}:{name}").click()
    app.run()
    assert not app.exception
    return app


def _blocks(app: AppTest) -> str:
    """The markup that is sent to the browser."""
    found: Any = app.get("html")
    return " ".join(str(block.value) for block in found)


def _screen(app: AppTest) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", _blocks(app))))


def _told(app: AppTest) -> list[str]:
    return [as_shown(box.value) for box in (*app.error, *app.success)]


def _expanders(app: AppTest) -> list[str]:
    return [as_shown(found.label) for found in app.expander]


# ───────────── Reading ─────────────


def test_before_any_judgement_the_page_says_so(path: Path) -> None:
    proposal = "Kan inte föreslås än: 2 av 5 kan bedömas; saknas: restider"
    app = _opened(proposal)
    assert "Ledningsgruppen har inte gjort någon bedömning än." in _screen(app)
    assert proposal not in _screen(app), "the page has said it"
    assert _expanders(app) == ["För in en bedömning"]
    assert not path.exists()


@pytest.mark.parametrize("value", ["", "0", "nej"])
def test_where_it_is_not_allowed_the_judgement_is_read_and_no_form_is_there(
    path: Path, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    judgements.save(path, OTHERS, None)
    monkeypatch.setenv(ALLOW_VARIABLE, value)
    app = _opened()
    assert _expanders(app) == ["Visa historik och hämta"]
    assert _all(app) == {}
    assert len(app.button) == 0
    assert "Kansliet för in bedömningen efter mötet." in _screen(app)
    assert "Nr 1: på väg, ledningsgruppen den 20 november 2026 (§ 1); gäller" in _screen(app)
    assert [as_shown(button.proto.label) for button in app.get("download_button")] == ["Hämta CSV", "Hämta XLSX"]


def test_a_broken_file_is_one_swedish_line(path: Path) -> None:
    path.write_bytes(b"hej" * 5000)
    (said,) = _told(_opened())
    assert said.startswith("judgements.sqlite: går inte att läsa som Målkollens bedömningar; ")


def test_the_form_speaks_swedish_and_asks_for_nothing_at_enter(path: Path) -> None:
    app = _opened()
    assert [field.label for field in _all(app).values()] == [
        "Bedömning",
        "Möte, till exempel ledningsgruppen 3/2026, § 4",
        "Ditt namn, som den som för in bedömningen",
        "Motivering (högst 4\u00a0000 tecken)",
        "Mötets dag (år-månad-dag)",
    ]
    assert {label for label in LABELS if f"{label[0].upper()}{label[1:]}: " in _screen(app)} == set(LABELS)
    assert {str(field.proto.placeholder) for field in (*app.text_input, *app.text_area)} == {""}
    assert app.radio[0].options == list(LABELS)
    assert app.radio[0].value is None
    assert [form.proto.form.enter_to_submit for form in app.get("form")] == [False]


# ───────────── Writing ─────────────


def test_a_saved_judgement_is_confirmed_and_shown_at_once(path: Path) -> None:
    app = _press(_fill(_opened()), "save")
    assert _told(app) == ["Bedömningen är sparad."]
    assert re.search(r"Införd av Anna Berg \d+\s[a-z]+\s\d{4} \d\d:\d\d\.", _screen(app))
    assert (
        "Nr 1: delvis, ledningsgruppen den 20 november 2026 (möte 7/2026, § 4); gäller Restiderna är oförändrade."
        in _screen(app)
    )
    assert _expanders(app) == ["Visa historik och hämta", "För in en bedömning", "Ångra den bedömning som gäller"]
    saved = judgements.current(path, GOAL)
    assert saved is not None
    assert (saved.who, saved.programme, saved.proposal, saved.method_version) == (
        "Anna Berg", "sup_2040", "delvis", "metod 1",
    )  # fmt: skip
    left = {name: str(field.value) for name, field in _all(app).items() if field.value}
    assert set(left.values()) == {"Anna Berg"}, "what was written is in its place, and the name is asked for once"
    assert _told(app.run()) == []


def test_the_form_is_closed_once_its_judgement_is_saved_and_stays_open_while_it_is_not(path: Path) -> None:
    app = _opened()
    app.session_state[f"judgement:{GOAL}:{judgement_form.ENTRY}"] = True
    _press(_fill(app, reason=" "), "save")
    assert _is_open(app)
    _press(_fill(app), "save")
    assert not _is_open(app)


def _is_open(app: AppTest) -> bool:
    (fold,) = (fold for fold in app.expander if fold.label == "För in en bedömning")
    return bool(fold.proto.expanded)


def test_what_is_written_can_be_read_as_it_will_stand_before_it_is_saved(path: Path) -> None:
    app = _press(_fill(_opened()), "show")
    told = "Delvis på väg mot målet. Så bedömde ledningsgruppen den 20 november 2026 (möte 7/2026, § 4). "
    told += "Restiderna är oförändrade."
    assert f"Så kommer det att läsas {told} Den förs in under ditt namn, Anna Berg, med dagens datum." in _screen(app)
    assert not path.exists()
    app = _press(_fill(_opened(), meeting=" "), "show")
    assert "Delvis på väg mot målet. Så bedömde ledningsgruppen den 20 november 2026 (…)." in _screen(app)
    app = _press(_fill(_opened(), day="2199-01-01"), "show")  # refused here as saving refuses it
    assert _told(app) == ["- Kontrollera årtalet i mötets dag."]
    assert "Så kommer det att läsas" not in _screen(app)
    ahead = date.today() + timedelta(days=12)  # noqa: DTZ011 - what is ahead is ahead of today
    app = _press(_fill(_opened(), day=str(ahead)), "show")
    said = f"Så lyder bedömningen inför ledningsgruppens möte den {in_words(ahead)} (7/2026, § 4). Restiderna"
    said = f"Delvis på väg mot målet. {said}"
    assert said.replace("\u00a0", " ") in _screen(app).replace("\u00a0", " ")


def test_what_is_missing_is_said_and_what_was_typed_is_kept(path: Path) -> None:
    app = _fill(_opened(), reason=" ")
    _field(app, "day").set_value(None)
    (said,) = _told(_press(app, "save"))
    assert said.startswith("- Skriv en motivering.\n- Ange mötets dag.")
    assert (_field(app, "day").value, _field(app, "who").value) == (None, "Anna Berg")
    assert not path.exists()


def test_a_text_that_is_too_long_is_refused_in_words_and_not_cut(path: Path) -> None:
    app = _press(_fill(_opened(), reason="å" * 4001, who="B" * 250), "save")
    assert "".join(_told(app)).splitlines() == [
        "- Motiveringen får ha högst 4\u00a0000 tecken och har 4\u00a0001. Korta texten.",
        "- Namnet får ha högst 200 tecken och har 250. Korta texten.",
    ]
    assert _field(app, "reason").value == "å" * 4001
    _press(_fill(app, reason="å" * 400_000), "save")
    assert _told(app)[0].startswith("- Motiveringen får ha högst 4\u00a0000 tecken och har 400\u00a0000. ")
    assert len(_field(app, "reason").value or "") == judgement_form.HELD
    assert not path.exists()


def test_a_long_history_shows_its_latest_rows_and_has_all_in_the_files(path: Path) -> None:
    last = judgements.save(path, replace(OTHERS, reason="å" * 4000), None)
    with judgement_file.writing(path, 5) as db:
        for _ in range(999):
            last = judgements._add(db, last)
    began = time.monotonic()
    app = _opened()
    assert time.monotonic() - began < 5
    assert len(_blocks(app)) < 200_000
    assert "Här visas de 20 senaste raderna av 1\u00a0000. Alla finns i filerna." in html.unescape(_blocks(app))
    rows = judgements.history(path, GOAL)
    shown = content.history_table(session.facts(), GOAL, rows)
    assert [row[0] for row in shown.rows] == [str(number) for number in range(1000, 980, -1)]
    assert [row[0] for row in shown.file.rows] == [str(number) for number in range(1000, 0, -1)]
    assert [shown.file.rows[place][2] for place in (0, 1, 999)] == ["gäller", "ersatt", "ersatt"]


def test_a_conflict_keeps_the_text_says_who_saved_and_lets_the_writer_save_again(path: Path) -> None:
    app = _opened()
    judgements.save(path, OTHERS, None)
    _press(_fill(app), "save")
    assert _told(app) == ["Inget är sparat: någon annan har ändrat bedömningen. Din text finns kvar i formuläret."]
    assert "Bo Ek sparade bedömningen ”på väg” " in _screen(app)
    assert "Nr 1: på väg, ledningsgruppen den 20 november 2026 (§ 1); gäller" in _screen(app)
    assert {name: str(_field(app, name).value) for name in TYPED} == TYPED
    assert [row.who for row in judgements.history(path, GOAL)] == ["Bo Ek"]
    _press(app, "save")
    assert _told(app) == ["Bedömningen är sparad."]
    assert [row.who for row in judgements.history(path, GOAL)] == ["Anna Berg", "Bo Ek"]


# ───────────── Kept while it is typed ─────────────

OFFERED = f"unsaved:offered:judgement-{GOAL}"


@pytest.fixture
def known(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, where it is known who writes: the office on its own machine."""
    monkeypatch.setenv(OFFICE_VARIABLE, "1")
    return path


def _kept(path: Path) -> list[Path]:
    return [*(path.parent / work.FOLDER / unsaved.FOLDER).glob("*")]


def _buttons(app: AppTest) -> list[str]:
    return [as_shown(button.label) for button in app.button]


def test_what_is_typed_is_offered_back_in_the_same_form_and_gone_once_it_is_saved(known: Path) -> None:
    _fill(_opened(), reason="Två rader.\nDen andra.").run()
    app = _opened()
    assert not _field(app, "meeting").value
    assert "Du har ändringar här som inte är sparade." in as_shown(app.warning[0].value)
    assert "Osparat: delvis, Två rader. Den andra., Ledningsgruppen 7/2026, § 4, 20 november 2026" in _screen(app)
    app.button(key=f"{OFFERED}:go-on").click().run()
    assert (_field(app, "label").value, _field(app, "reason").value) == ("delvis", "Två rader.\nDen andra.")
    assert (_field(app, "meeting").value, _field(app, "day").value) == (TYPED["meeting"], date(2026, 11, 20))
    assert app.session_state[f"judgement:{GOAL}:entry"], "the fold is open"
    assert len(_kept(known)) == 1
    _field(app, "who").set_value("Anna Berg")
    assert _told(_press(app, "save")) == ["Bedömningen är sparad."]
    assert _kept(known) == []
    assert OFFERED not in _buttons(_opened())


def test_what_is_typed_can_be_thrown_away_and_taken_back(known: Path) -> None:
    app = _fill(_opened()).run()
    assert "Släng det osparade" in _buttons(app)
    _press(app, "drop")
    assert (_field(app, "label").value, _field(app, "reason").value, _kept(known)) == (None, "", [])
    app.button(key=f"{OFFERED}:take-back").click().run()
    assert (_field(app, "label").value, _field(app, "reason").value) == ("delvis", TYPED["reason"])
    assert len(_kept(known)) == 1


def test_what_was_typed_before_somebody_else_saved_is_not_saved_before_it_is_told(known: Path) -> None:
    _fill(_opened()).run()
    judgements.save(known, OTHERS, None)
    app = _opened()
    app.button(key=f"{OFFERED}:go-on").click().run()
    app.run()  # each field is sent by itself, and draws the page anew
    _field(app, "who").set_value("Anna Berg")
    told = _told(_press(app, "save"))
    assert told == [judgement_form.UNREAD]
    assert [row.who for row in judgements.history(known, GOAL)] == ["Bo Ek"]
    assert _field(app, "reason").value == TYPED["reason"]
    assert _told(_press(app, "save")) == ["Bedömningen är sparad."]
    assert [row.who for row in judgements.history(known, GOAL)] == ["Anna Berg", "Bo Ek"]


def test_where_anybody_may_write_nobodys_text_is_kept_for_another(path: Path) -> None:
    _press(_fill(_opened()), "show")
    assert _kept(path) == []
    assert not _opened().warning


# ───────────── Undone ─────────────


def test_an_undo_asks_who_and_lets_the_one_before_stand(path: Path) -> None:
    first = judgements.save(path, OTHERS, None)
    app = _press(_fill(_opened(), "inte på väg"), "save")
    assert _field(app, "undo-who").value == TYPED["who"]  # asked for once
    again = next(text.value for text in app.markdown if "Sedan gäller den förra igen" in text.value)
    assert first.label in again.lower()
    assert first.meeting in again.replace("\\", "")
    _field(app, "undo-who").set_value("Cia Dal")
    _press(app, "undo")
    assert _told(app) == ["Bedömningen är ångrad och står kvar i historiken. Gör om den under För in en bedömning."]
    assert _field(app, "undo-who").value == ""  # one press too many undoes nothing more
    assert judgements.current(path, GOAL) == first
    assert [row.who for row in judgements.history(path, GOAL)] == ["Cia Dal", "Anna Berg", "Bo Ek"]
    assert "ångrar nr 2" in _screen(app)
    _press(app, "undo")
    assert _told(app) == ["- Skriv vem som ångrar bedömningen."]
    _field(app, "undo-who").set_value("Cia Dal")
    _press(app, "undo")
    assert content.NONE_STANDS in _screen(app)
    assert _expanders(app) == ["Visa historik och hämta", "För in en bedömning"]


def test_what_was_undone_is_made_again_and_what_stands_is_set_right_without_typing_it_anew(path: Path) -> None:
    judgements.save(path, OTHERS, None)
    app = _opened()
    _field(app, "undo-who").set_value("Cia Dal")
    _press(app, "undo")
    assert "Gör om den ångrade, från mötet 20 november 2026" in [
        button.label.replace("\u00a0", " ") for button in app.button
    ]
    _press(app, "begin-from")
    _field(app, "who").set_value("Cia Dal")
    _press(app, "save")
    again = judgements.current(path, GOAL)
    assert again is not None
    assert (again.label, again.reason, again.meeting, again.day) == ("på väg", "Skäl", "§ 1", date(2026, 11, 20))
    assert "Rätta den som gäller, från mötet 20 november 2026" in [b.label.replace("\u00a0", " ") for b in app.button]
    _press(app, "begin-from")
    _field(app, "reason").set_value("Ett bättre skäl")
    _press(app, "save")
    right = judgements.current(path, GOAL)
    assert right is not None
    assert (right.label, right.reason) == ("på väg", "Ett bättre skäl")


def test_an_undo_of_what_another_has_changed_is_stopped(path: Path) -> None:
    first = judgements.save(path, OTHERS, None)
    app = _opened()
    judgements.save(path, OTHERS, first.id)
    _field(app, "undo-who").set_value("Cia Dal")
    _press(app, "undo")
    assert "Bo Ek sparade bedömningen ”på väg” " in _screen(app)
    assert len(judgements.history(path, GOAL)) == 2


def test_a_file_that_cannot_be_written_is_one_swedish_line(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = judgements.save(path, OTHERS, None)
    app = _opened()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr(judgements, "save", partial(judgements.save, patience=0.05))
    _press(_fill(app), "save")
    other.close()
    assert _told(app) == ["judgements.sqlite: filen är upptagen av någon annan; vänta en stund och försök igen"]
    assert _field(app, "reason").value == TYPED["reason"]
    assert judgements.history(path, GOAL) == [first]


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "**fet** :red[röd]"])
def test_what_is_typed_is_shown_as_text(path: Path, typed: str) -> None:
    app = _opened(proposal=typed)
    judgements.save(path, OTHERS, None)
    _press(_fill(app, reason=typed, who=typed, meeting=typed), "save")
    _press(app, "save")
    assert _told(app) == ["Bedömningen är sparad."]
    assert _blocks(app).count(html.escape(typed)) >= 5
    assert not re.search(r"<(script|img)", _blocks(app))
    assert not [element for element in (*app.markdown, *app.error, *app.success) if typed in as_shown(element.value)]
    _field(app, "undo-who").set_value(typed)
    assert html.escape(typed) in _blocks(_press(app, "undo"))


def test_the_meeting_of_the_latest_version_is_proposed_and_filled_in_at_a_press(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, none = datetime.now(UTC), ("", "", "")
    made = [
        Edition(f"v{day}", date(2026, 11, day), f"Ledningsgruppen {day}/2026", now, *none, {}, "") for day in (19, 5)
    ]
    monkeypatch.setattr(editions, "listed", lambda _data: made)
    app = _opened()
    (button,) = [one for one in app.button if str(one.key).endswith(":same-meeting")]
    label = "Samma möte som den senaste versionen: Ledningsgruppen 19/2026, 19 november 2026"
    assert as_shown(button.label).replace("\u00a0", " ") == label
    app = _press(app, "same-meeting")
    assert (_field(app, "meeting").value, _field(app, "day").value) == ("Ledningsgruppen 19/2026", date(2026, 11, 19))
    assert not [one for one in app.button if str(one.key).endswith(":same-meeting")]
