"""An area's answer over all indicators: a municipality's quarters, or a group's places in what is compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from malkollen.answers.basis import Basis
from malkollen.answers.hedge import OtherPlaces, other_places
from malkollen.answers.indicator import IndicatorAnswer, indicator_answer
from malkollen.answers.place import can_rank, whole_comparisons
from malkollen.answers.things import Missing
from malkollen.values.areas import COUNTRY

Standing = Literal["compared", "country", "alone", "silent"]
"""Country is what others are compared with; alone stands in no comparison; of silent, nothing can be said yet."""


@dataclass(frozen=True)
class AreaAnswer:
    """An area's answer.

    Attributes:
        upper, middle, lower: a municipality's indicators by its quarter; of a group those where it is first, between
            and last.
        fleets: indicators that say nothing of a fleet municipality; is_beside: it stands beside the group.
        things: what the area lacks to riket, of everything that is counted and says something of it.
        hedge: of a group, the first whole comparison that gives other places.
    """

    area: str
    standing: Standing
    upper: tuple[IndicatorAnswer, ...] = ()
    middle: tuple[IndicatorAnswer, ...] = ()
    lower: tuple[IndicatorAnswer, ...] = ()
    fleets: tuple[str, ...] = ()
    is_beside: bool = False
    things: tuple[Missing, ...] = ()
    sources: tuple[str, ...] = ()
    hedge: OtherPlaces | None = None

    @property
    def told(self) -> tuple[IndicatorAnswer, ...]:
        """Everything that it is told by."""
        return (*self.upper, *self.middle, *self.lower)


def area_answer(basis: Basis, area: str, keys: list[str]) -> AreaAnswer:
    """What the indicators say of an area together. keys: in the order they are told."""
    if area == COUNTRY:
        return AreaAnswer(area, "country")
    answers = [indicator_answer(basis, key, area) for key in keys if basis.is_computed(key)]
    told = [(answer, level) for answer in answers if (level := _level(answer))]
    fleets = tuple(answer.key for answer in answers if answer.quarter and answer.quarter.is_fleet)
    parts = {name: tuple(answer for answer, level in told if level == name) for name in ("upper", "middle", "lower")}
    is_beside = any(answer.quarter.is_beside for answer in answers if answer.quarter)
    sources = {source: None for answer, _ in told for source in answer.sources}
    standing = _standing(basis, answers, is_told=bool(told or fleets))
    return AreaAnswer(
        area, standing, parts["upper"], parts["middle"], parts["lower"], fleets,
        is_beside, tuple(one for answer in answers for one in answer.things if one.to == COUNTRY), tuple(sources),
        _hedge(basis, area, [answer for answer, _ in told]),
    )  # fmt: skip


def _standing(basis: Basis, answers: Sequence[IndicatorAnswer], *, is_told: bool) -> Standing:
    if is_told:
        return "compared"
    is_silent = any(answer.unanswered and can_rank(basis.indicator(answer.key)) for answer in answers)
    return "silent" if is_silent else "alone"


def _hedge(basis: Basis, area: str, told: Sequence[IndicatorAnswer]) -> OtherPlaces | None:
    places = {answer.key: answer.place for answer in told if answer.place}
    leading = {place.comparison.set for place in places.values()}
    if len(leading) != 1:
        return None
    return other_places(whole_comparisons(basis, leading.pop(), area, [*places]), places)


def _level(answer: IndicatorAnswer) -> Literal["upper", "middle", "lower"] | None:
    if answer.quarter:
        return answer.quarter.level
    if answer.place is None or answer.place.kind == "depends":
        return None
    return "upper" if answer.place.is_first else "lower" if answer.place.is_last else "middle"
