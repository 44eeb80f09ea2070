"""Who moves it: in which of the home group's municipalities the things added lie, beside their share of inhabitants."""

from collections.abc import Mapping
from dataclasses import dataclass

from malkollen.answers.basis import Basis
from malkollen.answers.movement import base_year
from malkollen.answers.things import has_things, rounding
from malkollen.assess.contributions import Ratio, of_ratio, total
from malkollen.assess.direction import RELATIVE_MATERIALITY

INHABITANTS = "population"
"""The measure of inhabitants, as values/ has it."""


@dataclass(frozen=True)
class Mover:
    """A municipality's part of the things added. shares: in whole percent."""

    area: str
    added: int
    share_pct: int
    inhabitants_pct: int


@dataclass(frozen=True)
class Movers:
    """Where the things added lie, the largest part first; `added` is negative where all have fewer."""

    key: str
    from_year: int
    to_year: int
    added: int
    each: tuple[Mover, ...]


def movers(basis: Basis, key: str) -> Movers | None:
    """Where the home group's increase lies.

    None where the indicator counts no things by inhabitants, counts vehicles of fleets, emissions or derived counts,
    where the change means nothing, or where not all parts moved one way.
    """
    indicator = basis.indicator(key)
    if not has_things(indicator) or basis.unanswered(key, basis.home):
        return None
    is_by_inhabitants = indicator.parsed is not None and indicator.parsed.divided_by == (INHABITANTS,)
    is_derived = rounding(indicator, basis.registry.measures) > 1
    if not is_by_inhabitants or is_derived or indicator.has_fleet_variants or indicator.judged_for == "groups":
        return None
    last = basis.leading(key, basis.home).value.year
    first, _ = base_year(basis, key, basis.home, last)
    if first is None:
        return None
    before, after = (_ratios(basis, key, year) for year in (first, last))
    if before.keys() != after.keys() or set(after) != basis.areas.home.members:
        return None
    start = total(before.values()).value or 0.0
    limit = (indicator.yearly_materiality or RELATIVE_MATERIALITY * abs(start)) * (last - first)
    split = of_ratio(before, after, limit)
    if split is None or any(part.share is None for part in split.members.values()):
        return None
    return _shared(key, (first, last), before, after, indicator.parsed.factor if indicator.parsed else 1.0)


def _ratios(basis: Basis, key: str, year: int) -> dict[str, Ratio]:
    formula, evaluation = basis.indicator(key).parsed, basis.evaluation(key)
    cells = {code: evaluation.at(code, year) for code in basis.areas.home_members}
    if formula is None:
        return {}
    values = {code: dict(zip(formula.measures, cell.sums, strict=True)) for code, cell in cells.items() if cell.sums}
    return {code: Ratio(formula.numerator(own), formula.denominator(own)) for code, own in values.items()}


def _shared(
    key: str, years: tuple[int, int], before: Mapping[str, Ratio], after: Mapping[str, Ratio], factor: float
) -> Movers | None:
    added = {code: round((after[code].numerator - before[code].numerator) / factor) for code in after}
    whole, inhabitants = sum(added.values()), sum(ratio.denominator for ratio in after.values())
    if not whole or any(part * whole < 0 for part in added.values()):
        return None
    each = [
        Mover(code, part, round(100 * part / whole), round(100 * after[code].denominator / inhabitants))
        for code, part in sorted(added.items(), key=lambda entry: -abs(entry[1]))
    ]
    return Movers(key, *years, whole, tuple(each))
