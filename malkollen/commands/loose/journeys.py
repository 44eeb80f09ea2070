"""The command journeys: when one can be at each stop, or one journey with its legs, by any timetable; printed."""

import argparse
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyproj

from malkollen import console
from malkollen.commands.loose.timetable import MODE_WORDS
from malkollen.errors import DataError
from malkollen.texts.swedish import number
from malkollen.travel import journeys, network, reach
from malkollen.travel.journeys import Leg, Names
from malkollen.travel.network import Network
from malkollen.travel.settings import HOUR, MINUTE, SETTINGS, TravelSettings

NIGHT_ENDS = 5 * HOUR
MIDNIGHT = 24 * HOUR
STOP_COLUMNS = ["stop_id", "name", "arrival", "minutes"]
LEG_COLUMNS = [
    "kind",
    "from_id",
    "from",
    "to_id",
    "to",
    "departure",
    "arrival",
    "minutes",
    "line",
    "headsign",
    "mode",
    "trip_id",
]
LIST_MINUTES = 45.0
WGS84 = "EPSG:4326"


@dataclass(frozen=True)
class Day:
    """One day of a timetable, opened for journeys.

    Attributes:
        day: which.
        crs: what x and y of the network are in.
    """

    day: date
    crs: str
    net: Network
    called: Names
    settings: TravelSettings

    def point(self, position: tuple[float, float]) -> reach.Places:
        """Latitude and longitude as a point in the network's plane; DataError where the plane does not reach."""
        x, y = pyproj.Transformer.from_crs(WGS84, self.crs, always_xy=True).transform(position[1], position[0])
        if not (math.isfinite(x) and math.isfinite(y)):
            raise DataError(f"{position[0]},{position[1]} ligger inte i närheten av tidtabellens hållplatser")
        return reach.places([x], [y])


def write(
    arguments: argparse.Namespace,
    folder: Path,
    crs: str,
    day: date,
    notes: Sequence[str],
    counters: Mapping[str, int],
) -> int:
    """Prints what was asked of a timetable's folder; the arguments are the front door's.

    Args:
        notes: what is said of rows that could not be used as they stood.
        counters: no_day_before and no_day_after where nothing runs the day before or after.
    """
    for text in notes:
        console.note(text)
    minutes = arguments.minutes or (SETTINGS.limit_minutes if arguments.to else LIST_MINUTES)
    settings = SETTINGS.until(minutes)
    opened = Day(day, crs, network.load(folder, settings), journeys.names(folder), settings)
    if arguments.depart < NIGHT_ENDS and counters.get("no_day_before"):
        console.note(f"Tidtabellen har ingen trafik dagen före {day}: turer som börjat före midnatt är inte med.")
    if arguments.depart + settings.limit_seconds >= MIDNIGHT and counters.get("no_day_after"):
        console.note(f"Tidtabellen har ingen trafik dagen efter {day}: turer som börjar efter midnatt är inte med.")
    if arguments.to:
        _write_journey(opened, arguments)
    else:
        _write_stops(opened, arguments)
    return 0


def _write_stops(opened: Day, arguments: argparse.Namespace) -> None:
    """When one can stand at each stop, the earliest first."""
    leaves = np.array([arguments.depart], dtype=np.int32)
    origin = opened.point(arguments.origin)
    nowhere = reach.places([], [])
    minutes = reach.minutes_from(
        opened.net, float(origin.x[0]), float(origin.y[0]), leaves, nowhere, opened.settings
    ).stops
    rows = [
        {
            "stop_id": opened.called.stop_ids[stop],
            "name": opened.called.stops[stop],
            "arrival": _stamp(arguments.depart + round(minutes[stop] * MINUTE)),
            "minutes": round(minutes[stop], 2),
        }
        for stop in np.flatnonzero(np.isfinite(minutes)).tolist()
    ]
    rows.sort(key=lambda row: (row["minutes"], row["name"], row["stop_id"]))
    if arguments.format == "json":
        console.write_json(_asked(opened, arguments) | {"minutes": opened.settings.limit_minutes, "stops": rows})
    elif arguments.format == "csv":
        console.write_csv(rows, STOP_COLUMNS)
    else:
        _out(
            f"{_heading(opened, arguments)}: {number(len(rows))} av {number(len(minutes))} hållplatslägen nås inom "
            f"{number(opened.settings.limit_minutes)} minuter\n"
        )
        if rows:
            lines = [
                [_when(row["arrival"]), number(math.ceil(row["minutes"])), _on_one_line(row["name"]), row["stop_id"]]
                for row in rows
            ]
            console.write_table(["Framme", "Minuter", "Hållplats", "Id"], lines, numeric=(1,))


def _write_journey(opened: Day, arguments: argparse.Namespace) -> None:
    """One journey that arrives as early as any."""
    origin, goal = opened.point(arguments.origin), opened.point(arguments.to)
    legs = journeys.journey(opened.net, origin, goal, arguments.depart, opened.settings)
    rows = [_row(opened.called, leg) for leg in legs or []]
    arrives = (legs[-1].arrives if legs else arguments.depart) if legs is not None else None
    if arguments.format == "json":
        took = None if arrives is None else round((arrives - arguments.depart) / MINUTE, 2)
        arrival = None if arrives is None else _stamp(arrives)
        asked = _asked(opened, arguments) | {"to": list(arguments.to)}
        console.write_json(asked | {"arrival": arrival, "minutes": took, "legs": rows})
    elif arguments.format == "csv":
        console.write_csv(rows, LEG_COLUMNS)
    elif arrives is None:
        _out(f"{_heading(opened, arguments)}: ingen resa dit inom {number(opened.settings.limit_minutes)} minuter.")
    else:
        _out(f"{_heading(opened, arguments)}\n")
        console.write_table(
            ["Tid", "Minuter", "Vad"], _lines(opened.called, legs or [], arguments.depart), numeric=(1,)
        )
        took = math.ceil((arrives - arguments.depart) / MINUTE)
        _out(f"\nFramme {_when(_stamp(arrives))}, efter {number(took)} {'minut' if took == 1 else 'minuter'}.")


def _row(called: Names, leg: Leg) -> dict[str, Any]:
    """A leg for programs; a door is null."""
    is_ride = leg.trip is not None
    trip = leg.trip or 0
    return {
        "kind": "ride" if is_ride else "walk",
        "from_id": None if leg.from_stop is None else called.stop_ids[leg.from_stop],
        "from": None if leg.from_stop is None else called.stops[leg.from_stop],
        "to_id": None if leg.to_stop is None else called.stop_ids[leg.to_stop],
        "to": None if leg.to_stop is None else called.stops[leg.to_stop],
        "departure": _stamp(leg.departs),
        "arrival": _stamp(leg.arrives),
        "minutes": round((leg.arrives - leg.departs) / MINUTE, 2),
        "line": called.lines[trip] if is_ride else None,
        "headsign": called.headsigns[trip] if is_ride else None,
        "mode": called.modes[trip] if is_ride else None,
        "trip_id": called.trip_ids[trip] if is_ride else None,
    }


def _lines(called: Names, legs: list[Leg], leaves: int) -> list[list[str]]:
    """The legs for the eye, with the waiting between them; times to the minute, of arriving rounded up."""
    lines, now = [], leaves
    for leg in legs:
        if leg.departs > now:
            lines.append(_line(now, leg.departs, "Vänta"))
        goal = "målet" if leg.to_stop is None else called.stops[leg.to_stop]
        if leg.trip is None:
            lines.append(_line(leg.departs, leg.arrives, f"Gå till {goal}"))
        else:
            towards = called.headsigns[leg.trip]
            vehicle = f"{MODE_WORDS[called.modes[leg.trip]]} {called.lines[leg.trip]}".strip()
            begin = "" if leg.from_stop is None else called.stops[leg.from_stop]
            way = f"{vehicle} mot {towards}" if towards else vehicle
            ride = f"Sitt kvar, fordonet går vidare som {way}" if leg.is_seated else f"Åk {way} från {begin}"
            lines.append(_line(leg.departs, leg.arrives, f"{ride} till {goal}"))
        now = leg.arrives
    return lines


def _line(begins: int, ends: int, what: str) -> list[str]:
    return [f"{_when(_stamp(begins))}–{_when(_stamp(ends))}", number((ends - begins) / MINUTE, 1), _on_one_line(what)]


def _on_one_line(text: str) -> str:
    """A name may hold line ends; a row of a table is a line."""
    return " ".join(text.split())


def _asked(opened: Day, arguments: argparse.Namespace) -> dict[str, Any]:
    return {"date": opened.day, "from": list(arguments.origin), "depart": _stamp(arguments.depart)}


def _heading(opened: Day, arguments: argparse.Namespace) -> str:
    origin = ", ".join(str(part) for part in arguments.origin)
    goal = f" till {', '.join(str(part) for part in arguments.to)}" if arguments.to else ""
    return f"{opened.day} kl. {_when(_stamp(arguments.depart))} från {origin}{goal}"


def _stamp(seconds: int) -> str:
    """A time of the operating day as GTFS writes it: 24:10:00 is ten past midnight the night after."""
    return f"{seconds // HOUR:02d}:{seconds % HOUR // MINUTE:02d}:{seconds % MINUTE:02d}"


def _when(stamp: str) -> str:
    """A time for the eye; seconds where there are any, and which night."""
    hour, minute, second = stamp.split(":")
    night = " (dagen efter)" if int(hour) >= 24 else ""
    return f"{int(hour) % 24:02d}:{minute}{'' if second == '00' else f':{second}'}{night}"


def _out(text: str) -> None:
    sys.stdout.write(f"{text}\n")
