"""A flat picture of degrees (Mercator's, true to angles), and metres on the ground."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

UNITS = 1e-7
"""Degrees of a unit that coordinates are kept in, as OpenStreetMap has them."""
AXIS, FLATTENING = 6_378_137.0, 1 / 298.257223563
STEEP = 85.0
"""Degrees north or south that the picture ends at."""


def plane(longitude: Numbers, latitude: Numbers) -> tuple[Numbers, Numbers]:
    """Degrees as x and y; metres at the equator, more elsewhere (see `stretch`)."""
    north = np.radians(np.clip(latitude, -STEEP, STEEP))
    return AXIS * np.radians(longitude), AXIS * np.arcsinh(np.tan(north))


def on_plane(longitude: NDArray[np.int32], latitude: NDArray[np.int32]) -> tuple[Numbers, Numbers]:
    """The plane's x and y of coordinates as they are kept."""
    return plane(longitude.astype(np.float64) * UNITS, latitude.astype(np.float64) * UNITS)


def stretch(latitude: Numbers) -> Numbers:
    """How many metres of the plane a metre on the ground is."""
    return 1 / np.cos(np.radians(np.clip(latitude, -STEEP, STEEP)))


def metres(longitude: Numbers, latitude: Numbers, to_longitude: Numbers, to_latitude: Numbers) -> Numbers:
    """Metres on the ground between points some kilometres apart at most, by the ellipsoid's curves where they lie."""
    middle = np.radians((latitude + to_latitude) / 2)
    squared = FLATTENING * (2 - FLATTENING)
    bent = 1 - squared * np.sin(middle) ** 2
    north = np.radians(to_latitude - latitude) * AXIS * (1 - squared) / bent**1.5
    east = np.radians(to_longitude - longitude) * AXIS * np.cos(middle) / np.sqrt(bent)
    return np.hypot(north, east)
