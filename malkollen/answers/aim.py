"""Whether a decided target is reached: whose it is, how far the value has come since its base year, where it leads."""

from dataclasses import dataclass
from typing import Literal

from malkollen.answers.basis import Basis
from malkollen.answers.movement import percent
from malkollen.assess.assessment import Assessment
from malkollen.assess.goal import outcome
from malkollen.registry.paragraph import Target

AimState = Literal["reached", "on_track", "missed", "past", "away", "not_reached", "uncertain", "unforecast", "unknown"]
"""Missed: not reached at this pace. Past: its year has come. Away: no forecast, but it goes the wrong way.

Uncertain and unforecast: not reached yet, and the forecast says neither, or there is none. Unknown: not even whether
it is reached.
"""


@dataclass(frozen=True)
class AimAnswer:
    """A target and whether it is reached.

    Attributes:
        name: the target's key. value: of the area, in the indicator's unit.
        since_base: the change in percent since the target's base year; None without one.
    """

    key: str
    name: str
    target: Target
    state: AimState
    value: float | None
    since_base: float | None

    @property
    def is_missed(self) -> bool:
        """Whether it is not reached, or not at this pace: known, and bad."""
        return self.state in ("missed", "past", "away", "not_reached")

    @property
    def is_open(self) -> bool:
        """Whether nothing says if it will be reached."""
        return self.state in ("uncertain", "unforecast", "unknown")


def aim_answer(basis: Basis, key: str, area: str) -> AimAnswer | None:
    """The target an area's indicator is held against; None for other kinds, or where none holds."""
    assessed = basis.leading(key, area)
    if basis.indicator(key).kind != "mal" or assessed.target is None:
        return None
    name, target = assessed.target
    series = basis.assessor.series(key, area, basis.leading_variant(key))
    base = series.get(target.base_year or 0)
    since = percent(base, series[assessed.value.year]) if base and assessed.value.year in series else None
    return AimAnswer(key, name, target, _state(basis.verdict(key, area)), assessed.value.value, since)


def _state(verdict: Assessment) -> AimState:
    ahead, position = verdict.forecast, verdict.position
    if position.is_reached:
        return "reached"
    if position.label is None:
        return "unknown"
    if ahead.is_past_due:
        return "past"
    if ahead.grade == "reaches" and not ahead.away_from_target:
        return "on_track"
    is_bad = outcome(verdict) == "bad"
    if ahead.label is None:
        return "away" if ahead.away_from_target else "not_reached" if is_bad else "unforecast"
    return "missed" if is_bad or ahead.grade == "too_slow" else "uncertain"
