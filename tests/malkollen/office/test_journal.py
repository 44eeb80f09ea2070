"""The journal only grows, is read back as written, and refuses what is not its own."""

import os
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from malkollen.errors import DataError
from malkollen.office import journal
from malkollen.office.access import COMMAND_LINE, Known, Person, Role
from malkollen.office.journal import Act, Done

NOW = datetime(2026, 12, 1, 9, 0, 3, 500, tzinfo=UTC)
ANNA = Person("Anna Berg", "anna@exempel.se", Role.OFFICE, Known.LIST)


def test_before_the_first_act_there_is_no_line_and_no_file(tmp_path: Path) -> None:
    assert journal.read(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_a_line_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    done = Done(Act.ACCEPTED, "trafa", "trafa-2026.xlsx", "ab" * 32, "Rättat av myndigheten.\nSe mejl.")
    line = journal.add(tmp_path, ANNA, done, now=NOW)
    assert journal.read(tmp_path) == [line]
    assert (line.id, line.at, line.who, line.known) == (1, NOW.replace(microsecond=0), "Anna Berg", Known.LIST)
    assert line.words == "Rättat av myndigheten.\nSe mejl."


def test_lines_are_newest_first_and_chosen_by_act_and_subject(tmp_path: Path) -> None:
    first = journal.add(tmp_path, ANNA, Done(Act.READ_IN, "trafa"), now=NOW)
    second = journal.add(tmp_path, COMMAND_LINE, Done(Act.READ_IN, "nobil"), now=NOW)
    undone = journal.add(tmp_path, ANNA, Done(Act.REFUSED, "trafa", undoes=first.id), now=NOW)
    assert journal.read(tmp_path) == [undone, second, first]
    assert journal.read(tmp_path, acts=[Act.READ_IN], about="trafa") == [first]
    assert journal.read(tmp_path, most=1) == [undone]
    assert undone.undoes == first.id


def test_what_was_read_in_and_not_undone_has_its_day(tmp_path: Path) -> None:
    journal.add(tmp_path, ANNA, Done(Act.READ_IN, "trafa, nobil"), now=NOW - timedelta(days=9))
    journal.add(tmp_path, ANNA, Done(Act.ACCEPTED, "trafa"), now=NOW)
    wrong = journal.add(tmp_path, ANNA, Done(Act.READ_IN, "nobil"), now=NOW)
    journal.add(tmp_path, ANNA, Done(Act.READ_IN, "nobil", undoes=wrong.id), now=NOW)
    first, last = ((NOW - timedelta(days=9)).astimezone().date(), NOW.astimezone().date())
    assert journal.read_in(tmp_path) == {"trafa": last, "nobil": first}
    (tmp_path / journal.FILE_NAME).write_bytes(b"spoilt" * 99)
    assert journal.read_in(tmp_path) == {}


def test_no_line_is_changed_or_removed(tmp_path: Path) -> None:
    journal.add(tmp_path, ANNA, Done(Act.FIXED, "2026-12"), now=NOW)
    with sqlite3.connect(tmp_path / journal.FILE_NAME) as db:
        for statement in ("UPDATE journal SET who = 'Bo'", "DELETE FROM journal"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                db.execute(statement)


def test_what_cannot_be_seen_and_what_is_too_long_does_not_come_in(tmp_path: Path) -> None:
    done = Done(Act.FILLED_IN, "a\u202eb\n c", words="x" * 10_000)
    line = journal.add(tmp_path, Person("Bo\x1b[2J"), done, now=NOW)
    assert (line.about, line.who, len(line.words)) == ("ab c", "Bo[2J", journal.LONGEST_WORDS)


@pytest.mark.parametrize("statement", ["CREATE VIEW v AS SELECT 1", "DROP TRIGGER never_changed"])
def test_a_file_that_another_has_written_in_is_refused_or_read(tmp_path: Path, statement: str) -> None:
    journal.add(tmp_path, ANNA, Done(Act.FIXED), now=NOW)
    with sqlite3.connect(tmp_path / journal.FILE_NAME) as db:
        db.execute(statement)
        if "TRIGGER" in statement:
            db.execute("UPDATE journal SET at = 'igår'")
    with pytest.raises(DataError, match=r"^journal\.sqlite: går inte att läsa som Målkollens journal; "):
        journal.read(tmp_path)


def test_a_full_journal_takes_no_more_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal.add(tmp_path, ANNA, Done(Act.FIXED), now=NOW)
    monkeypatch.setattr(journal, "FULL_FILE", 4096)
    with pytest.raises(DataError, match=r"^journal\.sqlite: är full"):
        journal.add(tmp_path, ANNA, Done(Act.FIXED), now=NOW)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="systemet har ingen fork")
def test_two_who_write_at_once_both_get_their_lines(tmp_path: Path) -> None:
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:
            status = 1
            try:
                for number in range(10):
                    journal.add(tmp_path, ANNA, Done(Act.FILLED_IN, str(number)))
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 4
    assert [line.id for line in journal.read(tmp_path)] == list(range(40, 0, -1))
