"""Who published what is shown, in so few words that they have room on one line of a slide that is copied alone."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_ASIDE = re.compile(r" \([^()]*\)")


@dataclass(frozen=True)
class Credit:
    """A publisher by its short name.

    Attributes:
        first, last: the years that its figures are for; 0 of what has no year.
        aside: what is to be known of what it has published, in few words.
    """

    name: str
    first: int = 0
    last: int = 0
    aside: str = ""

    @property
    def years(self) -> str:
        """Its years, or the one: "2024–2025"."""
        return "–".join(dict.fromkeys(str(year) for year in (self.first, self.last) if year))


def short(attribution: str) -> str:
    """A publisher's short name: "Källa: SMHI, Nationella emissionsdatabasen" is "SMHI"."""
    return _ASIDE.sub("", attribution.removeprefix("Källa: ")).partition(",")[0].strip()


def lines(credits_: Iterable[Credit]) -> tuple[str, str]:
    """Publishers as a line, each once, and as a shorter one with the years of them all; both empty of none.

    "Källor: SMHI 2024; SCB, Trafikanalys 2024–2025", "Källor: SMHI, SCB, Trafikanalys 2024–2025".
    """
    merged: dict[str, Credit] = {}
    for one in credits_:
        known = merged.get(one.name, one)
        first, last = min(known.first, one.first), max(known.last, one.last)
        merged[one.name] = Credit(one.name, first, last, known.aside or one.aside)
    by_years: dict[str, list[str]] = {}
    for one in merged.values():
        by_years.setdefault(" ".join(filter(None, [one.years, one.aside and f"({one.aside})"])), []).append(one.name)
    dated = [one for one in merged.values() if one.first]
    span = Credit("", min((one.first for one in dated), default=0), max((one.last for one in dated), default=0))
    begins = "Källa: " if len(merged) == 1 else "Källor: "
    told = "; ".join(_dated(names, years) for years, names in by_years.items())
    return (f"{begins}{told}", f"{begins}{_dated([*merged], span.years)}") if merged else ("", "")


def _dated(names: Iterable[str], years: str) -> str:
    return " ".join(filter(None, [", ".join(names), years]))


def fitting(credits_: Iterable[Credit], has_room: Callable[[str], bool]) -> str:
    """The line, or the shorter one where only that has room."""
    told, shorter = lines(credits_)
    return told if has_room(told) else shorter
