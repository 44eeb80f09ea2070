"""From one arc to the next by car: what a turn costs, which are forbidden, and the states that remember enough.

A state is an arc that has been driven. There are more of them than arcs for two reasons. An arc where cars may only go
to or from a place there ("destination") has two: of trips that began there, and of trips that end there and may not
come out again. And an arc within a forbidden sequence of three arcs or more has one for each beginning of the sequence
that led there, so that it is known what may not follow.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from malkollen.streets import plane
from malkollen.streets.costs import MILLI
from malkollen.streets.settings import StreetSettings
from malkollen.streets.street_map import Flags, Numbers, StreetMap, Whole

OPEN, BEGAN, ENDS = 0, 1, 2
"""Zones of a state: where anybody drives; where the trip began; where it will end."""
Ban = tuple[int, ...]
Key = tuple[Ban, int]


@dataclass(frozen=True)
class Turns:
    """Steps between states, sorted by the state they begin in.

    Attributes:
        arc_of: (states) the arc each has driven; begins: the states a trip may begin in.
        from_state, to_state, turn_cost: (steps) milliseconds for the turn, without the arc it leads onto.
    """

    arc_of: Whole
    begins: Whole
    from_state: Whole
    to_state: Whole
    turn_cost: Numbers


@dataclass(frozen=True)
class _Steps:
    """Every step between arcs that no ban of two forbids, sorted by the first; first: (arcs + 1) where each begins."""

    first: NDArray[np.int64]
    tail: Whole
    head: Whole
    cost: Numbers

    def after(self, arc: int) -> Iterator[tuple[int, float]]:
        """The arcs one may go on to from an arc, with the cost of turning."""
        part = slice(self.first[arc], self.first[arc + 1])
        return zip(self.head[part].tolist(), self.cost[part].tolist(), strict=True)


def build(
    streets: StreetMap, ends: tuple[Whole, Whole], along: Numbers, passing: Numbers, settings: StreetSettings
) -> Turns:
    """The states of a map and the steps between them.

    Args:
        ends: (arcs) the crossings that arcs begin and end at.
        along: (arcs) infinite where cars may not go; passing: (crossings) milliseconds, infinite where none can pass.
    """
    steps = _steps(streets, ends, along, passing, settings)
    is_destination = np.repeat(streets.is_destination, 2)
    plain = _zoned(steps, is_destination)
    return _with_sequences(plain, steps, is_destination, _usable(streets.bans, along))


def _usable(bans: list[Ban], along: Numbers) -> list[Ban]:
    """The sequences of three arcs or more that one could drive at all."""
    return [ban for ban in bans if len(ban) > 2 and np.isfinite(along[list(ban)]).all()]


def _steps(
    streets: StreetMap, ends: tuple[Whole, Whole], along: Numbers, passing: Numbers, settings: StreetSettings
) -> _Steps:
    tail, head = ends
    arcs = np.flatnonzero(np.isfinite(along)).astype(np.int32)
    leaving = arcs[np.argsort(tail[arcs], kind="stable")]
    starts = np.searchsorted(tail[leaving], np.arange(len(passing) + 1))
    sizes = np.diff(starts)[head[arcs]]
    from_arc = np.repeat(arcs, sizes)
    within = np.arange(len(from_arc)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    to_arc = leaving[np.repeat(starts[head[arcs]], sizes) + within]
    is_back = (from_arc ^ 1) == to_arc
    keep = ~_banned(from_arc, to_arc, streets.bans, len(along)) & (np.isfinite(passing[head[from_arc]]) | is_back)
    is_destination = np.repeat(streets.is_destination, 2)
    goes_on = np.bincount(from_arc[keep & ~is_back & ~is_destination[to_arc]], minlength=len(along)) > 0
    goes_in = np.bincount(from_arc[keep & ~is_back], minlength=len(along)) > 0
    keep &= ~is_back | ~np.where(is_destination[from_arc], goes_in[from_arc], goes_on[from_arc])
    from_arc, to_arc = from_arc[keep], to_arc[keep]
    legs = np.bincount(np.concatenate([tail[arcs[arcs % 2 == 0]], head[arcs[arcs % 2 == 0]],
                                       tail[_lone(arcs)], head[_lone(arcs)]]), minlength=len(passing))  # fmt: skip
    turn = _turn_cost(streets, from_arc, to_arc, legs[head[from_arc]] > 2, settings)
    at = passing[head[from_arc]]
    cost = turn + np.where(np.isfinite(at), at, 0.0)
    return _Steps(np.searchsorted(from_arc, np.arange(len(along) + 1)), from_arc, to_arc, cost)


def _lone(arcs: Whole) -> Whole:
    """The backward arcs whose forward arc cannot be driven: they too are legs of their crossings."""
    backward = arcs[arcs % 2 == 1]
    lone: Whole = backward[~np.isin(backward - 1, arcs)]
    return lone


def _banned(from_arc: Whole, to_arc: Whole, bans: list[Ban], arcs: int) -> Flags:
    """Which steps a ban of two arcs forbids."""
    pairs = np.array([ban[0] * arcs + ban[1] for ban in bans if len(ban) == 2], dtype=np.int64)
    return np.isin(from_arc.astype(np.int64) * arcs + to_arc, pairs)


def _turn_cost(
    streets: StreetMap, from_arc: Whole, to_arc: Whole, is_crossing: Flags, settings: StreetSettings
) -> Numbers:
    """Milliseconds by how much the way bends; nothing where there is no choice of way, but always for turning round."""
    arriving, leaving = _bearings(streets)
    bend = np.abs((leaving[to_arc] - arriving[from_arc] + 180) % 360 - 180)
    car = settings.car
    seconds: Numbers = np.select(
        [(from_arc ^ 1) == to_arc, ~is_crossing, bend >= car.sharp_degrees, bend >= car.turn_degrees],
        [car.u_turn_seconds, 0.0, car.sharp_turn_seconds, car.turn_seconds],
        car.slight_turn_seconds,
    )
    turn: Numbers = np.rint(seconds * MILLI)
    return turn


def _bearings(streets: StreetMap) -> tuple[Numbers, Numbers]:
    """(arcs) degrees clockwise from north at the end of each arc, and at its beginning."""
    begin, end = streets.first[:-1], streets.first[1:] - 1
    out, into = _bearing(streets, begin, begin + 1), _bearing(streets, end - 1, end)
    arriving = np.column_stack([into, out + 180]).ravel()
    leaving = np.column_stack([out, into + 180]).ravel()
    return arriving, leaving


def _bearing(streets: StreetMap, one: NDArray[np.int64], other: NDArray[np.int64]) -> Numbers:
    x, y = plane.on_plane(streets.longitude, streets.latitude)
    return np.degrees(np.arctan2(x[other] - x[one], y[other] - y[one]))


def junctions(net: Turns, tail: Whole, head: Whole, is_usable: Flags) -> tuple[Whole, Whole]:
    """The crossings where it matters little which way one came in: see Graph.junction and Graph.slack.

    Args:
        tail, head: (arcs) crossings; is_usable: (arcs) whether cars may go there.
    """
    count = int(max(tail.max(initial=-1), head.max(initial=-1))) + 1
    at = head[net.arc_of]
    is_alone = np.bincount(net.arc_of, minlength=len(tail)) == 1  # one state an arc: nothing that is remembered
    ways_in, ways_out, both, odd, steps, back = (
        np.bincount(nodes, minlength=count)
        for nodes in (
            head[is_usable],
            tail[is_usable],
            head[is_usable & is_usable[np.arange(len(tail)) ^ 1]],
            np.concatenate([head[~is_alone], tail[~is_alone]]),
            at[net.from_state],
            at[net.from_state][(net.arc_of[net.from_state] ^ 1) == net.arc_of[net.to_state]],
        )
    )
    is_free = (odd == 0) & (back == 0) & (steps == ways_in * ways_out - both)
    least, most = np.full(len(net.arc_of), np.inf), np.zeros(len(net.arc_of))
    np.minimum.at(least, net.to_state, net.turn_cost)
    np.maximum.at(most, net.to_state, net.turn_cost)
    entered = np.flatnonzero(np.isfinite(least))
    slack = np.zeros(count)
    np.maximum.at(slack, tail[net.arc_of[entered]], (most - least)[entered])
    return np.where(is_free[at], at, -1).astype(np.int32), slack.astype(np.int32)


def _zoned(steps: _Steps, is_destination: Flags) -> Turns:
    """One state an arc and zone: arc a is state a, and where it ends at a destination a state after all arcs."""
    count = len(is_destination)
    extra = np.flatnonzero(is_destination)
    ending = np.full(count, -1, dtype=np.int32)
    ending[extra] = count + np.arange(len(extra))
    from_inside, to_inside = is_destination[steps.tail], is_destination[steps.head]
    both = from_inside & to_inside
    head = np.where(to_inside & ~from_inside, ending[steps.head], steps.head)  # in from outside: not out again
    from_state = np.concatenate([steps.tail, ending[steps.tail[both]]])
    to_state = np.concatenate([head, ending[steps.head[both]]])
    cost = np.concatenate([steps.cost, steps.cost[both]])
    arc_of = np.concatenate([np.arange(count), extra]).astype(np.int32)
    return _sorted(arc_of, np.arange(count, dtype=np.int32), from_state, to_state, cost)


def _sorted(arc_of: Whole, begins: Whole, from_state: Whole, to_state: Whole, cost: Numbers) -> Turns:
    order = np.lexsort((to_state, from_state))
    tail, head = from_state[order].astype(np.int32), to_state[order].astype(np.int32)
    return Turns(arc_of, begins, tail, head, cost[order])


def _with_sequences(plain: Turns, steps: _Steps, is_destination: Flags, bans: list[Ban]) -> Turns:
    """The states and steps with those that remember the beginnings of forbidden sequences."""
    if not bans:
        return plain
    automaton = _Automaton(steps, is_destination, bans, len(plain.arc_of))
    for ban in sorted(set(bans)):
        for zone in (BEGAN, ENDS) if is_destination[ban[0]] else (OPEN,):
            automaton.add(((ban[0],), zone))
    automaton.close()
    count = len(is_destination)
    pairs = np.array([beginning[0] * count + beginning[1] for beginning in automaton.beginnings if len(beginning) == 2])
    driven = plain.arc_of[plain.from_state].astype(np.int64) * count + plain.arc_of[plain.to_state]
    keep = ~np.isin(driven, pairs)  # the automaton has those, onto its own states
    added = np.array(automaton.steps, dtype=np.float64).reshape(-1, 3)
    return _sorted(
        np.concatenate([plain.arc_of, np.array(automaton.arcs, dtype=np.int32)]).astype(np.int32),
        plain.begins,
        np.concatenate([plain.from_state[keep], added[:, 0].astype(np.int32)]),
        np.concatenate([plain.to_state[keep], added[:, 1].astype(np.int32)]),
        np.concatenate([plain.turn_cost[keep], added[:, 2]]),
    )


class _Automaton:
    """Remembers the longest beginning of a forbidden sequence that the arcs just driven are.

    Attributes:
        beginnings: every proper beginning of two arcs or more.
        arcs: of the states that are added; steps: from state, to state, cost.
    """

    def __init__(self, steps: _Steps, is_destination: Flags, bans: list[Ban], states: int) -> None:
        self._steps, self._is_destination, self._bans, self._states = steps, is_destination, set(bans), states
        self._ending = {
            int(arc): len(is_destination) + place for place, arc in enumerate(np.flatnonzero(is_destination))
        }
        self._known: dict[Key, int] = {}
        self._waiting: list[Key] = []
        self.beginnings = {ban[:size] for ban in bans for size in range(2, len(ban))}
        self.arcs: list[int] = []
        self.steps: list[tuple[int, int, float]] = []

    def add(self, key: Key) -> int:
        """The state of a beginning; of one arc the plain one."""
        driven, zone = key
        if key not in self._known:
            self._waiting.append(key)
            self._known[key] = self._plain(driven[-1], zone) if len(driven) == 1 else self._states + len(self.arcs)
            self.arcs += [driven[-1]] if len(driven) > 1 else []
        return self._known[key]

    def close(self) -> None:
        """Finds every step from what was added, until nothing new is."""
        while self._waiting:
            driven, zone = key = self._waiting.pop()
            for arc, cost in self._steps.after(driven[-1]):
                self._step(key, (*driven, arc), self._zone(zone, arc), cost)

    def _step(self, key: Key, whole: Ban, zone: int | None, cost: float) -> None:
        suffixes = [whole[size:] for size in range(len(whole))]
        if zone is None or any(suffix in self._bans for suffix in suffixes):
            return
        longest = next((suffix for suffix in suffixes if suffix in self.beginnings), whole[-1:])
        if len(longest) > 1:
            to_state = self.add((longest, zone))
        elif len(key[0]) == 1:
            return  # a plain step, there already
        else:
            to_state = self._plain(whole[-1], zone)
        self.steps.append((self._known[key], to_state, cost))

    def _zone(self, zone: int, arc: int) -> int | None:
        """The zone one is in on the next arc; None where one may not go there from here."""
        if self._is_destination[arc]:
            return ENDS if zone == OPEN else zone
        return None if zone == ENDS else OPEN

    def _plain(self, arc: int, zone: int) -> int:
        return self._ending[arc] if zone == ENDS else arc
