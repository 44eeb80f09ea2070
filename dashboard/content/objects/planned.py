"""What the decided national plan has of objects here: which they are, by stage and money, and as a table."""

from collections import Counter
from collections.abc import Sequence

from dashboard.blocks.table import Table
from dashboard.content.facts import Facts
from dashboard.content.goal import draft, national_plan, priority_objects
from dashboard.content.objects import concerned
from dashboard.content.text import ended
from malkollen.database.beside import PlanObject
from malkollen.registry.home import capital
from malkollen.texts.swedish import number, number_word

OBJECTS = "objekt"
"""What addresses call the objects that are wanted in a document."""
UNIT = "mkr"
CHOSEN = "Objekten är valda ur den beslutade nationella planen av den som gjort underlaget."
NO_COST = "ingen kostnad angiven"
STUDIED = "utredningen"
"""Of an object that is a study: its cost is not that of what is studied."""


def here(facts: Facts) -> list[PlanObject]:
    """The plan's objects that are shown as ours, and of the county those whose names name a place here."""
    left, _ = draft.read(facts, ())
    shown = [*(each for one in left.objects for each in draft.planned_as(facts, one)), *draft.others(facts, left)]
    county = (one for one in national_plan.of_county(facts) if _is_here(facts, one))
    return list({one.object_id: one for one in (*shown, *county)}.values())


def _is_here(facts: Facts, one: PlanObject) -> bool:
    return facts.home.name in one.name or bool(concerned.municipalities(facts, one))


def every(facts: Facts) -> list[PlanObject]:
    """Those here and then the county's others: what may be taken into a document."""
    return list({one.object_id: one for one in (*here(facts), *national_plan.of_county(facts))}.values())


def ordered(objects: Sequence[PlanObject]) -> list[PlanObject]:
    """The furthest first, of those as far the dearest; what has no phase or no cost last."""
    phases = [*national_plan.MEANT]
    far = {one.object_id: phases.index(one.phase) if one.phase in phases else -1 for one in objects}
    return sorted(objects, key=lambda one: (-far[one.object_id], -(one.cost_msek or 0.0), national_plan.name(one)))


def by_phase(objects: Sequence[PlanObject]) -> tuple[tuple[str, str], ...]:
    """Each phase in our words with how many there are, and them with their costs: the furthest and dearest first."""
    phases: dict[str, list[str]] = {}
    for one in ordered(objects):
        phases.setdefault(national_plan.MEANT.get(one.phase or "", national_plan.NO_PHASE), []).append(_brief(one))
    return tuple((f"{capital(phase)}: {len(told)}", ended("; ".join(told))) for phase, told in phases.items())


def _brief(one: PlanObject) -> str:
    name = national_plan.name(one)
    if one.cost_msek is None:
        return f"{name} ({NO_COST})"
    study = f"{STUDIED} " if name.endswith(national_plan.STUDY) else ""
    return f"{name} ({study}{number(one.cost_msek)} {UNIT})"


def table_of(facts: Facts, objects: Sequence[PlanObject]) -> Table:
    """Objects of the plan, a line each, the furthest and dearest first."""
    told = draft.within_elsewhere(facts, objects)
    title = f"Objekt i den nationella planen, {facts.home.at}"
    return national_plan.plan_table(facts, ordered(objects), title, told_elsewhere=told)


def said(facts: Facts) -> str:
    """How many objects here the plan has, in a sentence; empty where it is not carried or has none."""
    count = len(national_plan.own(here(facts)))
    return f"Den nationella planen har {number_word(count)} objekt {facts.home.at}." if count else ""


def phases(facts: Facts) -> tuple[str, ...]:
    """The plan's objects here by how far they have come, a line each phase."""
    return tuple(f"{phase}: {names}" for phase, names in by_phase(here(facts)))


def by_id(facts: Facts, ids: Sequence[str]) -> list[PlanObject]:
    """The plan's objects of some ids, in that order; what the plan no longer has is left out."""
    return [facts.beside.by_id[one] for one in dict.fromkeys(ids) if one in facts.beside.by_id]


def choice(facts: Facts, object_id: str) -> str:
    """How an object is named where it is chosen: with how far it has come."""
    one = facts.beside.by_id[object_id]
    return f"{national_plan.name(one)} ({national_plan.MEANT.get(one.phase or '', national_plan.NO_PHASE)})"


def caution(facts: Facts) -> str:
    """That nobody has prioritised an object by taking it along, and how the committee's list stands."""
    whose = capital(facts.home.bodies.committee.genitive)
    found, faults = priority_objects.read(facts.folder, facts.as_of)
    if found and not faults:
        return f"{CHOSEN} Vilka som är prioriterade säger {facts.home.bodies.committee.genitive} lista."
    left, _ = draft.read(facts, found)
    stands = "är ett utkast som inte är bekräftat" if left.objects else "är inte inlagd än"
    return f"{CHOSEN} {whose} lista med prioriterade objekt {stands}: att ett objekt är valt gör det inte prioriterat."


def counted(objects: Sequence[PlanObject]) -> str:
    """How many objects of the plan are taken along, and how far they have come, the furthest first."""
    counts, phases = Counter(one.phase for one in objects), national_plan.COUNTED
    told = [phases[phase].format(count=draft.in_words(counts[phase])) for phase in reversed(phases) if counts[phase]]
    whole = f"{capital(draft.in_words(len(objects)))} objekt ur den nationella planen"
    return f"{whole}: {', '.join(told)}." if told else f"{whole}."
