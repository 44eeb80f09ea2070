"""Which figures a yes let in, as the journal keeps them after the reason: those that look most wrong first.

A reason is a line, so that what stands on the lines after it is never a person's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from malkollen.database import changed, storage
from malkollen.database.changed import ChangedFigure
from malkollen.errors import MalkollenError

MOST = 20
"""Figures that are kept; how many there were is kept too."""
HEAD = re.compile(r"∆ (\d+) (\d{4}) (\d{4})")
ROW = re.compile(r"∆ (new|revised|gone) (\S+) (\S+) (\S+) (\d{4}) (\S+) (\S+)")
NONE = "-"


@dataclass(frozen=True)
class LetIn:
    """What a yes let in.

    Attributes:
        count: how many figures; first_year, last_year: of all of them.
        figures: the first of them, those that look most wrong first; unrounded.
    """

    count: int
    first_year: int
    last_year: int
    figures: tuple[ChangedFigure, ...]


def written(reason: str, path: Path, suspicions: Sequence[str]) -> str:
    """A reason, and after it what a database that was built has changed; the reason alone where nothing is another."""
    try:
        with storage.reading(path) as db:
            figures, _ = changed.newest(db)
    except MalkollenError:  # what is told of a yes stops none
        return reason
    if not figures:
        return reason
    years = [one.year for one in figures]
    first = sorted(figures, key=lambda one: not any(_names(one, text) for text in suspicions))[:MOST]
    rows = (f"∆ {one.kind} {one.source or NONE} {one.name} {one.area} {one.year} {_kept(one.old)} {_kept(one.new)}"
        for one in first)  # fmt: skip
    return "\n".join([reason, f"∆ {len(figures)} {min(years)} {max(years)}", *rows]).strip()


def reason(words: str) -> str:
    """The person's own words alone."""
    first = words.partition("\n")[0]
    return "" if HEAD.fullmatch(first) else first


def read(words: str) -> LetIn | None:
    """What was let in; None where the journal does not say, as of an older program."""
    lines = words.splitlines()
    head = next((found for line in lines if (found := HEAD.fullmatch(line))), None)
    if head is None:
        return None
    figures = tuple(_of(found) for line in lines if (found := ROW.fullmatch(line)))
    count, first, last = map(int, head.groups())
    return LetIn(count, first, last, figures)


def _names(one: ChangedFigure, suspicion: str) -> bool:
    return f"{one.area} {one.year} {one.name}:" in suspicion


def _kept(value: float | None) -> str:
    return NONE if value is None else repr(value)


def _of(found: re.Match[str]) -> ChangedFigure:
    kind, source, name, area, year, old, new = found.groups()
    return ChangedFigure(kind, source, name, area, int(year), _number(old), _number(new))


def _number(text: str) -> float | None:
    return None if text == NONE else float(text)
