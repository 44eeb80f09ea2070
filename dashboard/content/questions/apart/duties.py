"""Who may do something about what is measured, and what one of our municipalities may do itself."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from dashboard.blocks.page import Link
from dashboard.content.answers.phrases import plain
from dashboard.content.facts import Facts
from dashboard.content.questions.reading import areas, language
from dashboard.content.questions.reading.language import said, way
from dashboard.content.questions.reading.question import Question, Reply
from dashboard.content.questions.replies import figures
from dashboard.content.workbench import duties
from malkollen.registry.home import capital
from malkollen.registry.roles import Duty
from malkollen.texts.swedish import listed

GROUP = "Vem kan göra vad"
WHOLE, EACH, OURS = "duties", "duty", "duties:ours"
"""The keys of all of it and of what is our own, and how the keys of each begin."""
ALL, OF_ONE, OF_OURS = "Vem kan göra vad?", "Vem styr över {matter}?", "Vad kan {name} själv göra?"
OF_MEASURE, OURS_OF_MEASURE = "Vem kan göra något åt {name}?", "Vad kan {who} själv göra åt {name}?"
ON_GOALS = Link("Läs mer på Mål", "goal")
ON_INDICATOR = "Läs mer på Indikator under rubriken Vem kan göra vad"
_DOES = r"(?:rår|råder|ansvar\w*|bestäm\w*|beslutar|styr|styra|påverkar?|sköter|bygger|har hand|göra|gör vad|bidra)"
_WE = r"(?:vi|ni|man|kommunens?|kommunerna|kommunstyrelsen|politikerna|samverkan)"
WHO = way(rf"\b(?:vem|vilka|vilken|är det)\b.{{0,50}}?\b{_DOES}\b")
"""That it is asked who may do something."""
WHAT_WE = way(rf"\b(?:vad|hur) (?:kan|får|rår|råder|bestämmer|ska|bör)(?: {_WE}\b)?.{{0,20}}?"
    r"\b(?:påverka|styra|bestämma|besluta|göra|bidra|över)\b")  # fmt: skip
"""That it is asked what a municipality, whose name is left out, may do."""
ASIDE = said(rf"{_WE}|vem|vilka|vilken|vad|hur|är det|som|{_DOES}|regionens?|region|staten|kan|får|ska|bör|över|åt|om|"
    r"för|att|till|med|av|något|nåt|själva?|mest|egentligen|få|det|fler|mer|bättre|i|på|eller|och|"
    r"går|dåligt|sämst|fel håll|åt fel håll")  # fmt: skip
"""What such a question says beside that tells nothing of what it is about."""
ANSWERS = ("ansvarar", "ansvarig", "ansvaret", "bestämmer", "råder", "sköter", "styr")
"""A word that a search for who answers for something has."""
OF_LEVELS = said(r"regionens?|staten|statens")
"""That it is asked which of those that are no municipalities has what."""
ITSELF = way(r"\b(?:vad|hur) (?:kan|rår|råder|bestämmer|får)\b")
"""How it is asked what one may do oneself, where nothing else is said."""


def questions(facts: Facts) -> Iterator[Question]:
    """Who may do what, all of it and each by what it is about; none where nobody is entered."""
    declared = facts.registry.duties
    if declared:
        told = Reply(ALL, _by_holder(facts), hedge=duties.NOT_SHARED, source=_sources([*declared.values()]),
            links=(ON_GOALS,))  # fmt: skip
        yield Question(WHOLE, ALL, GROUP, lambda _area: told, facts.registry.questions.duties)
    for key, one in declared.items():
        asked = OF_ONE.format(matter=one.matter)
        reply = partial(_reply, facts, [one], asked, "")
        yield Question(f"{EACH}:{key}", asked, GROUP, reply, must=(ANSWERS,))  # what else its words mean is asked more


def rest(facts: Facts, asked: str) -> str | None:
    """What a question is about that asks who may do something, or what we may; None of any other."""
    unnamed = areas.with_no_names(facts, asked)
    if not facts.registry.duties or not (WHO.search(asked) or WHAT_WE.search(unnamed)):
        return None
    for holder in {one.holder for one in facts.registry.duties.values()}:
        unnamed = re.sub(rf"\b{re.escape(holder)}\b", " ", unnamed, flags=re.IGNORECASE)
    return ASIDE.sub(" ", unnamed).strip(" ?!.,–-")


def asked_of(facts: Facts, asked: str, subject: Question | None) -> list[Question]:
    """Who may do something about what a question is about: a matter that is somebody's, or what is measured.

    Args:
        subject: the measure that the rest of it means, where it is one.
    """
    about, of_us = rest(facts, asked), WHAT_WE.search(areas.with_no_names(facts, asked)) is not None
    if about is None:
        return []
    if not language.stems(about):
        if of_us and ITSELF.search(asked):
            return [Question(OURS, asked, "", partial(_ours, facts), is_listed=False)]
        whole = [replace(one, text=asked, is_listed=False) for one in questions(facts) if one.key == WHOLE]
        return whole if OF_LEVELS.search(asked) else []
    met = {f"{EACH}:{key}": one for key, one in facts.registry.duties.items() if _is_of(one, about)}
    key = subject.key.partition(":")[2] if subject else ""
    if met:
        title = OF_ONE.format(matter=next(iter(met.values())).matter)
        bears = any(key in one.indicators for one in met.values())
        reply = partial(_reply, facts, [*met.values()], "" if of_us else title, key if bears else "")
        return [Question(next(iter(met)), asked, GROUP, reply, is_listed=False)]
    if not facts.registry.duties_of(key):
        return []
    title = "" if of_us else OF_MEASURE.format(name=plain(facts.indicator(key)))
    reply = partial(_reply, facts, facts.registry.duties_of(key), title, key)
    return [Question(f"who:{key}", asked, "", reply, is_listed=False)]


def _is_of(one: Duty, about: str) -> bool:
    """Whether every word of what is asked about is one of a duty's."""
    known = {stem for text in (*one.words, one.matter) for stem in language.stems(text)}
    return {*language.stems(about)} <= known


def _by_holder(facts: Facts) -> str:
    """Whose each matter is: "Varje kommun: …"."""
    matters: dict[str, list[str]] = {}
    for one in facts.registry.duties.values():
        matters.setdefault(one.holder, []).append(one.matter)
    return " ".join(f"{holder}: {listed(those)}." for holder, those in matters.items())


def _reply(facts: Facts, entered: Sequence[Duty], title: str, key: str, area: str) -> Reply:
    """Whose it is; first what the municipality may do itself, where that is asked, and how the measure stands.

    Args:
        title: the question; empty where it is asked what we may do. key: the measure that it is of, if any.
    """
    who = facts.areas.name(area) if area in facts.areas.home_members else "varje kommun"
    of_it = plain(facts.indicator(key)) if key else entered[0].matter
    usual = figures.of_one(facts, key, area) if key in facts.of_programme else None
    ours = "" if title else duties.of_ours(entered, capital(who))
    lines = [*filter(None, [ours]), *(one.told for one in entered if not (ours and one.ours))]
    measured = [one for one in (key, *entered[0].indicators) if one in facts.of_programme and facts.is_computed(one)]
    ways = [Link(ON_INDICATOR, "indicator", (("indikator", one),), part=duties.WHO) for one in measured[:1]] or [
        ON_GOALS
    ]
    figures_of = usual.source.removeprefix("Källa: ") if usual else ""
    source = f"{_sources(entered).rstrip('.')}; {figures_of}" if figures_of else _sources(entered)
    return Reply(title or OURS_OF_MEASURE.format(who=who, name=of_it), lines[0], hedge=duties.NOT_SHARED,
        beside=(*lines[1:], *([usual.answer] if usual else [])), source=source,
        links=tuple(ways) or (ON_GOALS,))  # fmt: skip


def _ours(facts: Facts, area: str) -> Reply:
    """What the municipality may do itself, and who has the rest."""
    name = facts.areas.name(area) if area in facts.areas.home_members else "varje kommun"
    every = [*facts.registry.duties.values()]
    return Reply(OF_OURS.format(name=name), duties.of_ours(every, capital(name)), hedge=duties.NOT_SHARED,
        beside=tuple(one.told for one in every if not one.ours), source=_sources(every),
        links=(ON_GOALS,))  # fmt: skip


def _sources(entered: Sequence[Duty]) -> str:
    return f"Källa: {duties.sources(entered)}."
