"""What each piece of street costs a way of travelling: whole milliseconds along it, each way, and at its crossings.

Milliseconds are whole so that sums are exact: a time is the same in whatever order it was added up.
"""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from malkollen.streets.settings import StreetSettings
from malkollen.streets.street_map import (
    BACKWARD,
    CLASSES,
    FORWARD,
    GATE,
    NO_CAR,
    NO_CYCLE,
    NO_WALK,
    SIGNAL,
    Bits,
    Flags,
    Numbers,
    StreetMap,
)

MILLI = 1000
STEPS = CLASSES.index("steps")


class Mode(StrEnum):
    """A way of travelling."""

    WALK = "walk"
    CYCLE = "cycle"
    CAR = "car"


CLOSED = {Mode.WALK: NO_WALK, Mode.CYCLE: NO_CYCLE, Mode.CAR: NO_CAR}


def along(streets: StreetMap, mode: Mode, settings: StreetSettings) -> Numbers:
    """(arcs) whole milliseconds along each arc; infinite where one may not go. Arcs 2p and 2p + 1 are piece p's."""
    match mode:
        case Mode.WALK:
            both = np.full((streets.pieces, 2), settings.walk.kmh)
        case Mode.CYCLE:
            both = np.repeat(_cycling(streets, settings)[:, None], 2, axis=1)
        case Mode.CAR:
            both = _driving(streets, settings)
    seconds = streets.length[:, None] * 3.6 / both
    is_ferry = np.isfinite(streets.ferry_seconds)
    seconds[is_ferry] = streets.ferry_seconds[is_ferry, None]
    return np.where(allowed(streets, mode), np.rint(seconds * MILLI), np.inf).ravel()


def allowed(streets: StreetMap, mode: Mode) -> Flags:
    """(pieces, 2) whether one may go forward and backward."""
    bits: Bits = getattr(streets, mode.value)
    return np.column_stack([bits & FORWARD, bits & BACKWARD]).astype(np.bool_)


def _cycling(streets: StreetMap, settings: StreetSettings) -> Numbers:
    speed = np.where(streets.is_gravel, settings.cycle.gravel_kmh, settings.cycle.kmh)
    speed[streets.is_pushed] = settings.cycle.push_kmh
    speed[streets.kind == STEPS] = settings.cycle.stairs_kmh
    return speed


def _driving(streets: StreetMap, settings: StreetSettings) -> Numbers:
    """(pieces, 2) km/h that a car keeps: the posted speed, or that of the class, times the class's factor."""
    classes = [settings.classes[name] for name in CLASSES]
    inside, outside, factor = (
        np.array([getattr(one, name) for one in classes])[streets.kind] for name in ("inside", "outside", "factor")
    )
    usual = np.where(streets.is_inside, inside, outside)
    posted = np.column_stack([streets.speed_forward, streets.speed_backward])
    speed: Numbers = np.where(np.isfinite(posted), posted, usual[:, None]) * factor[:, None]
    return speed


def node_flags(streets: StreetMap) -> Bits:
    """(crossings) what stands at each."""
    flags = np.zeros(streets.nodes, dtype=np.uint8)
    np.bitwise_or.at(flags, streets.from_node, streets.from_flags)
    np.bitwise_or.at(flags, streets.to_node, streets.to_flags)
    return flags


def passing(flags: Bits, mode: Mode, settings: StreetSettings) -> NDArray[np.float64]:
    """(crossings) whole milliseconds that passing each costs beside turning; infinite where one cannot pass."""
    signal, gate = {
        Mode.WALK: (settings.walk.signal_seconds, 0.0),
        Mode.CYCLE: (settings.cycle.signal_seconds, settings.cycle.gate_seconds),
        Mode.CAR: (settings.car.signal_seconds, settings.car.gate_seconds),
    }[mode]
    seconds = np.where(flags & SIGNAL, signal, 0.0) + np.where(flags & GATE, gate, 0.0)
    return np.where(flags & CLOSED[mode], np.inf, np.rint(seconds * MILLI))
