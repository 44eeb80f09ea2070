"""How a value has moved: since the programme's base year, and which way where that is established."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from malkollen.answers.basis import Basis
from malkollen.answers.place import Place
from malkollen.assess.assessment import Assessment
from malkollen.assess.direction import IMPROVES, RELATIVE_MATERIALITY, WORSENS
from malkollen.assess.lead import CLOSING, GROWING, LEAD_GROWS, LEAD_SHRINKS
from malkollen.assess.scale import TOLERANCE
from malkollen.registry.registry import Indicator
from malkollen.values.areas import COUNTRY

Distance = Literal["closing", "growing", "lead_grows", "lead_shrinks"]
DISTANCES: dict[str, Distance] = {
    CLOSING: "closing", GROWING: "growing", LEAD_GROWS: "lead_grows", LEAD_SHRINKS: "lead_shrinks",
}  # fmt: skip


@dataclass(frozen=True)
class Span:
    """Two values of an area with their years, and riket's and the best other's over the same; None where missing."""

    from_year: int
    to_year: int
    before: float
    after: float
    country: tuple[float, float] | None = None
    best: tuple[float, float] | None = None

    @property
    def difference(self) -> float:
        """Later minus earlier, in the indicator's unit."""
        return self.after - self.before

    @property
    def percent(self) -> float | None:
        """The difference in percent of the earlier value; None where that is zero."""
        return percent(self.before, self.after)


@dataclass(frozen=True)
class Course:
    """A direction that the method has established in every variant.

    Attributes:
        span: the years its size is told over: since the base year where that change means something by itself, else
            the years that were judged.
    """

    way: Literal["up", "down"]
    is_good: bool
    is_slow: bool
    span: Span


@dataclass(frozen=True)
class Movement:
    """How a value has moved.

    Attributes:
        since_base: since the later of the programme's base year and the latest break; None where no year is there to
            compare with. broken_by: the key of the break that the span begins at, where one decides it.
        last_year: since the year before, where that is published.
        course: None where no direction is established.
        distance: the way of the distance to the best, where both variants establish it.
    """

    since_base: Span | None
    broken_by: str | None
    last_year: Span | None
    course: Course | None
    distance: Distance | None


def percent(before: float, after: float) -> float | None:
    """A change in percent of the earlier value; None where that is zero."""
    return 100 * (after - before) / abs(before) if before else None


def movement(basis: Basis, key: str, area: str, place: Place | None) -> Movement:
    """How an area's value has moved up to its year. place: decides who the best other is."""
    verdict, year = basis.verdict(key, area), basis.leading(key, area).value.year
    first, broken_by = base_year(basis, key, area, year)
    best = place.best if place else None
    since = span(basis, key, area, first, year, best) if first else None
    before = span(basis, key, area, year - 1, year, best)
    if any(year == broken for broken in basis.registry.breaks_of(key)):
        before = None
    return Movement(
        since, broken_by, before, _course(basis, key, area, since, best), _distance(basis, key, verdict, place)
    )


def base_year(basis: Basis, key: str, area: str, year: int) -> tuple[int | None, str | None]:
    """The year a change up to `year` is counted from, and the key of the break that moved it there, if one did.

    The programme's base year, or the latest break's where that is later; where it has no value the first year after
    it that has, else the last before it since the break.
    """
    series = _series(basis, key, area)
    base = basis.registry.programme_of(key).base_year
    breaks = {
        one.year: name
        for name, one in basis.registry.breaks.items()
        if one.year <= year and one.year in basis.registry.breaks_of(key) and _concerns(basis, key, name)
    }
    broken = max(breaks, default=None)
    wanted = max(base, broken or base)
    usable = [other for other in series if other < year and (broken is None or other >= broken)]
    later, earlier = [y for y in usable if y >= wanted], [y for y in usable if y < wanted]
    first = min(later) if later else max(earlier, default=None)
    begins_there = broken is not None and (broken > base or first == broken != base)
    return first, breaks[broken] if broken and begins_there else None


def _concerns(basis: Basis, key: str, name: str) -> bool:
    one = basis.registry.breaks[name]
    return key in one.indicators or bool({*basis.indicator(key).measures} & {*one.measures})


def _series(basis: Basis, key: str, area: str) -> Mapping[int, float]:
    return basis.assessor.series(key, area, basis.leading_variant(key))


def span(basis: Basis, key: str, area: str, first: int, last: int, best: str | None) -> Span | None:
    """An area's values in two years with riket's and the best other's; None where it lacks one."""
    own = _pair(_series(basis, key, area), first, last)
    if own is None or first >= last:
        return None
    country = None if area == COUNTRY else _country(basis, key, first, last)
    other = _pair(_series(basis, key, best), first, last) if best else None
    return Span(first, last, *own, country, other)


def _country(basis: Basis, key: str, first: int, last: int) -> tuple[float, float] | None:
    """Riket's values in two years: both computed, or both as published; never one of each."""
    published = basis.published.get((basis.indicator(key).published_series or "", COUNTRY), {})
    return _pair(_series(basis, key, COUNTRY), first, last) or _pair(published, first, last)


def _pair(series: Mapping[int, float], first: int, last: int) -> tuple[float, float] | None:
    return (series[first], series[last]) if first in series and last in series else None


def _course(basis: Basis, key: str, area: str, since: Span | None, best: str | None) -> Course | None:
    label = basis.verdict(key, area).direction.label
    moved = basis.assessment(key, area, basis.leading_variant(key)).direction
    if label not in (IMPROVES, WORSENS) or moved.slope is None or moved.from_year is None or moved.to_year is None:
        return None
    is_good = label == IMPROVES
    is_up = is_good == (basis.indicator(key).better == "higher")
    told = since if since and _means_something(basis.indicator(key), since, is_up=is_up) else None
    told = told or span(basis, key, area, moved.from_year, moved.to_year, best)
    is_slow = abs(moved.slope) < 2 * (moved.threshold or 0.0) - TOLERANCE
    return Course("up" if is_up else "down", is_good, is_slow, told) if told else None


def _means_something(indicator: Indicator, since: Span, *, is_up: bool) -> bool:
    """Whether a change goes the way that is established, by at least what means something in so many years."""
    limit = (indicator.yearly_materiality or RELATIVE_MATERIALITY * abs(since.before)) * (
        since.to_year - since.from_year
    )
    return (since.difference > 0) == is_up and abs(since.difference) >= limit - TOLERANCE


def _distance(basis: Basis, key: str, verdict: Assessment, place: Place | None) -> Distance | None:
    """What every variant says of the leading set since the programme's base year; None where they differ."""
    if place is None or place.kind == "depends":
        return None
    base = basis.registry.programme_of(key).base_year
    labels = {
        lead.label
        for lead in verdict.lead.sets
        if lead.key == place.comparison.set and lead.paces and lead.paces[0].from_year == base
    }
    label = labels.pop() if len(labels) == 1 else None
    return DISTANCES.get(label or "")
