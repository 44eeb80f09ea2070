"""Boardings an ordinary winter weekday per municipality ("Fakta om SL och länet"), from a template the office fills in.

The publication gives thousands and the template takes whole numbers: a figure that cannot be boardings a day is said.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from statistics import median

from duckdb import DuckDBPyConnection

from ingest.fetching.raw import Fetch
from ingest.live import Live
from ingest.readers import by_hand, unlikely
from ingest.readers.by_hand import MISSING, WHOLE, Fault, Template
from ingest.readers.filled_line import Line
from ingest.source import Source
from malkollen.registry import registry
from malkollen.texts.printable import excerpt
from malkollen.texts.swedish import listed, number

LIVE = Live("Påstigande", has_this_year=True)
SOURCE = "boardings"
MEASURE = "boardings"
TEMPLATE = Template(
    "boardings", ("kommun", "år", "påstigande", "källa", "anteckning"), ("kommun", "år", "påstigande", "källa")
)
take = partial(by_hand.take, template=TEMPLATE)
FAR, FEWEST_OTHERS = 7.0, 5
"""Times the middle of the year's municipalities, of at least so many; a city has four times a suburb's."""
FEWEST, MOST = 0.02, 10.0
"""Boardings an inhabitant and weekday: below, the figure is in thousands; above, it is not a day's."""


def sources(fetches: Sequence[Fetch]) -> dict[str, Source]:
    """The boardings as their file declares them, of the region that the registry names."""
    region = registry.load().home.region
    attribution = region.source(region.boardings)
    return {
        SOURCE: by_hand.source(
            by_hand.read(fetches, TEMPLATE),
            publisher=region.name,
            title="Påstigande i kollektivtrafiken per kommun, en vintervardag",
            publication=region.boardings,
            url="data/templates/boardings.csv",
            reference="en vanlig vintervardag",
            attribution=attribution,
            attribution_raw=attribution,
            cadence="årligen",
            lag_months=12,
            caveats=(
                "Varje byte är en ny påstigning: en resa kan vara flera.",
                "Räknas där resan börjar, inte efter var resenären bor.",
                "Publikationen anger tusental; antalen är avrundade.",
            ),
        )
    }


def stage(db: DuckDBPyConnection, fetches: Sequence[Fetch]) -> None:
    """Every row into staged.measures; SourceError with every fault by its row."""
    filled = by_hand.read(fetches, TEMPLATE)
    declared = registry.load()
    home, county = declared.comparison.home, declared.home.county_code
    codes = by_hand.municipalities(db, county, home)
    beyond = [home] if any(not code.startswith(county) for code in codes.values()) else []
    places = listed(declared.groups[group].title for group in (declared.home.county, *beyond))
    faults = [*by_hand.cell_faults(filled, TEMPLATE, lambda line: _check(line, codes, places))]
    faults += by_hand.twice(filled.lines, lambda line: (_code(line, codes), line.year))
    by_hand.refuse(filled, [*faults, *_unlikely(db, filled.lines, codes), *_without_all_eight(db, filled.lines, codes)])
    db.executemany(
        "INSERT INTO staged.measures (municipality_code, year, measure, value, status, source) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [
            [_code(line, codes), line.year, MEASURE, line.number("påstigande"), _status(line), SOURCE]
            for line in filled.lines
        ],
    )
    unlikely.suspect(db, SOURCE, filled, _zeros(filled.lines, codes))
    known = unlikely.before(db, "measures", [MEASURE])
    far = dict(_far_from_the_others(db, filled.lines, codes))
    about = partial(_about, codes=codes)
    leaps = dict(unlikely.leaps(filled, "påstigande", about, known, odd=far))
    unlikely.suspect(db, SOURCE, filled, (far | leaps).items())  # one figure is said once: what it leaps from


def _zeros(lines: Sequence[Line], codes: Mapping[str, str]) -> Iterator[Fault]:
    """A zero may be true, and then somebody says so; mostly it is how a figure that is missing was written."""
    for line in lines:
        if line.number("påstigande") == 0:
            said = f"{_code(line, codes)}, påstigande: {excerpt(line['påstigande'])} år {line.year}"
            yield line.row, f"{said}; skriv två punkter ({MISSING}) där publikationen inte har någon siffra"


def _code(line: Line, codes: Mapping[str, str]) -> str:
    return codes.get(line["kommun"].casefold(), "")


def _about(line: Line, codes: Mapping[str, str]) -> tuple[str, int, str]:
    return _code(line, codes), line.year, MEASURE


def _status(line: Line) -> str:
    return "missing" if line["påstigande"] == MISSING else line.status


def _check(line: Line, codes: Mapping[str, str], places: str) -> Iterator[str]:
    if line["kommun"] and line["kommun"].casefold() not in codes:
        cell = excerpt(line["kommun"])
        yield f"kommun: '{cell}' är ingen kommun i {places}; skriv namnet eller koden med fyra siffror"
    text = line["påstigande"]
    if text and text != MISSING and not WHOLE.fullmatch(text):
        cell = excerpt(text)
        yield f"påstigande: '{cell}' är inte ett helt antal; skriv 78000, eller {MISSING} där siffra saknas"


def _unlikely(db: DuckDBPyConnection, lines: Sequence[Line], codes: Mapping[str, str]) -> Iterator[Fault]:
    """Figures that cannot be boardings a day, held against the inhabitants of the nearest year."""
    for line, boardings, inhabitants in _with_people(db, lines, codes):
        against = f"påstigande: {line['påstigande']} på {number(inhabitants)} invånare"
        if boardings < FEWEST * inhabitants:
            yield line.row, f"{against} ser ut att vara i tusental; skriv hela antalet"
        elif boardings > MOST * inhabitants:
            yield line.row, f"{against} ser inte ut att vara en vintervardag; skriv dygnets påstigande"


def _far_from_the_others(db: DuckDBPyConnection, lines: Sequence[Line], codes: Mapping[str, str]) -> Iterator[Fault]:
    """Figures that a digit may be lost from or added to: boardings an inhabitant far from the year's middle."""
    found = _with_people(db, lines, codes)
    for year in sorted({line.year for line, _, _ in found}):
        mine = [(line, boardings / inhabitants) for line, boardings, inhabitants in found if line.year == year]
        middle = median(each for _, each in mine)
        for line, each in mine if len(mine) >= FEWEST_OTHERS else []:
            if not 1 / FAR <= each / middle <= FAR:
                said = f"{_code(line, codes)}, påstigande: {line['påstigande']} år {year} är {number(each, 2)}"
                yield line.row, f"{said} per invånare, mitten av kommunerna {number(middle, 2)}; rätta raden"


def _with_people(
    db: DuckDBPyConnection, lines: Sequence[Line], codes: Mapping[str, str]
) -> list[tuple[Line, float, float]]:
    """Rows with a figure, it, and the municipality's inhabitants of the nearest year."""
    rows = db.execute(
        "SELECT municipality_code, year, value FROM staged.measures WHERE measure = 'population' AND value > 0"
    ).fetchall()
    people: dict[str, dict[int, float]] = {}
    for code, year, value in rows:
        people.setdefault(code, {})[year] = value
    given = []
    for line in lines:
        known, boardings = people.get(_code(line, codes)), line.number("påstigande")
        if known and boardings and WHOLE.fullmatch(line["påstigande"]):
            given.append((line, boardings, known[min(known, key=lambda year: abs(year - line.year))]))
    return given


def _without_all_eight(db: DuckDBPyConnection, lines: Sequence[Line], codes: Mapping[str, str]) -> Iterator[Fault]:
    """Years that lack one of the eight: the group's value would otherwise be of fewer."""
    declared = registry.load()
    eight = db.execute(
        "SELECT municipality_code, municipality_name FROM mart.members JOIN mart.municipalities "
        "USING (municipality_code) WHERE area_id = ? ORDER BY municipality_name",
        [declared.comparison.home],
    ).fetchall()
    for year in sorted({line.year for line in lines} - {0}):
        mine = [line for line in lines if line.year == year]
        there = {_code(line, codes) for line in mine}
        missing = [name for code, name in eight if code not in there]
        if missing and "" not in there:  # a name that is misspelt is said on its own row
            words = f"{year} saknar {listed(missing)}; skriv en rad för var och en av {declared.members.the}"
            yield mine[0].row, f"{words}, med två punkter ({MISSING}) där siffra saknas"
