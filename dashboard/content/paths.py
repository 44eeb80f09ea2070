"""Lines into the future: the paths of targets, and where the pace of the judged years leads, with its interval."""

from dataclasses import dataclass

from dashboard.content.facts import Facts
from dashboard.series_chart import Band, Line
from malkollen.aims import aim_for, path
from malkollen.assess.forecast import Projection
from malkollen.assess.scale import Scale, from_scale, to_scale
from malkollen.assess.target import Aim
from malkollen.assessments import Assessed
from malkollen.registry import Target

FORECAST = "Prognos i nuvarande takt"


@dataclass(frozen=True)
class Future:
    """What is drawn beyond the figures: lines with their names, and the interval of a forecast."""

    lines: list[Line]
    band: Band | None = None


def target_lines(facts: Facts, key: str, area: str, factor: float) -> list[Line]:
    """The path of every target with a base: those that hold, and greyed with their period those that do not.

    Args:
        area: whose way it is; an index begins in its own base year.
        factor: from the indicator's unit to the chart's (an index chart).
    """
    indicator = facts.indicator(key)
    series = facts.assessor.series(key, area, facts.assessor.variants(key)[0])
    lines = []
    for target in facts.registry.targets_of(key).values():
        aim = aim_for(target, series)
        values = path(aim, indicator) if aim else {}
        if values:
            drawn = {year: factor * value for year, value in values.items()}
            lines.append(Line(_name(facts, target), drawn, "target" if target.holds(facts.as_of) else "past_target"))
    return lines


def forecast_future(found: Assessed, aim: Aim | None, factor: float) -> Future:
    """The line of the forecast from the last value to the target's year, with its 80 % interval as a band."""
    made = found.found.forecast.projections
    value, last = found.value.value, found.value.year
    if aim is None or aim.year is None or not made or value is None:
        return Future([])
    own = made[-1]
    low, high = (_end(aim, share) for share in _ends(made))
    middle = _curve(value, last, own.projected, aim.year, own.scale)
    line = Line(FORECAST, {year: factor * v for year, v in middle.items()}, "forecast")
    scale = own.scale if len(made) == 1 else "linear"  # on an S-curve the ends may come from either scale
    lower, upper = (_curve(value, last, end, aim.year, scale) for end in (low, high))
    band = Band(
        sorted(middle), [factor * lower[y] for y in sorted(middle)], [factor * upper[y] for y in sorted(middle)]
    )
    return Future([line], band)


def _name(facts: Facts, target: Target) -> str:
    """The path's name; a target that no longer holds says how long it did."""
    if target.holds(facts.as_of):
        return f"Målväg för {target.area}"
    until = target.valid_to_words or target.valid_to
    period = f"gällde till {until}" if str(until) != "ej verifierad" else target.status
    return f"Tidigare målväg ({period})"


def _ends(made: tuple[Projection, ...]) -> tuple[float, float]:
    return min(p.share_low for p in made), max(p.share_high for p in made)


def _end(aim: Aim, share: float) -> float:
    """The value that a share of the way stands for."""
    base = aim.base_value or 0.0
    return base + share * (aim.value - base)


def _curve(value: float, last: int, end: float, year: int, scale: Scale) -> dict[int, float]:
    """Equal steps on a scale from the last value to the end."""
    start, stop = to_scale(value, scale), to_scale(end, scale)
    return {y: from_scale(start + (y - last) / (year - last) * (stop - start), scale) for y in range(last, year + 1)}
