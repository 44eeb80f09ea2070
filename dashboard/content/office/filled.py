"""What is said of a template that is filled in on the screen, and the way to the draft of the committee's list."""

from collections.abc import Sequence

from dashboard.blocks.page import Link, PageSection
from dashboard.content.facts import Facts
from dashboard.content.goal import draft as drafts, priority_objects
from malkollen.office.room.work import Work
from malkollen.office.tables.table import Row
from malkollen.texts.swedish import listed, number

READS = "läser in"
BOARDINGS = (
    "Skriv påstigande en enda dag: hela dygnet en vanlig vintervardag, inte hela årets. Anger publikationen tusental "
    "skrivs 78 som 78000."
)
SENT = "Mallen läses in bredvid det som visas. Det du skrev ligger kvar här tills du har svarat ja."
READ = "Mallen är inläst bredvid det som visas. Inget är ändrat förrän ni har svarat ja."


def about(name: str, rows: Sequence[Row]) -> str:
    """What a template's figures are of and how large they were last time; empty where its columns say it all.

    Args:
        rows: that were read in last.
    """
    if name != "boardings":
        return ""
    year = max((row["år"] for row in rows), default="")
    figures = [f"{row['kommun']} {number(int(row['påstigande']))}" for row in rows
               if row["år"] == year and row["påstigande"].isdecimal()]  # fmt: skip
    return f"{BOARDINGS} Förra gången, {year}: {listed(figures)}." if figures else BOARDINGS


def failed(now: Work, count: int) -> str:
    """That a template could not be read in, when, and how many faults there are, by the rows above."""
    at = f"{(now.ended_at or now.started_at).astimezone():%H:%M}"
    faults = "ett fel" if count == 1 else f"{number(count)} fel"
    return (
        f"Det gick inte att läsa in mallen {at}: {faults}. Inget är ändrat. Rätta raderna i tabellen och läs in igen."
    )


def left(facts: Facts) -> int:
    """How many objects are left in the draft of the committee's list."""
    objects, _ = priority_objects.read(facts.folder, facts.as_of)
    return len(drafts.read(facts, objects)[0].objects)


def shrunk(facts: Facts, before: int) -> str:
    """That the draft has fewer objects than before, since the list now has them; empty where it has not."""
    now = left(facts)
    if now >= before:
        return ""
    count = f"{drafts.in_words(now)} av {drafts.in_words(before)} kvar" if now else "inget kvar"
    return f"Det som nu står på listan är borta ur utkastet: {count} i utkastet."


def draft(facts: Facts) -> list[PageSection]:
    """The way to what is left of the draft of the committee's list; nothing where all has been decided on."""
    count = left(facts)
    if not count:
        return []
    label = f"Gå igenom utkastet: {drafts.in_words(count)} objekt att bekräfta, ändra eller ta bort"
    return [PageSection("", [Link(label, "priorities")])]
