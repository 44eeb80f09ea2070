"""The scale an indicator moves on: linear, logarithmic or an S-curve up to a ceiling; and what counts as equal."""

from math import exp, inf, log
from typing import Literal

Better = Literal["higher", "lower"]
Scale = Literal["linear", "log", "s_curve"]
TOLERANCE = 1e-9
"""Differences up to this are none: decimals of published shares do not survive binary arithmetic exactly."""
LARGEST = 700.0
"""The exponential of more is no number."""


def direction_sign(better: Better) -> int:
    """+1 where higher is better, otherwise −1."""
    return 1 if better == "higher" else -1


def fits(value: float, scale: Scale, ceiling: float = 100.0) -> bool:
    """Whether a value can be placed on a scale: above zero on the log scale, between zero and the ceiling on the S."""
    if scale == "log":
        return value > 0
    return scale == "linear" or 0 < value < ceiling


def to_scale(value: float, scale: Scale, ceiling: float = 100.0) -> float:
    """g(x): the value, its natural logarithm, or its logit as a share of the ceiling."""
    if scale == "log":
        return log(value)
    # A difference of logarithms: the quotient of a value near 0 is 0, which has none.
    return log(value) - log(ceiling - value) if scale == "s_curve" else value


def from_scale(point: float, scale: Scale, ceiling: float = 100.0) -> float:
    """g⁻¹: back to the indicator's unit; infinite where a number cannot hold it."""
    if scale == "log":
        return exp(point) if point < LARGEST else inf
    if scale == "linear":
        return point
    return ceiling / (1 + exp(-point)) if point > -LARGEST else 0.0


def compare(a: float, b: float) -> int:
    """1 where a is above b, −1 below, 0 where they are equal within the tolerance."""
    return 0 if abs(a - b) <= TOLERANCE else 1 if a > b else -1
