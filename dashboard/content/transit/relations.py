"""Journeys across Södertörn: the time between the eight centres, and how many of the 56 take at most an hour."""

from collections.abc import Mapping, Sequence
from math import ceil

from dashboard.blocks.table import Number, Record, Table
from dashboard.content.chance import in_words
from dashboard.content.facts import Facts
from dashboard.content.timetables.timetables import Place, Relation, Timetable, Transit
from dashboard.content.transit import transit
from dashboard.content.transit.reach import method
from malkollen.registry.home import capital
from malkollen.texts.swedish import MISSING, listed, number, swedish_key

LIMIT = 60
WINDOW = "07–09"
OVER, NO_JOURNEY, SAME = "(över)", "mer än 2 h", ""
TOO_FEW = "kommer färre än hälften av avgångarna fram inom två timmar"
READING = (
    f"Rad: resan börjar. Kolumn: resan slutar. Minuter från dörr till dörr, medianen av avgångarna {WINDOW}: hälften "
    f"av avgångarna ger en kortare resa. {OVER} betyder mer än {LIMIT} minuter, ”{NO_JOURNEY}” att "
    "färre än hälften av avgångarna kommer fram inom två timmar."
)


def centres(found: Transit) -> list[Place]:
    """The eight centres in Swedish order of their names."""
    return sorted(found.centres, key=lambda place: swedish_key(place.name))


def relations(found: Transit, timetable: Timetable) -> list[Relation]:
    """The relations between the centres that have been computed."""
    ids = {place.id for place in found.centres}
    computed = found.relations.get(timetable.id, {})
    return [row for (start, end), row in computed.items() if {start, end} <= ids and start != end]


def known(found: Transit, timetable: Timetable) -> list[Relation]:
    """The relations that have a time, by their names."""
    timed = (row for row in relations(found, timetable) if row.median is not None)
    return sorted(timed, key=lambda row: _pair(found, row))


def within(rows: list[Relation]) -> list[Relation]:
    """Those whose median is at most an hour."""
    return [row for row in rows if is_near(row.median)]


def is_near(minutes: float | None) -> bool:
    """Whether a journey takes at most an hour."""
    return minutes is not None and minutes <= LIMIT


def without_coordinates(facts: Facts, found: Transit) -> str:
    """The members whose centre nobody has said where it lies, and no timetable; empty where all are known."""
    known_codes = {place.code for place in found.centres}
    names = [facts.areas.name(code) for code in facts.areas.home_members if code not in known_codes]
    if not names:
        return ""
    return f"Centrum i {listed(names)} har inga koordinater än. Resor dit och därifrån räknas inte."


def figures(found: Transit, timetable: Timetable) -> list[tuple[str, str]]:
    """How many of the relations take at most an hour, as label and text."""
    rows = relations(found, timetable)
    label = f"Mellan kommuncentrum på {LIMIT} minuter"
    return [(label, f"{len(within(rows))} av {len(rows)}")] if rows else []


def takeaway(traffic: Transit, timetable: Timetable) -> str:
    """How many of the relations take at most an hour, and which is the fastest and the slowest."""
    rows, in_time = relations(traffic, timetable), known(traffic, timetable)
    if not in_time:
        return "Ingen restid mellan kommuncentrumen är uträknad."
    none = len(rows) - len(in_time)
    over = len(in_time) - len(within(rows))
    parts = [f"{in_words(over)} tar längre tid"] if over else []
    parts += [f"för {in_words(none)} {TOO_FEW}"] if none else []
    beyond = f" {capital(' och '.join(parts))}." if parts else ""
    first, last = (choose(in_time, key=lambda row: row.median or 0) for choose in (min, max))
    return (
        f"{len(within(rows))} av de {len(rows)} resorna mellan kommuncentrumen tar högst {LIMIT} minuter en vardag "
        f"{WINDOW}.{beyond} Snabbast: {_pair(traffic, first)}, {number(whole(first.median))} minuter. "
        f"Längst tid: {_pair(traffic, last)}, {number(whole(last.median))} minuter."
    )


def _pair(found: Transit, row: Relation) -> str:
    return f"{found.places[row.origin].name}–{found.places[row.destination].name}"


def matrix_table(facts: Facts, traffic: Transit, timetable: Timetable) -> Table:
    """From a row, to a column; last how many of the seven are within an hour. In the files a relation a row."""
    places = centres(traffic)
    minutes = {pair: row.median for pair, row in traffic.relations.get(timetable.id, {}).items()}
    names = {place.id: _with_municipality(facts, place) for place in places}
    return transit.sheet(
        (facts, traffic, timetable),
        f"Restid mellan {facts.members.the} kommuncentrumen, minuter, {timetable.day_text} {WINDOW}",
        "restider_centrum",
        matrix_rows(places, names, minutes, NO_JOURNEY),
        notes=(READING, method(traffic)),
        files=_long(traffic, timetable, places),
        has_walks=True,
    )


def _with_municipality(facts: Facts, place: Place) -> str:
    """A centre with its municipality where the names differ: "Tumba, Botkyrka"."""
    municipality = facts.areas.name(place.code)
    return place.name if place.name == municipality else f"{place.name}, {municipality}"


def matrix_rows(
    places: Sequence[Place], names: Mapping[str, str], minutes: Mapping[tuple[str, str], float | None], none: str
) -> list[Record]:
    """From a row, to a column, minutes; last how many of the others are within an hour.

    Args:
        names: what the rows are called, by place. none: what stands for a journey that there is none of.
    """
    return [
        {"Från ↓ Till →": names[start.id]}
        | {end.name: _cell((start.id, end.id), minutes, none) for end in places}
        | {f"Inom {LIMIT} minuter": Number(sum(near), unit=f"av {len(places) - 1}")}
        for start in places
        for near in [[is_near(minutes.get((start.id, end.id))) for end in places]]
    ]


def _cell(pair: tuple[str, str], minutes: Mapping[tuple[str, str], float | None], none: str) -> Number:
    if (time := minutes.get(pair)) is not None:
        return timed(time)
    return Number(None, missing=SAME if pair[0] == pair[1] else none if pair in minutes else MISSING)


def timed(minutes: float) -> Number:
    """A time in a matrix: whole minutes, bold within the hour and marked beyond it."""
    return Number(whole(minutes), unit="" if is_near(minutes) else OVER, is_strong=is_near(minutes))


def whole(minutes: float | None) -> float | None:
    """Minutes as they are shown everywhere: whole, a part of one counted as one."""
    return None if minutes is None else float(ceil(minutes))


def _long(found: Transit, timetable: Timetable, places: list[Place]) -> list[Record]:
    rows = found.relations.get(timetable.id, {})
    pairs = [(start, end) for start in places for end in places if (start.id, end.id) in rows and start.id != end.id]
    return [
        {
            "Från": start.name,
            "Till": end.name,
            "Median (minuter)": Number(whole(row.median)),
            "Nio av tio avgångar inom (minuter)": Number(whole(row.p90)),
            f"Inom {LIMIT} minuter": "ja" if is_near(row.median) else "nej",
        }
        for start, end in pairs
        for row in [rows[start.id, end.id]]
    ]
