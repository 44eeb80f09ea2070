"""How figures came into Målkollen and when they were taken from what the publisher has published: told one way."""

from collections.abc import Collection

from dashboard.content.facts import Facts
from malkollen.database.freshness import Freshness
from malkollen.texts.swedish import alternatives, spans, with_days_in_words

BY_HAND, FETCHED, READ_IN = "inlagda för hand", "hämtade", "inlästa"
WAYS = (BY_HAND, FETCHED, READ_IN)
"""In the order that they are told, where figures came in several."""
MEANINGS = {
    BY_HAND: "Inlagda för hand: siffrorna följer med Målkollen, och datumet är när de togs ur det som är publicerat.",
    FETCHED: "Hämtade: Målkollen har hämtat dem hos utgivaren den dagen.",
    READ_IN: "Inlästa: de är inlästa ur en fil den dagen.",
}
SHORTEST = 4
"""Letters of the day of what is known least exactly: its year."""


def way(facts: Facts, source: Freshness) -> str:
    """Whether a source's figures were put in by hand, fetched, or read in from a file."""
    fetch = next((fetch for fetch in facts.fetches if fetch.is_shown and source.source in fetch.sources), None)
    if fetch is None or fetch.state == "carried":
        return BY_HAND
    return READ_IN if fetch.is_from_file else FETCHED


def came(facts: Facts, source: Freshness) -> str:
    """How a source's figures came into Målkollen, and when: "inlagda för hand 2026-04"."""
    return f"{way(facts, source)} {source.retrieved}"


def told(facts: Facts, sources: Collection[Freshness]) -> str:
    """How several sources' figures came, and when, as exactly as all are known: "inlagda för hand 2026"; or empty."""
    if not sources:
        return ""
    known = min(len(source.retrieved) for source in sources)
    days = {source.retrieved[:known] for source in sources}
    when = days.pop() if len(days) == 1 else years(sources)
    return with_days_in_words(f"{_ways(facts, sources)} {when}")


def years(sources: Collection[Freshness]) -> str:
    """The years in which sources' figures were taken; empty without any."""
    known = sorted({int(source.retrieved[:SHORTEST]) for source in sources})
    return spans(range(known[0], known[-1] + 1)) if known else ""


def _ways(facts: Facts, sources: Collection[Freshness]) -> str:
    ways = {way(facts, source) for source in sources}
    return alternatives(one for one in WAYS if one in ways)
