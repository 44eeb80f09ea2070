"""The indicators of a document that wait for a source: together, by what they wait for."""

from collections.abc import Sequence

from dashboard.blocks.blocks import Bullets, Section, Text
from dashboard.content.data import awaited
from dashboard.content.facts import Facts
from dashboard.content.goal import priority_objects
from dashboard.content.indicator.page import name
from malkollen.registry.paragraph import Waiting
from malkollen.texts.swedish import listed, number, number_word as in_words

HEADING, MOST_NAMED = "Utan siffror än", 2
"""And how many measures a heading names before it counts the rest."""


def sections(facts: Facts, keys: Sequence[str], *, starts_page: bool) -> list[Section]:
    """What each of the indicators that wait would show, and what it waits for; none where none waits."""
    groups: dict[str, list[str]] = {}
    for key in keys:
        if source := facts.registry.waits_for(key):
            groups.setdefault(source, []).append(key)
    if not groups:
        return []
    count = sum(map(len, groups.values()))
    said = (
        f"{number(count)} av {number(len(keys))} indikatorer har inga siffror än. Inget uppskattas under tiden. "
        f"Fråga {facts.home.office}: ingen dag är satt."
    )
    return [
        Section(HEADING, [Text(said)], starts_page=starts_page),
        *(_of_source(facts, facts.registry.waiting[source], found) for source, found in groups.items()),
    ]


def _of_source(facts: Facts, waiting: Waiting, keys: Sequence[str]) -> Section:
    lines = tuple(f"{name(facts, key)}. {facts.indicator(key).about}" for key in keys)
    names = [name(facts, key) for key in keys]
    shown = (
        names if len(names) <= MOST_NAMED + 1 else [*names[:MOST_NAMED], f"{in_words(len(names) - MOST_NAMED)} till"]
    )
    told = why(facts, keys) if _are_lists(facts, keys) else awaited.for_what(waiting)
    return Section(listed(shown), [Text(told), Bullets(lines)], level=2)


def why(facts: Facts, keys: Sequence[str]) -> str:
    """What indicators of one source wait for; of the committee's list how far it has come, as its page has it."""
    if _are_lists(facts, keys):
        return priority_objects.summary(facts.home, facts.folder, facts.as_of)
    return facts.registry.waiting[facts.registry.waits_for(keys[0]) or ""].needs_plain


def _are_lists(facts: Facts, keys: Sequence[str]) -> bool:
    return all(facts.indicator(key).kind == "lageslista" for key in keys)
