"""Reads a table of reference data: a CSV file whose heading, fields and keys are checked line by line."""

import csv
from dataclasses import dataclass
from pathlib import Path

from malkollen.errors import SourceError
from malkollen.files import small_file
from malkollen.texts.printable import excerpt

MOST_BYTES = 50_000_000  # the largest of them is under a million


@dataclass(frozen=True)
class Table:
    """What a file must be: its columns in order, those that no two lines may share, and those that may be empty."""

    file: str
    columns: tuple[str, ...]
    keys: tuple[str, ...]
    optional: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """One checked line. where: file and row, for messages."""

    where: str
    cells: dict[str, str]

    def fault(self, what: str) -> SourceError:
        """What is wrong with the line, with its place."""
        return SourceError(f"{self.where}: {what}")


def read(folder: Path, table: Table) -> list[Line]:
    """The lines of a file; SourceError naming file and row, in one Swedish line."""
    lines: list[Line] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in _rows(folder, table)[1:]:
        where = f"{table.file} rad {number}"
        if len(cells) != len(table.columns):
            raise SourceError(f"{where}: {len(cells)} fält i stället för {len(table.columns)}")
        for column, cell in zip(table.columns, cells, strict=True):
            if not cell.strip() and column not in table.optional:
                raise SourceError(f"{where}: {column} är tomt")
        line = Line(where, dict(zip(table.columns, cells, strict=True)))
        key = tuple(line.cells[column] for column in table.keys)
        if (first := seen.setdefault(key, number)) != number:
            raise line.fault(f"{excerpt(' '.join(key))} står redan på rad {first}")
        lines.append(line)
    return lines


def _rows(folder: Path, table: Table) -> list[tuple[int, list[str]]]:
    """Row number and fields of every line, the heading first."""
    try:
        text = small_file.text(folder / table.file, MOST_BYTES)
    except FileNotFoundError:
        raise SourceError(f"{table.file}: filen saknas i datamappens {folder.name}") from None
    except UnicodeDecodeError as error:
        raise SourceError(f"{table.file}: filen är inte UTF-8 (byte {error.start})") from None
    except OSError:
        raise SourceError(f"{table.file}: filen går inte att öppna") from None
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        rows = [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        raise SourceError(f"{table.file} rad {reader.line_num}: {small_file.csv_fault(error)}") from None
    heading = rows[0][1] if rows else []
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
