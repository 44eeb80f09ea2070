"""A whole real feed (Cairns, 2014) counted by gtfs_kit and by us, and the nation's stops given municipalities."""

import csv
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
import pyproj
import pytest
from parts import every

from ingest.transit.areas import borders
from ingest.transit.timetable import calls, departures, feed, reference_day, service, timetable
from malkollen import ROOT

SHARED = ROOT.parent / "shared" / "gtfs"
CAIRNS = SHARED / "cairns" / "cairns_gtfs.zip"
STOPS = SHARED / "stop_list" / "stops.txt"
# A Tuesday, a Friday with trips of its own, a Saturday, a Sunday, and two holidays that have Sunday's traffic.
DAYS = ["20140527", "20140530", "20140531", "20140601", "20140609", "20141226"]
needs_cairns = pytest.mark.skipif(not CAIRNS.exists(), reason="../shared/gtfs/cairns finns inte här")


@pytest.fixture(scope="module")
def theirs() -> object:
    kit = pytest.importorskip("gtfs_kit", reason="gtfs_kit är inte installerat: uv sync --group peers")
    return kit.read_feed(CAIRNS, dist_units="km")


def ours(day: str) -> tuple[dict[str, int], dict[str, int]]:
    """Departures, and all calls, by stop."""
    with feed.opened(CAIRNS) as timetable:
        calls.load(timetable, date.fromisoformat(day))
        departures.load(timetable)
        called = timetable.db.execute("SELECT stop_id, count(*) FROM calls JOIN stop_numbers USING (stop) GROUP BY 1")
        every = dict(called.fetchall())
        return {stop["stop_id"]: stop["departures"] for stop in departures.per_stop(timetable)}, every


@needs_cairns
@pytest.mark.parametrize("day", every(3, [*DAYS]))
def test_departures_are_those_of_gtfs_kit(theirs: object, day: str) -> None:
    """Their table of the day's calls, less each trip's last, is our departures. Two of six; thoroughly all."""
    table = theirs.get_stop_times(day)
    table = table.assign(is_last=table["stop_sequence"] == table.groupby("trip_id")["stop_sequence"].transform("max"))
    kept = table[~table["is_last"]]
    assert ours(day)[0] == kept.groupby("stop_id").size().to_dict()


@needs_cairns
@pytest.mark.parametrize("day", every(3, [*DAYS]))
def test_all_calls_are_their_trips_per_stop(theirs: object, day: str) -> None:
    """Their num_trips counts the last call too, and calls where none may board: that is all our calls.

    compute_stop_stats stops at calls without a time ("boolean value of NA is ambiguous"), of which the feed has some:
    for it they are given the time of the call before.

    Two of six; thoroughly all.
    """
    times = theirs.stop_times.sort_values(["trip_id", "stop_sequence"])
    timed = theirs.copy()
    timed.stop_times = times.assign(
        departure_time=times["departure_time"].ffill(), arrival_time=times["arrival_time"].ffill()
    )
    assert ours(day)[1] == timed.compute_stop_stats([day]).set_index("stop_id")["num_trips"].to_dict()


@needs_cairns
def test_the_days_of_service_are_theirs(theirs: object) -> None:
    with feed.opened(CAIRNS) as found:
        trips = service.trips_by_day(found)
        day, _, starts, ends = reference_day.of(found)
    dates = theirs.get_dates()[::4]  # each is a column with them
    activity = theirs.compute_trip_activity(dates)
    assert {day: trips.get(date.fromisoformat(day), 0) for day in dates} == activity[dates].sum().to_dict()
    assert (str(day), str(starts), str(ends)) == ("2014-05-27", "2014-05-26", "2014-12-28")


@needs_cairns
def test_cairns_is_written_whole(tmp_path: Path) -> None:
    found = timetable.write(CAIRNS, tmp_path / "out", date(2014, 5, 27), borders.simplified())
    assert (found.stops, found.departures, found.counters["trips"]) == (416, 16469, 622)
    assert found.crs.startswith("+proj=aeqd")
    assert found.counters["outside_stops"] == found.stops


def test_the_nations_stops_get_municipalities_in_about_a_second() -> None:
    """48 673 stops: nearly all lie in a municipality or within 3.5 km of one; those that do not are abroad."""
    if not STOPS.exists():
        pytest.skip("../shared/gtfs/stop_list finns inte här")
    with STOPS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    latitude, longitude = (np.array([float(row[name]) for row in rows]) for name in ("stop_lat", "stop_lon"))
    within = borders.simplified()
    begun, clock = process_time(), perf_counter()
    x, y = pyproj.Transformer.from_crs("EPSG:4326", borders.CRS, always_xy=True).transform(longitude, latitude)
    codes, is_nearest = within.municipalities(x, y)
    used, waited = process_time() - begun, perf_counter() - clock
    print(f"{len(rows)} hållplatser på {waited:.2f} s ({used:.2f} s processor), {is_nearest.sum()} till närmaste")
    assert used < 3
    assert len(set(codes) - {None}) == 290
    missing = codes == None  # noqa: E711 - an array
    assert missing.mean() < 0.02
    assert is_nearest.mean() < 0.06  # the map's borders cut off shores and islands
