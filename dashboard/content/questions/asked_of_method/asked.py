"""What answers a question of the figures themselves: the first of its kinds that it is put as."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from dashboard.content.facts import Facts
from dashboard.content.questions.asked_of_method import counted, lacking, objects, plans, sureness, tasks, terms, years
from dashboard.content.questions.asked_of_method.case import OF_METHOD, Case
from dashboard.content.questions.reading.question import Question

ROOMS = (years, sureness, terms, lacking, objects, plans, tasks, counted)


def of(
    facts: Facts, known: Sequence[Question], asked: str, subject: Callable[[str], Question | None]
) -> list[Question]:
    """The one question that is asked, where it is of one of these kinds; none of any other.

    Args:
        subject: what words mean beyond doubt.
    """
    shows_draft = any(one.key.startswith("draft:") for one in known)
    case = Case(facts, known, " ".join(asked.split()), subject, shows_draft)
    for kind in (kind for room in ROOMS for kind in room.KINDS):
        found = kind.way.search(case.asked)
        if found and (told := kind.told(case, found)):
            own = told if isinstance(told, Question) else Question(f"{OF_METHOD}{kind.name}", asked, "", told)
            return [replace(own, text=asked, is_listed=False)]
    return []


def is_whole(key: str) -> bool:
    """Whether a key is of a question that is answered as one, whatever parts it has."""
    names = {kind.name for room in ROOMS for kind in room.KINDS if kind.is_whole}
    return key.removeprefix(OF_METHOD) in names if is_of(key) else False


def is_of(key: str) -> bool:
    """Whether a key is of one of these questions."""
    return key.startswith(OF_METHOD)
