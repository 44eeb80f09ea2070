"""A question that Målkollen answers: how it is put, what it is found by, and its answer for an area."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from dashboard.blocks.page import Link


@dataclass(frozen=True)
class Reply:
    """The answer to a question.

    Attributes:
        question: as it is put of the area. word: the answer's own, which its text may begin with.
        beside: what is said once beside it. counted: how many are asked for, and how many there are, where anything is
            counted. source: who published the figures, and of which year.
        links: where more is said.
    """

    question: str
    answer: str
    word: str = ""
    hedge: str = ""
    beside: tuple[str, ...] = ()
    source: str = ""
    links: tuple[Link, ...] = ()
    counted: tuple[str, str] | None = None


def led(own: Reply, question: str, answer: str, beside: tuple[str, ...], hedge: str | None = None) -> Reply:
    """A reply with what is asked for first, which its own word and count say nothing of; hedge: None for its own."""
    return replace(own, question=question, word="", answer=answer, beside=beside, counted=None,
        hedge=own.hedge if hedge is None else hedge)  # fmt: skip


@dataclass(frozen=True)
class Question:
    """Something that can be asked.

    Attributes:
        key: tells it from the others: "indicator:charging_points_per_1000".
        text: the question as it stands in lists. group: the heading that it stands under there.
        reply: its answer for an area, by id.
        words: everyday words that mean it, of the registry. names: what it is called.
        about: what else is said of it, which may be asked with the same words.
        must: what a reader's words must have a word of each of, or something else is meant.
        is_listed: whether it stands in the lists; one that does not is found all the same.
    """

    key: str
    text: str
    group: str
    reply: Callable[[str], Reply] = field(compare=False)
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    must: tuple[tuple[str, ...], ...] = ()
    is_listed: bool = True
