"""A file is read in beside what is shown; nothing that is shown changes before somebody says yes."""

import hashlib
import json
import os
import random
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import dies
import filled_in
import pytest
from made_source import carried

from ingest import build
from ingest.fetching.raw import RawStore
from ingest.room import proposals, swap, told
from ingest.run import Wanted
from ingest.sources import boardings, context
from malkollen import ROOT
from malkollen.database import changed, storage
from malkollen.errors import AccessError, ConflictError, EntryError, SourceError
from malkollen.office import journal
from malkollen.office.access import COMMAND_LINE, Person
from malkollen.office.journal import Act
from malkollen.office.room import accepted, held, proposal as papers, work
from malkollen.office.room.proposal import Proposal

ANNA, BO = (replace(COMMAND_LINE, name=name) for name in ("Anna Andersson", "Bo Berg"))
FIGURES = {"0126": 40_000, "0127": 35_000, "0128": 4_000, "0136": 30_000, "0138": 15_000, "0140": 1_500,
           "0181": 30_000, "0192": 6_000}  # fmt: skip


def filled(folder: Path, *, factor: float = 1.0, year: int = 2024, name: str = "påstigande.csv") -> Path:
    rows = [f"{code};{year};{int(count * factor)};Påhittad;" for code, count in FIGURES.items()]
    return filled_in.csv_file(folder / name, boardings.TEMPLATE.columns, rows)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two made measures and what is carried beside figures: built in a moment, and many build."""
    data = tmp_path_factory.mktemp("room")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MALKOLLEN_DATA", str(data))
        carried(data)
        shutil.copytree(ROOT / "data" / context.FOLDER, data / context.FOLDER)
        build.build(data)
    return data


@pytest.fixture(scope="module")
def read_in(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same where boardings have been read in and wait for their answer: the one build that most tests need."""
    data = copied(empty, tmp_path_factory.mktemp("read"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MALKOLLEN_DATA", str(data))
        proposals.make(data, Wanted(file=filled(data.parent)), ANNA)
    return data


def copied(template: Path, into: Path) -> Path:
    """A copy of a data folder; its proposal is for the copy's database."""
    data = into / "data"
    shutil.copytree(template, data, symlinks=True, copy_function=shutil.copyfile)
    if waiting := papers.read(data):
        base = storage.fingerprint(data / storage.FILE_NAME)
        (data / work.FOLDER / papers.FILE).write_text(papers.in_json(replace(waiting, base=base)), encoding="utf-8")
    return data


@pytest.fixture
def data(empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = copied(empty, tmp_path)
    monkeypatch.setenv("MALKOLLEN_DATA", str(folder))
    return folder


@pytest.fixture
def waiting(read_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = copied(read_in, tmp_path)
    monkeypatch.setenv("MALKOLLEN_DATA", str(folder))
    return folder


def counted(path: Path, measure: str = "boardings") -> int:
    with storage.reading(path) as db:
        row = db.execute("SELECT count(*) FROM mart.measures WHERE measure = ?", [measure]).fetchone()
    assert row is not None
    return int(row[0])


def state(data: Path) -> tuple[tuple[int, int, int], list[str]]:
    """All that is the office's, room apart: the database as it is, and every file of what has been fetched."""
    files = sorted(path.relative_to(data).as_posix() for path in (data / "raw").rglob("*") if path.name != ".lock")
    return storage.fingerprint(data / storage.FILE_NAME), files


def test_nothing_is_changed_until_somebody_says_yes_and_then_all_is(waiting: Path, empty: Path) -> None:
    made = papers.read(waiting)
    assert made is not None
    assert (made.kind, made.sources, made.file, made.suspicions) == ("file", ("boardings",), "påstigande.csv", ())
    assert made.by == ANNA.name
    assert state(waiting)[1] == []
    assert (waiting / storage.FILE_NAME).read_bytes() == (empty / storage.FILE_NAME).read_bytes()
    with storage.reading(papers.database(waiting)) as db:
        assert [(one.kind, one.name, one.figures) for one in changed.by_measure(db)] == [("new", "boardings", 8)]
    proposals.accept(waiting, BO)
    assert counted(waiting / storage.FILE_NAME) == 8
    assert RawStore(waiting).latest("boardings").state == "good"  # type: ignore[union-attr]
    assert papers.read(waiting) is None
    assert not papers.folder(waiting).exists()


def tables(path: Path) -> dict[str, list[str]]:
    """Every table of a database as it is shown, but how and when it was made; each row as text, in order."""
    with storage.reading(path) as db:
        names = [name for (name,) in db.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()]
        return {
            name: sorted(str(row) for row in db.execute(f"FROM mart.{name}").fetchall())
            for name in names
            if name not in ("build", "changes", "fetches", "coverage")
        }


def test_nothing_but_the_files_own_figures_differs_after_a_yes_and_nothing_at_all_after_an_undo(waiting: Path) -> None:
    live = waiting / storage.FILE_NAME
    before = tables(live)
    proposals.accept(waiting, ANNA)
    after = tables(live)
    assert {name for name in before if before[name] != after[name]} == {"measures", "sources"}
    assert {*before["measures"]} < {*after["measures"]}
    assert [row for row in after["measures"] if row not in {*before["measures"]}] == [
        f"('{code}', 2024, 'boardings', {float(count)}, '', 'boardings')" for code, count in sorted(FIGURES.items())
    ]
    assert {*before["sources"]} < {*after["sources"]}
    assert len(after["sources"]) == len(before["sources"]) + 1 == 5
    proposals.undo(waiting, BO)
    assert tables(live) == before


def test_a_no_leaves_everything_as_it_was(waiting: Path) -> None:
    before = state(waiting)
    with pytest.raises(ConflictError, match="Anna Andersson har läst in något som väntar på ja eller nej"):
        proposals.make(waiting, Wanted(is_offline=True), BO)
    proposals.refuse(waiting, BO)
    assert state(waiting) == before
    with pytest.raises(EntryError, match="inget som väntar"):
        proposals.accept(waiting, BO)


def test_a_reading_in_is_taken_back_and_what_came_is_held(waiting: Path) -> None:
    proposals.accept(waiting, ANNA)
    after = proposals.undo(waiting, BO, "Fel fil")
    assert after.file == "påstigande.csv"
    assert counted(waiting / storage.FILE_NAME) == 0
    back = RawStore(waiting).latest("boardings")
    assert back is not None
    assert back.state == "held"
    today = f"{datetime.now(UTC).astimezone():%Y-%m-%d}"
    assert back.manifest()["reason"] == f"inläsningen av ”påstigande.csv” är ångrad {today} av Bo Berg"
    with pytest.raises(EntryError, match="ingen inläsning att ångra"):
        proposals.undo(waiting, BO)
    again = proposals.make(waiting, Wanted(["boardings"], is_offline=True), ANNA)
    assert again.suspicions == again.undone == (back.manifest()["reason"],)
    assert not again.looks_wrong
    assert papers.read(waiting) == again
    with pytest.raises(EntryError, match=r"Ni har ångrat de här siffrorna\. Skriv varför de ska in igen\."):
        proposals.accept(waiting, ANNA)


def test_figures_that_look_wrong_are_shown_beside_the_old_and_want_a_reason(
    waiting: Path, tmp_path: Path, thorough: bool
) -> None:
    """Thoroughly also once they are taken back: what looked wrong is still to be read."""
    data = waiting
    proposals.accept(data, ANNA)
    before = state(data)
    made = proposals.make(data, Wanted(file=filled(tmp_path, factor=4.0)), ANNA)
    assert len(made.suspicions) == 1
    with storage.reading(papers.database(data)) as db:
        figures = [one for one in changed.figures(db) if one["kind"] == "revised"]
    assert {(one["area"], one["old"], one["new"]) for one in figures} == {
        (code, count, count * 4) for code, count in FIGURES.items()
    }
    with pytest.raises(EntryError, match="Skriv varför de stämmer"):
        proposals.accept(data, ANNA, "  ")
    assert state(data) == before
    proposals.accept(data, ANNA, "Räknas nu per resa")
    assert counted(data / storage.FILE_NAME) == 8
    if not thorough:
        return
    proposals.undo(data, BO, "Fel fil.")
    (back,) = held.held(data)
    assert back.reason.endswith("av Bo Berg")
    assert back.words == "Fel fil."
    assert back.suspicions == made.suspicions
    again = proposals.make(data, Wanted(["boardings"], is_offline=True), ANNA)
    assert again.suspicions == (back.reason, *made.suspicions)
    assert (again.undone, again.looks_wrong) == ((back.reason,), True)


def test_a_file_with_faults_is_refused_with_every_row_and_nothing_waits(data: Path, tmp_path: Path) -> None:
    before = state(data)
    path = filled_in.csv_file(tmp_path / "fel.csv", boardings.TEMPLATE.columns, ["0126;2024;många;Påhittad;"])
    with pytest.raises(SourceError, match=r"fel.csv rad 2: påstigande: 'många' är inte ett helt antal"):
        proposals.make(data, Wanted(file=path), ANNA)
    assert (state(data), papers.read(data)) == (before, None)
    now = work.read(data)
    assert now is not None
    assert (now.state, now.by, now.what, now.kind) == ("failed", ANNA.name, "läser in fel.csv", "file")
    assert not now.says_what_to_do
    assert "rad 2" in now.reason
    line = journal.read(data)[0]
    assert (line.act, line.about, line.file) == (Act.FAILED, "boardings", "fel.csv")
    assert line.words.startswith("2 fel: fel.csv rad 2: påstigande: ")
    assert line.words.splitlines()[1].startswith("fel.csv")  # each of them: the list of files says why
    assert line.fingerprint


def test_a_fault_names_the_file_by_the_name_it_was_sent_under(tmp_path: Path) -> None:
    store, sent = RawStore(tmp_path), tmp_path / "ändrad kopia.xlsx"
    sent.write_bytes(b"x")
    into = store.begin("trafa")
    into.keep_file("fordon-2025.xlsx", sent)
    store.finish("trafa", into)
    wanted = Wanted(["trafa"], file=sent)
    fault = "Trafikanalys: fordon-2025.xlsx, bladet 'T' rad 17 (Salem): fel"
    assert told.as_sent(tmp_path, wanted, fault) == fault.replace("fordon-2025.xlsx", sent.name)
    assert told.as_sent(tmp_path, Wanted(["trafa"]), fault) == fault


@pytest.mark.thorough  # as a file with faults, above
def test_a_fetch_that_failed_leaves_nothing_to_say_yes_to(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALKOLLEN_OFFLINE", "1")
    with pytest.raises(SourceError, match="nätet är avstängt"):
        proposals.make(data, Wanted(names=["kolada"]), ANNA)
    now = work.read(data)
    assert now is not None
    assert now.state == "failed"
    assert papers.read(data) is None


def test_a_night_that_brought_nothing_new_is_no_hindrance(waiting: Path, tmp_path: Path) -> None:
    shutil.copyfile(waiting / storage.FILE_NAME, tmp_path / "another")
    (tmp_path / "another").replace(waiting / storage.FILE_NAME)
    proposals.accept(waiting, ANNA)
    assert counted(waiting / storage.FILE_NAME) == 8


def test_a_proposal_that_other_figures_have_come_before_is_not_accepted(waiting: Path, tmp_path: Path) -> None:
    shutil.copyfile(waiting / storage.FILE_NAME, tmp_path / "another")
    with storage.connect(tmp_path / "another") as db:
        db.execute("UPDATE mart.build SET data_version = 'annan'")
    (tmp_path / "another").replace(waiting / storage.FILE_NAME)
    with pytest.raises(ConflictError, match="har bytts sedan förslaget gjordes"):
        proposals.accept(waiting, ANNA)


def test_two_at_once_the_second_is_told_who_and_since_when(data: Path) -> None:
    with work.doing(data, "läser in x.csv", ANNA.name) as step:
        step("kontroller", 0.4)
        with pytest.raises(ConflictError, match=r"upptaget: Anna Andersson läser in x.csv sedan \d\d:\d\d \(40 %\)"):
            proposals.make(data, Wanted(is_offline=True), BO)
        now = work.read(data)
        assert now is not None
        assert (now.step, now.share, now.is_running) == ("kontroller", 0.4, True)


@pytest.mark.thorough  # at any moment below
def test_a_reading_in_that_is_broken_off_changes_nothing_and_leaves_nothing(data: Path) -> None:
    before = storage.fingerprint(data / storage.FILE_NAME)
    work.start(data, ANNA, "läser in påstigande.csv", ["proposal", "make", f"--from={filled(data.parent)}"])
    while (now := work.read(data)) and now.is_running and not papers.folder(data).exists():
        time.sleep(0.05)
    work.break_off(data, BO)
    while (now := work.read(data)) and now.is_running:
        time.sleep(0.05)
    assert now is not None
    assert (now.state, now.by, now.broken_by) == ("broken", ANNA.name, BO.name)
    assert papers.read(data) is None
    assert not papers.folder(data).exists()
    assert storage.fingerprint(data / storage.FILE_NAME) == before
    (line,) = journal.read(data)
    assert (line.act, line.file, line.who) == (Act.BROKEN_OFF, "påstigande.csv", BO.name)


def _break_off(data: Path) -> None:
    with suppress(EntryError):  # it is done already
        work.break_off(data, BO)


def test_a_reading_in_that_is_broken_off_at_any_moment_leaves_nothing(data: Path, thorough: bool) -> None:
    """Moments by chance, at most as late as a whole reading in takes; whatever was being done then."""
    before, moments = state(data), random.Random(2040)
    file = filled(data.parent)
    broken, longest = 0, 2.0
    for _ in range(24 if thorough else 3):
        breaker = threading.Timer(moments.uniform(0.0, longest), _break_off, (data,))
        breaker.start()
        began = time.monotonic()
        try:
            proposals.make(data, Wanted(file=file), ANNA)
        except EntryError:
            broken += 1
            expected = ("broken", BO.name)
        else:
            longest, expected = time.monotonic() - began, ("done", "")
            proposals.refuse(data, ANNA)
        breaker.cancel()
        breaker.join()
        now = work.read(data)
        assert now is not None
        assert (now.state, now.broken_by) == expected, now.reason
        assert (papers.read(data), papers.folder(data).exists()) == (None, False)
        assert state(data) == before
    assert broken


def test_whoever_is_told_that_another_waits_takes_nothing_away(waiting: Path) -> None:
    with pytest.raises(ConflictError, match="väntar på ja eller nej"):
        proposals.make(waiting, Wanted(is_offline=True), BO)
    assert papers.read(waiting) is not None


def waits(data: Path, number: int) -> None:
    """A proposal of one more fetch, with a database of nothing: an answer takes files for what they are."""
    live, folder = data / storage.FILE_NAME, papers.folder(data)
    fetch = folder / "raw" / "boardings" / f"2026120{number}T080000.000000Z"
    fetch.mkdir(parents=True)
    (fetch / "p.csv").write_bytes(b"x" * number)
    files = {"p.csv": {"sha256": hashlib.sha256(b"x" * number).hexdigest(), "bytes": number}}
    (fetch / "manifest.json").write_text(json.dumps({"state": "good", "files": files}), encoding="utf-8")
    papers.database(data).write_bytes(shown_as(number))
    made = Proposal(
        datetime.now(UTC), ANNA.name, "file", ("boardings",), f"p{number}.csv", "0" * 63 + str(number),
        storage.fingerprint(live), "", (), (),
    )  # fmt: skip
    (work.room(data) / papers.FILE).write_text(papers.in_json(made), encoding="utf-8")


def shown_as(number: int) -> bytes:
    return b"figures " * (number + 1)


def stacked(data: Path, count: int) -> Path:
    """A data folder where so many readings in have got their yes, one after the other."""
    data.mkdir(parents=True)
    (data / storage.FILE_NAME).write_bytes(shown_as(0))
    for number in range(1, count + 1):
        waits(data, number)
        proposals.accept(data, ANNA)
    return data


def shown(data: Path) -> bytes:
    return (data / storage.FILE_NAME).read_bytes()


def states(data: Path) -> list[str]:
    """Of every fetch of boardings, the oldest first."""
    found = sorted((data / "raw" / "boardings").glob("*/manifest.json"))
    return [json.loads(path.read_bytes())["state"] for path in found]


def test_readings_in_are_taken_back_one_after_the_other(tmp_path: Path) -> None:
    data = stacked(tmp_path / "data", 3)
    assert [one.file for one in accepted.undoable(data)] == ["p3.csv", "p2.csv", "p1.csv"]
    for number in (3, 2, 1):
        assert proposals.undo(data, BO).file == f"p{number}.csv"
        assert shown(data) == shown_as(number - 1)
        assert states(data) == ["good"] * (number - 1) + ["held"] * (4 - number)
    with pytest.raises(EntryError, match="ingen inläsning att ångra"):
        proposals.undo(data, BO)
    undone = [line.undoes for line in journal.read(data) if line.undoes]
    assert undone == [1, 2, 3]
    assert not list((data / work.FOLDER / accepted.FOLDER).iterdir())


def test_a_reading_in_after_an_undo_is_the_next_to_be_taken_back(tmp_path: Path) -> None:
    data = stacked(tmp_path / "data", 2)
    proposals.undo(data, BO)
    waits(data, 3)
    proposals.accept(data, ANNA)
    assert [one.file for one in accepted.undoable(data)] == ["p3.csv", "p1.csv"]
    proposals.undo(data, BO)
    proposals.undo(data, BO)
    assert shown(data) == shown_as(0)


def test_the_oldest_of_more_than_five_is_let_go_with_what_it_kept(tmp_path: Path) -> None:
    data = stacked(tmp_path / "data", 7)
    assert [one.file for one in accepted.undoable(data)] == [f"p{number}.csv" for number in (7, 6, 5, 4, 3)]
    assert len(list((data / work.FOLDER / accepted.FOLDER).iterdir())) == accepted.MOST == 5


def test_what_other_figures_have_come_after_is_let_go_of(tmp_path: Path) -> None:
    data = stacked(tmp_path / "data", 2)
    (tmp_path / "night").write_bytes(b"of the night")
    (tmp_path / "night").replace(data / storage.FILE_NAME)
    assert accepted.undoable(data) == ()
    with pytest.raises(EntryError, match="Andra siffror har kommit sedan dess"):
        proposals.undo(data, BO)
    waits(data, 3)
    with pytest.MonkeyPatch.context() as patch:  # the night brought nothing new
        patch.setattr(Proposal, "is_stale", lambda *_: False)
        proposals.accept(data, ANNA)
    assert [one.file for one in accepted.undoable(data)] == ["p3.csv"]
    proposals.undo(data, BO)
    assert shown(data) == b"of the night"
    assert accepted.accepted(data) == ()


TIMETABLE = """
INSERT INTO mart.timetables BY NAME SELECT
  'ny' AS timetable_id, 'gtfs' AS source, DATE '2026-10-14' AS reference_day, 'raw' AS folder, true AS is_current
"""


def test_a_night_that_builds_the_same_anew_ends_no_undo(waiting: Path) -> None:
    proposals.accept(waiting, ANNA)
    build.build(waiting)
    assert [one.file for one in accepted.undoable(waiting)] == ["påstigande.csv"]
    proposals.undo(waiting, BO)
    assert counted(waiting / storage.FILE_NAME) == 0
    assert held.held(waiting)[0].is_taken_back
    build.build(waiting)
    assert counted(waiting / storage.FILE_NAME) == 0


def test_steps_before_a_night_and_after_it_are_taken_back_one_after_the_other(waiting: Path) -> None:
    proposals.accept(waiting, ANNA)
    build.build(waiting)
    file = filled(waiting.parent, year=2023, name="förra.csv")
    proposals.make(waiting, Wanted(file=file), ANNA)
    proposals.accept(waiting, ANNA, "Stämmer")
    build.build(waiting)
    assert [one.file for one in accepted.undoable(waiting)] == ["förra.csv", "påstigande.csv"]
    proposals.undo(waiting, BO)
    build.build(waiting)
    proposals.undo(waiting, BO)
    assert counted(waiting / storage.FILE_NAME) == 0
    assert accepted.accepted(waiting) == ()


@pytest.mark.parametrize(
    "changed",
    [
        "UPDATE mart.build SET data_version = 'annan'",
        "UPDATE mart.fetches SET sha256 = 'annan' WHERE module = 'boardings'",
        TIMETABLE,
    ],
)
def test_a_night_that_brought_other_figures_or_files_ends_the_undo(waiting: Path, tmp_path: Path, changed: str) -> None:
    proposals.accept(waiting, ANNA)
    shutil.copyfile(waiting / storage.FILE_NAME, tmp_path / "night")
    with storage.connect(tmp_path / "night") as db:
        db.execute(changed)
    (tmp_path / "night").replace(waiting / storage.FILE_NAME)
    assert accepted.undoable(waiting) == ()
    with pytest.raises(EntryError, match="Andra siffror har kommit sedan dess"):
        proposals.undo(waiting, BO)


def test_what_this_version_cannot_show_is_not_put_back_after_a_night(waiting: Path) -> None:
    proposals.accept(waiting, ANNA)
    kept = waiting / work.FOLDER / accepted.saved(waiting)[-1]["kept"] / storage.FILE_NAME
    with storage.connect(kept) as db:
        db.execute("DROP TABLE mart.fetches")
    assert accepted.undoable(waiting)
    build.build(waiting)
    assert accepted.undoable(waiting) == ()


def test_the_one_step_of_an_older_version_can_be_taken_back(tmp_path: Path) -> None:
    data = stacked(tmp_path / "data", 1)
    (step,) = accepted.saved(data)
    room = data / work.FOLDER
    (room / step["kept"]).rename(room / accepted.BEFORE)
    for name in ("kept", "follows"):
        del step[name]
    (room / accepted.FILE).write_text(json.dumps(step), encoding="utf-8")
    proposals.undo(data, BO)
    assert shown(data) == shown_as(0)
    assert not (room / accepted.BEFORE).exists()


def test_what_is_there_already_is_not_asked_about_and_leaves_the_undo_as_it_was(waiting: Path) -> None:
    proposals.accept(waiting, ANNA)
    before = state(waiting)
    file = filled(waiting.parent)
    again = proposals.make(waiting, Wanted(file=file), BO)
    assert again.is_the_same
    assert papers.read(waiting) == again
    assert proposals.make(waiting, Wanted(file=file), BO).is_the_same  # what waits so hinders nobody
    proposals.refuse(waiting, BO)
    assert state(waiting) == before
    assert [(line.act, line.who) for line in journal.read(waiting)] == [
        (Act.ALREADY_THERE, BO.name), (Act.READ_IN, ANNA.name),
    ]  # fmt: skip
    proposals.undo(waiting, BO)
    assert counted(waiting / storage.FILE_NAME) == 0


def test_every_answer_is_a_line_in_the_journal_and_an_undo_a_line_more(waiting: Path) -> None:
    proposals.accept(waiting, ANNA)
    proposals.undo(waiting, BO, "Fel fil")
    last, first = journal.read(waiting)
    assert (first.act, first.about, first.file, first.who) == (Act.READ_IN, "boardings", "påstigande.csv", ANNA.name)
    assert len(first.fingerprint) == 64
    assert (last.act, last.undoes, last.who, last.words) == (Act.READ_IN, first.id, BO.name, "Fel fil")


def test_a_reason_is_one_line_that_a_command_takes_or_is_refused_in_one(tmp_path: Path) -> None:
    assert papers.reason(" för\x00 att\n\u202ebron stängdes ") == "för att bron stängdes"
    assert papers.reason("x" * papers.LONGEST_REASON)
    for answer in (proposals.accept, proposals.refuse, proposals.undo):
        with pytest.raises(EntryError, match=r"^Skälet får ha högst 500 tecken\.$"):
            answer(tmp_path, ANNA, "x" * 140_000)
    assert list(tmp_path.iterdir()) == []


def test_nobody_but_the_office_answers_or_reads_in(waiting: Path, tmp_path: Path) -> None:
    before = state(waiting)
    for act in (
        lambda: proposals.accept(waiting, Person()),
        lambda: proposals.refuse(waiting, Person()),
        lambda: proposals.undo(waiting, Person()),
        lambda: proposals.make(waiting, Wanted(file=tmp_path / "x"), Person()),
        lambda: work.start(waiting, Person(), "läser in", ["proposal", "accept"]),
    ):
        with pytest.raises(AccessError, match="kräver rollen kansli"):
            act()
    assert state(waiting) == before
    assert papers.read(waiting) is not None
    assert journal.read(waiting) == []


# ───────────── Killed ─────────────


def moments(act: Callable[[Path], object], template: Path, into: Path, *, thorough: bool) -> Iterator[Path]:
    """A data folder for every moment that an act may be killed at; a sixth of them in an ordinary run."""
    for step, is_after in dies.moments(thorough=thorough, few=3):
        folder = into / f"{step}{'b' if is_after else 'a'}"
        folder.mkdir()
        data = copied(template, folder)
        settled(data)
        os.environ["MALKOLLEN_DATA"] = str(data)
        if not dies.at(step, partial(act, data), is_after=is_after):
            return
        yield data


def settled(data: Path) -> None:
    """A copied folder's newest step is of the copy's database."""
    if steps := accepted.saved(data):
        steps[-1]["now"] = storage.fingerprint(data / storage.FILE_NAME)
        (data / work.FOLDER / accepted.FILE).write_text(json.dumps(steps), encoding="utf-8")


@pytest.fixture(scope="module")
def light(read_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that waits, without the figures that nobody who answers reads, and with two databases of nothing.

    An answer takes files for what they are: these are copied hundreds of times.
    """
    data = copied(read_in, tmp_path_factory.mktemp("light"))
    for folder in (data, papers.folder(data)):
        for name in ("figures", "reference"):
            shutil.rmtree(folder / name)
    (data / storage.FILE_NAME).write_bytes(b"old")
    papers.database(data).write_bytes(b"newer")
    return data


def size(data: Path) -> int:
    return (data / storage.FILE_NAME).stat().st_size


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALKOLLEN_DATA", "")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="systemet har ingen fork")
@pytest.mark.usefixtures("environment")
def test_a_yes_that_is_killed_is_a_yes_or_nothing(light: Path, tmp_path: Path, thorough: bool) -> None:
    old, new = size(light), papers.database(light).stat().st_size
    assert old != new
    killed = went_on = 0
    for data in moments(lambda data: proposals.accept(data, BO), light, tmp_path, thorough=thorough):
        killed += 1
        assert size(data) in (old, new)
        decided, was_new = (work.room(data) / swap.PLAN).exists(), size(data) == new
        now = work.read(data)
        assert now is None or not now.is_running
        if decided:
            assert proposals.settle(data)
            went_on += 1
        is_new = size(data) == new
        assert is_new == (decided or was_new)
        fetch = RawStore(data).latest("boardings")
        assert (fetch is not None and fetch.state == "good" and fetch.damage() is None) == is_new
        assert (papers.read(data) is None) == is_new
        assert len(accepted.undoable(data)) == is_new
        assert len(journal.read(data)) == is_new
        if not is_new:  # and the yes can be said again
            proposals.accept(data, BO)
            assert size(data) == new
    assert killed >= (40 if thorough else 6)
    assert went_on >= (10 if thorough else 1)


@pytest.mark.thorough  # among those killed in tests/house/test_killed.py
@pytest.mark.skipif(not hasattr(os, "fork"), reason="systemet har ingen fork")
@pytest.mark.usefixtures("environment")
def test_an_undo_that_is_killed_is_undone_or_not(light: Path, tmp_path: Path, thorough: bool) -> None:
    old, new = size(light), papers.database(light).stat().st_size

    (tmp_path / "first").mkdir()
    template = copied(light, tmp_path / "first")
    os.environ["MALKOLLEN_DATA"] = str(template)
    proposals.accept(template, ANNA)
    killed = 0
    for data in moments(lambda data: proposals.undo(data, BO, "fel"), template, tmp_path, thorough=thorough):
        killed += 1
        assert size(data) in (old, new)
        was_old = size(data) == old
        decided = (work.room(data) / swap.PLAN).exists()
        proposals.settle(data)
        assert (size(data) == old) == (decided or was_old)
        fetch = RawStore(data).latest("boardings")
        assert fetch is not None
        assert fetch.state == ("held" if size(data) == old else "good")
        assert len(accepted.undoable(data)) == (size(data) != old)
        assert len(journal.read(data)) == 1 + (size(data) == old)
    assert killed >= (40 if thorough else 6)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="systemet har ingen fork")
@pytest.mark.usefixtures("environment")
def test_two_undos_that_are_killed_at_any_moment_end_where_two_undos_do(tmp_path: Path, thorough: bool) -> None:
    """Killed in the first, or between them or in the second: gone on with, all is as if nobody had been killed."""
    template, killed = stacked(tmp_path / "template", 3), 0

    def both(data: Path) -> None:
        proposals.undo(data, BO)
        proposals.undo(data, BO)

    for data in moments(both, template, tmp_path, thorough=thorough):
        killed += 1
        proposals.settle(data)
        steps = accepted.undoable(data)
        assert shown(data) == shown_as(len(steps))
        assert states(data) == ["good"] * len(steps) + ["held"] * (3 - len(steps))
        assert len(journal.read(data)) == 3 + 3 - len(steps)
        while len(accepted.undoable(data)) > 1:
            proposals.undo(data, BO)
        assert shown(data) == shown_as(1)
        assert len(list((data / work.FOLDER / accepted.FOLDER).iterdir())) == 1
    assert killed >= (60 if thorough else 8), killed


@pytest.mark.skipif(not hasattr(os, "fork"), reason="systemet har ingen fork")
@pytest.mark.usefixtures("environment")
@pytest.mark.thorough  # a yes and two undos that are killed
def test_a_second_yes_that_is_killed_can_be_taken_back_with_the_first(tmp_path: Path, thorough: bool) -> None:
    template, killed = stacked(tmp_path / "template", 1), 0
    waits(template, 2)
    for data in moments(lambda data: proposals.accept(data, BO), template, tmp_path, thorough=thorough):
        killed += 1
        proposals.settle(data)
        if papers.read(data):
            proposals.accept(data, BO)
        assert [one.file for one in accepted.undoable(data)] == ["p2.csv", "p1.csv"]
        assert len(list((data / work.FOLDER / accepted.FOLDER).iterdir())) == 2
        proposals.undo(data, BO)
        proposals.undo(data, BO)
        assert shown(data) == shown_as(0)
    assert killed >= (20 if thorough else 4), killed


@pytest.mark.thorough  # among those killed in tests/house/test_killed.py
@pytest.mark.skipif(not hasattr(os, "fork"), reason="systemet har ingen fork")
@pytest.mark.usefixtures("environment")
def test_a_no_that_is_killed_leaves_what_is_shown_and_can_be_said_again(
    light: Path, tmp_path: Path, thorough: bool
) -> None:
    old, killed = size(light), 0
    for data in moments(lambda data: proposals.refuse(data, BO, "fel år"), light, tmp_path, thorough=thorough):
        killed += 1
        assert size(data) == old
        assert RawStore(data).latest("boardings") is None
        if papers.read(data) is not None:
            proposals.refuse(data, BO, "fel år")
        assert papers.read(data) is None
        assert size(data) == old
    assert killed >= (10 if thorough else 1), killed


def test_the_steps_are_told_without_the_programs_own_names() -> None:
    heard: list[str] = []
    progress, say = (make(lambda what, _share: heard.append(what)) for make in (
        lambda step: told.progress(step, 0.0, 1.0), told.say,
    ))  # fmt: skip
    progress(2, 3, "läser in SCB: Folkmängd per kommun")
    progress(3, 3, "klart")
    again = told.progress(lambda what, _share: heard.append(what), 0.5, 0.5, again=told.AGAIN)
    again(1, 26, "kontroller")
    say("kolada: frågar Kolada …")
    say("12 MB av 30 MB")
    assert heard == [
        "steg 2 av 3, läser in SCB: Folkmängd per kommun",
        "jämför med det som visas",
        "en gång till, med det som ser misstänkt ut: kontroller",
        "frågar Kolada …",
        "12 MB av 30 MB",
    ]
    assert told.again(Wanted(names=["boardings"], is_offline=True)) == "en gång till, med det som hålls tillbaka"
    assert told.again(Wanted(names=["boardings"])) == told.AGAIN
    assert told.what(Wanted(names=["scb_population"])) == "hämtar SCB: Folkmängd per kommun"


def test_a_fetch_from_a_server_that_may_ask_nobody_says_so_and_leaves_a_line(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALKOLLEN_OFFLINE", "1")
    with pytest.raises(SourceError, match="nätet är avstängt"):
        proposals.make(data, Wanted(["trafa"]), ANNA)
    line = journal.read(data)[0]
    assert (line.act, line.about, line.who) == (Act.TRIED, "trafa", ANNA.name)
    assert "nätet är avstängt" in line.words
    now = work.read(data)
    assert now is not None
    assert (now.state, now.says_what_to_do) == ("failed", True), "to try again in a while helps nobody"
    assert now.reason.endswith("det kan bara den som sköter servern ändra")
