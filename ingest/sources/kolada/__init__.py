"""Key figures per municipality from Kolada (RKA), API v3: nearness to transit, charging, mileage and what people say.

Shares and rates that have their denominator here become counts; everything is kept as published. A key figure is known
by its id and its title (kolada.toml). Whole series are asked for every time, since Kolada revises backwards and its
answers have no stamp of when they were updated (publication_date is a plan).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from ingest.fetching.download import Client, Limits
from ingest.fetching.raw import Fetch
from ingest.live import Live
from ingest.source import Source
from ingest.sources.kolada import answers, kpis, questions as kolada_questions
from ingest.sources.kolada.answers import COUNTRY
from ingest.sources.kolada.kpis import Kpi
from malkollen.errors import SourceError

LIVE = Live(
    "Kolada",
    declared=kolada_questions.DECLARED,
    limits=Limits(5, 1.0, largest_bytes=50_000_000),
    has_this_year=True,
)
AREAS_SOURCE = "kolada_areas"
CHARGING, BY_POWER = "N07713", ("N07710", "N07711", "N07712")
SUM_TOLERANCE = 0.01
ENOUGH = 50  # municipalities that tell fractions from per cent

Series = dict[tuple[str, int], float | None]
"""Of one key figure: value by unit and year; None where there is a row without a value."""


def fetch(client: Client, into: Fetch, _since: int | None) -> None:
    """Asks for titles, municipalities and figures. A first year makes no difference: series come whole."""
    titles = [row for question in kolada_questions.titles() for row in _rows(client, into, question)]
    kpis.check_titles(titles)
    units = answers.units(_rows(client, into, kolada_questions.UNITS))
    for question in kolada_questions.figures(units):
        kolada_questions.bring(client, into, question)


def probe(client: Client) -> str:
    """Asks for the titles of the key figures; SourceError where one is gone or is called something else."""
    pages = [page for question in kolada_questions.titles() for page in kolada_questions.ask(client, question)]
    kpis.check_titles([row for page in pages for row in page.rows])
    return f"Kolada svarar: {len(kpis.kpis())} nyckeltal har de väntade titlarna"


def sources(fetches: list[Fetch]) -> dict[str, Source]:
    """The sources by id, with the day of the fetch and Kolada's own plan for the next figures."""
    retrieved, titles = _retrieved(fetches[0]), _titles(fetches[0])
    found: dict[str, Source] = {}
    for key, group in kpis.groups().items():
        expected = kpis.next_expected(titles, group, retrieved)
        plan = {"next_expected": expected, "next_expected_from": f"Koladas publiceringsplan, läst {retrieved}"}
        found[key] = group.model_copy(update={"retrieved": retrieved, **(plan if expected else {})})
    return found


def stage(db: DuckDBPyConnection, fetches: list[Fetch]) -> None:
    """Reads the newest fetch into staged.measures, staged.published and staged.conversions."""
    newest = fetches[0]
    kpis.check_titles(_titles(newest))
    codes = {code for (code,) in db.execute("SELECT municipality_code FROM mart.municipalities").fetchall()}
    rows = [row for page in kolada_questions.stored(newest, kolada_questions.UNITS) for row in page.rows]
    units = answers.units(rows)
    answers.check_units(units, codes)
    figures = _figures(newest, units)
    for key, kpi in kpis.kpis().items():
        _check_coverage(key, kpi, figures[key], codes)
        _check_unit(key, kpi, figures[key])
        _check_sum(key, kpi, figures[key])
    _check_parts(figures)
    for source, group in kpis.groups().items():
        for key, kpi in group.kpis.items():
            _stage(db, source, kpi, figures[key], figures.get(kpi.uncertainty or "", {}))


def _rows(client: Client, into: Fetch, question: kolada_questions.Question) -> list[Mapping[str, Any]]:
    return [row for page in kolada_questions.bring(client, into, question) for row in page.rows]


def _titles(fetch: Fetch) -> list[Mapping[str, Any]]:
    questions = kolada_questions.titles()
    return [row for question in questions for page in kolada_questions.stored(fetch, question) for row in page.rows]


def _retrieved(fetch: Fetch) -> str:
    """The day (ISO) the last answer came."""
    days = [str(file.get("fetched_at", ""))[:10] for file in fetch.manifest()["files"].values()]
    if not days or not max(days):
        raise SourceError(f"Kolada: hämtningen {fetch.id} är tom; hämta igen")
    return max(days)


def _figures(fetch: Fetch, units: Mapping[str, str]) -> dict[str, Series]:
    """Every key figure's series; SourceError for a figure that is given twice."""
    asked, latest_year = kpis.kpis(), int(_retrieved(fetch)[:4])
    found: dict[str, Series] = defaultdict(dict)
    for question in kolada_questions.figures(units):
        for page in kolada_questions.stored(fetch, question):
            for figure in answers.figures(page.rows, asked, units, latest_year):
                place = figure.unit, figure.year
                if place in found[figure.kpi]:
                    where = f"{figure.kpi} {figure.unit} {figure.year}"
                    raise SourceError(
                        f"Kolada: {where} står två gånger i svaret; ändrades något under tiden? Hämta igen"
                    )
                found[figure.kpi][place] = figure.value
    return found


# ───────────── Checks ─────────────


def _check_coverage(key: str, kpi: Kpi, series: Series, codes: set[str]) -> None:
    """A key figure has figures, and every municipality a row from the year that is declared."""
    years = {year for (unit, year), value in series.items() if unit in codes and value is not None}
    if not years:
        raise SourceError(f"Kolada: {key} ({kpi.title[0]}) har inga värden för kommuner; se nyckeltalet på kolada.se")
    found = Counter(year for unit, year in series if unit in codes)
    for year in sorted(year for year in years if kpi.full_from is not None and year >= kpi.full_from):
        if found[year] != len(codes):
            gone = min(code for code in codes if (code, year) not in series)
            raise SourceError(
                f"Kolada: {key} {year} har {found[year]} kommuner, ska vara {len(codes)} (saknar {gone}); hämta igen, "
                "eller vänta tills Kolada har alla"
            )
    *_, before, latest = sorted({0, *years})
    lost = {unit for unit, year in series if unit in codes and year == before} - {u for u, y in series if y == latest}
    if lost and (kpi.measure or kpi.becomes):
        raise SourceError(f"Kolada: {key} {latest} saknar {min(lost)} som fanns {before}; hämta igen, eller vänta")


def _check_unit(key: str, kpi: Kpi, series: Series) -> None:
    """A share is in per cent: a year where no municipality is above 1 is in fractions."""
    highest: dict[int, list[float]] = defaultdict(list)
    for (_, year), value in series.items() if kpi.ceiling == 100.0 else ():
        highest[year] += [value] if value is not None else []
    for year, values in sorted(highest.items()):
        if len(values) >= ENOUGH and max(values) <= 1:
            raise SourceError(f"Kolada: {key} {year} är högst {max(values):g}; har andelen bytt enhet från procent?")


def _check_sum(key: str, kpi: Kpi, series: Series) -> None:
    """Where the municipalities make up the country their sum is riket's figure, within a hundredth."""
    totals = {year: value for (unit, year), value in series.items() if unit == COUNTRY and value is not None}
    taken = answers.areas() if kpi.is_sum else {}
    for year, total in sorted(totals.items()) if kpi.is_sum else []:
        parts = [
            value for (unit, at), value in series.items() if at == year and unit not in taken and value is not None
        ]
        if parts and abs(sum(parts) - total) > SUM_TOLERANCE * total:
            raise SourceError(
                f"Kolada: {key} {year}: kommunerna ger {sum(parts):.0f} och riket är {total:.0f}; saknas någon kommun?"
            )


def _check_parts(figures: Mapping[str, Series]) -> None:
    """Charging points in all are those by power together; never fewer than those that are known."""
    for place, total in sorted(figures[CHARGING].items()):
        parts = [value for key in BY_POWER if (value := figures[key].get(place)) is not None]
        if total is None or not parts:
            continue
        if sum(parts) > total or (len(parts) == len(BY_POWER) and sum(parts) != total):
            raise SourceError(
                f"Kolada: {place[0]} {place[1]}: laddpunkterna efter effekt är {sum(parts):.0f} och totalt {total:.0f} "
                f"({CHARGING}); stämmer definitionerna?"
            )


# ───────────── Rows ─────────────


def _stage(db: DuckDBPyConnection, source: str, kpi: Kpi, series: Series, uncertainty: Series) -> None:
    """Stages one key figure as published; a municipality's figure that is a measure is staged as that instead."""
    rows = [(unit, year, value) for (unit, year), value in sorted(series.items()) if value is not None]
    taken = answers.areas()
    if kpi.measure:
        own = [row for row in rows if row[0] not in taken]
        rows = [row for row in rows if row[0] in taken]
        names = {"municipality_code": [unit for unit, _, _ in own], "measure": [kpi.measure] * len(own)}
        _insert(db, "measures", names, own, [source] * len(own))
    ends = [_interval(value, uncertainty.get((unit, year))) for unit, year, value in rows]
    names = {"area_id": [taken.get(unit, unit) for unit, _, _ in rows], "series": [kpi.series] * len(rows)}
    given = [AREAS_SOURCE if unit in taken else source for unit, _, _ in rows]
    _insert(db, "published", names, rows, given, low=[low for low, _ in ends], high=[high for _, high in ends])
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
    **ends: list[float | None],
) -> None:
    """Inserts rows of unit, year and value, with the columns that name them."""
    columns = {
        **{name: pa.array(texts, pa.string()) for name, texts in names.items()},
        **{name: pa.array(numbers, pa.float64()) for name, numbers in ends.items()},
        "year": pa.array([year for _, year, _ in rows], pa.int32()),
        "value": pa.array([value for _, _, value in rows], pa.float64()),
        "status": pa.array([""] * len(rows), pa.string()),
        "source": pa.array(sources, pa.string()),
    }
    db.register("batch", pa.table(columns))
    db.execute(f"INSERT INTO staged.{table} BY NAME SELECT * FROM batch")  # noqa: S608 - our own names
    db.unregister("batch")
