"""Trafikanalys: cars, new cars and light trucks by municipality and fuel, and who owns the cars.

Two ways in, one publisher and the same figures: the yearly workbook has every measure, the API has cars and new cars.
They are one module since both give the same measures of the same years: of each year and measure the newest taken or
fetched is used, so no figure is given twice and no two publishers meet in a series. A table or measure that is not what
it should be stops itself alone: the others are taken, its figures of an earlier fetch stand, and it is told.
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
    "Fordon står där ägaren är registrerad: företagens och leasingbolagens bilar samlas i några kommuner.",
    "Nya bilar utanför de fem namngivna drivmedlen (gas, etanol) är upp till 55 procent i en kommun.",
    "Elhybrider räknas med mildhybrider i arbetsboken för 2019 och utan dem i dem för 2022 och 2025.",
)


@dataclass(frozen=True)
class _Part:
    """What one fetch gives: a workbook of a year, or the API's answers for a span of years."""

    fetch: Fetch
    source: str
    years: range


@dataclass(frozen=True)
class _Reading:
    """What a part says. is_part: a table or measure is left out, so that an earlier fetch is read for it."""

    grid: api.Grid
    faults: list[str]
    notes: list[str]
    is_part: bool


def sources(fetches: Sequence[Fetch]) -> dict[str, Source]:
    """The workbooks and the API as far as they are used."""
    declared: dict[str, Source] = {}
    for part in _parts(fetches):
        if part.source not in declared:
            declared[part.source] = _declared(part)
    return declared


def stage(db: DuckDBPyConnection, fetches: Sequence[Fetch]) -> list[str]:
    """Reads the newest figure of every year and measure into staged.measures.

    Returns:
        A Swedish line of each table or measure that is left out of a fetch.
    """
    codes = {code for (code,) in db.execute("SELECT municipality_code FROM mart.municipalities").fetchall()}
    taken: set[tuple[int, str]] = set()
    whole: dict[str, set[int]] = {WORKBOOKS: set(), API: set()}
    faults: list[str] = []
    for part in _parts(fetches):
        if set(part.years) <= whole[part.source]:
            continue
        try:
            reading = _checked(_read(part), codes)
        except SourceError as error:
            raise BadFetchError(part.fetch, str(error)) from None
        fresh = {key: values for key, values in reading.grid.items() if key not in taken}
        taken |= set(fresh)
        if not reading.is_part:
            whole[part.source] |= set(part.years)
        faults += reading.faults
        _insert(db, part, fresh, reading.notes)
    return faults


def fetch(client: Client, into: Fetch, since: int | None) -> None:
    """Asks the API for cars and new cars of every year since 2015, or since the year given."""
    api.fetch(client, into, since)


def take(path: Path, into: Fetch) -> None:
    """Takes the workbook of a year, once it has been read without fault."""
    vehicles = workbook.read(path)
    for note in (*vehicles.notes, *vehicles.faults):
        console.note(f"{path.name}: {note}")
    into.keep_file(f"fordon-{vehicles.year}.xlsx", path)


def probe(client: Client) -> str:
    """Asks which years the API has, and for one county of the last as a fetch does."""
    years = api.years(client)
    api.sample(client, years[-1])
    return f"personbilar per kommun {years[0]}–{years[-1]}"


def _parts(fetches: Sequence[Fetch]) -> list[_Part]:
    """What may be read, newest first: a workbook of a year, or answers of the API for a span of years."""
    parts: list[_Part] = []
    for each in fetches:
        names = sorted(each.manifest()["files"])
        years = [int(stored[1]) for name in names if (stored := STORED.fullmatch(name))]
        answers = api.covered(each)
        if not years and not answers:
            raise BadFetchError(
                each, f"Trafikanalys: hämtningen {each.id} är inte hel; kör malkollen ingest trafa igen"
            )
        parts += [_Part(each, WORKBOOKS, range(year, year + 1)) for year in years]
        parts += [_Part(each, API, span) for span in answers]
    return parts


def _read(part: _Part) -> _Reading:
    if part.source == API:
        grid, faults = api.read(part.fetch, part.years)
        has_all = len(api.covered(part.fetch)[part.years]) >= len(publishers.ours(api.NAME)["measures"])
        return _Reading(grid, faults, [], is_part=bool(faults) or not has_all)
    year = part.years[0]
    vehicles = workbook.read(part.fetch.file(f"fordon-{year}.xlsx"))
    grid = {(vehicles.year, measure): values for measure, values in vehicles.values.items()}
    return _Reading(grid, vehicles.faults, vehicles.notes, is_part=bool(vehicles.faults))


def _checked(reading: _Reading, codes: set[str]) -> _Reading:
    """Leaves out the measures of a year whose municipalities are not all; SourceError where none is left."""
    grid, faults = {}, []
    for (year, measure), values in reading.grid.items():
        if fault := _municipalities_fault(year, measure, values, codes):
            faults.append(fault)
        else:
            grid[year, measure] = values
    if not grid:
        raise SourceError(faults[0])
    more = f" (och {len(faults) - 1} mått till)" if len(faults) > 1 else ""
    told = [f"{faults[0]}{more}"] if faults else []
    return _Reading(grid, [*reading.faults, *told], reading.notes, is_part=reading.is_part or bool(faults))


def _municipalities_fault(year: int, measure: str, values: dict[str, int | None], codes: set[str]) -> str | None:
    if strange := sorted(set(values) - codes):
        return f"Trafikanalys: {measure} {year}: '{excerpt(strange[0])}' är inte en av de {len(codes)} kommunerna"
    if missing := sorted(codes - set(values)):
        return (
            f"Trafikanalys: {measure} {year} har {len(values)} kommuner i stället för {len(codes)}; {missing[0]} saknas"
        )
    return None


def _insert(db: DuckDBPyConnection, part: _Part, grid: api.Grid, notes: list[str]) -> None:
    """Adds rows, and what is wrong in a workbook beside them to its source's caveats."""
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
    db.execute(insert, [part.source])
    db.unregister("batch")
    if grid and notes:
        caveats = [f"{part.years[0]}: {note}" for note in notes]
        db.execute("UPDATE mart.sources SET caveats = list_concat(caveats, ?) WHERE source = ?", [caveats, part.source])


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
