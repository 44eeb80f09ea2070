"""What is carried to be read beside the figures, never summed with them: data/figures/context. No network.

The objects of the national plan, the commuting to and from the core city in an older register, and what reports say of
an area in words. Each file is checked line by line; a fault stops the build with one line that names file and row.
Rows of areas that are neither the home group, its county nor a municipality of theirs are another cooperation's: they
are left out, and with them a source that has no other.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
from duckdb import DuckDBPyConnection
from pydantic import ValidationError

from ingest.readers.table import Line, Table, read
from ingest.source import Source, Texts
from malkollen.errors import SourceError
from malkollen.files import small_file, toml_file
from malkollen.registry import registry
from malkollen.registry.checks import in_swedish
from malkollen.texts.printable import excerpt

FOLDER = Path("figures") / "context"
DECLARATIONS = "context.toml"
YEAR = re.compile(r"(19|20)\d\d", re.ASCII)
COUNT = re.compile(r"\d{1,9}", re.ASCII)
OF_AREAS = ("area_id", "home", "work")
"""The columns of the tables that say whose a row is; the plan's objects are the whole country's."""


class Beside(Source):
    """A carried file that is no table of figures.

    Attributes:
        rows: how many it must have.
        year: the year it stands for, where its rows do not say.
        indicator: the indicator on whose page it is shown.
        areas: groups its rows may be of, beside the municipalities; the registry need not have them.
    """

    file: str
    rows: int
    year: int
    indicator: str = ""
    areas: Texts = ()


class _Form(NamedTuple):
    """A file's columns, the table they go to, and what a row of it is."""

    columns: tuple[str, ...]
    optional: tuple[str, ...]
    keys: tuple[str, ...]
    table: str
    row: Callable[[Line, Beside, set[str]], dict[str, Any]]


def sources(data: Path) -> dict[str, Source]:
    """The declared files by the id of their source."""
    return dict(_declarations(data))


def stage(db: DuckDBPyConnection, data: Path) -> None:
    """Reads every file into its own table: mart.plan_objects, mart.city_flows and mart.reported."""
    codes = {code for (code,) in db.execute("SELECT municipality_code FROM mart.municipalities").fetchall()}
    ours = _ours(db)
    for source, declared in _declarations(data).items():
        form = FORMS[source]
        lines = read(data / FOLDER, Table(declared.file, form.columns, form.keys, form.optional))
        if len(lines) != declared.rows:
            raise SourceError(
                f"{declared.file}: {len(lines)} rader, {declared.rows} är deklarerade; är filen avkortad, eller ska "
                f"rows i {DECLARATIONS} ändras?"
            )
        rows = [form.row(line, declared, codes | {*declared.areas}) | {"source": source} for line in lines]
        _insert(db, form.table, source, [row for row in rows if ours.issuperset(row[c] for c in OF_AREAS if c in row)])


def _ours(db: DuckDBPyConnection) -> set[str]:
    """The home group, its county, and the municipalities of both."""
    declared = registry.load()
    groups = [declared.comparison.home, declared.home.county]
    query = "SELECT municipality_code FROM mart.members WHERE area_id IN (SELECT unnest(?))"
    return {*groups, *(code for (code,) in db.execute(query, [groups]).fetchall())}


def _insert(db: DuckDBPyConnection, table: str, source: str, rows: list[dict[str, Any]]) -> None:
    """The rows into their table; a source that has none of ours is no source here."""
    if not rows:
        db.execute("DELETE FROM mart.sources WHERE source = ?", [source])
        return
    db.register("batch", pa.Table.from_pylist(rows))
    db.execute(f"INSERT INTO mart.{table} BY NAME FROM batch")
    db.unregister("batch")


def _declarations(data: Path) -> Mapping[str, Beside]:
    """Reads context.toml; SourceError with every fault, a line each. A data folder from before has none of it."""
    if not (data / FOLDER).is_dir():
        return {}
    try:
        content = toml_file.read(data / FOLDER / DECLARATIONS)
    except FileNotFoundError:
        raise SourceError(f"{DECLARATIONS}: deklarationen saknas i datamappens {FOLDER.as_posix()}") from None
    except toml_file.TomlError as error:
        raise SourceError(str(error)) from None
    declared: dict[str, Beside] = {}
    faults = [
        f"{DECLARATIONS}: {excerpt(key)}: okänd fil; kända är {', '.join(FORMS)}" for key in content.keys() - FORMS
    ]
    for key, entry in content.items():
        try:
            declared[key] = Beside.model_validate(entry)
        except ValidationError as error:
            text = small_file.text(data / FOLDER / DECLARATIONS, toml_file.MOST_BYTES)
            faults += [toml_file.placed(DECLARATIONS, text, fault) for fault in in_swedish(error, key)]
    if faults:
        raise SourceError("\n".join(faults))
    return declared


def _plan_object(line: Line, declared: Beside, _areas: set[str]) -> dict[str, Any]:
    cost = line.cells["total_object_cost_msek"]
    return {
        "object_id": line.cells["object_id"],
        "name": line.cells["name"],
        "phase": line.cells["phase"],
        "mode": line.cells["mode"],
        "county": line.cells["county"],
        "cost_msek": _count(line, "total_object_cost_msek") if cost else None,
        "price_base": line.cells["price_base"],
        "year": declared.year,
    }


def _city_flow(line: Line, _declared: Beside, areas: set[str]) -> dict[str, Any]:
    home, work = (_area(line, column, areas) for column in ("home_municipality", "work_municipality"))
    return {"home": home, "work": work, "year": _year(line), "employed": _count(line, "employed_persons")}


def _report(line: Line, declared: Beside, areas: set[str]) -> dict[str, Any]:
    said = {column: line.cells[column] for column in ("subject", "value", "unit", "cited", "note")}
    return {"area_id": _area(line, "area_id", areas), "year": _year(line), "indicator": declared.indicator, **said}


def _area(line: Line, column: str, areas: set[str]) -> str:
    area = line.cells[column]
    if area not in areas:
        raise line.fault(f"{column}: '{excerpt(area)}' är inget område som finns")
    return area


def _year(line: Line) -> int:
    if not YEAR.fullmatch(line.cells["year"]):
        raise line.fault(f"year: '{excerpt(line.cells['year'])}' är inte ett år med fyra siffror")
    return int(line.cells["year"])


def _count(line: Line, column: str) -> float:
    if not COUNT.fullmatch(line.cells[column]):
        raise line.fault(f"{column}: '{excerpt(line.cells[column])}' är inte ett helt tal från noll och uppåt")
    return float(line.cells[column])


FORMS = {
    "national_plan": _Form(
        ("object_id", "name", "phase", "mode", "county", "total_object_cost_msek", "price_base"),
        ("phase", "total_object_cost_msek", "price_base"),
        ("object_id",),
        "plan_objects",
        _plan_object,
    ),
    "stockholm_city_2015": _Form(
        ("home_municipality", "work_municipality", "year", "employed_persons"),
        (),
        ("home_municipality", "work_municipality", "year"),
        "city_flows",
        _city_flow,
    ),
    "cycle_report": _Form(
        ("area_id", "year", "subject", "value", "unit", "cited", "note"),
        ("note",),
        ("area_id", "year", "subject"),
        "reported",
        _report,
    ),
}
"""The forms there are, by source."""
