"""Trafikanalys: cars, new cars and light trucks by municipality and fuel, and who owns the cars.

Two ways in, one publisher and the same figures: the yearly workbook has every measure, the API has cars and new cars.
They are one module since both give the same measures of the same years: of each year and measure the newest taken or
fetched is used, so no figure is given twice and no two publishers meet in a series.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from duckdb import DuckDBPyConnection

from ingest import publishers
from ingest.fetching.download import Client
from ingest.fetching.raw import Fetch
from ingest.live import BadFetchError, Live
from ingest.source import Source
from ingest.sources.trafa import api, workbook
from malkollen import console
from malkollen.errors import SourceError
from malkollen.texts.printable import excerpt

LIVE = Live.of("Trafikanalys", api.DECLARED, replaces="years")
WORKBOOKS, API = "trafikanalys_workbooks", "trafikanalys_api"
TITLE = "Fordon i län och kommuner"
STORED = re.compile(r"fordon-([0-9]{4})\.xlsx")
CAVEATS = (
    "Fordon står där ägaren är registrerad: företagens och leasingbolagens vagnparker samlas i några kommuner.",
    "Nya bilar utanför de fem namngivna drivmedlen (gas, etanol) är upp till 55 procent i en kommun.",
    "Elhybrider räknas med mildhybrider i arbetsboken för 2019 och utan dem i dem för 2022 och 2025.",
)


@dataclass(frozen=True)
class _Part:
    """What one fetch gives: a workbook of a year, or the API's answers for a span of years."""

    fetch: Fetch
    source: str
    years: range


def sources(fetches: Sequence[Fetch]) -> dict[str, Source]:
    """The workbooks and the API as far as they are used."""
    found: dict[str, Source] = {}
    for part in _parts(fetches):
        if part.source not in found:
            found[part.source] = _declared(part)
    return found


def stage(db: DuckDBPyConnection, fetches: Sequence[Fetch]) -> None:
    """Reads the newest figure of every year and measure into staged.measures."""
    codes = {code for (code,) in db.execute("SELECT municipality_code FROM mart.municipalities").fetchall()}
    taken: set[tuple[int, str]] = set()
    for part in _parts(fetches):
        try:
            grid, notes = _read(part)
            for (year, measure), values in grid.items():
                _check_municipalities(year, measure, values, codes)
        except SourceError as error:
            raise BadFetchError(part.fetch, str(error)) from None
        fresh = {key: values for key, values in grid.items() if key not in taken}
        taken |= set(fresh)
        _insert(db, part.source, fresh)
        if fresh and notes:
            told = [f"{part.years[0]}: {note}" for note in notes]
            db.execute(
                "UPDATE mart.sources SET caveats = list_concat(caveats, ?) WHERE source = ?", [told, part.source]
            )


def fetch(client: Client, into: Fetch, since: int | None) -> None:
    """Asks the API for cars and new cars of every year since 2015, or since the year given."""
    api.fetch(client, into, since)


def take(path: Path, into: Fetch) -> None:
    """Takes the workbook of a year, once it has been read without fault."""
    vehicles = workbook.read(path)
    for note in vehicles.notes:
        console.note(f"{path.name}: {note}")
    into.keep_file(f"fordon-{vehicles.year}.xlsx", path)


def probe(client: Client) -> str:
    """Asks which years the API has, and for one county of the last as a fetch does."""
    years = api.years(client)
    api.sample(client, years[-1])
    return f"personbilar per kommun {years[0]}–{years[-1]}"


def _parts(fetches: Sequence[Fetch]) -> list[_Part]:
    """What is to be read, newest first: one workbook a year, and answers of the API for years not seen yet."""
    parts: list[_Part] = []
    seen: dict[str, set[int]] = {WORKBOOKS: set(), API: set()}
    for each in fetches:
        names = sorted(each.manifest()["files"])
        books = [range(int(found[1]), int(found[1]) + 1) for name in names if (found := STORED.fullmatch(name))]
        answers = api.covered(each)
        if not books and not answers:
            raise BadFetchError(
                each, f"Trafikanalys: hämtningen {each.id} är inte hel; kör malkollen ingest trafa igen"
            )
        for source, spans in ((WORKBOOKS, books), (API, answers)):
            for span in spans:
                if not set(span) <= seen[source]:
                    parts.append(_Part(each, source, span))
                    seen[source] |= set(span)
    return parts


def _read(part: _Part) -> tuple[api.Grid, list[str]]:
    """The figures of a part, and what is wrong in it beside them."""
    if part.source == API:
        return api.read(part.fetch, part.years), []
    year = part.years[0]
    vehicles = workbook.read(part.fetch.file(f"fordon-{year}.xlsx"))
    return {(vehicles.year, measure): values for measure, values in vehicles.values.items()}, vehicles.notes


def _check_municipalities(year: int, measure: str, values: dict[str, int | None], codes: set[str]) -> None:
    if strange := sorted(set(values) - codes):
        raise SourceError(
            f"Trafikanalys: {measure} {year}: '{excerpt(strange[0])}' är inte en av de {len(codes)} kommunerna"
        )
    if missing := sorted(codes - set(values)):
        raise SourceError(
            f"Trafikanalys: {measure} {year} har {len(values)} kommuner i stället för {len(codes)}; {missing[0]} saknas"
        )


def _insert(db: DuckDBPyConnection, source: str, grid: api.Grid) -> None:
    rows = [(code, *key, value) for key, values in grid.items() for code, value in values.items()]
    batch = pa.table(
        {
            "code": pa.array([row[0] for row in rows], pa.string()),
            "year": pa.array([row[1] for row in rows], pa.int32()),
            "measure": pa.array([row[2] for row in rows], pa.string()),
            "value": pa.array([row[3] for row in rows], pa.float64()),
        }
    )
    db.register("batch", batch)
    insert = (
        "INSERT INTO staged.measures SELECT code, year, measure, value, if(value IS NULL, 'missing', ''), ? FROM batch"
    )
    db.execute(insert, [source])
    db.unregister("batch")


def _declared(part: _Part) -> Source:
    """What the newest part of a source says of it."""
    trafa = publishers.read(api.NAME)
    is_api = part.source == API
    files = part.fetch.manifest()["files"]
    expected = api.next_expected(part.fetch) if is_api else None
    return Source(
        publisher="Trafikanalys",
        title=TITLE,
        publication=f"Personbilar efter kommun och drivmedel ({trafa['product']})" if is_api else TITLE,
        url=trafa["page"],
        reference="31 december; nyregistrerade hela året",
        licence=trafa["licence"],
        attribution="Källa: Trafikanalys",
        retrieved=max(str(file["fetched_at"]) for file in files.values())[:10],
        retrieved_through="Trafikanalys API" if is_api else "Trafikanalys publicerade arbetsböcker",
        cadence="årligen i februari",
        lag_months=2,
        next_expected=expected,
        next_expected_from="Trafikanalys API (NextPublishDate)" if expected else None,
        caveats=CAVEATS,
    )
