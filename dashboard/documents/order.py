"""What somebody wants composed, from the screen or from the command."""

from collections.abc import Sequence
from dataclasses import dataclass

from malkollen.reports import Kind
from malkollen.texts.written import clean_line, clean_text


@dataclass(frozen=True)
class Order:
    """A document that somebody wants.

    Attributes:
        keys: indicators, for underlag and blad; all of them where none is named for blad.
        area: whose sheets or underlag, an id; also: others that an underlag answers for beside it.
        areas: ids shown in an underlag's tables.
        year: of an underlag; None is each indicator's latest. comparison: the comparison set of its charts.
        title, summary, background: what people have written in an underlag.
        slides: keys of the slides for a room; all of them where none is named.
        objects: ids of the national plan's objects in an underlag.
    """

    kind: Kind
    keys: Sequence[str] = ()
    area: str | None = None
    areas: Sequence[str] = ()
    year: int | None = None
    comparison: str | None = None
    title: str = "Underlag"
    summary: str = ""
    background: str = ""
    slides: Sequence[str] = ()
    objects: Sequence[str] = ()
    also: Sequence[str] = ()

    def __post_init__(self) -> None:
        """What people have written goes into documents as it can be read, whichever way it came."""
        object.__setattr__(self, "title", clean_line(self.title) or "Underlag")
        object.__setattr__(self, "summary", clean_text(self.summary))
        object.__setattr__(self, "background", clean_text(self.background))
