"""Key figures per municipality from Kolada (RKA), API v3: nearness to transit, charging, mileage and what people say.

Shares and rates that have their denominator here become counts; everything is kept as published. A key figure is known
by its id and its title (ingest/publishers/kolada.toml). One that is gone, renamed or holds what cannot be stops itself
alone: the others are taken, its last good figures stand, and it is told with what may follow it. Whole series are asked
for every time, since Kolada revises backwards and its answers have no stamp of when they were updated
(publication_date is a plan).
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from ingest import publishers
from ingest.fetching.download import Client
from ingest.fetching.raw import Fetch
from ingest.live import Live
from ingest.publishers import written
from ingest.readers import unlikely
from ingest.source import Source, status_of
from ingest.sources.kolada import answers, kpis, questions as kolada_questions, series as kolada_series
from ingest.sources.kolada.kpis import Kpi, Titles
from ingest.sources.kolada.series import Reading, Series
from malkollen.errors import DataError, SourceError
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import number, spans

LIVE = Live.of("Kolada", kolada_questions.DECLARED, has_this_year=True)
AREAS_SOURCE = "kolada_areas"


def fetch(client: Client, into: Fetch, _since: int | None) -> None:
    """Asks for titles, municipalities and figures. A first year makes no difference: series come whole."""
    declared = kpis.kpis()
    ids = sorted(kpi.id for kpi in declared.values())
    titles = kpis.titles(row for question in kolada_questions.titles(ids) for row in _rows(client, into, question))
    for key in (*titles.faults, *titles.ended):
        kolada_questions.search(client, into, key)
    if not titles.fitting:
        raise SourceError(f"Kolada: {next(iter(titles.faults.values()))}")
    asked = {key: declared[key].id for key in titles.fitting}
    if into.manifest().get(kolada_series.ASKED) != asked:
        into.note(kolada_series.ASKED, asked)
    units = answers.units(_rows(client, into, kolada_questions.units()))
    for question in kolada_questions.figures(sorted(asked.values()), units):
        kolada_questions.bring(client, into, question)


def probe(client: Client) -> str:
    """Asks for the titles of the key figures and one figure; SourceError where one is gone, renamed or has ended."""
    titles = _titles(client)
    if told := [
        *(_with_successor(client, key, fault, titles.now.get(key)) for key, fault in titles.faults.items()),
        *(_with_successor(client, key, "", titles.now.get(key), last) for key, last in titles.ended.items()),
    ]:
        more = f" (och {number(len(told) - 1)} nyckeltal till)" if len(told) > 1 else ""
        raise SourceError(f"Kolada: {told[0]}{more}")
    _, path = next(kolada_questions.figures([kpis.kpis()[titles.fitting[0]].id], {answers.COUNTRY: "L"}))
    kolada_questions.ask(client, ("", path))
    return f"Kolada svarar: {len(titles.fitting)} nyckeltal har de väntade titlarna"


def follow(client: Client) -> list[str]:
    """Writes into the data folder's file what a key figure is called or goes on as now; one Swedish line each.

    A key figure that has ended, or is gone, is followed where just one other has its own title but for the year; one
    with the same words in another spelling is taken by that title. Of every other the line says what to write by hand.
    """
    titles = _titles(client)
    lines: list[str] = []
    for key in (*titles.faults, *titles.ended):
        try:
            lines += _followed(client, key, titles)
        except DataError as error:  # of this one: the others are followed
            lines.append(str(error))
    return lines


def _titles(client: Client) -> Titles:
    """What the key figures are called now."""
    ids = sorted(kpi.id for kpi in kpis.kpis().values())
    pages = [page for each in kolada_questions.titles(ids) for page in kolada_questions.ask(client, each)]
    return kpis.titles(row for page in pages for row in page.rows)


def _followed(client: Client, key: str, titles: Titles) -> list[str]:
    """Writes what surely follows a key figure; what was done, or what to write by hand."""
    id_, (*tables, name), title = kpis.kpis()[key].id, kpis.entry_of(key), titles.now.get(key)
    found = kolada_questions.search(client, None, key)
    if new := kpis.successor(key, found, title):
        written.put(kpis.NAME, (*tables, name) if name == "uncertainty" else (*tables, name, "id"), new)
        return [f"{id_} följs av {new} från och med nu ({publishers.FILE})"]
    if title is None or key not in titles.faults or name == "uncertainty":
        said = kpis.said_of(key, found, title, titles.ended.get(key))
        return [f"{id_} följs inte av sig självt: {said}"] if said else []
    title = " ".join(title.split())
    if kpis.is_respelt(key, title):
        written.put(kpis.NAME, (*tables, name, "title"), [title])
        return [f"{id_} godtas med titeln '{excerpt(title)}' ({publishers.FILE})"]
    line = f"title = {json.dumps([excerpt(title, 200)], ensure_ascii=False)}"
    entry = ".".join((kpis.NAME, *tables, name))
    by_hand = f"är det samma mått, skriv {line} under [{entry}] i {publishers.FILE} i datamappen"
    return [f"{id_} heter nu '{excerpt(title)}' och godtas inte av sig självt: {by_hand}"]


def sources(fetches: list[Fetch]) -> dict[str, Source]:
    """The sources by id, with the day of the fetch and Kolada's own plan for the next figures."""
    retrieved, titles = kolada_series.retrieved(fetches[0]), kolada_series.titles(fetches[0])
    declared: dict[str, Source] = {}
    for key, group in kpis.groups().items():
        expected = kpis.next_expected(titles, group, retrieved)
        plan = {"next_expected": expected, "next_expected_from": f"Koladas publiceringsplan, läst {retrieved}"}
        declared[key] = group.model_copy(update={"retrieved": retrieved, **(plan if expected else {})})
    return declared


def stage(db: DuckDBPyConnection, fetches: list[Fetch]) -> list[str]:
    """Reads the newest fetch into staged.measures, staged.published and staged.conversions.

    A key figure that it has not, or has so that it cannot be, is read from the newest fetch before that has it.

    Returns:
        A Swedish line of each key figure that is not what it was.
    """
    codes = {code for (code,) in db.execute("SELECT municipality_code FROM mart.municipalities").fetchall()}
    newest = kolada_series.read(fetches[0], codes)
    if not newest.series:
        raise SourceError(f"Kolada: {next(iter(newest.faults.values()))}")
    before = _before(fetches[1:], codes, set(newest.faults))
    whole = {key: before.get(key, newest) for key in [*before, *newest.series]}
    for source, group in kpis.groups().items():
        for key, kpi in group.kpis.items():
            if key in whole:
                uncertainty = whole.get(kpi.uncertainty or "")
                ends = uncertainty.series[str(kpi.uncertainty)] if uncertainty else {}
                _stage(db, source, kpi, whole[key].series[key], ends, status_of(whole[key].titles.get(key, "")))
    for fetch_ in fetches[1:2]:
        _suspect_renamed(db, newest, kolada_series.titles(fetch_))
    return [*_told(db, newest, before), *_told_exact(db, newest)]


def _suspect_renamed(db: DuckDBPyConnection, newest: Reading, before: list[Mapping[str, Any]]) -> None:
    """Holds back a title that fits what is declared and yet is not what it was: another population, another share."""
    titles = {str(row.get("id")): str(row.get("title")) for row in before}
    for source, group in kpis.groups().items():
        for key, kpi in group.kpis.items():
            now, then = newest.titles.get(key, ""), titles.get(kpi.id)
            if key in newest.series and then is not None and not kpis.is_same(now, then):
                names = f"heter nu '{excerpt(now, 120)}' och hette '{excerpt(then, 120)}'"
                said = f"Kolada: {kpi.id} {names}; är det samma mått?"
                db.execute("INSERT INTO staged.suspicions VALUES (?, ?)", [source, said])


def _told_exact(db: DuckDBPyConnection, newest: Reading) -> list[str]:
    """What is said of shares that are not taken for want of their uncertainty; held back where they were there before.

    The database that is replaced may have some of them: they are not to go for a publisher's slip.
    """
    lines = []
    for key, cells in newest.exact.items():
        kpi, years = kpis.kpis()[key], spans(sorted({year for _, year in cells}))
        source = next(name for name, each in kpis.groups().items() if key in each.kpis)
        shares = "1 andel" if len(cells) == 1 else f"{number(len(cells))} andelar"
        line = f"Kolada: {kpi.id} {years}: {shares} tas inte utan sitt osäkerhetstal {kpi.uncertainty}"
        known = unlikely.before(db, "published", [kpi.series])
        if any(year in known.get((unit, kpi.series), {}) for unit, year in cells):
            db.execute("INSERT INTO staged.suspicions VALUES (?, ?)", [source, f"{line}, och de fanns med förut"])
        lines.append(line)
    return lines


def _with_successor(client: Client, key: str, fault: str, title: str | None, last: int | None = None) -> str:
    said = kpis.said_of(key, kolada_questions.search(client, None, key), title, last)
    return "; ".join(filter(None, (fault, said)))


def _before(fetches: Sequence[Fetch], codes: set[str], wanted: set[str]) -> dict[str, Reading]:
    """The newest reading before that has each of some key figures; no more are read than needed."""
    readings: dict[str, Reading] = {}
    for fetch_ in fetches:
        if not wanted - readings.keys():
            break
        try:
            reading = kolada_series.read(fetch_, codes)
        except SourceError:
            continue
        readings |= {key: reading for key in wanted - readings.keys() if key in reading.series}
    return readings


def _told(db: DuckDBPyConnection, newest: Reading, before: Mapping[str, Reading]) -> list[str]:
    """What is said of the key figures that are not what they were, also among the caveats of their source."""
    lines = []
    for key, fault in {**newest.faults, **newest.ended}.items():
        group = next((name for name, each in kpis.groups().items() if key in each.kpis), None)
        kept = f"; siffrorna från {before[key].retrieved} står kvar" if key in before else ""
        line = f"Kolada: {fault}{kept if key in newest.faults else ''}"
        lines.append(line)
        if group:
            caveat = "UPDATE mart.sources SET caveats = list_append(caveats, ?) WHERE source = ?"
            db.execute(caveat, [line, group])
    return lines


def _rows(client: Client, into: Fetch, question: kolada_questions.Question) -> list[Mapping[str, Any]]:
    return [row for page in kolada_questions.bring(client, into, question) for row in page.rows]


def _stage(db: DuckDBPyConnection, source: str, kpi: Kpi, series: Series, uncertainty: Series, status: str) -> None:
    """Stages one key figure as published; a municipality's figure that is a measure is staged as that instead."""
    rows = [(unit, year, value) for (unit, year), value in sorted(series.items()) if value is not None]
    taken = answers.areas()
    if kpi.measure:
        own = [row for row in rows if row[0] not in taken]
        rows = [row for row in rows if row[0] in taken]
        names = {"municipality_code": [unit for unit, _, _ in own], "measure": [kpi.measure] * len(own)}
        _insert(db, "measures", names, own, [source] * len(own), status)
    ends = [_interval(value, uncertainty.get((unit, year))) for unit, year, value in rows]
    names = {"area_id": [taken.get(unit, unit) for unit, _, _ in rows], "series": [kpi.series] * len(rows)}
    given = [AREAS_SOURCE if unit in taken else source for unit, _, _ in rows]
    _insert(db, "published", names, rows, given, status, low=[low for low, _ in ends], high=[high for _, high in ends])
    if kpi.becomes:
        rule = [source, kpi.series, kpi.becomes, kpi.times, kpi.factor]
        db.execute("INSERT INTO staged.conversions VALUES (?, ?, ?, ?, ?)", rule)


def _interval(value: float, uncertainty: float | None) -> tuple[float | None, float | None]:
    """The ends of a share's interval (value ± uncertainty, within 0–100); none where no uncertainty is published."""
    if uncertainty is None:
        return None, None
    return max(0.0, value - uncertainty), min(100.0, value + uncertainty)


def _insert(
    db: DuckDBPyConnection,
    table: str,
    names: Mapping[str, list[str]],
    rows: list[tuple[str, int, float]],
    sources: list[str],
    status: str,
    **ends: list[float | None],
) -> None:
    """Inserts rows of unit, year and value, with the columns that name them."""
    columns = {
        **{name: pa.array(texts, pa.string()) for name, texts in names.items()},
        **{name: pa.array(numbers, pa.float64()) for name, numbers in ends.items()},
        "year": pa.array([year for _, year, _ in rows], pa.int32()),
        "value": pa.array([value for _, _, value in rows], pa.float64()),
        "status": pa.array([status] * len(rows), pa.string()),
        "source": pa.array(sources, pa.string()),
    }
    db.register("batch", pa.table(columns))
    db.execute(f"INSERT INTO staged.{table} BY NAME SELECT * FROM batch")  # noqa: S608 - our own names
    db.unregister("batch")
