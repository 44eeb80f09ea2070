"""Reads Trafikanalys' yearly workbook *Fordon i län och kommuner*, in the layouts of 2015 and later.

A table is known by its title and a column by its heading, wherever they stand. What is read must add up: the parts of
a row to its whole, and the municipalities with the vehicles of no known municipality to the row of the whole country.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.readers import workbook
from ingest.readers.workbook import Row
from malkollen.errors import SourceError
from malkollen.texts.printable import excerpt

FIRST_YEAR = 2015
LIGHT_TRUCKS_FROM = 2018
CODE = re.compile("[0-9]{3,4}")
UNKNOWN = re.compile("([0-9]{2}|AA)AA")  # vehicles whose owner has no known municipality, in a county or at all
WHOLE_COUNTRY = re.compile("hela riket|totalt?")
ZERO = ("–", "-", "−")  # "noll (inget finns att redovisa)"
MISSING = ("..", ".")  # "inte tillgänglig", "kan inte förekomma"


Values = dict[str, dict[str, int | None]]  # value by measure and municipality code; None where there is no figure


@dataclass(frozen=True)
class Column:
    """A column by its heading without spaces and footnotes, its measure, and whether it is part of the sum."""

    heading: str
    measure: str = ""
    is_part: bool = True


@dataclass(frozen=True)
class Table:
    """A table by its title, with its columns; the first column is the whole that the parts add up to."""

    title: str
    columns: tuple[Column, ...]
    first_year: int = FIRST_YEAR


def _by_fuel(title: str, prefix: str, first_year: int = FIRST_YEAR) -> Table:
    return Table(
        title,
        (
            Column("totalt?(total)?", f"{prefix}_all", is_part=False),
            Column("bensin(petrol)?", f"{prefix}_petrol"),
            Column("diesel(diesel)?", f"{prefix}_diesel"),
            Column("el(electricity)?", f"{prefix}_battery_electric"),
            Column("elhybrid(er)?(electrichybrids?)?", f"{prefix}_hybrid"),
            Column("laddhybrid(er)?(plug-inhybrids?)?", f"{prefix}_plug_in_hybrid"),
            Column("etanol.*"),
            Column("gas.*"),
            Column("övriga?t?(others?)?"),
        ),
        first_year,
    )


TABLES = (
    _by_fuel("Personbilar i trafik efter kommun och drivmedel", "cars"),
    _by_fuel("Nyregistrerade personbilar efter kommun och drivmedel", "new_cars"),
    _by_fuel("Lätta lastbilar i trafik efter kommun och drivmedel", "light_trucks", LIGHT_TRUCKS_FROM),
    Table(
        "Personbilar i trafik efter kommun och ägande",
        (
            Column("personbilaritrafik(?!per).*", is_part=False),
            Column(".*ägdaavkvinnor.*"),
            Column(".*ägdaavmän.*"),
            Column(".*ägdaavjuridiskperson.*", "cars_owned_by_legal_persons"),
            Column("personbilarleasademinst1år.*", "cars_leased", is_part=False),
        ),
    ),
)


@dataclass(frozen=True)
class Vehicles:
    """What a workbook says of its year."""

    year: int
    values: Values = field(default_factory=dict)


@dataclass(frozen=True)
class _Place:
    """Where in the workbook: for messages."""

    file: str
    sheet: str
    row: int = 0

    def fault(self, what: str) -> SourceError:
        where = f" rad {self.row}" if self.row else ""
        return SourceError(f"Trafikanalys: {self.file}, bladet '{excerpt(self.sheet)}'{where}: {what}")


def read(path: Path) -> Vehicles:
    """Reads and checks a workbook; SourceError in one Swedish line that says where it differs."""
    found: dict[str, tuple[_Place, list[Row], int]] = {}
    for sheet, rows in workbook.sheets(path).items():
        place = _Place(path.name, sheet)
        for table, year in _titles(place, rows):
            if table.title in found:
                raise place.fault(
                    f"tabellen '{table.title}' finns redan på bladet '{excerpt(found[table.title][0].sheet)}'"
                )
            found[table.title] = (place, rows, year)
    if not found:
        raise SourceError(f"Trafikanalys: {path.name}: är inte arbetsboken Fordon i län och kommuner")
    years = {year for _, _, year in found.values()}
    if len(years) > 1:
        raise SourceError(
            f"Trafikanalys: {path.name}: tabellerna gäller olika år ({', '.join(map(str, sorted(years)))})"
        )
    vehicles = Vehicles(years.pop())
    for table in TABLES:
        if table.title in found:
            place, rows, _ = found[table.title]
            vehicles.values.update(_read(place, rows, table))
        elif vehicles.year >= table.first_year:
            raise SourceError(f"Trafikanalys: {path.name}: tabellen '{table.title}' saknas; är det rätt arbetsbok?")
    return vehicles


def _titles(place: _Place, rows: list[Row]) -> Iterator[tuple[Table, int]]:
    """The table whose title stands above the figures, with its year."""
    for row in rows[:5]:
        title = workbook.text(row[0]) if row else ""
        for table in TABLES:
            if table.title.casefold() not in title.casefold():
                continue
            year = re.search(r"år (2[0-9]{3})\b", title.casefold())
            if year is None or int(year[1]) < FIRST_YEAR:
                raise place.fault(f"titeln '{excerpt(title)}' har inget år från {FIRST_YEAR}")
            yield table, int(year[1])


def _read(place: _Place, rows: list[Row], table: Table) -> Values:
    """The values of a table's measures by municipality code."""
    columns = _columns(place, rows, table)
    values: Values = {column.measure: {} for column in table.columns if column.measure}
    sums: list[int | None] = [0] * len(table.columns)
    is_closed = False
    for number, row in enumerate(rows, start=1):
        label = workbook.text(row[0])
        here = _Place(place.file, place.sheet, number)
        is_municipality = CODE.fullmatch(label) is not None
        if not is_municipality and not UNKNOWN.fullmatch(label):
            if WHOLE_COUNTRY.fullmatch(label.casefold()):
                _check_country(here, table, _counts(here, row, columns), sums)
                is_closed = True
            continue
        if is_closed:
            raise here.fault(f"{label} står under raden för hela riket")
        counts = _counts(here, row, columns)
        _check_whole(here, table, counts)
        sums = [None if a is None or b is None else a + b for a, b in zip(sums, counts, strict=True)]
        if is_municipality:
            _keep(here, label.zfill(4), table, counts, values)
    if not is_closed:
        raise place.fault("raden för hela riket saknas; är arbetsboken hel?")
    return values


def _keep(here: _Place, code: str, table: Table, counts: list[int | None], values: Values) -> None:
    for column, count in zip(table.columns, counts, strict=True):
        if column.measure:
            if code in values[column.measure]:
                raise here.fault(f"kommunen {code} står två gånger")
            values[column.measure][code] = count


def _columns(place: _Place, rows: list[Row], table: Table) -> list[int]:
    """The position of each column, by its heading over one or more rows."""
    labels = [workbook.text(row[0]) for row in rows]
    first = next((i for i, label in enumerate(labels) if label.casefold().startswith("kommun")), None)
    last = next((i for i, label in enumerate(labels) if CODE.fullmatch(label)), None)
    if first is None or last is None or first >= last:
        raise place.fault("rubriken med kommunkod och kommun finns inte ovanför siffrorna")
    headings = [_heading(rows[first:last], position) for position in range(max(map(len, rows)))]
    found = []
    for column in table.columns:
        fits = [i for i, heading in enumerate(headings) if i > 1 and re.fullmatch(column.heading, heading)]
        if len(fits) != 1:
            how = "saknas" if not fits else "finns flera gånger"
            raise place.fault(f"kolumnen för '{column.measure or column.heading}' {how}; rubrikerna har ändrats")
        found += fits
    return found


def _heading(rows: list[Row], position: int) -> str:
    """A column's heading: its cells one after another without spaces, footnotes and capitals."""
    cells = (workbook.text(row[position]) for row in rows if position < len(row))
    return re.sub(r"[0-9]\)|\s", "", "".join(cells)).casefold()


def _counts(here: _Place, row: Row, columns: list[int]) -> list[int | None]:
    return [_count(here, row[position] if position < len(row) else None) for position in columns]


def _count(here: _Place, cell: object) -> int | None:
    """A number of vehicles; None where the publisher says that there is no figure."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and 0 <= cell < 1e9 and cell == int(cell):
        return int(cell)
    said = workbook.text(cell)
    if said in ZERO:
        return 0
    if said in MISSING:
        return None
    raise here.fault(f"'{excerpt(said)}' är inte ett antal fordon")


def _check_whole(here: _Place, table: Table, counts: list[int | None]) -> None:
    parts = [count for column, count in zip(table.columns, counts, strict=True) if column.is_part]
    known = [count for count in parts if count is not None]
    whole = counts[0]
    if whole is None:
        return
    if any(count is not None and count > whole for count in counts):
        raise here.fault(f"en del är större än det hela, {whole}")
    if len(known) == len(parts) and sum(known) != whole:
        raise here.fault(f"delarna är {sum(known)} tillsammans, det hela är {whole}")


def _check_country(here: _Place, table: Table, counts: list[int | None], sums: list[int | None]) -> None:
    for column, count, total in zip(table.columns, counts, sums, strict=True):
        if count is not None and total is not None and count != total:
            raise here.fault(f"{column.measure or column.heading} är {count} i riket, kommunerna ger {total}")
