"""What a question names and no answer is of: subjects by the words that are declared for them, and words of none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.content.facts import Facts
from dashboard.content.questions import every, telling
from dashboard.content.questions.reading import asking, language, search
from dashboard.content.questions.reading.question import Question

MOST = 3
"""Subjects that are answered beside what a question is found to mean."""
NAMED = ("goal:", "indicator:", "unfollowed:", "said:", "draft:", "object:", "commuting", "plan:county", "activities",
    "programme:next", "decisions", "annual_report", "vision", "aim")  # fmt: skip
"""How the keys begin of what has words of its own: others are asked with words of every question."""
LONGEST, SHORTEST = 4, 4
"""Words of a name, and letters of one that is a single word."""


@dataclass(frozen=True)
class Named:
    """What a question names.

    Attributes:
        subjects: those that no answer is of, in its order. unknown: its words that nothing here has.
    """

    subjects: list[Question]
    unknown: list[str]


def beside(facts: Facts, known: list[Question], asked: str, shown: Sequence[Question]) -> Named:
    """What a question names beside what the answers that are shown are of."""
    words = _words(facts, asked)
    found, unknown, place = list[Question](), list[str](), 0
    while place < len(words):
        size, one = next(_spans(facts, known, words[place : place + LONGEST]), (1, None))
        span = " ".join(words[place : place + size])
        if one is None and search.is_unknown(telling.index(known), span) and not any(_tells(other, span) for other in (*shown, *found)):
            unknown.append(span)
        if one and not any(_is_same(other, one) or _tells(other, span) for other in (*shown, *found)):
            found.append(one)
        place += size
    return Named(found[:MOST], unknown)


def _words(facts: Facts, asked: str) -> list[str]:
    """The words of a question that may name something: no place, no year and no word of every question."""
    told = language.words(telling.words(facts, asking.YEARS.sub(" ", asked)))
    return [word for word in told if word not in language.SMALL and len(word) > 1]


def _spans(facts: Facts, known: list[Question], words: Sequence[str]) -> Iterator[tuple[int, Question]]:
    """What the first of some words name, the longest name first, with how many words it has."""
    for size in range(len(words), 0, -1):
        span = " ".join(words[:size])
        owners = [one for one in known if one.key.startswith(NAMED) and any(_is(span, name) for name in _names(one))]
        if not owners or (size == 1 and len(span) < SHORTEST):
            continue
        one = owners[0] if len(owners) == 1 else every.certain(facts, known, span) or owners[0]
        yield size, one


def _names(one: Question) -> tuple[str, ...]:
    return (*one.words, *one.names)


def _is(span: str, name: str) -> bool:
    """Whether words are a name, in whatever form each stands."""
    own, other = language.stems(span), language.stems(name)
    return len(own) == len(other) > 0 and all(_alike(*pair) for pair in zip(own, other, strict=True))


def _alike(one: str, other: str) -> bool:
    one, other = language.unmarked(one), language.unmarked(other)
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) > SHORTEST and long.startswith(short) and len(long) - len(short) == 1)


def _is_same(one: Question, other: Question) -> bool:
    """Whether two questions are of one matter."""
    return one.key == other.key or (telling.is_of_same(one, other) and not other.key.startswith("activities"))


def _tells(one: Question, span: str) -> bool:
    """Whether a question is of what words name, by its own or by what is said of it."""
    return all(search.meets(word, (*one.words, *one.names, *one.about, one.text)) for word in language.words(span))
