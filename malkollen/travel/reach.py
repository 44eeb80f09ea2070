"""Door-to-door times between places over a window of departures, and how many people or jobs they bring within reach.

Half of the departures in the window need at most the median time, nine in ten at most the 90th percentile: the time of
that rank among all (nearest rank), no mean of two. So a departure with which a place is not reached counts as longer
than any, and the median is not reached (infinite) where most departures are not.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from malkollen.compiled import in_threads
from malkollen.travel import scan
from malkollen.travel.network import Metres, Network, Seconds, Ways, metres
from malkollen.travel.scan import Search
from malkollen.travel.settings import MINUTE, SETTINGS, TravelSettings

Minutes = NDArray[np.float64]

LIMITS = (30, 45, 60)
"""The minutes that reach is counted within."""
ORIGINS_A_TURN = 16
"""Origins that a thread takes at a time: some ten milliseconds of work."""
TIMES_AT_ONCE = 25_000_000
"""Times held at once, 100 megabytes."""
MEDIAN = 50
HIGH = 90


class Places(NamedTuple):
    """Points in the network's plane: representative points of small areas, centres, a click.

    Attributes:
        x, y: (places) metres.
    """

    x: Metres
    y: Metres


class Travel(NamedTuple):
    """Times from each origin to each destination over the window.

    Attributes:
        median: (origins, destinations) minutes; infinite where fewer than half of the departures reach.
        high: (origins, destinations) the 90th percentile, minutes; infinite likewise.
        share: (origins, destinations) of departures that reach within the settings' limit, 0–1.
    """

    median: Minutes
    high: Minutes
    share: NDArray[np.float64]


def places(x: ArrayLike, y: ArrayLike) -> Places:
    """Points as the search wants them; metres."""
    return Places(metres(x), metres(y))


def travel(
    network: Network,
    origins: Places,
    destinations: Places,
    settings: TravelSettings = SETTINGS,
    departures: Seconds | None = None,
    ways: Ways | None = None,
) -> Travel:
    """Median, 90th percentile and share of departures, from each origin to each destination.

    Args:
        departures: from the door, seconds after midnight; the settings' window unless given. One alone is its own
            median.
        ways: as scan.prepare has them.
    """
    shape = (len(origins.x), len(destinations.x))
    reached = Travel(np.empty(shape), np.empty(shape), np.empty(shape))
    leaving = settings.departures() if departures is None else departures
    turn = max(1, TIMES_AT_ONCE // max(1, shape[1] * len(leaving)))
    for first in range(0, shape[0], turn):
        part = slice(first, min(first + turn, shape[0]))
        points, own = Places(origins.x[part], origins.y[part]), ways.of(part.start, part.stop) if ways else None
        times = _times(scan.prepare(network, points, destinations, leaving, settings, own))
        times.sort(axis=2)
        reached.median[part] = _percentile(times, MEDIAN)
        reached.high[part] = _percentile(times, HIGH)
        reached.share[part] = (times < scan.NEVER).mean(axis=2)
    return reached


def nearest(times: Minutes) -> Minutes:
    """Minutes from each origin to the destination that is nearest by its median time; infinite where none is reached.

    Args:
        times: (origins, destinations) minutes, as Travel.median.
    """
    found: Minutes = np.min(times, axis=1, initial=math.inf)
    return found


def within(
    network: Network,
    origins: Places,
    destinations: Places,
    weights: NDArray[np.float64],
    settings: TravelSettings = SETTINGS,
    limits: Sequence[int] = LIMITS,
    ways: Ways | None = None,
) -> NDArray[np.float64]:
    """What can be reached from each origin within some minutes: the sum over destinations by their median time.

    A destination counts whole when half of the departures in the window or more reach its point in time, else not at
    all; an origin that is itself a destination reaches itself in no time.

    Args:
        weights: (destinations, kinds) people, jobs …; none missing.
        limits: minutes, none above the settings' limit.
        ways: as scan.prepare has them.

    Returns:
        (origins, limits, kinds) sums of weights.

    Raises:
        ValueError: a weight is missing, or a limit is beyond the settings'.
    """
    if not np.isfinite(weights).all():
        raise ValueError("weights: a small area without a figure cannot be summed; leave it out of the destinations")
    if max(limits) > settings.limit_minutes:
        raise ValueError("limits: beyond the settings' limit_minutes no time is known")
    # Nothing beyond the longest limit counts, so the search need not go there.
    search = scan.prepare(network, origins, destinations, settings.departures(), settings.until(max(limits)), ways)
    out = np.zeros((len(origins.x), len(limits), weights.shape[1]))
    seconds = np.array([MINUTE * limit for limit in limits], dtype=np.int32)
    needed = _rank(len(search.departures), MEDIAN) + 1
    values = np.array(weights, dtype=np.float64, order="C")
    in_threads(
        len(search.x),
        ORIGINS_A_TURN,
        lambda first, last: scan.weights_within(search, (first, last), seconds, needed, values, out),
    )
    return out


class Reached(NamedTuple):
    """Median minutes from one place.

    Attributes:
        stops: (stops) minutes to stand at each stop; infinite where not reached.
        places: (places) minutes to each given place; likewise.
    """

    stops: Minutes
    places: Minutes


def minutes_from(
    network: Network,
    x: float,
    y: float,
    departures: Seconds,
    to: Places,
    settings: TravelSettings = SETTINGS,
) -> Reached:
    """Minutes from one point to all stops and to given places: the area within reach of a click on the map.

    Args:
        x: metres in the network's plane.
        y: likewise.
        departures: from the door, seconds after midnight; one, or a window for the median over it.
    """
    goals = Places(np.concatenate([network.x, to.x]), np.concatenate([network.y, to.y]))
    minutes = travel(network, places([x], [y]), goals, settings, departures).median[0]
    return Reached(minutes[: len(network.x)], minutes[len(network.x) :])


def _times(search: Search) -> scan.Times:
    out = np.empty((len(search.x), len(search.to_x), len(search.departures)), np.int32)
    in_threads(len(search.x), ORIGINS_A_TURN, lambda first, last: scan.every_time(search, first, last, out))
    return out


def _rank(count: int, percent: int) -> int:
    """The position, from 0, of a percentile among `count` sorted values: the nearest rank."""
    return math.ceil(count * percent / 100) - 1


def _percentile(times: scan.Times, percent: int) -> Minutes:
    """Minutes of a rank among times sorted along the last axis."""
    chosen = times[:, :, _rank(times.shape[2], percent)]
    return np.where(chosen < scan.NEVER, chosen / MINUTE, math.inf)
