"""The chapters of the office's handbook, read from the paper that it is, and which of them belong to which room."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dashboard.content.office.page import FILL_IN, FIX, READ_IN, STANDING
from malkollen import ROOT
from malkollen.registry import registry
from malkollen.registry.home import Home, capital

TITLE = "Kansliets handbok"
PAPER = ROOT / "docs" / "kansli.md"
GONE = (
    "Handboken ligger inte bland programmets papper på servern. Den som driver Målkollen kan lägga tillbaka den: den "
    "följer med programmet."
)
ROOMS: Mapping[str, tuple[str, ...]] = {
    STANDING: ("1.", "10."),
    READ_IN: ("2.", "3.", "9."),
    FILL_IN: ("4.", "5.", "6.", "9."),
    FIX: ("7.", "8.", "9."),
}
"""What each room's chapters begin with."""
_HEADING = re.compile(r"^(#{1,3}) (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Chapter:
    """A heading of the handbook with what stands below it.

    Attributes:
        level: 1 is the handbook's own title.
        anchor: what the paper's links call it by.
        text: markdown, ours.
    """

    title: str
    level: int
    anchor: str
    text: str


@cache
def every() -> tuple[Chapter, ...]:
    """All chapters in the paper's order; none where the paper is not there."""
    if not PAPER.is_file():
        return ()
    _, *parts = _HEADING.split(PAPER.read_text(encoding="utf-8"))
    return tuple(
        Chapter(title, len(marks), _anchor(title), text.strip())
        for marks, title, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    )


def of_room(room: str) -> list[Chapter]:
    """The chapters on what is done in a room of the page Kansli."""
    return [chapter for chapter in every() if chapter.title.startswith(tuple(f"{one} " for one in ROOMS[room]))]


def in_words_of(text: str, home: Home) -> str:
    """A text of the paper with a cooperation's own names where it has those of the one that it was written for."""
    written = registry.load(registry.REGISTRY_FILE).home
    pairs = {old: new for old, new in zip(_names(written), _names(home), strict=True) if old != new}
    if not pairs:
        return text
    every = sorted(pairs, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, every)), lambda found: pairs[found[0]], text)


def _names(home: Home) -> list[str]:
    """What a cooperation and its bodies are called, each form as it stands within and at the start of a sentence."""
    bodies = (home.bodies.leadership, home.bodies.network, home.bodies.committee)
    called = [one for body in bodies for one in (body.genitive, body.name, body.short_genitive, body.short)]
    return [home.genitive, home.name, *called, *map(capital, called)]


def _anchor(title: str) -> str:
    """A heading's address, as the pages that show papers make it."""
    return re.sub(r"[^\w\- ]", "", title.casefold()).replace(" ", "-")
