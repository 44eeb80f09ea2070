"""What a travel time assumes: walking, changing, and when one leaves. Every number with its reason."""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from malkollen.errors import DataError

HOUR = 3600
MINUTE = 60


@dataclass(frozen=True, slots=True)
class TravelSettings:
    """The assumptions of a travel time; all can be changed, none is measured by the timetable.

    Attributes:
        detour: the way on foot as a multiple of the straight line. 1.3 is the usual allowance for a street network;
            water, railways and motorways make single ways far longer, and this cannot see them.
        walking_kmh: walking speed, km/h. 4.8 is 80 metres a minute.
        access_minutes: the longest walk from the door to the first stop, and from the last stop to the door, minutes
            of walking. 15 minutes are 923 metres as the crow flies: longer than most walk, so that a place is not cut
            off by a limit but judged by its time.
        transfer_minutes: the longest walk between two rides, minutes of walking (615 metres as the crow flies).
        interchange_seconds: time every change of vehicle takes beside walking, also at the same stop: to get off, find
            the next one and be there when its doors close. At least 1, so that a change always leads to a later ride
            (the search relies on it).
        window_start: the first departure from the door, seconds after midnight: 07:00.
        window_end: no departure at or after it, seconds after midnight: 09:00. The two hours hold most travel to work
            and school.
        window_step: seconds between departures from the door: one every five minutes, 24 of them, so that a line once
            an hour is neither only met nor only missed.
        limit_minutes: a journey longer than this is not made: the place counts as not reached with that departure.
    """

    detour: float = 1.3
    walking_kmh: float = 4.8
    access_minutes: float = 15.0
    transfer_minutes: float = 10.0
    interchange_seconds: int = 120
    window_start: int = 7 * HOUR
    window_end: int = 9 * HOUR
    window_step: int = 5 * MINUTE
    limit_minutes: float = 120.0

    def __post_init__(self) -> None:
        """Refuses what has no meaning; DataError names the setting."""
        faults = {
            "detour": self.detour < 1,
            "walking_kmh": not 0 < self.walking_kmh < math.inf,
            "access_minutes": self.access_minutes < 0,
            "transfer_minutes": self.transfer_minutes < 0,
            "interchange_seconds": self.interchange_seconds < 1,
            "window_end": self.window_end <= self.window_start,
            "window_step": self.window_step < 1,
            "limit_minutes": not 0 < self.limit_minutes < math.inf,
        }
        if wrong := [name for name, is_wrong in faults.items() if is_wrong]:
            raise DataError(f"Restidens antaganden: {', '.join(wrong)}: värdet har ingen mening")

    @property
    def seconds_per_metre(self) -> float:
        """Seconds on foot for a metre of straight line."""
        return self.detour * 3.6 / self.walking_kmh

    @property
    def access_metres(self) -> float:
        """The straight line that `access_minutes` reach."""
        return self.access_minutes * MINUTE / self.seconds_per_metre

    @property
    def transfer_metres(self) -> float:
        """The straight line that `transfer_minutes` reach."""
        return self.transfer_minutes * MINUTE / self.seconds_per_metre

    @property
    def limit_seconds(self) -> int:
        """`limit_minutes` in whole seconds."""
        return int(self.limit_minutes * MINUTE)

    def until(self, minutes: float) -> "TravelSettings":
        """The same, with another limit for the whole journey."""
        return replace(self, limit_minutes=minutes)

    def departures(self) -> NDArray[np.int32]:
        """The departures from the door in the window, seconds after midnight, ascending."""
        return np.arange(self.window_start, self.window_end, self.window_step, dtype=np.int32)


SETTINGS = TravelSettings()
"""What every figure and the screen use unless told otherwise."""
