"""The classes of an indicator's map, as colours with their words."""

from itertools import pairwise

from dashboard.content.facts import Facts
from dashboard.content.text import told_decimals
from dashboard.figures import theme
from dashboard.figures.maps import class_of
from malkollen.registry import in_force
from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import number, rounded


def ramp(facts: Facts, key: str) -> tuple[str, ...]:
    """The colours of the map's classes, lowest first, by the goal's place; six without classes.

    A goal that is carried on by another programme keeps its place there, and so its colours.
    """
    indicator = facts.indicator(key)
    programme = facts.registry.goals[indicator.goal].programme
    place = in_force.places_of(facts.registry, programme)[indicator.goal]
    return theme.ramp(place, len(indicator.bins) + 1 if indicator.bins else 6)


def place(facts: Facts, key: str, value: float | None) -> int:
    """The class of a value as it is told, 0 for missing: what is told as 20,0 lies where 20 does, not below it."""
    indicator = facts.indicator(key)
    told = None if value is None else rounded(value, told_decimals(indicator))
    return class_of(told, indicator.bins)


def legend(facts: Facts, key: str) -> list[tuple[str, str]]:
    """The classes of the map as colour and words, lowest first; empty where circles are drawn."""
    indicator = facts.indicator(key)
    if not indicator.bins:
        return []
    return [*zip(ramp(facts, key), bins_text(indicator), strict=True), (theme.MISSING, "uppgift saknas")]


def bins_text(indicator: Indicator) -> list[str]:
    """The classes of the map in words, lowest first: "under 3", "3–6", …, "18 och mer"."""
    bins = indicator.bins
    decimals = 0 if all(float(edge).is_integer() for edge in bins) else 1
    edges = [number(edge, decimals) for edge in bins]
    middle = [f"{low}–{high}" for low, high in pairwise(edges)]
    return [f"under {edges[0]}", *middle, f"{edges[-1]} och mer"]
