"""One operating day's rides between stops and the walks between them, as arrays for the search."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from numpy.typing import ArrayLike, NDArray

from malkollen.database import storage
from malkollen.errors import DataError
from malkollen.travel.settings import SETTINGS, TravelSettings

Seconds = NDArray[np.int32]
Metres = NDArray[np.float64]

NO_CHANGE = 10**8
"""Seconds of a change that the timetable says nobody can make: longer than any day, and safe to add to a clock."""
BOOKED = "taxi"
"""The mode of trips that run only when booked."""


class Near(NamedTuple):
    """For each point the stops it can walk to, one point after another.

    Attributes:
        first: (points + 1) where each point's stops begin in the two others.
        stop: (pairs) the stop's position.
        seconds: (pairs) the walk, whole seconds, rounded up.
    """

    first: NDArray[np.int32]
    stop: NDArray[np.int32]
    seconds: Seconds

    def of(self, point: int) -> tuple[NDArray[np.int32], Seconds]:
        """The stops near one point, and the walk to each."""
        part = slice(self.first[point], self.first[point + 1])
        return self.stop[part], self.seconds[part]


class Ways(NamedTuple):
    """The ways of a journey's ends, where they do not go as the crow flies (malkollen/streets/walks.py).

    Attributes:
        access: the stops near each origin; egress: near each destination.
        direct: (origins, destinations) seconds without a ride; malkollen.travel.scan.NEVER where there is no such way.
    """

    access: Near
    egress: Near
    direct: Seconds

    def of(self, first: int, last: int) -> "Ways":
        """Those of some origins."""
        low, high = self.access.first[first], self.access.first[last]
        part = Near(
            self.access.first[first : last + 1] - low, self.access.stop[low:high], self.access.seconds[low:high]
        )
        return Ways(part, self.egress, self.direct[first:last])


class Network(NamedTuple):
    """What the search reads: connections, stops and the ways to change between them. Times are seconds after midnight.

    A connection is a vehicle's run from one call to the next. They lie by departure, then arrival; those of one trip
    that share both lie in the order of the trip.

    Attributes:
        departure, arrival: (connections) seconds after the operating day's midnight, past 86 400 after the next one.
        from_stop, to_stop: (connections) positions of stops; where one may not get on or off (pickup_type,
            drop_off_type) the position after the last stop: nobody stands there and nothing is near.
        trip: (connections) the trip, numbered 0, 1, 2 … by its first departure: trips that run at the same time then
            lie together in memory, which takes a third off the search.
            One that stays seated from one trip to the next is on one and the same.
        trip_row: (trips) the number the trip has in the timetable's files.
        named: (connections) the number there of the trip that the connection is called by.
        x, y: (stops) metres in a plane.
        changes: for each stop the stops one may change to, itself with no walk among them. One walk between two rides;
            two such walks are never joined to a longer one. With a last row, empty, for the stop that nobody reaches.
            What the timetable says of a change makes it longer, in its own direction alone.
    """

    departure: Seconds
    arrival: Seconds
    from_stop: NDArray[np.int32]
    to_stop: NDArray[np.int32]
    trip: NDArray[np.int32]
    trip_row: NDArray[np.int32]
    named: NDArray[np.int32]
    x: Metres
    y: Metres
    changes: Near


class Connections(NamedTuple):
    """The columns of connections.parquet, each (connections); see Network.

    Attributes:
        is_boardable: whether one may get on where it begins; everywhere where None.
        is_alightable: whether one may get off where it ends; likewise.
        ride: the first of the trips that one stays seated through; the trip alone where None.
    """

    departure: ArrayLike
    arrival: ArrayLike
    from_stop: ArrayLike
    to_stop: ArrayLike
    trip: ArrayLike
    is_boardable: ArrayLike | None = None
    is_alightable: ArrayLike | None = None
    ride: ArrayLike | None = None


Between = Callable[[Metres, Metres], Near]


def build(
    connections: Connections,
    x: ArrayLike,
    y: ArrayLike,
    settings: TravelSettings = SETTINGS,
    between: Between | None = None,
) -> Network:
    """Puts the arrays in order and finds the walks between stops.

    Args:
        connections: those of one trip in the trip's order; otherwise in any.
        x: metres, a stop each.
        y: likewise.
        between: finds the walks between stops; as the crow flies unless given.
    """
    departure, arrival, trip = (
        _whole(column) for column in (connections.departure, connections.arrival, connections.trip)
    )
    stops_x, stops_y = metres(x), metres(y)
    from_stop = _where_allowed(connections.from_stop, connections.is_boardable, len(stops_x))
    to_stop = _where_allowed(connections.to_stop, connections.is_alightable, len(stops_x))
    # Stable: what shares departure and arrival stays in the trip's order.
    order = np.lexsort((arrival, departure))
    ride, trip_row = _by_first_departure((trip if connections.ride is None else _whole(connections.ride))[order])
    if between is None:
        changes = near(stops_x, stops_y, stops_x, stops_y, settings.transfer_metres, settings)
    else:
        changes = between(stops_x, stops_y)
    return Network(
        departure=departure[order],
        arrival=arrival[order],
        from_stop=from_stop[order],
        to_stop=to_stop[order],
        trip=ride,
        trip_row=trip_row,
        named=trip[order],
        x=stops_x,
        y=stops_y,
        changes=changes._replace(first=np.append(changes.first, changes.first[-1:])),
    )


def metres(values: ArrayLike) -> Metres:
    """Coordinates as an array of one's own: numba compiles anew for one that may not be written, as files give them."""
    return np.array(values, dtype=np.float64)


def _whole(column: ArrayLike) -> NDArray[np.int32]:
    return np.asarray(column, dtype=np.int32)


def _where_allowed(stop: ArrayLike, is_allowed: ArrayLike | None, nowhere: int) -> NDArray[np.int32]:
    return _whole(stop) if is_allowed is None else np.where(is_allowed, _whole(stop), np.int32(nowhere))


def _by_first_departure(trip: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The trips of connections in order of departure under new numbers, and the old number of each new one."""
    first = np.full(int(trip.max(initial=-1)) + 1, -1)
    first[trip[::-1]] = np.arange(len(trip))[::-1]  # the last written is the first connection
    used = np.flatnonzero(first >= 0)
    trip_row = used[np.argsort(first[used])]
    number = np.zeros(len(first), dtype=np.int32)
    number[trip_row] = np.arange(len(trip_row), dtype=np.int32)
    return number[trip], trip_row.astype(np.int32)


def near(
    x: Metres, y: Metres, stop_x: Metres, stop_y: Metres, metres: float, settings: TravelSettings = SETTINGS
) -> Near:
    """The stops within a straight line of each point, with the walk to each, nearest first.

    Args:
        x: (points) metres in the stops' plane.
        y: likewise.
        metres: the straight line; the walk is longer by the detour.
    """
    tree = shapely.STRtree(_points(stop_x, stop_y))
    point, stop = tree.query(_points(x, y), predicate="dwithin", distance=metres)
    line = np.hypot(x[point] - stop_x[stop], y[point] - stop_y[stop])
    order = np.lexsort((stop, line, point))
    first = np.zeros(len(x) + 1, dtype=np.int32)
    np.cumsum(np.bincount(point, minlength=len(x)), out=first[1:])
    return Near(first, stop[order].astype(np.int32), walk_seconds(line[order], settings))


def _points(x: Metres, y: Metres) -> NDArray[np.object_]:
    return np.asarray(shapely.points(x, y), dtype=np.object_)


def walk_seconds(line: Metres, settings: TravelSettings = SETTINGS) -> Seconds:
    """The walk for a straight line in metres: whole seconds, rounded up."""
    # A millionth off: 80 m × 1.3 at 4.8 km/h is 78 s, not 79 because of the last binary digit.
    return np.ceil(line * settings.seconds_per_metre - 1e-6).clip(min=0).astype(np.int32)


def load(folder: Path, settings: TravelSettings = SETTINGS, between: Between | None = None) -> Network:
    """Reads a timetable's folder: stops.parquet, connections.parquet, changes.parquet and the modes of trips.parquet.

    Trips that run only when somebody has booked them (mode taxi) are left out, as where departures are counted for
    access: a travel time says what runs anyway.

    Args:
        between: as build has it.

    Raises:
        DataError: a file is missing or broken.
    """
    stops = read(folder / "stops.parquet", ["stop", "x", "y"])
    columns = read(folder / "connections.parquet", list(Connections._fields))
    trips = read(folder / "trips.parquet", ["trip", "mode"])
    if not np.array_equal(stops["stop"], np.arange(len(stops["stop"]))):
        raise DataError(f"{folder / 'stops.parquet'}: stop: ska vara 0, 1, 2 … i ordning; läs in tidtabellen igen")
    for name in ("from_stop", "to_stop"):
        if len(columns[name]) and not 0 <= columns[name].min() <= columns[name].max() < len(stops["stop"]):
            raise DataError(
                f"{folder / 'connections.parquet'}: {name}: en hållplats saknas i stops.parquet; "
                "läs in tidtabellen igen"
            )
    if len(booked := trips["trip"][trips["mode"] == BOOKED]):
        is_run = ~np.isin(columns["trip"], booked)
        columns = {name: column[is_run] for name, column in columns.items()}
    built = build(Connections(**columns), stops["x"], stops["y"], settings, between)
    said = read(folder / "changes.parquet", ["from_stop", "to_stop", "seconds"])
    return _said(built, _whole(said["from_stop"]), _whole(said["to_stop"]), _whole(said["seconds"]), settings)


def _said(
    network: Network,
    from_stop: NDArray[np.int32],
    to_stop: NDArray[np.int32],
    seconds: Seconds,
    settings: TravelSettings,
) -> Network:
    """The network with the changes that the timetable itself says something of: longer than ours, or none at all.

    A shorter time than the interchange is not taken: everywhere one is let have that long.
    """
    changes, stops = network.changes, len(network.x) + 1
    between = np.repeat(np.arange(stops), np.diff(changes.first)) * stops + changes.stop
    order = np.argsort(between)
    wanted = from_stop.astype(np.int64) * stops + to_stop
    at = np.searchsorted(between[order], wanted).clip(max=max(len(between) - 1, 0))
    is_near = between[order[at]] == wanted if len(between) else np.zeros(len(wanted), dtype=np.bool_)
    least = np.where(seconds < 0, NO_CHANGE, seconds - settings.interchange_seconds)[is_near].astype(np.int32)
    walks = changes.seconds.copy()
    np.maximum.at(walks, order[at[is_near]], least)
    return network._replace(changes=changes._replace(seconds=walks))


def read(path: Path, columns: list[str]) -> dict[str, NDArray[np.generic]]:
    """Columns of a parquet file as arrays, in the file's order; DataError when it or a column is missing."""
    try:
        table = pq.read_table(path, columns=columns)
    except FileNotFoundError:
        raise DataError(f"{storage.within(path)}: filen saknas; läs in tidtabellen igen") from None
    except (OSError, pa.ArrowException) as error:
        raise DataError(
            f"{storage.within(path)}: går inte att läsa ({type(error).__name__}); läs in tidtabellen igen"
        ) from error
    if missing := [name for name in columns if name not in table.column_names]:
        raise DataError(f"{storage.within(path)}: kolumnen {missing[0]} saknas; läs in tidtabellen igen")
    return {name: table.column(name).to_numpy() for name in columns}
