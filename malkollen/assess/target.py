"""Läge against a number: a target somebody has decided, or a reference level nobody has."""

from dataclasses import dataclass

from malkollen.assess.scale import Better, compare, direction_sign

REACHED = "uppnått"
NOT_REACHED = "ej uppnått"
WORSE_THAN_BASE = "ej uppnått, sämre än basåret"
AT_LEVEL = "når nivån"
BELOW_LEVEL = "når inte nivån"


@dataclass(frozen=True)
class Aim:
    """A target as arithmetic sees it, in the indicator's unit.

    Attributes:
        year: when it shall be reached; base_year, base_value: where the way to it began. Without a base there is
            neither a share closed nor a forecast.
    """

    value: float
    year: int | None = None
    base_year: int | None = None
    base_value: float | None = None


@dataclass(frozen=True)
class TargetPosition:
    """Where a value stands against a target.

    Attributes:
        share_closed: how much of the way from base to target is gone; None where the base was past the target.
        remaining: target minus value, in the indicator's unit; 0 or past it where reached.
        reason: why it is not judged.
    """

    label: str | None
    is_reached: bool | None
    share_closed: float | None
    remaining: float
    reason: str | None = None


def target_position(
    value: float, aim: Aim, better: Better, interval: tuple[float, float] | None = None
) -> TargetPosition:
    """Läge against a target.

    Args:
        value: the latest value, in the indicator's unit.
        interval: a survey value's own interval; where the target lies in it, nothing is judged.
    """
    sign, remaining = direction_sign(better), aim.value - value
    if interval and compare(interval[0], aim.value) < 0 < compare(interval[1], aim.value):
        return TargetPosition(None, None, None, remaining, "osäkerhetsintervallet är större än avståndet till målet")
    is_reached = sign * compare(value, aim.value) >= 0
    share = _share_closed(value, aim, sign)
    if is_reached:
        return TargetPosition(REACHED, is_reached, share, remaining)
    # Worse than a base year that already met the target: growth compared with growth would call this on track.
    is_worse = aim.base_value is not None and share is None and sign * compare(value, aim.base_value) < 0
    return TargetPosition(WORSE_THAN_BASE if is_worse else NOT_REACHED, is_reached, share, remaining)


def _share_closed(value: float, aim: Aim, sign: int) -> float | None:
    """G = (x − x₀) / (T − x₀); None without a base, or where the target lies on the wrong side of it."""
    if aim.base_value is None or sign * compare(aim.value, aim.base_value) <= 0:
        return None
    return (value - aim.base_value) / (aim.value - aim.base_value)


def level_ratio(value: float, level: float, better: Better) -> float | None:
    """The value in parts of a reference level, at or above 1 where it is met; None where a zero stands below."""
    top, bottom = (value, level) if better == "higher" else (level, value)
    return top / bottom if bottom else None
