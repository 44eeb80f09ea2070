"""Trafikanalys' API: passenger cars and new cars by municipality and fuel (product t10026), asked a county at a time.

What it answers differs from what it means: a total is a row with the code t1, a cell of zero is left out, a question
it does not take is an answer with Errors. Hence every municipality's fuels must add up to its total row.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from pydantic import BaseModel, Field, ValidationError

from ingest import publishers
from ingest.fetching import addresses, conditional
from ingest.fetching.download import Answer, Client
from ingest.fetching.raw import TOLD, Fetch
from malkollen.errors import SourceError
from malkollen.texts.printable import excerpt

NAME = "trafa"
"""In ingest/publishers/."""
URL_VARIABLE = "MALKOLLEN_TRAFA_URL"
DECLARED = addresses.of(NAME, URL_VARIABLE)
MOST_FILTERS = 50
COUNTIES = (
    "01", "03", "04", "05", "06", "07", "08", "09", "10", "12", "13", "14", "17", "18", "19", "20", "21", "22", "23",
    "24", "25",
)  # fmt: skip
TOTAL = "total"
"""Our word for the publisher's codes of a total row."""
UNKNOWN = re.compile("([0-9]{2}|AA)AA", re.IGNORECASE)  # as in the workbooks: no known municipality
STRUCTURE = "structure.json"
STORED = re.compile(r"([a-z0-9]+)-([0-9]{2})-([0-9]{4})-([0-9]{4})\.json")
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
    trafa = publishers.read(NAME)
    answer = _get(client, into, "structure", f"{trafa['product']}|{trafa['dimensions']['year']}")
    found = _years(answer.content)
    if into:
        into.keep(STRUCTURE, answer)
    return found


def fetch(client: Client, into: Fetch, since: int | None) -> None:
    """Asks for every measure and county that is not stored yet; an answer that says error is not stored.

    A measure with such an answer is left out alone, and told; SourceError where no measure is left.
    """
    trafa = publishers.read(NAME)
    first = since or trafa["first_year"]
    wanted = [year for year in years(client, into) if year >= first]
    if not wanted or len(wanted) > MOST_FILTERS:
        said = f"{trafa['product']} har {len(wanted)} år från {first}"
        raise SourceError(f"Trafikanalys: {said}; 1–{MOST_FILTERS} kan hämtas")
    faults = {}
    for measure in trafa["measures"].values():
        if fault := _fetch_measure(client, into, wanted, measure):
            faults[measure] = fault
    if len(faults) == len(trafa["measures"]):
        raise SourceError(next(iter(faults.values())))
    if into.manifest().get(TOLD, {}) != faults:
        into.note(TOLD, faults)


def _fetch_measure(client: Client, into: Fetch, years: Sequence[int], measure: str) -> str | None:
    """Brings every county's answer of a measure; what is wrong with the first that is not one."""
    for county in COUNTIES:
        name = f"{measure}-{county}-{years[0]}-{years[-1]}.json"
        if not into.has(name):
            answer = _get(client, into, "data", _question(years, county, measure))
            try:
                _answer(answer.content, f"{measure}, län {county}")
            except SourceError as error:
                return str(error)
            into.keep(name, answer)
    return None


def sample(client: Client, year: int) -> None:
    """Asks for one county and year as a fetch does; SourceError where the answer is not what is relied on."""
    for measure in publishers.read(NAME)["measures"].values():
        answer = _get(client, None, "data", _question([year], COUNTIES[0], measure))
        _cells(answer.content, f"{measure}, län {COUNTIES[0]}", measure, COUNTIES[0])


def _question(years: Sequence[int], county: str, measure: str) -> str:
    trafa = publishers.read(NAME)
    year, place, municipality, fuel = (trafa["dimensions"][each] for each in ("year", "county", "municipality", "fuel"))
    spelt = ",".join(map(str, years))
    return f"{trafa['product']}|{year}:{spelt}|{place}:{county}|{municipality}|{fuel}|{measure}"


def covered(fetch: Fetch) -> dict[range, list[str]]:
    """The spans of years of a fetch, each with the measures that it has whole: of every county."""
    counties: dict[tuple[range, str], int] = {}
    for name in fetch.manifest()["files"]:
        if part := STORED.fullmatch(name):
            key = (range(int(part[3]), int(part[4]) + 1), part[1])
            counties[key] = counties.get(key, 0) + 1
    spans: dict[range, list[str]] = {}
    for (span, measure), answers in counties.items():
        if answers == len(COUNTIES):
            spans.setdefault(span, []).append(measure)
    return spans


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


def read(fetch: Fetch, span: range) -> tuple[Grid, list[str]]:
    """The figures of a span of years in every county, and why a measure is left out.

    SourceError in one Swedish line where none is left.
    """
    grid: Grid = {}
    faults = []
    whole = covered(fetch)[span]
    for prefix, measure in _stored_measures(fetch).items():
        if measure in whole:
            try:
                grid |= _read_measure(fetch, span, prefix, measure)
            except SourceError as error:
                faults.append(str(error))
    if not grid:
        raise SourceError(next(iter(faults), f"Trafikanalys: hämtningen {fetch.id} har inget av måtten; hämta igen"))
    return grid, faults


def _read_measure(fetch: Fetch, span: range, prefix: str, measure: str) -> Grid:
    grid: Grid = {}
    for county in COUNTIES:
        name = f"{measure}-{county}-{span[0]}-{span[-1]}.json"
        where = f"{publishers.read(NAME)['product']} {measure}, län {county}"
        for (year, code), fuels in _cells(_bytes(fetch.file(name)), where, measure, county).items():
            if year not in span:
                raise SourceError(f"Trafikanalys: {where}: svaret har året {year}, som inte efterfrågades")
            for fuel, value in _measures(f"{where}, {code} {year}", prefix, fuels).items():
                grid.setdefault((year, fuel), {})[code] = value
    return grid


def _stored_measures(fetch: Fetch) -> dict[str, str]:
    """The code of each measure: ours, where a fetch was made before the data folder's file named another."""
    now, ours = (each["measures"] for each in (publishers.read(NAME), publishers.ours(NAME)))
    files = fetch.manifest()["files"]
    stored = {part[1] for name in files if (part := STORED.fullmatch(name))}
    return {prefix: code if code in stored else ours.get(prefix, code) for prefix, code in now.items()}


def _measures(where: str, prefix: str, fuels: dict[str, int]) -> dict[str, int]:
    """A municipality's measures of a year: a fuel that was left out is zero, since the rest add up to the total."""
    trafa = publishers.read(NAME)
    total = fuels.get(TOTAL)
    if total is None:
        raise SourceError(
            f"Trafikanalys: {where}: totalraden ({' eller '.join(trafa['totals'])}) saknas; utan den kan luckor inte "
            f"bli nollor; {publishers.change(NAME, 'totals')}"
        )
    if total == 0:
        raise SourceError(f"Trafikanalys: {where}: totalen är noll, vilket ingen kommun har haft")
    if (parts := sum(fuels.values()) - total) != total:
        raise SourceError(f"Trafikanalys: {where}: drivmedlen är {parts} tillsammans, totalen är {total}")
    named = {f"{prefix}_{fuel}": fuels.get(code, 0) for code, fuel in trafa["fuels"].items() if fuel}
    return {f"{prefix}_all": total, **named}


def _cells(content: bytes, where: str, measure: str, county: str) -> dict[tuple[int, str], dict[str, int]]:
    """Value by fuel code for each year and municipality of one answer; rows of other totals are left out."""
    by_municipality: dict[tuple[int, str], dict[str, int]] = {}
    trafa = publishers.read(NAME)
    names = [trafa["dimensions"][each] for each in ("year", "municipality", "fuel")]
    for row in _answer(content, where).rows or []:
        cells = {cell.column: cell for cell in row.cells}
        if missing := [name for name in (*names, measure) if name not in cells]:
            raise SourceError(f"Trafikanalys: {where}: kolumnen '{excerpt(missing[0])}' saknas i svaret")
        texts = [cells[name].name or "" for name in names]
        year, code, fuel = (TOTAL if text in trafa["totals"] else text for text in texts)
        if TOTAL in (year, code) or UNKNOWN.fullmatch(code):
            continue
        if not re.fullmatch("[0-9]{4}", year) or not re.fullmatch(f"{county}[0-9]{{2}}", code):
            raise SourceError(
                f"Trafikanalys: {where}: '{excerpt(year)}' och '{excerpt(code)}' är inte ett år och en kommun i länet"
            )
        if fuel not in trafa["fuels"] and fuel != TOTAL:
            raise SourceError(
                f"Trafikanalys: {where}: drivmedlet '{excerpt(fuel)}' är nytt; lägg till det innan det räknas "
                f"({publishers.change(NAME, 'fuels')})"
            )
        fuels = by_municipality.setdefault((int(year), code), {})
        if fuel in fuels:
            raise SourceError(f"Trafikanalys: {where}: {code} {year} drivmedel {fuel} står två gånger")
        fuels[fuel] = _count(where, cells[measure].value)
    return by_municipality


def _count(where: str, value: str | None) -> int:
    """A number as text; "-" is no vehicles, which the total row has to confirm."""
    text = (value or "").strip()
    if text == "-":
        return 0
    if not re.fullmatch("[0-9]{1,9}", text):
        raise SourceError(f"Trafikanalys: {where}: '{excerpt(text)}' är inte ett antal fordon")
    return int(text)


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
    trafa = publishers.read(NAME)
    try:
        structure = _Structure.model_validate_json(content)
    except ValidationError as error:
        raise SourceError(f"Trafikanalys: strukturen av {trafa['product']}: {_form(error)}") from None
    year = trafa["dimensions"]["year"]
    values = (value.name or "" for item in _walk(structure.items) if item.name == year for value in item.items or [])
    found = sorted({int(value) for value in values if re.fullmatch("[0-9]{4}", value)})
    if not found:
        raise SourceError(f"Trafikanalys: {trafa['product']} har inga år (ar) i sin struktur; har produkten flyttats?")
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
    address = DECLARED.base + publishers.read(NAME)["paths"][part]
    with addresses.naming(NAME, "paths", part):
        return conditional.get(client, into, address, asked, {"Accept": "application/json"})


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise SourceError(f"Trafikanalys: {path.name}: det lagrade svaret går inte att läsa; hämta igen") from None
