"""What waits for its source, as a reader is told it; what to run is folded away for who runs Målkollen."""

from collections.abc import Iterable

from dashboard.blocks.page import Fold, for_operators
from dashboard.content.answers import phrases
from dashboard.content.facts import Facts
from malkollen.registry.paragraph import Waiting as Source
from malkollen.texts.swedish import listed


def source(facts: Facts, key: str) -> Source:
    """The source that an indicator without figures waits for."""
    return facts.registry.waiting[facts.registry.waits_for(key) or ""]


def by_source(facts: Facts, keys: Iterable[str]) -> tuple[str, ...]:
    """What is waited for, and by which indicators, a line a source."""
    of: dict[str, list[str]] = {}
    for key in keys:
        name = phrases.plain(facts.indicator(key))
        of.setdefault(source(facts, key).needs_plain, []).append(f"”{name}”" if "," in name else name)
    return tuple(f"{needs} Det gäller {listed(names)}." for needs, names in of.items())


def to_run(facts: Facts, keys: Iterable[str], name: str) -> Fold:
    """What the sources of indicators need and what to run, each source once. name: tells it from others on the page."""
    sources = dict.fromkeys(facts.registry.waits_for(key) or "" for key in keys)
    return for_operators([of_source(facts.registry.waiting[key]) for key in sources], name)


def of_source(source: Source) -> tuple[str, str]:
    """What a source needs, and the command that brings it."""
    return f"{source.title}. {source.needs}", source.run
