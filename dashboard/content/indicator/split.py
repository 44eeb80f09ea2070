"""The home group's change between two years, split: which years, which municipalities, and each one's part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isclose

from dashboard.content.facts import Facts
from dashboard.content.indicator.case import Case
from dashboard.content.indicator.indicator import why_missing
from dashboard.content.values import plain
from malkollen.assess.contributions import TOLERANCE, Contributions, Ratio, of_ratio, of_total
from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import apart, number, rounded
from malkollen.values.values import Variant

LEAST_A_YEAR = 0.005  # of the value, where an indicator declares no materiality of its own
UNCERTAIN = "Kommunernas egna värden är för osäkra för att förändringen ska delas upp på kommuner."
INDIVISIBLE = "Värdet är inte ett antal delat med ett annat, så förändringen går inte att dela upp på kommunerna."


@dataclass(frozen=True)
class Split:
    """A change between two years, split.

    Attributes:
        start: the group's value in the first year; limit: the smallest change that has shares.
        before, after: numerator and denominator of each municipality in the two years, in alphabetical order.
    """

    first: int
    last: int
    start: float
    limit: float
    before: Mapping[str, Ratio]
    after: Mapping[str, Ratio]
    parts: Contributions

    @property
    def has_shares(self) -> bool:
        """Whether the change is large enough for shares of it to mean anything."""
        return all(part.share is not None for part in self.parts.members.values())


def split(facts: Facts, key: str, year: int, variant: Variant | None) -> Split | str:
    """The home group's change up to a year and its parts, or the reason there are none.

    The municipalities are those of the series, so that the parts add up to the change the page shows.
    """
    indicator, series = facts.indicator(key), plain(facts.evaluation(key, variant), facts.areas.home.id)
    first = first_year(facts, key, year, variant)
    if isinstance(first, str):
        return first
    if indicator.is_total and indicator.judged_for == "groups":
        return UNCERTAIN
    codes = members(facts, key, list(series), variant)
    before, after = ratios(facts, key, first, codes), ratios(facts, key, year, codes)
    limit = (indicator.materiality or LEAST_A_YEAR * abs(series[first])) * (year - first)
    parts = (
        of_total(_numerators(before), _numerators(after), limit)
        if indicator.is_total
        else of_ratio(before, after, limit)
    )
    difference = series[year] - series[first]
    if parts is None or not isclose(parts.change, difference, rel_tol=TOLERANCE, abs_tol=TOLERANCE):
        return INDIVISIBLE
    return Split(first, year, series[first], limit, before, after, parts)


def first_year(facts: Facts, key: str, year: int, variant: Variant | None) -> int | str:
    """The year a change is counted from, or the reason there is none.

    The programme's base year; where that is missing, later or before a break, the first year of the series since.
    """
    home, base = facts.areas.home, facts.registry.programme_of(key).base_year
    series = plain(facts.evaluation(key, variant), home.id)
    if year not in series:
        return f"{home.name} har inget värde {year}: {why_missing(facts, Case(key, home.id, year, variant))}"
    broken = max((other for other in facts.registry.breaks_of(key) if other <= year), default=None)
    usable = [other for other in series if other < year and (broken is None or other >= broken)]
    if not usable:
        why = f"Serien bryts {broken}. " if broken else ""
        return f"{why}Det finns inget tidigare år att jämföra {year} med."
    return base if base in usable else min(usable)


def members(facts: Facts, key: str, years: Sequence[int], variant: Variant | None) -> list[str]:
    """The home group's municipalities that have every measure in every year, in alphabetical order."""
    fleets = facts.evaluation(key, variant).fleets
    left_out = set(fleets.reasons) if variant == "without" and fleets else set()
    names = facts.indicator(key).measures
    columns = [facts.measures.get(name, {}).get(year, {}) for name in names for year in years]
    return [c for c in facts.areas.home_members if c not in left_out and all(c in column for column in columns)]


def ratios(facts: Facts, key: str, year: int, codes: Sequence[str]) -> dict[str, Ratio]:
    """Numerator, with its factor, and denominator of municipalities that have all measures; none without a formula."""
    formula = facts.indicator(key).parsed
    if formula is None:
        return {}
    values = {code: {name: facts.measures[name][year][code] for name in formula.measures} for code in codes}
    return {code: Ratio(formula.numerator(own), formula.denominator(own)) for code, own in values.items()}


def _numerators(year: Mapping[str, Ratio]) -> dict[str, float]:
    return {code: ratio.numerator for code, ratio in year.items()}


def of_shown(indicator: Indicator, split: Split) -> str:
    """A share's change between its ends as they are shown, where it is another in the same decimals; else empty."""
    shown = apart(split.start, split.start + split.parts.change, indicator.decimals)
    exact = rounded(split.parts.change, indicator.decimals)
    if not indicator.is_share or isclose(shown, exact, abs_tol=TOLERANCE):
        return ""
    return f" ({number(abs(shown), indicator.decimals)} mellan de avrundade andelarna)"
