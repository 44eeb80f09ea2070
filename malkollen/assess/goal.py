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


def outcome(found: Assessment) -> Outcome:
    """Whether an indicator speaks for the goal, against it, or neither."""
    judge = {"mal": _of_target, "jamforelseniva": _of_level, "jamforelse": _of_comparison}.get(found.kind)
    return judge(found) if judge else "not assessed"


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


def attention(found: Assessment) -> list[str]:
    """Why an indicator needs attention, in Swedish; empty where it does not. Core or not."""
    reasons = []
    if outcome(found) == "bad":
        reasons.append(_why_bad(found))
    if found.forecast.away_from_target:
        reasons.append("utvecklas bort från målet")
    if found.position.is_last_everywhere:
        reasons.append("sist i varje jämförelse")
    return list(dict.fromkeys(reasons))


def _of_target(found: Assessment) -> Outcome:
    ahead = found.forecast
    if found.position.is_reached or ahead.grade == "reaches":
        return "good"
    is_missed = ahead.is_past_due or ahead.away_from_target or ahead.grade in ("far", "worse_than_base", "misses")
    if found.position.label == WORSE_THAN_BASE or is_missed:
        return "bad"
    return "not assessed" if ahead.label is None else "neither"


def _of_level(found: Assessment) -> Outcome:
    if found.position.ratio is None or found.position.label is None:
        return "not assessed"
    if found.position.is_reached:
        return "good"
    if found.direction.label == NOT_ASSESSABLE:  # not known to improve is not the same as not improving
        return "not assessed"
    return "neither" if found.direction.label == IMPROVES else "bad"


def _of_comparison(found: Assessment) -> Outcome:
    if found.position.is_last_everywhere or found.direction.label == WORSENS:
        return "bad"
    if found.direction.label == NOT_ASSESSABLE or found.position.label is None:
        return "not assessed"
    is_good = found.direction.label == IMPROVES and not _any_distance_grows(found)
    return "good" if is_good else "neither"


def _any_distance_grows(found: Assessment) -> bool:
    return any(lead.label == GROWING for lead in found.lead.sets)


def _why_bad(found: Assessment) -> str:
    if found.kind == "mal":
        missed = DOES_NOT_REACH if found.forecast.grade == "misses" else found.forecast.label
        return missed or found.position.label or "bedöms inte"
    if found.kind == "jamforelseniva":
        return "under nivån och förbättras inte"
    return WORSENS if found.direction.label == WORSENS else "sist i varje jämförelse"
