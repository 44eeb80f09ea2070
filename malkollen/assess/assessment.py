"""The whole answer for one indicator, area and variant: läge, utveckling, prognos and främst, never one index."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from malkollen.assess.direction import NOT_ASSESSABLE, Direction
from malkollen.assess.forecast import Forecast
from malkollen.assess.lead import FIRST, FIRST_IN_SOME, SetLead
from malkollen.assess.position import GroupRank

VARIANTS = ("with", "without")
DEPENDS = "beror på företagsregistrerade bilar"
ONE_VARIANT = "rangordnas bara med alla kommuner: utan dem som har många företagsbilar saknas en region i jämförelsen"
NO_VARIANT = "utan kommuner med många företagsbilar återstår mindre än hälften av invånarna"


@dataclass(frozen=True)
class SetPlace:
    """A group's rank in one declared set.

    Attributes:
        area: the group that stands for ours in it; group_rank: None where it or all others lack a value.
        is_whole: whether every region of the set has a value; only then it counts in an interval.
        stands_alone: printed by itself, no part of an interval.
        variant: in a joint answer, which of the variants it comes from.
    """

    key: str
    area: str
    group_rank: GroupRank | None
    is_whole: bool = True
    stands_alone: bool = False
    variant: str | None = None


@dataclass(frozen=True)
class Position:
    """Läge, by the kind an indicator declares; what does not belong to the kind is None.

    Attributes:
        label: in Swedish; None where it is not judged, with the reason.
        is_reached, share_closed, remaining: against a target (ratio: parts of a reference level).
        sets, rank_low, rank_high: a group among groups; percentile, is_outside_group: a municipality among others.
    """

    kind: str
    label: str | None = None
    is_reached: bool | None = None
    share_closed: float | None = None
    remaining: float | None = None
    ratio: float | None = None
    sets: tuple[SetPlace, ...] = ()
    rank_low: int | None = None
    rank_high: int | None = None
    percentile: float | None = None
    is_outside_group: bool | None = None
    reason: str | None = None

    @property
    def counted(self) -> list[GroupRank]:
        """The places in the sets that have all their regions; a set that stands alone counts where no other does."""
        whole = [place for place in self.sets if place.group_rank and place.is_whole]
        among = [place for place in whole if not place.stands_alone] or whole
        return [place.group_rank for place in among if place.group_rank]

    @property
    def is_last_everywhere(self) -> bool:
        """Whether it is last, untied, in every declared set that has all its regions."""
        ranks = [place.group_rank for place in self.sets if place.group_rank and place.is_whole]
        return bool(ranks) and all(rank.rank == rank.of for rank in ranks)


@dataclass(frozen=True)
class Lead:
    """Främst, or on the way, over every declared set and variant."""

    label: str | None = None
    sets: tuple[SetLead, ...] = ()
    reason: str | None = None


@dataclass(frozen=True)
class Assessment:
    """Three answers and the comparison with others, each with its own label or reason."""

    kind: str
    position: Position
    direction: Direction
    forecast: Forecast = field(default_factory=Forecast)
    lead: Lead = field(default_factory=Lead)


def joint(assessments: Sequence[Assessment], *, is_whole: bool) -> Assessment:
    """The verdict over the variants with and without fleet municipalities: only what both agree on.

    Args:
        assessments: with and without, in that order.
        is_whole: whether the area has both variants; without one of them there is no verdict.
    """
    first = assessments[0]
    if not is_whole:
        is_known = first.direction.label not in (None, NOT_ASSESSABLE)
        is_placed = first.position.label is not None or first.position.rank_low is not None
        return Assessment(
            first.kind,
            Position(first.kind, DEPENDS, reason=NO_VARIANT) if is_placed else first.position,
            Direction(DEPENDS, reason=NO_VARIANT) if is_known else first.direction,
            Forecast(reason=first.forecast.reason),
            Lead(reason=first.lead.reason),
        )
    return Assessment(
        first.kind, _position(assessments), _direction(assessments), _forecast(assessments), _lead(assessments)
    )


def _agreed(labels: Sequence[str | None]) -> str | None:
    """The label all have; that it depends on companies' cars where they differ; None where none is judged."""
    different = set(labels)
    return different.pop() if len(different) == 1 else DEPENDS


def _position(found: Sequence[Assessment]) -> Position:
    positions = [each.position for each in found]
    low = [position.rank_low for position in positions if position.rank_low is not None]
    high = [position.rank_high for position in positions if position.rank_high is not None]
    named = zip(VARIANTS, positions, strict=True)
    sets = tuple(replace(place, variant=name) for name, position in named for place in position.sets)
    first = positions[0]
    if sets and len(low) < len(positions) and low:
        # Ranked with the fleets only: a place that a fleet decides is no place over both variants.
        return Position(first.kind, DEPENDS, sets=sets, reason=ONE_VARIANT)
    agreed = None if sets else _agreed([position.label for position in positions])  # an interval is put in words later
    reason = first.reason if agreed is None else None
    rank_low, rank_high = (min(low), max(high)) if low and high else (None, None)
    reached = {position.is_reached for position in positions}
    is_reached = reached.pop() if len(reached) == 1 else None
    return Position(
        first.kind, agreed, is_reached, sets=sets, rank_low=rank_low, rank_high=rank_high,
        is_outside_group=first.is_outside_group, reason=reason,
    )  # fmt: skip


def _direction(found: Sequence[Assessment]) -> Direction:
    directions = [each.direction for each in found]
    label = _agreed([direction.label for direction in directions]) or DEPENDS
    years = directions[0]
    return Direction(label, values=years.values, left_out=years.left_out, reason=years.reason)


def _forecast(found: Sequence[Assessment]) -> Forecast:
    forecasts = [each.forecast for each in found]
    label = _agreed([forecast.label for forecast in forecasts])
    away = {forecast.away_from_target for forecast in forecasts}
    grade = forecasts[0].grade if label == forecasts[0].label else None
    way = away.pop() if len(away) == 1 else None
    is_past_due = all(forecast.is_past_due for forecast in forecasts)
    return Forecast(label, away_from_target=way, reason=forecasts[0].reason, is_past_due=is_past_due, grade=grade)


def _lead(found: Sequence[Assessment]) -> Lead:
    leads = [each.lead for each in found]
    named = zip(VARIANTS, leads, strict=True)
    sets = tuple(replace(entry, variant=name) for name, lead in named for entry in lead.sets)
    labels = [lead.label for lead in leads]
    if set(labels) != {FIRST} and {FIRST, FIRST_IN_SOME} & set(labels):
        return Lead(FIRST_IN_SOME, sets)
    return Lead(_agreed(labels), sets, leads[0].reason)
