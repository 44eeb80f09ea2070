"""What answers are made of: the assessments, riket's published values, and when a source's next figures come."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from malkollen.assess.assessment import Assessment
from malkollen.database.freshness import Freshness
from malkollen.registry.home import ComparisonSet
from malkollen.registry.registry import Indicator, Registry
from malkollen.values.areas import COUNTRY, Areas
from malkollen.values.rough import is_rough
from malkollen.values.values import Evaluation, Value, Variant
from malkollen.verdicts.assessor import Assessed, Assessor
from malkollen.verdicts.why_not_judged import Reason, reason_unjudged

Silence = Reason | Literal["waiting", "not_summed"]
"""Why nothing can be answered: also that its source is not here, or that members cannot be summed."""


def leading_set(registry: Registry, goal: str) -> str | None:
    """The comparison a goal's answer leads with: as declared, else the first that does not stand alone."""
    sets = registry.comparison_sets
    first = next((key for key, one in sets.items() if not one.stands_alone), next(iter(sets), None))
    return registry.goals[goal].answer_set or first


@dataclass(frozen=True)
class Unanswered:
    """An indicator that no answer can be given on.

    Attributes:
        year: of the value that is too old, or none; expected: when the next figures are to come; None where no day is
            set.
        waits_for: the key of the waiting source, where it is that which is missing.
    """

    key: str
    why: Silence
    year: int | None = None
    expected: date | None = None
    waits_for: str | None = None


@dataclass(frozen=True)
class Basis:
    """What answers are made of.

    Attributes:
        published: riket's and others' values as published, by series and area, then by year.
        sources: how old each source's figures are, and when its next are to come.
        leading_sets: by goal, comparisons to lead with instead of the registry's: what an answer would be if chosen.
    """

    assessor: Assessor
    published: Mapping[tuple[str, str], Mapping[int, float]]
    sources: Mapping[str, Freshness]
    leading_sets: Mapping[str, str] = field(default_factory=dict)

    @property
    def registry(self) -> Registry:
        """The registry as it is read."""
        return self.assessor.registry

    @property
    def areas(self) -> Areas:
        """All areas."""
        return self.assessor.areas

    @property
    def home(self) -> str:
        """The home group's id."""
        return self.areas.home.id

    def indicator(self, key: str) -> Indicator:
        """The declaration of an indicator."""
        return self.registry.indicators[key]

    def leading_variant(self, key: str) -> Variant | None:
        """The variant that an answer leads with: vehicles as they are registered."""
        return "with" if self.indicator(key).has_fleet_variants else None

    def leading_set(self, goal: str) -> str | None:
        """The comparison a goal's answer leads with: as declared, else the first that does not stand alone."""
        return self.leading_sets.get(goal) or leading_set(self.registry, goal)

    def declared(self, name: str) -> ComparisonSet:
        """A declared comparison."""
        return self.registry.comparison_sets[name]

    def is_computed(self, key: str) -> bool:
        """Whether it has its figures."""
        return self.assessor.evaluation(key, self.leading_variant(key)) is not None

    def evaluation(self, key: str, variant: Variant | None = None) -> Evaluation:
        """The values of an indicator that has its figures; as registered where no variant is named."""
        evaluation = self.assessor.evaluation(key, variant)
        if evaluation is None:
            raise KeyError(key)
        return evaluation

    def verdict(self, key: str, area: str) -> Assessment:
        """The verdict over the variants."""
        return self.assessor.verdict(key, area).assessment

    def assessment(self, key: str, area: str, variant: Variant | None) -> Assessment:
        """The assessment in one variant."""
        return self.assessor.assess(key, area, variant).assessment

    def leading(self, key: str, area: str) -> Assessed:
        """The assessment in the leading variant."""
        return self.assessor.assess(key, area, self.leading_variant(key))

    def country(self, key: str, year: int, variant: Variant | None = None) -> float | None:
        """Riket's computed value; where the municipalities do not reach, its value as published."""
        value = self.evaluation(key, variant).at(COUNTRY, year).value
        series = self.indicator(key).published_series
        if value is None and series and variant != "without":
            return self.published.get((series, COUNTRY), {}).get(year)
        return value

    def is_emission(self, key: str) -> bool:
        """Whether it reads a measure that is drawn as an index: emissions, where years move for all at once."""
        indexed = {name for one in self.registry.indicators.values() if one.index_year for name in one.measures}
        return bool(indexed & {*self.indicator(key).measures})

    def unanswered(self, key: str, area: str) -> Unanswered | None:
        """Why no answer can be given on an area's value; None where one can, be it only to show it."""
        if not self.is_computed(key):
            return Unanswered(key, "waiting", waits_for=self.registry.waits_for(key))
        value = self.evaluation(key, self.leading_variant(key)).latest(area)
        if value.value is None:
            return Unanswered(key, self._why_missing(key, area), expected=self.next_figures(value))
        reason = reason_unjudged(
            self.indicator(key), self.areas.by_id[area], value, self.assessor.lags, self.assessor.as_of
        )
        if is_rough(self.indicator(key), self.areas.by_id[area]):
            reason = "uncertain"
        if reason in ("stale", "few", "uncertain"):
            return Unanswered(key, reason, value.year, self.next_figures(value))
        return None

    def _why_missing(self, key: str, area: str) -> Silence:
        measures = (self.registry.measures[name] for name in self.indicator(key).measures)
        is_group = len(self.areas.by_id[area].members) > 1
        return "not_summed" if is_group and not all(measure.is_additive for measure in measures) else "missing"

    def next_figures(self, value: Value) -> date | None:
        """When the value's next year is to come: when the last of its sources that lack it has it."""
        known = [self.sources[source] for source in value.sources if source in self.sources]
        lacking = [source.next_expected for source in known if source.latest_year <= value.year]
        return max(lacking, default=None)
