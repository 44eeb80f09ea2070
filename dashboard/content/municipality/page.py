"""The page Kommun: one municipality's places, its indicators goal by goal, and how each verdict came about."""

from collections.abc import Sequence

from dashboard.blocks.blocks import Text
from dashboard.blocks.live import Standing
from dashboard.blocks.page import TWIN, Beside, Chart, Entry, Fold, Link, PageBlock, PageSection, Sheet
from dashboard.blocks.pieces import Steps, TitledAnswers
from dashboard.content.answers import answers, blocks as answer_blocks, goal as goals
from dashboard.content.answers.phrases import plain
from dashboard.content.facts import Facts
from dashboard.content.goal import programmes
from dashboard.content.municipality import lines, municipality
from dashboard.content.reasoning import method_line
from dashboard.content.text import ROUGH, WHY_ROUGH
from malkollen.answers.goal import goal_answer
from malkollen.registry.home import capital
from malkollen.texts.swedish import listed, number_word
from malkollen.values import rough


def sections(facts: Facts, code: str) -> list[PageSection]:
    """Where the municipality stands, and under each goal its figures and verdicts."""
    rows = [(row.title, row.percentile, row.place) for row in municipality.standings(facts, code)]
    told = municipality.standing_text(facts, code)
    standing: list[PageBlock] = [Text(told)]
    if rows:
        drawn = Chart(Standing(rows), "chart:standing", told, table=municipality.standing_table(facts, code))
        standing = [Text(municipality.reading(facts, code), "caption"), drawn]
    introduction = Text(municipality.introduction(facts, code))
    answer = PageSection("", [answer_blocks.block(answers.of_area(facts, code)), introduction])
    return [
        PageSection(
            "", [Beside([[answer], [PageSection(f"Plats bland {facts.placed.the}", standing, simple="stays")]])]
        ),
        *(_goal(facts, code, *goal) for goal in programmes.goals_shown(facts)),
    ]


def _goal(facts: Facts, code: str, goal: str, heading: str) -> PageSection:
    table = Sheet(municipality.overview_table(facts, code, goal), f"municipality-{goal}", TWIN)
    verdicts: list[PageBlock] = []
    for entry in municipality.judged(facts, code, goal):
        verdicts += [TitledAnswers(entry.title, entry.answers), Steps(entry.why, method_line())]
    folds = [table, Fold("Bedömningarna och deras uträkning", verdicts)] if verdicts else [table]
    keys = facts.of_goal(goal, is_computed=True)
    is_rough = any(rough.is_for_groups(facts.indicator(key)) for key in keys)
    why = [Text(f"”{capital(ROUGH)}”: {WHY_ROUGH}", "caption")] if is_rough else []
    entries = _in_columns(lines.entries(facts, code, goal))
    return PageSection(heading, [*why, *entries, *_missing(facts, goal), *folds], simple="stays")


def _missing(facts: Facts, goal: str) -> list[PageBlock]:
    """Which of the goal's measures have no figures for anybody, the same as its page names, and the way to why."""
    basis = answers.basis(facts)
    silent = [*goal_answer(basis, goal).unanswered, *goals.context(basis, goal)]
    if not silent:
        return []
    core = [plain(facts.indicator(one.key)) for one in silent if facts.indicator(one.key).core]
    others = len(silent) - len(core)
    rest = [f"{'ett' if others == 1 else number_word(others)} mått till"] if others else []
    why = Link("Varför, och vad som väntas", "goal", (("mal", goal),))
    return [Text(f"Det finns inga siffror än om {listed([*core, *rest])}.", "caption"), why]


def _in_columns(entries: Sequence[Entry]) -> list[PageBlock]:
    """A list in two columns as long as each other: a goal has few measures and another many."""
    half = (len(entries) + 1) // 2
    columns = [[PageSection("", part)] for part in (entries[:half], entries[half:]) if part]
    return [Beside(columns)] if len(columns) > 1 else list(entries)
