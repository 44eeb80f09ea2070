"""Assesses every indicator for areas and variants: what assess/ computes, from the registry and the values."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from malkollen.assess.assessment import NO_VARIANT, Assessment, Lead, Position, SetPlace, joint
from malkollen.assess.direction import NOT_ASSESSABLE, Direction, direction
from malkollen.assess.forecast import Forecast, forecast
from malkollen.assess.lead import FIRST, FIRST_IN_SOME
from malkollen.assess.position import place_among, span
from malkollen.assess.scale import compare
from malkollen.assess.target import AT_LEVEL, BELOW_LEVEL, level_ratio, target_position
from malkollen.assess.window import Terms
from malkollen.registry.paragraph import Target
from malkollen.registry.registry import Indicator, Registry
from malkollen.texts.places import by_figures
from malkollen.values.areas import COUNTRY, Areas
from malkollen.values.values import Evaluation, Value, Variant
from malkollen.verdicts.leading import lead_of, rank_in
from malkollen.verdicts.targets_in_force import aim_for, current_level, current_target, is_decided
from malkollen.verdicts.why_not_judged import why_unjudged, year_unjudged

Answer = Variant | Literal["joint"] | None
QUARTERS = {"upper": "övre fjärdedelen", "middle": "mitten", "lower": "nedre fjärdedelen"}
NO_TARGET = "inget målvärde gäller"
JUDGED_KINDS = ("mal", "jamforelseniva", "jamforelse")


@dataclass(frozen=True)
class Assessed:
    """The answer for one indicator, area and variant, with the value it is about.

    Attributes:
        variant: with or without fleet municipalities, "joint" for what both agree on; None without variants.
        target: the target or level it is held against, by its key; None where there is none.
    """

    indicator: str
    area: str
    variant: Answer
    value: Value
    assessment: Assessment
    target: tuple[str, Target] | None = None


class Assessor:
    """Answers for any indicator, area and variant; each answer is computed once.

    Attributes:
        as_of: the day that decides which targets hold and which values are too old.
    """

    def __init__(
        self, registry: Registry, areas: Areas, evaluations: Mapping[tuple[str, Variant | None], Evaluation],
        lags: Mapping[str, int], as_of: date,
    ) -> None:  # fmt: skip
        """Keeps what answers are made of. lags: months from the end of a year to its figures, by source."""
        self.registry, self.areas, self.evaluations = registry, areas, evaluations
        self.lags, self.as_of = lags, as_of
        self._answers: dict[tuple[str, str, Answer], Assessed] = {}

    def variants(self, key: str) -> list[Answer]:
        """The answers an indicator has: one, or with, without and joint."""
        return ["with", "without", "joint"] if self.registry.indicators[key].has_fleet_variants else [None]

    def verdict(self, key: str, area: str) -> Assessed:
        """The answer that is said first: joint over the variants where there are any."""
        return self.assess(key, area, self.variants(key)[-1])

    def assess(self, key: str, area: str, variant: Answer = None) -> Assessed:
        """The answer for an indicator, an area and a variant; with fleet municipalities where none is named."""
        variant = variant or self.variants(key)[0]
        found = self._answer(key, area, variant)
        if variant in ("with", "without") and found.assessment.lead.label == FIRST:
            return self._first_in_both(found)
        return found

    def _answer(self, key: str, area: str, variant: Answer) -> Assessed:
        if (key, area, variant) not in self._answers:
            found = self._joint(key, area) if variant == "joint" else self._assess(key, area, variant)
            self._answers[key, area, variant] = found
        return self._answers[key, area, variant]

    def _first_in_both(self, answer: Assessed) -> Assessed:
        """Nobody is first in one variant only: främst needs every declared set in both."""
        if self._answer(answer.indicator, answer.area, "joint").assessment.lead.label == FIRST:
            return answer
        lead = replace(answer.assessment.lead, label=FIRST_IN_SOME)
        return replace(answer, assessment=replace(answer.assessment, lead=lead))

    def evaluation(self, key: str, variant: Answer) -> Evaluation | None:
        """The values behind an answer; None where the indicator waits for its source."""
        has_variants = self.registry.indicators[key].has_fleet_variants
        plain: Variant | None = ("without" if variant == "without" else "with") if has_variants else None
        return self.evaluations.get((key, plain))

    def series(self, key: str, area: str, variant: Answer) -> dict[int, float]:
        """An area's values by year over one membership."""
        evaluation = self.evaluation(key, variant)
        cells = evaluation.series.get(area, {}) if evaluation else {}
        return {year: cell.value for year, cell in cells.items() if cell.value is not None}

    def terms(self, key: str) -> Terms:
        """How the indicator's series are judged."""
        return terms_of(self.registry.indicators[key], self.registry.breaks_of(key))

    def _joint(self, key: str, area: str) -> Assessed:
        both = [self._answer(key, area, variant) for variant in ("with", "without")]
        joined = joint([each.assessment for each in both], is_whole=both[1].value.value is not None)
        if both[0].assessment.position.label is None and both[0].assessment.direction.label in (None, NOT_ASSESSABLE):
            joined = both[0].assessment  # not judged at all: the reason is the same with and without
        elif joined.position.rank_low is not None:
            joined = replace(joined, position=_with_rank_words(joined.position))
        return replace(both[0], variant="joint", assessment=joined)

    def _assess(self, key: str, area: str, variant: Variant | None) -> Assessed:
        indicator, evaluation = self.registry.indicators[key], self.evaluation(key, variant)
        if evaluation is None:
            source = self.registry.waiting[self.registry.waits_for(key) or ""]
            missing = Value(area, 0, None, frozenset({"missing"}), (), 0, 0)
            return Assessed(key, area, variant, missing, _unjudged(indicator, f"väntar på {source.title}"))
        value = evaluation.latest(area)
        if variant == "without" and area not in evaluation.cells:
            return Assessed(key, area, variant, value, _unjudged(indicator, NO_VARIANT))
        reason = why_unjudged(indicator, self.areas.by_id[area], value, self.lags, self.as_of)
        target = self._target(key)
        if reason or value.value is None:
            return Assessed(key, area, variant, value, _unjudged(indicator, reason or "uppgift saknas"), target)
        series, terms = self.series(key, area, variant), self.terms(key)
        moved = direction(series, terms)
        ahead = forecast_of(indicator, series, terms, target, moved)
        position = self._position(key, area, variant, value, target)
        lead = lead_of(self.registry, self.areas, evaluation, area)
        return Assessed(key, area, variant, value, Assessment(indicator.kind, position, moved, ahead, lead), target)

    def _target(self, key: str) -> tuple[str, Target] | None:
        is_level = self.registry.indicators[key].kind == "jamforelseniva"
        return (current_level if is_level else current_target)(self.registry, key, self.as_of)

    def _position(
        self, key: str, area: str, variant: Variant | None, value: Value, target: tuple[str, Target] | None
    ) -> Position:
        indicator = self.registry.indicators[key]
        if reason := year_unjudged(indicator, value.year):
            return Position(indicator.kind, reason=reason)
        if indicator.kind == "jamforelse":
            return self._among(key, area, variant, value)
        if target is None:
            return Position(indicator.kind, reason=NO_TARGET)
        if indicator.is_total and not target[1].is_index and self.areas.name(area) != target[1].area:
            return Position(indicator.kind, reason=f"nivån gäller {target[1].area} som helhet")
        return position_of(indicator, value.value or 0.0, target[1], self.series(key, area, variant), value.interval)

    def _among(self, key: str, area: str, variant: Variant | None, value: Value) -> Position:
        """A group among the groups of its sets, a municipality among municipalities; nothing else."""
        indicator, evaluation = self.registry.indicators[key], self.evaluations[key, variant]
        if indicator.is_total:
            return Position(indicator.kind, reason="summor rangordnas inte mellan områden av olika storlek")
        if area == COUNTRY:
            return Position(indicator.kind, reason="riket är det som de andra jämförs med")
        if self.areas.by_id[area].kind == "municipality":
            return _placed(indicator, self.areas, evaluation, value)
        return _ranked(rank_in(self.registry, self.areas, evaluation, area, value.year), indicator.kind)


def terms_of(indicator: Indicator, breaks: Mapping[int, str]) -> Terms:
    """How an indicator's series are judged; a share without a declared materiality has 0,3 procentenheter a year."""
    return Terms(
        better=indicator.better or "higher",
        scale=indicator.scale,
        materiality=indicator.yearly_materiality,
        breaks=frozenset(breaks),
        exclude_years=frozenset(indicator.exclude_years),
    )


def position_of(
    indicator: Indicator, value: float, target: Target, series: Mapping[int, float],
    interval: tuple[float, float] | None = None,
) -> Position:  # fmt: skip
    """Läge against a target or a reference level. interval: a survey value's own."""
    kind, aim, better = indicator.kind, aim_for(target, series), indicator.better or "higher"
    if aim is None:
        return Position(kind, reason=_no_base(target))
    if kind == "jamforelseniva":
        ratio = level_ratio(value, aim.value, better)
        is_reached = ratio is None or compare(ratio, 1) >= 0
        label = AT_LEVEL if is_reached else BELOW_LEVEL
        return Position(kind, label, is_reached, remaining=aim.value - value, ratio=ratio)
    found = target_position(value, aim, better, interval)
    return Position(kind, found.label, found.is_reached, found.share_closed, found.remaining, reason=found.reason)


def _no_base(target: Target) -> str:
    return f"värde saknas för basåret {target.base_year}"


def forecast_of(
    indicator: Indicator, series: Mapping[int, float], terms: Terms, target: tuple[str, Target] | None, moved: Direction
) -> Forecast:
    """Prognos mot mål; only indicators of that kind have one."""
    if indicator.kind != "mal":
        if target and is_decided(target[1]):
            return Forecast(reason="ingen prognos: indikatorn bedöms inte mot målvärden")
        return Forecast(reason="ingen prognos: indikatorn har inget beslutat målvärde att nå")
    if target is None:
        return Forecast(reason=NO_TARGET)
    aim = aim_for(target[1], series)
    return forecast(series, terms, aim, moved) if aim else Forecast(reason=_no_base(target[1]))


def _unjudged(indicator: Indicator, reason: str) -> Assessment:
    """Shown, not judged: every answer with the same reason."""
    label = NOT_ASSESSABLE if indicator.kind in JUDGED_KINDS else None
    return Assessment(
        indicator.kind,
        Position(indicator.kind, reason=reason),
        Direction(label, reason=reason),
        Forecast(reason=reason),
        Lead(reason=reason),
    )


def _placed(indicator: Indicator, areas: Areas, evaluation: Evaluation, value: Value) -> Position:
    """A municipality's place among the municipalities of the comparison group."""
    values = {code: v for code in areas.municipalities if (v := evaluation.at(code, value.year).value) is not None}
    compared = areas.reference_group.members - evaluation.left_out
    standing = place_among(value.area, values, compared, indicator.better or "higher")
    if standing is None:
        return Position(indicator.kind, reason=_why_no_place(values, compared, value))
    if _is_uncertain(indicator, compared, values, value):
        return Position(indicator.kind, reason="osäkerhetsintervallet spänner över fler än en fjärdedel av kommunerna")
    label, low, high = QUARTERS[standing.quarter], standing.rank, standing.rank + standing.tied
    return Position(
        indicator.kind, label, rank_low=low, rank_high=high, percentile=standing.percentile,
        is_outside_group=standing.is_outside_group,
    )  # fmt: skip


def _why_no_place(values: Mapping[str, float], compared: frozenset[str], value: Value) -> str:
    if value.area not in values:
        return "uppgift saknas"
    known = len(compared & values.keys())
    return f"bara {known} av de {len(compared)} kommunerna i jämförelsen har en uppgift för {value.year}"


def _is_uncertain(indicator: Indicator, compared: frozenset[str], values: Mapping[str, float], value: Value) -> bool:
    """Whether the ends of a survey value's interval stand in different quarters."""
    ends = (
        place_among(value.area, {**values, value.area: end}, compared, indicator.better or "higher")
        for end in value.interval or ()
    )
    return len({found.quarter for found in ends if found}) > 1


def _ranked(sets: tuple[SetPlace, ...], kind: str) -> Position:
    """A group's ranks in its sets, with the interval over those that are whole and do not stand alone."""
    placed = Position(kind, sets=sets)
    if not (counted := placed.counted):
        return replace(placed, reason="området ingår inte i någon jämförelse som har alla sina regioner")
    low, high = min(r.rank for r in counted), max(r.last_rank for r in counted)
    return _with_rank_words(replace(placed, rank_low=low, rank_high=high))


def _with_rank_words(position: Position) -> Position:
    """The interval in words: "2:a–3:e av 4"; a municipality keeps its quarter."""
    counted = position.counted
    return replace(position, label=by_figures(*span(counted))) if counted and position.rank_low else position
