"""The server opens its pages by itself, after a swap too, without a word, and is stopped while it does."""

import asyncio
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from malkollen.database import storage

RUNS = """
import asyncio, os, sys
from pathlib import Path
from dashboard import kept, warm
from dashboard.server import app
from malkollen.database import storage

warm.RESTS, warm.LOOKS, warm.PATHS = 0, 0.1, ("",)
every = warm.pages
warm.pages = lambda: list(every())[:1]

def drawn():
    return len(kept.STORE._by_key)

async def grows(count):
    async with asyncio.timeout(100):
        while drawn() < count:
            await asyncio.sleep(0.1)

async def main():
    asked, said = asyncio.Queue(), asyncio.Queue()
    await asked.put({"type": "lifespan.startup"})
    task = asyncio.create_task(app({"type": "lifespan", "asgi": {"version": "3.0"}}, asked.get, said.put))
    print((await said.get())["type"])
    await grows(2)
    print("warm")
    path = storage.database()
    beside = path.with_name("beside.duckdb")
    beside.write_bytes(path.read_bytes())
    beside.replace(path)
    await grows(3)  # the bars are of figures alone, which are the same
    print("warm again")
    beside.write_bytes(path.read_bytes())
    beside.replace(path)
    await asyncio.sleep(0.3)
    await asked.put({"type": "lifespan.shutdown"})
    await task
    print((await said.get())["type"])

asyncio.run(main())
"""


@pytest.mark.thorough  # a server of its own; what it goes by below
def test_the_pages_are_warm_at_start_and_after_a_swap(database: Path, tmp_path: Path) -> None:
    shutil.copyfile(database, tmp_path / storage.FILE_NAME)
    environment = {**os.environ, "MALKOLLEN_DATA": str(tmp_path), "MALKOLLEN_WARM": "1"}
    done = subprocess.run(
        [sys.executable, "-c", RUNS], env=environment, capture_output=True, text=True, timeout=200, check=False
    )
    expected = ["lifespan.startup.complete", "warm", "warm again", "lifespan.shutdown.complete"]
    assert done.stdout.splitlines() == expected, done.stderr
    told = [word for word in ("ScriptRunContext", "Traceback", "terminate", "never retrieved") if word in done.stderr]
    assert (done.returncode, told) == (0, []), done.stderr


def test_what_holds_now_is_another_after_a_swap(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dashboard import warm

    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    assert list(warm.pages()) == []
    shutil.copyfile(database, tmp_path / storage.FILE_NAME)
    before = warm.version()
    assert warm.version() == before
    shutil.copyfile(database, tmp_path / "beside.duckdb")
    (tmp_path / "beside.duckdb").replace(tmp_path / storage.FILE_NAME)
    assert warm.version() != before
    assert ("indikator", "indikator=electric_car_share") in list(warm.pages())


def test_a_server_that_shall_not_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from dashboard import warm

    monkeypatch.setenv("MALKOLLEN_WARM", "0")

    async def tasks() -> int:
        async with warm.warming(None):
            return len(asyncio.all_tasks())

    with ThreadPoolExecutor(1) as pool:  # a thread without a loop: a browser that is driven here has one
        assert pool.submit(asyncio.run, tasks()).result() == 1
