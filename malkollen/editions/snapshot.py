"""What the product says at one moment: every value and the word of every verdict, to be held against another."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple, cast

from duckdb import DuckDBPyConnection

from malkollen.assess import METHOD_VERSION
from malkollen.assess.assessment import Assessment
from malkollen.database import freshness
from malkollen.registry import in_force
from malkollen.registry.registry import Registry
from malkollen.texts.inert import inert
from malkollen.values import areas, evaluate, with_figures
from malkollen.values.areas import COUNTRY, Areas
from malkollen.verdicts.assessor import Assessor


class ValueKey(NamedTuple):
    """Which value: an indicator's, for an area, a year and a variant ("" where it has none)."""

    indicator: str
    area: str
    year: int
    variant: str


Question = Literal["läge", "utveckling", "prognos", "främst"]
"""What a verdict answers, as it stands in the files of a fixed version and in the database."""


class LabelKey(NamedTuple):
    """Which word: a question's for an indicator, an area and a variant."""

    indicator: str
    area: str
    variant: str
    question: Question


Labels = dict[LabelKey, str]
VALUE_COLUMNS = (
    "indicator", "code", "title", "unit", "area", "area_name", "year", "variant", "value", "status",
)  # fmt: skip
LABEL_COLUMNS = ("indicator", "area", "variant", "question", "label")


@dataclass(frozen=True)
class Snapshot:
    """What was said: values with their marks, words, and by which registry and method.

    Attributes:
        values: value and status by key, for the home group, its municipalities, the groups and riket.
        names: the areas' names by id.
    """

    values: dict[ValueKey, tuple[float, str]]
    labels: Labels
    registry: Registry
    method_version: str = METHOD_VERSION
    names: dict[str, str] = field(default_factory=dict)


def take(db: DuckDBPyConnection, declared: Registry, day: date) -> Snapshot:
    """Everything an attached database says on a day that decides which targets hold."""
    declared = in_force.on(declared, day)
    found = with_figures.with_figures(db, declared)
    places = areas.load(db, found)
    lags = {source.source: source.lag_months for source in freshness.load(db, day)}
    return of(Assessor(found, places, evaluate.evaluate_all(db, found, places), lags, day), places, declared)


def of(assessor: Assessor, places: Areas, declared: Registry) -> Snapshot:
    """Everything an assessor says. declared: the registry as its file has it, read under the same programme."""
    names = {area: places.name(area) for area in spoken_areas(places)}
    return Snapshot(dict(_values(assessor, places)), labels(assessor, places), declared, names=names)


def spoken_areas(places: Areas) -> list[str]:
    """The areas that verdicts are said of: the home group's municipalities, the groups and riket."""
    return list(dict.fromkeys([*areas.chosen(places, None), *places.groups, COUNTRY]))


def labels(assessor: Assessor, places: Areas) -> Labels:
    """The words of every judged verdict."""
    return {
        LabelKey(key, area, str(variant or ""), question): word
        for key in assessor.registry.computed()
        for area in spoken_areas(places)
        for variant in assessor.variants(key)
        for question, word in _words(assessor.assess(key, area, variant).assessment).items()
    }


def _words(assessment: Assessment) -> dict[Question, str]:
    labels_of: dict[Question, str | None] = {
        "läge": assessment.position.label,
        "utveckling": assessment.direction.label,
        "prognos": assessment.forecast.label,
        "främst": assessment.lead.label,
    }
    return {question: label for question, label in labels_of.items() if label}


def _values(assessor: Assessor, places: Areas) -> Iterable[tuple[ValueKey, tuple[float, str]]]:
    for (key, variant), evaluation in assessor.evaluations.items():
        for area in spoken_areas(places):
            for value in evaluation.cells.get(area, {}).values():
                if value.value is not None:
                    yield ValueKey(key, area, value.year, str(variant or "")), (value.value, value.status_text)


def write_values(snapshot: Snapshot) -> str:
    """The values as CSV, unrounded, with titles and names: to be read by people and by programs of another day.

    No title or name runs as a formula in a spreadsheet.
    """
    rows = (_value_row(snapshot, key, value, status) for key, (value, status) in sorted(snapshot.values.items()))
    return _csv(VALUE_COLUMNS, rows)


def _value_row(found: Snapshot, key: ValueKey, value: float, status: str) -> list[object]:
    declared = found.registry.indicators[key.indicator]
    about = [inert(text) for text in (declared.code, declared.title, declared.unit)]
    place = [key.area, inert(found.names.get(key.area, key.area))]
    return [key.indicator, *about, *place, key.year, key.variant, repr(value), status]


def write_labels(found: Snapshot) -> str:
    """The words as CSV."""
    return _csv(LABEL_COLUMNS, ([*key, word] for key, word in sorted(found.labels.items())))


def read(values: str, words: str, declared: Registry, method_version: str) -> Snapshot:
    """A snapshot from the two CSV texts; ValueError where they are not ours."""
    rows = read_rows(values)
    read_values = {
        ValueKey(row["indicator"], row["area"], int(row["year"]), row["variant"]): (float(row["value"]), row["status"])
        for row in rows
    }
    read_labels = {
        LabelKey(row["indicator"], row["area"], row["variant"], cast("Question", row["question"])): row["label"]
        for row in _rows(words, LABEL_COLUMNS)
    }
    names = {row["area"]: row["area_name"] for row in rows}
    return Snapshot(read_values, read_labels, declared, method_version, names)


def read_rows(values: str) -> list[dict[str, str]]:
    """The rows of the values' CSV as they stand, by column; ValueError where it is not ours."""
    return list(_rows(values, VALUE_COLUMNS))


def _csv(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def _rows(text: str, columns: tuple[str, ...]) -> Iterable[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(text))
    if tuple(reader.fieldnames or ()) != columns:
        raise ValueError(f"kolumnerna är {reader.fieldnames}, {list(columns)} väntades")
    return reader
