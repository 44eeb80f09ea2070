"""The classes of an indicator's map, as colours with their words."""

from dashboard.content.facts import Facts
from dashboard.content.text import bins_text
from dashboard.figures import theme


def ramp(facts: Facts, key: str) -> tuple[str, ...]:
    """The colours of the map's classes, lowest first, by the goal's place in the registry; six without classes."""
    indicator = facts.indicator(key)
    place = list(facts.registry.goals).index(indicator.goal)
    return theme.ramp(place, len(indicator.bins) + 1 if indicator.bins else 6)


def legend(facts: Facts, key: str) -> list[tuple[str, str]]:
    """The classes of the map as colour and words, lowest first; empty where circles are drawn."""
    indicator = facts.indicator(key)
    if not indicator.bins:
        return []
    return [*zip(ramp(facts, key), bins_text(indicator), strict=True), (theme.MISSING, "uppgift saknas")]
