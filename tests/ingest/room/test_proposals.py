"""A file is read in beside what is shown; nothing that is shown changes before somebody says yes."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import filled_in
import pytest

from ingest.fetching.raw import RawStore
from ingest.room import proposals
from ingest.run import Wanted
from ingest.sources import boardings
from malkollen.database import changed, storage
from malkollen.errors import ConflictError, EntryError, SourceError
from malkollen.office import proposal as papers, work

ANNA, BO = "Anna Andersson", "Bo Berg"
FIGURES = {"0126": 40_000, "0127": 35_000, "0128": 4_000, "0136": 30_000, "0138": 15_000, "0140": 1_500,
           "0181": 30_000, "0192": 6_000}  # fmt: skip


def filled(folder: Path, *, factor: float = 1.0, year: int = 2024, name: str = "påstigande.csv") -> Path:
    rows = [f"{code};{year};{int(count * factor)};Påhittad;" for code, count in FIGURES.items()]
    return filled_in.csv_file(folder / name, boardings.TEMPLATE.columns, rows)


@pytest.fixture(scope="module")
def template(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder where boardings have been read in and accepted."""
    data = filled_in.copy(database.parent, tmp_path_factory.mktemp("room"))
    shutil.copyfile(database, data / storage.FILE_NAME)
    return data


@pytest.fixture
def data(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(template, folder, copy_function=shutil.copyfile)
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


def test_nothing_is_changed_until_somebody_says_yes_and_then_all_is(data: Path, tmp_path: Path) -> None:
    before = state(data)
    made = proposals.make(data, Wanted(file=filled(tmp_path)), ANNA)
    assert (made.kind, made.sources, made.file, made.suspicions) == ("file", ("boardings",), "påstigande.csv", ())
    assert state(data) == before
    with storage.reading(papers.database(data)) as db:
        assert [(one.kind, one.name, one.figures) for one in changed.by_measure(db)] == [("new", "boardings", 8)]
    proposals.accept(data, BO)
    assert counted(data / storage.FILE_NAME) == 8
    assert RawStore(data).latest("boardings").state == "good"  # type: ignore[union-attr]
    assert papers.read(data) is None
    assert not papers.folder(data).exists()


def test_a_no_leaves_everything_as_it_was(data: Path, tmp_path: Path) -> None:
    before = state(data)
    proposals.make(data, Wanted(file=filled(tmp_path)), ANNA)
    with pytest.raises(ConflictError, match="Anna Andersson har läst in något som väntar på ja eller nej"):
        proposals.make(data, Wanted(is_offline=True), BO)
    proposals.refuse(data, BO)
    assert state(data) == before
    with pytest.raises(EntryError, match="inget som väntar"):
        proposals.accept(data, BO)


def test_a_reading_in_is_taken_back_and_what_came_is_held(data: Path, tmp_path: Path) -> None:
    proposals.make(data, Wanted(file=filled(tmp_path)), ANNA)
    proposals.accept(data, ANNA)
    after = proposals.undo(data, BO, "Fel fil")
    assert after.file == "påstigande.csv"
    assert counted(data / storage.FILE_NAME) == 0
    held = RawStore(data).held("boardings")
    assert held is not None
    assert held.manifest()["reason"] == f"ångrad {datetime.now(UTC).astimezone():%Y-%m-%d} av Bo Berg: Fel fil"
    with pytest.raises(EntryError, match="ingen inläsning att ångra"):
        proposals.undo(data, BO)
    again = proposals.make(
        data, Wanted(names=["boardings"], is_offline=True), ANNA
    )  # and it can have its yes after all
    assert (again.kind, len(again.suspicions)) == ("held", 1)
    proposals.accept(data, ANNA, "Filen var rätt")
    assert counted(data / storage.FILE_NAME) == 8


def test_figures_that_look_wrong_are_shown_beside_the_old_and_want_a_reason(data: Path, tmp_path: Path) -> None:
    proposals.make(data, Wanted(file=filled(tmp_path)), ANNA)
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


def test_a_file_with_faults_is_refused_with_every_row_and_nothing_waits(data: Path, tmp_path: Path) -> None:
    before = state(data)
    path = filled_in.csv_file(tmp_path / "fel.csv", boardings.TEMPLATE.columns, ["0126;2024;många;Påhittad;"])
    with pytest.raises(SourceError, match=r"fel.csv rad 2: påstigande: 'många' är inte ett helt antal"):
        proposals.make(data, Wanted(file=path), ANNA)
    assert (state(data), papers.read(data)) == (before, None)
    now = work.read(data)
    assert now is not None
    assert (now.state, now.by, now.what) == ("failed", ANNA, "läser in fel.csv")
    assert "rad 2" in now.reason


def test_a_proposal_that_others_have_come_before_is_not_accepted(data: Path, tmp_path: Path) -> None:
    proposals.make(data, Wanted(file=filled(tmp_path)), ANNA)
    shutil.copyfile(data / storage.FILE_NAME, tmp_path / "another")
    (tmp_path / "another").replace(data / storage.FILE_NAME)
    with pytest.raises(ConflictError, match="har bytts sedan förslaget gjordes"):
        proposals.accept(data, ANNA)


def test_two_at_once_the_second_is_told_who_and_since_when(data: Path) -> None:
    with work.doing(data, "läser in x.csv", ANNA) as step:
        step("kontroller", 0.4)
        with pytest.raises(ConflictError, match=r"upptaget: Anna Andersson läser in x.csv sedan \d\d:\d\d \(40%\)"):
            proposals.make(data, Wanted(is_offline=True), BO)
        now = work.read(data)
        assert now is not None
        assert (now.step, now.share, now.is_running) == ("kontroller", 0.4, True)
