"""One journey with its legs, so that anyone can hold a travel time against a journey planner.

The legs are found backwards from the goal, in what the search found (scan.labels): which ride lets one off where and
when the search says, and where one could get on it. So they end when the search says, and in no other way.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from malkollen.travel import scan
from malkollen.travel.network import Network, Ways, read
from malkollen.travel.reach import Places
from malkollen.travel.scan import Labels, Search
from malkollen.travel.settings import SETTINGS, TravelSettings


@dataclass(frozen=True, slots=True)
class Leg:
    """A walk or a ride of a journey. Times are seconds after the operating day's midnight.

    Attributes:
        from_stop, to_stop: positions of stops; None at a door.
        trip: the trip's number in the timetable's files; None on foot.
        is_seated: whether one has stayed seated from the leg before, in the same vehicle.
    """

    from_stop: int | None
    to_stop: int | None
    departs: int
    arrives: int
    trip: int | None = None
    is_seated: bool = False


class _Ride(NamedTuple):
    """On at one connection and off at another of the same trip, after a walk from `before` (None: the door)."""

    on: int
    off: int
    before: int | None
    walk: int


@dataclass(frozen=True)
class Names:
    """What stops and trips are called, by their numbers.

    Attributes:
        stop_ids, stops: a text a stop.
        trip_ids, lines, headsigns, modes: a text a trip; headsigns may be empty, and all are for a number no trip has.
    """

    stop_ids: list[str]
    stops: list[str]
    trip_ids: list[str]
    lines: list[str]
    headsigns: list[str]
    modes: list[str]


def names(folder: Path) -> Names:
    """Reads stops.parquet and trips.parquet of a timetable's folder; DataError when one is missing or broken."""
    stops = read(folder / "stops.parquet", ["stop_id", "name"])
    trips = read(folder / "trips.parquet", ["trip", "trip_id", "line", "headsign", "mode"])
    numbers = trips.pop("trip")  # not all: a trip of frequencies.txt gives up its own for those of its runs
    of_stops = [[text or "" for text in stops[name].tolist()] for name in ("stop_id", "name")]
    of_trips = [[""] * (int(numbers.max(initial=-1)) + 1) for _ in trips]
    for texts, column in zip(of_trips, trips.values(), strict=True):
        for number, text in zip(numbers.tolist(), column.tolist(), strict=True):
            texts[number] = text or ""
    return Names(*of_stops, *of_trips)


def journey(
    network: Network,
    origin: Places,
    goal: Places,
    leaves: int,
    settings: TravelSettings = SETTINGS,
    ways: Ways | None = None,
) -> list[Leg] | None:
    """A journey that arrives as early as any, from one point to another.

    It leaves the door at once and waits at the stop. Of journeys that arrive together it is on foot all the way if that
    is one; else the last walk is the shortest, and it stays on a vehicle rather than changes; nothing more is promised
    about which it is.

    Args:
        origin: one point in the network's plane.
        goal: likewise.
        leaves: seconds after midnight.
        ways: as scan.prepare has them; a leg from the door is then by whatever they are.

    Returns:
        the legs in order, a walk of no seconds left out; None where the limit of the whole journey is passed.
    """
    search = scan.prepare(network, origin, goal, np.array([leaves], dtype=np.int32), settings, ways)
    labels = scan.labels(search, 0)
    on_foot = leaves + scan.without_a_ride(search, 0, 0)
    stops, walks = search.egress.of(0)
    ends = labels.at[stops, 0] + walks
    arrives = min([on_foot, *ends.tolist()])
    if arrives > leaves + settings.limit_seconds:
        return None
    if on_foot == arrives:
        return _walk(None, None, leaves, on_foot)
    last = int(np.argmin(ends))  # stops lie nearest first
    stop = int(stops[last])
    return [*_to_stop(search, labels, stop), *_walk(stop, None, int(labels.at[stop, 0]), int(ends[last]))]


def _to_stop(search: Search, labels: Labels, stop: int) -> list[Leg]:
    """The legs from the door to getting off at a stop, when the search says."""
    legs: list[Leg] = []
    network = search.network
    at: int | None = stop
    while at is not None:
        ride = _ride_to(search, labels, at)
        begins = int(search.departures[0]) if ride.before is None else int(labels.at[ride.before, 0])
        legs[:0] = _ridden(network, ride)
        legs[:0] = _walk(ride.before, int(network.from_stop[ride.on]), begins, begins + ride.walk)
        at = ride.before
    return legs


def _ridden(network: Network, ride: _Ride) -> list[Leg]:
    """A ride as a leg for each trip that one stays seated through; one where nobody may get on or off between them."""
    same = network.trip[ride.on : ride.off + 1] == network.trip[ride.on]
    calls = ride.on + np.flatnonzero(same)
    starts = [0, *(1 + np.flatnonzero(np.diff(network.named[calls]))).tolist()]
    nowhere = len(network.x)
    if any(nowhere in (network.from_stop[calls[at]], network.to_stop[calls[at - 1]]) for at in starts[1:]):
        starts = [0]
    legs = []
    for first, after in zip(starts, [*starts[1:], len(calls)], strict=True):
        on, off = calls[first], calls[after - 1]
        legs.append(
            Leg(
                int(network.from_stop[on]),
                int(network.to_stop[off]),
                int(network.departure[on]),
                int(network.arrival[off]),
                int(network.named[on]),
                is_seated=first > 0,
            )
        )
    return legs


def _walk(from_stop: int | None, to_stop: int | None, departs: int, arrives: int) -> list[Leg]:
    """A walk, unless it takes no time."""
    return [Leg(from_stop, to_stop, departs, arrives)] if arrives > departs else []


def _ride_to(search: Search, labels: Labels, stop: int) -> _Ride:
    """A ride that lets one off at the stop when the search says; straight from the door where one does."""
    network = search.network
    part = slice(search.low, search.high)
    is_there = (network.to_stop[part] == stop) & (network.arrival[part] == labels.at[stop, 0])
    changed: list[_Ride] = []
    for off in (search.low + np.flatnonzero(is_there)).tolist():
        calls = search.low + np.flatnonzero(network.trip[search.low : off + 1] == network.trip[off])
        calls = calls[labels.board[network.from_stop[calls], 0] <= network.departure[calls]]
        if direct := [ride for on in calls.tolist() if (ride := _from_door(search, on, off))]:
            return min(direct, key=lambda ride: ride.walk)
        changed += [_after_change(search, labels, on, off) for on in calls[:1].tolist()]
    return min(changed, key=lambda ride: (ride.walk, ride.on))


def _from_door(search: Search, on: int, off: int) -> _Ride | None:
    """The ride, where one can walk from the door to it in time."""
    stops, walks = search.access.of(0)
    for walk in walks[stops == search.network.from_stop[on]].tolist():
        if search.departures[0] + walk <= search.network.departure[on]:
            return _Ride(on, off, None, walk)
    return None


def _after_change(search: Search, labels: Labels, on: int, off: int) -> _Ride:
    """The ride after another, with the shortest walk between them that is in time."""
    network = search.network
    stop = int(network.from_stop[on])
    before, _ = network.changes.of(stop)  # who is near whom is the same both ways, how long it takes need not be
    walks = np.array([_change(network, one, stop) for one in before.tolist()])
    in_time = np.flatnonzero(labels.at[before, 0] + walks + search.interchange <= network.departure[on])
    first = int(in_time[np.argmin(walks[in_time])])
    return _Ride(on, off, int(before[first]), int(walks[first]))


def _change(network: Network, from_stop: int, to_stop: int) -> int:
    """The walk from one stop to another that is near it."""
    stops, walks = network.changes.of(from_stop)
    return int(walks[stops == to_stop][0])
