"""The page Översikt, composed: the two answers, the measures, a map of the one in focus, and what is new."""

from dashboard.blocks.blocks import Answer, Bullets, Text
from dashboard.blocks.drawing import Bars
from dashboard.blocks.live import AreaMap
from dashboard.blocks.page import TWIN, Beside, Chart, Fold, Link, PageBlock, PageSection, Sheet, Slot
from dashboard.content.answers import answers
from dashboard.content.facts import Facts
from dashboard.content.goal import decisions
from dashboard.content.indicator import mapped
from dashboard.content.overview import news, rows
from dashboard.figures.looks import Role, Row
from malkollen.values.areas import COUNTRY

ORDER, FOCUS = "ordning", "karta"
"""The page's questions: how the rows lie, and which of them the map shows."""
FIRST = 2
"""Lines of a list that are shown before the rest is asked for."""


def goals(facts: Facts) -> PageSection:
    """The goals' questions with their answers, side by side."""
    return PageSection("", [Beside([[PageSection("", _goal(facts, goal))] for goal in facts.goals], key="mk-goals")])


def _goal(facts: Facts, goal: str) -> list[PageBlock]:
    found, declared = answers.of_goal(facts, goal), facts.goals[goal]
    block = Answer(found.question or declared.sentence, found.word or "", found.answer, found.hedge or "")
    return [block, Link(f"Hela målet {declared.heading.lower()}", "goal", (("mal", goal),))]


def measures(facts: Facts, order: str, *, with_attention: bool = True) -> PageSection:
    """The programme's measures, a row each."""
    shown = rows.keys(facts, with_attention=with_attention)
    reading = [PageSection("", [Text(rows.reading(facts), "caption")])]
    files = [PageSection("", [Sheet(rows.rows_table(facts, shown), "overview", TWIN)])]
    under = Beside([reading, [PageSection("", [Slot(ORDER)])], files], (4, 4, 3))
    return PageSection(f"{facts.home.name} i siffror", [rows.multiples(facts, shown, order), under])


def focus(facts: Facts, key: str) -> PageSection:
    """The map of one of the measures, with riket and the other areas beside it."""
    year = facts.evaluation(key).latest_year
    shown = AreaMap(key, year, None, facts.areas.home.id)
    typed, indicator = rows.typed(facts, key), facts.indicator(key)
    others = list(typed.place.values) if typed.place else [facts.areas.home.id]
    said = answers.of_indicator(facts, key)
    drawn = tuple(_bar(facts, key, area, year) for area in [*others, COUNTRY])
    bars = Bars(drawn, indicator.unit, indicator.decimals)
    right: list[PageBlock] = [
        Slot(FOCUS),
        Answer("", "", said.answer, said.hedge or ""),
        Chart(bars, "chart:overview-focus", f"Stapeldiagram. {said.answer}"),
        mapped.listed(facts, shown, "overview"),
        Link("Allt om måttet", "indicator", (("indikator", key),)),
    ]
    columns = [[PageSection("", mapped.blocks(facts, shown, "overview"))], [PageSection("På kartan", right)]]
    return PageSection("", [Beside(columns, (3, 2), key="mk-focus")])


def _bar(facts: Facts, key: str, area: str, year: int) -> Row:
    role: Role = "home" if area == facts.areas.home.id else "country" if area == COUNTRY else "group"
    return facts.areas.name(area), facts.evaluation(key).at(area, year).value, role


def lists(facts: Facts) -> PageSection:
    """What needs a decision, what is new and what is waited for."""
    columns = [
        [PageSection(heading, _lines(lines, empty), level=3)]
        for heading, lines, empty in (
            ("Kräver beslut", decisions.decisions(facts), "Inget väntar på beslut."),
            ("Nytt sedan sist", news.changed(facts), news.NOTHING_NEW),
            ("Det vi väntar på", news.awaited(facts), "Alla mått har siffror."),
        )
    ]
    return PageSection("", [Beside(columns)])


def _lines(lines: list[str], empty: str) -> list[PageBlock]:
    if not lines:
        return [Text(empty)]
    rest = lines[FIRST:]
    more: list[PageBlock] = [Fold(f"Visa {len(rest)} till", [Bullets(tuple(rest))])] if rest else []
    return [Bullets(tuple(lines[:FIRST])), *more]


def focused(facts: Facts) -> list[str]:
    """The measures that the map can show."""
    return [key for key in rows.keys(facts) if facts.indicator(key).bins]
