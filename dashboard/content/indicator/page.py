"""What the page Indikator says of an indicator before its figures: its name in the list, and that it waits."""

from dashboard.blocks.blocks import Text
from dashboard.blocks.page import PageBlock, PageSection
from dashboard.blocks.pieces import Note
from dashboard.content import targets
from dashboard.content.answers.phrases import plain
from dashboard.content.data import awaited
from dashboard.content.facts import Facts
from dashboard.content.indicator import reported
from malkollen.registry.home import capital

NO_FIGURES = "Det finns inga siffror än."
NONE_OF_ITS_OWN = "Det finns inga siffror för just det här måttet än."
"""Where the page shows what reports say of other things."""


def name(facts: Facts, key: str) -> str:
    """An indicator's name as every page gives it, in everyday words; its full name stands where its source does."""
    return capital(plain(facts.indicator(key)))


def full_name(facts: Facts, key: str) -> Note:
    """Its name and code in the registry and in files."""
    indicator = facts.indicator(key)
    return Note(f"Indikatorns fullständiga namn: {indicator.title} ({indicator.code}).", "source")


def option(facts: Facts, key: str) -> str:
    """What an indicator is called in the list of them all."""
    return f"{name(facts, key)}{'' if facts.is_computed(key) else ' (inga siffror än)'}"


def without_figures(facts: Facts, key: str, asked: str = "") -> list[PageSection]:
    """The page of an indicator that waits: that it has no figures, why, who brings them, and what is known instead.

    Args:
        asked: the area that the reader comes with, if any; one that does not exist is the home group.
    """
    area = asked if asked in facts.areas.by_id else facts.areas.home.id
    none = NONE_OF_ITS_OWN if reported.of(facts, key) else NO_FIGURES
    waits: list[PageBlock] = [
        Text(f"{none} {awaited.source(facts, key).needs_plain}", "takeaway"),
        Text(reported.instead(facts, key, area)),
        *reported.way(facts, key, area),
        awaited.to_run(facts, [key], key),
        full_name(facts, key),
    ]
    return [PageSection("", waits), *reported.sections(facts, key), targets.section(facts, key)]
