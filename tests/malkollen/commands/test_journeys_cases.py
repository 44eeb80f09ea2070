"""Journeys by timetables with troubles met outside (tests/fixtures/gtfs): over midnight, booked, seated."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tiny_feed
from parts import every

from ingest.transit.timetable import timetable
from malkollen import ROOT
from malkollen.__main__ import main

CASES = ROOT / "tests" / "fixtures" / "gtfs"
A, C, D = "59.2001,18.0001", "59.21,18.01", "59.22,18.02"
DAY, FIRST_DAY = "2026-10-06", "2026-10-01"


@pytest.fixture
def asked(capsys: pytest.CaptureFixture[str]) -> Any:  # noqa: ANN401 - what is asked answers as JSON
    """Asks for a journey of a case: its rides as (line or mode, departure, arrival), and when it arrives."""

    def ask(name: str, begin: str, clock: str, day: str = DAY) -> tuple[list[tuple[str, str, str]], str]:
        call = ["journeys", str(CASES / name), "--date", day, "--from", begin, "--to", D, "--depart", clock]
        assert main([*call, "--format", "json"]) == 0
        found = json.loads(capsys.readouterr().out)
        rides = [leg for leg in found["legs"] if leg["kind"] == "ride"]
        return [(leg["trip_id"], leg["departure"], leg["arrival"]) for leg in rides], found["arrival"]

    return ask


def test_before_midnight_one_rides_what_leaves_the_day_after(asked: Any) -> None:  # noqa: ANN401
    assert asked("03-past-midnight-next-day", A, "23:55") == ([("n", "24:10:00", "24:25:00")], "24:25:00")


def test_at_dawn_one_rides_the_night_train_of_the_day_before(asked: Any) -> None:  # noqa: ANN401
    """It left 22:50 and is written 30:02."""
    rides = [("nattag", "06:02:00", "06:20:00")]
    assert asked("04-night-train-of-the-day-before", A, "05:50") == (rides, "06:20:00")


def test_the_tail_of_a_trip_is_never_offered_a_day_early(asked: Any) -> None:  # noqa: ANN401
    """On the first day nothing ran the evening before: one walks. The day after, the tail runs 00:05."""
    name = "02-midnight-with-times"
    assert asked(name, C, "00:01", FIRST_DAY)[0] == []
    assert asked(name, C, "00:01") == ([("natt", "00:05:00", "00:15:00")], "00:15:00")


@pytest.mark.parametrize("name", ["06-booked-by-telephone", "17-regional-layout"])
def test_booked_traffic_is_never_ridden_unasked(name: str, asked: Any) -> None:  # noqa: ANN401
    begin = A if name.startswith("06") else "59.2,18.0"
    assert all(trip not in {"tele", "taxi", "14010000000000002"} for trip, *_ in asked(name, begin, "07:55")[0])


def test_departures_are_counted_of_their_own_day_alone(tmp_path: Path) -> None:
    """What runs at night of another day is for journeys; the counts are the same with it and without."""
    path, day = CASES / "04-night-train-of-the-day-before", date.fromisoformat(DAY)
    alone = timetable.write(path, tmp_path / "alone", day)
    beside = timetable.write(path, tmp_path / "beside", day, has_days_beside=True)
    assert alone.departures == beside.departures == timetable.supply(path, day).departures
    assert alone.counters["connections"] < beside.counters["connections"]


# ── staying seated, and what the timetable says of changes ──

TRANSFERS = "from_stop_id,to_stop_id,transfer_type,min_transfer_time,from_trip_id,to_trip_id\n"
TIMES = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"


def ridden(path: Path, clock: str, capsys: pytest.CaptureFixture[str]) -> tuple[list[str], str | None]:
    """The trips of a journey from A to D, and when it arrives; none where one walks all the way."""
    call = ["journeys", str(path), "--date", DAY, "--from", A, "--to", D, "--depart", clock, "--format", "json"]
    assert main(call) == 0
    found = json.loads(capsys.readouterr().out)
    return [leg["trip_id"] for leg in found["legs"] if leg["kind"] == "ride"], found["arrival"]


def two_trips(tmp_path: Path, *, leaves: str = "08:10:00", transfers: str = "", block: str = "") -> Path:
    """From A to C 08:00–08:10, and from C to D as is said."""
    times = f"a,08:00:00,08:00:00,001,1\na,08:10:00,08:10:00,C,2\nb,{leaves},{leaves},C,1\nb,08:30:00,08:30:00,D,2\n"
    trips = f"route_id,service_id,trip_id,block_id\nB,week,a,{block}\nR,week,b,{block}\n"
    return tiny_feed.write(tmp_path, stop_times=TIMES + times, trips=trips, transfers=TRANSFERS + transfers)


def test_staying_seated_costs_no_change(asked: Any) -> None:  # noqa: ANN401
    rides = [("a", "08:00:00", "08:10:00"), ("b", "08:10:00", "08:20:00")]
    assert asked("07-stay-seated", A, "07:55") == (rides, "08:20:00")


@pytest.mark.parametrize(
    ("transfers", "block", "trips"),
    every(
        2,
        [
            ("", "fordon1", ["a", "b"]),
            ("", "", []),  # a change takes two minutes: one walks
            ("C,C,5,,a,b\n", "fordon1", []),
            ("C,C,4,,a,b\n", "", ["a", "b"]),
        ],
    ),
)
def test_one_stays_seated_where_the_timetable_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], transfers: str, block: str, trips: list[str]
) -> None:
    """Two of four; thoroughly all."""
    assert ridden(two_trips(tmp_path, transfers=transfers, block=block), "07:55", capsys)[0] == trips


@pytest.mark.parametrize(
    ("leaves", "transfers", "trips"),
    every(
        3,
        [
            ("08:12:00", "", ["a", "b"]),
            ("08:12:00", "C,C,2,60,,\n", ["a", "b"]),  # no less than ours
            ("08:12:00", "C,C,2,180,,\n", []),
            ("08:13:00", "C,C,2,180,,\n", ["a", "b"]),
            ("08:12:00", "C,C,3,,,\n", []),
            ("08:12:00", "C,C,2,180,a,b\n", ["a", "b"]),  # of two trips alone: nothing of all changes
            ("08:12:00", "D,C,3,,,\n", ["a", "b"]),
        ],
    ),
)
def test_the_timetables_own_least_time_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], leaves: str, transfers: str, trips: list[str]
) -> None:
    """Every third case; thoroughly all."""
    assert ridden(two_trips(tmp_path, leaves=leaves, transfers=transfers), "07:55", capsys)[0] == trips
