"""What Prioriterade objekt says of the draft: objects to confirm, with where each thing stands; decided by nobody."""

from collections import Counter
from collections.abc import Sequence

from dashboard.blocks.blocks import Tabular, Text
from dashboard.blocks.page import TWIN, Caution, Fold, PageBlock, PageSection, Sheet, Slot
from dashboard.blocks.pieces import Note
from dashboard.blocks.table import Number, Record, Table, table
from dashboard.content.facts import Facts
from dashboard.content.goal.priority_objects import COUNTED
from dashboard.content.text import ended
from malkollen.database.beside import PlanObject
from malkollen.errors import DataError
from malkollen.office import priority_draft
from malkollen.office.draft_file import PLANNED, Draft, DraftObject, Fact
from malkollen.office.priority_objects import PriorityObject
from malkollen.registry.home import Home, capital
from malkollen.texts.swedish import MISSING, NO_BREAK_SPACE, listed, number, number_word

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
COST, START, OPENING, NOT_IN_PLAN = "kostnad", "byggstart", "öppningsår", "i nationell plan"
"""Subjects of facts that are told of an object before it is opened."""
WITHIN = f"{COST} inom planen"
"""How the subject begins of a cost that is a part of the whole."""
UNKNOWN_STATE, OTHER_NAME = "Okänt", "Inte med under det namnet"
ON_LIST = "plats på listan"
"""The subject that says where an object stands on the list that was found."""
OBJECTS, ONE_BY_ONE, OTHERS = "Objekten", "Källorna, objekt för objekt", "Andra objekt"
REVIEW = "Gå igenom objekten"
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
    opening = [Note(warning(facts.home, draft), "no-target"), *counted, *undo]
    history = [
        Fold("Listans historia", [Tabular(facts_table(facts.home, "Listan", draft.history))], key="draft-history")
    ]
    objects = [block for one in draft.objects for block in _object(facts, one, is_writable=is_writable)]
    forms = [*objects, *(history if draft.history else [])]
    title, sheet = f"{OBJECTS} {facts.home.at}", Sheet(objects_table(facts, draft), "draft-objects")
    if is_writable:  # whoever comes to decide comes to the forms
        told = [PageSection(REVIEW, [*opening, *forms]), PageSection(title, [sheet], simple="stays")]
        return [*told, *_others(facts, draft)]
    return [
        PageSection(title, [*opening, sheet], simple="stays"),
        *_others(facts, draft),
        PageSection(ONE_BY_ONE, forms),
    ]


def warning(home: Home, draft: Draft) -> str:
    """That nothing in it is decided, and who made it from what."""
    made = draft.about or "Sammanställt ur det som har publicerats"
    return (
        f"Utkast. {ended(made)} Inget här är beslutat, och inget av det ingår i svaren, bedömningarna eller "
        f"dokumenten. {home.office_short.capitalize()} bekräftar, ändrar eller tar bort."
    )


def lead(draft: Draft) -> str:
    """How far the list's objects have come, of how many that is not known, and how old the list is."""
    stages = [one.proposed.value if one.proposed else None for one in draft.objects]
    counts = {stage: stages.count(stage) for stage in COUNTED if stage in stages}
    parts = [f"{in_words(count)} {COUNTED[stage][count > 1]}" for stage, count in counts.items()]
    unknown = stages.count(None)
    told = (
        f"Av {in_words(len(stages))} objekt är {listed(parts)}."
        if parts
        else f"Utkastet har {in_words(len(stages))} objekt."
    )
    them = "det" if unknown == 1 else "de"
    lacking = f"Om {in_words(unknown)} vet vi inte hur långt {them} har kommit." if unknown else ""
    return " ".join(filter(None, [told, lacking, draft.dated and ended(draft.dated)]))


def in_words(count: int) -> str:
    """A count of objects: "ett", "två", "13"."""
    return "ett" if count == 1 else number_word(count)


def _object(facts: Facts, one: DraftObject, *, is_writable: bool) -> list[PageBlock]:
    sheet = Fold(one.name, [Tabular(facts_table(facts.home, one.name, one.facts))], key=slot(one))
    return [sheet, *([Slot(slot(one))] if is_writable else [])]


def objects_table(facts: Facts, draft: Draft) -> Table:
    """The draft's objects, a row each: how far it has come, its cost, when, and who says so."""
    usual = Counter(_on_list(one) for one in draft.objects).most_common(1)
    records = [_row(facts, one, usual[0][0] if usual else "") for one in draft.objects]
    sources = {str(record["Källa"]) for record in records} - {MISSING}
    one_source = [f"Källa till lägena: {ended(*sources)}"] if len(sources) == 1 else []
    if one_source:
        records = [{title: cell for title, cell in record.items() if title != "Källa"} for record in records]
    notes = (*one_source, PHASES, "Källan till varje uppgift står under objektets eget namn på sidan.")
    title = f"Prioriterade objekt {facts.home.at}, utkast"
    return table(title, "malkollen_prioriterade_objekt_utkast", records, heading(facts.home), notes=notes)


def _on_list(one: DraftObject) -> str:
    """What is said of an object's place on the list that was found."""
    return next((fact.note for fact in one.facts if fact.subject == ON_LIST), "")


def _row(facts: Facts, one: DraftObject, usual: str) -> Record:
    """An object's row. usual: what is said of most objects' place on the list; what else is said stands in the row."""
    told = {fact.subject: fact for fact in one.facts}
    planned = [facts.beside.by_id[plan_id] for plan_id in one.plan_ids if plan_id in facts.beside.by_id]
    unplanned = told.get(NOT_IN_PLAN)
    phases = [_phase(other) for other in planned] or ([OTHER_NAME] if unplanned else [])
    when = [f"{subject}: {told[subject].value}" for subject in (START, OPENING) if subject in told]
    on_list = _on_list(one)
    source = next((fact for fact in one.facts if fact.subject in (PLANNED, NOT_IN_PLAN)), None)
    return {
        "Objekt": one.name,
        "Så långt har det kommit": state(one) if on_list == usual else f"{ended(state(one))} {on_list}".strip(),
        "I nationella planen": "; ".join(phases) or MISSING,
        "Kostnad": _cost(one),
        "Start och öppning": capital("; ".join(when)) or MISSING,
        "Källa": source.source if source else MISSING,
    }


def _cost(one: DraftObject) -> str:
    """The whole cost, and how much of it lies within the plan's years where that is told apart."""
    costs = [fact for fact in one.facts if fact.subject == COST or fact.subject.startswith(WITHIN)]
    return (
        "; ".join(
            f"{fact.subject.removeprefix(f'{COST} ')}: {fact.value}" if fact.subject != COST else fact.value
            for fact in costs
        )
        or MISSING
    )


def state(one: DraftObject) -> str:
    """The stage that is proposed in plain words, and what the plan's fact adds; or that none is known."""
    if one.proposed is None:
        return UNKNOWN_STATE
    added = [ended(fact.note) for fact in one.facts if fact.subject == PLANNED and fact.note]
    stage = capital(COUNTED[one.proposed.value][0])
    return " ".join([ended(stage), *added]) if added else stage


def _phase(planned: PlanObject) -> str:
    """How far an object has come in the national plan, in its own word and in ours."""
    if not planned.phase:
        return "ingen fas angiven"
    return f"{planned.phase}: {MEANT[planned.phase]}" if planned.phase in MEANT else planned.phase


def _others(facts: Facts, draft: Draft) -> list[PageSection]:
    """What else of the national plan lies here, on nobody's list."""
    others = [facts.beside.by_id[one] for one in draft.others if one in facts.beside.by_id]
    if not others:
        return []
    told = (
        f"{capital(in_words(len(others)))} objekt till i den nationella planen har ett namn som nämner en plats "
        f"{facts.home.at}. De står inte på listan."
    )
    sheet = Sheet(plan_table(facts, others, f"{OTHERS} {facts.home.at} i nationell plan"), "draft-others", TWIN)
    return [PageSection(f"{OTHERS} {facts.home.at} i nationella planen", [Text(told), sheet])]


def in_plan(facts: Facts, ids: Sequence[str]) -> list[str]:
    """What the national plan says of each object, in its own words."""
    return [plan_words(facts.beside.by_id[one]) for one in ids if one in facts.beside.by_id]


def plan_words(one: PlanObject) -> str:
    """An object of the plan on a line: its name, its phase and its cost."""
    phase = f"Trafikverkets ord: {one.phase}" if one.phase else "Ingen fas i bilagan"
    cost = "" if one.cost_msek is None else f", {number(one.cost_msek)} miljoner kronor (prisnivå {one.price_base})"
    return f"Nationella planen: {one.name}. {phase}{cost}."


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
    county = facts.areas.name(facts.home.county)
    title = f"Namngivna objekt i nationell plan, {county}"
    sheet = Sheet(plan_table(facts, objects, title), "plan-objects", "Visa hela länets objekt och hämta")
    sentence = (
        f"{len(objects)}{NO_BREAK_SPACE}objekt i hela länet står vid namn i den fastställda nationella planen. "
        f"Länsplanens objekt ingår inte: {facts.home.region.name} beslutar den, och dess objekt är inte inlagda här."
    )
    return [PageSection("Länet i nationella planen", [Text(sentence), sheet])]


def plan_table(facts: Facts, objects: Sequence[PlanObject], title: str) -> Table:
    """Objects of the plan with its own words; its ids in the files."""
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
    return table(
        title, f"malkollen_nationell_plan_{facts.home.county}", records, f"Källa: {listed(names)}", hidden=("Id",)
    )  # fmt: skip


def _of_county(facts: Facts) -> list[PlanObject]:
    """The plan says "Stockholm", and several counties with a space between."""
    name = facts.areas.name(facts.home.county) if facts.home.county in facts.areas.by_id else ""
    plain = name.removesuffix(" län").removesuffix("s")
    return [one for one in facts.beside.plan if plain and plain in one.county]


def waits(facts: Facts) -> str:
    """That a draft is there to confirm, where the committee's own list is not; empty without one."""
    left = len(read(facts, ())[0].objects)
    return f"Ett utkast med {in_words(left)} objekt finns, att bekräfta av {facts.home.office_short}." if left else ""
