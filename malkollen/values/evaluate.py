"""Indicator values for areas and years, from mart.measures.

An area's value is the formula over the sums of its members, never a mean of ratios. A ratio needs members with at
least 95 % of the area's population, sums only those and says partial; a total is missing if a member is. Nothing
is imputed (method §1).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from duckdb import DuckDBPyConnection

from malkollen.registry.registry import Registry
from malkollen.values.areas import Areas, pools
from malkollen.values.evaluated import Evaluated
from malkollen.values.fleets import MEASURES as OF_FLEETS, Fleets, find_fleets
from malkollen.values.membership import COVERAGE, TOLERANCE, common_members
from malkollen.values.published import evaluate_published
from malkollen.values.values import Evaluation, Value, Variant

QUERY = (Path(__file__).parent / "evaluate.sql").read_text(encoding="utf-8")
EVALUATED = Evaluated()
POPULATION = "population"


@dataclass(frozen=True)
class _Figures:
    """A database made ready for questions; its distinct statuses and sources: a set of them is bits of one number.

    Attributes:
        around: what tells these areas from any others; content: the same of the rows of each measure and series.
    """

    db: DuckDBPyConnection
    areas: Areas
    statuses: tuple[str, ...]
    sources: tuple[str, ...]
    around: tuple[object, ...]
    content: Mapping[str, tuple[object, ...]]


@dataclass(frozen=True)
class _Question:
    """What is asked of the database: a formula over measures, for members left in."""

    formula: str
    measures: tuple[str, ...]
    is_ratio: bool
    is_additive: bool
    left_out: tuple[str, ...] = ()
    members: tuple[tuple[str, str], ...] = ()
    years: tuple[int, ...] = ()


@dataclass(frozen=True)
class _Declared:
    """All that an evaluation reads of the registry; with the content of what it reads, an evaluation is kept by it.

    Attributes:
        question: of the formula, for everybody; series: as published; one of them, or neither.
        is_share_published: whether the formula's share is what is published of each municipality, and its count made.
    """

    key: str
    question: _Question | None
    series: str | None
    has_fleet_variants: bool
    breaks: tuple[int, ...]
    is_share_published: bool = False

    @property
    def reads(self) -> tuple[str, ...]:
        """The measures and series whose rows an evaluation is made of."""
        if self.question is None:
            return (self.series,) if self.series else ()
        return (*self.question.measures, POPULATION, *(OF_FLEETS if self.has_fleet_variants else ()))


def evaluate_all(
    db: DuckDBPyConnection, registry: Registry, areas: Areas
) -> dict[tuple[str, Variant | None], Evaluation]:
    """Every indicator that has its figures, in every variant, by (id, variant)."""
    figures = _prepared(db, registry, areas)
    return {
        (key, evaluation.variant): evaluation
        for key in registry.computed()
        for evaluation in _evaluated(figures, registry, key)
    }


def evaluate(db: DuckDBPyConnection, registry: Registry, areas: Areas, key: str) -> list[Evaluation]:
    """One indicator for all areas and years: one evaluation, or with and without fleet municipalities."""
    return list(_evaluated(_prepared(db, registry, areas), registry, key))


def _evaluated(figures: _Figures, registry: Registry, key: str) -> tuple[Evaluation, ...]:
    if registry.waits_for(key):
        return ()
    declared = _declared(registry, key)
    read = tuple(figures.content.get(name) for name in declared.reads)  # what else was ingested since is nothing to it
    return EVALUATED.get((figures.around, read, declared), lambda: tuple(_evaluate(figures, declared)))


def _declared(registry: Registry, key: str) -> _Declared:
    indicator, breaks = registry.indicators[key], tuple(registry.breaks_of(key))
    question, parsed = None, indicator.parsed
    if parsed is not None:
        is_additive = all(registry.measures[measure].is_additive for measure in parsed.measures)
        question = _Question(parsed.text, parsed.measures, parsed.is_ratio, is_additive)
    is_share_published = indicator.published_decimals is not None
    return _Declared(key, question, indicator.series, indicator.has_fleet_variants, breaks, is_share_published)


def _evaluate(figures: _Figures, declared: _Declared) -> list[Evaluation]:
    key, question, breaks = declared.key, declared.question, declared.breaks
    if question is None:
        published = declared.series
        return [evaluate_published(figures.db, figures.areas, key, published, breaks)] if published else []
    plain = _evaluation(figures, key, None, question, breaks, None)
    if declared.is_share_published:
        plain = replace(plain, cells=_as_given(plain.cells), series=_as_given(plain.series))
    if not declared.has_fleet_variants:
        return [plain]
    fleets = find_fleets(figures.db, plain.latest_year)
    with_fleets = Evaluation(key, "with", plain.cells, plain.series, plain.latest_year, fleets)
    left = replace(question, left_out=tuple(fleets.reasons))
    without = _evaluation(figures, key, "without", left, breaks, fleets)
    kept = _areas_with_half(figures.db, plain.latest_year, fleets)
    cells = {area: cell for area, cell in without.cells.items() if area in kept}
    series = {area: cell for area, cell in without.series.items() if area in kept}
    return [with_fleets, Evaluation(key, "without", cells, series, plain.latest_year, fleets)]


def _as_given(cells: Mapping[str, Mapping[int, Value]]) -> dict[str, dict[int, Value]]:
    """A municipality's own share is its publisher's: only several together, and counts, are computed here."""
    return {area: {year: _own(cell) for year, cell in years.items()} for area, years in cells.items()}


def _own(cell: Value) -> Value:
    is_given = cell.of == 1 and cell.value is not None
    return replace(cell, status=cell.status - {"derived"}, preliminary=(), is_given=True) if is_given else cell


def _prepared(db: DuckDBPyConnection, registry: Registry, areas: Areas) -> _Figures:
    """The members of every area and of the pooled rest of every comparison set, as a table of this connection."""
    pairs = [(pool, code) for pool, members in pools(registry, areas).items() for code in sorted(members)]
    db.execute(
        "CREATE OR REPLACE TEMP TABLE area_members AS "
        "SELECT area_id, municipality_code FROM mart.members UNION ALL SELECT unnest($pools), unnest($codes)",
        {"pools": [pool for pool, _ in pairs], "codes": [code for _, code in pairs]},
    )
    members = db.execute("SELECT count(*), sum(hash(rows)) FROM area_members AS rows").fetchone()
    around = (members, frozenset((area.id, area.members) for area in areas.by_id.values()), areas.home.id)
    return _Figures(db, areas, _distinct(db, "status"), _distinct(db, "source"), around, _content(db))


def _content(db: DuckDBPyConnection) -> dict[str, tuple[object, ...]]:
    """What tells the rows of each measure and published series from any others: their hashes, summed."""
    rows = db.execute(
        "SELECT measure, 'measure', count(*), sum(hash(rows)) FROM mart.measures AS rows GROUP BY measure UNION ALL "
        "SELECT series, 'series', count(*), sum(hash(rows)) FROM mart.published AS rows GROUP BY series ORDER BY ALL"
    ).fetchall()
    content: dict[str, tuple[object, ...]] = {}
    for name, *of_its_rows in rows:  # a count that is made of a published rate may have its name
        content[name] = (*content.get(name, ()), *of_its_rows)
    return content


def _distinct(db: DuckDBPyConnection, column: str) -> tuple[str, ...]:
    return tuple(text for (text,) in db.execute(f"SELECT DISTINCT {column} FROM mart.measures ORDER BY 1").fetchall())  # noqa: S608


def _evaluation(
    figures: _Figures, key: str, variant: Variant | None, question: _Question,
    breaks: Collection[int], fleets: Fleets | None,
) -> Evaluation:  # fmt: skip
    cells = _ask(figures, question, breaks)
    series = dict(cells)
    for area, years in cells.items():
        if any("partial" in cell.status for cell in years.values()):
            series[area] = _one_membership(figures, question, breaks, area, years)
    latest = _latest_year(cells, figures.areas)
    return Evaluation(key, variant, cells, series, latest, fleets)


def _latest_year(cells: Mapping[str, Mapping[int, Value]], areas: Areas) -> int:
    """The latest year with all members of the home group; else the latest with any value."""

    def years(area: str) -> set[int]:
        return {year for year, cell in cells.get(area, {}).items() if cell.value is not None}

    common = set.intersection(*(years(code) for code in areas.home_members))
    return max(common or set().union(*(years(area) for area in cells)), default=0)


def _areas_with_half(db: DuckDBPyConnection, year: int, fleets: Fleets) -> set[str]:
    """The areas that keep at least half their latest known population without the fleet municipalities."""
    rows = db.execute(
        """
        SELECT area_id FROM area_members JOIN mart.measures USING (municipality_code)
        WHERE measure = 'population'
          AND year = (SELECT max(year) FROM mart.measures WHERE measure = 'population' AND year <= $year)
        GROUP BY area_id
        HAVING coalesce(sum(value) FILTER (NOT list_contains($fleets, municipality_code)), 0) >= 0.5 * sum(value)
        """,
        {"year": year, "fleets": list(fleets.reasons)},
    ).fetchall()
    return {area for (area,) in rows}


def _ask(figures: _Figures, question: _Question, breaks: Collection[int]) -> dict[str, dict[int, Value]]:
    """Asks one question of the database: value by area and year."""
    columns = ", ".join(f"max(value) FILTER (measure = '{m}') AS \"{m}\"" for m in question.measures)
    sums = ", ".join(f'fsum("{m}" ORDER BY municipality_code) FILTER (is_complete) AS "{m}"' for m in question.measures)
    names = ", ".join(f'"{m}"' for m in question.measures)
    query = QUERY.format(columns=columns, sums=sums, formula=question.formula, names=names)
    rows = figures.db.execute(
        query,
        {
            "statuses": list(figures.statuses),
            "sources": list(figures.sources),
            "measures": list(question.measures),
            "left_out": list(question.left_out),
            "areas": [area for area, _ in question.members],
            "codes": [code for _, code in question.members],
            "years": list(question.years),
            "is_ratio": question.is_ratio,
            "is_additive": question.is_additive,
            "coverage": COVERAGE - TOLERANCE,
        },
    ).fetchall()
    cells: dict[str, dict[int, Value]] = {}
    for area, year, is_enough, value, used, of, marks, used_sources, preliminary, *totals in rows:
        own = (is_enough, value is not None, used < of, year in breaks)
        status, of_sources = _status(figures.statuses, marks, *own), _named(figures.sources, used_sources)
        of_sums, unsettled = tuple(totals) if value is not None else (), _named(question.measures, preliminary)
        cells.setdefault(area, {})[year] = Value(
            area, year, value, status, of_sources, used, of, of_sums, preliminary=unsettled
        )
    return cells


@cache
def _named(texts: tuple[str, ...], bits: int | None) -> tuple[str, ...]:
    """The texts whose bits are set, split at +, in order."""
    chosen = [text for position, text in enumerate(texts) if (bits or 0) >> position & 1]
    return tuple(sorted({part for text in chosen for part in text.split("+") if part}))


@cache
def _status(
    statuses: tuple[str, ...], bits: int | None, is_enough: bool, has_value: bool, is_partial: bool, is_break: bool
) -> frozenset[str]:
    """The marks of a cell: those of its parts, and those that come from the computation itself."""
    marks = set(_named(statuses, bits))
    if is_enough and not has_value:
        marks.add("not_applicable")  # the denominator is zero
    elif not has_value:
        marks.add("missing")
    elif is_partial:
        marks.add("partial")
    if is_break:
        marks.add("break_before")
    return frozenset(marks)


def _one_membership(
    figures: _Figures, question: _Question, breaks: Collection[int], area: str, years: Mapping[int, Value]
) -> dict[int, Value]:
    """A series over the members that have all its years: from the latest year back, as far as 95 % allows."""
    wanted = sorted((year for year, cell in years.items() if cell.value is not None), reverse=True)
    rows = figures.db.execute(
        """
        SELECT year, municipality_code, count(value) FILTER (list_contains($measures, measure)) = len($measures),
               max(value) FILTER (measure = 'population')
        FROM area_members JOIN mart.measures USING (municipality_code)
        WHERE area_id = $area AND NOT list_contains($left_out, municipality_code) GROUP BY ALL
        """,
        {"measures": list(question.measures), "area": area, "left_out": list(question.left_out)},
    ).fetchall()
    complete: dict[int, set[str]] = {}
    population: dict[int, dict[str, float]] = {}
    for year, code, is_complete, inhabitants in rows:
        population.setdefault(year, {})[code] = inhabitants or 0.0
        if is_complete:
            complete.setdefault(year, set()).add(code)
    members, kept = common_members(wanted, complete, population)
    within = tuple((area, code) for code in sorted(members))
    asked = replace(question, left_out=(), members=within, years=tuple(kept))
    of = max(cell.of for cell in years.values())
    found = _ask(figures, asked, breaks).get(area, {})
    return {
        year: replace(cell, of=of, status=cell.status | ({"partial"} if cell.members < of else set()))
        for year, cell in found.items()
    }
