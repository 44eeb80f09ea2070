"""What a question's answer begins with: the change, the pace, the amount, or other areas, where those are asked for."""

from dataclasses import replace

from dashboard.blocks.blocks import Text
from dashboard.blocks.page import PageSection
from dashboard.content import targets
from dashboard.content.facts import Facts
from dashboard.content.questions import among, covered, telling
from dashboard.content.questions.apart import projects, standing, strengths, takes, unfollowed
from dashboard.content.questions.asked_of_method import asked as of_method
from dashboard.content.questions.reading import areas, asking, kinds, regions, search, travel
from dashboard.content.questions.reading.question import Question
from dashboard.content.questions.replies import (
    amounts,
    aspects,
    bodies,
    commutes,
    comparisons,
    figures,
    gaps,
    matters,
    moved,
)
from malkollen.texts.swedish import listed

NOTHING = "Målkollen hittar inget svar på den frågan. Pröva med andra ord."
NEAREST = 4
"""Questions that are led to where none is answered."""
MANY = 3
"""Others of ours that stand in a row each measure, rather than with a sentence each, where there are more."""
OF_HOME = (figures.COMPARED, "moved", "target:", "decisions", "levels", "activities", matters.REACHED,
    commutes.OVER_YEARS, standing.STANDING, projects.SUM, "plan:county")  # fmt: skip
"""How the keys begin of what is answered of the home group alone, whichever municipality a question names."""
SETS_BESIDE = ("indicator", figures.COMPARED, standing.STANDING, "things", "goal:", "area", "trip", "travel",
    "commuting", "who", "duty", "duties", "word:", standing.MADE, "cars")  # fmt: skip
"""How the keys begin of what sets areas beside each other itself, or of what no area is set beside."""
NOT_COMPARED = "{name} jämförs inte med {names} i det här. Svaret gäller {whose}."
NOT_HERE = "{names} har inga egna siffror här och går inte att jämföra med."


def none(facts: Facts, why: str = "") -> list[PageSection]:
    """That nothing is found, neither of a question nor of any of its parts, and whom to ask.

    Args:
        why: why no figure answers it, where that is known.
    """
    return [PageSection("", [Text(why or NOTHING, "takeaway"), Text(gaps.otherwise(facts), "caption")])]


def near(facts: Facts, known: list[Question], asked: str) -> list[Question]:
    """What may be meant where nothing is found: what is named with a telling word of the question, the rarest first."""
    found = [known[number] for number in search.nearest(telling.index(known), telling.words(facts, asked))]
    return [one for one in found if one.is_listed and one.key.startswith(covered.NAMED)][:NEAREST]


def first(facts: Facts, one: Question, asked: str, area: str) -> Question:
    """What is asked, with the change, and with other areas side by side, where those are asked for."""
    if one.key in (standing.STANDING, standing.MADE) or of_method.is_of(one.key):
        return one
    if (led := _led(facts, one, asked)) is not one:
        return led
    others, is_change = comparisons.others(facts, one, asked, area), asking.is_of_change(asked)
    one = aspects.noted(facts, _aimed(facts, one, asked), asked)
    if regions.FASTER.search(asked) and others:
        is_ours = area == facts.areas.home.id or area in facts.areas.home_members
        return moved.paced(facts, one, others if is_ours else [area, *others], None if is_ours else facts.areas.home.id)
    ours = [each for each in others if each in facts.areas.home_members]
    if one.key.startswith("area") and ours[MANY:] and area in facts.areas.home_members:
        return among.ours(facts, one, area)
    kind, _, key = one.key.partition(":")
    if kind == "indicator" and ours[MANY:] and not is_change and (placed := strengths.place(facts, key, area)):
        return replace(one, reply=lambda of: among.placed(facts, one.reply(of), key, of, placed))
    if ours and one.key.startswith("things:") and area in facts.areas.home_members:
        return takes.beside_ours(facts, one, ours)
    is_ours = area != facts.areas.home.id or bool(ours)
    if others and not is_ours and not is_change and kinds.COMPARES.search(asked):
        is_own = kinds.FIRST_OF_ALL.search(asked) is not None
        if ranked := comparisons.ranked(facts, one, others, is_own=is_own):
            return ranked
    changed = moved.first(facts, one, asked)
    if changed is one:
        is_of_both = area in facts.areas.home_members and areas.names_home(facts, asked)
        changed = amounts.first(facts, one, asked, is_of_both=is_of_both)
    is_counted = asking.COUNTED.match(asked.strip()) is not None
    return comparisons.side_by_side(facts, changed, area, others, is_counted=is_counted, is_value=changed is one)


def _aimed(facts: Facts, one: Question, asked: str) -> Question:
    """A question of how many things are missing to a target, which nobody has decided: that is said first."""
    key = one.key.partition(":")[2]
    is_aimed = one.key.startswith("things:") and kinds.ONE_TARGET.search(asked) and not facts.registry.targets_of(key)
    told = f"{targets.NO_TARGET}."
    return replace(one, reply=lambda of: replace(r := one.reply(of), answer=f"{told} {r.answer}")) if is_aimed else one


def _led(facts: Facts, one: Question, asked: str) -> Question:
    """A question whose answer begins with something else as it is put; the same where it does not."""
    if one.key == commutes.BETWEEN and commutes.is_to_core(facts, asked):
        return commutes.with_core(facts, one)
    if one.key == commutes.BETWEEN and travel.COMES_IN.search(asked):
        return commutes.between_into(facts, one)
    if one.key == bodies.DECISIONS:
        return bodies.first(facts, one, asked)
    if one.key == matters.REACHED and standing.WORST_GOAL.search(asked):
        own = one.reply
        return replace(one, reply=lambda of: replace(own(of), hedge=f"{standing.UNRANKED} {own(of).hedge}"))
    if one.key == projects.WHOLE and kinds.IN_NATIONAL.search(asked) and not areas.ours_in(facts, asked):
        return projects.in_plan(facts, one)
    if one.key == matters.NEXT and kinds.PROPOSES.search(asked):
        return unfollowed.nothing_proposed(facts, one)
    if one.key.startswith("goal:") and kinds.WHO_IS_AHEAD.search(asked) and not areas.ours_in(facts, asked):
        return among.ahead(facts, one)
    return one


def of_whom(facts: Facts, one: Question, asked: str, area: str) -> str:
    """Of whom an answer is, where that is another than a question names, or it is set beside none; empty otherwise."""
    if of_method.is_of(one.key):
        return ""
    home = facts.areas.home.id
    names = _uncompared(facts, one, asked, area)
    is_group = area != home and area not in facts.areas.municipalities
    is_of_home = one.key.startswith(OF_HOME) and area == areas.named(facts, asked) != home
    if names:
        whose = facts.areas.name(area if is_of(one, area, home) else home)
        return NOT_COMPARED.format(name=facts.areas.name(area), names=listed(names), whose=whose)
    return regions.of_home(facts, area) if (is_group or is_of_home) and not is_of(one, area, home) else ""


def _uncompared(facts: Facts, one: Question, asked: str, area: str) -> list[str]:
    """What areas are called that a question sets beside the one it is asked of, where its answer sets none beside."""
    if not kinds.COMPARES.search(asked) or one.key.startswith(SETS_BESIDE):
        return []
    cities = [facts.areas.name(code) for code in areas.elsewhere(facts, asked) if code != area]
    return [*(regions.within(facts, each) for each in regions.named(facts, asked) if each != area), *cities]


def without_figures(facts: Facts, known: list[Question], asked: str) -> list[str]:
    """Places that a question sets others beside and that no figure is of: parts of a county, cities abroad."""
    if not kinds.COMPARES.search(asked):
        return []
    index = telling.index(known)
    away = [one for one in areas.unknown_beside(facts, asked) if search.is_unknown(index, one.casefold())]
    return [*regions.parts_in(asked), *away]


def is_of(one: Question, area: str, home: str) -> bool:
    """Whether a question's answer is an area's own, rather than the home group's as well."""
    return replace(one.reply(area), links=()) != replace(one.reply(home), links=())
