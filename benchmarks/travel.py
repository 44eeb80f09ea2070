"""How long searching for travel times takes, against baselines timed in the same run.

Run from the checkout: uv run --group peers python benchmarks/travel.py

The timetable is made, over the real stops of Stockholm county where ../shared is, else over made stops.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import NamedTuple

import made_county
import made_timetable
import numpy as np

from ingest.transit.timetable import timetable
from malkollen.travel import network, reach, scan
from malkollen.travel.network import Network
from malkollen.travel.settings import HOUR, SETTINGS

ROUNDS = 15
ORIGINS = 200
AREAS = 6_000
HALF_PAST_SEVEN = 7 * HOUR + 1800
DAY_MINUTES = 30 * 60

COMPILING = """
import json, sys, time
import numpy as np
started = time.process_time()
from malkollen.travel import network, reach
imported = time.process_time() - started
net = network.build(network.Connections([25200], [25800], [0], [1], [0]), [0.0, 9000.0], [0.0, 0.0])
started, busy = time.perf_counter(), time.process_time()
here = reach.places([0.0], [0.0])
reach.travel(net, here, here)
reach.within(net, here, here, np.ones((1, 1)))
json.dump([imported, time.perf_counter() - started, time.process_time() - busy], sys.stdout)
"""


class Taken(NamedTuple):
    """Seconds by the clock, and of the processors; the clock also counts what else the machine does."""

    clock: float
    cpu: float


def taken(run: Callable[[], object]) -> Taken:
    started, busy = perf_counter(), process_time()
    run()
    return Taken(perf_counter() - started, process_time() - busy)


def seconds(run: Callable[[int], object]) -> Taken:
    """The medians over origins, after one that warms up."""
    run(0)
    times = [taken(lambda origin=origin: run(origin)) for origin in range(1, ROUNDS + 1)]  # type: ignore[misc]
    return Taken(median(each.clock for each in times), median(each.cpu for each in times))


def report(what: str, own: Taken, baseline: str, base: Taken) -> None:
    print(
        f"{what:<52} {own.clock * 1000:10.2f} ms, processorer {own.cpu * 1000:10.2f} ms {own.cpu / base.cpu:8.2f} ×   "
        f"{baseline} ({base.clock * 1000:.2f} ms, processorer {base.cpu * 1000:.2f} ms)",
        flush=True,
    )


def benchmark_one_to_all(net: Network, rng: np.random.Generator) -> None:
    """From one place to every stop, against one plain pass over the same connections with numpy."""
    chosen = rng.choice(len(net.x), ORIGINS, replace=False)
    origins = reach.places(net.x[chosen], net.y[chosen])
    columns = (net.departure, net.arrival, net.from_stop, net.to_stop, net.trip)

    def plain(low: int, high: int) -> Taken:
        return seconds(lambda _: [column[low:high].max() for column in columns])

    def search(leaving: np.ndarray, minutes: float) -> scan.Search:
        return scan.prepare(net, origins, origins, leaving, SETTINGS.until(minutes))

    one = np.array([HALF_PAST_SEVEN], dtype=np.int32)
    for what, asked in {
        "en till alla, hela dagen från 05": search(np.array([5 * HOUR], dtype=np.int32), DAY_MINUTES),
        "en till alla, 07.30, 45 minuter": search(one, 45),
        "en till alla, 07.30, 120 minuter": search(one, 120),
    }.items():
        base = plain(asked.low, asked.high)
        own = seconds(lambda origin, asked=asked: scan.labels(asked, origin))  # type: ignore[misc]
        report(f"{what} ({asked.high - asked.low} förbindelser)", own, "läsa samma förbindelser", base)
    window, first = search(SETTINGS.departures(), 120), search(SETTINGS.departures()[:1], 120)
    alone = seconds(lambda origin: scan.labels(first, origin))
    together = seconds(lambda origin: scan.labels(window, origin))
    report("en till alla, fönstrets 24 avgångar i en sökning", together, "en avgång", alone)


def benchmark_county(net: Network, rng: np.random.Generator) -> None:
    """All small areas of a county to one another and to nine centres, 24 departures; made areas near stops."""
    chosen = rng.choice(len(net.x), AREAS)
    areas = reach.places(net.x[chosen] + rng.normal(0, 300, AREAS), net.y[chosen] + rng.normal(0, 300, AREAS))
    centres = reach.places(areas.x[:9], areas.y[:9])
    weights = np.ones((AREAS, 2))

    def within(origins: reach.Places) -> object:
        return reach.within(net, origins, areas, weights)

    def to_centres(origins: reach.Places) -> object:
        return reach.travel(net, origins, centres)

    for what, run in {"nås inom 30, 45, 60 minuter": within, "till nio centrum": to_centres}.items():
        run(centres)
        one = taken(lambda run=run: run(reach.places(areas.x[:1], areas.y[:1])))  # type: ignore[misc]
        report(f"{AREAS} områden × 24 avgångar, {what}", taken(lambda run=run: run(areas)), "ett område", one)  # type: ignore[misc]


def benchmark_cafein(feed: Path, net: Network, folder: Path, rng: np.random.Generator) -> None:
    """The same question without walks, by ours and by cafein."""
    try:
        import cafein
    except ImportError:
        print("cafein finns inte; uv sync --group peers")
        return
    theirs = cafein.TransportNetwork.from_gtfs(str(feed), trip_distances=False)
    day = timetable.load(folder).reference_day
    ids = network.read(folder / "stops.parquet", ["stop_id"])["stop_id"].tolist()
    chosen = rng.choice(len(net.x), ORIGINS, replace=False).tolist()
    stops = len(net.x)
    alone = np.minimum(np.arange(stops + 2), stops).astype(np.int32)
    bare = net._replace(changes=network.Near(alone, np.arange(stops, dtype=np.int32), np.zeros(stops, np.int32)))
    points = reach.places(net.x[chosen], net.y[chosen])
    asked = scan.prepare(bare, points, points, np.array([HALF_PAST_SEVEN], dtype=np.int32), SETTINGS.until(DAY_MINUTES))
    asked = asked._replace(interchange=0)
    base = seconds(lambda i: theirs.travel_times_from_stop(ids[chosen[i]], f"{day} 07:30", max_rides=50))
    report("en till alla, 07.30, dagen ut, inga gångvägar", seconds(lambda i: scan.labels(asked, i)), "cafein", base)


def benchmark_compiling(folder: Path) -> None:
    """The first search of a process: compiled anew, and with what an earlier one has kept."""
    env = {**os.environ, "NUMBA_CACHE_DIR": str(folder / "numba")}
    command = [sys.executable, "-c", COMPILING]
    runs = [subprocess.run(command, check=True, env=env, capture_output=True, text=True).stdout for _ in range(2)]
    (_, *cold), (imported, *kept) = (json.loads(text) for text in runs)
    report("första sökningen, kompilerad sedan tidigare", Taken(*kept), "kompilerad på nytt", Taken(*cold))
    print(f"inläsning av numba och sökningen: {imported:.2f} s processor")


def main() -> None:
    rng = np.random.default_rng(0)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if made_county.is_here():
            feed = made_county.feed(folder / "feed")
        else:
            feed = made_timetable.national(folder / "feed", stops=6_000, trips=75_000)
        timetable.write(feed, folder / "tidtabell")
        started = perf_counter()
        net = network.load(folder / "tidtabell")
        took = perf_counter() - started
        print(
            f"påhittad tidtabell: {len(net.x)} hållplatser, {len(net.departure)} förbindelser, "
            f"{len(net.trip_row)} turer, {len(net.changes.stop)} gångvägar; läst på {took:.2f} s"
        )
        benchmark_one_to_all(net, rng)
        benchmark_county(net, rng)
        benchmark_compiling(folder)
        benchmark_cafein(feed, net, folder / "tidtabell", rng)


if __name__ == "__main__":
    main()
