"""Between the municipal centres by every way of travelling, and the best sustainable way against the car."""

from collections.abc import Mapping
from math import ceil
from statistics import median

import numpy as np

from dashboard.blocks.table import Number, Record, Table, table
from dashboard.content.facts import Facts
from dashboard.content.timetables.timetables import Place, Timetable, Transit
from dashboard.content.transit import relations, transit
from dashboard.content.trips.modes import RULES, WITH
from dashboard.content.trips.roads import ON_STREETS, Roads, Way
from malkollen.texts.swedish import MISSING, number

Pairs = Mapping[tuple[str, str], float | None]
"""Minutes by origin and destination; None where there is no journey."""
SUSTAINABLE = (Way.WALK, Way.CYCLE, Way.TRANSIT)


def times(roads: Roads | None, traffic: Transit, timetable: Timetable | None) -> dict[Way, Pairs]:
    """The minutes between each two of the centres, by each way that what is loaded gives times for."""
    places = relations.centres(traffic)
    by_way: dict[Way, Pairs] = {}
    if roads is not None and places:
        points = np.array([place.latitude for place in places]), np.array([place.longitude for place in places])
        for way in ON_STREETS:
            by_way[way] = _pairs(places, roads.seconds(way, points, points))
    if timetable is not None and (rows := relations.relations(traffic, timetable)):
        by_way[Way.TRANSIT] = {(row.origin, row.destination): row.median for row in rows}
    return {way: by_way[way] for way in Way if way in by_way}


def _pairs(places: list[Place], seconds: "np.typing.NDArray[np.float64]") -> Pairs:
    return {
        (start.id, end.id): seconds[row, column] / 60 if np.isfinite(seconds[row, column]) else None
        for row, start in enumerate(places)
        for column, end in enumerate(places)
        if row != column
    }


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
