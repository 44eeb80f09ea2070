"""The made timetable that benchmarks and screenshots use: whole, the same every time, and said to be made."""

import importlib.util
import zipfile
from pathlib import Path

import duckdb
import made_feed
import made_lines
import made_timetable
import numpy as np
import pytest
from parts import every

SHARED = Path(__file__).parents[3] / "shared" / "gtfs" / "stop_list" / "stops.txt"
WEDNESDAY, HOLIDAY = "20261118", "20261225"
FILES = {
    f"{name}.txt"
    for name in ("agency", "feed_info", "stops", "routes", "trips", "stop_times", "calendar", "calendar_dates")
}

# No row may come of these.
FAULTS = {
    "a call of no trip": "SELECT 1 FROM stop_times ANTI JOIN trips USING (trip_id)",
    "a call at no stop": "SELECT 1 FROM stop_times ANTI JOIN stops USING (stop_id)",
    "a call at a parent": "SELECT 1 FROM stop_times JOIN stops USING (stop_id) WHERE location_type = '1'",
    "a trip of no route": "SELECT 1 FROM trips ANTI JOIN routes USING (route_id)",
    "a trip of no service": "SELECT 1 FROM trips ANTI JOIN calendar USING (service_id)",
    "a trip without a way": "SELECT 1 FROM trips ANTI JOIN stop_times USING (trip_id)",
    "a trip of one call": "SELECT trip_id FROM stop_times GROUP BY 1 HAVING count(*) < 2",
    "no such parent": (
        "SELECT 1 FROM stops c ANTI JOIN stops p ON c.parent_station = p.stop_id AND p.location_type = '1' "
        "WHERE c.parent_station <> ''"
    ),
    "an id twice": "SELECT stop_id FROM stops GROUP BY 1 HAVING count(*) > 1",
    "a trip twice": "SELECT trip_id FROM trips GROUP BY 1 HAVING count(*) > 1",
    "backwards in time": (
        "SELECT 1 FROM (SELECT arrival_time, departure_time, lag(departure_time) OVER "
        "(PARTITION BY trip_id ORDER BY stop_sequence::INT) AS before FROM stop_times) "
        "WHERE departure_time < arrival_time OR arrival_time <= before"
    ),
    "gaps in the sequence": (
        "SELECT trip_id FROM stop_times GROUP BY 1 HAVING max(stop_sequence::INT) <> count(*) "
        "OR count(DISTINCT stop_sequence) <> count(*)"
    ),
    "boarding at the last call": (
        "SELECT 1 FROM stop_times QUALIFY (pickup_type = '1') <> (stop_sequence::INT = max(stop_sequence::INT) "
        "OVER (PARTITION BY trip_id))"
    ),
}


def town(side: int = 12, names: dict[int, str] | None = None) -> made_lines.Stops:
    """A square of stops some hundred metres apart."""
    east, north = (each.ravel() for each in np.meshgrid(np.arange(side) * 0.008, np.arange(side) * 0.004))
    words = [(names or {}).get(n, f"Hörnet {n}") for n in range(side * side)]
    return made_lines.Stops([f"74{n:07}" for n in range(side * side)], words, 59.2 + north, 17.9 + east)


STATIONS = {0: "Västra station", 66: "Mitt station", 143: "Östra station", 5: "Torget T-bana", 77: "Berget T-bana"}
STATIONS |= {1: "Udden brygga", 130: "Viken brygga", 100: "Gamla busstation", 40: "Dubbla", 41: "Dubbla"}


@pytest.fixture(scope="module")
def timetable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_timetable.over_stops(tmp_path_factory.mktemp("made") / "feed", town(names=STATIONS))


def opened(folder: Path) -> duckdb.DuckDBPyConnection:
    db = duckdb.connect()
    for name in FILES:
        db.execute(f"CREATE VIEW {name[:-4]} AS FROM read_csv('{folder / name}', all_varchar = true, header = true)")
    return db


@pytest.mark.parametrize("kind", every(2, ["over stops", "national"]))
def test_the_feed_is_whole(kind: str, timetable: Path, tmp_path: Path) -> None:
    """One kind; thoroughly both."""
    folder = timetable if kind == "over stops" else made_timetable.national(tmp_path / "land", stops=900, trips=2_000)
    assert {path.name for path in folder.iterdir()} == FILES
    with opened(folder) as db:
        assert {name: db.execute(query).fetchall() for name, query in FAULTS.items()} == {key: [] for key in FAULTS}
        assert db.execute("SELECT count(*) FROM stop_times").fetchall()[0][0] > 1_000


def test_every_file_with_room_for_it_says_that_it_is_made(timetable: Path) -> None:
    with opened(timetable) as db:
        for file, column in (("agency", "agency_name"), ("feed_info", "feed_publisher_name")):
            assert db.execute(f"SELECT {column} FROM {file}").fetchall() == [
                ("PÅHITTAD TIDTABELL – inte en verklig tidtabell",)
            ]
        unsaid = "SELECT 1 FROM routes WHERE NOT route_long_name LIKE 'Påhittad linje %'"
        assert not db.execute(unsaid).fetchall()


@pytest.mark.thorough  # the trials' own
def test_the_same_seed_gives_the_same_bytes_and_another_does_not(tmp_path: Path) -> None:
    one, two, other = (
        made_timetable.over_stops(tmp_path / f"{name}.zip", town(6), seed=seed)
        for name, seed in (("one", 3), ("two", 3), ("other", 4))
    )
    assert one.read_bytes() == two.read_bytes()
    assert one.read_bytes() != other.read_bytes()
    with zipfile.ZipFile(one) as archive:
        assert set(archive.namelist()) == FILES


def test_names_decide_what_runs_where_and_every_stop_is_served(timetable: Path) -> None:
    with opened(timetable) as db:
        by_type = dict(
            db.execute(
                "SELECT DISTINCT route_type, list(DISTINCT stop_name ORDER BY stop_name) FROM stop_times "
                "JOIN trips USING (trip_id) JOIN routes USING (route_id) JOIN stops USING (stop_id) GROUP BY 1"
            ).fetchall()
        )
        unserved = "SELECT stop_name FROM stops ANTI JOIN stop_times USING (stop_id) WHERE location_type = '0'"
        assert db.execute(unserved).fetchall() == []
    assert by_type["100"] == ["Mitt station", "Västra station", "Östra station"]
    assert by_type["401"] == ["Berget T-bana", "Torget T-bana"]
    assert by_type["1000"] == ["Udden brygga", "Viken brygga"]
    assert len(by_type["700"]) > 100


def test_stops_of_one_name_near_one_another_share_a_parent() -> None:
    stops = town(3, {0: "Torget", 1: "Torget", 2: "Torget"})
    near = made_lines.Stops(stops.ids, stops.names, stops.latitude, stops.longitude.copy())
    near.longitude[1] = near.longitude[0] + 0.001
    assert made_lines.parents(near) == [0, 0, None, None, None, None, None, None, None]  # the third is 900 m away


def test_a_connection_count_is_met_where_buses_can_meet_it() -> None:
    stops = town(24, {156: "Västra station", 420: "Östra station"})
    counts = []
    for wanted in (120_000, 200_000):
        feed = made_lines.feed(stops, connections=wanted)
        weekday = feed.service == made_feed.WEEKDAY
        counts.append((feed.patterns.lengths[feed.pattern[weekday]] - 1).sum())
        assert abs(counts[-1] - wanted) < 0.1 * wanted
    assert counts[1] > counts[0]


def test_the_week_and_its_holidays() -> None:
    services, exceptions = made_feed.week_services()
    assert services["wednesday"].to_pylist() == ["1", "0", "0"]
    assert services["sunday"].to_pylist() == ["0", "0", "1"]
    held = list(zip(*(exceptions[name].to_pylist() for name in ("service_id", "date", "exception_type")), strict=True))
    assert ("vardag", HOLIDAY, "2") in held
    assert ("sondag", HOLIDAY, "1") in held


def test_running_times_are_distance_over_speed() -> None:
    arrival, departure = made_feed.run_times(np.array([1_000.0, 500.0]), 36.0, 20, route_type=100)
    assert arrival.tolist() == [0, 100, 170]
    assert departure.tolist() == [0, 120, 170]
    arrival, departure = made_feed.run_times(np.array([1_000.0, 500.0]), 36.0, 20, route_type=700)
    assert arrival.tolist() == departure.tolist() == [0, 120, 190]


def test_starts_follow_the_bands() -> None:
    found = made_feed.headway_starts([(5, 30), (6, None), (7, 20)], 8, 0.5)
    assert [f"{s // 3600}:{s // 60 % 60:02}" for s in found] == ["5:15", "5:45", "7:10", "7:30", "7:50"]


@pytest.mark.skipif(importlib.util.find_spec("gtfs_kit") is None, reason="gtfs_kit saknas: uv sync --group peers")
@pytest.mark.filterwarnings("ignore")  # of other people's code
def test_gtfs_kit_reads_it_and_counts_the_same_trips(timetable: Path) -> None:
    import gtfs_kit

    feed = gtfs_kit.read_feed(timetable, dist_units="km")
    with opened(timetable) as db:
        trips = dict(db.execute("SELECT service_id, count(*) FROM trips GROUP BY 1").fetchall())
    assert len(feed.get_trips(WEDNESDAY)) == trips["vardag"]
    assert len(feed.get_trips(HOLIDAY)) == trips["sondag"]


@pytest.mark.skipif(not SHARED.exists(), reason="../shared saknas")
def test_real_stops_are_chosen_by_box_and_county() -> None:
    box = made_timetable.read_stops(SHARED, box=(17.9, 59.1, 18.2, 59.25))
    assert "Handen station" in box.names
    assert box.latitude.min() >= 59.1
    assert box.longitude.max() <= 18.2
    county = made_timetable.read_stops(SHARED, county="01")
    assert 5_000 < len(county.ids) < 7_000
    assert "Södertälje centrum station" in county.names
    assert "Uppsala Centralstation" not in county.names


def test_the_command_writes_and_says_it_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stops = tmp_path / "stops.txt"
    given = town(5)
    rows = zip(given.ids, given.names, given.latitude, given.longitude, strict=True)
    lines = ["stop_id,stop_name,stop_lat,stop_lon,location_type", *(f"{a},{b},{c},{d}," for a, b, c, d in rows)]
    stops.write_text("\n".join(lines), encoding="utf-8")
    made_timetable.main([str(tmp_path / "ut.zip"), "--stops", str(stops), "--box", "17.8,59.1,18.3,59.3"])
    assert "PÅHITTAD TIDTABELL" in capsys.readouterr().out
    assert (tmp_path / "ut.zip").stat().st_size > 1_000
    with pytest.raises(SystemExit):
        made_timetable.main([str(tmp_path / "ut.zip"), "--stops", str(stops), "--box", "1,1,2,2"])
