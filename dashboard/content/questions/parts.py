"""Two questions in one: what each part means beside the whole, and which part has no answer."""

from collections.abc import Sequence

from dashboard.content.facts import Facts
from dashboard.content.questions import every
from dashboard.content.questions.apart import projects, suited
from dashboard.content.questions.reading import kinds, language
from dashboard.content.questions.reading.question import Question
from dashboard.content.questions.replies import commutes

Part = tuple[bool, Question, str]
"""A part of a question in two: whether it is the first, what it means, and its words."""


def of(facts: Facts, known: list[Question], asked: str, whole: Question | None) -> list[Part]:
    """The parts of a question in two that mean something else than the whole does, each beyond doubt.

    Args:
        whole: what all of it means; None where that is in doubt.
    """
    found: list[Part] = []
    for place, part in enumerate(_split(asked, whole)):
        meant = every.meant(facts, known, part)
        is_new = meant and meant[0].key not in {whole and whole.key, *(one.key for _, one, _ in found)}
        if is_new and not every.is_doubtful(facts, known, part, meant[0]):
            found.append((not place, meant[0], part))
    return found


def unanswered(facts: Facts, known: list[Question], asked: str, answered: Sequence[Question]) -> list[str]:
    """The parts, in their own words, that nothing here means and that what is answered has no word of."""
    told = list[str]()
    for part in _split(asked, answered[0]):
        words, meant = every.telling(facts, part), every.meant(facts, known, part)
        is_sure = meant and not every.is_doubtful(facts, known, part, meant[0])
        if language.stems(words) and not is_sure and not any(suited.shares(one, words) for one in answered):
            told.append(part.strip(" ?!.,;"))
    return told


def _split(asked: str, whole: Question | None) -> list[str]:
    """The parts of a question; none where it is one, or is told whole."""
    is_told_whole = whole and (whole.key == commutes.PARTS or whole.group == projects.GROUP)
    parts = kinds.AND_THEN.split(asked) if not is_told_whole else []
    return parts if len(parts) > 1 else []
