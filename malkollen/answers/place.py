"""Where a group stands in a comparison: its place, who is best, who is next ahead, and whether fleets turn it round."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from malkollen.answers.basis import Basis
from malkollen.assess.position import GroupRank, group_rank
from malkollen.assess.scale import Better, direction_sign
from malkollen.registry.registry import Indicator
from malkollen.values.values import Variant
from malkollen.verdicts.assessor import JUDGED_KINDS

PlaceKind = Literal[
    "first", "tied_first", "nth", "shared", "last", "shared_last", "all_tied", "ahead", "behind", "depends"
]
"""Ahead and behind: of the only other. Depends: leaving fleets out takes it from last to first, or back."""


@dataclass(frozen=True)
class Comparison:
    """A declared set in a variant.

    Attributes:
        left_out: the municipalities that stand in the leading set's regions and in none of this one's, in the order of
            the regions; empty where this set has other municipalities than the leading one's.
    """

    set: str
    variant: Variant | None
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """A group's place in a whole set.

    Attributes:
        area: the group that stands for ours; rank to last_rank of `of`: as the assessment has them.
        best: the best other; ahead: the nearest that is better and not tied; None where nobody is.
        values: of every group of the set.
    """

    kind: PlaceKind
    comparison: Comparison
    area: str
    rank: int
    last_rank: int
    of: int
    better: Better
    best: str
    ahead: str | None
    values: dict[str, float]

    @property
    def is_first(self) -> bool:
        """First, alone or shared, but not with all."""
        return self.kind in ("first", "tied_first", "ahead")

    @property
    def is_last(self) -> bool:
        """Last, alone or shared, but not with all."""
        return self.kind in ("last", "shared_last", "behind")

    @property
    def standing(self) -> float:
        """0 first to 1 last, shared places in the middle; a place that depends is in the middle of all."""
        if self.kind == "depends":
            return 0.5
        return ((self.rank + self.last_rank) / 2 - 1) / (self.of - 1)


def can_rank(indicator: Indicator) -> bool:
    """Whether areas are placed by it: only comparisons, never totals or context."""
    return indicator.kind == "jamforelse" and not indicator.is_total


def place_in(basis: Basis, key: str, area: str, comparison: Comparison) -> Place | None:
    """An area's place in a comparison; None where it is not whole, or the indicator is not judged there.

    Args:
        comparison: its variant counts only where the indicator has variants.
    """
    variants = basis.indicator(key).has_fleet_variants
    variant = (comparison.variant or "with") if variants else None
    ranked = _ranked(basis, key, area, comparison.set, variant)
    if ranked is None or not ranked[2]:
        return None
    ours, rank, _ = ranked
    kind = kind_of(rank)
    if variant == "with" and (other := _ranked(basis, key, area, comparison.set, "without")):
        kind = "depends" if _turns(kind, kind_of(other[1])) else kind
    known = _known(basis, key, area, comparison.set, variant)
    better = basis.indicator(key).better or "higher"
    return Place(
        kind, comparison, ours, rank.rank, rank.last_rank, rank.of, better, rank.best,
        _ahead(known, ours, rank, better), known,
    )  # fmt: skip


def place_of(
    indicator: Indicator, comparison: Comparison, ours: str, values: Mapping[str, float], without: Mapping[str, float]
) -> Place | None:
    """The same of values that are known alone, as those of a fixed version; None where ours has none to be held beside.

    Args:
        values: of every group of the set, as vehicles are registered. without: fleets left out; empty without variants.
    """
    better = indicator.better or "higher"
    rank, other = (group_rank(ours, each, better, indicator.yearly_materiality) for each in (values, without))
    if rank is None:
        return None
    is_turned = other is not None and other.of == rank.of and _turns(kind_of(rank), kind_of(other))
    ahead = _ahead(dict(values), ours, rank, better)
    kind: PlaceKind = "depends" if is_turned else kind_of(rank)
    return Place(kind, comparison, ours, rank.rank, rank.last_rank, rank.of, better, rank.best, ahead, dict(values))


def beside(basis: Basis, key: str, area: str) -> dict[str, float]:
    """The area and the others of the leading comparison with their values in its latest year: known without any place.

    Empty of an area outside the comparison, of totals, and of what is not judged.
    """
    indicator = basis.indicator(key)
    name = None if indicator.is_total or indicator.kind not in JUDGED_KINDS else basis.leading_set(indicator.goal)
    if name is None or area not in basis.declared(name).groups:
        return {}
    return _known(basis, key, area, name, basis.leading_variant(key))


def best_of(values: Mapping[str, float], ours: str, better: Better | None) -> str | None:
    """The best other of some areas; None where there is no other. better: as of an indicator."""
    sign = direction_sign(better or "higher")
    return max((area for area in values if area != ours), key=lambda area: sign * values[area], default=None)


def _known(basis: Basis, key: str, area: str, name: str, variant: Variant | None) -> dict[str, float]:
    """The values of a set's groups in the area's latest year, those that have one."""
    evaluation = basis.evaluation(key, variant)
    year = evaluation.latest(area).year
    values = {group: evaluation.at(group, year).value for group in basis.declared(name).groups}
    return {group: value for group, value in values.items() if value is not None}


def _ranked(
    basis: Basis, key: str, area: str, name: str, variant: Variant | None
) -> tuple[str, GroupRank, bool] | None:
    """Who stands for the area in a set, its rank there and whether the set is whole; None where it has none."""
    sets = basis.assessment(key, area, variant).position.sets
    entry = next((entry for entry in sets if entry.key == name), None)
    return (entry.area, entry.group_rank, entry.is_whole) if entry and entry.group_rank else None


def kind_of(rank: GroupRank) -> PlaceKind:
    """What a rank is called."""
    is_shared = rank.last_rank > rank.rank
    if rank.rank == 1 and rank.last_rank == rank.of:
        return "all_tied"
    if rank.of == 2:
        return "ahead" if rank.rank == 1 else "behind"
    if rank.rank == 1:
        return "tied_first" if is_shared else "first"
    if rank.last_rank == rank.of:
        return "shared_last" if is_shared else "last"
    return "shared" if is_shared else "nth"


def _turns(one: PlaceKind, other: PlaceKind) -> bool:
    """Whether one is at the head and the other at the end; shared counts."""
    heads, ends = {"first", "tied_first", "ahead"}, {"last", "shared_last", "behind"}
    return (one in heads and other in ends) or (one in ends and other in heads)


def _ahead(values: dict[str, float], ours: str, rank: GroupRank, better: Better) -> str | None:
    sign = direction_sign(better)
    gaps = {
        group: sign * (value - values[ours])
        for group, value in values.items()
        if group not in (ours, *rank.tied) and sign * (value - values[ours]) > 0
    }
    return min(gaps, key=lambda group: gaps[group], default=None)


def leading_place(basis: Basis, key: str, area: str) -> Place | None:
    """An area's place in the comparison that the indicator's goal leads with; None where it has none."""
    name = basis.leading_set(basis.indicator(key).goal)
    return place_in(basis, key, area, Comparison(name, "with")) if name and can_rank(basis.indicator(key)) else None


def other_comparisons(basis: Basis, leading: str) -> Iterator[Comparison]:
    """Every other comparison in the order a hedge asks them: the same set without fleets, then the other sets.

    Sets that stand alone are never among them.
    """
    yield Comparison(leading, "without")
    for name, declared in basis.registry.comparison_sets.items():
        if name != leading and not declared.stands_alone:
            left_out = _left_out(basis, leading, name)
            yield Comparison(name, "with", left_out)
            yield Comparison(name, "without", left_out)


def _left_out(basis: Basis, leading: str, name: str) -> tuple[str, ...]:
    members = basis.areas.by_id
    kept = frozenset[str]().union(*(members[group].members for group in basis.declared(name).groups))
    regions = [members[group].members for group in basis.declared(leading).groups]
    if not kept <= frozenset[str]().union(*regions):
        return ()
    return tuple(code for region in regions for code in sorted(region - kept))


def whole_comparisons(
    basis: Basis, leading: str, area: str, keys: Sequence[str]
) -> list[tuple[Comparison, dict[str, Place]]]:
    """Every other comparison in which each indicator has a place for the area, with the places by indicator."""
    whole = []
    for comparison in other_comparisons(basis, leading):
        places = {key: place for key in keys if (place := place_in(basis, key, area, comparison))}
        if places and len(places) == len(keys):
            whole.append((comparison, places))
    return whole
