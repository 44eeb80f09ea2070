"""What the page Indikator says of an indicator before its figures: its name in the list, and that it waits."""

from dashboard.blocks.page import PageSection
from dashboard.blocks.pieces import Waiting
from dashboard.content import targets
from dashboard.content.facts import Facts


def option(facts: Facts, key: str) -> str:
    """What an indicator is called in the list of them all."""
    return f"{facts.indicator(key).title}{'' if facts.is_computed(key) else ' (väntar på sin källa)'}"


def awaited(facts: Facts, key: str) -> Waiting:
    """An indicator that waits: what for, what is needed, what to run."""
    indicator = facts.indicator(key)
    source = facts.registry.waiting[facts.registry.waits_for(key) or ""]
    return Waiting(indicator.title, indicator.about, source.title, source.needs, source.run)


def without_figures(facts: Facts, key: str) -> list[PageSection]:
    """The page of an indicator that waits for its source."""
    return [PageSection("", [awaited(facts, key)]), targets.section(facts, key)]
