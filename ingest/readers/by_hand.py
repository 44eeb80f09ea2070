"""Files that the office fills in: a documented template as CSV or XLSX, read line by line, every fault said at once.

A file holds everything: the next one takes its place whole. A template is a heading; an empty row is no row.
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from math import isfinite
from pathlib import Path

from duckdb import DuckDBPyConnection

from ingest.fetching import manifests
from ingest.fetching.raw import Fetch
from ingest.readers import filled_workbook, shares, workbook
from ingest.readers.filled_line import Line
from ingest.readers.filled_workbook import Sheet
from ingest.source import Source
from malkollen.errors import SourceError
from malkollen.files import small_file
from malkollen.texts.printable import excerpt

SUFFIXES = (".csv", ".xlsx")
MOST_ROWS = 20_000
MOST_BYTES = 20_000_000  # a thousand a row
MOST_COLUMNS = 60
MOST_SAID = 100
"""Faults that are said; who has more begins with these."""
FIRST_YEAR = 1990
MISSING = ".."
"""How the office writes that the publisher has no figure; an empty cell is a fault."""
TEXTS = {"källa", "undersökning"}
NO_TEXT = re.compile(r"[0-9][0-9 ,]*")
"""A decimal part in a text's place: 120,5 is two cells where commas part them."""
WHOLE = re.compile(r"[0-9]{1,3}( [0-9]{3})+|[0-9]+")
THOUSAND = re.compile("[0-9]{1,3},[0-9]{3}")
Fault = tuple[int, str]
Check = Callable[["Line"], Iterator[str]]


@dataclass(frozen=True)
class Template:
    """What a file must look like: data/templates/<name>.csv is its heading.

    Attributes:
        required: the columns that no row leaves empty.
        shares: the columns that are shares in per cent, 0–100.
    """

    name: str
    columns: tuple[str, ...]
    required: tuple[str, ...]
    shares: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filled:
    """A file that was given: its name as the office knows it, the day it came, its rows, and what to know of it."""

    name: str
    day: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()


def take(path: Path, into: Fetch, template: Template) -> None:
    """Stores a filled-in file, once its heading has been read; its rows are checked when it is staged."""
    suffix = path.suffix.casefold()
    if suffix not in SUFFIXES:
        raise SourceError(
            f"{path.name}: spara mallen som CSV UTF-8 eller XLSX, inte '{excerpt(path.suffix or 'utan ändelse')}'"
        )
    _lines(path, path.name, template)
    into.keep_file(f"{template.name}{suffix}", path)


def read(fetches: Sequence[Fetch], template: Template) -> Filled:
    """The newest file as it was given.

    Raises:
        SourceError: the file or its heading cannot be read.
    """
    fetch = fetches[0]
    for name, entry in fetch.manifest()["files"].items():
        if Path(name).stem == template.name and Path(name).suffix in SUFFIXES:
            given = manifests.given_name(entry, name)
            day = datetime.fromisoformat(entry["fetched_at"]).date().isoformat()
            lines, notes = _read(fetch.file(name), given, template)
            return Filled(given, day, tuple(lines), tuple(notes))
    raise SourceError(f"{template.name}: den sparade filen saknas; kör malkollen ingest {template.name} --from FIL")


def source(filled: Filled, **given: object) -> Source:
    """What a file says of itself: the day it came, and the sources its rows name."""
    named = dict.fromkeys(line["källa"] for line in filled.lines if line["källa"])
    return Source.model_validate({
        "retrieved": filled.day, "retrieved_through": f"ifylld mall ({filled.name})",
        "licence": "enligt källan på varje rad", **given,
        "caveats": (*given.get("caveats", ()), *filled.notes, *(f"Ur: {name}." for name in named)),  # type: ignore[misc]
    })  # fmt: skip


def refuse(filled: Filled, faults: Iterable[Fault]) -> None:
    """Says every fault, one a line, in the order of the rows; nothing where there is none.

    Raises:
        SourceError: there are faults.
    """
    in_order = sorted(dict.fromkeys(faults), key=lambda fault: fault[0])
    lines = [f"{filled.name} rad {row}: {text}" for row, text in in_order[:MOST_SAID]]
    if more := len(in_order) - len(lines):
        lines.append(f"{filled.name}: och {more} fel till")
    if lines:
        raise SourceError("\n".join(lines))


def cell_faults(filled: Filled, template: Template, check: Check) -> Iterator[Fault]:
    """What is wrong within rows: empty cells, years, and what the source checks of its own."""
    for line in filled.lines:
        for column in template.required:
            if not line[column]:
                yield line.row, f"{column}: saknas" + ("; skriv var uppgiften står" if column == "källa" else "")
        for column in TEXTS & line.cells.keys():
            if NO_TEXT.fullmatch(line[column]):
                yield (
                    line.row,
                    f"{column}: '{excerpt(line[column])}' är ett tal; har ett tal på raden ett decimalkomma?",
                )
        if line["år"] and not FIRST_YEAR <= line.year <= int(filled.day[:4]):
            yield line.row, f"år: '{excerpt(line['år'])}' är inte ett år mellan {FIRST_YEAR} och {filled.day[:4]}"
        yield from ((line.row, text) for text in check(line))


def twice(lines: Iterable[Line], key: Callable[[Line], tuple[object, ...]]) -> Iterator[Fault]:
    """Rows that say what an earlier row says, whichever way they write it; key: what a row is about, whole or not."""
    seen: dict[tuple[object, ...], int] = {}
    for line in lines:
        about = key(line)
        if all(about) and (first := seen.setdefault(about, line.row)) != line.row:
            yield line.row, f"samma uppgift står redan på rad {first}; ta bort den ena"


def one_of(line: Line, column: str, words: Iterable[str]) -> Iterator[str]:
    """A fault where a cell is none of the words it may be."""
    if line[column] and line[column].casefold() not in {word.casefold() for word in words}:
        yield f"{column}: '{excerpt(line[column])}' finns inte; skriv {' eller '.join(words)}"


def not_number(line: Line, column: str) -> Iterator[str]:
    """A fault where a cell is not a number from zero and up."""
    if line[column] and line.number(column) is None:
        yield f"{column}: '{excerpt(line[column])}' är inte ett tal från noll och uppåt; skriv till exempel 12,5"
    elif THOUSAND.fullmatch(line[column]):
        text = line[column]
        either = f"{text.replace(',', '')} eller {text}0"
        yield f"{column}: '{excerpt(text)}' kan vara tusental eller tre decimaler; skriv {excerpt(either)}"


def not_whole(line: Line, column: str) -> Iterator[str]:
    """A fault where a cell is not a whole number from zero and up."""
    if line[column] and line.number(column) is None:
        yield from not_number(line, column)
    elif line[column] and not WHOLE.fullmatch(line[column]):
        yield f"{column}: '{excerpt(line[column])}' är inte ett helt antal; skriv till exempel 1850"


def municipalities(db: DuckDBPyConnection, county: str | None = None, group: str | None = None) -> dict[str, str]:
    """Codes by what a municipality may be called in a file, its name in small letters or its code.

    Args:
        county, group: of a county, by its two digits, and of a group; of all without a county.
    """
    rows = db.execute(
        "SELECT municipality_code, municipality_name FROM mart.municipalities WHERE $1 IS NULL OR county_code = $1 "
        "OR municipality_code IN (SELECT municipality_code FROM mart.members WHERE area_id = $2)",
        [county, group],
    ).fetchall()
    return {text: code for code, name in rows for text in (code, name.casefold())}


# ───────────── Rows of a file ─────────────


def heading(path: Path) -> list[str]:
    """The first row of a workbook as it stands; SourceError where it cannot be read."""
    return [workbook.text(cell) for row in filled_workbook.first_seen(path).rows[:1] for cell in row]


def _lines(path: Path, given: str, template: Template) -> list[Line]:
    return _read(path, given, template)[0]


def _read(path: Path, given: str, template: Template) -> tuple[list[Line], list[str]]:
    """The filled rows of a file by its heading, and what to know of it; SourceError with every fault of its shape."""
    is_book = path.suffix.casefold() == ".xlsx"
    sheet = filled_workbook.first_seen(path) if is_book else Sheet(_csv_rows(path, given), {})
    rows = [small_file.without_empty_end([_text(cell) for cell in row]) for row in sheet.rows[: MOST_ROWS + 1]]
    if len(sheet.rows) > MOST_ROWS:
        raise SourceError(f"{given}: filen har fler än {MOST_ROWS} rader")
    if not rows:
        raise SourceError(f"{given}: filen är tom; första raden ska vara {';'.join(template.columns)}")
    heading = [cell.casefold() for cell in rows[0]]
    faults = [(1, text) for text in _heading_faults(heading, template)]
    lines = []
    for number, cells in enumerate(rows[1:], start=2):
        if len(cells) > len(heading):
            faults.append(
                (number, f"{len(cells)} fält i stället för {len(heading)}; har texten ett skiljetecken i sig?")
            )
        elif cells:
            lines.append(Line(number, dict(zip(heading, [*cells, *[""] * (len(heading) - len(cells))], strict=True))))
    if not lines and not faults:
        faults.append((2, "inga rader är ifyllda"))
    refuse(Filled(given, "", ()), faults)
    formats = {(row, heading[place]): form for (row, place), form in sheet.formats.items() if place < len(heading)}
    refuse(Filled(given, "", ()), shares.faults(lines, formats, template.shares))
    return [shares.as_shown(line, formats) for line in lines], sheet.notes(len(heading))


def _heading_faults(heading: Sequence[str], template: Template) -> Iterator[str]:
    right = f"kolumnerna ska vara {', '.join(template.columns)}"
    if len(heading) > MOST_COLUMNS:
        yield f"{len(heading)} kolumner; {right}"
        return
    yield from (f"kolumnen '{column}' saknas; {right}" for column in template.columns if column not in heading)
    yield from (
        f"kolumnen '{excerpt(column)}' är okänd; {right}" for column in heading if column not in template.columns
    )
    yield from (f"kolumnen '{column}' står två gånger" for column in template.columns if heading.count(column) > 1)


def _csv_rows(path: Path, given: str) -> list[tuple[object, ...]]:
    try:
        text = unicodedata.normalize("NFC", small_file.text(path, MOST_BYTES))
    except UnicodeDecodeError:
        raise SourceError(f"{given}: {small_file.NOT_UTF8}") from None
    except OSError:
        raise SourceError(f"{given}: filen går inte att öppna; är den öppen i ett annat program?") from None
    if not text.strip():
        return []
    reader = csv.reader(StringIO(text), delimiter=small_file.delimiter(text), strict=True)
    rows: list[tuple[object, ...]] = []
    try:
        for row in reader:
            rows.append(tuple(" ".join(cell.split()) for cell in row))
            if len(rows) > MOST_ROWS:
                break
    except csv.Error as error:
        raise SourceError(f"{given} rad {len(rows) + 1}: {small_file.csv_fault(error)}") from None
    return rows


def _text(cell: object) -> str:
    """A workbook's cell as it would stand in a CSV: numbers with a decimal comma, whole ones without decimals."""
    if isinstance(cell, float) and isfinite(cell):
        text = str(int(cell)) if cell.is_integer() else repr(cell).replace(".", ",")
        return f"{text}0" if THOUSAND.fullmatch(text) else text  # a cell's number is no thousands
    return unicodedata.normalize("NFC", workbook.text(cell))
