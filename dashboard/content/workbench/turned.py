"""That a series went one way and its last year the other: one sentence in a reader's stead, who would have two."""

from dashboard.content.facts import Facts
from dashboard.content.verdict import direction_word
from malkollen.assess.change import change
from malkollen.assess.direction import NOT_ASSESSABLE, Direction

FEWEST = 4
"""Values: with fewer there is no way that the years before the last one went."""


def sentence(facts: Facts, key: str, area: str) -> str:
    """Which way the judged years went, the last one, and all together; empty where the last goes on as before.

    "Ned till 2023, upp igen 2024. 2020–2024 sammantaget: ingen tydlig förändring."
    """
    moved = facts.assessor.verdict(key, area).assessment.direction
    word = direction_word(moved.label)
    if moved.label in (None, NOT_ASSESSABLE) or word is None or not _is_turned(moved):
        return ""
    first, *_, before, last = sorted(moved.values or {})
    way, back = ("Ned", "upp") if (moved.last_change or 0.0) > 0 else ("Upp", "ned")
    return f"{way} till {before}, {back} igen {last}. {first}–{last} sammantaget: {word}."


def _is_turned(moved: Direction) -> bool:
    """Whether the last year went against the years before it, both by enough to mean anything."""
    values, limit = moved.values or {}, moved.threshold
    if len(values) < FEWEST or limit is None or moved.last_change is None or abs(moved.last_change) < limit:
        return False
    first, *_, before, last = sorted(values)
    went, came = change(values, first, before), change(values, before, last)
    if went is None or came is None or not went.difference or not came.difference:
        return False
    is_as_large = 2 * abs(went.difference) >= abs(came.difference)
    return last == before + 1 and is_as_large and (went.difference > 0) != (came.difference > 0)
