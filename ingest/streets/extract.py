"""Reads an extract of OpenStreetMap (.osm.pbf) as it streams by; nothing of it is held but the streets within.

It is read twice. The first time the ways alone, to know which points they go through; the second time those points,
what stands at them, the ways themselves and the turn restrictions. Which points they are is one bit for each number
that OpenStreetMap has given out, 1.6 GB where they are spread over all of them (13 000 million). Where they are is 16
bytes a point, twice that while the list grows: 400 to 800 MB for the streets of a country (25 million points). What
lies outside is dropped as its way goes by.
"""

import re
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import osmium
import osmium.filter
import osmium.geom
import osmium.index
import osmium.io
import osmium.osm

from ingest.streets import crossings, restrictions, ways
from ingest.streets.restrictions import Restriction
from ingest.streets.ways import Way
from malkollen.errors import SourceError
from malkollen.texts.swedish import number

Box = tuple[float, float, float, float]
Say = Callable[[str], None]

STREET_KEYS = ("highway", "route", "landuse")
BUILT_UP = {"residential", "commercial", "retail", "industrial", "education"}
LARGEST_POINTS = 60_000_000
"""Of what is kept at once: more is no county, and takes more memory than there is."""
MOST_TAGS = 300
STAMP = re.compile(r"\d{4}-\d{2}-\d{2}")
A_TURN = 100_000
NOWHERE = 2_147_483_647
"""The coordinate of a point that the extract refers to and lacks."""


@dataclass
class Raw:
    """What was read, before ways are cut at crossings.

    Attributes:
        ids, rules: OpenStreetMap's id and what is said, a street each.
        first: (streets + 1) where the points of each begin.
        nodes: (points) OpenStreetMap's ids; x, y: units of 1e-7 degrees east and north, or NOWHERE.
        stands: bits of what stands at a node.
        built_up: outlines of built-up land, each x and y by turns.
        day: what day the extract says it is of.
    """

    ids: "array[int]" = field(default_factory=lambda: array("q"))
    rules: list[Way] = field(default_factory=list)
    first: "array[int]" = field(default_factory=lambda: array("q", [0]))
    nodes: "array[int]" = field(default_factory=lambda: array("q"))
    x: "array[int]" = field(default_factory=lambda: array("i"))
    y: "array[int]" = field(default_factory=lambda: array("i"))
    stands: dict[int, int] = field(default_factory=dict)
    turns: list[Restriction] = field(default_factory=list)
    built_up: "list[array[int]]" = field(default_factory=list)
    day: date | None = None


def read(path: Path, box: Box | None = None, say: Say = lambda _: None) -> Raw:
    """The streets of an extract.

    Args:
        box: degrees west, south, east, north; a street with no point inside is left out. None keeps all.
        say: told how far it has come.

    Raises:
        SourceError: it is no extract, is cut off or spoilt, or is too large to be kept whole.
    """
    with _faults(path):
        return _read(path, box, say)


@contextmanager
def _faults(path: Path) -> Iterator[None]:
    try:
        yield
    except SourceError:
        raise
    except MemoryError:
        raise SourceError(f"{path.name}: filen ryms inte i minnet; ge ett mindre utdrag") from None
    except (RuntimeError, ValueError, OSError, UnicodeError, OverflowError, osmium.InvalidLocationError) as error:
        raise SourceError(f"{path.name}: går inte att läsa som OpenStreetMap (.osm.pbf): {_said(error)}") from None


def _said(error: Exception) -> str:
    text = str(error).casefold()
    if "trunc" in text or "eof" in text or "unexpected end" in text:
        return "filen är avkortad; hämta den igen"
    if "permission" in text or "no such file" in text or "is a directory" in text:
        return "filen går inte att öppna"
    return "filen är skadad eller av ett annat slag; hämta den igen"


def _read(path: Path, box: Box | None, say: Say) -> Raw:
    file = osmium.io.File(str(path), "pbf")
    tracker, count = osmium.IdTracker(), 0
    streets = osmium.filter.KeyFilter(*STREET_KEYS)
    with osmium.io.Reader(file, osmium.osm.WAY) as reader:
        for way in osmium.OsmFileIterator(reader, streets):
            if _is_kept(way.tags):
                tracker.add_references(way)
            count += 1
            if count % A_TURN == 0:
                say(f"läser utdraget, första gången: {number(count)} vägar")
    raw = Raw()
    _second(file, tracker, raw, box, say)
    return raw


def _is_kept(tags: osmium.osm.TagList) -> bool:
    return "highway" in tags or tags.get("route") == "ferry" or tags.get("landuse") in BUILT_UP


def _second(file: osmium.io.File, tracker: osmium.IdTracker, raw: Raw, box: Box | None, say: Say) -> None:
    """Points, what stands at them, ways and restrictions."""
    places = osmium.NodeLocationsForWays(osmium.index.create_map("flex_mem"))
    places.ignore_errors()
    filters = [
        (tracker.id_filter(), osmium.osm.NODE),
        (osmium.filter.KeyFilter("barrier", "highway"), osmium.osm.NODE),
        (osmium.filter.KeyFilter(*STREET_KEYS), osmium.osm.WAY),
        (osmium.filter.TagFilter(("type", "restriction")), osmium.osm.RELATION),
    ]
    for each, kind in filters:
        each.enable_for(kind)
    first, *others = (each for each, _ in filters)
    with osmium.io.Reader(file) as reader:
        raw.day = _day(reader.header())
        for count, entry in enumerate(osmium.OsmFileIterator(reader, first, places, *others), start=1):
            _take(raw, entry, box)
            if count % A_TURN == 0:
                say(f"läser utdraget, andra gången: {number(len(raw.ids))} gator inom området")


def _take(raw: Raw, entry: object, box: Box | None) -> None:
    if isinstance(entry, osmium.osm.Way):
        _take_way(raw, entry, box)
    elif isinstance(entry, osmium.osm.Node):
        if bits := crossings.read(dict(entry.tags)):
            raw.stands[entry.id] = bits
    elif isinstance(entry, osmium.osm.Relation):
        members = [(member.role, member.type, member.ref) for member in entry.members]
        if restriction := restrictions.read(dict(entry.tags), members):
            raw.turns.append(restriction)


def _day(header: osmium.io.Header) -> date | None:
    """The day of an extract's data."""
    text = header.get("osmosis_replication_timestamp") or header.get("timestamp")
    if not STAMP.match(text):
        return None
    try:
        return datetime.fromisoformat(text[:10]).date()
    except ValueError:
        return None


def _take_way(raw: Raw, way: osmium.osm.Way, box: Box | None) -> None:
    is_street = "highway" in way.tags or way.tags.get("route") == "ferry"
    is_built_up = way.tags.get("landuse") in BUILT_UP
    if not (is_street or is_built_up) or len(way.tags) > MOST_TAGS:
        return
    rules = ways.read(dict(way.tags)) if is_street else None
    if rules is None and not is_built_up:
        return
    nodes, x, y = array("q"), array("i"), array("i")
    for node in way.nodes:
        location = node.location
        is_there = location.valid()
        nodes.append(node.ref)
        x.append(location.x if is_there else NOWHERE)
        y.append(location.y if is_there else NOWHERE)
    if len(nodes) < 2 or (box is not None and not _touches(x, y, box)):
        return
    if rules is not None:
        raw.ids.append(way.id)
        raw.rules.append(rules)
        raw.nodes.extend(nodes)
        raw.x.extend(x)
        raw.y.extend(y)
        raw.first.append(len(raw.nodes))
        if len(raw.nodes) > LARGEST_POINTS:
            raise SourceError("utdraget är större än ett län och ryms inte i minnet; läs in det som källan streets")
    elif len(nodes) > 3 and nodes[0] == nodes[-1] and NOWHERE not in x:
        raw.built_up.append(array("i", [value for pair in zip(x, y, strict=True) for value in pair]))


def _touches(x: "array[int]", y: "array[int]", box: Box) -> bool:
    """Whether any point lies in a box; the streets of a country are asked, most by their first and last alone."""
    west, south, east, north = (round(edge * 1e7) for edge in box)
    if max(x) < west or max(y) < south or min(x) > east or min(y) > north:
        return False
    return any(west <= one <= east and south <= other <= north for one, other in zip(x, y, strict=True))
