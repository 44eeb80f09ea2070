"""Which of many texts a question means: by its words, rare ones more than common, whatever their endings."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from math import log, sqrt

from dashboard.content.questions.reading import language

Field = tuple[float, tuple[str, ...]]
"""Texts, and how much a word in them weighs."""
MOST = 8
SAME, UNMARKED, BEGINS, ENDS, MISSPELT = 1.0, 0.95, 0.6, 0.5, 0.7
"""How well a word is met: as it is, typed without å, ä, ö, by one that begins or ends with it, and but for a letter."""
PART, ALIKE = 4, 0.84
"""Letters of a part of a word that may mean it, and how alike a misspelt one is."""
FAINT = 0.3
"""What a word counts that says of whom it is asked, or which way something goes."""
LEAST = 0.3
"""The part of a question that must be met for an answer to be shown."""
SURE = 0.6
"""The part of a question's telling words that a text must meet to answer it without doubt."""
JOINT = 2
"""Letters that may join the two parts of a word."""
NEAR = 0.45
"""How near the best answer's weight the others must come."""


@dataclass(frozen=True, eq=False)
class Index:
    """Texts that may be meant: by each, the weight of every word in it; by word, in how many."""

    weights: Sequence[Mapping[str, float]]
    texts_with: Mapping[str, int]


@lru_cache(maxsize=4)  # the questions there are change with the figures and the office's files
def index(texts: tuple[tuple[Field, ...], ...]) -> Index:
    """An index of texts, each in fields."""
    weights = [_weights(fields) for fields in texts]
    texts_with: dict[str, int] = {}
    for known in weights:
        for word in known:
            texts_with[word] = texts_with.get(word, 0) + 1
    return Index(weights, texts_with)


def _weights(fields: Sequence[Field]) -> dict[str, float]:
    """What each word of a text weighs: the less, the more words it stands among."""
    weights: dict[str, float] = {}
    for weight, texts in fields:
        for text in texts:
            among = sqrt(max(len(language.words(text)), 1))
            for word in language.stems(text):
                weights[word] = max(weight / among, weights.get(word, 0.0))
    return weights


def ranked(
    known: Index,
    question: str,
    faint: Sequence[str] = (),
    passing: Collection[str] = (),
    barred: Collection[int] = (),
    most: int = MOST,
) -> list[int]:
    """The texts that a question means, by their number, best first; none where too little of it is met.

    Args:
        faint: words that say of whom it is asked rather than what. passing: words, without endings, that
            may be left unmet.
        barred: texts that cannot be meant.
    """
    dim = {language.stem(language.unmarked(word)) for text in faint for word in language.words(text)}
    asked = {word: FAINT if language.unmarked(word) in dim else 1.0 for word in language.stems(question)}
    met = {word: _met(known, word) for word in asked}
    sought = {word: weight * _rarity(known, met[word]) for word, weight in asked.items()}
    needed = {
        word: min(weight, FAINT) if language.unmarked(word) in passing else weight for word, weight in sought.items()
    }
    whole = sum(needed.values())
    scores = []
    for number, weights in enumerate(known.weights):
        levels = {word: _best(weights, met[word]) for word in asked}
        score = sum(sought[word] * heavy for word, (_, heavy) in levels.items())
        part = sum(needed[word] * level for word, (level, _) in levels.items())
        if number not in barred and score and part >= LEAST * whole:
            scores.append((score * (0.5 + part / whole), -number))
    scores.sort(reverse=True)
    return [-number for score, number in scores[:most] if score >= NEAR * scores[0][0]]


def nearest(known: Index, question: str) -> list[int]:
    """The texts that have any telling word of a question, by their number, those with the rarest first.

    None is meant beyond doubt: they are what a reader may try where no answer is found.
    """
    scores = dict[int, float]()
    for word in dict.fromkeys(language.stems(question)):
        met = {other: level for other, level in _met(known, word).items() if level >= UNMARKED}
        for number, weights in enumerate(known.weights):
            if score := _best(weights, met)[1]:
                scores[number] = scores.get(number, 0.0) + score * _rarity(known, met)
    return sorted(scores, key=lambda number: (-scores[number], number))


def meets(question: str, texts: Sequence[str]) -> bool:
    """Whether a question has a word of some texts, in any form."""
    known = Index((), {word: 1 for text in texts for word in language.stems(text)})
    return any(_is_meant(known, word, _met(known, word)) for word in language.stems(question))


def shared(question: str, text: str) -> float:
    """How much of a text a question has, in any form: from 0 to the number of its words."""
    known = Index((), dict.fromkeys(language.stems(text), 1))
    return sum(max(_met(known, word).values(), default=0.0) for word in language.stems(question))


def is_doubtful(known: Index, question: str, number: int) -> bool:
    """Whether a text may be another than a question means: a telling word is met by no text, or too few by this one.

    Args:
        question: its telling words alone. number: of the text.
    """
    telling = language.stems(question)
    if not all(_is_meant(known, word, _met(known, word)) for word in telling):
        return True
    return covered(known, question, number) < SURE


def covered(known: Index, question: str, number: int) -> float:
    """The part of a question's telling words that a text meets, from 0 to 1: rare ones, and unknown, weigh the most."""
    met = {word: _met(known, word) for word in language.stems(question)}
    weights = {word: _rarity(known, met[word]) for word in met}
    own = known.weights[number]
    answered = [word for word in met if any(other in own for other in met[word]) and _is_meant(known, word, met[word])]
    return sum(weights[word] for word in answered) / sum(weights.values()) if weights else 1.0


def is_unknown(known: Index, word: str) -> bool:
    """Whether no text has a word, in any form."""
    stem = language.stem(word)
    return not _is_meant(known, stem, _met(known, stem))


def _is_meant(known: Index, word: str, met: Mapping[str, float]) -> bool:
    return _is_known(known, word) or _is_typed_wrong(word, met)


def _is_known(known: Index, word: str) -> bool:
    """Whether the texts have a word, a longer one that begins with it, or both parts that it is made of."""
    if len(word) < PART:
        return word in known.texts_with
    others = [other for other in known.texts_with if len(other) >= PART]
    if any(language.unmarked(other).startswith(word) or other.startswith(word) for other in others):
        return True
    firsts = [other for other in others if word.startswith(other)]
    return any(
        word.endswith(last) and len(first) + len(last) + JOINT >= len(word) for first in firsts for last in others
    )


def _is_typed_wrong(word: str, met: Mapping[str, float]) -> bool:
    """Whether a word is one of the texts' but for a letter."""
    is_long = len(word) > PART + 1
    return is_long and any(level == MISSPELT and abs(len(other) - len(word)) <= 1 for other, level in met.items())


@lru_cache(maxsize=5_000)  # one answer asks of the same words many times
def _met(known: Index, word: str) -> Mapping[str, float]:
    """The words of the texts that a word of the question may be, and how well."""
    met = {other: level for other in known.texts_with if (level := _level(word, other))}
    if len(word) > PART and max(met.values(), default=0.0) < MISSPELT:
        met |= dict.fromkeys(get_close_matches(word, known.texts_with, n=3, cutoff=ALIKE), MISSPELT)
    return met


def _level(word: str, other: str) -> float:
    if word == other:
        return SAME
    if len(word) >= PART and word == language.unmarked(other):
        return UNMARKED
    if len(word) >= PART and other.startswith(word):
        return BEGINS
    if len(other) >= PART and word.startswith(other):
        return BEGINS
    if len(other) >= PART and word.endswith(other):
        return ENDS
    return 0.0


def _rarity(known: Index, met: Mapping[str, float]) -> float:
    """How much a word tells: the more, the fewer texts have it."""
    count = max((known.texts_with[other] for other, level in met.items() if level == max(met.values())), default=1)
    return log(1 + len(known.weights) / count)


def _best(weights: Mapping[str, float], met: Mapping[str, float]) -> tuple[float, float]:
    """How well a text has a word of the question, and with what weight."""
    levels = [(level, level * weights[other]) for other, level in met.items() if other in weights]
    return max(levels, key=lambda one: one[1]) if levels else (0.0, 0.0)
