"""What is known of one object of the draft, each thing with its own source, and which object a name may be of."""

from collections.abc import Sequence

from dashboard.blocks.table import Nothing, Number
from dashboard.content.goal.priority_objects import COUNTED
from dashboard.content.text import ended, sited
from malkollen.office import draft_file
from malkollen.office.draft_file import PLANNED, Draft, DraftObject, Fact
from malkollen.office.priority_objects import NAMED, NOT_IN_PLAN as UNPLANNED, PriorityObject
from malkollen.registry.home import capital
from malkollen.texts.swedish import MISSING, NO_BREAK_SPACE, inside, number

COST, START, OPENING, NOT_IN_PLAN = "kostnad", "byggstartsår", "öppningsår", "i nationell plan"
"""Subjects of facts that are told of an object before it is opened."""
CLEARED = "får börja byggas"
"""The subject that says by whose decision, and when, an object may be begun; the year it is begun is another thing."""
WITHIN = f"{COST} inom planen"
"""How the subject begins of a cost that is a part of the whole."""
OF_COST = "om kostnaden"
"""The subject that says what a sum holds, or that its source does not say."""
IN_NATIONAL = ("med i den nationella planen", "med i den nationella planen")
"""Of what the national plan has and nothing more: which plan is known, by what name is another thing."""
UNKNOWN_STATE = "Vi vet inte hur långt det har kommit"
NO_YEAR = "inget år"
"""How a fact begins that says that no year is known."""
NOTHING = Nothing("ingen uppgift")
"""In a cell of which nothing that was found says anything."""
OF_STUDY = "{cost} (utredning)"
"""In the cell of the whole cost, where only what a study costs is known."""
NOTHING_AT_ALL = Nothing("ingen uppgift om fas, kostnad eller år")
"""In the first of a row's cells, where nothing is known for any of them."""
PROPOSES = "Utkastets förslag till läge"
"""Before the stage that the draft proposes, which is nobody else's word."""
NAMED_THERE, CALLED_ELSE, NOT_NAMED = "ja, med namn", "ja, med annat namn", "hittas inte under det namnet"
NOT_KNOWN = "vet inte"
"""In a cell: whether the national plan has an object by its name."""
MARK = "*"
"""Stands after what is doubtful or not the whole: what weakens it stands under the table."""
MAY_BE_ELSEWHERE = "Objektet kan ingå i något annat, stå under ett annat namn eller i länsplanen, som inte är inlagd."
"""Why it is not known how far an object that the national plan does not name has come."""


def state(one: DraftObject) -> str:
    """The stage that is proposed in plain words, and what the plan's fact adds; or that none is known."""
    return _with_notes(one, called(one)[0]) if one.proposed else UNKNOWN_STATE


def proposed_state(one: DraftObject) -> str:
    """The same of the stage by its own word."""
    return _with_notes(one, proposed(one)) if one.proposed else UNKNOWN_STATE


def _with_notes(one: DraftObject, stage: str) -> str:
    added = [ended(fact.note) for fact in one.facts if fact.subject == PLANNED and fact.note]
    return " ".join([ended(capital(stage)), *added]) if added else capital(stage)


def proposed(one: DraftObject) -> str:
    """The stage that is proposed, by the word that it is chosen by: "namngivet (med i den nationella planen)".

    Empty where none is.
    """
    stage = one.proposed.value if one.proposed else ""
    return f"{stage} ({called(one)[0]})" if stage == NAMED else stage


def called(one: DraftObject) -> tuple[str, str]:
    """What the proposed stage is called, of one and of several."""
    stage = one.proposed.value if one.proposed else ""
    if stage == NAMED and one.plan_ids:
        return IN_NATIONAL
    return COUNTED[stage]


def in_plan(one: DraftObject, called: Sequence[str]) -> str:
    """Whether the national plan has it by its name, for a cell, with the mark where that is no full answer.

    Args:
        called: what the plan calls it.
    """
    if one.plan_ids:
        return CALLED_ELSE if is_called_else(one, called) else NAMED_THERE
    return marked(NOT_NAMED if one.is_sought else NOT_KNOWN, is_doubtful=bool(one.doubt))


def is_called_else(one: DraftObject, called: Sequence[str]) -> bool:
    """Whether the national plan has it by names that are not like its own. called: what the plan calls it."""
    return bool(called) and not any(draft_file.resembling(name, [one]) for name in called)


def cost(one: DraftObject) -> str:
    """The whole cost, how much of it lies within the plan's years, and what its source leaves out of the rest.

    What another source says than the object's own names it there, with its doubt.
    """
    is_sum = {fact: fact.subject == COST or fact.subject.startswith(WITHIN) for fact in one.facts}
    cited = _cited(one, [fact for fact in one.facts if is_sum[fact] or fact.subject == OF_COST])
    sums = "; ".join(
        f"varav {fact.subject.removeprefix(f'{COST} ')}: {said}" if fact.subject != COST else said
        for fact, said in cited
        if is_sum[fact]
    )
    rest = [ended(said) for fact, said in cited if not is_sum[fact]]
    return " ".join([ended(sums), *rest]) if rest else sums or MISSING


def short_cost(one: DraftObject) -> str:
    """The whole cost and how much of it lies within the plan's years, without sources; empty where none is known."""
    known = {fact.subject: fact.value.partition(", ")[0] for fact in one.facts}
    part = next((said for subject, said in known.items() if subject.startswith(WITHIN)), "")
    within = f", varav {part} inom planens år" if part else ""
    return f"Kostnad: {known[COST]}{within}." if COST in known else ""


def within_elsewhere(one: DraftObject) -> str:
    """How much of the cost lies within the plan's years, by another source than the plan's; empty without one."""
    found = next((fact for fact in one.facts if fact.subject.startswith(WITHIN)), None)
    if found is None or found.source == source_of(one):
        return ""
    amount = found.value.partition(", ")[0]
    doubt = f" ({inside(found.note).removesuffix('.')})" if found.note else ""
    return f"För {one.label} anger en annan källa {amount} inom planens år: {inside(sited(found.source))}{doubt}."


def is_in_part(one: DraftObject) -> bool:
    """Whether a part of the cost is told as within the plan's years: nobody says that the rest is decided."""
    return any(fact.subject.startswith(WITHIN) for fact in one.facts)


def when(one: DraftObject) -> str:
    """When it may be begun, is begun and opened, of what is known: "Öppningsår: 2033"; empty where nothing is.

    What another source says than the object's own names it there, with its doubt.
    """
    told = {fact.subject: fact for fact in one.facts}
    cited = _cited(one, [told[subject] for subject in (CLEARED, START, OPENING) if subject in told])
    cleared = [ended(f"{capital(CLEARED)} {said}") for fact, said in cited if fact.subject == CLEARED]
    years = capital("; ".join(f"{fact.subject}: {said}" for fact, said in cited if fact.subject != CLEARED))
    return " ".join(filter(None, [*cleared, years]))


def is_known(one: DraftObject) -> bool:
    """Whether anything is known of an object's phase, cost or years."""
    return is_in_part(one) or any(fact.subject in (PLANNED, COST, START, OPENING) for fact in one.facts)


def whole(one: DraftObject, *, is_study: bool) -> Number:
    """The whole cost for a cell, millions of kronor; marked where its source leaves something out.

    Args:
        is_study: whether only the cost of a study is known, which is no value of the object's: it says what it is of.
    """
    mark = MARK if any(fact.subject == OF_COST for fact in one.facts) else ""
    value = next((fact.msek for fact in one.facts if fact.subject == COST), None)
    shown = OF_STUDY.format(cost=number(value)) if is_study and value is not None else NOTHING
    return Number(None if is_study else value, unit=mark, missing=f"{shown} {mark}".strip())


def within(one: DraftObject) -> Number:
    """How much of the cost lies within the plan's years, for a cell, millions of kronor."""
    part = next((fact for fact in one.facts if fact.subject.startswith(WITHIN)), None)
    if part is None:
        return Number(None, missing=NOTHING)
    return Number(part.msek, unit=MARK if _doubt(one, part) else "")


def year(one: DraftObject, subject: str) -> str:
    """The year of the building's start or of the opening, for a cell."""
    told = next((fact for fact in one.facts if fact.subject == subject and not fact.value.startswith(NO_YEAR)), None)
    return marked(told.value, is_doubtful=bool(_doubt(one, told))) if told else NOTHING


def marked(said: str, *, is_doubtful: bool) -> str:
    """A cell's words, with the mark after them where there is a doubt."""
    return f"{said}{NO_BREAK_SPACE}{MARK}" if is_doubtful else said


def source_of(one: DraftObject) -> str:
    """The source of what is said of an object where no other is named: the plan's; empty where that says nothing."""
    return next((fact.source for fact in one.facts if fact.subject in (PLANNED, NOT_IN_PLAN)), "")


def _cited(one: DraftObject, facts: Sequence[Fact]) -> list[tuple[Fact, str]]:
    """Each fact with what it says, and its source and doubt where the object's own source is not the one that says it.

    A source that the fact before has named, if with what it is from, is not named again.
    """
    before = source_of(one)
    cited: list[tuple[Fact, str]] = []
    for fact in facts:
        named = [] if before.startswith(fact.source) else [f"källa: {sited(fact.source)}"]
        doubt = inside(_doubt(one, fact)).removesuffix(".")
        before, said = fact.source if named else before, "; ".join(filter(None, [*named, doubt]))
        cited.append((fact, f"{fact.value} ({said})" if said else fact.value))
    return cited


def _doubt(one: DraftObject, fact: Fact) -> str:
    """What is doubtful in a fact of another source than the object's own; empty where nothing is."""
    return fact.note if fact.source != source_of(one) else ""


def contradicting(draft: Draft, objects: Sequence[PriorityObject]) -> list[str]:
    """Of each object that the list has in no plan and the draft, under a name like it, has further: that it is so."""
    return [
        f"{one.name} liknar {other.name} i utkastet, som är {called(other)[0]}."
        for one in objects
        for other in draft_file.resembling(one.name, draft.objects)
        if one.current.stage == UNPLANNED and other.proposed and other.proposed.value != UNPLANNED
    ]


def resembling(draft: Draft, names: Sequence[str]) -> list[str]:
    """Of each name on the list that is or is like one in the draft: which, how far it has come, cost, what to do."""
    return [
        _is_there(other)
        if name.casefold() == other.name.casefold()
        else f"{name} liknar {other.name} i utkastet: {_in_short(other)}. Är det samma objekt, bekräfta det i utkastet "
        "och ta bort raden här. Är det ett annat objekt behöver du inte göra något."
        for name in dict.fromkeys(names)
        for other in draft_file.resembling(name, draft.objects)
    ]


def _is_there(one: DraftObject) -> str:
    return (
        f"{one.name} står i utkastet: {_in_short(one)}. Bekräfta det hellre där: då följer läge, plan och källa med. "
        "Sparar du raden här tas objektet bort ur utkastet."
    )


def doubled(draft: Draft, names: Sequence[str]) -> list[str]:
    """Of each name on the list like one that the draft has still: that the object may stand in both."""
    return [
        f"{name} liknar {other.name}, som är kvar i utkastet: är det samma objekt står det nu på båda ställena."
        for name in dict.fromkeys(names)
        for other in draft_file.resembling(name, draft.objects)
    ]


def _in_short(one: DraftObject) -> str:
    """How far an object has come and what it costs, as far as either is known."""
    stage = proposed(one) if one.proposed else inside(UNKNOWN_STATE)
    return "; ".join([stage, *(f"kostnad: {fact.value}" for fact in one.facts if fact.subject == COST)])
