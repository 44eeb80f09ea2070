"""Why a value is shown and not judged: context, municipal values that are too uncertain, too old, too few."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from malkollen.database.freshness import STALE_AFTER_MONTHS, months_after
from malkollen.registry.registry import Indicator
from malkollen.values.areas import Area
from malkollen.values.values import Value

FEWEST_COUNTED = 30
DEFAULT_LAG_MONTHS = 12
Reason = Literal["context", "list", "uncertain", "missing", "stale", "few"]
REASON_WORDS: dict[Reason, str] = {
    "context": "sammanhang: visas, bedöms inte",
    "list": "lägeslista: visas, bedöms inte",
    "uncertain": "kommunens värde är för osäkert; bedöms bara för grupper",
    "missing": "uppgift saknas",
    "stale": "värdet från {year} är för gammalt för att bedömas",
    "few": f"bygger på färre än {FEWEST_COUNTED}",
}


def why_unjudged(indicator: Indicator, area: Area, value: Value, lags: Mapping[str, int], as_of: date) -> str | None:
    """The first reason not to judge a value, in Swedish; None where it is judged."""
    reason = reason_unjudged(indicator, area, value, lags, as_of)
    return REASON_WORDS[reason].format(year=value.year) if reason else None


def reason_unjudged(
    indicator: Indicator, area: Area, value: Value, lags: Mapping[str, int], as_of: date
) -> Reason | None:
    """The first reason not to judge a value; None where it is judged."""
    if indicator.kind == "sammanhang":
        return "context"
    if indicator.kind == "lageslista":
        return "list"
    if area.kind == "municipality" and indicator.judged_for == "groups":
        return "uncertain"
    if value.value is None:
        return "missing"
    lag = max((lags.get(source, DEFAULT_LAG_MONTHS) for source in value.sources), default=DEFAULT_LAG_MONTHS)
    if is_stale(value.year, lag, as_of):
        return "stale"
    return "few" if _is_of_too_few(indicator, value) else None


def year_unjudged(indicator: Indicator, year: int) -> str | None:
    """Why nothing is judged by a year's own value: the registry leaves the year out; None where it does not."""
    return f"{year} visas men bedöms inte" if year in indicator.exclude_years else None


def is_stale(year: int, lag_months: float, as_of: date) -> bool:
    """Whether a year's value is older than its declared lag and two years more."""
    return as_of > months_after(date(year, 12, 31), round(lag_months) + STALE_AFTER_MONTHS)


def _is_of_too_few(indicator: Indicator, value: Value) -> bool:
    """A share of few, or that few are left out of, swings by chance; a full count of objects does not."""
    formula = indicator.parsed
    if formula is None or not formula.is_one_division or not value.sums:
        return False
    sums = dict(zip(formula.measures, value.sums, strict=True))
    denominator = formula.denominator(sums)
    counted = [denominator]
    if indicator.is_share and not indicator.is_full_count:
        numerator = formula.numerator(sums) / formula.factor
        counted = [numerator, denominator - numerator]
    return min(counted) < FEWEST_COUNTED
