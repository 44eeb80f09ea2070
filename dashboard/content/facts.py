"""Everything the pages read: the registry, the areas and every indicator's values, for one version of the data."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
from duckdb import DuckDBPyConnection

from dashboard.content.remembered import remembered
from dashboard.figures.maps import Boundary
from malkollen.database import changed, freshness, gaps, storage
from malkollen.database.changed import Changed, ChangedVerdict, Fetched
from malkollen.database.freshness import Freshness
from malkollen.database.gaps import Gap
from malkollen.editions import editions, file
from malkollen.editions.file import Edition
from malkollen.errors import DataError, MalkollenError
from malkollen.registry import registry
from malkollen.registry.registry import Indicator, Registry
from malkollen.values import areas, commuting, evaluate, with_figures
from malkollen.values.areas import Areas
from malkollen.values.before_latest import before_latest
from malkollen.values.commuting import Commuting
from malkollen.values.values import Evaluation, Variant
from malkollen.verdicts.assessor import Assessor

OFFICE = "bearbetning: Södertörns kansli"
_VERSIONS = count()


@dataclass(frozen=True)
class Facts:
    """One version of the data and of the registry, evaluated.

    Attributes:
        evaluations: by (indicator, variant); variant None where an indicator has none.
        published: series as published, by (series, area), value by year.
        measures: counts by measure, year and municipality code.
        commuting: the matrix between the eight, Stockholm and the rest; without years until it is loaded.
        changes, verdict_changes: what each ingest changed; fetches: how every source's figures came.
        folder: where the files beside the database lie (judgements, objects); registry_version: of indicators.toml.
        edition: the fixed version all this is from; None for what holds now.
        assessor: the verdicts; earlier: the verdicts as they would have been without each indicator's latest year.
        version: another for every facts made in this process; what is drawn of them is kept by it.
        answers: what has been worked out of them already.
    """

    registry: Registry
    areas: Areas
    evaluations: dict[tuple[str, Variant | None], Evaluation]
    sources: list[Freshness]
    published: dict[tuple[str, str], dict[int, float]]
    gaps: list[Gap]
    measures: dict[str, dict[int, dict[str, float]]]
    boundaries: dict[str, Boundary]
    commuting: Commuting
    folder: Path
    registry_version: str
    edition: Edition | None
    data_version: str
    built_at: datetime
    as_of: date
    assessor: Assessor
    earlier: Assessor
    changes: list[Changed] = field(default_factory=list)
    verdict_changes: list[ChangedVerdict] = field(default_factory=list)
    fetches: list[Fetched] = field(default_factory=list)
    version: int = field(default_factory=_VERSIONS.__next__, init=False, compare=False)
    answers: dict[tuple[Any, ...], Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    def indicator(self, key: str) -> Indicator:
        """The declaration of an indicator."""
        return self.registry.indicators[key]

    @property
    def codes(self) -> dict[str, str]:
        """The ids of the indicators by their codes in small letters: addresses take both."""
        return {indicator.code.casefold(): key for key, indicator in self.registry.indicators.items()}

    def variants(self, key: str) -> list[Variant | None]:
        """With and without fleets, or the single None."""
        return ["with", "without"] if self.indicator(key).has_fleet_variants else [None]

    def evaluation(self, key: str, variant: Variant | None = None) -> Evaluation:
        """An indicator's values; with fleet municipalities where nothing else is said."""
        return self.evaluations[key, variant if variant in self.variants(key) else self.variants(key)[0]]

    def is_computed(self, key: str) -> bool:
        """Whether it has its figures."""
        return (key, self.variants(key)[0]) in self.evaluations

    def of_goal(self, goal: str, *, is_computed: bool) -> list[str]:
        """A goal's indicators that have figures, or those that wait, core first."""
        keys = [k for k, i in self.registry.indicators.items() if i.goal == goal and self.is_computed(k) is is_computed]
        return sorted(keys, key=lambda key: not self.indicator(key).core)

    @remembered
    def place_of(self, area: str) -> int:
        """An area's place among its like, from 0: in its comparison set, or among the municipalities, ours first."""
        declared = [entry.groups for entry in self.registry.comparison_sets.values()]
        sets = [[group for group in groups if group != self.areas.home.id] for groups in declared]
        everybody = list(dict.fromkeys([*self.areas.home_members, *self.areas.municipalities]))
        return next((among.index(area) for among in (*sets, everybody) if area in among), 0)

    @remembered
    def sources_of(self, key: str) -> tuple[Freshness, ...]:
        """The sources an indicator's values come from."""
        cells = self.evaluation(key).cells.values()
        ids = {source for years in cells for cell in years.values() for source in cell.sources}
        return tuple(source for source in self.sources if source.source in ids)

    def source_line(self, key: str) -> str:
        """How figures of an indicator name their sources: "Källa: …, bearbetning: Södertörns kansli"."""
        names = dict.fromkeys(
            source.attribution.removeprefix("Källa: ").removesuffix(f", {OFFICE}") for source in self.sources_of(key)
        )
        return f"Källa: {'; '.join(names)}, {OFFICE}"


def load(path: Path, as_of: date, *, registry_file: Path | None = None, edition: Edition | None = None) -> Facts:
    """Reads the database and evaluates everything once.

    Args:
        edition: the fixed version that the database and the registry are from.

    Raises:
        MalkollenError: no database, an unreadable one, or a faulty indicators.toml.
    """
    declared = registry.load(registry_file) if registry_file else registry.load()
    with storage.reading(path) as db:
        declared = with_figures.with_figures(db, declared)
        places = areas.load(db, declared)
        version = db.execute("SELECT data_version, built_at FROM mart.build").fetchone()
        assert version is not None  # noqa: S101 - attach has read the row
        evaluations = evaluate.evaluate_all(db, declared, places)
        sources = freshness.load(db, as_of)
        lags = {source.source: source.lag_months for source in sources}
        before = {name: before_latest(found, places.home.id) for name, found in evaluations.items()}
        return Facts(
            registry=declared,
            areas=places,
            evaluations=evaluations,
            sources=sources,
            published=_published(db),
            gaps=gaps.load(db),
            measures=_measures(db),
            boundaries=_boundaries(db),
            commuting=commuting.load(db, places),
            folder=path.parent,
            registry_version=registry.version(registry_file) if registry_file else registry.version(),
            edition=edition,
            data_version=version[0],
            built_at=version[1],
            as_of=as_of,
            assessor=Assessor(declared, places, evaluations, lags, as_of),
            earlier=Assessor(declared, places, before, lags, freshness.months_after(as_of, -12)),
            changes=changed.by_measure(db),
            verdict_changes=changed.verdicts(db),
            fetches=changed.fetches(db),
        )


def load_edition(data: Path, name: str) -> Facts:
    """A fixed version as it was on its day.

    Raises:
        MalkollenError: there is none of that name, it is not as it was made, or this program cannot read it.
    """
    found = editions.find(data, name)
    folder = editions.opened(data, name)
    try:
        return load(folder / storage.FILE_NAME, found.day, registry_file=folder / editions.REGISTRY, edition=found)
    except (MalkollenError, duckdb.Error):  # of another form: a table or a column that this program reads is not there
        raise DataError(
            f"den fastställda versionen '{name}' är gjord med en annan version av Målkollen och kan inte visas på "
            f"skärmen; alla värden och bedömningar står i {editions.VALUES} och {editions.LABELS} i filen "
            f"{editions.FOLDER}/{name}{file.SUFFIX}"
        ) from None


def _boundaries(db: DuckDBPyConnection) -> dict[str, Boundary]:
    rows = db.execute("SELECT municipality_code, geojson, label_longitude, label_latitude FROM mart.boundaries")
    return {code: Boundary(json.loads(text), x, y) for code, text, x, y in rows.fetchall()}


def _published(db: DuckDBPyConnection) -> dict[tuple[str, str], dict[int, float]]:
    found: dict[tuple[str, str], dict[int, float]] = {}
    for series, area, year, value in db.execute("SELECT series, area_id, year, value FROM mart.published").fetchall():
        found.setdefault((series, area), {})[year] = value
    return found


def _measures(db: DuckDBPyConnection) -> dict[str, dict[int, dict[str, float]]]:
    found: dict[str, dict[int, dict[str, float]]] = {}
    query = "SELECT measure, year, municipality_code, value FROM mart.measures WHERE value IS NOT NULL"
    for measure, year, code, value in db.execute(query).fetchall():
        found.setdefault(measure, {}).setdefault(year, {})[code] = value
    return found
