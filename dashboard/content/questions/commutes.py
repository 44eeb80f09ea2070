"""Questions of commuting: how many, from where to where, and what share, each as far as it is known."""

from collections.abc import Iterator
from functools import partial

from dashboard.blocks.page import Link
from dashboard.content.commuting import city, commuting, matrix
from dashboard.content.facts import Facts
from dashboard.content.questions import areas
from dashboard.content.questions.question import Question, Reply
from dashboard.content.questions.reading import language
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
    yield _one(COMMUTING, commuting.lead(facts), [*filter(None, told)], by.commuting)
    if known:
        yield _one(OVER_YEARS, "Pendlar fler än förr?", [commuting.over_years(facts)], by.commuting_before)
    asked = f"Hur många pendlar mellan {facts.members.the}?"
    yield Question(BETWEEN, asked, TRAVEL, partial(_between, facts, asked), by.commuting_between)
    asked = f"Hur många pendlar till {core}?"
    yield Question(CORE, asked, TRAVEL, partial(_to_core, facts, asked), (*by.commuting_to_core, core))


def _one(key: str, text: str, told: list[str], by: tuple[str, ...]) -> Question:
    answer, hedge = [*told, ""][:2]
    return Question(key, text, TRAVEL, lambda _: Reply(text, answer, hedge=hedge, links=(ON_COMMUTING,)), by)


def parts(facts: Facts, asked: str) -> Question | None:
    """A question of where they go who commute, where they come from or what share they are; None of anything else."""
    spoken = language.spoken(asked)
    if not language.COMMUTES.search(spoken) or language.BY_MODE.search(spoken):
        return None
    is_where = language.WHERE_TO.search(asked) is not None
    is_share = language.SHARE.search(asked) is not None
    is_ours = areas.are_crossed(facts, spoken) or areas.named(facts, spoken) == facts.areas.home.id
    if not is_where and (not is_share or is_ours or not language.GOES.search(spoken)):
        return None
    is_into = language.COMES_IN.search(asked) is not None
    reply = partial(_parts, facts, is_share=is_share, is_where=is_where, is_into=is_into)
    return Question(PARTS, asked, TRAVEL, reply, is_listed=False)


def beside(facts: Facts) -> list[str]:
    """Keys of what else may be meant by a question of where they go, or of what share: how many go and come."""
    roles = facts.registry.roles
    return [*(f"indicator:{key}" for key in (roles.out_commuters, roles.in_commuters) if key), CORE, BETWEEN]


def is_to_core(facts: Facts, asked: str) -> bool:
    """Whether a question is of those who work in the core municipality: "Hur många tyresöbor jobbar i Stockholm?"."""
    core = facts.areas.name(facts.commuting.core)
    return language.COMMUTES.search(asked) is not None and areas.is_led_to(asked, core)


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
        return Reply(asked, " ".join(told), beside=(count,) if count else (), links=(ON_COMMUTING,))
    source = commuting.waiting(facts)
    lacks = FROM_WHERE if is_into and is_where else LACKING[is_share, is_where]
    why = f"{lacks} {source.needs_plain}" if source else lacks
    known = [] if is_member else [commuting.no_sum(facts)]
    old = [city.takeaway(facts, area if is_member else None)] if city.sections(facts) else []
    return Reply(asked, count or why, hedge=why if count else "", beside=(*known, *old), links=(ON_COMMUTING,))


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
        return Reply(asked, told, links=(ON_COMMUTING,))
    total = _count(facts, area, is_into=False) if is_member else ""
    return Reply(asked, commuting.not_loaded(facts), hedge=total, links=(ON_COMMUTING,))


def _to_core(facts: Facts, asked: str, area: str) -> Reply:
    """Who work in the core municipality; of an older year where nothing newer is known."""
    latest, is_member = facts.commuting.years[-1:], area in facts.areas.home_members
    if latest:
        told = matrix.from_one(facts, latest[0], area) if is_member else matrix.takeaway(facts, latest[0])
    elif city.sections(facts):
        told = city.takeaway(facts, area if is_member else None)
    else:
        told = commuting.not_loaded(facts)
    return Reply(asked, told, links=(ON_COMMUTING,))
