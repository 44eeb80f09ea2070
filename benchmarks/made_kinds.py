"""How made lines run: trains, metro, trams, boats and buses, each with its speed, halts and minutes between trips."""

from dataclasses import dataclass

import made_feed
from made_feed import Ints


@dataclass(frozen=True)
class Kind:
    """How a kind of line runs. Minutes between trips: morning, day, afternoon, evening, night."""

    name: str
    route_type: int
    speed_kmh: float
    halt_s: int
    minutes: tuple[float, float, float, float, float | None]
    detour: float = 1.1


RAIL_TRUNK = Kind("pendeltåg", 100, 75, 45, (15, 15, 15, 30, 60))
RAIL_BRANCH = Kind("lokaltåg", 100, 60, 40, (20, 30, 20, 30, None))
METRO_TRUNK = Kind("tunnelbana", 401, 45, 30, (5, 10, 5, 10, 20))
METRO_BRANCH = Kind("tunnelbana", 401, 45, 30, (10, 10, 10, 15, 30))
TRAM = Kind("spårväg", 900, 35, 30, (7.5, 10, 7.5, 15, 30))
BOAT = Kind("båt", 1000, 22, 120, (60, 120, 60, 120, None))
CROSS = Kind("stombuss", 700, 32, 20, (7.5, 10, 7.5, 15, 30), 1.25)
TOWN = Kind("buss", 700, 30, 20, (15, 20, 15, 30, 60), 1.25)
COUNTRY = Kind("buss på landet", 700, 50, 20, (30, 60, 30, 60, None), 1.25)
REMOTE = Kind("glesbygdsbuss", 700, 55, 20, (120, 240, 120, None, None), 1.25)
STRETCHED = (CROSS, TOWN)  # run as often as the wanted number of connections asks
BAND_HOURS = (5, 9, 15, 18.5, 22)
NIGHT_ENDS = 25.5  # trips that start at half past one belong to the day before
SLOWER = {made_feed.WEEKDAY: 1.0, made_feed.SATURDAY: 1.6, made_feed.SUNDAY: 2.0}


@dataclass(frozen=True)
class Line:
    kind: Kind
    stops: Ints
