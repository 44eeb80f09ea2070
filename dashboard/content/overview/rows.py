"""The measures of the programme, a row each: a small series, the latest value, what has happened, where it stands."""

from collections.abc import Callable, Sequence

from dashboard.blocks.blocks import Multiple, Multiples
from dashboard.blocks.table import Number, Record, Table, table
from dashboard.blocks.words import Symbol
from dashboard.content.answers import answers, hedges, indicator as words, phrases
from dashboard.content.facts import Facts
from dashboard.content.indicator.spread import area_series
from dashboard.content.remembered import remembered
from dashboard.content.text import told_decimals
from dashboard.figures.sparkline import sparkline
from malkollen.answers.hedge import LastYear
from malkollen.answers.indicator import Attention, IndicatorAnswer, indicator_answer
from malkollen.answers.movement import Movement, Span
from malkollen.registry.home import capital
from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import MINUS, MISSING, is_nothing, listed, number
from malkollen.values.areas import COUNTRY

ATTENTION: dict[Attention, str] = {
    "target": "når inte målet",
    "level": "når inte nivån",
    "last": "sist hur man än jämför",
    "wrong_way": "går åt fel håll",
}
ORDERS = {"program": "Som i programmet", "plats": "Sämst plats först", "forandring": "Störst förändring först"}
"""How the rows may lie, by the word in the address."""
NO_CHANGE = "i stort sett oförändrat"
MARKED = "Den grå raden ovanför visas på kartan."
"""Beside the map: which of the rows it shows."""
AGAINST_TARGET, NOT_COMPARED = "mäts mot ett mål", "jämförs inte"
"""What stands in a place's stead where the indicator has none."""


def keys(facts: Facts) -> list[str]:
    """The core indicators with values, and each that asks for attention, in the registry's order."""
    home = facts.areas.home.id
    return [
        key
        for key, indicator in facts.of_programme.items()
        if facts.is_computed(key)
        and facts.evaluation(key).latest(home).value is not None
        and (indicator.core or typed(facts, key).attention)
    ]


@remembered
def typed(facts: Facts, key: str) -> IndicatorAnswer:
    """The home group's answer for an indicator, not yet in words."""
    return indicator_answer(answers.basis(facts), key, facts.areas.home.id)


def multiples(facts: Facts, shown: Sequence[str], order: str, *, with_marks: bool = True) -> Multiples:
    """The rows in an order, one of `ORDERS`. with_marks: whether what asks for attention is marked, not only said."""
    headings = ("Mått", "Utveckling", "Senaste värdet", "Förändring", "Plats")
    listed_rows = tuple(row(facts, key, with_marks=with_marks) for key in ordered(facts, shown, order))
    return Multiples("overview", headings, listed_rows, rows_table(facts, shown))


def ordered(facts: Facts, shown: Sequence[str], order: str) -> list[str]:
    """Indicators goal by goal, within each in an order; those that have no place, or no change, last."""
    goals = [*facts.goals]
    sizes: dict[str, Callable[[IndicatorAnswer], float]] = {"plats": _standing, "forandring": _size}
    size = sizes.get(order)
    return sorted(shown, key=lambda key: (_goal(facts, key, goals), -size(typed(facts, key)) if size else 0.0))


def _goal(facts: Facts, key: str, goals: Sequence[str]) -> int:
    goal = facts.indicator(key).goal
    return goals.index(goal) if goal in goals else len(goals)


def _standing(answer: IndicatorAnswer) -> float:
    return answer.place.standing if answer.place else -1.0


def _size(answer: IndicatorAnswer) -> float:
    span = answer.movement.since_base if answer.movement else None
    return abs(span.percent) if span and span.percent is not None else -1.0


def row(facts: Facts, key: str, *, with_marks: bool = True) -> Multiple:
    """One indicator's row."""
    indicator, answer = facts.indicator(key), typed(facts, key)
    series = area_series(facts, key, areas(facts, key), facts.areas.home.id, None)
    lines = [line for line in series.lines if line.area]  # riket once, not as published too
    where, note = _place_and_note(indicator, answer)
    goal = facts.goals.get(indicator.goal)
    return Multiple(
        key,
        capital(phrases.plain(indicator)),
        sparkline(lines, series.breaks),
        value(facts, key),
        str(answer.year or ""),
        since(facts, key),
        where,
        note,
        _symbol(answer, with_marks=with_marks),
        goal.heading if goal else "",
    )


def _place_and_note(indicator: Indicator, answer: IndicatorAnswer) -> tuple[str, str]:
    """The place and what asks for attention: whose target is missed, and what becomes of a place that fleets lift."""
    note = ATTENTION[answer.attention] if answer.attention else ""
    if answer.place:
        return place_words(answer), note or hedges.without_fleets(answer)
    if not note:
        return place_words(answer), ""
    return note, words.target_words(indicator, answer.aim) if answer.aim and answer.attention == "target" else ""


def areas(facts: Facts, key: str) -> list[str]:
    """Whose lines a row draws: ours, the best other's, riket's."""
    answer = typed(facts, key)
    others = [answer.place.best] if answer.place else []
    return list(dict.fromkeys([facts.areas.home.id, *others, COUNTRY]))


def value(facts: Facts, key: str) -> str:
    """The latest value with its unit."""
    indicator, answer = facts.indicator(key), typed(facts, key)
    if answer.value is None:
        return MISSING
    shown = phrases.figure(indicator, answer.value, phrases.decimals(indicator, [answer.value]))
    return f"{shown} %" if indicator.is_share else f"{shown} {phrases.kept(indicator.unit)}"


def since(facts: Facts, key: str) -> str:
    """What has happened, and since which year: the base year, the target's, or the break's after them.

    What goes the wrong way is said over the years that show it. Where a change says too much, its first value stands
    in its stead, with why.
    """
    indicator, answer = facts.indicator(key), typed(facts, key)
    aim, moved = answer.aim, answer.movement
    if aim and aim.target.is_index and aim.since_base is not None:
        return f"{in_percent(aim.since_base)} sedan {aim.target.base_year}{_last_year(indicator, answer)}"
    if moved is None or moved.since_base is None:
        return MISSING
    is_wrong = answer.attention == "wrong_way" and moved.course is not None
    return moved_words(facts, key, moved, moved.course.span if is_wrong and moved.course else moved.since_base)


def moved_words(facts: Facts, key: str, moved: Movement, span: Span) -> str:
    """A change over some years; where a break makes it say too much its first value, with why."""
    indicator = facts.indicator(key)
    if moved.broken_by and (doubt := facts.registry.breaks[moved.broken_by].doubt):
        before = phrases.figure(indicator, span.before, phrases.decimals(indicator, [span.before, span.after]))
        return f"från {before} år {span.from_year}; {doubt}"
    size = NO_CHANGE if phrases.is_unchanged(indicator, span) else phrases.change(indicator, span)
    return f"{size} sedan {span.from_year}"


def _last_year(indicator: Indicator, answer: IndicatorAnswer) -> str:
    """That the last year goes against the years before, beside riket's: ", men +15 procent 2024 (riket +22)"."""
    if not isinstance(answer.hedge, LastYear):
        return ""
    span = answer.hedge.span
    told = f", men {phrases.change(indicator, span)} {span.to_year}"
    if span.country is None:
        return told
    country = Span(span.from_year, span.to_year, *span.country)
    return f"{told} (riket {phrases.change_number(indicator, country)})"


def in_percent(size: float) -> str:
    """A change in percent with its sign; never minus zero."""
    return NO_CHANGE if is_nothing(size) else f"{'+' if size > 0 else MINUS}{number(abs(size))} procent"


def place_words(answer: IndicatorAnswer) -> str:
    """The place in words; what stands there where an indicator has none."""
    if answer.place:
        return phrases.placed(answer.place)
    return AGAINST_TARGET if answer.aim else NOT_COMPARED


def _symbol(answer: IndicatorAnswer, *, with_marks: bool) -> Symbol:
    if answer.attention and with_marks:
        return "bad"
    if answer.place is None:
        return "place" if answer.aim else "unknown"  # what stands against a target is known
    return "good" if answer.place.is_first else "place"


def reading(facts: Facts) -> str:
    """How the small series are read, and which areas a place is among."""
    basis = answers.basis(facts)
    names = {
        listed([facts.areas.name(area) for area in basis.declared(name).groups])
        for goal in facts.goals
        if (name := basis.leading_set(goal))
    }
    among = f" Plats bland {names.pop()}." if len(names) == 1 else ""
    lines = f"Tjock linje: {facts.home.name}. Prickad: det område som är bäst av de andra. Streckad: riket."
    return f"{lines}{among}"


def rows_table(facts: Facts, shown: Sequence[str]) -> Table:
    """The same rows as a table for reading and for files."""
    records: list[Record] = []
    for key in shown:
        indicator, answer = facts.indicator(key), typed(facts, key)
        best = answer.place.values[answer.place.best] if answer.place else None
        record: Record = {
            "Mått": capital(phrases.plain(indicator)),
            "Enhet": indicator.unit,
            "År": str(answer.year or MISSING),
            facts.home.name: Number(answer.value, told_decimals(indicator)),
            "Bästa andra": facts.areas.name(answer.place.best) if answer.place else MISSING,
            "Bästa andras värde": Number(best, told_decimals(indicator)),
            "Riket": Number(answer.country, told_decimals(indicator)),
            "Förändring": since(facts, key),
            "Plats": place_words(answer),
            "Uppmärksamhet": ATTENTION[answer.attention] if answer.attention else "",
        }
        records.append(record)
    sources = listed(dict.fromkeys(facts.source_line(key) for key in shown))
    return table(
        f"{facts.home.name} i siffror", f"malkollen_oversikt_{facts.data_version}", records, sources,
        notes=(reading(facts),),
    )  # fmt: skip
