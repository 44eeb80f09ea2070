"""What is another between two fixed versions, or between one and now: values, and verdicts with why."""

from dataclasses import dataclass
from typing import Literal, TypeVar

from malkollen.registry import Registry
from malkollen.snapshot import LabelKey, Snapshot, ValueKey

Kind = Literal["new", "revised", "gone"]
Why = Literal["new data", "revised data", "changed target", "changed method", "changed registry", "another day"]
WHY_WORDS: dict[Why, str] = {
    "new data": "nya uppgifter",
    "revised data": "reviderade uppgifter",
    "changed target": "ändrat målvärde",
    "changed method": "ändrad metod",
    "changed registry": "ändrad indikator i registret",
    "another day": "en annan dag: ett målvärde eller en uppgift har blivit för gammal, eller börjat gälla",
}
KIND_WORDS: dict[Kind, str] = {"new": "ny", "revised": "reviderad", "gone": "borta"}
TOLERANCE = 1e-9
Key = TypeVar("Key", ValueKey, LabelKey)


@dataclass(frozen=True)
class ValueChange:
    """A value that is new, revised or gone. before, after: in the indicator's unit; None where there is none."""

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
    """What is another, in the registry's order."""

    values: list[ValueChange]
    labels: list[LabelChange]


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
    return Changes(values, labels)


def _ordered(keys: set[Key], registry: Registry) -> list[Key]:
    places = {key: place for place, key in enumerate(registry.indicators)}
    return sorted(keys, key=lambda key: (places.get(key.indicator, len(places)), key))


def _value_change(key: ValueKey, before: Snapshot, after: Snapshot) -> ValueChange | None:
    was, now = (found.values.get(key, (None, ""))[0] for found in (before, after))
    if was is None or now is None:
        return ValueChange(key, "new" if was is None else "gone", was, now)
    if abs(was - now) <= TOLERANCE * max(abs(was), abs(now)):
        return None
    return ValueChange(key, "revised", was, now)


def _why(key: LabelKey, before: Snapshot, after: Snapshot, values: list[ValueChange]) -> tuple[Why, ...]:
    """Every reason that applies; a place among others moves with theirs, so all areas' values count for it."""
    is_among_others = key.question in ("läge", "främst")
    kinds = {
        change.kind
        for change in values
        if change.key.indicator == key.indicator and (is_among_others or change.key.area == key.area)
    }
    checks: dict[Why, bool] = {
        "new data": "new" in kinds,
        "revised data": bool(kinds & {"revised", "gone"}),
        "changed target": _targets(before, key) != _targets(after, key),
        "changed method": before.method_version != after.method_version,
        "changed registry": _declared(before, key) != _declared(after, key),
    }
    return tuple(why for why, applies in checks.items() if applies) or ("another day",)


def _targets(found: Snapshot, key: LabelKey) -> dict[str, dict[str, object]]:
    return {name: target.model_dump() for name, target in found.registry.targets_of(key.indicator).items()}


def _declared(found: Snapshot, key: LabelKey) -> object:
    """What decides how an indicator is judged: its paragraph without texts, its breaks and the comparison sets."""
    indicator = found.registry.indicators.get(key.indicator)
    if indicator is None:
        return None
    judged = indicator.model_dump(exclude={"title", "short", "about", "caveats", "bins", "decimals", "waiting_for"})
    sets = {name: declared.groups for name, declared in found.registry.comparison_sets.items()}
    return judged, found.registry.breaks_of(key.indicator), sets
