"""Workbooks for tests from plain text: [a sheet], then a row a line, cells between semicolons; \\n is a new line."""

import re
from pathlib import Path

import openpyxl

Cells = list[list[object]]


def parse(text: str) -> dict[str, Cells]:
    """The rows of each sheet; whole and decimal numbers as numbers. Lines that begin with # are remarks."""
    sheets: dict[str, Cells] = {}
    rows: Cells = []
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        if found := re.fullmatch(r"\[(.+)\]", line):
            rows = sheets.setdefault(found[1], [])
        else:
            rows.append([_cell(cell) for cell in line.split(";")])
    return sheets


def write(path: Path, sheets: dict[str, Cells]) -> Path:
    """A workbook with the sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def _cell(text: str) -> object:
    if re.fullmatch(r"-?[0-9]+", text):
        return int(text)
    if re.fullmatch(r"-?[0-9]+\.[0-9]+", text):
        return float(text)
    return text.replace("\\n", "\n") or None
