"""The ways to, between and from stops along the streets, and by cycle to a station, as the timetable's search has them.

A walk of no more than the minutes of the travel settings, at their speed, along the streets; never less than the
crow's flight. Where either end lies by no street of the map (outside of it, or too far from one) it is the crow's
flight with the detour of the settings instead, as everywhere when no map is loaded. Points are EPSG:3006.
"""

from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

from malkollen.streets import search
from malkollen.streets.costs import Mode
from malkollen.streets.ready import Ready
from malkollen.streets.settings import load
from malkollen.streets.street_map import Flags, Numbers
from malkollen.streets.ties import Ties
from malkollen.travel.network import Metres, Near, Network, Ways
from malkollen.travel.reach import Places
from malkollen.travel.scan import NEVER
from malkollen.travel.settings import MINUTE, SETTINGS, TravelSettings

AT_ONCE = 256
"""Origins that times are held of at once."""


class Walks:
    """The streets of a map for those who go to stops on foot or by cycle."""

    def __init__(self, ready: Ready, settings: TravelSettings = SETTINGS) -> None:
        """Prepares nothing yet: the cycle's streets are not always asked for."""
        self._ready, self._settings = ready, settings

    def between(self, x: Metres, y: Metres) -> Near:
        """The walks between stops within the limit of a change."""
        stops = Places(x, y)
        return self._foot.near(stops, stops, self._settings.transfer_minutes * MINUTE)

    def to_stops(self, network: Network, places: Places) -> Near:
        """The walks between places and the stops near them."""
        return self._foot.near(places, Places(network.x, network.y), self._settings.access_minutes * MINUTE)

    def on_foot(self, network: Network, origins: Places, destinations: Places, egress: Near | None = None) -> Ways:
        """The walks to the first stop, from the last one, and all the way.

        Args:
            egress: what `to_stops` says of the destinations, where it is known already.
        """
        return Ways(
            self.to_stops(network, origins),
            self.to_stops(network, destinations) if egress is None else egress,
            self._foot.all_the_way(origins, destinations, self._settings.limit_seconds),
        )

    def by_cycle(
        self, network: Network, is_station: Flags, origins: Places, destinations: Places, egress: Near | None = None
    ) -> Ways:
        """By cycle to a station, with the time to lock it, and on foot from the last stop; or by cycle all the way.

        Args:
            is_station: (stops) those one may leave a cycle at; egress: as of `on_foot`.
        """
        ride, which = load().ride, np.flatnonzero(is_station)
        stations = Places(network.x[which], network.y[which])
        to_station = self._cycle.near(origins, stations, ride.metres * 3.6 / load().cycle.kmh)
        return Ways(
            Near(
                to_station.first, which[to_station.stop].astype(np.int32), to_station.seconds + int(ride.lock_seconds)
            ),
            self.to_stops(network, destinations) if egress is None else egress,
            self._cycle.all_the_way(origins, destinations, self._settings.limit_seconds),
        )

    @cached_property
    def _foot(self) -> "_Streets":
        return _Streets(self._ready, Mode.WALK, self._settings.walking_kmh, self._settings.detour)

    @cached_property
    def _cycle(self) -> "_Streets":
        return _Streets(self._ready, Mode.CYCLE, load().cycle.kmh, self._settings.detour)


class _Streets:
    """One way of travelling at some speed, with a detour of the crow's flight where no street is."""

    def __init__(self, ready: Ready, mode: Mode, kmh: float, detour: float) -> None:
        self._graph, self._finder = ready.graph(mode), ready.finder(mode)
        self._slower = {Mode.WALK: load().walk.kmh, Mode.CYCLE: load().cycle.kmh}[mode] / kmh
        self._metre, self._detour = 3.6 / kmh, detour
        self._degrees = Transformer.from_crs(3006, 4326)

    def near(self, origins: Places, goals: Places, longest: float) -> Near:
        """The goals within some seconds of each origin, nearest first."""
        tree = shapely.STRtree(np.asarray(shapely.points(goals.x, goals.y), dtype=np.object_))
        points = np.asarray(shapely.points(origins.x, origins.y), dtype=np.object_)
        origin, goal = tree.query(points, predicate="dwithin", distance=longest / self._metre)
        line = np.hypot(origins.x[origin] - goals.x[goal], origins.y[origin] - goals.y[goal])
        seconds = np.ceil(self._seconds(origins, goals, (origin, goal), line, longest) - 1e-6)
        keep = seconds <= longest
        origin, goal, seconds = origin[keep], goal[keep], seconds[keep]
        order = np.lexsort((goal, seconds, origin))
        first = np.zeros(len(origins.x) + 1, dtype=np.int32)
        np.cumsum(np.bincount(origin, minlength=len(origins.x)), out=first[1:])
        return Near(first, goal[order].astype(np.int32), seconds[order].astype(np.int32))

    def all_the_way(self, origins: Places, goals: Places, longest: float) -> NDArray[np.int32]:
        """(origins, goals) seconds; NEVER beyond the longest."""
        shape = len(origins.x), len(goals.x)
        pairs = tuple(index.ravel() for index in np.indices(shape))
        line = np.hypot(origins.x[pairs[0]] - goals.x[pairs[1]], origins.y[pairs[0]] - goals.y[pairs[1]])
        seconds = np.ceil(self._seconds(origins, goals, pairs, line, longest) - 1e-6)
        return np.where(seconds <= longest, seconds, NEVER).astype(np.int32).reshape(shape)

    def _seconds(
        self, origins: Places, goals: Places, pairs: tuple[NDArray[np.int64], ...], line: Numbers, longest: float
    ) -> Numbers:
        """(pairs) seconds: by the streets, infinite where they do not lead there in time, or as the crow flies."""
        origin, goal = pairs
        begin, end = self._tied(origins), self._tied(goals)
        has_both = _is_tied(begin)[origin] & _is_tied(end)[goal]
        seconds = line * self._metre * self._detour
        seconds[has_both] = np.inf
        by_origin = np.argsort(origin, kind="stable")
        by_origin = by_origin[has_both[by_origin]]
        for first in range(0, len(origins.x), AT_ONCE):
            low, high = np.searchsorted(origin[by_origin], [first, first + AT_ONCE])
            mine = by_origin[low:high]
            if len(mine):
                wanted, column = np.unique(goal[mine], return_inverse=True)
                some = begin.of(first, min(first + AT_ONCE, len(origins.x)))
                times = search.seconds(self._graph, some, end.some(wanted), longest / self._slower) * self._slower
                seconds[mine] = np.maximum(times[origin[mine] - first, column], line[mine] * self._metre)
        return seconds

    def _tied(self, places: Places) -> Ties:
        return self._finder.tie(*self._degrees.transform(places.y, places.x))


def _is_tied(places: Ties) -> Flags:
    is_tied: Flags = np.bincount(places.place, minlength=places.places) > 0
    return is_tied
