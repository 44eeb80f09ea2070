"""What it takes: how many more things of one measure, and for a goal or all of them those of each of their measures."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from dashboard.blocks.page import Link
from dashboard.content.answers import answers, blocks as answer_blocks, goal as goal_words, things
from dashboard.content.answers.phrases import kept, plain
from dashboard.content.facts import Facts
from dashboard.content.future import left_sentence
from dashboard.content.goal import page as goal_page
from dashboard.content.indicator.case import how_many
from dashboard.content.municipality import lines
from dashboard.content.questions.reading import language, search
from dashboard.content.questions.reading.language import said
from dashboard.content.questions.reading.question import Question, Reply
from dashboard.content.questions.replies import figures, gaps
from dashboard.content.text import COUNTS, headed, preliminary_sentence
from malkollen.answers.goal import GoalAnswer
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.answers.things import Missing, is_countable, missing
from malkollen.registry.home import capital, genitive
from malkollen.registry.programme import Goal
from malkollen.texts.swedish import inside, number
from malkollen.values.areas import COUNTRY

TAKES = "takes"
"""How the key of what a goal takes begins; what all of them take has it alone."""
ASKED = said(r"vad (?:som )?(?:krävs|behövs|fattas|saknas|(?:skulle|kommer att) (?:krävas|behövas|fattas))|"
    r"hur mycket (?:mer |till )?(?:krävs|behövs|fattas|saknas|återstår)|"
    r"hur mycket (?:måste|ska|behöver) till|hur mycket till(?=[ ?.!]{0,3}$)|hur långt (?:är|ligger|står) \w+ (?:från|"
    r"ifrån)(?= (?:att|mål\w*)\b)|hur långt (?:från|ifrån)(?= mål)|"
    r"hur (?:ska \w+ )?når?(?: \w+)?(?= mål)|vad (?:behöver|måste|ska|kan|bör) \w+ göra för att (?:nå|uppnå|klara)"
    r"(?= (?:\w+ )?mål)|hur (?:långt|mycket) (?:har (?:vi|\w+)|är det|återstår)(?: det)? kvar")  # fmt: skip
"""That it is asked what it takes."""
ASIDE = said(r"krävas|behövas|ska|skulle|kunna|säga|nå|når|nås|uppnå|komma ikapp|ikapp|bli|vara|målen?|målet|riket|"
    r"rikets|nivån?|nivåer|landet|först|främst|bäst|det|mer|faktiskt|programmets?|regionens?")  # fmt: skip
"""What such a question says beside that tells no measure and no goal."""
WHAT, ALL = "Vad krävs för målet {mål}?", "Vad krävs för att nå målen?"
NONE = "Målen här går inte att räkna om till antal {where} än."
HEDGE = "Så många skiljer till andras nivå; de andra ändras också."
NO_PLACE = "Hur många som behövs för en viss plats bland kommunerna räknas inte här."
MOST = 2
"""Measures that the answer itself tells of: the others stand beside it."""


def questions(facts: Facts) -> Iterator[Question]:
    """How many things are missing, of each indicator that counts any, and what each goal takes."""
    words = facts.registry.questions.things
    for key, indicator in facts.of_programme.items():
        if facts.is_computed(key) and answers.of_indicator(facts, key).things:
            asked = f"{gaps.asked_more(facts, key)}?"
            group, names = facts.goals[indicator.goal].heading, (plain(indicator), *indicator.words)
            reply = partial(of_one, facts, key)
            yield Question(f"things:{key}", asked, group, reply, words, names, must=(names, words))


def rest(asked: str) -> str:
    """What else a question has that asks what it takes; empty where it does not ask that."""
    return ASIDE.sub(" ", ASKED.sub(" ", asked)) if ASKED.search(asked) else ""


def asked_of(facts: Facts, asked: str, telling: str) -> Question | None:
    """A question of what a goal takes, or all of them where none is named; None of anything else.

    Args:
        telling: the words of its rest that tell it from others.
    """
    if not ASKED.search(asked):
        return None
    named = [key for key, goal in facts.goals.items() if _is_of(goal, telling)]
    if language.stems(telling) and len(named) != 1:
        return None
    goal = named[0] if len(named) == 1 and language.stems(telling) else ""
    return Question(f"{TAKES}:{goal}", asked, "", partial(_of_goals, facts, goal), is_listed=False)


def _is_of(goal: Goal, telling: str) -> bool:
    """Whether every telling word is one of a goal's."""
    texts = [goal.heading, goal.sentence, goal.question or "", goal.claim or "", *goal.words]
    return all(search.meets(word, texts) for word in language.words(telling) if language.stems(word))


def _of_goals(facts: Facts, goal: str, area: str) -> Reply:
    """What the measures of a goal take in things, in short and then in full, and what its other targets take.

    Args:
        goal: empty for all of them.
    """
    area = area if area in facts.areas.home_members else facts.areas.home.id
    goals = [goal] if goal else [*facts.goals]
    keys = [key for one in goals for key in _in_order(facts, one)]
    told = {key: found for key in keys if (found := _missing(facts, key, area))}
    short = " ".join(_short(facts, key, found) for key, found in [*told.items()][:MOST])
    every = [one for found in told.values() for one in found]
    counted = [one for one in every if one.count]
    whole = [_line(facts, one, is_first=one in counted[:1]) for one in every]
    left = {key: line for key in keys if key not in told and (line := _left(facts, key, area))}
    stand = [answers.computed(facts, one).answer for one in goals]
    asked = WHAT.format(mål=headed(facts, facts.goals[goal].heading)) if goal else ALL
    cited = [source for key in (*told, *left) for source in answers.of_indicator(facts, key, area).sources]
    values = [facts.evaluation(key).latest(area) for key in told]
    unsure = dict.fromkeys(preliminary_sentence(facts.registry, value, COUNTS) for value in values)
    rules = _for_yes(facts, goal) if goal else []
    hedge = " ".join(filter(None, [HEDGE if short else "", *unsure, goal_page.NO_TARGETS]))
    return Reply(asked, " ".join(filter(None, [*rules, short])) or NONE.format(where=figures.where(facts, area)),
        hedge=hedge, beside=(*whole, *left.values(), *stand),
        source=figures.published(tuple(cited), facts),
        links=tuple(gaps.on_goal(facts, one) for one in goals))  # fmt: skip


def _for_yes(facts: Facts, goal: str) -> list[str]:
    """What would make a goal's answer yes, where that is places among others."""
    typed = answers.computed(facts, goal).typed
    return goal_words.for_yes(answers.basis(facts), typed) if isinstance(typed, GoalAnswer) else []


def _in_order(facts: Facts, goal: str) -> list[str]:
    """A goal's measures with figures, what its words name first."""
    keys = [key for key, one in facts.of_programme.items() if one.goal == goal and facts.is_computed(key)]
    return sorted(keys, key=lambda key: key not in facts.goals[goal].focus)


def _missing(facts: Facts, key: str, area: str) -> Sequence[Missing]:
    typed = answers.of_indicator(facts, key, area).typed
    return typed.things if isinstance(typed, IndicatorAnswer) else ()


def _short(facts: Facts, key: str, found: Sequence[Missing]) -> str:
    """How many more to riket's level, else to the nearest ahead, and to the best: in a few words."""
    basis, year = answers.basis(facts), facts.evaluation(key).latest_year or 0
    ahead = sorted((one for one in found if one.count), key=lambda one: (one.to != COUNTRY, one.count))
    name = capital(plain(facts.indicator(key)))
    if not ahead:
        return f"{name}: redan i nivå med riket {year}."
    chosen = dict.fromkeys((ahead[0], max(ahead, key=lambda one: one.count)))
    return f"{name}: {', '.join(f'{number(one.count)} fler till {things.level(basis, one, year)}' for one in chosen)}."


def _line(facts: Facts, one: Missing, *, is_first: bool) -> str:
    """What one level takes; of which measure, where it takes nothing and so names none. is_first: says how counted."""
    year = facts.evaluation(one.key).latest_year or 0
    told = things.missing(answers.basis(facts), one, year, is_counting_told=is_first)
    return kept(told if one.count else f"{capital(plain(facts.indicator(one.key)))}: {inside(told)}")


def _left(facts: Facts, key: str, area: str) -> str:
    """What it takes to reach a measure's target; empty without one, and of an area that has no answer of its own."""
    if figures.is_silent(answers.of_indicator(facts, key, area)):
        return ""
    verdict = facts.assessor.verdict(key, area)
    called = f"målet ”{verdict.target[1].title}”" if verdict.target else ""
    left = left_sentence(facts, verdict, called=called)
    return f"{capital(plain(facts.indicator(key)))}: {left}" if left else ""


def beside_ours(facts: Facts, one: Question, others: Sequence[str]) -> Question:
    """A question of how many more a municipality needs, with the row of ours first where it is set beside them.

    Beside a single other the answer is how many more its level takes; how many a place among all takes is not counted.
    """
    key, basis = one.key.partition(":")[2], answers.basis(facts)

    def reply(area: str) -> Reply:
        own, row = one.reply(area), lines.members(facts, area, key, is_alone=True)
        if others[1:]:
            return replace(own, beside=tuple(filter(None, (row, NO_PLACE, *own.beside))))
        level = basis.leading(key, others[0]).value
        found = missing(basis, key, basis.leading(key, area).value, others[0], level.value or 0.0)
        if not found or level.value is None or not all(is_countable(basis, key, each) for each in (area, *others)):
            return own
        asked = f"{own.question.rstrip('?')} till {genitive(facts.areas.name(others[0]))} nivå?"
        return replace(own, question=asked, answer=things.missing(basis, found, level.year),
            beside=tuple(filter(None, (row, own.answer, *own.beside))))  # fmt: skip

    return replace(one, reply=reply)


def of_one(facts: Facts, key: str, area: str) -> Reply:
    """How many things are missing in an area, of an indicator that counts any."""
    told, found = answer_blocks.things_lines(facts, key, area, every_ahead=True), _missing(facts, key, area)
    first = 1 if not found or found[0].count else 2  # that riket is reached answers no more than half of it
    chosen = "" if area == facts.areas.home.id else area
    name = capital(plain(facts.indicator(key)))
    link = Link(f"Läs mer på Indikator: {name}", "indicator", (("indikator", key), ("omrade", chosen), ("ar", "")))
    question = f"{gaps.asked_more(facts, key)} {figures.where(facts, area)}?"
    answered = answers.of_indicator(facts, key, area)
    source = figures.published(answered.sources, facts)
    answer, value = " ".join(told[:first]) or answered.answer, facts.evaluation(key).latest(area)
    now = how_many(facts, key, value) if value.value is not None else ""
    beside = (*([f"{now} {value.year}."] if now else []), *told[first:])
    return Reply(question, answer, beside=beside, source=source, links=(link,))
