"""A goal's proposal from its core indicators: no composite index and no weights, each counts once (method §3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from malkollen.assess.assessment import Assessment
from malkollen.assess.direction import IMPROVES, NOT_ASSESSABLE, WORSENS
from malkollen.assess.forecast import DOES_NOT_REACH
from malkollen.assess.lead import GROWING
from malkollen.assess.target import WORSE_THAN_BASE

Outcome = Literal["good", "bad", "neither", "not assessed"]
NEEDED = 0.80
GOOD_SHARE = 0.75
BAD_SHARE = 0.50


@dataclass(frozen=True)
class Proposal:
    """What the core indicators say of a goal, for ledningsgruppen to confirm or change.

    Attributes:
        label: på väg, delvis or inte på väg; None while too few can be assessed.
        outcomes: by indicator; missing: those that could not be assessed.
    """

    label: Literal["på väg", "delvis", "inte på väg"] | None
    outcomes: Mapping[str, Outcome]

    @property
    def missing(self) -> list[str]:
        """The indicators that could not be assessed."""
        return [key for key, outcome in self.outcomes.items() if outcome == "not assessed"]

    def count(self, outcome: Outcome) -> int:
        """How many indicators came out so."""
        return sum(found == outcome for found in self.outcomes.values())


def outcome(assessment: Assessment) -> Outcome:
    """Whether an indicator speaks for the goal, against it, or neither."""
    judge = {"mal": _of_target, "jamforelseniva": _of_level, "jamforelse": _of_comparison}.get(assessment.kind)
    return judge(assessment) if judge else "not assessed"


def propose(outcomes: Mapping[str, Outcome]) -> Proposal:
    """The proposal for a goal from its core indicators of a judged kind."""
    assessed = [found for found in outcomes.values() if found != "not assessed"]
    if not outcomes or len(assessed) < NEEDED * len(outcomes):
        return Proposal(None, outcomes)
    good, bad = assessed.count("good"), assessed.count("bad")
    if bad >= BAD_SHARE * len(assessed):
        return Proposal("inte på väg", outcomes)
    if good >= GOOD_SHARE * len(assessed) and not bad:
        return Proposal("på väg", outcomes)
    return Proposal("delvis", outcomes)


def attention(assessment: Assessment) -> list[str]:
    """Why an indicator needs attention, in Swedish; empty where it does not. Core or not."""
    reasons = []
    if outcome(assessment) == "bad":
        reasons.append(_why_bad(assessment))
    if assessment.forecast.away_from_target:
        reasons.append("utvecklas bort från målet")
    if assessment.position.is_last_everywhere:
        reasons.append("sist i varje jämförelse")
    return list(dict.fromkeys(reasons))


def _of_target(assessment: Assessment) -> Outcome:
    ahead = assessment.forecast
    if assessment.position.is_reached or ahead.grade == "reaches":
        return "good"
    is_missed = ahead.is_past_due or ahead.away_from_target or ahead.grade in ("far", "worse_than_base", "misses")
    if assessment.position.label == WORSE_THAN_BASE or is_missed:
        return "bad"
    return "not assessed" if ahead.label is None else "neither"


def _of_level(assessment: Assessment) -> Outcome:
    if assessment.position.ratio is None or assessment.position.label is None:
        return "not assessed"
    if assessment.position.is_reached:
        return "good"
    if assessment.direction.label == NOT_ASSESSABLE:  # not known to improve is not the same as not improving
        return "not assessed"
    return "neither" if assessment.direction.label == IMPROVES else "bad"


def _of_comparison(assessment: Assessment) -> Outcome:
    if assessment.position.is_last_everywhere or assessment.direction.label == WORSENS:
        return "bad"
    if assessment.direction.label == NOT_ASSESSABLE or assessment.position.label is None:
        return "not assessed"
    is_good = assessment.direction.label == IMPROVES and not _any_distance_grows(assessment)
    return "good" if is_good else "neither"


def _any_distance_grows(assessment: Assessment) -> bool:
    return any(lead.label == GROWING for lead in assessment.lead.sets)


def _why_bad(assessment: Assessment) -> str:
    if assessment.kind == "mal":
        missed = DOES_NOT_REACH if assessment.forecast.grade == "misses" else assessment.forecast.label
        return missed or assessment.position.label or "bedöms inte"
    if assessment.kind == "jamforelseniva":
        return "under nivån och förbättras inte"
    return WORSENS if assessment.direction.label == WORSENS else "sist i varje jämförelse"
