"""The page Översikt: the two answers, the measures row by row, a map of the one in focus, and what is new."""

from collections.abc import Iterator

from dashboard.blocks.blocks import Answer, Bullets, Text
from dashboard.blocks.drawing import Bars
from dashboard.blocks.live import AreaMap
from dashboard.blocks.page import TWIN, Beside, Chart, Fold, Link, PageBlock, PageSection, Sheet, Slot
from dashboard.blocks.pieces import Definitions, Note
from dashboard.content.answers import answers, blocks as answer_blocks
from dashboard.content.data import editions
from dashboard.content.data.editions import Since
from dashboard.content.data.sources import late_text
from dashboard.content.facts import Facts
from dashboard.content.goal import beside, decisions, programmes
from dashboard.content.indicator import mapped
from dashboard.content.overview import news, rows
from dashboard.figures.looks import Role, Row
from malkollen.values.areas import COUNTRY

READER, LEADERSHIP, COMMITTEE = "for", "ledningsgruppen", "kommitten"
"""Whose eyes it is laid out for: directors see what asks for attention, the committee its programme's measures."""
ORDER, FOCUS = "ordning", "matt"
"""The page's other questions: how the rows lie, and which of them the map shows."""
FIRST = 2
"""Lines of a list that are shown before the rest is asked for."""


def readers(facts: Facts) -> dict[str, str]:
    """Whom the page may be laid out for, by the word in addresses, and what they are called."""
    bodies = facts.home.bodies
    return {LEADERSHIP: bodies.leadership.title, COMMITTEE: bodies.committee.title}


def sections(facts: Facts, reader: str, order: str, focused: str | None, since: Since | None) -> Iterator[PageSection]:
    """The page for a reader.

    Args:
        order: of the rows. focused: the measure on the map; None where none has figures.
        since: what is another than in the fixed version before, if there is one.
    """
    yield opening(facts)
    yield goals(facts)
    yield measures(facts, order, with_attention=reader != COMMITTEE)
    if focused:
        yield focus(facts, focused)
    yield lists(facts)
    if since and reader != COMMITTEE:
        yield editions.since_section(since)
    yield vision(facts)
    yield from beside.sections(facts)
    yield ways(facts)


def opening(facts: Facts) -> PageSection:
    """The programme's name above the title, how far it has come, and for whom the page is laid out."""
    programme = facts.programme
    above = Note(f"{programme.title}, {programme.period}", "eyebrow")
    title = PageSection(f"{facts.home.name} mot målen", [Text(programmes.lead(facts), "lead")], level=1)
    return PageSection("", [Beside([[PageSection("", [above]), title], [PageSection("", [Slot(READER)])]], (3, 2))])


def goals(facts: Facts) -> PageSection:
    """The goals' questions with their answers, side by side."""
    return PageSection("", [Beside([[PageSection("", _goal(facts, goal))] for goal in facts.goals], key="mk-goals")])


def _goal(facts: Facts, goal: str) -> list[PageBlock]:
    declared = facts.goals[goal]
    return [
        *answer_blocks.of_goal(facts, goal),
        Link(f"Hela målet {declared.heading.lower()}", "goal", (("mal", goal),)),
    ]


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
        Chart(bars, "chart:overview-focus", f"Stapeldiagram. {said.answer}", named=mapped.twin(facts, shown)),
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


def vision(facts: Facts) -> PageSection:
    """What the programme is for, in its own words, and how old the figures are."""
    programme = facts.programme
    pairs = (("Vision för samverkan", programme.vision), ("Övergripande mål", programme.overarching_goal))
    fresh: list[PageBlock] = [Text(late_text(facts)), Link("Alla källor, luckor och vad som väntas", "sources")]
    folds = [Fold("Programmets vision och övergripande mål", [Definitions(pairs)])]
    return PageSection("", [*folds, Fold("Hur färska är siffrorna?", fresh)])


def ways(facts: Facts) -> PageSection:
    """Where each of the bodies finds what it needs."""
    bodies, home = facts.home.bodies, facts.home.name
    leadership: list[PageBlock] = [
        Text("Vad som kräver uppmärksamhet, vad som har ändrats, och er egen bedömning av varje mål."),
        Link("Granska måluppfyllelsen", "goal"),
        Link("Hämta sidan inför mötet", "reports", (("slag", "ledningsgrupp"),)),
    ]
    network: list[PageBlock] = [
        Text("Valfri indikator, valfria områden och år, med uträkning, källor och filer till underlag."),
        Link("Öppna arbetsbänken", "indicator"),
        Link("Sätt ihop ett underlag", "reports", (("slag", "underlag"),)),
    ]
    committee: list[PageBlock] = [
        Text(f"Leder {home}? Regionen mot de andra storstadsregionerna, en fråga i taget."),
        Link("Jämför storstadsregionerna", "compare"),
        Link("Visa bilderna i rummet", "conference"),
    ]
    columns = ((bodies.leadership, leadership), (bodies.network, network), (bodies.committee, committee))
    beside = Beside([[PageSection(body.title, blocks, level=3)] for body, blocks in columns])
    return PageSection("Vart vill ni?", [beside])
