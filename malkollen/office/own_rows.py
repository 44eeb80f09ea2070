"""Tables of the office's own, as rows: read strictly, and written so that Excel opens them as they are."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path

from malkollen.errors import DataError, StorageError
from malkollen.files import small_file, whole_file
from malkollen.texts.written import clean_line


def read(file: str, text: str, columns: Sequence[str], delimiter: str) -> list[Mapping[str, str]]:
    """The rows of a file of our own; DataError naming file and row."""
    reader = csv.reader(StringIO(text), delimiter=delimiter, strict=True)
    try:
        heading, *rows = list(reader)
    except (csv.Error, ValueError):
        raise DataError(f"{file}: filen går inte att läsa som en tabell") from None
    if heading != list(columns):
        raise DataError(f"{file} rad 1: kolumnerna ska vara {', '.join(columns)}")
    for number, row in enumerate(rows, start=2):
        if len(row) != len(columns):
            raise DataError(f"{file} rad {number}: {len(row)} fält i stället för {len(columns)}")
    return [dict(zip(columns, row, strict=True)) for row in rows]


def line(row: Mapping[str, str], heading: str) -> str:
    """A row as the list has its rows: with its own comma or semicolon, its columns in its own order."""
    delimiter = small_file.delimiter(heading)
    columns = [clean_line(cell).casefold() for cell in next(csv.reader([heading], delimiter=delimiter))]
    written = StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator="\n").writerow(row.get(column, "") for column in columns)
    return written.getvalue()


def write(path: Path, text: str) -> None:
    """Writes a table whole; StorageError where it cannot be."""
    try:
        whole_file.write(path, text.encode("utf-8-sig"))  # Excel takes what has no mark for another lettering
    except OSError:
        raise StorageError(f"{path.name}: går inte att skriva; är mappen skrivskyddad eller disken full?") from None
