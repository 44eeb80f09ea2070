"""The page Översikt: what needs attention, what has changed, the goals with their figures, and where one may go."""

from collections.abc import Iterator

from dashboard.blocks.blocks import Text, Word
from dashboard.blocks.live import AreaMap
from dashboard.blocks.page import (
    Beside,
    Changes,
    Definitions,
    Entry,
    Link,
    Note,
    PageBlock,
    PageSection,
    Remarks,
    Slot,
)
from dashboard.content.data import editions
from dashboard.content.data.editions import Since
from dashboard.content.data.sources import late_text
from dashboard.content.facts import Facts
from dashboard.content.goal import beside, goal as goals, judgements, page as of_goal, programmes, proposal as proposals
from dashboard.content.indicator import indicator as indicators, mapped

READER, LEADERSHIP, COMMITTEE = "for", "ledningsgruppen", "kommitten"
"""Whose eyes the page is laid out for: directors see what needs attention first, the committee its programme."""


def readers(facts: Facts) -> dict[str, str]:
    """Whom the page may be laid out for, by the word in addresses, and what they are called."""
    bodies = facts.home.bodies
    return {LEADERSHIP: bodies.leadership.title, COMMITTEE: bodies.committee.title}


def sections(facts: Facts, reader: str, since: Since | None) -> Iterator[PageSection]:
    """The page for a reader. since: what is another than in the fixed version before, if there is one."""
    yield from opening(facts)
    if reader == COMMITTEE:
        yield PageSection("", [Link("Visa bilderna i rummet", "conference", icon="slideshow")])
    else:
        yield attention(facts)
        yield changed(facts)
        if since:
            yield editions.since_section(since)
    yield vision(facts)
    yield PageSection("", [Beside([list(goal_column(facts, goal)) for goal in facts.goals])])
    yield from beside.sections(facts)
    yield ways(facts)
    yield freshness(facts)


def opening(facts: Facts) -> list[PageSection]:
    """The programme's name above the title, how far it has come, and for whom the page is laid out."""
    programme = facts.programme
    above = Note(f"{programme.title}, {programme.period}", "eyebrow")
    below: list[PageBlock] = [Text(programmes.lead(facts), "lead"), Slot(READER)]
    return [PageSection("", [above]), PageSection(f"{facts.home.name} mot målen", below, level=1)]


def attention(facts: Facts) -> PageSection:
    """What needs attention: a way to each indicator and why, or that nothing does."""
    entries = [
        Entry(
            f"attention-{entry.key}",
            Link(entry.title, "indicator", (("indikator", entry.key),), is_arrow=False),
            blocks=[Word(entry.reasons, "bad", detail=entry.sentence)],
        )
        for entry in proposals.attention_list(facts)
    ]
    nothing = Text("Ingen indikator kräver uppmärksamhet efter de siffror som finns.")
    return PageSection("Kräver uppmärksamhet", entries or [nothing])


def changed(facts: Facts) -> PageSection:
    """The verdicts that are others than the year before gave, and what then happened to everybody."""
    blocks: list[PageBlock] = [Text("Ingen bedömning är en annan än den som föregående års siffror gav.")]
    if entries := proposals.changed_list(facts):
        blocks = [Changes(tuple(entries)), Remarks(tuple(proposals.happened_to_all(facts, entries)))]
    return PageSection("Ändrat sedan året före", blocks)


def vision(facts: Facts) -> PageSection:
    """What the programme is for, in its own words."""
    programme = facts.programme
    pairs = (("Vision för samverkan", programme.vision), ("Övergripande mål", programme.overarching_goal))
    return PageSection("", [Definitions(pairs)])


def goal_column(facts: Facts, goal: str) -> Iterator[PageSection]:
    """A goal with its proposal and judgement, its map, its core indicators and the way to its page."""
    declared = facts.goals[goal]
    judged = judgements.standing_note(facts, goal)
    head: list[PageBlock] = [Note(declared.sentence, "goal"), of_goal.proposal(facts, goal), judged]
    yield PageSection(declared.heading, [*head, *goal_map(facts, goal)])
    yield of_goal.core(facts, goal, level=3)
    yield PageSection("", [Link(f"Hela målet {declared.heading.lower()}", "goal", ((of_goal.GOAL, goal),))])


def goal_map(facts: Facts, goal: str) -> list[PageBlock]:
    """The map that a goal opens with; nothing where none of its indicators has figures."""
    key = goals.map_indicator(facts, goal)
    if key is None:
        return []
    home, year = facts.areas.home.id, facts.evaluation(key).latest_year
    shown = AreaMap(key, year, None, home)
    return [
        Text(indicators.takeaway(facts, key, home, year, None), "takeaway"),
        *mapped.blocks(facts, shown, f"overview-{goal}"),
        mapped.listed(facts, shown, f"overview-{goal}"),
    ]


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


def freshness(facts: Facts) -> PageSection:
    """How old the figures are, and the way to their sources."""
    blocks: list[PageBlock] = [Text(late_text(facts)), Link("Alla källor, luckor och vad som väntas", "sources")]
    return PageSection("Hur färska är siffrorna?", blocks)
