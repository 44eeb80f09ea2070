"""What Resor cannot show yet: in one sentence for a reader, and what to run for who runs Målkollen, in one fold."""

from collections.abc import Sequence

from dashboard.blocks.blocks import Answer
from dashboard.blocks.page import Link, PageBlock, PageSection, for_operators
from dashboard.blocks.pieces import Note
from dashboard.content.answers import silence
from dashboard.content.answers.phrases import plain
from dashboard.content.facts import Facts
from dashboard.content.timetables.timetables import Timetable, Transit
from dashboard.content.transit import access, change, regions, relations, transit as texts
from dashboard.content.transit.transit import Case
from malkollen.texts.swedish import listed

Step = tuple[str, str]
"""What a command does, and the command."""
STREETS_STEPS: Sequence[Step] = (
    ("Gatukartan, nära 1 GB (ingen nyckel):", "malkollen ingest streets"),
    ("Eller ett utdrag som redan ligger på datorn:", "malkollen ingest streets --from FIL.osm.pbf"),
)
STREETS, TIMETABLE = "restider till fots, med cykel och med bil", "restider med kollektivtrafik"
AREAS = "hur många invånare man når"
"""What a reader cannot see while its source is missing; which source that is stands in the fold."""
MODES = "Hur invånarna reser: {name}"


def sections(facts: Facts, transit: Transit, *, has_roads: bool) -> list[PageSection]:
    """What cannot be seen yet, who brings it, and that no day is set; nothing where all is here."""
    needs = [
        *([STREETS] if not has_roads else []),
        *([TIMETABLE] if not transit.ours else []),
        *([AREAS] if transit.small_areas is None else []),
    ]
    if not needs:
        return []
    sentence = f"Det här syns inte än: {listed(needs)}. {facts.home.office} hämtar underlaget, men {silence.NO_DAY}."
    if has_roads or transit.ours:
        return [PageSection("", [Note(sentence, "no-target")])]
    return [PageSection("", [Answer("", silence.NOT_YET, f"{silence.NOT_YET}. {sentence}"), *_of_modes(facts)])]


def _of_modes(facts: Facts) -> list[PageBlock]:
    """The way to how people travel, which is a measure of its own; nothing where the registry has none."""
    key = facts.registry.roles.trip_modes
    if key not in facts.of_programme:
        return []
    return [Link(MODES.format(name=plain(facts.indicator(key))), "indicator", (("indikator", key),))]


def operators(case: Case, *, has_roads: bool, has_files: bool) -> list[PageSection]:
    """The commands that would bring what is missing, once each; nothing where all is here.

    Args:
        has_files: whether the timetables' files can be read.
    """
    facts, transit, timetable = case
    steps = [
        *_again(transit, timetable, has_files=has_files),
        *([] if has_roads else STREETS_STEPS),
        *([] if timetable else texts.STEPS),
        *([] if transit.small_areas else texts.AREA_STEPS),
        *(_next(facts, transit, timetable) if timetable else []),
    ]
    once = {command: what for what, command in reversed(steps)}
    shown = [step for step in dict.fromkeys(steps) if once[step[1]] == step[0]]
    return [PageSection("", [for_operators(shown, "trips")])] if shown else []


def _again(transit: Transit, timetable: Timetable | None, *, has_files: bool) -> Sequence[Step]:
    """How what a build writes of a timetable is written anew, where any of it is missing."""
    if timetable is None:
        return []
    is_whole = has_files and bool(relations.known(transit, timetable))
    if transit.small_areas:
        is_whole &= access.is_here(transit, timetable)
    return [] if is_whole else texts.AGAIN


def _next(facts: Facts, transit: Transit, timetable: Timetable) -> Sequence[Step]:
    """What brings another timetable to compare with, and the regions that are missing."""
    other = [] if change.others_of(transit, timetable) else texts.STEPS[:1]
    return [*other, *(regions.STEPS if regions.needed(facts, regions.regions(facts, transit)) else [])]
