"""Where a group's change lies: each member's part of it, and for a ratio what numerator and denominator stood for.

A ratio is R = N/D over the sums of its members. With R̄ and D̄ the means of the two years, its change is exactly the
sum over members of (ΔN − R̄·ΔD) / D̄: the numerator's part is ΔN/D̄, the denominator's −R̄·ΔD/D̄. Neither year is
favoured and nothing is left over.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum
from typing import NamedTuple

TOLERANCE = 1e-9


class Ratio(NamedTuple):
    """A numerator and a denominator; a total has the denominator 1."""

    numerator: float
    denominator: float

    @property
    def value(self) -> float | None:
        """The ratio; None where the denominator is zero."""
        return self.numerator / self.denominator if self.denominator else None


class Part(NamedTuple):
    """A member's part of the change, in the ratio's unit, and as a share of it; None where shares mean nothing."""

    size: float
    share: float | None


@dataclass(frozen=True)
class Contributions:
    """A change split between numerator and denominator and between members, all in the ratio's unit.

    Attributes:
        change: the group's change; the numerator's and the denominator's parts add up to it, and so do the members'.
        members: the part of each member that has both years.
    """

    change: float
    of_numerator: float
    of_denominator: float
    members: Mapping[str, Part]


def of_ratio(before: Mapping[str, Ratio], after: Mapping[str, Ratio], materiality: float = 0.0) -> Contributions | None:
    """Splits the change of a ratio over sums; None where no member has both years or a denominator is not above zero.

    Args:
        before: numerator and denominator by member in the earlier year.
        after: the same in the later year; a member that lacks either year is in neither sum.
        materiality: the smallest change that means anything, in the ratio's unit.
    """
    members = [member for member in before if member in after]
    first, last = (total(year[member] for member in members) for year in (before, after))
    if first.denominator <= 0 or last.denominator <= 0:
        return None
    level = (first.numerator / first.denominator + last.numerator / last.denominator) / 2
    base = (first.denominator + last.denominator) / 2
    change = last.numerator / last.denominator - first.numerator / first.denominator

    def parts(one: Ratio, other: Ratio) -> tuple[float, float]:
        return (other.numerator - one.numerator) / base, -level * (other.denominator - one.denominator) / base

    of_numerator, of_denominator = parts(first, last)
    sizes = {member: fsum(parts(before[member], after[member])) for member in members}
    return Contributions(change, of_numerator, of_denominator, _shared(sizes, change, materiality))


def of_total(before: Mapping[str, float], after: Mapping[str, float], materiality: float = 0.0) -> Contributions | None:
    """Splits the change of a total: each member's own change; None where no member has both years."""
    sizes = {member: after[member] - before[member] for member in before if member in after}
    change = fsum(sizes.values())
    return Contributions(change, change, 0.0, _shared(sizes, change, materiality)) if sizes else None


def without_each(members: Mapping[str, Ratio]) -> dict[str, float | None]:
    """The group's ratio without each member in turn; None where nothing is left to divide by."""
    return {left_out: total(r for m, r in members.items() if m != left_out).value for left_out in members}


def total(members: Iterable[Ratio]) -> Ratio:
    """The sums of numerators and of denominators."""
    found = list(members)
    return Ratio(fsum(ratio.numerator for ratio in found), fsum(ratio.denominator for ratio in found))


def _shared(sizes: Mapping[str, float], change: float, materiality: float) -> dict[str, Part]:
    """The parts with their shares, where the change is large enough to have any."""
    is_material = abs(change) > TOLERANCE and abs(change) >= materiality - TOLERANCE
    return {member: Part(size, size / change if is_material else None) for member, size in sizes.items()}
