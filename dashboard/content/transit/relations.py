"""Journeys across Södertörn: the time between the eight centres, and how many of the 56 take at most an hour."""

from dataclasses import replace
from math import ceil

from dashboard.blocks.table import Number, Record, Table, table
from dashboard.content.chance import in_words
from dashboard.content.facts import Facts
from dashboard.content.timetables.timetables import Place, Relation, Timetable, Transit
from dashboard.content.transit import transit
from dashboard.content.transit.reach import method
from malkollen.registry.home import capital
from malkollen.texts.swedish import MISSING, number, swedish_key

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
    return [row for row in rows if row.median is not None and row.median <= LIMIT]


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
    computed = traffic.relations.get(timetable.id, {})
    records: list[Record] = []
    for start in places:
        row: Record = {"Från ↓ Till →": _with_municipality(facts, start)}
        row |= {end.name: _cell(start, end, computed.get((start.id, end.id))) for end in places}
        near = within([computed[start.id, end.id] for end in places if (start.id, end.id) in computed])
        row[f"Inom {LIMIT} minuter"] = Number(len(near), unit=f"av {len(places) - 1}")
        records.append(row)
    source = transit.source_line(facts, traffic, timetable, has_walks=True)
    between = f"Restid mellan {facts.members.the} kommuncentrumen, minuter"
    title = transit.title(timetable, f"{between}, {timetable.day_text} {WINDOW}", traffic.streets)
    name = transit.file_name(facts, timetable, "restider_centrum", traffic.streets)
    notes = transit.method_notes(timetable, READING, method(traffic))
    wide = table(title, name, records, source, notes=notes)
    return replace(wide, long=table(title, name, _long(traffic, timetable, places, source), source, notes=notes))


def _with_municipality(facts: Facts, place: Place) -> str:
    """A centre with its municipality where the names differ: "Tumba, Botkyrka"."""
    municipality = facts.areas.name(place.code)
    return place.name if place.name == municipality else f"{place.name}, {municipality}"


def _cell(start: Place, end: Place, row: Relation | None) -> Number:
    if start.id == end.id:
        return Number(None, missing=SAME)
    if row is None or row.median is None:
        return Number(None, missing=NO_JOURNEY if row else MISSING)
    return timed(row.median)


def timed(minutes: float) -> Number:
    """A time in a matrix: whole minutes, bold within the hour and marked beyond it."""
    is_near = minutes <= LIMIT
    return Number(whole(minutes), unit="" if is_near else OVER, is_strong=is_near)


def whole(minutes: float | None) -> float | None:
    """Minutes as they are shown everywhere: whole, a part of one counted as one."""
    return None if minutes is None else float(ceil(minutes))


def _long(found: Transit, timetable: Timetable, places: list[Place], source: str) -> list[Record]:
    rows = found.relations.get(timetable.id, {})
    pairs = [(start, end) for start in places for end in places if (start.id, end.id) in rows and start.id != end.id]
    return [
        {
            "Från": start.name,
            "Till": end.name,
            "Median (minuter)": Number(whole(row.median)),
            "Nio av tio avgångar inom (minuter)": Number(whole(row.p90)),
            f"Inom {LIMIT} minuter": "ja" if within([row]) else "nej",
            "Referensdag": str(timetable.day),
            "Källa": source,
        }
        for start, end in pairs
        for row in [rows[start.id, end.id]]
    ]
