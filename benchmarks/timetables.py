"""Departures per stop and municipality of a made national timetable: time and memory against others, in one run.

Run from the checkout: uv run --group peers python benchmarks/timetables.py [growth | places | areas]
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import made_timetable
import pyproj
import timetable_readers
from timetable_readers import READERS

from ingest.transit import borders
from malkollen import ROOT

ROUNDS = 3
SLOW = ("gtfs_kit, compute_stop_stats",)  # once
STOPS_OF_SWEDEN = ROOT.parent / "shared" / "gtfs" / "stop_list" / "stops.txt"
SIZES = {"ett län": (6_000, 36_000), "ett storstadslän": (14_000, 100_000), "landet": (50_000, 300_000)}
MB = 1_000_000


def in_its_own(what: str, folder: Path, rounds: int = ROUNDS) -> tuple[float, int, dict[str, int]]:
    """Median seconds, largest peak and the answer, of `rounds` processes after one that warms the file cache."""
    answers = []
    for _ in range(1 if what in SLOW else rounds + 1):
        command = [sys.executable, timetable_readers.__file__, what, str(folder)]
        answers.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    counted = answers[-rounds:]
    return median(a["seconds"] for a in counted), max(a["bytes"] for a in counted), answers[0]["found"]


def made(folder: Path, *arguments: str) -> Path:
    """A made feed, made by a process of its own."""
    command = [sys.executable, str(Path(__file__).with_name("made_timetable.py")), str(folder), *arguments]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def line(what: str, own: float, size: int, base: float, found: dict[str, int]) -> None:
    counted = f"{sum(found.values()):>10,}".replace(",", " ") if found else ""
    print(f"{what:<34} {own:7.2f} s  {own / base:6.2f} ×  {size / MB:6.0f} MB  {counted}", flush=True)


def benchmark_readers(folder: Path) -> None:
    """Ours and others on the national feed. All that count must count the same in each municipality."""
    feed = made(folder / "landet", "--national")
    base, size, _ = in_its_own(timetable_readers.PLAIN, feed)
    line(timetable_readers.PLAIN, base, size, base, {})
    ours: dict[str, int] = {}
    for what in READERS:
        if what != timetable_readers.PLAIN:
            took, size, found = in_its_own(what, feed)
            line(what, took, size, base, found)
            ours = ours or found
            if found != ours:
                print(f"  räknar annorlunda: {sum(found.values())} mot {sum(ours.values())}")


def benchmark_growth(folder: Path) -> None:
    """How time grows from one county to the nation: ours, beside the plain read of each."""
    for name, (stops, trips) in SIZES.items():
        feed = made(folder / name, "--national", "--size", f"{stops},{trips}")
        base, size, _ = in_its_own(timetable_readers.PLAIN, feed)
        line(f"{name}: {timetable_readers.PLAIN}", base, size, base, {})
        for what in (timetable_readers.OURS, timetable_readers.OURS_FOLDER):
            took, size, found = in_its_own(what, feed)
            line(f"{name}: {what}", took, size, base, found)


def seconds(run: Callable[[], object]) -> float:
    """The median of some rounds, after one that warms up."""
    run()
    times = []
    for _ in range(ROUNDS):
        started = perf_counter()
        run()
        times.append(perf_counter() - started)
    return median(times)


def benchmark_places() -> None:
    """Every stop of the real national list to its municipality, and reading the borders that it takes."""
    if not STOPS_OF_SWEDEN.exists():
        print("hållplatser till kommuner: ../shared saknas")
        return
    stops = made_timetable.read_stops(STOPS_OF_SWEDEN)
    to_metres = pyproj.Transformer.from_crs(4326, borders.CRS, always_xy=True)
    within = borders.simplified()
    codes, is_nearest = within.municipalities(*to_metres.transform(stops.longitude, stops.latitude))
    reading = seconds(borders.simplified)
    asking = seconds(lambda: within.municipalities(*to_metres.transform(stops.longitude, stops.latitude)))
    outside = sum(code is None for code in codes)
    print(
        f"{len(codes)} verkliga hållplatser till kommuner: {asking:.2f} s, gränserna lästa på {reading:.2f} s; "
        f"{is_nearest.sum()} till närmaste, {outside} utanför"
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("part", nargs="?", choices=["readers", "growth", "places", "areas"])
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if asked.part in (None, "readers"):
            benchmark_readers(folder)
        if asked.part in (None, "growth"):
            benchmark_growth(folder)
        if asked.part in (None, "places"):
            benchmark_places()


if __name__ == "__main__":
    main()
