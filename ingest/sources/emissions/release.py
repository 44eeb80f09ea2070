"""A release of the national emission database as rows: the header found by its words, every value a number or none.

A row is a main sector, a subsector, a county and a municipality, each perhaps "Alla" (a total), and a value a year.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import TypeGuard

from ingest import publishers
from ingest.readers import workbook
from malkollen.errors import SourceError
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import listed, number

PUBLISHER = "SMHI"
WHAT = f"{PUBLISHER}: emissionsdatabasens arbetsbok"
NAME = "emissions"
"""In ingest/publishers/."""
HEADER_WITHIN = 50  # rows from the top
HEADER_REACH = 3  # rows between the names of the columns and the years
TOTAL = "Alla"
"""A total, whatever the publisher's word for it is now."""
YEARS_ALWAYS = (1990, 2000, 2005, 2010, 2015)
MISSING, ZERO = {"", "..", "."}, {"-", "–", "−"}
YEAR = re.compile("(19[89]|20[0-9])[0-9]")
SUBSTANCE = ("växthusgas", "vaxthusgas", "sub=ggt", "ggt")
Values = tuple[float | None, ...]
Key = tuple[str, str]  # main sector, subsector
MAGIC = b"PK\x03\x04"  # how a workbook begins


@dataclass(frozen=True)
class Row:
    """One row with its place in the workbook; values in the order of the release's years, None where empty."""

    where: str
    sector: str
    subsector: str
    county: str
    municipality: str
    values: Values

    @property
    def key(self) -> Key:
        """The sector a row is about."""
        return (self.sector, self.subsector)


@dataclass(frozen=True)
class Release:
    """One release. headings: the text above the header and the sheet's name."""

    years: tuple[int, ...]
    rows: tuple[Row, ...]
    headings: str

    def municipal(self) -> Iterator[Row]:
        """The rows of single municipalities."""
        return (row for row in self.rows if row.municipality != TOTAL)


def require_workbook(start: bytes) -> None:
    """SourceError unless the bytes begin as a workbook: a service in trouble answers with a page instead."""
    if not start.startswith(MAGIC):
        what = "en webbsida" if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else "något annat"
        raise SourceError(
            f"{PUBLISHER}: emissionsdatabasen gav {what} i stället för en arbetsbok (xlsx); försök igen senare "
            "eller ladda ned arbetsboken och ange den med --from"
        )


def read(path: Path) -> Release:
    """A stored workbook as a release; SourceError where header, years or values are not what is relied on."""
    try:
        with path.open("rb") as file:
            require_workbook(file.read(1024))
    except OSError:
        raise SourceError(f"{PUBLISHER}: {path.name} går inte att öppna; hämta igen") from None
    return parse(workbook.sheets(path))


def parse(sheets: Mapping[str, Sequence[workbook.Row]]) -> Release:
    """The first sheet that has the header, as a release."""
    names: list[str] = publishers.read(NAME)["columns"]
    for name, rows in sheets.items():
        if (header := _header(rows, names)) is not None:
            return _release(name, rows, *header)
    raise SourceError(
        f"{WHAT} har ingen rubrik med {listed(names)}; utgivaren har ändrat den, {publishers.change(NAME, 'columns')}"
    )


def require_greenhouse_gases(release: Release, url: str) -> None:
    """SourceError unless address, file name or heading says greenhouse gases: other substances look the same."""
    said = f"{url} {release.headings}".casefold()
    if not any(word in said for word in SUBSTANCE):
        raise SourceError(f"{WHAT} säger inte att den gäller växthusgaser totalt; ladda ned ämnet växthusgaser (GGT)")


def _header(rows: Sequence[workbook.Row], names: list[str]) -> tuple[int, dict[str, int], dict[int, int]] | None:
    """The first row after the header, and the columns by name and by year."""
    for at, row in enumerate(rows[:HEADER_WITHIN]):
        columns = {text: place for place, cell in enumerate(row) if (text := _text(cell, names)) in names}
        if len(columns) < len(names):
            continue
        for other in sorted(range(max(at - HEADER_REACH, 0), at + HEADER_REACH + 1), key=lambda place: abs(place - at)):
            cells = rows[other] if other < len(rows) else ()
            if found := _years(cells, f"{WHAT} rad {other + 1}", set(columns.values())):
                return max(at, other) + 1, columns, found
        raise SourceError(f"{WHAT} rad {at + 1}: rubriken har inga år; utgivaren har ändrat den")
    return None


def _years(cells: workbook.Row, where: str, taken: set[int]) -> dict[int, int]:
    """The columns of the years, none where a row has no years; SourceError where one stands twice or is not plain."""
    years = [(year, column) for column, cell in enumerate(cells) if column not in taken and (year := _year(cell))]
    if len(years) < 2:
        return {}
    if len(dict(years)) < len(years):
        raise SourceError(f"{where}: ett år står två gånger")
    for column in range(years[0][1], len(cells)):
        if _year(cells[column]) is None and (odd := " ".join(str(cells[column] or "").split())):
            raise SourceError(f"{where}: kolumnen '{excerpt(odd)}' är inget år; utgivaren har ändrat rubriken")
    return dict(sorted(years))


def _release(
    name: str, rows: Sequence[workbook.Row], first: int, columns: dict[str, int], years: dict[int, int]
) -> Release:
    if missing := [year for year in YEARS_ALWAYS if year not in years]:
        raise SourceError(f"{WHAT} saknar år {missing[0]}; en hel utgåva behövs")
    data_rows, names, total = [], publishers.read(NAME)["columns"], publishers.read(NAME)["total"]
    for number_, cells in enumerate(rows[first:], start=first + 1):
        sector, subsector, county, municipality = texts = [
            TOTAL if (text := _text(_at(cells, columns[name]), (total,))) == total else text for name in names
        ]
        raw = {year: _at(cells, column) for year, column in years.items()}
        where = f"rad {number_}"
        if all(texts):
            values = tuple(_value(cell, where, year) for year, cell in raw.items())
            data_rows.append(Row(where, sector, subsector, county, municipality, values))
        elif any(_is_number(cell) for cell in raw.values()):  # else an empty row or a note
            raise SourceError(f"{WHAT} {where}: {names[texts.index('')]} är tomt")
    headings = [text for row in rows[:first] for cell in row if (text := _text(cell, ()))]
    return Release(tuple(years), tuple(data_rows), " ".join([name, *headings]))


def _at(cells: workbook.Row, column: int) -> object:
    return cells[column] if column < len(cells) else None


def _text(cell: object, words: Sequence[str]) -> str:
    """A cell's text with single spaces; the words relied on in their own case."""
    text = " ".join(cell.split()) if isinstance(cell, str) else ""
    return next((known for known in words if known.casefold() == text.casefold()), text)


def _year(cell: object) -> int | None:
    text = cell.strip() if isinstance(cell, str) else f"{cell:g}" if _is_number(cell) else ""
    return int(text) if YEAR.fullmatch(text) else None


def _is_number(cell: object) -> TypeGuard[int | float]:
    return isinstance(cell, int | float) and not isinstance(cell, bool) and isfinite(cell)


def _value(cell: object, where: str, year: int) -> float | None:
    if cell is None or (isinstance(cell, str) and cell.strip() in MISSING):
        return None
    if isinstance(cell, str) and cell.strip() in ZERO:
        return 0.0
    if not _is_number(cell):
        raise SourceError(f"{WHAT} {where}: värdet för {year} är inte ett tal: '{excerpt(cell)}'")
    if cell < 0:
        raise SourceError(f"{WHAT} {where}: värdet för {year} är negativt ({number(cell, 2)})")
    return float(cell)
