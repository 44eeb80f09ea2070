"""Small made networks, and the plain search that the connection scan is held against."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from hypothesis import strategies as st

from malkollen.travel.network import Connections, Network, build
from malkollen.travel.settings import TravelSettings

NEVER = float("inf")


@dataclass(frozen=True)
class Call:
    """A vehicle at a stop; seconds after midnight."""

    stop: int
    arrival: int
    departure: int
    is_boardable: bool = True
    is_alightable: bool = True


@dataclass(frozen=True)
class Made:
    """Stops in a plane and trips as their calls, in order."""

    places: list[tuple[float, float]]
    trips: list[list[Call]]
    settings: TravelSettings

    def rides(self) -> list[tuple[int, int, int, int, int, bool, bool]]:
        """Departure, arrival, from, to, trip, whether one may get on and off; of each connection, trip by trip."""
        return [
            (a.departure, b.arrival, a.stop, b.stop, number, a.is_boardable, b.is_alightable)
            for number, calls in enumerate(self.trips)
            for a, b in pairwise(calls)
        ]

    def network(self) -> Network:
        columns = np.array(self.rides(), dtype=np.int32).reshape(-1, 7).T
        x, y = np.array(self.places).T
        return build(Connections(*columns), x, y, self.settings)

    def walk(self, a: tuple[float, float], b: tuple[float, float]) -> int:
        metres = ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5
        return int(np.ceil(metres * self.settings.seconds_per_metre - 1e-6))

    def is_near(self, a: tuple[float, float], b: tuple[float, float], minutes: float) -> bool:
        metres = ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5
        return metres <= minutes * 60 / self.settings.seconds_per_metre


def alightings(network: Made, origin: tuple[float, float], leaves: int) -> dict[int, int]:
    """The earliest arrival by vehicle at each stop: every ride that can be reached, looked up one by one.

    A plain search over events: from the door one reaches the rides one can walk to in time; from a ride one reaches the
    next of its trip, and every ride of the day that leaves after getting off, walking and the interchange time. Nothing
    is assumed of order, and nothing is pruned.
    """
    rides = network.rides()
    settings = network.settings
    onward = {i: i + 1 for i in range(len(rides) - 1) if rides[i][4] == rides[i + 1][4]}
    leaving = {
        stop: [i for i, ride in enumerate(rides) if ride[2] == stop and ride[5]] for stop in range(len(network.places))
    }
    waiting = []
    for stop, position in enumerate(network.places):
        if network.is_near(origin, position, settings.access_minutes):
            waiting += [i for i in leaving[stop] if rides[i][0] >= leaves + network.walk(origin, position)]
    reached = set()
    while waiting:
        i = waiting.pop()
        if i in reached:
            continue
        reached.add(i)
        if i in onward:
            waiting.append(onward[i])
        if not rides[i][6]:
            continue
        here = network.places[rides[i][3]]
        for stop, position in enumerate(network.places):
            if network.is_near(here, position, settings.transfer_minutes):
                ready = rides[i][1] + network.walk(here, position) + settings.interchange_seconds
                waiting += [j for j in leaving[stop] if rides[j][0] >= ready]
    arrivals = sorted(((rides[i][3], rides[i][1]) for i in reached if rides[i][6]), reverse=True)
    return dict(arrivals)  # of a stop's arrivals the last written, the earliest


def door_to_door(network: Made, origin: tuple[float, float], goal: tuple[float, float], leaves: int) -> float:
    """Seconds from door to door; infinite beyond the settings' limit."""
    times = [network.walk(origin, goal)]
    for stop, arrives in alightings(network, origin, leaves).items():
        if network.is_near(network.places[stop], goal, network.settings.access_minutes):
            times.append(arrives - leaves + network.walk(network.places[stop], goal))
    return min(times) if min(times) <= network.settings.limit_seconds else NEVER


MIDNIGHT = 86_400
mostly = st.sampled_from([True, True, True, False])
places = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda p: (100.0 * p[0], 100.0 * p[1]))


@st.composite
def made_networks(draw: st.DrawFn) -> Made:
    """Up to eight stops within walking distance or not, trips that loop, stand still, tie, overtake, pass midnight."""
    stops = draw(st.lists(places, min_size=2, max_size=8))
    begin = draw(st.sampled_from([7 * 3600, MIDNIGHT - 900]))
    minutes = st.integers(0, 6).map(lambda m: 60 * m)
    trips = []
    for _ in range(draw(st.integers(0, 7))):
        clock = begin + draw(st.integers(0, 25)) * 60
        calls = []
        for stop in draw(st.lists(st.integers(0, len(stops) - 1), min_size=2, max_size=6)):
            arrives = clock + draw(minutes)
            clock = arrives + draw(st.sampled_from([0, 0, 60]))
            calls.append(Call(stop, arrives, clock, draw(mostly), draw(mostly)))
        trips.append(calls)
    settings = TravelSettings(
        access_minutes=draw(st.sampled_from([0, 5, 15])),
        transfer_minutes=draw(st.sampled_from([0, 3, 10])),
        interchange_seconds=draw(st.sampled_from([1, 60, 120])),
        limit_minutes=draw(st.sampled_from([20, 120])),
    )
    return Made(stops, trips, settings)


def departures_of(draw: st.DrawFn, made: Made) -> list[int]:
    """Some departures from the door around the first calls."""
    first = min((calls[0].departure for calls in made.trips), default=7 * 3600)
    return sorted(first + 60 * m for m in draw(st.sets(st.integers(-15, 30), min_size=1, max_size=5)))
