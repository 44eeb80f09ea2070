"""An answer as a block, what it would take and who moves it beside it, and why a place is shared."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.blocks.blocks import Answer, Block, Bullets, Tabular, Text
from dashboard.blocks.page import PageBlock, PageSection, Sheet
from dashboard.blocks.table import Number, Record, Table, table
from dashboard.content.answers import answers, indicator as words, things
from dashboard.content.answers.answers import Answered
from dashboard.content.answers.budget import fitted
from dashboard.content.answers.phrases import day, plain
from dashboard.content.facts import Facts
from dashboard.content.ranks import is_ranked, tie_text
from dashboard.content.text import file_day, file_stem, short_amount
from malkollen.answers.area import AreaAnswer
from malkollen.answers.goal import GoalAnswer
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.answers.things import HORIZON, Missing, each_municipality, with_every_ahead
from malkollen.assess.position import is_tie
from malkollen.errors import DataError
from malkollen.registry.home import capital
from malkollen.texts.swedish import apart, listed, unnamed
from malkollen.values.areas import COUNTRY

EACH = "Kommun för kommun"
FLEETS_SAID = "fleets"
"""The key of that companies' cars decide values and places, and whose: said once a page."""
STANDS_SAID = "stands:{key}"
"""The key of how a measure stands, by its own: its place, or whether its target is reached."""


def block(answered: Answered, *, with_beside: bool = False) -> Answer:
    """The block of an answer. with_beside: whether what is said once a page stands beside it.

    Under a judgement the computed answer names the best and the worst of what it counts; the rest are said beside it.
    """
    is_judged = isinstance(answered.typed, GoalAnswer) and answered.typed.judged is not None
    return Answer(
        answered.question or "",
        answered.word or "",
        answered.answer,
        answered.hedge or "",
        answered.beside if with_beside else (),
        answered.plain,
        () if is_judged and not with_beside else answered.measures,
        _says(answered, with_beside=with_beside),
    )


def on_page(facts: Facts, answered: Answered) -> Answer:
    """The block on a page, where its word stands large above it: what the place depends on is not said again."""
    typed, shown = answered.typed, block(answered)
    if not isinstance(typed, IndicatorAnswer) or not typed.place or typed.place.kind != "depends":
        return shown
    return replace(shown, text=beside_word(facts, typed))


def beside_word(facts: Facts, answer: IndicatorAnswer) -> str:
    """The answer of one that is placed, without its place: where that stands above it."""
    basis, course = answers.basis(facts), answer.movement.course if answer.movement else None
    told = words.values(basis, answer, with_country=course is None)
    return fitted(told, words.second(basis, answer, course, depends=False))


def _says(answered: Answered, *, with_beside: bool) -> tuple[str, ...]:
    """What others on its page say too: of a goal how each measure stands that it names with its place."""
    typed = answered.typed
    if isinstance(typed, AreaAnswer):
        return (FLEETS_SAID,) if typed.fleets else ()
    if not isinstance(typed, GoalAnswer) or not with_beside:
        return ()
    named = [one.key for one in typed.compared if len(typed.compared) > 1 or not typed.judged]
    return tuple(STANDS_SAID.format(key=key) for key in (*named, *(aim.key for aim in typed.aims)))


def of_goal(facts: Facts, goal: str, *, with_beside: bool = False) -> list[Block]:
    """A goal's answer; where the judgements cannot be read that is said, and the figures answer alone."""
    try:
        return [block(answers.of_goal(facts, goal), with_beside=with_beside)]
    except DataError as error:
        return [Text(str(error), "caption"), block(answers.computed(facts, goal), with_beside=with_beside)]


def takes(facts: Facts, key: str, area: str, *, every_ahead: bool = False) -> list[PageSection]:
    """What it would take in things, for the area and each of the eight, and where those that were added are.

    Nothing where nothing can be counted. every_ahead: also to each region ahead between the nearest and the best.
    """
    answered = answers.of_indicator(facts, key, area)
    lines = things_lines(facts, key, area, every_ahead=every_ahead)
    if not lines:
        return []
    blocks: list[PageBlock] = [Bullets(tuple(lines))]
    if area == facts.areas.home.id and answered.things:
        blocks.append(_each(facts, key, answered.year or 0))
    return [PageSection("Det här skulle krävas", blocks)]


def things_lines(facts: Facts, key: str, area: str, *, every_ahead: bool) -> list[str]:
    """What it would take in things and where those that were added are, a sentence each."""
    typed = _counting(facts, key, area, every_ahead=every_ahead)
    return things.lines(answers.basis(facts), typed) if typed else []


def levels(facts: Facts, key: str, area: str) -> tuple[str, list[Block]]:
    """What it would take, for a room: the first level in a sentence, each level ahead in a row, and what is beside.

    Nothing where nothing can be counted.
    """
    basis, typed = answers.basis(facts), _counting(facts, key, area, every_ahead=True)
    if typed is None or not typed.things:
        return "", []
    first, ahead, year = typed.things[0], [one for one in typed.things if one.count], typed.year or 0
    reached = things.missing(basis, first, year) if not first.count else ""
    message = f"{things.needed(basis, ahead[0], year)}." if ahead else reached  # what the rows say, the nearest first
    said = [reached if ahead else "", things.country_moves(basis, typed), *things.beside(basis, typed)]
    listed: list[Block] = [Tabular(_levels(facts, typed, ahead))] if ahead else []
    return message, [*listed, *(Text(line) for line in said if line)]


def _counting(facts: Facts, key: str, area: str, *, every_ahead: bool) -> IndicatorAnswer | None:
    """An indicator's answer with the levels that things are counted to; None where it is none."""
    basis, typed = answers.basis(facts), answers.of_indicator(facts, key, area).typed
    if not isinstance(typed, IndicatorAnswer) or not every_ahead:
        return typed if isinstance(typed, IndicatorAnswer) else None
    return replace(typed, things=with_every_ahead(basis, typed.things, typed.place))


def _levels(facts: Facts, typed: IndicatorAnswer, ahead: Sequence[Missing]) -> Table:
    """How many more things each level takes, and at which pace."""
    basis, key, year = answers.basis(facts), typed.key, typed.year or 0
    ends, is_late = {one.by for one in ahead}, any(one.per_year_left is not None for one in ahead)
    until = min(ends) if len(ends) == 1 else None
    pace = _yearly(facts, year, until, is_late=is_late)
    shown: list[Record] = [
        {
            "Nivå": _leveled(facts, one, year),
            "Fler": Number(one.count, is_strong=True),
            pace: Number(one.per_year_left if is_late else one.per_year),
            **({} if until else {"Till år": str(one.by)}),
        }
        for one in ahead
    ]
    name = f"{file_stem(facts, key)}_kravs_nivaer_{file_day(facts)}"
    title = f"Fler {plain(facts.indicator(key))} till andras nivå {year}"
    notes = (f"{capital(things.rounded(basis, key))}.",)
    found = table(title, name, shown, facts.source_line(key), notes=notes)
    return replace(found, short=f"{facts.indicator(key).code} krävs")


def _yearly(facts: Facts, year: int, until: int | None, *, is_late: bool) -> str:
    """From when a pace is counted, and to when where all are counted to one year: from today, once the year is past."""
    since = f"från {day(facts.as_of)}" if is_late else f"från {year}"
    return f"Om året {since}{f' till {until}' if until else ''}"


def _leveled(facts: Facts, one: Missing, year: int) -> str:
    """Whose level it is, in a cell."""
    known = facts.areas.by_id
    return facts.areas.name(one.to) if one.to in known else capital(things.level(answers.basis(facts), one, year))


def _each(facts: Facts, key: str, year: int) -> Sheet:
    """How many each municipality lacks to riket's level, and that those add up to nothing."""
    records: list[Record] = []
    lacking = {one.area: one for one in each_municipality(answers.basis(facts), key) if one.to == COUNTRY}
    is_late = any(one.per_year_left is not None for one in lacking.values())
    pace = _yearly(facts, year, HORIZON, is_late=is_late)
    for code in facts.areas.home_members:
        one = lacking.get(code)
        records.append(
            {
                "Kommun": facts.areas.name(code),
                f"Fler till rikets nivå {year}": Number(None if one is None else one.count),
                pace: Number(None if one is None else one.per_year_left if is_late else one.per_year),
            }
        )
    name = f"{file_stem(facts, key)}_kravs_{file_day(facts)}"
    title = f"{facts.indicator(key).title}: vad som behövs i varje kommun"
    notes = (things.no_sum(answers.basis(facts)),)
    return Sheet(table(title, name, records, facts.source_line(key), notes=notes), "takes", EACH)


def shared_text(facts: Facts, key: str, ours: str, values: Mapping[str, float | None]) -> str:
    """Why areas with unequal figures share a place with ours; empty where none does.

    Args:
        values: by area, as they stand beside each other.
    """
    indicator, own = facts.indicator(key), values.get(ours)
    if own is None or not is_ranked(facts, key):
        return ""
    limit = indicator.yearly_materiality
    alike = {
        area: short_amount(indicator, value)
        for area, value in values.items()
        if area != ours and value is not None and is_tie(own, value, limit)
    }
    unequal = [facts.areas.name(area) for area, text in alike.items() if text != short_amount(indicator, own)]
    if not unequal:
        return ""
    seen = max(abs(apart(own, values[area] or 0.0, indicator.decimals)) for area in alike)
    rounding = " före avrundning" if limit and seen >= limit else ""  # as shown they differ by the limit
    return f"Delar plats med {listed(map(unnamed, unequal))}: det skiljer under {tie_text(indicator)}{rounding}."
