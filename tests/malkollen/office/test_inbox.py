"""Files on their way in: no name leads anywhere, nothing but a file is one, and only the office lays any there."""

import hashlib
import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dashboard.content.facts import Facts
from dashboard.content.office import reading
from malkollen.errors import AccessError, ConflictError, DataError, EntryError
from malkollen.files import lock
from malkollen.office import journal
from malkollen.office.access import COMMAND_LINE, Person
from malkollen.office.journal import Act, Done
from malkollen.office.room import held, inbox
from malkollen.office.room.held import Held
from malkollen.office.room.recognising import Told
from malkollen.office.room.work import Work


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("påstigande 2026.csv", "påstigande 2026.csv"),
        ("../../malkollen.duckdb", "malkollen.duckdb"),
        ("C:\\Users\\anna\\bok.xlsx", "bok.xlsx"),
        ("..", "fil"),
        ("", "fil"),
        (".env", "env"),
        ("a\0b\n<x>.csv", "a_b__x_.csv"),
        ("x" * 500 + ".csv", "x" * 116 + ".csv"),
        ("x.part", "x.part_"),
        ("pa\u030asar.csv", "påsar.csv"),
    ],
)
def test_a_name_is_made_safe(given: str, kept: str) -> None:
    assert inbox.safe(given) == kept


def test_a_file_is_laid_there_found_by_name_and_nothing_else_is(tmp_path: Path) -> None:
    assert inbox.arrived(tmp_path) == []
    path = inbox.lay(tmp_path, COMMAND_LINE, "../bok.xlsx", b"x")
    assert path == tmp_path / "inbox" / "bok.xlsx"
    (path.parent / "länk.csv").symlink_to(tmp_path / "hemligt")
    (path.parent / "mapp.csv").mkdir()
    (path.parent / "halv.csv.part").write_bytes(b"x")
    assert [one.name for one in inbox.arrived(tmp_path)] == ["bok.xlsx"]
    assert inbox.find(tmp_path, "bok.xlsx") == path
    for name in ("../bok.xlsx", "länk.csv", "mapp.csv", "", "bok.xlsx/../bok.xlsx"):
        with pytest.raises(EntryError, match="ligger inte längre i inbox"):
            inbox.find(tmp_path, name)


def test_nothing_is_written_through_a_link_or_by_others_than_the_office(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "bok.xlsx").symlink_to(tmp_path / "annat")
    with pytest.raises(DataError, match="är ingen vanlig fil"):
        inbox.lay(tmp_path, COMMAND_LINE, "bok.xlsx", b"x")
    with pytest.raises(AccessError):
        inbox.lay(tmp_path, Person(), "ny.xlsx", b"x")
    with pytest.raises(EntryError, match="tom"):
        inbox.lay(tmp_path, COMMAND_LINE, "ny.xlsx", b"")
    assert not (tmp_path / "annat").exists()
    assert [one.name for one in inbox.arrived(tmp_path)] == []


def test_a_file_is_taken_away_and_laid_back_as_lines_of_the_journal(tmp_path: Path) -> None:
    path = inbox.lay(tmp_path, COMMAND_LINE, "p.csv", b"ett")
    with pytest.raises(AccessError):
        inbox.remove(tmp_path, Person(), "p.csv")
    inbox.remove(tmp_path, COMMAND_LINE, "p.csv")
    assert inbox.arrived(tmp_path) == []
    with pytest.raises(EntryError, match="ligger inte längre"):
        inbox.remove(tmp_path, COMMAND_LINE, "p.csv")
    inbox.lay(tmp_path, COMMAND_LINE, "p.csv", b"en annan")
    with pytest.raises(EntryError, match=r"En annan fil heter nu 'p.csv'"):
        inbox.lay_back(tmp_path, COMMAND_LINE, "p.csv")
    path.unlink()
    inbox.lay(tmp_path, COMMAND_LINE, "q.csv", b"annat")
    inbox.remove(tmp_path, COMMAND_LINE, "q.csv")
    assert [line.about for line in inbox.removed(tmp_path)] == ["q.csv", "p.csv"]
    inbox.lay_back(tmp_path, COMMAND_LINE, "p.csv")  # not only the latest
    assert path.read_bytes() == b"ett"
    newest, _, first = journal.read(tmp_path, acts=[Act.REMOVED])
    assert (first.act, first.about, newest.undoes) == (Act.REMOVED, "p.csv", first.id)
    assert [line.about for line in inbox.removed(tmp_path)] == ["q.csv"]
    with pytest.raises(EntryError, match="ingen borttagen fil"):
        inbox.lay_back(tmp_path, COMMAND_LINE, "p.csv")


def test_a_file_whose_figures_are_in_says_since_when_until_they_are_taken_back(tmp_path: Path) -> None:
    path = inbox.lay(tmp_path, COMMAND_LINE, "p.csv", b"ett")
    assert inbox.answered(tmp_path) == {}
    mark = journal.read(tmp_path)[0].fingerprint
    line = journal.add(tmp_path, COMMAND_LINE, Done(Act.READ_IN, "boardings", "p.csv", mark))
    assert inbox.answered(tmp_path) == {"p.csv": line}
    inbox.lay(tmp_path, COMMAND_LINE, path.name, b"annat")  # another content under its name
    assert inbox.answered(tmp_path) == {}
    inbox.lay(tmp_path, COMMAND_LINE, path.name, b"ett")
    journal.add(tmp_path, COMMAND_LINE, Done(Act.READ_IN, "boardings", "p.csv", mark, undoes=line.id))
    assert inbox.answered(tmp_path) == {}
    no = journal.add(tmp_path, COMMAND_LINE, Done(Act.REFUSED, "boardings", "p.csv", mark, "Fel år."))
    assert inbox.answered(tmp_path) == {"p.csv": no}
    (file,) = inbox.arrived(tmp_path)
    told = reading.arrived(file, Told("Påstigande"), no)
    assert "Kommandoraden svarade nej" in told
    assert told.endswith(", med skälet ”Fel år”. Läs in den igen bara om ni har ändrat er.")


def test_a_file_that_failed_says_so_where_it_waits_and_what_to_do_goes_by_whose_file_it_is(
    tmp_path: Path, facts: Facts
) -> None:
    inbox.lay(tmp_path, COMMAND_LINE, "fordon.xlsx", b"x")
    mark, began = journal.read(tmp_path)[0].fingerprint, datetime.now(UTC)
    assert inbox.failed(tmp_path, began) is None
    no = journal.add(tmp_path, COMMAND_LINE, Done(Act.FAILED, "trafa", "fordon.xlsx", mark, "3 fel"))
    assert inbox.answered(tmp_path) == {"fordon.xlsx": no}
    (file,) = inbox.arrived(tmp_path)
    assert "Gick inte att läsa in" in reading.arrived(file, Told("Fordon"), no)
    assert reading.arrived(file, Told("Fordon"), no).endswith(": 3 fel")
    assert inbox.failed(tmp_path, began) == no
    assert inbox.failed(tmp_path, began + timedelta(hours=1)) is None
    ended = Work("läser in fordon.xlsx", "Anna", began, "failed", reason="ett fel", kind="file")
    for source, told in (("trafa", "hämta den på nytt från utgivaren"), ("boardings", "Rätta filen")):
        assert told in str(reading.outcome(facts, ended, replace(no, about=source)))
    assert "Rätta filen" not in str(reading.outcome(facts, ended, no))
    assert "Inget svar behövs." in str(reading.outcome(facts, ended, no)), "nobody looks for where to answer"
    assert "Inget svar behövs." not in str(reading.outcome(facts, replace(ended, kind=""), no)), "an answer that failed"
    assert "ta bort den i listan" in str(reading.outcome(facts, ended, no))
    inbox.remove(tmp_path, COMMAND_LINE, "fordon.xlsx")
    assert reading.outcome(facts, ended, no, inbox.removed(tmp_path)) == [], "the fault goes with its file"


def test_a_no_is_forgotten_once_somebody_has_said_yes_though_that_was_taken_back(tmp_path: Path) -> None:
    inbox.lay(tmp_path, COMMAND_LINE, "p.csv", b"ett")
    mark = journal.read(tmp_path)[0].fingerprint
    journal.add(tmp_path, COMMAND_LINE, Done(Act.REFUSED, "boardings", "p.csv", mark, "Fel år."))
    yes = journal.add(tmp_path, COMMAND_LINE, Done(Act.READ_IN, "boardings", "p.csv", mark))
    assert inbox.answered(tmp_path) == {"p.csv": yes}
    journal.add(tmp_path, COMMAND_LINE, Done(Act.READ_IN, "boardings", "p.csv", mark, undoes=yes.id))
    assert inbox.answered(tmp_path) == {}
    assert inbox.taken_back(tmp_path, {"boardings"}) == {"p.csv"}  # asked of where it is held back, not here too
    assert inbox.taken_back(tmp_path, {"trafa"}) == inbox.taken_back(tmp_path, ()) == set()
    again = journal.add(tmp_path, COMMAND_LINE, Done(Act.ACCEPTED, "boardings"))  # what was held back of it
    assert inbox.answered(tmp_path) == {"p.csv": again}
    journal.add(tmp_path, COMMAND_LINE, Done(Act.ACCEPTED, "boardings", undoes=again.id))
    assert inbox.answered(tmp_path) == {}
    inbox.lay(tmp_path, COMMAND_LINE, "p.csv", b"annat")
    assert inbox.taken_back(tmp_path, {"boardings"}) == set()  # another content under its name
    inbox.lay(tmp_path, COMMAND_LINE, "p.csv", b"ett")
    there = journal.add(tmp_path, COMMAND_LINE, Done(Act.ALREADY_THERE, "boardings", "p.csv", mark))
    (file,) = inbox.arrived(tmp_path)
    assert reading.arrived(file, Told("Påstigande"), inbox.answered(tmp_path)["p.csv"]).endswith(
        "siffrorna fanns redan; filen kan tas bort"
    )
    assert inbox.answered(tmp_path) == {"p.csv": there}


def test_a_fetch_is_held_back_as_the_raw_folder_says_now(tmp_path: Path) -> None:
    def lay(name: str, state: str) -> None:
        folder = tmp_path / "raw" / "boardings" / name
        folder.mkdir(parents=True)
        manifest = {"state": state, "reason": "Fel år", "files": {"p.csv": {}}}
        (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")

    assert held.held(tmp_path) == []
    lay("20261101T000000.000001Z", "good")
    assert held.held(tmp_path) == []
    lay("20261102T000000.000001Z", "held")
    lay("20261103T000000.000001Z", "fetching")
    assert held.held(tmp_path) == [Held("boardings", "Fel år")]
    journal.add(tmp_path, COMMAND_LINE, Done(Act.REFUSED, "boardings", "en annan.csv"))
    assert held.held(tmp_path) == [Held("boardings", "Fel år")]
    no = journal.add(tmp_path, COMMAND_LINE, Done(Act.REFUSED, "boardings"))
    assert held.held(tmp_path) == [Held("boardings", "Fel år", no.at)]
    held.put_away(tmp_path, COMMAND_LINE, "boardings")
    os.utime(tmp_path / "raw" / "boardings" / "20261102T000000.000001Z" / "manifest.json")  # asked again, in vain
    (away,) = held.held(tmp_path)
    assert away.put_away
    assert away.refused_at == no.at
    with pytest.raises(EntryError, match="hålls inte längre tillbaka"):
        held.put_away(tmp_path, COMMAND_LINE, "boardings")
    held.bring_back(tmp_path, COMMAND_LINE, "boardings")
    assert held.held(tmp_path) == [Held("boardings", "Fel år", no.at)]
    held.put_away(tmp_path, COMMAND_LINE, "boardings")
    first = journal.add(tmp_path, COMMAND_LINE, Done(Act.READ_IN, "boardings", "p.csv"))
    journal.add(tmp_path, COMMAND_LINE, Done(Act.READ_IN, "boardings", "p.csv", undoes=first.id))
    assert held.held(tmp_path) == [Held("boardings", "Fel år")]  # taken back anew: it has not been answered
    lay("20261104T000000.000001Z", "good")
    assert held.held(tmp_path) == []


def test_a_colleagues_waiting_file_keeps_its_place_and_every_file_is_journalled(tmp_path: Path) -> None:
    anna, bo = (replace(COMMAND_LINE, name=name) for name in ("Anna", "Bo"))

    def lay(person: Person, content: bytes) -> str:
        return inbox.lay(tmp_path, person, "påstigande.csv", content).name

    assert lay(anna, b"hennes") == "påstigande.csv"
    assert lay(bo, b"hans") == "påstigande-2.csv"
    assert lay(bo, b"hans nya") == "påstigande-2.csv"
    assert lay(bo, b"hennes") == "påstigande.csv"  # the same file is the same
    assert lay(anna, b"hennes nya") == "påstigande-3.csv"  # the last to lay the first was Bo
    mark = hashlib.sha256(b"hennes").hexdigest()
    journal.add(tmp_path, anna, Done(Act.READ_IN, "boardings", "påstigande.csv", mark))
    assert lay(bo, b"annat") == "påstigande.csv"  # what was there has had its answer
    lines = [(line.who, line.about, line.words) for line in journal.read(tmp_path, acts=[Act.LAID])][::-1]
    assert lines == [
        ("Anna", "påstigande.csv", ""), ("Bo", "påstigande-2.csv", ""), ("Bo", "påstigande-2.csv", inbox.REPLACES),
        ("Bo", "påstigande.csv", ""), ("Anna", "påstigande-3.csv", ""),
        ("Bo", "påstigande.csv", inbox.REPLACES),
    ]  # fmt: skip
    assert (tmp_path / "inbox" / "påstigande-3.csv").read_bytes() == b"hennes nya"


def test_a_file_laid_there_by_hand_is_nobodys_to_replace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "PATIENCE_SECONDS", 0.0)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "bok.xlsx").write_bytes(b"stor")
    assert inbox.lay(tmp_path, COMMAND_LINE, "bok.xlsx", b"x").name == "bok-2.xlsx"
    with lock.alone(tmp_path / "inbox", "", 0), pytest.raises(ConflictError, match=r"^inbox: någon annan"):
        inbox.lay(tmp_path, COMMAND_LINE, "bok.xlsx", b"y")
