"""Which objects of the national plan may touch a municipality: those with its name, and that others may as well."""

from collections.abc import Sequence

from dashboard.content.facts import Facts
from dashboard.content.goal import national_plan
from dashboard.content.questions.reading import search
from dashboard.content.text import ended
from malkollen.database.beside import PlanObject
from malkollen.registry.home import capital
from malkollen.texts.swedish import inside, listed, number

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
