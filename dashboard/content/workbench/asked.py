"""What a reader has chosen to see of an indicator, beside the case itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.content.indicator.trial import Trial

SCOPE, TRIAL, LINES, PAIR = "karta", "prova", "linjer", "par"
"""Where the page asks what the map shows, for a target to try, for areas and years, and for a second indicator."""


@dataclass(frozen=True)
class Asked:
    """What a reader wants to see of a case.

    Attributes:
        scope: what the map shows.
        areas: that are drawn over the years. span: the first and the last of those years.
        is_own: whether the areas are the reader's own, and not those of a comparison.
        tried: a target to try, or why it cannot be; None where none is written.
        is_trying: whether the address asks for one.
        other: a second indicator beside this one; empty without.
    """

    scope: str
    areas: Sequence[str]
    span: tuple[int, int]
    is_own: bool = False
    tried: Trial | str | None = None
    is_trying: bool = False
    other: str = ""
