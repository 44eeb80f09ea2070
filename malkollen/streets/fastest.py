"""The compiled search: the least milliseconds from places to places over a graph, many places at a time.

Dijkstra's, with the states that wait held in buckets by their time instead of in a heap; within a bucket in any order,
and a state that then turns out to be reached earlier is looked at again. So the times are exact, whatever the width.

By car two ways into a crossing are enough: whoever comes to it later than the second by more than what turning can
differ there (Graph.slack) is nowhere earlier than they, and is not followed. Only where every way in leads to every way
out but its own.

The compiled functions lie in one file, since numba's cache does not see a change in another.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from malkollen.compiled import compiled
from malkollen.streets.street_map import Numbers, Whole

NEVER = 2**31 - 1
LONGEST = 2**30 - 1
"""Milliseconds, twelve days: no step and no way is longer, so that the sum of two is a number."""
WIDTH = 2000
"""Milliseconds that a bucket is wide."""
TIME, AFTER, BEFORE, JUNCTION = 0, 1, 2, 3
"""Of a mark: when it is reached, and its neighbours in its bucket; the crossing it ends at, or -1."""


class Steps(NamedTuple):
    """A graph as the search reads it.

    Attributes:
        first, head, cost: by rows; whole milliseconds.
        junction: (states) the crossing each ends at, -1 where none may be left out there.
        slack: (crossings) milliseconds that turning can differ.
    """

    first: Whole
    head: Whole
    cost: Whole
    junction: Whole
    slack: Whole


class Pairs(NamedTuple):
    """What meets between places and states; first: (places + 1) where those of each begin in the others."""

    first: NDArray[np.int64]
    state: Whole
    cost: Whole


class _Marks(NamedTuple):
    """Of a search under way: (states, 4) marks; (crossings, 2) who came first, and after when nobody is followed.

    touched: (1 + states) how many states have a time, and which.
    """

    states: Whole
    crossings: Whole
    buckets: Whole
    touched: Whole


@compiled
def times(net: Steps, out_of: Pairs, into: Pairs, limit: int, span: tuple[int, int], out: Numbers) -> None:
    """Milliseconds into `out` (origins, destinations) for origins span[0] … span[1] - 1; infinite beyond the limit."""
    buckets = max(_most(net.cost), _most(out_of.cost)) // WIDTH + 2
    marks = _Marks(
        np.empty((len(net.first) - 1, 4), np.int32),
        np.empty((len(net.slack), 2), np.int32),
        np.empty(buckets, np.int32),
        np.empty(len(net.first), np.int32),
    )
    _begin(net, marks)
    for origin in range(span[0], span[1]):
        left = 0
        for pair in range(out_of.first[origin], out_of.first[origin + 1]):
            if out_of.cost[pair] <= limit:
                left += _put(marks.states, marks.buckets, marks.touched, out_of.state[pair], out_of.cost[pair])
        _search(net, marks, limit, left)
        for place in range(len(into.first) - 1):
            least = np.int64(NEVER)
            for pair in range(into.first[place], into.first[place + 1]):
                reached = np.int64(marks.states[into.state[pair], TIME])
                if reached < NEVER:
                    least = min(least, reached + into.cost[pair])
            out[origin, place] = np.float64(least) if least <= limit else np.inf
        _clear(marks)


@compiled
def _most(costs: Whole) -> int:
    most = 0
    for one in costs:
        most = max(most, one)
    return most


@compiled
def _begin(net: Steps, marks: _Marks) -> None:
    """Clears the marks."""
    for state in range(len(net.junction)):
        marks.states[state, TIME] = NEVER
        marks.states[state, AFTER] = -1
        marks.states[state, BEFORE] = -1
        marks.states[state, JUNCTION] = net.junction[state]
    marks.crossings[:, 0] = -1
    marks.crossings[:, 1] = NEVER
    marks.buckets[:] = -1
    marks.touched[0] = 0


@compiled
def _clear(marks: _Marks) -> None:
    """Clears what the last search has touched: most of a county, or what lies within a walk."""
    states, crossings, touched = marks.states, marks.crossings, marks.touched
    for place in range(1, touched[0] + 1):
        state = touched[place]
        states[state, TIME], states[state, AFTER], states[state, BEFORE] = NEVER, -1, -1
        junction = states[state, JUNCTION]
        if junction >= 0:
            crossings[junction, 0], crossings[junction, 1] = -1, NEVER
    touched[0] = 0


@compiled
def _put(states: Whole, buckets: Whole, touched: Whole, state: int, time: int) -> int:
    """Has a state wait with a time if that is its earliest; how many more wait."""
    count = len(buckets)
    old = states[state, TIME]
    if time >= old:
        return 0
    more, bucket = 1, (time // WIDTH) % count
    if old != NEVER:
        where, before, after = (old // WIDTH) % count, states[state, BEFORE], states[state, AFTER]
        if before >= 0 or buckets[where] == state:  # it waits already
            if where == bucket:
                states[state, TIME] = time
                return 0
            if before >= 0:
                states[before, AFTER] = after
            else:
                buckets[where] = after
            if after >= 0:
                states[after, BEFORE] = before
            more = 0
    else:
        touched[0] += 1
        touched[touched[0]] = state
    states[state, TIME] = time
    after = buckets[bucket]
    states[state, AFTER], states[state, BEFORE] = after, -1
    if after >= 0:
        states[after, BEFORE] = state
    buckets[bucket] = state
    return more


@compiled
def _search(net: Steps, marks: _Marks, limit: int, left: int) -> None:
    """Follows what waits, the nearest first, until nothing does."""
    # Arrays by names of their own: through a tuple numba counts references at every access.
    states, crossings, buckets, count = marks.states, marks.crossings, marks.buckets, len(marks.buckets)
    first, head, cost, slack, touched = net.first, net.head, net.cost, net.slack, marks.touched
    bucket = 0
    while left > 0:
        while buckets[bucket] < 0:
            bucket += 1
            if bucket == count:
                bucket = 0
        state = buckets[bucket]
        after = states[state, AFTER]
        buckets[bucket] = after
        if after >= 0:
            states[after, BEFORE] = -1
        left -= 1
        if not _is_followed(states, crossings, slack, state):
            continue
        time = states[state, TIME]
        for step in range(first[state], first[state + 1]):
            other, later = head[step], time + cost[step]
            if later > limit or later >= states[other, TIME]:
                continue
            junction = states[other, JUNCTION]
            if junction < 0 or later < crossings[junction, 1]:
                left += _put(states, buckets, touched, other, later)


@compiled
def _is_followed(states: Whole, crossings: Whole, slack: Whole, state: int) -> bool:
    """Whether one who is there may still come first anywhere; remembers the first two at each crossing."""
    time, junction = states[state, TIME], states[state, JUNCTION]
    if junction < 0:
        return True
    first = crossings[junction, 0]
    if first < 0:
        crossings[junction, 0] = state
    elif crossings[junction, 1] == NEVER:
        if first != state:
            crossings[junction, 1] = max(time, states[first, TIME]) + slack[junction]
    else:
        return bool(time < crossings[junction, 1])
    return True
