"""What weakens an answer most: the first whole comparison that gives another place, else a year, a break, a mark."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from malkollen.answers.basis import Basis
from malkollen.answers.movement import Movement, Span
from malkollen.answers.place import Comparison, Place, kind_of, other_comparisons, place_in
from malkollen.answers.quarter import Quarter, is_fleet
from malkollen.assess.position import GroupRank
from malkollen.assess.scale import compare

Mark = Literal["preliminary", "estimated", "partial", "derived"]
MARKS: tuple[Mark, ...] = ("estimated", "partial", "preliminary", "derived")
"""The marks of a value that weaken it, the heaviest first."""


@dataclass(frozen=True)
class OtherPlace:
    """Another comparison gives another place.

    Attributes:
        registered: the place with vehicles as they are registered, where fleets turn it and no answer has said it.
        place: None where no whole comparison gives another. value: the area's in that comparison; None where it is the
            same as in the answer.
    """

    registered: Place | None
    place: Place | None
    value: float | None


@dataclass(frozen=True)
class OtherPlaces:
    """Another comparison gives other places. places: those that are other there, by indicator."""

    comparison: Comparison
    places: tuple[tuple[str, Place], ...]


@dataclass(frozen=True)
class LastYear:
    """The last year alone."""

    span: Span


@dataclass(frozen=True)
class AcrossBreak:
    """The series began anew in the span's first year. break_name: its key."""

    span: Span | None
    break_name: str


@dataclass(frozen=True)
class TwoValues:
    """Then and now, without a direction."""

    span: Span


@dataclass(frozen=True)
class Marked:
    """The value is not as good as others."""

    mark: Mark


@dataclass(frozen=True)
class Fleet:
    """A municipality whose registered vehicles are companies'."""


@dataclass(frozen=True)
class Beside:
    """A municipality that stands beside the group it is compared with."""


Hedge = OtherPlace | LastYear | AcrossBreak | TwoValues | Marked | Fleet | Beside


def hedge(
    basis: Basis, key: str, area: str, place: Place | None, quarter: Quarter | None, moved: Movement
) -> Hedge | None:
    """What weakens an area's answer on an indicator most; None where nothing does."""
    if is_fleet(basis, key, area):
        return Fleet()
    if quarter and quarter.is_beside:
        return Beside()
    if place and (other := other_place(basis, key, area, place)):
        return other
    if _is_against(basis, key, moved) and moved.last_year:
        return LastYear(moved.last_year)
    if moved.broken_by:
        return AcrossBreak(moved.since_base, moved.broken_by)
    status = basis.leading(key, area).value.status
    if mark := next((mark for mark in MARKS[:3] if mark in status), None):
        return Marked(mark)
    if moved.since_base and moved.course is None and basis.indicator(key).kind != "sammanhang":
        return TwoValues(moved.since_base)
    return Marked("derived") if "derived" in status else None


def _is_against(basis: Basis, key: str, moved: Movement) -> bool:
    """Whether the last year is what weakens it: it goes against the years before, or is one of emissions."""
    indicator, last = basis.indicator(key), moved.last_year
    if indicator.kind not in ("mal", "sammanhang") or last is None or not last.difference:
        return False
    if basis.is_emission(key):
        return True
    is_worse = (last.difference > 0) == (indicator.better == "lower")
    return indicator.kind == "mal" and is_worse


def other_place(basis: Basis, key: str, area: str, place: Place) -> OtherPlace | None:
    """The first whole comparison that gives another place; None where none does and the answer has told its own."""
    own = _registered(place)
    registered = place if place.kind == "depends" else None
    for comparison in other_comparisons(basis, place.comparison.set):
        if comparison.variant == "without" and not basis.indicator(key).has_fleet_variants:
            continue
        other = place_in(basis, key, area, comparison)
        if other and (other.kind, other.rank, other.of) != own:
            return OtherPlace(registered, other, _value(basis, key, other, area))
    return OtherPlace(registered, None, None) if registered else None


def _registered(own: Place) -> tuple[str, int, int]:
    kind = own.kind
    if kind == "depends":
        tied = ("",) * (own.last_rank - own.rank)
        kind = kind_of(GroupRank(own.rank, own.last_rank, own.of, tied, 0.0, own.best))
    return kind, own.rank, own.of


def _value(basis: Basis, key: str, other: Place, area: str) -> float | None:
    """Our value in a comparison, where the variant or a part that stands for us makes it another."""
    value = other.values[other.area]
    return None if compare(value, basis.leading(key, area).value.value or 0.0) == 0 else value


def other_places(
    whole: Sequence[tuple[Comparison, Mapping[str, Place]]], own: Mapping[str, Place]
) -> OtherPlaces | None:
    """The first of whole comparisons that gives other places than our own; None where none does."""
    for comparison, places in whole:
        changed = tuple((key, places[key]) for key, place in own.items() if places[key].kind != place.kind)
        if changed:
            return OtherPlaces(comparison, changed)
    return None
