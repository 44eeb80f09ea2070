"""The activities of the annual report as a table."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError

from malkollen.errors import DataError
from malkollen.office import activities
from malkollen.office.access import Person
from malkollen.office.activities import FILE_NAME
from malkollen.office.tables import merging, table
from malkollen.office.tables.table import CellFault, Column, Row, Sheet
from malkollen.texts.written import clean_line

TITLES = {
    "what": ("Aktivitet", "Vad som gjordes."),
    "when": ("När", "Ett år, en dag eller en period, till exempel 2026, 2026-05-12 eller våren 2026."),
    "goal": ("Mål", "Målet som aktiviteten hör till."),
    "who": ("Vem", "Den som gjorde det."),
    "result": (
        "Resultat",
        "Vad som kom ut av det, utan att säga att siffrorna ändrats av det. Är det inte känt än: skriv Inte känt än.",
    ),
    "source": ("Källa", "Dokument eller protokoll, om det finns."),
}
FAULT = re.compile(rf"{re.escape(FILE_NAME)}: activities\.(\d+)\.(\w+): (.*)")


YEAR = re.compile(r"\b(19|20)\d\d\b")
UNKNOWN = "Inte känt än"
COMES, AWAITED = "Kommer", ("utvärderas", "väntas", "pågår")
"""How a result may begin, and what it may have in it, that nobody knows yet."""
UNKNOWN_WORDS = re.compile(
    rf"^(?:{COMES}|okänt|oklart|vet (?:inte|ej)|återkommer)\b|"
    rf"\b(?:(?:inte|ej) (?:ännu )?(?:känt|klart)|(?:redovisas|meddelas|klart) senare|{'|'.join(AWAITED)})\b|"
    r"^[-–—?.…]+$",
    re.IGNORECASE,
)
"""How a result says that nobody knows it yet; the first half of it is told on the screen."""
RESULTLESS = f"Saknas; är resultatet inte känt än, skriv {UNKNOWN}."
"""It is written out: an empty cell would not say whether nobody knows or somebody forgot."""
YEARLESS = "Skriv ett år, en dag eller en period, till exempel 2026, 2026-05-12 eller våren 2026."


def columns(goals: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns. goals: the heading of each goal by its key."""
    return tuple(
        Column(name, title, said, is_required=name != "source", choices=goals if name == "goal" else None)
        for name, (title, said) in TITLES.items()
    )


def is_unknown(result: str) -> bool:
    """Whether a result says that nobody knows it yet."""
    return bool(UNKNOWN_WORDS.search(result.strip()))


def read(folder: Path, goals: Mapping[str, str]) -> Sheet:
    """The activities as they lie, faults and all; DataError where the file is no TOML."""
    found = table.content(folder / FILE_NAME)
    return Sheet(FILE_NAME, columns(goals), rows_of(folder / FILE_NAME, found), table.fingerprint(found))


def rows_of(path: Path, content: bytes) -> tuple[Row, ...]:
    """The rows of a list; errors as `read`."""
    entries = _entries(_document(path.parent, content))
    return tuple({name: clean_line(str(entry.get(name, ""))) for name in TITLES} for entry in entries)


def faults(rows: Sequence[Row], goals: Mapping[str, str]) -> list[CellFault]:
    """Every fault of the rows, by the rules of the file; what is typed here also says a year."""
    content = {"activities": [_entry(row) for row in table.filled(rows)]}
    found = [
        CellFault(number, TITLES["when"][0], YEARLESS)
        for number, entry in enumerate(content["activities"], start=1)
        if "when" in entry and not YEAR.search(entry["when"])
    ]
    try:
        activities.checked(content, goals)
    except DataError as error:
        said = [line for line in str(error).splitlines() if not line.startswith(f"{FILE_NAME}: mål som finns")]
        found += [_fault(line, content["activities"]) for line in said]
    return table.as_shown(table.in_order(found, [title for title, _ in TITLES.values()]), rows)


def save(folder: Path, rows: Sequence[Row], seen: str, person: Person, goals: Mapping[str, str]) -> list[CellFault]:
    """Writes the rows as the activities, unless there is a fault in them, which is returned; errors as `table.save`.

    Rows that lie there already are not written again, and the journal says nothing of them.

    What stands above the activities in the file, and the activities that are as they were, keep their every letter.
    """
    if wrong := faults(rows, goals):
        return wrong
    path = folder / FILE_NAME
    document = _document(folder, table.content(path))
    lying = read(folder, goals).rows
    if table.is_as(rows, lying):
        return []
    words = merging.changed_rows(lying, table.filled(rows), columns(goals))
    before = {tuple(sorted(_entry(entry).items())): entry for entry in _entries(document)}
    kept = tomlkit.aot()
    for row in table.filled(rows):
        entry = _entry(row)
        kept.append(before.get(tuple(sorted(entry.items())), tomlkit.item(entry)))
    document.pop("activities", None)
    if kept:
        document["activities"] = kept
    table.save(path, tomlkit.dumps(document).encode(), seen, person, words=words)
    return []


def _document(folder: Path, found: bytes) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(table.decoded(folder / FILE_NAME, found))
    except TOMLKitError as error:
        where = f" rad {line}" if (line := getattr(error, "line", None)) else ""
        raise DataError(f"{FILE_NAME}{where}: går inte att läsa som TOML; rätta filen först") from None


def _entries(document: tomlkit.TOMLDocument) -> list[Mapping[str, object]]:
    found = document.get("activities", [])
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def _entry(row: Mapping[str, object]) -> dict[str, str]:
    cells = {name: clean_line(str(row.get(name, ""))) for name in TITLES}
    return {name: cell for name, cell in cells.items() if cell}


def _quoted(text: object) -> str:
    return "'" + str(text) + "'"


def _fault(line: str, entries: Sequence[Row]) -> CellFault:
    if parts := FAULT.fullmatch(line):
        row, name = int(parts[1]) + 1, parts[2]
        is_resultless = name == "result" and name not in entries[row - 1]
        said = RESULTLESS if is_resultless else f"{parts[3].capitalize()}."
        return CellFault(row, TITLES.get(name, (name,))[0], said)
    goals = [number for number, entry in enumerate(entries, start=1) if _quoted(entry.get("goal")) in line]
    return CellFault(goals[0] if goals else 0, TITLES["goal"][0], "Välj ett mål i listan.")
