"""Figures of ours that have been corrected this year: each indicator's values as they were before and are now.

A corrected figure is no new year: told as one, it would be read as if something had happened.
"""

import math
from collections.abc import Iterator

from dashboard.content.answers import answers, phrases
from dashboard.content.data import decided
from dashboard.content.facts import Facts
from dashboard.content.remembered import remembered
from malkollen.answers.place import leading_place, place_of
from malkollen.editions.changes import Changes, ValueChange
from malkollen.editions.snapshot import ValueKey
from malkollen.registry.registry import Indicator

MOST = 1
"""Indicators that are told in full, beside what else the year has brought."""
ALIKE = 1e-9


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
    """The home's place before the year's corrections and now, as the answers say it; None where it is the same.

    None too where the answer says no place, or one that depends on which vehicles are counted.
    """
    now = leading_place(answers.basis(facts), key, facts.areas.home.id)
    if now is None or now.kind == "depends":
        return None
    indicator, year = facts.indicator(key), facts.evaluation(key).latest(now.area).year
    was = {area: value if (old := _was(facts, indicator, area, year)) is None else old
        for area, value in now.values.items()}  # fmt: skip
    before = place_of(indicator, now.comparison, now.area, was, {})
    pair = (phrases.placed(before), phrases.placed(now)) if before else ("", "")
    return pair if pair[0] != pair[1] else None
