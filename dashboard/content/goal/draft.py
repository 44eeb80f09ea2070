"""What Prioriterade objekt says of the draft: objects to confirm, with where each thing stands; decided by nobody."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dashboard.blocks.blocks import Tabular, Text
from dashboard.blocks.page import Caution, Fold, PageBlock, PageSection, Sheet, Slot
from dashboard.blocks.pieces import Note
from dashboard.blocks.table import Cited, Record, Table, table
from dashboard.content.facts import Facts
from dashboard.content.goal import draft_object, national_plan
from dashboard.content.goal.priority_objects import COUNTED
from dashboard.content.text import ended
from malkollen.database.beside import PlanObject
from malkollen.errors import DataError
from malkollen.office import priority_draft
from malkollen.office.draft_file import PLANNED, Draft, DraftObject, Fact
from malkollen.office.priority_objects import (
    FINANCED,
    NAMED,
    PriorityObject,
    StageEntry,
)
from malkollen.registry.home import Home, capital
from malkollen.texts.swedish import MISSING, listed, number_word

UNDO = "draft-undo"
"""The slot where the last act can be undone."""
OTHER_NAME = "Inte med under det namnet"
ON_LIST = "plats på listan"
"""The subject that says where an object stands on the list that was found."""
OBJECTS, ONE_BY_ONE, OTHERS = "Objekten", "Källorna, objekt för objekt", "Andra objekt"
REVIEW, REVIEWED = "Gå igenom objekten", "ga-igenom"
"""Where each object is decided on: its heading, and its anchor."""
IN_FILES = ("Om läget", "I nationella planen", "Om kostnaden", "Om start och öppning", "Källa")
"""Columns in the files alone: on the page it stands among the object's facts."""
MARKED = (
    f"{MISSING} Uppgiften saknas. {draft_object.MARK} Osäkert, eller inte hela svaret: vad källorna säger står under "
    "objektets eget namn på sidan."
)
MADE = "Sammanställt ur det som har publicerats"
PHASES = (
    "Faserna är Trafikverkets ord och säger något annat än våra lägen: Byggstart betyder att objektet får börja "
    "byggas, Pågående att det byggs."
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
    counted = [Text(f"{lead(draft)} {doubt(facts.home, draft)}".strip())] if listed_objects else []
    known = objects_table(facts, draft)
    sheet: list[PageBlock] = [Sheet(known, "draft-objects")] if known.rows else []
    opening = [Note(warning(facts.home), "no-target"), *counted, *sheet]
    history = Fold("Listans historia", [Tabular(facts_table(facts.home, "Listan", draft.history))], key="draft-history")
    objects = [_object(facts, one, is_writable=is_writable) for one in draft.objects]
    return [
        PageSection(f"{OBJECTS} {facts.home.at}", opening, simple="stays"),
        PageSection(
            REVIEW if is_writable else ONE_BY_ONE,
            [*undo, *objects, *([history] if draft.history else [])],
            anchor=REVIEWED if is_writable else "",
        ),
        *_others(facts, draft),
    ]


def warning(home: Home) -> str:
    """That it is a draft, and who decides on it."""
    return (
        "Utkast, som inte ingår i bedömningarna eller dokumenten. "
        f"{capital(home.office_short)} bekräftar, ändrar eller tar bort."
    )


def lead(draft: Draft) -> str:
    """How far the draft's objects have come, as far as that is known."""
    stages = [draft_object.called(one) for one in draft.objects if one.proposed]
    order = [
        words
        for stage, found in COUNTED.items()
        for words in ([found, draft_object.PARTLY] if stage == FINANCED else [found])
    ]
    counts = {words: stages.count(words) for words in order if words in stages}
    parts = [f"{in_words(count)} {words[count > 1]}" for words, count in counts.items()]
    known, whole = len(stages), f"utkastets {in_words(len(draft.objects))} objekt"
    if not parts:
        return f"Utkastet har {in_words(len(draft.objects))} objekt."
    if known < len(draft.objects):
        return f"{capital(in_words(known))} av {whole} har uppgifter: {listed(parts)}."
    return f"Av {whole} är {listed(parts)}."


def doubt(home: Home, draft: Draft) -> str:
    """What is known of the decided list, whom the national plan does not name, and of which nothing is known."""
    unknown = [one for one in draft.objects if one.proposed is None]
    sought, others = ([one.name for one in unknown if one.is_sought is is_sought] for is_sought in (True, False))
    told = [draft.decided and ended(draft.decided)]
    if sought:
        told.append(f"{capital(in_words(len(sought)))} finns inte med sitt namn i nationella planen: {listed(sought)}.")
    if others:
        told.append(f"Om {listed(others)} vet vi inte hur långt {'det' if len(others) == 1 else 'de'} har kommit.")
    return " ".join(filter(None, [*told, who_can_tell(home) if unknown else ""]))


def who_can_tell(home: Home) -> str:
    """Who can say how far an object has come that the national plan does not name."""
    return f"{capital(home.office_short)} kan svara för listan och {home.region.name} för länsplanen."


def in_words(count: int) -> str:
    """A count of objects: "ett", "två", "13"."""
    return "ett" if count == 1 else number_word(count)


def _object(facts: Facts, one: DraftObject, *, is_writable: bool) -> Fold:
    """An object's facts, and under them where it is decided on."""
    sheet = Tabular(facts_table(facts.home, one.name, [_readable(facts, one, fact) for fact in one.facts]))
    return Fold(one.name, [sheet, *([Slot(slot(one))] if is_writable else [])], key=slot(one))


def _readable(facts: Facts, one: DraftObject, fact: Fact) -> Fact:
    """A fact with the stage as it is called, and the plan's phase beside its id."""
    if fact == one.proposed:
        return replace(fact, value=draft_object.state_word(one))
    planned = facts.beside.by_id.get(fact.value) if fact.subject == PLANNED else None
    return replace(fact, value=f"{national_plan.phase(planned)} ({fact.value})") if planned else fact


def objects_table(facts: Facts, draft: Draft) -> Table:
    """The draft's objects, a line each: how far it has come, its cost and when; what is said of that in the files.

    Those of which that is not known are in the files alone: the page tells which they are.
    """
    usual = Counter(_on_list(one) for one in draft.objects).most_common(1)
    every = [_row(facts, one, usual[0][0]) for one in draft.objects]
    records = [row for row, one in zip(every, draft.objects, strict=True) if one.proposed]
    sources = {str(record["Källa"]) for record in records} - {MISSING}
    planned = [one for found in draft.objects for one in _planned(facts, found)]
    notes = (
        *filter(None, [national_plan.prices(planned)]),
        MARKED,
        *([f"Källa där ingen annan står: {ended(*sources)}"] if len(sources) == 1 else []),
        f"{ended(draft.about or MADE)} {national_plan.IN_PLAN}",
    )
    title = f"Prioriterade objekt {facts.home.at}, utkast"
    name, whose = "malkollen_prioriterade_objekt_utkast", heading(facts.home)
    return table(title, name, records, whose, notes=notes, hidden=IN_FILES, files=every)


def _on_list(one: DraftObject) -> str:
    """What is said of an object's place on the list that was found."""
    return next((fact.note for fact in one.facts if fact.subject == ON_LIST), "")


def _planned(facts: Facts, one: DraftObject) -> list[PlanObject]:
    """What an object is in the national plan."""
    return [facts.beside.by_id[plan_id] for plan_id in one.plan_ids if plan_id in facts.beside.by_id]


def _row(facts: Facts, one: DraftObject, usual: str) -> Record:
    """An object's row. usual: what is said of most objects' place on the list; what else is said is a doubt."""
    planned, on_list, state = _planned(facts, one), _on_list(one), draft_object.state(one)
    is_unplanned = any(fact.subject == draft_object.NOT_IN_PLAN for fact in one.facts)
    phases = [national_plan.phase(other) for other in planned] or ([OTHER_NAME] if is_unplanned else [])
    called = capital(draft_object.called(one)[0]) if one.proposed else draft_object.UNKNOWN
    is_study = any(other.name.endswith(national_plan.STUDY) for other in planned)
    about = (
        state if on_list == usual else f"{ended(state)} {on_list}".strip(), "; ".join(phases) or MISSING,
        draft_object.cost(one), draft_object.when(one) or MISSING, draft_object.source_of(one) or MISSING,
    )  # fmt: skip
    return {
        "Objekt": one.name,
        "Så långt har det kommit": draft_object.marked(called, is_doubtful=on_list != usual),
        national_plan.WHOLE_COST: draft_object.whole(one, is_study=is_study),
        "I planens år (mkr)": draft_object.within(one),
        "Byggstart": draft_object.year(one, draft_object.CLEARED, draft_object.START),
        "Öppnar": draft_object.year(one, draft_object.OPENING),
        **dict(zip(IN_FILES, about, strict=True)),
    }


def undecided(facts: Facts, stage: str, ids: Sequence[str]) -> str:
    """Of an object that a plan names, what its phase in the national plan means; empty for others."""
    planned = [facts.beside.by_id[one] for one in ids if one in facts.beside.by_id]
    return national_plan.phases_mean(planned) if stage == NAMED else ""


def _others(facts: Facts, draft: Draft) -> list[PageSection]:
    """What else of the national plan lies here, on nobody's list."""
    others = [facts.beside.by_id[one] for one in draft.others if one in facts.beside.by_id]
    if not others:
        return []
    named = national_plan.plan_table(facts, others, f"{OTHERS} {facts.home.at} i nationella planen")
    count = capital(in_words(len(others)))
    told = (
        f"{count} objekt till i den nationella planen har ett namn som nämner en plats {facts.home.at}. De står inte "
        f"på listan. {national_plan.unnamed(facts, others)} {PHASES}"
    )
    return [PageSection(f"{OTHERS} {facts.home.at} i nationella planen", [Text(told), Sheet(named, "draft-others")])]


def in_plan(facts: Facts, ids: Sequence[str]) -> list[str]:
    """What the national plan says of each object, in its own words."""
    return [national_plan.words(facts.beside.by_id[one]) for one in ids if one in facts.beside.by_id]


def ids_of(facts: Facts, entry: StageEntry) -> list[str]:
    """The ids of the national plan's objects that an entry of the committee's list names."""
    words = {word.strip(".,;:()") for word in f"{entry.plan} {entry.note}".split()}
    return sorted(words & facts.beside.by_id.keys())


def facts_table(home: Home, name: str, facts: Sequence[Fact]) -> Table:
    """Everything that is said of an object, as found."""
    records: list[Record] = [
        {
            "Uppgift": fact.subject.capitalize(),
            "Värde": fact.value,
            "Avser": fact.as_of or MISSING,
            "Källa": Cited(fact.source),
            "Anteckning": fact.note,
        }
        for fact in facts
    ]
    return table(f"{name}: {heading(home).lower()}", "utkast", records, heading(home))


def waits(facts: Facts) -> str:
    """That a draft is there to confirm, where the committee's own list is not; empty without one."""
    left = len(read(facts, ())[0].objects)
    return f"Ett utkast med {in_words(left)} objekt finns, att bekräfta av {facts.home.office_short}." if left else ""
