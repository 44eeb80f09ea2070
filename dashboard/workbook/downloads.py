"""A table as a file: CSV that a Swedish Excel opens, and XLSX with cover, notes and numbers as numbers."""

import csv
from datetime import datetime
from io import StringIO

from dashboard.blocks.table import Cell, Number, Table
from dashboard.workbook.sheets import READING, Book
from malkollen.texts.inert import inert, readable
from malkollen.texts.swedish import in_words


def csv_bytes(table: Table) -> bytes:
    """Semicolons, decimal comma and a byte order mark, as Excel in Swedish reads them. Values are unrounded."""
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_csv_text(column.title) for column in table.columns])
    writer.writerows([_csv_text(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def _csv_text(cell: Cell) -> str:
    if isinstance(cell, Number):
        return "" if cell.value is None else repr(_counted(cell.value, cell.decimals)).replace(".", ",")
    return inert(readable(cell))


def _counted(value: float, decimals: int) -> float:
    """A count as whole as it is: 1476, not 1476.0; what has decimals on screen, or a part of one, as it stands."""
    return int(value) if decimals <= 0 and float(value).is_integer() else value


def xlsx_bytes(table: Table, *, data_version: str, made_at: datetime) -> bytes:
    """A workbook: a cover with title, source, notes and data version, then the table on its own sheet."""
    book = Book(table.title, made_at)
    lines = [
        ("Källa", table.source),
        ("Siffrornas version", data_version),
        ("Hämtad", in_words(made_at.date())),
        ("Läsanvisning", READING),
        *(("Att veta", note) for note in table.notes),
    ]
    book.cover("Om", table.title, lines)
    book.table("Tabell", table)
    return book.content()
