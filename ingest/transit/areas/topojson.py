"""TopoJSON as features: shapes whose borders are written once, as arcs that neighbours share.

The form: github.com/topojson/topojson-specification. An arc is a row of positions; with a transform, each is whole
steps from the one before. A shape names its arcs by number, ~number for one that is followed backwards.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

MOST_POSITIONS = 10_000_000
Position = tuple[float, float]
Line = list[Position]


@dataclass
class _Arcs:
    """The arcs, and how many positions may still be taken of them: a few numbers can ask for billions."""

    lines: Sequence[Line]
    left: int = MOST_POSITIONS

    def ring(self, numbers: Sequence[int]) -> Line:
        """Arcs end to end: each begins where the one before ended, so that place is written once."""
        ring: Line = []
        for place in numbers:
            arc = self.lines[place] if place >= 0 else self.lines[~place][::-1]
            self.left -= len(arc)
            if self.left < 0:
                raise ValueError
            ring += arc[1:] if ring else arc
        return ring


def features(topology: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every polygon and point of every object as a GeoJSON feature; others have no shape (None).

    Raises:
        KeyError, IndexError, TypeError, ValueError: it is no TopoJSON.
    """
    arcs = _Arcs([_arc(arc, topology.get("transform")) for arc in topology["arcs"]])
    return [
        {
            **({"id": one["id"]} if "id" in one else {}),
            "geometry": _shape(one, arcs, topology.get("transform")),
            "properties": one.get("properties"),
        }
        for whole in topology["objects"].values()
        for one in _single(whole)
    ]


def _single(given: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if given["type"] == "GeometryCollection":
        for one in given["geometries"]:
            yield from _single(one)
    else:
        yield given


def _arc(steps: Sequence[Sequence[float]], transform: Mapping[str, Any] | None) -> Line:
    if transform is None:
        return [(one[0], one[1]) for one in steps]
    along = zip(accumulate(step[0] for step in steps), accumulate(step[1] for step in steps), strict=True)
    return [_placed(one, transform) for one in along]


def _placed(given: Sequence[float], transform: Mapping[str, Any] | None) -> Position:
    if transform is None:
        return (given[0], given[1])
    scale, move = transform["scale"], transform["translate"]
    return (given[0] * scale[0] + move[0], given[1] * scale[1] + move[1])


def _shape(given: Mapping[str, Any], arcs: _Arcs, transform: Mapping[str, Any] | None) -> dict[str, Any] | None:
    kind = given["type"]
    if kind == "Point":
        return {"type": kind, "coordinates": _placed(given["coordinates"], transform)}
    if kind == "Polygon":
        return {"type": kind, "coordinates": [arcs.ring(ring) for ring in given["arcs"]]}
    if kind == "MultiPolygon":
        return {"type": kind, "coordinates": [[arcs.ring(ring) for ring in part] for part in given["arcs"]]}
    return None
