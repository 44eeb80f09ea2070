"""What is decided of objects: promises, who can stop one, what comes first, what it is worth, since when, and roads."""

import re
from dataclasses import replace
from datetime import date

from dashboard.content.answers.phrases import day
from dashboard.content.facts import Facts
from dashboard.content.goal import draft, national_plan
from dashboard.content.questions.apart import drafted, duties, guidance
from dashboard.content.questions.apart.drafted import READ_ON
from dashboard.content.questions.asked_of_method.case import Case, Kind, Told, left, named_object
from dashboard.content.questions.reading import asking, language, whose
from dashboard.content.questions.reading.language import said, way
from dashboard.content.questions.reading.question import Question, Reply, led
from dashboard.content.questions.replies import gaps
from dashboard.content.text import ended, sited
from malkollen.office.draft_file import Draft, Fact
from malkollen.registry.home import capital

PROMISED = said(r"lovat|lovade|utlovat|utlova\w*|löfte\w*|utfäst\w*|garanterat|har (?:\w+ ){0,2}sagt ja till")
NO_PROMISES = (
    "Vad någon har lovat är inte inlagt här. Målkollen visar vad den fastställda nationella planen innehåller; "
    "länsplanen är inte inlagd."
)
STOPPED = way(
    r"\b(?:stoppa\w*|stoppas|avbryt\w*|lägga? ned?|lägga ner|läggs ned?|läggs ner|riva upp|rivas upp|strykas?|"
    r"stryka|backa ur|dra tillbaka)\b"
)
"""That it is asked who can end something that is planned."""
OF_PLAN = said(
    r"\w*(?:projekt\w*|objekt\w*|plan\w*|bygge\w*|väg\w*|spår\w*|satsning\w*|förbindelse\w*|lede\w*|bana\w*|"
    r"länk\w*)"
)
NOT_SAID_WHO = "Vem som kan stoppa ett enskilt objekt står inte här, men planerna beslutas så här."
LAST = way(
    r"\bprioriteras? (?:bort|ned|ner)|\b(?:bort|ned)prioriter\w*|\btill förmån för\b|\bträngs undan|"
    r"\bkonkurrera\w* ut|\bhamna\w* (?:efter|sist)\b.{0,20}\bplan"
)
"""That it is asked whether something else is to come before."""
NOT_FORETOLD = "Det svarar Målkollen inte på: vad som prioriteras i kommande planer går inte att läsa ur siffrorna."
IN_FORCE = "I den plan som gäller: {told}"
WORTH = way(
    r"\bsamhälls(?:nytta|nyttan|ekonomi)\w*|\bnettonuvärde\w*|\bnnk\b|\blönsam\w*|\bnytta\w* per (?:krona|"
    r"investerad)\w*|\bkostnads?-?nytto\w*|\bvärt (?:pengarna|kostnaden)"
)
"""That it is asked what an object is worth."""
ENDS = said(r"är|vad|enligt|trafikverket|per|krona|blir|har|stor|hög|räknat|tillräckligt")
NO_WORTH = "Samhällsnyttan av {name} är inte inlagd här. Trafikverket kan svara för objekt i den nationella planen."
SINCE = way(
    r"\bhur länge (?:har|ha)\b.{0,40}\b(?:vänta\w*|på tal|diskutera\w*|prata\w*|planera\w*|utre\w*|hållit på)|"
    r"\bsedan när\b|\bsen när\b|"
    r"\bnär (?:började|kom|väcktes|föddes|togs)\b.{0,50}\b(?:tal|upp|diskuter\w*|prata\w*|planer\w*|idén|"
    r"först)|\bhur gammal\w* är (?:idén|planen|planerna|frågan)"
)
"""That it is asked for how long something has been on the way."""
OLDEST = "Sedan när är inte inlagt. Det äldsta om {name} här är från {day}: {told}"
NO_DAYS = "Sedan när {name} har varit på tal är inte inlagt här."
ALSO = "{day}: {told}"
CONSULTED = way(
    r"\b(?:nästa|kommande|pågående|närmaste|aktuell\w*|öppna|vilka|när är|när kommer)\b.{0,30}\b(?:samråd|remiss)\w*"
)
"""That it is asked which consultations there are to be."""
NONE_COMING = "Kommande samråd och remisser är inte inlagda här."
OF_US = way(
    r"\b(?:vi|kommunerna|samverkan|ni|södertörnskommunerna|de åtta)\b.{0,20}\b(?:sagt|tyckt|svarat|enats|"
    r"ställt|krävt|begärt|beslutat)\b|"
    r"\b(?:gemensam\w*|samlad\w*) (?:ståndpunkt|ställningstagande|linje|position|hållning|yttrande)\w*|"
    r"\bställningstagande\w*"
)
"""That it is asked what the municipalities have said together."""
TOGETHER = said(r"gemensamt|gemensam\w*|tillsammans|ställningstagande\w*|samlad\w*|enats|samfällt")
ANSWERS = said(r"ansvar\w*|sköter|sköta|äger|ägare|väghållare|råder|rår|förvaltar|underhåll\w*|bestämmer|bygger")
ROAD_OF = "Om {road} är statens eller kommunens är inte inlagt här."
BEFORE_THEN = way(
    r"\bnär\b.{0,40}\b(?:beslut\w*|fastställ\w*|klubba\w*|antas|antar)\b.{0,30}\b(?:nästa|nya|"
    r"kommande) (?:\w+ )?plan\w*.{0,60}\b(?:innan|före|dessförinnan|till dess)\b"
)
NO_STEPS = "Vilken dag nästa plan beslutas är inte känt här, och inte heller vad som ska vara gjort innan dess."


def _promised(case: Case, found: re.Match[str]) -> Told | None:
    """That promises are not entered, who answers for the matter, and whom to ask; None of an object that is known."""
    facts, rest = case.facts, left(case, found)
    if named_object(case, rest) or asking.OBJECT.search(rest):
        return None
    named = whose.actors(facts, case.asked)
    held = [
        one for one in facts.registry.duties.values() if any(whose.is_held_by(one.holder, actor) for actor in named)
    ]
    lines = dict.fromkeys(one.told for one in held)
    source = duties.sources_of(held) if held else ""
    reply = Reply("Vad har lovats?", NO_PROMISES, beside=(*lines, gaps.whom(facts)), source=source, links=(READ_ON,))
    return lambda _area: reply


def _stopped(case: Case, _found: re.Match[str]) -> Told | None:
    """Who decides the plans; that it is not said who can end one object of them."""
    facts = case.facts
    plans = [one for one in facts.registry.duties.values() if {*one.indicators} & {*_lists(facts)} and one.ours]
    if not plans or not OF_PLAN.search(case.asked):
        return None
    answer = f"{NOT_SAID_WHO} {plans[0].told}"
    reply = Reply(
        "Vem kan stoppa ett objekt?",
        answer,
        beside=(draft.who_can_tell(facts.home),),
        source=duties.sources_of(plans[:1]),
        links=(READ_ON,),
    )
    return lambda _area: reply


def _lists(facts: Facts) -> list[str]:
    """The indicators that are lists of objects."""
    return [key for key, one in facts.of_programme.items() if one.kind == "lageslista"]


def _last(case: Case, _found: re.Match[str]) -> Told:
    """That it is not foretold, how our objects stand in the plan, and what else is named of it."""
    facts, left_of = case.facts, draft.read(case.facts, ())[0] if case.shows_draft else None
    ours = (
        [IN_FORCE.format(told=draft.lead(facts, left_of)[:1].lower() + draft.lead(facts, left_of)[1:])]
        if left_of and left_of.objects
        else []
    )
    named = [national_plan.words(one) for one in facts.beside.plan if _is_named(one.name, case.asked)]
    source = national_plan.source(facts, facts.beside.plan)
    reply = Reply(
        "Vad kommer före i planerna?",
        NOT_FORETOLD,
        beside=(*ours, *named, national_plan.decisions(facts), gaps.whom(facts)),
        source=f"{facts.credited([source])}." if source else "",
        links=(READ_ON,),
    )
    return lambda _area: reply


def _is_named(name: str, asked: str) -> bool:
    """Whether a question has the words of an object's name before its first comma."""
    stems = {*language.stems(name.partition(",")[0])}
    return bool(stems) and stems <= {*language.stems(asked)}


def _worth(case: Case, _found: re.Match[str]) -> Told | None:
    """That what an object is worth is not here, before how far it has come and what it costs."""
    one = named_object(case, ENDS.sub(" ", WORTH.sub(" ", case.asked)))
    if one is None:
        return None
    facts, own = case.facts, one

    def reply(area: str) -> Reply:
        its, name = own.reply(area), drafted.name_of(facts, own)
        return led(its, f"Vad är samhällsnyttan av {name}?", NO_WORTH.format(name=name), (its.answer, *its.beside))

    return reply


def _since(case: Case, found: re.Match[str]) -> Told | None:
    """The oldest that is entered of an object, of its own or of the list's history; that it is not said since when."""
    facts = case.facts
    one = named_object(case, re.sub(r"\b(?:den|det|varit|har|vi|på|tal)\b", " ", SINCE.sub(" ", left(case, found))))
    if one is None:
        return None
    own, name = one, drafted.name_of(facts, one)
    dated = _dated(case, own, name)
    first = OLDEST.format(name=name, day=_when(dated[0]), told=_said(dated[0])) if dated else NO_DAYS.format(name=name)
    lines = [ALSO.format(day=capital(_when(fact)), told=_said(fact)) for fact in dated[1:]]
    source = ended(f"Källa: {'; '.join(dict.fromkeys(sited(fact.source) for fact in dated))}") if dated else ""

    def reply(area: str) -> Reply:
        its = own.reply(area)
        return replace(
            led(its, f"Sedan när har {name} varit på tal?", first, (*lines, its.answer)), source=source or its.source
        )

    return reply


def _dated(case: Case, one: Question, name: str) -> list[Fact]:
    """What is entered with a day of an object, the oldest first, but what only a name for it tells."""
    found, of = draft.read(case.facts, ())[0] if case.shows_draft else Draft(), one.key.partition(":")[2]
    own = [
        fact
        for each in found.objects
        if str(each.number) == of
        for fact in each.facts
        if re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", fact.as_of)
    ]
    stems = {*language.stems(name.replace(case.facts.home.name, " "))}
    history = [fact for fact in found.history if fact.as_of and stems and stems <= {*language.stems(fact.value)}]
    kept = [fact for fact in own if fact.subject not in ("berör", "byggstartsår", "öppningsår")]
    return sorted([*history, *kept], key=lambda fact: fact.as_of)


def _when(fact: Fact) -> str:
    whole = fact.as_of if len(fact.as_of) > len("2024-01") else f"{fact.as_of}-01"
    return day(date.fromisoformat(whole))


def _said(fact: Fact) -> str:
    return ended(f"{fact.subject}: {fact.value}")


def _consulted(case: Case, _found: re.Match[str]) -> Told:
    """That those to come are not entered, what the municipalities have answered before, and whom to ask."""
    history = draft.read(case.facts, ())[0].history if case.shows_draft else ()
    own = guidance.claims(case.facts, history, "")
    decides = national_plan.decisions(case.facts)
    reply = replace(
        own,
        question="Vilka samråd och remisser kommer?",
        answer=NONE_COMING,
        beside=tuple(filter(None, (own.answer, decides))),
    )
    return lambda _area: reply


def _positions(case: Case, _found: re.Match[str]) -> Told | None:
    """What the municipalities have said together, and that what is named is not among it."""
    if not TOGETHER.search(case.asked):
        return None
    named = asking.ROAD.search(case.asked) or asking.OBJECT.search(case.asked)
    if named is None:
        return None
    history = draft.read(case.facts, ())[0].history if case.shows_draft else ()
    reply = guidance.claims(case.facts, history, named.group())
    return lambda _area: reply


def _road(case: Case, _found: re.Match[str]) -> Told | None:
    """Who answers for the state's roads and for the plans, and what the plan has of a road that is named."""
    road = asking.ROAD.search(case.asked)
    if road is None or duties.rest(case.facts, case.asked) is not None:
        return None
    facts, number = case.facts, language.words(road.group())[-1]
    there = [one for one in facts.beside.plan if number in language.words(one.name)]
    about = ("statliga vägar länsvägar", "nationella planen länsplanen")
    held = [one for text in about for one in duties.met(facts, text)]
    if not held:
        return None
    told = [one.told for one in dict.fromkeys(held)]
    lines = [ended(national_plan.words(one)) for one in there]
    missing = [] if there else [ROAD_OF.format(road=road.group())]
    reply = Reply(
        f"Vem ansvarar för {road.group()}?",
        " ".join([*missing, *told[:2]]),
        beside=(*lines, *told[2:], draft.who_can_tell(facts.home)),
        source=duties.sources_of([*dict.fromkeys(held)]),
        links=(READ_ON,),
    )
    return lambda _area: reply


def _before_then(case: Case, _found: re.Match[str]) -> Told:
    """That neither the day of the next plan nor the steps before it are here, and who decides."""
    facts = case.facts
    reply = Reply(
        "När beslutas nästa plan, och vad ska vara gjort innan?",
        NO_STEPS,
        beside=(national_plan.decisions(facts), gaps.whom(facts)),
        links=(READ_ON,),
    )
    return lambda _area: reply


KINDS = (
    Kind("before_then", BEFORE_THEN, _before_then, is_whole=True),
    Kind("consulted", CONSULTED, _consulted),
    Kind("positions", OF_US, _positions, is_whole=True),
    Kind("road", ANSWERS, _road, is_whole=True),
    Kind("promised", PROMISED, _promised, is_whole=True),
    Kind("stopped", STOPPED, _stopped),
    Kind("last", LAST, _last),
    Kind("worth", WORTH, _worth),
    Kind("since", SINCE, _since, is_whole=True),
)
"""The kinds of this room, in the order that they are tried."""
