"""What is said of a template that is filled in on the screen, and the way to the draft of the committee's list."""

from collections.abc import Sequence

from dashboard.blocks.blocks import Bullets, Text
from dashboard.blocks.page import Caution, Link, PageSection
from dashboard.content.facts import Facts
from dashboard.content.goal import draft as drafts, draft_object, priority_objects
from dashboard.content.goal.priority_objects import STAGE_MEANS
from malkollen.office import draft_file
from malkollen.office.priority_objects import FINANCED
from malkollen.office.room.work import Work
from malkollen.office.tables import activities
from malkollen.office.tables.objects import ASKED
from malkollen.office.tables.table import Row
from malkollen.registry.home import capital
from malkollen.texts.swedish import alternatives, inside, listed, number

PART, TEMPLATE, TARGET, GOAL = "lista", "mall", "malvarde", "mal"
"""What is filled in, and which of several, as the address says it."""
OBJECTS, ACTIVITIES, TEMPLATES, TARGETS, QUESTIONS = "objekt", "aktiviteter", "mallar", "malvarden", "fragor"
PARTS = {
    OBJECTS: "Prioriterade objekt", ACTIVITIES: "Aktiviteter", TEMPLATES: "Mallar", TARGETS: "Målvärden",
    QUESTIONS: "Målens frågor",
}  # fmt: skip
"""Every list and form that is filled in, by the word in the address."""
KEPT = "\N{NO-BREAK SPACE}"
TO_DRAFT = "Till utkastet"
READS = "läser in"
NEW_STAGE = (
    "Nytt läge: ny rad, låt den gamla stå. Skrivfel: rätta i cellen. "
    f"Ej i plan: som datum {ASKED['datum']}, som källa {ASKED['källa']}."
)
RESULTLESS = (
    f"Är resultatet inte känt än: skriv {activities.UNKNOWN}. Läget påminner då tills resultatet står där, och så "
    f"också om det börjar med {activities.COMES} eller säger {alternatives(activities.AWAITED)}."
)
BOARDINGS = (
    "Skriv påstigande en enda dag: hela dygnet en vanlig vintervardag, inte hela årets. Anger publikationen tusental "
    "skrivs 78 som 78000."
)
SENT = "Mallen läses in bredvid det som visas. Det du skrev ligger kvar här tills du har svarat ja."
READ = "Mallen är inläst bredvid det som visas. Inget är ändrat förrän ni har svarat ja."


def about(facts: Facts, name: str, rows: Sequence[Row]) -> str:
    """What a template's figures are of and how large they were last time; empty where its columns say it all.

    Args:
        rows: that were read in last.
    """
    if name != "boardings":
        return ""
    year = max((row["år"] for row in rows), default="")
    figures = [f"{_place(facts, row['kommun'])}{KEPT}{number(int(row['påstigande']))}" for row in rows
               if row["år"] == year and row["påstigande"].isdecimal()]  # fmt: skip
    return f"{BOARDINGS} Förra gången, {year}: {listed(figures)}." if figures else BOARDINGS


def _place(facts: Facts, cell: str) -> str:
    """A municipality by its name, also where the template has its code."""
    return facts.areas.name(cell) if cell in facts.areas.by_id else cell


def waits(name: str) -> str:
    """That a template which could not be read in now lies among the files that wait; name: of the file."""
    return f"Mallen ligger som {name} bland filerna som väntar, under Hämta och läsa in: läs in den därifrån."


def failed(now: Work, count: int) -> str:
    """That a template could not be read in, when, and how many faults there are, by the rows above."""
    at = f"{(now.ended_at or now.started_at).astimezone():%H:%M}"
    faults = "ett fel" if count == 1 else f"{number(count)} fel"
    return (
        f"Det gick inte att läsa in mallen {at}: {faults}. Inget är ändrat. Rätta raderna i tabellen och läs in igen."
    )


def waiting(facts: Facts) -> list[str]:
    """The indicators that have no figures here; a list that somebody has begun waits for nothing."""
    objects, _ = priority_objects.read(facts.folder, facts.as_of)
    without = [key for key in facts.registry.indicators if facts.registry.waits_for(key)]
    return [key for key in without if not objects or facts.indicator(key).kind != "lageslista"]


def left(facts: Facts) -> list[str]:
    """The names of the objects that are left in the draft of the committee's list."""
    objects, _ = priority_objects.read(facts.folder, facts.as_of)
    return [one.name for one in drafts.read(facts, objects)[0].objects]


def doubled(facts: Facts) -> list[str]:
    """Which objects of the list may stand in the draft too, under another name; a sentence each."""
    objects, _ = priority_objects.read(facts.folder, facts.as_of)
    return draft_object.doubled(drafts.read(facts, objects)[0], [one.name for one in objects])


def saved(facts: Facts, before: Sequence[str], told: Sequence[str]) -> str:
    """What else a save of the list has done to the draft. before, told: what `left` and `doubled` said before it."""
    now = left(facts)
    gone = [name for name in before if name not in now]
    moved = f"Nu på listan och därför borta ur utkastet: {listed(gone)}." if gone else ""
    return " ".join(filter(None, [moved, remaining(facts), *(one for one in doubled(facts) if one not in told)]))


def remaining(facts: Facts) -> str:
    """How many of the draft's objects are left in it, in a sentence; empty where there is no draft."""
    if not (every := len(draft_file.compiled(facts.folder, facts.areas.home.id).objects)):
        return ""
    count = len(left(facts))
    return f"{capital(drafts.in_words(count)) if count else 'Inget'} av {drafts.in_words(every)} är kvar i utkastet."


def resembling(facts: Facts, rows: Sequence[Row]) -> list[PageSection]:
    """That what is written is or may be an object of the draft, and the way there."""
    objects, _ = priority_objects.read(facts.folder, facts.as_of)
    names = [row["objekt"] for row in rows if row["objekt"].strip()]
    told = draft_object.resembling(drafts.read(facts, objects)[0], names)
    return [PageSection("", [*map(Caution, told), Link(TO_DRAFT, "priorities", part=drafts.REVIEWED)])] if told else []


def results(rows: Sequence[Row]) -> list[PageSection]:
    """How a result is written that nobody knows yet, and which of the rows as typed Läget reminds of."""
    numbers = [str(number) for number, row in enumerate(rows, start=1) if activities.is_unknown(row["result"])]
    now = f" Just nu om rad {listed(numbers)}." if numbers else ""
    return [PageSection("", [Text(f"{RESULTLESS}{now}", "caption")])]


def stages() -> PageSection:
    """What each stage that an object may be in means, a line each, and how a new stage is written."""
    means = Bullets(tuple(f"{stage}: {means}" for stage, means in STAGE_MEANS.items()))
    return PageSection("", [means, Text(priority_objects.HALF_DECIDED, "caption"), Text(NEW_STAGE, "caption")])


def money(rows: Sequence[Row], saved: Sequence[Row]) -> list[PageSection]:
    """Whether the money is decided of an object that is financed by what is typed, and not by what is saved."""
    new = [row["objekt"].strip() or f"Rad {number}" for number, row in enumerate(rows, start=1)
           if row["läge"] == FINANCED and row not in saved]  # fmt: skip
    return [PageSection("", [Caution(f"{listed(new)}: {inside(priority_objects.ASKS_MONEY)}")])] if new else []


def draft(facts: Facts) -> list[PageSection]:
    """The way to what is left of the draft of the committee's list; nothing where all has been decided on."""
    count = len(left(facts))
    if not count:
        return []
    label = f"Gå igenom utkastet: {drafts.in_words(count)} objekt"
    return [PageSection("", [Link(label, "priorities", part=drafts.REVIEWED)])]
