"""A body's page: one A4 before the meeting. Two answers, the measures row by row, news, and what the body decides."""

from collections.abc import Sequence
from pathlib import Path

from dashboard.blocks.blocks import Block, Bullets, Section, Text
from dashboard.content.data import editions
from dashboard.content.data.sources import late_text
from dashboard.content.decisions.decisions import NOTHING, lines, of_committee, of_leadership
from dashboard.content.facts import Facts
from dashboard.content.overview import news, rows
from dashboard.content.overview.page import counted
from dashboard.content.text import headed, meeting_day
from dashboard.documents import blocks, selection
from dashboard.documents.document import Document
from malkollen.reports import Kind
from malkollen.texts.swedish import in_words

MOST_LINES, BESIDE_CORRECTION = 4, 1
"""Lines of news, and where what a correction has changed stands before them."""
MOST_CORRECTED = 3
"""Lines of what a correction has changed."""
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
    reading = Text(" ".join([rows.reading(facts), *counts]), "caption")
    figures: list[Block] = [rows.multiples(facts, shown, "program"), reading]
    return Document(
        title=title,
        subtitle=f"{facts.home.name} mot målen, {meeting_day(facts)}",
        name=blocks.file_name(facts, title),
        kind="page",
        sections=[
            *blocks.programme_section(facts),
            *(Section("", blocks.goal_answer(facts, goal)) for goal in facts.goals),
            Section(f"{facts.home.name} i siffror", figures),
            *(corrects := _corrects(facts, data)),
            Section(*_changed(facts, data, BESIDE_CORRECTION if corrects else MOST_LINES)),
            Section("Kräver beslut", [Bullets(tuple(lines(decided)) or (NOTHING,))]),
            Section("Det vi väntar på", [Bullets((*news.awaited(facts), late_text(facts)))]),
        ],
        sources=blocks.source_lines(facts, shown),
        version=blocks.version_line(facts),
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
    return [Section(found.heading, [_first((found.summary, *found.lines), MOST_CORRECTED)])]


def _changed(facts: Facts, data: Path, most: int) -> tuple[str, list[Block]]:
    """Since the fixed version before what is shown; without one, since the figures of the year before."""
    if since := editions.since(facts, data):
        edition = since.edition
        heading = f"Sedan den fastställda versionen {edition.name} ({in_words(edition.day)})"
        return heading, [Text(since.summary), *([_first(since.lines, most)] if since.lines else [])]
    found = news.lines(facts)
    return news.HEADING, [_first(found, most) if found else Text(news.NOTHING_NEW)]


def _first(lines: Sequence[str], most: int = MOST_LINES) -> Bullets:
    """As many lines as the sheet has room for, and how many more the screen has."""
    more = len(lines) - most
    return Bullets((*lines[:most], *([f"och {more} till, i Målkollen under Översikt"] if more > 0 else [])))
