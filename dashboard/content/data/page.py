"""The page Data och källor: how fresh the figures are, where they come from, what is missing and what waits."""

from dashboard.blocks.blocks import Text
from dashboard.blocks.page import OPERATORS, Fold, PageBlock, PageSection, Sheet
from dashboard.blocks.pieces import Definitions
from dashboard.blocks.table import Table
from dashboard.content.data import fetches, sources
from dashboard.content.facts import Facts
from malkollen.database.freshness import Freshness

NO_CHANGES = "Ingen inläsning har ändrat någon siffra."
GAPS = "Det som inte finns här visas som saknat. Ingenting är skattat eller ifyllt."
CHECKED = "Där riket också är publicerat går beräkningen att kontrollera mot utgivarens tal."
FLEETS = (
    "En kommun räknas som vagnparkskommun om juridiska personer något av de senaste sex åren ägde mer än 35 procent "
    "av bilarna, eller om antalet bilar ändrades mer än 10 procent mellan två år i följd."
)


def sections(facts: Facts) -> list[PageSection]:
    """The whole page."""
    came = Text(f"{fetches.summary(facts)} {fetches.waiting_text(facts)}")
    changes = _filled(fetches.changes_table(facts), "changes") or [Text(NO_CHANGES)]
    return [
        PageSection("", [Text(sources.late_text(facts)), Sheet(sources.freshness_table(facts), "freshness")]),
        PageSection("Källa för källa", [_declared(facts, source) for source in facts.sources]),
        PageSection("Hur siffrorna kom", [came, *_fetched(facts)]),
        PageSection("Vad som ändrats", [*changes, *_filled(fetches.verdicts_table(facts), "verdict-changes")]),
        PageSection("Luckor", [Text(GAPS), Sheet(sources.gaps_table(facts), "gaps")]),
        PageSection("Det som väntar", [Sheet(sources.waiting_table(facts), "waiting")]),
        PageSection("Stämmer beräkningarna?", [Text(CHECKED), Sheet(sources.published_table(facts), "published")]),
        PageSection("Vagnparkskommuner", [Text(FLEETS), Sheet(sources.fleets_table(facts), "fleets")]),
    ]


def _fetched(facts: Facts) -> list[PageBlock]:
    """Every fetch with what somebody has to do, for who runs Målkollen."""
    sheets = _filled(fetches.fetches_table(facts), "fetches")
    return [Fold(OPERATORS, sheets, key="operators-fetches")] if sheets else []


def _filled(table: Table, key: str) -> list[PageBlock]:
    """A table that has rows; nothing where it has none."""
    return [Sheet(table, key)] if table.rows else []


def _declared(facts: Facts, source: Freshness) -> Fold:
    origin = fetches.origin(facts, source)
    came = [Definitions(tuple(origin.items()), is_declaration=True)] if origin else []
    return Fold(f"{source.publisher}: {source.title}", [*sources.declaration(facts, source), *came])
