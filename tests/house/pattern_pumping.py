"""Names the patterns of our code that take more than a moment over some text: run by itself, in a process of its own.

A text that is hard for a pattern is what leads to one of its repeats, then a letter of it very many times.
"""

import importlib
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

ROOT = Path(__file__).parents[2]
ROOMS = ("malkollen", "ingest", "dashboard")
LETTERS = 20_000
SECONDS = 0.5
"""Of the processor: 20 000 letters read once take a thousandth, and 20 000 times over more than a second."""
TRIED = " \n0a_<[(\"'\\/.,;:=-"
OURS = ("dashboard.web.", "dashboard.slides.")
"""Read nothing but the framework's page and our own slides."""
MAKES = ("re.compile(", "language import said", "language import way")
"""What a module has that keeps patterns: it makes them itself, or by the words of the page Fråga."""
Tree = Any


def patterns() -> Iterator[tuple[str, re.Pattern[str], bool]]:
    """Every pattern that a module keeps: where, and whether it is looked for anywhere in a text."""
    for path in sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        code = path.read_text(encoding="utf-8")
        if any(one in code for one in MAKES) and not name.startswith(OURS):
            for key, value in vars(importlib.import_module(name)).items():
                ways = set(re.findall(rf"\b{key}\.(\w+)\(", code))
                is_sought = bool(ways - {"match", "fullmatch"}) or not ways
                yield from ((f"{name}.{key}", one, is_sought) for one in _within(value))


def hard_texts(pattern: re.Pattern[str]) -> Iterator[str]:
    """Texts of about LETTERS letters."""
    for lead, pumped in dict.fromkeys(_repeats(parser.parse(pattern.pattern, pattern.flags), "")):
        yield from (lead + pumped * (LETTERS // len(pumped)) + tail for tail in ("\x00", ""))
        yield (lead + pumped) * (LETTERS // len(lead + pumped))


def is_slow(pattern: re.Pattern[str], text: str, *, is_sought: bool) -> bool:
    """Whether it takes more than SECONDS to look for the pattern in a text, or to hold the text against it."""
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        (pattern.search if is_sought else pattern.match)(text)
        pattern.fullmatch(text)
    except TimeoutError:
        return True
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return False


def _within(value: object) -> Iterator[re.Pattern[str]]:
    """The patterns that a value is or holds."""
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _within(one)


def _repeats(tree: Tree, lead: str) -> Iterator[tuple[str, str]]:
    """What leads to each long repeat of a parsed pattern, and what it may repeat."""
    for operator, given in tree:
        if str(operator).endswith("_REPEAT"):
            yield from ((lead, pumped) for pumped in _pumped(given[2]) if given[1] > SHORT)
        for inner in _inside(str(operator), given):
            yield from _repeats(inner, lead)
        lead += _example([(operator, given)])


SHORT = 50
"""A repeat of so few letters is over soon."""


def _inside(operator: str, given: Tree) -> list[Tree]:
    """The parts of a parsed pattern that one of its parts has."""
    match operator:
        case "SUBPATTERN":
            return [given[3]]
        case "BRANCH":
            return list(given[1])
        case "ASSERT" | "ASSERT_NOT":
            return [given[1]]
        case "ATOMIC_GROUP":
            return [given]
    return [given[2]] if operator.endswith("_REPEAT") else []


def _pumped(inner: Tree) -> set[str]:
    """What a repeat may take again and again."""
    letters = {letter for letter in TRIED for part, given in inner if len(inner) == 1 and _takes(part, given, letter)}
    return letters | ({_example(inner)} - {""})


def _takes(operator: object, given: Tree, letter: str) -> bool:
    """Whether a part of a parsed pattern takes a letter."""
    match str(operator):
        case "IN":
            is_not = any(str(kind) == "NEGATE" for kind, _ in given)
            return any(_takes(kind, value, letter) for kind, value in given) != is_not
        case "LITERAL":
            return bool(chr(given) == letter)
        case "NOT_LITERAL":
            return bool(chr(given) != letter)
        case "RANGE":
            return bool(given[0] <= ord(letter) <= given[1])
        case "CATEGORY":
            kind, is_not = str(given).rsplit("_", 1)[1], "_NOT_" in str(given)
            return bool(re.match({"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}[kind], letter)) != is_not
    return str(operator) == "ANY"


def _example(tree: Tree) -> str:
    """A text that a parsed pattern takes, but for what it must not be beside."""
    text = ""
    for operator, given in tree:
        match str(operator):
            case "LITERAL":
                text += chr(given)
            case "IN" | "NOT_LITERAL" | "ANY":
                text += next((letter for letter in f"0aA2{TRIED}" if _takes(operator, given, letter)), "")
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                text += _example(given[2]) * min(given[0], SHORT)
            case "SUBPATTERN":
                text += _example(given[3])
            case "ATOMIC_GROUP":
                text += _example(given)
            case "BRANCH":
                text += _example(given[1][0])
    return text


def _too_long(_signal: int, _frame: object) -> None:
    raise TimeoutError


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    signal.signal(signal.SIGVTALRM, _too_long)
    count = 0
    for where, one, is_sought in patterns():
        count += 1
        hard = next((text for text in hard_texts(one) if is_slow(one, text, is_sought=is_sought)), None)
        if hard is not None:
            print(f"{where}: {hard[:40]!r} …")
    print(count)
