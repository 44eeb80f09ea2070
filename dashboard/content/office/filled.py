"""What is said of a template that is filled in on the screen."""

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
