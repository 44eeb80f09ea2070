"""Who may do something about what is measured, and what one of our municipalities may do itself."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from dashboard.blocks.page import Link
from dashboard.content.answers.phrases import plain
from dashboard.content.facts import Facts
from dashboard.content.questions.apart import drafted
from dashboard.content.questions.reading import areas, kinds, language, whose
from dashboard.content.questions.reading.question import Question, Reply
from dashboard.content.questions.replies import figures, gaps
from dashboard.content.workbench import duties
from malkollen.registry.home import capital
from malkollen.registry.roles import Duty
from malkollen.texts.swedish import inside, listed

GROUP = "Vem kan göra vad"
WHOLE, EACH, OURS, OF_SUBJECT = "duties", "duty", "duties:ours", "who"
"""The keys of all of it and of what is our own, and how the keys of each and of what a reader's words name begin."""
OF_GOAL = "goal:"
"""How the key of what is asked of a goal begins."""
ALL, OF_ONE, OF_OURS = "Vem kan göra vad?", "Vem styr över {matter}?", "Vad kan {name} själv göra?"
OF_ACTORS = "Vad ansvarar {names} för?"
OF_MEASURE, OURS_OF_MEASURE = "Vem kan göra något åt {name}?", "Vad kan {who} själv göra åt {name}?"
NO_BUILDER = "Vem som bygger just det står inte här."
ON_GOALS = Link("Läs mer på Mål", "goal")
ON_INDICATOR = "Läs mer på Indikator under rubriken Vem kan göra vad"
ANSWERS = ("ansvarar", "ansvarig", "ansvaret", "bestämmer", "råder", "sköter", "styr")
"""A word that a search for who answers for something has."""


def questions(facts: Facts) -> Iterator[Question]:
    """Who may do what, all of it and each by what it is about; none where nobody is entered."""
    declared = facts.registry.duties
    if declared:
        told = Reply(ALL, _by_holder(facts), hedge=duties.NOT_SHARED, source=sources_of([*declared.values()]),
            links=(ON_GOALS,))  # fmt: skip
        yield Question(WHOLE, ALL, GROUP, lambda _area: told, facts.registry.questions.duties)
    for key, one in declared.items():
        asked = OF_ONE.format(matter=one.matter)
        reply = partial(_reply, facts, [one], asked, "", "")
        yield Question(f"{EACH}:{key}", asked, GROUP, reply, must=(ANSWERS,))  # what else its words mean is asked more


def rest(facts: Facts, asked: str) -> str | None:
    """What a question is about that asks who may do something, or what we may; None of any other."""
    return whose.rest(facts, asked) if facts.registry.duties else None


def is_of(one: Question) -> bool:
    """Whether a question is of who may do something, which then is all that it asks of."""
    return one.key.startswith((WHOLE, f"{EACH}:", f"{OF_SUBJECT}:"))


def asked_of(facts: Facts, asked: str, subject: Question | None) -> list[Question]:
    """Who may do something about what a question is about: a matter that is somebody's, or what is measured.

    Args:
        subject: the measure that the rest of it means, where it is one.
    """
    about, of_us = rest(facts, asked), whose.WHAT_WE.search(areas.with_no_names(facts, asked)) is not None
    if about is None:
        return []
    named = whose.actors(facts, asked)
    if not language.stems(about):
        return _of_nothing_else(facts, asked, named, of_us=of_us)
    key = subject.key.partition(":")[2] if subject else ""
    if told_of := met(facts, about):
        title = OF_ONE.format(matter=told_of[0].matter)
        bears = any(key in one.indicators for one in told_of)
        own_part = _ours_beside(facts, told_of) if of_us and whose.ITSELF.search(asked) else []
        told = [*dict.fromkeys([*own_part, *told_of, *([] if of_us else _held_by(facts, named))])]
        own = next(f"{EACH}:{name}" for name, one in facts.registry.duties.items() if one is told_of[0])
        measured = key if bears and facts.is_computed(key) else ""
        return [_asked(facts, asked, own, told, "" if of_us else title, measured, told_of[0].matter)]
    is_asked = whose.RULES.search(asked) or whose.BUILDS.search(asked)
    if subject and subject.group == drafted.GROUP and is_asked and not kinds.REASON.search(asked):
        return _of_object(facts, asked, subject)
    if subject and subject.key.startswith(OF_GOAL):
        return _all(facts, asked)
    if not facts.registry.duties_of(key):
        return []
    title = "" if of_us else OF_MEASURE.format(name=plain(facts.indicator(key)))
    told = [*dict.fromkeys([*facts.registry.duties_of(key), *([] if of_us else _held_by(facts, named))])]
    return [_asked(facts, asked, f"{OF_SUBJECT}:{key}", told, title, key)]


def _on_goal(facts: Facts, entered: Sequence[Duty]) -> Link:
    """The way to who may do what on the page of the goal that most of what is entered bears on."""
    goals = [facts.indicator(key).goal for one in entered for key in one.indicators if key in facts.of_programme]
    goal = max(dict.fromkeys(goals), key=goals.count, default="")
    return replace(gaps.on_goal(facts, goal), part=duties.WHO) if goal in facts.goals else ON_GOALS


def _ours_beside(facts: Facts, entered: Sequence[Duty]) -> list[Duty]:
    """What is ours that bears on who lives near traffic, where what is entered does and nothing of it is ours."""
    near = facts.registry.roles.near_transit
    is_near = any(near in one.indicators for one in entered) and not any(one.ours for one in entered)
    return [one for one in facts.registry.duties.values() if one.ours and near in one.indicators][: int(is_near)]


def _held_by(facts: Facts, named: Sequence[str]) -> list[Duty]:
    """The duties of those that a question names."""
    return [one for one in facts.registry.duties.values() if one.holder in named]


def _asked(
    facts: Facts, asked: str, own: str, entered: Sequence[Duty], title: str, key: str, matter: str = ""
) -> Question:
    return Question(own, asked, GROUP, partial(_reply, facts, entered, title, key, matter), is_listed=False)


def _of_nothing_else(facts: Facts, asked: str, named: Sequence[str], *, of_us: bool) -> list[Question]:
    """What those who are named may do, else what we may, else all of it where levels are set against each other."""
    if of_us and whose.ITSELF.search(asked) and not named:
        return [Question(OURS, asked, "", partial(ours, facts), is_listed=False)]
    if named and not of_us and not whose.WHO.search(asked):
        return [_of_named(facts, asked, named)]
    return _all(facts, asked) if named or whose.OF_LEVELS.search(asked) else []


def _all(facts: Facts, asked: str) -> list[Question]:
    """All of it."""
    return [replace(one, text=asked, is_listed=False) for one in questions(facts) if one.key == WHOLE]


def _of_named(facts: Facts, asked: str, named: Sequence[str]) -> Question:
    return Question(f"{OF_SUBJECT}:", asked, GROUP, partial(_of_actors, facts, named, asked), is_listed=False)


def _of_object(facts: Facts, asked: str, one: Question) -> list[Question]:
    """Who decides what objects of infrastructure rest on, and how far the one that is asked of has come."""
    listed_objects = [key for key, its in facts.of_programme.items() if its.kind == "lageslista"]
    entered = [each for each in facts.registry.duties.values() if {*each.indicators} & {*listed_objects} and each.ours]
    if not entered:
        return []
    title = OF_ONE.format(matter=entered[0].matter)

    def reply(area: str) -> Reply:
        own, its = _reply(facts, entered, title, "", "", area), one.reply(area)
        source = f"{own.source.rstrip('.')}; {its.source.removeprefix('Källa: ')}" if its.source else own.source
        name = drafted.name_of(facts, one)
        told = its.answer if its.answer.startswith(name) else f"{name}: {inside(its.answer)}"
        answer = f"{NO_BUILDER} {own.answer}" if whose.BUILDS.search(asked) else own.answer
        return replace(own, answer=answer, beside=(*own.beside, told), source=source, links=its.links or own.links)

    return [Question(f"{OF_SUBJECT}:{one.key}", asked, GROUP, reply, names=one.names, is_listed=False)]


def _of_actors(facts: Facts, named: Sequence[str], asked: str, _area: str) -> Reply:
    """What is the task of each of some that are named, or of all of the state: the first of each, then the rest."""
    entered = [*facts.registry.duties.values()]
    of_each = {actor: [one for one in entered if whose.is_held_by(one.holder, actor)] for actor in named}
    first = [*dict.fromkeys(min(those, key=lambda one: len(one.holder)).told for those in of_each.values() if those)]
    every = [*dict.fromkeys(one for those in of_each.values() for one in those)]
    names = "staten" if whose.STATE.search(asked) else listed(named)
    return Reply(OF_ACTORS.format(names=names), " ".join(first), hedge=duties.NOT_SHARED,
        beside=tuple(one.told for one in every if one.told not in first), source=sources_of(every),
        links=(ON_GOALS,))  # fmt: skip


def met(facts: Facts, about: str) -> list[Duty]:
    """The duties that what is asked about is one of, or else names: those that it names most of first."""
    entered = [*facts.registry.duties.values()]
    if whole := [one for one in entered if _is_of(one, about)]:
        return sorted(whole, key=lambda one: not _is_called(one, about))
    named = {place: _count_of(one, about) for place, one in enumerate(entered)}
    return [entered[place] for place in sorted(named, key=lambda place: -named[place]) if named[place]]


def _count_of(one: Duty, about: str) -> int:
    """How many words of a duty's names what is asked about has, of names that it has whole."""
    asked = {*language.stems(about)}
    names = ({*language.stems(text)} for text in (*one.words, one.matter))
    return sum(len(own) for own in names if own <= asked)


def _is_of(one: Duty, about: str) -> bool:
    """Whether every word of what is asked about is one of a duty's."""
    known = {stem for text in (*one.words, one.matter) for stem in language.stems(text)}
    return {*language.stems(about)} <= known


def _is_called(one: Duty, about: str) -> bool:
    """Whether what is asked about is one of a duty's names, rather than a part of one."""
    return any({*language.stems(text)} == {*language.stems(about)} for text in (*one.words, one.matter))


def _by_holder(facts: Facts) -> str:
    """Whose each matter is: "Varje kommun: …"."""
    matters: dict[str, list[str]] = {}
    for one in facts.registry.duties.values():
        matters.setdefault(one.holder, []).append(one.matter)
    return " ".join(f"{holder}: {listed(those)}." for holder, those in matters.items())


def _reply(facts: Facts, entered: Sequence[Duty], title: str, key: str, matter: str, area: str) -> Reply:
    """Whose it is; first what the municipality may do itself, where that is asked, and how the measure stands.

    Args:
        title: the question; empty where it is asked what we may do. key: the measure that it is of, if any.
    """
    who = facts.areas.name(area) if area in facts.areas.home_members else "varje kommun"
    of_it = plain(facts.indicator(key)) if key else matter or entered[0].matter
    usual = figures.of_one(facts, key, area) if key in facts.of_programme else None
    ours = "" if title else duties.of_ours(entered, capital(who))
    lines = [*filter(None, [ours]), *(one.told for one in entered if not (ours and one.ours))]
    is_measured = key in facts.of_programme and facts.is_computed(key)
    own = Link(ON_INDICATOR, "indicator", (("indikator", key), ("omrade", area)), part=duties.WHO)
    ways = [own] if is_measured else [_on_goal(facts, entered)]
    figures_of = usual.source.removeprefix("Källa: ") if usual else ""
    source = f"{sources_of(entered).rstrip('.')}; {figures_of}" if figures_of else sources_of(entered)
    return Reply(title or OURS_OF_MEASURE.format(who=who, name=of_it), lines[0], hedge=duties.NOT_SHARED,
        beside=(*lines[1:], *([usual.answer] if usual else [])), source=source,
        links=tuple(ways))  # fmt: skip


def ours(facts: Facts, area: str) -> Reply:
    """What the municipality may do itself, and who has the rest."""
    name = facts.areas.name(area) if area in facts.areas.home_members else "varje kommun"
    every = [*facts.registry.duties.values()]
    return Reply(OF_OURS.format(name=name), duties.of_ours(every, capital(name)), hedge=duties.NOT_SHARED,
        beside=tuple(one.told for one in every if not one.ours), source=sources_of(every),
        links=(ON_GOALS,))  # fmt: skip


def sources_of(entered: Sequence[Duty]) -> str:
    """The laws and pages that duties rest on, as a line of sources."""
    return f"Källa: {duties.sources(entered)}."
