"""Our place in one sentence, however it is counted: as the answer counts, then what other ways of counting give."""

from collections.abc import Iterator

from dashboard.content.compare.gap import COUNTED
from dashboard.content.facts import Facts
from dashboard.content.ranks import SetRank, set_ranks
from malkollen.texts.swedish import unnamed

WHY = "Platsen blir en annan när andra kommuner räknas; varje sätt står i tabellen längre ned."


def sentence(facts: Facts, key: str, year: int) -> str:
    """The place that the answer leads with and the others that there are; empty where nobody is ranked."""
    leading = facts.registry.goals[facts.indicator(key).goal].answer_set
    ranked = list(_ranked(facts, key, year))
    first = next((entry for entry in ranked if entry.key == leading), None)
    if first is None:
        return ""
    counted = f" {COUNTED[first.variant]}" if first.variant else ""
    ours = f"{facts.home.name} är {first.text}, räknat på {unnamed(first.declared.title)}{counted}."
    others = dict.fromkeys(entry.text for entry in ranked if entry.text != first.text)
    if not others:
        return f"{ours} Platsen är densamma i varje jämförelse." if len(ranked) > 1 else ours
    return f"{ours} Räknat på andra sätt: {' eller '.join(others)}. {WHY}"


def _ranked(facts: Facts, key: str, year: int) -> Iterator[SetRank]:
    """Comparisons with several others in which ours has a place, the leading ways of counting first."""
    for entry in set_ranks(facts, key, year):
        if entry.group_rank and not entry.declared.stands_alone:
            yield entry
