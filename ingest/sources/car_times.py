"""Travel times by car between places, from a template that the office fills in: nothing in them is estimated here.

They go into mart.car_times, a table of their own: a time is of two places, and no measure of a municipality.
A place is written by its name or id in mart.places. Where two places share a name it is the municipality's centre that
is meant; the other is written by its id.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from math import cos, hypot

from duckdb import DuckDBPyConnection

from ingest.fetching.raw import Fetch
from ingest.live import Live
from ingest.readers import by_hand, unlikely
from ingest.readers.by_hand import Fault, Template
from ingest.readers.filled_line import Line
from ingest.source import Source
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import number

LIVE = Live("Biltider", has_this_year=True)
SOURCE = "car_times"
TEMPLATE = Template(
    "car_times",
    ("från", "till", "minuter", "år", "källa", "anteckning"),
    ("från", "till", "minuter", "år", "källa"),
)
take = partial(by_hand.take, template=TEMPLATE)
MOST_MINUTES = 300.0
MOST_SPEED, LEAST_SPEED = 130.0, 6.0
"""Kilometres an hour as the crow flies, from door to door."""
EARTH_KM = 6371.0
ENDS = ("från", "till")


def sources(fetches: Sequence[Fetch]) -> dict[str, Source]:
    """The times as their file declares them."""
    return {
        SOURCE: by_hand.source(
            by_hand.read(fetches, TEMPLATE),
            publisher="Biltider",
            title="Restider med bil mellan platser, från dörr till dörr kl. 07–09",
            publication="Dokumenterade biltider, enligt källan på varje rad",
            url="data/templates/car_times.csv",
            reference="en vardag kl. 07–09 det år som står på raden",
            attribution="Källa: dokumenterade biltider",
            attribution_raw="Källa: dokumenterade biltider",
            cadence="oregelbundet",
            lag_months=12,
            caveats=("Ifyllda för hand. Ingen tid är uppskattad av Målkollen.",),
        )
    }


def stage(db: DuckDBPyConnection, fetches: Sequence[Fetch]) -> None:
    """Every row into mart.car_times; SourceError with every fault by its row."""
    filled = by_hand.read(fetches, TEMPLATE)
    places = _places(db)
    apart = _apart(db)
    faults = [*by_hand.cell_faults(filled, TEMPLATE, lambda line: _check(line, places))]
    faults += by_hand.twice(filled.lines, lambda line: _key(line, places))
    by_hand.refuse(filled, [*faults, *_speeds(filled.lines, places, apart, is_fast=True)])
    db.executemany(
        "INSERT INTO mart.car_times (origin, destination, year, minutes, source) VALUES (?, ?, ?, ?, ?)",
        [[*_key(line, places), line.number("minuter"), SOURCE] for line in filled.lines],
    )
    unlikely.suspect(db, SOURCE, filled, _speeds(filled.lines, places, apart, is_fast=False))


def _places(db: DuckDBPyConnection) -> dict[str, str]:
    """Ids by what a place may be called in a file, in small letters: its id, or a name that means one place."""
    ids = db.execute("SELECT place_id FROM mart.places").fetchall()
    names = db.execute(
        """
        SELECT name, coalesce(any_value(place_id) FILTER (kind = 'municipal_centre'), any_value(place_id))
        FROM mart.places GROUP BY name HAVING count(*) = 1 OR count(*) FILTER (kind = 'municipal_centre') = 1
        """
    ).fetchall()
    return {name.casefold(): place for name, place in names} | {place.casefold(): place for (place,) in ids}


def _apart(db: DuckDBPyConnection) -> dict[tuple[str, str], float]:
    """Kilometres between every two places as the crow flies."""
    rows = db.execute(
        "SELECT place_id, radians(latitude), radians(longitude) FROM mart.places WHERE latitude IS NOT NULL"
    ).fetchall()
    return {
        (a, b): EARTH_KM * hypot(north - to_north, (east - to_east) * cos((north + to_north) / 2))
        for a, north, east in rows
        for b, to_north, to_east in rows
    }


def _speeds(
    lines: Sequence[Line], places: Mapping[str, str], apart: Mapping[tuple[str, str], float], *, is_fast: bool
) -> Iterator[Fault]:
    """Times that no car can keep, or that a bicycle would: hours or seconds instead of minutes."""
    for line in lines:
        origin, destination, _ = _key(line, places)
        minutes, way = line.number("minuter"), apart.get((origin, destination), 0.0)
        if not minutes or not way or minutes > MOST_MINUTES:
            continue
        speed = 60 * way / minutes
        sentence = f"minuter: {line['minuter']} på {number(way)} km fågelvägen är {number(speed)} km/h"
        if is_fast and speed > MOST_SPEED:
            yield line.row, f"{sentence}; skriv restiden i minuter"
        elif not is_fast and speed < LEAST_SPEED:
            yield line.row, f"{sentence}; är det minuter?"


def _key(line: Line, places: Mapping[str, str]) -> tuple[str, str, int]:
    """The two places and the year of a row."""
    origin, destination = (places.get(line[end].casefold(), "") for end in ENDS)
    return origin, destination, line.year


def _check(line: Line, places: Mapping[str, str]) -> Iterator[str]:
    for end in ENDS:
        if line[end] and line[end].casefold() not in places:
            said = excerpt(line[end])
            yield f"{end}: '{said}' är ingen av platserna; skriv namn eller id ur data/reference/places.csv"
    origin, destination, _ = _key(line, places)
    if origin and origin == destination:
        yield f"till: '{excerpt(line['till'])}' är samma plats som från"
    yield from by_hand.not_number(line, "minuter")
    minutes = line.number("minuter")
    if minutes is not None and not 0 < minutes <= MOST_MINUTES:
        yield f"minuter: {line['minuter']} är inte mer än 0 och högst {MOST_MINUTES:g}"
