"""Trafikverket: metres of cycle network by road keeper and municipality (NVDB), from the published workbooks.

Two layouts: a series with a sheet a year and the counties above their municipalities, and one year with whole metres.
A municipality is a name there; it becomes a code here, by the list of municipalities and two names written otherwise.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path

import pyarrow as pa
from duckdb import DuckDBPyConnection

from ingest import publishers
from ingest.fetching import manifests
from ingest.fetching.raw import Fetch
from ingest.live import BadFetchError, Live
from ingest.readers import workbook
from ingest.readers.workbook import Row
from ingest.source import Source
from malkollen.errors import SourceError
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import spans

LIVE = Live("Trafikverket", replaces="years")
SOURCE = "trafikverket_cycle_network_workbooks"
NAME = "trafikverket"
"""In ingest/publishers/."""
STORED = re.compile(r"cykelnat-([0-9]{4})-([0-9]{4})\.xlsx")
KEEPERS = ("Enskild", "Kommunal", "Statlig")
WHOLE_COUNTRY, INVALID = "Totalsumma", "Ogiltigt värde"  # metres that lie in no known municipality
MILLIMETRES = 3
ROUNDED = 2.0  # three parts in whole metres may differ so much from their sum
Metres = tuple[float, float, float, float]  # private, municipal, state and all keepers


@dataclass(frozen=True)
class Cycling:
    """What a workbook says: metres by year and name of municipality."""

    years: dict[int, dict[str, Metres]] = field(default_factory=dict)


def sources(fetches: Sequence[Fetch]) -> dict[str, Source]:
    """The workbooks, with which of them a year comes from where there are several."""
    years: dict[tuple[str, str], list[int]] = {}
    for year, (fetch, file) in _newest(fetches):
        given = manifests.given_name(fetch.manifest()["files"][file])
        years.setdefault((fetch.id, given), []).append(year)
    said = [f"{spans(each)} ur arbetsboken {given}." for (_, given), each in years.items()]
    several = said if len(said) > 1 else []
    return {
        SOURCE: Source(
            publisher="Trafikverket",
            title="Cykelnät per väghållare, län och kommun",
            publication="NVDB: antal meter cykelnät per väghållare efter län och kommun",
            url=publishers.read(NAME)["page"],
            reference="31 december (ej verifierat)",
            licence=publishers.read(NAME)["licence"],
            attribution="Källa: Trafikverket (NVDB)",
            retrieved=max(str(file["fetched_at"]) for file in fetches[0].manifest()["files"].values())[:10],
            retrieved_through="Trafikverkets publicerade arbetsbok",
            cadence="årligen",
            lag_months=12,
            next_expected_from="antagen eftersläpning, ett år",
            caveats=(
                "Rapporteringen blir bättre, så en ökning är delvis inte nya cykelvägar; några kommuner minskar.",
                "Hopp på 5–17 gånger under ett år i kommunerna 1863, 1885 och 1907 och mindre hopp på andra håll.",
                "Noll i den kommunala delen kan betyda att kommunen inte har rapporterat.",
                "Alla väghållare = kommunala + statliga + enskilda.",
                *several,
            ),
        )
    }


def stage(db: DuckDBPyConnection, fetches: Sequence[Fetch]) -> None:
    """Reads each year from the newest workbook that has it into staged.measures."""
    rows = db.execute("SELECT municipality_name, municipality_code FROM mart.municipalities").fetchall()
    codes: dict[str, str] = dict(rows)
    known = set(codes.values())
    codes |= {name: code for name, code in publishers.read(NAME)["municipalities"].items() if code in known}
    for year, (fetch, file) in _newest(fetches):
        try:
            metres = _by_code(year, read(fetch.file(file)).years[year], codes)
        except SourceError as error:
            raise BadFetchError(fetch, str(error)) from None
        _insert(db, year, metres)


def take(path: Path, into: Fetch) -> None:
    """Takes a workbook, once it has been read without fault."""
    years = read(path).years
    into.keep_file(f"cykelnat-{min(years)}-{max(years)}.xlsx", path)


def read(path: Path) -> Cycling:
    """Reads and checks a workbook of either layout; SourceError in one Swedish line that says where it differs."""
    cycling = Cycling()
    for sheet, rows in workbook.sheets(path).items():
        where = f"Trafikverket: {path.name}, bladet '{excerpt(sheet)}'"
        heading = [workbook.text(cell) for row in rows[:6] for cell in row]
        if publishers.read(NAME)["words"]["keeper"] not in heading:
            continue
        if re.fullmatch("2[0-9]{3}", sheet.strip()):
            year, metres = int(sheet), _series(where, rows)
        else:
            year, metres = _stated_year(where, heading), _one_year(where, rows)
        if year in cycling.years:
            raise SourceError(f"{where}: året {year} finns på två blad")
        cycling.years[year] = metres
    if not cycling.years:
        raise SourceError(f"Trafikverket: {path.name}: är inte en arbetsbok med cykelnät per väghållare och kommun")
    if len(cycling.years) != max(cycling.years) - min(cycling.years) + 1:
        raise SourceError(
            f"Trafikverket: {path.name}: ett år saknas mellan {min(cycling.years)} och {max(cycling.years)}"
        )
    return cycling


def _newest(fetches: Sequence[Fetch]) -> list[tuple[int, tuple[Fetch, str]]]:
    """Where each year is read: the newest fetch that has it."""
    used: dict[int, tuple[Fetch, str]] = {}
    for fetch in fetches:
        stored = [file for name in fetch.manifest()["files"] if (file := STORED.fullmatch(name))]
        if not stored:
            raise BadFetchError(fetch, f"Trafikverket: {fetch.id} har ingen arbetsbok; läs in den igen med --from")
        for file in stored:
            for year in range(int(file[1]), int(file[2]) + 1):
                used.setdefault(year, (fetch, file[0]))
    return sorted(used.items())


def _stated_year(where: str, heading: list[str]) -> int:
    found = [match for cell in heading if (match := re.search(r"\bper (2[0-9]{3})([0-9]{4})\b", cell))]
    if len(found) != 1 or found[0][2] != "1231":
        raise SourceError(f"{where}: titeln säger inte vilken 31 december siffrorna gäller ('per ÅÅÅÅ1231')")
    return int(found[0][1])


def _columns(where: str, rows: list[Row], names: Sequence[str]) -> tuple[int, dict[str, int]]:
    """The row of the heading and the position of each column by its name."""
    for number, row in enumerate(rows[:6]):
        cells = [workbook.text(cell) for cell in row]
        if all(cells.count(name) == 1 for name in names):
            return number, {name: cells.index(name) for name in names}
    raise SourceError(f"{where}: kolumnerna {', '.join(names)} finns inte på en rad överst; rubrikerna har ändrats")


def _series(where: str, rows: list[Row]) -> dict[str, Metres]:
    """A sheet of the series: the country, then each county's total above its municipalities."""
    top, columns = _columns(where, rows, ("Län", "Kommun", *KEEPERS))
    metres: dict[str, Metres] = {}
    totals: list[tuple[str, Metres]] = []
    members: list[Metres] = []
    for number, row in enumerate(rows[top + 1 :], start=top + 2):
        county, name = (workbook.text(row[columns[column]]) for column in ("Län", "Kommun"))
        if not county and not name:
            continue
        values = _metres(f"{where} rad {number}", [row[columns[keeper]] for keeper in KEEPERS])
        if county == "Total" or name == "Total":
            _check_sum(where, totals[-1:] if len(totals) > 1 else [], members)
            totals.append((county, values))
            members = []
        else:
            _keep(f"{where} rad {number}", metres, name, values)
            members.append(values)
    _check_sum(where, totals[-1:], members)
    if not totals or totals[0][0] != "Total":
        raise SourceError(f"{where}: raden för hela riket saknas överst")
    _check_sum(where, totals[:1], list(metres.values()))
    return metres


def _one_year(where: str, rows: list[Row]) -> dict[str, Metres]:
    """A sheet of one year: the municipalities in alphabetical order, the country last."""
    top, columns = _columns(where, rows, ("Kommun", *KEEPERS, WHOLE_COUNTRY))
    metres: dict[str, Metres] = {}
    outside: list[Metres] = []
    country: list[tuple[str, Metres]] = []
    for number, row in enumerate(rows[top + 1 :], start=top + 2):
        here = f"{where} rad {number}"
        name = workbook.text(row[columns["Kommun"]])
        values = _metres(here, [row[columns[keeper]] for keeper in KEEPERS])
        whole = _metre(here, row[columns[WHOLE_COUNTRY]])
        if abs(values[-1] - whole) > ROUNDED * (1 if name != WHOLE_COUNTRY else len(metres)):
            raise SourceError(f"{here}: delarna är {values[-1]:.0f} meter tillsammans, det hela är {whole:.0f}")
        values = (*values[:-1], whole)
        if name == WHOLE_COUNTRY:
            country.append((name, values))
        elif name == INVALID:
            outside.append(values)
        elif name:
            _keep(here, metres, name, values)
    if len(country) != 1:
        raise SourceError(f"{where}: raden {WHOLE_COUNTRY} ska finnas en gång; är arbetsboken hel?")
    _check_sum(where, country, [*metres.values(), *outside], tolerance=ROUNDED * len(metres))
    return metres


def _keep(here: str, metres: dict[str, Metres], name: str, values: Metres) -> None:
    if not name or name in metres:
        raise SourceError(f"{here}: kommunen '{excerpt(name)}' står två gånger eller saknar namn")
    metres[name] = values


def _metres(here: str, cells: list[object]) -> Metres:
    private, municipal, state = (_metre(here, cell) for cell in cells)
    return private, municipal, state, private + municipal + state


def _metre(here: str, cell: object) -> float:
    """A length; a dash or an empty cell is none, which the sums confirm."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and isfinite(cell) and 0 <= cell < 1e9:
        return float(cell)
    text = workbook.text(cell)
    if text in ("", *workbook.ZERO):
        return 0.0
    if (metres := workbook.number(text)) is not None:
        return metres
    raise SourceError(f"{here}: '{excerpt(text)}' är inte en längd i meter")


def _check_sum(where: str, total: list[tuple[str, Metres]], parts: list[Metres], tolerance: float = 0.01) -> None:
    for name, whole in total:
        for position, keeper in enumerate((*KEEPERS, "alla")):
            found = sum(part[position] for part in parts)
            if abs(found - whole[position]) > tolerance:
                said = f"raderna ger {found:.0f} meter, totalen är {whole[position]:.0f}"
                raise SourceError(f"{where}: {name}, {keeper.lower()}: {said}")


def _by_code(year: int, metres: dict[str, Metres], codes: dict[str, str]) -> dict[str, Metres]:
    """Metres by municipality code, for every municipality of the list and no other."""
    if strange := sorted(set(metres) - set(codes)):
        raise SourceError(f"Trafikverket: cykelnät {year}: '{excerpt(strange[0])}' är inte en av de kända kommunerna")
    by_code = {codes[name]: values for name, values in metres.items()}
    if len(by_code) != len(metres):
        raise SourceError(f"Trafikverket: cykelnät {year}: en kommun står med två namn")
    if missing := sorted(set(codes.values()) - set(by_code)):
        raise SourceError(f"Trafikverket: cykelnät {year} har {len(by_code)} kommuner; {missing[0]} saknas")
    return by_code


def _insert(db: DuckDBPyConnection, year: int, metres: dict[str, Metres]) -> None:
    names = (("cycle_network_m", 3), ("cycle_network_municipal_m", 1), ("cycle_network_state_m", 2))
    rows = [
        (code, name, round(values[position], MILLIMETRES))
        for code, values in metres.items()
        for name, position in names
    ]
    columns = zip(("code", "measure", "value"), zip(*rows, strict=True), strict=True)
    db.register("batch", pa.table({name: list(column) for name, column in columns}))
    db.execute("INSERT INTO staged.measures SELECT code, ?, measure, value, '', ? FROM batch", [year, SOURCE])
    db.unregister("batch")
