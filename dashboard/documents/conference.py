"""Konferensläge: pages for a room, one message each, in the programme's order. Nobody is pointed out as last."""

from dashboard.blocks.blocks import Block, Bullets, Section, Text
from dashboard.content.compare import compare
from dashboard.content.facts import Facts
from dashboard.content.goal import judgements as judged
from dashboard.content.goal.decisions import decisions
from dashboard.content.indicator.indicator import common_move
from dashboard.documents import blocks
from dashboard.documents.document import Document


def compose(facts: Facts) -> Document:
    """The slides: vision, then each goal with its sentence, its indicators and the judgement, then what to decide."""
    programme = facts.programme
    vision: list[Block] = [Text(programme.vision, "quote"), Text(programme.overarching_goal)]
    return Document(
        title=f"{facts.home.name} mot målen",
        subtitle=f"{programme.title}, {facts.as_of}",
        name=blocks.file_name(facts, "konferens"),
        kind="slides",
        message=programme.vision,
        sections=[
            Section("Vision för samverkan", vision, message=programme.vision, notes=(blocks.version_line(facts),)),
            *blocks.programme_section(facts),
            *(slide for key in facts.goals for slide in _goal(facts, key)),
            Section("Att besluta", [Bullets(tuple(decisions(facts)))], message="Det här behöver vi besluta"),
        ],
        sources=blocks.source_lines(facts, facts.registry.computed()),
        version=blocks.version_line(facts),
        author=facts.home.office,
        address=blocks.address(facts, "konferens"),
    )


def _goal(facts: Facts, goal: str) -> list[Section]:
    declared = facts.goals[goal]
    opening: list[Block] = [Text(declared.sentence, "quote"), Text(declared.meaning)]
    keys = [key for key in facts.of_goal(goal, is_computed=True) if facts.indicator(key).core]
    proposed: list[Block] = [
        blocks.proposal(facts, goal), Text(f"{judged.heading(facts.home)}: {judged.standing(facts, goal)}"),
    ]  # fmt: skip
    return [
        Section(declared.heading, opening, message=declared.sentence),
        *(slide for key in keys for slide in _indicator(facts, key)),
        Section(f"{declared.heading}: samlat", proposed, message=f"{declared.heading}: hur går det?"),
    ]


def _indicator(facts: Facts, key: str) -> list[Section]:
    """One slide over the years and, where regions may be compared, one beside them."""
    indicator, home = facts.indicator(key), facts.areas.home.id
    year = facts.evaluation(key).latest_year
    notes = tuple(filter(None, [indicator.about, *indicator.caveats, facts.source_line(key)]))
    slides = []
    if drawn := blocks.series(facts, key, home):
        slides.append(Section(indicator.short, [drawn], message=blocks.message(facts, key, home), notes=notes))
    move = common_move(facts, key, year)
    if compare.is_comparable(facts, key) and not indicator.is_total:
        for name, declared in list(facts.registry.comparison_sets.items())[:1]:
            if beside := blocks.bars(facts, key, year, name):
                said = [Text(move, "caption")] if move else []
                message = compare.summary(facts, key, year)
                heading = f"{indicator.short}: {declared.title.lower()}"
                slides.append(Section(heading, [beside, *said], message=message, notes=notes))
    return slides
