"""The drill: a server with everything on it is lost, and comes back in another place from one file, compared in all."""

import json
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import filled_in
import pytest
import tiny_feed
from checkout import Checkout, Said, laid_out
from filled_in import EIGHT

from ingest.fetching.raw import RawStore
from ingest.sources import boardings, gtfs
from malkollen import ROOT
from malkollen.backups.selection import ASIDE
from malkollen.database import storage
from malkollen.editions import snapshot
from malkollen.office import journal, judgements, priority_objects
from malkollen.office.judgements import Basis, Entry
from malkollen.registry import registry

pytestmark = pytest.mark.thorough  # a backup comes back as it was in test_backups.py; this is a server of months
GOALS = ("klimatomstallning", "tillganglighet")
JUNE, NOVEMBER = "2026-06-ledningsgruppen", "2026-11-ledningsgruppen"
QUESTIONS = [  # of every value and verdict there is a test of its own
    ["values", "K02", "--area", "all", "--format", "json"],
    ["sources", "--format", "json"],
    ["changes", "--all", "--format", "json"],
    ["changes", "--verdicts", "--format", "json"],
    ["edition", "list", "--format", "json"],
    ["edition", "verify"],
]  # fmt: skip


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A server after some months: changed figures and registry, three fetches, judgements, objects, two editions."""
    folder = tmp_path_factory.mktemp("old")
    data = filled_in.copy(ROOT / "data", folder / "data")
    server = laid_out(folder / "program", data)
    files = [filled_in.csv_file(folder / f"{name}.csv", boardings.TEMPLATE.columns, rows) for name, rows in _given()]
    feed = tiny_feed.zipped(tiny_feed.write(folder / "feed"), folder / "feed.zip")
    filled_in.taken(boardings, files[0], data)
    into = RawStore(data).begin("gtfs")
    gtfs.take(feed, into)
    RawStore(data).finish("gtfs", into)
    answers = server.run(
        ["ingest", "--offline"],
        ["edition", "create", JUNE, "--date", "2026-06-03", "--meeting", "Ledningsgruppen 4/2026"],
    )
    assert [one.code for one in answers] == [0, 0], answers
    _change_by_hand(server)
    for file in files[1:]:
        filled_in.taken(boardings, file, data)
    for label in ("delvis", "på väg", "inte på väg"):
        _judge(data, label, "klimatomstallning")
    rows = judgements.history(data / judgements.FILE_NAME, "klimatomstallning")
    judgements.withdraw(data / judgements.FILE_NAME, "klimatomstallning", "Prov", rows[0].id)
    answers = server.run(
        ["ingest", "--offline"],
        ["edition", "create", NOVEMBER, "--date", "2026-11-20", "--meeting", "Ledningsgruppen 7/2026"],
    )
    assert [one.code for one in answers] == [1, 0], answers
    (data / ".env").write_text("MALKOLLEN_NOBIL_KEY=hemlig\n", encoding="utf-8")
    RawStore(data).begin("boardings", resume=False)
    return server


def _given() -> Iterator[tuple[str, list[str]]]:
    """Three files: one that is good, one with a fault, one that looks wrong."""
    rows = [
        f"{name};{year};{70 + place} 000;Prov;" for year in (2019, 2024) for place, name in enumerate(EIGHT.values())
    ]
    yield "god", rows
    yield "felaktig", [*rows, "Stockholm;2024;70,5;P;"]
    yield "misstankt", rows[:8]  # half of them are gone


FIGURES = "transit_nearness.csv"
CHANGED = "0127,2023,population_near_transit_pct,94.9"
"""Botkyrka's nearness, of 93.7: the guard lets it by, and two verdicts hang on it."""


def _change_by_hand(server: Checkout) -> None:
    """What docs/kansli.md tells the office to change: a figure, a paragraph, the objects, the activities."""
    figures = server.data / "figures" / FIGURES
    lines = figures.read_text(encoding="utf-8").splitlines(keepends=True)
    (place,) = [number for number, line in enumerate(lines) if line.startswith(CHANGED.rpartition(",")[0])]
    lines[place] = f"{CHANGED}\n"
    figures.write_text("".join(lines), encoding="utf-8")
    text = server.registry.read_text(encoding="utf-8")
    assert 'short = "' in text
    server.registry.write_text(text.replace('short = "', 'short = "Vår: ', 1), encoding="utf-8")
    row = "Spårväg syd;byggs;2026-05-01;Länsplanen;2034;Beslut 2026-05-01;"
    head = ";".join(priority_objects.COLUMNS)
    (server.data / priority_objects.FILE_NAME).write_text(f"{head}\n{row}\n", encoding="utf-8")
    (server.data / "activities.toml").write_text(
        '[[activities]]\nwhat = "En cykelväg"\nwhen = "hösten 2025"\ngoal = "klimatomstallning"\nwho = "Huddinge"\n'
        'result = "3 km"\n',
        encoding="utf-8",
    )


def _judge(data: Path, label: str, goal: str) -> None:
    path = data / judgements.FILE_NAME
    rows = judgements.history(path, goal)
    entry = Entry(
        goal=goal, programme="sup_2040", basis=Basis("delvis", "abc", "def", "1.0"), label=label,
        reason="Prov av ett skäl.", who="Prov Person", meeting="Ledningsgruppen", day="2026-11-20",
    )  # fmt: skip
    judgements.save(path, entry, rows[0].id if rows else None)


@pytest.fixture(scope="module")
def backup(old: Checkout, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The backup, made while somebody reads and somebody else saves judgements of the other goal."""
    to = tmp_path_factory.mktemp("to")
    stop = threading.Event()

    def write() -> None:
        while not stop.wait(0.02):
            _judge(old.data, "delvis", "tillganglighet")

    def read() -> None:
        while not stop.wait(0.1):
            with storage.attach(old.data / storage.FILE_NAME) as db:
                db.execute("FROM mart.measures").fetchall()

    threads = [threading.Thread(target=work) for work in (write, read)]
    for thread in threads:
        thread.start()
    try:
        (line,) = old.run(["backup", str(to)])
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert line.code == 0, line
    assert "2 fastställda versioner" in line.out
    assert "4 hämtningar" in line.out
    assert "Nycklarna (.env) är inte med" in line.out
    (made,) = to.iterdir()
    return made


@pytest.fixture(scope="module")
def new(old: Checkout, backup: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Checkout, Said]:
    folder = tmp_path_factory.mktemp("new")
    server = laid_out(folder / "program", folder / "elsewhere")
    (said,) = server.run(["restore", str(backup)])
    assert said.code == 0, said
    return server, said


def test_every_answer_of_every_command_is_the_same(old: Checkout, new: tuple[Checkout, Said]) -> None:
    server, _ = new
    before, after = old.run(*QUESTIONS), server.run(*QUESTIONS)
    for question, one, other in zip(QUESTIONS, before, after, strict=True):
        assert one.code == 0, (question, one)
        assert one.out == other.out, question
    assert f"\n{CHANGED}\n" in (server.data / "figures" / FIGURES).read_text(encoding="utf-8")
    for question in (one for one in QUESTIONS if one[0] == "changes"):
        assert len(json.loads(before[QUESTIONS.index(question)].out)) > 0, question
    assert server.registry.read_bytes() == old.registry.read_bytes()


def test_every_value_and_verdict_is_the_same(old: Checkout, new: tuple[Checkout, Said]) -> None:
    server, _ = new
    taken = []
    for one in (old, server):
        with storage.attach(one.data / storage.FILE_NAME) as db:
            found = snapshot.take(db, registry.load(one.registry), date(2026, 11, 28))
            taken.append((found.values, found.labels, found.names))
    assert {key for key in taken[0][0] | taken[1][0] if taken[0][0].get(key) != taken[1][0].get(key)} == set()
    assert taken[0] == taken[1]
    assert len(taken[0][0]) > 3000


def test_every_judgement_and_its_undoing_is_back(old: Checkout, new: tuple[Checkout, Said]) -> None:
    server, _ = new
    before, after = (
        {goal: judgements.history(one.data / judgements.FILE_NAME, goal) for goal in GOALS} for one in (old, server)
    )
    assert before["klimatomstallning"] == after["klimatomstallning"]
    assert [row.label for row in after["klimatomstallning"]] == ["inte på väg", "inte på väg", "på väg", "delvis"]
    saved = after["tillganglighet"]
    assert saved == before["tillganglighet"][len(before["tillganglighet"]) - len(saved) :]  # those after came too late


def test_every_file_is_the_same_but_what_is_under_way_and_keys(old: Checkout, new: tuple[Checkout, Said]) -> None:
    server, _ = new
    before, after = (_contents(one.data) for one in (old, server))
    under_way = {name for name in before if name.startswith("raw/") and b'"fetching"' in before[name]}
    assert len(under_way) == 1
    assert before.keys() - after.keys() == under_way | {".env"}
    assert {name for name in after if after[name] != before[name]} <= {
        judgements.FILE_NAME, journal.FILE_NAME, storage.FILE_NAME
    }  # fmt: skip
    lines = [journal.read(one.data) for one in (old, server)]
    assert lines[0] == lines[1] != []
    states = sorted(fetch.state for fetch in RawStore(server.data).every("boardings"))
    assert states == ["good", "held", "refused"]


def _contents(data: Path) -> dict[str, bytes]:
    return {
        path.relative_to(data).as_posix(): path.read_bytes()
        for path in data.rglob("*")
        if path.is_file() and path.name != ".lock" and ".opened" not in path.parts and ASIDE not in str(path)
    }


def test_it_says_what_the_program_has_otherwise(new: tuple[Checkout, Said]) -> None:
    _, said = new
    assert f"figures/{FIGURES}: säkerhetskopians gäller; programmets egen" in said.err
    assert "indicators.toml: säkerhetskopians gäller nu" in said.err
    assert "nycklarna fanns inte i säkerhetskopian" in said.err
