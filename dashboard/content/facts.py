"""Everything the pages read: the registry, the areas and every indicator's values, for one version of the data."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
from duckdb import DuckDBPyConnection

from dashboard.content import chance
from dashboard.content.remembered import remembered
from dashboard.figures.maps import Boundary
from malkollen.database import beside, borders, changed, freshness, gaps, storage
from malkollen.database.beside import Beside
from malkollen.database.changed import Changed, ChangedVerdict, Fetched
from malkollen.database.freshness import Freshness
from malkollen.database.gaps import Gap
from malkollen.editions import editions, file
from malkollen.editions.file import Edition
from malkollen.errors import DataError, MalkollenError
from malkollen.registry import in_force, older, registry
from malkollen.registry.home import Home, Members, Placed
from malkollen.registry.in_force import Aside, Reading
from malkollen.registry.programme import Goal, Programme
from malkollen.registry.registry import Indicator, Registry
from malkollen.values import areas, commuting, evaluate, published, rough, with_figures
from malkollen.values.areas import COUNTRY, Areas
from malkollen.values.before_latest import before_latest, until
from malkollen.values.commuting import Commuting
from malkollen.values.values import Evaluation, Variant
from malkollen.verdicts.assessor import Assessor

CREDITED = ", bearbetning: "
"""Before the office in an attribution: databases built by older versions have it there already."""
_VERSIONS = count()
Evaluations = dict[tuple[str, Variant | None], Evaluation]


@dataclass(frozen=True)
class Facts:
    """One version of the data and of the registry, evaluated.

    Attributes:
        programme_key: the programme that is read; aside: what it is where it is not the one that leads on the day.
        evaluations: by (indicator, variant); variant None where an indicator has none.
        published: series by (series, area), value by year; measures: counts by measure, year and municipality code.
        borders: who drew the boundaries.
        commuting: the matrix between our municipalities, the core and the rest; without years until it is loaded.
        changes, verdict_changes: what each ingest changed; fetches: how every source's figures came.
        folder: where the files beside the database lie (judgements, objects); registry_version: of indicators.toml.
        edition: the fixed version all this is from; None for what holds now.
        assessor: the verdicts; earlier: the verdicts as they would have been without each indicator's latest year.
        version: another for every facts made in this process; what is drawn of them is kept by it.
        before_corrected: figures that ingests of the year read have corrected, as they were.
        beside: what is never summed with the figures; answers: what has been worked out of them already.
    """

    registry: Registry
    programme_key: str
    aside: Aside | None
    areas: Areas
    evaluations: Evaluations
    sources: list[Freshness]
    published: dict[tuple[str, str], dict[int, float]]
    gaps: list[Gap]
    measures: dict[str, dict[int, dict[str, float]]]
    boundaries: dict[str, Boundary]
    borders: str
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
    before_corrected: changed.Before = field(default_factory=dict)
    beside: Beside = field(default_factory=Beside)
    version: int = field(default_factory=_VERSIONS.__next__, init=False, compare=False)
    answers: dict[tuple[Any, ...], Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def programme(self) -> Programme:
        """The programme that is read: the one that leads, or another that was asked for."""
        return self.registry.programmes[self.programme_key]

    @property
    def goals(self) -> dict[str, Goal]:
        """The goals of the programme that is read, by their keys."""
        return in_force.goals_of(self.registry, self.programme_key)

    @property
    def of_programme(self) -> dict[str, Indicator]:
        """The indicators that serve a goal of the programme that is read: goal by goal, in the registry's order."""
        declared = self.registry.indicators.items()
        return {key: found for goal in self.goals for key, found in declared if found.goal == goal}

    @property
    def home(self) -> Home:
        """What the cooperation, its office and its bodies are called."""
        return self.registry.home

    @property
    def members(self) -> Members:
        """How its municipalities are counted in words."""
        return self.registry.members

    @property
    def placed(self) -> Placed:
        """What the municipalities are called that a municipality is placed among."""
        return self.registry.comparison.municipalities

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
        """An indicator's values that may be shown; with fleet municipalities where nothing else is said."""
        return self._of_groups(key) if rough.is_for_groups(self.indicator(key)) else self.counted(key, variant)

    def counted(self, key: str, variant: Variant | None = None) -> Evaluation:
        """The same with those that are too rough to be shown one by one, but may be counted."""
        return self.evaluations[key, variant if variant in self.variants(key) else self.variants(key)[0]]

    @remembered
    def _of_groups(self, key: str) -> Evaluation:
        return rough.without_municipalities(self.counted(key), self.areas.municipalities)

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

    def source_line(self, *keys: str) -> str:
        """How figures of indicators name their sources: "Källa: …, bearbetning: Södertörns kansli", and `summed`."""
        named = self.credited(source.attribution for key in keys for source in self.sources_of(key))
        return f"{named}{''.join(map(self.summed, keys))}"

    def summed(self, key: str) -> str:
        """That riket is no figure of an indicator's publisher, where the publisher's own reads otherwise; or empty."""
        series = self.indicator(key).published_series or ""
        return chance.summed(self.indicator(key), self.evaluation(key), self.published.get((series, COUNTRY), {}))

    def credited(self, attributions: Iterable[str]) -> str:
        """Publishers as a line of sources, each once, and the office that has worked on their figures."""
        return f"Källa: {'; '.join(dict.fromkeys(map(publishers, attributions)))}, {self.home.processing}"


def publishers(attribution: str) -> str:
    """The publishers of an attribution alone: "Källa: SCB" is "SCB"."""
    return attribution.removeprefix("Källa: ").partition(CREDITED)[0]


def load(
    path: Path,
    as_of: date,
    *,
    registry_file: Path | None = None,
    edition: Edition | None = None,
    programme: str | None = None,
) -> Facts:
    """Reads the database and evaluates everything once.

    Args:
        edition: the fixed version that the database and the registry are from.
        programme: to be read instead of the one that leads; one that has ended is read as on its last day.

    Raises:
        MalkollenError: no database, an unreadable one, a faulty indicators.toml, or no such programme.
    """
    declared = older.load(registry_file) if registry_file else registry.load()
    asked = in_force.reading(declared, as_of, programme)
    version = registry.version(registry_file) if registry_file else registry.version()
    with storage.reading(path) as db:
        return _read(db, in_force.under(declared, asked.programme), asked, path.parent, version, edition)


def _read(
    db: DuckDBPyConnection, waits: Registry, asked: Reading, folder: Path, registry_version: str,
    edition: Edition | None,
) -> Facts:  # fmt: skip
    """The facts of an attached database. waits: the registry as its file has it, read under the programme asked for."""
    declared = with_figures.with_figures(db, waits)
    places = areas.load(db, declared)
    version = db.execute("SELECT data_version, built_at FROM mart.build").fetchone()
    assert version is not None  # noqa: S101 - attach has read the row
    evaluations = evaluate.evaluate_all(db, declared, places)
    if asked.aside == "closed":
        declared, evaluations = _closed(declared, waits, evaluations, places.home.id, asked.day.year)
    sources = freshness.load(db, asked.day)
    lags = {source.source: source.lag_months for source in sources}
    drawn, origin = borders.load(db)
    before = {name: before_latest(found, places.home.id) for name, found in evaluations.items()}
    return Facts(
        registry=declared,
        programme_key=asked.programme,
        aside=asked.aside,
        areas=places,
        evaluations=evaluations,
        sources=sources,
        published=published.series(db),
        gaps=gaps.load(db),
        measures=_measures(db),
        boundaries={one.code: Boundary(json.loads(one.geojson), one.longitude, one.latitude) for one in drawn},
        borders=origin,
        commuting=commuting.load(db, places, declared.home),
        folder=folder,
        registry_version=registry_version,
        edition=edition,
        data_version=version[0],
        built_at=version[1],
        as_of=asked.day,
        assessor=Assessor(declared, places, evaluations, lags, asked.day),
        earlier=Assessor(declared, places, before, lags, freshness.months_after(asked.day, -12)),
        changes=changed.by_measure(db),
        verdict_changes=changed.verdicts(db),
        fetches=changed.fetches(db),
        before_corrected=changed.before_corrected(db, asked.day.year),
        beside=beside.load(db),
    )


def _closed(
    declared: Registry, waits: Registry, evaluations: Evaluations, home: str, year: int
) -> tuple[Registry, Evaluations]:
    """What a programme's closing account rests on: figures to its last year.

    An indicator that waited for its source then, and has later figures only, waits for it here too; one that waited for
    none is shown with the figures it has.
    """
    kept = {name: until(evaluation, home, year) for name, evaluation in evaluations.items()}
    later = {key for (key, _), evaluation in kept.items() if not evaluation.latest_year and waits.waits_for(key)}
    again = {key: declared.indicators[key].model_copy(update={"waiting_for": waits.waits_for(key)}) for key in later}
    shown = {name: evaluation if evaluation.latest_year else evaluations[name] for name, evaluation in kept.items()}
    return (
        declared.model_copy(update={"indicators": declared.indicators | again}),
        {name: evaluation for name, evaluation in shown.items() if name[0] not in later},
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


def _measures(db: DuckDBPyConnection) -> dict[str, dict[int, dict[str, float]]]:
    by_measure: dict[str, dict[int, dict[str, float]]] = {}
    query = "SELECT measure, year, municipality_code, value FROM mart.measures WHERE value IS NOT NULL"
    for measure, year, code, value in db.execute(query).fetchall():
        by_measure.setdefault(measure, {}).setdefault(year, {})[code] = value
    return by_measure
