"""Regional cycle routes in kilometres, from the regional cycle report, by a template that the office fills in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from duckdb import DuckDBPyConnection

from ingest.fetching.raw import Fetch
from ingest.live import Live
from ingest.readers import by_hand, unlikely
from ingest.readers.by_hand import Fault, Template
from ingest.readers.filled_line import Line
from ingest.source import Source
from malkollen.registry import registry
from malkollen.registry.home import capital
from malkollen.texts.printable import excerpt

LIVE = Live("Cykelbokslutet")
SOURCE = "cycle_routes"
TEMPLATE = Template(
    "cycle_routes",
    ("område", "år", "uppgift", "kilometer", "källa", "anteckning"),
    ("område", "år", "uppgift", "kilometer", "källa"),
)
take = partial(by_hand.take, template=TEMPLATE)
PART, WHOLE = "god standard", "hela nätet"
SERIES = {PART: "regional_cycle_routes_good_km", WHOLE: "regional_cycle_routes_km"}
MOST_KM = 5000.0
"""The county's regional network is some hundreds of kilometres."""


def sources(fetches: Sequence[Fetch]) -> dict[str, Source]:
    """The report as its file declares it, of the region that the registry names."""
    region = registry.load().home.region
    attribution = region.source(region.cycle_report)
    return {
        SOURCE: by_hand.source(
            by_hand.read(fetches, TEMPLATE),
            publisher=region.name,
            title="Regionala cykelstråk, kilometer",
            publication=capital(region.cycle_report),
            url=region.page or "data/templates/cycle_routes.csv",
            reference="31 december",
            attribution=attribution,
            attribution_raw=attribution,
            cadence="årligen",
            lag_months=12,
            caveats=("God standard är den regionala cykelplanens; en ny plan kan ändra vad som räknas.",),
        )
    }


def stage(db: DuckDBPyConnection, fetches: Sequence[Fetch]) -> None:
    """Every row into staged.published; SourceError with every fault by its row."""
    filled = by_hand.read(fetches, TEMPLATE)
    areas = _areas()
    ids = {name.casefold(): area for name, area in areas.items()}
    faults = [*by_hand.cell_faults(filled, TEMPLATE, lambda line: _check(line, areas))]
    twice = by_hand.twice(filled.lines, lambda line: _key(line, ids))
    by_hand.refuse(filled, [*faults, *twice, *_parts(filled.lines, *areas)])
    db.executemany(
        "INSERT INTO staged.published (area_id, year, series, value, status, source) VALUES (?, ?, ?, ?, ?, ?)",
        [[*_key(line, ids), line.number("kilometer"), line.status, SOURCE] for line in filled.lines],
    )
    unlikely.suspect(db, SOURCE, filled, [*_metres(filled.lines), *_zeros(filled.lines)])
    known = unlikely.before(db, "published", list(SERIES.values()))
    unlikely.suspect(db, SOURCE, filled, unlikely.leaps(filled, "kilometer", lambda line: _key(line, ids), known))


def _metres(lines: Sequence[Line]) -> Iterator[Fault]:
    for line in lines:
        if (line.number("kilometer") or 0.0) > MOST_KM:
            yield line.row, f"kilometer: {line['kilometer']} ser ut att vara meter; skriv kilometer"


def _zeros(lines: Sequence[Line]) -> Iterator[Fault]:
    """A zero may be true, and then somebody says so; mostly it is how a figure that is missing was written."""
    for line in lines:
        if line.number("kilometer") == 0:
            said = f"kilometer: {excerpt(line['kilometer'])} för {excerpt(line['uppgift'])} {line.year}"
            yield line.row, f"{said}; ta bort raden om uppgiften saknas"


def _areas() -> dict[str, str]:
    """The areas the office may write, by their names: the home group and its county."""
    found = registry.load()
    return {found.groups[area].title: area for area in (found.comparison.home, found.home.county)}


def _key(line: Line, ids: Mapping[str, str]) -> tuple[str, int, str]:
    """The area, year and series of a row."""
    return ids.get(line["område"].casefold(), ""), line.year, SERIES.get(line["uppgift"].casefold(), "")


def _check(line: Line, areas: Iterable[str]) -> Iterator[str]:
    yield from by_hand.one_of(line, "område", tuple(areas))
    yield from by_hand.one_of(line, "uppgift", SERIES)
    yield from by_hand.not_number(line, "kilometer")


def _parts(lines: Sequence[Line], home: str, county: str) -> Iterator[Fault]:
    """What meets the standard is not more than all there is, and the home group's not more than the county's."""
    known = {(line["område"].casefold(), line["år"], line["uppgift"].casefold()): line for line in lines}
    for (area, year, what), line in known.items():
        whole = known.get((area, year, WHOLE)) if what == PART else None
        around = known.get((county.casefold(), year, what)) if area == home.casefold() else None
        for other, name in ((whole, WHOLE), (around, county)):
            part, most = line.number("kilometer"), other.number("kilometer") if other else None
            if other and part is not None and most is not None and part > most:
                said = f"kilometer: {line['kilometer']} är mer än {name}, {other['kilometer']} på rad {other.row}"
                yield line.row, said
