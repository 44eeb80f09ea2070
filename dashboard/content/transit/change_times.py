"""What a change of timetables meant for the journeys between the eight centres: those that became slower or faster."""

from dataclasses import dataclass

from dashboard.blocks.table import Number, Record, Table, gap
from dashboard.content.chance import in_words
from dashboard.content.facts import Facts
from dashboard.content.timetables.timetables import Relation, Timetable, Transit
from dashboard.content.transit.change import both_table
from dashboard.content.transit.relations import centres, relations
from malkollen.texts.swedish import signed, with_unit

FELT = 3
SMALL = f"Skillnader under {FELT} minuter räknas inte som ändring: de kan bero på enstaka minuter i tidtabellen."


@dataclass(frozen=True)
class Stretch:
    """A relation whose time changed: from, to, and the medians before and after in minutes."""

    origin: str
    destination: str
    before: float
    after: float

    @property
    def difference(self) -> float:
        """Minutes more (slower) or less."""
        return self.after - self.before


def stretches(found: Transit, before: Timetable, after: Timetable) -> list[Stretch]:
    """The relations between the centres with a time in both, the one that became slowest first."""
    old, new = (found.relations.get(one.id, {}) for one in (before, after))
    ids = [place.id for place in centres(found)]
    both = [
        Stretch(start, end, *times)
        for start in ids
        for end in ids
        if start != end and (times := _medians(old.get((start, end)), new.get((start, end))))
    ]
    return sorted(both, key=lambda stretch: -stretch.difference)


def _medians(old: Relation | None, new: Relation | None) -> tuple[float, float] | None:
    if old is None or new is None or old.median is None or new.median is None:
        return None
    return old.median, new.median


def stretches_text(traffic: Transit, rows: list[Stretch]) -> str:
    """How many relations became slower or faster, and which most."""
    slower = [row for row in rows if row.difference >= FELT]
    faster = [row for row in rows if row.difference <= -FELT]
    if not rows:
        return "Restider mellan kommuncentrumen finns inte i båda tidtabellerna."
    if not slower and not faster:
        return f"Ingen av de {len(rows)} resorna mellan kommuncentrumen ändrades med {FELT} minuter eller mer."
    groups = ((slower, "längre", rows[0]), (faster, "kortare", rows[-1]))
    said = [_moved(traffic, len(group), word, most) for group, word, most in groups if group]
    return f"{' '.join(said)} Övriga ändrades mindre." if len(slower) + len(faster) < len(rows) else " ".join(said)


def journeys_text(traffic: Transit, before: Timetable, after: Timetable) -> str:
    """How many relations between the centres gained or lost a journey within two hours; empty where none."""
    old, new = (
        {(row.origin, row.destination) for row in relations(traffic, one) if row.median is not None}
        for one in (before, after)
    )
    if not (traffic.relations.get(before.id) and traffic.relations.get(after.id)) or old == new:
        return ""
    gained, lost = (_journeys(len(pairs)) for pairs in (new - old, old - new))
    return f"{gained} som inte gick inom två timmar går nu. {lost} går inte längre inom två timmar."


def _journeys(count: int) -> str:
    return {0: "Ingen resa", 1: "En resa"}.get(count, f"{in_words(count).capitalize()} resor")


def _moved(found: Transit, count: int, word: str, most: Stretch) -> str:
    start, end = (found.places[id_].name for id_ in (most.origin, most.destination))
    difference = with_unit(signed(most.difference), "minuter")
    journeys = f"{_journeys(count)} mellan kommuncentrumen"
    return f"{journeys} blev minst {FELT} minuter {word}, mest {start}–{end} ({difference})."


def stretches_table(
    facts: Facts, traffic: Transit, timetables: tuple[Timetable, Timetable], rows: list[Stretch]
) -> Table:
    """The relations that changed, a row each, the slower first; in the files all of them."""
    records: list[Record] = [
        {
            "Från": traffic.places[row.origin].name,
            "Till": traffic.places[row.destination].name,
            "Före (minuter)": Number(row.before, 1),
            "Efter (minuter)": Number(row.after, 1),
            "Skillnad (minuter)": gap(row.before, row.after, 1),
        }
        for row in rows
    ]
    title, name = "Restid mellan kommuncentrumen före och efter", "skifte_restider"
    return both_table(facts, timetables, title, name, records, notes=(SMALL,))
