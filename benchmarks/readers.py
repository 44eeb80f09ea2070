"""Readers by the dozen: answers a second, how long each waits, faults and memory, beside an empty Streamlit page.

Run from the checkout: uv run python benchmarks/readers.py [--quick | --readers N …] [--beside CHECKOUT]
"""

import argparse
import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import monotonic, perf_counter, sleep

from reader_session import Answers, reads

from ingest import build
from malkollen import ROOT
from malkollen.commands.start import _answers, free_port
from malkollen.database import storage

ADDRESS = "127.0.0.1"
SEED = 13
PATHS = (
    "",
    "mal",
    "indikator",
    "kommun",
    "pendling",
    "kollektivtrafik",
    "jamfor",
    "underlag",
    "kallor",
    "sa-bedomer-vi",
)
PAUSES = ((1.0, 5.0), (15.0, 30.0))
READERS = (10, 50, 150)
EMPTY_NAME = "tom sida"
EMPTY = "import streamlit as st\nst.title('Tom')\nst.selectbox('Val', list('abcdefgh'))\n"
ROW = "0126,2025,cars_battery_electric,"
VISITS, TOGETHER, ANSWERS_A_VISIT = (50, 300), 25, 4


Kind = tuple[str, int, Sequence[str] | None, Path]
"""A kind of server: its name, how many processes, the command where it is not ours, and the checkout."""


@dataclass(frozen=True)
class Served:
    """What the readers of a round read: its name, and the addresses and processes of its servers."""

    name: str
    origins: list[str]
    processes: list[int]


@contextmanager
def served(name: str, count: int, command: "Sequence[str] | None", checkout: Path, data: Path) -> Iterator[Served]:
    """Servers that are ready: of a checkout's dashboard, or by a command of one's own, each in its own process."""
    environment = {**os.environ, "MALKOLLEN_DATA": str(data), "PYTHONPATH": str(checkout)}
    with ExitStack() as stack:
        origins, processes = [], []
        for _ in range(count):
            port = free_port(ADDRESS, 8900)
            asked = command or [sys.executable, "-m", "malkollen", "start", "--address", ADDRESS]
            flag = "--server.port" if command else "--port"
            server = subprocess.Popen(
                [*asked, flag, str(port)], env=environment, cwd=checkout, stdout=subprocess.DEVNULL
            )
            stack.callback(server.wait)
            stack.callback(server.terminate)
            if not _answers(server, ADDRESS, port):
                sys.exit(f"{name}: the server did not start")
            origins.append(f"http://{ADDRESS}:{port}")
            processes.append(server.pid)
        yield Served(name, origins, processes)


async def crowd(
    served: Served, readers: int, pauses: tuple[float, float], seconds: float, swap: "Path | None", data: Path
) -> tuple[Answers, float]:
    """A room of readers for some seconds, a new database in the middle; what they met and the seconds it took.

    A reader keeps to one of the servers, as behind a proxy that knows readers by a cookie.
    """
    answers, started = Answers(), perf_counter()
    async with asyncio.TaskGroup() as group:
        for number in range(readers):
            random = Random(SEED + number)
            origin = served.origins[number % len(served.origins)]
            path = "" if served.name == EMPTY_NAME else PATHS[number % len(PATHS)]
            group.create_task(_comes(origin, path, answers, random, pauses, started + seconds))
        if swap:
            await asyncio.sleep(seconds / 2)
            swap_in(swap, data)
    return answers, perf_counter() - started


async def _comes(
    origin: str, path: str, answers: Answers, random: Random, pauses: tuple[float, float], until: float
) -> None:
    """A reader who does not come in the same second as all the others."""
    await asyncio.sleep(random.uniform(0, pauses[0]))
    await reads(origin, path, answers, random, pauses, until)


async def visits(origin: str, first: int, last: int, answers: Answers) -> None:
    """Visits of a few answers each, some at a time."""
    room = asyncio.Semaphore(TOGETHER)

    async def visit(number: int) -> None:
        async with room:
            path, forever = PATHS[number % len(PATHS)], perf_counter() + 3600
            await reads(origin, path, answers, Random(SEED + number), (0, 0.2), forever, ANSWERS_A_VISIT)

    async with asyncio.TaskGroup() as group:
        for number in range(first, last):
            group.create_task(visit(number))


async def looks_in(served: Served) -> None:
    """One reader opens every page, so that no server reads its figures for the first time before fifty."""
    paths = PATHS if served.name != EMPTY_NAME else ("",)
    for origin in served.origins:
        for path in paths:
            await reads(origin, path, Answers(), Random(SEED), (0, 0), perf_counter() + 3600, 1)


def swap_in(new: Path, data: Path) -> None:
    """Puts a database in another's place, as a build does when it is done."""
    beside = data / "swapped.duckdb"
    shutil.copyfile(new, beside)
    beside.replace(data / storage.FILE_NAME)


def memory(process: int) -> tuple[int, int]:
    """Resident and proportional memory of a process and its children, the largest of them, in MB."""
    sizes = [_memory(one) for one in [str(process), *_children(process)]]
    return max(sizes, key=lambda size: size[1])


def _memory(process: str) -> tuple[int, int]:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    found = {line.split()[0]: int(line.split()[1]) for line in lines[1:]}
    return found["Rss:"] // 1024, found["Pss:"] // 1024


def built(folder: Path) -> tuple[Path, Path]:
    """A data folder with its database, and another database with one figure changed."""
    data, other = folder / "data", folder / "other"
    for place in (data, other):
        for part in ("figures", "reference"):
            shutil.copytree(ROOT / "data" / part, place / part)
    path = other / "figures" / "vehicles.csv"
    before, found, after = path.read_text(encoding="utf-8").partition(f"\n{ROW}")
    count, rest = after.split("\n", 1)
    path.write_text(f"{before}{found}{int(float(count)) + 1000}\n{rest}", encoding="utf-8")
    build.build(data)
    build.build(other)
    shutil.copyfile(data / storage.FILE_NAME, data / "first.duckdb")
    return data, other / storage.FILE_NAME


def worked(served: Served) -> float:
    """The processors' time that its servers have taken so far, in seconds."""
    return sum(_worked(one) for process in served.processes for one in [str(process), *_children(process)])


def _worked(process: str) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _children(process: int) -> list[str]:
    return Path(f"/proc/{process}/task/{process}/children").read_text().split()


def line(served: Served, answers: Answers, seconds: float, work: float, base: float) -> str:
    """A row of the table: what the readers met."""
    times = [time for _, time in answers.seconds] or [0.0]
    slowest = quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    ratio = median(times) / base if base else 1
    faults = ", ".join(f"{count} {kind}" for kind, count in answers.faults.items()) or "0"
    held = "/".join(str(memory(one)[1]) for one in served.processes)
    return (
        f"{served.name:<22}{len(times) / seconds:8.1f}{median(times):8.2f}{slowest:8.2f}{ratio:8.1f} ×"
        f"{1000 * work / len(times):8.0f}{answers.letters / len(times) / 1000:8.0f}{held:>12}  {faults}"
    )


def rounds(quick: bool, only: Sequence[int]) -> list[tuple[int, tuple[float, float], float]]:
    """How many readers, their pauses and for how long.

    Args:
        only: these numbers of readers, at the short pauses.
    """
    if quick:
        return [(10, PAUSES[0], 10)]
    if only:
        return [(readers, PAUSES[0], 30) for readers in only]
    return [(readers, pauses, 30 if pauses is PAUSES[0] else 75) for pauses in PAUSES for readers in READERS]


def crowds(kinds: Sequence[Kind], data: Path, new: Path, asked: list[tuple[int, tuple[float, float], float]]) -> None:
    """Every kind of server under every load, by turns; each alone on the machine, and at rest when it begins."""
    for readers, pauses, seconds in asked:
        print(f"\n{readers} läsare, {pauses[0]:.0f}–{pauses[1]:.0f} s mellan valen, {seconds:.0f} s")
        print(f"{'':<22}{'svar/s':>8}{'p50 s':>8}{'p95 s':>8}{'p50':>10}{'CPU ms':>8}{'kB/svar':>8}{'PSS MB':>12}  fel")
        base = 0.0
        for kind in kinds:
            with served(*kind, data) as servers:
                asyncio.run(looks_in(servers))
                rests(servers)
                before, is_ours = worked(servers), servers.name != EMPTY_NAME
                answers, took = asyncio.run(crowd(servers, readers, pauses, seconds, new if is_ours else None, data))
                print(line(servers, answers, took, worked(servers) - before, base), flush=True)
            for told in answers.told:
                print(f"  {told}")
            base = base or median([time for _, time in answers.seconds] or [0.0])
            swap_in(data / "first.duckdb", data)


def rests(served: Served) -> None:
    """Waits until the servers have done what they do by themselves, a minute and a half at most."""
    end = monotonic() + 90
    while monotonic() < end:
        before = worked(served)
        sleep(3)
        if worked(served) - before < 0.2:
            return


def grows(kind: Served, few: int, many: int) -> None:
    """What a server holds after some visits and after many, and when all have left."""
    answers, started = Answers(), monotonic()
    asyncio.run(visits(kind.origins[0], 0, few, answers))
    after_few = memory(kind.processes[0])
    asyncio.run(visits(kind.origins[0], few, many, answers))
    after_many = memory(kind.processes[0])
    sleep(10)
    left = memory(kind.processes[0])
    print(
        f"{kind.name:<22} efter {few} besök {after_few[0]} MB RSS ({after_few[1]} PSS), efter {many} {after_many[0]} "
        f"({after_many[1]}), 10 s senare {left[0]} ({left[1]}): {after_many[0] / after_few[0]:.2f} ×; "
        f"{len(answers.seconds)} svar på {monotonic() - started:.0f} s, fel {answers.faults or 0}",
        flush=True,
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--quick", action="store_true", help="ten readers for ten seconds, and fewer visits")
    asked.add_argument("--beside", type=Path, metavar="CHECKOUT", help="another version, under the same load by turns")
    asked.add_argument("--readers", type=int, nargs="+", default=[], metavar="N", help="so many, at 1–5 s only")
    asked.add_argument("--memory", action="store_true", help="the visits only")
    chosen = asked.parse_args()
    versions = {"målkollen": ROOT} | ({"den andra": chosen.beside} if chosen.beside else {})
    few, many = (10, 40) if chosen.quick else VISITS
    with tempfile.TemporaryDirectory() as name:
        data, new = built(Path(name))
        (empty := Path(name) / "empty.py").write_text(EMPTY, encoding="utf-8")
        settings = {"server.address": ADDRESS, "server.headless": "true", "browser.gatherUsageStats": "false"}
        command = [sys.executable, "-m", "streamlit", "run", str(empty)]
        command += [part for name, value in settings.items() for part in (f"--{name}", value)]
        if not chosen.memory:
            kinds: list[Kind] = [(EMPTY_NAME, 1, command, ROOT)]
            for title, checkout in versions.items():
                kinds += [(f"{title}, {count} process{'er' * (count > 1)}", count, None, checkout) for count in (1, 2)]
            crowds(kinds, data, new, rounds(chosen.quick, chosen.readers))
        print()
        for title, checkout in versions.items():
            with served(title, 1, None, checkout, data) as kind:
                grows(kind, few, many)


if __name__ == "__main__":
    main()
