"""The draft's objects in one table, a line each: in the national plan or not, its phase there, its cost and when."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.blocks.table import Cell, Number, Record, Table, table
from dashboard.content.facts import Facts
from dashboard.content.goal import draft_object, national_plan
from dashboard.content.goal.draft import heading, planned_as
from dashboard.content.objects import concerned
from dashboard.content.text import ended
from malkollen.database.beside import PlanObject
from malkollen.office.draft_file import Draft, DraftObject
from malkollen.registry.home import capital
from malkollen.texts.swedish import MISSING, listed

STATUS = "Utkast, inte bekräftat"
"""In the files: a row that is taken from its table says itself what it is."""
CONCERNS = "Kommun som nämns"
CONCERNS_MEANS = f"{CONCERNS}: den som objektets namn eller källan nämner. Objektet kan beröra fler."
IN_FILES = ("Status", draft_object.PROPOSES, "Beteckning i planen", "Om kostnaden", "Om start och öppning",
    "Hur säkert", "Källa")  # fmt: skip
"""Columns in the files alone: on the page it stands under the object's name."""
WITHIN = "I planens år (mkr)"
YEARS = {"Byggstartsår": draft_object.START, "Öppningsår": draft_object.OPENING}
NO_YEARS = "Inget år för byggstart eller öppning är känt här för något av objekten."
"""Instead of the years' columns, where they would say nothing."""
PRICES_WITHIN = "Vilken prisnivå beloppen inom planens år har är inte känt här."


def objects_table(facts: Facts, draft: Draft, mine: str = "") -> Table:
    """The draft's objects, a line each, in their order; what is said of that in the files.

    Args:
        mine: the code of the municipality whose objects stand first; empty for none.
    """
    objects = first(facts, draft.objects, mine)
    records = [_row(facts, one) for one in objects]
    planned = [one for found in draft.objects for one in planned_as(facts, found)]
    doubted = tuple(doubts(draft.objects))
    has_years = any(record[title] != draft_object.NOTHING for record in records for title in YEARS if record[title])
    prices = (national_plan.prices(planned), PRICES_WITHIN, national_plan.PLAN_DECIDED)
    notes = (" ".join(filter(None, prices)), *(() if has_years else (NO_YEARS,)), CONCERNS_MEANS, *doubted)
    title, hidden = f"Utkast: prioriterade objekt {facts.home.at}", (*IN_FILES, *(() if has_years else YEARS))
    file, source = "malkollen_prioriterade_objekt_utkast", _source(facts, draft, planned)
    drawn = table(title, file, records, source, notes=notes, hidden=hidden)
    told = Counter(one.doubt for one in objects if one.doubt)
    alone = [one for one in objects if told[one.doubt] == 1]
    of_each = tuple(f"{draft_object.MARK} {capital(ended(one.doubt))}" if one in alone else "" for one in objects)
    return replace(drawn, row_notes=of_each, in_rows=tuple(doubts(alone)))  # what several share is said once below


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
        shared.setdefault(one.doubt, []).append(one.label)
    return [f"{draft_object.MARK} {listed(names)}: {ended(doubt)}" for doubt, names in shared.items() if doubt]


def _source(facts: Facts, draft: Draft, planned: Sequence[PlanObject]) -> str:
    """Where the table is from: the plan as it was read, else what the draft's own rows say."""
    sources = dict.fromkeys(draft_object.source_of(one) for one in draft.objects if draft_object.source_of(one))
    named = national_plan.source(facts, planned) or (f"Källa: {listed(sources)}" if sources else "")
    return f"{named}; annan källa står vid objektet under tabellen." if named else heading(facts.home)


def _row(facts: Facts, one: DraftObject) -> Record:
    planned = planned_as(facts, one)
    return {
        "Objekt": one.label,
        **whose(facts, one),
        "I den nationella planen": capital(draft_object.in_plan(one, [other.name for other in planned])),
        **_known(one, planned),
        **_in_files(one),
    }


def _known(one: DraftObject, planned: Sequence[PlanObject]) -> Record:
    """The phase, the cost and the years; where nothing is known of any of them, that once in the first of them."""
    titles = (national_plan.PHASE, national_plan.WHOLE_COST, WITHIN, *YEARS)
    cells: tuple[Cell, ...]
    if not draft_object.is_known(one):
        cells = (draft_object.NOTHING_AT_ALL, Number(None, missing=""), Number(None, missing=""), *("" for _ in YEARS))
    else:
        is_study = any(other.name.endswith(national_plan.STUDY) for other in planned)
        cells = (
            "; ".join(map(national_plan.phase, planned)) or draft_object.NOTHING,
            draft_object.whole(one, is_study=is_study),
            draft_object.within(one),
            *(draft_object.year(one, subject) for subject in YEARS.values()),
        )
    return dict(zip(titles, cells, strict=True))


def _in_files(one: DraftObject) -> Mapping[str, str]:
    said = (
        STATUS, draft_object.proposed_state(one), ", ".join(one.plan_ids) or MISSING, draft_object.cost(one),
        draft_object.when(one) or MISSING, one.sure and ended(one.sure), draft_object.source_of(one) or MISSING,
    )  # fmt: skip
    return dict(zip(IN_FILES, said, strict=True))
