"""Each fact once a page: what several parts of a page need is a value with a key, whole where it first stands.

A block says what it says in full, so that it holds wherever it is read alone: on a sheet, a slide, in a file. A page
goes through its sections once (`placed.py`) and lets what has been said above stand in short, or not at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Once:
    """What a page says once.

    Attributes:
        key: what it says, the same in whatever words.
        text: in full. short: what stands in its place where the page has said it; empty where nothing is needed.
    """

    key: str
    text: str
    short: str = ""


Told = tuple[str | Once, ...]
"""A paragraph in parts: sentences of its own, and such as the page may have said already."""


def whole(told: Iterable[str | Once]) -> str:
    """All of it, as where it is read alone."""
    return " ".join(filter(None, (one if isinstance(one, str) else one.text for one in told)))


def unsaid(told: Iterable[str | Once], said: set[str]) -> str:
    """The same on a page that has said some of it. said: the keys so far, to which its own are added."""
    parts: list[str] = []
    for one in told:
        if isinstance(one, str):
            parts.append(one)
            continue
        parts.append(one.short if one.key in said else one.text)
        said.add(one.key)
    return " ".join(filter(None, parts))
