"""The command timetable: departures per stop of one day, printed; and what it and journeys take."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from malkollen import console
from malkollen.console import Parser
from malkollen.texts.swedish import number

MODE_WORDS = {
    "rail": "tåg",
    "metro": "tunnelbana",
    "tram": "spårvagn",
    "bus": "buss",
    "ferry": "båt",
    "taxi": "anropsstyrd",
    "other": "annat",
}
FIRST_COLUMNS = ["stop_id", "name", "departures", "departures_06_20"]


def add_arguments(parser: Parser) -> None:
    """What `malkollen timetable` takes; `journeys` takes the same and more."""
    parser.add_argument("feed", type=Path, metavar="TIDTABELL", help="zip-fil eller mapp med GTFS")
    parser.add_argument(
        "--date", type=console.day, metavar="DATUM", help="annars den vanliga tisdag–torsdag som har flest resor"
    )
    parser.add_argument("--format", choices=["table", "csv", "json"], default="table")


def add_journeys_arguments(parser: Parser) -> None:
    """What `malkollen journeys` takes."""
    # argparse takes "-16.92,145.77" for an option, unless it looks like a negative number to it.
    parser._negative_number_matcher = re.compile(r"^-\d")  # noqa: SLF001
    add_arguments(parser)
    parser.add_argument(
        "--from", dest="origin", type=console.coordinates, required=True, metavar="LAT,LON", help="var resan börjar"
    )
    parser.add_argument(
        "--depart", type=console.clock, required=True, metavar="TT:MM", help="när man går; efter midnatt 24:00–29:59"
    )
    parser.add_argument("--to", type=console.coordinates, metavar="LAT,LON", help="visa en resa hit, ben för ben")
    parser.add_argument("--minutes", type=console.minutes, metavar="MIN", help="längsta restid: 45, eller 120 med --to")


def write(day: date, reason: str, stops: Sequence[Mapping[str, Any]], modes: Sequence[str], form: str) -> None:
    """Prints what leaves each stop.

    Args:
        stops: stop_id, name, departures, departures_06_20, modes (departures by mode).
        modes: every mode there is, in order; a column each in CSV, those that run in a table.
        form: "table", "csv" or "json".
    """
    total = sum(stop["departures"] for stop in stops)
    if form == "json":
        console.write_json({"date": day, "departures": total, "stops": stops})
    elif form == "csv":
        rows = [{**stop, **{mode: stop["modes"].get(mode, 0) for mode in modes}} for stop in stops]
        columns = [*FIRST_COLUMNS, *modes]
        console.write_csv([{name: row[name] for name in columns} for row in rows], columns)
    else:
        _write_table(reason, total, stops, [mode for mode in modes if any(mode in stop["modes"] for stop in stops)])


def _write_table(reason: str, total: int, stops: Sequence[Mapping[str, Any]], modes: Sequence[str]) -> None:
    print(f"{reason}\n{number(total)} avgångar från {number(len(stops))} hållplatslägen\n")
    header = ["Id", "Hållplats", "Avgångar", "06–20", *(MODE_WORDS[mode] for mode in modes)]
    lines = [
        [
            stop["stop_id"],
            " ".join(stop["name"].split()),
            number(stop["departures"]),
            number(stop["departures_06_20"]),
            *(number(stop["modes"].get(mode, 0)) for mode in modes),
        ]
        for stop in stops
    ]
    console.write_table(header, lines, numeric=range(2, len(header)))
