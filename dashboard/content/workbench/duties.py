"""Who may do something about what is measured: by law, or as whoever does it says; nothing is shared out by that."""

from collections.abc import Iterable, Sequence

from dashboard.blocks.blocks import Bullets, Text
from dashboard.blocks.page import PageBlock, PageSection, Sheet
from dashboard.blocks.table import Cited, Column, Table
from dashboard.content.facts import Facts
from malkollen.registry.home import capital
from malkollen.registry.roles import Duty
from malkollen.texts.swedish import listed

WHO = "vem"
"""The section's anchor."""
HEADING, SOURCES = "Vem kan göra vad", "Varifrån det kommer, som tabell"
OURS = "{name} kan själv {what}."
NOT_SHARED = "Programmet fördelar inga uppgifter. Hur mycket var och en kan ändra siffran visas inte."
"""What a list of duties does not say, under it."""
COLUMNS = ("Vem", "Vad", "Källa", "Läs mer")


def sources(duties: Sequence[Duty]) -> str:
    """The laws and pages that duties rest on."""
    return "; ".join(dict.fromkeys(one.source for one in duties))


def of_ours(duties: Iterable[Duty], name: str) -> str:
    """What one of our municipalities may do itself of some duties, in a sentence; empty where that is nothing."""
    ours = [one.ours for one in duties if one.ours]
    return OURS.format(name=name, what=listed(ours)) if ours else ""


def section(facts: Facts, key: str) -> list[PageSection]:
    """Who may do something about an indicator; nothing where nobody is entered."""
    duties = facts.registry.duties_of(key)
    if not duties:
        return []
    blocks: list[PageBlock] = [
        Bullets(tuple(one.told for one in duties)),
        Text(NOT_SHARED, "caption"),
        Sheet(table(duties, facts.indicator(key).title), f"duties-{key}", SOURCES),
    ]
    return [PageSection(HEADING, blocks, 3, anchor=WHO, simple="goes")]


def table(duties: Sequence[Duty], about: str) -> Table:
    """Duties with what they rest on."""
    rows = [(one.holder, f"{capital(one.matter)}. {one.told}", one.source, Cited(one.address)) for one in duties]
    return Table(
        f"{HEADING}: {about}", "vem-kan-gora-vad", tuple(Column(one) for one in COLUMNS), rows, sources(duties)
    )
