"""Registries that are kept in fixed versions: what older versions did not write is lent by the one that holds now.

Before [home], [roles] and [examples] the program had their words and ids in itself. They say no figure and no verdict.
"""

from pathlib import Path
from typing import Any

from malkollen.registry import registry
from malkollen.registry.content import MOVED, entries, respelled
from malkollen.registry.registry import Registry

WORDS = ("municipalities", "regions")
"""Keys of [comparison] that came with [home], or later."""
Content = dict[str, Any]


def load(path: Path) -> Registry:
    """Reads and checks a kept registry; RegistryError with every fault at once."""
    content, now = respelled(registry.read(path)), registry.read()
    content = _with_quotes(content, now)
    if "home" not in content:
        content = _lent(content, now)
    return registry.checked(_in_plain_words(content, now), path.name)


def _in_plain_words(content: Content, now: Content) -> Content:
    """The content with what a reader is told of each source that waits: as it is said now, else its title."""
    told = {
        key: {"needs_plain": now.get("waiting", {}).get(key, {}).get("needs_plain", f"Här saknas: {entry['title']}.")}
        | _with_parts(entry)
        for key, entry in entries(content, "waiting").items()
        if "title" in entry
    }
    return {**content, "waiting": {**content["waiting"], **told}} if told else content


def _with_quotes(content: Content, now: Content) -> Content:
    """The content with each goal's own quote: [comparison] had them all, and before [home] the program itself."""
    before, goals = content.get("comparison", {}), entries(content, "goals")
    pairs = [*zip(before.get("quotes", ()), before.get("claims", ()), strict=False)]
    if "home" not in content:
        pairs = [(goal["quote"], goal["claim"]) for goal in entries(now, "goals").values() if "claim" in goal]
    own = {
        key: goal | {"quote": quote, "claim": claim}
        for key, goal in goals.items()
        for quote, claim in pairs
        if quote in goal.get("sentence", "")
    }
    comparison = {key: value for key, value in before.items() if key not in MOVED}
    regions = now["comparison"].get("regions", {}) | before.get("regions", {})
    comparison |= {"regions": regions} if regions else {}
    return {**content, "comparison": comparison, "goals": {**goals, **own}}


def _with_parts(entry: Content) -> Content:
    parts = [{"needs_plain": f"Här saknas: {part.get('title', '')}."} | part for part in entry.get("parts", ())]
    return {**entry, "parts": parts} if parts else entry


def _lent(content: Content, now: Content) -> Content:
    words = {key: value for key, value in now["comparison"].items() if key in WORDS}
    return {
        **content,
        "home": now["home"],
        "comparison": words | content.get("comparison", {}),
        "roles": _known(now.get("roles", {}), content),
        "examples": {name: one for name, one in now.get("examples", {}).items() if _is_known(one, content)},
    }


def _known(roles: Content, content: Content) -> Content:
    """The roles of indicators and of measures that the older registry has."""
    known = content.get("indicators", {})
    links = {key: words for key, words in roles.get("timetable", {}).items() if key in known}
    own = {role: key for role, key in roles.items() if isinstance(key, str) and key in known}
    cars = roles.get("chargeable", {})
    counted = {"chargeable": cars} if cars and {*cars.values()} <= {*content.get("measures", {})} else {}
    return own | counted | {"timetable": links}


def _is_known(example: Content, content: Content) -> bool:
    return example["indicator"] in content.get("indicators", {})
