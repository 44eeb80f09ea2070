"""The indicators that a timetable feeds: what each answers in plain words, and whether it waits."""

from dashboard.content.facts import Facts
from dashboard.content.indicator.indicator import covered_note
from malkollen.texts.swedish import number

RATIO = "transit_to_car_time_ratio"
ANSWERED = {
    "cross_sodertorn_relations": "Hur många tvärresor tar högst en timme",
    RATIO: "Hur mycket längre tid än med bil",
    "high_frequency_access_share": "Hur många som har hög turtäthet nära",
    "core_within_30_min": "Hur många som når en stadskärna på 30 minuter",
    "labour_market_45_min": "Hur många arbetsplatser som nås på 45 minuter",
    "access_gap": "Hur ojämnt områdena når arbetsplatser",
}
"""What is asked of each, in the order of the page's sections."""
LEAD = "Tidtabellen ger de här indikatorerna deras värden:"
LEAD_WAITING = "De här indikatorerna får sina värden ur tidtabellen:"


def lead(facts: Facts) -> str:
    """The words before the links."""
    return LEAD if any(facts.is_computed(key) for key in _declared(facts)) else LEAD_WAITING


def links(facts: Facts) -> list[tuple[str, str]]:
    """Each declared indicator's key, and the words of its link; those without figures are said to wait."""
    return [
        (key, words if facts.is_computed(key) else f"{words} (väntar)")
        for key, words in ANSWERED.items()
        if key in _declared(facts)
    ]


def ratio_text(facts: Facts) -> str | None:
    """Södertörn's time by transit against car, with how much of the commuting it covers; None until it has a value."""
    if RATIO not in _declared(facts) or not facts.is_computed(RATIO):
        return None
    home, evaluation = facts.areas.home, facts.evaluation(RATIO)
    year = evaluation.latest_year
    covered = covered_note(facts, RATIO, home.id, year)
    if (value := evaluation.at(home.id, year).value) is None:
        return covered
    times = number(value, facts.indicator(RATIO).decimals)
    said = f"Resan tar {times} gånger så lång tid med kollektivtrafik som med bil, för {home.name} {year}."
    return f"{said} {covered}" if covered else said


def _declared(facts: Facts) -> set[str]:
    return ANSWERED.keys() & facts.registry.indicators.keys()
