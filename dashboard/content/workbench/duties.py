"""Who may do something about what is measured: by law, or as whoever does it says; nothing is shared out by that."""

from collections.abc import Iterable, Sequence

from dashboard.blocks.blocks import Bullets, Text
from dashboard.blocks.page import Fold, PageBlock, PageSection, Sheet
from dashboard.blocks.table import Cited, Column, Table
from dashboard.content.facts import Facts
from malkollen.registry.home import capital
from malkollen.registry.roles import Duty
from malkollen.texts.swedish import listed

WHO = "vem"
"""The section's anchor."""
HEADING, SOURCES = "Vem kan göra vad", "Varifrån det kommer, som tabell"
ITSELF, OURS = "Det här kan {name} själv göra", "{name} kan själv {what}."
NOT_SHARED = (
    "Programmet fördelar inga uppgifter mellan kommuner, region och stat. Hur mycket var och en kan ändra siffran "
    "visas inte."
)
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
    blocks = _blocks(duties, facts.indicator(key).title, key)
    return [PageSection(HEADING, blocks, 3, anchor=WHO, simple="goes")] if duties else []


def of_goal(facts: Facts, goal: str) -> list[PageSection]:
    """Who may do something about what a goal is measured by, folded; nothing where nobody is entered."""
    measured = {key for key in facts.of_programme if goal in facts.indicator(key).goals}
    duties = [one for one in facts.registry.duties.values() if measured & {*one.indicators}]
    blocks = _blocks(duties, facts.registry.goals[goal].heading, goal)
    return [PageSection("", [Fold(HEADING, blocks)], anchor=WHO, simple="goes")] if duties else []


def of_municipality(facts: Facts, code: str) -> list[PageSection]:
    """What one of our municipalities may do itself; nothing of another, or where nothing is entered."""
    own = [one for one in facts.registry.duties.values() if one.ours] if code in facts.areas.home_members else []
    name = facts.areas.name(code)
    heading = ITSELF.format(name=name)
    told: list[PageBlock] = [Text(of_ours(own, name)), Sheet(table(own, name), f"duties-{code}", SOURCES)]
    return [PageSection(heading, told, anchor=WHO, simple="goes")] if own else []


def _blocks(duties: Sequence[Duty], about: str, key: str) -> list[PageBlock]:
    return [
        Bullets(tuple(one.told for one in duties)),
        Text(NOT_SHARED, "caption"),
        Sheet(table(duties, about), f"duties-{key}", SOURCES),
    ]


def table(duties: Sequence[Duty], about: str) -> Table:
    """Duties with what they rest on."""
    rows = [(one.holder, f"{capital(one.matter)}. {one.told}", one.source, Cited(one.address)) for one in duties]
    return Table(
        f"{HEADING}: {about}", "vem-kan-gora-vad", tuple(Column(one) for one in COLUMNS), rows, sources(duties)
    )
