"""What is said of the draft of the committee's list wherever it is told of; the page itself is in `objects`."""

from collections import Counter
from collections.abc import Sequence

from dashboard.content.facts import Facts
from dashboard.content.goal import draft_object, national_plan
from dashboard.content.text import ended
from malkollen.database.beside import PlanObject
from malkollen.errors import DataError
from malkollen.office import priority_draft
from malkollen.office.draft_file import Draft, DraftObject
from malkollen.office.priority_objects import (
    NAMED,
    PriorityObject,
    StageEntry,
)
from malkollen.registry.home import Home, capital
from malkollen.texts.swedish import inside, number_word

UNDO = "draft-undo"
"""The slot where the last act can be undone."""
NOT_DECIDED = "om pengarna är beslutade är inte känt"
"""After a cost of which the source does not say it."""
REVIEW, REVIEWED = "Gå igenom objekten", "ga-igenom"
"""Where each object is decided on: its heading, and its anchor."""


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


def warning(home: Home, draft: Draft) -> str:
    """That it is a draft, from when its list is, and who decides on it."""
    told = ["Utkast, som inte ingår i bedömningarna eller dokumenten; objekt ur den beslutade nationella planen kan",
        "tas med i ett underlag.", draft.age]  # fmt: skip
    return " ".join([*filter(None, told), f"{capital(home.office_short)} bekräftar, ändrar eller tar bort."])


def to_confirm(home: Home) -> str:
    """Who is to confirm whose list."""
    return f"{capital(home.office_short)} ska bekräfta {home.bodies.committee.genitive} lista."


def lead(facts: Facts, draft: Draft) -> str:
    """How many of the draft's objects the national plan names, and how far they have come by its own phases."""
    counts = Counter(planned[0].phase for one in draft.objects if (planned := planned_as(facts, one)))
    phases = national_plan.COUNTED
    told = [phases[phase].format(count=in_words(counts[phase])) for phase in reversed(phases) if counts[phase]]
    named = _named(sum(bool(one.plan_ids) for one in draft.objects), len(draft.objects))
    return f"{named}: {', '.join(told)}." if told else f"{named}."


def planned_as(facts: Facts, one: DraftObject) -> list[PlanObject]:
    """What an object is in the national plan."""
    return [facts.beside.by_id[plan_id] for plan_id in one.plan_ids if plan_id in facts.beside.by_id]


def short_cost(facts: Facts, one: DraftObject) -> str:
    """The whole cost in short, with what its source does not say of it where no part is told as the plan's."""
    told, planned = draft_object.short_cost(one), planned_as(facts, one)
    is_study = any(each.name.endswith(national_plan.STUDY) for each in planned)
    is_open = any(fact.subject == draft_object.OF_COST for fact in one.facts) and not draft_object.is_in_part(one)
    is_reserved = is_open and not is_study and not national_plan.is_decided(planned)
    return f"{told.removesuffix('.')}; {NOT_DECIDED}." if told and is_reserved else told


def within_elsewhere(facts: Facts, objects: Sequence[PlanObject]) -> str:
    """What another source than the plan says of how much of some objects' costs lies within its years."""
    ids, (left, _) = {one.object_id for one in objects}, read(facts, ())
    told = (draft_object.within_elsewhere(one) for one in left.objects if ids & {*one.plan_ids})
    return " ".join(filter(None, told))


def absent(facts: Facts) -> str:
    """How many of the draft's objects are not found in the plan by their names; empty where all are, or without one."""
    left = read(facts, ())[0].objects
    sought, unknown = (
        sum(one.is_sought is is_sought for one in left if not one.plan_ids) for is_sought in (True, False)
    )
    whole = f"{in_words(len(left))} objekten på utkastet till {facts.home.bodies.committee.genitive} lista"
    told = [f"{capital(in_words(sought))} av de {whole} hittas inte under sina namn i planen."] if sought else []
    return " ".join([*told, *([_not_known(unknown)] if unknown else [])])


def _not_known(count: int) -> str:
    return f"För {in_words(count)} vet vi inte om {'det' if count == 1 else 'de'} finns med."


def others(facts: Facts, draft: Draft) -> list[PlanObject]:
    """What else of the national plan lies here, on nobody's list."""
    return [facts.beside.by_id[one] for one in draft.others if one in facts.beside.by_id]


def standing(facts: Facts, one: DraftObject) -> str:
    """How far an object has come: what the national plan says first, then what the draft alone proposes, named so."""
    found = planned_as(facts, one)
    planned = national_plan.phases_mean(found)
    if one.proposed is None or not planned:
        return ended(draft_object.state(one))
    if one.proposed.value != NAMED:
        return f"{planned} {proposal(one)}"
    return planned if national_plan.is_decided(found) else f"{ended(draft_object.state(one))} {planned}"


def proposal(one: DraftObject) -> str:
    """The stage that the draft proposes, as its own word; empty where it proposes none."""
    return f"{draft_object.PROPOSES}: {draft_object.proposed(one)}." if one.proposed else ""


def _named(named: int, of: int) -> str:
    """How many of the draft's objects the national plan has: "Tre av utkastets åtta objekt står …"."""
    count = "Inget" if not named else "Alla" if named == of else capital(in_words(named))
    whole = f"{count} av utkastets {in_words(of)} objekt" if of > 1 else "Utkastets enda objekt"
    stands = "står inte" if of == 1 and not named else "står"
    return f"{whole} {stands} i den nationella planen"


def doubt(facts: Facts, draft: Draft) -> str:
    """What the furthest object's money is, and of how many it is not known that the national plan names them."""
    further = [one for one in draft.objects if national_plan.is_decided(planned_as(facts, one))]
    money = [f"{one.label}, {inside(cost)}" for one in further if (cost := short_cost(facts, one))]
    sought = [one for one in draft.objects if one.is_sought]
    unknown = [one for one in draft.objects if not one.plan_ids and not one.is_sought]
    told = [f"{in_words(len(sought))} hittas inte där under det namnet, men kan ingå i något annat."] if sought else []
    return " ".join([*money, *map(capital, told), *([_not_known(len(unknown))] if unknown else [])])


def who_can_tell(home: Home) -> str:
    """Who can say how far an object has come that the national plan does not name."""
    office = capital(home.office_short)
    return (
        f"{office} kan svara för listan, Trafikverket för den nationella planen och {home.region.name} för länsplanen."
    )


def in_words(count: int) -> str:
    """A count of objects: "ett", "två", "13"."""
    return "ett" if count == 1 else number_word(count)


def undecided(facts: Facts, stage: str, ids: Sequence[str]) -> str:
    """Of an object that a plan names, what its phase in the national plan means; empty for others."""
    planned = [facts.beside.by_id[one] for one in ids if one in facts.beside.by_id]
    return national_plan.phases_mean(planned) if stage == NAMED else ""


def in_plan(facts: Facts, ids: Sequence[str]) -> list[str]:
    """What the national plan says of each object, in its own words, and that the list's stage is not its phase."""
    said = [national_plan.words(facts.beside.by_id[one]) for one in ids if one in facts.beside.by_id]
    return [*said, national_plan.whose(facts.home.bodies.committee.genitive)] if said else []


def ids_of(facts: Facts, entry: StageEntry) -> list[str]:
    """The ids of the national plan's objects that an entry of the committee's list names."""
    words = {word.strip(".,;:()") for word in f"{entry.plan} {entry.note}".split()}
    return sorted(words & facts.beside.by_id.keys())


def waits(facts: Facts) -> str:
    """That a draft is there to confirm, where the committee's own list is not; empty without one."""
    left = len(read(facts, ())[0].objects)
    return f"Ett utkast med {in_words(left)} objekt finns, att bekräfta av {facts.home.office_short}." if left else ""
