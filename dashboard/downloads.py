"""A table as a file: CSV that a Swedish Excel opens, and XLSX with cover, notes and numbers as numbers."""

import csv
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO, StringIO

import xlsxwriter

from dashboard.content.table import Cell, Number, Table

WIDEST_COLUMN = 60


def csv_bytes(table: Table) -> bytes:
    """Semicolons, decimal comma and a byte order mark, as Excel in Swedish reads them. Values are unrounded."""
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.title for column in table.columns])
    writer.writerows([_csv_text(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def _csv_text(cell: Cell) -> str:
    if isinstance(cell, Number):
        return "" if cell.value is None else repr(cell.value).replace(".", ",")
    return cell


def xlsx_bytes(table: Table, *, data_version: str, made: datetime) -> bytes:
    """A workbook: a cover with title, source, notes and data version, then the table on its own sheet."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": table.title, "author": "Målkollen", "created": made})
    _cover(book, table, data_version, made)
    _sheet(book, table)
    book.close()
    return out.getvalue()


def _cover(book: xlsxwriter.Workbook, table: Table, data_version: str, made: datetime) -> None:
    sheet = book.add_worksheet("Om")
    heading = book.add_format({"bold": True, "font_size": 16})
    label, text = (
        book.add_format({"bold": True, "valign": "top"}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90)
    sheet.write(0, 0, table.title, heading)
    lines = [
        ("Källa", table.source),
        ("Dataversion", data_version),
        ("Hämtad", made.strftime("%Y-%m-%d")),
        (
            "Läsanvisning",
            "Tomma celler är uppgifter som saknas, aldrig noll. Värdena är oavrundade; cellformatet visar avrundat.",
        ),
        *(("Att veta", note) for note in table.notes),
    ]
    for row, (name, value) in enumerate(lines, start=2):
        sheet.write(row, 0, name, label)
        sheet.write_string(row, 1, value, text)


def _sheet(book: xlsxwriter.Workbook, table: Table) -> None:
    sheet = book.add_worksheet("Tabell")
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.title, heading)
        sheet.set_column(place, place, _width(column.title, [row[place] for row in table.rows]))
    formats: dict[int, xlsxwriter.format.Format] = {}
    for row, cells in enumerate(table.rows, start=1):
        for place, cell in enumerate(cells):
            if not isinstance(cell, Number):
                sheet.write_string(row, place, cell)
            elif cell.value is not None:
                zeros = "." + "0" * cell.decimals if cell.decimals > 0 else ""
                style = formats.setdefault(cell.decimals, book.add_format({"num_format": f"#,##0{zeros}"}))
                sheet.write_number(row, place, cell.value, style)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _width(title: str, cells: Sequence[Cell]) -> int:
    texts = [cell.text() if isinstance(cell, Number) else cell for cell in cells]
    return min(WIDEST_COLUMN, max(12, *(len(text) + 2 for text in [title, *texts])))
