"""Between the municipal centres by every way of travelling, and public transport against the car."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import ceil, inf
from statistics import median_low

from dashboard.blocks.table import Number, Record, Table
from dashboard.content.chance import in_words
from dashboard.content.facts import Facts
from dashboard.content.timetables.timetables import Timetable, Transit
from dashboard.content.transit import relations, transit
from dashboard.content.trips.modes import NAMES, RULES, WITH
from dashboard.content.trips.roads import ON_STREETS, Way
from malkollen.texts.swedish import MISSING, listed, number

Pairs = Mapping[tuple[str, str], float | None]
"""Minutes by origin and destination; None where there is no journey."""
OVER_NOTE = f"{relations.OVER} betyder mer än {relations.LIMIT} minuter; {MISSING}: mer än två timmar, eller ingen väg."


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


def fastest(by_way: Mapping[Way, Pairs], pair: tuple[str, str]) -> Way | None:
    """The way that takes the least time; the car only where it alone does, None where no way comes there."""
    timed = {way: minutes for way, pairs in by_way.items() if (minutes := pairs.get(pair)) is not None}
    return min(timed, key=lambda way: (timed[way], way is Way.CAR)) if timed else None


def against(by_way: Mapping[Way, Pairs]) -> Way | None:
    """What is held against the car: public transport, else the cycle; None where a time of either is missing."""
    return next((way for way in (Way.TRANSIT, Way.CYCLE) if way in by_way and Way.CAR in by_way), None)


def ratio(by_way: Mapping[Way, Pairs], way: Way, pair: tuple[str, str]) -> float | None:
    """How many times the car's time a way takes; None where either has no time."""
    minutes, by_car = by_way[way].get(pair), by_way[Way.CAR].get(pair)
    return minutes / by_car if minutes is not None and by_car else None


def times_longer(by_way: Mapping[Way, Pairs], way: Way, pair: tuple[str, str]) -> float:
    """The same with a number for all: without a time longer than any, last where the car has none."""
    if by_way[Way.CAR].get(pair) is None:
        return -inf
    return inf if (times := ratio(by_way, way, pair)) is None else times


def best_text(by_way: Mapping[Way, Pairs]) -> str:
    """By what each of the journeys is fastest, and how the way held against the car stands; empty without both."""
    way = against(by_way)
    if way is None:
        return ""
    pairs = list(by_way[Way.CAR])
    ways = [fastest(by_way, pair) for pair in pairs]
    first = Counter(one for one in ways if one is not None)
    none = ways.count(None)
    if not first:
        return ""
    (most, count), *others = first.most_common()
    where = f"alla {count} resor" if count == len(pairs) else f"{in_words(count)} av de {len(pairs)} resorna"
    parts = [f"{WITH[most]} i {where}", *(f"{WITH[one]} i {in_words(size)}" for one, size in others)]
    untimed = f" I {in_words(none)} tar det oftast mer än två timmar, hur man än reser." if none else ""
    return f"Snabbast går det {listed(parts)}.{untimed}{_times_text(by_way, way, pairs)}{_cycled_text(by_way)}"


def _times_text(by_way: Mapping[Way, Pairs], way: Way, pairs: Sequence[tuple[str, str]]) -> str:
    """How many times the car's time a way takes, half of the journeys as T05 has it: those not made are longest."""
    driven = [pair for pair in pairs if by_way[Way.CAR].get(pair) is not None]
    ratios = [times_longer(by_way, way, pair) for pair in driven]
    known = [times for times in ratios if times < inf]
    if not known:
        return ""
    least, most, middle = number(min(known), 1), number(max(known), 1), median_low(ratios)
    half = f", i hälften av resorna högst {number(middle, 1)} gånger" if middle < inf else ""
    none = len(ratios) - len(known)
    how = relations.TOO_FEW if way is Way.TRANSIT else f"kommer man inte fram {WITH[way]} inom två timmar"
    unmade = f"; i {in_words(none)} {how}" if none else ""
    return f" {NAMES[way]} tar {least} till {most} gånger så lång tid som bil utan köer{half}{unmade}."


def _cycled_text(by_way: Mapping[Way, Pairs]) -> str:
    """In how many of the journeys the cycle beats public transport; empty where it does in none, or either lacks."""
    if not {Way.CYCLE, Way.TRANSIT} <= by_way.keys():
        return ""
    timed = [(minutes, by_way[Way.TRANSIT].get(pair)) for pair, minutes in by_way[Way.CYCLE].items()]
    faster = sum(cycled is not None and (ridden is None or cycled < ridden) for cycled, ridden in timed)
    return f" I {in_words(faster)} går det fortare att cykla än att åka kollektivt." if faster else ""


def within(pairs: Pairs) -> int:
    """How many of the journeys take at most an hour."""
    return sum(map(relations.is_near, pairs.values()))


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


def matrix(facts: Facts, found: Transit, way: Way, pairs: Pairs) -> Table:
    """From a row, to a column, minutes; in the files a journey a row."""
    places = relations.centres(found)
    names = {place.id: place.name for place in places}
    return transit.sheet(
        (facts, found, None),
        f"Restid {WITH[way]} mellan {facts.members.the} kommuncentrumen, minuter",
        f"centrum_{way.value}",
        relations.matrix_rows(places, names, pairs, MISSING),
        notes=(RULES[way], OVER_NOTE),
        files=_long(found, way, pairs),
        has_walks=True,
    )


def _long(found: Transit, way: Way, pairs: Pairs) -> list[Record]:
    """A journey a row, for the files."""
    return [
        {
            "Från": found.places[start].name,
            "Till": found.places[end].name,
            "Färdsätt": NAMES[way],
            "Minuter": Number(relations.whole(minutes)),
            f"Inom {relations.LIMIT} minuter": "ja" if relations.is_near(minutes) else "nej",
        }
        for (start, end), minutes in pairs.items()
    ]
