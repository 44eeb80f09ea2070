"""Which of the objects: those without money, those of several municipalities, those that wait, why one is not there."""

import re
from collections.abc import Iterator, Sequence

from dashboard.content.facts import Facts
from dashboard.content.goal import draft, national_plan, priority_objects as listed_words
from dashboard.content.objects import concerned, municipality
from dashboard.content.questions.apart import projects
from dashboard.content.questions.apart.drafted import READ_ON
from dashboard.content.questions.asked_of_method.case import Case, Kind, Told
from dashboard.content.questions.reading import areas, asking, language
from dashboard.content.questions.reading.language import way
from dashboard.content.questions.reading.question import Reply
from malkollen.database.beside import PlanObject
from malkollen.office.draft_file import Draft, DraftObject
from malkollen.office.priority_objects import PriorityObject
from malkollen.registry.home import capital
from malkollen.texts.swedish import inside, listed

_OBJECTS = r"(?:objekt|projekt|satsning|investering|infrastrukturobjekt|infrastrukturprojekt)\w*"
NO_MONEY = way(
    rf"\b{_OBJECTS}\b.{{0,40}}\b(?:saknar|utan|fick inga|får inga|fått inga|fick inte|inte fått|inte får|"
    rf"har inga|har inte|ofinansierad\w*|inte (?:är )?finansierad\w*|"
    r"fattas|saknas)\b(?:.{0,20}\b(?:finansier\w*|pengar|medel|anslag|budget))?|"
    rf"\b(?:ofinansierad\w*|oprioriterad\w*) {_OBJECTS}"
)
"""That it is asked which objects have no money."""
OF_MONEY = way(r"finansier|pengar|medel\b|anslag|budget")
NOT_FOUND = (
    "{count} av utkastets {whole} objekt hittas inte under sina namn i den nationella planen, och inga pengar "
    "till dem är kända här: {names}."
)
ALL_FOUND = "Alla utkastets objekt står i den nationella planen."
UNKNOWN = "Om {name} står i den nationella planen är inte känt."
SEVERAL = way(
    rf"\b{_OBJECTS}\b.{{0,40}}\b(?:flera|fler än en|mer än en|minst två|två eller fler\w*|"
    rf"mellankommunal\w*)\b(?:.{{0,15}}\bkommun\w*)?|"
    rf"\b(?:delas|delar|berör|rör|gemensam\w*)\b.{{0,30}}\b(?:flera|fler än en|mer än en|"
    rf"två) (?:av )?(?:\w+ )?kommun\w*.{{0,30}}\b{_OBJECTS}"
)
"""That it is asked which objects concern several municipalities."""
CONCERNS_SEVERAL = "{count} av utkastets {whole} objekt är kända för att beröra fler än en av {de}: {names}."
NONE_CONCERNS = "Inget av utkastets objekt är känt för att beröra fler än en av {de}."
NOT_ALL_KNOWN = "Fler kan göra det: vilka kommuner ett objekt berör är bara känt där namnet eller en källa säger det."
MOST_DECISIONS = way(
    rf"\b{_OBJECTS}\b.{{0,60}}\b(?:väntande|återstående|obeslutade|kvarvarande|flest|många) beslut\w*|"
    rf"\b{_OBJECTS}\b.{{0,30}}\b(?:väntar|inväntar) (?:\w+ )?(?:på )?(?:flest |fler |ett )?beslut|"
    rf"\bbeslut\w*\b.{{0,20}}\b(?:återstår|saknas|fattas|krävs)\b.{{0,20}}\b{_OBJECTS}"
)
"""That it is asked what objects wait for."""
UNCOUNTED = "Hur många beslut ett objekt väntar på är inte inlagt här."
WAITS = "Byggstarten är inte beslutad för {names}, enligt den nationella planen."
NOT_AMONG = way(
    r"\bvarför (?:finns|är|står|ingår|saknas|kom)\b(?: inte)? (?P<what>.{2,80}?) (?:inte )?"
    rf"(?:bland|med bland|med på|på|med i|i|från) (?:de |den |det |våra |vår |utkast\w* |prioriterade |"
    rf"gemensamma )*(?:{_OBJECTS}|\w*list\w*|utkast\w*)"
)
"""That it is asked why an object is not on the list."""
AND = re.compile(r",| eller | och | samt ", re.IGNORECASE)
ON_DRAFT = "{name} står på utkastet, som nummer {number}."
ONLY_IN_PLAN = "{name} står inte på utkastet till {whose} lista, men i den nationella planen: {names}."
ON_LIST = "{name} står på {whose} lista."
IN_PLAN = "{name} står i den nationella planen: {names}."
NOT_IN_PLAN = "{name} hittas inte i den nationella planen."
NOWHERE = "{name} hittas varken på utkastet till {whose} lista eller i den nationella planen."
NO_REASON = "Skälet står inte här. {body} beslutar listan; {office} kan svara."
EVER = way(
    r"\b(?:någon ?gång|någonsin|nån gång|i framtiden|framöver|snart|på sikt|egentligen)\b|\bchans\w* (?:att|för|till)\b"
)
GETS = way(
    r"\b(?:får|kommer|blir|byggs|ska|dras|kan)\b.{0,60}\b(?P<what>tunnelbana|spårväg|spårvagn|pendeltåg|"
    r"motorväg|"
    r"snabbspårväg|järnväg|fjärrtåg|tågstation|båtlinje)\w*"
)
"""That it is asked whether a place is to have a kind of traffic."""
NONE_OF_KIND = "Inget objekt med {what} i {name} hittas på utkastet eller i den nationella planen."
OF_KIND = "I den nationella planen: {names}."
MOST = 3
"""Objects of a kind elsewhere that are told of."""


def _left(case: Case) -> Draft:
    """The draft's objects, where whoever asks may see them."""
    return draft.read(case.facts, _listed(case.facts))[0] if case.shows_draft else Draft()


def _source(facts: Facts) -> str:
    source = national_plan.source(facts, facts.beside.plan)
    return f"{facts.credited([source])}." if source else ""


def _names(found: Sequence[DraftObject]) -> str:
    return listed(one.label for one in found)


def _hedge(facts: Facts) -> str:
    return listed_words.not_filled_in(facts.home)


def _no_money(case: Case, found: re.Match[str]) -> Told | None:
    """Which objects are not found in the national plan, and what is known of the money of the others."""
    facts, left = case.facts, _left(case)
    if not OF_MONEY.search(found.group()):
        return None
    if not left.objects:
        return _list(case)
    absent, unknown = (
        [one for one in left.objects if not one.plan_ids and one.is_sought is is_sought] for is_sought in (True, False)
    )
    told = NOT_FOUND.format(
        count=capital(draft.in_words(len(absent))), whole=draft.in_words(len(left.objects)), names=_names(absent)
    )
    known = [f"{one.label}: {inside(municipality.in_short(facts, one))}" for one in left.objects if one.plan_ids]
    rest = [UNKNOWN.format(name=one.label) for one in unknown]
    may = "De kan ingå i något annat, stå under ett annat namn eller i länsplanen, som inte är inlagd."
    reply = Reply(
        "Vilka objekt saknar pengar i den nationella planen?",
        told if absent else ALL_FOUND,
        hedge=_hedge(facts),
        beside=(*([may] if absent else []), *known, *rest, draft.who_can_tell(facts.home)),
        source=_source(facts),
        links=(READ_ON,),
    )
    return lambda _area: reply


def _several(case: Case, _found: re.Match[str]) -> Told | None:
    """Which objects are known to concern more than one of our municipalities, and which ones."""
    facts, left = case.facts, _left(case)
    if not left.objects:
        return _list(case)
    of = {one: concerned.municipalities(facts, one) for one in left.objects}
    met = [one for one, codes in of.items() if len(codes) > 1]
    of_each = [f"{one.label}: {listed(map(facts.areas.name, codes))}." for one, codes in of.items() if codes]
    told = (
        CONCERNS_SEVERAL.format(
            count=capital(draft.in_words(len(met))),
            whole=draft.in_words(len(of)),
            de=facts.members.the,
            names=_names(met),
        )
        if met
        else NONE_CONCERNS.format(de=facts.members.the)
    )
    reply = Reply(
        "Vilka objekt berör fler än en kommun?",
        f"{told} {NOT_ALL_KNOWN}",
        hedge=_hedge(facts),
        beside=tuple(of_each),
        source=_source(facts),
        links=(READ_ON,),
    )
    return lambda _area: reply


def _decisions(case: Case, _found: re.Match[str]) -> Told | None:
    """That decisions are not counted here, and for which objects the plan says that the start is not decided."""
    facts, left = case.facts, _left(case)
    if not left.objects:
        return _list(case)
    waits = [one for one in left.objects if (its := draft.planned_as(facts, one)) and not national_plan.is_decided(its)]
    told = [WAITS.format(names=_names(waits))] if waits else []
    absent = draft.absent(facts)
    reply = Reply(
        "Vilka objekt väntar på beslut?",
        " ".join([UNCOUNTED, *told]),
        hedge=_hedge(facts),
        beside=tuple(filter(None, (absent, draft.who_can_tell(facts.home)))),
        source=_source(facts),
        links=(READ_ON,),
    )
    return lambda _area: reply


def _not_among(case: Case, found: re.Match[str]) -> Told | None:
    """Whether each object that is asked of is on the draft or in the plan, that the reason is not here, who decides."""
    facts, left = case.facts, _left(case)
    parts = [one.strip(" ”\"'") for one in AND.split(found["what"])]
    told = [text for one in parts if language.words(one) and (text := _where(facts, left, one))]
    if not told or not facts.beside.plan:
        return None
    bodies = facts.home.bodies
    why = NO_REASON.format(body=capital(bodies.committee.name), office=facts.home.office)
    reply = Reply(
        "Är de bland objekten, och varför inte?",
        " ".join([*told, why]),
        hedge=_hedge(facts),
        beside=(draft.who_can_tell(facts.home),),
        source=_source(facts),
        links=(READ_ON,),
    )
    return lambda _area: reply


def _where(facts: Facts, left: Draft, name: str) -> str:
    """Where an object is found by its name; of words that name none, as "cykling", that it is nowhere."""
    stems = {*language.stems(re.sub(r"[/–-]", " ", name))}
    if not stems:
        return ""
    own = next((one for one in left.objects if stems <= {*language.stems(one.name)}), None)
    if own:
        return ON_DRAFT.format(name=own.label, number=own.number)
    on_list = next((one for one in _listed(facts) if stems <= {*language.stems(one.name)}), None)
    if on_list:
        return ON_LIST.format(name=on_list.name, whose=facts.home.bodies.committee.genitive)
    planned = [one for one in national_plan.own([*facts.beside.plan]) if stems <= _stems(one)][:MOST]
    names = listed(f"{national_plan.name(one)} ({_phase(one)})" for one in planned)
    where = (ONLY_IN_PLAN if planned else NOWHERE) if left.objects else (IN_PLAN if planned else NOT_IN_PLAN)
    return where.format(name=capital(name), whose=facts.home.bodies.committee.genitive, names=names)


def _listed(facts: Facts) -> Sequence[PriorityObject]:
    return listed_words.read(facts.folder, facts.as_of)[0]


def _list(case: Case) -> Told | None:
    """How far the list has come, of those who may not see the draft of it, or where there is none."""
    whole = next((one for one in case.known if one.key == projects.WHOLE), None)
    return whole.reply if whole else None


def _stems(one: PlanObject) -> set[str]:
    """The words of an object's own name, without another's that it follows."""
    return {*language.stems(re.sub(r"[/–-]", " ", asking.OF_ANOTHER.sub("", one.name)))}


def _phase(one: PlanObject) -> str:
    return national_plan.MEANT.get(one.phase, inside(one.phase) or national_plan.NO_PHASE)


def _gets(case: Case, found: re.Match[str]) -> Told | None:
    """Whether an object of a kind is known in a municipality, whenever it is to be; None where it is not said so."""
    facts, left, ours = case.facts, _left(case), areas.ours_in(case.facts, case.asked)
    if len(ours) != 1 or not facts.beside.plan or not EVER.search(case.asked):
        return None
    if place := projects.unknown(facts, case.known, " ".join(EVER.sub(" ", case.asked).split())):
        return place.reply
    what, area, name = found["what"].casefold(), ours[0], facts.areas.name(ours[0])
    of_kind = [*_of_kind(facts, what)]
    own = [one for one in concerned.of_municipality(facts, area, left.objects) if what in one.name.casefold()]
    here = [f"{one.label}: {inside(municipality.in_short(facts, one))}" for one in own]
    here += municipality.each(concerned.of_municipality(facts, area, of_kind))[:-1]
    elsewhere = [OF_KIND.format(names=listed(map(national_plan.name, of_kind[:MOST])))] if of_kind and not here else []
    answer = " ".join([*(here or [NONE_OF_KIND.format(what=what, name=name)]), national_plan.county_plan(facts.home)])
    reply = Reply(
        f"Får {name} {what}?",
        answer,
        source=_source(facts),
        links=(READ_ON,),
        beside=(*elsewhere, municipality.lead(facts, area, left), draft.who_can_tell(facts.home)),
    )
    return lambda _area: reply


def _of_kind(facts: Facts, what: str) -> Iterator[PlanObject]:
    """The county's objects in the plan that have a kind of traffic in their names."""
    return (one for one in national_plan.own(national_plan.of_county(facts)) if what in one.name.casefold())


KINDS = (
    Kind("not_among", NOT_AMONG, _not_among),
    Kind("no_money", NO_MONEY, _no_money, is_whole=True),
    Kind("several", SEVERAL, _several),
    Kind("decisions", MOST_DECISIONS, _decisions, is_whole=True),
    Kind("gets", GETS, _gets),
)
"""The kinds of this room, in the order that they are tried."""
