"""Whom to turn to, what to do, and what there are no figures of."""

from dashboard.blocks.page import Link
from dashboard.content.answers.phrases import plain
from dashboard.content.data import awaited
from dashboard.content.facts import Facts
from dashboard.content.goal import decisions
from dashboard.content.questions.reading import kinds
from dashboard.content.questions.reading.question import Question, Reply
from dashboard.content.questions.replies import gaps
from malkollen.texts.swedish import number

CONTACT, TO_DO, WAITS = "help:contact", "help:to_do", "help:waits"
"""Keys: whom to turn to, what to do, what there are no figures of."""
OFFICE = "Vänd dig till {office}, som står bakom siffrorna här."
PUBLISHER = "Siffrorna om {name} ges ut av {publishers}."
ANY_PUBLISHER = "Vem som ger ut en siffra står under svaret; alla utgivare finns på Data och källor."
NO_ADVICE = "Målkollen visar hur det går, inte vad någon ska göra."
LACKING = "{count} av {whole} mått har inga siffror än."
ON_SOURCES, ON_START = Link("Läs mer på Data och källor", "sources"), Link("Läs mer på Översikt", "overview")


def asked_of(facts: Facts, asked: str, subject: Question | None) -> Question | None:
    """A question of whom to turn to, what to do or what is waited for; None of anything else.

    Args:
        subject: the question that its other words mean, where they mean any.
    """
    if kinds.CONTACT.search(asked):
        return _one(CONTACT, asked, _contact(facts, subject))
    if kinds.TO_DO.search(asked):
        return _one(TO_DO, asked, _to_do(facts))
    return _one(WAITS, asked, _waits(facts)) if kinds.WAITS.search(asked) else None


def _one(key: str, asked: str, reply: Reply) -> Question:
    return Question(key, asked, "", lambda _area: reply, is_listed=False)


def _contact(facts: Facts, subject: Question | None) -> Reply:
    """The office, how it is reached, and who publishes the figures that are asked of."""
    key = subject.key.partition(":")[2] if subject else ""
    publishers = gaps.publishers(facts, key) if key in facts.of_programme else ""
    of_it = PUBLISHER.format(name=plain(facts.indicator(key)), publishers=publishers) if publishers else ANY_PUBLISHER
    answer = f"{OFFICE.format(office=facts.home.office)} {gaps.contact(facts)}"
    return Reply("Vart vänder jag mig?", answer, beside=(of_it,), links=(ON_SOURCES,))


def _to_do(facts: Facts) -> Reply:
    """That no advice is given, what waits for a decision, and whom to turn to."""
    lines = decisions.decisions(facts) or [decisions.NOTHING]
    office = f"{OFFICE.format(office=facts.home.office)} {gaps.contact(facts)}"
    return Reply("Vad ska göras nu?", NO_ADVICE, hedge=office, beside=(*lines, ANY_PUBLISHER),
        links=(ON_START, ON_SOURCES))  # fmt: skip


def _waits(facts: Facts) -> Reply:
    """How many measures lack figures, and what they wait for, a line each source."""
    lacking = [key for key in facts.of_programme if not facts.is_computed(key)]
    answer = LACKING.format(count=number(len(lacking)), whole=number(len(facts.of_programme)))
    lines = awaited.by_source(facts, lacking)
    return Reply("Vilka mått saknar siffror?", answer, beside=(*lines, gaps.whom(facts)), links=(ON_SOURCES,))
