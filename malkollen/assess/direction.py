"""Utveckling: whether a series has really moved (method §3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from malkollen.assess.scale import TOLERANCE, compare, direction_sign, fits, to_scale
from malkollen.assess.trend import kendall_s, mann_kendall_p, theil_sen
from malkollen.assess.window import LeftOut, Terms, Window, window

IMPROVES, WORSENS = "förbättras", "försämras"
NO_CHANGE = "ingen säkerställd förändring"
CONTRADICTED = "osäkert"
NOT_ASSESSABLE = "kan inte bedömas"
SIGNIFICANCE = 0.10
RELATIVE_MATERIALITY = 0.005


@dataclass(frozen=True)
class Direction:
    """Whether a series has really moved.

    Attributes:
        label: None for context, which is never judged.
        slope: Theil–Sen, per year: in the indicator's unit, on a log scale as a logarithm (−0.01 is about −1 %).
        p_value: exact two-sided Mann–Kendall; s: its S.
        threshold: the smallest slope that means anything, on the slope's scale.
        values: what was used, by year; left_out: what was not.
        last_change: the last interval per year, on the slope's scale.
        reason: why it is not assessed, or what decided between a trend and none.
    """

    label: str | None
    slope: float | None = None
    p_value: float | None = None
    s: int | None = None
    threshold: float | None = None
    values: Mapping[int, float] | None = None
    left_out: tuple[LeftOut, ...] = ()
    last_change: float | None = None
    reason: str | None = None

    @property
    def n(self) -> int:
        """How many values were used."""
        return len(self.values or {})

    @property
    def from_year(self) -> int | None:
        """The first year used."""
        return min(self.values) if self.values else None

    @property
    def to_year(self) -> int | None:
        """The last year used."""
        return max(self.values) if self.values else None


def direction(series: Mapping[int, float], terms: Terms) -> Direction:
    """Says whether a yearly series has really moved.

    Improving or worsening where an exact Mann–Kendall test gives p ≤ 0.10 and the Theil–Sen slope is material;
    uncertain where the last interval contradicts an established trend by more than the materiality.

    Args:
        series: value per year in the indicator's unit; years may be missing.
        terms: direction, scale, materiality, breaks and excluded years.
    """
    judged = window(series, terms)
    if reason := judged.reason or _scale_fault(judged, terms):
        return Direction(NOT_ASSESSABLE, values=judged.values, left_out=judged.left_out, reason=reason)
    placed = placed_on_scale(judged.values, terms)
    slope, threshold = theil_sen(placed), _threshold(judged.values, terms)
    p_value, last = mann_kendall_p(list(placed.values())), last_interval(placed)
    label, reason = _judge(slope, p_value, last, threshold, terms)
    if all(compare(value, next(iter(placed.values()))) == 0 for value in placed.values()):
        reason = "värdet är detsamma alla år"
    s = kendall_s(list(placed.values()))
    return Direction(label, slope, p_value, s, threshold, judged.values, judged.left_out, last, reason)


def placed_on_scale(values: Mapping[int, float], terms: Terms) -> dict[int, float]:
    """The values as utveckling measures them: logarithms on a log scale, otherwise the unit itself.

    The S-curve is measured in the unit too, since materiality is in procentenheter; rank tests do not see the scale.
    """
    return {year: to_scale(value, "log") if terms.scale == "log" else value for year, value in values.items()}


def last_interval(placed: Mapping[int, float]) -> float:
    """The change a year over the last two values."""
    before, last = sorted(placed)[-2:]
    return (placed[last] - placed[before]) / (last - before)


def _scale_fault(found: Window, terms: Terms) -> str | None:
    if terms.scale != "log":
        return None
    unfit = [year for year, value in found.values.items() if not fits(value, "log")]
    return f"värdet {unfit[0]} är inte större än 0 och har ingen plats på en logaritmisk skala" if unfit else None


def _threshold(values: Mapping[int, float], terms: Terms) -> float:
    if terms.materiality is not None:
        return terms.materiality
    return RELATIVE_MATERIALITY * (1.0 if terms.scale == "log" else abs(median(values.values())))


def _judge(slope: float, p: float, last: float, threshold: float, terms: Terms) -> tuple[str, str | None]:
    if p > SIGNIFICANCE + TOLERANCE:
        return NO_CHANGE, "ordningen mellan åren kan vara en slump"
    if abs(slope) < threshold - TOLERANCE or compare(slope, 0) == 0:
        return NO_CHANGE, "förändringen är för liten för att betyda något"
    if last * slope < 0 and abs(last) > threshold + TOLERANCE:
        return CONTRADICTED, "det senaste intervallet går åt andra hållet"
    return (IMPROVES if slope * direction_sign(terms.better) > 0 else WORSENS), None
