"""Why a value is shown and not judged: context, municipal values that are too uncertain, too old, too few."""

from collections.abc import Mapping
from datetime import date

from malkollen.database.freshness import STALE_AFTER_MONTHS, months_after
from malkollen.registry.registry import Indicator
from malkollen.values.areas import Area
from malkollen.values.values import Value

FEWEST_COUNTED = 30
DEFAULT_LAG_MONTHS = 12
CONTEXT_REASONS = {
    "sammanhang": "sammanhang: visas, bedöms inte",
    "lageslista": "lägeslista: visas, bedöms inte",
}


def why_unjudged(indicator: Indicator, area: Area, value: Value, lags: Mapping[str, int], as_of: date) -> str | None:
    """The first reason not to judge a value, in Swedish; None where it is judged."""
    if indicator.kind in CONTEXT_REASONS:
        return CONTEXT_REASONS[indicator.kind]
    if area.kind == "municipality" and indicator.judged_for == "groups":
        return "kommunens värde är för osäkert; bedöms bara för grupper"
    if value.value is None:
        return "uppgift saknas"
    lag = max((lags.get(source, DEFAULT_LAG_MONTHS) for source in value.sources), default=DEFAULT_LAG_MONTHS)
    if is_stale(value.year, lag, as_of):
        return f"värdet från {value.year} är för gammalt för att bedömas"
    return _too_few(indicator, value)


def year_unjudged(indicator: Indicator, year: int) -> str | None:
    """Why nothing is judged by a year's own value: the registry leaves the year out; None where it does not."""
    return f"{year} visas men bedöms inte" if year in indicator.exclude_years else None


def is_stale(year: int, lag_months: float, as_of: date) -> bool:
    """Whether a year's value is older than its declared lag and two years more."""
    return as_of > months_after(date(year, 12, 31), round(lag_months) + STALE_AFTER_MONTHS)


def _too_few(indicator: Indicator, value: Value) -> str | None:
    """A share of few, or that few are left out of, swings by chance; a full count of objects does not."""
    formula = indicator.parsed
    if formula is None or not formula.is_one_division or not value.sums:
        return None
    sums = dict(zip(formula.measures, value.sums, strict=True))
    denominator = formula.denominator(sums)
    counted = [denominator]
    if indicator.is_share and not indicator.is_full_count:
        numerator = formula.numerator(sums) / formula.factor
        counted = [numerator, denominator - numerator]
    return f"bygger på färre än {FEWEST_COUNTED}" if min(counted) < FEWEST_COUNTED else None
