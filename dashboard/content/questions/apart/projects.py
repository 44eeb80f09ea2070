"""Questions of infrastructure objects: the committee's list, the draft of it, and the national plan, each by name."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from dashboard.blocks.page import Link
from dashboard.content.facts import Facts
from dashboard.content.goal import draft, draft_object, national_plan, priorities, priority_objects as listed_words
from dashboard.content.goal.priority_objects import COUNTED
from dashboard.content.questions.apart import touching
from dashboard.content.questions.reading import asking, kinds, language, search
from dashboard.content.questions.reading.question import Question, Reply
from dashboard.content.text import ended, sited
from malkollen.database.beside import PlanObject
from malkollen.office.draft_file import PLANNED, Draft, DraftObject, Fact
from malkollen.office.priority_objects import PriorityObject
from malkollen.registry.home import capital
from malkollen.texts.swedish import MISSING

SUM = "plan:sum"
"""The key of how much of the state's money goes to the home group."""
GROUP = "Vägar, spår och andra objekt"
"""The heading that the questions stand under."""
WHOLE = "objects"
"""The key of all the objects together."""
PLANS = "Hur prioriteras vi i nationell plan och länsplan?"
NO_SUM = "Planen anger kostnaden objekt för objekt, och vilka kommuner ett objekt berör är inte inlagt."
ASKS = (kinds.PAYS, kinds.BY_WHOM, kinds.REASON, kinds.BEGINS)
"""How it is asked who pays, who has decided, why, and when something begins."""
NO_REASON = "Varför det behövs står inte här."
START_UNKNOWN = "När det byggs står inte i det som är insamlat här."
OPENING_UNKNOWN = "När det öppnar står inte i det som är insamlat här."
DAY_OF = "Källa till dagen: {källa}"
NO_YEAR = "inget år"
"""How the draft says that no year is known."""
ON_DRAFT = "Objektet står som nummer {place} i utkastet till listan."
MOST_ELSEWHERE = 3
"""Objects of the national plan in other counties that are told of."""
READ_ON = Link("Läs mer på Prioriterade objekt", "priorities")


def questions(facts: Facts, *, shows_draft: bool) -> Iterator[Question]:
    """All of them; none where no indicator is the committee's list.

    Args:
        shows_draft: whether whoever asks may see the draft.
    """
    if not priorities.is_followed(facts):
        return
    words = facts.registry.questions.projects
    objects, _ = listed_words.read(facts.folder, facts.as_of)
    left = draft.read(facts, objects)[0] if shows_draft else Draft()
    whole = partial(_whole, facts, objects, left)
    yield Question(WHOLE, listed_words.lead(facts.home), GROUP, whole, words, ("prioriterade objekt",))
    yield Question(
        "plan:county", "Vad får vi i länsplanen?", GROUP, partial(_county, facts), facts.registry.questions.county_plan
    )
    asked = f"Hur mycket av statens pengar går till {facts.home.name}?"
    yield Question(SUM, asked, GROUP, partial(_sum, facts, left.others), facts.registry.questions.state_money)
    both = partial(_plans, facts, whole)
    yield Question("plans", PLANS, GROUP, both, facts.registry.questions.plans, must=((PLANS,),))
    yield from (_of_listed(facts, one, words) for one in objects)
    yield from (_of_drafted(facts, one, words) for one in left.objects)
    known = {plan_id for one in left.objects for plan_id in one.plan_ids}
    here = {one.object_id: one for one in national_plan.of_county(facts)} | {
        one: facts.beside.by_id[one] for one in left.others if one in facts.beside.by_id
    }
    whole_names = {national_plan.name(one) for one in facts.beside.plan}
    apart = {one.object_id for one in here.values() if _shared(one) in whole_names}
    yield from (_of_planned(facts, one, words) for one in here.values() if one.object_id not in known | apart)


def _of_listed(facts: Facts, one: PriorityObject, words: Sequence[str]) -> Question:
    about = (one.current.plan, one.current.note, *words)
    reply = partial(_listed, facts, one)
    return Question(f"object:{one.name}", _asked(one.name), GROUP, reply, names=(one.name,), about=about)


def _of_drafted(facts: Facts, one: DraftObject, words: Sequence[str]) -> Question:
    reply, about = partial(_drafted, facts, one), (*(fact.value for fact in one.facts), *words)
    names = (_short(facts, one.name),)
    return Question(f"draft:{one.number}", _asked(one.name), GROUP, reply, names=names, about=about)


def _of_planned(facts: Facts, one: PlanObject, words: Sequence[str]) -> Question:
    key, reply, names = f"plan:{one.object_id}", partial(_planned, facts, one), (_short(facts, one.name),)
    must = ((asking.IN_BRACKETS.sub("", *names),),)
    asked = _asked(national_plan.name(one))
    return Question(key, asked, GROUP, reply, names=names, about=tuple(words), must=must, is_listed=False)


def _shared(one: PlanObject) -> str:
    """The name of the object that a row of the plan is the co-financing of; "" for an object of its own."""
    whole = national_plan.name(one)
    return whole.removesuffix(national_plan.SHARED) if whole.endswith(national_plan.SHARED) else ""


def _short(facts: Facts, name: str) -> str:
    """An object's name without the home group's, of which every question is, and without another object's."""
    return asking.OF_ANOTHER.sub("", name.replace(facts.home.name, "")).strip() or name


def unknown(facts: Facts, known: Sequence[Question], asked: str) -> Question | None:
    """Of a place alone, or of an object that nothing here is called; None where a question names neither."""
    if priorities.is_followed(facts) and (place := touching.asked_of(facts, known, asked)):
        return replace(place, group=GROUP)
    found = asking.OBJECT.search(asked)
    word = found.group() if found else ""
    has_objects = any(one.group == GROUP for one in known)
    if not word or not has_objects or search.meets(word, [text for one in known for text in (*one.names, *one.words)]):
        return None
    return Question(f"unknown:{word}", asked, GROUP, partial(_unknown, facts, word), is_listed=False)


def _unknown(facts: Facts, word: str, _area: str) -> Reply:
    """That an object is none of ours, what the national plan says of it elsewhere, and where objects are found."""
    there = [one for one in facts.beside.plan if word.casefold() in language.words(one.name)]
    county = facts.areas.name(facts.home.county)
    answer = f"Målkollen hittar inget objekt som heter {capital(word)}."
    where = f"Här finns det som står på listan eller i utkastet till den, och under {county} i den nationella planen."
    told = [f"{ended(national_plan.words(one))} Län i planen: {one.county}." for one in there[:MOST_ELSEWHERE]]
    missing = [] if told else ["Det kan stå under ett annat namn, eller i länsplanen, som inte är inlagd."]
    sources = [found.attribution for found in facts.sources if found.source in {one.source for one in there}]
    source = f"{facts.credited(sources)}." if sources else ""
    return Reply(f"Är {capital(word)} med bland objekten?", f"{answer} {where}", "", "", (*told, *missing), source,
        (READ_ON,))  # fmt: skip


def _asked(name: str) -> str:
    return f"Hur långt har {name} kommit, och vad kostar det?"


def _whole(facts: Facts, objects: Sequence[PriorityObject], left: Draft, area: str) -> Reply:
    """How far the list has come, or of the draft where nobody has entered the list; all of it for a municipality."""
    is_draft = not objects and bool(left.objects)
    answer = draft.lead(left) if is_draft else listed_words.summary(facts.home, facts.folder, facts.as_of)
    hedge = listed_words.NOT_FILLED_IN if is_draft else ""
    names = [one.name for one in (left.objects if is_draft else objects)]
    if area not in facts.areas.home_members:
        return Reply(listed_words.lead(facts.home), answer, hedge=hedge, links=(READ_ON,))
    asked = f"Vilka infrastrukturobjekt berör {facts.areas.name(area)}?"
    every = [f"Alla objekt: {'; '.join(names)}."] if names else []
    return Reply(asked, touching.lead(facts, area), hedge=hedge,
        beside=(*touching.lines(facts, area, left.others), answer, *every), source=touching.plan_source(facts),
        links=(READ_ON,))  # fmt: skip


def county_text(facts: Facts) -> str:
    """That nobody has entered the county plan's objects, and who decides it."""
    none = "Länsplanens objekt är inte inlagda här, och ingen är utsedd att lägga in dem."
    return f"{none} {facts.home.region.name} beslutar länsplanen."


def _county(facts: Facts, _area: str) -> Reply:
    asked = f"Vad får {facts.home.name} i länsplanen?"
    return Reply(asked, county_text(facts), beside=(draft.who_can_tell(facts.home),), links=(READ_ON,))


def _sum(facts: Facts, others: Sequence[str], area: str) -> Reply:
    """That no sum can be made, and why; which objects have a name in theirs, and what the plan has of the county."""
    name, county, named = facts.areas.name(area), facts.areas.name(facts.home.county), national_plan.of_county(facts)
    asked = f"Hur mycket av statens pengar går till {name}?"
    answer = f"Det finns ingen summa för {name}, och den går inte att räkna ut här. {NO_SUM}"
    in_plan = [f"I nationella planen står {len(named)} objekt i {county} vid namn, många utanför {facts.home.name}."]
    is_ours = area in facts.areas.home_members
    own = [touching.lead(facts, area), *touching.lines(facts, area, others)] if is_ours else []
    return Reply(asked, answer, beside=tuple(filter(None, (*own, *(in_plan if named else []), county_text(facts)))),
        source=touching.plan_source(facts), links=(READ_ON,))  # fmt: skip


def _plans(facts: Facts, whole: Callable[[str], Reply], area: str) -> Reply:
    """What the list says, how many of the county's objects the national plan names, and that its own plan lacks."""
    listed, named = whole(area), national_plan.of_county(facts)
    county = facts.areas.name(facts.home.county)
    in_plan = [f"I nationella planen står {len(named)} objekt i {county} vid namn."] if named else []
    return replace(listed, question=PLANS, beside=(*listed.beside, county_text(facts), *in_plan))


def _listed(facts: Facts, one: PriorityObject, _area: str) -> Reply:
    undecided = draft.undecided(facts, one.current.stage, draft.ids_of(facts, one.current))
    answer = f"{capital(COUNTED[one.current.stage][0])}. {undecided}".strip()
    return Reply(_asked(one.name), answer, beside=(listed_words.detail(one),), links=(READ_ON,))


def _drafted(facts: Facts, one: DraftObject, _area: str) -> Reply:
    """How far the draft says that it has come and what it costs; the plan's words and when it opens beside that."""
    cost, short = draft_object.cost(one), draft_object.short_cost(one)
    undecided = draft.undecided(facts, one.proposed.value, one.plan_ids) if one.proposed else ""
    is_unknown = one.proposed is None and not one.plan_ids
    lacking = [fact.value for fact in one.facts if fact.subject == draft_object.NOT_IN_PLAN]
    state = f"Nationella planen har {lacking[0]}" if is_unknown and lacking else draft_object.state(one)
    place = ON_DRAFT.format(place=one.number) if is_unknown else ""
    near = touching.near(facts, one.name) if is_unknown else []
    answer = " ".join(filter(None, [place, ended(state), *near[:1], undecided, short]))
    why = [f"{draft_object.MAY_BE_ELSEWHERE} {draft.who_can_tell(facts.home)}"] if is_unknown else []
    costs = [f"Kostnad: {cost}"] if cost not in (MISSING, "") else []
    beside = [*near[1:], *why, *costs, *draft.in_plan(facts, one.plan_ids), draft_object.when(one)]
    means = national_plan.IN_PLAN if is_unknown else national_plan.PLAN_DECIDED
    hedge = f"{means} {listed_words.NOT_FILLED_IN}"
    source = ended(f"Källa: {draft_object.source_of(one)}") if draft_object.source_of(one) else ""
    return Reply(_asked(one.name), answer, "", hedge, tuple(map(ended, filter(None, beside))), source, (READ_ON,))


def put(facts: Facts, one: Question, asked: str) -> Question:
    """A question of an object whose answer begins with when, why or by whom, where that is asked."""
    if one.group != GROUP or not one.names:
        return one
    drafted = _draft_of(facts, one.key)
    if kinds.REASON.search(asked):
        return replace(one, reply=partial(_why, facts, drafted, one))
    if not kinds.BEGINS.search(asked):
        return one
    if drafted is None or (kinds.STATE.search(asked) and not draft_object.when(drafted)):
        lacks = OPENING_UNKNOWN if kinds.OPENS.search(asked) else START_UNKNOWN
        return replace(one, reply=lambda area: replace(own := one.reply(area), hedge=f"{lacks} {own.hedge}".strip()))
    return replace(one, reply=partial(_when, drafted, one, is_opening=kinds.OPENS.search(asked) is not None))


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


def _draft_of(facts: Facts, key: str) -> DraftObject | None:
    objects, _ = listed_words.read(facts.folder, facts.as_of)
    return next((one for one in draft.read(facts, objects)[0].objects if key == f"draft:{one.number}"), None)


def _why(facts: Facts, drafted: DraftObject | None, one: Question, area: str) -> Reply:
    """That the reason is not here and where it is sought, who has decided, and how far it has come."""
    own, name = one.reply(area), drafted.name if drafted else one.names[0]
    planned = [fact.source for fact in drafted.facts if fact.subject == PLANNED] if drafted else []
    stands = f" Objektet står i {planned[0]}." if planned else ""
    where = f"{NO_REASON}{stands} {draft.who_can_tell(facts.home)}"
    asked = f"Varför behövs {name}, och vem har bestämt det?"
    return replace(own, question=asked, word="", answer=where, beside=(own.answer, *own.beside))


def _when(drafted: DraftObject, one: Question, area: str, *, is_opening: bool) -> Reply:
    """When building may begin, or when it opens, before what it costs; that no year is published where none is."""
    own, told = one.reply(area), {fact.subject: fact for fact in drafted.facts}
    cleared, start, opening = (
        told.get(subject) for subject in (draft_object.CLEARED, draft_object.START, draft_object.OPENING)
    )
    may = f"{capital(draft_object.CLEARED)} {ended(cleared.value)}" if cleared else ""
    begins = " ".join(filter(None, [may, _year("byggstartsår", start) if start else ""])) or START_UNKNOWN
    opens = _year("öppningsår", opening) if opening else OPENING_UNKNOWN
    first, second = (opens, begins) if is_opening else (begins, opens)
    asked = f"När {'öppnar' if is_opening else 'börjar'} {drafted.name}{'' if is_opening else ' byggas'}?"
    hedge = cleared.note if cleared and cleared.note and not is_opening else own.hedge
    usual = [line for line in own.beside if line != ended(draft_object.when(drafted))]
    days = [ended(DAY_OF.format(källa=sited(cleared.source)))] if cleared else []
    kept = (second, *days, own.answer, *usual, *([own.hedge] if hedge != own.hedge else []))
    return replace(own, question=asked, word="", answer=first, hedge=hedge, beside=kept)


def _year(what: str, fact: Fact) -> str:
    """A year that is known, or that none is: "Inget byggstartsår är publicerat."."""
    if fact.value.startswith(NO_YEAR):
        return f"Inget {what} är {ended(fact.value.removeprefix(NO_YEAR).strip())}"
    return f"{capital(what)}: {ended(fact.value)}"


def _planned(facts: Facts, one: PlanObject, _area: str) -> Reply:
    sources = [found.attribution for found in facts.sources if found.source == one.source]
    answer = f"{national_plan.phases_mean([one])} {national_plan.words(one)}".strip()
    shared = [other for other in facts.beside.plan if _shared(other) == national_plan.name(one)]
    beside = tuple(national_plan.shared_text(other) for other in shared if other.cost_msek is not None)
    return Reply(_asked(national_plan.name(one)), answer, beside=beside, source=f"{facts.credited(sources)}.",
        links=(READ_ON,))  # fmt: skip
