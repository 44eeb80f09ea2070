"""Whom to turn to and what to do, what has no figures, how long a journey takes, and what has been claimed together."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from dashboard.blocks.page import Link
from dashboard.content.answers import silence
from dashboard.content.answers.phrases import day, plain
from dashboard.content.data import awaited
from dashboard.content.decisions import decisions
from dashboard.content.facts import Facts
from dashboard.content.goal import draft
from dashboard.content.questions.apart import projects
from dashboard.content.questions.apart.drafted import READ_ON
from dashboard.content.questions.reading import areas, asking, kinds, language, search, travel
from dashboard.content.questions.reading.language import said, way
from dashboard.content.questions.reading.question import Question, Reply
from dashboard.content.questions.replies import commutes, figures, gaps
from dashboard.content.text import ended, sited
from dashboard.content.workbench import duties
from malkollen.office.draft_file import Fact
from malkollen.registry.home import capital
from malkollen.registry.paragraph import Waiting
from malkollen.texts.swedish import number

OFFICE = "Vänd dig till {office}, som står bakom siffrorna här."
PUBLISHER = "Siffrorna om {name} ges ut av {publishers}."
ANY_PUBLISHER = "Vem som ger ut en siffra står under svaret; alla utgivare finns på Data och källor."
NO_ADVICE = "Målkollen visar hur det går, inte vad någon ska göra."
ADVISED = "Vad bör vi säga eller göra?"
LACKING = "{count} av {whole} mått har inga siffror än."
ON_SOURCES, ON_START = Link("Läs mer på Data och källor", "sources"), Link("Läs mer på Översikt", "overview")
TASKS = way(r"\bvad (?:ska|kan|bör|måste|behöver) kommunens?\b.{0,20}\bgöra\b|"
    r"\b(?:vilka|vilket|vad) beslut (?:måste|ska|behöver|bör|kan) kommunen\b.{0,20}\b(?:fatta|ta)\b|"
    r"\bvad (?:måste|ska|behöver|bör) kommunen (?:besluta|bestämma)\b|\bvad (?:förväntas|krävs) av kommunen\b|"
    r"\bkommunens (?:egen |egna )?(?:del|roll|uppgift\w*|ansvar)\b|"
    r"\bhar kommunen (?:för )?(?:egen |egna )?(?:del|roll|uppgift\w*|ansvar)\b")  # fmt: skip
"""That it is asked what a municipality is to do, its name written as one word for all of them."""
TASKS_ASIDE = said(r"själva?|nu|i|för|att|vi|ska|nå|når|nås|programmet|samverkan|målen|\w*samarbetet|sup|2040")
"""What such a question says beside that tells nothing else."""
OWN = "Vad ska {name} själv göra?"
NO_TASK = "Målens ord ger ingen enskild kommun en egen uppgift."
ON_DECISIONS = Link("Läs mer på Översikt: Kräver beslut", "overview")
HERE = "Det räknas på Resor: välj varifrån, vart och när."
TILL_THEN = "Tiden för en enskild resa i dag har den som kör trafiken: {operators}."
STREETS, TIMETABLES = "streets", "gtfs"
"""What a journey is reckoned on, as it is called where it is fetched."""
ON_TRIPS = Link("Till Resor", "transit")
CLAIMED = said(r"remiss\w*|yttra\w*|yttrande\w*|krävt|krävde|begärt|begärde")
"""That it is asked what somebody has claimed or answered."""
ANSWER, FIRST, SHOWN = "svar på", "första gemensamma listan", "beslutad lista presenterad"
"""How the subjects of the history begin that tell what was claimed."""
CLAIMS = "Vad har kommunerna krävt eller svarat tillsammans?"
NO_CLAIMS = "Vad kommunerna har krävt eller svarat tillsammans är inte inlagt här."
LATER = "Senare svar och krav är inte inlagda här."
NOT_NAMED = "{name} nämns inte där."


def asked_of(
    facts: Facts, asked: str, subject: Question | None, known: Sequence[Question], *, shows_draft: bool
) -> Question | None:
    """A question that is told by how it is put, whatever it is of; None of anything else.

    Args:
        subject: what it is asked whom to turn to of, where it names that. known: every question there is.
        shows_draft: whether whoever asks may see the draft.
    """
    of_task = areas.with_no_names(facts, asked)
    if TASKS.search(of_task) and not language.stems(TASKS_ASIDE.sub(" ", TASKS.sub(" ", of_task))):
        return Question("help:tasks", asked, "", partial(_tasks, facts), is_listed=False)
    reply: Reply | None = None
    if CLAIMED.search(asked):
        named = asking.OBJECT.search(asked)
        history = draft.read(facts, ())[0].history if shows_draft else ()
        reply = claims(facts, history, named.group() if named else "")
    elif kinds.CONTACT.search(asked):
        reply = _contact(facts, subject)
    elif kinds.TO_DO.search(asked):
        reply = _to_do(facts)
    elif kinds.ADVICE.search(asked) and not kinds.COMING.search(asked):
        reply = _advice(facts, asked, known)
    elif kinds.WAITS.search(asked):
        reply = waits(facts)
    return (
        Question(f"help:{reply.question}", asked, "", lambda _: reply, is_listed=False)
        if reply
        else _trip(facts, asked)
    )


def _contact(facts: Facts, subject: Question | None) -> Reply:
    """The office, how it is reached, and who publishes the figures that are asked of."""
    key = subject.key.partition(":")[2] if subject else ""
    publishers = gaps.publishers(facts, key) if key in facts.of_programme else ""
    of_it = PUBLISHER.format(name=plain(facts.indicator(key)), publishers=publishers) if publishers else ANY_PUBLISHER
    answer = f"{OFFICE.format(office=facts.home.office)} {gaps.contact(facts)}"
    return Reply("Vart vänder jag mig?", answer, beside=(of_it,), links=(ON_SOURCES,))


def _to_do(facts: Facts) -> Reply:
    """That no advice is given, what waits for a decision, and whom to turn to."""
    lines = decisions.lines(decisions.decisions(facts)) or [decisions.NOTHING]
    office = f"{OFFICE.format(office=facts.home.office)} {gaps.contact(facts)}"
    return Reply("Vad ska göras nu?", NO_ADVICE, hedge=office, beside=(*lines, ANY_PUBLISHER),
        links=(ON_START, ON_SOURCES))  # fmt: skip


def _advice(facts: Facts, asked: str, known: Sequence[Question]) -> Reply:
    """That no advice is given; how it goes for whom it is asked of, what waits for a decision, what goes worst."""
    own, area = _to_do(facts), areas.named(facts, asked) or facts.areas.home.id
    of_area = figures.of_each(facts, asked).reply(area)
    listed = next((one for one in known if one.key == projects.WHOLE), None)
    objects = [listed.reply(area).answer] if listed and kinds.TO_STATE.search(asked) else []
    left = [] if area in facts.areas.home_members else [*own.beside[:-1]]
    return replace(
        own, question=ADVISED, beside=(*objects, of_area.answer, *left), links=(*of_area.links, *own.links[:1])
    )


def waits(facts: Facts) -> Reply:
    """How many measures lack figures, and what they wait for, a line each source."""
    lacking = [key for key in facts.of_programme if not facts.is_computed(key)]
    answer = LACKING.format(count=number(len(lacking)), whole=number(len(facts.of_programme)))
    lines = awaited.by_source(facts, lacking)
    return Reply("Vilka mått saknar siffror?", answer, beside=(*lines, gaps.whom(facts)), links=(ON_SOURCES,))


def _tasks(facts: Facts, area: str) -> Reply:
    """That none is given, who answers for the work, what waits for whom to decide, and each board's own part."""
    name = facts.areas.name(area) if area in facts.areas.home_members else "kommunen"
    programme = facts.programme
    named = [one for goal in facts.goals.values() for one in areas.ours_in(facts, f"{goal.sentence} {goal.meaning}")]
    answers_for = programme.responsible.told if programme.responsible else ""
    found = [*decisions.of_leadership(facts), *decisions.of_committee(facts)]
    lines = decisions.told(found) or [decisions.NOTHING]
    coming = f"Nästa program: {programme.coming.told}" if programme.coming else ""
    may = duties.of_ours(facts.registry.duties.values(), capital(name))
    return Reply(OWN.format(name=name), " ".join(filter(None, ("" if named else NO_TASK, answers_for))),
        beside=tuple(filter(None, (may, *lines, coming))), links=(ON_DECISIONS,))  # fmt: skip


def claims(facts: Facts, history: Sequence[Fact], name: str) -> Reply:
    """The answers that are known, that later ones are not here, and the lists that were told of; then whom to ask.

    Args:
        name: of an object that it is asked of; empty for none.
    """
    known = sorted((one for one in history if one.subject.startswith(ANSWER)), key=lambda one: one.as_of)
    others = [one for one in history if one.subject in (FIRST, SHOWN)]
    told = " ".join(_told(one) for one in known)
    is_unnamed = name and known and not any(search.meets(name, [one.value]) for one in known)
    missing = [NOT_NAMED.format(name=capital(name))] if is_unnamed else []
    answer = " ".join([told, *missing, LATER]) if known else NO_CLAIMS
    sources = dict.fromkeys(sited(one.source) for one in (*known, *others))
    source = ended(f"Källa: {'; '.join(sources)}") if sources else ""
    return Reply(CLAIMS, answer, hedge=gaps.whom(facts), beside=tuple(map(_told, others)), source=source,
        links=(READ_ON,))  # fmt: skip


def _told(one: Fact) -> str:
    """A row of the history: what, when, and what it says."""
    said = ended(f"{capital(one.subject)} ({day(date.fromisoformat(one.as_of))}): {one.value}")
    return f"{said} {one.note}".strip()


def _trip(facts: Facts, asked: str) -> Question | None:
    """A question of how long it takes from one place to another; None of anything else."""
    is_timed = kinds.FROM_TO.search(asked) and kinds.TIMED.search(asked) and not asking.YEARS.search(asked)
    is_trip = is_timed or kinds.GETS_THERE.search(asked)
    is_of_areas = kinds.COMPARES.search(asked) and not travel.AGAINST_CAR.search(asked)
    if not is_trip or travel.BETWEEN.search(asked) or is_of_areas:
        return None
    is_by_street = bool(kinds.ALONG_STREETS.search(asked)) and not kinds.SCHEDULED.search(asked)
    reply = _journey(facts, TIMETABLES if not is_by_street else STREETS)
    return Question("trip", asked, commutes.TRAVEL, lambda _area: reply, is_listed=False)


def _journey(facts: Facts, needs: str) -> Reply:
    question = "Hur lång tid tar resan mellan två platser?"
    lacking = _lacking(facts, needs)
    if lacking is None:
        return Reply(question, HERE, links=(ON_TRIPS,))
    now = (TILL_THEN.format(operators=gaps.operators(facts)),) if needs == TIMETABLES else ()
    return Reply(question, f"{silence.NOT_YET}. {lacking.needs_plain}", silence.NOT_YET,
        beside=now, links=(ON_TRIPS,))  # fmt: skip


def _lacking(facts: Facts, needs: str) -> Waiting | None:
    """What is waited for that a journey is reckoned on, the least of it; None where it is here."""
    awaited = (facts.registry.waits_for(one) for one in facts.registry.roles.timetable if not facts.is_computed(one))
    found = (facts.registry.waiting[one] for one in awaited if one)
    return min((one for one in found if needs in one.run.split()), key=lambda one: len(one.run), default=None)
