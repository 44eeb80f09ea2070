"""How Fråga lies on a screen, what can be asked beside what is answered; and as a site holds it, where nobody asks."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard.blocks.blocks import Answer
from dashboard.blocks.page import Beside, Entry, Fold, PageSection
from dashboard.content.facts import Facts
from dashboard.content.questions import every
from dashboard.content.questions.page import card
from dashboard.content.questions.reading.question import Question


def laid(of_page: Sequence[PageSection]) -> list[PageSection]:
    """The page as it lies on a screen: what can be asked beside what is answered, below it where there is no room.

    Where nothing is answered, what can be asked has most of the page: an empty column says nothing.
    """
    field, *told, everything = of_page
    shares, key = ((2, 1), "mk-asked") if any(_says(part) for part in told) else ((1, 2), "mk-asked-nothing")
    return [field, PageSection("", [Beside([told, [everything]], shares, key)])]


def _says(part: PageSection) -> bool:
    """Whether a section has an answer, or what else may be meant."""
    return any(isinstance(block, Answer | Entry) for block in part.blocks)


def answered(facts: Facts) -> list[PageSection]:
    """Every question with its answer, for who cannot ask: what a site holds."""
    known = [one for one in every.questions(facts, shows_draft=False) if one.is_listed]
    groups = dict.fromkeys(one.group for one in known)
    return [PageSection(group, [_told(facts, one) for one in known if one.group == group]) for group in groups]


def _told(facts: Facts, one: Question) -> Fold:
    """A question that opens to its answer, which does not say it again."""
    answer, *rest = card(one, facts.areas.home.id).blocks
    return Fold(one.text, [replace(answer, question="") if isinstance(answer, Answer) else answer, *rest])
