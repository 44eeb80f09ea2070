"""What a build has computed of the loaded timetables: supply, access, relations, and the small areas they rest on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray
from pyproj import Transformer

from dashboard.content.facts import publishers
from dashboard.content.timetables import street_source
from dashboard.content.timetables.street_source import MADE, StreetSource, Times
from dashboard.figures.travel import Floats
from malkollen.database import storage
from malkollen.texts.swedish import in_words, spans

CENTRE = "municipal_centre"
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")


@dataclass(frozen=True)
class Timetable:
    """A loaded timetable and the day of it that is computed.

    Attributes:
        feeds, publisher, version: as the feed says of itself; starts, ends: the days it covers.
        reason: why this reference day; counties: those whose every municipality has service that day.
        folder: where its files lie, relative to the data folder.
    """

    id: str
    feeds: str
    publisher: str
    version: str
    starts: date | None
    ends: date | None
    day: date
    reason: str
    folder: str
    counties: Sequence[str]

    @property
    def is_made(self) -> bool:
        """Whether it is made for trial and no operator's."""
        return any(MADE in text for text in (self.feeds, self.publisher, self.version))

    @property
    def day_text(self) -> str:
        """The reference day with its weekday: "tisdag 13 oktober 2026"."""
        return f"{WEEKDAYS[self.day.weekday()]} {in_words(self.day)}"

    @property
    def title(self) -> str:
        """How a list names it, the day first since it is what tells them apart: "13 oktober 2026: SL, version 1"."""
        version = f", version {self.version}" if self.version else ""
        return f"{in_words(self.day)}: {self.publisher}{version}"


@dataclass(frozen=True)
class Supply:
    """A mode's departures in a municipality on the reference day; first and last in seconds after midnight."""

    stops: int
    departures: int
    departures_06_20: int
    first: int | None
    last: int | None


@dataclass(frozen=True)
class Relation:
    """The time of a journey between two places over the departures of the window; None where none arrives."""

    origin: str
    destination: str
    median: float | None
    p90: float | None


@dataclass(frozen=True)
class Place:
    """A municipal centre, regional core or destination: in WGS 84 and in metres, SWEREF 99 TM."""

    id: str
    name: str
    kind: str
    code: str
    latitude: float
    longitude: float
    x: float
    y: float


@dataclass(frozen=True)
class SmallAreas:
    """The small areas as columns of one length: a point each (WGS 84, and metres in SWEREF 99 TM) and its people.

    jobs is None where no file with jobs is loaded; an area without a figure has NaN.
    """

    ids: Sequence[str]
    codes: NDArray[np.str_]
    people: Floats
    jobs: Floats | None
    latitude: Floats
    longitude: Floats
    x: Floats
    y: Floats
    sources: tuple[str, ...]
    years: tuple[int, ...]

    @property
    def source_text(self) -> str:
        """Where people and jobs come from, with year."""
        return f"{', '.join(self.sources)} {spans(self.years)}".strip()


Modes = Mapping[str, Supply]
Classes = Mapping[str, float]


@dataclass(frozen=True)
class Transit:
    """Everything of timetables that the database holds.

    Attributes:
        timetables: the latest reference day first; of the same day the one loaded last, as the measures have it.
        supply: by timetable, municipality and mode; access: people by timetable, method, municipality and class.
        near_ends: between which counts the people near (SCB) lie, by timetable and municipality; without points.
        relations: by timetable and (origin, destination); street_times: by way (walk, cycle, car).
        small_areas, streets: None until they are loaded; home_county: the two digits of ours.
    """

    timetables: tuple[Timetable, ...]
    supply: Mapping[str, Mapping[str, Modes]]
    access: Mapping[tuple[str, str], Mapping[str, Classes]]
    near_ends: Mapping[str, Mapping[str, tuple[float, float]]]
    relations: Mapping[str, Mapping[tuple[str, str], Relation]]
    places: Mapping[str, Place]
    small_areas: SmallAreas | None
    home_county: str
    streets: StreetSource | None = None
    street_times: Mapping[str, Times] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[str, Timetable]:
        """The timetables by id."""
        return {found.id: found for found in self.timetables}

    @property
    def ours(self) -> list[Timetable]:
        """Those that cover the home county, the latest first."""
        return [found for found in self.timetables if self.home_county in found.counties]

    @property
    def centres(self) -> list[Place]:
        """The municipal centres, in the order they are declared."""
        return [place for place in self.places.values() if place.kind == CENTRE]


def load(path: Path, home_county: str) -> Transit:
    """Reads an attached database's timetables; empty where none is loaded. home_county: the two digits of ours.

    Raises:
        DataError: no database, or an unreadable one.
    """
    with storage.reading(path) as db:
        return Transit(
            _timetables(db),
            _supply(db),
            _access(db),
            _near_ends(db),
            _relations(db),
            _places(db),
            _small_areas(db),
            home_county,
            street_source.load(db),
            street_source.times(db),
        )


def _timetables(db: DuckDBPyConnection) -> tuple[Timetable, ...]:
    query = """
        SELECT timetable_id, coalesce(feeds, ''), coalesce(publisher, ''), coalesce(version, ''), starts, ends,
            reference_day, coalesce(reference_day_reason, ''), folder, coalesce(counties, [])
        FROM mart.timetables ORDER BY reference_day DESC, timetable_id DESC
    """
    return tuple(Timetable(*row) for row in db.execute(query).fetchall())


def _supply(db: DuckDBPyConnection) -> dict[str, dict[str, dict[str, Supply]]]:
    by_timetable: dict[str, dict[str, dict[str, Supply]]] = {}
    query = (
        "SELECT timetable_id, municipality_code, mode, stops, departures, departures_06_20, first_departure, "
        "last_departure FROM mart.stop_supply WHERE municipality_code IS NOT NULL ORDER BY ALL"
    )
    for timetable, code, mode, *figures in db.execute(query).fetchall():
        by_timetable.setdefault(timetable, {}).setdefault(code, {})[mode] = Supply(*figures)
    return by_timetable


def _access(db: DuckDBPyConnection) -> dict[tuple[str, str], dict[str, dict[str, float]]]:
    by_timetable: dict[tuple[str, str], dict[str, dict[str, float]]] = {}
    rows = db.execute("SELECT timetable_id, method, municipality_code, class, population FROM mart.access").fetchall()
    for timetable, method, code, name, people in rows:
        by_timetable.setdefault((timetable, method), {}).setdefault(code, {})[name] = people
    return by_timetable


def _near_ends(db: DuckDBPyConnection) -> dict[str, dict[str, tuple[float, float]]]:
    by_timetable: dict[str, dict[str, tuple[float, float]]] = {}
    query = "SELECT timetable_id, municipality_code, low, high FROM mart.access WHERE method = 'scb' AND class = 'near'"
    for timetable, code, low, high in db.execute(query).fetchall():
        if low is not None and high is not None:
            by_timetable.setdefault(timetable, {})[code] = (low, high)
    return by_timetable


def _relations(db: DuckDBPyConnection) -> dict[str, dict[tuple[str, str], Relation]]:
    by_timetable: dict[str, dict[tuple[str, str], Relation]] = {}
    query = "SELECT timetable_id, origin, destination, median_minutes, p90_minutes FROM mart.relations"
    for timetable, origin, destination, median, p90 in db.execute(query).fetchall():
        by_timetable.setdefault(timetable, {})[origin, destination] = Relation(origin, destination, median, p90)
    return by_timetable


def _places(db: DuckDBPyConnection) -> dict[str, Place]:
    query = "SELECT place_id, name, kind, municipality_code, latitude, longitude FROM mart.places"
    metres = Transformer.from_crs("EPSG:4326", "EPSG:3006", always_xy=True)
    rows = db.execute(query).fetchall()
    return {row[0]: Place(*(*row, *metres.transform(row[5], row[4]))) for row in rows if row[4] is not None}


def _small_areas(db: DuckDBPyConnection) -> SmallAreas | None:
    query = """
        SELECT small_area_id AS ids, coalesce(municipality_code, '') AS codes, coalesce(population, 'nan') AS people,
            coalesce(jobs, 'nan') AS jobs, latitude, longitude, x, y
        FROM mart.small_areas ORDER BY small_area_id
    """
    columns: dict[str, Any] = db.execute(query).fetchnumpy()
    if not len(columns["ids"]):
        return None
    origin = db.execute(
        "SELECT DISTINCT coalesce(attribution, source), year FROM mart.small_areas LEFT JOIN mart.sources "
        "USING (source) ORDER BY ALL"
    ).fetchall()
    has_jobs = not np.isnan(columns["jobs"]).all()
    kinds = {"ids": tuple(columns["ids"]), "codes": columns["codes"].astype(str)} | ({} if has_jobs else {"jobs": None})
    return SmallAreas(
        **columns | kinds,
        sources=tuple(dict.fromkeys(publishers(source) for source, _ in origin)),
        years=tuple(dict.fromkeys(int(year) for _, year in origin if year is not None)),
    )
