"""Ledningsgruppens sida: one A4 before the meeting. Both goals, what needs attention, what is new, what to decide."""

from pathlib import Path

from dashboard.blocks.blocks import Block, Bullets, Section, Text, Word
from dashboard.content.data import editions
from dashboard.content.data.sources import late_text
from dashboard.content.facts import Facts
from dashboard.content.goal import judgements as judged, proposal as proposals
from dashboard.content.goal.decisions import decisions
from dashboard.documents import blocks, selection
from dashboard.documents.document import Document
from malkollen.texts.swedish import ascii_name, listed

MOST_LINES = 4


def compose(facts: Facts, data: Path) -> Document:
    """The page.

    Args:
        data: the data folder, where the fixed versions lie.
    """
    goals = facts.goals
    keys = [key for key, found in facts.of_programme.items() if found.core and facts.is_computed(key)]
    return Document(
        title=selection.title(facts, "ledningsgrupp"),
        subtitle=f"{facts.home.name} mot målen, {facts.as_of}",
        name=blocks.file_name(facts, f"{ascii_name(facts.home.bodies.leadership.genitive)}_sida"),
        kind="page",
        message=_message(facts),
        sections=[
            *blocks.programme_section(facts),
            *(Section(goal.heading, _goal(facts, key)) for key, goal in goals.items()),
            Section("Kräver uppmärksamhet", _attention(facts)),
            Section(*_changed(facts, data)),
            Section("Kräver beslut", [Bullets(tuple(decisions(facts)))]),
            Section("Hur färska är siffrorna?", [Text(late_text(facts)), Text(_waiting(facts), "caption")]),
        ],
        sources=blocks.source_lines(facts, keys),
        version=blocks.version_line(facts),
        author=facts.home.office,
        address=blocks.address(facts),
    )


def _message(facts: Facts) -> str:
    count = len(proposals.attention_list(facts))
    needs = f"{count} indikatorer kräver uppmärksamhet" if count != 1 else "En indikator kräver uppmärksamhet"
    found = [(goal.heading.lower(), proposals.proposal(facts, key).label) for key, goal in facts.goals.items()]
    known = [f"{heading}: {label}" for heading, label in found if label]
    if not known:
        return f"{needs}. För inget av målen räcker siffrorna till ett förslag än."
    return f"{needs}. Uträknat förslag för {listed(known)}."


def _goal(facts: Facts, goal: str) -> list[Block]:
    return [
        Text(facts.goals[goal].sentence, "quote"),
        blocks.proposal(facts, goal),
        Text(f"{judged.heading(facts.home)}: {judged.standing(facts, goal)}"),
    ]


def _attention(facts: Facts) -> list[Block]:
    found = proposals.attention_list(facts)
    if not found:
        return [Text("Ingen indikator kräver uppmärksamhet efter de siffror som finns.")]
    return [Word(entry.reasons, "bad", entry.title, entry.sentence) for entry in found]


def _changed(facts: Facts, data: Path) -> tuple[str, list[Block]]:
    """Since the fixed version before what is shown; without one, since the year before."""
    if since := editions.since(facts, data):
        made = since.edition
        lines = since.lines[:MOST_LINES]
        more = len(since.lines) - len(lines)
        shown = (*lines, *([f"och {more} till, i Målkollen under Översikt"] if more else []))
        heading = f"Sedan den fastställda versionen {made.name} ({made.day})"
        return heading, [Text(since.summary), *([Bullets(shown)] if shown else [])]
    changed = proposals.changed_list(facts)
    lines = tuple(
        f"{entry.title}, {entry.question.lower()}: {entry.before} ({entry.from_year}) → {entry.after} ({entry.to_year})"
        for entry in changed[:MOST_LINES]
    )
    if not lines:
        return "Ändrat sedan året före", [Text("Ingen bedömning är en annan än den som föregående års siffror gav.")]
    return "Ändrat sedan året före", [
        Bullets(lines),
        Text(" ".join(proposals.happened_to_all(facts, changed)), "caption"),
    ]


def _waiting(facts: Facts) -> str:
    """The core indicators without figures."""
    waiting = [
        found.short
        for key, found in facts.of_programme.items()
        if found.core and not facts.is_computed(key) and found.kind != "lageslista"
    ]
    return f"Väntar på sina källor: {listed(waiting)}." if waiting else ""
