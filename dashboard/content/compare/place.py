"""Our place in one sentence, however it is counted: as the answer counts, then what other ways of counting give."""

from collections.abc import Iterator

from dashboard.content.compare.gap import COUNTED
from dashboard.content.facts import Facts
from dashboard.content.ranks import SetRank, set_ranks
from malkollen.registry.home import capital
from malkollen.texts.swedish import unnamed


def sentence(facts: Facts, key: str, year: int) -> str:
    """The place that the answer leads with and the others that there are; empty where nobody is ranked."""
    leading = facts.registry.goals[facts.indicator(key).goal].answer_set
    ranked = list(_ranked(facts, key, year))
    first = next((entry for entry in ranked if entry.key == leading), None)
    if first is None:
        return ""
    counted = f" {COUNTED[first.variant]}" if first.variant else ""
    ours = f"{facts.home.name} är {first.text}, räknat på {unnamed(first.declared.title)}{counted}."
    others: dict[str, str] = {}
    for entry in ranked:
        if entry.text not in (first.text, *others):
            others[entry.text] = _how(entry, first)
    if not others:
        return f"{ours} Platsen är densamma i varje jämförelse." if len(ranked) > 1 else ours
    told = "; ".join(f"{how}: {text}" for text, how in others.items())
    return f"{ours} {capital(told)}."


def _how(entry: SetRank, first: SetRank) -> str:
    """Which municipalities another comparison counts, as far as they are others than the first one's."""
    counted = COUNTED[entry.variant] if entry.variant and entry.variant != first.variant else ""
    among = f"bland {unnamed(entry.declared.title)}" if entry.key != first.key else ""
    return " ".join(filter(None, [among, counted]))


def _ranked(facts: Facts, key: str, year: int) -> Iterator[SetRank]:
    """Comparisons with several others in which ours has a place, the leading ways of counting first."""
    for entry in set_ranks(facts, key, year):
        if entry.group_rank and not entry.declared.stands_alone:
            yield entry
