"""Reads a table of reference data: a CSV file whose heading, fields and keys are checked line by line."""

import csv
from dataclasses import dataclass
from pathlib import Path

from malkollen.errors import SourceError
from malkollen.files import small_file
from malkollen.texts.printable import excerpt

MOST_BYTES = 50_000_000  # the largest of them is under 2 million


@dataclass(frozen=True)
class Table:
    """What a file must be: its columns in order, those that no two lines may share, and those that may be empty.

    Attributes:
        decimals: columns of numbers, whose decimal comma is read as the point it is.
    """

    file: str
    columns: tuple[str, ...]
    keys: tuple[str, ...]
    optional: tuple[str, ...] = ()
    decimals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """One checked line. where: file and row, for messages."""

    where: str
    cells: dict[str, str]

    def fault(self, what: str) -> SourceError:
        """What is wrong with the line, with its place."""
        return SourceError(f"{self.where}: {what}")


def read(folder: Path, table: Table) -> list[Line]:
    """The lines of a file; SourceError naming file and row, in a Swedish line a fault."""
    lines, faults = checked(folder, table)
    if faults:
        raise SourceError("\n".join(faults))
    return lines


def checked(folder: Path, table: Table) -> tuple[list[Line], list[str]]:
    """The lines of a file that are as they must be, and every fault of the others, a line each naming file and row.

    Of a file that cannot be read, no line and its own fault.
    """
    lines: list[Line] = []
    faults: list[str] = []
    seen: dict[tuple[str, ...], int] = {}
    try:
        rows = _rows(folder, table)[1:]
    except SourceError as error:
        return [], [str(error)]
    for number, cells in rows:
        where = f"{table.file} rad {number}"
        if fault := _fault(cells, table):
            faults.append(f"{where}: {fault}")
            continue
        named = dict(zip(table.columns, cells, strict=True))
        line = Line(where, named | {column: named[column].replace(",", ".") for column in table.decimals})
        key = tuple(line.cells[column] for column in table.keys)
        if (first := seen.setdefault(key, number)) != number:
            faults.append(f"{where}: {excerpt(' '.join(key))} står redan på rad {first}")
            continue
        lines.append(line)
    return lines, faults


def _fault(cells: list[str], table: Table) -> str:
    """What is wrong with a line's fields; empty where nothing is."""
    if len(cells) != len(table.columns):
        return f"{len(cells)} fält i stället för {len(table.columns)}"
    named = zip(table.columns, cells, strict=True)
    return next((f"{name} är tomt" for name, cell in named if not cell.strip() and name not in table.optional), "")


def text_of(path: Path) -> str:
    """The text of a file that belongs in the data folder; SourceError where there is none or it cannot be read."""
    try:
        return small_file.text(path, MOST_BYTES)
    except FileNotFoundError:
        raise SourceError(f"{path.name}: filen saknas i datamappens {path.parent.name}") from None
    except UnicodeDecodeError:
        raise SourceError(f"{path.name}: {small_file.NOT_UTF8}") from None
    except OSError:
        raise SourceError(f"{path.name}: filen går inte att öppna") from None


def _rows(folder: Path, table: Table) -> list[tuple[int, list[str]]]:
    """Row number and fields of every line, the heading first."""
    text = text_of(folder / table.file)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=small_file.delimiter(text), strict=True)
    try:
        rows = [(reader.line_num, cells) for cells in reader if any(cells) or len(cells) < 2]  # Excel's empty rows
    except csv.Error as error:
        raise SourceError(f"{table.file} rad {reader.line_num}: {small_file.csv_fault(error)}") from None
    heading = rows[0][1] if rows else []
    if len(heading) == 1 and "\t" in heading[0]:
        raise SourceError(f"{table.file} rad 1: fälten skiljs åt med tabb; {small_file.NOT_UTF8.partition('; ')[2]}")
    if missing := [column for column in table.columns if column not in heading]:
        raise SourceError(
            f"{table.file} rad 1: kolumnen '{excerpt(missing[0])}' saknas; rubriken ska vara {','.join(table.columns)}"
        )
    if heading != list(table.columns):
        raise SourceError(
            f"{table.file} rad 1: rubriken ska vara {','.join(table.columns)}, inte {excerpt(','.join(heading), 120)}"
        )
    if not text.endswith("\n"):
        raise SourceError(f"{table.file} rad {rows[-1][0]}: filen slutar mitt i raden; den är avkortad")
    return rows
