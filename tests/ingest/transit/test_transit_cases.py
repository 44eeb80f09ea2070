"""Troubles met in timetables from outside, made small (tests/fixtures/gtfs), each with its right value."""

from datetime import date
from pathlib import Path

import pytest
import tiny_feed
from parts import every

from ingest.transit.timetable import calls, connections, departures, feed, service, stops, timetable
from ingest.transit.timetable.modes import mode
from malkollen import ROOT
from malkollen.__main__ import main
from malkollen.texts import lost_rows

CASES = ROOT / "tests" / "fixtures" / "gtfs"
DAY = date(2026, 10, 6)
Rows = list[tuple[object, ...]]
HOURS = "SELECT stop_id, hour, departures FROM departures JOIN stop_numbers USING (stop) ORDER BY hour, stop_id"
CONNECTIONS = "SELECT departure, is_boardable, is_alightable FROM connections"


def on(path: Path, sql: str, day: date = DAY) -> Rows:
    """What is found in the tables of a timetable's day."""
    with feed.opened(path) as opened:
        calls.load(opened, day)
        departures.load(opened)
        stops.load(opened, None)
        connections.load(opened)
        return opened.db.execute(sql).fetchall()


def modes(path: Path) -> dict[str, int]:
    """Departures by mode."""
    counted: dict[str, int] = {}
    for stop in timetable.supply(path, DAY).stops:
        for name, count in stop["modes"].items():
            counted[name] = counted.get(name, 0) + count
    return counted


# ── K1: a clock that turns at midnight ──


@pytest.mark.parametrize("name", ["01-midnight-without-24", "02-midnight-with-times"])
def test_a_trip_past_midnight_without_24_goes_on_the_day_after_and_is_told(name: str) -> None:
    """Nothing leaves by day: 163 departures once did, in silence."""
    assert {hour for _, hour, _ in on(CASES / name, HOURS)} == {23, 24} - ({24} if name.startswith("01") else set())
    said = timetable.supply(CASES / name, DAY).notes
    assert "resor vars klocka går bakåt vid midnatt, lästa som nästa dygn: 1 (natt)" in said


def test_frequencies_past_midnight_run_six_times() -> None:
    """22:00, 22:30, 23:00, 23:30, 24:00 and 24:30."""
    leaves = "SELECT departure FROM connections JOIN located_stops ON stop = from_stop WHERE stop_id = '001'"
    seconds = on(CASES / "14-frequencies-past-midnight", f"{leaves} ORDER BY ALL")
    assert [second for (second,) in seconds] == [hours * 1800 for hours in (44, 45, 46, 47, 48, 49)]


# ── K2: booked traffic ──


def test_what_must_be_booked_is_its_own_mode_whatever_its_line_is() -> None:
    assert modes(CASES / "06-booked-by-telephone") == {"taxi": 2}
    assert modes(CASES / "17-regional-layout") == {"rail": 1, "taxi": 1}
    assert mode("715") == "taxi"


def test_a_call_that_must_be_booked_on_a_line_that_runs_anyway_is_not_ridden(tmp_path: Path) -> None:
    """On at C only by booking, off at D only by booking: the bus leaves three times, once as booked."""
    times = (
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n"
        "b1,08:00:00,08:00:00,001,1,0,0\nb1,08:05:00,08:05:00,C,2,2,0\nb1,08:10:00,08:10:00,D,3,0,2\n"
        "b1,08:15:00,08:15:00,1,4,0,0\n"
    )
    path = tiny_feed.write(tmp_path, stop_times=times)
    assert modes(path) == {"bus": 2, "taxi": 1}
    assert on(path, CONNECTIONS) == [(28800, True, True), (29100, False, False), (29400, True, True)]
    said = "avgångar på vanliga linjer där resan måste bokas, räknade som anropsstyrda: 1"
    assert said in timetable.supply(path, DAY).notes


def test_a_booking_rule_alone_says_that_a_trip_is_booked(tmp_path: Path) -> None:
    times = (
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_booking_rule_id\n"
        "b1,08:00:00,08:00:00,001,1,regel\nb1,08:05:00,08:05:00,C,2,\n"
    )
    assert modes(tiny_feed.write(tmp_path, stop_times=times)) == {"taxi": 1}


def test_who_coordinates_with_the_driver_books_nothing(tmp_path: Path) -> None:
    """pickup_type 3 is a stop by signal."""
    times = (
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type\n"
        "b1,08:00:00,08:00:00,001,1,3\nb1,08:05:00,08:05:00,C,2,3\n"
    )
    assert modes(tiny_feed.write(tmp_path, stop_times=times)) == {"bus": 1}


def test_a_call_s_headsign_serves_where_the_trip_has_none() -> None:
    rows = on(CASES / "17-regional-layout", "SELECT trip_id, headsign FROM trips_of_day ORDER BY trip_id")
    assert rows == [("14010000000000001", "Slutet"), ("14010000000000002", "Byn")]


# ── K3: everything that is counted is told ──


def test_every_counter_of_lost_rows_has_words_on_screen_and_in_the_commands() -> None:
    sums = {"connections", "trips"}  # what there is, not what is lost
    same = {"unknown_stops"}  # those that unknown_stop_calls are at
    with feed.opened(CASES / "01-midnight-without-24") as opened:
        counters = dict(calls.load(opened, DAY))
    told = set(lost_rows.CAVEATS) | sums | same
    assert set(counters) <= told
    assert len(lost_rows.lines(dict.fromkeys(counters, 2))) == len(set(counters) - same)
    assert len(lost_rows.caveats(dict.fromkeys(counters, 2))) == len(set(counters) - same)


def test_journeys_prints_the_same_notes_as_timetable(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(CASES / "01-midnight-without-24")
    assert main(["timetable", path]) == 0
    told = capsys.readouterr().err.splitlines()
    assert main(["journeys", path, "--from", "59.2,18.0", "--depart", "23:00"]) == 0
    assert told
    assert set(told) <= set(capsys.readouterr().err.splitlines())


def test_coordinates_with_a_comma_are_read() -> None:
    """All four stops lie where they should, the one with commas too."""
    rows = on(CASES / "08-coordinates-comma", "SELECT stop_id, latitude, longitude FROM located_stops ORDER BY 1")
    assert ("D", 59.22, 18.02) in rows
    assert all(latitude is not None for _, latitude, _ in rows)


# ── the calendar ──


def test_a_day_that_is_both_added_and_removed_is_removed_and_told(tmp_path: Path) -> None:
    for number, rows in enumerate(("week,20261006,1\nweek,20261006,2\n", "week,20261006,2\nweek,20261006,1\n")):
        path = tiny_feed.write(tmp_path / str(number), calendar_dates=f"service_id,date,exception_type\n{rows}")
        with feed.opened(path) as opened:
            assert DAY not in service.trips_by_day(opened)
            counters = calls.load(opened, date(2026, 10, 7))
        assert counters["contradictory_days"] == 1
        said = timetable.supply(path, date(2026, 10, 7)).notes
        assert "dagar då calendar_dates.txt både lägger till och tar bort trafik, lästa som borttagna: 1" in said


# ── held against another program ──

RUNS = {"14-frequencies-past-midnight": 6}  # gtfs_kit counts a trip of frequencies.txt once, we each time it runs


READ_BY_US_ALONE = {"08-coordinates-comma"}  # gtfs_kit stops at "59,2200"
HELD = sorted({folder.name for folder in CASES.iterdir() if folder.is_dir()} - READ_BY_US_ALONE)


@pytest.mark.parametrize("name", every(4, [*HELD]))
def test_departures_of_every_case_are_those_of_gtfs_kit(name: str) -> None:
    """Their table of the day's calls, less each trip's last, is our departures, times how often a trip runs.

    Every fourth case; thoroughly all.
    """
    kit = pytest.importorskip("gtfs_kit", reason="gtfs_kit är inte installerat: uv sync --group peers")
    table = kit.read_feed(CASES / name, dist_units="km").get_stop_times(DAY.strftime("%Y%m%d"))
    last = table.groupby("trip_id")["stop_sequence"].transform("max")
    theirs = table[table["stop_sequence"] < last].groupby("stop_id").size().to_dict()
    ours = {stop["stop_id"]: stop["departures"] for stop in timetable.supply(CASES / name, DAY).stops}
    assert ours == {stop: count * RUNS.get(name, 1) for stop, count in theirs.items()}
