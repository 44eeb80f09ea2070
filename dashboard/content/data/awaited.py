"""What waits for its source, as a reader is told it; what to run is folded away for who runs Målkollen."""

from collections.abc import Iterable

from dashboard.blocks.page import Fold, for_operators
from dashboard.content.answers import phrases
from dashboard.content.facts import Facts
from malkollen.registry.home import capital
from malkollen.registry.paragraph import Waiting as Source
from malkollen.texts.swedish import inside, listed


def source(facts: Facts, key: str) -> Source:
    """The source that an indicator without figures waits for."""
    return facts.registry.waiting[facts.registry.waits_for(key) or ""]


def for_what(source: Source) -> str:
    """What a source is, without who brings it and when: the first sentence of what a reader is told of each part."""
    return " ".join(f"{part.needs_plain.partition('. ')[0].rstrip('.')}." for part in source.parts or (source,))


def by_source(facts: Facts, keys: Iterable[str]) -> tuple[str, ...]:
    """Which indicators wait, and for what, a line a source."""
    of: dict[str, list[str]] = {}
    for key in keys:
        name = phrases.plain(facts.indicator(key))
        of.setdefault(for_what(source(facts, key)), []).append(f"”{name}”" if "," in name else name)
    return tuple(f"{capital(listed(names))}: {inside(needs)}" for needs, names in of.items())


def to_run(facts: Facts, keys: Iterable[str], name: str) -> Fold:
    """What the sources of indicators need and what to run, each source once. name: tells it from others on the page."""
    sources = dict.fromkeys(facts.registry.waits_for(key) or "" for key in keys)
    return for_operators([of_source(facts.registry.waiting[key]) for key in sources], name)


def of_source(source: Source) -> tuple[str, str]:
    """What a source needs, and the command that brings it."""
    return f"{source.title}. {source.needs}", source.run
