"""A verdict's words as they are shown: a small answer with its symbol, and how it came about."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Symbol = Literal["good", "bad", "up", "down", "flat", "unsure", "unknown", "place"]


@dataclass(frozen=True)
class Answered:
    """One small answer: the question, the symbol, the word and, where it says less than a word, why."""

    question: str
    symbol: Symbol
    word: str
    reason: str = ""


@dataclass(frozen=True)
class Reasoning:
    """How one answer came about: the question, its word and the lines of its arithmetic."""

    question: str
    word: str
    lines: tuple[str, ...]


class Step(NamedTuple):
    """A step of an arithmetic, told twice.

    Attributes:
        words, sums: what is done and the sums that show it, for who follows it; no words where only the line says it.
        line: the step as it stands under a verdict; empty where the line of another says it.
    """

    words: str = ""
    sums: tuple[str, ...] = ()
    line: str = ""
