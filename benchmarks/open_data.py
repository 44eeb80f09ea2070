"""What open data and the site of files cost: made and kept files against an empty answer, the site against its facts.

Run from the checkout: uv run python benchmarks/open_data.py
"""

import asyncio
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time
from urllib.request import Request, urlopen

import readers

from dashboard.content import facts as content
from dashboard.content.facts import Facts
from dashboard.site import pages, writing
from ingest import build
from malkollen import ROOT
from malkollen.database import storage

sys.path.insert(0, str(ROOT / "tests" / "made"))
from clock import seconds
from open_server import OpenServer, serving

DAY = date(2026, 11, 22)
AT_ONCE, ASKED = 50, 500
READERS, READING = 10, 30.0
FILES = ("/data/varden.csv", "/data/indikator/K02.json", "/bild/K02-karta.svg", "/data/", "/nytt.xml")


def benchmark_files(server: OpenServer) -> None:
    """Each file made, and asked for again, packed, by fifty at once."""
    empty = seconds(lambda: server.asked("/data/finns-inte"))
    print(f"ett tomt svar: {empty * 1000:.1f} ms")
    for path in FILES:
        started = perf_counter()
        answer = server.asked(path, Accept_Encoding="gzip")
        first = perf_counter() - started
        again = seconds(lambda path=path: server.asked(path, Accept_Encoding="gzip"))
        held = seconds(lambda path=path, tag=answer.headers["etag"]: server.asked(path, If_None_Match=tag))
        print(
            f"{path}: {len(answer.body) / 1000:.0f} kB packad; gjord {first / empty:.0f} ×, "
            f"ur minnet {again / empty:.1f} ×, "
            f"304 {held / empty:.1f} × ett tomt svar"
        )


def benchmark_crowd(server: OpenServer) -> None:
    """Fifty at once who ask for all values, five hundred times."""

    def timed(path: str) -> float:
        started = perf_counter()
        server.asked(path, Accept_Encoding="gzip")
        return perf_counter() - started

    for path in ("/data/finns-inte", "/data/varden.csv"):
        with ThreadPoolExecutor(AT_ONCE) as crowd:
            times = list(crowd.map(timed, [path] * ASKED))
        print(f"{AT_ONCE} på en gång, {path}: p50 {median(times):.3f} s, p95 {quantiles(times, n=20)[-1]:.3f} s")


def benchmark_beside_readers(data: Path) -> None:
    """Files asked for one after the other from a server whose pages are read meanwhile, against the pages' answers."""
    kind = ("målkollen", 1, None, ROOT)
    with readers.served(*kind, data) as server, ThreadPoolExecutor(1) as beside:
        asyncio.run(readers.looks_in(server))
        for path in FILES:  # made once; whoever asks first waits for that, as for a page's first reader
            _taken(server.origins[0] + path)
        until = perf_counter() + READING
        files = beside.submit(lambda: _files_until(server.origins[0], until))
        pages, _ = asyncio.run(readers.crowd(server, READERS, readers.PAUSES[0], READING, None, data))
        taken, drawn = files.result(), [taken for _, taken in pages.seconds]
    p50, p95 = median(taken) / median(drawn), quantiles(taken, n=20)[-1] / quantiles(drawn, n=20)[-1]
    print(
        f"medan {READERS} läser: {len(drawn)} svar av sidor, {len(taken)} filer; en fil tar {p50:.2f} × en sidas svar "
        f"(p50), {p95:.2f} × (p95); fel av sidor {pages.faults or 0}"
    )


def _files_until(origin: str, until: float) -> list[float]:
    taken = []
    while perf_counter() < until:
        taken += [_taken(origin + path) for path in FILES]
    return taken


def _taken(address: str) -> float:
    """The seconds that a whole file takes, packed; an error where it does not come."""
    started = perf_counter()
    with urlopen(Request(address, headers={"Accept-Encoding": "gzip"}), timeout=60) as answer:
        answer.read()
    return perf_counter() - started


def benchmark_site(facts: Facts, data: Path, folder: Path, loading: float) -> None:
    """The whole site, in seconds of work, against reading the facts; and its size packed."""
    started = process_time()
    published = writing.publish(facts, pages.every(facts), (), folder / "site", data)
    worked = process_time() - started
    packed = Path(shutil.make_archive(str(folder / "site"), "zip", folder / "site")).stat().st_size
    print(
        f"publish: {published.pages} sidor, {published.files} filer, {published.size / 1e6:.0f} MB "
        f"({packed / 1e6:.0f} MB som zip), {worked:.1f} s arbete, "
        f"{worked / loading:.1f} × att läsa siffrorna ({loading:.1f} s)"
    )


def main() -> None:
    """On the carried figures, in a folder of its own."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        data = folder / "data"
        for name in ("figures", "reference"):
            shutil.copytree(ROOT / "data" / name, data / name)
        build.build(data)
        started = process_time()
        facts = content.load(data / storage.FILE_NAME, DAY)
        loading = process_time() - started
        with serving(lambda _edition: facts) as server:
            benchmark_files(server)
            benchmark_crowd(server)
        benchmark_beside_readers(data)
        benchmark_site(facts, data, folder, loading)


if __name__ == "__main__":
    main()
