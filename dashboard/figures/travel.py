"""Journeys as they are drawn: where one begins, what one reaches, and the colours of minutes and of access."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dashboard.figures import theme

Floats = NDArray[np.float64]
LIMITS = (15, 30, 45, 60)
NEAR = theme.TRAVEL[:1:-1]
"""Dark is near: a colour for each of the four limits."""
BEYOND = theme.TRAVEL[1]
"""Of what is reached, but later than the limit."""


@dataclass(frozen=True)
class Origin:
    """Where a journey begins: its key in the address, its name, its point in metres and in WGS 84."""

    key: str
    name: str
    x: float
    y: float
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Targets:
    """What is reached: small areas with people and jobs, or stops where no small areas are loaded. Of one length.

    Attributes:
        keys, names, codes: of each, as origins; codes: its municipality, empty outside.
        people: NaN where the figure is missing; jobs: None where none is loaded.
        are_stops: whether they are stops, each counted as one.
    """

    keys: Sequence[str]
    names: Sequence[str]
    codes: NDArray[np.str_]
    people: Floats
    jobs: Floats | None
    latitude: Floats
    longitude: Floats
    x: Floats
    y: Floats
    are_stops: bool = False


class Spot(NamedTuple):
    """A stop on a map with its departures."""

    name: str
    departures: int
    longitude: float
    latitude: float


@dataclass(frozen=True)
class Bar:
    """An area as a stacked bar: the share of people in each class, in percent; None where unknown."""

    name: str
    shares: tuple[float | None, ...]
