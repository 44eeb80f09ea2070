"""Travel survey: shares of trips with their intervals for areas, from a template that the office fills in.

Surveys of different names are different series: the first year of another one says that it begins anew.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from duckdb import DuckDBPyConnection

from ingest.fetching.raw import Fetch
from ingest.live import Live
from ingest.readers import by_hand, unlikely
from ingest.readers.by_hand import Fault, Template
from ingest.readers.filled_line import Line
from ingest.source import Source
from malkollen.registry import registry
from malkollen.texts.printable import excerpt
from malkollen.values.areas import COUNTRY

LEAST = 10.0
"""Of all trips by foot, bicycle and public transport, in per cent, anywhere in the county."""
WIDEST = 40.0
"""Percentage points between the ends of an interval."""
LIVE = Live("Resvaneundersökningen", has_this_year=True)
SOURCE = "travel_survey"
TEMPLATE = Template(
    "travel_survey",
    ("område", "år", "uppgift", "värde", "lägst", "högst", "undersökning", "källa", "anteckning"),
    ("område", "år", "uppgift", "värde", "lägst", "högst", "undersökning", "källa"),
    shares=("värde", "lägst", "högst"),
)
take = partial(by_hand.take, template=TEMPLATE)
SERIES = {"hållbara resor": "sustainable_trip_share_pct", "cykelresor": "cycle_trip_share_pct"}


def sources(fetches: Sequence[Fetch]) -> dict[str, Source]:
    """The survey as its file declares it."""
    return {
        SOURCE: by_hand.source(
            by_hand.read(fetches, TEMPLATE),
            publisher="Resvaneundersökningen",
            title="Andel resor till fots, med cykel och med kollektivtrafik",
            publication="Resvaneundersökningar, värden med osäkerhetsintervall",
            url="data/templates/travel_survey.csv",
            reference="undersökningens år",
            attribution="Källa: resvaneundersökningen",
            attribution_raw="Källa: resvaneundersökningen",
            cadence="oregelbundet",
            lag_months=12,
            caveats=("Urvalsundersökning: varje värde har ett osäkerhetsintervall.",),
        )
    }


def stage(db: DuckDBPyConnection, fetches: Sequence[Fetch]) -> None:
    """Every row into staged.published; SourceError with every fault by its row."""
    filled = by_hand.read(fetches, TEMPLATE)
    areas = by_hand.municipalities(db) | {name.casefold(): area for name, area in _groups().items()}
    faults = [*by_hand.cell_faults(filled, TEMPLATE, lambda line: _check(line, areas))]
    by_hand.refuse(
        filled, [*faults, *by_hand.twice(filled.lines, lambda line: _key(line, areas)), *_parts(filled.lines, areas)]
    )
    breaks = _breaks(filled.lines, areas)
    db.executemany(
        "INSERT INTO staged.published (area_id, year, series, value, low, high, status, source) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            [
                *_key(line, areas),
                *(line.number(column) for column in ("värde", "lägst", "högst")),
                "+".join(filter(None, (line.status, "break_before" if line.row in breaks else ""))),
                SOURCE,
            ]
            for line in filled.lines
        ],
    )
    unlikely.suspect(db, SOURCE, filled, _odd(filled.lines))
    known = unlikely.before(db, "published", list(SERIES.values()))
    unlikely.suspect(db, SOURCE, filled, unlikely.leaps(filled, "värde", lambda line: _key(line, areas), known))


def _odd(lines: Sequence[Line]) -> Iterator[Fault]:
    """Shares that are parts of one, and intervals that say nothing."""
    for line in lines:
        low, value, high = (line.number(column) for column in ("lägst", "värde", "högst"))
        if value == 0:
            yield line.row, f"värde: {line['värde']} procent av resorna; ta bort raden om uppgiften saknas"
        elif value and value <= 1:
            yield line.row, f"värde: {line['värde']} är mindre än en procent; skriv 42 för 42 procent"
        elif value and value < LEAST and SERIES.get(line["uppgift"].casefold()) == SERIES["hållbara resor"]:
            yield line.row, f"värde: {line['värde']} procent hållbara resor är ovanligt lite; har kommat flyttats?"
        if low is not None and high is not None and high - low > WIDEST:
            yield line.row, f"lägst och högst: {line['lägst']}–{line['högst']} är ett brett intervall; rätta raden"


def _groups() -> dict[str, str]:
    """The areas beside municipalities, by their names: the home group, its county and riket."""
    found = registry.load()
    return {found.groups[area].title: area for area in (found.comparison.home, found.home.county)} | {"Riket": COUNTRY}


def _key(line: Line, areas: Mapping[str, str]) -> tuple[str, int, str]:
    """The area, year and series of a row."""
    return areas.get(line["område"].casefold(), ""), line.year, SERIES.get(line["uppgift"].casefold(), "")


def _check(line: Line, areas: Mapping[str, str]) -> Iterator[str]:
    if line["område"] and line["område"].casefold() not in areas:
        home, county, country = _groups()
        yield (
            f"område: '{excerpt(line['område'])}' finns inte; skriv en kommuns namn eller kod med fyra siffror, "
            f"{home}, {county} eller {country}"
        )
    yield from by_hand.one_of(line, "uppgift", SERIES)
    low, value, high = (line.number(column) for column in ("lägst", "värde", "högst"))
    for column, number in (("lägst", low), ("värde", value), ("högst", high)):
        yield from by_hand.not_number(line, column)
        if number is not None and number > 100:
            yield f"{column}: {line[column]} är mer än 100 procent"
    if low is not None and value is not None and low > value:
        yield f"lägst: {line['lägst']} är mer än värdet {line['värde']}"
    if high is not None and value is not None and high < value:
        yield f"högst: {line['högst']} är mindre än värdet {line['värde']}"


def _parts(lines: Sequence[Line], areas: Mapping[str, str]) -> Iterator[Fault]:
    """Trips by bicycle are among the sustainable ones: they are not more."""
    cycle, all_of_them = SERIES["cykelresor"], SERIES["hållbara resor"]
    wholes = {key[:2]: line for line in lines if (key := _key(line, areas))[2] == all_of_them}
    for line in lines:
        area, year, series = _key(line, areas)
        whole = wholes.get((area, year)) if series == cycle and area and year else None
        part, most = line.number("värde"), whole.number("värde") if whole else None
        if whole and part is not None and most is not None and part > most:
            yield (
                line.row,
                f"värde: cykelresor {line['värde']} är mer än hållbara resor {whole['värde']}, rad {whole.row}",
            )


def _breaks(lines: Sequence[Line], areas: Mapping[str, str]) -> set[int]:
    """The rows whose survey is another than the one before it in the same series."""
    broken, before = set(), dict[tuple[str, str], str]()
    for line in sorted(lines, key=lambda line: line.year):
        area, _, series = _key(line, areas)
        survey = line["undersökning"].casefold()
        if before.get((area, series), survey) != survey:
            broken.add(line.row)
        before[area, series] = survey
    return broken
