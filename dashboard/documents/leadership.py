"""A body's page: one A4 before the meeting. Two answers, the measures row by row, news, and what the body decides."""

from pathlib import Path

from dashboard.blocks.blocks import Block, Bullets, Section, Text
from dashboard.content.data import editions
from dashboard.content.data.sources import credited, late_text
from dashboard.content.decisions.decisions import NOTHING, lines, of_committee, of_leadership, told, untold
from dashboard.content.facts import Facts
from dashboard.content.overview import news, rows
from dashboard.content.overview.page import counted
from dashboard.content.text import headed, meeting_day
from dashboard.documents import blocks, selection
from dashboard.documents.document import Document
from malkollen.reports import Kind

MOST_LINES, MOST_CORRECTED = 4, 3
"""Lines of news, and of what a correction has changed."""
NEW_STANDS = "Det som är nytt sedan mötet före står på det papper som rättas."
COUNTS = "Svaret om {goal} räknar {names}."
"""What an answer is of, where the rows are others."""


def compose(facts: Facts, data: Path, kind: Kind = "ledningsgrupp") -> Document:
    """The page of ledningsgruppen, or of the committee, which does not decide what ledningsgruppen judges.

    Args:
        data: the data folder, where the fixed versions lie.
    """
    title = selection.title(facts, kind)
    decided = of_committee(facts) if kind == "kommitte" else [*of_leadership(facts), *of_committee(facts)]
    shown = rows.keys(facts)
    counts = [COUNTS.format(goal=headed(facts, one.heading), names=counted(facts, goal))
        for goal, one in facts.goals.items() if news.of(facts, goal).compared[1:]]  # fmt: skip
    differs = rows.differing(facts, shown)
    reading = Text(" ".join(filter(None, [rows.reading(facts), *counts, differs])), "caption")
    figures: list[Block] = [rows.multiples(facts, shown, "program"), reading]
    return Document(
        title=title,
        subtitle=f"{facts.home.name} mot målen, {meeting_day(facts)}",
        name=blocks.file_name(facts, title),
        kind="page",
        sections=[
            *blocks.programme_section(facts),
            *(
                Section("", blocks.goal_answer(facts, goal), credits=credited(facts, news.compared(facts, goal)))
                for goal in facts.goals
            ),
            Section(f"{facts.home.name} i siffror", figures, credits=credited(facts, shown)),
            *(corrects := _corrects(facts, data)),
            *([] if corrects else [Section(*_changed(facts, data))]),
            Section(
                "Kräver beslut", [Bullets(tuple((told if corrects else lines)(untold(facts, decided))) or (NOTHING,))]
            ),
            Section("Det vi väntar på", [Bullets((*news.awaited(facts), late_text(facts)))]),
        ],
        sources=blocks.source_lines(facts, shown),
        version=blocks.version_line(facts),
        running=blocks.running_line(facts),
        basis=blocks.basis(facts),
        author=facts.home.office,
        address=blocks.address(facts),
        is_tight=True,
    )


def _corrects(facts: Facts, data: Path) -> list[Section]:
    """What is another than on the paper of the same meeting that this one corrects; nothing where it corrects none."""
    found = editions.correcting(facts, data)
    if found is None:
        return []
    lines = news.first(facts, (found.summary, *found.lines), MOST_CORRECTED)
    return [Section(found.heading, [Bullets((*lines, NEW_STANDS))])]


def _changed(facts: Facts, data: Path) -> tuple[str, list[Block]]:
    """What is new, as much as the sheet has room for: on a correction the paper before has said it."""
    found = news.told(facts, data)
    said = found.summary or ("" if found.lines else news.NOTHING_NEW)
    listed = [Bullets(news.first(facts, found.lines, MOST_LINES))] if found.lines else []
    return found.heading, [*([Text(said)] if said else []), *listed]
