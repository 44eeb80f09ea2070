"""The graph that is searched for one way of travelling: its states, and how one gets onto and off it along a piece.

On foot and by cycle a state is a crossing: nothing depends on where one came from. By car it is the arc one has just
driven (turns.py), so that turns cost and may be forbidden.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from malkollen.streets import costs, turns
from malkollen.streets.costs import Mode
from malkollen.streets.settings import StreetSettings, load
from malkollen.streets.street_map import Numbers, StreetMap, Whole

CELL = 250
"""Units of longitude and latitude, some metres: finer than that the order of crossings does not matter."""


@dataclass(frozen=True)
class Ragged:
    """For each of some things the states it touches, one thing after another.

    Attributes:
        first: (things + 1) where each begins in the others; state: (pairs) a state; cost: (pairs) milliseconds.
    """

    first: NDArray[np.int64]
    state: Whole
    cost: Numbers


@dataclass(frozen=True)
class Graph:
    """One way of travelling on a map.

    Attributes:
        first, head, cost: the graph by rows: where the steps from each state begin, to which state, milliseconds.
        metres: (steps) on the ground.
        along: (arcs) milliseconds along each arc; infinite where one may not go.
        length: (pieces) metres.
        junction: (states) the crossing each ends at, where every way in leads on to every way out but its own; else -1.
        slack: (crossings) milliseconds that turning into one and the same way can differ there.
        onto: by arc: the states one comes to at its end, with what passing there costs.
        off: by arc: the states one can be in before its beginning, with what the step onto it costs.
    """

    first: Whole
    head: Whole
    cost: Numbers
    metres: Numbers
    along: Numbers
    length: Numbers
    junction: Whole
    slack: Whole
    onto: Ragged
    off: Ragged

    @property
    def states(self) -> int:
        """How many states there are."""
        return len(self.first) - 1


def build(streets: StreetMap, mode: Mode) -> Graph:
    """The graph of a map for one way of travelling."""
    chosen = load()
    along = costs.along(streets, mode, chosen)
    passing = costs.passing(costs.node_flags(streets), mode, chosen)
    if mode is Mode.CAR:
        return _by_arcs(streets, along, passing, chosen)
    return _by_crossings(streets, along, passing)


def _side_by_side(streets: StreetMap) -> NDArray[np.int64]:
    """(crossings) a number each, near in number where near on the ground: what is searched together lies together."""
    longitude, latitude = np.zeros(streets.nodes, dtype=np.int64), np.zeros(streets.nodes, dtype=np.int64)
    for node, point in ((streets.from_node, streets.first[:-1]), (streets.to_node, streets.first[1:] - 1)):
        longitude[node], latitude[node] = streets.longitude[point], streets.latitude[point]
    curve = _spread((longitude + 1_800_000_000) // CELL) | _spread((latitude + 900_000_000) // CELL) << 1
    number = np.empty(streets.nodes, dtype=np.int64)
    number[np.argsort(curve, kind="stable")] = np.arange(streets.nodes)
    return number


def _spread(cells: NDArray[np.int64]) -> NDArray[np.int64]:
    """The bits of each number with a nought between each two."""
    for shift, mask in ((16, 0xFFFF0000FFFF), (8, 0xFF00FF00FF00FF), (4, 0xF0F0F0F0F0F0F0F), (2, 0x3333333333333333),
                        (1, 0x5555555555555555)):  # fmt: skip
        cells = (cells | (cells << shift)) & mask
    return cells


def ends(streets: StreetMap) -> tuple[Whole, Whole]:
    """(arcs) the crossing each arc begins at, and the one it ends at."""
    pairs = np.column_stack([streets.from_node, streets.to_node])
    return pairs.ravel().astype(np.int32), pairs[:, ::-1].ravel().astype(np.int32)


def _by_crossings(streets: StreetMap, along: Numbers, passing: Numbers) -> Graph:
    number = _side_by_side(streets)
    tail, head = (number[end].astype(np.int32) for end in ends(streets))
    passing = passing[np.argsort(number)]
    arcs = np.flatnonzero(np.isfinite(along))
    usable = arcs[np.isfinite(passing[tail[arcs]])]
    onto_cost = np.where(np.isfinite(passing), passing, 0.0)  # one can stand at a closed gate, and go no further
    weight = along[usable] + onto_cost[head[usable]]
    order = np.lexsort((weight, head[usable], tail[usable]))
    usable, weight = usable[order], weight[order]
    is_first = np.ones(len(usable), dtype=np.bool_)  # of pieces between the same crossings the fastest
    is_first[1:] = (np.diff(tail[usable]) != 0) | (np.diff(head[usable]) != 0)
    usable, weight = usable[is_first], weight[is_first]
    count = streets.nodes
    allowed = np.isfinite(along)
    return Graph(
        first=_starts(tail[usable], count).astype(np.int32),
        head=head[usable],
        cost=weight,
        metres=streets.length[usable // 2],
        along=along,
        length=streets.length,
        junction=np.full(count, -1, dtype=np.int32),
        slack=np.zeros(0, dtype=np.int32),
        onto=_one_each(allowed, head, onto_cost[head]),
        off=_one_each(allowed & np.isfinite(passing[tail]), tail, np.zeros(len(tail))),
    )


def _starts(sorted_rows: Whole, count: int) -> NDArray[np.int64]:
    return np.searchsorted(sorted_rows, np.arange(count + 1)).astype(np.int64)


def _one_each(is_there: NDArray[np.bool_], state: Whole, cost: Numbers) -> Ragged:
    """One state a thing, or none."""
    first = np.concatenate([[0], np.cumsum(is_there)]).astype(np.int64)
    return Ragged(first, state[is_there].astype(np.int32), cost[is_there])


def _by_arcs(streets: StreetMap, along: Numbers, passing: Numbers, settings: StreetSettings) -> Graph:
    tail, head = ends(streets)
    net = _near_by_near(turns.build(streets, (tail, head), along, passing, settings), _side_by_side(streets)[tail])
    step_cost = net.turn_cost + along[net.arc_of[net.to_state]]
    junction, slack = turns.junctions(net, tail, head, np.isfinite(along))
    return Graph(
        first=_starts(net.from_state, len(net.arc_of)).astype(np.int32),
        head=net.to_state,
        cost=step_cost,
        metres=streets.length[net.arc_of[net.to_state] // 2],
        along=along,
        length=streets.length,
        junction=junction,
        slack=slack,
        onto=_grouped(len(along), net.arc_of[net.begins], net.begins, np.zeros(len(net.begins))),
        off=_grouped(len(along), net.arc_of[net.to_state], net.from_state, net.turn_cost),
    )


def _near_by_near(net: turns.Turns, begins_at: NDArray[np.int64]) -> turns.Turns:
    """The same with states in order by where their arcs begin: those that one step leads to then lie together."""
    order = np.argsort(begins_at[net.arc_of], kind="stable")
    number = np.empty(len(order), dtype=np.int32)
    number[order] = np.arange(len(order), dtype=np.int32)
    from_state, to_state = number[net.from_state], number[net.to_state]
    steps = np.lexsort((to_state, from_state))
    return turns.Turns(net.arc_of[order], number[net.begins], from_state[steps], to_state[steps], net.turn_cost[steps])


def _grouped(count: int, thing: Whole, state: Whole, cost: Numbers) -> Ragged:
    order = np.argsort(thing, kind="stable")
    return Ragged(_starts(thing[order], count), state[order].astype(np.int32), cost[order])


def of(table: Ragged, things: NDArray[np.int64]) -> tuple[NDArray[np.int64], Whole, Numbers]:
    """The states of some things: which of them (their places in the list), the state and its cost."""
    sizes = table.first[things + 1] - table.first[things]
    place = np.repeat(np.arange(len(things)), sizes)
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    where = np.repeat(table.first[things], sizes) + within
    return place, table.state[where], table.cost[where]
