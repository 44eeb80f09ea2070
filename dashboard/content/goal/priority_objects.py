"""What the page Prioriterade objekt says: the committee's list, how far each object has come and what has changed."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from dashboard.blocks.blocks import Text
from dashboard.blocks.page import Link, PageSection
from dashboard.blocks.pieces import Stage
from dashboard.blocks.table import Column, Record, Table, table
from dashboard.content.facts import Facts
from malkollen.errors import DataError
from malkollen.office import priority_objects as objects_file
from malkollen.office.priority_objects import (
    COLUMNS,
    FILE_NAME,
    NAMED,
    NOT_IN_PLAN,
    OPENED,
    REQUIRED,
    STAGES,
    PriorityObject,
    StageEntry,
)
from malkollen.registry.home import Home, capital
from malkollen.texts.swedish import NO_BREAK_SPACE, in_words, listed, on_day, with_days_in_words

YEAR_DAYS = 365
COUNTED = {  # one object, several objects
    "öppnat": ("öppnat", "öppnade"),
    "byggs": ("under byggnad", "under byggnad"),
    "finansierat": ("finansierat", "finansierade"),
    "namngivet": ("namngivet i en plan", "namngivna i en plan"),
    "ej i plan": ("inte med i någon plan", "inte med i någon plan"),
}
STAGE_MEANS = {
    "ej i plan": "utreds eller är önskat, men står inte i nationell plan eller länsplan",
    "namngivet": "står i nationell plan eller länsplan, men byggstart och pengar är inte båda beslutade",
    "finansierat": "byggstarten och pengar till bygget är beslutade, men bygget har inte börjat",
    "byggs": "bygget har börjat",
    "öppnat": "det är klart och används",
}
HALF_DECIDED = (
    f"Är bara det ena beslutat, eller vet ni bara det ena, av byggstarten och pengarna: ta {NAMED}, och skriv i Källa "
    "vad som är beslutat och vad som är oklart. Datum är då planens, inte beslutets."
)
ASKS_MONEY = f"Är också pengarna beslutade? Då ska beslutet stå i Källa. Vet ni inte: ta {NAMED}."
"""Where an object is said to be financed."""
WRITTEN_SO = ("skrivet som ej i plan", "skrivna som ej i plan")
"""Of objects on no plan by the list alone, where something else says that one may be."""
STEPS_TO_FILL = (
    "Hämta mallen och öppna den i Excel.",
    "Skriv en rad varje gång ett objekt når ett nytt läge eller får ett nytt öppningsår, med objekten i er ordning.",
    "Låt de äldre raderna stå kvar: de blir objektets historik. Raden med senaste datumet är läget nu.",
    f"Spara som CSV UTF-8 med namnet {FILE_NAME} i datamappen på servern: data/, eller den som MALKOLLEN_DATA anger.",
    "Ladda om sidan. Är något fel i filen står det här, rad för rad.",
)
MEANINGS = {
    "objekt": ("Objektets namn, skrivet lika på alla dess rader.", "Exempelobjekt A"),
    "läge": (f"{', '.join(STAGES[:-1]).capitalize()} eller {OPENED}.", "finansierat"),
    "datum": ("När läget nåddes: ÅÅÅÅ-MM-DD eller bara året.", "2026-05-28"),
    "plan": ("Planen som objektet står i. Krävs när läget är namngivet.", "Exempelplan 2026–2037"),
    "öppningsår": ("Året då objektet planeras att öppna.", "2033"),
    "källa": ("Var uppgiften står: dokument, datum och paragraf.", "Exempelbeslut 2026-05-28, § 12"),
    "anteckning": ("Det som en läsare behöver veta.", "Exempel: avtal tecknat"),
}


def lead(home: Home) -> str:
    """What the page answers."""
    who = home.bodies.committee.name
    return f"Vilka infrastrukturobjekt har {who} prioriterat, och hur långt har vart och ett kommit?"


def unjudged(home: Home) -> str:
    """That the list is shown as it is."""
    ours = f"{capital(home.bodies.committee.genitive)} lista"
    return f"{ours} visas i den ordning den är skriven, och inget objekt bedöms här."


def not_filled_in(home: Home) -> str:
    """That the decided list is not here, and whose it is: the national plan is decided too."""
    return f"{capital(home.bodies.committee.genitive)} beslutade lista är inte inlagd än."


def empty(home: Home) -> str:
    """That nobody has filled it in."""
    then = f"När {home.office_short} har lagt in den visas varje objekt med läge, plan, år och källa."
    return f"{not_filled_in(home)} {then}"


def source(home: Home, where: str = "på raden") -> str:
    """Whose list it is, and where each thing's own source stands."""
    whose = home.bodies.committee.genitive
    return f"Källa: {whose} lista; varje uppgifts egen källa står {where}."


def read(folder: Path, as_of: date) -> tuple[tuple[PriorityObject, ...], tuple[str, ...]]:
    """The list as it lies in a data folder now, and what is wrong with the file; never both."""
    try:
        return objects_file.load(folder, as_of), ()
    except DataError as error:
        return (), tuple(str(error).splitlines())


def summary(home: Home, folder: Path, as_of: date) -> str:
    """The list in one sentence: how far its objects have come, that it is empty, or that the file is faulty."""
    objects, faults = read(folder, as_of)
    return faults_text(faults) if faults else counts_text(objects) if objects else empty(home)


def elsewhere(facts: Facts) -> PageSection:
    """How far the list has come, and the way to its own page."""
    said = summary(facts.home, facts.folder, facts.as_of)
    return PageSection("", [Text(said, "takeaway"), Link("Prioriterade objekt", "priorities")])


def faults_text(faults: Sequence[str]) -> str:
    """What a faulty file means for the reader."""
    count = "ett fel" if len(faults) == 1 else f"{len(faults)}{NO_BREAK_SPACE}fel"
    return f"Listan visas inte: den har {count} som behöver rättas. Övriga sidor påverkas inte."


def counts_text(objects: Sequence[PriorityObject], *, is_in_doubt: bool = False) -> str:
    """How many objects stand in each stage, the furthest first: "Av 12 objekt är 3 finansierade …".

    is_in_doubt: whether one that is written as in no plan may be in one.
    """
    stages = [found.current.stage for found in objects]
    words = {**COUNTED, NOT_IN_PLAN: WRITTEN_SO} if is_in_doubt else COUNTED
    counts = {stage: stages.count(stage) for stage in COUNTED if stage in stages}
    if len(objects) == 1:
        return f"Listans enda objekt är {words[stages[0]][0]}."
    if len(counts) == 1 and len(objects) == 2:
        return f"Båda objekten är {words[stages[0]][1]}."
    if len(counts) == 1:
        return f"Alla {len(objects)} objekt är {words[stages[0]][1]}."
    parts = [f"{count}{NO_BREAK_SPACE}{words[stage][count > 1]}" for stage, count in counts.items()]
    return f"Av {len(objects)} objekt är {listed(parts)}."


def changes(objects: Sequence[PriorityObject], as_of: date) -> list[str]:
    """What has changed in the last twelve months, object by object; a lone sentence where nothing has."""
    start = as_of - timedelta(days=YEAR_DAYS)
    lines = [
        f"{found.name}: {_change(before, entry)} ({_when(entry, start)})."
        for found in objects
        for before, entry in zip((None, *found.history), found.history, strict=False)
        if entry.first_day >= start or entry.reached == str(start.year)
    ]
    return lines or [f"Inget objekt på listan har fått ett nytt läge eller öppningsår sedan {on_day(start)}."]


def _when(entry: StageEntry, start: date) -> str:
    reached = with_days_in_words(entry.reached)
    return reached if entry.first_day >= start else f"{reached}, dagen är inte angiven; kan vara tidigare"


def _change(before: StageEntry | None, entry: StageEntry) -> str:
    if before is None:
        return f"{entry.stage}, objektets första uppgift"
    parts = [f"från {before.stage} till {entry.stage}"] if entry.stage != before.stage else []
    if entry.opening_year != before.opening_year and entry.stage != OPENED:
        now, then = entry.opening_year or "inte angiven", before.opening_year or "inte angiven"
        parts.append(f"planerad öppning {now}, tidigare {then}")
    return "; ".join(parts) or f"ny uppgift, fortfarande {entry.stage}"


def stages(found: PriorityObject) -> tuple[Stage, ...]:
    """The five stages in order, with the day each was reached where the list says so."""
    now, reached = STAGES.index(found.current.stage), found.reached
    when = [with_days_in_words(reached.get(stage, "")) for stage in STAGES]
    if found.current.stage != NOT_IN_PLAN:
        when[now] = f"sedan {when[now]}"
    else:
        when[now] = _standing_since(found)
    return tuple(
        Stage(stage, when[place], is_current=place == now, is_passed=place < now) for place, stage in enumerate(STAGES)
    )


def _standing_since(found: PriorityObject) -> str:
    """Since when an object stands where it does; in no plan it has reached nothing, and the day is the answer's."""
    day = found.reached[found.current.stage]
    return day if found.current.stage != NOT_IN_PLAN else f"enligt uppgift {with_days_in_words(day)}"


def detail(found: PriorityObject) -> str:
    """The line under an object's stages: plan, planned opening, source."""
    entry = found.current
    parts = [f"Plan: {entry.plan}"] if entry.plan else []
    if entry.stage != OPENED and (entry.opening_year or entry.plan):
        parts.append(f"Planerad öppning: {entry.opening_year or 'inget år angivet'}")
    return " · ".join([*parts, f"Källa: {with_days_in_words(entry.source)}"])


def current_table(home: Home, objects: Sequence[PriorityObject], as_of: date) -> Table:
    """The list as it stands, in the committee's order."""
    records = [
        {
            "Ordning": str(place),
            **_record(found.name, found.current, "Sedan", _standing_since(found)),
            "Läge": found.current.stage,
        }
        for place, found in enumerate(objects, start=1)
    ]
    title, name = f"Prioriterade objekt {in_words(as_of)}", f"malkollen_prioriterade_objekt_{as_of}"
    return table(
        title,
        name,
        records,
        source(home, "i objektets historik"),
        notes=(unjudged(home),),
        hidden=("Ordning", "Plan", "Källa", "Anteckning"),
    )


def history_table(home: Home, objects: Sequence[PriorityObject], as_of: date) -> Table:
    """Every row of every object, under the list's own columns: the file can be read back."""
    records = [_record(found.name, entry, "Datum", entry.reached) for found in objects for entry in found.history]
    title = f"Prioriterade objekt: historik till {in_words(as_of)}"
    return table(title, f"malkollen_prioriterade_objekt_historik_{as_of}", records, source(home))


def object_table(home: Home, found: PriorityObject) -> Table:
    """One object's history, oldest first."""
    records = [_record(found.name, entry, "Datum", entry.reached) for entry in found.history]
    return table(f"{found.name}: historik", "historik", records, source(home), hidden=("Objekt",))


def _record(name: str, entry: StageEntry, day_title: str, day: str) -> Record:
    """A row as it is written; an empty cell stays empty."""
    return {
        "Objekt": name,
        "Läge": entry.stage,
        day_title: day,
        "Plan": entry.plan,
        "Öppningsår": str(entry.opening_year or ""),
        "Källa": entry.source,
        "Anteckning": entry.note,
    }


def columns_table() -> Table:
    """What each column of the file holds, with an invented example."""
    records: list[Record] = [
        {
            "Kolumn": column,
            "Det här ska stå": MEANINGS[column][0] + (" Måste fyllas i." if column in REQUIRED else ""),
            "Exempel (påhittat)": MEANINGS[column][1],
        }
        for column in COLUMNS
    ]
    made_up = "Exemplet är påhittat; objektet finns inte."
    return table(f"Kolumnerna i {FILE_NAME}", "kolumner", records, made_up)


def template(home: Home) -> Table:
    """The file without rows: what the office fills in."""
    return Table("Prioriterade objekt", FILE_NAME.removesuffix(".csv"), tuple(map(Column, COLUMNS)), [], source(home))
