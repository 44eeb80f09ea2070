"""Which municipalities an object of infrastructure concerns: those whose places its name or the draft's own row names.

An object that names no place may concern a municipality all the same: that is not known, and nothing is guessed.
"""

import re
from collections.abc import Sequence
from typing import TypeVar

from dashboard.content.facts import Facts
from dashboard.content.remembered import remembered
from malkollen.database.beside import PlanObject
from malkollen.errors import DataError
from malkollen.files import small_file
from malkollen.office import own_rows
from malkollen.office.draft_file import CONCERNS, DraftObject

FILE_NAME = "named_places.csv"
"""Beside the reference data: a place a row, its municipality, and the stop that is so named and lies there."""
COLUMNS = ("name", "municipality_code", "origin")
MOST_BYTES = 200_000
Object = TypeVar("Object", DraftObject, PlanObject)


def municipalities(facts: Facts, one: DraftObject | PlanObject) -> list[str]:
    """The codes of our municipalities that an object concerns, in the order that it names them; often none is known."""
    said = [fact.value for fact in one.facts if fact.subject == CONCERNS] if isinstance(one, DraftObject) else []
    return named(facts, " ".join([one.name, *said]))


def of_municipality(facts: Facts, code: str, objects: Sequence[Object]) -> list[Object]:
    """Those of some objects that are known to concern a municipality, in their order."""
    return [one for one in objects if code in municipalities(facts, one)]


def named(facts: Facts, text: str) -> list[str]:
    """The codes of our municipalities that a text names, or a place in; also within a word: "Södertäljebron"."""
    ours = _ours(facts)
    written = "|".join(map(re.escape, sorted(ours, key=len, reverse=True)))
    return [*dict.fromkeys(ours[name] for name in re.findall(rf"\b(?:{written})", text))]


@remembered
def _ours(facts: Facts) -> dict[str, str]:
    """Our municipalities by their names, and by each place in the register; by their names alone where that fails."""
    own = {facts.areas.name(code): code for code in facts.areas.home_members}
    try:
        text = small_file.text(facts.folder / "reference" / FILE_NAME, MOST_BYTES)
        rows = own_rows.read(FILE_NAME, text, COLUMNS, ",")
    except (OSError, UnicodeDecodeError, DataError):
        return own
    places = {row["name"]: row["municipality_code"] for row in rows}
    return {name: code for name, code in places.items() if code in facts.areas.home.members} | own
