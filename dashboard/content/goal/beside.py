"""Programmes beside the one that is read: the next one side by side with it, and the ways to all others."""

from dashboard.blocks.blocks import Text
from dashboard.blocks.page import Beside, Entry, Link, PageBlock, PageSection, Sheet
from dashboard.blocks.pieces import Note
from dashboard.content.facts import Facts
from dashboard.content.goal import programmes
from dashboard.content.goal.programmes import Other


def sections(facts: Facts) -> list[PageSection]:
    """Two programmes side by side where one is prepared, and the ways to all others; nothing where there is one."""
    coming, others = programmes.prepared(facts), programmes.others(facts)
    ways: list[PageBlock] = [Entry(f"line-programme-{other.key}", _way(other)) for other in others]
    if coming:
        return [_side_by_side(facts, coming), PageSection("", ways)]
    return [PageSection("Andra program", ways)] if others else []


def _way(other: Other) -> Link:
    return Link(other.label, "overview", ((programmes.PROGRAMME, other.key),), is_arrow=False)


def _side_by_side(facts: Facts, coming: str) -> PageSection:
    first = facts.programme_key
    columns = [[_programme(facts, key, other)] for key, other in ((first, coming), (coming, first))]
    fold = "Visa indikator för indikator och hämta"
    return PageSection(
        "Nästa program, sida vid sida",
        [
            Text(programmes.beside_text(facts, coming), "takeaway"),
            Beside(columns),
            Sheet(programmes.beside_table(facts, coming), "programmes", fold),
        ],
    )


def _programme(facts: Facts, key: str, other: str) -> PageSection:
    programme = facts.registry.programmes[key]
    notes: list[PageBlock] = []
    for goal in programmes.told(facts, key, other):
        notes += [Note(goal.heading, "eyebrow"), Note(goal.sentence, "goal"), Note(goal.fate, "detail")]
    return PageSection(f"{programme.title}, {programme.period}", notes, level=3)
