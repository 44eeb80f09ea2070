"""Figures of ours that have been corrected this year: each indicator's values as they were before and are now.

A corrected figure is no new year: told as one, it would be read as if something had happened.
"""

import math
from collections.abc import Iterator

from dashboard.content.data import decided
from dashboard.content.facts import Facts
from dashboard.content.remembered import remembered
from malkollen.editions.changes import Changes, ValueChange
from malkollen.editions.snapshot import ValueKey
from malkollen.registry.registry import Indicator
from malkollen.texts.places import worded

MOST = 1
"""Indicators that are told in full, beside what else the year has brought."""
ALIKE = 1e-9
SEPARATE = ("with", "")
"""The variants whose place is told: all municipalities."""


@remembered
def lines(facts: Facts) -> list[str]:
    """Each of our corrected figures of the year, those that are core first, with the place where that is another."""
    core_first = sorted(facts.of_programme, key=lambda key: not facts.indicator(key).core)
    found = [change for key in core_first for change in _of_indicator(facts, key)]
    told = Changes(found, [], facts.registry.indicators)
    return [*decided.corrected(facts, told, {key: _place(facts, key) for key in core_first}, MOST)]


def _of_indicator(facts: Facts, key: str) -> Iterator[ValueChange]:
    indicator = facts.indicator(key)
    years = sorted({year for name, _, year in facts.before_corrected if name in indicator.reads})
    if not years or not facts.is_computed(key):
        return
    for year in years:
        for area in (*facts.areas.home_members, facts.areas.home.id):
            now, was = facts.evaluation(key).at(area, year).value, _was(facts, indicator, area, year)
            if now is not None and was is not None and not math.isclose(now, was, rel_tol=ALIKE):
                yield ValueChange(ValueKey(key, area, year, ""), "revised", was, now)


def _was(facts: Facts, indicator: Indicator, area: str, year: int) -> float | None:
    """What a value was; None where it cannot be counted of the sums of every member, or was the same."""
    before = facts.before_corrected
    if indicator.parsed is None:
        return before.get((indicator.series or "", area, year))
    sums: dict[str, float] = {}
    for name in indicator.parsed.measures:
        now = facts.measures.get(name, {}).get(year, {})
        members = facts.areas.by_id[area].members
        if not members <= now.keys():
            return None
        sums[name] = sum(before.get((name, code, year), now[code]) for code in sorted(members))
    divisor = indicator.parsed.denominator(sums)
    return indicator.parsed.numerator(sums) / divisor if divisor else None


def _place(facts: Facts, key: str) -> tuple[str, str] | None:
    """The home's place among others before the year's corrections and now, in words; None where it is the same."""
    found = [one for one in facts.verdict_changes
        if one.indicator == key and one.area == facts.areas.home.id and one.question == "läge"
        and one.variant in SEPARATE and one.ingested_at.year == facts.as_of.year]  # fmt: skip
    if not found:
        return None
    first, last = found[-1].old, found[0].new  # the latest first
    if not (first and last and first != last):
        return None
    is_low_best = facts.indicator(key).better == "lower"
    return worded(first, is_low_best=is_low_best), worded(last, is_low_best=is_low_best)
