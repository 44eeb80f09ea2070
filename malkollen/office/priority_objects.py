"""The committee's list of priority objects: priority_objects.csv, a row each time an object reaches a stage.

The list is shown and never judged. It is the office's own file, so every fault in it is said at once, by its row.
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TypeVar

from malkollen.errors import DataError
from malkollen.files import small_file
from malkollen.files.small_file import SmallFileError
from malkollen.texts.printable import excerpt
from malkollen.texts.written import clean_line

FILE_NAME = "priority_objects.csv"
STAGES = ("ej i plan", "namngivet", "finansierat", "byggs", "öppnat")
NOT_IN_PLAN, NAMED, FINANCED, *_, OPENED = STAGES
COLUMNS = ("objekt", "läge", "datum", "plan", "öppningsår", "källa", "anteckning")
REQUIRED = ("objekt", "läge", "datum", "källa")

MOST_BYTES = 5_000_000  # a committee has some tens of objects
MOST_COLUMNS = 60
MOST_SAID = 100
"""Faults that are said; who has more begins with these."""

_QUOTE = "en text med skiljetecken i ska stå inom citattecken"
_DAY = re.compile(r"\d{4}(-\d\d-\d\d)?", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
Row = TypeVar("Row")
_Line = tuple[int, dict[str, str]]
_Fault = tuple[int, str]


@dataclass(frozen=True)
class StageEntry:
    """One row: the stage an object reached, when, and who says so.

    Attributes:
        reached: ÅÅÅÅ-MM-DD or only the year, as written.
        opening_year: the year it is planned to open, as it was said then.
    """

    stage: str
    reached: str
    plan: str
    opening_year: int | None
    source: str
    note: str

    @property
    def first_day(self) -> date:
        """The day the stage was reached; the first day of the year where only the year is known."""
        return date.fromisoformat(_whole(self.reached))


@dataclass(frozen=True)
class PriorityObject:
    """An object on the list with its history, oldest first; never empty."""

    name: str
    history: tuple[StageEntry, ...]

    @property
    def current(self) -> StageEntry:
        """The latest entry: where the object stands."""
        return self.history[-1]

    @property
    def reached(self) -> dict[str, str]:
        """When each stage in the history was reached, the last time if it was more than once."""
        days: dict[str, str] = {}
        before = ""
        for entry in self.history:
            if entry.stage != before:
                days[entry.stage] = entry.reached
            before = entry.stage
        return days


def load(folder: Path, as_of: date) -> tuple[PriorityObject, ...]:
    """The objects in the file's order, which is the committee's; none where there is no file.

    The file is kept up to this day, also where it is read as of an earlier: an ended programme, a fixed version.

    Raises:
        DataError: every fault, one a line.
    """
    today = date.today()  # noqa: DTZ011 - today is the point
    try:
        text = small_file.text(folder / FILE_NAME, MOST_BYTES)
    except FileNotFoundError:
        return ()
    except SmallFileError:
        raise
    except UnicodeDecodeError:
        raise DataError(f"{FILE_NAME}: {small_file.NOT_UTF8}") from None
    except OSError:
        raise DataError(f"{FILE_NAME}: filen går inte att öppna; är den öppen i ett annat program?") from None
    return parse(text, as_of, max(as_of, today))


def parse(text: str, as_of: date, today: date | None = None) -> tuple[PriorityObject, ...]:
    """The objects of a file's text as they stood on a day: what was reached later is not shown.

    Args:
        today: the day the file itself is kept up to; `as_of` where none is given.

    Raises:
        DataError: every fault, one a line. A stage reached after today is one.
    """
    if not text.strip():
        raise DataError(f"{FILE_NAME}: filen är tom; första raden ska vara {';'.join(COLUMNS)}")
    lines, faults = _lines(unicodedata.normalize("NFC", text))
    faults += [(row, fault) for row, cells in lines for fault in _cell_faults(cells, today or as_of)]
    faults += _twice(lines)
    if faults:
        in_order = sorted(faults, key=lambda fault: fault[0])
        more = [f"{FILE_NAME}: och {len(in_order) - MOST_SAID} fel till"] if len(in_order) > MOST_SAID else []
        said = [f"{FILE_NAME} rad {row}: {fault}" for row, fault in in_order[:MOST_SAID]]
        raise DataError("\n".join(said + more))
    names: dict[str, str] = {}
    histories: dict[str, list[StageEntry]] = {}
    for _, cells in lines:
        key = cells["objekt"].casefold()
        names.setdefault(key, cells["objekt"])
        if (entry := _entry(cells)).first_day <= as_of:
            histories.setdefault(key, []).append(entry)
    return tuple(
        PriorityObject(names[key], tuple(oldest_first(history, lambda entry: entry.reached)))
        for key, history in histories.items()
    )


def _lines(text: str) -> tuple[list[_Line], list[_Fault]]:
    """The cells of every filled row by their column, with the row's number as Excel has it."""
    reader = csv.reader(StringIO(text), delimiter=small_file.delimiter(text), strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend([clean_line(cell) for cell in row] for row in reader)
    except csv.Error as error:
        return [], [(len(rows) + 1, small_file.csv_fault(error))]
    heading = [cell.casefold() for cell in small_file.without_empty_end(rows[0])]
    lines: list[_Line] = []
    faults: list[_Fault] = [(1, fault) for fault in _heading_faults(heading)]
    if faults:
        return lines, faults
    for number, row in enumerate(rows[1:], start=2):
        cells = small_file.without_empty_end(row)
        if len(cells) > len(heading):
            faults.append((number, f"{len(cells)} fält i stället för {len(heading)}; {_QUOTE}"))
        elif cells:
            lines.append((number, dict(zip(heading, cells + [""] * (len(heading) - len(cells)), strict=True))))
    return lines, faults


def _heading_faults(heading: list[str]) -> list[str]:
    right = f"kolumnerna ska vara {', '.join(COLUMNS)}"
    if len(heading) > MOST_COLUMNS:
        return [f"{len(heading)} kolumner; {right}"]
    missing = [f"kolumnen '{column}' saknas; {right}" for column in COLUMNS if column not in heading]
    unknown = [f"kolumnen '{excerpt(column)}' är okänd; {right}" for column in heading if column not in COLUMNS]
    twice = [f"kolumnen '{column}' står två gånger" for column in COLUMNS if heading.count(column) > 1]
    return [*missing, *unknown, *twice]


def _cell_faults(cells: dict[str, str], today: date) -> Iterator[str]:
    for column in REQUIRED:
        if not cells[column]:
            yield f"{column}: saknas" + ("; skriv var uppgiften står" if column == "källa" else "")
    stage, reached, plan, opens = (cells[column] for column in ("läge", "datum", "plan", "öppningsår"))
    if stage and stage.casefold() not in STAGES:
        yield f"läge: '{excerpt(stage)}' finns inte; skriv {', '.join(STAGES[:-1])} eller {OPENED}"
    if stage.casefold() == NAMED and not plan:
        yield "plan: saknas; skriv i vilken plan objektet är namngivet"
    if stage.casefold() == NOT_IN_PLAN and plan:
        here = excerpt(plan)
        yield f"plan: läget är ej i plan men här står '{here}'; rätta läget eller flytta texten till anteckning"
    if reached and not _is_day(reached):
        yield f"datum: '{excerpt(reached)}' är inte ett datum; skriv ÅÅÅÅ-MM-DD eller bara året"
    elif reached and date.fromisoformat(_whole(reached)) > today:
        yield f"datum: {reached} ligger efter {today}; skriv bara lägen som är nådda"
    yield from _opening_faults(opens, reached, stage)


def _opening_faults(opens: str, reached: str, stage: str) -> Iterator[str]:
    if opens and not _YEAR.fullmatch(opens):
        yield f"öppningsår: '{excerpt(opens)}' är inte ett år; skriv fyra siffror eller lämna tomt"
    elif opens and _is_day(reached) and opens < reached[:4]:
        yield f"öppningsår: {opens} ligger före {reached}, då läget nåddes"
    elif opens and _is_day(reached) and stage.casefold() == OPENED and opens > reached[:4]:
        yield f"öppningsår: {opens} ligger efter {reached}, då objektet öppnades; rätta året eller läget"


def _twice(lines: list[_Line]) -> list[_Fault]:
    """Rows that say just what another says."""
    rows: dict[tuple[str, ...], int] = {}
    first = [(row, rows.setdefault(tuple(cells.values()), row)) for row, cells in lines]
    return [(row, f"samma som rad {same}; ta bort den ena") for row, same in first if same != row]


def oldest_first(rows: Iterable[Row], reached: Callable[[Row], str]) -> list[Row]:
    """An object's rows, oldest first: by their days, as they stand where the days do not tell.

    They do not within a year of which a row says no more than the year, nor on one day.

    Args:
        reached: the day or the year of a row, as written.
    """
    every = list(rows)
    vague = {reached(row) for row in every if _YEAR.fullmatch(reached(row))}
    return sorted(every, key=lambda row: year if (year := reached(row)[:4]) in vague else reached(row))


def _entry(cells: dict[str, str]) -> StageEntry:
    opens = int(cells["öppningsår"]) if cells["öppningsår"] else None
    stage = cells["läge"].casefold()
    return StageEntry(stage, cells["datum"], cells["plan"], opens, cells["källa"], cells["anteckning"])


def _is_day(text: str) -> bool:
    """Whether it is a date that exists, or a year."""
    try:
        date.fromisoformat(_whole(text))
    except ValueError:
        return False
    return bool(_DAY.fullmatch(text))


def _whole(reached: str) -> str:
    return f"{reached}-01-01" if _YEAR.fullmatch(reached) else reached
