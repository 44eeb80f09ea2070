"""What leaves each stop, on which day, and the files a timetable is written to."""

import json
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pytest
import tiny_feed
from parts import every
from tiny_feed import FILES, TUESDAY

from ingest.transit.areas import borders
from ingest.transit.timetable import calls, connections, departures, feed, reference_day, service, stops, timetable
from ingest.transit.timetable.modes import mode
from malkollen.__main__ import main
from malkollen.errors import SourceError

DAY = date.fromisoformat(TUESDAY)
DATES = "service_id,date,exception_type\n"
Rows = list[tuple[object, ...]]


def on(path: Path, day: date, sql: str) -> Rows:
    """What is found in the tables of a timetable's day."""
    with feed.opened(path) as opened_feed:
        calls.load(opened_feed, day)
        departures.load(opened_feed)
        stops.load(opened_feed, None)
        connections.load(opened_feed)
        return opened_feed.db.execute(sql).fetchall()


def days(path: Path) -> dict[date, int]:
    with feed.opened(path) as found:
        return dict(service.trips_by_day(found))


def table(*rows: str) -> str:
    return "\n".join(rows) + "\n"


def test_the_last_call_is_an_arrival(tmp_path: Path) -> None:
    """Worked by hand: trip 1 leaves 001 and C, trip 2 leaves D and C, b1 leaves C and D."""
    found = timetable.supply(tiny_feed.write(tmp_path), DAY)
    assert found.departures == 6
    assert found.stops == [
        {"stop_id": "C", "name": "Torget", "departures": 3, "departures_06_20": 2, "modes": {"rail": 2, "bus": 1}},
        {"stop_id": "D", "name": "Hamnen", "departures": 2, "departures_06_20": 0, "modes": {"rail": 1, "bus": 1}},
        {"stop_id": "001", "name": "Läge A", "departures": 1, "departures_06_20": 0, "modes": {"rail": 1}},
    ]  # fmt: skip


def test_hours_pass_midnight(tmp_path: Path) -> None:
    rows = on(
        tiny_feed.write(tmp_path),
        DAY,
        "SELECT stop_id, mode::VARCHAR, hour, direction, departures FROM departures JOIN stop_numbers USING (stop) "
        "ORDER BY hour, stop_id",
    )
    assert rows == [
        ("001", "rail", 5, 0, 1), ("C", "rail", 6, 0, 1), ("C", "bus", 19, None, 1), ("D", "bus", 20, None, 1),
        ("D", "rail", 23, 1, 1), ("C", "rail", 24, 1, 1),
    ]  # fmt: skip


def test_where_one_may_not_board_it_leaves_all_the_same_and_is_told_apart(tmp_path: Path) -> None:
    text = FILES["stop_times"].replace("D,2,0,0", "D,2,1,0").replace("D,10,0,0", "D,10,,")
    folder = tiny_feed.write(tmp_path, stop_times=text)
    counts = {s["stop_id"]: s["departures"] for s in timetable.supply(folder).stops}
    assert counts == {"001": 1, "C": 3, "D": 2}
    query = (
        "SELECT stop_id, sum(boardable)::INTEGER FROM departures JOIN stop_numbers USING (stop) GROUP BY 1 ORDER BY 1"
    )
    assert on(folder, DAY, query) == [("001", 1), ("C", 3), ("D", 1)]


def test_the_order_of_rows_is_that_of_sequences(tmp_path: Path) -> None:
    """As numbers: 2 before 10, whatever the order of the file."""
    header, *rows = FILES["stop_times"].splitlines()
    backwards = tiny_feed.write(tmp_path, stop_times=table(header, *reversed(rows)))
    assert timetable.supply(backwards, DAY) == timetable.supply(tiny_feed.write(tmp_path / "as is"), DAY)


def test_unknown_stops_are_passed_and_counted(tmp_path: Path) -> None:
    text = FILES["stop_times"].replace(",C,2,", ",okänd,2,")
    path = tiny_feed.write(tmp_path, stop_times=text)
    found = timetable.supply(path, DAY)
    assert found.departures == 5
    assert found.notes == ("1 stopp vid hållplatser som inte finns i stops.txt räknades inte",)
    rows = on(path, DAY, "SELECT departure, arrival FROM connections WHERE trip = 0")
    assert rows == [(6 * 3600 - 1, 6 * 3600 + 600)]  # straight from 001 to D
    counters = timetable.write(path, tmp_path / "out", DAY).counters
    assert (counters["unknown_stops"], counters["unknown_stop_calls"]) == (1, 1)


def test_times_between_are_interpolated_by_calls(tmp_path: Path) -> None:
    """Two calls without times between 06:00 and 06:30: at 06:10 and 06:20; a lone arrival is also a departure."""
    path = tiny_feed.write(
        tmp_path,
        stop_times=table(
            FILES["stop_times"].splitlines()[0],
            "b1,05:55:00,06:00:00,001,1,,",
            "b1,,,C,2,,",
            "b1,,,D,5,,",
            "b1,06:30:00,,C,7,,",
            "b1,06:40:00,06:40:00,1,9,,",
        ),
    )
    rows = on(path, DAY, "SELECT departure, arrival FROM connections")
    assert rows == [(21600, 22200), (22200, 22800), (22800, 23400), (23400, 24000)]
    assert timetable.supply(path, DAY).departures == 4
    assert "2 stopp saknar egen tid" in timetable.supply(path, DAY).notes[0]


def test_calls_before_the_first_time_are_counted_out(tmp_path: Path) -> None:
    header = FILES["stop_times"].splitlines()[0]
    rows = ["b1,,,001,1,,", "b1,06:00:00,06:00:00,C,2,,", "b1,06:05:00,06:05:00,D,3,,", "b1,,,1,4,,"]
    found = timetable.supply(tiny_feed.write(tmp_path, stop_times=table(header, *rows)), DAY)
    assert {stop["stop_id"]: stop["departures"] for stop in found.stops} == {"C": 1, "D": 1}
    assert found.notes == (
        "2 stopp saknar tid och räknades inte",
        "resor den dagen som inte har något stopp i stop_times.txt: 2",
    )


def test_trips_whose_calls_cannot_be_found_are_counted(tmp_path: Path) -> None:
    """A tab in an id, or a file that ends too soon: the day's trips are fewer than its calendar says."""
    path = tiny_feed.write(tmp_path, stop_times=FILES["stop_times"].replace("b1,", "b1\t,"))
    assert timetable.supply(path, DAY).notes == ("resor den dagen som inte har något stopp i stop_times.txt: 1",)
    assert timetable.write(path, tmp_path / "out", DAY).counters["trips_without_calls"] == 1
    assert timetable.supply(tiny_feed.write(tmp_path / "whole"), DAY).notes == ()
    other = "\n".join([*FILES["stop_times"].splitlines()[:1], "x,06:00:00,06:00:00,C,1,,"])
    with pytest.raises(SourceError, match=r"stop_times\.txt har inget stopp för resorna 2026-10-06; stämmer trip_id"):
        timetable.supply(tiny_feed.write(tmp_path / "other", stop_times=other), DAY)


@pytest.mark.parametrize("exact", every(2, ["0", "1", ""]))
def test_frequencies_are_runs(tmp_path: Path, exact: str) -> None:
    """From 06:00 every ten minutes before 07:00, then every half hour before 08:00: six runs and two, no pattern."""
    path = tiny_feed.write(
        tmp_path,
        frequencies=table(
            "trip_id,start_time,end_time,headway_secs,exact_times",
            f"b1,06:00:00,07:00:00,600,{exact}",
            f"b1,07:00:00,08:00:00,1800,{exact}",
            f"other,06:00:00,07:00:00,600,{exact}",
        ),
    )
    counts = {stop["stop_id"]: stop["modes"].get("bus") for stop in timetable.supply(path, DAY).stops}
    assert counts == {"001": None, "C": 8, "D": 8}
    assert days(path)[DAY] == 10
    rows = on(
        path,
        DAY,
        "SELECT departure - 21600, arrival - departure FROM connections JOIN trips_of_day USING (trip) "
        "WHERE trip_id = 'b1' ORDER BY ALL",
    )
    starts = [0, 600, 1200, 1800, 2400, 3000, 3600, 5400]
    assert rows == sorted((start + step, ride) for start in starts for step, ride in ((0, 1), (1, 300)))
    ids = on(path, DAY, "SELECT count(*), count(DISTINCT trip) FROM trips_of_day")
    assert ids == [(10, 10)]


@pytest.mark.parametrize(
    "row",
    every(3, [
        "b1,06:00:00,07:00:00,0", "b1,06:00:00,07:00:00,", "b1,sex,07:00:00,60", "b1,,,60",
        "b1,06:00:00,2400000:00:00,60", "b1,40000:00:00,40001:00:00,600",
    ]),
)  # fmt: skip
def test_frequencies_that_are_none_are_refused(tmp_path: Path, row: str) -> None:
    """Every third; thoroughly all."""
    path = tiny_feed.write(tmp_path, frequencies=table("trip_id,start_time,end_time,headway_secs", row))
    if row == "b1,,,60":  # an empty start is an empty key
        assert timetable.supply(path, DAY).departures == 6
    else:
        with pytest.raises(SourceError, match=r"frequencies\.txt: resan 'b1'"):
            timetable.supply(path, DAY)


def test_few_lines_that_would_be_millions_of_calls_are_refused_before_they_are_made(tmp_path: Path) -> None:
    calls = [
        f"b1,{20 + place // 60}:{place % 60:02d}:00,{20 + place // 60}:{place % 60:02d}:00,C,{place}"
        for place in range(200)
    ]
    runs = [f"b1,00:00:{start:02d},13:00:00,1" for start in range(10)]
    path = tiny_feed.write(
        tmp_path,
        stop_times=table("trip_id,arrival_time,departure_time,stop_id,stop_sequence", *calls),
        frequencies=table("trip_id,start_time,end_time,headway_secs", *runs),
    )
    began = time.process_time()
    with pytest.raises(SourceError, match=r"frequencies\.txt ger 9\d{7} stopp på en dag; högst 10000000 läses"):
        timetable.supply(path, DAY)
    assert time.process_time() - began < 10


def test_service_by_weekdays_and_exceptions(tmp_path: Path) -> None:
    """Weekdays in October, not the 6th, but Saturday the 10th; one trip more only the 6th, without a calendar row."""
    path = tiny_feed.write(
        tmp_path,
        calendar_dates=DATES + "week,20261006,2\nweek,20261010,1\nweek,20261012,1\nextra,20261006,1\nweek,20261011,2\n",
        trips=FILES["trips"] + "B,extra,x1,,\n",
        stop_times=FILES["stop_times"] + "x1,08:00:00,08:00:00,C,1,,\nx1,08:01:00,08:01:00,D,2,,\n",
    )
    weekdays = {day for day in (date(2026, 10, 1) + timedelta(n) for n in range(31)) if day.isoweekday() <= 5}
    expected = dict.fromkeys(weekdays | {date(2026, 10, 10)}, 3) | {DAY: 1}
    assert days(path) == expected
    for day in (DAY, date(2026, 10, 10), date(2026, 10, 12)):
        assert on(path, day, "SELECT count(*) FROM trips_of_day") == [(expected[day],)]
    with pytest.raises(SourceError, match="ingen trafik 2026-10-11"):
        timetable.supply(path, date(2026, 10, 11))


def test_a_calendar_of_zeros_and_one_of_dates_only_are_the_same(tmp_path: Path) -> None:
    dates = DATES + "week,20261006,1\nweek,20261007,1\n"
    zeros = tiny_feed.WEEKDAYS + "week,0,0,0,0,0,0,0,20261001,20261031\n"
    for number, calendar in enumerate((zeros, None)):
        path = tiny_feed.write(tmp_path / str(number), calendar=calendar, calendar_dates=dates)
        assert days(path) == {DAY: 3, date(2026, 10, 7): 3}


def test_a_calendar_without_end_is_read(tmp_path: Path) -> None:
    found = days(tiny_feed.write(tmp_path, calendar=tiny_feed.WEEKDAYS + "week,0,1,0,0,0,0,0,20261001,99991231\n"))
    assert min(found) == DAY
    assert max(found).year == service.LAST.year


@pytest.mark.parametrize(
    "changed",
    [
        {"calendar": tiny_feed.WEEKDAYS + "week,0,0,0,0,0,0,0,20261001,20261031\n"},
        {"calendar": tiny_feed.WEEKDAYS + "other,1,1,1,1,1,1,1,20261001,20261031\n"},
        {"calendar": tiny_feed.WEEKDAYS + "week,1,1,1,1,1,1,1,20261031,20261001\n"},
        {"calendar": None, "calendar_dates": DATES},
    ],
)
def test_no_service_at_all_is_one_line(tmp_path: Path, changed: dict[str, str | None]) -> None:
    with pytest.raises(SourceError, match="ingen trafik på någon dag"):
        timetable.supply(tiny_feed.write(tmp_path, **changed))


def test_easter_and_the_holidays_that_follow() -> None:
    """Easter Sundays of the almanac; 2026: 3 April is Good Friday, 14 May Ascension Day, 20 June Midsummer's Day."""
    sundays = {2000: (4, 23), 2008: (3, 23), 2011: (4, 24), 2024: (3, 31), 2025: (4, 20), 2026: (4, 5), 2038: (4, 25)}
    assert {year: (day.month, day.day) for year in sundays for day in [reference_day.easter(year)]} == sundays
    found = reference_day.holidays(2026)
    expected = "01-01 01-06 04-03 04-05 04-06 05-01 05-14 05-24 06-06 06-19 06-20 10-31 12-24 12-25 12-26 12-31"
    assert sorted(f"{day:%m-%d}" for day in found) == expected.split()


@pytest.mark.parametrize(
    ("day", "ordinary"),
    [
        ("2026-10-06", True), ("2026-10-05", False), ("2026-10-09", False), ("2026-10-10", False),
        ("2026-05-13", False), ("2026-05-14", False), ("2026-05-19", True), ("2026-12-23", False), ("2026-12-22", True),
        ("2027-01-07", False), ("2027-01-12", True), ("2026-04-30", False), ("2026-01-06", False),
    ],
)  # fmt: skip
def test_ordinary_days(day: str, ordinary: bool) -> None:
    assert reference_day.is_ordinary(date.fromisoformat(day)) is ordinary


def test_the_reference_day_has_most_trips_of_the_ordinary() -> None:
    monday = date(2026, 10, 5)
    trips = {monday + timedelta(n): count for n, count in enumerate([900, 500, 501, 501, 950, 200, 100])}
    day, reason = reference_day.choose(trips)
    assert day == date(2026, 10, 7)
    assert reason == (
        "onsdag 7 oktober 2026: den tisdag–torsdag med flest resor (501) av 3 vanliga i tidtabellen "
        "2026-10-05–2026-10-11"
    )
    assert reference_day.choose(trips, date(2026, 10, 8))[0] == date(2026, 10, 8)
    assert reference_day.choose(trips, date(2030, 1, 1))[0] == date(2026, 10, 7)


def test_without_an_ordinary_day_the_fullest_is_taken_and_said() -> None:
    day, reason = reference_day.choose({date(2026, 12, 29): 5, date(2026, 12, 26): 4})
    assert day == date(2026, 12, 29)
    assert "ingen vanlig tisdag–torsdag" in reason


@pytest.mark.parametrize(
    ("route_type", "word"),
    [
        ("0", "tram"), ("1", "metro"), ("2", "rail"), ("3", "bus"), ("4", "ferry"), ("5", "tram"), ("11", "bus"),
        ("7", "other"), ("100", "rail"), ("106", "rail"), ("200", "bus"), ("401", "metro"), ("700", "bus"),
        ("702", "bus"), ("717", "taxi"), ("800", "bus"), ("900", "tram"), ("1000", "ferry"), ("1200", "ferry"),
        ("1501", "taxi"), ("1100", "other"), ("9999", "other"), ("", "other"), (None, "other"), ("x", "other"),
        ("²", "other"), (" 700 ", "bus"),
    ],
)  # fmt: skip
def test_modes(route_type: str | None, word: str) -> None:
    assert mode(route_type) == word


def test_a_platform_takes_its_stations_place(tmp_path: Path) -> None:
    path = tiny_feed.write(tmp_path, stops=FILES["stops"].replace("59.2001,18.0001", ","))
    rows = on(path, DAY, "SELECT stop, stop_id, parent_id, latitude FROM located_stops ORDER BY stop")
    assert rows == [(0, "001", "S", 59.2), (1, "1", "S", 59.2002), (2, "C", None, 59.21), (3, "D", None, 59.22)]


def test_stops_without_coordinates_are_counted_and_passed(tmp_path: Path) -> None:
    path = tiny_feed.write(tmp_path, stops=FILES["stops"].replace("59.2100,18.0100", "0.0,0.0"))
    written = timetable.write(path, tmp_path / "out", DAY)
    assert written.counters["stops_without_coordinates"] == 1
    assert written.counters["departures_without_coordinates"] == 3
    assert (written.stops, written.departures) == (3, 3)
    assert timetable.supply(path, DAY).departures == 6  # the command needs no coordinates
    nowhere = tiny_feed.write(tmp_path / "b", stops=FILES["stops"].replace("59.2", "x"))
    with pytest.raises(SourceError, match="ingen hållplats med trafik har koordinater"):
        timetable.write(nowhere, tmp_path / "out", DAY)
    assert timetable.load(tmp_path / "out") == written  # what was there before stays
    assert not (tmp_path / "out.part").exists()


def test_municipalities_inside_and_near(tmp_path: Path) -> None:
    """Stockholm's City Hall's quay, and a point in the Baltic far from land."""
    text = FILES["stops"].replace("59.2100,18.0100", "59.3275,18.0543").replace("59.2200,18.0200", "58.5,19.5")
    written = timetable.write(tiny_feed.write(tmp_path, stops=text), tmp_path / "out", DAY, borders.simplified())
    rows = dict(duckdb.sql(f"SELECT stop_id, municipality_code FROM '{tmp_path}/out/stops.parquet'").fetchall())
    assert rows == {"001": "0126", "1": "0126", "C": "0180", "D": None}
    assert written.counters["outside_stops"] == 1
    assert written.counties == ()


def test_a_county_is_covered_when_every_municipality_is(tmp_path: Path) -> None:
    """Gotland has one municipality."""
    text = FILES["stops"].replace("59.2100,18.0100", "57.6300,18.3000")
    found = timetable.write(tiny_feed.write(tmp_path, stops=text), tmp_path / "out", DAY, borders.simplified())
    assert found.counties == ("09",)


def test_the_files_of_a_timetable(tmp_path: Path) -> None:
    """The forms that others rely on, column by column, and that stops are numbered as the connections say."""
    written = timetable.write(tiny_feed.write(tmp_path / "feed"), tmp_path / "out", DAY, borders.simplified())
    stops_, connections_, trips_ = (f"'{tmp_path}/out/{name}.parquet'" for name in ("stops", "connections", "trips"))
    described = "SELECT column_name || ' ' || column_type FROM (DESCRIBE '{}/out/{}.parquet')"
    with duckdb.connect() as db:
        forms = {name: db.execute(described.format(tmp_path, name)).fetchall() for name in timetable.FILES}
        connected = db.execute(
            "SELECT a.stop_id, b.stop_id, departure, arrival, t.trip_id, c.is_boardable, c.is_alightable "
            f"FROM {connections_} c JOIN {stops_} a ON a.stop = from_stop JOIN {stops_} b ON b.stop = to_stop "
            f"JOIN {trips_} t USING (trip)"
        ).fetchall()
        trips = db.execute(f"SELECT trip_id, line, headsign, mode FROM {trips_}").fetchall()
        metres = db.execute(f"SELECT x, y FROM {stops_} ORDER BY stop").fetchnumpy()
    assert {name: [column for (column,) in columns] for name, columns in forms.items()} == {
        "stops": [
            "stop INTEGER", "stop_id VARCHAR", "name VARCHAR", "parent_id VARCHAR", "latitude DOUBLE",
            "longitude DOUBLE", "x DOUBLE", "y DOUBLE", "municipality_code VARCHAR", "is_nearest BOOLEAN",
        ],
        "departures": [
            "stop INTEGER", "mode VARCHAR", "hour SMALLINT", "direction TINYINT", "departures INTEGER",
            "boardable INTEGER",
        ],
        "connections": [
            "from_stop INTEGER", "to_stop INTEGER", "departure INTEGER", "arrival INTEGER", "trip INTEGER",
            "is_boardable BOOLEAN", "is_alightable BOOLEAN", "ride INTEGER",
        ],
        "changes": ["from_stop INTEGER", "to_stop INTEGER", "seconds INTEGER"],
        "trips": ["trip INTEGER", "trip_id VARCHAR", "line VARCHAR", "headsign VARCHAR", "mode VARCHAR"],
    }  # fmt: skip
    assert connected == [
        ("001", "C", 21599, 21600, "90010000000000001", True, True),
        ("C", "D", 21600, 22200, "90010000000000001", True, True),
        ("C", "D", 71999, 72000, "b1", True, True),
        ("D", "001", 72000, 72300, "b1", True, True),
        ("D", "C", 85800, 86700, "90010000000000002", True, True),
        ("C", "1", 86760, 90900, "90010000000000002", True, True),
    ]
    assert trips == [
        ("90010000000000001", "43", "Hamnen", "rail"),
        ("90010000000000002", "43", "Stationen", "rail"),
        ("b1", "Bussen", None, "bus"),
    ]
    assert np.hypot(np.diff(metres["x"])[0], np.diff(metres["y"])[0]) == pytest.approx(12.5, abs=0.5)
    assert timetable.load(tmp_path / "out") == written
    said = json.loads((tmp_path / "out" / "timetable.json").read_text(encoding="utf-8"))
    assert (said["reference_day"], said["starts"], said["ends"]) == (TUESDAY, "2026-10-01", "2026-10-30")
    assert said["reference_day_reason"] == "tisdag 6 oktober 2026: vald för hand, 3 resor"
    assert (said["stops"], said["departures"], said["publisher"], said["crs"]) == (4, 6, "Provtrafiken", "EPSG:3006")


def test_connections_that_go_back_in_time_are_left_out(tmp_path: Path) -> None:
    text = FILES["stop_times"].replace("06:10:00,06:11:00", "05:10:00,06:11:00")
    found = timetable.write(tiny_feed.write(tmp_path, stop_times=text), tmp_path / "out", DAY)
    assert (found.counters["backward_connections"], found.counters["connections"]) == (1, 5)


def test_where_one_may_board_and_alight(tmp_path: Path) -> None:
    text = FILES["stop_times"].replace("C,2,0,0", "C,2,1,1")
    rows = on(
        tiny_feed.write(tmp_path, stop_times=text),
        DAY,
        "SELECT is_boardable, is_alightable FROM connections WHERE trip = 0",
    )
    assert rows == [(True, False), (False, True)]


def test_a_feed_elsewhere_is_measured_around_itself(tmp_path: Path) -> None:
    moved = FILES["stops"].replace("59.2", "-16.9").replace("18.0", "145.7")
    found = timetable.write(tiny_feed.write(tmp_path, stops=moved), tmp_path / "out", DAY, borders.simplified())
    assert found.crs.startswith("+proj=aeqd")
    [(x, y)] = duckdb.sql(f"SELECT avg(x), avg(y) FROM '{tmp_path}/out/stops.parquet'").fetchall()
    assert abs(x) < 20_000
    assert abs(y) < 20_000


def test_the_fingerprint_is_of_the_content(tmp_path: Path) -> None:
    marks = Counter(
        timetable.write(tiny_feed.write(tmp_path / name, agency=text), tmp_path / "out", DAY).sha256
        for name, text in (("a", FILES["agency"]), ("b", FILES["agency"]), ("c", None))
    )
    assert sorted(marks.values()) == [1, 2]


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tiny_feed.write(tmp_path / "feed"))
    assert main(["timetable", path, "--date", TUESDAY, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "date": TUESDAY,
        "departures": 6,
        "stops": timetable.supply(Path(path), DAY).stops,
    }
    assert main(["timetable", path, "--format", "csv"]) == 0
    header, first, *_ = capsys.readouterr().out.splitlines()
    assert header == "stop_id,name,departures,departures_06_20,rail,metro,tram,bus,ferry,taxi,other"
    assert first == "C,Torget,3,2,2,0,0,1,0,0,0"
    assert main(["timetable", path]) == 0
    out = capsys.readouterr().out
    assert out.startswith("torsdag 1 oktober 2026: den tisdag–torsdag med flest resor (3)")
    assert "6 avgångar från 3 hållplatslägen" in out
    assert main(["timetable", str(tmp_path / "ingen")]) == 2
    assert "finns inte" in capsys.readouterr().err
    assert main(["timetable", path, "--date", "2026-10-03"]) == 2
    assert "ingen trafik 2026-10-03; tidtabellen gäller 2026-10-01 till 2026-10-30" in capsys.readouterr().err


# ── a clock that turns at midnight, and what is no clock ──

TIMES = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"


def hours(path: Path) -> Rows:
    sql = "SELECT stop_id, hour, departures FROM departures JOIN stop_numbers USING (stop) ORDER BY hour, stop_id"
    return on(path, DAY, sql)


def test_a_trip_whose_clock_turns_at_midnight_goes_on_the_day_after(tmp_path: Path) -> None:
    """And the call without a time lies between, not by day."""
    times = TIMES + "b1,23:10:00,23:10:00,001,1\nb1,,,C,2\nb1,00:02:00,00:04:00,D,3\nb1,00:30:00,00:30:00,1,4\n"
    path = tiny_feed.write(tmp_path, stop_times=times)
    assert hours(path) == [("001", 23, 1), ("C", 23, 1), ("D", 24, 1)]
    notes = timetable.supply(path, DAY).notes
    assert "resor vars klocka går bakåt vid midnatt, lästa som nästa dygn: 1 (b1)" in notes


def test_a_call_that_stands_over_midnight_leaves_the_day_after(tmp_path: Path) -> None:
    times = TIMES + "b1,23:58:00,23:58:00,C,1\nb1,23:59:00,00:03:00,001,2\nb1,00:09:00,00:09:00,D,3\n"
    assert hours(tiny_feed.write(tmp_path, stop_times=times)) == [("C", 23, 1), ("001", 24, 1)]


def test_nothing_is_placed_between_times_that_go_back_by_day(tmp_path: Path) -> None:
    times = TIMES + "b1,12:00:00,12:00:00,001,1\nb1,,,C,2\nb1,11:00:00,11:00:00,D,3\n"
    path = tiny_feed.write(tmp_path, stop_times=times)
    assert [row[:2] for row in hours(path)] == [("001", 12)]
    assert timetable.supply(path, DAY).notes[-2:][0] == "1 stopp saknar tid och räknades inte"


def test_frequencies_past_midnight_run_until_the_day_after(tmp_path: Path) -> None:
    times = TIMES + "b1,00:00:00,00:00:00,001,1\nb1,00:20:00,00:20:00,D,2\n"
    frequencies = "trip_id,start_time,end_time,headway_secs\nb1,22:00:00,01:00:00,1800\n"
    path = tiny_feed.write(tmp_path, stop_times=times, frequencies=frequencies)
    assert hours(path) == [("001", 22, 2), ("001", 23, 2), ("001", 24, 2)]
    backwards = frequencies.replace("22:00:00,01:00:00", "09:00:00,08:00:00")
    with pytest.raises(SourceError, match=r"frequencies\.txt: resan 'b1' har ett oläsligt klockslag"):
        hours(tiny_feed.write(tmp_path, stop_times=times, frequencies=backwards))


@pytest.mark.parametrize("text", every(3, ["08:24:00 PM", "08 days", "8 hours", "08:75:00", "P1D", "08:24:00 ago"]))
def test_what_only_resembles_a_time_is_refused(tmp_path: Path, text: str) -> None:
    """Every third; thoroughly all."""
    times = TIMES + f"b1,{text},{text},001,1\nb1,23:00:00,23:00:00,D,2\n"
    with pytest.raises(SourceError, match="har ett oläsligt värde i arrival_time"):
        hours(tiny_feed.write(tmp_path, stop_times=times))
