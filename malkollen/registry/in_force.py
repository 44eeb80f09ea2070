"""Which programme holds on a day, and the registry as it is read under one: each indicator under that one's goal."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import count
from typing import Literal, NamedTuple

from malkollen.errors import UnknownNameError
from malkollen.registry.programme import Goal, Programme, served
from malkollen.registry.registry import Registry
from malkollen.texts import programmes as texts
from malkollen.texts.printable import excerpt

State = Literal["holds", "ended", "coming"]
Aside = Literal["closed", "prepared", "beside"]
"""Of a programme other than the one that leads: it has ended, has not begun, or holds for another body."""


class Reading(NamedTuple):
    """A programme to read the registry under.

    Attributes:
        day: the day it is read as of; of one that has ended its last.
        aside: what it is beside the one that leads; None for that one.
    """

    programme: str
    day: date
    aside: Aside | None = None


def state(programme: Programme, day: date) -> State:
    """Whether a programme holds on a day, no longer does, or does not yet."""
    if day > programme.valid_to:
        return "ended"
    return "holds" if programme.valid_from <= day else "coming"


def leading(registry: Registry, day: date) -> str:
    """The key of the programme that leads on a day: the first declared that holds.

    Where none does, the one that ended last; before the first has begun, the one that begins first.
    """
    by_state: dict[State, dict[str, Programme]] = {"holds": {}, "ended": {}, "coming": {}}
    for key, programme in registry.programmes.items():
        by_state[state(programme, day)][key] = programme
    if holding := by_state["holds"]:
        return next(iter(holding))
    if ended := by_state["ended"]:
        return max(ended, key=lambda key: ended[key].valid_to)
    coming = by_state["coming"]
    return min(coming, key=lambda key: coming[key].valid_from)


def reading(registry: Registry, day: date, asked: str | None = None) -> Reading:
    """How a programme that is asked for is read on a day; the one that leads where none is.

    One that has ended is read as it stood on its last day, also where no other has come after it. UnknownNameError for
    a programme that there is none of.
    """
    leads = leading(registry, day)
    if asked is None:
        return Reading(leads, day)
    if asked not in registry.programmes:
        names = ", ".join(registry.programmes)
        raise UnknownNameError(f"programmet '{excerpt(asked)}' finns inte; de som finns: {names}")
    match state(registry.programmes[asked], day):
        case "ended":
            return Reading(asked, registry.programmes[asked].valid_to, "closed")
        case "coming":
            return Reading(asked, day, None if asked == leads else "prepared")
        case "holds":
            return Reading(asked, day, None if asked == leads else "beside")


def goals_of(registry: Registry, programme: str) -> dict[str, Goal]:
    """A programme's goals by their keys, in the file's order."""
    return {key: goal for key, goal in registry.goals.items() if goal.programme == programme}


def followed(registry: Registry, goal: str) -> list[str]:
    """A goal and those it carries on, the nearest first."""
    chain: list[str] = []
    earlier: str | None = goal
    while earlier is not None:
        chain.append(earlier)
        earlier = registry.goals[earlier].carries_on
    return chain


def places_of(registry: Registry, programme: str) -> dict[str, int]:
    """A number for each of a programme's goals, from 0, for colours: a goal that is carried on keeps its own."""
    goals, places = goals_of(registry, programme), dict[str, int]()
    for key, goal in goals.items():
        if goal.carries_on:
            kept = places_of(registry, registry.goals[goal.carries_on].programme)[goal.carries_on]
            if kept not in places.values():
                places[key] = kept
    free = (place for place in count() if place not in places.values())
    return {key: places[key] if key in places else places.setdefault(key, next(free)) for key in goals}


def under(registry: Registry, programme: str) -> Registry:
    """The registry as it is read under a programme: the goal an indicator serves there stands first of its goals.

    An indicator that serves none of the programme's goals stays under the goal it is typed under.
    """
    carried = {
        key: (goal.carries_on, goal.leaves_out) for key, goal in registry.goals.items() if goal.carries_on is not None
    }
    goals = served({key: indicator.goals for key, indicator in registry.indicators.items()}, carried)
    indicators = {
        key: indicator.model_copy(update={"goals": _first_of(goals[key], registry.goals, programme)})
        for key, indicator in registry.indicators.items()
    }
    return registry.model_copy(update={"indicators": indicators})


def _first_of(keys: tuple[str, ...], goals: Mapping[str, Goal], programme: str) -> tuple[str, ...]:
    return tuple(sorted(keys, key=lambda key: goals[key].programme != programme))


def on(registry: Registry, day: date) -> Registry:
    """The registry as it is read on a day: under the programme that leads."""
    return under(registry, leading(registry, day))


def upcoming(registry: Registry, day: date) -> str | None:
    """The programme that is prepared: of those that have not begun, the one that begins first; None without any."""
    coming = {key: found for key, found in registry.programmes.items() if state(found, day) == "coming"}
    return min(coming, key=lambda key: coming[key].valid_from, default=None)


def previous(registry: Registry, programme: str) -> str | None:
    """The programme that ended last before another began; None where there is none."""
    first = registry.programmes[programme].valid_from
    before = {key: found for key, found in registry.programmes.items() if found.valid_to < first}
    return max(before, key=lambda key: before[key].valid_to, default=None)


def gaps(registry: Registry) -> dict[str, tuple[date, date]]:
    """The first and last day without a programme before each one that begins after a gap, by its key."""
    without = {}
    for key, programme in registry.programmes.items():
        before = previous(registry, key)
        covering = [p for p in registry.programmes.values() if p.valid_from < programme.valid_from <= p.valid_to]
        if before is None or covering:
            continue
        first = registry.programmes[before].valid_to + timedelta(days=1)
        if first < programme.valid_from:
            without[key] = (first, programme.valid_from - timedelta(days=1))
    return without


def unheld(registry: Registry, day: date) -> str | None:
    """In one sentence that no programme holds on a day and what still stands; None where one does."""
    programme = registry.programmes[leading(registry, day)]
    match state(programme, day):
        case "holds":
            return None
        case "coming":
            return texts.not_begun(programme.title, programme.valid_from)
        case "ended":
            key = upcoming(registry, day)
            coming = registry.programmes[key] if key else None
            return texts.ended(
                programme.title, programme.valid_to, (coming.title, coming.valid_from) if coming else None
            )


def notices(registry: Registry, day: date) -> list[str]:
    """What is no fault but worth telling of the programmes, as "key: what it is"."""
    found = [f"programmes.{key}.valid_from: {texts.gap(*days)}" for key, days in gaps(registry).items()]
    if said := unheld(registry, day):
        found.append(f"programmes.{leading(registry, day)}: {said}")
    return found
