"""Turn restrictions: from OpenStreetMap's relations to sequences of arcs that cars may not drive.

A relation says from which way, over which crossing or ways, to which way one may not go (no_…) or must (only_…).
What cannot be followed on the map that was kept is left out: a half of a restriction forbids nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Arcs = tuple[int, ...]
KEYS = ("restriction", "restriction:motorcar", "restriction:motor_vehicle")
CARS = {"motorcar", "motor_vehicle", "vehicle"}
LONGEST = 30
"""Arcs of the ways between: longer ones are faults of the map."""


class Restriction(NamedTuple):
    """A relation. is_only: the way it names is the only one; members: ids of ways or, for node, of OpenStreetMap's."""

    is_only: bool
    begins: tuple[int, ...]
    between: tuple[int, ...]
    node: int | None
    ends: tuple[int, ...]


def read(tags: Mapping[str, str], members: Sequence[tuple[str, str, int]]) -> Restriction | None:
    """A relation's tags and members (role, type, id) as a restriction on cars; None where it is none."""
    if tags.get("type") != "restriction" or CARS & {word.strip() for word in tags.get("except", "").split(";")}:
        return None
    text = next((tags[key] for key in reversed(KEYS) if key in tags), "")
    if not text.startswith(("no_", "only_")):
        return None
    ways = {
        role: tuple(id_ for name, kind, id_ in members if (name, kind) == (role, "w")) for role in ("from", "via", "to")
    }
    node = next((id_ for name, kind, id_ in members if (name, kind) == ("via", "n")), None)
    if not ways["from"] or not ways["to"] or (node is None) == (not ways["via"]):
        return None
    return Restriction(text.startswith("only_"), ways["from"], ways["via"], node, ways["to"])


@dataclass(frozen=True)
class Pieces:
    """The pieces that ways were cut into.

    Attributes:
        of_way: the pieces of each way that a restriction names; from_node, to_node: (pieces) crossings.
        node: the crossing of each of OpenStreetMap's nodes that a restriction names.
        is_open: (arcs) whether cars may drive it.
    """

    of_way: Mapping[int, Sequence[int]]
    from_node: NDArray[np.int32]
    to_node: NDArray[np.int32]
    node: Mapping[int, int]
    is_open: NDArray[np.bool_]

    def arcs(self, ways: Sequence[int]) -> list[int]:
        """Those of some ways that cars may drive."""
        both = [2 * piece + way for id_ in ways for piece in self.of_way.get(id_, ()) for way in (0, 1)]
        return [arc for arc in both if self.is_open[arc]]

    def tail(self, arc: int) -> int:
        """The crossing an arc begins at."""
        return int((self.to_node if arc % 2 else self.from_node)[arc // 2])

    def head(self, arc: int) -> int:
        """The crossing an arc ends at."""
        return self.tail(arc ^ 1)


def bans(restrictions: Sequence[Restriction], pieces: Pieces) -> list[Arcs]:
    """The sequences of arcs that are forbidden, each once, in order."""
    leaving = _leaving(pieces)
    banned: set[Arcs] = set()
    for one in restrictions:
        for way in _driven(one, pieces):
            banned |= set(_but(way, leaving, pieces)) if one.is_only else {way}
    return sorted(banned)


def _leaving(pieces: Pieces) -> Mapping[int, list[int]]:
    """The arcs that leave each crossing."""
    found: dict[int, list[int]] = defaultdict(list)
    for arc in np.flatnonzero(pieces.is_open).tolist():
        found[pieces.tail(arc)].append(arc)
    return found


def _driven(one: Restriction, pieces: Pieces) -> Iterator[Arcs]:
    """The sequences of arcs that a relation is about, from its first way to its last."""
    last = pieces.arcs(one.ends)
    if one.node is not None:
        middle = pieces.node.get(one.node)
        for first in pieces.arcs(one.begins):
            if pieces.head(first) == middle:
                yield from ((first, arc) for arc in last if pieces.tail(arc) == middle)
        return
    between = pieces.arcs(one.between)
    for first in pieces.arcs(one.begins):
        yield from _through((first,), between, last, pieces)


def _through(driven: Arcs, between: Sequence[int], last: Sequence[int], pieces: Pieces) -> Iterator[Arcs]:
    """Ways on over the ways between, each piece once, to the last way."""
    waiting = [driven]
    while waiting:
        driven = waiting.pop()
        at = pieces.head(driven[-1])
        if len(driven) > 1:
            yield from ((*driven, arc) for arc in last if pieces.tail(arc) == at and arc // 2 != driven[-1] // 2)
        passed = {arc // 2 for arc in driven}
        if len(driven) <= LONGEST:
            waiting += [(*driven, arc) for arc in between if pieces.tail(arc) == at and arc // 2 not in passed]


def _but(way: Arcs, leaving: Mapping[int, list[int]], pieces: Pieces) -> Iterator[Arcs]:
    """What is forbidden where a sequence is the only way: to leave it at any crossing."""
    for size in range(1, len(way)):
        for arc in leaving[pieces.head(way[size - 1])]:
            if arc != way[size]:
                yield (*way[:size], arc)
