"""Främst, or on the way: level and pace against others over the same years (method §3).

The pace is a difference in differences, DiD = d[(x_S,t − x_S,0) − (x_C,t − x_C,0)]: in procentenheter for shares (and
on the logit scale), in logarithms for emissions, volumes and rates. What happens to all at once cancels in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Literal

from malkollen.assess.position import GroupRank
from malkollen.assess.scale import TOLERANCE, Better, compare, direction_sign, fits, to_scale

Series = Mapping[int, float]
LOG_MATERIALITY = 0.005
ROUNDINGS = 4
"""Two areas in two years: four published figures, each rounded."""

FIRST = "främst"
FIRST_IN_SOME = "främst i några jämförelser"
UNCLEAR = "oförändrat eller oklart avstånd"
CLOSING, GROWING = "avståndet minskar", "avståndet ökar"
LEAD_GROWS, LEAD_SHRINKS = "försprånget ökar", "försprånget minskar"
REST = "rest"


@dataclass(frozen=True)
class PaceTerms:
    """How paces are compared.

    Attributes:
        is_share: differences in procentenheter and on the logit scale; otherwise in logarithms.
        is_total: areas have no common level; the best other is the one with the best change.
        materiality: a year, in procentenheter (shares only). rounding: half the last published digit of a share.
        breaks: first years of new series; no pace is computed across one.
    """

    better: Better
    is_share: bool
    is_total: bool = False
    materiality: float | None = None
    rounding: float = 0.0
    breaks: frozenset[int] = frozenset()

    def threshold(self, years: int) -> float:
        """The smallest difference that means anything over so many years."""
        if not self.is_share:
            return LOG_MATERIALITY * years
        return max((self.materiality or 0.0) * years, ROUNDINGS * self.rounding)


@dataclass(frozen=True)
class Pace:
    """Our pace against one other's.

    Attributes:
        against: the other region, or "rest" for all others pooled; is_best: the best of them.
        did: positive where ours goes faster the right way; did_other_scale: the same as logits (shares only).
        label: in words; None where it cannot be computed, with the reason.
    """

    against: str
    is_best: bool
    from_year: int
    to_year: int
    did: float | None = None
    did_other_scale: float | None = None
    threshold: float | None = None
    label: str | None = None
    reason: str | None = None

    @property
    def clear_sign(self) -> int:
        """The sign of a difference that means something on every scale; 0 where it does not."""
        if self.did is None or self.threshold is None or self.label == UNCLEAR:
            return 0
        if abs(self.did) <= self.threshold + TOLERANCE:
            return 0
        sign = compare(self.did, 0)
        return sign if self.did_other_scale is None or compare(self.did_other_scale, 0) == sign else 0


@dataclass(frozen=True)
class SetLead:
    """One comparison set over one span of years: every other region, and all of them pooled.

    Attributes:
        variant: in a joint answer, which of the variants it comes from.
    """

    key: str
    paces: tuple[Pace, ...]
    label: str | None
    reason: str | None = None
    variant: str | None = None


def set_lead(
    key: str, ours: str, regions: Mapping[str, Series], rest: Series, rank: GroupRank | None,
    years: tuple[int, int], terms: PaceTerms,
) -> SetLead:  # fmt: skip
    """Our pace against every region of a set and all of them pooled.

    Args:
        regions: each region's series over one membership, ours among them; rest: the others' pooled.
        rank: our rank in the set; None for totals, which have none.
        years: the first and the last.
    """
    best = _best(ours, regions, rank, years, terms)
    others = {region: series for region, series in regions.items() if region != ours}
    paces = [
        _pace(region, regions[ours], series, years, terms, is_best=region == best) for region, series in others.items()
    ]
    pooled = _pace(REST, regions[ours], rest, years, terms, is_best=False)
    decisive = [pooled, *(pace for pace in paces if pace.is_best)]
    reason = next((pace.reason for pace in decisive if pace.reason), None)
    if reason or len(decisive) < 2:
        return SetLead(key, (*paces, pooled), None, reason or "ingen annan region har båda åren")
    signs = {pace.clear_sign for pace in decisive}
    sign = signs.pop() if len(signs) == 1 else 0
    is_ahead = rank.rank == 1 if rank else sign > 0
    return SetLead(key, (*paces, pooled), _words(sign, is_ahead=is_ahead))


def overall(leads: Mapping[str, SetLead], ranks: Mapping[str, GroupRank | None], alone: Sequence[str]) -> str | None:
    """The verdict over all sets of a variant.

    Args:
        leads, ranks: by set; those that stand alone (`alone`) must agree for "främst" but decide nothing else.
    """
    first = {key for key, rank in ranks.items() if rank and rank.rank == rank.last_rank == 1}
    if first and first == set(ranks):
        return FIRST
    if first - set(alone):
        return FIRST_IN_SOME
    labels = {lead.label for key, lead in leads.items() if key not in alone and lead.label}
    if not labels:
        return None
    return labels.pop() if len(labels) == 1 else UNCLEAR


def _words(sign: int, *, is_ahead: bool) -> str:
    if sign == 0:
        return UNCLEAR
    if is_ahead:
        return LEAD_GROWS if sign > 0 else LEAD_SHRINKS
    return CLOSING if sign > 0 else GROWING


def _best(
    ours: str, regions: Mapping[str, Series], rank: GroupRank | None, years: tuple[int, int], terms: PaceTerms
) -> str | None:
    """The best other: by level, or for totals by change."""
    if rank:
        return rank.best
    first, last = years
    sign = direction_sign(terms.better)
    changes = {
        region: sign * (_at(series[last], terms) - _at(series[first], terms))
        for region, series in regions.items()
        if region != ours and _fault(series, years, terms) is None
    }
    return max(changes, key=lambda region: changes[region], default=None)


def _pace(against: str, own: Series, other: Series, years: tuple[int, int], terms: PaceTerms, *, is_best: bool) -> Pace:
    first, last = years
    if reason := _fault(own, years, terms) or _fault(other, years, terms):
        return Pace(against, is_best, first, last, reason=reason)
    sign = direction_sign(terms.better)

    def moved(series: Series, place: Literal["own", "logit"]) -> float:
        at = _at if place == "own" else _logit
        return at(series[last], terms) - at(series[first], terms)

    did = sign * (moved(own, "own") - moved(other, "own"))
    has_logit = terms.is_share and all(fits(s[year], "s_curve") for s in (own, other) for year in years)
    logit = sign * (moved(own, "logit") - moved(other, "logit")) if has_logit else None
    if terms.is_share and logit is None:
        return Pace(against, is_best, first, last, did, None, terms.threshold(last - first), UNCLEAR)
    found = Pace(against, is_best, first, last, did, logit, terms.threshold(last - first))
    is_ahead = did > 0 if terms.is_total else sign * compare(own[last], other[last]) > 0
    label = _words(found.clear_sign, is_ahead=is_ahead)
    return Pace(against, is_best, first, last, did, logit, found.threshold, label)


def _fault(series: Series, years: tuple[int, int], terms: PaceTerms) -> str | None:
    first, last = years
    if first >= last:
        return f"inga siffror efter {first} än"
    if broken := [year for year in terms.breaks if first < year <= last]:
        return f"serien bryts {max(broken)}"
    if missing := [year for year in years if year not in series]:
        return f"värde saknas {missing[0]}"
    if not terms.is_share and any(series[year] <= 0 for year in years):
        return "ett värde som inte är större än 0 har ingen takt i procent"
    return None


def _at(value: float, terms: PaceTerms) -> float:
    return value if terms.is_share else log(value)


def _logit(value: float, _terms: PaceTerms) -> float:
    return to_scale(value, "s_curve")
