"""Where an area stands (läge): groups are ranked only among groups, municipalities only among municipalities."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Better = Literal["higher", "lower"]
TOLERANCE = 1e-9
TIE_SHARE_OF_VALUE = 0.02
WHOLE_SHARE = 0.8
"""Of the municipalities that one is placed among: with fewer that have the year, nobody's place can be told."""
EQUAL_PLACES = 3
"""Two municipalities this many places apart, or fewer, are equal."""


@dataclass(frozen=True)
class GroupRank:
    """The rank of a group in one comparison set.

    Attributes:
        rank: 1 is best; with ties it may be any place up to last_rank ("2:a–3:a av 4").
        of: how many groups of the set have a value.
        tied: the groups whose gap to it is too small to mean anything.
        gap: its value minus the best other's, in the indicator's unit; best: that other group.
    """

    rank: int
    last_rank: int
    of: int
    tied: tuple[str, ...]
    gap: float
    best: str


@dataclass(frozen=True)
class Place:
    """A municipality among others.

    Attributes:
        rank: 1 is best, equal values share it; of: how many it is counted among, itself included.
        tied: how many others have the same value.
        percentile: 100 (worse + ½ equal) / n, itself counted among n and the equal.
        quarter: upper P ≥ 75, lower P < 25, otherwise middle.
        is_outside_group: whether it is only placed beside the group, not a member.
    """

    rank: int
    of: int
    tied: int
    percentile: float
    quarter: Literal["upper", "middle", "lower"]
    is_outside_group: bool


Standing = tuple[int, int]
"""A place and among how many: (2, 3)."""


def span(ranks: Iterable[GroupRank]) -> tuple[Standing, Standing]:
    """The best and the worst place of several comparisons: second of three is better than second of two.

    Of places that are as good, such as last of three and last of two, the one among more is told.
    """
    ranks = list(ranks)
    best = min(ranks, key=lambda one: ((one.rank - 1) / max(one.of - 1, 1), -one.of))
    worst = max(ranks, key=lambda one: ((one.last_rank - 1) / max(one.of - 1, 1), one.of))
    return (best.rank, best.of), (worst.last_rank, worst.of)


def is_tie(a: float, b: float, materiality: float | None) -> bool:
    """Whether two groups' values are equal: a gap under 2 % of the larger (shares: under the yearly materiality)."""
    limit = materiality if materiality is not None else TIE_SHARE_OF_VALUE * max(abs(a), abs(b))
    gap = abs(a - b)
    return gap <= TOLERANCE or gap < limit - TOLERANCE


def group_rank(
    area: str, values: Mapping[str, float], better: Better, materiality: float | None = None
) -> GroupRank | None:
    """The rank of a group among the groups of a set; None where it or all others lack a value.

    Args:
        values: value by group, groups without a value left out.
        materiality: for shares, the yearly difference that means something, in procentenheter.
    """
    others = {group: value for group, value in values.items() if group != area}
    if area not in values or not others:
        return None
    own, sign = values[area], 1 if better == "higher" else -1
    tied = tuple(group for group, value in others.items() if is_tie(own, value, materiality))
    ahead = sum(1 for group, value in others.items() if group not in tied and sign * (value - own) > 0)
    best = max(others, key=lambda group: sign * others[group])
    return GroupRank(1 + ahead, 1 + ahead + len(tied), len(values), tied, own - others[best], best)


def place_among(area: str, values: Mapping[str, float], group: frozenset[str], better: Better) -> Place | None:
    """A municipality's place in a group of municipalities, beside it where it is no member.

    None without a value of its own, or where too few of the group have one.

    Args:
        values: value by municipality; those without a value left out.
        group: the members it is compared with.
    """
    if area not in values or len(group & values.keys()) < WHOLE_SHARE * len(group) - TOLERANCE:
        return None
    own, sign = values[area], 1 if better == "higher" else -1
    differences = [sign * (values[code] - own) for code in group | {area} if code in values]
    equal = sum(1 for difference in differences if abs(difference) <= TOLERANCE)
    ahead = sum(1 for difference in differences if difference > TOLERANCE)
    n = len(differences)
    percentile = 100 * (n - ahead - equal + equal / 2) / n
    quarter: Literal["upper", "middle", "lower"] = (
        "upper" if percentile >= 75 else "lower" if percentile < 25 else "middle"
    )
    return Place(1 + ahead, n, equal - 1, percentile, quarter, area not in group)


def are_equal(a: Place, b: Place) -> bool:
    """Whether two municipalities are equal: at most three places apart, shared places taken where they are nearest."""
    first, second = sorted((a, b), key=lambda found: found.rank)
    return second.rank - (first.rank + first.tied) <= EQUAL_PLACES
