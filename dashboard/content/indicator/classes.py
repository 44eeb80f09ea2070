"""The classes of an indicator's map, as colours with their words."""

from dashboard.content.facts import Facts
from dashboard.content.text import bins_text
from dashboard.figures import theme


def legend(facts: Facts, key: str) -> list[tuple[str, str]]:
    """The classes of the map as colour and words, lowest first; empty where circles are drawn."""
    indicator = facts.indicator(key)
    if not indicator.bins:
        return []
    return [*zip(theme.RAMPS[indicator.goal], bins_text(indicator), strict=True), (theme.MISSING, "uppgift saknas")]
