"""How the home group stands against just those areas that a question names, in each measure that compares them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from dashboard.content.answers import answers, hedges
from dashboard.content.answers.phrases import DEPENDS, decimals, figure, plain, valued
from dashboard.content.facts import Facts
from dashboard.content.questions.reading import areas, regions
from dashboard.content.questions.reading.question import Question, Reply
from dashboard.content.questions.replies import figures
from malkollen.answers.goal import GoalAnswer
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.assess.position import is_tie
from malkollen.registry.home import capital
from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import listed, number_word

REST = "Målets andra mått, {count} av {whole}, går inte att jämföra än."


def named(facts: Facts, asked: str) -> list[str]:
    """The areas that a question names to be set beside the home group: of a city the region that is called after it."""
    compared = [one for chosen in facts.registry.comparison_sets.values() for one in chosen.groups]
    cities = areas.elsewhere(facts, asked)
    by_city = (_region(facts, code, compared) or code for code in cities)
    own = facts.areas.home.id
    return [one for one in dict.fromkeys((*regions.named(facts, asked), *by_city)) if one != own]


def are_areas(facts: Facts, asked: str) -> bool:
    """Whether a question sets ours beside areas that the home group is compared with: of them it then is asked."""
    compared = {one for chosen in facts.registry.comparison_sets.values() for one in chosen.groups}
    return bool({*named(facts, asked)} & compared)


def usual(facts: Facts, one: Question) -> list[str]:
    """The areas that the home group is set beside where none is named: those of the set that answers lead with."""
    goal = (
        facts.goals.get(facts.indicator(key).goal) if (key := one.key.partition(":")[2]) in facts.of_programme else None
    )
    chosen = facts.registry.comparison_sets.get(goal.answer_set or "") if goal else None
    return [group for group in chosen.groups if group != facts.areas.home.id] if chosen else []


def _region(facts: Facts, code: str, compared: Sequence[str]) -> str | None:
    """The region that is called after a municipality and holds it: "Stor-Malmö" of "Malmö"."""
    name = facts.areas.name(code).casefold()
    held = (one for one in compared if code in facts.areas.by_id[one].members)
    return next((one for one in held if name in facts.areas.name(one).casefold()), None)


def first(facts: Facts, one: Question, others: Sequence[str], *, is_own: bool) -> Question:
    """A question of the home group whose answer begins with the areas that it names, in each measure that it is of.

    Args:
        is_own: whether it is asked if ours come first, which a goal answers with its own word before that.
    """
    kind, _, key = one.key.partition(":")
    of_goal = [each for each, its in facts.of_programme.items() if kind == "goal" and its.goal == key]
    keys = of_goal or [key] * (kind in {"indicator", figures.COMPARED} and key in facts.of_programme)
    told = [line for each in keys if (line := _line(facts, each, others, is_alone=kind != "goal"))]
    if told and is_own and kind == "goal":
        return replace(one, reply=lambda area: replace(own := one.reply(area), beside=(*told, *own.beside)))
    return replace(one, reply=partial(_against, facts, one, others, told)) if told else one


def _line(facts: Facts, key: str, others: Sequence[str], *, is_alone: bool) -> str:
    """The home group's value with the others', and whether it is better than each; empty where one is missing.

    Args:
        is_alone: whether the question is of this measure, whose name then need not be said.
    """
    indicator = facts.indicator(key)
    if not figures.is_compared(facts, key) or indicator.better is None:
        return ""
    evaluation, home = facts.evaluation(key), facts.areas.home.id
    year = evaluation.latest_year
    values = {area: evaluation.at(area, year).value for area in (home, *others)}
    known = {area: value for area, value in values.items() if value is not None}
    if len(known) < len(values) or year is None:
        return ""
    places = decimals(indicator, [*known.values()], apart=True)
    shown = {area: figure(indicator, value, places) for area, value in known.items()}
    ways: dict[str, list[str]] = {}
    for area in others:
        ways.setdefault(_stands(indicator, known[home], known[area]), []).append(regions.within(facts, area))
    verdict = ", ".join(f"{word} {listed(names)}" for word, names in ways.items())
    beside = ", ".join(f"i {regions.within(facts, area)} {shown[area]}" for area in others)
    told = f"{valued(indicator, known[home], year, places)}, {beside}"
    head = "" if is_alone else f"I {plain(indicator)} "
    told = f"{verdict}: {told}." if _is_ranked(facts, key) else f"{told}: platsen {DEPENDS}."
    return f"{head}{told}" if head else capital(told)


def _stands(indicator: Indicator, own: float, other: float) -> str:
    """How a value stands to another, where they differ so much that it means anything."""
    if is_tie(own, other, indicator.yearly_materiality):
        return "lika med"
    return "bättre än" if (own > other) == (indicator.better == "higher") else "sämre än"


def _is_ranked(facts: Facts, key: str) -> bool:
    """Whether the home group has a place by a measure, whichever cars are counted."""
    typed = answers.of_indicator(facts, key).typed
    return isinstance(typed, IndicatorAnswer) and typed.place is not None and typed.place.kind != "depends"


def _against(facts: Facts, one: Question, others: Sequence[str], told: Sequence[str], area: str) -> Reply:
    own = one.reply(area)
    names = listed(regions.within(facts, other) for other in others)
    subject = "" if one.key.startswith("goal:") else f" i {plain(facts.indicator(one.key.partition(':')[2]))}"
    asked = f"Hur står {facts.home.name} mot {names}{subject}?"
    rest = _rest(facts, one)
    hedge = " ".join(filter(None, [rest, own.hedge]))
    return replace(own, question=asked, word="", answer=" ".join(told), hedge=hedge,
        beside=(own.answer, *own.beside), counted=None)  # fmt: skip


def _rest(facts: Facts, one: Question) -> str:
    """How many of a goal's measures cannot be compared; empty of a measure, and where the hedge says it."""
    kind, _, key = one.key.partition(":")
    typed = answers.computed(facts, key).typed if kind == "goal" else None
    if not isinstance(typed, GoalAnswer) or not typed.unanswered or hedges.only_one(typed):
        return ""
    lacking, whole = len(typed.unanswered), len(typed.unanswered) + len(typed.compared) + len(typed.aims)
    return REST.format(count=number_word(lacking), whole=number_word(whole))
