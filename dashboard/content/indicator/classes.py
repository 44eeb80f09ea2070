"""The classes of an indicator's map, as colours with their words."""

from dashboard.content.facts import Facts
from dashboard.content.text import bins_text
from dashboard.figures import theme
from malkollen.registry import in_force


def ramp(facts: Facts, key: str) -> tuple[str, ...]:
    """The colours of the map's classes, lowest first, by the goal's place; six without classes.

    A goal that is carried on by another programme keeps its place there, and so its colours.
    """
    indicator = facts.indicator(key)
    programme = facts.registry.goals[indicator.goal].programme
    place = in_force.places_of(facts.registry, programme)[indicator.goal]
    return theme.ramp(place, len(indicator.bins) + 1 if indicator.bins else 6)


def legend(facts: Facts, key: str) -> list[tuple[str, str]]:
    """The classes of the map as colour and words, lowest first; empty where circles are drawn."""
    indicator = facts.indicator(key)
    if not indicator.bins:
        return []
    return [*zip(ramp(facts, key), bins_text(indicator), strict=True), (theme.MISSING, "uppgift saknas")]
