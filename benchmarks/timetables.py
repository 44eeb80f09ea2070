"""Departures per stop and municipality of a made national timetable: time and memory against others, in one run.

Run from the checkout: uv run --group peers python benchmarks/timetables.py [growth | places | areas]
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any, NamedTuple

import made_county
import made_timetable
import pyproj
import timetable_readers
from clock import seconds
from timetable_readers import READERS

from ingest.transit.areas import area_file, borders, small_areas
from ingest.transit.timetable import timetable
from malkollen.travel import network, reach
from malkollen.travel.settings import SETTINGS

ROUNDS = 3
SLOW = ("pandas", "gtfs_kit", "gtfs_kit, compute_stop_stats")  # once
SIZES = {"ett län": (6_000, 36_000), "ett storstadslän": (14_000, 100_000), "landet": (50_000, 300_000)}
MB = 1_000_000
SHORT = (timetable_readers.PLAIN, timetable_readers.ASKED, timetable_readers.OURS, timetable_readers.OURS_FOLDER)


class Taken(NamedTuple):
    """What a reader took: the medians of its processes, their largest peak, and what it found."""

    seconds: float
    cpu: float
    size: int
    counted: dict[str, int]


def taken(readers: Iterable[str], folder: Path) -> dict[str, Taken]:
    """Runs each reader in processes of its own, by turns, so that what else the machine does meets all alike."""
    answers: dict[str, list[dict[str, Any]]] = {what: [] for what in readers}
    for number in range(ROUNDS):
        for what, runs in answers.items():
            if number == 0 or what not in SLOW:
                command = [sys.executable, timetable_readers.__file__, what, str(folder)]
                runs.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    return {
        what: Taken(
            median(each["seconds"] for each in runs),
            median(each["cpu"] for each in runs),
            max(each["bytes"] for each in runs),
            runs[0]["found"],
        )
        for what, runs in answers.items()
    }


def written_feed(folder: Path, *arguments: str) -> Path:
    """A made feed, made by a process of its own."""
    command = [sys.executable, made_timetable.__file__, str(folder), *arguments]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def report(of: dict[str, Taken]) -> None:
    """A line a reader, against the plain read; says so where one counts otherwise than ours."""
    base, ours = of[timetable_readers.PLAIN], of[timetable_readers.OURS]
    for what, own in of.items():
        departures = f"{sum(own.counted.values()):>10,}".replace(",", " ") if own.counted else ""
        other = "  räknar annorlunda" if own.counted and own.counted != ours.counted else ""
        print(
            f"{what:<30} {own.seconds:7.2f} s {own.seconds / base.seconds:6.2f} ×   "
            f"processorer {own.cpu:6.2f} s {own.cpu / base.cpu:6.2f} ×   {own.size / MB:5.0f} MB {departures}{other}"
        )


def benchmark_readers(folder: Path) -> None:
    """Ours and others on the national feed, one weekday: departures per municipality."""
    feed = written_feed(folder / "feed", "--national")
    size = sum(path.stat().st_size for path in feed.iterdir())
    print(f"påhittad tidtabell för landet, {size / MB:.0f} MB text; avgångar en onsdag per hållplats och kommun")
    report(taken(READERS, feed))


def benchmark_growth(folder: Path) -> None:
    """How time grows from one county to the nation: ours, beside the plain read of each."""
    for name, (stops, trips) in SIZES.items():
        feed = written_feed(folder / "feed", "--national", "--size", f"{stops},{trips}")
        print(f"{name}: {stops} hållplatser, {trips} turer")
        report(taken(SHORT, feed))


def benchmark_places() -> None:
    """Every stop of the real national list to its municipality, and reading the borders that it takes."""
    if not made_county.STOPS.exists():
        print("hållplatser till kommuner: ../shared saknas")
        return
    stops = made_timetable.read_stops(made_county.STOPS)
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


def benchmark_areas(folder: Path) -> None:
    """All small areas of a county that have people, to one another, with each departure of the morning's window."""
    if not made_county.is_here():
        print("områden i ett län: ../shared saknas")
        return
    within = borders.simplified()
    written = timetable.write(made_county.feed(folder / "feed"), folder / "tidtabell", borders=within)
    file = made_county.small_areas(folder / "areas.parquet")
    areas = small_areas.of(area_file.read(file, file.name), within, "basområden", made_county.YEAR)
    day = network.load(folder / "tidtabell")
    all_of_them, one = reach.places(areas.x, areas.y), reach.places(areas.x[:1], areas.y[:1])
    people = areas.population[:, None]
    reach.within(day, one, all_of_them, people)  # compiles
    reach.travel(day, one, all_of_them)
    leaving = len(SETTINGS.departures())
    print(
        f"ett län: {written.stops} hållplatser, {len(day.departure)} förbindelser, "
        f"{len(areas)} områden, {leaving} avgångar"
    )
    once = timed("ett område till alla, alla avgångar", lambda: reach.travel(day, one, all_of_them))
    timed("invånare inom 30, 45, 60 minuter", lambda: reach.within(day, all_of_them, all_of_them, people), once)
    timed("median och 90:e percentil, alla till alla", lambda: reach.travel(day, all_of_them, all_of_them), once)
    print(f"mest minne: {timetable_readers.peak() / MB:.0f} MB")


def timed(what: str, run: Callable[[], object], once: float | None = None) -> float:
    started, busy = perf_counter(), process_time()
    run()
    took, cpu = perf_counter() - started, process_time() - busy
    ratio = f"{took / once:8.0f} × ett område" if once else ""
    print(f"{what:<42} {took:7.3f} s   processorer {cpu:7.3f} s {ratio}", flush=True)
    return took


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
        if asked.part in (None, "areas"):
            benchmark_areas(folder)


if __name__ == "__main__":
    main()
