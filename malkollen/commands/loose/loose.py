"""The commands that read a file that somebody has, without a database: a timetable or a street map.

Only here is it said what reads the file and what prints what is asked of it; either is imported when it is asked for.
"""

import argparse
import re
from collections.abc import Callable
from pathlib import Path

from malkollen import console
from malkollen.commands.loose import timetable as timetable_command
from malkollen.console import Parser
from malkollen.files import temporary

POINT_COLUMNS = ("from_lat", "from_lon", "to_lat", "to_lon")
MODES = ("walk", "cycle", "car")


def timetable(arguments: argparse.Namespace) -> int:
    """Departures per stop, of one day."""
    from ingest.transit.timetable import modes, timetable  # noqa: PLC0415 - only this command needs it

    found = timetable.supply(arguments.feed, arguments.date)
    for text in found.notes:
        console.note(text)
    timetable_command.write(found.day, found.reason, found.stops, modes.MODES, arguments.format)
    return 0


def journeys(arguments: argparse.Namespace) -> int:
    """What one reaches from a place, or one journey, by a timetable."""
    from ingest.transit.timetable import timetable  # noqa: PLC0415 - only this command needs it
    from malkollen.commands.loose import journeys as journeys_command  # noqa: PLC0415 - numba takes a second to import

    with temporary.folder() as name:
        folder = name / "tidtabell"
        written = timetable.write(arguments.feed, folder, arguments.date, has_days_beside=True)
        return journeys_command.write(
            arguments, folder, written.crs, written.reference_day, written.notes, written.counters
        )


def streets(arguments: argparse.Namespace) -> int:
    """Times along the streets of a map."""
    from ingest.streets import maps  # noqa: PLC0415 - only this command needs it
    from malkollen.commands.loose import streets as streets_command  # noqa: PLC0415 - scipy takes a while to import

    rows = streets_command.journeys(arguments)
    return streets_command.write(arguments, rows, *maps.opened(arguments.file))


def _add_streets_arguments(parser: Parser) -> None:
    # argparse takes "-16.92,145.77" for an option, unless it looks like a negative number to it.
    parser._negative_number_matcher = re.compile(r"^-\d")  # noqa: SLF001
    parser.add_argument(
        "file",
        type=Path,
        metavar="KARTA",
        help="utdrag ur OpenStreetMap (.osm.pbf), eller en sparad gatukarta (.parquet)",
    )
    parser.add_argument(
        "--mode", choices=MODES, required=True, help="walk: till fots, cycle: cykel, car: bil utan köer, bara körningen"
    )
    parser.add_argument("--from", dest="origin", type=console.coordinates, metavar="LAT,LON", help="var resan börjar")
    parser.add_argument("--to", type=console.coordinates, metavar="LAT,LON", help="var den slutar")
    columns = ", ".join(POINT_COLUMNS)
    parser.add_argument(
        "--points", type=Path, metavar="FIL.csv", help=f"en resa på varje rad, med kolumnerna {columns}"
    )
    parser.add_argument("--format", choices=["table", "csv", "json"], default="table")


Command = tuple[Callable[[argparse.Namespace], int], Callable[[Parser], None]]
COMMANDS: dict[str, Command] = {
    "timetable": (timetable, timetable_command.add_arguments),
    "journeys": (journeys, timetable_command.add_journeys_arguments),
    "streets": (streets, _add_streets_arguments),
}
"""What runs each, and what gives it its arguments."""
