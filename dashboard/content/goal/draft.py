"""What Prioriterade objekt says of the draft: objects to confirm, with where each thing stands; decided by nobody."""

from collections.abc import Sequence

from dashboard.blocks.blocks import Tabular, Text
from dashboard.blocks.page import Caution, Fold, PageBlock, PageSection, Sheet, Slot
from dashboard.blocks.pieces import Note
from dashboard.blocks.table import Number, Record, Table, table
from dashboard.content.facts import Facts
from dashboard.content.goal.priority_objects import COUNTED
from dashboard.content.text import ended
from malkollen.database.beside import PlanObject
from malkollen.errors import DataError
from malkollen.office import priority_draft
from malkollen.office.priority_draft import Draft, DraftObject, Fact
from malkollen.office.priority_objects import PriorityObject
from malkollen.registry.home import Home
from malkollen.texts.swedish import NO_BREAK_SPACE, listed, number, number_word

UNDO = "draft-undo"
"""The slot where the last act can be undone."""
MEANT = {
    "Planering": "byggstarten är inte beslutad",
    "Utredning": "objektet utreds",
    "Förberedelse för byggstart": "byggstarten förbereds",
    "Byggstart": "objektet får byggstarta",
    "Pågående": "objektet byggs",
}
"""What the plan's phases mean, in our words."""
COST, OPENING, NOT_IN_PLAN = "kostnad", "öppningsår", "i nationell plan"
"""Subjects of facts that are told of an object before it is opened."""
PHASES = (
    "Faserna är Trafikverkets ord och säger något annat än våra lägen: Byggstart betyder att objektet får byggstarta, "
    "Pågående att det byggs."
)


def heading(home: Home) -> str:
    """What the draft is called wherever it stands."""
    return f"Utkast att bekräfta av {home.office_short}"


def slot(one: DraftObject) -> str:
    """Where an object of the draft is decided on."""
    return f"draft-{one.number}"


def read(facts: Facts, listed_objects: Sequence[PriorityObject]) -> tuple[Draft, str]:
    """What is left to decide on, and what is wrong with its files; a fixed version has no draft."""
    if facts.edition:
        return Draft(), ""
    try:
        names = [one.name for one in listed_objects]
        return priority_draft.left(facts.folder, facts.areas.home.id, names), ""
    except DataError as error:
        return Draft(), str(error)


def sections(facts: Facts, listed_objects: Sequence[PriorityObject], *, is_writable: bool) -> list[PageSection]:
    """The draft object by object, nothing where all has been decided on.

    Args:
        is_writable: whether each object has a slot to be decided in, and the last act one to be undone in.
    """
    draft, fault = read(facts, listed_objects)
    if fault:
        return [PageSection(heading(facts.home), [Caution(f"Utkastet visas inte: {fault}.")])]
    undo: list[PageBlock] = [Slot(UNDO)] if is_writable and not facts.edition else []
    if not draft.objects:
        return [PageSection("", undo)] if undo else []
    counted = [Text(lead(draft))] if listed_objects else []
    opening = [Note(warning(facts.home), "no-target"), *counted, *undo]
    history = [
        Fold("Listans historia", [Tabular(facts_table(facts.home, "Listan", draft.history))], key="draft-history")
    ]
    return [
        PageSection(heading(facts.home), opening),
        *(_object(facts, one, is_writable=is_writable) for one in draft.objects),
        PageSection("", history if draft.history else []),
    ]


def warning(home: Home) -> str:
    """That nothing in it is decided."""
    return (
        "Det här är ett utkast, sammanställt ur det som har publicerats. Inget här är beslutat, och inget av det ingår "
        f"i svaren, bedömningarna eller dokumenten. {home.office_short.capitalize()} bekräftar, ändrar eller tar bort."
    )


def lead(draft: Draft) -> str:
    """How many objects are left, and how far they have come: "Utkastet har 8 objekt: 1 finansierat …"."""
    stages = [one.proposed.value if one.proposed else None for one in draft.objects]
    counts = {stage: stages.count(stage) for stage in COUNTED if stage in stages}
    parts = [f"{in_words(count)} {COUNTED[stage][count > 1]}" for stage, count in counts.items()]
    if unknown := stages.count(None):
        parts.append(f"{in_words(unknown)} utan känt läge")
    return f"Utkastet har {in_words(len(stages))} objekt: {listed(parts)}."


def in_words(count: int) -> str:
    """A count of objects: "ett", "två", "13"."""
    return "ett" if count == 1 else number_word(count)


def _object(facts: Facts, one: DraftObject, *, is_writable: bool) -> PageSection:
    told, source = lines(facts, one)
    said: list[PageBlock] = [Text(told), *([Note(source, "detail")] if source else [])]
    sheet = Fold(f"Allt som står om {one.name}", [Tabular(facts_table(facts.home, one.name, one.facts))], key=slot(one))
    return PageSection(f"Utkast: {one.name}", [*said, sheet, *([Slot(slot(one))] if is_writable else [])], level=3)


def lines(facts: Facts, one: DraftObject) -> tuple[str, str]:
    """What is told of an object before it is opened: its state, its cost, when, what is next, and who says so."""
    told = {fact.subject: fact for fact in one.facts}
    planned = [facts.beside.by_id[plan_id] for plan_id in one.plan_ids if plan_id in facts.beside.by_id]
    sentences = [state(one, told.get(NOT_IN_PLAN))]
    if cost := told.get(COST):
        sentences.append(f"Kostnad: {cost.value}.")
    if opens := told.get(OPENING):
        sentences.append(f"Öppnar: {opens.value}.")
    sentences += [next_words(planned_object) for planned_object in planned]
    source = one.proposed or cost or told.get(NOT_IN_PLAN)
    return " ".join(sentences), ended(f"Källa: {source.source}") if source else ""


def state(one: DraftObject, unplanned: Fact | None) -> str:
    """The stage that is proposed; or that none is known, and what was looked for."""
    if proposed := one.proposed:
        return f"Läge: {proposed.value} ({proposed.as_of})."
    looked = f" Nationella planen: {unplanned.value}. {unplanned.note}" if unplanned else ""
    return f"Läge: inte känt.{looked}"


def next_words(planned: PlanObject) -> str:
    """How far an object has come in the national plan, in its own word and in ours."""
    if not planned.phase:
        return f"Härnäst: ingen fas angiven i nationella planen ({planned.object_id}, {planned.name})."
    meant = f"; {MEANT[planned.phase]}" if planned.phase in MEANT else ""
    return f"Härnäst enligt nationella planen: {planned.phase}{meant} ({planned.object_id}, {planned.name})."


def in_plan(facts: Facts, ids: Sequence[str]) -> list[str]:
    """What the national plan says of each object, in its own words."""
    return [plan_words(facts.beside.by_id[one]) for one in ids if one in facts.beside.by_id]


def plan_words(one: PlanObject) -> str:
    """An object of the plan on a line: its name, its phase and its cost."""
    phase = f"Trafikverkets ord: {one.phase}" if one.phase else "ingen fas i bilagan"
    cost = "" if one.cost_msek is None else f", {number(one.cost_msek)} miljoner kronor (prisnivå {one.price_base})"
    return f"Nationell plan {one.object_id}, {one.name}. {phase}{cost}."


def named_in(facts: Facts, text: str) -> list[str]:
    """What the plan says of the objects whose ids stand in a text."""
    words = {word.strip(".,;:()") for word in text.split()}
    return in_plan(facts, sorted(words & facts.beside.by_id.keys()))


def facts_table(home: Home, name: str, facts: Sequence[Fact]) -> Table:
    """Everything that is said of an object, as found."""
    records: list[Record] = [
        {
            "Uppgift": fact.subject.capitalize(),
            "Värde": fact.value,
            "Avser": fact.as_of,
            "Källa": fact.source,
            "Anteckning": fact.note,
        }
        for fact in facts
    ]
    return table(f"{name}: {heading(home).lower()}", "utkast", records, heading(home))


def plan_section(facts: Facts) -> list[PageSection]:
    """The objects of the county in the national plan, folded; nothing where the plan is not carried."""
    objects = _of_county(facts)
    if not objects:
        return []
    sheet = Sheet(plan_table(facts, objects), "plan-objects", "Visa objekten och hämta")
    sentence = (
        f"{len(objects)}{NO_BREAK_SPACE}objekt i länet står vid namn i den fastställda nationella planen. {PHASES} "
        "Länsplanens objekt ingår inte."
    )
    return [PageSection("Länet i nationella planen", [Text(sentence), sheet])]


def plan_table(facts: Facts, objects: Sequence[PlanObject]) -> Table:
    """Objects of the plan with its own words."""
    records: list[Record] = [
        {
            "Id": one.object_id,
            "Objekt": one.name,
            "Trafikverkets fas": one.phase or "ingen angiven",
            "Trafikslag": one.mode,
            "Kostnad (miljoner kronor)": Number(one.cost_msek),
            "Prisnivå": one.price_base,
        }
        for one in objects
    ]
    ids = {one.source for one in objects}
    names = [source.attribution.removeprefix("Källa: ") for source in facts.sources if source.source in ids]
    county = facts.areas.name(facts.home.county)
    return table(
        f"Namngivna objekt i nationell plan, {county}", f"malkollen_nationell_plan_{facts.home.county}", records,
        f"Källa: {listed(names)}",
    )  # fmt: skip


def _of_county(facts: Facts) -> list[PlanObject]:
    """The plan says "Stockholm", and several counties with a space between."""
    name = facts.areas.name(facts.home.county) if facts.home.county in facts.areas.by_id else ""
    plain = name.removesuffix(" län").removesuffix("s")
    return [one for one in facts.beside.plan if plain and plain in one.county]
