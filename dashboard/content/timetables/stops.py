"""Stops and departures of one timetable's reference day, read from the files of the timetable: by hour and mode."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from dashboard.figures.travel import Floats  # noqa: TC001 - as the other types here
from malkollen.database import storage
from malkollen.errors import DataError
from malkollen.texts.swedish import swedish_key

MODES = {
    "rail": "Tåg",
    "metro": "Tunnelbana",
    "bus": "Buss",
    "tram": "Spårväg",
    "ferry": "Båt",
    "taxi": "Anropsstyrd trafik",
    "other": "Övrigt",
}
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class StopArea:
    """A stop with all its platforms: the municipality it lies in (None outside), its point, in WGS 84 and in metres."""

    id: str
    name: str
    code: str | None
    latitude: float
    longitude: float
    x: float
    y: float


@dataclass(frozen=True)
class Stops:
    """The stops of a reference day and their departures by hour and mode.

    Attributes:
        areas: the stops, platforms of the same parent station put together.
        area_of: for every stop point its place in areas.
        point, mode, hour, count: departures, one row a stop point, mode and hour of the operating day (0–29).
    """

    areas: tuple[StopArea, ...]
    area_of: Whole
    point: Whole
    mode: NDArray[np.str_]
    hour: Whole
    count: Whole

    @cached_property
    def modes(self) -> list[str]:
        """The modes that depart, in the order they are shown."""
        present = set(self.mode.tolist())
        return [mode for mode in MODES if mode in present]

    @cached_property
    def hours(self) -> list[int]:
        """The hours in which anything departs."""
        return sorted(set(self.hour.tolist()))

    @cached_property
    def by_id(self) -> dict[str, StopArea]:
        """The stops by id."""
        return {area.id: area for area in self.areas}

    @cached_property
    def by_name(self) -> tuple[StopArea, ...]:
        """The stops in Swedish order of their names."""
        return tuple(sorted(self.areas, key=lambda area: swedish_key(area.name)))

    def departures(self, hours: Iterable[int], mode: str | None = None) -> Whole:
        """Departures of each stop in some hours, of one mode or of all."""
        chosen = np.isin(self.hour, list(hours))
        if mode:
            chosen &= self.mode == mode
        places = self.area_of[self.point[chosen]]
        return np.bincount(places, self.count[chosen], len(self.areas)).astype(np.int64)


def load(folder: Path) -> Stops:
    """Reads stops and departures of a timetable's folder; DataError where a file is missing or damaged."""
    try:
        return _load(folder)
    except duckdb.Error as error:
        raise DataError(
            f"{storage.within(folder)}: går inte att läsa ({type(error).__name__}); läs in tidtabellen igen"
        ) from error


def _load(folder: Path) -> Stops:
    with storage.connect() as db:
        stops = db.execute(
            "SELECT stop_id, name, parent_id, municipality_code, latitude, longitude, x, y FROM read_parquet(?) "
            "ORDER BY stop",
            [storage.literal(folder / "stops.parquet")],
        ).fetchall()
        departures = db.execute(
            "SELECT stop AS point, mode, hour, sum(departures) AS count FROM read_parquet(?) GROUP BY ALL ORDER BY ALL",
            [storage.literal(folder / "departures.parquet")],
        ).fetchnumpy()
    ids = list(dict.fromkeys(parent or stop for stop, _, parent, *_ in stops))
    places = {name: place for place, name in enumerate(ids)}
    area_of = np.array([places[parent or stop] for stop, _, parent, *_ in stops], np.int64)
    columns = {name: np.asarray(cells, str if name == "mode" else np.int64) for name, cells in departures.items()}
    return Stops(_areas(ids, stops, area_of), area_of, **columns)


def _areas(ids: Sequence[str], stops: Sequence[tuple[Any, ...]], area_of: Whole) -> tuple[StopArea, ...]:
    """Each stop with the name and municipality of its first platform and the middle of all of them."""
    points: Floats = np.array([row[4:8] for row in stops], float).reshape(-1, 4)
    sizes = np.bincount(area_of, minlength=len(ids))
    middle = [np.bincount(area_of, points[:, column], len(ids)) / sizes for column in range(4)]
    first = {int(area): row for area, row in zip(area_of[::-1], stops[::-1], strict=True)}
    return tuple(
        StopArea(id_, first[place][1], first[place][3], *(float(values[place]) for values in middle))
        for place, id_ in enumerate(ids)
    )
