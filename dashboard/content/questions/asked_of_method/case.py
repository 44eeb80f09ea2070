"""A question as it is put, what of it names a measure, and a kind of questions with what answers them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.content.answers.phrases import plain
from dashboard.content.facts import Facts
from dashboard.content.questions.apart import drafted
from dashboard.content.questions.reading import areas, asking, language
from dashboard.content.questions.reading.language import said
from dashboard.content.questions.reading.question import Question, Reply
from dashboard.content.questions.replies import aspects

Told = Callable[[str], Reply] | Question
"""The answer for an area, by its id; or the question that is asked, where it has a key of its own."""
OF_METHOD = "method:"
"""How the keys of these questions begin: each is answered whole, whatever else its words name."""
FIGURES = said(
    r"siffr\w*|uppgift\w*|data|statistik\w*|tal(?:et|en)?|värdet?|värdena|underlag\w*|måttet|om|hur|många|"
    r"mycket|nästa|senaste|nya|års|årets|er|ert|era|ni|för|som|det|de"
)
"""Words of figures, which name none."""
COMPOUND = re.compile(r"\b(\w{4,}?)s?(?:siffr|statistik|uppgift|data)\w*", re.IGNORECASE)
"""A word of figures with what they are of before it: "restidssiffrorna"."""


@dataclass(frozen=True)
class Case:
    """A question that is to be answered.

    Attributes:
        known: every question there is. subject: what words mean beyond doubt, without how they are put.
        shows_draft: whether whoever asks may see the draft of the committee's list.
    """

    facts: Facts
    known: Sequence[Question]
    asked: str
    subject: Callable[[str], Question | None]
    shows_draft: bool


@dataclass(frozen=True)
class Kind:
    """A kind of questions: how they are put, and what answers one; None where it is of something else after all.

    Attributes:
        is_whole: whether its answer is of the whole of a question that has several parts.
    """

    name: str
    way: re.Pattern[str]
    told: Callable[[Case, re.Match[str]], Told | None]
    is_whole: bool = False


def left(case: Case, found: re.Match[str]) -> str:
    """What a question says beside how it is put."""
    return f"{case.asked[: found.start()]} {case.asked[found.end() :]}"


def measure(case: Case, text: str) -> str:
    """The key of the measure that words name: by a name that they have whole, else by what they mean; empty if none.

    Of those who commute it is who leave: they are counted with those who come.
    """
    text = COMPOUND.sub(r"\1 ", text)
    if key := _named(case.facts, text):
        return key
    found = case.subject(FIGURES.sub(" ", text))
    kind, _, key = found.key.partition(":") if found else ("", "", "")
    if kind == "commuting":
        return case.facts.registry.roles.out_commuters or ""
    return key if key in case.facts.of_programme else ""


def _named(facts: Facts, text: str) -> str:
    """The measure with the longest of its names whole among the words; of equally long names one with figures."""
    stems, best = {*language.stems(text)}, dict[str, int]()
    for key, one in facts.of_programme.items():
        names = ({*language.stems(name)} for name in (plain(one), one.title, *one.words))
        best[key] = max((len(name) for name in names if name and name <= stems), default=0)
    found = [key for key, size in best.items() if size == max(best.values(), default=0) > 0]
    return min(found, key=lambda key: not facts.is_computed(key), default="")


def named_object(case: Case, text: str) -> Question | None:
    """The object of infrastructure that words mean; None where they mean none alone."""
    found = case.subject(drafted.rest(text))
    return found if found and found.group == drafted.GROUP and found.names else None


def member(case: Case, area: str) -> str:
    """One of our municipalities that an answer is of; empty for every other area."""
    return area if area in case.facts.areas.home_members else ""


def is_told(case: Case, aspect: str) -> bool:
    """Whether a question is told already by how what it asks of a measure is put."""
    found = asking.ASPECTS[aspect].search(case.asked)
    subject = case.subject(aspects.rest(case.asked)) if found else None
    return subject is not None and subject.key.partition(":")[2] in case.facts.of_programme


def names_ours(case: Case) -> bool:
    """Whether a question names one of our municipalities."""
    return bool(areas.ours_in(case.facts, case.asked))
