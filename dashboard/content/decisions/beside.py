"""A decision's choices beside each other, for a room: what each leads to in a few words, the sentences in the notes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.blocks.table import Record, Table, table
from dashboard.content.answers import answers, goal as goal_words
from dashboard.content.answers.phrases import plain
from dashboard.content.decisions.consequences import TARGETED, compared_in
from dashboard.content.facts import Facts
from dashboard.content.text import file_day
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.answers.things import Missing
from malkollen.registry.home import capital
from malkollen.texts.swedish import MISSING, number
from malkollen.values.areas import COUNTRY

WITH, MEASURE, TO_COUNTRY, TO_NEXT = "Vi jämför med", "Mått", "Fler till rikets nivå", "Fler till närmaste område före"
REACHED, SILENT = "redan över", "inga siffror än"


def comparisons(facts: Facts, goals: Sequence[str], titles: Mapping[str, str]) -> Table:
    """A row a comparison, a column a goal: the answer's word and in how many measures the home is first.

    titles: what the comparisons are called, by their keys.
    """
    headings = {goal: facts.registry.goals[goal].heading for goal in goals}
    records: list[Record] = []
    for name, title in titles.items():
        answered: Record = {headings[goal]: _answer(facts, goal, name) for goal in goals}
        records.append({WITH: capital(title), **answered})
    found = table("Svaret i varje jämförelse", f"malkollen_val_jamforelse_{file_day(facts)}", records, "")
    return replace(found, short="Val av jämförelse")


def _answer(facts: Facts, goal: str, name: str) -> str:
    typed = compared_in(facts, goal, name)
    word = goal_words.computed_word(typed)
    return f"{word}: {goal_words.firsts(typed)}" if len(typed.compared) > 1 else f"{word}{goal_words.few(typed)}"


def without_target(facts: Facts, keys: Sequence[str]) -> Table:
    """A row a measure without a target: how many more it takes to riket's level and to the nearest area's ahead."""
    records = [_levels(facts, key) for key in keys]
    name = f"malkollen_val_mal_{file_day(facts)}"
    found = table("Vad nivåerna skulle kräva", name, records, "", notes=(TARGETED,))
    return replace(found, short="Val av mål")


def _levels(facts: Facts, key: str) -> Record:
    named, typed = capital(plain(facts.indicator(key))), answers.of_indicator(facts, key).typed
    if not facts.is_computed(key) or not isinstance(typed, IndicatorAnswer):
        return {MEASURE: named, TO_COUNTRY: SILENT, TO_NEXT: MISSING}
    country = next((one for one in typed.things if one.to == COUNTRY), None)
    nearest = next((one for one in typed.things if one.to != COUNTRY and one.count), None)
    return {
        MEASURE: f"{named} {typed.year}",
        TO_COUNTRY: _more(country) if country else MISSING,
        TO_NEXT: f"{_more(nearest)} ({facts.areas.name(nearest.to)})" if nearest else MISSING,
    }


def _more(one: Missing) -> str:
    return number(one.count) if one.count else REACHED
