"""An answer of at most two sentences and 25 words together: its parts, and which goes first where it is too long."""

from collections.abc import Sequence
from typing import NamedTuple

MOST_WORDS = 25
MOST_SENTENCES = 2
BEST, COUNTRY, BASE = 1, 2, 3
"""The order in which parts go: the best's place, riket's value, the base year's value."""
WHOM, VALUE = 4, 5
"""Of a target, after them: for whom it was set, and its value."""
ASIDE = 0
"""A part that goes before any of them."""


class Part(NamedTuple):
    """A piece of a sentence with the sign before it. goes: when it is left out, the lowest first; None: never."""

    text: str
    goes: int | None = None


def words(text: str) -> int:
    """How many words a text has, a thousand's number counted as two: never fewer than a reader would count."""
    return len(text.split())


def fitted(*sentences: Sequence[Part]) -> str:
    """The sentences with as many of their parts as there is room for; one without parts left is none."""
    kept = [list(sentence) for sentence in sentences if sentence]
    while words(text := _text(kept)) > MOST_WORDS:
        order = [part.goes for sentence in kept for part in sentence if part.goes is not None]
        if not order:
            break
        first = min(order)
        kept = [[part for part in sentence if part.goes != first] for sentence in kept]
    return text


def _text(sentences: Sequence[Sequence[Part]]) -> str:
    """The sentences in one line, each ended once and begun with a capital."""
    texts = ["".join(part.text for part in sentence).strip() for sentence in sentences]
    return " ".join(sentence(text) for text in texts if text)


def sentence(text: str) -> str:
    """A text as a sentence: its first letter large, its stop once."""
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "?", "!")) else ".")
