"""Made street networks, written as an extract of OpenStreetMap (.osm.pbf) by osmium's own writer."""

from pathlib import Path

import osmium
import pyproj
from osmium.osm.mutable import Node, Relation, Way

from ingest.streets import maps
from malkollen.streets import graph, search, ties
from malkollen.streets.costs import Mode
from malkollen.streets.street_map import StreetMap

HERE = (59.2, 18.0)
"""Degrees north and east of the point that metres are counted from."""
GEOD = pyproj.Geod(ellps="WGS84")
Point = tuple[float, float]


def degrees(east: float, north: float) -> Point:
    """Latitude and longitude some metres from HERE, by the geodesic (not by our own formula)."""
    longitude, latitude, _ = GEOD.fwd(HERE[1], HERE[0], 0, north)
    longitude, latitude, _ = GEOD.fwd(longitude, latitude, 90, east)
    return round(latitude, 7), round(longitude, 7)


class Town:
    """Nodes at metres east and north of HERE, ways through them by their names, and turn restrictions."""

    def __init__(self) -> None:
        self.nodes: dict[str, tuple[int, Point, dict[str, str]]] = {}
        self.ways: list[Way] = []
        self.turns: list[Relation] = []

    def node(self, name: str, east: float, north: float, **tags: str) -> None:
        self.nodes[name] = (len(self.nodes) + 1, (east, north), _tags(tags))

    def way(self, names: str, highway: str = "residential", **tags: str) -> int:
        nodes = [self.nodes[name][0] for name in names.split()]
        kind = {"highway": highway} if highway else {}
        self.ways.append(Way(id=len(self.ways) + 1, nodes=nodes, tags=kind | _tags(tags)))
        return len(self.ways)

    def turn(self, kind: str, begin: int, via: str | list[int], end: int, **tags: str) -> None:
        between = [("n", self.nodes[via][0], "via")] if isinstance(via, str) else [("w", way, "via") for way in via]
        members = [("w", begin, "from"), *between, ("w", end, "to")]
        tags = {"type": "restriction", "restriction": kind} | _tags(tags)
        self.turns.append(Relation(id=len(self.turns) + 1, members=members, tags=tags))

    def write(self, path: Path, *, are_degrees: bool = False) -> Path:
        with osmium.SimpleWriter(str(path), overwrite=True) as writer:
            for number, at, tags in self.nodes.values():
                latitude, longitude = at if are_degrees else degrees(*at)
                writer.add_node(Node(id=number, location=(longitude, latitude), tags=tags))
            for way in self.ways:
                writer.add_way(way)
            for turn in self.turns:
                writer.add_relation(turn)
        return path

    def map(self, folder: Path) -> StreetMap:
        return maps.read(self.write(folder / "town.osm.pbf"))[0]

    def seconds(self, folder: Path, mode: str, begin: str | Point, end: str | Point) -> float | None:
        """Seconds from one place (a node's name, or metres east and north) to another; None where there is no way."""
        return self.trip(folder, mode, begin, end)[0]

    def trip(self, folder: Path, mode: str, begin: str | Point, end: str | Point) -> tuple[float | None, float]:
        streets = self.map(folder)
        finder = ties.Finder(streets, Mode(mode))
        one, other = (finder.tie(*([value] for value in self._at(place))) for place in (begin, end))
        net = graph.build(streets, Mode(mode))
        seconds, metres = search.seconds_and_metres(net, one, other)
        assert search.seconds(net, one, other)[0, 0] == seconds[0]
        return (float(seconds[0]), float(metres[0])) if seconds[0] < float("inf") else (None, 0.0)

    def _at(self, place: str | Point) -> Point:
        return degrees(*(self.nodes[place][1] if isinstance(place, str) else place))


def _tags(tags: dict[str, str]) -> dict[str, str]:
    """Python's names as OpenStreetMap's keys: oneway__bicycle is oneway:bicycle, except_ is except."""
    return {key.rstrip("_").replace("__", ":"): text for key, text in tags.items()}
