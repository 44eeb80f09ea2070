"""Questions of commuting: how many, from where to where, and what share, each as far as it is known."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from dashboard.blocks.page import Link
from dashboard.content.commuting import city, commuting, matrix, page, shares
from dashboard.content.facts import Facts
from dashboard.content.questions.reading import areas, asking, travel
from dashboard.content.questions.reading.question import Question, Reply
from dashboard.content.questions.replies import figures
from malkollen.texts.swedish import number

TRAVEL = "Resor och pendling"
"""The heading that the questions stand under."""
COMMUTING, OVER_YEARS, BETWEEN, CORE, PARTS = (
    "commuting", "commuting:years", "commuting:between", "commuting:core", "commuting:parts",
)  # fmt: skip
"""Keys: how many commute, whether they become more, to another of ours, to the core, and where to or which share."""
LIVE = "{count} som bodde i {name} arbetade i någon annan kommun, vilken som helst, {year}."
WORK = "{count} som arbetade i {name} bodde i någon annan kommun, vilken som helst, {year}."
LACKING = {
    (True, False): "Hur stor andel det är går inte att säga än.",
    (False, True): "Vart de reser går inte att säga än.",
    (True, True): "Hur stor andel det är, och vart de reser, går inte att säga än.",
}
"""What cannot be said yet, by whether the share is asked for and where they go."""
FROM_WHERE = "Varifrån de kommer går inte att säga än."
NO_SHARE = "Hur stor andel det är visas inte för en enskild kommun."
ON_COMMUTING = Link("Läs mer på Pendling", "commuting")


def questions(facts: Facts) -> Iterator[Question]:
    """How many commute, whether they become more, how many between our own and how many to the core municipality."""
    by, core = facts.registry.questions, facts.areas.name(facts.commuting.core)
    latest, known = facts.commuting.years[-1:], commuting.years(facts)
    told = [matrix.answer(facts, latest[0])] if latest else []
    if not latest:
        told = [commuting.takeaway(facts, known[-1]) if known else "", commuting.not_loaded(facts)]
    yield _one(facts, COMMUTING, commuting.lead(facts), [*filter(None, told)], by.commuting)
    if known:
        yield _one(facts, OVER_YEARS, "Pendlar fler än förr?", [commuting.over_years(facts)], by.commuting_before)
    asked = f"Hur många pendlar mellan {facts.members.the}?"
    yield Question(BETWEEN, asked, TRAVEL, partial(_between, facts, asked), by.commuting_between)
    asked = f"Hur många pendlar till {core}?"
    yield Question(CORE, asked, TRAVEL, partial(_to_core, facts, asked), (*by.commuting_to_core, core))


def _one(facts: Facts, key: str, text: str, told: list[str], by: tuple[str, ...]) -> Question:
    answer, hedge = [*told, ""][:2]

    def reply(area: str) -> Reply:
        own = facts.registry.roles.out_commuters
        if key == COMMUTING and area in facts.areas.home_members and own in facts.of_programme:
            return figures.of_one(facts, own, area)
        return Reply(text, answer, hedge=hedge, beside=_late(facts), source=_source(facts), links=(ON_COMMUTING,))

    return Question(key, text, TRAVEL, reply, by)


def _source(facts: Facts) -> str:
    """Who published what is said of commuting: the matrix, or what crosses each municipality's border."""
    if facts.commuting.years:
        return f"{matrix.source_line(facts)}."
    return f"{commuting.source_line(facts)}." if commuting.years(facts) else ""


def _late(facts: Facts) -> tuple[str, ...]:
    """That newer figures of what crosses borders should be here by now, where they should."""
    return () if facts.commuting.years else tuple(note.text for note in page.late(facts))


def parts(facts: Facts, asked: str) -> Question | None:
    """A question of where they go who commute, where they come from or what share they are; None of anything else."""
    spoken = travel.spoken(asked)
    if not travel.COMMUTES.search(spoken) or travel.BY_MODE.search(spoken):
        return None
    is_where = travel.WHERE_TO.search(asked) is not None
    is_share = asking.SHARE.search(asked) is not None
    is_home, is_at_home = areas.named(facts, spoken) == facts.areas.home.id, areas.are_at_home(facts, spoken)
    is_ours = areas.are_crossed(facts, spoken) or is_home
    is_told = is_share and not is_ours and travel.GOES.search(spoken)
    if not (is_where or is_told or is_at_home):
        return None
    is_into = travel.COMES_IN.search(asked) is not None
    reply = partial(_parts, facts, is_share=is_share or is_at_home, is_where=is_where, is_into=is_into)
    return Question(PARTS, asked, TRAVEL, reply, is_listed=False)


def beside(facts: Facts) -> list[str]:
    """Keys of what else may be meant by a question of where they go, or of what share: how many go and come."""
    roles = facts.registry.roles
    return [*(f"indicator:{key}" for key in (roles.out_commuters, roles.in_commuters) if key), CORE, BETWEEN]


def is_to_core(facts: Facts, asked: str) -> bool:
    """Whether a question is of those who work in the core municipality: "Hur många tyresöbor jobbar i Stockholm?"."""
    core = facts.areas.name(facts.commuting.core)
    return travel.COMMUTES.search(asked) is not None and areas.is_led_to(asked, core)


def with_core(facts: Facts, one: Question) -> Question:
    """A question of those who work in another of ours, with those who work in the core municipality beside."""

    def reply(area: str) -> Reply:
        own, core = one.reply(area), _to_core(facts, "", area)
        return replace(own, beside=(core.answer, *own.beside), source=f"{own.source} {core.source}".strip())

    return replace(one, reply=reply)


def between_into(facts: Facts, one: Question) -> Question:
    """A question of those who come into a municipality from another of ours, with how many come from whichever."""

    def reply(area: str) -> Reply:
        own, into = one.reply(area), _count(facts, area, is_into=True) if area in facts.areas.home_members else ""
        return own if facts.commuting.years or not into else replace(own, hedge=into, beside=_late(facts))

    return replace(one, reply=reply)


def _parts(facts: Facts, area: str, *, is_share: bool, is_where: bool, is_into: bool) -> Reply:
    """How many go or come, what cannot be said of them yet, and those to the core of an older year.

    Args:
        is_share: whether a share is asked for; is_where: which way they go; is_into: of those who come.
    """
    is_member = area in facts.areas.home_members
    way = ("Varifrån kommer inpendlarna till" if is_into else "Vart reser utpendlarna från") if is_where else ""
    name = facts.areas.name(area)
    share = f"Hur stor andel pendlar {'in till' if is_into else 'ut från'}"
    asked = f"{way or share} {name if is_member else facts.members.the}?"
    latest, count = facts.commuting.years[-1:], _count(facts, area, is_into=is_into) if is_member else ""
    if latest:
        flows = matrix.from_one(facts, latest[0], area) if is_member else matrix.takeaway(facts, latest[0])
        told = [flows, *([NO_SHARE] if is_share else [])]
        return Reply(
            asked, " ".join(told), beside=(count,) if count else (), source=_source(facts), links=(ON_COMMUTING,)
        )
    share = shares.of_one(facts, area) if is_share and not is_into else ""
    why = _lacking(facts, is_share=is_share and not share, is_where=is_where, is_into=is_into)
    known = [] if is_member else [commuting.no_sum(facts)]
    old = [city.takeaway(facts, area if is_member else None)] if city.sections(facts) else []
    first, *others = [*filter(None, (share, count))] or [why]
    beside = (*others, *_late(facts), *known, *old)
    hedge = why if count or share else ""
    return Reply(asked, first, hedge=hedge, beside=beside, source=_source(facts), links=(ON_COMMUTING,))


def _lacking(facts: Facts, *, is_share: bool, is_where: bool, is_into: bool) -> str:
    """What of that cannot be said yet, and what it waits for; empty where nothing lacks."""
    if not (is_share or is_where):
        return ""
    source = commuting.waiting(facts)
    lacks = FROM_WHERE if is_into and is_where else LACKING[is_share, is_where]
    return f"{lacks} {source.needs_plain}" if source else lacks


def _count(facts: Facts, area: str, *, is_into: bool) -> str:
    """How many go out of a municipality to work, or come into it; empty where the figure is missing."""
    known = commuting.years(facts)
    if not known:
        return ""
    crossing = commuting.crossing(facts, area, known[-1])
    count = crossing.into if is_into else crossing.out
    text = WORK if is_into else LIVE
    return "" if count is None else text.format(count=number(count), name=facts.areas.name(area), year=known[-1])


def _between(facts: Facts, asked: str, area: str) -> Reply:
    """Who work in another of our municipalities; where that is unknown, why, and how many work in whichever other."""
    latest, is_member = facts.commuting.years[-1:], area in facts.areas.home_members
    if latest:
        told = matrix.from_one(facts, latest[0], area) if is_member else matrix.takeaway(facts, latest[0])
        return Reply(asked, told, source=_source(facts), links=(ON_COMMUTING,))
    total = _count(facts, area, is_into=False) if is_member else ""
    share = (shares.of_one(facts, area),) if is_member and shares.of_one(facts, area) else ()
    late, source = ((*share, *_late(facts)), _source(facts)) if total else ((), "")
    return Reply(asked, commuting.not_loaded(facts), hedge=total, beside=late, source=source, links=(ON_COMMUTING,))


def _to_core(facts: Facts, asked: str, area: str) -> Reply:
    """Who work in the core municipality; of an older year where nothing newer is known."""
    latest, is_member = facts.commuting.years[-1:], area in facts.areas.home_members
    source = ""
    if latest:
        told = matrix.from_one(facts, latest[0], area) if is_member else matrix.takeaway(facts, latest[0])
        source = _source(facts)
    elif city.sections(facts):
        told, source = city.takeaway(facts, area if is_member else None), f"{city.source_line(facts)}."
    else:
        told = commuting.not_loaded(facts)
    return Reply(asked, told, source=source, links=(ON_COMMUTING,))
