"""What a question's answer begins with: the change, the pace, or other areas beside, where those are asked for."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard.blocks.page import Link
from dashboard.content.facts import Facts
from dashboard.content.questions.reading import areas, asking, kinds, regions
from dashboard.content.questions.reading.question import Question, Reply
from dashboard.content.questions.replies import amounts, aspects, commutes, comparisons, moved

ON_EIGHT = Link("Läs mer på Sida vid sida", "eight")


def first(facts: Facts, one: Question, asked: str, area: str) -> Question:
    """What is asked, with the change, and with other areas beside it, where those are asked for."""
    if one.key == commutes.BETWEEN and commutes.is_to_core(facts, asked):
        return commutes.with_core(facts, one)
    others, is_change = areas.regions_beside(facts, asked), asking.is_of_change(asked)
    changed = moved.first(facts, one, asked)
    if regions.FASTER.search(asked) and (paced := _paced(facts, one, asked, area)):
        return paced
    is_against = not is_change and kinds.COMPARES.search(asked) is not None
    if is_against and area == facts.areas.home.id and (against := comparisons.named(facts, asked)):
        is_own = kinds.FIRST_OF_ALL.search(asked) is not None
        return comparisons.first(facts, one, against, is_own=is_own)
    if changed is one:
        is_of_both = area in facts.areas.home_members and areas.names_home(facts, asked)
        changed = amounts.first(facts, one, asked, is_of_both=is_of_both)
    elsewhere = areas.elsewhere(facts, asked) if is_against else []
    others = [*areas.set_beside(facts, asked), *(one for one in (*others, *elsewhere) if one != area)]
    return _with(facts, _beside_home(facts, changed, area) if not others else changed, others)


def _paced(facts: Facts, one: Question, asked: str, area: str) -> Question | None:
    """A question whose answer sets paces beside each other, where it is asked who is faster; None where none is named.

    Without names it is of the areas that the home group is compared with.
    """
    ours = [code for code in areas.set_beside(facts, asked) if code != area]
    others = [*ours, *(each for each in comparisons.named(facts, asked) if each not in (area, *ours))]
    if not others and kinds.COMPARES.search(asked):
        others = comparisons.usual(facts, one)
    return regions.against(facts, one, others) if others else None


def _beside_home(facts: Facts, one: Question, area: str) -> Question:
    """A question of an area that is no municipality, with the home group's figure beside its own."""
    if area == facts.areas.home.id or area in facts.areas.municipalities:
        return one
    row = aspects.side_by_side(facts, one, area, [])
    return replace(one, reply=lambda of: replace(own := one.reply(of), beside=(*row, *own.beside)))


def _with(facts: Facts, one: Question, others: Sequence[str]) -> Question:
    """A question whose answer has other municipalities' beside it, where theirs are others."""
    others = [other for other in others if is_of(one, other, facts.areas.home.id)]
    if not others:
        return one

    def reply(area: str) -> Reply:
        own = one.reply(area)
        row = aspects.side_by_side(facts, one, area, others)
        apart = () if row and len(others) > 1 else others
        lines = [_line(facts, one, own, other) for other in apart if one.reply(other).beside != own.beside]
        return replace(own, beside=(*lines, *row, *own.beside), links=(*own.links, ON_EIGHT))

    return replace(one, reply=reply)


def _line(facts: Facts, one: Question, own: Reply, other: str) -> str:
    """Another municipality's answer on a line; what is known of it instead where both wait for the same."""
    told = one.reply(other)
    count = f"{told.counted[1]}. " if told.counted else ""
    instead = told.beside[-1] if told.answer == own.answer and told.beside else told.answer
    return f"{facts.areas.name(other)}: {count}{instead}"


def is_of(one: Question, area: str, home: str) -> bool:
    """Whether a question's answer is an area's own, rather than the home group's as well."""
    return replace(one.reply(area), links=()) != replace(one.reply(home), links=())
