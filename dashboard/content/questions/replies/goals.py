"""Each goal's own question: of the home group its answer, of one of its municipalities that one's own figures."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from dashboard.blocks.page import Link
from dashboard.content.answers import answers, hedges, silence
from dashboard.content.answers.budget import sentence
from dashboard.content.answers.phrases import decimals, figure, plain, valued
from dashboard.content.facts import Facts
from dashboard.content.questions.reading.question import Question, Reply
from dashboard.content.questions.replies import figures, gaps
from dashboard.content.ranks import is_fleet
from dashboard.content.text import headed
from malkollen.answers.goal import GoalAnswer
from malkollen.errors import DataError
from malkollen.registry.home import capital
from malkollen.texts.swedish import inside, listed, number_word
from malkollen.values import rough
from malkollen.verdicts.assessor import JUDGED_KINDS

OF_ONE = "Hur ligger {name} till i målet {mål}?"
OF_HOME = "Svaret på målets fråga gäller {home}: {word}."
ONLY = "Det är det enda av målets mått som bedöms och har siffror för {name}."
REST = "Målets andra mått, {count} av {whole}, går inte att jämföra än."
MEASURES, FOLLOWED_BY = "Vilka mått följer målet {mål}?", "measures"
"""The question of which measures a goal has, and how its key begins."""
MEASURED = ("mått", "indikator", "indikatorer", "nyckeltal")
HAVE, LACK = "{count} mått har siffror: {names}.", "{count} väntar på siffror: {names}."


def of_goals(facts: Facts) -> Iterator[Question]:
    """Each goal's own question."""
    for key, goal in facts.goals.items():
        names = (goal.heading, goal.sentence)
        asked = goal.question or f"Hur går det med målet {goal.heading}?"
        reply = partial(_goal, facts, key)
        yield Question(f"goal:{key}", asked, goal.heading, reply, goal.words, names, (goal.meaning,))


def measures(facts: Facts) -> Iterator[Question]:
    """Which measures follow each goal."""
    for key, goal in facts.goals.items():
        asked = MEASURES.format(mål=goal.heading.lower())
        yield Question(f"{FOLLOWED_BY}:{key}", asked, goal.heading, partial(_measures, facts, key, asked),
            names=(goal.heading, goal.sentence, *goal.words), must=(MEASURED,))  # fmt: skip


def _measures(facts: Facts, goal: str, asked: str, _area: str) -> Reply:
    """The measures of a goal that have figures, and those that wait for theirs."""
    with_figures = [plain(facts.indicator(key)) for key in facts.of_goal(goal, is_computed=True)]
    every = [key for key, one in facts.of_programme.items() if one.goal == goal]
    waiting = [plain(facts.indicator(key)) for key in every if not facts.is_computed(key)]
    answer = HAVE.format(count=capital(number_word(len(with_figures))), names=listed(with_figures))
    beside = (LACK.format(count=capital(number_word(len(waiting))), names=listed(waiting)),) if waiting else ()
    return Reply(asked, answer, beside=beside, links=(gaps.on_goal(facts, goal),))


def _goal(facts: Facts, goal: str, area: str) -> Reply:
    """A goal's answer; of one of our municipalities its own figures, where it has any, before that."""
    whole = _whole(facts, goal)
    known = _known(facts, goal, area) if area in facts.areas.home_members else []
    return _of_one(facts, goal, area, known, whole) if known else whole


def _whole(facts: Facts, goal: str) -> Reply:
    declared = facts.goals[goal]
    try:
        answered = answers.of_goal(facts, goal)
    except DataError:  # the page Mål says what is wrong with the file
        answered = answers.computed(facts, goal)
    link = gaps.on_goal(facts, goal)
    source = figures.published(answered.sources, facts)
    reply = figures.replied(answered, answered.question or declared.sentence, source, link)
    core = (key for key, one in facts.of_programme.items() if one.core and one.goal == goal)
    led = next((key for key in core if figures.is_compared(facts, key)), None)
    return replace(reply, links=(link, figures.on_compare(facts, led)) if led else (link,))


def _known(facts: Facts, goal: str, area: str) -> list[str]:
    """The goal's measures that are judged and that a municipality has figures of its own in."""
    return [
        key
        for key in facts.of_goal(goal, is_computed=True)
        if (indicator := facts.indicator(key)).kind in JUDGED_KINDS
        and not rough.is_for_groups(indicator)
        and facts.evaluation(key).latest(area).value is not None
    ]


def _of_one(facts: Facts, goal: str, area: str, known: list[str], whole: Reply) -> Reply:
    """A municipality's own figures, what weakens them, and whose the goal's answer is."""
    name, fleets = facts.areas.name(area), [key for key in known if is_fleet(facts, key, area)]
    weak = hedges.fleets(answers.basis(facts), area, [facts.indicator(key) for key in fleets]) if fleets else ""
    sources = tuple(one.source for key in known for one in facts.sources_of(key))
    way = Link(f"Läs mer på Kommun: {name}", "municipality", (("kommun", area),))
    return Reply(
        OF_ONE.format(name=name, mål=headed(facts, facts.goals[goal].heading)),
        " ".join(_line(facts, key, area) for key in known),
        hedge=" ".join([*([sentence(weak)] if weak else []), *([ONLY.format(name=name)] if len(known) == 1 else [])]),
        beside=(OF_HOME.format(home=facts.home.name, word=inside(whole.word or silence.NOT_YET)),),
        source=figures.published(sources, facts),
        links=(way, *whole.links[:1]),
    )


def _line(facts: Facts, key: str, area: str) -> str:
    """A municipality's value in everyday words, and the home group's of the same year."""
    indicator, value = facts.indicator(key), facts.evaluation(key).latest(area)
    home = None if indicator.is_total else facts.evaluation(key).at(facts.areas.home.id, value.year).value
    places = decimals(indicator, [value.value, home])
    told = valued(indicator, value.value or 0.0, value.year, places)
    beside = f" ({facts.home.name} {figure(indicator, home, places)})" if home is not None else ""
    return sentence(capital(f"{told}{beside}"))


def uncompared(facts: Facts, one: Question) -> str:
    """How many of a goal's measures cannot be compared; empty of a measure, and where the hedge says it."""
    kind, _, key = one.key.partition(":")
    typed = answers.computed(facts, key).typed if kind == "goal" else None
    if not isinstance(typed, GoalAnswer) or not typed.unanswered or hedges.only_one(typed):
        return ""
    lacking, whole = len(typed.unanswered), len(typed.unanswered) + len(typed.compared)
    return REST.format(count=number_word(lacking), whole=number_word(whole))
