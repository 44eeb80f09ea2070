"""From a place by every way of travelling: how many one reaches, and how long it takes to another place, leg by leg."""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import Literal

from dashboard.blocks.drawing import Bars
from dashboard.blocks.table import Number, Record, Table
from dashboard.content.timetables.timetables import Timetable, Transit
from dashboard.content.transit import reach, relations, transit
from dashboard.content.transit.transit import Case
from dashboard.content.trips.modes import NAMES, RULES, SHORT, WITH
from dashboard.content.trips.roads import ON_STREETS, Trip, Way
from dashboard.figures.travel import LIMITS, Floats, Origin, Targets
from malkollen.texts.swedish import NO_BREAK_SPACE, alternatives, listed, number
from malkollen.travel.journeys import Leg, Names

Times = Mapping[Way, Floats]
NO_WAY, RARELY = "Ingen resa inom två timmar", "Oftast mer än två timmar"
"""Where there is no time: along the streets, and where fewer than half of the departures come there."""
MEMBER: Literal["member"] = "member"


def takeaway(reached: Targets, times: Times, origin: Origin, limit: int) -> str:
    """How many are reached by each way within the limit."""
    what = reach.counted(reached)
    counts = {way: number(reach.within(reached.people, minutes, limit)) for way, minutes in times.items()}
    if len(counts) == 1:
        ((way, count),) = counts.items()
        return f"Från {origin.name} når man {count} {what} {WITH[way]} på {limit} minuter."
    parts = [f"{count} {WITH[way]}" for way, count in counts.items()]
    return f"Från {origin.name} når man på {limit} minuter så här många {what}: {listed(parts)}."


def steps(trips: Sequence[Trip], names: Names | None) -> tuple[str, ...]:
    """The journeys that go by several legs, a line each, the fastest first."""
    return tuple(
        f"{NAMES[trip.way]}, avgång {_clock(trip.leaves)}: {_legs(trip, names)}."
        for trip in in_order(trips)
        if trip.legs
    )


def reach_hedge(time: str) -> str:
    """That no single departure decides; empty where it does not matter when one leaves."""
    if not time:
        return ""
    return f"Kollektivt räknas det man når med minst hälften av avgångarna {reach.hour(time)}, väntan inräknad."


def reach_question(origin: Origin, limit: int) -> str:
    """What the map answers."""
    return f"Hur långt når man från {origin.name} på {limit} minuter?"


def reach_table(case: Case, reached: Targets, times: Times, origin: Origin, time: str) -> Table:
    """The ways of travelling with what is reached within each limit. time: empty where it does not matter."""
    _, found, timetable = case
    leaving = _leaving(timetable, time)
    records: list[Record] = [
        {
            "Från": origin.name,
            "Färdsätt": NAMES[way],
            **{f"{limit}{NO_BREAK_SPACE}min": Number(reach.within(reached.people, minutes, limit)) for limit in LIMITS},
            **leaving,
        }
        for way, minutes in times.items()
    ]
    return transit.sheet(
        case,
        f"{reach.counted(reached).capitalize()} inom räckhåll från {origin.name}",
        f"rackhall_alla_fardsatt_{transit.in_a_name(origin.name)}",
        records,
        notes=(*_usually(time), *rules(found, times)),
        hidden=("Från", *leaving),
        has_people=not reached.are_stops,
        has_walks=True,
    )


def _leaving(timetable: Timetable | None, time: str) -> Record:
    """What every row of a file says of when one leaves: the hour, where that matters."""
    return {"Avgång": reach.hour(time) if time else ""} if timetable else {}


def _usually(time: str) -> list[str]:
    """What the minutes of a hour's departures are; nothing where it does not matter when one leaves."""
    return [reach.HALF] if time else []


def rules(traffic: Transit, ways: Iterable[Way]) -> list[str]:
    """What a time by each of some ways assumes."""
    by_transit = reach.method(traffic)
    return [RULES.get(way) or f"{NAMES[way]}: {by_transit[:1].lower()}{by_transit[1:]}" for way in ways]


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
        by_transit = (
            f"Kollektivt tar hälften av avgångarna {reach.hour(time)} {timetable.day_text} högst så lång tid, väntan "
            f"inräknad"
            f"{_usual(traffic, timetable, ends)}."
        )
    by_car = "Med bil utan köer, och med 5 minuter för att nå bilen och parkera." if Way.CAR in ways else ""
    return " ".join(filter(None, [by_transit, by_car]))


def _usual(traffic: Transit, timetable: Timetable, ends: tuple[Origin, Origin]) -> str:
    """What the table between the centres says of the same journey, over its departures; empty for other places."""
    origin, goal = ends
    row = traffic.relations.get(timetable.id, {}).get((origin.key, goal.key))
    if row is None or row.median is None:
        return ""
    return f"; hälften av avgångarna {relations.WINDOW} tar högst {number(ceil(row.median))} minuter"


def answer(origin: Origin, goal: Origin, trips: Sequence[Trip]) -> str:
    """The times side by side, the fastest first: "Haninge–Huddinge: bil 24, kollektivt 47, cykel 71 minuter"."""
    timed = [(trip.minutes, trip.way) for trip in in_order(trips) if trip.minutes is not None]
    pair = f"{origin.name}–{goal.name}"
    if not timed:
        is_by_ride = any(trip.way not in ON_STREETS for trip in trips)
        return f"{pair}: {'oftast mer än' if is_by_ride else 'ingen resa inom'} två timmar."
    parts = [f"{SHORT[way]} {number(ceil(minutes))}" for minutes, way in timed]
    none = [trip.way for trip in trips if trip.minutes is None]
    return f"{pair}: {', '.join(parts)} minuter.{_without(none)}"


def _without(ways: Sequence[Way]) -> str:
    """By what one does not come there; nothing where one does by all."""
    along = [WITH[way] for way in ways if way in ON_STREETS]
    rides = [NAMES[way] for way in ways if way not in ON_STREETS]
    rarely = (
        f" {f'{NAMES[Way.TRANSIT]}, med eller utan cykel,' if len(rides) > 1 else rides[0]} kommer färre än hälften av "
        "timmens avgångar fram inom två timmar."
        if rides
        else ""
    )
    if len(along) > 1:
        return f" Varken {alternatives(along)} kommer man fram inom två timmar.{rarely}"
    return f"{f' Ingen resa {along[0]} tar mindre än två timmar.' if along else ''}{rarely}"


def bars(trips: Sequence[Trip]) -> Bars:
    """The times as a picture, the fastest first; without those that do not come there."""
    rows = tuple((NAMES[trip.way], float(ceil(trip.minutes)), MEMBER) for trip in in_order(trips) if trip.minutes)
    return Bars(rows, "minuter från dörr till dörr", 0)


def trips_table(
    case: Case, ends: tuple[Origin, Origin], trips: Sequence[Trip], names: Names | None, time: str
) -> Table:
    """The journeys with their legs, the fastest first."""
    _, traffic, timetable = case
    origin, goal = ends
    leaving = _leaving(timetable, time)
    records: list[Record] = [
        {
            "Från": origin.name,
            "Till": goal.name,
            "Färdsätt": NAMES[trip.way],
            "Minuter": _minutes(trip),
            "Så går resan": _legs(trip, names),
            **leaving,
        }
        for trip in in_order(trips)
    ]
    when = f" kl. {reach.hour(time)}, {timetable.day_text}" if timetable else ""
    return transit.sheet(
        case,
        f"{origin.name}–{goal.name}{when}",
        f"resa_{transit.in_a_name(origin.name)}_till_{transit.in_a_name(goal.name)}",
        records,
        notes=(*_usually(time), *rules(traffic, [trip.way for trip in trips])),
        hidden=("Från", "Till", *leaving),
        has_walks=True,
    )


def _minutes(trip: Trip) -> Number:
    missing = NO_WAY if trip.way in ON_STREETS else RARELY
    return Number(None if trip.minutes is None else ceil(trip.minutes), missing=missing)


def in_order(trips: Sequence[Trip]) -> list[Trip]:
    """The fastest first; last those that do not come there."""
    return sorted(trips, key=lambda trip: (trip.minutes is None, trip.minutes or 0.0, [*NAMES].index(trip.way)))


def _legs(trip: Trip, names: Names | None) -> str:
    if trip.minutes is None:
        return ""
    if names is None or all(leg.trip is None for leg in trip.legs):
        cycled = "Cykel hela vägen"
        whole = {Way.CAR: "Bil hela vägen", Way.CYCLE: cycled, **({Way.BOTH: cycled} if trip.is_cycled else {})}
        return whole.get(trip.way, "Till fots hela vägen")
    return ", ".join(_leg(trip, leg, place, names) for place, leg in enumerate(trip.legs))


def _leg(trip: Trip, leg: Leg, index: int, names: Names) -> str:
    """A leg in words: "gång 6 min till Handen", "08:06 pendeltåg 43 till Flemingsberg (08:21)"."""
    length = max(1, round((leg.arrives - leg.departs) / 60))
    if leg.trip is None:
        how = "cykel" if trip.is_cycled and index == 0 else "gång"
        where = "fram" if leg.to_stop is None else f"till {names.stops[leg.to_stop]}"
        return f"{how} {length} min {where}"
    line = f"linje {names.lines[leg.trip]}" if names.lines[leg.trip] else "resa"
    stop = names.stops[leg.to_stop] if leg.to_stop is not None else ""
    return f"{_clock(leg.departs)} {line} till {stop} ({_clock(leg.arrives)})"


def _clock(seconds: int) -> str:
    return f"{seconds // 3600 % 24:02d}:{seconds // 60 % 60:02d}"
