"""The sections of Resor on every way of travelling: between the centres, from a place, and on to another place."""

from collections.abc import Callable, Mapping

from dashboard.blocks.blocks import Text
from dashboard.blocks.live import ReachMap
from dashboard.blocks.page import PageBlock, PageSection, Sheet, Slot, for_operators
from dashboard.blocks.pieces import Note
from dashboard.content.facts import Facts
from dashboard.content.timetables.street_source import MADE, StreetSource
from dashboard.content.timetables.timetables import Timetable, Transit
from dashboard.content.transit import transit as texts
from dashboard.content.transit.reach import By
from dashboard.content.trips import between, modes, side_by_side
from dashboard.content.trips.between import Pairs
from dashboard.content.trips.roads import Day, Roads, Way, minutes, trip
from dashboard.figures.travel import Floats, Origin, Targets

BETWEEN = "mellan"
"""The page's question of which way between the centres."""
NOWHERE = "-"
Case = tuple[Facts, Transit, Timetable]


def titled(found: Transit) -> Callable[[str], str]:
    """What each timetable is called in a list."""
    return lambda key: found.by_id[key].title if key in found.by_id else ""


def missing(roads: Roads | None) -> list[PageSection]:
    """That the street map is not here, and what it would give; nothing where it is."""
    if roads is not None:
        return []
    return [PageSection("", [Note(modes.STREETS_WAIT, "no-target"), for_operators(modes.STREETS_STEPS, "streets")])]


def streets_banner(streets: StreetSource | None) -> list[PageSection]:
    """That the street map is made, for a banner."""
    if streets is None or not streets.is_made:
        return []
    return [PageSection("", [Note(f"{MADE} GATUKARTA. Tider längs gatorna nedan är inte verkliga.", "made")])]


# ───────────── Between the centres ─────────────


def before(by_way: Mapping[Way, Pairs]) -> list[PageBlock]:
    """The best sustainable way against the car, and the choice of way; nothing where there is one way alone."""
    if len(by_way) < 2:
        return []
    sentence = between.best_text(by_way)
    return [*([Text(sentence, "takeaway")] if sentence else []), Slot(BETWEEN)]


def others(facts: Facts, traffic: Transit, by_way: Mapping[Way, Pairs], way: str) -> list[PageBlock]:
    """The times between the centres along the streets; nothing for the timetable's, which has a table of its own."""
    if traffic.streets is None or way == Way.TRANSIT or way not in by_way:
        return []
    chosen = Way(way)
    source = f"Källa: {texts.streets_source(traffic.streets)}, {facts.home.processing}"
    return [
        Text(between.takeaway(chosen, by_way[chosen], traffic), "takeaway"),
        Sheet(between.matrix(facts, traffic, chosen, by_way[chosen], source), "trips-matrix"),
    ]


def without(facts: Facts, traffic: Transit, by_way: Mapping[Way, Pairs], way: str) -> list[PageSection]:
    """What the street map alone gives, without a timetable; nothing where there is none."""
    if not by_way:
        return []
    blocks = [*before(by_way), *others(facts, traffic, by_way, way), Text(modes.TIMETABLE_WAITS, "caption")]
    return [PageSection(f"Mellan {facts.members.the} kommuncentrumen", blocks)]


# ───────────── From a place, and to another ─────────────


def goals(origins: Mapping[str, Origin], start: str) -> list[str]:
    """Where the journey may end: nowhere in particular, or any place but where it begins."""
    return [NOWHERE, *(key for key in origins if key != start)]


def called(origins: Mapping[str, Origin]) -> Callable[[str], str]:
    """What each place is called in a list."""
    return lambda key: "ingen vald" if key == NOWHERE else origins[key].name


def leaves(time: str) -> int:
    """Seconds after midnight of a time: "08:00"."""
    hour, minute = map(int, time.split(":"))
    return 3600 * hour + 60 * minute


def times(roads: Roads | None, day: Day, origin: Origin, reached: Targets, time: str) -> dict[Way, Floats]:
    """Minutes to all that is reached, by every way that is possible."""
    ways = modes.possible(roads, has_timetable=True)
    return {way: minutes(roads, day, way, origin, reached, leaves(time)) for way in ways}


def there(
    case: Case, roads: Roads | None, day: Day, ends: tuple[Origin, Origin | None], time: str
) -> list[PageSection]:
    """The times to another place side by side and the journeys' legs; nothing where no other place is chosen."""
    origin, goal = ends
    if goal is None:
        return []
    ways = modes.possible(roads, has_timetable=True)
    journeys = [trip(roads, day, way, (origin, goal), leaves(time)) for way in ways]
    sheet = Sheet(side_by_side.trips_table(case, (origin, goal), journeys, day.names, time), "trips-there")
    return [PageSection("", [Text(side_by_side.answer(origin, goal, journeys), "takeaway"), sheet])]


def by_way(case: Case, by_ways: Mapping[Way, Floats], drawn: ReachMap) -> list[PageSection]:
    """How many are reached by each way, side by side; nothing where there is one way alone."""
    if len(by_ways) < 2:
        return []
    sentence = side_by_side.takeaway(drawn.reached, by_ways, drawn.origin, drawn.limit)
    sheet = Sheet(side_by_side.reach_table(case, drawn.reached, by_ways, drawn.origin), "trips-reach")
    return [PageSection("", [Text(sentence, "takeaway"), sheet])]


def how(found: Mapping[Way, Floats], way: Way) -> By:
    """By what way the map shows how far one gets, in words with what it assumes; nothing where there is one alone."""
    return By(modes.WITH[way], modes.RULES.get(way, "")) if len(found) > 1 else By()
