"""Prognos mot mål: where the target year ends if the pace of the window goes on (method §3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf, isfinite
from typing import Literal

from malkollen.assess.direction import WORSENS, Direction
from malkollen.assess.scale import TOLERANCE, Scale, compare, direction_sign, fits, from_scale, to_scale
from malkollen.assess.target import Aim
from malkollen.assess.trend import slope_interval, theil_sen
from malkollen.assess.window import Terms, Window, window

REACHES = "når målet i nuvarande takt"
TOO_SLOW = "för långsamt"
FAR = "långt från målet"
CLASSES = ((0.95, REACHES), (0.60, TOO_SLOW), (0.0, FAR))
WORST = "sämre än basåret"
DOES_NOT_REACH = "når inte målet i nuvarande takt"
UNCERTAIN = "osäkert"
Grade = Literal["reaches", "too_slow", "far", "worse_than_base", "misses", "uncertain"]
"""What a forecast says: the class that both ends of its interval have, or what they say together."""
GRADES: dict[str, Grade] = {REACHES: "reaches", TOO_SLOW: "too_slow", FAR: "far", WORST: "worse_than_base"}
"""By the label of a class."""


@dataclass(frozen=True)
class Projection:
    """A projection on one scale: the value at the target's year, and the share of the way gone then, with 80 %."""

    scale: Scale
    slope: float
    projected: float
    share: float
    share_low: float
    share_high: float


@dataclass(frozen=True)
class Forecast:
    """Where the pace of the window leads.

    Attributes:
        label: None where there is no forecast; reason says why.
        share, share_low, share_high: F = (x̂ − x₀) / (T − x₀) with its 80 % interval; on an S-curve the interval
            covers both scales.
        projected: x̂ at the target's year, in the indicator's unit.
        required_per_year, observed_per_year: the pace needed from now and the pace of the window: in the unit a year,
            on a log scale as a share (−0.147 is −14,7 % a year).
        away_from_target: the assessed change, or the last two changes, go the wrong way.
        is_past_due: the target's year has come and it is not reached.
        projections: one a scale, for the arithmetic. grade: what the label says; None without one of its own.
    """

    label: str | None = None
    share: float | None = None
    share_low: float | None = None
    share_high: float | None = None
    projected: float | None = None
    required_per_year: float | None = None
    observed_per_year: float | None = None
    away_from_target: bool | None = None
    reason: str | None = None
    is_past_due: bool = False
    projections: tuple[Projection, ...] = ()
    grade: Grade | None = None


def forecast(series: Mapping[int, float], terms: Terms, aim: Aim, moved: Direction) -> Forecast:
    """Projects the last value with the pace of the window to the target's year.

    Args:
        series: value per year in the indicator's unit.
        aim: the target, with the base of the target's own base year.
        moved: utveckling of the same series.
    """
    used = window(series, terms)
    if not used.values:
        return Forecast(reason="inga värden")
    last_year = max(used.values)
    last = used.values[last_year]
    sign = direction_sign(terms.better)
    if sign * compare(last, aim.value) >= 0:
        return Forecast(reason="målet är redan uppnått")
    required, observed = _required(last, last_year, terms, aim), _observed(used, terms)
    away = _goes_away(used, moved, sign)
    if reason := _why_none(series, used, terms, aim):
        is_past_due = aim.year is not None and aim.year <= last_year
        return Forecast(None, None, None, None, None, required, observed, away, reason, is_past_due)
    scales: tuple[Scale, ...] = ("linear", "s_curve") if terms.scale == "s_curve" else (terms.scale,)
    projections = tuple(_project(used.values, scale, terms, aim) for scale in scales)
    if not all(isfinite(number) for p in projections for number in (p.projected, p.share_low, p.share_high)):
        reason = "takten leder till tal som är för stora för att räkna med"
        return Forecast(required_per_year=required, observed_per_year=observed, away_from_target=away, reason=reason)
    own = projections[-1]
    low, high = min(p.share_low for p in projections), max(p.share_high for p in projections)
    label, grade = _label(low, high)
    return Forecast(
        label, own.share, low, high, own.projected, required, observed, away, projections=projections, grade=grade
    )


def share_class(share: float) -> str:
    """The class of a share of the way: ≥ 0,95, ≥ 0,60, ≥ 0 or below."""
    return next((label for limit, label in CLASSES if share >= limit - TOLERANCE), WORST)


def _label(low: float, high: float) -> tuple[str, Grade]:
    """The class where both ends have it, otherwise what the ends say together; in words and as a grade."""
    worst, best = share_class(low), share_class(high)
    if worst == best:
        return best, GRADES[best]
    if best == REACHES:
        return f"{UNCERTAIN}: {worst}–{best}", "uncertain"
    return f"{DOES_NOT_REACH} ({worst}–{best})", "misses"


def _why_none(series: Mapping[int, float], used: Window, terms: Terms, aim: Aim) -> str | None:
    """The first reason why there is no forecast; None where there is one."""
    last_year = max(used.values)
    if aim.year is None:
        return "målet har inget målår"
    if aim.base_value is None or aim.base_year is None:
        return "målet har inget basår"
    is_already_met = direction_sign(terms.better) * compare(aim.value, aim.base_value) <= 0
    is_too_far = aim.year - last_year > last_year - min(aim.base_year, *series)
    is_unfit = any(not fits(value, terms.scale, terms.ceiling) for value in used.values.values())
    reasons = (
        (is_already_met, "basåret hade redan nått målvärdet"),
        (aim.year <= last_year, f"målåret {aim.year} har passerat"),
        (used.reason, used.reason),
        (is_too_far, f"målåret {aim.year} ligger längre fram än serien räcker bakåt"),
        (is_unfit, "ett värde har ingen plats på den deklarerade skalan"),
    )
    return next((reason for holds, reason in reasons if holds), None)


def _project(values: Mapping[int, float], scale: Scale, terms: Terms, aim: Aim) -> Projection:
    """x̂ = g⁻¹(g(x_t) + b (t_T − t)), anchored at the last value, with the ends of the slope's interval."""
    placed = {year: to_scale(value, scale, terms.ceiling) for year, value in values.items()}
    last_year = max(placed)
    years = (aim.year or last_year) - last_year
    base = aim.base_value or 0.0

    def at(slope: float) -> float:
        return from_scale(placed[last_year] + slope * years, scale, terms.ceiling)

    def share(projected: float) -> float:
        return (projected - base) / (aim.value - base)

    slope = theil_sen(placed)
    ends = sorted(share(at(end)) for end in slope_interval(placed))
    return Projection(scale, slope, at(slope), share(at(slope)), ends[0], ends[1])


def _required(last: float, last_year: int, terms: Terms, aim: Aim) -> float | None:
    """The pace a year from now on; on a log scale as a share, −1 where a zero target can only be reached in one go."""
    if aim.year is None or aim.year <= last_year:
        return None
    years = aim.year - last_year
    if terms.scale == "log":
        pace = (aim.value / last) ** (1 / years) - 1 if last > 0 and aim.value >= 0 else inf
        return pace if isfinite(pace) else None
    return (aim.value - last) / years


def _observed(used: Window, terms: Terms) -> float | None:
    if used.reason or (terms.scale == "log" and any(value <= 0 for value in used.values.values())):
        return None
    if terms.scale == "log":
        pace = from_scale(theil_sen({year: to_scale(value, "log") for year, value in used.values.items()}), "log") - 1
        return pace if isfinite(pace) else None
    return theil_sen(used.values)


def _goes_away(used: Window, moved: Direction, sign: int) -> bool:
    """The assessed change, or both of the last two changes, go against the direction."""
    if moved.label == WORSENS:
        return True
    last = [used.values[year] for year in sorted(used.values)[-3:]]
    return len(last) == 3 and all(sign * compare(last[i + 1], last[i]) < 0 for i in range(2))
