"""What is missing: figures, targets that somebody has decided, and parts of the goals that cannot be measured."""

import re
from dataclasses import replace
from functools import partial

from dashboard.blocks.page import Link
from dashboard.content.data import awaited
from dashboard.content.facts import Facts
from dashboard.content.questions.apart import guidance, people, unfollowed
from dashboard.content.questions.asked_of_method.case import FIGURES, Case, Kind, Told, left, measure
from dashboard.content.questions.reading import areas, asking, kinds, language
from dashboard.content.questions.reading.language import way
from dashboard.content.questions.reading.question import Reply
from dashboard.content.questions.replies import figures
from dashboard.content.questions.replies.amounts import POPULATION
from malkollen.registry.home import capital
from malkollen.texts.swedish import inside, listed, number, number_word
from malkollen.verdicts.assessor import JUDGED_KINDS
from malkollen.verdicts.targets_in_force import is_decided

ON_GOALS = Link("Läs mer på Mål", "goal")
_LACKS = r"(?:fattas|saknas|saknar|lyser med sin frånvaro|brist\w*|luck\w*|hål)"
_DATA = r"(?:data\w*|uppgift\w*|siffr\w*|statistik\w*|underlag\w*|värden)"
DATA = way(
    rf"\b{_LACKS}\b.{{0,30}}\b{_DATA}|\b(?:vilk\w+|vad|var|hur mycket)\b.{{0,20}}\b{_DATA}\b.{{0,20}}\b{_LACKS}|"
    rf"\b(?:vilk\w+|vad|var)\b.{{0,30}}\b(?:har|finns) (?:ni|vi|det|målkollen|man)? ?(?:inga|inte|"
    rf"ingen)\b.{{0,10}}\b{_DATA}|"
    rf"\b(?:vilk\w+)\b.{{0,10}}\b{_DATA}\b.{{0,20}}\b(?:har|finns) (?:ni|vi|det|målkollen)? ?inte\b"
)
"""That it is asked what figures are missing."""
ASIDE = way(
    r"\b(?:vad|vilka?|vilket|var|det|finns|är|har|ni|vi|om|för|i|på|än|nu|målkollen|helt|mest|störst\w*|er|era|"
    r"ert|"
    r"hur|mycket|mått\w*|indikator\w*)\b"
)
"""What such a question says beside, which names nothing."""
TARGETS = way(
    r"\b(?:vilka|vilket|hur många)\b.{0,30}\b(?:mått\w*|indikator\w*|kärnindikator\w*)\b.{0,20}"
    r"\b(?:saknar|utan|har inget|har inga|inte har (?:något|några)|inte fått|fått inget)\b.{0,25}\bmål\w*|"
    r"\b(?:saknar|saknas|utan) (?:beslutade? |egna |eget )?mål(?:värden?|nivå\w*)?\b.{0,20}\b(?:mått|"
    r"indikator)\w*"
)
"""That it is asked which measures have no target."""
WITHOUT = "{count} av {whole} mått har inget beslutat mål, av kärnindikatorerna {core}."
ALL_HAVE = "Alla mått som bedöms har ett beslutat mål."
UNMEASURED = way(
    r"\bmål\w*\b.{0,40}\b(?:går|kan|låter) (?:sig )?inte\b.{0,20}\bmät\w*|\bomätbar\w*.{0,20}\bmål\w*|"
    r"\bmål\w*\b.{0,30}\b(?:omätbar\w*|för vag\w*|för luddig\w*)"
)
"""That it is asked which goal's words cannot be measured."""
TRIPS = way(
    r"\bkollektiv(?:trafik)?(?:ens|s)? ?(?:rese)?andel\w*|\bandel\w* (?:som )?(?:reser|åker) kollektivt|"
    r"\bmarknadsandel\w*"
)
"""That it is asked what part of all trips is by public transport."""
WHY = way(
    r"\bvad beror (?:det|skillnad\w*)\b|\bvad är (?:orsaken|skälet|förklaringen) till\b|\bvarför (?:har|är|"
    r"finns|skiljer)\b"
)
"""That it is asked why."""
BETWEEN = way(r"\b(?:mellan|och|på|i|att|sig|åt|fler|färre|högre|lägre|mer|mindre|än|så|olika|skillnad\w*)\b")
YEARS_BACK = way(
    r"\bde senaste \w+ åren\b|\bsedan (?:19|20)\d\d\b|\b(?:ändrats|förändrats|ökat|minskat|utvecklats|mkt|"
    r"mycket|hur|har)\b"
)
HELD = "{name} {year}: {count} ({what}); {people} invånare."
MOVED = "{title} {where}: {then} ({first}), {now} ({last})."
SPAN = 11
"""Years back that a change is told from at most: ten whole ones where the latest figures are of last year."""
GOALS_ARE_ASKED = "Målens egna ord säger inte vilken nivå som räcker: de avgörs av hur {home} står mot andra."


def _data(case: Case, found: re.Match[str]) -> Told | None:
    """What has no figures, and what it waits for; None where a measure is named."""
    rest = ASIDE.sub(" ", FIGURES.sub(" ", left(case, found)))
    if language.stems(rest) or measure(case, rest) or kinds.WAITS.search(case.asked):
        return None
    reply = guidance.waits(case.facts)
    return lambda _area: reply


def _targets(case: Case, _found: re.Match[str]) -> Told:
    """How many measures have no target that somebody has decided, the core ones by name."""
    facts = case.facts
    of = {key: one for key, one in facts.of_programme.items() if one.kind in JUDGED_KINDS}
    without = [key for key in of if not any(is_decided(one) for one in facts.registry.targets_of(key).values())]
    core = [key for key in without if of[key].core]
    named = f"{number_word(len(core))}: {listed(awaited.named(facts, core))}" if core else "ingen"
    told = WITHOUT.format(count=capital(number(len(without))), whole=number(len(of)), core=named)
    others = [key for key in without if key not in core]
    rest = [f"Också utan mål: {listed(awaited.named(facts, others))}."] if others else []
    reply = Reply("Vilka mått saknar mål?", told if without else ALL_HAVE, beside=tuple(rest), links=(ON_GOALS,))
    return lambda _area: reply


def _unmeasured(case: Case, _found: re.Match[str]) -> Told:
    """What the programme says that nothing measures, in its words."""
    return _whole(case.facts)


def _whole(facts: Facts) -> Told:
    own = unfollowed.whole(facts)

    def reply(area: str) -> Reply:
        told = own.reply(area)
        goals = GOALS_ARE_ASKED.format(home=facts.home.name)
        answer = f"{told.answer} {goals}" if told.beside else goals
        return Reply("Vad i målen går inte att mäta?", answer, beside=told.beside, links=told.links)

    return reply


def _unknown_why(case: Case, found: re.Match[str]) -> Told | None:
    """That what nothing follows has no cause here, with the counts of each municipality that is named; else None."""
    facts, ours = case.facts, areas.ours_in(case.facts, case.asked)
    rest = BETWEEN.sub(" ", areas.with_no_names(facts, left(case, found)).replace("kommunen", " "))
    one = case.subject(rest)
    own = next((each for each in facts.programme.unfollowed if one and one.key == f"unfollowed:{each.name}"), None)
    if one is None or own is None:
        return None
    told = unfollowed.of_subject(facts, one, rest)
    each = [text for code in (ours if own.counted else ()) if (text := _counts(facts, own.counted or "", code))]
    return lambda area: replace(reply := told.reply(area), beside=(*each, *(reply.beside[bool(each) :])))


def _moved(case: Case, _found: re.Match[str]) -> Told | None:
    """That what nothing follows is not measured, with the first and the latest count of what it is divided by."""
    if not asking.is_of_change(case.asked):
        return None
    facts, one = case.facts, case.subject(YEARS_BACK.sub(" ", case.asked))
    own = next((each for each in facts.programme.unfollowed if one and one.key == f"unfollowed:{each.name}"), None)
    if one is None or own is None or not own.counted:
        return None
    told, counted = unfollowed.of_subject(facts, one, case.asked), own.counted

    def reply(area: str) -> Reply:
        its, of = told.reply(area), area if area in facts.areas.home_members else facts.areas.home.id
        lines = [text for name in dict.fromkeys((counted, POPULATION)) if (text := _then_and_now(facts, name, of))]
        return replace(its, beside=(*lines, *its.beside[bool(lines) :]))

    return replace(one, reply=reply)


def _counts(facts: Facts, measure: str, area: str) -> str:
    """What an area has of a measure, with its inhabitants: "Salem 2025: 8 000 personbilar …"."""
    found = people.held(facts, area, measure, POPULATION)
    if found is None:
        return ""
    year, (count, whole) = found
    title = inside(facts.registry.measures[measure].title)
    return HELD.format(name=facts.areas.name(area), year=year, what=title, count=number(count), people=number(whole))


def _then_and_now(facts: Facts, measure: str, area: str) -> str:
    """The first and the latest count of a measure in an area."""
    by_year, members = (
        facts.measures.get(measure, {}),
        facts.areas.by_id[area].members if area in facts.areas.by_id else (area,),
    )
    whole = [year for year, its in by_year.items() if all(its.get(code) is not None for code in members)]
    first, last = max(min(whole, default=0), facts.as_of.year - SPAN), max(whole, default=0)
    if first not in whole or first == last:
        return ""
    then, now = (number(sum(by_year[year][code] for code in members)) for year in (first, last))
    title = facts.registry.measures[measure].title
    return MOVED.format(title=title, where=figures.where(facts, area), first=first, then=then, last=last, now=now)


def _trips(case: Case, _found: re.Match[str]) -> Told | None:
    """How the share of trips by public transport stands, which is a part of those by foot, by cycle and by it."""
    key = case.facts.registry.roles.trip_modes
    one = case.subject(case.asked)
    is_told = one is not None and one.key == f"indicator:{key}"
    return partial(figures.of_one, case.facts, key) if key in case.facts.of_programme and key and not is_told else None


KINDS = (
    Kind("unmeasured", UNMEASURED, _unmeasured),
    Kind("no_target", TARGETS, _targets),
    Kind("no_data", DATA, _data),
    Kind("unknown_why", WHY, _unknown_why),
    Kind("moved", asking.CHANGES, _moved),
    Kind("trips", TRIPS, _trips, is_whole=True),
)
"""The kinds of this room, in the order that they are tried."""
