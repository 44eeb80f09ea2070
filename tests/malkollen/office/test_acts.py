"""Each act asks whether it may be done, does it, and writes its line; what is changed by hand is noticed."""

import os
import re
import time
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from malkollen import ROOT
from malkollen.errors import AccessError, ConflictError, EntryError, MalkollenError, StorageError, UnknownNameError
from malkollen.login.login import Login
from malkollen.office import access, activities, draft_file, journal, judgements, priority_objects
from malkollen.office.access import COMMAND_LINE, Known, Person, Role
from malkollen.office.acts import by_hand, drafting, ingesting, judging
from malkollen.office.journal import Act
from malkollen.office.judgements import Basis, Entry
from malkollen.office.priority_draft import Confirmation
from malkollen.office.tables import objects, table

GOAL = "tillganglighet"
ENTRY = Entry(GOAL, "sup_2040", Basis("delvis", "a", "b", "1"), "delvis", "Skäl.", "Bo Ek", "Mötet", "2026-11-20")
OPENED = Person(role=Role.MEMBER, known=Known.OPENED)
HOME = "haninge"
DRAFT = """objekt,uppgift,värde,avser,källa,anteckning
Väg 1,plats på listan,1,2025,Protokoll,
Väg 1,föreslaget läge,finansierat,2025,Protokoll,
Väg 2,plats på listan,2,2025,Protokoll,
"""


def _logged_in(data: Path, role: str = "member") -> Person:
    (data / access.FILE_NAME).write_text(f'{role} = ["anna@exempel.se"]', encoding="utf-8")
    now = datetime.now(UTC)
    return Person(login=Login("Anna Berg", "anna@exempel.se", now, now + timedelta(hours=1), "k"), name="Anna Berg")


def _told(data: Path) -> list[tuple[Act, str, str]]:
    return [(line.act, line.about, line.who) for line in journal.read(data)]


# ───────────── Judgements ─────────────


def test_a_judgement_and_its_undoing_are_told_of(tmp_path: Path) -> None:
    saved = judging.judge(tmp_path, OPENED, ENTRY, None)
    judging.undo(tmp_path, OPENED, GOAL, "Cia Ahl", saved.id)
    assert _told(tmp_path) == [(Act.JUDGEMENT_UNDONE, GOAL, "Cia Ahl"), (Act.JUDGED, GOAL, "Bo Ek")]


def test_what_is_judged_again_of_the_same_meeting_is_told_as_a_correction(tmp_path: Path) -> None:
    saved = judging.judge(tmp_path, OPENED, ENTRY, None)
    again = judging.judge(tmp_path, OPENED, replace(ENTRY, meeting="MÖTET", reason="Andra skäl."), saved.id)
    judging.judge(tmp_path, OPENED, replace(ENTRY, meeting="Nästa möte"), again.id)
    acts = [Act.JUDGED, Act.JUDGEMENT_CORRECTED, Act.JUDGED]
    assert _told(tmp_path) == [(act, GOAL, "Bo Ek") for act in acts]
    assert {line.words for line in journal.read(tmp_path)} == {"delvis"}  # no words of ours: they are made at the edge


def test_whoever_logged_in_judges_under_their_own_name(tmp_path: Path) -> None:
    saved = judging.judge(tmp_path, _logged_in(tmp_path), ENTRY, None)
    assert saved.who == "Anna Berg"
    assert judging.undo(tmp_path, _logged_in(tmp_path), GOAL, "Någon annan", saved.id).who == "Anna Berg"


def test_what_is_refused_is_not_told_of(tmp_path: Path) -> None:
    with pytest.raises(EntryError):
        judging.judge(tmp_path, OPENED, Entry(**{**vars(ENTRY), "reason": ""}), None)
    with pytest.raises(AccessError):
        judging.judge(tmp_path, Person(), ENTRY, None)
    with pytest.raises(AccessError):
        judging.undo(tmp_path, _logged_in(tmp_path, "office = []\n#"), GOAL, "Bo", None)
    assert journal.read(tmp_path) == []
    assert not (tmp_path / judgements.FILE_NAME).exists()


# ───────────── The draft ─────────────


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "reference" / draft_file.file_name(HOME)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(DRAFT, encoding="utf-8")
    return tmp_path


def test_the_drafts_acts_are_told_of_and_the_list_they_write_was_not_changed_by_hand(draft: Path) -> None:
    now = datetime.now(UTC)
    row = Confirmation("Väg 1", "finansierat", "2025", "", "", "Protokoll", "", "Bo Ek")
    drafting.confirm(draft, OPENED, HOME, row, now)
    drafting.remove(draft, COMMAND_LINE, HOME, "Väg 2", "Cia Ahl", now)
    drafting.undo(draft, OPENED, "Bo Ek", now)
    with pytest.raises(AccessError):
        drafting.undo(draft, Person(), "Bo Ek", now)
    assert _told(draft) == [
        (Act.DRAFT_UNDONE, "Väg 2", "Bo Ek"), (Act.DRAFT_REMOVED, "Väg 2", "Cia Ahl"),
        (Act.DRAFT_CONFIRMED, "Väg 1", "Bo Ek"),
    ]  # fmt: skip
    _age(draft / priority_objects.FILE_NAME)
    assert by_hand.notice(draft) == []


def test_a_save_of_the_list_is_still_taken_back_after_the_draft_is_gone_through(draft: Path) -> None:
    now, path = datetime.now(UTC), draft / priority_objects.FILE_NAME
    cells = ("En bro", "finansierat", "2025", "", "", "Protokoll", "")
    row = dict(zip(priority_objects.COLUMNS, cells, strict=True))
    assert objects.save(draft, [row], "", COMMAND_LINE, now.date()) == []
    drafting.remove(draft, COMMAND_LINE, HOME, "Väg 2", "Cia Ahl", now)  # the list is as it was
    saved = table.undoable(path)
    assert saved is not None
    drafting.confirm(draft, OPENED, HOME, Confirmation("Väg 1", *cells[1:], "Bo Ek"), now)
    assert table.undoable(path) is None  # what would go is more than the save
    assert (in_the_way := table.in_the_way(path))
    assert (in_the_way.act, in_the_way.about) == (Act.DRAFT_CONFIRMED, journal.read(draft)[0].about)
    assert journal.read(draft)[0].words == "finansierat 2025"
    drafting.undo(draft, OPENED, "Bo Ek", now)
    assert table.undoable(path) == saved
    assert table.in_the_way(path) is None


def test_what_came_from_the_draft_alone_is_said_to_be_taken_back_there(draft: Path) -> None:
    given = Confirmation("Väg 1", "finansierat", "2025", "", "", "Protokoll", "", "Bo Ek")
    drafting.confirm(draft, OPENED, HOME, given, datetime.now(UTC))
    path = draft / priority_objects.FILE_NAME
    assert table.undoable(path) is None
    assert (line := table.in_the_way(path))
    assert line.act is Act.DRAFT_CONFIRMED


# ───────────── By hand ─────────────


def _age(path: Path) -> None:
    long_ago = time.time() - 60
    os.utime(path, (long_ago, long_ago))


def test_a_file_that_is_changed_by_hand_is_noticed_once(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    paths = [tmp_path / activities.FILE_NAME, tmp_path / "templates" / "document.docx"]
    for path in paths:
        path.write_text("ett", encoding="utf-8")
        _age(path)
    assert [line.file for line in by_hand.notice(tmp_path)] == ["activities.toml", "templates/document.docx"]
    assert by_hand.notice(tmp_path) == []
    paths[0].write_text("två", encoding="utf-8")
    _age(paths[0])
    paths[1].unlink()
    found = by_hand.notice(tmp_path)
    assert [(line.file, bool(line.fingerprint), line.known) for line in found] == [
        ("activities.toml", True, Known.NOBODY),
        ("templates/document.docx", False, Known.NOBODY),
    ]
    assert by_hand.notice(tmp_path) == []


def test_a_file_that_is_being_written_is_looked_at_the_next_time(tmp_path: Path) -> None:
    (tmp_path / activities.FILE_NAME).write_text("ett", encoding="utf-8")
    assert by_hand.notice(tmp_path) == []
    _age(tmp_path / activities.FILE_NAME)
    assert len(by_hand.notice(tmp_path)) == 1


# ───────────── An ingest by command ─────────────


def test_an_ingest_that_fails_is_remembered_until_one_does_not(tmp_path: Path) -> None:
    def ingest(error: MalkollenError | None) -> None:
        with pytest.raises(type(error)) if error else nullcontext(), ingesting.remembered(tmp_path):
            if error:
                raise error

    ingest(UnknownNameError("ingen källa heter så"))
    assert ingesting.read(tmp_path) is None
    ingest(StorageError("disken är full"))
    ingest(ConflictError("en annan inläsning pågår"))
    failed = ingesting.read(tmp_path)
    assert failed is not None
    assert failed.reason == "disken är full"
    ingest(None)
    assert ingesting.read(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_an_ingests_line_tells_the_file_and_its_fingerprint(tmp_path: Path) -> None:
    given, notes = tmp_path / "bilar.xlsx", list[str]()
    given.write_bytes(b"abc")
    ingesting.record(tmp_path, ["trafa"], given, accepts=False, note=notes.append)
    (line,) = journal.read(tmp_path)
    assert (line.act, line.about, line.file, line.fingerprint[:4]) == (Act.READ_IN, "trafa", "bilar.xlsx", "ba78")
    (tmp_path / journal.FILE_NAME).write_bytes(b"spoilt" * 99)
    ingesting.record(tmp_path, [], None, accepts=True, note=notes.append)
    assert len(notes) == 1


# ───────────── Nobody goes past them ─────────────


def test_no_screen_and_no_command_writes_but_through_an_act() -> None:
    past = re.compile(r"\b(?:judgements\.(?:save|withdraw)|priority_draft\.(?:confirm|remove|undo)|editions\.create)\(")
    writers = {
        path.relative_to(ROOT).as_posix()
        for folder in ("dashboard", "ingest", "malkollen/commands")
        for path in (ROOT / folder).rglob("*.py")
        if past.search(path.read_text(encoding="utf-8"))
    }
    assert writers == set()
