"""The page Resor: what is known without a timetable, and with one what it gives, section by section."""

from collections.abc import Sequence

from dashboard.blocks.blocks import Answer, Pairs, Text
from dashboard.blocks.drawing import Bars
from dashboard.blocks.live import ReachMap, Shares, StopMap
from dashboard.blocks.page import TWIN, Beside, Chart, Fold, Link, Links, PageBlock, PageSection, Sheet, Slot
from dashboard.blocks.pieces import Legend, Note, Waiting
from dashboard.content.facts import Facts
from dashboard.content.timetables.stops import Stops
from dashboard.content.timetables.timetables import Timetable, Transit
from dashboard.content.transit import (
    access,
    change,
    change_people,
    change_times,
    indicators,
    reach,
    regions,
    relations,
    supply,
    transit as texts,
)
from dashboard.content.transit.reach import NO_WAY, By
from dashboard.content.values import area_table
from dashboard.figures.maps import HOME
from malkollen.registry.home import capital
from malkollen.texts.swedish import listed

LIMIT, DEPARTURES, OTHER = "minuter", "avgangar", "fore"
"""The page's questions: the longest time of a journey, which departures, and the timetable to compare with."""
KNOWN = "Så många bor nära en hållplats, enligt {}"
"""What is known without a timetable, and whose count it is."""
MATRIX, REACHED = "Visa alla restider i en tabell", "Visa kommun för kommun i en tabell"
BY_HOUR, SHIFT = "Hållplatser och avgångar", "Vad hände i tidtabellsskiftet"
Case = tuple[Facts, Transit, Timetable]
"""What is shown: the facts, all timetables, and the one chosen."""


def lead(facts: Facts) -> list[PageSection]:
    """What the page answers."""
    return [PageSection("", [Text(texts.lead(facts), "lead")])]


# ───────────── Without a timetable ─────────────


def without(facts: Facts, transit: Transit, mine: str = "") -> list[PageSection]:
    """What is known where no timetable covers the county; and that none does, where any is loaded."""
    reason = [PageSection("", [Note(texts.not_ours(facts), "no-target")])] if transit.timetables else []
    return [*reason, *_known(facts, mine)]


def _known(facts: Facts, mine: str) -> list[PageSection]:
    """What is known without a timetable; nothing where the registry names no such indicator."""
    key = texts.known(facts)
    if key is None:
        return []
    sentence, rows = texts.known_text(facts, key), tuple(texts.known_rows(facts, key, mine))
    bars = Bars(rows, texts.KNOWN_UNIT, 1)
    areas = area_table(facts, key, texts.known_areas(facts), facts.evaluation(key).latest_year, None)
    blocks: list[PageBlock] = [
        Answer("", "", sentence, ""),
        Chart(bars, "chart:transit-known", sentence, named=areas),
        Text(texts.KNOWN_UNIT, "caption"),
        Note(facts.source_line(key), "source"),
        Sheet(areas, "transit-known", TWIN),
        Link(texts.KNOWN_LINK, "indicator", (("indikator", key),)),
    ]
    whose = dict.fromkeys(source.publisher for source in facts.sources_of(key))
    return [PageSection(KNOWN.format(listed([*whose])), blocks)]


def _captions(*sentences: str | None) -> list[Text]:
    """The sentences there are, in small."""
    return [Text(sentence, "caption") for sentence in sentences if sentence]


# ───────────── With one ─────────────


def opening(case: Case) -> list[PageSection]:
    """The timetable's figures in large, and which it is."""
    facts, transit, timetable = case
    figures = [*relations.figures(transit, timetable), *access.figures(*case), *texts.figures(*case)]
    blocks: list[PageBlock] = [Pairs(tuple(figures)), Text(texts.state_text(transit, timetable), "caption")]
    return [PageSection(f"Kollektivtrafiken {facts.home.at}", blocks)]


def centres(case: Case, before: Sequence[PageBlock] = (), instead: Sequence[PageBlock] = ()) -> list[PageSection]:
    """The times between the centres.

    Args:
        before: what stands before the times; instead: what stands instead of those by public transport, if anything.
    """
    facts, transit, timetable = case
    blocks: list[PageBlock] = [Text(relations.takeaway(transit, timetable), "takeaway")]
    if relations.relations(transit, timetable):
        blocks.append(Sheet(relations.matrix_table(*case), "transit-matrix", MATRIX))
    if told := relations.without_coordinates(facts, transit):
        blocks.append(Text(told, "caption"))
    return [PageSection(f"Mellan {facts.members.the} kommuncentrumen", [*before, *(instead or blocks)])]


def damaged(*, has_stops: bool, has_rides: bool) -> list[PageSection]:
    """That files of the timetable cannot be read, and what is not shown then."""
    note = Note(texts.files_text(has_stops=has_stops), "no-target")
    return [] if has_rides else [PageSection("", [note])]


def fed(facts: Facts) -> list[PageSection]:
    """A link to each indicator that a timetable feeds, and how much the ratio to the car covers."""
    links = tuple(Link(words, "indicator", (("indikator", key),)) for key, words in indicators.links(facts))
    ways = Links(links, "mk-transit-links", is_row=True)
    return [
        PageSection(
            "Indikatorerna",
            [
                *_captions(indicators.lead(facts), indicators.ratio_text(facts)),
                Fold("Visa indikatorerna", [ways], key="indicators"),
            ],
        )
    ]


def reach_key(start: str) -> str:
    """What the map of how far one gets from a place is called, and a press on it."""
    return f"map-reach-{start}"


def within_reach(case: texts.Case, drawn: ReachMap, time: str, how: By = NO_WAY) -> tuple[list[PageBlock], Sheet]:
    """How far one gets when one leaves at a time, on the map; and in the table.

    Args:
        time: empty where it does not matter; how: by what.
    """
    sentence = reach.takeaway(drawn.reached, drawn.minutes, drawn.origin, time, drawn.limit, how.words)
    within = reach.reach_table(case, drawn, time, how)
    legend = Legend(f"Minuter från dörr till dörr. {reach.ends(drawn)}", reach.legend(drawn.limit))
    key = reach_key(drawn.origin.key)
    map_: list[PageBlock] = [
        Slot(LIMIT),
        Chart(drawn, key, f"Karta. {sentence}", sentence, can_pick=True, named=within, legend=legend),
        Text(reach.reading(drawn.reached), "caption"),
    ]
    return map_, Sheet(within, "reach", REACHED)


def _nearness(case: Case) -> PageSection:
    """Who has transit near, by both methods; else what that waits for."""
    _, transit, timetable = case
    if access.is_here(transit, timetable):
        blocks: list[PageBlock] = [
            Text(access.takeaway(*case), "takeaway"),
            Fold(
                "Visa kommun för kommun",
                [
                    Beside([[_method(case, method)] for method in access.METHODS]),
                    *_captions(access.compared_text(*case), access.ends_text(*case)),
                    Sheet(access.access_table(*case), "access"),
                ],
                key="access-each",
            ),
        ]
    else:
        blocks = [Note(texts.NOT_COMPUTED, "no-target") if transit.small_areas else Waiting(*texts.SMALL_AREAS_WAIT)]
    return PageSection("Vem har kollektivtrafiken nära", blocks)


def _method(case: Case, method: str) -> PageSection:
    sentence, classes = access.spread_text(*case, method), access.legend(method)
    named = access.access_table(*case)
    blocks: list[PageBlock] = [
        Legend(access.LEGENDS[method], classes),
        Chart(Shares(access.bars(*case, method), classes), f"chart:access-{method}", sentence, named=named),
        Note(sentence, "detail"),
    ]
    return PageSection(access.METHODS[method], blocks, level=3)


def served(case: Case, stops: Stops, window: str, mode: str) -> list[PageSection]:
    """Who has transit near, and the stops with their departures in some hours and of some modes."""
    facts, _, _ = case
    sentence = supply.shown_text(facts, stops, window, mode)
    spots = supply.spots(supply.shown(facts, stops, window, mode))
    named = supply.stops_table(*case, stops, window, mode)
    map_: list[PageBlock] = [
        Chart(StopMap(spots), f"map-{HOME}-stops", f"Karta. {sentence}", named=named),
        Text("Cirkelns yta visar antalet avgångar.", "caption"),
    ]
    table = Sheet(supply.supply_table(*case, stops, window, mode), "supply")
    where: list[PageBlock] = [
        Slot(DEPARTURES),
        Beside([[PageSection("", map_)], [PageSection("", [table])]], (3, 2)),
        Sheet(named, "supply-stops"),
        Sheet(supply.modes_table(*case), "supply-modes"),
    ]
    blocks: list[PageBlock] = [
        Text(sentence, "takeaway"),
        Fold("Välj timmar och färdsätt, och se kartan och tabellerna", where, key="supply-map"),
    ]
    return [_nearness(case), PageSection(BY_HOUR, blocks)]


def served_by_mode(case: Case) -> list[PageSection]:
    """Who has transit near, and what is known of departures where the stops cannot be read."""
    return [_nearness(case), PageSection(BY_HOUR, [Sheet(supply.modes_table(*case), "supply-modes")])]


def _metropolitan(facts: Facts, transit: Transit) -> PageSection:
    """The metropolitan regions whose timetables are here."""
    rows = regions.regions(facts, transit)
    whole, divided = regions.parted(facts, rows)
    sentence = regions.text(facts, rows)
    blocks: list[PageBlock] = [Text(sentence, "takeaway")] if sentence else []
    if needed := regions.needed(facts, rows):
        blocks.append(Text(needed, "caption"))
    if whole:
        blocks.append(Sheet(regions.regions_table(facts, transit, whole), "regions", TWIN))
    if divided:
        blocks.append(Sheet(regions.regions_table(facts, transit, divided), "regions-others", regions.OTHERS))
    return PageSection(capital(facts.registry.comparison.regions.the), blocks)


# ───────────── Two timetables ─────────────


def alone(facts: Facts, transit: Transit) -> list[PageSection]:
    """The metropolitan regions, and that there is no other timetable to compare with."""
    return [_metropolitan(facts, transit), PageSection(SHIFT, [Text(change.ONE_ONLY, "caption")])]


def compared(
    facts: Facts, transit: Transit, both: tuple[Timetable, Timetable], stops: tuple[Stops | None, Stops | None]
) -> list[PageSection]:
    """The metropolitan regions, and what happened between two timetables: departures, people, times and stops.

    Args:
        both: the earlier and the later. stops: of each, None where they cannot be read.
    """
    departed: list[PageBlock] = [
        Slot(OTHER),
        Text(change.takeaway(facts, transit, *both), "takeaway"),
    ]
    people: list[PageSection] = []
    if sentence := change_people.takeaway(facts, transit, *both):
        table = Sheet(change_people.people_table(facts, transit, *both), "change-people", TWIN)
        people = [PageSection("Invånare", [Text(sentence, "takeaway"), table], level=3)]
    by_area = Sheet(change.supply_table(facts, transit, *both), "change")
    by_mode = Sheet(change.modes_table(facts, transit, *both), "change-modes", TWIN)
    more = [
        PageSection("", [by_area, by_mode]),
        *people,
        PageSection("Restider", _times(facts, transit, both), level=3),
        PageSection("Hållplatser", _stops(facts, both, *stops), level=3),
    ]
    fold = Fold("Visa avgångar, invånare, restider och hållplatser", [Beside([more])], key="change-more")
    return [_metropolitan(facts, transit), PageSection(SHIFT, [*departed, fold])]


def _times(facts: Facts, transit: Transit, both: tuple[Timetable, Timetable]) -> list[PageBlock]:
    stretches = change_times.stretches(transit, *both)
    blocks: list[PageBlock] = [
        Text(change_times.stretches_text(transit, stretches), "takeaway"),
        *_captions(change_times.journeys_text(transit, *both)),
    ]
    if stretches:
        blocks.append(Sheet(change_times.stretches_table(facts, transit, both, stretches), "change-times", TWIN))
    return blocks


def _stops(facts: Facts, both: tuple[Timetable, Timetable], were: Stops | None, are: Stops | None) -> list[PageBlock]:
    if were is None or are is None:
        lacks = change.without_stops(both[1] if were else both[0])
        return [Text(lacks, "caption")]
    gained, lost = change.gained_and_lost(facts, were, are)
    blocks: list[PageBlock] = [Text(change.stops_text(gained, lost), "takeaway")]
    if gained or lost:
        blocks.append(Sheet(change.stops_table(facts, both, gained, lost), "change-stops", TWIN))
    return blocks
