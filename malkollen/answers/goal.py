"""A goal's answer: yes so far, partly, no, or none yet, of what can be compared, and what is not known."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from malkollen.answers.aim import AimAnswer
from malkollen.answers.basis import Basis, Unanswered
from malkollen.answers.hedge import OtherPlace, OtherPlaces, other_places
from malkollen.answers.indicator import IndicatorAnswer, indicator_answer
from malkollen.answers.place import Comparison, Place, can_rank, whole_comparisons
from malkollen.assess.goal import Proposal, outcome, propose
from malkollen.assess.lead import FIRST
from malkollen.office.judgements import Judgement
from malkollen.registry.registry import Indicator
from malkollen.verdicts.assessor import JUDGED_KINDS, Assessor

Word = Literal["yes", "partly", "no", "unknown"]
FEWEST = 3
"""Compared indicators from which an answer is more than so far."""
HALF = 0.5


@dataclass(frozen=True)
class OtherWord:
    """Another comparison gives another word. firsts: what is first there, with its place."""

    comparison: Comparison
    word: Word
    firsts: tuple[tuple[str, Place], ...]


@dataclass(frozen=True)
class StillMissing:
    """So many of the goal's indicators that are to be judged have no figures to compare."""

    missing: int
    of: int


GoalHedge = OtherWord | OtherPlaces | OtherPlace | StillMissing


@dataclass(frozen=True)
class Judged:
    """What the directors have judged, which leads.

    Attributes:
        day: of the meeting. is_ahead: whether it was entered before that day, when nobody had met.
        has_newer_figures: whether what the answer is made of has other figures than those that were judged on.
    """

    label: str
    meeting: str
    day: date
    reason: str
    has_newer_figures: bool
    is_ahead: bool = False


@dataclass(frozen=True)
class GoalAnswer:
    """A goal's answer.

    Attributes:
        word: unknown though something is compared where the goal says nothing of others: no place answers it.
        is_so_far: under three compared, a target unknown, or too few for the formal proposal, which follows small.
        compared: in the registry's order; best and worst of them, None where none or only one is compared.
        aims: the goal's targets; unanswered: its judged indicators without an answer.
        set: the comparison that leads; set_decided_by: empty while nobody has decided which.
    """

    goal: str
    word: Word
    is_so_far: bool
    compared: tuple[IndicatorAnswer, ...]
    firsts: int
    best: IndicatorAnswer | None
    worst: IndicatorAnswer | None
    aims: tuple[AimAnswer, ...]
    unanswered: tuple[Unanswered, ...]
    proposal: Proposal
    hedge: GoalHedge | None
    set: str | None
    set_decided_by: str
    judged: Judged | None = None

    @property
    def counted(self) -> int:
        """How many of the goal's measures the answer counts, with figures or without; what is only shown is none."""
        return len(self.compared) + len(self.aims) + len(self.unanswered)


def goal_answer(
    basis: Basis, goal: str, judgement: Judgement | None = None, changed: Collection[str] = ()
) -> GoalAnswer:
    """The answer to a goal's question for the home group.

    Args:
        judgement: the one that stands; changed: the measures and series with other figures than those it was made on.
    """
    keys = [key for key, indicator in basis.registry.indicators.items() if indicator.goal == goal]
    answers = {key: indicator_answer(basis, key, basis.home) for key in keys}
    compared = _one_a_thing(basis, [answer for answer in answers.values() if answer.place])
    aims = tuple(answer.aim for answer in answers.values() if answer.aim)
    places = [answer.place for answer in compared if answer.place]
    is_of_others = basis.registry.goals[goal].claim is not None
    word = word_of(places, aims, is_leading=_is_leading(basis, compared)) if is_of_others else "unknown"
    proposed, leading = proposal(basis.assessor, goal), basis.leading_set(goal)
    best, worst = _ends(compared)
    is_so_far = len(compared) < FEWEST or proposed.label is None or any(aim.is_open for aim in aims)
    unanswered = tuple(
        answer.unanswered
        for key, answer in answers.items()
        if answer.unanswered and (basis.indicator(key).core or can_rank(basis.indicator(key)))
        if basis.indicator(key).kind in JUDGED_KINDS
    )
    shown = [*(answer.key for answer in compared), *(aim.key for aim in aims)]
    read = {name for key in shown for name in basis.indicator(key).reads}
    return GoalAnswer(
        goal, word, is_so_far, tuple(compared), sum(place.is_first for place in places), best, worst, aims,
        unanswered, proposed, _hedge(basis, leading, compared, aims, word, unanswered), leading,
        basis.registry.goals[goal].answer_set_decided_by, _judged(judgement, is_newer=not read.isdisjoint(changed)),
    )  # fmt: skip


def proposal(assessor: Assessor, goal: str) -> Proposal:
    """The formal proposal of a goal from its judged core indicators."""
    judged = [
        key
        for key, indicator in assessor.registry.indicators.items()
        if indicator.goal == goal and indicator.core and indicator.kind in JUDGED_KINDS
    ]
    return propose({key: outcome(assessor.verdict(key, assessor.areas.home.id).assessment) for key in judged})


def thing_of(indicator: Indicator) -> tuple[str, ...]:
    """What an indicator is about: the measures its numerator reads, or the series it is; its code where it has none."""
    if indicator.parsed:
        return indicator.parsed.counted
    return (indicator.series or indicator.code,)


def _one_a_thing(basis: Basis, answers: Sequence[IndicatorAnswer]) -> list[IndicatorAnswer]:
    """One answer a thing, the core indicator's where there are several, in the registry's order."""
    chosen: dict[tuple[str, ...], IndicatorAnswer] = {}
    for answer in answers:
        indicator = basis.indicator(answer.key)
        thing = tuple(sorted(thing_of(indicator)))
        if thing not in chosen or (indicator.core and not basis.indicator(chosen[thing].key).core):
            chosen[thing] = answer
    kept = {answer.key for answer in chosen.values()}
    return [answer for answer in answers if answer.key in kept]


def _is_leading(basis: Basis, compared: Sequence[IndicatorAnswer]) -> bool:
    """Whether the method calls the home group first in every comparison and variant, in all that is compared."""
    return all(basis.verdict(answer.key, basis.home).lead.label == FIRST for answer in compared)


def word_of(places: Sequence[Place], aims: Sequence[AimAnswer], *, is_leading: bool) -> Word:
    """The word of a goal from the places of what is compared and its targets."""
    if not places:
        return "unknown"
    is_alone_first = all(place.kind in ("first", "ahead") for place in places)
    is_first_in_all = is_leading if len(places) >= FEWEST else is_alone_first
    if is_first_in_all and not any(aim.is_missed for aim in aims):
        return "yes"
    return "partly" if sum(place.is_first for place in places) >= HALF * len(places) else "no"


def _ends(compared: Sequence[IndicatorAnswer]) -> tuple[IndicatorAnswer | None, IndicatorAnswer | None]:
    """The best and the worst of several; a place that depends on fleets is neither.

    Of two that stand as high, as fourth and a shared third to fifth, the later place is the worse.
    """
    placed = [answer for answer in compared if answer.place and answer.place.kind != "depends"]
    if len(compared) < 2 or not placed:
        return None, None
    standings = [(answer.place.standing, answer.place.rank) for answer in placed if answer.place]
    best = placed[standings.index(min(standings))]
    worst = placed[len(placed) - 1 - standings[::-1].index(max(standings))]
    return best, None if worst is best else worst


def _hedge(
    basis: Basis, leading: str | None, compared: Sequence[IndicatorAnswer], aims: Sequence[AimAnswer], word: Word,
    unanswered: Sequence[Unanswered],
) -> GoalHedge | None:  # fmt: skip
    if len(compared) == 1 and isinstance(compared[0].hedge, OtherPlace) and compared[0].hedge.place:
        return compared[0].hedge
    whole = whole_comparisons(basis, leading, basis.home, [a.key for a in compared]) if leading else []
    for comparison, places in whole:
        other = word_of([*places.values()], aims, is_leading=_is_leading(basis, compared))
        if word not in (other, "unknown"):
            firsts = sorted(((key, place) for key, place in places.items() if place.is_first), key=_rank_first)
            return OtherWord(comparison, other, tuple(firsts))
    if changed := other_places(whole, {answer.key: answer.place for answer in compared if answer.place}):
        return changed
    counted = len(compared) + len(aims) + len(unanswered)
    return StillMissing(len(unanswered), counted) if unanswered and compared else None


def _rank_first(entry: tuple[str, Place]) -> float:
    return entry[1].standing


def _judged(judgement: Judgement | None, *, is_newer: bool) -> Judged | None:
    if judgement is None:
        return None
    return Judged(
        judgement.label, judgement.meeting, judgement.day, judgement.reason, is_newer, is_ahead=judgement.is_ahead
    )
