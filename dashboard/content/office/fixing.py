"""Fastställa: what an edition is, those there are, and what is another than in the latest."""

from datetime import date
from pathlib import Path

from dashboard.blocks.blocks import Text
from dashboard.blocks.page import Link, Links, PageBlock, PageSection, Sheet
from dashboard.content.data import editions as texts
from dashboard.content.data.editions import Since
from dashboard.content.facts import Facts
from malkollen.editions import editions, fixing
from malkollen.editions.file import Edition

LEAD = (
    "En fastställd version är allt som det är nu: siffror, målvärden, bedömningar, objekt och aktiviteter. Den ändras "
    "aldrig. Fastställ den när underlaget till mötet går ut."
)
JUDGE = "Bedömningen förs in på målets sida, med en förhandsvisning av hur den kommer att läsas."
NO_EDITIONS = "Ingen version är fastställd än."
REPLACES = "Blev något fel? En version tas aldrig bort: fastställ en ny med ett annat namn, och skicka den."
NAMELESS = "Namnet föreslås när mötets dag är vald."
MAKING = "Fastställer versionen: kopierar, räknar om och kontrollerar …"


def judging(facts: Facts) -> PageSection:
    """The way to each goal's judgement."""
    links = tuple(Link(goal.heading, "goal", (("mal", key),)) for key, goal in facts.goals.items())
    heading = f"För in {facts.home.bodies.leadership.genitive} bedömning"
    return PageSection(heading, [Text(JUDGE), Links(links, "mk-office-goals")])


def editions_made(data: Path, name: str) -> list[PageSection]:
    """Every edition with the ways into it and to its documents.

    Args:
        name: what an address calls the edition that it asks for.
    """
    fixed = editions.listed(data)
    if not fixed:
        return [PageSection("Fastställda versioner", [Text(NO_EDITIONS)])]
    links = tuple(
        link
        for one in fixed
        for link in (
            Link(f"Öppna {one.name}", "overview", ((name, one.name),), is_arrow=False),
            Link(f"Dokument ur {one.name}", "reports", ((name, one.name),), is_arrow=False),
        )
    )
    shown = Sheet(texts.editions_table(data, texts.PROVENANCE), "office-editions")
    blocks: list[PageBlock] = [shown, Links(links, "mk-office-editions")]
    return [PageSection("Fastställda versioner", [*blocks, Text(REPLACES, "caption")])]


def since(found: Since | None) -> list[PageSection]:
    """What would be another in a new edition than in the latest; nothing where nothing would, or there is none."""
    return [texts.since_section(found)] if found and (found.values.rows or found.labels.rows) else []


def proposed(data: Path, day: date, meeting: str) -> str:
    """A name for an edition of a meeting."""
    return fixing.proposed_name(day, meeting, {one.name for one in editions.listed(data)})


def would(name: str) -> str:
    """What a press makes, said before it."""
    return f"Det blir versionen {name}. När den är fastställd går den inte att ändra eller ta bort."


def would_be(name: str) -> str:
    """That the name became another with what was typed last."""
    return f"Det blir versionen {name}. Inget är fastställt än: stämmer namnet, tryck en gång till."


def done(one: Edition) -> str:
    """That an edition is made."""
    return f"Versionen {one.name} är fastställd för {one.meeting}, {one.day}. Den finns nedan, med sina dokument."
