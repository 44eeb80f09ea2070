"""A file is read in beside what is shown; nothing that is shown changes before somebody says yes."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import dies
import filled_in
import pytest

from ingest.fetching.raw import RawStore
from ingest.room import proposals, swap, told
from ingest.run import Wanted
from ingest.sources import boardings
from malkollen.database import changed, storage
from malkollen.errors import AccessError, ConflictError, EntryError, SourceError
from malkollen.office import journal
from malkollen.office.access import COMMAND_LINE, Person
from malkollen.office.journal import Act
from malkollen.office.room import held, proposal as papers, work

ANNA, BO = (replace(COMMAND_LINE, name=name) for name in ("Anna Andersson", "Bo Berg"))
FIGURES = {"0126": 40_000, "0127": 35_000, "0128": 4_000, "0136": 30_000, "0138": 15_000, "0140": 1_500,
           "0181": 30_000, "0192": 6_000}  # fmt: skip


def filled(folder: Path, *, factor: float = 1.0, year: int = 2024, name: str = "påstigande.csv") -> Path:
    rows = [f"{code};{year};{int(count * factor)};Påhittad;" for code, count in FIGURES.items()]
    return filled_in.csv_file(folder / name, boardings.TEMPLATE.columns, rows)


@pytest.fixture(scope="module")
def empty(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the committed figures alone."""
    data = filled_in.copy(database.parent, tmp_path_factory.mktemp("room"))
    shutil.copyfile(database, data / storage.FILE_NAME)
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
    back = RawStore(waiting).held("boardings")
    assert back is not None
    today = f"{datetime.now(UTC).astimezone():%Y-%m-%d}"
    assert back.manifest()["reason"] == f"påstigande.csv är ångrad {today} av Bo Berg: Fel fil"
    with pytest.raises(EntryError, match="ingen inläsning att ångra"):
        proposals.undo(waiting, BO)


def test_figures_that_look_wrong_are_shown_beside_the_old_and_want_a_reason(waiting: Path, tmp_path: Path) -> None:
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
    proposals.undo(data, BO, "Fel fil.")  # and what looked wrong is still to be read
    (back,) = held.held(data)
    assert back.reason.endswith("av Bo Berg: Fel fil.")
    assert back.suspicions == made.suspicions


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
    """A data folder for every moment that an act may be killed at; half of them in an ordinary run."""
    for step, is_after in dies.moments(thorough=thorough):
        folder = into / f"{step}{'b' if is_after else 'a'}"
        folder.mkdir()
        data = copied(template, folder)
        if (accepted := data / work.FOLDER / papers.ACCEPTED).exists():
            about = json.loads(accepted.read_bytes()) | {"now": storage.fingerprint(data / storage.FILE_NAME)}
            accepted.write_text(json.dumps(about), encoding="utf-8")
        os.environ["MALKOLLEN_DATA"] = str(data)
        if not dies.at(step, partial(act, data), is_after=is_after):
            return
        yield data


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
        decided, was_new = swap.is_under_way(data), size(data) == new
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
        assert (papers.accepted(data) is not None) == is_new
        assert len(journal.read(data)) == is_new
        if not is_new:  # and the yes can be said again
            proposals.accept(data, BO)
            assert size(data) == new
    assert killed >= (40 if thorough else 20)
    assert went_on >= (10 if thorough else 5)


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
        decided = swap.is_under_way(data)
        proposals.settle(data)
        assert (size(data) == old) == (decided or was_old)
        fetch = RawStore(data).latest("boardings")
        assert fetch is not None
        assert fetch.state == ("held" if size(data) == old else "good")
        assert (papers.accepted(data) is None) == (size(data) == old)
        assert len(journal.read(data)) == 1 + (size(data) == old)
    assert killed >= (40 if thorough else 20)


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
    assert killed >= (10 if thorough else 5), killed


def test_the_steps_are_told_without_the_programs_own_names() -> None:
    heard: list[str] = []
    progress, say = (make(lambda what, _share: heard.append(what)) for make in (
        lambda step: told.progress(step, 0.0, 1.0), told.say,
    ))  # fmt: skip
    progress(2, 3, "läser SCB: Folkmängd per kommun")
    progress(3, 3, "klart")
    say("kolada: frågar Kolada …")
    say("12 MB av 30 MB")
    assert heard == ["läser SCB: Folkmängd per kommun", "jämför med det som visas", "frågar Kolada …", "12 MB av 30 MB"]
    assert told.what(Wanted(names=["scb_population"])) == "hämtar SCB: Folkmängd per kommun"
