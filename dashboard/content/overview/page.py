"""The page Översikt: the two answers, the measures row by row, a map of the one in focus, and what is new."""

from collections.abc import Iterator
from dataclasses import replace

from dashboard.blocks.blocks import Answer, Block, Bullets, Text
from dashboard.blocks.drawing import Bars
from dashboard.blocks.live import AreaMap
from dashboard.blocks.page import HALVES, TWIN, Beside, Chart, Fold, Link, Links, PageBlock, PageSection, Sheet, Slot
from dashboard.blocks.pieces import Definitions, Note
from dashboard.content.answers import answers, blocks as answer_blocks, phrases
from dashboard.content.compare import compare
from dashboard.content.data import editions
from dashboard.content.data.editions import Since
from dashboard.content.data.sources import late_text
from dashboard.content.decisions import blocks as decision_blocks, decisions
from dashboard.content.decisions.blocks import TO_DECIDE
from dashboard.content.facts import Facts
from dashboard.content.goal import beside, programmes
from dashboard.content.indicator import indicator as indicators, mapped
from dashboard.content.overview import counted as counts, network, news, rows
from dashboard.content.text import headed, told_decimals
from dashboard.figures.looks import Row, role_of
from malkollen.registry.home import capital
from malkollen.texts.swedish import inside, listed, number_word
from malkollen.values.areas import COUNTRY

READER, LEADERSHIP, NETWORK, COMMITTEE = "for", "ledningsgruppen", "natverket", "kommitten"
"""Whose eyes it is laid out for. All read the same words; what asks for attention is marked for those who prepare."""
ORDER, FOCUS = "ordning", "matt"
"""The page's other questions: how the rows lie, and which of them the map shows."""
ON_MAP = "Karta och jämförelse med de andra områdena"
"""The fold of the map, which is one on a narrow screen alone (style.css)."""
MAP = 330
"""Pixels of the map's height, its legend beside it: with what stands beside them they take half a screen."""


def readers(facts: Facts) -> dict[str, str]:
    """Whom the page may be laid out for, by the word in addresses, and what they are called."""
    bodies = facts.home.bodies
    named = {LEADERSHIP: bodies.leadership, NETWORK: bodies.network, COMMITTEE: bodies.committee}
    return {word: body.title for word, body in named.items()}


def sections(
    facts: Facts,
    reader: str,
    order: str,
    focused: str | None,
    since: Since | None,
    correcting: Since | None = None,
) -> Iterator[PageSection]:
    """The page for a reader.

    Args:
        order: of the rows. focused: the measure on the map; None where none has figures.
        since: what is another than in the fixed version before, if there is one. correcting: than in the one of the
            same meeting that the shown one corrects.
    """
    yield opening(facts, reader)
    if reader == COMMITTEE:
        yield to_decide(facts)
    if reader == NETWORK:
        yield from network.objects(facts)
    yield goals(facts)
    if reader == NETWORK:
        yield network.working(facts)
        folded = Fold(network.MEASURES, measures(facts, order, None).blocks, key="measures")
        yield PageSection("", [folded])  # two screens are of what it works with
    else:
        yield measures(facts, order, focused)
        if focused:
            yield focus(facts, focused)
    if correcting:
        yield editions.since_section(correcting)
    told = since if reader != COMMITTEE else None
    yield lists(facts, reader, told)
    if told:
        yield editions.since_section(told)
    yield from beside.sections(facts)


def opening(facts: Facts, reader: str) -> PageSection:
    """The programme's name above the title, how far it has come, for whom the page is laid out, and their ways on."""
    programme = facts.programme
    above = PageSection("", [Note(f"{programme.title}, {programme.period}", "eyebrow")])
    ask = Link("Fråga med egna ord", "questions")
    title = PageSection(f"{facts.home.name} mot målen", [Text(programmes.lead(facts), "lead"), ask], level=1)
    asked = PageSection("", [Slot(READER), Links(ways(facts, reader), "mk-ways", is_row=True)], simple="goes")
    return PageSection("", [Beside([[above, title], [asked, vision(facts)]], key="mk-opening")])


def ways(facts: Facts, reader: str) -> tuple[Link, ...]:
    """Where one of the readers finds what it needs."""
    if reader == LEADERSHIP:  # to the goals that it judges their own answers lead
        return (Link("Hämta sidan inför mötet", "reports", (("slag", "ledningsgrupp"),)),)
    if reader == NETWORK:
        basis = Link("Sätt ihop ett underlag", "reports", (("slag", "underlag"),))
        return basis, Link("Se prioriterade objekt", "priorities"), Link("Se pendlingen", "commuting")
    sheet = Link("Hämta sidan inför mötet", "reports", (("slag", "kommitte"),))
    return sheet, Link(compare.heading(facts), "compare"), Link("Visa bilderna i rummet", "conference")


def goals(facts: Facts) -> PageSection:
    """The goals' questions with their answers, side by side, and which areas a place is among: said before the rows."""
    columns = [[PageSection("", _goal(facts, goal))] for goal in facts.goals]
    if columns and (among := rows.among(facts)):
        columns[-1].append(PageSection("", [Text(among, "caption")], simple="stays"))
    return PageSection("", [Beside(columns, key="mk-goals")])


def _goal(facts: Facts, goal: str) -> list[PageBlock]:
    declared = facts.goals[goal]
    return [
        *(_named(facts, goal, block) for block in answer_blocks.of_goal(facts, goal)),
        Link(f"Hela målet {headed(facts, declared.heading)}", "goal", (("mal", goal),)),
    ]


def _named(facts: Facts, goal: str, block: Block) -> Block:
    """An answer with what it counts by name: the places stand with the rows below."""
    if not isinstance(block, Answer) or not block.measures[1:]:
        return block
    return replace(block, measures=(f"Måtten: {counted(facts, goal)}.",))


def counted(facts: Facts, goal: str) -> str:
    """The measures that a goal's answer counts, by name: the rows are of more."""
    return listed(phrases.plain(facts.indicator(key)) for key in counts.keys(facts, goal))


def measures(facts: Facts, order: str, focused: str | None) -> PageSection:
    """The programme's measures, a row each; the one on the map is marked."""
    shown = rows.keys(facts)
    heading = PageSection(f"{facts.home.name} i siffror")
    above = Beside([[heading], [PageSection("", [Slot(ORDER)], simple="goes")]], key="mk-numbers")
    aside = counts.also(facts, shown)
    also = [Beside([[PageSection("", [Text(aside, "caption")], simple="goes")]], key="mk-also")] if aside else []
    reading = [PageSection("", [Text(rows.lines_text(facts), "caption")], simple="stays")]
    if focused:
        reading.append(PageSection("", [Text(rows.MARKED, "caption")], simple="goes"))
    listed = replace(rows.multiples(facts, shown, order), focused=focused or "")
    files = [PageSection("", [Sheet(listed.table, "overview", TWIN)])]
    return PageSection("", [above, listed, *also, Beside([reading, files], (3, 2), "mk-reading")])


def focus(facts: Facts, key: str) -> PageSection:
    """The map of one of the measures, with riket and the other areas beside it."""
    year = facts.evaluation(key).latest_year
    shown = AreaMap(key, year, None, facts.areas.home.id, height=MAP)
    typed, indicator = rows.typed(facts, key), facts.indicator(key)
    others = list(typed.beside) or [facts.areas.home.id]
    answer = answers.of_indicator(facts, key)
    drawn = tuple(_bar(facts, key, area, year) for area in [*others, COUNTRY])
    bars = Bars(drawn, indicator.unit, told_decimals(indicator))
    shared = answer_blocks.shared_text(facts, key, typed.ours, typed.beside)
    alt, twin = f"Stapeldiagram. {answer.answer}", mapped.twin(facts, shown)
    right: list[PageBlock] = [
        Slot(FOCUS),
        Text(f"{capital(phrases.plain(indicator))} {facts.home.at} och i de andra områdena {year}", "takeaway"),
        Chart(bars, "chart:overview-focus", alt, named=twin, caption=shared),
        Text(f"På kartan: {inside(indicators.spread_text(facts, key, year, None, has_whole=False))}"),
        mapped.listed(facts, shown, "overview"),
    ]
    columns = [[PageSection("", mapped.blocks(facts, shown, "overview"))], [PageSection("", right)]]
    return PageSection("", [Fold(ON_MAP, [Beside(columns, key="mk-focus")], is_narrow=True)], simple="goes")


def _bar(facts: Facts, key: str, area: str, year: int) -> Row:
    return facts.areas.name(area), facts.evaluation(key).at(area, year).value, role_of(facts.areas, area)


def to_decide(facts: Facts) -> PageSection:
    """What the committee is to choose, whole: for it that comes first."""
    found = decisions.of_committee(facts)
    if not found:
        return PageSection(TO_DECIDE, [Text(decisions.NOTHING)])
    half = (len(found) + 1) // 2
    first, last = (Bullets(tuple(decisions.told(part))) for part in (found[:half], found[half:]))
    day = Text(decisions.days(found), "caption")  # below the shorter list, where there is room
    columns = [[PageSection("", [first])], [PageSection("", [*([last] if last.lines else []), day])]]
    shown: list[PageBlock] = [Beside(columns, key=HALVES), decision_blocks.leads(found, "committee")]
    return PageSection(TO_DECIDE, [Beside([[PageSection("", shown)]], key="mk-to-decide")])


def lists(facts: Facts, reader: str, since: Since | None = None) -> PageSection:
    """What is new and what is waited for, after what needs a decision, which the others have further up.

    The decisions that are others' stand below, in the page's whole width.

    Args:
        since: as of `sections`; what was decided since then is told with it.
    """
    new = news.changed(facts) if since else news.lines(facts)
    told = [
        (news.HEADING, _lines(new, news.NOTHING_NEW)),
        ("Det vi väntar på", _lines([*news.awaited(facts), late_text(facts)], "")),
    ]
    others: list[PageBlock] = []
    if reader == LEADERSHIP:
        own, others = _decisions(facts)
        told.insert(0, (TO_DECIDE, own))
    columns = [[PageSection(heading, blocks, level=3, is_to_decide=heading == TO_DECIDE)] for heading, blocks in told]
    below = [Beside([[PageSection("", others, is_to_decide=True)]], key="mk-decisions")] if others else []
    return PageSection("", [Beside(columns, key="mk-lists"), *below])


def _decisions(facts: Facts) -> tuple[list[PageBlock], list[PageBlock]]:
    """The directors' own decisions in sight, and the committee's folded."""
    own, others = decisions.of_leadership(facts), decisions.of_committee(facts)
    if not own and not others:
        return [Text(decisions.NOTHING)], []
    bodies = facts.home.bodies
    seen: list[PageBlock] = []
    if own:  # the directors have one
        told = " ".join([*decisions.lines(own), decisions.days(own)])
        rest = [replace(one, choices=tuple(way for way in one.choices if way not in one.short)) for one in own]
        seen = [Text(told), decision_blocks.leads(rest, "own", decision_blocks.LEADS_ONE)]
    count = "ett beslut" if len(others) == 1 else f"{number_word(len(others))} beslut"
    label = f"{capital(bodies.committee.short)}: {count}"
    day = Text(decisions.days(others), "caption")
    return seen, [Fold(label, [day, decision_blocks.whole(others, "others")])] if others else []


def _lines(lines: list[str], empty: str) -> list[PageBlock]:
    """The first of them, and the rest for who asks."""
    if not lines:
        return [Text(empty)]
    first, *rest = lines
    more: list[PageBlock] = [Fold(f"Visa {len(rest)} till", [Bullets(tuple(rest))])] if rest else []
    return [Text(first), *more]


def focused(facts: Facts) -> list[str]:
    """The measures that the map can show."""
    return [key for key in rows.keys(facts) if facts.indicator(key).bins and mapped.has_map(facts, key)]


def vision(facts: Facts) -> PageSection:
    """What the programme is for, in its own words."""
    programme = facts.programme
    pairs = (("Vision för samverkan", programme.vision), ("Övergripande mål", programme.overarching_goal))
    quotes = [one.quote for one in programme.unfollowed if one.quote]
    unmeasured = [f"”{quote}”" for quote in quotes if quote in programme.overarching_goal]
    but = f" Det här i det mäts inte alls: {listed(unmeasured)}." if unmeasured else ""
    measured = Text(f"Det övergripande målet har inget eget mått; det följs genom målens mått.{but}")
    fold = Fold("Programmets vision och övergripande mål", [Definitions(pairs), measured])
    return PageSection("", [fold], simple="goes")
