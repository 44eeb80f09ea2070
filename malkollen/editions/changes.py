"""What is another between two fixed versions, or between one and now: values, and verdicts with why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from malkollen.editions.snapshot import LabelKey, Question, Snapshot, ValueKey
from malkollen.registry.registry import Indicator, Registry

Kind = Literal["new", "revised", "recounted", "gone"]
Why = Literal[
    "new data",
    "revised data",
    "changed target",
    "changed method",
    "changed registry",
    "another programme",
    "another day",
]
WHY_WORDS: dict[Why, str] = {
    "new data": "nya uppgifter",
    "revised data": "reviderade uppgifter",
    "changed target": "ändrat målvärde",
    "changed method": "ändrad metod",
    "changed registry": "indikatorn bedöms på annat sätt",
    "another programme": "ett annat program: förändringen räknas från dess basår",
    "another day": "en annan dag: ett målvärde eller en uppgift har blivit för gammal, eller börjat gälla",
}
KIND_WORDS: dict[Kind, str] = {
    "new": "ny", "revised": "reviderad", "recounted": "räknad på annat sätt", "gone": "borta",
}  # fmt: skip
TOLERANCE = 1e-9
AMONG_OTHERS: tuple[Question, ...] = ("läge", "främst")
AGAINST_TARGET: tuple[Question, ...] = ("läge", "prognos")
_TEXTS = {"title", "wording", "document", "page", "url", "decided_by", "decided", "checked", "note"}
"""Of a target: what it says and where, which decides nothing."""
_NOT_JUDGED = {
    "code", "title", "short", "about", "caveats", "goals", "core", "bins", "decimals", "index_year", "published_series",
    "waiting_for",
}  # fmt: skip
"""Of an indicator: texts, where it stands and how it is drawn."""
Key = TypeVar("Key", ValueKey, LabelKey)


@dataclass(frozen=True)
class ValueChange:
    """A value that is another. before, after: in the indicator's unit; None where there is none.

    Attributes:
        kind: recounted where the indicator itself is counted otherwise, so that nobody knows what the data did.
    """

    key: ValueKey
    kind: Kind
    before: float | None
    after: float | None


@dataclass(frozen=True)
class LabelChange:
    """A verdict whose word is another; empty where there was none. why: every reason that applies."""

    key: LabelKey
    before: str
    after: str
    why: tuple[Why, ...]


@dataclass(frozen=True)
class Changes:
    """What is another, in the registry's order.

    Attributes:
        indicators: by key, as they are declared after; those that are gone, as they were.
        names: of areas by id, likewise.
    """

    values: list[ValueChange]
    labels: list[LabelChange]
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


def changes(before: Snapshot, after: Snapshot) -> Changes:
    """What became of the values and the words between two snapshots."""
    values = [
        found
        for key in _ordered(before.values.keys() | after.values.keys(), after.registry)
        if (found := _value_change(key, before, after))
    ]
    keys = _ordered(before.labels.keys() | after.labels.keys(), after.registry)
    labels = [
        LabelChange(key, was, now, _why(key, before, after, values))
        for key in keys
        if (was := before.labels.get(key, "")) != (now := after.labels.get(key, ""))
    ]
    indicators = {**before.registry.indicators, **after.registry.indicators}
    return Changes(values, labels, indicators, {**before.names, **after.names})


def _ordered(keys: set[Key], registry: Registry) -> list[Key]:
    places = {key: place for place, key in enumerate(registry.indicators)}
    return sorted(keys, key=lambda key: (places.get(key.indicator, len(places)), key))


def _value_change(key: ValueKey, before: Snapshot, after: Snapshot) -> ValueChange | None:
    was, now = (found.values.get(key, (None, ""))[0] for found in (before, after))
    if was is None or now is None:
        return ValueChange(key, "new" if was is None else "gone", was, now)
    if abs(was - now) <= TOLERANCE * max(abs(was), abs(now)):
        return None
    is_same = _counted(before, key.indicator) == _counted(after, key.indicator)
    return ValueChange(key, "revised" if is_same else "recounted", was, now)


def _why(key: LabelKey, before: Snapshot, after: Snapshot, values: list[ValueChange]) -> tuple[Why, ...]:
    """Every reason that applies; a place among others moves with theirs, so all areas' values count for it.

    Where the indicator is counted otherwise, or is new or gone itself, its values say nothing of the data.
    """
    is_same = _counted(before, key.indicator) == _counted(after, key.indicator)
    is_among_others = key.question in AMONG_OTHERS
    kinds = {
        change.kind
        for change in values
        if change.key.indicator == key.indicator and (is_among_others or change.key.area == key.area)
    }
    checks: dict[Why, bool] = {
        "new data": is_same and "new" in kinds,
        "revised data": is_same and bool(kinds & {"revised", "gone"}),
        "changed target": key.question in AGAINST_TARGET and _targets(before, key) != _targets(after, key),
        "changed method": before.method_version != after.method_version,
        "changed registry": _declared(before, key) != _declared(after, key),
        "another programme": key.question == "främst" and len(_base_years(key, before, after)) > 1,
    }
    return tuple(why for why, applies in checks.items() if applies) or ("another day",)


def _targets(found: Snapshot, key: LabelKey) -> dict[str, dict[str, object]]:
    targets = found.registry.targets_of(key.indicator)
    return {name: target.model_dump(exclude=_TEXTS) for name, target in targets.items()}


def _counted(found: Snapshot, indicator: str) -> object:
    """What decides an indicator's values beside the data; None where it is not declared."""
    declared = found.registry.indicators.get(indicator)
    return declared and (declared.formula, declared.series, declared.unit, declared.has_fleet_variants)


def _base_years(key: LabelKey, *snapshots: Snapshot) -> set[int]:
    """The years that the pace is counted from, of the snapshots that have the indicator."""
    return {
        s.registry.programme_of(key.indicator).base_year for s in snapshots if key.indicator in s.registry.indicators
    }


def _declared(snapshot: Snapshot, key: LabelKey) -> object:
    """What decides how an indicator is judged: its paragraph and its breaks; among others, who they are."""
    indicator = snapshot.registry.indicators.get(key.indicator)
    if indicator is None:
        return None
    judged = indicator.model_dump(exclude=_NOT_JUDGED), snapshot.registry.breaks_of(key.indicator).keys()
    if key.question not in AMONG_OTHERS:
        return judged
    sets = {
        name: (declared.groups, declared.stands_alone) for name, declared in snapshot.registry.comparison_sets.items()
    }
    return judged, sets, snapshot.registry.comparison
