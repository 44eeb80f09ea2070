"""The page Prioriterade objekt: the committee's list object by object, and how it is filled in."""

from collections.abc import Sequence

from dashboard.blocks.blocks import Answer, Bullets, Tabular, Text
from dashboard.blocks.page import (
    OPERATORS,
    SIMPLE_OFF,
    TWIN,
    Caution,
    CsvFile,
    Fold,
    Link,
    PageBlock,
    PageSection,
    Sheet,
    answered,
)
from dashboard.blocks.pieces import Note, Numbered, Stages
from dashboard.content.facts import Facts
from dashboard.content.goal import draft, draft_object, national_plan, priority_objects as texts
from dashboard.content.objects import drafted
from malkollen.office.draft_file import Draft
from malkollen.office.priority_objects import PriorityObject

WHOLE = Link(
    "Visa allt på sidan, också andra objekt i den nationella planen (stänger av Enklare)", "priorities", SIMPLE_OFF
)
"""The way to what *Enklare* leaves out."""


def sections(
    facts: Facts, mine: str = "", *, is_writable: bool = False, shows_draft: bool, is_simple: bool = False
) -> list[PageSection]:
    """The page as the list lies in the data folder now: whole, faulty or not there, and what is left of the draft.

    Args:
        mine: the code of the municipality whose objects stand first; empty for none.
        is_writable: whether the draft may be decided on here. shows_draft: whether whoever reads may see it.
        is_simple: whether the page is cut to its answers: then it has a way to what is left out.
    """
    objects, faults = texts.read(facts.folder, facts.as_of)
    question, left = texts.lead(facts.home), draft.read(facts, objects)[0] if shows_draft else Draft()
    if faults:
        shown = [PageSection("", [Text(question, "lead"), Caution(texts.faults_text(faults))])]
    elif objects:
        shown = _listed(facts, objects, draft_object.contradicting(left, objects))
    elif left.objects:
        known = f"{draft.lead(facts, left)} {draft.to_confirm(facts.home)}"
        said = PageSection("", [Answer(question, "", known, draft.doubt(facts, left))])
        shown = answered([said], [drafted.beside_answer(facts, left)])
    else:
        shown = [
            PageSection("", [Answer(question, "", texts.empty(facts.home), national_plan.county_plan(facts.home))])
        ]
    is_drafted = shows_draft and not faults
    decided = national_plan.decisions(facts)
    ours = mine if mine in facts.areas.home.members else ""
    drafts = drafted.sections(facts, objects, is_writable=is_writable, mine=ours) if is_drafted else []
    told = draft.within_elsewhere(facts, national_plan.of_county(facts))
    first = 2 if is_writable and left.objects else len(shown)  # the list itself, then what is to be decided on
    return [
        *shown[:first],
        *drafts,
        *shown[first:],
        *national_plan.plan_section(facts, draft.others(facts, left), told),
        *([PageSection(national_plan.WHEN_DECIDED, [Text(decided)])] if decided else []),
        *([PageSection("", [WHOLE], simple="stays")] if is_simple else []),
        PageSection("", [_guide(facts, faults)]),
    ]


def _guide(facts: Facts, faults: Sequence[str]) -> Fold:
    """How the list is filled in, for who does; open where something in it must be mended."""
    wrong: list[PageBlock] = [Bullets(tuple(faults))] if faults else []
    guide: list[PageBlock] = [
        *wrong,
        Note("Så fylls listan i", "question"),
        Numbered(texts.STEPS_TO_FILL),
        CsvFile(texts.template(facts.home), "Hämta tom mall (CSV)", "priority-template"),
        Tabular(texts.columns_table()),
    ]
    return Fold(OPERATORS, guide, is_open=bool(faults), is_for_office=True)


def _listed(facts: Facts, objects: Sequence[PriorityObject], contradicted: Sequence[str]) -> list[PageSection]:
    """contradicted: what the draft, which the same page shows, says otherwise."""
    home, as_of = facts.home, facts.as_of
    changes = Bullets(tuple(texts.changes(objects, as_of)))
    history = Sheet(texts.history_table(home, objects, as_of), "priority-history", TWIN)
    known = " ".join([texts.counts_text(objects, is_in_doubt=bool(contradicted)), *contradicted])
    return [
        PageSection("", [Answer(texts.lead(home), "", known, national_plan.county_plan(home))]),
        PageSection(
            "Hela listan", [Sheet(texts.current_table(home, objects, as_of), "priority-current")], simple="stays"
        ),
        PageSection("Ändrat de senaste tolv månaderna", [changes]),
        PageSection("Objekt för objekt"),
        *(_object(facts, place, one) for place, one in enumerate(objects)),
        PageSection("Hela historiken", [history]),
    ]


def _object(facts: Facts, number: int, one: PriorityObject) -> PageSection:
    history = Tabular(texts.object_table(facts.home, one))
    ids = draft.ids_of(facts, one.current)
    undecided = draft.undecided(facts, one.current.stage, ids)
    blocks: list[PageBlock] = [
        Stages(one.name, texts.stages(one)),
        Note(texts.detail(one), "detail"),
        *(Note(words, "detail") for words in filter(None, [undecided, *draft.in_plan(facts, ids)])),
        Fold(f"Historik för {one.name}", [history], key=f"history-{number}"),
    ]
    return PageSection(one.name, blocks, level=3)
