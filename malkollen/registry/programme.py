"""A development programme and its goals as indicators.toml declares them; which one is read: in_force.py."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from malkollen.registry.paragraph import Paragraph, Text, Texts, Year


class Unfollowed(Paragraph):
    """Something that no indicator follows, of what the programme says or of what is asked.

    Attributes:
        quote: in the programme's own words; None of what it does not speak of, which has words then.
        told: that, and what is near. why: the reason; None where nobody has written one.
        nearest: the indicator that says most of it.
        where: in which part of the programme, where it stands neither in its vision nor in its goals.
        words: everyday words for it, by which a question finds it; the first names it.
        subjects: what else it is about, each by its name, where that is asked of.
        must: lists of words; a question that has one of each is of this and nothing else.
        counted: a measure that is held to be divided by, whose own number is told beside.
        holder: who publishes or holds the figures; None where nobody has found out.
        is_part: whether it is a part of what the nearest measures, which then answers with this beside.
    """

    quote: Text | None = None
    told: Text
    why: Text | None = None
    nearest: Text | None = None
    where: Text | None = None
    words: Texts = ()
    subjects: Texts = ()
    must: Annotated[tuple[Texts, ...], Field(strict=False)] = ()
    counted: Text | None = None
    holder: Text | None = None
    is_part: bool = False

    @property
    def name(self) -> str:
        """What tells it from the others: the programme's words, else the first that it is asked with."""
        return self.quote or self.words[0]


class Responsible(Paragraph):
    """Who answers for the programme. told: a sentence; quote: in its own words; where: in which part of it."""

    told: Text
    quote: Text
    where: Text


class Said(Responsible):
    """Something else that the programme says. asked: the question that it answers. words: everyday words for that."""

    asked: Text
    words: Texts = ()


class Programme(Paragraph):
    """A development programme and the period it holds for.

    Attributes:
        base_year: the year that changes are counted from.
        decides: who can decide that something more is followed. coming: who prepares the next and who decides it.
        shared_out: who does what in carrying it out.
        said: what else it says that is asked of. unfollowed: what its vision and goals say and no indicator follows.
    """

    title: Text
    document: Text
    decided_by: Text
    decided: date
    adopted_by: Text
    valid_from: date
    valid_to: date
    base_year: Year
    vision: Text
    overarching_goal: Text
    responsible: Responsible | None = None
    decides: Responsible | None = None
    coming: Responsible | None = None
    shared_out: Responsible | None = None
    said: Annotated[tuple[Said, ...], Field(strict=False)] = ()
    unfollowed: Annotated[tuple[Unfollowed, ...], Field(strict=False)] = ()

    @property
    def period(self) -> str:
        """Its first and last year: "2023–2026"."""
        return f"{self.valid_from:%Y}–{self.valid_to:%Y}"

    @property
    def base(self) -> str:
        """What its base year is called: "året före programmet" where it is."""
        return "året före programmet" if self.base_year == self.valid_from.year - 1 else "programmets basår"


class Goal(Paragraph):
    """A long-term goal, its sentence verbatim.

    Attributes:
        carries_on: the goal of an earlier programme that it goes on with; its indicators and judgements follow.
        leaves_out: indicators of that goal that do not follow.
        question: what it asks, in the programme's words; answer_set: the comparison that its answer leads with.
        answer_set_decided_by: who decided which comparison that is; empty while nobody has.
        focus: indicators of what its words name; documents show them whether they are core or not.
        quote: what its sentence says of others, in those words; claim: the same in short. Whom it means is asked.
        words: everyday words for it, by which a question finds it.
    """

    programme: Text
    heading: Text
    sentence: Text
    meaning: Text
    carries_on: Text | None = None
    leaves_out: Texts = ()
    question: Text | None = None
    answer_set: Text | None = None
    answer_set_decided_by: str = ""
    quote: Text | None = None
    claim: Text | None = None
    focus: Texts = ()
    words: Texts = ()


def _one_or_more(value: object) -> object:
    """A goal's key alone is the only one."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list | tuple):
        return value
    raise PydanticCustomError("text_or_texts", "text")


Goals = Annotated[tuple[Text, ...], BeforeValidator(_one_or_more), Field(alias="goal", min_length=1, strict=False)]
"""The goals an indicator is typed under, one in each programme: `goal = "a"`, or `goal = ["a", "b"]`."""


def served(
    typed: Mapping[str, Sequence[str]], carried: Mapping[str, tuple[str, Collection[str]]]
) -> dict[str, tuple[str, ...]]:
    """Every goal each indicator serves: those it is typed under, and those that carry on one of them.

    Args:
        typed: goals by indicator. carried: by goal, the earlier goal it carries on and the indicators it leaves out.
    """
    goals_of = {key: list(dict.fromkeys(goals)) for key, goals in typed.items()}
    for key, goals in goals_of.items():
        for goal in goals:  # grows by the goals that follow
            goals += [
                later
                for later, (earlier, left_out) in carried.items()
                if earlier == goal and key not in left_out and later not in goals
            ]
    return {key: tuple(goals) for key, goals in goals_of.items()}
