"""A goal in sections: its answer, its indicators, the judgement, the map, the targets and what waits."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dashboard.blocks.blocks import Answer, Block, Bullets, Text
from dashboard.blocks.live import AreaMap
from dashboard.blocks.page import (
    HALVES,
    OF_HOME,
    TWIN,
    Beside,
    CsvFile,
    Entry,
    Fold,
    Link,
    PageBlock,
    PageSection,
    Sheet,
    Slot,
)
from dashboard.blocks.pieces import Note, Proposal
from dashboard.content.answers import answers, blocks as answer_blocks, goal as words, silence
from dashboard.content.answers.phrases import plain
from dashboard.content.data import awaited
from dashboard.content.facts import Facts
from dashboard.content.goal import goal as goals, judgements, programmes, proposal as proposals
from dashboard.content.goal.goal import Line
from dashboard.content.indicator import indicator as indicators, mapped
from dashboard.content.targets import box, own_first, target_line, targets_table
from dashboard.content.workbench import duties
from malkollen.answers.goal import GoalAnswer
from malkollen.registry.home import capital
from malkollen.registry.programme import Unfollowed
from malkollen.texts.swedish import on_day, unnamed

GOAL, SHOWN, SCOPE, YEAR, JUDGEMENT = "mal", "indikator", "karta", "ar", "judgement"
"""The page's questions, and where ledningsgruppen's judgement is read and written."""
OWN_WORDS, OUTCOMES, TARGETS = (
    "Målet i programmets ord",
    "Visa vad förslaget är gjort av, och hämta",
    "Visa vem som beslutat vad",
)
"""What folds are called."""
UNFOLLOWED = "Det här i programmet följer Målkollen inte"
"""The heading of what no indicator follows."""
PROPOSAL, NO_PROPOSAL = "Det uträknade förslaget", "Så långt har underlaget kommit"
"""The fold of what is computed, and of what is known where there is no proposal yet."""
WAITING = "Det här väntar vi på"
"""The heading of what waits, which is told there alone."""


def sections(
    facts: Facts, goal: str, on_map: AreaMap | None, deciding: Sequence[PageSection] = ()
) -> Iterator[PageSection]:
    """The page of a goal: its answer first, then the judgement, its indicators, and folded what lies behind.

    The judgement stands in the answer's row, so that on a narrow screen it comes before the indicators.

    Args:
        on_map: what was chosen for the map; None where none of its indicators has figures.
        deciding: what is to be decided about the goal.
    """
    yield opening(facts, goal)
    yield PageSection("", [Beside([[answer(facts, goal)], [judged(facts, goal)]])])
    beside = [map_section(facts, goal, on_map), *targets(facts, goal), *deciding]
    yield PageSection("", [Beside([[core(facts, goal), more(facts, goal), *waiting(facts, goal)], beside])])
    yield from duties.of_goal(facts, goal)
    for section in unfollowed(facts):  # a long list, last: opened by who asks for it
        yield replace(section, heading="", blocks=[Fold(UNFOLLOWED, section.blocks)])


def unfollowed(facts: Facts) -> list[PageSection]:
    """What no indicator follows of what the programme says, a line each with its words; nothing where there is none."""
    lines = [f"{one.told} {in_its_words(one)}" for one in facts.programme.unfollowed if one.quote]
    half = (len(lines) + 1) // 2
    columns = [[PageSection("", [Bullets(tuple(part))])] for part in (lines[:half], lines[half:]) if part]
    return [PageSection(UNFOLLOWED, [Beside(columns, key=HALVES)], simple="goes")] if lines else []


def in_its_words(one: Unfollowed) -> str:
    """The programme's own words for what nothing follows, and where they stand; that it has none."""
    if not one.quote:
        return "Programmet nämner det inte."
    return f"Programmets ord: ”{one.quote}”{f' ({one.where})' if one.where else ''}."


def opening(facts: Facts, goal: str) -> PageSection:
    """The goal's sentence and which of the goals is read."""
    declared = facts.registry.goals[goal]
    return PageSection(
        declared.heading, [Note(f"Målet: ”{declared.sentence}”", "goal"), Slot(GOAL), *ended(facts)], level=1
    )


def answer(facts: Facts, goal: str) -> PageSection:
    """The goal's answer, and folded the programme's own words with who decided."""
    declared = facts.registry.goals[goal]
    blocks: list[PageBlock] = [
        *(_but_waiting(facts, goal, block) for block in answer_blocks.of_goal(facts, goal, with_beside=True)),
        *carried(facts, goal),
        Fold(OWN_WORDS, [Text(declared.meaning), Note(f"{decided(facts)} {after(facts)}".strip(), "source")]),
    ]
    return PageSection("", blocks)


def _but_waiting(facts: Facts, goal: str, block: Block) -> Block:
    """The answer without what waits: that is told once, in the page's list of it."""
    typed = answers.computed(facts, goal).typed
    if not isinstance(block, Answer) or not isinstance(typed, GoalAnswer):
        return block
    told, kept = answers.unknown(facts, typed), words.unknown(answers.basis(facts), typed, but_waiting=True)
    ways = words.for_yes(answers.basis(facts), typed)
    counted = [line for line in [proposals.counted(facts, goal)] if line]
    return replace(block, beside=(*(line for line in block.beside if line not in told), *kept, *ways, *counted))


def decided(facts: Facts) -> str:
    """Which document the programme is, who decided it and who adopted it."""
    programme = facts.programme
    return (
        f"{programme.document}. Beslutat av {programme.decided_by} {on_day(programme.decided)}. "
        f"Antaget av {unnamed(programme.adopted_by)}."
    )


def after(facts: Facts) -> str:
    """Who prepares and decides the next programme, and that none is entered; empty where one is, or another is read."""
    is_alone = not (facts.aside or facts.edition or programmes.prepared(facts))
    return programmes.none_coming(facts) if is_alone else ""


def judged(facts: Facts, goal: str) -> PageSection:
    """The judgement, and folded beneath it the computed proposal: no second verdict stands beside the answer."""
    relation = judgements.beside_proposal(facts, goal, proposals.proposal_text(facts, goal))
    why_none = "" if relation else proposals.why_none(facts, goal)
    counted = proposals.apart(facts, goal)
    apart = [Text(counted, "caption")] if counted else []
    inner: list[PageBlock] = [Text(told)] if (told := why_none or relation) else []
    label = PROPOSAL if proposals.proposal(facts, goal).label else NO_PROPOSAL
    fold = Fold(label, [*inner, proposal(facts, goal), *outcomes(facts, goal)], key=f"proposal-{goal}")
    said = [Text(proposals.waits(facts, goal), "caption")] if why_none else []
    return PageSection(
        judgements.heading(facts.home), [*apart, Slot(JUDGEMENT), *said, fold], anchor=goals.JUDGED, simple="goes"
    )


WHAT_LACKS = "Siffrorna saknas än, och ingen dag är satt. Efter måtten står vad som fattas."
"""What waits, above what each measure lacks."""
WHY_CORE = "De mått som säger mest om målet."
"""What the core indicators are, under their heading."""
NO_TARGETS = "Programmet sätter inga siffror."
"""Said where none of the goal's targets is the cooperation's own."""
WHO = "För varje målvärde och jämförelsenivå står vem som beslutat det, eller att ingen gjort det."


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


def proposal(facts: Facts, goal: str) -> Proposal | Text:
    """The goal's computed proposal; without one how far its ground has come, without the looks of a verdict."""
    label = proposals.proposal(facts, goal).label
    text, counts = proposals.proposal_text(facts, goal), proposals.counts_text(facts, goal)
    if label is None:
        return Text(f"{text}. {counts}".strip(), "caption")
    return Proposal(proposals.heading(facts, goal), text, counts, proposals.SYMBOLS[label])


def outcomes(facts: Facts, goal: str) -> list[PageBlock]:
    """What the proposal was made of."""
    return [Sheet(proposals.outcomes_table(facts, goal), f"outcomes-{goal}", OUTCOMES)]


def map_section(facts: Facts, goal: str, shown: AreaMap | None) -> PageSection:
    """One of the goal's indicators on the map, with its questions above."""
    if shown is None:
        return PageSection("", [Text(programmes.NO_FIGURES)])
    spread = indicators.spread_text(facts, shown.indicator, shown.year, None)
    return PageSection(
        "På kartan",
        [
            Beside([[PageSection("", [Slot(SHOWN)])], [PageSection("", [Slot(YEAR)])]], (3, 1)),
            Slot(SCOPE),
            Text(f"{capital(plain(facts.indicator(shown.indicator)))} {shown.year}. {spread}", "takeaway"),
            *mapped.blocks(facts, shown, f"goal-{shown.indicator}-{shown.year}"),
            mapped.listed(facts, shown, f"goal-{goal}"),
        ],
        simple="goes",
    )


def core(facts: Facts, goal: str) -> PageSection:
    """The goal's core indicators."""
    why = Text(WHY_CORE, "caption")
    return PageSection("Kärnindikatorer", [why, *entries(goals.core_lines(facts, goal))], simple="stays")


def more(facts: Facts, goal: str) -> PageSection:
    """The goal's other indicators that have figures, and all of them as a table."""
    twin = Sheet(goals.lines_table(facts, goal), f"goal-{goal}", TWIN)
    others = entries(goals.other_lines(facts, goal))
    return PageSection("Fler indikatorer" if others else "", [*others, twin])


def targets(facts: Facts, goal: str) -> list[PageSection]:
    """Every target of the goal's indicators in a line each; folded, its decision in whole. Nothing without any."""
    every = own_first(facts.registry.targets)
    declared = {name: t for name, t in every.items() if facts.indicator(t.indicator).goal == goal}
    if not declared:
        return []
    has_own = any(target.transfer == "egen" for target in declared.values())
    lines = tuple(target_line(facts, target) for target in declared.values())
    boxes = [box(facts, target) for target in declared.values()]
    csv = CsvFile(targets_table(facts, declared), "Hämta CSV", f"csv:targets-{goal}")
    lead = Text(WHO if has_own else f"{NO_TARGETS} {WHO}")
    return [PageSection("Målvärden", [lead, Bullets(lines), Fold(TARGETS, [*boxes, csv])], simple="goes")]


def waiting(facts: Facts, goal: str) -> list[PageSection]:
    """What the goal's indicators wait for, a line a source, below whose turn it is; and folded what to run."""
    keys = [key for key in facts.of_goal(goal, is_computed=False) if facts.indicator(key).kind != "lageslista"]
    if not keys:
        return []
    keys.sort(key=lambda key: not facts.indicator(key).core)
    turns: dict[str, list[str]] = {}
    for key in keys:
        turns.setdefault(silence.turn(facts.registry, facts.registry.waits_for(key) or ""), []).append(key)
    lines: list[PageBlock] = [Text(WHAT_LACKS, "caption")]
    for turn, ones in turns.items():
        lines += [Text(f"{turn}:", "caption"), Bullets(awaited.lacked(facts, ones))]
    return [PageSection(WAITING, [*lines, awaited.to_run(facts, keys, "waiting")], anchor=goals.WAITS)]


def entries(lines: Sequence[Line]) -> list[Entry]:
    """Indicators in a list: a link, the value, and in small the answer or what is waited for."""
    return [_entry(line) for line in lines]


def _entry(line: Line) -> Entry:
    to_list = Link(line.title, "priorities", is_arrow=False)
    to_indicator = Link(line.title, "indicator", (("indikator", line.key), *OF_HOME), is_arrow=False)
    told = [Note.of(line.told, "detail")]
    return Entry(f"line-{line.key}", to_list if line.is_list else to_indicator, line.value, told)
