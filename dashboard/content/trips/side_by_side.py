"""From a place by every way of travelling: how many one reaches, and how long it takes to another place, leg by leg."""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil

from dashboard.blocks.table import Number, Record, Table, table
from dashboard.content.facts import Facts
from dashboard.content.timetables.timetables import Timetable, Transit
from dashboard.content.transit import reach, relations, transit
from dashboard.content.trips.modes import NAMES, RULES, SHORT, WITH
from dashboard.content.trips.roads import Trip, Way
from dashboard.figures.travel import LIMITS, Floats, Origin, Targets
from malkollen.texts.swedish import NO_BREAK_SPACE, listed, number
from malkollen.travel.journeys import Leg, Names

Case = tuple[Facts, Transit, Timetable | None]
"""What is shown: the facts, all timetables, and the one chosen, if any is loaded."""
Times = Mapping[Way, Floats]
NO_WAY = "Ingen resa inom två timmar"


def takeaway(reached: Targets, times: Times, origin: Origin, limit: int) -> str:
    """How many are reached by each way within the limit."""
    what = reach.counted(reached)
    parts = [f"{number(reach.within(reached.people, found, limit))} {WITH[way]}" for way, found in times.items()]
    return f"Från {origin.name} når man på {limit} minuter så här många {what}: {listed(parts)}."


def reach_table(case: Case, reached: Targets, times: Times, origin: Origin) -> Table:
    """The ways of travelling with what is reached within each limit."""
    facts, found, timetable = case
    source = transit.source_line(facts, found, timetable, has_people=not reached.are_stops, has_walks=True)
    records: list[Record] = [
        {
            "Färdsätt": NAMES[way],
            **{f"{limit}{NO_BREAK_SPACE}min": Number(reach.within(reached.people, minutes, limit)) for limit in LIMITS},
        }
        for way, minutes in times.items()
    ]
    said = f"{reach.counted(reached).capitalize()} inom räckhåll från {origin.name}"
    title = transit.title(timetable, said, found.streets)
    name = transit.file_name(facts, timetable, f"fardsatt_{origin.key.replace(':', '-')}", found.streets)
    return table(title, name, records, source, notes=transit.method_notes(timetable, *rules(found, times)))


def rules(traffic: Transit, ways: Iterable[Way]) -> list[str]:
    """What a time by each of some ways assumes."""
    return [RULES.get(way) or f"{NAMES[way]}: {_begun(reach.method(traffic))}" for way in ways]


def _begun(sentence: str) -> str:
    """A sentence as it stands after a colon."""
    return f"{sentence[:1].lower()}{sentence[1:]}"


# ───────────── To another place ─────────────


def question(origin: Origin, goal: Origin) -> str:
    """What the times to another place answer."""
    return f"Hur lång tid tar det från {origin.name} till {goal.name}?"


def hedge(case: Case, ends: tuple[Origin, Origin], trips: Sequence[Trip], time: str) -> str:
    """What the times rest on: when one leaves, what is usual of a morning, and that there are no queues."""
    _, traffic, timetable = case
    ways = {trip.way for trip in trips}
    by_transit = ""
    if timetable and Way.TRANSIT in ways:
        by_transit = f"Kollektivt med avgång kl. {time}, {timetable.day_text}{_usual(traffic, timetable, ends)}."
    by_car = "Med bil utan köer, och med 5 minuter för att nå bilen och parkera." if Way.CAR in ways else ""
    return " ".join(filter(None, [by_transit, by_car]))


def _usual(traffic: Transit, timetable: Timetable, ends: tuple[Origin, Origin]) -> str:
    """What the table between the centres says of the same journey, over its departures; empty for other places."""
    origin, goal = ends
    row = traffic.relations.get(timetable.id, {}).get((origin.key, goal.key))
    if row is None or row.median is None:
        return ""
    return f"; medianen av avgångarna {relations.WINDOW} är {number(ceil(row.median))} minuter"


def answer(origin: Origin, goal: Origin, trips: Sequence[Trip]) -> str:
    """The times side by side, the fastest first: "Haninge–Huddinge: bil 24, kollektivt 47, cykel 71 minuter"."""
    timed = [(trip.minutes, trip.way) for trip in in_order(trips) if trip.minutes is not None]
    pair = f"{origin.name}–{goal.name}"
    if not timed:
        return f"{pair}: ingen resa inom två timmar."
    parts = [f"{SHORT[way]} {number(ceil(minutes))}" for minutes, way in timed]
    none = [WITH[trip.way] for trip in trips if trip.minutes is None]
    rest = f" Inom två timmar finns ingen resa {listed(none)}." if none else ""
    return f"{pair}: {', '.join(parts)} minuter.{rest}"


def trips_table(
    case: Case, ends: tuple[Origin, Origin], trips: Sequence[Trip], names: Names | None, time: str
) -> Table:
    """The journeys with their legs, the fastest first."""
    facts, traffic, timetable = case
    origin, goal = ends
    records: list[Record] = [
        {
            "Färdsätt": NAMES[trip.way],
            "Minuter": Number(None if trip.minutes is None else ceil(trip.minutes), missing=NO_WAY),
            "Så går resan": _legs(trip, names),
        }
        for trip in in_order(trips)
    ]
    when = f" kl. {time}, {timetable.day_text}" if timetable else ""
    return table(
        transit.title(timetable, f"{origin.name}–{goal.name}{when}", traffic.streets),
        transit.file_name(facts, timetable, f"resa_{origin.key}_{goal.key}".replace(":", "-"), traffic.streets),
        records,
        transit.source_line(facts, traffic, timetable, has_walks=True),
        notes=transit.method_notes(timetable, *rules(traffic, [trip.way for trip in trips])),
    )


def in_order(trips: Sequence[Trip]) -> list[Trip]:
    """The fastest first; last those that do not come there."""
    return sorted(trips, key=lambda trip: (trip.minutes is None, trip.minutes or 0.0, [*NAMES].index(trip.way)))


def _legs(trip: Trip, names: Names | None) -> str:
    if trip.minutes is None:
        return ""
    if names is None or all(leg.trip is None for leg in trip.legs):
        cycled = dict.fromkeys((Way.CYCLE, Way.BOTH), "Cykel hela vägen")
        return ({Way.CAR: "Bil hela vägen"} | cycled).get(trip.way, "Till fots hela vägen")
    return ", ".join(_leg(trip, leg, place, names) for place, leg in enumerate(trip.legs))


def _leg(trip: Trip, leg: Leg, index: int, names: Names) -> str:
    """A leg in words: "gång 6 min till Handen", "08:06 pendeltåg 43 till Flemingsberg (08:21)"."""
    length = max(1, round((leg.arrives - leg.departs) / 60))
    if leg.trip is None:
        how = "cykel" if trip.way is Way.BOTH and index == 0 else "gång"
        where = "fram" if leg.to_stop is None else f"till {names.stops[leg.to_stop]}"
        return f"{how} {length} min {where}"
    line = f"linje {names.lines[leg.trip]}" if names.lines[leg.trip] else "resa"
    stop = names.stops[leg.to_stop] if leg.to_stop is not None else ""
    return f"{_clock(leg.departs)} {line} till {stop} ({_clock(leg.arrives)})"


def _clock(seconds: int) -> str:
    return f"{seconds // 3600 % 24:02d}:{seconds // 60 % 60:02d}"
