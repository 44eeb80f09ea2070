"""A municipality's measures in a list: the way to each, its value, and in small what belongs to it."""

from dashboard.blocks.page import Entry, Link
from dashboard.blocks.pieces import Note
from dashboard.content.answers import answers
from dashboard.content.answers.budget import sentence
from dashboard.content.answers.phrases import decimals, figure, kept, plain
from dashboard.content.facts import Facts
from dashboard.content.indicator.indicator import country_value
from dashboard.content.overview import rows
from dashboard.content.ranks import is_fleet, is_ranked, municipality_place, places_text
from dashboard.content.text import ROUGH, amount, place_text
from malkollen.answers.movement import movement
from malkollen.answers.quarter import counted
from malkollen.answers.things import rounding
from malkollen.registry.home import capital
from malkollen.texts.swedish import MISSING, number
from malkollen.values import rough
from malkollen.values.values import Value, Variant

FLEET = "många företagsbilar är skrivna i kommunen, så värdet visar inte vad invånarna gör"
"""Of a value that nobody is placed by, where fleets decide it."""


def entries(facts: Facts, code: str, goal: str) -> list[Entry]:
    """A goal's measures for a municipality, each in its latest year."""
    return [_entry(facts, code, key) for key in facts.of_goal(goal, is_computed=True)]


def _entry(facts: Facts, code: str, key: str) -> Entry:
    indicator, value = facts.indicator(key), facts.evaluation(key).latest(code)
    way = Link(
        capital(plain(indicator)), "indicator", (("indikator", key), ("omrade", code), ("ar", "")), is_arrow=False
    )
    is_rough = rough.is_for_groups(indicator)
    shown = ROUGH if is_rough else amount(indicator, value.value)
    return Entry(f"line-{key}", way, shown, [Note(text(facts, code, key), "detail")])


def text(facts: Facts, code: str, key: str) -> str:
    """What belongs to a municipality's value: its year, how many things it is, its change, the others', its place."""
    indicator, value = facts.indicator(key), facts.evaluation(key).latest(code)
    if rough.is_for_groups(indicator):
        return _others(facts, key, value)
    if value.value is None:
        return f"{value.year}."
    changed = change(facts, key, code)
    own = [", ".join(filter(None, [str(value.year), changed])), _count(facts, key, value)]
    told = [*map(sentence, filter(None, own)), _others(facts, key, value), _place(facts, key, code, value.year)]
    return " ".join(filter(None, told))


def _count(facts: Facts, key: str, value: Value) -> str:
    """How many things a rate is of: "88 laddpunkter"; nothing where they are worked out of a rounded share."""
    indicator = facts.indicator(key)
    count = counted(indicator, value)
    if count is None or rounding(indicator, facts.registry.measures) > 1:
        return ""
    return f"{number(count)} {plain(indicator)}"


def change(facts: Facts, key: str, code: str) -> str:
    """What has happened since the programme's base year or the break after it; empty where no year is there."""
    moved = movement(answers.basis(facts), key, code, None)
    if moved.since_base is None:
        return ""
    told = rows.moved_words(facts, key, moved, moved.since_base)
    return "" if told == MISSING else told


def _others(facts: Facts, key: str, value: Value) -> str:
    """The home group's and riket's values of the same year, where they can stand beside a municipality's."""
    indicator, home = facts.indicator(key), facts.areas.home
    is_total = indicator.is_total
    own = (
        None if is_total and not rough.is_for_groups(indicator) else facts.evaluation(key).at(home.id, value.year).value
    )
    country = None if is_total else country_value(facts, key, value.year, None)
    places = decimals(indicator, [value.value, own, country])
    told = [(home.name, own), ("riket", country)]
    texts = [f"{name} {_shown(facts, key, other, places)}" for name, other in told if other is not None]
    return sentence(", ".join(texts)) if texts else ""


def _shown(facts: Facts, key: str, value: float, places: int) -> str:
    indicator = facts.indicator(key)
    if indicator.is_total:
        return amount(indicator, value)
    shown = figure(indicator, value, places)
    return f"{shown} {kept(indicator.unit)}" if rough.is_for_groups(indicator) else shown


def _place(facts: Facts, key: str, code: str, year: int) -> str:
    """The place that the page's picture shows, and among whom; that companies' cars leave it without one."""
    if not is_ranked(facts, key):
        return sentence(FLEET) if is_fleet(facts, key, code) else ""
    if is_fleet(facts, key, code):
        return sentence(places_text(facts, key, code, year))
    leading: Variant | None = "without" if facts.indicator(key).has_fleet_variants else None
    place = municipality_place(facts, key, code, year, leading)
    if place is None:
        return ""
    among = f"{facts.placed.many} utan många företagsbilar" if leading else facts.placed.the
    return sentence(f"plats bland {among}: {place_text(place)}")
