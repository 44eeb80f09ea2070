"""Between the municipal centres by every way of travelling, and the best sustainable way against the car."""

from collections.abc import Mapping
from math import ceil
from statistics import median

from dashboard.blocks.table import Number, Record, Table, table
from dashboard.content.facts import Facts
from dashboard.content.timetables.timetables import Timetable, Transit
from dashboard.content.transit import relations, transit
from dashboard.content.trips.modes import RULES, WITH
from dashboard.content.trips.roads import ON_STREETS, Way
from malkollen.texts.swedish import MISSING, listed, number

Pairs = Mapping[tuple[str, str], float | None]
"""Minutes by origin and destination; None where there is no journey."""
SUSTAINABLE = (Way.WALK, Way.CYCLE, Way.TRANSIT)


def times(traffic: Transit, timetable: Timetable | None) -> dict[Way, Pairs]:
    """The minutes between each two of the centres, by each way that what is loaded gives times for."""
    ids = [place.id for place in relations.centres(traffic)]
    pairs = [(start, end) for start in ids for end in ids if start != end]
    by_way: dict[Way, Pairs] = {
        way: {pair: known.get(pair) for pair in pairs}
        for way, mode in ON_STREETS.items()
        if (known := traffic.street_times.get(mode.value))
    }
    if timetable is not None and (rows := relations.relations(traffic, timetable)):
        by_way[Way.TRANSIT] = {(row.origin, row.destination): row.median for row in rows}
    return {way: by_way[way] for way in Way if way in by_way}


def usual(by_way: Mapping[Way, Pairs]) -> str:
    """The way that is shown until another is chosen."""
    return next((way for way in (Way.TRANSIT, Way.CAR) if way in by_way), "")


def best_text(by_way: Mapping[Way, Pairs]) -> str:
    """How the fastest of walking, cycling and public transport stands against the car; empty where one is missing."""
    car = by_way.get(Way.CAR)
    others = [by_way[way] for way in SUSTAINABLE if way in by_way]
    if not car or not others:
        return ""
    ratios = []
    for pair, minutes in car.items():
        known = [time for other in others if (time := other.get(pair)) is not None]
        if minutes and known:
            ratios.append(min(known) / minutes)
    if not ratios:
        return ""
    fast = sum(ratio <= 1 for ratio in ratios)
    among = "gång, cykel och kollektivtrafik" if Way.TRANSIT in by_way else "gång och cykel"
    return (
        f"Det snabbaste av {among} är minst lika snabbt som bilen utan köer i {fast} av de {len(ratios)} resorna; i "
        f"hälften av dem tar det högst {number(median(ratios), 1)} gånger bilens tid."
    )


def within(pairs: Pairs) -> int:
    """How many of the journeys take at most an hour."""
    return sum(minutes is not None and minutes <= relations.LIMIT for minutes in pairs.values())


def most_first(by_way: Mapping[Way, Pairs]) -> list[Way]:
    """The ways by how many of the journeys take at most an hour."""
    return sorted(by_way, key=lambda way: -within(by_way[way]))


def hour_text(by_way: Mapping[Way, Pairs]) -> str:
    """How many of the journeys take at most an hour by each way, the most first; empty where there is one way alone."""
    if len(by_way) < 2:
        return ""
    count = max(map(len, by_way.values()))
    parts = listed([f"{within(by_way[way])} {WITH[way]}" for way in most_first(by_way)])
    return f"Av de {count} resorna mellan kommuncentrumen tar så här många högst {relations.LIMIT} minuter: {parts}."


def takeaway(way: Way, pairs: Pairs, traffic: Transit) -> str:
    """The fastest and the slowest by one way."""
    known = sorted((minutes, pair) for pair, minutes in pairs.items() if minutes is not None)
    if not known:
        return f"Ingen resa {WITH[way]} mellan kommuncentrumen tar högst två timmar."
    none = (
        f" I {len(pairs) - len(known)} av de {len(pairs)} tar resan mer än två timmar."
        if len(known) < len(pairs)
        else ""
    )
    (fast, first), (slow, last) = known[0], known[-1]
    return (
        f"Snabbast {WITH[way]}: {_named(traffic, first)}, {number(ceil(fast))} minuter. "
        f"Längst tid: {_named(traffic, last)}, {number(ceil(slow))} minuter.{none}"
    )


def _named(found: Transit, pair: tuple[str, str]) -> str:
    return "–".join(found.places[place].name for place in pair)


def matrix(facts: Facts, found: Transit, way: Way, pairs: Pairs, source: str) -> Table:
    """From a row, to a column, minutes. source: of the streets."""
    places = relations.centres(found)
    records: list[Record] = [
        {
            "Från ↓ Till →": start.name,
            **{
                end.name: Number(None, missing="")
                if start.id == end.id
                else Number(_whole(pairs.get((start.id, end.id))), missing=MISSING)
                for end in places
            },
        }
        for start in places
    ]
    title = transit.title(
        None, f"Restid {WITH[way]} mellan {facts.members.the} kommuncentrumen, minuter", found.streets
    )
    name = transit.file_name(facts, None, f"centrum_{way.value}", found.streets)
    return table(title, name, records, source, notes=(RULES[way], f"{MISSING}: mer än två timmar, eller ingen väg."))


def _whole(minutes: float | None) -> float | None:
    return None if minutes is None else float(ceil(minutes))
