"""Builds data/malkollen.duckdb: reference, stage every source, marts, checks, swap. The last good stays till then."""

import importlib
import pkgutil
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import ModuleType

import duckdb
from duckdb import DuckDBPyConnection

import ingest.sources
from ingest import live, publishers
from ingest.building import before, borders, changes, checks, fetches, reference, rereading, suspicion, verdicts
from ingest.fetching.raw import RawStore
from ingest.live import Fault
from malkollen.database import gaps, storage
from malkollen.database.gaps import Gap
from malkollen.errors import SourceError, UnknownNameError
from malkollen.office.room import source_names
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import spans

HERE = Path(__file__).parent / "building"
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class SourceReport:
    """What a build did with one source.

    Attributes:
        municipalities: the fewest and the most that a year has.
        gaps: measures and years that are missing, in Swedish.
        unit: what municipalities counts: "kommuner", or "områden" for figures published for areas.
    """

    source: str
    publisher: str
    title: str
    rows: int
    first_year: int
    last_year: int
    municipalities: tuple[int, int]
    gaps: tuple[str, ...]
    unit: str


@dataclass(frozen=True)
class Built:
    """What a build gave.

    Attributes:
        reports: one a source; faults: live sources whose newest fetch is not what the database shows.
        changes: what is new, revised or gone since the database before, by source and measure.
        note: what could not be done for want of that database, a Swedish line each; empty where all was.
    """

    reports: list[SourceReport]
    faults: list[Fault]
    changes: list[changes.Change]
    note: str = ""


def modules() -> dict[str, ModuleType]:
    """The modules of ingest/sources by name: the folder is the list."""
    names = [found.name for found in pkgutil.iter_modules(ingest.sources.__path__)]
    return {name: importlib.import_module(f"ingest.sources.{name}") for name in sorted(names)}


def choose(names: list[str]) -> dict[str, ModuleType]:
    """The modules named, or all; UnknownNameError for a source that is not built."""
    known = modules()
    for name in names:
        if name not in known:
            raise UnknownNameError(
                f"källan '{excerpt(name)}' finns inte i den här versionen; källor som finns: {', '.join(known)}"
            )
    return known


def build(
    data: Path,
    progress: Progress = lambda _done, _total, _what: None,
    *,
    accept: bool | Collection[str] = False,
    failures: Mapping[str, str] | None = None,
) -> Built:
    """Builds beside the old database and swaps it in whole; the old one stays on any error.

    A live source whose newest fetch cannot be read keeps its last good one and stops nothing else.

    Args:
        data: the folder with figures/, reference/ and raw/; malkollen.duckdb is written there.
        progress: called with steps done, steps in all and what is being done now.
        accept: take figures that look suspicious, of every source or of those named.
        failures: why a live source could not be asked before the build, by its name; kept for the screen.
    """
    sources = choose([])
    accepted = (sources if accept else ()) if isinstance(accept, bool) else accept
    faults, steps = list[Fault](), len(sources) + 5
    with storage.rebuilding(data / storage.FILE_NAME) as db:
        db.execute("ATTACH ':memory:' AS staged")
        old = before.attach(db, data / storage.FILE_NAME)
        _run(db, "schema.sql")
        fetches.prepare(db)
        progress(1, steps, "kommuner, grupper och gränser")
        reference.load(db, data)
        for number, (name, module) in enumerate(_carried_first(sources), start=2):
            _tell(data, name, module, partial(progress, number, steps))
            faults += _stage(db, data, name, module, accept=name in accepted, is_comparable=old.is_whole)
        faults += _computed(db, data, lambda what: progress(steps - 3, steps, what))
        progress(steps - 3, steps, "grunduppgifter")
        _run_marts(db, data)
        progress(steps - 2, steps, "kontroller")
        checks.run(db)
        changed = changes.record(db)
        verdicts.record(db, data / storage.FILE_NAME if old.is_whole else None, datetime.now(UTC).date())
        fetches.record(db, {name: m for name, m in sources.items() if is_live(m)}, RawStore(data), failures or {})
        reports = _report(db)
        db.execute("DETACH staged")
        db.execute("DETACH DATABASE IF EXISTS old")
        progress(steps - 1, steps, "databasen ställs samman")
    progress(steps, steps, "klart")
    return Built(reports, faults, changed, old.note)


def _tell(data: Path, name: str, module: ModuleType, say: Callable[[str], None]) -> None:
    """Tells, before a source is read, which it is, and the fetches of it that are read once more."""
    say(f"läser in {called(name, module)}")
    is_read = is_live(module) and not publishers.broken() and not publishers.fault(module.LIVE.declared.name)
    if count := rereading.try_again(name, RawStore(data)) if is_read else 0:
        again = "1 hämtning" if count == 1 else f"{count} hämtningar"
        why = f"{publishers.FILE} eller läsaren har ändrats"
        say(f"{called(name, module)}: {again} som avvisats eller hållits tillbaka prövas igen: {why}")


def is_live(module: ModuleType) -> bool:
    """Whether a module reads what a publisher was asked, not what is carried."""
    return hasattr(module, "LIVE")


def called(name: str, module: ModuleType) -> str:
    """A source by its publisher and what it is of, as whoever is no programmer reads it."""
    return source_names.called(name, module.LIVE.publisher if is_live(module) else "")


def _carried_first(sources: dict[str, ModuleType]) -> list[tuple[str, ModuleType]]:
    """Carried figures first: a live source takes the place of those it covers. Last those that read areas."""
    return sorted(sources.items(), key=lambda entry: (is_live(entry[1]), _needs_areas(entry[1]), entry[0]))


def _needs_areas(module: ModuleType) -> bool:
    return is_live(module) and bool(module.LIVE.needs_areas)


def _stage(
    db: DuckDBPyConnection, data: Path, name: str, module: ModuleType, *, accept: bool, is_comparable: bool
) -> list[Fault]:
    """Stages a source, carried or live; the faults of a live one whose newest fetch is not what is shown."""
    if is_live(module):
        return live.stage(db, name, module, RawStore(data), accept=accept, is_comparable=is_comparable)
    declared = module.sources(data)
    live.declare(db, declared)
    db.execute("INSERT INTO staged.carried SELECT unnest(?)", [list(declared)])
    module.stage(db, data)
    if not accept:
        suspicion.check_carried(db, {source: getattr(dataset, "file", source) for source, dataset in declared.items()})
    return []


def _run(db: DuckDBPyConnection, file: str) -> None:
    db.execute((HERE / file).read_text(encoding="utf-8"))


def _computed(db: DuckDBPyConnection, data: Path, say: Callable[[str], None]) -> list[Fault]:
    """What timetables and streets give, where any is loaded; a fault stops these figures only."""
    if not db.execute("(SELECT 1 FROM mart.timetables) UNION ALL (SELECT 1 FROM mart.streets) LIMIT 1").fetchone():
        return []
    from ingest.transit import results  # noqa: PLC0415 - numba and scipy take seconds to import, and only this needs them

    return results.run(db, data, say)


def _run_marts(db: DuckDBPyConnection, data: Path) -> None:
    """The tables that are read, and the borders as a publisher has them."""
    borders.refine(db, data)
    try:
        _run(db, "marts.sql")
    except duckdb.ConstraintException:
        raise SourceError(f"två källor ger samma uppgift: {_given_twice(db)}") from None


def _given_twice(db: DuckDBPyConnection) -> str:
    """The first figure that is given twice, and by whom."""
    row = db.execute(
        """
        SELECT concat_ws(' ', area, year, name) || ' (' || string_agg(DISTINCT source, ', ' ORDER BY source) || ')'
        FROM (
          SELECT 'measure' AS kind, municipality_code AS area, year, measure AS name, source FROM staged.measures
          UNION ALL
          SELECT 'measure', area_id, year, measure, source
          FROM staged.published JOIN staged.conversions USING (source, series)
          UNION ALL
          SELECT 'series', area_id, year, series, source FROM staged.published
        )
        GROUP BY kind, area, year, name HAVING count(*) > 1 ORDER BY kind, area, year, name LIMIT 1
        """
    ).fetchone()
    return str(row[0]) if row else "okänd"


def _report(db: DuckDBPyConnection) -> list[SourceReport]:
    rows = db.execute(
        """
        WITH cells AS (
          SELECT unnest(string_split(source, '+')) AS source, year, municipality_code AS area_id FROM mart.measures
          UNION ALL
          SELECT unnest(string_split(source, '+')), year, area_id FROM mart.published
        ), per_year AS (
          SELECT source, year, count(DISTINCT area_id) AS areas,
                 bool_and(area_id IN (SELECT municipality_code FROM mart.municipalities)) AS is_municipal
          FROM cells GROUP BY ALL
        )
        SELECT s.source, s.publisher, s.title, (SELECT count(*) FROM cells AS c WHERE c.source = s.source),
               min(year), max(year), min(areas), max(areas), bool_and(is_municipal)
        FROM mart.sources AS s JOIN per_year USING (source) GROUP BY ALL ORDER BY s.source
        """
    ).fetchall()
    missing = gaps.load(db)
    return [
        SourceReport(
            source=source,
            publisher=publisher,
            title=title,
            rows=count,
            first_year=first,
            last_year=last,
            municipalities=(fewest, most),
            gaps=tuple(_gap_lines(gap for gap in missing if gap.source == source)),
            unit="kommuner" if is_municipal else "områden",
        )
        for source, publisher, title, count, first, last, fewest, most, is_municipal in rows
    ]


def _gap_lines(found: Iterable[Gap]) -> list[str]:
    """Gaps in Swedish, measures with the same gap in one line."""
    lines: dict[str, list[str]] = {}
    for gap in found:
        if gap.missing:
            lines.setdefault(f"{spans(gap.missing)} saknas", []).append(gap.measure)
        if gap.partial:
            said = f"{spans(gap.partial)} har bara {gap.counted} kommuner"
            lines.setdefault(said, []).append(gap.measure)
    return [f"{line}: {', '.join(measures)}" for line, measures in lines.items()]
