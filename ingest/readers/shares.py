"""Shares in a filled-in file: 42 for 42 per cent, whether the cell holds 42 or shows 42 % and holds 0.42."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.readers.filled_line import Line
from ingest.readers.filled_workbook import Format

FEWEST = 3
"""Values that make a column of figures up to 1 look like parts of one; fewer may well be shares under one per cent."""
Formats = Mapping[tuple[int, str], Format]
"""By row and column."""


def as_shown(line: Line, formats: Formats) -> Line:
    """A row with the numbers that Excel shows where a format makes them a hundredfold; they are not rounded."""
    shown = {
        column: _hundredfold(cell, formats[line.row, column].percents)
        for column, cell in line.cells.items()
        if (line.row, column) in formats
    }
    return replace(line, cells={**line.cells, **shown}) if shown else line


def faults(lines: Sequence[Line], formats: Formats, columns: Sequence[str]) -> Iterator[tuple[int, str]]:
    """What cannot be read as it is shown, by row; columns: those that are shares."""
    for (row, column), form in formats.items():
        if form.fault:
            yield row, f"{column}: {form.fault}"
        elif form.percents and column not in columns:
            yield row, f"{column}: cellen visas i procent men är ingen andel; skriv talet och välj formatet Tal"
        elif form.percents > 1:
            yield row, f"{column}: cellen visas med flera procenttecken; skriv 42 för 42 procent"
    for column in columns:
        yield from _parts_of_one(lines, formats, column)


def _parts_of_one(lines: Sequence[Line], formats: Formats, column: str) -> Iterator[tuple[int, str]]:
    """Figures up to 1 without a format of per cent: all of a column, or beside others that have one."""
    numbers = {line.row: line.number(column) for line in lines}
    plain = [(row, value) for row, value in numbers.items() if value is not None and (row, column) not in formats]
    if not plain or any(value > 1 for _, value in plain) or not any(value for _, value in plain):
        return
    if len(plain) < sum(value is not None for value in numbers.values()):
        yield plain[0][0], f"{column}: cellen är inte i procentformat som de andra; skriv alla på samma sätt"
    elif len(plain) >= FEWEST:
        said = f"{column}: alla värden är mellan 0 och 1; skriv 42 för 42 procent"
        yield plain[0][0], f"{said}. Är de verkligen så små: spara som XLSX med cellerna i procentformat"


def _hundredfold(text: str, times: int) -> str:
    shown = Decimal(text.replace(",", ".")).scaleb(2 * times).normalize()
    text = f"{shown:f}".replace(".", ",")
    return f"{text}0" if text[-4:-3] == "," else text  # three decimals and not thousands
