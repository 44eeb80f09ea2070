"""malkollen journeys: arrivals at stops and the legs of a journey, from the feed to what is printed.

The feed is made: three stops around Cairns' latitude, so that a southern latitude is on the command line.
"""

import csv
import io
import json
import shutil
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from ingest.transit.timetable import timetable
from malkollen import ROOT
from malkollen.__main__ import main
from malkollen.commands.loose.journeys import Day
from malkollen.errors import DataError
from malkollen.travel import journeys, network, scan
from malkollen.travel.settings import SETTINGS

CAIRNS = ROOT.parent / "shared" / "gtfs" / "cairns" / "cairns_gtfs.zip"

# A degree of latitude is some 110.6 km here: the first stop is 100 m north of the door, the next two 10 and 20 km away.
DOOR = "-16.9000,145.7000"
FILES = {
    "stops.txt": """stop_id,stop_name,stop_lat,stop_lon
a,Torget,-16.8991,145.7000
b,Bron,-16.8091,145.7000
c,Änden,-16.7191,145.7000
""",
    "routes.txt": "route_id,route_short_name,route_type\nr1,1,700\nr2,,401\nr3,9,717\n",
    "trips.txt": """route_id,service_id,trip_id,trip_headsign
r1,s,t1,Bron
r2,s,t2,
r3,s,booked,Änden
r1,s,night,Bron
""",
    "stop_times.txt": """trip_id,arrival_time,departure_time,stop_id,stop_sequence
t1,07:10:00,07:10:00,a,1
t1,07:25:00,07:25:00,b,2
t2,07:28:00,07:28:00,b,1
t2,07:38:00,07:38:00,c,2
booked,07:05:00,07:05:00,a,1
booked,07:15:00,07:15:00,c,2
night,23:55:00,23:55:00,a,1
night,24:10:00,24:10:00,b,2
""",
    "calendar_dates.txt": "service_id,date,exception_type\ns,20260303,1\n",
}


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("feed")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def asked(capsys: pytest.CaptureFixture[str], feed: Path, *arguments: str) -> str:
    assert main(["journeys", str(feed), *arguments]) == 0
    return capsys.readouterr().out


def test_arrivals_at_stops_by_time(feed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = json.loads(asked(capsys, feed, "--from", DOOR, "--depart", "07:00", "--format", "json"))
    assert (answer["date"], answer["depart"], answer["minutes"]) == ("2026-03-03", "07:00:00", 45)
    assert [(stop["stop_id"], stop["arrival"]) for stop in answer["stops"][1:]] == [
        ("b", "07:25:00"),
        ("c", "07:38:00"),
    ]
    walk = answer["stops"][0]["minutes"]  # 99.6 m as the crow flies, 129 m on foot at 80 m a minute
    assert answer["stops"][0]["name"] == "Torget"
    assert walk == pytest.approx(1.62, abs=0.03)
    shorter = asked(capsys, feed, "--from", DOOR, "--depart", "07:00", "--minutes", "30", "--format", "csv")
    assert [row["stop_id"] for row in csv.DictReader(io.StringIO(shorter))] == ["a", "b"]


def test_the_table_of_stops_is_in_swedish_and_after_midnight_says_so(
    feed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = asked(capsys, feed, "--from", DOOR, "--depart", "23:50").splitlines()
    assert lines[0] == "2026-03-03 kl. 23:50 från -16.9, 145.7: 2 av 3 hållplatslägen nås inom 45 minuter"
    assert lines[2].split() == ["Framme", "Minuter", "Hållplats", "Id"]
    assert lines[5].split() == ["00:10", "(dagen", "efter)", "20", "Bron", "b"]


def test_a_journey_leg_by_leg(feed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ends = ["--from", DOOR, "--to", "-16.7191,145.7000", "--depart", "07:00"]
    text = asked(capsys, feed, *ends)
    assert "Gå till Torget" in text
    assert "Vänta" in text
    assert "Åk buss 1 mot Bron från Torget till Bron" in text
    assert "Åk tunnelbana från Bron till Änden" in text
    assert text.rstrip().endswith("Framme 07:38, efter 38 minuter.")
    answer = json.loads(asked(capsys, feed, *ends, "--format", "json"))
    assert (answer["arrival"], answer["minutes"]) == ("07:38:00", 38)
    assert [(leg["kind"], leg["to_id"], leg["trip_id"]) for leg in answer["legs"]] == [
        ("walk", "a", None), ("ride", "b", "t1"), ("ride", "c", "t2"),
    ]  # fmt: skip
    assert (answer["legs"][1]["departure"], answer["legs"][1]["line"], answer["legs"][1]["mode"]) == (
        "07:10:00",
        "1",
        "bus",
    )
    rows = list(csv.DictReader(io.StringIO(asked(capsys, feed, *ends, "--format", "csv"))))
    assert [row["arrival"] for row in rows][1:] == ["07:25:00", "07:38:00"]


def test_a_ride_has_its_own_line_beside_trips_that_run_many_times(
    feed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A trip of frequencies.txt gives its number up to its runs: names go by number, not by place."""
    shutil.copytree(feed, tmp_path, dirs_exist_ok=True)
    runs = "trip_id,start_time,end_time,headway_secs\nt1,07:10:00,08:10:00,1200\n"
    (tmp_path / "frequencies.txt").write_text(runs, encoding="utf-8")
    told = json.loads(
        asked(capsys, tmp_path, "--from", DOOR, "--depart", "07:00", "--to", "-16.7191,145.7000", "--format", "json")
    )
    rides = [(leg["trip_id"], leg["mode"]) for leg in told["legs"] if leg["kind"] == "ride"]
    assert rides == [("t1", "bus"), ("t2", "metro")]


def test_a_name_with_a_line_end_stays_on_its_row(
    feed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(feed, tmp_path, dirs_exist_ok=True)
    (tmp_path / "stops.txt").write_text(FILES["stops.txt"].replace("Bron", '"Nya\nbron"'), encoding="utf-8")
    text = asked(capsys, tmp_path, "--from", DOOR, "--depart", "07:00")
    assert "Nya bron   b" in text
    told = asked(capsys, tmp_path, "--from", DOOR, "--depart", "07:00", "--to", "-16.7191,145.7000")
    assert "från Torget till Nya bron" in told


def test_where_there_is_no_journey_it_says_so(feed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ["--from", DOOR, "--to", "-16.7191,145.7000", "--depart", "08:00"]
    assert asked(capsys, feed, *place).strip().endswith("ingen resa dit inom 120 minuter.")
    assert json.loads(asked(capsys, feed, *place, "--format", "json"))["arrival"] is None


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--from", "16", "--depart", "07:00"], "'16' är inte en plats"),
        (["--from", "nan,0", "--depart", "07:00"], "'nan,0' är inte en plats"),
        (["--from", "91,0", "--depart", "07:00"], "'91,0' är inte en plats"),
        (["--from", DOOR, "--depart", "7.30"], "'7.30' är inte ett klockslag"),
        (["--from", DOOR, "--depart", "30:00"], "'30:00' är inte ett klockslag"),
        (["--from", DOOR, "--depart", "07:00", "--minutes", "0"], "'0' är inte ett antal minuter"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_line(
    feed: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    with pytest.raises(SystemExit):
        main(["journeys", str(feed), *arguments])
    assert message in capsys.readouterr().err


def test_a_feed_that_is_not_there_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["journeys", str(tmp_path / "nej.zip"), "--from", DOOR, "--depart", "07:00"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_it_says_where_the_timetable_has_no_day_before_or_after(feed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def said(clock: str) -> str:
        assert main(["journeys", str(feed), "--from", DOOR, "--depart", clock]) == 0
        return capsys.readouterr().err

    assert "ingen trafik dagen före 2026-03-03: turer som börjat före midnatt är inte med" in said("00:30")
    assert "ingen trafik dagen efter 2026-03-03: turer som börjar efter midnatt är inte med" in said("24:00")
    assert said("12:00") == ""


def test_a_place_that_the_stops_plane_does_not_reach_is_refused(feed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "tidtabell"
    timetable.write(feed, folder)
    swedish = Day(date(2026, 3, 3), "EPSG:3006", network.load(folder), journeys.names(folder), SETTINGS)
    assert [round(float(axis[0])) for axis in swedish.point((0.0, 15.0))] == [500_000, 0]  # its meridian, the equator
    with pytest.raises(DataError, match=r"0\.0,105\.0 ligger inte i närheten"):
        swedish.point((0.0, 105.0))


def test_a_folder_is_searched_without_compiling_anew_and_refused_by_name_when_a_file_is_not_there(
    feed: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "tidtabell"
    timetable.write(feed, folder)
    loaded = network.load(folder)
    assert len(loaded.trip_row) == 3  # not the one that must be booked
    assert np.diff(loaded.departure).min() >= 0
    before = len(scan.labels.signatures)  # type: ignore[attr-defined]
    for net in (loaded, network.build(network.Connections([60], [120], [0], [1], [0]), [0.0, 1.0], [0.0, 0.0])):
        scan.labels(scan.prepare(net, (net.x, net.y), (net.x, net.y), net.departure), 0)
    assert len(scan.labels.signatures) <= max(before, 1)  # type: ignore[attr-defined]
    (folder / "connections.parquet").write_bytes(b"PAR1")
    with pytest.raises(DataError, match=r"connections\.parquet"):
        network.load(folder)
    (folder / "stops.parquet").unlink()
    with pytest.raises(DataError, match=r"stops\.parquet: filen saknas"):
        network.load(folder)


@pytest.mark.skipif(not CAIRNS.exists(), reason="../shared saknas")
def test_a_real_feed_answers(capsys: pytest.CaptureFixture[str]) -> None:
    """Line 110 from the city to Palm Cove as stop_times.txt has it: trip 4165909, Upward St 07:47, Palm Cove 08:36."""
    place = ["--from", "-16.9203,145.7710", "--to", "-16.7436,145.6682", "--depart", "07:30", "--date", "2014-05-27"]
    found = json.loads(asked(capsys, CAIRNS, *place, "--format", "json"))
    ride = next(leg for leg in found["legs"] if leg["kind"] == "ride")
    assert (ride["line"], ride["headsign"], ride["departure"], ride["arrival"]) == (
        "110",
        "Palm Cove",
        "07:47:00",
        "08:36:00",
    )
