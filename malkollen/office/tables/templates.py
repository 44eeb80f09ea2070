"""The templates of figures as tables: filled in on the screen, and read in like any file that is given."""

import csv
import json
import re
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from malkollen import ROOT
from malkollen.errors import DataError
from malkollen.files import small_file
from malkollen.office.tables import table
from malkollen.office.tables.table import CellFault, Column, Row, Sheet
from malkollen.texts.written import clean_line

FOLDER = ROOT / "data" / "templates"
TITLES = {
    "boardings": "Påstigande", "car_times": "Restider med bil", "cycle_routes": "Regionala cykelstråk",
    "travel_survey": "Resvanor",
}  # fmt: skip
"""Those that are filled in by hand, a few rows a year; small areas are a file of thousands."""
OF_MUNICIPALITIES = "kommun"
"""The column of a template that has a row a municipality."""
HELP = {
    "kommun": "Kommunens namn, eller koden med fyra siffror.",
    "år": "Året som siffran gäller, fyra siffror.",
    "påstigande": "Hela antalet en vanlig vintervardag, inte årets. Till exempel 78000. "
    "Skriv två punkter (..) där publikationen inte har någon siffra.",
    "källa": "Publikationen, med år och sida.",
    "anteckning": "Det som behöver sägas mer. Får vara tom.",
}
FAULT = re.compile(r"\S.*?\.(?:csv|xlsx) rad (\d+): (.*)")
MANIFEST = "manifest.json"
READ = ("good", "fetched")


def names() -> dict[str, str]:
    """The templates by their names, each with its title."""
    return {name: title for name, title in TITLES.items() if (FOLDER / f"{name}.csv").is_file()}


def called(name: str) -> str:
    """A template by its title, small areas' too."""
    return TITLES.get(name, "Småområden")


def blank(name: str) -> Path | None:
    """A template as it is handed out; None where none has that name."""
    path = FOLDER / f"{name}.csv"
    return path if name and path.is_file() else None


def read(folder: Path, name: str) -> Sheet:
    """The rows that were last read in, or none, under the template's columns.

    Raises:
        DataError: they came in a workbook, or cannot be read: the next file takes the place of all of them.
    """
    given = _newest(folder, name)
    columns = tuple(Column(one, one.capitalize(), HELP.get(one, "")) for one in heading(name))
    if given is None:
        return Sheet(f"{name}.csv", columns, (), "")
    if given.suffix != ".csv":
        raise DataError(
            f"{given.name}: siffrorna lästes in ur en arbetsbok; rätta dem där och läs in den igen under "
            "Hämta och läsa in"
        )
    content = table.content(given)
    text = table.decoded(given, content)
    try:
        first, *rows = csv.reader(StringIO(text), delimiter=small_file.delimiter(text), strict=True)
    except (csv.Error, ValueError):
        raise DataError(f"{given.name}: filen går inte att läsa som en tabell") from None
    known = [clean_line(cell).casefold() for cell in first]
    cells = [dict(zip(known, map(clean_line, row), strict=False)) for row in rows]
    filled = table.filled([{column.name: row.get(column.name, "") for column in columns} for row in cells])
    return Sheet(f"{name}.csv", columns, tuple(filled), table.fingerprint(content))


def begun(name: str, municipalities: Sequence[str]) -> tuple[Row, ...]:
    """A row for each municipality, with its name alone, where the template has such rows; otherwise none."""
    columns = heading(name)
    if OF_MUNICIPALITIES not in columns:
        return ()
    return tuple({column: one if column == OF_MUNICIPALITIES else "" for column in columns} for one in municipalities)


def faults(name: str, reason: str) -> list[CellFault]:
    """What the reading of a filled-in template had to say of its rows, each by the row of the table it was typed in.

    Args:
        reason: a fault a line, by the file's rows, whose first is the heading; what names no row is the whole table's.
    """
    lines = [FAULT.fullmatch(line) for line in reason.splitlines()]
    titles = heading(name)
    told = [_fault(int(found[1]) - 1, found[2], titles) for found in lines if found]
    return table.in_order(told, [title.capitalize() for title in titles])


def _fault(row: int, text: str, titles: Sequence[str]) -> CellFault:
    column, _, what = text.partition(": ")
    if column not in titles:
        column, what = "", text
    what = re.sub(r"\brad (\d+)", lambda found: f"rad {int(found[1]) - 1}", what)
    return CellFault(row, column.capitalize(), f"{what[:1].upper()}{what[1:].rstrip('.')}.")


def heading(name: str) -> list[str]:
    """The columns of a template, as it is handed out."""
    return table.decoded(FOLDER / f"{name}.csv", table.content(FOLDER / f"{name}.csv")).strip().split(";")


def written(name: str, rows: Sequence[Row]) -> bytes:
    """The rows as a file of the template."""
    out = StringIO()
    columns = heading(name)
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([clean_line(row.get(column, "")) for column in columns] for row in table.filled(rows))
    return out.getvalue().encode("utf-8-sig")


def _newest(folder: Path, name: str) -> Path | None:
    """The file of the newest fetch that is shown; None where there is none."""
    fetches = sorted((folder / "raw" / name).glob(f"[!.]*/{MANIFEST}"), reverse=True)
    for manifest in fetches:
        try:
            found = json.loads(manifest.read_bytes())
            files = [manifest.parent / str(file) for file in found["files"]] if found["state"] in READ else []
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if given := [file for file in files if file.stem == name and file.is_file()]:
            return given[0]
    return None
