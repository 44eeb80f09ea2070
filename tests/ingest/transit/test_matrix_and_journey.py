"""The times between places that a build keeps are those of the journeys that Resor finds, whatever came first."""

import itertools
from collections.abc import Callable, Iterator
from math import ceil, inf
from pathlib import Path

import made_centres
import pytest
from made_source import carried, install
from made_streets import Town

from dashboard.content.timetables import timetables
from dashboard.content.timetables.timetables import Transit
from dashboard.content.transit import reach
from dashboard.content.trips import roads
from dashboard.content.trips.roads import ON_STREETS, Day, Roads, Way
from ingest import build
from ingest.fetching.raw import RawStore
from ingest.sources import gtfs, streets
from malkollen.database import storage
from malkollen.streets import street_map
from malkollen.travel import journeys, network, stations
from malkollen.travel.settings import SETTINGS

Take = Callable[[Path, list[made_centres.Place]], None]


@pytest.fixture(scope="module")
def stops(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[made_centres.Place]]:
    with pytest.MonkeyPatch.context() as patch:
        install(patch, streets, gtfs)
        folder = tmp_path_factory.mktemp("places")
        carried(folder)
        build.build(folder)
        with storage.attach(folder / storage.FILE_NAME) as db:
            stops = made_centres.places(db)
        yield stops


def _take_timetable(folder: Path, stops: list[made_centres.Place]) -> None:
    store = RawStore(folder)
    into = store.begin("gtfs", resume=False)
    gtfs.take(made_centres.feed(folder / "feed.zip", stops), into)
    store.finish("gtfs", into)


def _take_streets(folder: Path, stops: list[made_centres.Place]) -> None:
    """A road through all stops from west to east: Huddinge and Tumba lie along it, and so do walks between them."""
    town = Town()
    for name, _, latitude, longitude in sorted(stops, key=lambda stop: stop[3]):
        town.nodes[name] = (len(town.nodes) + 1, (latitude, longitude), {})
    town.way(" ".join(town.nodes), highway="primary")
    store = RawStore(folder)
    into = store.begin("streets", resume=False)
    streets.take(town.write(folder / "PÅHITTAD.osm.pbf", are_degrees=True), into, lambda _: None)
    store.finish("streets", into)


def _built(folder: Path, stops: list[made_centres.Place], *order: Take) -> Transit:
    """What is kept after a build for each that is taken."""
    folder.mkdir()
    carried(folder)
    for take in order:
        take(folder, stops)
        assert build.build(folder).faults == []
    return timetables.load(folder / storage.FILE_NAME, "01")


def test_every_relation_is_what_the_journey_search_finds_whichever_came_first(
    stops: list[made_centres.Place], tmp_path: Path, thorough: bool
) -> None:
    """The streets last; thoroughly also first."""
    traffic = _built(tmp_path / "late", stops, _take_timetable, _take_streets)
    if thorough:
        early = _built(tmp_path / "early", stops, _take_streets, _take_timetable)
        assert [*early.relations.values()] == [*traffic.relations.values()]
        assert early.street_times == traffic.street_times
    assert traffic.streets is not None
    (timetable,) = traffic.ours
    folder = tmp_path / "late" / timetable.folder
    on_streets = Roads(street_map.read(tmp_path / "late" / traffic.streets.file)[0])
    net = network.load(folder, between=on_streets.walks.between)
    day = Day(net, stations.flags(folder, len(net.x)), journeys.names(folder))
    _by_transit(tmp_path / "late", traffic, on_streets, day)
    _by_street(traffic, on_streets)


def _by_transit(folder: Path, traffic: Transit, on_streets: Roads, day: Day) -> None:
    """Every departure of the relations that some reach, and one of the others; the median is one of the journeys."""
    places, waits = reach.place_origins(traffic), 0
    with storage.attach(folder / storage.FILE_NAME) as db:
        rows = db.execute("SELECT origin, destination, median_minutes, minutes FROM mart.relations").fetchall()
    assert len(rows) == len(places) * (len(places) - 1)
    for origin, destination, median, kept in rows:
        ends, reaches = (places[origin], places[destination]), any(one is not None for one in kept)
        leaving = SETTINGS.departures() if reaches else SETTINGS.departures()[:1]
        each = [roads.trip(on_streets, day, Way.TRANSIT, ends, leaving[at : at + 1]) for at in range(len(leaving))]
        journeys_found = [one.minutes for one in each]
        assert [one if one is None else ceil(one) for one in journeys_found] == kept[: len(leaving)], ends
        if reaches:
            in_order = sorted(inf if one is None else one for one in journeys_found)
            assert in_order[len(in_order) // 2 - 1] == (inf if median is None else pytest.approx(median)), ends
            waits += len({*kept}) > 1
            usual = roads.trip(on_streets, day, Way.TRANSIT, ends, leaving).minutes
            assert usual == (median if median is None else pytest.approx(median)), "the answer is the matrix's"
    assert waits > 5


def _by_street(traffic: Transit, on_streets: Roads) -> None:
    places = reach.place_origins(traffic)
    for way, mode in ON_STREETS.items():
        kept, seen = traffic.street_times[mode.value], 0
        for ends in itertools.product(("botkyrka", "haninge", "salem"), places):
            if ends[0] == ends[1]:
                continue
            both = places[ends[0]], places[ends[1]]
            minutes = roads.trip(on_streets, None, way, both, SETTINGS.departures()).minutes
            assert kept.get(ends) == (minutes if minutes is None else pytest.approx(minutes)), (way, ends)
            seen += minutes is not None
        assert seen, way
