"""Departures of one day per municipality out of a GTFS folder, by ours and by others; `timetables.py` runs them.

A reader is made by a function that imports what it needs, so that a process holds one tool only. The others
count what the made feed lets them count simply: a call where one may board. All give stops to municipalities alike.
"""

import json
import resource
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from time import perf_counter, process_time

DAY = "20261118"  # a Wednesday that no exception of the made feed touches
WEEKDAY = "wednesday"
PLAIN = "DuckDB läser filerna som text"
ASKED = "DuckDB, frågan rakt på filerna"
OURS = "vår"
OURS_FOLDER = "vår, hela mappen skriven"

SUM = """
SELECT municipality_code, sum(departures)::BIGINT FROM departures JOIN numbers ON departures.stop = numbers.row
JOIN located_stops ON located_stops.stop = numbers.stop WHERE municipality_code IS NOT NULL GROUP BY 1 ORDER BY 1"""

Found = dict[str, int]
Reader = Callable[[Path], Found]


def day() -> date:
    return datetime.strptime(DAY, "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone


def by_municipality(latitude: Iterable[float], longitude: Iterable[float], departures: Iterable[int]) -> Found:
    import numpy as np
    import pyproj

    from ingest.transit.areas import borders

    to_metres = pyproj.Transformer.from_crs(4326, borders.CRS, always_xy=True)
    east, north = (np.asarray(each, dtype=float) for each in (longitude, latitude))
    codes, _ = borders.simplified().municipalities(*to_metres.transform(east, north))
    known = np.array([code is not None for code in codes])
    names, number = np.unique(codes[known].astype(str), return_inverse=True)
    sums = np.bincount(number, np.asarray(departures, dtype=float)[known])
    return dict(zip(names.tolist(), sums.astype(int).tolist(), strict=True))


def plain() -> Reader:
    import duckdb

    def read(folder: Path) -> Found:
        with duckdb.connect() as db:
            for path in sorted(folder.glob("*.txt")):
                db.execute(f"SELECT count(COLUMNS(*)) FROM read_csv('{path}', all_varchar = true)").fetchall()
        return {}

    return read


def asked() -> Reader:
    """The question put to the files as they are: nothing checked, no times, every call where one may board."""
    import duckdb

    import ingest.transit.areas.borders  # noqa: F401 - loaded before the time is taken

    def read(folder: Path) -> Found:
        with duckdb.connect() as db:
            for name in ("stop_times", "trips", "calendar", "stops"):
                db.execute(f"CREATE VIEW {name} AS FROM read_csv('{folder / name}.txt', all_varchar = true)")
            columns = db.execute(
                "SELECT stop_lat::DOUBLE AS latitude, stop_lon::DOUBLE AS longitude, departures FROM stops JOIN ("
                "SELECT stop_id, count(*) AS departures FROM stop_times SEMI JOIN (SELECT trip_id FROM trips "
                f"SEMI JOIN (FROM calendar WHERE {WEEKDAY} = '1') USING (service_id)) USING (trip_id) "
                "WHERE pickup_type <> '1' GROUP BY stop_id) USING (stop_id)"
            ).fetchnumpy()
        return by_municipality(columns["latitude"], columns["longitude"], columns["departures"])

    return read


def ours() -> Reader:
    from ingest.transit.areas import borders
    from ingest.transit.timetable import calls, departures, feed, stops

    def read(folder: Path) -> Found:
        with feed.opened(folder) as opened:
            calls.load(opened, day())
            stops.load(opened, borders.simplified())
            departures.load(opened)
            rows = opened.db.execute(SUM).fetchall()
        return dict(rows)

    return read


def ours_whole() -> Reader:
    """What an ingest does of a timetable: choose the day, and write stops, departures, connections and trips."""
    import duckdb

    from ingest.transit.areas import borders
    from ingest.transit.timetable import timetable

    def read(folder: Path) -> Found:
        with tempfile.TemporaryDirectory() as beside, duckdb.connect() as db:
            out = Path(beside) / "tidtabell"
            timetable.write(folder, out, day(), borders.simplified())
            rows = db.execute(
                "SELECT municipality_code, sum(departures)::BIGINT "
                "FROM read_parquet(?) JOIN read_parquet(?) USING (stop) "
                "WHERE municipality_code IS NOT NULL GROUP BY 1 ORDER BY 1",
                [str(out / "departures.parquet"), str(out / "stops.parquet")],
            ).fetchall()
        return dict(rows)

    return read


def with_polars() -> Reader:
    import polars as pl

    import ingest.transit.areas.borders  # noqa: F401 - loaded before the time is taken

    def read(folder: Path) -> Found:
        scan = lambda name: pl.scan_csv(folder / f"{name}.txt", infer_schema=False)  # noqa: E731
        services = scan("calendar").filter(pl.col(WEEKDAY) == "1").select("service_id")
        trips = scan("trips").join(services, on="service_id", how="semi").select("trip_id")
        calls = scan("stop_times").filter(pl.col("pickup_type") != "1").join(trips, on="trip_id", how="semi")
        counts = calls.group_by("stop_id").len().join(scan("stops"), on="stop_id").collect()
        degrees = (counts[name].cast(pl.Float64).to_numpy() for name in ("stop_lat", "stop_lon"))
        return by_municipality(*degrees, counts["len"].to_numpy())

    return read


def with_pandas() -> Reader:
    import pandas as pd

    import ingest.transit.areas.borders  # noqa: F401 - loaded before the time is taken

    def read(folder: Path) -> Found:
        table = lambda name: pd.read_csv(folder / f"{name}.txt", dtype=str)  # noqa: E731
        services = table("calendar").loc[lambda t: t[WEEKDAY] == "1", "service_id"]
        trips = table("trips").loc[lambda t: t["service_id"].isin(services), "trip_id"]
        calls = table("stop_times")
        calls = calls[(calls["pickup_type"] != "1") & calls["trip_id"].isin(trips)]
        stops = table("stops").set_index("stop_id").join(calls["stop_id"].value_counts(), how="inner")
        return by_municipality(stops["stop_lat"].astype(float), stops["stop_lon"].astype(float), stops["count"])

    return read


def with_gtfs_kit() -> Reader:
    import gtfs_kit

    import ingest.transit.areas.borders  # noqa: F401 - loaded before the time is taken

    def read(folder: Path) -> Found:
        feed = gtfs_kit.read_feed(folder, dist_units="km")
        calls = feed.get_stop_times(DAY)
        calls = calls[calls["pickup_type"].astype(int) != 1]
        stops = feed.stops.set_index("stop_id").join(calls["stop_id"].value_counts(), how="inner")
        return by_municipality(stops["stop_lat"], stops["stop_lon"], stops["count"])

    return read


def with_stop_stats() -> Reader:
    """gtfs_kit's own function for the question; it counts last calls too, so its sum is larger."""
    import gtfs_kit

    import ingest.transit.areas.borders  # noqa: F401 - loaded before the time is taken

    def read(folder: Path) -> Found:
        feed = gtfs_kit.read_feed(folder, dist_units="km")
        stats = feed.compute_stop_stats([DAY]).set_index("stop_id")
        stops = feed.stops.set_index("stop_id").join(stats["num_trips"], how="inner")
        return by_municipality(stops["stop_lat"], stops["stop_lon"], stops["num_trips"])

    return read


READERS: dict[str, Callable[[], Reader]] = {
    PLAIN: plain,
    ASKED: asked,
    OURS: ours,
    OURS_FOLDER: ours_whole,
    "polars": with_polars,
    "pandas": with_pandas,
    "gtfs_kit": with_gtfs_kit,
    "gtfs_kit, compute_stop_stats": with_stop_stats,
}


def peak() -> int:
    """The most memory this process has had, bytes. Linux's own count: getrusage would include the parent's."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(each for each in status.read_text().splitlines() if each.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Runs the named reader, and prints its time, the processors', its peak and sums. Imports take no part of time."""
    run = READERS[sys.argv[1]]()
    started, busy = perf_counter(), process_time()
    found = run(Path(sys.argv[2]))
    took, cpu = perf_counter() - started, process_time() - busy
    print(json.dumps({"seconds": took, "cpu": cpu, "bytes": peak(), "found": found}))


if __name__ == "__main__":
    main()
