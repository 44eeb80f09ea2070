"""Who reaches a core by cycle (T20), and by cycle to a station and on (T21), on made roads and a made timetable."""

import itertools
from datetime import UTC, date, datetime
from math import ceil
from pathlib import Path

import made_centres
import pytest
from made_centres import FAR, NEAR, Place
from made_source import carried, install
from made_streets import GEOD, Town

from dashboard.content import facts
from dashboard.content.answers import answers
from dashboard.content.timetables import timetables
from dashboard.content.transit import reach
from dashboard.content.trips import page, roads, side_by_side
from ingest import build
from ingest.fetching.raw import RawStore
from ingest.sources import gtfs, small_areas, streets
from malkollen.database import storage
from malkollen.registry import registry
from malkollen.streets import street_map
from malkollen.texts.swedish import number
from malkollen.travel import journeys, network, stations
from malkollen.values import areas, evaluate, with_figures

MODULES = {"small_areas": small_areas, "streets": streets, "gtfs": gtfs}
HALF_AN_HOUR_M = 8000
THIS_YEAR = datetime.now(UTC).year


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    install(monkeypatch, small_areas, streets, gtfs)
    carried(tmp_path)
    build.build(tmp_path)
    return tmp_path


def _take(folder: Path, name: str, path: Path) -> None:
    store = RawStore(folder)
    into = store.begin(name, resume=False)
    MODULES[name].take(path, into, *([lambda _: None] if name == "streets" else []))
    store.finish(name, into)


def _waits_for(folder: Path, indicator: str = "cycle_core_within_30_min") -> str:
    with storage.attach(folder / storage.FILE_NAME) as db:
        found = with_figures.with_figures(db, registry.load())
        key = found.waits_for(indicator)
        return found.waiting[key].title if key else ""


def test_people_within_half_an_hour_of_a_core_along_the_road(data: Path) -> None:
    with storage.attach(data / storage.FILE_NAME) as db:
        stops = made_centres.places(db)
        query = "SELECT place_id, latitude, longitude, kind, municipality_code FROM mart.places ORDER BY longitude"
        road = db.execute(query).fetchall()
    assert _waits_for(data) == "Gatukarta och befolkning per småområde"
    _take(data, "small_areas", made_centres.small_areas(data / "areas.csv", stops))
    assert build.build(data).faults == []
    assert _waits_for(data) == "Gatukarta"
    town = Town()
    for name, latitude, longitude, _, _ in road:
        town.nodes[name] = (len(town.nodes) + 1, (latitude, longitude), {})
    town.way(" ".join(town.nodes), highway="primary")
    _take(data, "streets", town.write(data / "PÅHITTAD.osm.pbf", are_degrees=True))
    assert build.build(data).faults == []
    steps = [GEOD.inv(a[2], a[1], b[2], b[1])[2] for a, b in itertools.pairwise(road)]
    metres = [0.0, *itertools.accumulate(steps)]
    cores = [at for at, row in zip(metres, road, strict=True) if row[3] == "regional_core"]
    wanted = {
        row[4]: 100 * NEAR / (NEAR + FAR) * any(abs(at - core) <= HALF_AN_HOUR_M for core in cores)
        for at, row in zip(metres, road, strict=True)
        if row[3] == "municipal_centre"
    }
    assert 0 < sum(value > 0 for value in wanted.values()) < len(wanted)
    with storage.attach(data / storage.FILE_NAME) as db:
        declared = with_figures.with_figures(db, registry.load())
        values = evaluate.evaluate(db, declared, areas.load(db, declared), declared.find("T20"))[0]
        assert {code: values.at(code, THIS_YEAR).value for code in wanted} == pytest.approx(wanted)
        assert "estimated" in values.at("sodertorn", THIS_YEAR).status
        assert values.at("0180", THIS_YEAR) is None or values.at("0180", THIS_YEAR).value is None
        assert db.execute("SELECT DISTINCT source FROM mart.measures WHERE measure LIKE '%cycle%areas'").fetchall() == [
            ("streets",)
        ]


# ───────────── By cycle to a station and on (T21) ─────────────

BOTH, RATIO = "cycle_and_transit_core_within_30_min", "transit_to_car_time_ratio"
CYCLED_M, BEYOND_M, CYCLISTS = 1500, -6000, 100
"""North of Tumba: farther than anybody walks to a train, and near by cycle; and south of it, too far for both."""


def _areas_with_cyclists(path: Path, stops: list[Place]) -> Path:
    """The made areas, with one more by a street of its own from Tumba's station, and its far one farther off."""
    made_centres.small_areas(path, stops)
    rows = [row for row in path.read_text(encoding="utf-8").splitlines() if not row.startswith("botkyrka-bort")]
    (tumba,) = (stop for stop in stops if stop[0] == "botkyrka")
    for name, metres, people in (("cykel", CYCLED_M, CYCLISTS), ("bort", BEYOND_M, FAR)):
        longitude, latitude, _ = GEOD.fwd(tumba[3], tumba[2], 0, metres)
        rows.append(f"botkyrka-{name};{latitude:.6f};{longitude:.6f};{people};0;2025;{made_centres.MADE};")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def _street_to_the_station(path: Path, stops: list[Place]) -> Path:
    """A road through all centres, and a street from Tumba's to those who cycle."""
    town = Town()
    for name, _, latitude, longitude in sorted(stops, key=lambda stop: stop[3]):
        town.nodes[name] = (len(town.nodes) + 1, (latitude, longitude), {})
    town.way(" ".join(town.nodes), highway="primary")
    latitude, longitude = town.nodes["botkyrka"][1]
    longitude, latitude, _ = GEOD.fwd(longitude, latitude, 0, CYCLED_M)
    town.nodes["home"] = (len(town.nodes) + 1, (latitude, longitude), {})
    town.way("home botkyrka")
    town.way("botkyrka sodertalje", highway="primary")
    return town.write(path, are_degrees=True)


def test_those_who_cycle_to_a_train_are_counted_through_a_whole_build_to_the_page(data: Path) -> None:
    with storage.attach(data / storage.FILE_NAME) as db:
        stops = made_centres.places(db)
    assert _waits_for(data, BOTH) == "Gatukarta, tidtabell och befolkning per småområde"
    _take(data, "small_areas", _areas_with_cyclists(data / "areas.csv", stops))
    _take(data, "gtfs", made_centres.feed(data / "feed.zip", stops, rail="2"))
    assert build.build(data).faults == []
    assert _waits_for(data, BOTH) == "Gatukarta"
    assert _waits_for(data, RATIO) == "Restider med bil och pendlingsmatrisen"
    _take(data, "streets", _street_to_the_station(data / "PÅHITTAD.osm.pbf", stops))
    assert build.build(data).faults == []
    assert (_waits_for(data, BOTH), _waits_for(data, RATIO)) == ("", "Pendlingsmatrisen")
    shown = facts.load(data / storage.FILE_NAME, date(2026, 11, 28))
    values, walked = (shown.evaluation(key) for key in (BOTH, "core_within_30_min"))
    year, people = values.latest_year, NEAR + FAR + CYCLISTS
    by_train = {"0127": 100 * (NEAR + CYCLISTS) / people, "0140": 0.0}
    assert {code: values.at(code, year).value for code in by_train} == pytest.approx(by_train)
    assert walked.at("0127", year).value == pytest.approx(100 * NEAR / people), "nobody walks that far to a train"
    assert "estimated" in values.at("0127", year).status
    answer = answers.of_indicator(shown, BOTH, "0127").answer
    assert f"{number(by_train['0127'], 1)} procent nådde stadskärnan på 30 minuter, cykel och" in answer
    (tumba,), (south,) = ([stop for stop in stops if stop[0] == name] for name in ("botkyrka", "sodertalje"))
    metres = GEOD.inv(tumba[3], tumba[2], south[3], south[2])[2]
    car, cycle = (ceil(seconds / 60) for seconds in (metres * 3.6 / (70 * 0.95) + 300, metres * 3.6 / 16))
    assert _journey(data) == (
        f"Tumba–Södertälje: kollektivt 15, cykel och kollektivt 15, bil {car}, cykel {cycle} minuter. "
        "Ingen resa till fots tar mindre än två timmar."
    )


def _journey(data: Path) -> str:
    """What the page Resor says of a journey on what was built."""
    traffic = timetables.load(data / storage.FILE_NAME, "01")
    assert traffic.streets is not None
    (timetable,) = traffic.ours
    on_streets = roads.Roads(street_map.read(data / traffic.streets.file)[0])
    folder = data / timetable.folder
    net = network.load(folder, between=on_streets.walks.between)
    day = roads.Day(net, stations.flags(folder, len(net.x)), journeys.names(folder))
    places = reach.place_origins(traffic)
    begin, end = places["botkyrka"], places["sodertalje"]
    trips = [roads.trip(on_streets, day, way, (begin, end), page.leaves("08:00")) for way in roads.Way]
    return side_by_side.answer(begin, end, trips)
