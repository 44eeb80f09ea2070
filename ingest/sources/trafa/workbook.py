"""Reads Trafikanalys' yearly workbook *Fordon i län och kommuner*, in the layouts of 2015 and later.

A table is known by its title and a column by its heading, wherever they stand. What is read must add up: the parts of
a row to its whole, the municipalities of a county to its row, and the counties with the vehicles of no known county to
the row of the whole country. Where only the row of no known municipality differs from that, the year is taken and it is
told: no municipality's figure rests on that row. A table without counties is held against the country alone.
A table that is not so is left out alone, and told; the others of the workbook are taken.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.readers import workbook
from ingest.readers.workbook import Row
from ingest.sources.trafa.sums import COUNTY, Counts, Place, Sums
from malkollen.errors import SourceError
from malkollen.texts.printable import excerpt

FIRST_YEAR = 2015
LIGHT_TRUCKS_FROM = 2018
CODE = re.compile("[0-9]{3,4}")
UNKNOWN = re.compile("([0-9]{2}|AA)AA")  # vehicles whose owner has no known municipality, in a county or at all
WHOLE_COUNTRY = re.compile("hela riket|totalt?")
FOOTNOTE = re.compile(r"[0-9]\)|(?<=[^\W\d_])[0-9¹²³⁴⁵⁶⁷⁸⁹]{1,2}(?=\s|$)|[¹²³⁴⁵⁶⁷⁸⁹]")
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
    """What a workbook says of its year.

    Attributes:
        notes: what in it is wrong and touches no municipality, a sentence each.
        faults: why a table is left out, a line each.
    """

    year: int
    values: Values = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read(path: Path) -> Vehicles:
    """Reads and checks a workbook; SourceError in one Swedish line that says where it differs, if no table is right."""
    tables = _tables(path)
    years = {year for _, _, year in tables.values()}
    if len(years) > 1:
        raise SourceError(
            f"Trafikanalys: {path.name}: tabellerna gäller olika år ({', '.join(map(str, sorted(years)))})"
        )
    vehicles = Vehicles(years.pop())
    for table in TABLES:
        if table.title not in tables and vehicles.year < table.first_year:
            continue
        notes: list[str] = []
        try:
            vehicles.values.update(_values(path, table, tables, notes))
        except SourceError as error:
            vehicles.faults.append(str(error))
        else:
            vehicles.notes.extend(notes)
    if not vehicles.values:
        raise SourceError(vehicles.faults[0])
    return vehicles


def _values(path: Path, table: Table, tables: dict[str, tuple[Place, list[Row], int]], notes: list[str]) -> Values:
    if table.title not in tables:
        raise SourceError(f"Trafikanalys: {path.name}: tabellen '{table.title}' saknas; är det rätt arbetsbok?")
    sheet, rows, _ = tables[table.title]
    return _read(sheet, rows, table, notes)


def _tables(path: Path) -> dict[str, tuple[Place, list[Row], int]]:
    """Each table by its title: where it stands, the rows of its sheet, its year."""
    tables: dict[str, tuple[Place, list[Row], int]] = {}
    for sheet, rows in workbook.sheets(path).items():
        here = Place(path.name, sheet)
        for table, year in _titles(here, rows):
            if table.title in tables:
                raise here.fault(
                    f"tabellen '{table.title}' finns redan på bladet '{excerpt(tables[table.title][0].sheet)}'"
                )
            tables[table.title] = (here, rows, year)
    if not tables:
        raise SourceError(f"Trafikanalys: {path.name}: är inte arbetsboken Fordon i län och kommuner")
    return tables


def _titles(where: Place, rows: list[Row]) -> Iterator[tuple[Table, int]]:
    """The table whose title stands above the figures, with its year."""
    for row in rows[:5]:
        title = workbook.text(row[0]) if row else ""
        for table in TABLES:
            if table.title.casefold() not in title.casefold():
                continue
            year = re.search(r"år (2[0-9]{3})\b", title.casefold())
            if year is None or int(year[1]) < FIRST_YEAR:
                raise where.fault(f"titeln '{excerpt(title)}' har inget år från {FIRST_YEAR}")
            yield table, int(year[1])


def _read(where: Place, rows: list[Row], table: Table, notes: list[str]) -> Values:
    """The values of a table's measures by municipality code; adds to notes what is wrong beside them."""
    columns = _columns(where, rows, table)
    values: Values = {column.measure: {} for column in table.columns if column.measure}
    sums = Sums(
        [column.measure or column.heading for column in table.columns], [column.is_part for column in table.columns]
    )
    is_closed = False
    for number, row in enumerate(rows, start=1):
        label = workbook.text(row[0])
        is_counted = CODE.fullmatch(label) or UNKNOWN.fullmatch(label)
        name = workbook.text(row[1]) if CODE.fullmatch(label) and len(row) > 1 else ""
        here = Place(where.file, where.sheet, number, name)
        if is_closed:
            if is_counted and any(position < len(row) and row[position] is not None for position in columns):
                raise here.fault(f"{label} står under raden för hela riket")
        elif WHOLE_COUNTRY.fullmatch(label.casefold()):
            if note := sums.close_country(here, _counts(here, row, columns)):
                notes.append(note)
            is_closed = True
        elif label.casefold().endswith(COUNTY):
            sums.close_county(here, label, _counts(here, row, columns))
        elif is_counted:
            sums.add(here, label, _counts(here, row, columns))
            if CODE.fullmatch(label):
                _keep(here, label.zfill(4), table, _counts(here, row, columns), values)
    if not is_closed:
        raise where.fault("raden för hela riket saknas; är arbetsboken hel?")
    return values


def _keep(here: Place, code: str, table: Table, counts: Counts, values: Values) -> None:
    for column, count in zip(table.columns, counts, strict=True):
        if column.measure:
            if code in values[column.measure]:
                raise here.fault(f"kommunen {code} står två gånger")
            values[column.measure][code] = count


def _columns(where: Place, rows: list[Row], table: Table) -> list[int]:
    """The position of each column, by its heading over one or more rows."""
    labels = [workbook.text(row[0]) for row in rows]
    first = next((i for i, label in enumerate(labels) if label.casefold().startswith("kommun")), None)
    last = next((i for i, label in enumerate(labels) if CODE.fullmatch(label)), None)
    if first is None or last is None or first >= last:
        raise where.fault("rubriken med kommunkod och kommun finns inte ovanför siffrorna")
    cells = [_heading(rows[first:last], position) for position in range(max(map(len, rows)))]
    whole, swedish = ["".join(parts) for parts in cells], [parts[0] if parts else "" for parts in cells]
    positions = []
    for column in table.columns:
        fits = _fitting(column, whole) or _fitting(column, swedish)  # the English below is another's word
        if len(fits) != 1:
            how = "saknas" if not fits else "finns flera gånger"
            raise where.fault(f"kolumnen för '{column.measure or column.heading}' {how}; rubrikerna har ändrats")
        positions += fits
    return positions


def _fitting(column: Column, headings: list[str]) -> list[int]:
    return [i for i, heading in enumerate(headings) if i > 1 and re.fullmatch(column.heading, heading)]


def _heading(rows: list[Row], position: int) -> list[str]:
    """A column's heading, a part a row: without spaces, capitals and the digits of footnotes ("El1", "El1)")."""
    cells = (FOOTNOTE.sub("", workbook.text(row[position])) for row in rows if position < len(row))
    return [part for cell in cells if (part := re.sub(r"\s", "", cell).casefold())]


def _counts(here: Place, row: Row, columns: list[int]) -> Counts:
    return [_count(here, row[position] if position < len(row) else None) for position in columns]


def _count(here: Place, cell: object) -> int | None:
    """A number of vehicles; None where the publisher says that there is no figure."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and 0 <= cell < 1e9 and cell == int(cell):
        return int(cell)
    text = workbook.text(cell)
    if text in workbook.ZERO:
        return 0
    if text in MISSING:
        return None
    if (count := workbook.number(text)) is not None and count.is_integer():
        return int(count)
    raise here.fault(f"'{excerpt(text)}' är inte ett antal fordon")
