"""The committee's list of priority objects as a table."""

import csv
import re
from collections.abc import Sequence
from datetime import date
from io import StringIO
from pathlib import Path

from malkollen.errors import DataError
from malkollen.files import small_file
from malkollen.office import priority_objects
from malkollen.office.access import Person
from malkollen.office.priority_objects import COLUMNS as NAMES, FILE_NAME, NOT_IN_PLAN, REQUIRED, STAGES
from malkollen.office.tables import merging, table
from malkollen.office.tables.table import CellFault, Column, Row, Sheet
from malkollen.texts.written import clean_line

ASKED = {"datum": "dagen då ni frågade", "källa": "vem som svarade"}
"""What is written of an object in no plan: no stage is reached, and no document says so."""
MISSING = "saknas"
HELP = {
    "objekt": "Objektets namn, lika på varje rad om samma objekt.",
    "läge": "Läget som objektet nådde.",
    "datum": f"Dagen då läget nåddes, ÅÅÅÅ-MM-DD, eller bara året. För ej i plan: {ASKED['datum']}.",
    "plan": "Planen som objektet står i. Står det i två: skriv båda, den som gav läget först.",
    "öppningsår": "Planerat öppningsår, fyra siffror.",
    "källa": f"Dokument, datum och paragraf. För ej i plan: {ASKED['källa']}.",
    "anteckning": "Det som läsarna behöver veta mer: det visas i objektets historik.",
}
TOLD = ("läge", "datum")
"""What is told of a new row: the stage that the object has reached, and when."""
COLUMNS = tuple(
    Column(
        name, name.capitalize(), HELP[name], is_required=name in REQUIRED, is_told=name in TOLD,
        choices={stage: stage for stage in STAGES} if name == "läge" else None,
    )
    for name in NAMES
)  # fmt: skip
FAULT = re.compile(rf"{re.escape(FILE_NAME)} rad (\d+): (?:({'|'.join(NAMES)}): )?(.*)")


def read(folder: Path) -> Sheet:
    """The list as it lies, faults and all; DataError where it is no table of ours."""
    content = table.content(folder / FILE_NAME)
    return Sheet(FILE_NAME, COLUMNS, rows_of(folder / FILE_NAME, content), table.fingerprint(content))


def rows_of(path: Path, content: bytes) -> tuple[Row, ...]:
    """The rows of a list, whatever its heading's order; errors as `read`. path: told of in them."""
    text = table.decoded(path, content)
    if not text.strip():
        return ()
    try:
        heading, *lines = csv.reader(StringIO(text), delimiter=small_file.delimiter(text), strict=True)
    except csv.Error:
        raise DataError(f"{FILE_NAME}: filen går inte att läsa som en tabell; rätta den i Excel") from None
    names = [clean_line(cell).casefold() for cell in heading]
    if not {*NAMES} <= {*names}:
        raise DataError(f"{FILE_NAME} rad 1: kolumnerna ska vara {', '.join(NAMES)}")
    cells = [dict(zip(names, map(clean_line, row), strict=False)) for row in lines]
    given = [{name: row.get(name, "") for name in NAMES} for row in cells]
    return tuple(table.filled(given))


def faults(rows: Sequence[Row], today: date) -> list[CellFault]:
    """Every fault of the rows, by the rules of the file."""
    try:
        priority_objects.parse(_written(rows, ";"), today)
    except DataError as error:
        found = [_fault(line, table.filled(rows)) for line in str(error).splitlines()]
        return table.as_shown(table.in_order(found, [column.title for column in COLUMNS]), rows)
    return []


def save(folder: Path, rows: Sequence[Row], seen: str, person: Person, today: date) -> list[CellFault]:
    """Writes the rows as the list, unless there is a fault in them, which is returned; errors as `table.save`.

    Rows that lie there already are not written again, and the journal says nothing of them.
    """
    if wrong := faults(rows, today):
        return wrong
    path = folder / FILE_NAME
    old = table.decoded(path, table.content(path))
    between = small_file.delimiter(old) if old.strip() else ";"
    lying = read(folder).rows
    if table.is_as(rows, lying):
        return []
    words = merging.changed_rows(lying, table.filled(rows), COLUMNS)
    table.save(path, _written(rows, between).encode("utf-8-sig"), seen, person, words=words)
    return []


def _fault(line: str, rows: Sequence[Row]) -> CellFault:
    """rows: those that are filled."""
    if parts := FAULT.fullmatch(line):
        row, name = max(int(parts[1]) - 1, 0), parts[2] or ""
        is_asked = 0 < row <= len(rows) and rows[row - 1].get("läge", "").strip().casefold() == NOT_IN_PLAN
        if is_asked and name in ASKED and parts[3].startswith(MISSING):
            return CellFault(row, name.capitalize(), f"Saknas; skriv {ASKED[name]}.")
        return CellFault(row, name.capitalize(), _by_row(f"{parts[3][:1].upper()}{parts[3][1:]}."))
    return CellFault(0, "", line)


def _by_row(said: str) -> str:
    """A fault's words, where they name another row as the file counts, with the row as the table counts."""
    return re.sub(r"\brad (\d+)", lambda found: f"rad {int(found[1]) - 1}", said)


def _written(rows: Sequence[Row], delimiter: str) -> str:
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(NAMES)
    writer.writerows([clean_line(row.get(name, "")) for name in NAMES] for row in table.filled(rows))
    return out.getvalue()
