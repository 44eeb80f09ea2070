"""What the page Indikator says of an indicator before its figures: its name in the list, and that it waits."""

from dashboard.blocks.blocks import Text
from dashboard.blocks.page import PageBlock, PageSection
from dashboard.content import targets
from dashboard.content.data import awaited
from dashboard.content.facts import Facts
from dashboard.content.indicator import reported


def workbench(facts: Facts, key: str) -> str:
    """What the page is called where a way leads to it, and the measure by the name that other pages give it."""
    indicator = facts.indicator(key)
    return f"Arbetsbänken: {indicator.plain or indicator.title}"


def option(facts: Facts, key: str) -> str:
    """What an indicator is called in the list of them all."""
    return f"{facts.indicator(key).title}{'' if facts.is_computed(key) else ' (väntar på sin källa)'}"


def without_figures(facts: Facts, key: str) -> list[PageSection]:
    """The page of an indicator that waits for its source."""
    waits: list[PageBlock] = [
        Text(awaited.source(facts, key).needs_plain, "takeaway"),
        awaited.to_run(facts, [key], key),
    ]
    return [PageSection("", waits), *reported.sections(facts, key), targets.section(facts, key)]
