"""Times by each way of travelling, from one place to what is reached and to another place with the journey's legs."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dashboard.figures.travel import Floats, Origin, Targets
from malkollen.streets import costs, search
from malkollen.streets.ready import Ready
from malkollen.streets.settings import load
from malkollen.streets.street_map import StreetMap
from malkollen.streets.ties import Ties
from malkollen.streets.walks import Walks
from malkollen.travel import journeys, reach, scan
from malkollen.travel.journeys import Leg, Names
from malkollen.travel.network import Near, Network, Seconds, Ways
from malkollen.travel.settings import SETTINGS

LONGEST_SECONDS = 2 * 3600.0
"""Of a journey along the streets: as long as the longest by public transport."""

Points = tuple[Floats, Floats]
"""Latitudes and longitudes."""


class Way(StrEnum):
    """A way of travelling; the values stand in addresses."""

    WALK = "gang"
    CYCLE = "cykel"
    TRANSIT = "kollektivt"
    BOTH = "cykel-kollektivt"
    CAR = "bil"


ON_STREETS: Mapping[Way, costs.Mode] = {
    Way.WALK: costs.Mode.WALK, Way.CYCLE: costs.Mode.CYCLE, Way.CAR: costs.Mode.CAR,
}  # fmt: skip


@dataclass(frozen=True)
class Day:
    """A timetable's day for the search. is_station: (stops) where one may leave a cycle; names: of stops and trips."""

    network: Network
    is_station: NDArray[np.bool_]
    names: Names


class Roads:
    """The streets of a map, made ready for each way of travelling the first time it is asked for."""

    def __init__(self, streets: StreetMap) -> None:
        """Prepares nothing yet."""
        self._ready = Ready(streets)
        self._egress: tuple[Network, Floats, Near] | None = None

    @cached_property
    def walks(self) -> Walks:
        """The ways to and from stops."""
        return Walks(self._ready)

    def seconds(self, way: Way, origins: Points, goals: Points) -> Floats:
        """(origins, goals) seconds from door to door along the streets; infinite beyond two hours.

        By car what it takes to reach the car and to park it is in every time, to where one stands already too.
        """
        mode = ON_STREETS[way]
        net, finder = self._ready.graph(mode), self._ready.finder(mode)
        door = load().door_seconds if mode is costs.Mode.CAR else 0.0
        begin, end = finder.tie(*origins), finder.tie(*goals)
        times = search.seconds(net, begin, end, LONGEST_SECONDS - door) + door
        is_here = (origins[0][:, None] == goals[0]) & (origins[1][:, None] == goals[1])
        times[is_here & _is_on(begin)[:, None]] = door
        return times

    def egress(self, day: Day, reached: Targets) -> Near:
        """The walks from stops to all that is reached; the last ones are kept."""
        known = self._egress
        if known is None or known[0] is not day.network or known[1] is not reached.x:
            walks = self.walks.to_stops(day.network, reach.places(reached.x, reached.y))
            known = self._egress = day.network, reached.x, walks
        return known[2]

    def ways(self, way: Way, day: Day, here: reach.Places, goals: reach.Places, egress: Near | None = None) -> Ways:
        """The ways to and from stops of a journey by public transport, on foot or by cycle to a station."""
        if way is Way.BOTH:
            return self.walks.by_cycle(day.network, day.is_station, here, goals, egress)
        return self.walks.on_foot(day.network, here, goals, egress)


def _is_on(ties: Ties) -> NDArray[np.bool_]:
    is_on: NDArray[np.bool_] = np.bincount(ties.place, minlength=ties.places) > 0
    return is_on


def minutes(
    roads: Roads | None, day: Day | None, way: Way, origin: Origin, reached: Targets, leaving: Seconds
) -> Floats:
    """Minutes from door to door; NaN where there is no journey within two hours.

    By public transport it is the median of the departures, NaN where fewer than half of them come there.

    Args:
        leaving: from the door, seconds after midnight, ascending; along the streets any time is as good.
    """
    if way in ON_STREETS and roads is not None:
        start = np.array([origin.latitude]), np.array([origin.longitude])
        seconds = roads.seconds(way, start, (reached.latitude, reached.longitude))[0]
        return np.where(np.isfinite(seconds), seconds / 60, np.nan)
    if day is None:
        return np.full(len(reached.x), np.nan)
    here, goals = reach.places([origin.x], [origin.y]), reach.places(reached.x, reached.y)
    egress = roads.egress(day, reached) if roads else None
    by_way = [roads.ways(one, day, here, goals, egress) if roads else None for one in _either(way)]
    times = np.min([_times(day, here, goals, leaving, ways) for ways in by_way], axis=0)
    median = np.sort(times, axis=1)[:, _half(leaving)].astype(float)
    return np.where(median >= scan.NEVER, np.nan, median / 60)


def _either(way: Way) -> tuple[Way, ...]:
    """The searches that a way is the best of: who may cycle to a station may also walk to a stop."""
    return (way, Way.TRANSIT) if way is Way.BOTH else (way,)


def _half(leaving: Seconds) -> int:
    """The median's place among sorted times, from 0: half of the departures need no longer, as in the indicators."""
    return (len(leaving) + 1) // 2 - 1


def _times(day: Day, here: reach.Places, goals: reach.Places, leaving: Seconds, ways: Ways | None) -> scan.Times:
    """(goals, departures) seconds from door to door; NEVER where there is no journey within two hours."""
    asked = scan.prepare(day.network, here, goals, leaving, SETTINGS, ways)
    out = np.empty((1, len(goals.x), len(leaving)), np.int32)
    scan.every_time(asked, 0, 1, out)
    times: scan.Times = out[0]
    return times


@dataclass(frozen=True)
class Trip:
    """A journey from one place to another.

    Attributes:
        minutes: from door to door; None where there is none within two hours, as of `minutes`.
        legs: of one by public transport that takes them; empty along the streets.
        leaves: when that one leaves the door, seconds after midnight.
        is_cycled: whether its first leg is by cycle.
    """

    way: Way
    minutes: float | None
    legs: tuple[Leg, ...] = ()
    leaves: int = 0
    is_cycled: bool = False


def trip(roads: Roads | None, day: Day | None, way: Way, ends: tuple[Origin, Origin], leaving: Seconds) -> Trip:
    """The journey from one place to another; arguments as of `minutes`."""
    origin, goal = ends
    if way in ON_STREETS and roads is not None:
        begin, end = ((np.array([one.latitude]), np.array([one.longitude])) for one in ends)
        seconds = float(roads.seconds(way, begin, end)[0, 0])
        return Trip(way, seconds / 60 if np.isfinite(seconds) else None)
    if day is None:
        return Trip(way, None)
    here, there = reach.places([origin.x], [origin.y]), reach.places([goal.x], [goal.y])
    by_way = {one: roads.ways(one, day, here, there) if roads else None for one in _either(way)}
    times = {one: _times(day, here, there, leaving, ways)[0] for one, ways in by_way.items()}
    best = np.min([*times.values()], axis=0)
    chosen = int(np.argsort(best, kind="stable")[_half(leaving)])
    if best[chosen] >= scan.NEVER:
        return Trip(way, None)
    by = min(times, key=lambda one: (times[one][chosen], one is not Way.TRANSIT))
    departs = int(leaving[chosen])
    legs = journeys.journey(day.network, here, there, departs, SETTINGS, by_way[by]) or []
    return Trip(way, float(best[chosen]) / 60, tuple(legs), departs, by is Way.BOTH)
