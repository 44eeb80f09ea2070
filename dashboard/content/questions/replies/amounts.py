"""How much there is of something: the amount itself where that is asked, whatever target there may be."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from dashboard.content.answers import answers
from dashboard.content.answers.phrases import decimals, plain, valued
from dashboard.content.facts import Facts
from dashboard.content.questions.reading import asking, kinds, search
from dashboard.content.questions.reading.question import Question, Reply, led
from dashboard.content.questions.replies import figures, gaps
from dashboard.content.text import ended
from malkollen.registry.home import capital, genitive
from malkollen.values import rough

POPULATION = "population"
"""The measure that amounts for each inhabitant are divided by."""
PART_UNKNOWN = "{whose} del går inte att säga: siffran för en enskild kommun är för ungefärlig."
NOT_WHERE = "Var {things} finns visas inte här, bara hur många de är."
WHOLE = "Hela {home}: {told}"


def per_each(
    facts: Facts, known: Sequence[Question], asked: str, found: list[Question], counted: list[Question]
) -> list[Question]:
    """What is found, with the measure that divides what is asked of by each thing or inhabitant before it.

    Args:
        counted: what the question means without what it is divided by, best first; empty where it names nothing such.
    """
    each = kinds.PER_EACH.search(asked)
    if not each or not counted or not found[0].key.startswith("indicator:"):
        return found
    rates = _rates(
        facts, counted[0].key.partition(":")[2], each["each"], is_per_head=bool(kinds.PER_HEAD.search(asked))
    )
    first = [replace(one, text=asked) for one in known if one.key in [f"indicator:{key}" for key in rates[:1]]]
    return [*first, *(one for one in (found if first else counted) if one.key not in {other.key for other in first})]


def _rates(facts: Facts, top: str, each: str, *, is_per_head: bool) -> list[str]:
    """The measures that divide by what a question names, or by inhabitants: those that count what another does first.

    Args:
        top: the measure whose things are divided, if it is one.
    """
    parsed = {key: its.parsed for key, its in facts.of_programme.items() if its.parsed}
    counted = {*parsed[top].counted} if top in parsed else set[str]()
    names = {
        by: [facts.registry.measures[by].title, *(word for key, its in parsed.items()
            if its.counted == (by,) for word in facts.indicator(key).words)]
        for its in parsed.values() for by in its.divided_by
    }  # fmt: skip
    found = [key for key, its in parsed.items() if (is_per_head and its.divided_by == (POPULATION,))
        or any(search.meets(each, names[by]) for by in its.divided_by)]  # fmt: skip
    alike = [key for key in found if counted & {*parsed[key].counted}]
    return alike or ([] if is_per_head else found)


def first(facts: Facts, one: Question, asked: str, *, is_of_both: bool) -> Question:
    """A question whose answer begins with the amount, where that is asked; and says of what part it is not.

    Args:
        is_of_both: whether the home group's is asked for beside a municipality's.
    """
    kind, _, key = one.key.partition(":")
    if kind != "indicator" or key not in facts.of_programme or not facts.is_computed(key):
        return one
    is_amount = kinds.AMOUNT.search(asked) and not asking.is_of_change(asked) and not asking.REACHES.search(asked)
    is_told = facts.indicator(key).is_total or kinds.PER_HEAD.search(asked) is not None
    note = part_note(facts, asked, key) or _where_note(facts, asked, key)
    if is_amount and is_told:
        return replace(one, reply=partial(_amount, facts, key, note, is_of_both=is_of_both))
    return replace(one, reply=lambda area: _beside(one.reply(area), note)) if note else one


def _beside(own: Reply, note: str) -> Reply:
    return replace(own, beside=(note, *own.beside))


def part_note(facts: Facts, asked: str, key: str) -> str:
    """That a part of what a measure counts is not told by itself, where the question names it; empty else."""
    counted = {*facts.indicator(key).measures}
    parts = [one for one in facts.programme.unfollowed if one.is_part and one.nearest in facts.of_programme]
    met = (one for one in parts if {*facts.indicator(one.nearest or key).measures} <= counted)
    return next((one.told for one in met if search.meets(asked, one.words[1:])), "")


def _where_note(facts: Facts, asked: str, key: str) -> str:
    """That it is not told where things are, where that is asked; empty else."""
    is_asked = kinds.WHERE.match(asked.strip()) and facts.indicator(key).thing
    return NOT_WHERE.format(things=plain(facts.indicator(key))) if is_asked else ""


def told(facts: Facts, key: str, area: str) -> str:
    """The latest amount in an area with its year; empty where there is none."""
    value, indicator = facts.evaluation(key).latest(area), facts.indicator(key)
    if value.value is None:
        return ""
    return ended(capital(valued(indicator, value.value, value.year, decimals(indicator, [value.value]))))


def _amount(facts: Facts, key: str, note: str, area: str, *, is_of_both: bool) -> Reply:
    own, home = figures.of_one(facts, key, area), facts.areas.home.id
    name = plain(facts.indicator(key))
    is_mass = rough.is_for_groups(facts.indicator(key)) and facts.indicator(key).is_total
    asked = f"Hur stora är {name} {figures.where(facts, area)}?" if is_mass else own.question
    measured = gaps.measured(facts.indicator(key))
    if not figures.is_silent(answers.of_indicator(facts, key, area)):
        beside = tuple(line for line in (own.answer, *own.beside) if line != measured)
        lines = tuple(filter(None, (own.hedge, *beside, measured)))
        return led(own, asked, told(facts, key, area) or own.answer, lines, note)
    whole = WHOLE.format(home=facts.home.name, told=told(facts, key, home))
    rest = (measured, gaps.whom(facts))
    if not is_of_both:
        return replace(own, question=asked, hedge=note, beside=(whole, *rest), counted=None)
    whose = genitive(facts.areas.name(area))
    both = f"Hur stora är {name} {facts.home.at}, och hur stor är {whose} del?"
    answer = f"{whole} {PART_UNKNOWN.format(whose=whose)}"
    return led(own, both, answer, rest, note)
