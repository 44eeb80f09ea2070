"""Which objects are known to concern a municipality, in words: the draft's, then others of the national plan."""

import re
from collections.abc import Sequence

from dashboard.blocks.blocks import Bullets, Text
from dashboard.blocks.page import Fold, Link, PageBlock, PageSection
from dashboard.content.facts import Facts
from dashboard.content.goal import draft, draft_object, national_plan, priorities, priority_objects
from dashboard.content.objects import concerned
from dashboard.content.text import ended
from malkollen.database.beside import PlanObject
from malkollen.office.draft_file import Draft, DraftObject
from malkollen.registry.home import capital
from malkollen.texts.swedish import inside, listed, number, number_word

HEADING, MINE = "Prioriterade objekt", "kommun"
STAGES = "Skede och kostnad för vart och ett"
"""The fold of what is known of each."""
WHOLE_COST = "Beloppen är planens hela kostnad för det som namnet säger, inte kommunens del."
NONE = (
    "Inget av de objekt ur {where} som visas här nämner {name} eller en plats där. De kan beröra kommunen ändå: "
    "{office} kan svara."
)
CALLED = "I planen: {names}."
"""What the plan calls an object that the draft has by another name."""
PLAN, OR_DRAFT = "den nationella planen", "utkastet eller den nationella planen"
NOT_MINE = (
    "Inget av objekten på utkastet till listan nämner {name}, i namnet eller i sina källor. {others} nämner en plats "
    "där."
)
NOT_NAMED = (
    "Det hittas inte under det namnet i den nationella planen, men kan ingå i något annat.",
    "De hittas inte under de namnen i den nationella planen, men kan ingå i något annat.",
)


def lead(facts: Facts, area: str, left: Draft) -> str:
    """Which objects are known to concern a municipality: the draft's, and how many more the national plan names."""
    name, drafted, planned = facts.areas.name(area), _drafted(facts, area, left), _planned(facts, area, left)
    if not drafted:
        return _none(facts, name, planned, left)
    told = f"Minst {inside(_count(drafted))} på utkastet till {facts.home.bodies.committee.genitive} lista berör {name}"
    absent = NOT_NAMED[len(drafted) > 1] if not any(one.plan_ids for one in drafted) else ""
    more = f"{counted(planned, ' till')} nämner en plats där." if planned else ""
    return " ".join(filter(None, [f"{told}: {listed(one.label for one in drafted)}.", absent, more]))


def _none(facts: Facts, name: str, planned: Sequence[PlanObject], left: Draft) -> str:
    """That no object of the draft is known to concern a municipality: how many others do, or who can tell."""
    if not planned:
        where = OR_DRAFT if left.objects else PLAN
        return NONE.format(where=where, name=name, office=facts.home.office_short)
    if not left.objects:
        return f"{counted(planned)} nämner en plats i {name}."
    return NOT_MINE.format(name=name, others=counted(planned, of="andra "))


def section(facts: Facts, area: str, *, shows_draft: bool) -> list[PageSection]:
    """The objects that concern one of ours, each with phase and cost, and the way to what is known of them.

    Nothing of other municipalities.

    Args:
        shows_draft: whether whoever reads may see the draft.
    """
    if area not in facts.areas.home.members or not priorities.is_followed(facts):
        return []
    listed_objects, faults = priority_objects.read(facts.folder, facts.as_of)
    read = Draft() if faults else draft.read(facts, listed_objects)[0]
    left = read if shows_draft else Draft(others=read.others)
    own = [f"{one.name} ({one.current.stage})" for one in listed_objects if area in concerned.named(facts, one.name)]
    whose = capital(facts.home.bodies.committee.genitive)
    decided = f"{whose} lista nämner {facts.areas.name(area)}: {listed(own)}. " if own else ""
    way = Link("Se prioriterade objekt", "priorities", ((MINE, area),))
    known = _known(facts, area, left)
    return [PageSection(HEADING, [Text(f"{decided}{lead(facts, area, left)}"), *known, way])]


def _known(facts: Facts, area: str, left: Draft) -> list[PageBlock]:
    """Folded each object on a line, then what the amounts are and whose; nothing where none is told of."""
    told, of_plan = _told(facts, area, left), _planned(facts, area, left)
    if not told:
        return []
    of_plan += [planned for one in _drafted(facts, area, left) for planned in draft.planned_as(facts, one)]
    source = national_plan.source(facts, of_plan)
    below = " ".join([*_amounts(of_plan), *([f"{facts.credited([source])}."] if source else [])])
    return [Fold(STAGES, [Bullets(tuple(told)), *([Text(below, "caption")] if below else [])])]


def lines(facts: Facts, area: str, left: Draft) -> list[str]:
    """Each of those objects, then what the amounts are; of those that name no municipality nothing is guessed."""
    return [*_told(facts, area, left), *_amounts(_planned(facts, area, left))]


def _told(facts: Facts, area: str, left: Draft) -> list[str]:
    """The draft's objects where the plan has one of them, then the plan's own."""
    drafted = _drafted(facts, area, left)
    is_told = any(one.plan_ids for one in drafted)
    own = [f"{one.label}: {inside(in_short(facts, one))}" for one in drafted] if is_told else []
    return [*own, *map(_brief, _planned(facts, area, left))]


def in_short(facts: Facts, one: DraftObject) -> str:
    """How far an object of the draft has come and what it costs; that the national plan has no such name."""
    if not one.plan_ids:
        return NOT_NAMED[0]
    names = [national_plan.name(each) for each in draft.planned_as(facts, one)]
    called = CALLED.format(names=listed(names)) if draft_object.is_called_else(one, names) else ""
    return " ".join(filter(None, [draft.standing(facts, one), draft.short_cost(facts, one), called]))


def _drafted(facts: Facts, area: str, left: Draft) -> list[DraftObject]:
    return concerned.of_municipality(facts, area, left.objects)


def _planned(facts: Facts, area: str, left: Draft) -> list[PlanObject]:
    """The plan's objects that name a place in a municipality, but the draft's own and the rows of what finances one."""
    drafted = {plan_id for one in left.objects for plan_id in one.plan_ids}
    known = {one.object_id: one for one in [*national_plan.of_county(facts), *draft.others(facts, left)]}
    apart = [one for key, one in known.items() if key not in drafted]
    return national_plan.own(concerned.of_municipality(facts, area, apart))


def counted(planned: Sequence[PlanObject], more: str = "", of: str = "") -> str:
    """How many objects of the national plan: "Två objekt i den nationella planen".

    Args:
        more, of: what stands after the word, and before it.
    """
    return f"{_count(planned)} {of}objekt{more} i den nationella planen"


def _count(objects: Sequence[object]) -> str:
    return "Ett" if len(objects) == 1 else capital(number_word(len(objects)))


def with_place(facts: Facts, places: Sequence[str]) -> list[str]:
    """How many objects of the plan have a word of a place's in their names, then each; nothing where none has."""
    named = {one: national_plan.name(one) for one in national_plan.of_county(facts)}
    found = [
        one
        for one, name in named.items()
        if {*places} & {*re.findall(r"\w+", name)} and not name.endswith(national_plan.SHARED)
    ]
    return [f"{counted(found)} har {places[0]} i namnet.", *each(found)] if found else []


def near(facts: Facts, name: str) -> list[str]:
    """The same of the place of ours that an object's own name has; nothing where it has none."""
    places = [word for word in re.findall(r"\w+", name) if word[:1].isupper() and concerned.named(facts, word)]
    return with_place(facts, places[:1]) if places else []


def each(planned: Sequence[PlanObject]) -> list[str]:
    """Objects of the plan, a line each with phase and cost, then of what the amounts are."""
    return [*map(_brief, planned), *_amounts(planned)]


def _brief(one: PlanObject) -> str:
    """An object's name, its phase in our words, and its cost where the plan has one."""
    phase = national_plan.MEANT.get(one.phase or "", one.phase or "ingen fas angiven")
    cost = "ingen kostnad angiven" if one.cost_msek is None else f"{number(one.cost_msek)} miljoner kronor"
    return ended(capital(f"{national_plan.name(one)} ({phase}; {cost})"))


def _amounts(objects: Sequence[PlanObject]) -> list[str]:
    """What the amounts of objects are, and in which month's prices; nothing of none."""
    months = dict.fromkeys(national_plan.price_base(one) for one in objects if one.cost_msek is not None)
    prices = [f"Prisnivå för hela kostnaden: {listed(months)}."] if months else []
    return [" ".join([WHOLE_COST, *prices])] if objects else []
