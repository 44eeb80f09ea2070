"""What Prioriterade objekt says of the county's objects in the national plan, and that the county's own is not here."""

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard.blocks.blocks import Text
from dashboard.blocks.page import PageSection, Sheet
from dashboard.blocks.table import Number, Record, Table, table
from dashboard.content.answers.phrases import day
from dashboard.content.facts import Facts
from dashboard.content.text import ended
from malkollen.database.beside import PlanObject
from malkollen.registry.home import Home
from malkollen.texts.swedish import NO_BREAK_SPACE, inside, listed, number, number_word

PLAN_DECIDED = "Den nationella planen är beslutad: regeringen har fastställt den."
MEANT = {
    "Utredning": "objektet utreds",
    "Planering": "byggstarten är inte beslutad",
    "Förberedelse för byggstart": "byggstarten förbereds",
    "Byggstart": "objektet får börja byggas",
    "Pågående": "objektet byggs",
}
"""What the plan's phases mean, in our words, subject and verb first, the least far first."""
DECIDED = ("Byggstart", "Pågående")
"""Phases in which an object may be built, or is."""
COUNTED = {
    "Utredning": "{count} utreds",
    "Planering": "för {count} är byggstarten inte beslutad",
    "Förberedelse för byggstart": "för {count} förbereds byggstarten",
    "Byggstart": "{count} får börja byggas",
    "Pågående": "{count} byggs",
}
"""The same of so many objects."""
BY_PLAN = "Enligt nationella planen"
NO_PHASE = "ingen fas angiven"
PHASE, WHOLE_COST, SOURCE = "Trafikverkets fas", "Hela kostnaden (mkr)", "Källa"
COSTS = (
    "Kostnaden är hela objektets, utredningens om objektet är en utredning, så som planen anger den. Hur mycket av den "
    "som ligger inom planens år, vem som betalar och hur säker den är säger bilagan inte."
)
NOT_DECIDED = "Kostnaden är hela objektets. Bilagan säger inte om pengarna är beslutade."
"""The same in short, under costs that stand in a list."""
OF_DRAFT = "utkastets"
"""Whose an object's stage is where the draft has it."""
COUNTY = "lanet"
"""Of the part that leads to the county's objects: on paper, where they are folded, it is not (style.css)."""
WHEN_DECIDED = "När beslutas planerna?"
SHARED = ", samfinansiering"
"""What the plan's row of an object's co-financing is named after the object's own name."""
STUDY = ", utredning"
"""How the plan's name of an object ends that is a study alone: its cost is not that of what is studied."""
SHORTENED = (("LTS; ", ""), (", alt 2 (7)", ""), ("Kap. till följd", "kapacitet till följd"), (", samfinans", SHARED))
"""What Trafikverket shortens or numbers in its objects' names, and as a reader knows it."""


def name(one: PlanObject) -> str:
    """An object's name in the plan, its shortened words written out."""
    told = one.name
    for short, whole in SHORTENED:
        told = told.replace(short, whole)
    return told


def phase(one: PlanObject) -> str:
    """How far an object has come in the national plan, in its own word and in ours."""
    if not one.phase:
        return NO_PHASE
    return f"{one.phase}: {MEANT[one.phase]}" if one.phase in MEANT else one.phase


def is_decided(planned: Sequence[PlanObject]) -> bool:
    """Whether any of the plan's objects is so far that its start is decided."""
    return any(one.phase in DECIDED for one in planned)


def meanings(planned: Sequence[PlanObject]) -> list[str]:
    """What the phases of objects in the national plan mean, each once: "byggstarten är inte beslutad"."""
    return list(dict.fromkeys(MEANT[one.phase] for one in planned if one.phase in MEANT))


def phases_mean(planned: Sequence[PlanObject]) -> str:
    """The same, a sentence each that says whose word: "Enligt nationella planen är byggstarten inte beslutad."."""
    words = (meant.split(" ", 2) for meant in meanings(planned))
    return " ".join(ended(" ".join([BY_PLAN, verb, subject, *rest])) for subject, verb, *rest in words)


def words(one: PlanObject) -> str:
    """An object of the plan on a line: its name, its phase and its cost."""
    said = f"Trafikverkets fas: {one.phase}" if one.phase else "Ingen fas i bilagan"
    of = "utredningen" if one.name.endswith(STUDY) else "hela objektet"
    whole = f", {number(one.cost_msek)} miljoner kronor för {of} (prisnivå {price_base(one)})"
    return f"Nationella planen: {name(one)}. {said}{whole if one.cost_msek is not None else ''}."


def whose(stage: str) -> str:
    """Where an object's stage and its phase stand together, which are not the same: whose word each is.

    Args:
        stage: whose the stage is, in the genitive.
    """
    return f"Hur långt det har kommit är {stage} ord; fasen är Trafikverkets, i planen."


def shared_text(one: PlanObject) -> str:
    """What the plan's row of an object's co-financing says, which the object's own does not."""
    return (
        f"På en egen rad i planen står samfinansiering {number(one.cost_msek)} miljoner kronor. Bilagan säger inte om "
        "den ingår i objektets kostnad eller läggs till."
    )


def price_base(one: PlanObject) -> str:
    """The month of an object's prices: "februari 2025"; as the plan writes it where that is no month."""
    try:
        return day(date.fromisoformat(f"{one.price_base}-01"))
    except ValueError:
        return one.price_base


def prices(objects: Sequence[PlanObject]) -> str:
    """What the costs of objects are counted in, and the months of their prices; empty where none has a cost."""
    months = dict.fromkeys(price_base(one) for one in objects if one.cost_msek is not None)
    return f"Kostnader i miljoner kronor (mkr), prisnivå {listed(months)}." if months else ""


def unnamed(facts: Facts, objects: Sequence[PlanObject]) -> str:
    """That objects here whose names name no place here are not among those found, and where all of them stand."""
    ids = {one.source for one in objects}
    where = listed([f"{inside(one.publication)}, hos {one.publisher}" for one in facts.sources if one.source in ids])
    return f"Ett objekt som går genom {facts.home.name} under ett annat namn hittas inte så: alla står i {where}."


def county_plan(home: Home) -> str:
    """That the county's own plan is not here, and whose it is."""
    return f"Länsplanen är inte inlagd här. {home.region.name} beslutar den."


def decisions(facts: Facts) -> str:
    """Who decides the national plan, how long it holds, and that no day for the next is known; the county's is above.

    Empty where the plan is not carried.
    """
    ids = {one.source for one in facts.beside.plan}
    shown = [f"{one.publication}: {one.next_expected_from}." for one in facts.sources if one.source in ids]
    if not shown:
        return ""
    told = f"Regeringen fastställer den nationella planen. Den som visas här är {inside(' '.join(shown))}"
    next_one = "Målkollen följer inte arbetet med planerna. Vilken dag nästa plan beslutas är inte känt här."
    return f"{told} {next_one}"


def plan_section(facts: Facts, others: Sequence[PlanObject], told_elsewhere: str = "") -> list[PageSection]:
    """The objects of the county in the national plan, folded; nothing where the plan is not carried.

    Args:
        others: objects here that are told of above; those the plan has under another county are named.
        told_elsewhere: as of `plan_table`.
    """
    objects = of_county(facts)
    if not objects:
        return []
    county, count = facts.areas.name(facts.home.county), len(own(objects))
    title = f"Namngivna objekt i den nationella planen, {county}"
    shared = len(objects) - count
    rows = "en rad" if shared == 1 else f"{number_word(shared)} rader"
    counted = [f"Planen har {count} objekt med namn i {county}."]
    counted += [f"Tabellen har {rows} till, med samfinansieringen av något av dem."] if shared else []
    counted += [
        f"{name(one)} räknas inte hit: i planen står objektet under {one.county}."
        for one in others
        if one not in objects
    ]
    label = f"Visa hela länets {count}{NO_BREAK_SPACE}namngivna objekt och hämta"
    sheet = Sheet(plan_table(facts, objects, title, told_elsewhere=told_elsewhere), "plan-objects", label)
    return [PageSection("Länet i den nationella planen", [Text(" ".join(counted)), sheet], anchor=COUNTY)]


def own(objects: Sequence[PlanObject]) -> list[PlanObject]:
    """Objects without the plan's rows that are the co-financing of another."""
    return [one for one in objects if not name(one).endswith(SHARED)]


def plan_table(
    facts: Facts,
    objects: Sequence[PlanObject],
    title: str,
    beside: Mapping[str, Record] | None = None,
    told_elsewhere: str = "",
) -> Table:
    """Objects of the plan with its own words; its ids in the files, and on each row how it was read.

    Args:
        beside: what else is told of each, by its id. told_elsewhere: what another source says of their costs.
    """
    named = source(facts, objects)
    read_through = named.removeprefix(f"{SOURCE}: ")
    records: list[Record] = [
        {
            "Id": one.object_id,
            "Objekt": name(one),
            **(beside or {}).get(one.object_id, {}),
            PHASE: phase(one),
            "Trafikslag": one.mode,
            WHOLE_COST: Number(one.cost_msek),
            "Prisnivå": price_base(one),
            SOURCE: read_through,
        }
        for one in objects
    ]
    notes = (" ".join(filter(None, [prices(objects), COSTS, told_elsewhere])),)
    file = f"malkollen_nationell_plan_{facts.home.county}"
    return table(title, file, records, named, notes=notes, hidden=("Id", "Prisnivå", SOURCE))


def source(facts: Facts, objects: Sequence[PlanObject]) -> str:
    """Who published objects of the plan, and how they were read; empty without any."""
    ids = {one.source for one in objects}
    names = [one.attribution.removeprefix("Källa: ") for one in facts.sources if one.source in ids]
    return f"Källa: {listed(names)}" if names else ""


def of_county(facts: Facts) -> list[PlanObject]:
    """The plan's objects of the county. It says "Stockholm", and several counties with a space between."""
    name = facts.areas.name(facts.home.county) if facts.home.county in facts.areas.by_id else ""
    plain = name.removesuffix(" län").removesuffix("s")
    return [one for one in facts.beside.plan if plain and plain in one.county]
