"""What it would take, in things: how many more are needed to a level, at the denominator of the value's own year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil

from malkollen.answers.basis import Basis
from malkollen.answers.place import Place, best_of, leading_place
from malkollen.assess.scale import TOLERANCE, direction_sign
from malkollen.registry.paragraph import Measure
from malkollen.registry.registry import Indicator
from malkollen.values.areas import COUNTRY
from malkollen.values.values import Value
from malkollen.verdicts.targets_in_force import aim_for

HORIZON = 2030
"""The year that what is missing is spread to: that of the targets decided for the country."""

MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Missing:
    """How many more things are needed to a level.

    Attributes:
        to: riket, an area's id or a target's. count: 0 where the level is reached; per_year: from the value's year to
            that of `by`, a target's own or HORIZON.
        per_year_left: what the time left from the day of reading asks for, if nothing has been added since the value;
            None where that day lies in the value's year, or no whole month is left.
    """

    key: str
    area: str
    to: str
    count: int
    per_year: int
    by: int = HORIZON
    per_year_left: int | None = None


def has_things(indicator: Indicator) -> bool:
    """Whether its numerator counts things that somebody may ask how many are missing of."""
    return indicator.thing is not None and indicator.parsed is not None and indicator.parsed.is_one_division


def missing(basis: Basis, key: str, value: Value, to: str, level: float, by: int | None = None) -> Missing | None:
    """How many more things a value's area needs to a level in the indicator's unit, also one that is tried.

    by: the year of a target that is tried. None where the indicator counts no things, or the value is none of sums.
    """
    indicator = basis.indicator(key)
    formula = indicator.parsed
    if formula is None or not has_things(indicator) or not value.sums or value.value is None:
        return None
    denominator = formula.denominator(dict(zip(formula.measures, value.sums, strict=True)))
    gap = direction_sign(indicator.better or "higher") * (level - value.value)
    step = rounding(indicator, basis.registry.measures)
    count = rounded_up(gap * denominator / abs(formula.factor), step)
    target = basis.registry.targets.get(to)
    when = by or (target.target_year if target else None) or HORIZON
    today = basis.assessor.as_of
    months = MONTHS_A_YEAR * (when - today.year + 1) - today.month
    left = rounded_up(MONTHS_A_YEAR * count / months, step) if today.year > value.year and months > 0 else None
    return Missing(key, value.area, to, count, rounded_up(count / max(when - value.year, 1), step), when, left)


def rounding(indicator: Indicator, measures: Mapping[str, Measure]) -> int:
    """What counts of its numerator are rounded to: ones, or hundreds where they are derived of a share."""
    counted = indicator.parsed.counted if indicator.parsed else ()
    return max((10 ** -min(measures[name].decimals, 0) for name in counted), default=1)


def rounded_up(size: float, step: int) -> int:
    """A count as one may say it: as many as needed, never one too few."""
    return step * ceil(size / step - TOLERANCE) if size > TOLERANCE else 0


def is_countable(basis: Basis, key: str, area: str) -> bool:
    """Whether it says something of an area how many things are missing there: not where companies' cars decide it."""
    if not has_things(basis.indicator(key)) or basis.unanswered(key, area):
        return False
    fleets = basis.evaluation(key, basis.leading_variant(key)).fleets
    return not (basis.indicator(key).has_fleet_variants and fleets and area in fleets.reasons)


def things(basis: Basis, key: str, area: str, place: Place | None) -> tuple[Missing, ...]:
    """What an area's value lacks to riket, to the nearest ahead that is not tied, to the best and to its target.

    Of a fleet municipality's vehicles nothing is said.
    """
    if area == COUNTRY or not is_countable(basis, key, area):
        return ()
    value = basis.leading(key, area).value
    each = (missing(basis, key, value, to, level) for to, level in _levels(basis, key, value, place).items())
    return tuple(one for one in each if one)


def _levels(basis: Basis, key: str, value: Value, place: Place | None) -> Mapping[str, float]:
    levels: dict[str, float] = {}
    country = basis.country(key, value.year, basis.leading_variant(key))
    if country is not None:
        levels[COUNTRY] = country
    if place and place.area == value.area and place.ahead:
        levels |= {group: place.values[group] for group in (place.ahead, place.best)}
    assessed = basis.leading(key, value.area)
    series = basis.assessor.series(key, value.area, assessed.variant)
    aim = aim_for(assessed.target[1], series) if assessed.target else None
    if assessed.target and aim:
        levels[assessed.target[0]] = aim.value
    return levels


def with_every_ahead(basis: Basis, told: tuple[Missing, ...], place: Place | None) -> tuple[Missing, ...]:
    """What is told to be missing, and to each region ahead that is left out there; riket, then the smallest step.

    Of one of our municipalities, which has no place among the regions, to the best of them.
    """
    if not told:
        return told
    key, area = told[0].key, told[0].area
    value, known = basis.leading(key, area).value, {area, *(one.to for one in told)}
    others = {group: level for group, level in _regions(basis, value, key, place).items() if group not in known}
    more = [missing(basis, key, value, to, level) for to, level in others.items()]
    every = [*told, *(one for one in more if one and one.count)]
    return tuple(sorted(every, key=lambda one: (one.to != COUNTRY, one.count)))


def _regions(basis: Basis, value: Value, key: str, place: Place | None) -> Mapping[str, float]:
    """The regions' levels that an area's value is held against; none of another year."""
    if place and place.area == value.area:
        return place.values
    ours = leading_place(basis, key, basis.home) if value.area in basis.areas.home_members else None
    best = best_of(ours.values, value.area, ours.better) if ours else None
    if not ours or not best or basis.leading(key, basis.home).value.year != value.year:
        return {}
    return {best: ours.values[best]}


def each_municipality(basis: Basis, key: str) -> Iterator[Missing]:
    """What each of the home group's municipalities lacks to riket, at its own denominator: no parts of the whole."""
    for code in basis.areas.home_members:
        yield from things(basis, key, code, None)
