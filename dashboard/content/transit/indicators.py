"""The indicators that a timetable and the street map feed: what each answers in plain words, and whether it waits."""

from dashboard.content.facts import Facts
from dashboard.content.indicator.indicator import covered_note
from malkollen.texts.swedish import number

LEAD = "Tidtabellen och gatukartan ger flera indikatorer deras värden."
LEAD_WAITING = "Flera indikatorer får sina värden ur tidtabellen och gatukartan."


def lead(facts: Facts) -> str:
    """The words before the links."""
    return LEAD if any(facts.is_computed(key) for key in facts.registry.roles.timetable) else LEAD_WAITING


def links(facts: Facts) -> list[tuple[str, str]]:
    """Each declared indicator's key, and the words of its link; those without figures are said to wait."""
    return [
        (key, words if facts.is_computed(key) else f"{words} (inga siffror än)")
        for key, words in facts.registry.roles.timetable.items()
    ]


def ratio_text(facts: Facts) -> str | None:
    """Södertörn's time by transit against car, with how much of the commuting it covers; None until it has a value."""
    key = facts.registry.roles.time_ratio
    if key is None or not facts.is_computed(key):
        return None
    home, evaluation = facts.areas.home, facts.evaluation(key)
    year = evaluation.latest_year
    covered = covered_note(facts, key, home.id, year)
    if (value := evaluation.at(home.id, year).value) is None:
        return covered
    times = number(value, facts.indicator(key).decimals)
    said = f"Resan tar {times} gånger så lång tid med kollektivtrafik som med bil, för {home.name} {year}."
    return f"{said} {covered}" if covered else said
