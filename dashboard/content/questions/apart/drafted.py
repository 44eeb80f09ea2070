"""What is told of one object: how far it has come and what it costs, when it begins and opens, why and by whom."""

from dataclasses import replace
from functools import partial

from dashboard.blocks.page import Link
from dashboard.content.facts import Facts
from dashboard.content.goal import draft, draft_object, national_plan, priority_objects as listed_words
from dashboard.content.objects import municipality
from dashboard.content.questions.reading import asking, kinds
from dashboard.content.questions.reading.question import Question, Reply, led
from dashboard.content.text import ended, sited
from malkollen.office.draft_file import PLANNED, DraftObject, Fact
from malkollen.office.priority_objects import NAMED
from malkollen.registry.home import capital
from malkollen.texts.swedish import MISSING, inside

GROUP = "Vägar, spår och andra objekt"
"""The heading that questions of objects stand under."""
ASKS = (kinds.GIVES, kinds.PAYS, kinds.BY_WHOM, kinds.REASON, kinds.BEGINS, kinds.OPENS, kinds.IN_NATIONAL)
"""How it is asked who pays, who has decided, why, and when something begins or opens."""
NO_EFFECT = "Vad {name} bidrar till mäts inte här."
NO_REASON = "Varför det behövs står inte här."
OPENING, BEGINNING = "När öppnar {name}, och när är byggstarten?", "När börjar {name} byggas, och när är öppningen?"
NEITHER = "Inget år för byggstart eller öppning är känt här."
IN_PLAN = "Ja, objektet står i den nationella planen."
NOT_IN_PLAN = "{name} hittas inte under det namnet i den nationella planen, men kan ingå i något annat."
NO_MONEY = "Inga pengar till det är kända här."
NOT_KNOWN = "Om {name} står i den nationella planen är inte känt."
CALLED = "I den nationella planen heter objektet {name}. Trafikverkets fas: {phase}"
DAY_OF = "Källa till dagen: {källa}"
ON_DRAFT = "Objektet är nummer {place} på ett utkast till {whose} lista, som inte är bekräftat."
READ_ON = Link("Läs mer på Prioriterade objekt", "priorities")
NOT_WHOLE = "Om hela kostnaden är beslutad är inte känt."
"""Of an object of which a part of the cost lies within the plan's years."""


def about(name: str) -> str:
    """What is asked of an object where nothing else is."""
    return f"Hur långt har {name} kommit, och vad kostar det?"


def of_draft(facts: Facts, one: DraftObject, _area: str) -> Reply:
    """How far the draft says that it has come and what it costs, in the plan's words beside that, and when it opens."""
    if not one.plan_ids:
        return _undrawn(facts, one)
    cost, short = draft_object.cost(one), draft.short_cost(facts, one)
    standing = draft.standing(facts, one)
    answer = " ".join(filter(None, [standing, short]))
    costs = [f"Kostnad: {cost}"] if cost not in (MISSING, "") else []
    planned = [facts.beside.by_id[plan_id] for plan_id in one.plan_ids if plan_id in facts.beside.by_id]
    called = [CALLED.format(name=national_plan.name(each), phase=national_plan.phase(each)) for each in planned]
    is_ours = one.proposed is not None and one.proposed.value == NAMED and not national_plan.is_decided(planned)
    whose = [national_plan.whose(national_plan.OF_DRAFT)] if is_ours and called else []  # else the answer says it
    beside = tuple(map(ended, filter(None, [*costs, *called, *whose, draft_object.when(one)])))
    hedge = f"{national_plan.PLAN_DECIDED} {listed_words.not_filled_in(facts.home)}"
    return Reply(about(one.label), answer, "", hedge, beside, _source(one), (READ_ON,))


def _undrawn(facts: Facts, one: DraftObject) -> Reply:
    """That the national plan does not name an object, or that it is not known, and where it stands on the draft."""
    answer = NOT_IN_PLAN.format(name=one.label) if one.is_sought else NOT_KNOWN.format(name=one.label)
    answer = answer if draft.short_cost(facts, one) else f"{answer} {NO_MONEY}"
    place = ON_DRAFT.format(place=one.number, whose=facts.home.bodies.committee.genitive)
    may = f"{draft_object.MAY_BE_ELSEWHERE} {draft.who_can_tell(facts.home)}"
    return Reply(
        about(one.label),
        answer,
        hedge=place,
        beside=(may, *municipality.near(facts, one.name)),
        source=_source(one),
        links=(READ_ON,),
    )


def _source(one: DraftObject) -> str:
    return ended(f"Källa: {draft_object.source_of(one)}") if draft_object.source_of(one) else ""


def put(facts: Facts, one: Question, asked: str) -> Question:
    """A question of an object whose answer begins with when, why or by whom, where that is asked."""
    if one.group != GROUP or not one.names:
        return one
    if kinds.REASON.search(asked):
        return replace(one, reply=partial(_why, facts, _draft_of(facts, one.key), one))
    if kinds.GIVES.search(asked):
        return replace(one, reply=partial(_gives, facts, one, asked))
    is_when = (kinds.BEGINS.search(asked) or kinds.OPENS.search(asked)) and not one.key.startswith("object:")
    told = replace(one, reply=partial(_when, facts, one, asked)) if is_when else one
    is_whether = (
        kinds.IN_NATIONAL.search(asked)
        and not kinds.MONEY.search(asked)
        and (drafted := _draft_of(facts, one.key))
        and drafted.plan_ids
    )
    return replace(told, reply=partial(_in_plan, told)) if is_whether else told


def _in_plan(one: Question, area: str) -> Reply:
    """That the national plan has an object, before the rest of its answer."""
    own, named = one.reply(area), f"{ended(capital(draft_object.IN_NATIONAL[0]))} "
    return replace(own, answer=f"{IN_PLAN} {own.answer.removeprefix(named)}")


def is_put(asked: str) -> bool:
    """Whether a question asks when, why or by whom, whatever it is of."""
    return any(one.search(asked) for one in ASKS)


def tells(asked: str) -> bool:
    """Whether an object's answer tells when, why, by whom, what it costs or how far it has come, as is asked."""
    return is_put(asked) or any(one.search(asked) for one in (kinds.COSTS, kinds.OPENS, asking.STANDING, kinds.STAGE))


def rest(asked: str) -> str:
    """A question without those words."""
    for one in (*ASKS, kinds.OF_NEED):
        asked = one.sub(" ", asked)
    return asked


def name_of(facts: Facts, one: Question) -> str:
    """What an object is called in whole."""
    drafted, planned = _draft_of(facts, one.key), facts.beside.by_id.get(one.key.partition(":")[2])
    return drafted.label if drafted else national_plan.name(planned) if planned else one.names[0]


def in_national(facts: Facts, one: Question, told: str) -> str:
    """What is told of an object, as the national plan's where that names it."""
    found = _draft_of(facts, one.key)
    return f"I den nationella planen: {inside(told)}" if found is None or found.plan_ids else told


def _draft_of(facts: Facts, key: str) -> DraftObject | None:
    objects, _ = listed_words.read(facts.folder, facts.as_of)
    return next((one for one in draft.read(facts, objects)[0].objects if key == f"draft:{one.number}"), None)


def _why(facts: Facts, drafted: DraftObject | None, one: Question, area: str) -> Reply:
    """That the reason is not here and where it is sought, who has decided, and how far it has come."""
    own, name = one.reply(area), drafted.label if drafted else one.names[0]
    planned = [fact.source for fact in drafted.facts if fact.subject == PLANNED] if drafted else []
    stands = f" Objektet står i {planned[0]}." if planned else ""
    where = f"{NO_REASON}{stands} {draft.who_can_tell(facts.home)}"
    asked = f"Varför behövs {name}, och vem har bestämt det?"
    return led(own, asked, where, (own.answer, *own.beside))


def _gives(facts: Facts, one: Question, asked: str, area: str) -> Reply:
    """That what it gives is not measured, before how far it has come."""
    own = one.reply(area)
    return led(own, capital(asked), NO_EFFECT.format(name=name_of(facts, one)), (own.answer, *own.beside))


def _when(facts: Facts, one: Question, asked: str, area: str) -> Reply:
    """When it opens and when building begins, what is asked for first, before how far it has come.

    Of an object that the national plan does not name that comes first.
    """
    own, drafted, is_opening = one.reply(area), _draft_of(facts, one.key), kinds.OPENS.search(asked) is not None
    told = {fact.subject: fact for fact in drafted.facts} if drafted else {}
    cleared, start, opening = (
        told.get(subject) for subject in (draft_object.CLEARED, draft_object.START, draft_object.OPENING)
    )
    may = [f"{capital(draft_object.CLEARED)} {ended(cleared.value)}"] if cleared else []
    begins = [*may, *([_year("byggstartsår", start)] if start else [])]
    opens = [_year("öppningsår", opening)] if opening else []
    known = " ".join([*opens, *begins] if is_opening else [*begins, *opens]) or NEITHER
    question = (OPENING if is_opening else BEGINNING).format(name=name_of(facts, one))
    if drafted and not drafted.plan_ids:
        return replace(own, question=question, answer=f"{own.answer} {known}")
    usual = [line for line in own.beside if not drafted or line != ended(draft_object.when(drafted))]
    days = [ended(DAY_OF.format(källa=sited(cleared.source)))] if cleared else []
    hedge = cleared.note if cleared and cleared.note else own.hedge
    short = draft.short_cost(facts, drafted) if drafted else ""  # the whole cost stands below
    state = own.answer.removesuffix(short).rstrip()
    is_money = kinds.MONEY.search(asked) is not None
    kept = (*days, *([] if is_money else [state]), *usual, *([own.hedge] if hedge != own.hedge else []))
    money = " ".join(filter(None, [state, short, NOT_WHOLE if drafted and draft_object.is_in_part(drafted) else ""]))
    return led(own, question, f"{money} {known}" if is_money else known, kept, hedge)


def _year(what: str, fact: Fact) -> str:
    """A year that is known, or that none is: "Inget byggstartsår är publicerat."."""
    if fact.value.startswith(draft_object.NO_YEAR):
        return f"Inget {what} är {ended(fact.value.removeprefix(draft_object.NO_YEAR).strip())}"
    return f"{capital(what)}: {ended(fact.value)}"
