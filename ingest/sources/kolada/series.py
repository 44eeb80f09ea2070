"""The series of a fetch of Kolada, each checked by itself: a fault in one key figure is that key figure's alone."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ingest.fetching.raw import Fetch
from ingest.sources.kolada import answers, kpis, questions as kolada_questions
from ingest.sources.kolada.answers import COUNTRY
from ingest.sources.kolada.kpis import Kpi
from malkollen.errors import SourceError

ASKED = "kpis"
"""In a fetch's manifest: the key figures that were asked for, id by our name."""
CHARGING = "public_charging_points"
BY_POWER = ("charging_points_to_50_kw", "charging_points_50_to_150_kw", "charging_points_over_150_kw")
SUM_TOLERANCE = 0.01
ENOUGH = 50  # municipalities that tell fractions from per cent

Series = dict[tuple[str, int], float | None]
"""Of one key figure: value by unit and year; None where there is a row without a value."""


@dataclass(frozen=True)
class Reading:
    """What a fetch holds, by our names of the key figures.

    Attributes:
        faults: why one is not taken, in Swedish; ended: what is said of one that is taken but gets no more years.
        exact: the municipalities' shares that are not taken for want of their uncertainty, by unit and year.
        titles: as the answer has them.
    """

    retrieved: str
    series: dict[str, Series] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    ended: dict[str, str] = field(default_factory=dict)
    exact: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)


def read(fetch: Fetch, codes: set[str]) -> Reading:
    """The series of a fetch that hold; SourceError where it cannot be read at all."""
    reading, asked = Reading(retrieved(fetch)), _asked(fetch)
    held = kpis.titles(titles(fetch), asked)
    reading.titles.update(held.now)
    for key, fault in held.faults.items():
        said = kpis.said_of(key, kolada_questions.searched(fetch, key), held.now.get(key))
        reading.faults[key] = "; ".join(filter(None, (fault, said)))
    for key, last in held.ended.items():
        reading.ended[key] = kpis.said_of(key, kolada_questions.searched(fetch, key), held.now.get(key), last)
    rows = [row for page in kolada_questions.stored(fetch, kolada_questions.units()) for row in page.rows]
    units = answers.units(rows)
    answers.check_units(units, codes)
    declared = kpis.kpis()
    figures = _figures(fetch, units, {key: kpi for key, kpi in asked.items() if key in declared}, reading)
    for key in set(declared) - set(reading.faults):
        if key not in asked:
            reading.faults[key] = f"{declared[key].id} frågades inte i hämtningen från {reading.retrieved}"
        else:
            _check(key, declared[key], figures[key], codes, reading)
    _check_parts(figures, reading)
    _without_uncertain(reading, figures, codes)
    reading.series.update({key: figures[key] for key in declared if key not in reading.faults})
    return reading


def titles(fetch: Fetch) -> list[Mapping[str, Any]]:
    """The stored rows of titles."""
    names = [name for name in fetch.manifest()["files"] if name.startswith("kpi-")]
    rows: list[Mapping[str, Any]] = []
    for name in sorted(names):
        rows += answers.page(_whole(fetch, name), name).rows
    return rows


def retrieved(fetch: Fetch) -> str:
    """The day (ISO) the last answer came."""
    days = [str(file.get("fetched_at", ""))[:10] for file in fetch.manifest()["files"].values()]
    if not days or not max(days):
        raise SourceError(f"Kolada: hämtningen {fetch.id} är tom; hämta igen")
    return max(days)


def _whole(fetch: Fetch, name: str) -> bytes:
    if not fetch.has(name):
        raise SourceError(f"Kolada: hämtningen {fetch.id} saknar {name} eller filen är ändrad; hämta igen")
    return fetch.file(name).read_bytes()


def _asked(fetch: Fetch) -> dict[str, str]:
    """The key figures that were asked for: id by our name; every one with its first id in a fetch that does not say."""
    noted = fetch.manifest().get(ASKED)
    return noted if isinstance(noted, dict) else {key: key for key in kpis.kpis()}


def _figures(fetch: Fetch, units: Mapping[str, str], asked: Mapping[str, str], reading: Reading) -> dict[str, Series]:
    """Every key figure's series; one that holds what cannot be gets its fault in the reading."""
    declared, latest_year = kpis.kpis(), int(reading.retrieved[:4])
    ours = {id_: key for key, id_ in asked.items()}
    by_id: dict[str, Kpi] = {id_: declared[key] for id_, key in ours.items()}
    figures: dict[str, Series] = defaultdict(dict)
    taken = answers.areas()
    for question in kolada_questions.figures(sorted(_asked(fetch).values()), units):
        for page in kolada_questions.stored(fetch, question):
            for row in page.rows:
                key = ours.get(str(row.get("kpi")))
                try:
                    if figure := answers.figure(row, by_id, units, taken, latest_year):
                        _add(figures[str(key)], figure)
                except SourceError as error:
                    if key is None:
                        raise
                    reading.faults.setdefault(key, str(error).removeprefix("Kolada: "))
    return figures


def _add(series: Series, figure: answers.Figure) -> None:
    cell = figure.unit, figure.year
    if cell in series:
        where = f"{figure.kpi} {figure.unit} {figure.year}"
        raise SourceError(f"Kolada: {where} står två gånger i svaret; ändrades något under tiden? Hämta igen")
    series[cell] = figure.value


def _check(key: str, kpi: Kpi, series: Series, codes: set[str], reading: Reading) -> None:
    checks: tuple[Callable[[], None], ...] = (
        lambda: _check_coverage(kpi.id, kpi, series, codes),
        lambda: _check_unit(kpi.id, kpi, series),
        lambda: _check_sum(kpi.id, kpi, series),
    )
    for check in checks:
        try:
            check()
        except SourceError as error:
            reading.faults.setdefault(key, str(error).removeprefix("Kolada: "))


def _without_uncertain(reading: Reading, figures: dict[str, Series], codes: set[str]) -> None:
    """A survey's share is not taken without its uncertainty: it would seem exact. Takes such shares out."""
    for key, kpi in kpis.kpis().items():
        if not kpi.uncertainty or key in reading.faults:
            continue
        own, uncertainty = figures.get(key, {}), figures.get(kpi.uncertainty, {})
        exact = [cell for cell in own if cell[0] in codes and own[cell] is not None and uncertainty.get(cell) is None]
        known = {cell for cell in own if cell[0] in codes and own[cell] is not None}
        if kpi.uncertainty in reading.faults or (exact and len(exact) == len(known)):
            reading.faults[key] = f"{kpi.id} tas inte utan sitt osäkerhetstal {kpi.uncertainty}"
        elif exact:
            figures[key] = {cell: value for cell, value in own.items() if cell not in set(exact)}
            reading.exact[key] = sorted(exact)


def _check_coverage(key: str, kpi: Kpi, series: Series, codes: set[str]) -> None:
    """A key figure has figures, and every municipality a row from the year that is declared."""
    years = {year for (unit, year), value in series.items() if unit in codes and value is not None}
    if not years:
        raise SourceError(f"Kolada: {key} ({kpi.title[0]}) har inga värden för kommuner; se nyckeltalet på kolada.se")
    counts = Counter(year for unit, year in series if unit in codes)
    for year in sorted(year for year in years if kpi.full_from is not None and year >= kpi.full_from):
        if counts[year] != len(codes):
            gone = min(code for code in codes if (code, year) not in series)
            raise SourceError(
                f"Kolada: {key} {year} har {counts[year]} kommuner, ska vara {len(codes)} (saknar {gone}); hämta igen, "
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


def _check_parts(figures: Mapping[str, Series], reading: Reading) -> None:
    """Charging points in all are those by power together; never fewer than those that are known."""
    of = {kpi.series: key for key, kpi in kpis.kpis().items()}
    charging, by_power = of[CHARGING], [of[name] for name in BY_POWER]
    if {charging, *by_power} & reading.faults.keys():
        return
    for cell, total in sorted(figures.get(charging, {}).items()):
        parts = [value for key in by_power if (value := figures[key].get(cell)) is not None]
        if total is None or not parts:
            continue
        if sum(parts) > total or (len(parts) == len(by_power) and sum(parts) != total):
            fault = (
                f"{cell[0]} {cell[1]}: laddpunkterna efter effekt är {sum(parts):.0f} och totalt {total:.0f} "
                f"({kpis.kpis()[charging].id}); stämmer definitionerna?"
            )
            reading.faults.update(dict.fromkeys([charging, *by_power], fault))
            return
