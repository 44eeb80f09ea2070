"""The speeds and penalties of settings.toml, checked: every number that a time on the streets assumes."""

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from malkollen.errors import DataError
from malkollen.files import toml_file
from malkollen.files.toml_file import TomlError

FILE = Path(__file__).with_name("settings.toml")
Speed = Annotated[float, Field(gt=0, le=200)]
Seconds = Annotated[float, Field(ge=0, le=3600)]
Degrees = Annotated[float, Field(gt=0, lt=180)]
Reason = Annotated[str, Field(min_length=3)]


class _Numbers(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Tie(_Numbers):
    """How far from a street a place may lie to be tied to it, metres; and what is a stump (ties.py).

    Attributes:
        stump_metres, stump_share: of streets in a part of the network, and of those of the largest: below both, it is.
    """

    metres: Annotated[float, Field(gt=0, le=5000)]
    stump_metres: Annotated[float, Field(ge=0)]
    stump_share: Annotated[float, Field(ge=0, lt=1)]
    because: Reason


class Walk(_Numbers):
    """On foot."""

    kmh: Speed
    signal_seconds: Seconds
    because: Reason


class Cycle(_Numbers):
    """By cycle. push_kmh: on foot beside it, where one may not ride; stairs_kmh: carrying it."""

    kmh: Speed
    gravel_kmh: Speed
    push_kmh: Speed
    stairs_kmh: Speed
    signal_seconds: Seconds
    gate_seconds: Seconds
    because: Reason


class Car(_Numbers):
    """By car, free flow.

    Attributes:
        walk_kmh, unlimited_kmh: what maxspeed=walk and none stand for.
        turn_degrees, sharp_degrees: how much a way bends to be a turn, and a sharp one.
        reach_seconds, park_seconds: from the door to the car, and from driving to standing at the other door; not in
            the time on the streets, added where a trip by car is held against another.
    """

    walk_kmh: Speed
    unlimited_kmh: Speed
    signal_seconds: Seconds
    gate_seconds: Seconds
    slight_turn_seconds: Seconds
    turn_seconds: Seconds
    sharp_turn_seconds: Seconds
    u_turn_seconds: Seconds
    turn_degrees: Degrees
    sharp_degrees: Degrees
    reach_seconds: Seconds
    park_seconds: Seconds
    because: Reason


class Ride(_Numbers):
    """By cycle to a station and on from there: how far at most along the streets, and what it takes to lock it."""

    metres: Annotated[float, Field(gt=0, le=50_000)]
    lock_seconds: Seconds
    because: Reason


class Class(_Numbers):
    """A class of street: its posted speed where it has no sign, in built-up land and outside, and what a car keeps."""

    inside: Speed
    outside: Speed
    factor: Annotated[float, Field(gt=0, le=1)]


class StreetSettings(_Numbers):
    """All of settings.toml."""

    tie: Tie
    walk: Walk
    cycle: Cycle
    car: Car
    ride: Ride
    classes: dict[str, Class]
    zones: dict[str, Speed]

    @property
    def door_seconds(self) -> float:
        """What a trip by car takes beside driving."""
        return self.car.reach_seconds + self.car.park_seconds


@cache
def load(path: Path = FILE) -> StreetSettings:
    """The settings of a file; DataError names the first key that has no meaning."""
    try:
        return StreetSettings.model_validate(toml_file.read(path))
    except TomlError as error:
        raise DataError(str(error)) from None
    except ValidationError as error:
        fault = error.errors()[0]
        key = ".".join(str(part) for part in fault["loc"])
        raise DataError(f"{path.name}: {key}: värdet har ingen mening") from None
