"""Konferensläge: pages for a room, in the programme's order: question, answer, picture, what it takes, what to decide.

A slide's title is what its picture shows. No municipality is pointed out as last.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from math import inf
from pathlib import Path

from dashboard.blocks.blocks import Answer, Block, Bullets, Figure, Section, Tabular, Text
from dashboard.blocks.credit import Credit
from dashboard.blocks.table import Number, Record, table
from dashboard.content.answers import answers as worded, blocks as answer_blocks, phrases
from dashboard.content.answers.answers import Answered
from dashboard.content.answers.phrases import kept
from dashboard.content.commuting import slide as commuting
from dashboard.content.compare import compare
from dashboard.content.data.sources import credited
from dashboard.content.decisions.decisions import NOTHING, Decision, days, of_committee
from dashboard.content.facts import Facts
from dashboard.content.indicator.indicator import spread_text
from dashboard.content.objects import slide as objects
from dashboard.content.overview import news
from dashboard.content.targets import credit
from dashboard.content.text import meeting_day, told_decimals
from dashboard.content.trips import travelling
from dashboard.documents import blocks
from dashboard.documents.document import Document
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.texts.swedish import inside
from malkollen.values.areas import COUNTRY

MOST_NEWS = 4
"""Lines of what is new: they have room on one slide."""
SHORT_UNIT = 3
"""Letters of a unit that heads a column without making it wider than its numbers: "%"."""
NEW, DECISIONS = "nytt", "beslut"
"""What the slides of what is new and of what is to be decided are called in an address."""


def compose(facts: Facts, data: Path, chosen: Sequence[str] = ()) -> Document:
    """The slides.

    Args:
        data: the data folder, where the fixed versions lie.
        chosen: keys of the slides that are wanted; all of them where none is named.
    """
    programme = facts.programme
    shown = [section for section in slides(facts, data, chosen) if not chosen or section.key in ("", *chosen)]
    return Document(
        title=f"{facts.home.name} mot målen",
        subtitle=f"{programme.title}, {meeting_day(facts)}",
        name=blocks.file_name(facts, "Konferens"),
        kind="slides",
        message=programme.vision,
        sections=shown,
        sources=_sources(facts, {section.key for section in shown}),
        version=blocks.version_line(facts),
        running=blocks.running_line(facts),
        basis=blocks.basis(facts),
        author=facts.home.office,
        address=blocks.address(facts, "konferens", **({"bilder": ",".join(chosen)} if chosen else {})),
    )


def _sources(facts: Facts, shown: Collection[str]) -> tuple[str, ...]:
    """How the sources of the slides that are shown must be named, by their keys; of nothing else."""
    begun = {key.partition("-")[0] for key in shown}
    are_all = bool({NEW, DECISIONS} & begun)  # what a choice leads to is told of the goals and of their measures
    goals = [goal for goal in facts.goals if are_all or goal in shown]
    named = [key for goal in facts.goals for key in blocks.named(facts, goal)]
    told = {key for goal in goals for key in news.compared(facts, goal)}
    told |= {key for key in named if are_all or facts.indicator(key).code in begun}
    told |= {*commuting.keys(facts)} if commuting.KEY in shown else set()
    return (
        *blocks.source_lines(facts, [key for key in facts.registry.computed() if key in told]),
        *(travelling.sources(facts) if travelling.KEY in shown else ()),
        *(objects.sources(facts) if objects.KEY in shown else ()),
    )


def choosable(facts: Facts, data: Path) -> dict[str, str]:
    """What each slide that can be chosen is called, by its key."""
    return {section.key: section.heading for section in slides(facts, data) if section.key}


def slides(facts: Facts, data: Path, chosen: Sequence[str] = ()) -> list[Section]:
    """Every slide: the vision, what is new, each goal with its measures, what to decide, where the figures are.

    chosen: those that are wanted, where not all are.
    """
    programme = facts.programme
    vision: list[Block] = [Text(programme.vision, "quote"), Text(programme.overarching_goal)]
    opening = Section(
        "Vision för samverkan", vision, message=programme.vision, key="vision", credits=(Credit(programme.title),)
    )
    return [
        opening,
        *blocks.programme_section(facts),
        *_news(facts, data),
        *(slide for key in facts.goals for slide in _goal(facts, key)),
        *commuting.slide(facts),
        *objects.slide(facts),
        *_deciding(facts, is_listed_alone=bool(chosen) and not any(key.startswith(f"{DECISIONS}-") for key in chosen)),
        *blocks.scan(facts),
    ]


def _news(facts: Facts, data: Path) -> list[Section]:
    """What is new, as the start page and the body's page have it; nothing where nothing is."""
    found = news.told(facts, data)
    if not found.is_any:
        return []
    said: list[Block] = [Text(found.summary)] if found.summary else []
    shown = tuple(news.first(facts, found.lines, MOST_NEWS))
    said += [Bullets(shown)] if shown else []
    rest = tuple(line for line in found.lines if line not in shown)
    every = [key for goal in facts.goals for key in news.compared(facts, goal)]
    told = credited(facts, every if (known := news.keys(facts, shown)) is None else known)
    return [Section(found.title, said, message=found.title, notes=rest, key=NEW, credits=told)]


def _deciding(facts: Facts, *, is_listed_alone: bool) -> list[Section]:
    """What is to be decided, and of each decision what its choices lead to: the room is the committee's.

    is_listed_alone: whether the list is chosen without the slides that say each decision whole.
    """
    found = of_committee(facts)
    lines = tuple(one.name if one.choices and not is_listed_alone else one.told for one in found)
    listed: list[Block] = [Bullets(lines or (NOTHING,))]
    listed += [Text(days(found), "caption")] if found else []
    return [
        Section("Att besluta", listed, message="Det här behöver vi besluta", key=DECISIONS),
        *(_decision(one, f"{DECISIONS}-{place}") for place, one in enumerate(found, 1) if one.choices),
    ]


def _decision(one: Decision, key: str) -> Section:
    """A decision and what its choices lead to: beside each other where they can be, their sentences in the notes."""
    shown, notes = ([Tabular(one.table)], one.choices) if one.table else ([Bullets(one.choices)], ())
    said = one.head or one.told
    return Section(f"Beslut: {one.name}", shown, message=said, notes=notes, key=key, credits=one.credits)


def _goal(facts: Facts, goal: str) -> list[Section]:
    """The goal's question with its answer, then its measures; a map of the first that has one."""
    declared, said = facts.goals[goal], blocks.goal_answer(facts, goal)
    asked, notes = declared.question or declared.sentence, (declared.sentence, declared.meaning)
    answered = next((block.text for block in said if isinstance(block, Answer)), asked)
    keys = blocks.named(facts, goal)
    mapped = next((key for key in _pictured(facts, goal, keys) if facts.indicator(key).bins), None)
    return [
        Section(
            asked,
            _unasked(said),
            message=answered,
            notes=notes,
            key=goal,
            credits=credited(facts, news.compared(facts, goal)),
        ),
        *(slide for key in keys for slide in _indicator(facts, key, has_map=key == mapped)),
        *(travelling.slide(facts) if goal == travelling.goal(facts) else []),
    ]


def _pictured(facts: Facts, goal: str, keys: Sequence[str]) -> list[str]:
    """A goal's measures in the order they are wanted on a map: what its words name before the others."""
    focus = facts.registry.goals[goal].focus
    return sorted(keys, key=lambda key: key not in focus)


def _unasked(answered: Sequence[Block]) -> list[Block]:
    """Answers below a small line that is their question."""
    return [
        Answer("", block.word, block.text, block.hedge, block.beside) if isinstance(block, Answer) else block
        for block in answered
    ]


def _indicator(facts: Facts, key: str, *, has_map: bool) -> list[Section]:
    """The answer over the picture that shows it, then the map where this measure has it, then what it would take."""
    indicator, answered = facts.indicator(key), worded.of_indicator(facts, key)
    year, name = facts.evaluation(key).latest_year, phrases.name(indicator)
    notes = tuple(filter(None, [indicator.about, *indicator.caveats, facts.source_line(key)]))
    sections, by, aim = list[Section](), credited(facts, [key]), blocks.aim(facts, key, facts.areas.home.id)
    if drawn := _picture(facts, key, answered):
        weakened = " ".join(filter(None, [blocks.shared(facts, key, facts.areas.home.id), answered.hedge]))
        answer = Answer("", answered.word or "", answered.answer, weakened)  # the title says all but what weakens it
        credits_ = (*by, *([replace(credit(aim), aside=inside((aim.differs or "").rstrip(".")))] if aim else []))
        asked, code = answered.question or name, indicator.code
        sections.append(
            Section(asked, [answer, drawn], message=answered.answer, notes=notes, key=code, credits=credits_)
        )
    if has_map and (shown := _by_value(facts, key, year)):
        message = kept(spread_text(facts, key, year, facts.variants(key)[0]))
        heading = f"{name}, kommun för kommun"
        sections.append(
            Section(heading, [shown], message=message, notes=notes, key=f"{indicator.code}-karta", credits=by)
        )
    message, listed = answer_blocks.levels(facts, key, facts.areas.home.id)
    if message:
        heading, key_of_it = f"{name}: {blocks.TAKES.lower()}", f"{indicator.code}-kravs"
        sections.append(Section(heading, listed, message=kept(message), notes=notes, key=key_of_it, credits=by))
    return sections


def _by_value(facts: Facts, key: str, year: int) -> Figure | None:
    """The municipalities by name on a map, beside it their values from the highest, then ours together and riket."""
    drawn, indicator = blocks.municipal_map(facts, key, year), facts.indicator(key)
    if drawn is None:
        return None
    evaluation = facts.evaluation(key, facts.variants(key)[0])
    known = {code: evaluation.at(code, year).value for code in facts.areas.home_members}
    ranked = sorted(known, key=lambda code: -inf if (value := known[code]) is None else value, reverse=True)
    values = known | {area: evaluation.at(area, year).value for area in (facts.areas.home.id, COUNTRY)}
    unit = indicator.unit if len(indicator.unit) <= SHORT_UNIT else "Värde"  # the title says a longer one
    rows: list[Record] = [
        {"Område": facts.areas.name(area), unit: Number(values[area], told_decimals(indicator))}
        for area in (*ranked, facts.areas.home.id, COUNTRY)
    ]
    listed = table(drawn.table.title, drawn.table.name, rows, drawn.table.source, emphasis=[len(ranked)])
    return replace(drawn, table=replace(listed, long=drawn.table), is_table_beside=True)


def _picture(facts: Facts, key: str, answered: Answered) -> Figure | None:
    """What shows the answer: the regions beside each other where it is a place among them, otherwise the years."""
    place = answered.typed.place if isinstance(answered.typed, IndicatorAnswer) else None
    if place and compare.is_comparable(facts, key) and answered.year:
        drawn = blocks.bars(facts, key, answered.year, place.comparison.set)
        if drawn:
            return drawn
    return blocks.series(facts, key, facts.areas.home.id)
