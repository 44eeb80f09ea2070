"""The parts of Prioriterade objekt that tell of the draft: its objects, how sure each is, and the list's history."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard.blocks.blocks import Tabular, Text
from dashboard.blocks.page import Caution, Fold, PageBlock, PageSection, Sheet, Slot
from dashboard.blocks.pieces import Note
from dashboard.blocks.table import Cited, Record, Table, table
from dashboard.content.facts import Facts
from dashboard.content.goal import draft as texts, draft_object, national_plan
from dashboard.content.objects import concerned, draft_table, municipality
from dashboard.content.text import ended
from malkollen.office.draft_file import PLACE, PLANNED, PROPOSED, Draft, DraftObject, Fact
from malkollen.office.priority_objects import PriorityObject
from malkollen.registry.home import Home, capital
from malkollen.texts.swedish import MISSING, listed, with_days_in_words

OBJECTS, HOW_SURE, HISTORY, OTHERS = "Objekten", "Hur säkert?", "Listans historia", "Andra objekt"
PHASES = (
    "Faserna är Trafikverkets ord och säger något annat än våra lägen: Byggstart betyder att objektet får börja "
    "byggas, Pågående att det byggs."
)
SURE = "hur-sakert"
"""The part of a page that tells how sure each object is: the folds lie two beside each other (style.css)."""
OF_OFFICE = (PLACE, PROPOSED, PLANNED)
"""Subjects that the office alone reads: what the table says of them is enough for others."""


def sections(
    facts: Facts, listed_objects: Sequence[PriorityObject], *, is_writable: bool, mine: str = ""
) -> list[PageSection]:
    """The draft object by object, nothing where all has been decided on.

    Args:
        is_writable: whether each object has a slot to be decided in, and the last act one to be undone in.
        mine: the code of the municipality whose objects stand first; empty for none.
    """
    draft, fault = texts.read(facts, listed_objects)
    if fault:
        return [PageSection(texts.heading(facts.home), [Caution(f"Utkastet visas inte: {fault}.")])]
    undo: list[PageBlock] = [Slot(texts.UNDO)] if is_writable and not facts.edition else []
    if not draft.objects:
        return [PageSection("", undo)] if undo else []
    return [
        _opening(facts, draft, mine, is_counted=bool(listed_objects)),
        PageSection(
            texts.REVIEW if is_writable else HOW_SURE,
            [
                *undo,
                *(_object(facts, one, is_writable=is_writable) for one in draft.objects),
                *_history(facts.home, draft),
            ],
            anchor=texts.REVIEWED if is_writable else SURE,
        ),
        *_others(facts, draft, mine),
    ]


def _opening(facts: Facts, draft: Draft, mine: str, *, is_counted: bool) -> PageSection:
    """The draft's objects. is_counted: whether the page's own answer counts others, so that these are counted here."""
    counted: list[PageBlock] = []
    if is_counted:
        warned = Note(texts.warning(facts.home, draft), "no-target")
        counted = [warned, Text(f"{texts.lead(facts, draft)} {texts.doubt(facts, draft)}".strip())]
    ours = [Text(_of_mine(facts, draft, mine))] if mine else []
    known = Sheet(draft_table.objects_table(facts, draft, mine), "draft-objects")
    return PageSection(f"{OBJECTS} {facts.home.at}", [*counted, *ours, known], simple="stays")


def beside_answer(facts: Facts, draft: Draft) -> PageSection:
    """What is to be known of a draft that the page's answer is of: what it is, and that another plan is not here."""
    warned = Note(texts.warning(facts.home, draft), "no-target")
    return PageSection("", [warned, Text(national_plan.county_plan(facts.home))], simple="stays")


def _of_mine(facts: Facts, draft: Draft, mine: str) -> str:
    """Which objects are known to concern a municipality and so stand first; that none is known to."""
    found, name = concerned.of_municipality(facts, mine, draft.objects), facts.areas.name(mine)
    if not found:
        return municipality.lead(facts, mine, draft)
    return f"Först står det som nämner {name}: {listed(one.label for one in found)}. Fler kan beröra kommunen."


def _object(facts: Facts, one: DraftObject, *, is_writable: bool) -> Fold:
    """How sure an object is and what its sources say; for the office all of it, and where it is decided on."""
    sure: list[PageBlock] = [Text(ended(one.sure))] if one.sure else []
    if not is_writable:
        told = sources_table(facts.home, one)
        return Fold(one.label, [*sure, *([Tabular(told)] if told.rows else [])], key=texts.slot(one))
    whole = facts_table(facts.home, one.label, [_readable(facts, one, fact) for fact in one.facts])
    whose = [Text(national_plan.whose(national_plan.OF_DRAFT), "caption")] if one.proposed and one.plan_ids else []
    return Fold(one.label, [*sure, Tabular(whole), *whose, Slot(texts.slot(one))], key=texts.slot(one))


def _readable(facts: Facts, one: DraftObject, fact: Fact) -> Fact:
    """A fact with the stage as it is called, and the plan's phase beside its id."""
    if fact == one.proposed:
        return replace(fact, value=draft_object.proposed(one))
    planned = facts.beside.by_id.get(fact.value) if fact.subject == PLANNED else None
    return replace(fact, value=f"{national_plan.phase(planned)} ({fact.value})") if planned else fact


def _history(home: Home, draft: Draft) -> list[Fold]:
    """Where the list comes from and what was decided earlier, folded."""
    told = " ".join(ended(text) for text in (draft.about, draft.decided) if text)
    records: list[Record] = [{"När": with_days_in_words(fact.as_of), **_said(fact)} for fact in draft.history]
    shown: list[PageBlock] = [Text(told)] if told else []
    if records:
        shown.append(Tabular(table(HISTORY, "historia", records, texts.heading(home))))
    return [Fold(HISTORY, shown, key="draft-history")] if shown else []


def _said(fact: Fact) -> Record:
    return {"Uppgift": capital(fact.subject), "Vad källan säger": fact.value, "Källa": Cited(fact.source)}


def sources_table(home: Home, one: DraftObject) -> Table:
    """What an object's sources say of it, each thing with its own; the ids it has in the plan in the source line."""
    records = [_said(fact) for fact in one.facts if fact.subject not in OF_OFFICE]
    ids = f" Beteckning i den nationella planen: {', '.join(one.plan_ids)}." if one.plan_ids else ""
    return table(f"{one.label}: vad källorna säger", "utkast", records, f"{ended(texts.heading(home))}{ids}")


def facts_table(home: Home, name: str, facts: Sequence[Fact]) -> Table:
    """Everything that is said of an object, as found, for the office."""
    records: list[Record] = [
        {
            "Uppgift": capital(fact.subject),
            "Värde": fact.value,
            "Avser": fact.as_of or MISSING,
            "Källa": Cited(fact.source),
            "Anteckning": fact.note or MISSING,
        }
        for fact in facts
    ]
    return table(f"{name}: {texts.heading(home).lower()}", "utkast", records, texts.heading(home))


def _others(facts: Facts, draft: Draft, mine: str) -> list[PageSection]:
    """What else of the national plan lies here, on nobody's list."""
    others = texts.others(facts, draft)
    if not others:
        return []
    others.sort(key=lambda one: mine not in concerned.municipalities(facts, one))
    heading = f"{OTHERS} {facts.home.at} i den nationella planen"
    count = capital(texts.in_words(len(others)))
    told = (
        f"{count} objekt till i den nationella planen har ett namn som nämner en plats {facts.home.at}. De står inte "
        f"på listan. {national_plan.unnamed(facts, others)} {PHASES}"
    )
    if concerned.of_municipality(facts, mine, others):
        told = f"{told} Först står det som nämner {facts.areas.name(mine)}."
    whose = {one.object_id: draft_table.whose(facts, one) for one in others}
    named = national_plan.plan_table(facts, others, heading, whose)
    return [PageSection(heading, [Text(told), Sheet(named, "draft-others")])]
