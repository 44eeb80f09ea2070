"""Which indicators a cooperation follows: the registry's text without the others, and without what points to them."""

import json
import re
import tomllib
from collections.abc import Collection, Mapping, Sequence

from malkollen.errors import EntryError
from malkollen.registry.content import Content, entries, texts
from malkollen.registry.formula import parse
from malkollen.texts.printable import excerpt

HEADING = re.compile(r"^\[+(\w+)(?:\.(\w+))?", re.MULTILINE)
ROW = re.compile(r'^\w+ = (?:".*"|\[.*\])\n?', re.MULTILINE)
UNFOLLOWED = re.compile(r"^\[\[programmes\.\w+\.unfollowed\]\]", re.MULTILINE)
"""What nothing follows: of the shipped indicators together, so no longer true of some of them."""
POINTING = ("nearest", "focus", "leaves_out")
"""Keys of indicators and goals that name indicators."""


def kept(content: Content, codes: Sequence[str]) -> frozenset[str]:
    """The ids of the indicators whose codes somebody has typed, with commas or without.

    Raises:
        EntryError: codes that no indicator has; none at all.
    """
    declared = {key: str(one["code"]) for key, one in content["indicators"].items()}
    known = {name.casefold(): key for key, code in declared.items() for name in (key, code)}
    typed = [code for part in codes for code in part.replace(",", " ").split()]
    if faults := [code for code in typed if code.casefold() not in known]:
        look = "kör med --keep sist och utan koder, så skrivs de som finns"
        raise EntryError([f"--keep: ingen indikator har koden '{excerpt(code)}'; {look}" for code in faults])
    if not typed:
        raise EntryError(["--keep: skriv minst en kod, som K02"])
    return frozenset(known[code.casefold()] for code in typed)


def only(text: str, keep: Collection[str]) -> str:
    """A registry's text with these indicators alone: nothing that is left names another."""
    content = tomllib.loads(text)
    left = {
        "duties": set(),
        "goals": {key for key in entries(content, "goals") if any(key in _goals(content, one) for one in keep)},
        "waiting": _waited_for(content, keep),
        "indicators": {*keep},
        "targets": {key for key, one in entries(content, "targets").items() if one["indicator"] in keep},
        "examples": {key for key, one in entries(content, "examples").items() if one["indicator"] in keep},
        "breaks": {key for key, one in entries(content, "breaks").items() if _is_broken(one, keep)},
    }
    gone = content["indicators"].keys() - {*keep}
    blocks = [_without(block, gone) for block in text.split("\n\n") if _is_left(block, left)]
    return "\n\n".join(block for block in blocks if block)


def is_waiting(content: Content, indicator: Content) -> bool:
    """Whether an indicator has no figures among those that are carried: it waits for a source, or a measure of it."""
    measures = parse(indicator["formula"]).measures if "formula" in indicator else ()
    return any("waiting_for" in one for one in (indicator, *(content["measures"][name] for name in measures)))


def _goals(content: Content, indicator: str) -> list[str]:
    goal = content["indicators"][indicator]["goal"]
    return [goal] if isinstance(goal, str) else texts(goal)


def _waited_for(content: Content, keep: Collection[str]) -> set[str]:
    waiting = [*entries(content, "measures").values(), *(content["indicators"][key] for key in keep)]
    return {one["waiting_for"] for one in waiting if "waiting_for" in one}


def _is_broken(one: Content, keep: Collection[str]) -> bool:
    return bool(one.get("measures")) or any(key in keep for key in texts(one.get("indicators")))


def _is_left(block: str, left: Mapping[str, Collection[str]]) -> bool:
    heading = HEADING.search(block)
    if UNFOLLOWED.search(block):
        return False
    return heading is None or heading[2] is None or heading[2] in left.get(heading[1], (heading[2],))


def _without(block: str, gone: Collection[str]) -> str:
    """A paragraph without the rows, and the names in its lists, that point to what is gone."""
    heading = HEADING.search(block)
    table = heading[1] if heading else ""
    if table not in ("roles", "indicators", "goals", "breaks"):
        return block

    def row(match: re.Match[str]) -> str:
        (key, value), *_ = tomllib.loads(match[0]).items()
        if table == "roles":
            return "" if value in gone or key in gone else match[0]
        if key not in POINTING and (table, key) != ("breaks", "indicators"):
            return match[0]
        names = [value] if isinstance(value, str) else value
        still = [name for name in names if name not in gone]
        if still == names:
            return match[0]
        return f"{key} = {json.dumps(still)}\n" if still else ""

    rest = ROW.sub(row, block).rstrip("\n")
    return rest if " = " in rest else ""
