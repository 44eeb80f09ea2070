"""The command timetable: departures per stop of one day, printed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from malkollen import console
from malkollen.swedish import number

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
