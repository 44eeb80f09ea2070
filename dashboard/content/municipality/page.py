"""The page Kommun: one municipality's places, its indicators goal by goal, and how each verdict came about."""

from dashboard.blocks.blocks import Text
from dashboard.blocks.live import Standing
from dashboard.blocks.once import whole
from dashboard.blocks.page import (
    TWIN,
    Beside,
    Chart,
    Entry,
    Fold,
    Link,
    Links,
    PageBlock,
    PageSection,
    Sheet,
    Slot,
    answered,
)
from dashboard.blocks.pieces import Note, TitledAnswers
from dashboard.content.answers import answers, blocks as answer_blocks, goal as goals
from dashboard.content.answers.budget import sentence
from dashboard.content.answers.phrases import plain
from dashboard.content.facts import Facts
from dashboard.content.goal import programmes
from dashboard.content.goal.goal import WAITS
from dashboard.content.municipality import lines, municipality
from dashboard.content.objects import municipality as municipality_objects
from dashboard.content.workbench import duties, plainly_judged
from malkollen.answers.goal import goal_answer
from malkollen.registry.home import capital
from malkollen.texts.swedish import inside, number_word

PICK = "kommun"
"""Where the page asks which municipality it is to be about."""
MORE, BEHIND = "{count} till, som sammanhang", "Tabeller, bedömningar och hur de är uträknade"
"""The folds of what no answer counts, and of what the figures and the verdicts rest on."""
WHICH, ANY_OTHER, NONE_CHOSEN = "Vilken kommun vill du läsa om?", "Eller välj vilken kommun som helst:", "Ingen vald"


def unchosen(facts: Facts) -> list[PageSection]:
    """Before anybody has chosen a municipality: which it is to be, each of ours with its answer."""
    ours = [_choice(facts, code) for code in facts.areas.home_members]
    half = (len(ours) + 1) // 2
    beside = Link(f"Se {facts.members.the} sida vid sida", "eight")
    columns = [[PageSection("", part)] for part in (ours[:half], ours[half:]) if part]
    return [PageSection("", [Text(WHICH, "lead"), Beside(columns), Text(ANY_OTHER), Slot(PICK), beside])]


def _choice(facts: Facts, code: str) -> Entry:
    """One of our municipalities to choose, with what is answered of it."""
    way = Link(facts.areas.name(code), "municipality", (("kommun", code),), is_arrow=False)
    return Entry(f"line-pick-{code}", way, blocks=[Note(answers.of_area(facts, code).answer, "detail")])


def sections(facts: Facts, code: str, *, shows_draft: bool = False) -> list[PageSection]:
    """Where the municipality stands, its figures goal by goal, what it may do itself, its objects, and folded the rest.

    The picture stands beside the answer, so that on a narrow screen and on paper it comes right after it.

    Args:
        shows_draft: whether whoever reads may see the draft of the objects.
    """
    rows = [(row.title, row.percentile, row.drawn) for row in municipality.standings(facts, code)]
    told = municipality.standing_text(facts, code)
    standing: list[PageBlock] = [Text(told)]
    if rows:
        table, reading = municipality.standing_table(facts, code), municipality.reading(facts, code)
        drawn = Chart(Standing(rows), "chart:standing", told, table=table, caption=whole(reading), told=reading)
        standing = [drawn]
    answer = PageSection("", [answer_blocks.block(answers.of_area(facts, code))])
    own = duties.of_municipality(facts, code)
    ways = tuple(Link(part.heading, "municipality", ((PICK, code),), part=part.anchor) for part in own)
    lower = [Links(ways, "mk-ways-own")] if ways else []
    whom = PageSection("", [Text(municipality.introduction(facts, code)), *lower], simple="goes")
    picture = PageSection(f"Plats bland {facts.placed.the}", standing, simple="goes")
    shown = programmes.goals_shown(facts)
    objects = municipality_objects.section(facts, code, shows_draft=shows_draft)
    behind = [part for goal in shown for part in _behind(facts, code, *goal)]
    first, *others = [_goal(facts, code, *goal) for goal in shown]
    return [
        *answered([answer, whom, *_beside_each_other(facts, code)], [picture]),
        PageSection("", [Beside([[first, *own], [*others, *objects]])]),
        PageSection("", [Fold(BEHIND, behind)], simple="goes"),
    ]


def _beside_each_other(facts: Facts, code: str) -> list[PageSection]:
    """The way to the same measures in all our municipalities; nothing where nobody has chosen one of them."""
    way = Link(f"Se {facts.members.the} sida vid sida", "eight", ((PICK, code),))
    return [PageSection("", [way], simple="stays")] if code in facts.areas.home_members else []


def _goal(facts: Facts, code: str, goal: str, heading: str) -> PageSection:
    """A goal's figures for the municipality, each with its year; folded those beside; once for all their sources."""
    keys, aside = facts.of_goal(goal, is_computed=True), lines.context(facts, code, goal)
    count = "Ett mått" if len(aside) == 1 else f"{capital(number_word(len(aside)))} mått"
    more = [Fold(MORE.format(count=count), aside, key=f"context-{goal}")] if aside else []
    source = [f"{facts.source_line(*keys)}."] if keys else []
    lacking = _lacking(facts, goal)
    below = Text(" ".join(filter(None, [*lines.awaited(facts, goal), lacking, *source])), "caption")
    why = [Link("Varför siffror saknas, och vad som väntas", "goal", (("mal", goal),), part=WAITS)] if lacking else []
    return PageSection(heading, [*lines.entries(facts, code, goal), *more, below, *why], simple="stays")


def _behind(facts: Facts, code: str, goal: str, heading: str) -> list[PageBlock]:
    """The same figures as a table, and the municipality's verdicts with their arithmetic."""
    verdicts: list[PageBlock] = []
    for entry in municipality.judged(facts, code, goal):
        verdicts += [TitledAnswers(entry.title, entry.answers), *plainly_judged.blocks(facts, entry.key, code)]
    table = Sheet(municipality.overview_table(facts, code, goal), f"municipality-{goal}", f"{heading}: {inside(TWIN)}")
    folds = [Fold(f"{heading}: bedömningarna och deras uträkning", verdicts)] if verdicts else []
    return [table, *folds]


def _lacking(facts: Facts, goal: str) -> str:
    """Which of the goal's measures have no figures for anybody, the same as its page names; empty without any."""
    basis = answers.basis(facts)
    silent = [facts.indicator(one.key) for one in goal_answer(basis, goal).unanswered]
    shown = [plain(facts.indicator(one.key)) for one in goals.context(basis, goal)]
    if not silent and not shown:
        return ""
    core = [plain(indicator) for indicator in silent if indicator.core]
    others = len(silent) - len(core)
    rest = [f"{'ett' if others == 1 else number_word(others)} mått till"] if others else []
    return sentence(goals.lacking([*core, *rest], shown))
