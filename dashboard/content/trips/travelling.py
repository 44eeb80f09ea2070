"""How one travels between the municipal centres, for documents and the room: the page's sentence, and a picture."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from dashboard.blocks.blocks import Answer, Block, Figure, Section, Tabular, Text
from dashboard.blocks.credit import Credit, short
from dashboard.blocks.drawing import Bars
from dashboard.blocks.table import Number, Record, Table, table
from dashboard.content.facts import Facts
from dashboard.content.remembered import remembered
from dashboard.content.timetables import timetables
from dashboard.content.timetables.street_source import MADE
from dashboard.content.timetables.timetables import Timetable, Transit
from dashboard.content.transit import relations, transit as texts
from dashboard.content.trips import between, side_by_side
from dashboard.content.trips.between import Pairs
from dashboard.content.trips.modes import NAMES
from dashboard.content.trips.roads import Way
from malkollen.database import storage
from malkollen.errors import DataError

LIMIT = relations.LIMIT
MEDIAN = f"Kollektivt är medianen av avgångarna {relations.WINDOW}: hälften av dem ger en kortare resa."
KEY = "resor"
"""What the slide is called in an address."""


@dataclass(frozen=True)
class Loaded:
    """What is loaded: the timetable shown first, if any, and the minutes by each way that there are times for."""

    transit: Transit
    timetable: Timetable | None
    by_way: dict[Way, Pairs]


@remembered
def loaded(facts: Facts) -> Loaded | None:
    """What the facts' own database has of times between the centres; None where it has none."""
    try:
        transit = timetables.load(facts.folder / storage.FILE_NAME, facts.home.county_code)
    except DataError:
        return None
    timetable = next(iter(transit.ours), None)
    by_way = between.times(transit, timetable)
    return Loaded(transit, timetable, by_way) if by_way else None


def heading(facts: Facts) -> str:
    """What the part of a document is called."""
    return f"Resor mellan {facts.members.the} kommuncentrumen"


def serves(facts: Facts, keys: Iterable[str]) -> bool:
    """Whether any of some indicators is of travelling."""
    return any(key in facts.registry.roles.timetable for key in keys)


def said(facts: Facts) -> str:
    """The sentence of how one travels between the centres; empty without times."""
    known = loaded(facts)
    return _answer(known, "").text if known else ""


def goal(facts: Facts) -> str | None:
    """The goal that travelling serves; None where the registry names no indicator of it."""
    keys = [key for key in facts.registry.roles.timetable if key in facts.registry.indicators]
    return facts.indicator(keys[0]).goal if keys else None


def section(facts: Facts, level: int = 1, *, starts_page: bool = False) -> list[Section]:
    """The answer, its picture and its numbers; nothing without times."""
    known = loaded(facts)
    if known is None:
        return []
    best = [Text(sentence) for sentence in [between.best_text(known.by_way)] if sentence]
    answer, picture, numbers = _answer(known, _made(known)), _figure(facts, known), Tabular(_table(facts, known))
    shown: list[Block] = [answer, *best, picture, numbers]
    return [Section(heading(facts), shown, level, starts_page=starts_page, is_sheet=True, credits=credited(known))]


def slide(facts: Facts) -> list[Section]:
    """The answer over its picture, for a room; nothing without times."""
    known = loaded(facts)
    if known is None:
        return []
    hedge = " ".join(filter(None, [_made(known), between.best_text(known.by_way)]))
    answer, notes = _answer(known, hedge), (*_rules(known), _source(facts, known))
    shown: list[Block] = [answer, _figure(facts, known)]
    return [Section(heading(facts), shown, message=answer.text, notes=notes, key=KEY, credits=credited(known))]


def sources(facts: Facts) -> tuple[str, ...]:
    """How what it rests on must be named; nothing without times."""
    known = loaded(facts)
    return (_source(facts, known),) if known else ()


def credited(known: Loaded) -> tuple[Credit, ...]:
    """The same in short: the timetable with its year, and the street map."""
    found, streets = known.timetable, known.transit.streets
    dated = [(short(found.publisher), found.day.year)] if found else []
    dated += [(short(streets.attribution), streets.day.year)] if streets else []
    return tuple(Credit(name, year, year) for name, year in dated)


def _source(facts: Facts, known: Loaded) -> str:
    return texts.source_line(facts, known.transit, known.timetable, has_walks=True)


def _answer(known: Loaded, hedge: str) -> Answer:
    """The sentence that the page Resor says of them: how many take at most an hour, by each way or the one there is."""
    if said := between.hour_text(known.by_way):
        return Answer("", "", said, hedge)
    way, pairs = next(iter(known.by_way.items()))
    if way is Way.TRANSIT and known.timetable:
        return Answer("", "", relations.takeaway(known.transit, known.timetable), hedge)
    return Answer("", "", between.takeaway(way, pairs, known.transit), hedge)


def _made(known: Loaded) -> str:
    is_made = texts.is_made(known.timetable, known.transit.streets)
    return f"{MADE}: tiderna är inte verkliga." if is_made else ""


def _figure(facts: Facts, known: Loaded) -> Figure:
    """How many of the journeys take at most an hour, by each way, the most first."""
    count = max(map(len, known.by_way.values()))
    rows = tuple(
        (NAMES[way], float(between.within(known.by_way[way])), side_by_side.MEMBER)
        for way in between.most_first(known.by_way)
    )
    text = f"Av {count} resor mellan kommuncentrumen tar så många högst {LIMIT} minuter"
    title = texts.title(known.timetable, text, known.transit.streets)
    said = ", ".join(f"{name.lower()} {value:.0f}" for name, value, _ in rows)
    return Figure(
        Bars(rows, f"resor av {count} på högst {LIMIT} minuter", 0), title, _table(facts, known), f"{title}: {said}."
    )


def _table(facts: Facts, known: Loaded) -> Table:
    """The journeys by way: how many take at most an hour, the fastest and the slowest."""
    records: list[Record] = [
        {
            "Färdsätt": NAMES[way],
            f"Högst {LIMIT} minuter": Number(between.within(pairs), unit=f"av {len(pairs)}"),
            "Snabbast (minuter)": Number(ceil(min(timed)) if timed else None),
            "Längst tid (minuter)": Number(ceil(max(timed)) if timed else None),
        }
        for way, pairs in known.by_way.items()
        for timed in [[minutes for minutes in pairs.values() if minutes is not None]]
    ]
    title = texts.title(known.timetable, heading(facts), known.transit.streets)
    name = texts.file_name(facts, known.timetable, "mellan_centrum", known.transit.streets)
    notes = texts.method_notes(known.timetable, *_rules(known))
    return table(title, name, records, _source(facts, known), notes=notes)


def _rules(known: Loaded) -> list[str]:
    """What the times assume, and that those by public transport are the usual ones of a morning."""
    usual = [MEDIAN] if Way.TRANSIT in known.by_way else []
    return [*usual, *side_by_side.rules(known.transit, known.by_way)]
