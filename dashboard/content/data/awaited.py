"""What waits for its source, as a reader is told it; what to run is folded away for who runs Målkollen."""

from collections.abc import Iterable

from dashboard.blocks.page import Fold, for_operators
from dashboard.content.answers import phrases
from dashboard.content.facts import Facts
from malkollen.registry.home import capital
from malkollen.registry.paragraph import Waiting as Source
from malkollen.texts.swedish import first_sentence, inside, listed

LACKING = "Här saknas "
"""How a source's first sentence begins that says what of it is lacking."""


def source(facts: Facts, key: str) -> Source:
    """The source that an indicator without figures waits for."""
    return facts.registry.waiting[facts.registry.waits_for(key) or ""]


def for_what(source: Source) -> str:
    """What a source is, without who brings it and when: the first sentence of what a reader is told of each part."""
    return " ".join(f"{first_sentence(part.needs_plain)[0].rstrip('.')}." for part in source.parts or (source,))


def by_source(facts: Facts, keys: Iterable[str]) -> tuple[str, ...]:
    """Which indicators wait, and for what, a line a source."""
    of = needed(facts, keys)
    return tuple(f"{capital(listed(named(facts, keys)))}: {inside(needs)}" for needs, keys in of.items())


def lacked(facts: Facts, keys: Iterable[str]) -> tuple[str, ...]:
    """The same under a heading that says that it is lacking: the things alone."""
    return tuple(
        f"{capital(listed(named(facts, ones)))}: {needs.removeprefix(LACKING).replace(f' {LACKING}', ' ')}"
        for needs, ones in needed(facts, keys).items()
    )


def needed(facts: Facts, keys: Iterable[str]) -> dict[str, list[str]]:
    """The indicators by what they wait for, in words."""
    of: dict[str, list[str]] = {}
    for key in keys:
        of.setdefault(for_what(source(facts, key)), []).append(key)
    return of


def by_module(facts: Facts, keys: Iterable[str]) -> dict[str, list[str]]:
    """The indicators by each source of figures that they wait for; one that waits for several stands at each."""
    of: dict[str, list[str]] = {}
    for key in keys:
        for module in source(facts, key).reads:
            of.setdefault(module, []).append(key)
    return of


def named(facts: Facts, keys: Iterable[str]) -> list[str]:
    """Indicators as everybody calls them, to stand in a list."""
    return [f"”{name}”" if "," in name else name for name in (phrases.plain(facts.indicator(key)) for key in keys)]


def to_run(facts: Facts, keys: Iterable[str], name: str) -> Fold:
    """What the sources of indicators need and what to run, each source once. name: tells it from others on the page."""
    sources = dict.fromkeys(facts.registry.waits_for(key) or "" for key in keys)
    return for_operators([of_source(facts.registry.waiting[key]) for key in sources], name)


def of_source(source: Source) -> tuple[str, str]:
    """What a source needs, and the command that brings it."""
    return f"{source.title}. {source.needs}", source.run
