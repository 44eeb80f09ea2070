"""The connection scan: earliest arrivals from one place to all stops, for several departures at a time.

Dibbelt, Pajor, Strasser, Wagner: Connection Scan Algorithm (2018, doi 10.1145/3274661): every connection of the day is
looked at once, in order of departure. One may ride it when one is already on its trip, or stands at its stop in time.
Here several departures from the door share one pass: whoever leaves earlier can be wherever someone who leaves later
can be, at least as early (one may wait). So those who are on a trip are always the first so many departures, and a
number a trip says who.

What a journey may be:
- it begins with a walk to a stop within the limit; the first ride needs no interchange time;
- a change needs the interchange time, at the same stop too, plus one walk where the next ride leaves from another stop;
- who stays on a trip needs nothing; rides of no minutes, loops and calls past midnight are as any;
- it ends with a walk from a stop where one alights, within the limit;
- or it is one walk from door to door, however long, within the limit of the whole journey.

The compiled functions lie in one file, since numba's cache does not see a change in another.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from malkollen.compiled import compiled
from malkollen.travel.network import Metres, Near, Network, Seconds, Ways, metres, near
from malkollen.travel.settings import SETTINGS, TravelSettings

NEVER = 2**30
"""The time of what is not reached: later than any clock, and safe to add a walk to."""

Times = NDArray[np.int32]


class Search(NamedTuple):
    """All that a search needs beside the place it begins at; `prepare` makes it.

    Attributes:
        departures: (departures) from the door, seconds after midnight, ascending.
        low, high: the connections that leave within reach: network.departure[low:high].
        interchange, limit: seconds.
        access: the stops near each origin.
        egress: the stops near each destination.
        direct: (origins, destinations) seconds without a ride; empty where one walks as the crow flies.
        x, y: (origins) metres.
        to_x, to_y: (destinations) metres.
    """

    network: Network
    departures: Seconds
    low: int
    high: int
    interchange: int
    limit: int
    seconds_per_metre: float
    access: Near
    egress: Near
    direct: Seconds
    x: Metres
    y: Metres
    to_x: Metres
    to_y: Metres


class Labels(NamedTuple):
    """What one pass finds, a column a departure from the door. NEVER where there is nothing.

    Attributes:
        at: (stops + 1, departures) when a vehicle first lets one off there, seconds after midnight; not falling along a
            row.
        board: (stops + 1, departures) from when one may board there; not falling along a row.
        ready: (stops + 1) how many departures stand there in time for the connection being looked at.
        aboard: (trips) how many departures may be on the trip.
    """

    at: Times
    board: Times
    ready: NDArray[np.int16]
    aboard: NDArray[np.int16]


def prepare(
    network: Network,
    origins: tuple[Metres, Metres],
    destinations: tuple[Metres, Metres],
    departures: Seconds,
    settings: TravelSettings = SETTINGS,
    ways: Ways | None = None,
) -> Search:
    """Finds the walks from origins and to destinations, and the part of the day that counts.

    Args:
        origins: x and y, (origins) metres in the network's plane.
        destinations: likewise.
        departures: seconds after midnight, in any order; at least one.
        ways: to the first stop, from the last and all the way; walks as the crow flies unless given.
    """
    leaving = np.unique(np.asarray(departures, dtype=np.int32))
    low, high = np.searchsorted(network.departure, [leaving[0], leaving[-1] + settings.limit_seconds + 1])
    return Search(
        network=network,
        departures=leaving,
        low=int(low),
        high=int(high),
        interchange=settings.interchange_seconds,
        limit=settings.limit_seconds,
        seconds_per_metre=settings.seconds_per_metre,
        access=ways.access if ways else near(*origins, network.x, network.y, settings.access_metres, settings),
        egress=ways.egress if ways else near(*destinations, network.x, network.y, settings.access_metres, settings),
        direct=ways.direct if ways else np.empty((0, 0), np.int32),
        x=metres(origins[0]),
        y=metres(origins[1]),
        to_x=metres(destinations[0]),
        to_y=metres(destinations[1]),
    )


@compiled
def labels(search: Search, origin: int) -> Labels:
    """One pass from one origin: see Labels. Journeys beyond the limit may be among them."""
    found = _empty(search)
    _begin(search, origin, found)
    _scan(search, found)
    return found


@compiled
def every_time(search: Search, first: int, last: int, out: Times) -> None:
    """Door-to-door seconds from origins first … last - 1 into `out` (origins, destinations, departures)."""
    marks = _empty(search)
    for origin in range(first, last):
        _begin(search, origin, marks)
        _scan(search, marks)
        for destination in range(len(search.to_x)):
            _door_to_door(search, marks, origin, destination, out[origin, destination])


@compiled
def weights_within(
    search: Search, span: tuple[int, int], limits: Seconds, needed: int, weights: NDArray[np.float64], out: Metres
) -> None:
    """Adds the destinations' weights into `out` (origins, limits, kinds), for origins span[0] … span[1] - 1.

    A destination counts within a limit when at least `needed` of the departures reach it within that many seconds.
    """
    marks = _empty(search)
    times = np.empty(len(search.departures), np.int32)
    for origin in range(span[0], span[1]):
        _begin(search, origin, marks)
        _scan(search, marks)
        for destination in range(len(search.to_x)):
            _door_to_door(search, marks, origin, destination, times)
            for limit in range(len(limits)):
                if (times <= limits[limit]).sum() >= needed:
                    out[origin, limit] += weights[destination]


@compiled
def _empty(search: Search) -> Labels:
    stops, departures = len(search.network.x) + 1, len(search.departures)  # and the one that nobody reaches
    return Labels(
        np.empty((stops, departures), np.int32),
        np.empty((stops, departures), np.int32),
        np.empty(stops, np.int16),
        np.empty(len(search.network.trip_row), np.int16),
    )


@compiled
def _begin(search: Search, origin: int, marks: Labels) -> None:
    """Clears the labels and walks from the origin to the stops."""
    marks.at[:] = NEVER
    marks.board[:] = NEVER
    marks.ready[:] = 0
    marks.aboard[:] = 0
    access = search.access
    for near_one in range(access.first[origin], access.first[origin + 1]):
        marks.board[access.stop[near_one]] = search.departures + access.seconds[near_one]


@compiled
def _scan(search: Search, marks: Labels) -> None:
    """Looks at every connection once; who can ride it is the first so many departures."""
    # Arrays by name of their own: through a tuple numba counts references at every access, forty times the work.
    # Positions without sign: it then need not ask whether they count from the end; half the work.
    departure, arrival = search.network.departure, search.network.arrival
    from_stop, to_stop = search.network.from_stop.view(np.uint32), search.network.to_stop.view(np.uint32)
    trips = search.network.trip.view(np.uint32)
    first_change, change_to, change_walk = search.network.changes
    at, board, ready, aboard = marks
    interchange, count = search.interchange, len(search.departures)
    for connection in range(np.uint64(search.low), np.uint64(search.high)):
        stop, leaves = from_stop[connection], departure[connection]
        standing = ready[stop]
        while standing < count and board[stop, standing] <= leaves:
            standing += 1
        ready[stop] = standing
        trip = trips[connection]
        riders = max(standing, aboard[trip])
        if riders == 0:
            continue
        aboard[trip] = riders
        stop, arrives = to_stop[connection], arrival[connection]
        first = riders
        while first > 0 and at[stop, first - 1] > arrives:
            first -= 1
            at[stop, first] = arrives
        if first == riders:
            continue  # all were here as early
        for change in range(first_change[stop], first_change[stop + 1]):
            other = change_to[change]
            may_board = arrives + change_walk[change] + interchange
            for leaver in range(riders - 1, first - 1, -1):
                if board[other, leaver] <= may_board:
                    break  # and so may all who left earlier
                board[other, leaver] = may_board


@compiled
def without_a_ride(search: Search, origin: int, destination: int) -> int:
    """Seconds all the way on foot, or as `direct` has it; NEVER at most."""
    if len(search.direct):
        return int(search.direct[origin, destination])
    line = np.hypot(search.x[origin] - search.to_x[destination], search.y[origin] - search.to_y[destination])
    return int(min(np.ceil(line * search.seconds_per_metre - 1e-6), float(NEVER)))


@compiled
def _door_to_door(search: Search, marks: Labels, origin: int, destination: int, out: Times) -> None:
    """Seconds from door to door, a departure each: by a last stop, or all the way on foot; NEVER beyond the limit."""
    count, on_foot = len(search.departures), without_a_ride(search, origin, destination)
    for departure in range(count):
        out[departure] = search.departures[departure] + on_foot
    egress = search.egress
    for near_one in range(egress.first[destination], egress.first[destination + 1]):
        stop, walk = egress.stop[near_one], egress.seconds[near_one]
        if marks.at[stop, 0] < NEVER:
            for departure in range(count):
                out[departure] = min(out[departure], marks.at[stop, departure] + walk)
    for departure in range(count):
        out[departure] -= search.departures[departure]
        if out[departure] > search.limit:
            out[departure] = NEVER
