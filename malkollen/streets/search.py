"""Times along the streets: from places to places, the shortest in time, with how far that is.

A place lies somewhere along a piece of street: one comes from it to where the piece leads, and to it from where the
piece begins, and some way on. Times alone are a compiled search of our own (fastest.py), for very many places; with
metres, from one place, it is scipy's (csgraph.dijkstra), and each is held against the other.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from malkollen.compiled import in_threads
from malkollen.streets import fastest, graph
from malkollen.streets.costs import MILLI
from malkollen.streets.fastest import Steps
from malkollen.streets.graph import Graph
from malkollen.streets.street_map import Numbers, Whole
from malkollen.streets.ties import Ties

ORIGINS_A_TURN = 8
"""That a thread takes at a time; each thread holds a mark of 16 bytes a state."""


@dataclass(frozen=True)
class _Pairs:
    """What meets between places and states: a pair each, sorted by place; cost: milliseconds, metres: on the ground."""

    place: NDArray[np.int64]
    state: Whole
    cost: Numbers
    metres: Numbers


def seconds(net: Graph, origins: Ties, destinations: Ties, limit_seconds: float = np.inf) -> Numbers:
    """(origins, destinations) seconds from each to each; infinite where there is no way, or none within the limit."""
    limit = int(min(np.rint(limit_seconds * MILLI), fastest.LONGEST))
    times = np.full((origins.places, destinations.places), np.inf)
    steps = Steps(net.first, net.head, _whole(net.cost), net.junction, net.slack)
    out_of, into = _by_place(_out_of(net, origins), origins.places), _by_place(_into(net, destinations), len(times.T))
    if origins.places:
        in_threads(origins.places, ORIGINS_A_TURN, lambda *span: fastest.times(steps, out_of, into, limit, span, times))
    _straight(net, origins, destinations, times)
    times[times > limit] = np.inf
    return times / MILLI


def _whole(cost: Numbers) -> Whole:
    """Costs as the compiled search has them."""
    return np.minimum(cost, fastest.LONGEST).astype(np.int32)


def _by_place(pairs: _Pairs, places: int) -> fastest.Pairs:
    """The pairs that can be driven, with where those of each place begin."""
    is_open = np.isfinite(pairs.cost)
    first = np.searchsorted(pairs.place[is_open], np.arange(places + 1))
    return fastest.Pairs(first, pairs.state[is_open], _whole(pairs.cost[is_open]))


def seconds_and_metres(net: Graph, origin: Ties, destinations: Ties) -> tuple[Numbers, Numbers]:
    """(destinations) seconds and metres from one place; infinite where there is no way.

    Args:
        origin: of one place.
    """
    into, out_of = _into(net, destinations), _out_of(net, origin)
    whole = _with_origin(net, out_of)
    reached, before = dijkstra(whole, indices=[net.states], return_predecessors=True)
    times = np.full((1, destinations.places), np.inf)
    direct = _straight(net, origin, destinations, times)
    totals = reached[0, into.state] + into.cost
    best = np.full(destinations.places, -1)
    order = np.lexsort((into.metres, totals, into.place))[::-1]
    best[into.place[order]] = order  # the least is written last
    around = np.flatnonzero(best >= 0)
    around = around[totals[best[around]] < times[0, around]]
    times[0, around] = totals[best[around]]
    direct[around] = _way(net, out_of, before[0], into.state[best[around]]) + into.metres[best[around]]
    direct[~np.isfinite(times[0])] = np.inf
    return times[0] / MILLI, direct


def _out_of(net: Graph, ties: Ties) -> _Pairs:
    """The states that places come to first, each way along their pieces."""
    return _both(net, ties, net.onto, is_out=True)


def _into(net: Graph, ties: Ties) -> _Pairs:
    """The states that places are come to from."""
    return _both(net, ties, net.off, is_out=False)


def _both(net: Graph, ties: Ties, table: graph.Ragged, *, is_out: bool) -> _Pairs:
    parts = []
    for way in (0, 1):
        arcs = 2 * ties.piece + way
        driven = ties.share if way == 0 else 1 - ties.share
        left = 1 - driven if is_out else driven
        which, state, cost = graph.of(table, arcs)
        part = partly(net.along[arcs], left)[which]
        parts.append((ties.place[which], state, part + cost, (net.length[ties.piece] * left)[which]))
    place, state, cost, metres = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(place, kind="stable")
    return _Pairs(place[order], state[order], cost[order], metres[order])


def partly(along: Numbers, share: Numbers) -> Numbers:
    """Whole milliseconds of a share of arcs; infinite where one may not go."""
    return np.where(np.isfinite(along), np.rint(np.where(np.isfinite(along), along, 0.0) * share), np.inf)


def _with_origin(net: Graph, out_of: _Pairs) -> csr_array:
    """The graph with a state more, the one origin, after its own."""
    first = np.append(net.first, len(net.head) + len(out_of.state)).astype(np.int32)
    size = net.states + 1
    return csr_array(
        (np.concatenate([net.cost, out_of.cost]), np.concatenate([net.head, out_of.state]), first), shape=(size, size)
    )


def _straight(net: Graph, origins: Ties, destinations: Ties, times: Numbers) -> Numbers:
    """Puts in the times between places on one piece that need not leave it; metres to each destination so reached.

    Args:
        times: (origins, destinations) milliseconds, made less where this is faster.
    """
    metres = np.full(destinations.places, np.inf)
    order = np.argsort(destinations.piece, kind="stable")
    low, high = (np.searchsorted(destinations.piece[order], origins.piece, side) for side in ("left", "right"))
    sizes = high - low
    one = np.repeat(np.arange(len(sizes)), sizes)
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    other = order[np.repeat(low, sizes) + within]
    way = destinations.share[other] - origins.share[one]
    arcs = 2 * origins.piece[one] + (way < 0)
    is_still = way == 0  # standing where one is takes no time, whichever way the street goes
    cost = np.where(is_still, 0.0, partly(net.along[arcs], np.abs(way)))
    cells = (origins.place[one], destinations.place[other])
    np.minimum.at(times, cells, cost)
    is_best = cost <= times[cells]
    np.minimum.at(metres, cells[1][is_best], (np.abs(way) * net.length[origins.piece[one]])[is_best])
    return metres


def _way(net: Graph, out_of: _Pairs, before: Whole, states: Whole) -> Numbers:
    """Metres from the one origin to some states, back along what the search came by."""
    metres = np.zeros(len(states))
    at = states.astype(np.int64).copy()
    rows = np.repeat(np.arange(net.states), np.diff(net.first))
    key = rows * np.int64(net.states) + net.head
    going = np.arange(len(at))
    while len(going):
        earlier = before[at[going]].astype(np.int64)
        is_first = earlier == net.states
        for place in going[is_first].tolist():
            metres[place] += _first_metres(out_of, int(at[place]))
        going, earlier = going[~is_first], earlier[~is_first]
        metres[going] += net.metres[np.searchsorted(key, earlier * np.int64(net.states) + at[going])]
        at[going] = earlier
    return metres


def _first_metres(out_of: _Pairs, state: int) -> float:
    """Metres from the origin to the first state, by the fastest of the ways there."""
    ways = np.flatnonzero(out_of.state == state)
    return float(out_of.metres[ways[np.argmin(out_of.cost[ways])]])
