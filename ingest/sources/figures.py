"""The carried figures: data/figures/*.csv with their declarations in figures.toml. No network.

Every line is checked against its declaration: columns, municipality, number, ceiling, duplicates, coverage. A fault
stops the build with one line that names file and row.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Annotated, NamedTuple

import pyarrow as pa
from duckdb import DuckDBPyConnection
from pydantic import Field, ValidationError

from ingest.readers.table import text_of
from ingest.source import Coverage, Mark, Series, Source, Texts
from malkollen.errors import SourceError
from malkollen.files import small_file, toml_file
from malkollen.registry.checks import in_swedish
from malkollen.texts.printable import excerpt

DECLARATIONS = "figures.toml"
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")  # float() also takes "1_000", "nan" and the digits of other scripts
YEAR = re.compile("[0-9]{4}")
COLUMNS = {
    "area": pa.string(), "year": pa.int32(), "name": pa.string(), "value": pa.float64(), "status": pa.string(),
}  # fmt: skip
FEW_DECIMALS = 0.9
"""Measures in tonnes and metres have decimals in more than nine rows of ten."""


class Dataset(Source):
    """A carried file: a source and what its rows must be. areas: where its rows are areas, not municipalities."""

    file: str
    coverage: Annotated[tuple[Coverage, ...], Field(strict=False)] = ()
    marks: Annotated[tuple[Mark, ...], Field(strict=False)] = ()
    published: dict[str, Series] = Field(default_factory=dict)
    areas: Texts = ()

    @property
    def header(self) -> list[str]:
        """The columns its file must have, in order."""
        return (
            ["area_id", "year", "series", "value"] if self.areas else ["municipality_code", "year", "measure", "value"]
        )

    def names(self) -> set[str]:
        """The measures and series its rows may hold."""
        return {name for part in self.coverage for name in part.measures} | set(self.published)


class Row(NamedTuple):
    """One checked line: an area, a year, a measure or series, its value and status."""

    area: str
    year: int
    name: str
    value: float
    status: str


def sources(data: Path) -> dict[str, Source]:
    """The declared datasets by their id."""
    return dict(declarations(data))


def declarations(data: Path) -> dict[str, Dataset]:
    """Reads figures.toml; SourceError with every fault, a line each, or with the files that nobody declared."""
    path = data / "figures" / DECLARATIONS
    try:
        content = toml_file.read(path)
    except FileNotFoundError:
        raise SourceError(f"{DECLARATIONS}: deklarationen saknas") from None
    except toml_file.TomlError as error:
        raise SourceError(str(error)) from None
    datasets, faults = {}, []
    for key, entry in content.items():
        try:
            datasets[key] = Dataset.model_validate(entry)
        except ValidationError as error:
            text = small_file.text(path, toml_file.MOST_BYTES)
            faults += [toml_file.placed(DECLARATIONS, text, fault) for fault in in_swedish(error, key)]
    if not faults:
        declared = {dataset.file for dataset in datasets.values()}
        files = sorted(file.name for file in path.parent.glob("*.csv"))
        faults = [f"{file}: filen är inte deklarerad i {DECLARATIONS}" for file in files if file not in declared]
    if faults:
        raise SourceError("\n".join(faults))
    return datasets


def stage(db: DuckDBPyConnection, data: Path) -> None:
    """Reads every declared file into staged.measures, staged.published and staged.conversions."""
    codes = {code for (code,) in db.execute("SELECT municipality_code FROM mart.municipalities").fetchall()}
    for source, dataset in declarations(data).items():
        rows = read(data / "figures" / dataset.file, dataset, codes)
        _insert(db, "published", source, [row for row in rows if row.name in dataset.published])
        _insert(db, "measures", source, [row for row in rows if row.name not in dataset.published])
        for series, rule in dataset.published.items():
            if rule.becomes:
                db.execute(
                    "INSERT INTO staged.conversions VALUES (?, ?, ?, ?, ?)",
                    [source, series, rule.becomes, rule.times, rule.factor],
                )


def read(path: Path, dataset: Dataset, codes: set[str]) -> list[Row]:
    """Reads and checks one file; SourceError naming file and row."""
    text = text_of(path)
    if small_file.delimiter(text) == ";":  # saved by a Swedish Excel, with a decimal comma; no cell is a sentence
        text = text.replace(",", ".").replace(";", ",")
    lines = text.splitlines()
    _check_header(path.name, lines, dataset)
    if not text.endswith("\n"):
        raise SourceError(f"{path.name} rad {len(lines)}: filen slutar mitt i raden; den är avkortad")
    allowed = set(dataset.areas) or codes
    rows = list(_rows(path.name, lines, dataset, allowed))
    _check_counts(path.name, rows, dataset)
    _check_coverage(path.name, len(lines), rows, dataset)
    return rows


def _check_header(file: str, lines: list[str], dataset: Dataset) -> None:
    header = lines[0].split(",") if lines else []
    wanted = dataset.header
    if missing := [column for column in wanted if column not in header]:
        raise SourceError(
            f"{file} rad 1: kolumnen '{excerpt(missing[0])}' saknas; rubriken ska vara {','.join(wanted)}"
        )
    if header != wanted:
        raise SourceError(f"{file} rad 1: rubriken ska vara {','.join(wanted)}, inte {excerpt(','.join(header), 120)}")


def _rows(file: str, lines: list[str], dataset: Dataset, allowed: set[str]) -> Iterator[Row]:
    names = dataset.names()
    ceilings = {name: series.ceiling for name, series in dataset.published.items() if series.ceiling is not None}
    statuses = {(name, year): mark.status for mark in dataset.marks for name in mark.measures for year in mark.years}
    seen: dict[tuple[str, int, str], int] = {}
    for number, line in enumerate(lines[1:], start=2):
        try:
            area, year, name, value = _cells(line.split(","), allowed, names, ceilings)
        except SourceError as error:
            raise SourceError(f"{file} rad {number}: {error}") from None
        if (first := seen.setdefault((area, year, name), number)) != number:
            raise SourceError(f"{file} rad {number}: {area} {year} {name} står redan på rad {first}")
        yield Row(area, year, name, value, statuses.get((name, year), ""))


def _cells(
    cells: list[str], allowed: set[str], names: set[str], ceilings: dict[str, float]
) -> tuple[str, int, str, float]:
    """Checks one line on its own."""
    if len(cells) != 4:
        raise SourceError(f"{len(cells)} fält i stället för 4")
    area, year, name, text = cells
    if area not in allowed:
        raise SourceError(f"'{excerpt(area)}' är inte en av de {len(allowed)} kända koderna")
    number = _year(year)
    if name not in names:
        raise SourceError(f"'{excerpt(name)}' är inte deklarerad i {DECLARATIONS}")
    value = _number(text)
    if name in ceilings and value > ceilings[name]:
        raise SourceError(f"{name} är {excerpt(text)}, högst {ceilings[name]:g} är möjligt")
    return area, number, name, value


@cache  # thousands of lines are of the same few years
def _year(text: str) -> int:
    if not YEAR.fullmatch(text):
        raise SourceError(f"'{excerpt(text)}' är inte ett år med fyra siffror")
    return int(text)


def _number(text: str) -> float:
    if not NUMBER.fullmatch(text) or not isfinite(value := float(text)):
        raise SourceError(f"'{excerpt(text)}' är inte ett tal från noll och uppåt")
    return value


def _check_counts(file: str, rows: list[Row], dataset: Dataset) -> None:
    """A count is a whole number: what has decimals in few rows alone is one, with a slip of the pen."""
    counts: dict[str, list[tuple[int, Row]]] = {}
    for number, row in enumerate(rows, start=2):
        if row.name not in dataset.published:
            counts.setdefault(row.name, []).append((number, row))
    for _, mine in sorted(counts.items()):
        broken = [(number, row) for number, row in mine if not row.value.is_integer()]
        if broken and len(broken) < FEW_DECIMALS * len(mine):
            number, row = broken[0]
            raise SourceError(
                f"{file} rad {number}: {row.area} {row.year} {row.name} är {row.value:g}, men är ett antal; skriv hela "
                f"tal utan punkt eller mellanrum ({len(broken)} av {len(mine)} rader har decimaler)"
            )


def _check_coverage(file: str, last: int, rows: list[Row], dataset: Dataset) -> None:
    """Every measure and year has exactly the municipalities (or areas) it is declared to have."""
    word = "områden" if dataset.areas else "kommuner"
    counts = Counter((row.name, row.year) for row in rows)
    declared = {(n, y): part.municipalities for part in dataset.coverage for n in part.measures for y in part.years}
    for (name, year), number in declared.items():
        if counts[name, year] != number:
            raise SourceError(
                f"{file} rad {last}: {name} {year} har {counts[name, year]} {word}, {number} är deklarerade; "
                f"är filen avkortad, eller ska coverage i {DECLARATIONS} ändras?"
            )
    if extra := sorted(set(counts) - set(declared)):
        raise SourceError(
            f"{file} rad {last}: {extra[0][0]} {extra[0][1]} är inte deklarerad i {DECLARATIONS} (coverage)"
        )


def _insert(db: DuckDBPyConnection, table: str, source: str, rows: list[Row]) -> None:
    columns = zip(*rows, strict=True) if rows else [()] * len(COLUMNS)
    batch = pa.table(list(map(pa.array, columns, COLUMNS.values())), names=list(COLUMNS))
    db.register("batch", batch)
    area, name = ("area_id", "series") if table == "published" else ("municipality_code", "measure")
    db.execute(
        f"INSERT INTO staged.{table} ({area}, year, {name}, value, status, source) "  # noqa: S608 - our own names
        "SELECT area, year, name, value, status, ? FROM batch",
        [source],
    )
    db.unregister("batch")
