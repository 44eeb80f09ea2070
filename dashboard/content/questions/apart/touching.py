"""Which objects of the national plan may touch a municipality: those with its name, and that others may as well."""

import re
from collections.abc import Sequence

from dashboard.blocks.page import Link
from dashboard.content.facts import Facts
from dashboard.content.goal import national_plan
from dashboard.content.questions.reading import areas, language, search
from dashboard.content.questions.reading.question import Question, Reply
from dashboard.content.text import ended
from malkollen.database.beside import PlanObject
from malkollen.registry.home import capital
from malkollen.texts.swedish import inside, listed, number, number_word

READ_ON = Link("Läs mer på Prioriterade objekt", "priorities")
WITHIN = re.compile(r"\b(?:i|vid|kring|runt) (?=[A-ZÅÄÖ])")
"""Words before the name of a place that something is asked of."""
NOT_IN_SOURCE = "Vilken kommun ett objekt ligger i står inte i källan."
WHOLE_COST = "Beloppen är planens hela kostnad för det som namnet säger, inte kommunens del."


def lead(facts: Facts, area: str) -> str:
    """How many of the county's objects have a municipality's name in theirs, and that others may touch it."""
    objects, found, name = national_plan.of_county(facts), _named(facts, area), facts.areas.name(area)
    if not objects:
        return NOT_IN_SOURCE
    whole = f"Av den nationella planens {len(objects)} objekt i {facts.areas.name(facts.home.county)} har"
    has = f"{number(len(found))} {name} i namnet" if found else f"inget {name} i namnet"
    may = "Andra på listan kan röra kommunen ändå" if found else "Ett objekt kan röra kommunen ändå"
    return f"{whole} {has}. {may}: {inside(NOT_IN_SOURCE)}"


def lines(facts: Facts, area: str, others: Sequence[str] = ()) -> list[str]:
    """Each object with a municipality's name, its phase and cost; then others whose names name a place near.

    Args:
        others: ids of the plan's objects whose names name a place of the home group.
    """
    found = _named(facts, area)
    ids = {one.object_id for one in found}
    rest = [facts.beside.by_id[one] for one in others if one in facts.beside.by_id and one not in ids]
    elsewhere = [ended(f"Andra vars namn nämner en plats {facts.home.at}: {'; '.join(map(_brief, rest))}")]
    costs = [WHOLE_COST, *_price_bases([*found, *rest])] if found or rest else []
    return [*(ended(capital(_brief(one))) for one in found), *(elsewhere if rest else []), *costs]


def plan_source(facts: Facts) -> str:
    """Who published the national plan; empty where it is not carried."""
    ids = {one.source for one in national_plan.of_county(facts)}
    sources = [found.attribution for found in facts.sources if found.source in ids]
    return f"{facts.credited(sources)}." if sources else ""


def near(facts: Facts, text: str) -> list[str]:
    """How many of the plan's objects share a place's name with a text, then each with phase and cost; or nothing."""
    found = [(place, _sharing(facts, place)) for place in _places(facts, text)]
    place, objects = max(found, key=lambda one: len(one[1]), default=("", []))
    if not objects:
        return []
    count = "Ett annat" if len(objects) == 1 else f"{capital(number_word(len(objects)))} andra"
    told = f"{count} objekt i nationella planen har {place} i namnet."
    return [told, *(ended(capital(_brief(one))) for one in objects), WHOLE_COST, *_price_bases(objects)]


def asked_of(facts: Facts, known: Sequence[Question], asked: str) -> Question | None:
    """A question of a place, no municipality, and of nothing else, that objects here have in their names; else None."""
    usual = {*language.SMALL, *language.EVERYDAY, *language.FAINT}
    said = language.stems(" ".join(facts.registry.questions.projects))
    words = [one for one in language.words(asked) if one not in usual and language.stem(one) not in said]
    places = _places(facts, asked)
    is_there = WITHIN.search(asked) is not None and not areas.ours_in(facts, asked)
    if not is_there or len(words) != 1 or len(places) != 1 or not (told := near(facts, asked)):
        return None
    drafted = [one for one in known if one.key.startswith("draft:") and search.meets(places[0], one.names)]

    def reply(area: str) -> Reply:
        lines = [f"{one.names[0]}: {one.reply(area).answer.removesuffix(told[0])}" for one in drafted]
        first = told[0].replace("annat ", "").replace("andra ", "")
        return Reply(f"Vilka objekt har {places[0]} i namnet?", first, beside=(*told[1:], *lines),
            source=plan_source(facts), links=(READ_ON,))  # fmt: skip

    return Question(f"place:{places[0]}", asked, "", reply, is_listed=False)


def _places(facts: Facts, text: str) -> list[str]:
    """Words within a text that it and names of the plan's objects write with a large letter: places, but no region."""
    regions = {language.stem(word) for area in facts.areas.groups for word in language.words(facts.areas.name(area))}
    known = {word for one in national_plan.of_county(facts) for word in language.WORD.findall(national_plan.name(one))}
    names = {language.stem(word.casefold()): word for word in known if word[:1].isupper() and len(word) > search.PART}
    written = [word for word in language.WORD.findall(text)[1:] if word[:1].isupper()]
    stems = dict.fromkeys(language.stem(word.casefold()) for word in written)
    return [names[one] for one in stems if one in names and one not in regions]


def _sharing(facts: Facts, place: str) -> list[PlanObject]:
    """The plan's objects with a place in their names, without the rows of what finances them."""
    named = {one: national_plan.name(one) for one in national_plan.of_county(facts)}
    return [one for one, name in named.items()
        if place in language.WORD.findall(name) and not name.endswith(national_plan.SHARED)]  # fmt: skip


def _named(facts: Facts, area: str) -> list[PlanObject]:
    name = facts.areas.name(area)
    return [one for one in national_plan.of_county(facts) if search.meets(name, [national_plan.name(one)])]


def _brief(one: PlanObject) -> str:
    """An object's name, its phase in our words, and its cost where the plan has one."""
    phase = national_plan.MEANT.get(one.phase or "", one.phase or "ingen fas angiven")
    cost = "ingen kostnad angiven" if one.cost_msek is None else f"{number(one.cost_msek)} miljoner kronor"
    return f"{national_plan.name(one)} ({phase}; {cost})"


def _price_bases(objects: Sequence[PlanObject]) -> list[str]:
    """In which month's prices the amounts are."""
    months = dict.fromkeys(national_plan.price_base(one) for one in objects if one.cost_msek is not None)
    return [f"Prisnivå: {listed(months)}."] if months else []
