"""Made lines over given stops: trains, metro, tram and boats along stops whose names say so, buses towards the nearest.

The stops and their names may be real. Every line, number, frequency and running time is invented.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import made_feed
import numpy as np
import pyarrow as pa
from made_feed import Feed, Ints
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import breadth_first_order, dijkstra, minimum_spanning_tree
from scipy.spatial import cKDTree

Floats = NDArray[np.float64]

RAIL = re.compile(r"(^|\s)(Central)?station$")
NO_RAIL = re.compile(r"buss|brand|kraft|räddning|gamla|Lennakatten", re.IGNORECASE)
METRO = re.compile(r"T-(bana|station)$")
FERRY = re.compile(r"brygga$")
BUS_STATION = re.compile(r"\sbusstation$|\sbussterminal$")
NEIGHBOURS = 8
CALLS_A_STOP = 355  # connections a weekday per stop: 2 M for a county of 6 000
RING_KM = (3.0, 7.0)
RING_STOPS = 24
STRETCHINGS = 5
TOWN_M, COUNTRY_M = 7_000.0, 18_000.0  # from a line's first stop to its hub
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


@dataclass(frozen=True)
class Kind:
    """How a kind of line runs. Minutes between trips: morning, day, afternoon, evening, night."""

    name: str
    route_type: int
    speed_kmh: float
    halt_s: int
    minutes: tuple[float, float, float, float, float | None]
    detour: float = 1.1


RAIL_TRUNK = Kind("pendeltåg", 100, 75, 45, (15, 15, 15, 30, 60))
RAIL_BRANCH = Kind("lokaltåg", 100, 60, 40, (20, 30, 20, 30, None))
METRO_TRUNK = Kind("tunnelbana", 401, 45, 30, (5, 10, 5, 10, 20))
METRO_BRANCH = Kind("tunnelbana", 401, 45, 30, (10, 10, 10, 15, 30))
TRAM = Kind("spårväg", 900, 35, 30, (7.5, 10, 7.5, 15, 30))
BOAT = Kind("båt", 1000, 22, 120, (60, 120, 60, 120, None))
CROSS = Kind("stombuss", 700, 32, 20, (7.5, 10, 7.5, 15, 30), 1.25)
TOWN = Kind("buss", 700, 30, 20, (15, 20, 15, 30, 60), 1.25)
COUNTRY = Kind("buss på landet", 700, 50, 20, (30, 60, 30, 60, None), 1.25)
REMOTE = Kind("glesbygdsbuss", 700, 55, 20, (120, 240, 120, None, None), 1.25)
STRETCHED = (CROSS, TOWN)  # run as often as the wanted number of connections asks
BAND_HOURS = (5, 9, 15, 18.5, 22)
NIGHT_ENDS = 25.5  # trips that start at half past one belong to the day before
SLOWER = {made_feed.WEEKDAY: 1.0, made_feed.SATURDAY: 1.6, made_feed.SUNDAY: 2.0}


@dataclass(frozen=True)
class Line:
    kind: Kind
    stops: Ints


def long_paths(before: Ints, length: Floats, root: int) -> list[Ints]:
    """Paths of a rooted tree that together meet every stop: the longest first, each from a leaf to one already met."""
    met = np.zeros(len(before), bool)
    paths = []
    for leaf in np.argsort(-np.where(np.isfinite(length), length, -1), kind="stable"):
        if met[leaf] or not np.isfinite(length[leaf]) or leaf == root:
            continue
        path = [int(leaf)]
        while not met[path[-1]] and path[-1] != root:
            met[path[-1]] = True
            path.append(int(before[path[-1]]))
        paths.append(np.array(path))
    return paths


def tracks(at: Floats, chosen: Ints, trunk: Kind, branch: Kind) -> list[Line]:
    """Lines along chosen stops: their shortest tree from the middle; arms that meet there are joined across it."""
    if len(chosen) < 2:
        return []
    points = at[chosen]
    apart = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)) + 1.0
    tree = minimum_spanning_tree(csr_matrix(apart))
    tree = tree + tree.T
    root = int(np.argmin(np.hypot(*(points - np.median(points, axis=0)).T)))
    _, before = breadth_first_order(tree, root)
    paths = long_paths(before, dijkstra(tree, indices=root), root)
    arms = [path for path in paths if path[-1] == root]
    across = [np.concatenate([one, two[-2::-1]]) for one, two in zip(arms[::2], arms[1::2], strict=False)]
    across += arms[len(arms) // 2 * 2 :]
    shuttles = [path for path in paths if path[-1] != root]
    return [Line(trunk, chosen[path]) for path in across] + [Line(branch, chosen[path]) for path in shuttles]


def ring(at: Floats, stations: Ints) -> list[Line]:
    """A tram around the middle, through one station in each direction of those that lie some kilometres out."""
    if not len(stations):
        return []
    middle = np.median(at[stations], axis=0)
    east, north = (at[stations] - middle).T
    out = np.hypot(east, north) / 1000
    near = np.flatnonzero((out > RING_KM[0]) & (out < RING_KM[1]))
    sector = ((np.arctan2(north[near], east[near]) / (2 * np.pi) + 0.5) * RING_STOPS).astype(int)
    order = np.lexsort((np.abs(out[near] - np.mean(RING_KM)), sector))
    around = near[order][np.unique(sector[order], return_index=True)[1]]
    return [Line(TRAM, stations[around])] if len(around) > 3 else []


def _forest(at: Floats, hubs: Ints) -> tuple[Ints, Floats, Ints]:
    """For each stop the next one towards the hub that is nearest along neighbouring stops, the way there, that hub."""
    count = min(NEIGHBOURS + 1, len(at))
    far, near = cKDTree(at).query(at, k=count)
    rows, columns = np.repeat(np.arange(len(at)), count), near.ravel()
    weight = (far.ravel() + 1.0) ** 1.5  # many short hops rather than one long: the bus passes the stops between
    while True:
        graph = csr_matrix((weight, (rows, columns)), (len(at), len(at)))
        length, before, source = dijkstra(graph, directed=False, indices=hubs, return_predecessors=True, min_only=True)
        cut_off = np.flatnonzero(np.isinf(length))
        if not len(cut_off):
            return before, length, source
        leap, hub = cKDTree(at[hubs]).query(at[cut_off])
        shortest = int(np.argmin(leap))
        rows, columns = np.append(rows, cut_off[shortest]), np.append(columns, hubs[hub[shortest]])
        weight = np.append(weight, (leap[shortest] + 1.0) ** 1.5)


def feeders(at: Floats, hubs: Ints) -> list[Line]:
    """Buses from the outermost stops to the nearest hub; short twigs are taken on the way of a longer line."""
    before, length, source = _forest(at, hubs)
    children: dict[int, list[int]] = {}
    for stop in np.argsort(length, kind="stable"):
        if source[stop] != stop:
            children.setdefault(int(before[stop]), []).append(int(stop))
    size = np.ones(len(at), int)
    for stop in np.argsort(-length, kind="stable"):
        if source[stop] != stop:
            size[before[stop]] += size[stop]
    met = np.zeros(len(at), bool)
    met[hubs] = True
    lines = []
    for leaf in np.argsort(-length, kind="stable"):
        if not met[leaf]:
            stops = _feeder(int(leaf), before, children, size, met)
            out = np.hypot(*(at[stops[0]] - at[stops[-1]]))
            lines.append(Line(TOWN if out < TOWN_M else COUNTRY if out < COUNTRY_M else REMOTE, stops))
    return lines


def _feeder(leaf: int, before: Ints, children: dict[int, list[int]], size: Ints, met: NDArray[np.bool_]) -> Ints:
    """The way from a leaf to its hub, with unserved twigs of at most three stops taken before the stop they hang on."""

    def twig(stop: int) -> Iterator[int]:
        for child in children.get(stop, []):
            yield from twig(child)
        met[stop] = True
        yield stop

    stops, stop = [], leaf
    while stop >= 0:
        for child in children.get(stop, []):
            if not met[child] and size[child] <= 3 and child not in stops[-1:]:
                stops += twig(child)
        met[stop] = True
        stops.append(stop)
        stop = int(before[stop])
    return np.array(stops)


def crossings(at: Floats, hubs: Ints) -> list[Line]:
    """Trunk buses between hubs that are near one another, by the stops between them."""
    if len(hubs) < 2:
        return []
    _, near = cKDTree(at[hubs]).query(at[hubs], k=min(4, len(hubs)))
    pairs = sorted({(min(a, b), max(a, b)) for a, row in enumerate(near.tolist()) for b in row if a != b})
    tree = cKDTree(at)
    found = []
    for a, b in pairs:
        begins, ends = at[hubs[a]], at[hubs[b]]
        steps = max(2, int(np.hypot(*(ends - begins)) / 400))
        _, passed = tree.query(begins + np.linspace(0, 1, steps)[:, None] * (ends - begins))
        stops = passed[np.r_[True, np.diff(passed) != 0]]
        if len(stops) > 2:
            found.append(Line(CROSS, stops))
    return found


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


def _stretch(found: Sequence[Line], wanted: int) -> float:
    """How much longer between buses in towns for about `wanted` connections on a weekday."""
    stretch = 1.0
    for _ in range(STRETCHINGS):  # starts are cut to half minutes and bands, so one step does not do
        legs = [2 * (len(line.stops) - 1) * len(_starts(line.kind, made_feed.WEEKDAY, 0.5, stretch)) for line in found]
        bus = sum(n for n, line in zip(legs, found, strict=True) if line.kind in STRETCHED)
        stretch *= bus / max(wanted - (sum(legs) - bus), 0.05 * bus) if bus else 1.0
    return stretch


def parents(stops: Stops) -> list[int | None]:
    """For each stop the number of its parent: stops of one name within some hundred metres share one."""
    at, numbers, found = stops.metres, {}, [None] * len(stops.names)  # type: ignore[var-annotated]
    for one, two in sorted(cKDTree(at).query_pairs(SAME_NAME_M)):
        if stops.names[one] == stops.names[two]:
            first = one if found[one] is None else found[one]
            for each in (one, two):
                found[each] = first
            numbers[first] = None
    order = {first: number for number, first in enumerate(numbers)}
    return [None if each is None else order[each] for each in found]


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


def _route_rows(found: Sequence[Line]) -> dict[str, pa.Array]:
    numbers = range(1, len(found) + 1)
    return {
        "route_id": made_feed.text([f"pahittad-{n}" for n in numbers]),
        "agency_id": made_feed.text([made_feed.AGENCY] * len(found)),
        "route_short_name": made_feed.text([f"P{n}" for n in numbers]),
        "route_long_name": made_feed.text([f"Påhittad linje {n}" for n in numbers]),
        "route_type": made_feed.text([line.kind.route_type for line in found]),
        "route_desc": made_feed.text([f"Påhittad {line.kind.name}" for line in found]),
    }


def feed(stops: Stops, connections: int | None = None, seed: int = 0) -> Feed:
    """A made timetable over the stops, with about `connections` on a weekday (355 per stop where nothing is said)."""
    chance = np.random.default_rng(seed)
    found, at = lines(stops), stops.metres
    stretch = _stretch(found, connections or CALLS_A_STOP * len(stops.ids))
    ways, pattern, service, start = [], [], [], []
    for route, line in enumerate(found):
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
    return Feed(_stop_rows(stops), _route_rows(found), made_feed.patterns(ways), *laid, services, exceptions)
