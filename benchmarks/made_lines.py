"""Made lines over given stops: trains, metro, tram and boats along stops whose names say so, buses towards the nearest.

The stops and their names may be real. Every line, number, frequency and running time is invented.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import made_feed
import numpy as np
import pyarrow as pa
from made_buses import crossings, feeders
from made_feed import Feed, Ints
from made_kinds import (
    BAND_HOURS,
    BOAT,
    METRO_BRANCH,
    METRO_TRUNK,
    NIGHT_ENDS,
    RAIL_BRANCH,
    RAIL_TRUNK,
    SLOWER,
    STRETCHED,
    Kind,
    Line,
)
from made_rail import ring, tracks
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Floats = NDArray[np.float64]

RAIL = re.compile(r"(^|\s)(Central)?station$")
NO_RAIL = re.compile(r"buss|brand|kraft|räddning|gamla|Lennakatten", re.IGNORECASE)
METRO = re.compile(r"T-(bana|station)$")
FERRY = re.compile(r"brygga$")
BUS_STATION = re.compile(r"\sbusstation$|\sbussterminal$")
CALLS_A_STOP = 355  # connections a weekday per stop: 2 M for a county of 6 000
STRETCHINGS = 5
SAME_NAME_M = 300.0


@dataclass(frozen=True)
class Stops:
    """Stops to make lines over: ids and names as published, degrees, and metres in a plane of their own."""

    ids: Sequence[str]
    names: Sequence[str]
    latitude: Floats
    longitude: Floats

    @property
    def metres(self) -> Floats:
        """East and north of the middle; right within a few per cent over a county."""
        north = np.radians(self.latitude) * 6_371_000
        middle = np.radians(np.mean(self.latitude))
        return np.column_stack([np.radians(self.longitude) * 6_371_000 * np.cos(middle), north])


def lines(stops: Stops) -> list[Line]:
    """Every made line over the stops. Without a name that says station, the middlemost stop is the hub of the buses."""
    at = stops.metres
    by_name = lambda rule, no: np.array(  # noqa: E731
        [i for i, name in enumerate(stops.names) if rule.search(name) and not (no and no.search(name))], dtype=np.int64
    )
    rail, metro, ferry = by_name(RAIL, NO_RAIL), by_name(METRO, None), by_name(FERRY, None)
    stations = np.concatenate([rail, metro])
    hubs = np.union1d(stations, by_name(BUS_STATION, None))
    if not len(hubs):
        hubs = np.array([np.argmin(np.hypot(*(at - np.median(at, axis=0)).T))])
    return [
        *tracks(at, rail, RAIL_TRUNK, RAIL_BRANCH),
        *tracks(at, metro, METRO_TRUNK, METRO_BRANCH),
        *ring(at, stations),
        *tracks(at, ferry, BOAT, BOAT),
        *crossings(at, hubs),
        *feeders(at, hubs),
    ]


def _starts(kind: Kind, service: int, phase: float, stretch: float) -> Ints:
    """Starts of a day's trips; `stretch` makes buses more or less frequent so that the whole comes to what is asked."""
    slower = SLOWER[service] * (stretch if kind in STRETCHED else 1.0)
    minutes = [each and min(max(each * slower, 4.0), 240.0) for each in kind.minutes]
    return made_feed.headway_starts(list(zip(BAND_HOURS, minutes, strict=True)), NIGHT_ENDS, phase)


def _stretch(lines: Sequence[Line], wanted: int) -> float:
    """How much longer between buses in towns for about `wanted` connections on a weekday."""
    stretch = 1.0
    for _ in range(STRETCHINGS):  # starts are cut to half minutes and bands, so one step does not do
        legs = [2 * (len(line.stops) - 1) * len(_starts(line.kind, made_feed.WEEKDAY, 0.5, stretch)) for line in lines]
        bus = sum(n for n, line in zip(legs, lines, strict=True) if line.kind in STRETCHED)
        stretch *= bus / max(wanted - (sum(legs) - bus), 0.05 * bus) if bus else 1.0
    return stretch


def parents(stops: Stops) -> list[int | None]:
    """For each stop the number of its parent: stops of one name within some hundred metres share one."""
    at, numbers, firsts = stops.metres, {}, [None] * len(stops.names)  # type: ignore[var-annotated]
    for one, two in sorted(cKDTree(at).query_pairs(SAME_NAME_M)):
        if stops.names[one] == stops.names[two]:
            first = one if firsts[one] is None else firsts[one]
            for each in (one, two):
                firsts[each] = first
            numbers[first] = None
    order = {first: number for number, first in enumerate(numbers)}
    return [None if each is None else order[each] for each in firsts]


def _stop_rows(stops: Stops) -> dict[str, pa.Array]:
    """The stops as given, then the made parents."""
    number = parents(stops)
    members = [
        [i for i, each in enumerate(number) if each == n] for n in range(max((n or 0 for n in number), default=0) + 1)
    ]
    members = [each for each in members if each]
    mean = lambda values, rows: f"{np.mean(values[rows]):.6f}"  # noqa: E731
    degrees = lambda values: [f"{v:.6f}" for v in values] + [mean(values, rows) for rows in members]  # noqa: E731
    return {
        "stop_id": made_feed.text([*stops.ids, *(f"pahittad-hallplats-{n + 1}" for n in range(len(members)))]),
        "stop_name": made_feed.text([*stops.names, *(stops.names[rows[0]] for rows in members)]),
        "stop_lat": made_feed.text(degrees(stops.latitude)),
        "stop_lon": made_feed.text(degrees(stops.longitude)),
        "location_type": made_feed.text([0] * len(stops.ids) + [1] * len(members)),
        "parent_station": made_feed.text(
            [None if n is None else f"pahittad-hallplats-{n + 1}" for n in number] + [None] * len(members)
        ),
    }


def _route_rows(lines: Sequence[Line]) -> dict[str, pa.Array]:
    numbers = range(1, len(lines) + 1)
    return {
        "route_id": made_feed.text([f"pahittad-{n}" for n in numbers]),
        "agency_id": made_feed.text([made_feed.AGENCY] * len(lines)),
        "route_short_name": made_feed.text([f"P{n}" for n in numbers]),
        "route_long_name": made_feed.text([f"Påhittad linje {n}" for n in numbers]),
        "route_type": made_feed.text([line.kind.route_type for line in lines]),
        "route_desc": made_feed.text([f"Påhittad {line.kind.name}" for line in lines]),
    }


def feed(stops: Stops, connections: int | None = None, seed: int = 0) -> Feed:
    """A made timetable over the stops, with about `connections` on a weekday (355 per stop where nothing is said)."""
    chance = np.random.default_rng(seed)
    drawn, at = lines(stops), stops.metres
    stretch = _stretch(drawn, connections or CALLS_A_STOP * len(stops.ids))
    ways, pattern, service, start = [], [], [], []
    for route, line in enumerate(drawn):
        for direction, order in enumerate((line.stops, line.stops[::-1])):
            metres = np.hypot(*np.diff(at[order], axis=0).T) * line.kind.detour
            kind = line.kind
            times = made_feed.run_times(metres, kind.speed_kmh, kind.halt_s, kind.route_type)
            ways.append((route, direction, order, *times))
            phase = chance.random()
            for which in (made_feed.WEEKDAY, made_feed.SATURDAY, made_feed.SUNDAY):
                starts = _starts(line.kind, which, phase, stretch)
                start.append(starts)
                service.append(np.full(len(starts), which))
                pattern.append(np.full(len(starts), len(ways) - 1))
    services, exceptions = made_feed.week_services()
    laid = [np.concatenate(each) for each in (pattern, service, start)]
    return Feed(_stop_rows(stops), _route_rows(drawn), made_feed.patterns(ways), *laid, services, exceptions)
