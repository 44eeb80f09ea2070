"""The sections of Resor on every way of travelling: from a place to another, between the centres, and how far."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from dashboard.blocks.blocks import Answer, Text
from dashboard.blocks.live import ReachMap
from dashboard.blocks.page import Beside, Chart, PageBlock, PageSection, Sheet, Slot
from dashboard.blocks.pieces import Note
from dashboard.content.facts import Facts
from dashboard.content.timetables.street_source import MADE, StreetSource
from dashboard.content.timetables.timetables import Timetable, Transit
from dashboard.content.transit import page, reach, transit as texts
from dashboard.content.transit.reach import By
from dashboard.content.transit.transit import Case
from dashboard.content.trips import against_car, between, modes, side_by_side
from dashboard.content.trips.between import Pairs
from dashboard.content.trips.roads import ON_STREETS, Day, Roads, Way, minutes, trip
from dashboard.figures.travel import Floats, Origin, Targets
from malkollen.travel.network import Seconds
from malkollen.travel.settings import HOUR, MINUTE, SETTINGS

JOURNEY, BETWEEN = "resa", "mellan"
"""The page's questions: the journey, and which way between the centres."""
LEGS, BY_WAY = "Visa resorna steg för steg", "Visa alla färdsätt som tabell"
BETWEEN_ASKED = "Hur många av resorna mellan kommuncentrumen tar högst en timme?"
Ends = tuple[Origin, Origin]


def titled(found: Transit) -> Callable[[str], str]:
    """What each timetable is called in a list."""
    return lambda key: found.by_id[key].title if key in found.by_id else ""


def banner(timetable: Timetable | None, streets: StreetSource | None) -> list[PageSection]:
    """That the timetable or the street map is made, for a banner; nothing where none is."""
    by_timetable = texts.made_text(timetable) if timetable else None
    is_made = streets is not None and streets.is_made
    by_street = f"{MADE} GATUKARTA. Tider längs gatorna nedan är inte verkliga." if is_made else None
    said = " ".join(filter(None, [by_timetable, by_street]))
    return [PageSection("", [Note(said, "made")])] if said else []


# ───────────── From a place to another ─────────────


def goals(origins: Mapping[str, Origin], start: str) -> list[str]:
    """Where the journey may end: any place but where it begins."""
    return [key for key in origins if key != start]


def listed_names(facts: Facts, found: Transit, origins: Mapping[str, Origin]) -> dict[str, str]:
    """What each is called in a list: a centre is found by its municipality, a stop told from a place of its name."""
    declared = {place.name for place in found.places.values()}
    centres = {
        place.id: f"{place.name} (centrum i {facts.areas.name(place.code)})"
        for place in found.centres
        if place.name != facts.areas.name(place.code)
    }
    stops = {
        key: one.name.replace(" (", " (hållplats i ", 1)
        for key, one in origins.items()
        if key.startswith(reach.STOP) and one.name.partition(" (")[0] in declared
    }
    return {key: one.name for key, one in origins.items()} | centres | stops


def called(facts: Facts, traffic: Transit, origins: Mapping[str, Origin]) -> Callable[[str], str]:
    """What each place is called in a list."""
    names = listed_names(facts, traffic, origins)
    return lambda key: names[key]


def leaves(time: str) -> Seconds:
    """The departures of the hour that begins at a time, "08:00", in seconds after midnight: no lucky minute decides."""
    hour, minute = map(int, time.split(":"))
    begins = HOUR * hour + MINUTE * minute
    return np.arange(begins, begins + HOUR, SETTINGS.window_step, dtype=np.int32)


def there(
    case: Case, roads: Roads | None, day: Day | None, ends: Ends, asked: tuple[Sequence[Way], str]
) -> list[PageSection]:
    """The times to another place, the answer first, and the journeys' legs. asked: the ways, and when one leaves."""
    (origin, goal), (ways, time) = ends, asked
    journeys = [trip(roads, day, way, ends, leaves(time)) for way in ways]
    question, text = side_by_side.question(origin, goal), side_by_side.answer(origin, goal, journeys)
    table = side_by_side.trips_table(case, ends, journeys, day.names if day else None, time)
    steps = side_by_side.steps(journeys, day.names if day else None)
    answer = Answer(question, "", text, side_by_side.hedge(case, ends, journeys, time), steps)
    bars = side_by_side.bars(journeys)
    picture = [Chart(bars, "chart:trips", text, named=table)] if len(bars.rows) > 1 else []
    return [PageSection("", [answer, *picture, Sheet(table, "trips-there", LEGS)])]


def journey(
    there: list[PageSection], far: tuple[list[PageSection], list[PageSection]] | None, *, has_stops: bool
) -> list[PageSection]:
    """Where the journey is asked for; the times to the other place and how far one gets, if known, with its map beside.

    Args:
        far: as `how_far` says it.
    """
    how = f"{reach.SEARCHED if has_stops else reach.CHOSEN}{reach.PRESSED if far else ''}"
    sides = [PageSection("", [Beside([[*there, *far[0]], far[1]], key="mk-journey")])] if far else there
    return [PageSection("Från A till B", [Slot(JOURNEY), Text(how, "caption")]), *sides]


# ───────────── Between the centres ─────────────


def centres(case: Case, by_way: Mapping[Way, Pairs], way: str) -> list[PageSection]:
    """The times between the centres by a way, and the best sustainable way against the car; nothing without times."""
    facts, traffic, timetable = case
    along, each = _along(facts, traffic, by_way, way), _each(case, by_way)
    if timetable is not None:
        return [*page.centres((facts, traffic, timetable), _before(by_way), along), *each]
    blocks = [*_before(by_way), *along]
    return [PageSection(f"Mellan {facts.members.the} kommuncentrumen", blocks), *each] if blocks else []


def _each(case: Case, by_way: Mapping[Way, Pairs]) -> list[PageSection]:
    """Every journey between the centres, by the car and by what is held against it."""
    journeys = against_car.journeys_table(*case, by_way)
    return [PageSection("", [Sheet(journeys, "trips-each", against_car.SHOWN)])] if journeys else []


def _before(by_way: Mapping[Way, Pairs]) -> list[PageBlock]:
    """The best sustainable way against the car, and the choice of way; nothing where there is one way alone."""
    if len(by_way) < 2:
        return []
    return [Answer(BETWEEN_ASKED, "", between.hour_text(by_way), between.best_text(by_way)), Slot(BETWEEN)]


def _along(facts: Facts, traffic: Transit, by_way: Mapping[Way, Pairs], way: str) -> list[PageBlock]:
    """The times along the streets; nothing for the timetable's, which has a table of its own."""
    if traffic.streets is None or way == Way.TRANSIT or way not in by_way:
        return []
    chosen = Way(way)
    return [
        Text(between.takeaway(chosen, by_way[chosen], traffic), "takeaway"),
        Sheet(between.matrix(facts, traffic, chosen, by_way[chosen]), "trips-matrix", page.MATRIX),
    ]


# ───────────── How far ─────────────


def times(
    roads: Roads | None, day: Day | None, origin: Origin, reached: Targets, asked: tuple[Sequence[Way], str]
) -> dict[Way, Floats]:
    """Minutes to all that is reached. asked: the ways, and when one leaves."""
    ways, time = asked
    return {way: minutes(roads, day, way, origin, reached, leaves(time)) for way in ways}


def how_far(
    case: Case, by_ways: Mapping[Way, Floats], drawn: ReachMap, way: Way, time: str
) -> tuple[list[PageSection], list[PageSection]]:
    """How many are reached by each way, in words and tables; and the map of one."""
    how = By(modes.WITH[way], modes.RULES.get(way, "")) if len(by_ways) > 1 else By()
    question, at = side_by_side.reach_question(drawn.origin, drawn.limit), time if case[2] else ""
    on_map = "" if way in ON_STREETS else at  # along the streets any time is as good
    hedge = side_by_side.reach_hedge(at if any(one not in ON_STREETS for one in by_ways) else "")
    answer = Answer(question, "", side_by_side.takeaway(drawn.reached, by_ways, drawn.origin, drawn.limit), hedge)
    table = side_by_side.reach_table(case, drawn.reached, by_ways, drawn.origin, at)
    sheets = [Sheet(table, "trips-reach", BY_WAY)] if len(by_ways) > 1 else []
    map_, within = page.within_reach(case, drawn, on_map, how)
    return [PageSection("", [answer, *sheets, within])], [PageSection("", map_)]
