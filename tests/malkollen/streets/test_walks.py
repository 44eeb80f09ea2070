"""The ways to stops along the streets: a river with one bridge, a place by no street, and a cycle to the station."""

from pathlib import Path

import duckdb
import numpy as np
import pytest
from made_streets import Town, degrees
from pyproj import Transformer

from malkollen.streets.ready import Ready
from malkollen.streets.walks import Walks
from malkollen.travel import network, reach, stations
from malkollen.travel.network import Network
from malkollen.travel.reach import Places
from malkollen.travel.settings import HOUR, SETTINGS

PLANE = Transformer.from_crs(4326, 3006)
BRIDGE_M, BANK_M = 800.0, 100.0
"""Metres along each bank to the bridge, and across it."""
AWAY_M = 3000.0
MOVE = 1.02
"""How much lengths in the plane, the extract's rounding and whole seconds may differ by."""


@pytest.fixture(scope="module")
def walks(tmp_path_factory: pytest.TempPathFactory) -> Walks:
    """Two banks joined by a bridge 800 metres east of home, and a road three kilometres on to the west."""
    town = Town()
    for name, east, north in [
        ("home", 0, 0), ("over", 0, BANK_M), ("east", BRIDGE_M, 0), ("across", BRIDGE_M, BANK_M), ("west", -AWAY_M, 0),
    ]:  # fmt: skip
        town.node(name, east, north)
    town.way("west home east across over")
    return Walks(Ready(town.map(tmp_path_factory.mktemp("town"))))


def _at(*points: tuple[float, float]) -> Places:
    north, east = PLANE.transform(*zip(*(degrees(*point) for point in points), strict=True))
    return reach.places(east, north)


def _network(stops: Places, rides: list[tuple[int, int, int, int]]) -> Network:
    """rides: from, to, departure, arrival."""
    start, end, leaves, arrives = zip(*rides, strict=True)
    columns = network.Connections(leaves, arrives, start, end, range(len(rides)))
    return network.build(columns, stops.x, stops.y)


def test_a_walk_goes_over_the_bridge_and_not_over_the_water(walks: Walks) -> None:
    near = walks.between(*_at((0, 0), (0, BANK_M), (300, 0)))
    stops, seconds = near.of(0)
    assert stops.tolist() == [0, 2]  # over the water is 1 700 metres, and a change may take ten minutes
    assert seconds.tolist()[0] == 0
    assert seconds[1] == pytest.approx(300 * 3.6 / 4.8, rel=0.02)
    there, back = walks.between(*_at((BRIDGE_M, 0), (BRIDGE_M, BANK_M))).of(0)[1], near.of(1)[0]
    assert there[1] == pytest.approx(BANK_M * 3.6 / 4.8, rel=0.02)
    assert back.tolist() == [1]


def test_a_place_by_no_street_walks_as_the_crow_flies(walks: Walks) -> None:
    places = _at((0, -600), (0, -1000))  # both farther than 300 metres from any street
    stops, seconds = walks.between(*places).of(0)
    line = np.hypot(places.x[1] - places.x[0], places.y[1] - places.y[0])
    assert stops.tolist() == [0, 1]
    assert seconds[1] == network.walk_seconds(np.array([line]), SETTINGS)[0]


def test_all_the_way_is_never_shorter_than_the_crow_flies(walks: Walks) -> None:
    home = _at((0, 0))
    goals = _at((0, BANK_M), (0, 250), (300, 40))  # the second and the third lie off the street they are tied to
    net = _network(goals, [(0, 1, 8 * HOUR, 8 * HOUR + 60)])
    direct = walks.on_foot(net, home, goals).direct[0]
    line = np.hypot(goals.x - home.x, goals.y - home.y) * 3.6 / 4.8
    assert (direct >= np.floor(line)).all()
    assert direct[0] == pytest.approx((2 * BRIDGE_M + BANK_M) * 3.6 / 4.8, rel=0.02)


def test_by_cycle_one_reaches_a_station_that_is_too_far_to_walk_to(walks: Walks) -> None:
    station, core, home = (-AWAY_M, 0), (-AWAY_M, -20_000), (0, 0)
    stops = _at(station, core)
    every_five = [(0, 1, leaves, leaves + 600) for leaves in range(7 * HOUR, 10 * HOUR, 300)]
    net, begin, end = _network(stops, every_five), _at(home), _at(core)
    on_foot = reach.travel(net, begin, end, ways=walks.on_foot(net, begin, end)).median[0, 0]
    assert np.isinf(on_foot)
    is_station = np.array([True, False])
    ways = walks.by_cycle(net, is_station, begin, end)
    cycled = reach.travel(net, begin, end, ways=ways).median[0, 0]
    least = (AWAY_M * 3.6 / 16 + 120 + 600) / 60  # cycle, lock, ride
    assert least <= cycled <= least * MOVE + 5
    nowhere = walks.by_cycle(net, ~is_station & False, begin, end)
    all_the_way = reach.travel(net, begin, end, ways=nowhere).median[0, 0]
    assert all_the_way == pytest.approx(ways.direct[0, 0] / 60)  # no street leads there: the crow's flight and a detour
    assert all_the_way > 90
    ten = walks.by_cycle(net, is_station, _at((4000, 0)), end)  # the road ends; farther than five kilometres in all
    assert ten.access.first.tolist() == [0, 0]


def test_a_station_has_two_trains_an_hour_on_its_platforms_together(tmp_path: Path) -> None:
    departures = [
        (0, "rail", 7, 2), (1, "rail", 8, 2),  # two platforms of one station
        (2, "rail", 7, 3), (3, "bus", 7, 40), (4, "metro", 6, 40), (5, "metro", 8, 4),
    ]  # fmt: skip
    with duckdb.connect() as db:
        db.execute("CREATE TABLE departures (stop INTEGER, mode VARCHAR, hour SMALLINT, departures INTEGER)")
        db.executemany("INSERT INTO departures VALUES (?, ?, ?, ?)", departures)
        db.execute("CREATE TABLE stops (stop INTEGER, stop_id VARCHAR, parent_id VARCHAR)")
        parents = ["station", "station", None, None, None, None]
        db.executemany("INSERT INTO stops VALUES (?, ?, ?)", [(n, str(n), one) for n, one in enumerate(parents)])
        for name in ("departures", "stops"):
            db.execute(f"COPY {name} TO '{tmp_path / name}.parquet'")
    assert np.flatnonzero(stations.flags(tmp_path, 6)).tolist() == [0, 1, 5]
