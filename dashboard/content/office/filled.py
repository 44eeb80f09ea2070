"""What is said of a template that is filled in on the screen, and the way to the draft of the committee's list."""

from dashboard.blocks.page import Link, PageSection
from dashboard.content.facts import Facts
from dashboard.content.goal import draft as drafts, priority_objects
from malkollen.office.room.work import Work
from malkollen.texts.swedish import number

READS = "läser in"
SENT = "Mallen läses in bredvid det som visas. Det du skrev ligger kvar här tills du har svarat ja."
READ = "Mallen är inläst bredvid det som visas. Inget är ändrat förrän ni har svarat ja."


def failed(now: Work, count: int) -> str:
    """That a template could not be read in, when, and how many faults there are, by the rows above."""
    at = f"{(now.ended_at or now.started_at).astimezone():%H:%M}"
    faults = "ett fel" if count == 1 else f"{number(count)} fel"
    return (
        f"Det gick inte att läsa in mallen {at}: {faults}. Inget är ändrat. Rätta raderna i tabellen och läs in igen."
    )


def draft(facts: Facts) -> list[PageSection]:
    """The way to what is left of the draft of the committee's list; nothing where all has been decided on."""
    objects, _ = priority_objects.read(facts.folder, facts.as_of)
    left, _ = drafts.read(facts, objects)
    count = len(left.objects)
    if not count:
        return []
    label = f"Gå igenom utkastet: {drafts.in_words(count)} objekt att bekräfta, ändra eller ta bort"
    return [PageSection("", [Link(label, "priorities")])]
