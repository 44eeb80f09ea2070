"""Ours in every declared comparison set: rank, and pace against each region, the best other and all others pooled."""

from malkollen.assess.assessment import Lead, SetPlace
from malkollen.assess.lead import PaceTerms, SetLead, overall, set_lead
from malkollen.assess.position import group_rank
from malkollen.registry.home import ComparisonSet
from malkollen.registry.registry import Indicator, Registry
from malkollen.values.areas import Areas, pool
from malkollen.values.values import Evaluation
from malkollen.verdicts.why_not_judged import year_unjudged

JUDGED = ("mal", "jamforelseniva", "jamforelse")


def rank_in(registry: Registry, areas: Areas, evaluation: Evaluation, area: str, year: int) -> tuple[SetPlace, ...]:
    """A group's rank in every declared set it stands in; a part of the home group stands for it in sets of its own."""
    places = []
    for key, declared in registry.comparison_sets.items():
        ours = _ours(areas, declared, area)
        if ours is None:
            continue
        values = {group: evaluation.at(group, year).value for group in declared.groups}
        present = {group: value for group, value in values.items() if value is not None}
        indicator = registry.indicators[evaluation.indicator]
        found = group_rank(ours, present, indicator.better or "higher", indicator.yearly_materiality)
        places.append(SetPlace(key, ours, found, len(present) == len(values), declared.stands_alone))
    return tuple(places)


def _ours(areas: Areas, declared: ComparisonSet, area: str) -> str | None:
    if area in declared.groups:
        return area
    return declared.groups[0] if area == areas.home.id else None


def lead_of(registry: Registry, areas: Areas, evaluation: Evaluation, area: str) -> Lead:
    """Whether the home group leads, or is on the way to: over all sets, since the programme's base year.

    A second row a set begins in the target's own base year.
    """
    key = evaluation.indicator
    indicator = registry.indicators[key]
    if area != areas.home.id or indicator.kind not in JUDGED:
        return Lead(reason=f"bedöms bara för {areas.home.name}")
    base_year = registry.programme_of(key).base_year
    for year in (evaluation.latest_year, base_year):
        if reason := year_unjudged(indicator, year):
            return Lead(reason=reason)
    places = {entry.key: entry for entry in rank_in(registry, areas, evaluation, area, evaluation.latest_year)}
    starts = [base_year, *(year for year in _target_bases(registry, key) if year not in indicator.exclude_years)]
    rows = {
        start: [_set_lead(registry, evaluation, places[name], start, indicator) for name in places] for start in starts
    }
    first = {leading.key: leading for leading in rows[starts[0]] if places[leading.key].is_whole}
    alone = [name for name, entry in places.items() if entry.stands_alone]
    # A set that lacks a region says nothing of who is first, so nobody is first in every set.
    ranks = {} if indicator.is_total else {key: e.group_rank if e.is_whole else None for key, e in places.items()}
    label = overall(first, ranks, alone)
    reason = None if label else next((leading.reason for leading in rows[starts[0]] if leading.reason), None)
    return Lead(label, tuple(leading for start in starts for leading in rows[start]), reason)


def _target_bases(registry: Registry, key: str) -> list[int]:
    bases = [t.base_year for t in registry.targets_of(key).values() if t.transfer != "jämförelsenivå" and t.base_year]
    return list(dict.fromkeys(bases))


def _set_lead(registry: Registry, evaluation: Evaluation, entry: SetPlace, start: int, indicator: Indicator) -> SetLead:
    declared = registry.comparison_sets[entry.key]
    series = {
        area: {y: c.value for y, c in evaluation.series.get(area, {}).items() if c.value is not None}
        for area in (*declared.groups, pool(entry.key))
    }
    rest = series.pop(pool(entry.key))
    terms = PaceTerms(
        better=indicator.better or "higher",
        is_share=indicator.is_share,
        is_total=indicator.is_total,
        materiality=indicator.yearly_materiality,
        rounding=0.0 if indicator.published_decimals is None else 0.5 * 10**-indicator.published_decimals,
        breaks=frozenset(registry.breaks_of(evaluation.indicator)),
    )
    rank = None if indicator.is_total else entry.group_rank
    return set_lead(entry.key, entry.area, series, rest, rank, (start, evaluation.latest_year), terms)
