"""Questions of infrastructure objects: the committee's list, the draft of it, and the national plan, each by name."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from dashboard.content.facts import Facts
from dashboard.content.goal import draft, national_plan, priorities, priority_objects as listed_words
from dashboard.content.goal.priority_objects import COUNTED
from dashboard.content.objects import municipality, planned
from dashboard.content.questions.apart import drafted
from dashboard.content.questions.apart.drafted import GROUP, READ_ON
from dashboard.content.questions.reading import areas, asking, language, search
from dashboard.content.questions.reading.question import Question, Reply
from dashboard.content.text import ended
from malkollen.database.beside import PlanObject
from malkollen.office.draft_file import Draft, DraftObject
from malkollen.office.priority_objects import PriorityObject
from malkollen.registry.home import capital
from malkollen.texts.swedish import inside, listed

SUM = "plan:sum"
"""The key of how much of the state's money goes to the home group."""
WHOLE = "objects"
"""The key of all the objects together."""
COST = "plan:cost"
"""The key of what the objects cost, of which alone a cost is known."""
COUNTY = "plan:county"
"""The key of the county's own plan."""
NO_SUM = "Planen anger kostnaden objekt för objekt, och säger inte vilka kommuner ett objekt berör."
SOME_COST = "Den nationella planen har en kostnad för {names}."
NO_COST = "Mått, mål och aktiviteter har inga kostnader i Målkollen."
IN_NAMES = "Vilka objekt har {name} i namnet?"
NOT_NAMED = "Inget av namnen nämner {names}."
WITHIN = re.compile(r"\b(?:i|vid|kring|runt) (?=[A-ZÅÄÖ])")
"""Words before the name of a place that something is asked of."""
MOST_ELSEWHERE = 3
"""Objects of the national plan in other counties that are told of."""


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
    whole_words = (*words, *facts.registry.questions.plans)
    yield Question(WHOLE, listed_words.lead(facts.home), GROUP, whole, whole_words, ("prioriterade objekt",))
    asked, county_words = "Vad får vi i länsplanen?", facts.registry.questions.county_plan
    yield Question(COUNTY, asked, GROUP, partial(_county, facts, whole), county_words)
    asked = f"Hur mycket av statens pengar går till {facts.home.name}?"
    yield Question(SUM, asked, GROUP, partial(_sum, facts, left), facts.registry.questions.state_money)
    cost = _cost(facts, left, whole(facts.areas.home.id))
    yield Question(COST, cost.question, GROUP, lambda _: cost, about=("kosta",), must=(("kosta",),))
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
    return Question(f"object:{one.name}", drafted.about(one.name), GROUP, reply, names=(one.name,), about=about)


def _of_drafted(facts: Facts, one: DraftObject, words: Sequence[str]) -> Question:
    reply, about = partial(drafted.of_draft, facts, one), (*(fact.value for fact in one.facts), *words)
    names = (_short(facts, one.name),)
    return Question(f"draft:{one.number}", drafted.about(one.label), GROUP, reply, names=names, about=about)


def _of_planned(facts: Facts, one: PlanObject, words: Sequence[str]) -> Question:
    key, reply, names = f"plan:{one.object_id}", partial(_planned, facts, one), (_short(facts, one.name),)
    must = ((asking.IN_BRACKETS.sub("", *names),),)
    asked = drafted.about(national_plan.name(one))
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
    if priorities.is_followed(facts) and (place := _named_in(facts, known, asked)):
        return place
    found = asking.OBJECT.search(asked)
    roads = _not_here(known, asked)
    word = found.group() if found else next(iter(roads), "")
    has_objects = any(one.group == GROUP for one in known)
    texts = [text for one in known for text in (*one.names, *one.words)]
    if not word or not has_objects or (found and search.meets(word, texts)):
        return None
    return Question(f"unknown:{word}", asked, GROUP, partial(_unknown, facts, word), is_listed=False)


def missing(facts: Facts, known: Sequence[Question], asked: str) -> list[str]:
    """That roads which a question names are none of ours, a line each; nothing of one that the plan has by number."""
    county = {word for one in national_plan.of_county(facts) for word in language.words(one.name)}
    return [_none_called(road) for road in _not_here(known, asked) if language.words(road)[-1] not in county]


def _not_here(known: Sequence[Question], asked: str) -> list[str]:
    """The roads that a question names by number and no object here has in its name."""
    names = [set(language.words(name)) for one in known if one.group == GROUP for name in one.names]
    roads = dict.fromkeys(asking.ROAD.findall(asked)) if names else ()
    return [road for road in roads if not any(language.words(road)[-1] in name for name in names)]


def _none_called(word: str) -> str:
    """That no object here has a name."""
    return f"Målkollen hittar inget objekt som heter {_called(word)}."


def _called(word: str) -> str:
    """A name as it is written: a road's number follows a small word."""
    return word if " " in word else capital(word)


def _unknown(facts: Facts, word: str, _area: str) -> Reply:
    """That an object is none of ours, what the national plan says of it elsewhere, and where objects are found."""
    number = language.words(word)[-1:]
    there = [one for one in facts.beside.plan if {*number} <= {*language.words(one.name)}]
    county = facts.areas.name(facts.home.county)
    answer = _none_called(word)
    where = f"Här finns det som står på listan eller i utkastet till den, och under {county} i den nationella planen."
    told = [f"{ended(national_plan.words(one))} Län i planen: {one.county}." for one in there[:MOST_ELSEWHERE]]
    missing = [] if told else ["Det kan stå under ett annat namn, eller i länsplanen, som inte är inlagd."]
    source = _plan_source(facts) if there else ""
    return Reply(f"Är {_called(word)} med bland objekten?", f"{answer} {where}", "", "", (*told, *missing), source,
        (READ_ON,))  # fmt: skip


def _whole(facts: Facts, objects: Sequence[PriorityObject], left: Draft, area: str) -> Reply:
    """How far the list has come, or the draft where nobody has entered it; of a municipality what concerns that."""
    is_draft = not objects and bool(left.objects)
    answer = draft.lead(facts, left) if is_draft else listed_words.summary(facts.home, facts.folder, facts.as_of)
    hedge = listed_words.not_filled_in(facts.home) if is_draft else ""
    if area not in facts.areas.home_members:
        beside = tuple(_named(facts, left)) if is_draft else ()
        return Reply(listed_words.lead(facts.home), answer, hedge=hedge, beside=beside, links=(READ_ON,))
    asked = f"Vilka infrastrukturobjekt berör {facts.areas.name(area)}?"
    listed_too = [answer, *([f"Alla objekt: {'; '.join(one.name for one in objects)}."] if objects else [])]
    return Reply(asked, municipality.lead(facts, area, left), hedge=hedge,
        beside=(*municipality.lines(facts, area, left), *([] if is_draft else listed_too)),
        source=_plan_source(facts), links=(READ_ON,))  # fmt: skip


def _named(facts: Facts, left: Draft) -> list[str]:
    """The draft's objects that the national plan names, a line each: how far it has come and its cost."""
    return [f"{one.label}: {inside(municipality.in_short(facts, one))}" for one in left.objects if one.plan_ids]


def _cost(facts: Facts, left: Draft, own: Reply) -> Reply:
    """What each object of the draft costs whose cost is known, and that nothing else has a cost here."""
    priced = {one.label: cost for one in left.objects if one.plan_ids and (cost := draft.short_cost(facts, one))}
    told = NO_COST if not priced else f"{SOME_COST.format(names=listed(priced))} {NO_COST}"
    beside = [f"{name}. {cost}" for name, cost in priced.items()] or [own.answer]
    return replace(own, question="Vad kostar objekten?", answer=told, source=_plan_source(facts),
        beside=(*beside, draft.who_can_tell(facts.home)))  # fmt: skip


def _county(facts: Facts, whole: Callable[[str], Reply], area: str) -> Reply:
    """That the county's own plan is not here, then what is known of the objects all the same."""
    own = whole(area)
    asked = f"Vad säger länsplanen och den nationella planen om {facts.areas.name(area)}?"
    beside = (*own.beside, draft.who_can_tell(facts.home))
    plan = planned.said(facts) if area == facts.areas.home.id else ""
    told = " ".join(filter(None, (national_plan.county_plan(facts.home), plan, own.answer)))
    return replace(own, question=asked, answer=told, beside=(*(planned.phases(facts) if plan else ()), *beside))


def in_plan(facts: Facts, one: Question) -> Question:
    """The question of all objects, where it is asked of the national plan: what that has here first, then the list."""

    def reply(area: str) -> Reply:
        own, plan = one.reply(area), planned.said(facts) if area == facts.areas.home.id else ""
        asked = f"Vilka objekt {facts.home.at} står i den nationella planen?"
        told = replace(own, question=asked, answer=f"{plan} {own.answer}", beside=(*planned.phases(facts), *own.beside))
        return told if plan else own

    return replace(one, reply=reply)


def of_county_plan(facts: Facts, known: Sequence[Question], asked: str, one: Question | None) -> list[Question]:
    """What is known of an object, or of all of them, where it is asked what the county's own plan says; none without.

    Args:
        one: the object that is asked of, where it is one.
    """
    if one is None or one.group != GROUP:
        return [replace(each, text=asked) for each in known if each.key == COUNTY]

    def reply(area: str) -> Reply:
        own, name = one.reply(area), drafted.name_of(facts, one)
        told = drafted.in_national(facts, one, own.answer)
        asked = f"Vad säger länsplanen och den nationella planen om {name}?"
        return replace(own, question=asked, word="", answer=f"{national_plan.county_plan(facts.home)} {told}")

    return [replace(one, text=asked, reply=reply)]


def _sum(facts: Facts, left: Draft, area: str) -> Reply:
    """That no sum can be made, and why; which objects have a name in theirs, and what the plan has of the county."""
    name, county, named = facts.areas.name(area), facts.areas.name(facts.home.county), national_plan.of_county(facts)
    asked = f"Hur mycket av statens pengar går till {name}?"
    answer = f"Det finns ingen summa för {name}, och den går inte att räkna ut här. {NO_SUM}"
    count = len(national_plan.own(named))
    in_plan = [f"I den nationella planen står {count} objekt i {county} vid namn, många utanför {facts.home.name}."]
    is_ours = area in facts.areas.home_members
    lines = municipality.lines(facts, area, left)
    own = [municipality.lead(facts, area, left), *lines] if is_ours else _named(facts, left)
    beside = tuple(filter(None, (*own, *(in_plan if named else []), national_plan.county_plan(facts.home))))
    return Reply(asked, answer, beside=beside, source=_plan_source(facts), links=(READ_ON,))


def _listed(facts: Facts, one: PriorityObject, _area: str) -> Reply:
    undecided = draft.undecided(facts, one.current.stage, draft.ids_of(facts, one.current))
    answer = f"{capital(COUNTED[one.current.stage][0])}. {undecided}".strip()
    whose = [national_plan.whose(facts.home.bodies.committee.genitive)] if undecided else []
    return Reply(drafted.about(one.name), answer, beside=(listed_words.detail(one), *whose), links=(READ_ON,))


def _planned(facts: Facts, one: PlanObject, _area: str) -> Reply:
    answer = f"{national_plan.phases_mean([one])} {national_plan.words(one)}".strip()
    shared = [other for other in facts.beside.plan if _shared(other) == national_plan.name(one)]
    beside = tuple(national_plan.shared_text(other) for other in shared if other.cost_msek is not None)
    return Reply(drafted.about(national_plan.name(one)), answer, beside=beside, source=_plan_source(facts),
        links=(READ_ON,))  # fmt: skip


# ───────────── Names that its objects share ─────────────


def _plan_source(facts: Facts) -> str:
    """Who published the national plan; empty where it is not carried."""
    source = national_plan.source(facts, facts.beside.plan)
    return f"{facts.credited([source])}." if source else ""


def _named_in(facts: Facts, known: Sequence[Question], asked: str) -> Question | None:
    """A question of a place alone, or of one kind of thing, that objects here have in their names; else None."""
    said = language.stems(" ".join(facts.registry.questions.projects))
    ours = {word for code in areas.ours_in(facts, asked) for word in language.words(facts.areas.name(code))}
    usual = {*language.SMALL, *language.EVERYDAY, *language.FAINT, *ours, facts.home.name.casefold()}
    words = [one for one in language.words(asked) if one not in usual and language.stem(one) not in said]
    places = _places(facts, asked) if WITHIN.search(asked) and not ours else []
    if len(words) != 1 or (not places and search.meets(words[0], [text for one in known for text in one.words])):
        return None
    names = places[:1] if places else _kinds(facts, words[0])
    told = municipality.with_place(facts, names) if len(places) < 2 and names else []
    if not told:
        return None
    drafted = [one for one in known if one.key.startswith("draft:") and search.meets(names[0], one.names)]
    missing = [NOT_NAMED.format(names=listed(map(facts.areas.name, areas.ours_in(facts, asked))))] if ours else []

    def reply(area: str) -> Reply:
        lines = (*told[1:], *(one.reply(area).answer for one in drafted), draft.who_can_tell(facts.home))
        answer = " ".join([told[0], *([] if any(one in line for line in told for one in ours) else missing)])
        return Reply(IN_NAMES.format(name=names[0]), answer, beside=lines, source=_plan_source(facts), links=(READ_ON,))

    return Question(f"place:{names[0]}", asked, GROUP, reply, is_listed=False)


def _kinds(facts: Facts, word: str) -> list[str]:
    """What a kind of thing is called in the names of the plan's objects, itself first; none where only one has it."""
    stem, plan = language.stem(word), national_plan.of_county(facts)
    names = (asking.IN_BRACKETS.sub("", national_plan.name(one)) for one in plan)
    found = [one for name in names for one in {*language.WORD.findall(name)} if one.islower() and one.startswith(stem)]
    return sorted({*found}, key=len) if len(found) > 1 and len(stem) > search.PART else []


def _places(facts: Facts, text: str) -> list[str]:
    """Words within a text that it and names of the plan's objects write with a large letter: places, but no region."""
    regions = {language.stem(word) for area in facts.areas.groups for word in language.words(facts.areas.name(area))}
    known = {word for one in national_plan.of_county(facts) for word in language.WORD.findall(national_plan.name(one))}
    names = {language.stem(word.casefold()): word for word in known if word[:1].isupper() and len(word) > search.PART}
    written = [word for word in language.WORD.findall(text)[1:] if word[:1].isupper()]
    stems = dict.fromkeys(language.stem(word.casefold()) for word in written)
    return [names[one] for one in stems if one in names and one not in regions]
