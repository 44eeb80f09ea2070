"""An indicator's answer for an area: its place, target or quarter, size and direction, and what weakens it."""

from dataclasses import dataclass, field
from typing import Literal

from malkollen.answers.aim import AimAnswer, aim_answer
from malkollen.answers.basis import Basis, Unanswered
from malkollen.answers.hedge import Hedge, hedge
from malkollen.answers.movement import Movement, movement
from malkollen.answers.movers import Movers, movers
from malkollen.answers.place import Place, beside, leading_place
from malkollen.answers.quarter import Quarter, quarter, variant
from malkollen.answers.things import Missing, things
from malkollen.assess.direction import WORSENS
from malkollen.assess.goal import outcome
from malkollen.values.areas import COUNTRY

State = Literal["unanswered", "aimed", "level", "placed", "quarter", "shown"]
Attention = Literal["target", "level", "last", "wrong_way"]
"""The heaviest of what asks for attention: a target missed, last in every comparison and variant, the wrong way."""


@dataclass(frozen=True)
class IndicatorAnswer:
    """An indicator's answer for an area.

    Attributes:
        state: what kind of answer it is; `unanswered` says why where it is none.
        value: in the leading variant. country: riket's of the same year; None where it has none, or is asked about.
        alike: riket's over the same municipalities as its quarter is among: without fleets where that is.
        beside: each area of the leading comparison with its value, place or none; empty where areas are not set beside.
        is_at_level: of a reference level; None for other kinds.
        things: of the area; movers: of the home group, where it is asked about.
        sources: ids of the sources that the value is made of.
    """

    key: str
    area: str
    state: State
    unanswered: Unanswered | None = None
    year: int | None = None
    value: float | None = None
    country: float | None = None
    alike: float | None = None
    place: Place | None = None
    beside: dict[str, float] = field(default_factory=dict)
    quarter: Quarter | None = None
    aim: AimAnswer | None = None
    is_at_level: bool | None = None
    movement: Movement | None = None
    attention: Attention | None = None
    hedge: Hedge | None = None
    things: tuple[Missing, ...] = ()
    movers: Movers | None = None
    sources: tuple[str, ...] = ()

    @property
    def ours(self) -> str:
        """The area that stands for the one asked about among those beside."""
        return self.place.area if self.place else self.area


def indicator_answer(basis: Basis, key: str, area: str) -> IndicatorAnswer:
    """What an indicator says of an area in its latest year."""
    if silent := basis.unanswered(key, area):
        return IndicatorAnswer(key, area, "unanswered", silent, year=silent.year, sources=_sources(basis, key, area))
    value = basis.leading(key, area).value
    place, own_quarter = leading_place(basis, key, area), quarter(basis, key, area)
    aim, moved = aim_answer(basis, key, area), movement(basis, key, area, place)
    position = basis.verdict(key, area).position
    is_level = basis.indicator(key).kind == "jamforelseniva" and position.is_reached is not None
    is_home = area == basis.home
    return IndicatorAnswer(
        key,
        area,
        _state(place, own_quarter, aim, is_level=is_level),
        None,
        value.year,
        value.value,
        None if area == COUNTRY else basis.country(key, value.year, basis.leading_variant(key)),
        basis.country(key, value.year, variant(basis.indicator(key))) if own_quarter else None,
        place,
        place.values if place else beside(basis, key, area),
        own_quarter,
        aim,
        position.is_reached if is_level else None,
        moved,
        attention(basis, key, area),
        hedge(basis, key, area, place, own_quarter, moved),
        things(basis, key, area, place),
        movers(basis, key) if is_home else None,
        value.sources,
    )


def _sources(basis: Basis, key: str, area: str) -> tuple[str, ...]:
    return basis.leading(key, area).value.sources


def _state(place: Place | None, own_quarter: Quarter | None, aim: AimAnswer | None, *, is_level: bool) -> State:
    if aim:
        return "aimed"
    if is_level:
        return "level"
    return "placed" if place else "quarter" if own_quarter else "shown"


def attention(basis: Basis, key: str, area: str) -> Attention | None:
    """The heaviest of what asks for attention; None where nothing does."""
    verdict = basis.verdict(key, area)
    is_bad = outcome(verdict) == "bad"
    if is_bad and verdict.kind in ("mal", "jamforelseniva"):
        return "target" if verdict.kind == "mal" else "level"
    if verdict.position.is_last_everywhere:
        return "last"
    return "wrong_way" if verdict.direction.label == WORSENS or verdict.forecast.away_from_target else None
