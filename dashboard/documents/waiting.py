"""The indicators of a document that wait for a source: together, by what they wait for."""

from collections.abc import Sequence

from dashboard.blocks.blocks import Bullets, Section, Text
from dashboard.content.facts import Facts
from dashboard.content.indicator.page import name
from malkollen.registry.paragraph import Waiting
from malkollen.texts.swedish import number

HEADING = "Utan siffror än"


def sections(facts: Facts, keys: Sequence[str], *, starts_page: bool) -> list[Section]:
    """What each of the indicators that wait would show, and what it waits for; none where none waits."""
    groups: dict[str, list[str]] = {}
    for key in keys:
        if source := facts.registry.waits_for(key):
            groups.setdefault(source, []).append(key)
    if not groups:
        return []
    count = sum(map(len, groups.values()))
    said = f"{number(count)} av {number(len(keys))} indikatorer har inga siffror än. Inget uppskattas under tiden."
    return [
        Section(HEADING, [Text(said)], starts_page=starts_page),
        *(_of_source(facts, facts.registry.waiting[source], found) for source, found in groups.items()),
    ]


def _of_source(facts: Facts, waiting: Waiting, keys: Sequence[str]) -> Section:
    lines = tuple(f"{name(facts, key)}. {facts.indicator(key).about}" for key in keys)
    return Section(waiting.title, [Text(waiting.needs_plain), Bullets(lines)], level=2)
