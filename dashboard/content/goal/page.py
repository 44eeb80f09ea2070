"""A goal in sections: its own words, the computed proposal, the map, the indicators, the targets and what waits."""

from collections.abc import Iterator, Sequence
from typing import Literal

from dashboard.blocks.blocks import Text
from dashboard.blocks.live import AreaMap
from dashboard.blocks.page import HOW, TWIN, Beside, Entry, Link, PageBlock, PageSection, Sheet, Slot, Verdict
from dashboard.blocks.pieces import Note, Proposal, Steps
from dashboard.content.answers import blocks as answer_blocks
from dashboard.content.data import awaited
from dashboard.content.facts import Facts
from dashboard.content.goal import goal as goals, programmes, proposal as proposals
from dashboard.content.goal.goal import Line
from dashboard.content.indicator import indicator as indicators, mapped
from dashboard.content.reasoning import method_line
from dashboard.content.targets import targets_table

GOAL, SHOWN, SCOPE, YEAR, JUDGEMENT = "mal", "indikator", "karta", "ar", "judgement"
"""The page's questions, and where ledningsgruppen's judgement is read and written."""
NO_TARGETS = (
    "Programmet sätter inga siffror. För varje målvärde och jämförelsenivå står vem som beslutat det, "
    "eller att ingen gjort det."
)


def sections(facts: Facts, goal: str, on_map: AreaMap | None) -> Iterator[PageSection]:
    """The page of a goal.

    Args:
        on_map: what was chosen for the map; None where none of its indicators has figures.
    """
    yield in_own_words(facts, goal)
    yield PageSection("", [*ended(facts), *carried(facts, goal)])
    yield PageSection("", answer_blocks.of_goal(facts, goal, with_beside=True))
    yield PageSection("", [proposal(facts, goal), *outcomes(facts, goal), Slot(JUDGEMENT)])
    yield PageSection("", [Beside([[map_section(facts, goal, on_map)], [core(facts, goal)]])])
    yield more(facts, goal)
    yield targets(facts, goal)
    yield from waiting(facts, goal)


def in_own_words(facts: Facts, goal: str) -> PageSection:
    """The goal as the programme has it, with who decided."""
    declared, programme = facts.registry.goals[goal], facts.programme
    decided = (
        f"{programme.document}. Beslutat av {programme.decided_by} {programme.decided}. "
        f"Antaget av {programme.adopted_by[0].lower()}{programme.adopted_by[1:]}."
    )
    blocks: list[PageBlock] = [Slot(GOAL), Note(declared.sentence, "goal"), Text(declared.meaning, "lead")]
    return PageSection(declared.heading, [*blocks, Note(decided, "source")], level=1)


def ended(facts: Facts) -> list[PageBlock]:
    """That no programme holds, where that is so."""
    text = None if facts.aside else programmes.note(facts)
    return [Text(text, "takeaway")] if text else []


def carried(facts: Facts, goal: str) -> list[PageBlock]:
    """The way to the goal that a goal carries on."""
    earlier = programmes.carried_from(facts, goal)
    if earlier is None:
        return []
    chosen = ((GOAL, earlier.key), (programmes.PROGRAMME, facts.registry.goals[earlier.key].programme))
    return [Entry(f"line-carried-{goal}", Link(earlier.label, "goal", chosen, is_arrow=False))]


def proposal(facts: Facts, goal: str) -> Proposal:
    """The goal's computed proposal."""
    symbol = proposals.SYMBOLS[proposals.proposal(facts, goal).label]
    text, counts = proposals.proposal_text(facts, goal), proposals.counts_text(facts, goal)
    return Proposal("Uträknat förslag", text, counts, symbol)


def outcomes(facts: Facts, goal: str) -> list[PageBlock]:
    """What the proposal was made of."""
    return [Sheet(proposals.outcomes_table(facts, goal), f"outcomes-{goal}", TWIN)]


def map_section(facts: Facts, goal: str, shown: AreaMap | None) -> PageSection:
    """One of the goal's indicators on the map, with its questions above."""
    if shown is None:
        return PageSection("", [Text(programmes.NO_FIGURES)])
    return PageSection(
        "På kartan",
        [
            *map(Slot, (SHOWN, SCOPE, YEAR)),
            Text(indicators.spread_text(facts, shown.indicator, shown.year, None), "takeaway"),
            *mapped.blocks(facts, shown, f"goal-{shown.indicator}-{shown.year}"),
            mapped.listed(facts, shown, f"goal-{goal}"),
        ],
    )


def core(facts: Facts, goal: str, level: Literal[2, 3] = 2) -> PageSection:
    """The goal's core indicators."""
    return PageSection("Kärnindikatorer", entries(goals.core_lines(facts, goal)), level)


def more(facts: Facts, goal: str) -> PageSection:
    """The goal's other indicators that have figures, in two columns, and all of them as a table."""
    lines = entries(goals.other_lines(facts, goal))
    columns = Beside([[PageSection("", lines[::2])], [PageSection("", lines[1::2])]])
    return PageSection("Fler indikatorer", [columns, Sheet(goals.lines_table(facts, goal), f"goal-{goal}", TWIN)])


def targets(facts: Facts, goal: str) -> PageSection:
    """Every target of the goal's indicators with who decided it."""
    declared = {name: t for name, t in facts.registry.targets.items() if facts.indicator(t.indicator).goal == goal}
    return PageSection("Målvärden", [Text(NO_TARGETS), Sheet(targets_table(facts, declared), f"targets-{goal}")])


def waiting(facts: Facts, goal: str) -> list[PageSection]:
    """The goal's indicators that wait for their source; the committee's list waits for none."""
    keys = [key for key in facts.of_goal(goal, is_computed=False) if facts.indicator(key).kind != "lageslista"]
    if not keys:
        return []
    waits = [awaited.waiting(facts, key) for key in keys]
    return [PageSection("Det här väntar på sin källa", [*waits, awaited.to_run(facts, keys, "waiting")])]


def entries(lines: Sequence[Line]) -> list[Entry]:
    """Indicators in a list: a link, the value, and in small what has changed or what it waits for."""
    return [_entry(line) for line in lines]


def _entry(line: Line) -> Entry:
    to_list = Link(line.title, "priorities", is_arrow=False)
    to_indicator = Link(line.title, "indicator", (("indikator", line.key),), is_arrow=False)
    below: list[PageBlock] = [Note(line.detail, "detail")]
    if line.pace:
        below.append(Note(line.pace, "pace"))
    if line.answers:
        below.append(Verdict(line.answers, Steps(line.why, method_line(), HOW)))
    if line.target_text:
        below.append(Note(line.target_text, "detail"))
    return Entry(f"line-{line.key}", to_list if line.list_text else to_indicator, line.value, below)
