"""The hostile year once more, as nights of the whole program: ask everybody, build, swap; and what readers then see."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import duckdb
import pytest
from publisher import Publisher
from pxweb_server import MUNICIPAL, SEX, FakeScb, FakeTable
from test_hostile_year import HEALING, MONTHS, PUBLISHERS, TODO, World

from ingest import live, run
from ingest.fetching import download
from malkollen import ROOT
from malkollen.database import storage

YEARS = {str(year): str(year) for year in range(2000, 2026)}


def population(_folder: Path) -> Publisher:
    """Every year that is carried, so that the publisher's series takes its place."""
    dimensions = {
        "Region": {"00": "Riket", **MUNICIPAL}, "Kon": SEX, "ContentsCode": {"BE0101U2": "Folkmängd"}, "Tid": YEARS,
    }  # fmt: skip
    return FakeScb({"TAB628": FakeTable(dimensions, lambda codes: 290_000.0 if codes["Region"] == "00" else 1000.0)})


KOLADA, SCB, EMISSIONS = (
    next(each for each in PUBLISHERS if each.name == name) for name in ("kolada", "scb_population", "emissions")
)
ASKED = (KOLADA, replace(SCB, server=population), EMISSIONS)
CONTENT = """
    SELECT bit_xor(hash(area_id, year, name, value, status, source)), count(*) FROM (
      SELECT municipality_code AS area_id, year, measure AS name, value, status, source FROM mart.measures
      UNION ALL SELECT area_id, year, series, value, status, source FROM mart.published
    )
"""


@pytest.fixture
def worlds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[World]]:
    """Three publishers whose figures reach every page, and a data folder with what is carried."""
    for folder in ("figures", "reference"):
        copytree(ROOT / "data" / folder, tmp_path / folder)
    limits = "".join(f"[{name}.limits]\ncalls = 10000\n" for name in ("kolada", "scb", "emissions"))
    (tmp_path / "publishers.toml").write_text(limits, encoding="utf-8")  # nobody waits for a server of the test's own
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    monkeypatch.delenv(download.OFFLINE_VARIABLE, raising=False)
    monkeypatch.setattr(download, "FIRST_PAUSE", 0.0)
    live.asked_within.cache_clear()
    with Publisher() as other:
        worlds = []
        for each in ASKED:
            (tmp_path / "servers" / each.name).mkdir(parents=True)
            worlds.append(World(each, tmp_path / "servers" / each.name, other))
            worlds[-1].server.__enter__()
            monkeypatch.setenv(each.variable, worlds[-1].server.url)
        yield worlds
        for world in worlds:
            world.server.__exit__(None, None, None)
    live.asked_within.cache_clear()


def night(data: Path, *, accept: bool = False) -> tuple[tuple[int, int], list[str]]:
    """A night of the program: what the database holds after it, and what was told."""
    wanted = run.Wanted(names=[each.name for each in ASKED], accept=accept)
    _, faults = run.run(data, wanted, lambda _done, _total, _what: None, lambda _line: None)
    with duckdb.connect(str(data / storage.FILE_NAME), read_only=True) as db:
        row = db.execute(CONTENT).fetchone()
    assert row is not None
    return row, [fault.reason for fault in faults]


@pytest.mark.thorough  # each trouble in test_hostile_year.py, a build past one in test_live.py
def test_after_every_night_of_a_hostile_year_the_database_is_whole(tmp_path: Path, worlds: list[World]) -> None:
    """The last good figures stand, each trouble is one line that says what to do, and the night after nothing is."""
    good, told = night(tmp_path, accept=True)
    assert told == []
    assert good[1] > 90_000
    for number, (month, troubles) in enumerate(MONTHS):
        name, trouble = list(troubles.items())[number % len(troubles)]
        for world in worlds:
            world.trouble, world.times = trouble, 0
            world.at = world.hostile.asked[number % len(world.hostile.asked)]
        content, told = night(tmp_path)
        assert content == good, month
        met = sum(world.times > 0 for world in worlds)  # what is stored already, or the same, is not asked for
        assert (told == []) if name in HEALING else (len(told) >= met > 0), (month, told)
        assert all(len(line.splitlines()) == 1 and TODO.search(line) for line in told), (month, told)
        if number % 6 == 5:
            for world in worlds:
                world.trouble = None
            assert night(tmp_path) == (good, []), f"efter {month}"
