"""The page Data och källor: how fresh the figures are, where they come from, what is missing and what waits."""

from collections.abc import Mapping
from datetime import date

from dashboard.blocks.blocks import Answer, Text
from dashboard.blocks.page import OPERATORS, TWIN, Fold, PageBlock, PageSection, Sheet
from dashboard.blocks.pieces import Definitions, Ways
from dashboard.content.data import awaited, fetches, sources
from dashboard.content.facts import Facts
from malkollen.database.freshness import Freshness
from malkollen.office import journal
from malkollen.texts.swedish import with_days_in_words

QUESTION = "Hur färska är siffrorna, och varifrån kommer de?"
NO_CHANGES = "Ingen inläsning har ändrat någon siffra."
OPEN = "Alla värden, omdömen och svar finns som filer med adresser som står kvar, fria att läsa in i andra program."
WAITS = "Indikatorer utan siffror än, och vad som måste till för att de ska få några."
GAPS = "Det som saknas visas som saknat, och luckor fylls aldrig i. Är ett tal uträknat ur andra står det vid talet."
CHECKED = "Var varje källa finns, och rikets tal så som de är publicerade bredvid dem som är beräknade här."
FLEETS = (
    "En kommun räknas hit om juridiska personer något av de senaste sex åren ägde mer än "
    "35 procent av bilarna, eller om antalet bilar ändrades mer än 10 procent mellan två år i följd."
)


def sections(facts: Facts) -> list[PageSection]:
    """The whole page."""
    waits = [key for key in facts.registry.indicators if not facts.is_computed(key)]
    read_in = journal.read_in(facts.folder)
    to_run = [awaited.to_run(facts, waits, "waiting")] if waits else []
    waiting: list[PageBlock] = [Sheet(sources.waiting_table(facts), "waiting", TWIN), *to_run]
    return [
        PageSection("", [Answer(QUESTION, "", sources.answer(facts), sources.late(facts), (fetches.summary(facts),))]),
        PageSection("", [Sheet(sources.freshness_table(facts), "freshness")]),
        PageSection("Det som väntar", [Text(WAITS), *waiting]),
        PageSection("Luckor", [Text(GAPS), Sheet(sources.gaps_table(facts), "gaps", TWIN)]),
        PageSection("Vad som ändrats", _changed(facts), anchor="vad-som-andrats"),
        PageSection("Öppna data", [Text(OPEN), Ways(_ways(facts))]),
        PageSection("För den som kontrollerar", [Text(CHECKED), *_to_check(facts, read_in)]),
    ]


def _to_check(facts: Facts, read_in: Mapping[str, date]) -> list[PageBlock]:
    """What only somebody asks for who checks the figures: each source's own declaration, and sums to compare with."""
    declared = [_declared(facts, source, read_in) for source in sources.in_use(facts)]
    return [
        Fold("Källa för källa: publikation, adress och licens", declared, key="declared"),
        Sheet(sources.published_table(facts), "published", "Rikets tal: beräknade här mot publicerade"),
        Fold("Kommuner med många företagsbilar", [Text(FLEETS), Sheet(sources.fleets_table(facts), "fleets")],
            key="fleet-municipalities"),
        *_fetched(facts),
    ]  # fmt: skip


def _ways(facts: Facts) -> tuple[tuple[str, str], ...]:
    """Where the files lie: a fixed version's in a folder of its own."""
    folder = f"data/utgava/{facts.edition.name}/" if facts.edition else "data/"
    values = ("Alla värden (CSV)", f"{folder}varden.csv")
    return (
        ("Öppna data: alla filer och hur de läses", folder),
        values,
        ("Följ det nya i en nyhetsläsare (RSS)", "nytt.xml"),
    )


def _changed(facts: Facts) -> list[PageBlock]:
    """What the last ingests changed; that none did where none did."""
    tables = (fetches.changes_table(facts), "changes"), (fetches.verdicts_table(facts), "verdict-changes")
    sheets: list[PageBlock] = [Sheet(table, key, table.title) for table, key in tables if table.rows]
    return sheets or [Text(NO_CHANGES)]


def _fetched(facts: Facts) -> list[PageBlock]:
    """Every fetch with what somebody has to do, for who runs Målkollen."""
    table = fetches.fetches_table(facts)
    if not table.rows:
        return []
    waits = fetches.waiting_text(facts)
    texts = [Text(waits)] if waits else []
    return [Fold(OPERATORS, [*texts, Sheet(table, "fetches")], key="operators-fetches", is_for_office=True)]


def _declared(facts: Facts, source: Freshness, read_in: Mapping[str, date]) -> Fold:
    origin = fetches.origin(facts, source) | fetches.read_in(facts, source, read_in)
    told = tuple((what, with_days_in_words(how)) for what, how in origin.items())
    came = [Definitions(told, is_declaration=True)] if told else []
    return Fold(f"{source.publisher}: {source.title}", [*sources.declaration(facts, source), *came])
