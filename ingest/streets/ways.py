"""What a way's tags say: who may go along it, which way, how fast, and on what ground.

Rules as OpenStreetMap's wiki has them for Sweden. Of access the most particular word counts: motorcar before
motor_vehicle before vehicle before access, and what is said of one direction before what is said of both. Words with a
condition (hours, weights) are not read.
"""

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from malkollen.streets.settings import load
from malkollen.streets.street_map import BACKWARD, CLASSES, FORWARD

Tags = Mapping[str, str]

CAR_KEYS = ("motorcar", "motor_vehicle", "vehicle", "access")
CYCLE_KEYS = ("bicycle", "vehicle", "access")
WALK_KEYS = ("foot", "access")
DIRECTIONS = ("forward", "backward")
MAY = {"yes", "permissive", "designated", "official", "public", "destination", "customers", "delivery", "dismount"}
TO_PLACES = {"destination", "customers", "delivery"}
YES, TRUE_WAYS = {"yes", "true", "1"}, {"-1", "reverse"}
DRIVEN = {
    "motorway", "motorway_link", "trunk", "trunk_link", "primary", "primary_link", "secondary", "secondary_link",
    "tertiary", "tertiary_link", "unclassified", "residential", "living_street", "road", "service", "track",
}  # fmt: skip
MOTORWAYS = {"motorway", "motorway_link"}
NEVER_ON_FOOT = {*MOTORWAYS, "busway"}
NEVER_BY_CYCLE = {*NEVER_ON_FOOT, "bridleway", "corridor", "footway", "platform"}
"""Unless cycles are named there."""
PUSHED = {"pedestrian"}
RENAMED = {"bus_guideway": "busway", "minor": "unclassified", "unsurfaced": "track"}
GRAVEL = {
    "unpaved", "compacted", "fine_gravel", "gravel", "dirt", "earth", "ground", "grass", "grass_paver", "mud", "sand",
    "pebblestone", "rock", "woodchips", "snow", "ice",
}  # fmt: skip
ROUND = {"roundabout", "circular"}
INSIDE = {"residential", "living_street", "pedestrian"}
ZONE_KEYS = ("zone:traffic", "maxspeed:type", "source:maxspeed", "zone:maxspeed")
BUILT_UP, RURAL = "urban", "rural"
ZONE = re.compile(r"[A-Za-z]{2}:(?:zone:?)?([a-z_]+|[0-9]{1,3})")
NUMBER = re.compile(r"([0-9]{1,3}(?:\.[0-9]+)?)\s*(km/h|kmh|kph|mph)?")
MPH = 1.609344
DURATION = re.compile(r"(?:(\d{1,3}):)?(\d{1,4}):(\d{2})|(\d{1,5})")
ISO = re.compile(r"P(?:(\d{1,2})D)?T?(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:(\d{1,5})S)?")
READ = {
    "highway", "route", "junction", "motorroad", "surface", "tracktype", "duration", "tunnel", "location", "service",
    *CAR_KEYS, *CYCLE_KEYS, *WALK_KEYS, *ZONE_KEYS, "maxspeed", "oneway", "cycleway",
}  # fmt: skip
BEGINNINGS = ("oneway:", "cycleway:", "maxspeed:", "motorcar:", "motor_vehicle:", "vehicle:", "bicycle:", "foot:")


class Way(NamedTuple):
    """What the tags of a way say; see StreetMap.

    Attributes:
        speeds: posted forward and backward, km/h; NaN where nothing is said.
        is_inside: built-up land, where the tags say; None where they do not.
        ferry_seconds: from end to end; NaN on land.
    """

    kind: int
    walk: int
    cycle: int
    car: int
    is_destination: bool
    is_pushed: bool
    is_gravel: bool
    is_underground: bool
    is_inside: bool | None
    speeds: tuple[float, float]
    ferry_seconds: float


def read(tags: Tags) -> Way | None:
    """What a way's tags say; None where nobody may use it or it is no street."""
    said = tuple(sorted((key, text) for key, text in tags.items() if key in READ or key.startswith(BEGINNINGS)))
    return _read(said)


@lru_cache(maxsize=200_000)
def _read(said: tuple[tuple[str, str], ...]) -> Way | None:
    """Kept: of a county's ways most say what another has said."""
    tags = dict(said)
    kind = _class(tags)
    if kind is None or (kind == "ferry" and math.isnan(_duration(tags))):
        return None
    car, walk, cycle = _car(tags, kind), _walk(tags, kind), _cycle(tags, kind)
    if not (car or walk or cycle):
        return None
    return Way(
        CLASSES.index(kind), walk, cycle, car,
        is_destination=bool(car) and access(tags, CAR_KEYS) in TO_PLACES,
        is_pushed=_is_pushed(tags, kind),
        is_gravel=_is_gravel(tags, kind),
        is_underground=tags.get("tunnel") == "yes" or tags.get("location") == "underground",
        is_inside=_is_inside(tags, kind),
        speeds=(_speed(tags, "forward"), _speed(tags, "backward")),
        ferry_seconds=_duration(tags) if kind == "ferry" else math.nan,
    )  # fmt: skip


def _class(tags: Tags) -> str | None:
    highway = tags.get("highway", "")
    kind = RENAMED.get(highway, highway)
    if kind == "service" and tags.get("service") == "emergency_access":
        return None
    if not kind and tags.get("route") == "ferry":
        return "ferry"
    return kind if kind in CLASSES and kind != "ferry" else None


def access(tags: Tags, keys: Sequence[str], direction: str = "") -> str | None:
    """What is said of access, by the most particular key; the first of several words."""
    for key in keys:
        text = (tags.get(f"{key}:{direction}") if direction else None) or tags.get(key)
        if text:
            return text.partition(";")[0].strip()
    return None


def _bits(tags: Tags, keys: Sequence[str], *, usually: bool) -> int:
    """Which ways along the piece access is given."""
    bits = 0
    for bit, direction in zip((FORWARD, BACKWARD), DIRECTIONS, strict=True):
        word = access(tags, keys, direction)
        bits |= bit if (usually if word is None else word in MAY) else 0
    return bits


def _oneway(tags: Tags, *keys: str) -> int:
    """The ways that one-way rules leave; the first key that is there counts."""
    text = next((tags[key] for key in keys if key in tags), "")
    if text in YES:
        return FORWARD
    return BACKWARD if text in TRUE_WAYS else FORWARD | BACKWARD


def _car(tags: Tags, kind: str) -> int:
    usually = kind in DRIVEN or (kind == "ferry" and not {"foot", "bicycle"} & tags.keys())
    given = _bits(tags, CAR_KEYS if usually else CAR_KEYS[:-1], usually=usually)
    if not usually and access(tags, ("motorcar", "motor_vehicle")) is None and kind != "ferry":
        given = 0  # a path where vehicles may go is one for cycles, unless motors are named
    is_implied = tags.get("junction") in ROUND or kind in MOTORWAYS
    if is_implied and not {"oneway", "oneway:motor_vehicle", "oneway:motorcar"} & tags.keys():
        return given & FORWARD
    return given & _oneway(tags, "oneway:motorcar", "oneway:motor_vehicle", "oneway:vehicle", "oneway")


def _walk(tags: Tags, kind: str) -> int:
    if kind in MOTORWAYS:
        return 0
    usually = kind not in NEVER_ON_FOOT and tags.get("motorroad") != "yes"
    keys = WALK_KEYS if usually else WALK_KEYS[:-1]
    return _bits(tags, keys, usually=usually) & _oneway(tags, "oneway:foot")


def _cycle(tags: Tags, kind: str) -> int:
    usually = kind not in NEVER_BY_CYCLE and tags.get("motorroad") != "yes"
    given = _bits(tags, CYCLE_KEYS if usually else CYCLE_KEYS[:1], usually=usually)
    if "oneway:bicycle" in tags:
        return given & _oneway(tags, "oneway:bicycle")
    has_own_way = any(
        text.startswith("opposite") for key, text in tags.items() if key == "cycleway" or _is_lane(key)
    ) or any(
        text in {"no", "-1"} for key, text in tags.items() if key.startswith("cycleway:") and key.endswith(":oneway")
    )
    if has_own_way:
        return given
    if tags.get("junction") in ROUND and "oneway" not in tags:
        return given & FORWARD
    return given & _oneway(tags, "oneway:vehicle", "oneway")


def _is_lane(key: str) -> bool:
    return key in {"cycleway:left", "cycleway:right", "cycleway:both"}


def _is_pushed(tags: Tags, kind: str) -> bool:
    """Whether one leads the cycle: where the word is dismount, and on what is for walking unless cycles are named."""
    word = tags.get("bicycle")
    return word == "dismount" or (kind in PUSHED and word not in MAY)


def _is_gravel(tags: Tags, kind: str) -> bool:
    surface = tags.get("surface", "").partition(";")[0].partition(":")[0]
    if surface:
        return surface in GRAVEL
    return kind in {"track", "bridleway"} and tags.get("tracktype") != "grade1"


def _is_inside(tags: Tags, kind: str) -> bool | None:
    zones = {match[1] for key in ZONE_KEYS if (match := ZONE.fullmatch(tags.get(key, "")))}
    if BUILT_UP in zones:
        return True
    if RURAL in zones:
        return False
    return True if kind in INSIDE else None


def _speed(tags: Tags, direction: str) -> float:
    """The posted speed; of several the lowest, NaN where nothing that can be read is said."""
    text = tags.get(f"maxspeed:{direction}") or tags.get("maxspeed") or tags.get("maxspeed:type", "")
    found = [speed for part in text.split(";") if not math.isnan(speed := speed_of(part.strip()))]
    return min(found, default=math.nan)


def speed_of(text: str) -> float:
    """km/h of a maxspeed: a number, mph, walk, none or a country's zone; NaN otherwise."""
    settings = load()
    if text in {"walk", "none"}:
        return settings.car.walk_kmh if text == "walk" else settings.car.unlimited_kmh
    if zone := ZONE.fullmatch(text):
        return float(zone[1]) if zone[1].isdecimal() and int(zone[1]) else settings.zones.get(zone[1], math.nan)
    number = NUMBER.fullmatch(text)
    if not number or not 0 < (kmh := float(number[1]) * (MPH if number[2] == "mph" else 1)) <= 200:
        return math.nan
    return kmh


def _duration(tags: Tags) -> float:
    """Seconds of a ferry's duration: MM, HH:MM, HH:MM:SS or as ISO 8601 has it; NaN where it says none."""
    text = tags.get("duration", "").strip()
    if match := DURATION.fullmatch(text):
        if match[4]:
            return 60.0 * int(match[4]) or math.nan
        first, hours, minutes = match[1], int(match[2]), int(match[3])
        whole = int(first) * 3600 + hours * 60 + minutes if first else hours * 3600 + minutes * 60
        return float(whole) or math.nan
    if match := ISO.fullmatch(text):
        days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return float(((days * 24 + hours) * 60 + minutes) * 60 + seconds) or math.nan
    return math.nan
