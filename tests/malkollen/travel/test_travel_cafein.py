"""Arrivals on a real day in Cairns equal those of cafein (others', RAPTOR in Rust) where both assume the same.

Same: boarding at one stop without walking there, changes without interchange time (ours is set to nothing here, which
no setting allows), the same walks between stops, one walk between rides, no limit of time or changes. What differs:
cafein does not read pickup_type and drop_off_type, so it also gets on and off where a bus does not let one.
"""

from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pytest

from ingest.transit.timetable import timetable
from malkollen import ROOT
from malkollen.travel import journeys, network, scan
from malkollen.travel.network import Connections, Near, Network
from malkollen.travel.settings import SETTINGS

CAIRNS = ROOT.parent / "shared" / "gtfs" / "cairns" / "cairns_gtfs.zip"
DAY = date(2014, 5, 27)
LEAVES = {"05:40": 20_400, "07:30": 27_000, "16:10": 58_200, "22:30": 81_000}

cafein = pytest.importorskip("cafein", reason="cafein finns inte; uv sync --group peers")
pytestmark = pytest.mark.skipif(not CAIRNS.exists(), reason="../shared saknas")


class Cairns(NamedTuple):
    """The feed as both read it; `anywhere` is our network with getting on and off allowed at every call."""

    theirs: Any
    ours: Network
    anywhere: Network
    ids: list[str]


@pytest.fixture(scope="module")
def cairns(tmp_path_factory: pytest.TempPathFactory) -> Cairns:
    folder = tmp_path_factory.mktemp("cairns") / "tidtabell"
    timetable.write(CAIRNS, folder, DAY)
    columns = network.read(folder / "connections.parquet", list(Connections._fields[:5]))
    stops = network.read(folder / "stops.parquet", ["x", "y"])
    with pytest.warns(UserWarning, match="interpolated blank stop times"):
        theirs = cafein.TransportNetwork.from_gtfs(str(CAIRNS), trip_distances=False)
    anywhere = network.build(Connections(**columns), stops["x"], stops["y"])
    return Cairns(theirs, network.load(folder), anywhere, journeys.names(folder).stop_ids)


def by_cafein(cairns: Cairns, origin: int, at: str) -> dict[str, int]:
    times = cairns.theirs.travel_times_from_stop(cairns.ids[origin], f"{DAY} {at}", max_rides=50)
    return {stop: seconds for stop, seconds in times.items() if stop != cairns.ids[origin]}


def by_us(cairns: Cairns, net: Network, origin: int, at: str) -> dict[str, int]:
    stops = (net.x, net.y)
    nowhere = (np.array([1e6]), np.array([1e6]))
    search = scan.prepare(net, nowhere, stops, np.array([LEAVES[at]]), SETTINGS.until(2000))
    only_there = Near(np.array([0, 1], np.int32), np.array([origin], np.int32), np.zeros(1, np.int32))
    search = search._replace(interchange=0, access=only_there, egress=net.changes, seconds_per_metre=1e9)
    out = np.empty((1, len(net.x), 1), np.int32)
    scan.every_time(search, 0, 1, out)
    reached = np.flatnonzero(out[0, :, 0] < scan.NEVER)
    return {cairns.ids[stop]: int(out[0, stop, 0]) for stop in reached if stop != origin}


def without_walks(net: Network) -> Network:
    stops = len(net.x)
    first = np.minimum(np.arange(stops + 2, dtype=np.int32), stops).astype(np.int32)
    return net._replace(changes=Near(first, np.arange(stops, dtype=np.int32), np.zeros(stops, np.int32)))


def origins(cairns: Cairns) -> list[int]:
    return np.random.default_rng(0).choice(len(cairns.ids), 15, replace=False).tolist()


def test_without_walks_every_arrival_is_the_same(cairns: Cairns) -> None:
    net = without_walks(cairns.anywhere)
    compared = 0
    for origin in origins(cairns):
        for at in LEAVES:
            expected = by_cafein(cairns, origin, at)
            assert by_us(cairns, net, origin, at) == expected
            compared += len(expected)
    assert compared > 10_000


def test_where_one_may_not_get_on_or_off_we_are_never_before_and_seldom_after(cairns: Cairns) -> None:
    """Less than one arrival in a hundred; only those calls are the cause, as the test above shows."""
    net = without_walks(cairns.ours)
    later = compared = 0
    for origin in origins(cairns):
        for at in LEAVES:
            expected, found = by_cafein(cairns, origin, at), by_us(cairns, net, origin, at)
            assert found.keys() <= expected.keys()
            assert all(found[stop] >= expected[stop] for stop in found)
            later += sum(found.get(stop) != seconds for stop, seconds in expected.items())
            compared += len(expected)
    assert 0 < later < compared / 100


def test_with_the_same_walks_between_rides_every_arrival_is_the_same(cairns: Cairns) -> None:
    net, ids = cairns.anywhere, cairns.ids
    walks = [
        (ids[stop], ids[other], int(seconds), float(seconds))
        for stop in range(len(ids))
        for other, seconds in zip(*net.changes.of(stop), strict=True)
        if other != stop
    ]
    cairns.theirs.set_transfers(walks)
    try:
        compared = 0
        for origin in origins(cairns):
            for at in LEAVES:
                expected = by_cafein(cairns, origin, at)
                assert by_us(cairns, net, origin, at) == expected
                compared += len(expected)
    finally:
        cairns.theirs.set_transfers([])
    assert compared > 15_000


def test_the_walks_between_stops_are_those_of_the_settings(cairns: Cairns) -> None:
    """Every pair within 615 m as the crow flies, found one by one, both ways."""
    net = cairns.ours
    line = np.hypot(net.x[:, None] - net.x[None, :], net.y[:, None] - net.y[None, :])
    for stop in range(len(net.x)):
        others, seconds = net.changes.of(stop)
        assert set(others.tolist()) == set(np.flatnonzero(line[stop] <= SETTINGS.transfer_metres).tolist())
        assert np.array_equal(seconds, network.walk_seconds(line[stop, others]))
