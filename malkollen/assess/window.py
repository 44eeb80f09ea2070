"""Which values of a series are judged: the last six calendar years, after the latest break, without excluded years."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from malkollen.assess.scale import Better, Scale

YEARS = 6
FEWEST = 4
WIDEST_GAP = 2
Why = Literal["older", "before a break", "missing", "excluded"]


@dataclass(frozen=True)
class Terms:
    """How an indicator's series are judged.

    Attributes:
        materiality: smallest change a year that means anything, on the declared scale (shares and S-curve:
            procentenheter; log: 0.005 is 0,5 %); None for the method's own rule.
        ceiling: what an S-curve rises towards, in the indicator's unit.
        breaks: first years of new series; nothing before the latest is used.
        exclude_years: years that are left out; they never make the window longer.
    """

    better: Better
    scale: Scale = "linear"
    materiality: float | None = None
    ceiling: float = 100.0
    breaks: frozenset[int] = frozenset()
    exclude_years: frozenset[int] = frozenset()


@dataclass(frozen=True)
class LeftOut:
    """A year that is not used, with its value where there is one, and why. broken: the year of the latest break."""

    year: int
    value: float | None
    why: Why
    broken: int | None = None

    @property
    def reason(self) -> str:
        """Why, in Swedish."""
        words: dict[Why, str] = {
            "older": f"äldre än {YEARS} år",
            "before a break": f"innan serien bröts {self.broken}",
            "missing": "värde saknas",
            "excluded": "utesluten",
        }
        return words[self.why]


@dataclass(frozen=True)
class Window:
    """The values that are judged.

    Attributes:
        values: by year, in order; left_out: the years that are not used.
        reason: why nothing can be said of them, in Swedish; None where something can.
    """

    values: Mapping[int, float]
    left_out: tuple[LeftOut, ...] = field(default=())
    reason: str | None = None


def window(series: Mapping[int, float], terms: Terms) -> Window:
    """The values of the last six calendar years up to the latest, as far as breaks and exclusions let."""
    if not series:
        return Window({}, (), "inga värden")
    last = max(series)
    latest_break = max((year for year in terms.breaks if year <= last), default=None)
    values: dict[int, float] = {}
    left_out = []
    for year in range(min(series), last + 1):
        why = _why_left_out(year, last, latest_break, terms, is_known=year in series)
        if why is None:
            values[year] = series[year]
        elif year in series or year > last - YEARS:
            left_out.append(LeftOut(year, series.get(year), why, latest_break))
    return Window(values, tuple(left_out), _why_not(values, left_out, latest_break))


def _why_left_out(year: int, last: int, latest_break: int | None, terms: Terms, *, is_known: bool) -> Why | None:
    if year <= last - YEARS:
        return "older"
    if latest_break is not None and year < latest_break:
        return "before a break"
    if not is_known:
        return "missing"
    return "excluded" if year in terms.exclude_years else None


def _why_not(values: Mapping[int, float], left_out: list[LeftOut], latest_break: int | None) -> str | None:
    if len(values) < FEWEST:
        is_cut = any(entry.value is not None and entry.why == "before a break" for entry in left_out)
        after = f" sedan serien bröts {latest_break}" if is_cut else ""
        return f"för få värden: {len(values)} av minst {FEWEST}{after}"
    for before, after_gap in pairwise(values):
        if after_gap - before > WIDEST_GAP:
            return f"lucka: mer än {WIDEST_GAP} år mellan {before} och {after_gap}"
    return None
