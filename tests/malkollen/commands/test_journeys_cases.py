"""Journeys by timetables with troubles met outside (tests/fixtures/gtfs): over midnight, booked, seated."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

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
