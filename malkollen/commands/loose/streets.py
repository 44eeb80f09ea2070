"""The command streets: times along a map's streets, from one place to another or for every row of a file."""

import argparse
import csv
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from malkollen import console
from malkollen.commands.loose.loose import POINT_COLUMNS as ENDS
from malkollen.errors import DataError, MalkollenError
from malkollen.files import small_file
from malkollen.streets import graph, search, street_map, ties
from malkollen.streets.costs import Mode
from malkollen.streets.settings import load
from malkollen.streets.street_map import About, StreetMap
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import number

MODE_WORDS = {Mode.WALK: "till fots", Mode.CYCLE: "med cykel", Mode.CAR: "med bil, utan köer"}
COLUMNS = (*ENDS, "seconds", "metres")
MOST_BYTES = 100_000_000
Row = dict[str, float | None]


def journeys(arguments: argparse.Namespace) -> list[Row]:
    """The journeys asked for, before anything is read that takes time; MalkollenError where that makes no sense."""
    is_pair = arguments.origin is not None or arguments.to is not None
    if arguments.points is not None:
        if is_pair:
            raise MalkollenError("--points går inte ihop med --from och --to: ange det ena eller det andra")
        return _read(arguments.points)
    if arguments.origin is None or arguments.to is None:
        raise MalkollenError("ange --from och --to, eller --points med en resa på varje rad")
    return [dict(zip(ENDS, (*arguments.origin, *arguments.to), strict=True))]


def _read(path: Path) -> list[Row]:
    """The rows of a file of points; DataError names the row and column at fault."""
    try:
        text = small_file.text(path, MOST_BYTES)
        reader = csv.reader(text.splitlines(), delimiter=small_file.delimiter(text), strict=True)
        rows = list(reader)
    except FileNotFoundError:
        raise DataError(f"{path.name}: filen finns inte") from None
    except UnicodeDecodeError:
        raise DataError(f"{path.name}: {small_file.NOT_UTF8}") from None
    except OSError:
        raise DataError(f"{path.name}: går inte att läsa som en fil") from None
    except csv.Error as error:
        raise DataError(f"{path.name}: {small_file.csv_fault(error)}") from None
    header = [cell.strip() for cell in rows[0]] if rows else []
    if missing := [name for name in ENDS if name not in header]:
        raise DataError(f"{path.name}: kolumnen {missing[0]} saknas; filen ska ha kolumnerna {', '.join(ENDS)}")
    where = [header.index(name) for name in ENDS]
    return [_row(path, line, cells, where) for line, cells in enumerate(rows[1:], start=2) if any(cells)]


def _row(path: Path, line: int, cells: Sequence[str], where: Sequence[int]) -> Row:
    row: Row = {}
    for name, column in zip(ENDS, where, strict=True):
        text = cells[column].strip() if column < len(cells) else ""
        most = 90.0 if name.endswith("lat") else 180.0
        try:
            degrees = float(text.replace(",", "."))
        except ValueError:
            degrees = math.nan
        if not abs(degrees) <= most:
            raise DataError(f"{path.name} rad {line}: {name}: '{excerpt(text)}' är inte grader med decimalpunkt")
        row[name] = degrees
    return row


def write(arguments: argparse.Namespace, rows: list[Row], streets: StreetMap, about: About) -> int:
    """Prints what was asked of a map; the arguments are the front door's."""
    mode = Mode(arguments.mode)
    timed = times(streets, mode, rows)
    if arguments.format == "table":
        _write_table(timed, mode, about)
        return 0
    console.note(_credit(about))
    if arguments.format == "csv":
        console.write_csv(timed, COLUMNS)
    else:
        console.write_json(timed if arguments.points else timed[0])
    return 0


def times(streets: StreetMap, mode: Mode, rows: Sequence[Row]) -> list[Row]:
    """The same rows in the same order, with seconds and metres; None where there is no way."""
    net, finder = graph.build(streets, mode), ties.Finder(streets, mode)
    places = np.array([[row[name] for name in ENDS] for row in rows], dtype=np.float64).reshape(-1, 4)
    origins, group = np.unique(places[:, :2], axis=0, return_inverse=True)
    begin, end = finder.tie(origins[:, 0], origins[:, 1]), finder.tie(places[:, 2], places[:, 3])
    timed = [dict(row) for row in rows]
    for place in range(len(origins)):
        mine = np.flatnonzero(group == place)
        seconds, metres = search.seconds_and_metres(net, begin.of(place, place + 1), end.some(mine))
        for row, second, metre in zip(mine.tolist(), seconds.tolist(), metres.tolist(), strict=True):
            is_reached = math.isfinite(second)
            timed[row] |= {
                "seconds": round(second, 1) if is_reached else None,
                "metres": round(metre, 1) if is_reached else None,
            }
    return timed


def _credit(about: About) -> str:
    day = f", {about.day}" if about.day else ""
    return f"{about.name}{day}: {street_map.ATTRIBUTION} ({street_map.LICENCE})"


def _write_table(rows: Sequence[Row], mode: Mode, about: About) -> None:
    print(f"Restid {MODE_WORDS[mode]}")
    if mode is Mode.CAR:
        minutes = number(load().door_seconds / 60)
        print(f"Själva körningen; att nå bilen och parkera räknas till {minutes} minuter i indikatorerna, inte här.")
    lines = [
        [f"{row['from_lat']}, {row['from_lon']}", f"{row['to_lat']}, {row['to_lon']}", *_told(row)] for row in rows
    ]
    print()
    console.write_table(["Från", "Till", "Minuter", "Kilometer"], lines, numeric=(2, 3))
    if any(row["seconds"] is None for row in rows):
        far = number(load().tie.metres)
        print(f"\nNås inte: ingen väg dit, eller mer än {far} meter till närmaste gata som får användas.")
    print(f"\n{_credit(about)}")


def _told(row: Row) -> list[str]:
    seconds, metres = row["seconds"], row["metres"]
    if seconds is None or metres is None:
        return ["nås inte", "–"]
    return [number(math.ceil(seconds / 60)), number(metres / 1000, 1)]
