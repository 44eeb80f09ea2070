"""Every file of open data of one version of the figures, by its name, made when it is asked for."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from dashboard.content.answers import answers as worded
from dashboard.content.facts import Facts
from dashboard.opendata import dcat, description, forms, tables
from dashboard.opendata.licences import Licence
from dashboard.opendata.links import Links
from dashboard.opendata.rows import Rows

CSV, JSON, PARQUET = "text/csv; charset=utf-8", "application/json", "application/vnd.apache.parquet"
CSVM, RDF = "application/csvm+json", "application/rdf+xml"
METADATA = "-metadata.json"
INDICATOR = "indikator"
WHOLE: Mapping[str, Callable[[Facts], Rows]] = {
    tables.VALUES: tables.values,
    tables.VERDICTS: tables.verdicts,
    tables.ANSWERS: tables.answers,
    tables.INDICATORS: tables.indicators,
    tables.SOURCES: tables.sources,
}
PACKAGE, CATALOGUE = "datapackage.json", "dcat.rdf"


@dataclass(frozen=True)
class File:
    """A file. kind: its media type. rows: what it holds, for its licence and columns; None of a description."""

    kind: str
    make: Callable[[], bytes]
    rows: Rows | None = None

    @property
    def is_alone(self) -> bool:
        """Whether it holds no address."""
        return self.kind in {CSV, CSVM, PARQUET}

    @property
    def licences(self) -> tuple[Licence, ...]:
        """The licences of its rows; none of a description."""
        return self.rows.licences if self.rows else ()


def every(facts: Facts, links: Links) -> dict[str, File]:
    """The files by their names, which may hold a slash."""
    shown = tabular(facts)
    files = {name: file for title, rows in shown.items() for name, file in _files(facts, title, rows, links)}
    files[PACKAGE] = File(JSON, partial(description.package, facts, shown, links))
    files[CATALOGUE] = File(RDF, partial(dcat.catalogue, facts, shown, links))
    return files


def tabular(facts: Facts) -> dict[str, Rows]:
    """What there is in rows, by name without ending: everything of a kind, and each indicator's own values."""
    computed = [key for key in facts.registry.computed() if facts.is_computed(key)]
    each = {f"{INDICATOR}/{facts.indicator(key).code}": tables.values_of(facts, key) for key in computed}
    return {name: rows(facts) for name, rows in WHOLE.items()} | each


def _files(facts: Facts, name: str, rows: Rows, links: Links) -> Iterator[tuple[str, File]]:
    for form in rows.forms:
        match form:
            case "csv":
                file = f"{name}.csv"
                yield file, File(CSV, partial(forms.as_csv, rows), rows)
                described = partial(description.columns, rows, file.rpartition("/")[2])
                yield f"{file}{METADATA}", File(CSVM, described)
            case "json":
                make = partial(_answers if name == tables.ANSWERS else _indicator, facts, rows, links)
                yield f"{name}.json", File(JSON, make, rows)
            case "parquet":
                parquet = partial(forms.as_parquet, rows, data_version=facts.data_version)
                yield f"{name}.parquet", File(PARQUET, parquet, rows)


def _answers(facts: Facts, rows: Rows, links: Links) -> bytes:
    """The answers with their things and movers, as `malkollen answers --format json` gives them."""
    listed = [tables.as_row(facts, row) for row in worded.usual(facts)]
    return forms.dumped(forms.about_rows(rows) | description.version(facts, links) | {"rows": listed})


def _indicator(facts: Facts, rows: Rows, links: Links) -> bytes:
    """An indicator with its declaration and all its values. rows: named by its code."""
    key = facts.codes[rows.name.casefold()]
    declared = facts.indicator(key)
    about = {
        "id": key,
        "code": declared.code,
        "goal": declared.goal,
        "kind": declared.kind,
        "unit": declared.unit,
        "better": declared.better,
        "formula": declared.formula,
        "caveats": list(declared.caveats),
        "breaks": {str(year): why for year, why in facts.registry.breaks_of(key).items()},
        "page": links.page("indikator", indikator=declared.code),
    }
    return forms.as_json(rows, **description.version(facts, links), indicator=about)
