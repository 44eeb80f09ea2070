"""The draft's objects in one table, a line each: in the national plan or not, how far, its cost and when."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.blocks.table import Record, Table, table
from dashboard.content.facts import Facts
from dashboard.content.goal import draft_object, national_plan
from dashboard.content.goal.draft import heading
from dashboard.content.objects import concerned
from dashboard.content.text import ended
from malkollen.database.beside import PlanObject
from malkollen.office.draft_file import Draft, DraftObject
from malkollen.office.priority_objects import NAMED
from malkollen.registry.home import capital
from malkollen.texts.swedish import MISSING, listed

STATUS = "Utkast, inte bekräftat"
"""In the files: a row that is taken from its table says itself what it is."""
CONCERNS = "Kommun som nämns"
CONCERNS_MEANS = f"{CONCERNS}: den som objektets namn eller källan nämner. Objektet kan beröra fler."
IN_FILES = ("Status", "Om läget", "Fas i den nationella planen", "Beteckning i planen", "Om kostnaden",
    "Om start och öppning", "Hur säkert", "Källa")  # fmt: skip
"""Columns in the files alone: on the page it stands under the object's name."""


def objects_table(facts: Facts, draft: Draft, mine: str = "") -> Table:
    """The draft's objects, a line each, in their order; what is said of that in the files.

    Args:
        mine: the code of the municipality whose objects stand first; empty for none.
    """
    objects = first(facts, draft.objects, mine)
    records = [_row(facts, one) for one in objects]
    planned = [one for found in draft.objects for one in _planned(facts, found)]
    doubted = tuple(doubts(draft.objects))
    notes = (f"{national_plan.prices(planned)} {national_plan.PLAN_DECIDED}".strip(), CONCERNS_MEANS, *doubted)
    sources = dict.fromkeys(draft_object.source_of(one) for one in draft.objects if draft_object.source_of(one))
    others = "annan källa står vid objektet under tabellen"
    source = f"Källa: {listed(sources)}; {others}." if sources else heading(facts.home)
    title = f"Utkast: prioriterade objekt {facts.home.at}"
    drawn = table(title, "malkollen_prioriterade_objekt_utkast", records, source, notes=notes, hidden=IN_FILES)
    of_each = tuple(one.doubt and f"{draft_object.MARK} {capital(ended(one.doubt))}" for one in objects)
    return replace(drawn, row_notes=of_each, in_rows=doubted)


def first(facts: Facts, objects: Sequence[DraftObject], mine: str) -> list[DraftObject]:
    """Objects with those of a municipality before the others."""
    return sorted(objects, key=lambda one: mine not in concerned.municipalities(facts, one))


def whose(facts: Facts, one: DraftObject | PlanObject) -> Record:
    """The cell that says which municipalities an object is known to concern, by its column."""
    names = [facts.areas.name(code) for code in concerned.municipalities(facts, one)]
    return {CONCERNS: listed(names) if names else MISSING}


def doubts(objects: Sequence[DraftObject]) -> list[str]:
    """What weakens what is said of objects, in a few words, those that share it together: it stands on paper too."""
    shared: dict[str, list[str]] = {}
    for one in objects:
        shared.setdefault(one.doubt, []).append(one.name)
    return [f"{draft_object.MARK} {listed(names)}: {ended(doubt)}" for doubt, names in shared.items() if doubt]


def _planned(facts: Facts, one: DraftObject) -> list[PlanObject]:
    """What an object is in the national plan."""
    return [facts.beside.by_id[plan_id] for plan_id in one.plan_ids if plan_id in facts.beside.by_id]


def _row(facts: Facts, one: DraftObject) -> Record:
    planned = _planned(facts, one)
    is_study = any(other.name.endswith(national_plan.STUDY) for other in planned)
    return {
        "Objekt": one.name,
        **whose(facts, one),
        "I den nationella planen": capital(draft_object.in_plan(one, [other.name for other in planned])),
        "Så långt har det kommit": _state(one, planned),
        national_plan.WHOLE_COST: draft_object.whole(one, is_study=is_study),
        "I planens år (mkr)": draft_object.within(one),
        "Byggstart": draft_object.year(one, draft_object.CLEARED, draft_object.START),
        "Öppnar": draft_object.year(one, draft_object.OPENING),
        **_in_files(one, planned),
    }


def _state(one: DraftObject, planned: Sequence[PlanObject]) -> str:
    """How far it has come, for a cell; of what a plan only names, what its phase there means."""
    if one.proposed is None:
        return draft_object.NOTHING
    if one.proposed.value == NAMED and (means := national_plan.meanings(planned)):
        return f"Planen: {'; '.join(means)}"
    return capital(draft_object.called(one)[0])


def _in_files(one: DraftObject, planned: Sequence[PlanObject]) -> Mapping[str, str]:
    phases = "; ".join(national_plan.phase(other) for other in planned)
    said = (
        STATUS, draft_object.state(one), phases or MISSING, ", ".join(one.plan_ids) or MISSING, draft_object.cost(one),
        draft_object.when(one) or MISSING, one.sure and ended(one.sure), draft_object.source_of(one) or MISSING,
    )  # fmt: skip
    return dict(zip(IN_FILES, said, strict=True))
