"""Trafikanalys' API: passenger cars and new cars by municipality and fuel (product t10026), asked a county at a time.

What it answers differs from what it means: a total is a row with the code t1, a cell of zero is left out, a question
it does not take is an answer with Errors. Hence every municipality's fuels must add up to its total row.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pydantic import BaseModel, Field, ValidationError

from ingest.fetching import conditional
from ingest.fetching.addresses import Declared
from ingest.fetching.download import Answer, Client
from ingest.fetching.raw import Fetch
from malkollen.errors import SourceError
from malkollen.texts.printable import excerpt

URL_VARIABLE = "MALKOLLEN_TRAFA_URL"
URL = "https://api.trafa.se/api"
DECLARED = Declared((URL,), URL_VARIABLE)
PRODUCT = "t10026"
FIRST_YEAR = 2015
MOST_FILTERS = 50
MEASURES = {"itrfslut": "cars", "nyregunder": "new_cars"}
FUELS = {
    "101": "petrol", "102": "diesel", "103": "battery_electric", "104": "hybrid", "105": "plug_in_hybrid",
    "106": None, "107": None, "109": None,
}  # fmt: skip
TOTAL = "t1"
COUNTIES = (
    "01", "03", "04", "05", "06", "07", "08", "09", "10", "12", "13", "14", "17", "18", "19", "20", "21", "22", "23",
    "24", "25",
)  # fmt: skip
UNKNOWN = re.compile("([0-9]{2}|AA)AA")  # as in the workbooks: no known municipality
STRUCTURE = "structure.json"
STORED = re.compile(r"(itrfslut|nyregunder)-([0-9]{2})-([0-9]{4})-([0-9]{4})\.json")
Grid = dict[tuple[int, str], dict[str, int | None]]  # value by (year, measure) and municipality code


class _Item(BaseModel):
    name: str | None = Field(alias="Name", default=None)
    items: "list[_Item] | None" = Field(alias="StructureItems", default=None)


class _Structure(BaseModel):
    items: list[_Item] = Field(alias="StructureItems")


class _Cell(BaseModel):
    column: str = Field(alias="Column")
    name: str | None = Field(alias="Name", default=None)
    value: str | None = Field(alias="Value", default=None)


class _Row(BaseModel):
    cells: list[_Cell] = Field(alias="Cell")


class _Answer(BaseModel):
    rows: list[_Row] | None = Field(alias="Rows", default=None)
    errors: list[str] | None = Field(alias="Errors", default=None)
    next_publish_date: str | None = Field(alias="NextPublishDate", default=None)


def years(client: Client, into: Fetch | None = None) -> list[int]:
    """The years the product has; stores the answer where a fetch is given."""
    if into and into.has(STRUCTURE):
        return _years(into.file(STRUCTURE).read_bytes())
    answer = _get(client, into, "structure", f"{PRODUCT}|ar")
    found = _years(answer.content)
    if into:
        into.keep(STRUCTURE, answer)
    return found


def fetch(client: Client, into: Fetch, since: int | None) -> None:
    """Asks for every measure and county that is not stored yet; an answer that says error is not stored."""
    first = since or FIRST_YEAR
    wanted = [year for year in years(client, into) if year >= first]
    if not wanted or len(wanted) > MOST_FILTERS:
        raise SourceError(f"Trafikanalys: {PRODUCT} har {len(wanted)} år från {first}; 1–{MOST_FILTERS} kan hämtas")
    listed = ",".join(map(str, wanted))
    for measure in MEASURES:
        for county in COUNTIES:
            name = f"{measure}-{county}-{wanted[0]}-{wanted[-1]}.json"
            if not into.has(name):
                asked = f"{PRODUCT}|ar:{listed}|reglan:{county}|regkom|drivmedel|{measure}"
                answer = _get(client, into, "data", asked)
                _answer(answer.content, f"{measure}, län {county}")
                into.keep(name, answer)


def covered(fetch: Fetch) -> list[range]:
    """The spans of years that a fetch has whole: every measure and county."""
    spans: dict[range, int] = {}
    for name in fetch.manifest()["files"]:
        if found := STORED.fullmatch(name):
            span = range(int(found[3]), int(found[4]) + 1)
            spans[span] = spans.get(span, 0) + 1
    return [span for span, files in spans.items() if files == len(MEASURES) * len(COUNTIES)]


def next_expected(fetch: Fetch) -> date | None:
    """The publisher's own date for the next figures, where the answer has one."""
    for name in sorted(fetch.manifest()["files"]):
        if STORED.fullmatch(name):
            try:
                said = _answer(_bytes(fetch.file(name)), name).next_publish_date
                return date.fromisoformat((said or "")[:10])
            except (SourceError, ValueError):
                return None
    return None


def read(fetch: Fetch, span: range) -> Grid:
    """The figures of a span of years, in every county; SourceError in one Swedish line."""
    grid: Grid = {}
    for measure, prefix in MEASURES.items():
        for county in COUNTIES:
            name = f"{measure}-{county}-{span[0]}-{span[-1]}.json"
            where = f"{PRODUCT} {measure}, län {county}"
            for (year, code), fuels in _cells(_bytes(fetch.file(name)), where, measure, county).items():
                if year not in span:
                    raise SourceError(f"Trafikanalys: {where}: svaret har året {year}, som inte efterfrågades")
                for name_, value in _measures(f"{where}, {code} {year}", prefix, fuels).items():
                    grid.setdefault((year, name_), {})[code] = value
    return grid


def _measures(where: str, prefix: str, fuels: dict[str, int]) -> dict[str, int]:
    """A municipality's measures of a year: a fuel that was left out is zero, since the rest add up to the total."""
    total = fuels.get(TOTAL)
    if total is None:
        raise SourceError(f"Trafikanalys: {where}: totalraden ({TOTAL}) saknas; utan den kan luckor inte bli nollor")
    if total == 0:
        raise SourceError(f"Trafikanalys: {where}: totalen är noll, vilket ingen kommun har haft")
    if (parts := sum(fuels.values()) - total) != total:
        raise SourceError(f"Trafikanalys: {where}: drivmedlen är {parts} tillsammans, totalen är {total}")
    named = {f"{prefix}_{fuel}": fuels.get(code, 0) for code, fuel in FUELS.items() if fuel}
    return {f"{prefix}_all": total, **named}


def _cells(content: bytes, where: str, measure: str, county: str) -> dict[tuple[int, str], dict[str, int]]:
    """Value by fuel code for each year and municipality of one answer; rows of other totals are left out."""
    found: dict[tuple[int, str], dict[str, int]] = {}
    for row in _answer(content, where).rows or []:
        cells = {cell.column: cell for cell in row.cells}
        if missing := [name for name in ("ar", "regkom", "drivmedel", measure) if name not in cells]:
            raise SourceError(f"Trafikanalys: {where}: kolumnen '{excerpt(missing[0])}' saknas i svaret")
        year, code, fuel = (cells[name].name or "" for name in ("ar", "regkom", "drivmedel"))
        if TOTAL in (year, code) or UNKNOWN.fullmatch(code):
            continue
        if not re.fullmatch("[0-9]{4}", year) or not re.fullmatch(f"{county}[0-9]{{2}}", code):
            raise SourceError(
                f"Trafikanalys: {where}: '{excerpt(year)}' och '{excerpt(code)}' är inte ett år och en kommun i länet"
            )
        if fuel not in FUELS and fuel != TOTAL:
            raise SourceError(
                f"Trafikanalys: {where}: drivmedlet '{excerpt(fuel)}' är nytt; lägg till det innan det räknas"
            )
        fuels = found.setdefault((int(year), code), {})
        if fuel in fuels:
            raise SourceError(f"Trafikanalys: {where}: {code} {year} drivmedel {fuel} står två gånger")
        fuels[fuel] = _count(where, cells[measure].value)
    return found


def _count(where: str, value: str | None) -> int:
    """A number as text; "-" is no vehicles, which the total row has to confirm."""
    said = (value or "").strip()
    if said == "-":
        return 0
    if not re.fullmatch("[0-9]{1,9}", said):
        raise SourceError(f"Trafikanalys: {where}: '{excerpt(said)}' är inte ett antal fordon")
    return int(said)


def _answer(content: bytes, where: str) -> _Answer:
    """A data answer with rows; SourceError where the publisher says error, has no rows or another form."""
    try:
        answer = _Answer.model_validate_json(content)
    except ValidationError as error:
        raise SourceError(f"Trafikanalys: {where}: {_form(error)}") from None
    if answer.errors:
        raise SourceError(f"Trafikanalys: {where}: frågan besvarades med fel: {' '.join(answer.errors[0].split())}")
    if not answer.rows:
        raise SourceError(f"Trafikanalys: {where}: svaret har inga rader (Rows)")
    return answer


def _years(content: bytes) -> list[int]:
    try:
        structure = _Structure.model_validate_json(content)
    except ValidationError as error:
        raise SourceError(f"Trafikanalys: strukturen av {PRODUCT}: {_form(error)}") from None
    values = (value.name or "" for item in _walk(structure.items) if item.name == "ar" for value in item.items or [])
    found = sorted({int(value) for value in values if re.fullmatch("[0-9]{4}", value)})
    if not found:
        raise SourceError(f"Trafikanalys: {PRODUCT} har inga år (ar) i sin struktur; har produkten flyttats?")
    return found


def _walk(items: list[_Item]) -> Iterator[_Item]:
    for item in items:
        yield item
        yield from _walk(item.items or [])


def _form(error: ValidationError) -> str:
    first = error.errors()[0]
    place = ".".join(map(str, first["loc"]))
    return f"svaret har inte väntad form vid '{excerpt(place)}'" if place else "svaret är inte JSON"


def _get(client: Client, into: Fetch | None, part: str, query: str) -> Answer:
    asked = {"query": query, "lang": "sv"}
    return conditional.get(client, into, f"{DECLARED.base}/{part}", asked, {"Accept": "application/json"})


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise SourceError(f"Trafikanalys: {path.name}: det lagrade svaret går inte att läsa; hämta igen") from None
