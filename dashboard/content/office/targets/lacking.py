"""What is still open of the targets that the office has filled in: a line each on Läget, and the way to its form."""

from collections.abc import Iterator
from pathlib import Path

from dashboard.blocks.page import Link
from dashboard.content.facts import Facts
from dashboard.content.office import filled, paragraphs
from dashboard.content.office.targets import counting
from malkollen.errors import MalkollenError
from malkollen.registry.paragraph import UNVERIFIED, Target
from malkollen.texts.swedish import listed
from malkollen.verdicts.targets_in_force import is_decided

BASELESS = "inget basår, så ingen prognos går att göra"
UNCHECKED = "texten är inte jämförd med dokumentet"


def links(facts: Facts, data: Path, room: tuple[str, str]) -> Iterator[Link]:
    """A line for each decided target of the office's own that lacks something. room: where targets are filled in."""
    try:
        own = [key for table, key in paragraphs.own(data) if table == "targets"]
    except MalkollenError:
        return
    for key in own:
        target = facts.registry.targets.get(key)
        if target and is_decided(target) and not target.is_past(facts.as_of) and (what := _lacks(facts, target)):
            way = (room, (filled.PART, filled.TARGETS), (filled.TARGET, key))
            yield Link(f"Målvärdet {target.title}: {listed(what)}", "office", way)


def _lacks(facts: Facts, target: Target) -> list[str]:
    """A base year is lacking only where the indicator is judged against its targets: nothing else needs it."""
    is_baseless = target.base_year is None or target.base_value is None
    return [
        *([BASELESS] if is_baseless and counting.is_judged(facts, target.indicator) else []),
        *([UNCHECKED] if target.checked == UNVERIFIED else []),
    ]
