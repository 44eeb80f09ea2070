"""Ledningsgruppens bedömningar: the file only grows, two writers never write over one another, faults are Swedish."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from malkollen import ROOT
from malkollen.__main__ import main
from malkollen.database import storage
from malkollen.errors import ConflictError, DataError, EntryError, MalkollenError
from malkollen.office import access, judgement_file, judgements
from malkollen.office.access import ALLOW_VARIABLE
from malkollen.office.judgements import LABELS, Basis, Entry, Judgement
from malkollen.texts.swedish import at_time

NOW = datetime(2026, 11, 22, 13, 3, 20, tzinfo=UTC)
GOAL = "tillganglighet"
ENTRY = Entry(
    goal=GOAL,
    programme="sup_2040",
    basis=Basis("delvis", "abc123", "def456", "1"),
    label="delvis",
    reason="Restiderna är oförändrade.",
    who="Anna Berg",
    meeting="Ledningsgruppen 7/2026, § 4",
    day="2026-11-20",
)
BUSY = r"^judgements\.sqlite: filen är upptagen av någon annan; vänta en stund och försök igen$"
BROKEN = r"^judgements\.sqlite: går inte att läsa som Målkollens bedömningar; lägg tillbaka den från säkerhetskopian$"
CLOSED = r"^judgements\.sqlite: går inte att öppna eller skriva i dess mapp; är den skrivskyddad eller disken full\?$"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a test keeps its judgements; nothing is there yet."""
    return tmp_path / judgements.FILE_NAME


def _save(path: Path, seen: int | None, label: str = "delvis", who: str = "Anna Berg") -> Judgement:
    return judgements.save(path, replace(ENTRY, label=label, who=who), seen, now=NOW)


def _labels(path: Path) -> list[str]:
    return [row.label for row in judgements.history(path, GOAL)]


# ───────────── History and undo ─────────────


def test_before_the_first_judgement_there_is_no_history_and_no_file(path: Path) -> None:
    assert judgements.history(path, GOAL) == []
    assert judgements.current(path, GOAL) is None
    assert not path.exists()


def test_a_judgement_is_read_back_as_it_was_saved(path: Path) -> None:
    saved = _save(path, None)
    assert judgements.history(path, GOAL) == [saved]
    assert saved == Judgement(
        "delvis", "abc123", "def456", "1", 1, GOAL, "sup_2040", "delvis", "Restiderna är oförändrade.",
        "Anna Berg", "Ledningsgruppen 7/2026, § 4", date(2026, 11, 20), NOW, None,
    )  # fmt: skip


def test_history_is_newest_first_and_kept_apart_by_goal(path: Path) -> None:
    first = _save(path, None)
    other = judgements.save(path, replace(ENTRY, goal="klimatomstallning"), None, now=NOW)
    second = _save(path, first.id, "på väg")
    assert judgements.history(path, GOAL) == [second, first]
    assert judgements.history(path, "klimatomstallning") == [other]
    assert judgements.current(path, GOAL) == second


def test_an_undo_lets_the_one_before_stand_again_and_removes_nothing(path: Path) -> None:
    first = _save(path, None, "delvis")
    second = _save(path, first.id, "på väg")
    undo = judgements.withdraw(path, GOAL, " Bo  Ek ", second.id, "Fel möte", now=NOW)
    assert (undo.withdraws, undo.who, undo.reason, undo.label, undo.meeting) == (2, "Bo Ek", "Fel möte", "på väg", "")
    assert (undo.day, undo.recorded_at) == (NOW.astimezone().date(), NOW)
    assert judgements.current(path, GOAL) == first
    assert judgements.history(path, GOAL) == [undo, second, first]
    judgements.withdraw(path, GOAL, "Bo Ek", undo.id, now=NOW)
    assert judgements.current(path, GOAL) is None
    third = _save(path, 4, "inte på väg")
    assert judgements.current(path, GOAL) == third
    assert _labels(path) == ["inte på väg", "delvis", "på väg", "på väg", "delvis"]


def test_where_nothing_stands_there_is_nothing_to_undo(path: Path) -> None:
    first = _save(path, None)
    undo = judgements.withdraw(path, GOAL, "Bo Ek", first.id, now=NOW)
    with pytest.raises(EntryError, match=r"^Det finns ingen bedömning att ångra\.$"):
        judgements.withdraw(path, GOAL, "Bo Ek", undo.id, now=NOW)
    assert judgements.history(path, GOAL) == [undo, first]


@pytest.mark.parametrize("statement", ["UPDATE judgements SET reason = 'annat'", "DELETE FROM judgements"])
def test_the_file_itself_refuses_to_forget(path: Path, statement: str) -> None:
    saved = _save(path, None)
    with sqlite3.connect(path) as db, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.execute(statement)
    db.close()
    assert judgements.history(path, GOAL) == [saved]


def test_a_rebuild_of_the_database_leaves_the_judgements_untouched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    assert judgements.file().parent == storage.database().parent
    saved = _save(judgements.file(), None)
    before = judgements.file().read_bytes()
    for version in ("old", "new"):
        with storage.rebuilding(storage.database()) as db:
            db.execute("CREATE TABLE build AS SELECT ? AS data_version", [version])
    with pytest.raises(ZeroDivisionError), storage.rebuilding(storage.database()):
        raise ZeroDivisionError
    assert judgements.file().read_bytes() == before
    assert judgements.history(judgements.file(), GOAL) == [saved]


# ───────────── Two at once ─────────────


def test_who_has_not_read_the_newest_row_is_told_who_wrote_it(path: Path) -> None:
    first = _save(path, None)
    second = _save(path, first.id, "på väg", who="Bo Ek")
    local = at_time(NOW)
    for seen in (None, first.id):
        with pytest.raises(ConflictError, match=rf"^Bo Ek sparade bedömningen ”på väg” {local}, efter att"):
            _save(path, seen)
        with pytest.raises(ConflictError, match=r"^Bo Ek sparade"):
            judgements.withdraw(path, GOAL, "Anna Berg", seen, now=NOW)
    undo = judgements.withdraw(path, GOAL, "Cia Dal", second.id, now=NOW)
    with pytest.raises(ConflictError, match=r"^Cia Dal ångrade bedömningen ”på väg” "):
        _save(path, second.id)
    assert judgements.history(path, GOAL) == [undo, second, first]


WRITER = """
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from malkollen.office import judgements
from malkollen.errors import MalkollenError
from malkollen.office.judgements import Basis, Entry

folder, who, goal = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
entry = Entry(goal, "sup_2040", Basis("delvis", "a", "b", "c"), "delvis", "Skäl", who, "Möte", "2026-11-20")
print("ready", flush=True)
sys.stdin.readline()
try:
    judgements.save(folder / judgements.FILE_NAME, entry, None)
    print("saved")
except MalkollenError as error:
    print(f"{type(error).__name__}: {error}")
"""


def _at_once(folder: Path, writers: dict[str, str]) -> list[str]:
    """What each of several processes answers that save at the same moment; `writers` is goal by name."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), who, goal],
            cwd=ROOT,
            env={**os.environ, "PYTHONUTF8": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        for who, goal in writers.items()
    ]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    return [process.communicate()[0].strip() for process in running]


def test_of_two_processes_that_save_at_once_one_wins_and_the_other_is_told(tmp_path: Path, path: Path) -> None:
    answers = sorted(_at_once(tmp_path, {"Anna Berg": GOAL, "Bo Ek": GOAL}), reverse=True)
    (kept,) = judgements.history(path, GOAL)
    assert answers[0] == "saved"
    assert answers[1].startswith(f"ConflictError: {kept.who} sparade bedömningen ”delvis” ")


def test_two_processes_that_save_different_goals_at_once_both_win(tmp_path: Path, path: Path) -> None:
    assert _at_once(tmp_path, {"Anna Berg": GOAL, "Bo Ek": "klimatomstallning"}) == ["saved", "saved"]
    assert len(judgements.history(path, GOAL)) == len(judgements.history(path, "klimatomstallning")) == 1


def test_a_file_that_is_held_too_long_is_answered_in_one_line_and_nothing_is_lost(path: Path) -> None:
    saved = _save(path, None)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(DataError, match=BUSY):
        judgements.save(path, ENTRY, saved.id, now=NOW, patience=0.05)
    with pytest.raises(DataError, match=BUSY):
        judgements.history(path, GOAL, patience=0.05)
    other.close()
    assert judgements.history(path, GOAL) == [saved]


# ───────────── What is refused ─────────────


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"label": ""}, "Välj en bedömning: på väg, delvis, inte på väg eller kan inte bedömas."),
        ({"label": "utmärkt"}, "Välj en bedömning: på väg, delvis, inte på väg eller kan inte bedömas."),
        ({"reason": " \n\u00a0\t"}, "Skriv en motivering."),
        ({"reason": "\u202e\u0000"}, "Skriv en motivering."),
        ({"reason": "x" * 4001}, "Motiveringen får ha högst 4\u00a0000 tecken och har 4\u00a0001. Korta texten."),
        ({"who": "  "}, "Skriv vem som för in bedömningen."),
        ({"who": "x" * 201}, "Namnet får ha högst 200 tecken och har 201. Korta texten."),
        ({"meeting": ""}, "Skriv vilket möte bedömningen hör till."),
        ({"meeting": "x" * 201}, "Mötet får ha högst 200 tecken och har 201. Korta texten."),
        *(({"day": day}, "Ange mötets dag.")
          for day in ("", "20 november", "20261120", "2026-W47-5", "2026-11-31", "2026-1-2", "\u0662026-11-20")),
        *(({"day": day}, "Kontrollera årtalet i mötets dag.") for day in ("2027-11-25", "0206-11-20")),
    ],
)  # fmt: skip
def test_an_incomplete_entry_is_refused_with_what_to_do(path: Path, change: dict[str, str], said: str) -> None:
    with pytest.raises(EntryError) as refused:
        judgements.save(path, replace(ENTRY, **change), None, now=NOW)  # type: ignore[arg-type]
    assert refused.value.faults == [said]
    assert not path.exists()


def test_every_fault_is_said_at_once(path: Path) -> None:
    with pytest.raises(EntryError) as refused:
        judgements.save(path, replace(ENTRY, label="", reason="", who="", meeting="", day=""), None, now=NOW)
    assert len(refused.value.faults) == 5
    with pytest.raises(EntryError) as refused:
        judgements.withdraw(path, GOAL, " ", None, "x" * 4001, now=NOW)
    assert [fault.split()[0] for fault in refused.value.faults] == ["Skriv", "Skälet"]


@pytest.mark.parametrize("label", LABELS)
def test_every_judgement_can_be_saved_on_the_day_itself(path: Path, label: str) -> None:
    today = NOW.astimezone().date()
    saved = judgements.save(path, replace(ENTRY, label=label, day=f" {today} "), None, now=NOW)
    assert (saved.label, saved.day) == (label, today)


def test_what_is_entered_before_the_local_day_of_its_meeting_is_ahead_of_it(path: Path) -> None:
    today = NOW.astimezone().date()
    saved = judgements.save(path, replace(ENTRY, day=str(today + timedelta(days=1))), None, now=NOW)
    assert saved.is_ahead
    assert judgements.history(path, ENTRY.goal)[0].is_ahead, "also once the meeting's day has come"
    assert not judgements.save(path, replace(ENTRY, day=str(today)), saved.id, now=NOW).is_ahead


def test_text_is_kept_as_text_without_what_cannot_be_seen(path: Path) -> None:
    typed = " <script>alert(1)</script>\r\n**rad**\ttvå\u202e\u0007; '); DROP TABLE judgements; -- \u0000 "
    saved = judgements.save(path, replace(ENTRY, reason=typed, who="Anna\n Berg"), None, now=NOW)
    assert saved.reason == "<script>alert(1)</script>\n**rad** två; '); DROP TABLE judgements; --"
    assert saved.who == "Anna Berg"
    assert judgements.history(path, GOAL) == [saved]


# ───────────── A file that is not right ─────────────


def _another_programs(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE notes (text)")
    db.close()


def _cut(path: Path) -> None:
    _save(path, None)
    path.write_bytes(path.read_bytes()[:5000])


def _odd_date(path: Path) -> None:
    _save(path, None)
    with sqlite3.connect(path) as db:
        db.execute("DROP TRIGGER never_changed")
        db.execute("UPDATE judgements SET day = 'i går'")
    db.close()


SPOILED = [lambda path: path.write_bytes(b"hej" * 5000), _cut, _another_programs, _odd_date]


@pytest.mark.parametrize("spoil", SPOILED, ids=["text", "cut", "another program's", "no date"])
def test_a_broken_file_is_refused_in_one_line_and_left_as_it_is(path: Path, spoil: object) -> None:
    assert callable(spoil)
    spoil(path)
    before = path.read_bytes()
    with pytest.raises(DataError, match=BROKEN):
        judgements.history(path, GOAL)
    with pytest.raises(DataError, match=BROKEN):
        judgements.save(path, ENTRY, None, now=NOW)
    assert path.read_bytes() == before


def _asked(*queries: str) -> Callable[[Path], None]:
    """Another program that writes in the file."""

    def spoil(path: Path) -> None:
        _save(path, None)
        with sqlite3.connect(path) as db:
            db.execute("DROP TRIGGER never_changed")
            for query in queries:
                db.execute(query)
        db.close()

    return spoil


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT"
WRITTEN_IN: dict[str, Callable[[Path], None]] = {
    "a blob": _asked("UPDATE judgements SET reason = x'00ff'"),
    "a number for a text": _asked(
        "ALTER TABLE judgements DROP COLUMN meeting", "ALTER TABLE judgements ADD COLUMN meeting DEFAULT 7"
    ),
    "a label that is none": _asked("UPDATE judgements SET label = 'kanske'"),
    "year 1": _asked("UPDATE judgements SET recorded_at = '0001-01-01T00:00:00+00:00'"),
    "a day of year 1": _asked("UPDATE judgements SET day = '0001-01-01'"),
    "no zone": _asked("UPDATE judgements SET recorded_at = '2026-11-22T13:03:20'"),
    "text that is no text": _asked("UPDATE judgements SET who = CAST(x'ff' AS TEXT)"),
    "a row too long": _asked("UPDATE judgements SET reason = hex(zeroblob(1000000))"),
    "a view without end": _asked(
        "ALTER TABLE judgements RENAME TO old",
        f"CREATE VIEW judgements AS {ENDLESS} {', '.join(f'i AS {name}' for name in judgement_file.COLUMNS)} FROM n",
    ),
    "a trigger": _asked(
        "CREATE TRIGGER more AFTER INSERT ON judgements BEGIN DELETE FROM judgements WHERE id < 0; END"
    ),
    "another table": _asked("CREATE TABLE more (text)"),
}


@pytest.mark.parametrize("kind", WRITTEN_IN)
def test_what_another_program_wrote_is_refused_in_one_line_and_in_bounded_time(path: Path, kind: str) -> None:
    WRITTEN_IN[kind](path)
    began = time.monotonic()
    with pytest.raises(DataError, match=BROKEN):
        judgements.history(path, GOAL)
    with pytest.raises(DataError, match=BROKEN):
        judgements.save(path, ENTRY, 1, now=NOW)
    assert time.monotonic() - began < 30


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="systemet har inga namngivna rör")
@pytest.mark.parametrize("part", ["", "-journal", "-wal"])
def test_a_pipe_in_its_place_or_beside_it_is_refused_and_not_waited_for(path: Path, part: str) -> None:
    if part:
        _save(path, None)
    os.mkfifo(path.with_name(path.name + part))
    for act in (lambda: judgements.history(path, GOAL), lambda: _save(path, None)):
        with pytest.raises(DataError, match=rf"^judgements\.sqlite{part}: är ingen vanlig fil; [^\n]*$"):
            act()


def test_a_link_to_a_disk_that_is_gone_is_no_empty_history(path: Path) -> None:
    path.symlink_to(path.parent / "gone" / path.name)
    with pytest.raises(DataError, match="är ingen vanlig fil"):
        judgements.history(path, GOAL)


def _repeated(path: Path, row: Judgement, count: int) -> Judgement:
    """The same row over and over, as saving adds it."""
    with judgement_file.writing(path, 5) as db:
        for _ in range(count):
            row = judgements._add(db, row)
    return row


def test_a_number_that_none_can_follow_is_no_full_disk(path: Path) -> None:
    """SQLite calls it that: whoever saves would look for room for ever."""
    row = _save(path, None)
    with sqlite3.connect(path) as db:
        columns = ", ".join(judgement_file.TEXTS)
        db.execute(f"INSERT INTO judgements (id, {columns}) SELECT {2**63 - 1}, {columns} FROM judgements")
        db.execute("DROP TRIGGER never_changed")
        db.execute("UPDATE judgements SET goal = 'another' WHERE id > 1")
    with pytest.raises(DataError, match=BROKEN):
        _save(path, row.id)


def test_a_history_is_full_long_before_it_cannot_be_read_and_undoing_has_room(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judgement_file, "FULL_HISTORY", 4_000)
    monkeypatch.setattr(judgement_file, "LONGEST_HISTORY", 8_000)
    seen: int | None = None
    for _ in range(100):
        try:
            seen = judgements.save(path, replace(ENTRY, reason="å" * 300), seen, now=NOW).id
        except EntryError as refused:
            said = refused.faults
            break
    assert said == [judgements.FULL]
    assert "\n" not in judgements.FULL
    count = len(judgements.history(path, GOAL))
    assert count > 5
    with pytest.raises(EntryError, match=r"Historiken i judgements\.sqlite är full: ångra utan att skriva något skäl"):
        judgements.withdraw(path, GOAL, "Bo Ek", seen, "Skäl", now=NOW)
    for _ in range(count):
        seen = judgements.withdraw(path, GOAL, "B" * 200, seen, now=NOW).id
    assert judgements.current(path, GOAL) is None
    assert judgements.save(path, replace(ENTRY, goal="klimatomstallning"), None, now=NOW).goal == "klimatomstallning"


def test_a_file_that_nears_the_largest_that_is_read_takes_undoings_only(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = _save(path, None)
    monkeypatch.setattr(judgement_file, "FULL_FILE", path.stat().st_size - 1)
    with pytest.raises(EntryError, match="är full"):
        _save(path, saved.id)
    assert judgements.withdraw(path, GOAL, "Bo Ek", saved.id, now=NOW).withdraws == saved.id


def test_beyond_what_is_read_the_newest_are_shown_with_how_many_older_there_are(path: Path) -> None:
    last = _repeated(path, judgements.save(path, replace(ENTRY, reason="å" * 4000), None, now=NOW), 5_200)
    began = time.monotonic()
    rows, older = judgements.read(path, GOAL)
    assert time.monotonic() - began < 10
    assert (rows[0].id, len(rows) + older) == (last.id, 5_201)
    assert older > 100
    undo = judgements.withdraw(path, GOAL, "Bo Ek", last.id, now=NOW)
    assert judgements.history(path, GOAL)[0] == undo
    assert judgements.standing(judgements.history(path, GOAL)) == replace(last, id=last.id - 1)


def test_the_judgement_that_stands_is_read_however_much_was_undone_since(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _save(path, None)
    seen = _save(path, first.id, who="Bo Ek").id
    for _ in range(20):
        undo = judgements.withdraw(path, GOAL, "Bo Ek", seen, now=NOW)
        seen = _save(path, undo.id, who="Bo Ek").id
    seen = judgements.withdraw(path, GOAL, "Bo Ek", seen, now=NOW).id
    monkeypatch.setattr(judgement_file, "LONGEST_HISTORY", 600)
    rows, older = judgements.read(path, GOAL)
    assert len(rows) < 10
    assert len(rows) + older == 43
    assert (rows[0].id, judgements.standing(rows)) == (seen, first)


def test_a_wrong_clock_turns_no_order_and_is_told(path: Path) -> None:
    first = judgements.save(path, ENTRY, None, now=NOW + timedelta(days=900))
    second = judgements.save(path, ENTRY, first.id, now=NOW)
    rows = judgements.history(path, GOAL)
    assert rows == [second, first]
    assert judgements.standing(rows) == second
    assert judgements.misdated(rows, NOW) == [first.id]
    assert judgements.misdated([second], NOW) == []
    assert judgements.misdated([second], NOW - timedelta(days=1)) == [second.id]


def test_a_file_left_empty_by_a_stop_in_the_first_save_is_begun_again(path: Path) -> None:
    path.touch()
    assert judgements.history(path, GOAL) == []
    saved = _save(path, None)
    assert judgements.history(path, GOAL) == [saved]


def test_a_folder_in_its_place_or_no_folder_is_refused_in_one_line(path: Path) -> None:
    with pytest.raises(DataError, match=CLOSED):
        _save(path.parent / "no" / path.name, None)
    path.mkdir()
    for act in (lambda: judgements.history(path, GOAL), lambda: _save(path, None)):
        with pytest.raises(DataError, match=r"^judgements\.sqlite: är ingen vanlig fil; ta bort [^\n]*$"):
            act()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_can_be_read_but_not_written(path: Path) -> None:
    saved = _save(path, None)
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        assert judgements.history(path, GOAL) == [saved]
        with pytest.raises(DataError, match=CLOSED):
            _save(path, saved.id)
    finally:
        path.parent.chmod(0o755)


def test_a_path_with_odd_signs_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "kansliet's data #1?mode=ro"
    folder.mkdir()
    saved = _save(folder / judgements.FILE_NAME, None)
    assert judgements.history(folder / judgements.FILE_NAME, GOAL) == [saved]


# ───────────── The setting ─────────────


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1", True), ("ja", True), (" JA ", True), ("", False), ("0", False), ("nej", False), ("true", False)],
)
def test_judgements_are_entered_only_where_the_operator_says_so(
    value: str, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ALLOW_VARIABLE, value)
    assert access.is_set(ALLOW_VARIABLE) is expected


@pytest.mark.parametrize("flag", [[], ["--allow-judgements"]])
def test_start_passes_the_setting_on(
    flag: list[str], database: Path, environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(address: str, first: int) -> int:
        raise MalkollenError("nog")

    monkeypatch.setenv(ALLOW_VARIABLE, "")
    monkeypatch.setattr("malkollen.commands.start.free_port", stop)
    assert main(["start", *flag]) == 2
    assert access.is_set(ALLOW_VARIABLE) is bool(flag)


def test_the_file_is_never_committed() -> None:
    assert {f"judgements.sqlite{end}" for end in ("", "-journal", "-wal", "-shm")} <= set(
        (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    )
