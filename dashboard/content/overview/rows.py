"""The measures of the programme, a row each: a small series, the latest value, what has happened, where it stands."""

from collections.abc import Callable, Sequence

from dashboard.blocks.blocks import Multiple, Multiples
from dashboard.blocks.table import Number, Record, Table, table
from dashboard.blocks.words import Symbol
from dashboard.content.answers import answers, hedges, indicator as words, phrases
from dashboard.content.data import states
from dashboard.content.facts import Facts
from dashboard.content.indicator.spread import area_series
from dashboard.content.remembered import remembered
from dashboard.content.text import TINY_START, UNCHANGED, doubt, file_day, preliminary_mark, told_decimals
from dashboard.figures.sparkline import sparkline
from malkollen.answers.indicator import Attention, IndicatorAnswer, indicator_answer
from malkollen.answers.movement import Movement, Span, span as over_years
from malkollen.answers.place import best_of
from malkollen.registry.home import capital
from malkollen.texts.swedish import MINUS, MISSING, inside, is_nothing, listed, number
from malkollen.values.areas import COUNTRY

ATTENTION: dict[Attention | None, str] = {
    "target": "når inte målet",
    "level": "når inte nivån",
    "last": "sist hur man än jämför",
}
"""What asks for attention, in words; what goes the wrong way is told with its size, as the answer tells it."""
ORDERS = {"program": "Efter mål", "plats": "Sämst plats först", "forandring": "Störst förändring först"}
"""How the rows may lie, by the word in the address."""
MARKED = "Den grå raden visas på kartan nedan."
"""Under the rows: which of them the map shows."""
AGAINST_TARGET, NOT_COMPARED = "mäts mot ett mål", "jämförs inte"
"""What stands in a place's stead where the indicator has none, and nobody knows whether its target is reached."""


def keys(facts: Facts) -> list[str]:
    """Those with values that are core, judged against a target or ask for attention, in the registry's order."""
    home = facts.areas.home.id
    return [
        key
        for key, indicator in facts.of_programme.items()
        if facts.is_computed(key)
        and facts.evaluation(key).latest(home).value is not None
        and (indicator.core or typed(facts, key).aim or typed(facts, key).attention)
    ]


@remembered
def typed(facts: Facts, key: str) -> IndicatorAnswer:
    """The home group's answer for an indicator, not yet in words."""
    return indicator_answer(answers.basis(facts), key, facts.areas.home.id)


def multiples(facts: Facts, shown: Sequence[str], order: str) -> Multiples:
    """The rows in an order, one of `ORDERS`."""
    headings = ("Mått", "Utveckling", "Senaste värdet", "Förändring", "Plats eller mål")
    listed_rows = tuple(row(facts, key) for key in ordered(facts, shown, order))
    return Multiples("overview", headings, listed_rows, rows_table(facts, shown))


def ordered(facts: Facts, shown: Sequence[str], order: str) -> list[str]:
    """Indicators goal by goal, within each in an order; those that have no place, or no change, last."""
    goals = [*facts.goals]
    sizes: dict[str, Callable[[IndicatorAnswer], float]] = {"plats": _standing, "forandring": _size}
    size = sizes.get(order)
    return sorted(shown, key=lambda key: (_goal(facts, key, goals), -size(typed(facts, key)) if size else 0.0))


def orders(facts: Facts, shown: Sequence[str]) -> dict[str, str]:
    """Each of `ORDERS` with the first of them that gives the same list: only those that are their own are offered."""
    first: dict[tuple[str, ...], str] = {}
    return {order: first.setdefault(tuple(ordered(facts, shown, order)), order) for order in ORDERS}


def _goal(facts: Facts, key: str, goals: Sequence[str]) -> int:
    goal = facts.indicator(key).goal
    return goals.index(goal) if goal in goals else len(goals)


def _standing(answer: IndicatorAnswer) -> float:
    return answer.place.standing if answer.place else -1.0


def _size(answer: IndicatorAnswer) -> float:
    span = answer.movement.since_base if answer.movement else None
    return abs(span.percent) if span and span.percent is not None else -1.0


def differing(facts: Facts, shown: Sequence[str]) -> str:
    """What the targets that rows name count otherwise than their indicators; empty where nothing is."""
    aims = {key: typed(facts, key).aim for key in shown}
    told = {key: aim.target.differs for key, aim in aims.items() if aim and aim.target.differs}
    return " ".join(f"{capital(phrases.plain(facts.indicator(key)))}: {inside(said)}" for key, said in told.items())


def row(facts: Facts, key: str) -> Multiple:
    """One indicator's row."""
    indicator, answer = facts.indicator(key), typed(facts, key)
    series = area_series(facts, key, areas(facts, key), facts.areas.home.id, None)
    lines = [line for line in series.lines if line.area]  # riket once, not as published too
    where, note = _place_and_note(facts, key)
    goal = facts.goals.get(indicator.goal)
    return Multiple(
        key,
        capital(phrases.plain(indicator)),
        sparkline(lines, series.breaks),
        value(facts, key),
        _year(facts, answer),
        since(facts, key),
        where,
        note,
        _symbol(answer),
        goal.heading if goal else "",
    )


def _year(facts: Facts, answer: IndicatorAnswer) -> str:
    """The year of a value, what of it is preliminary, and that newer figures should be here by now."""
    value = facts.evaluation(answer.key).latest(answer.area)
    marks = [preliminary_mark(facts.registry, [value]), states.mark(facts, answer.key)]
    return ", ".join(filter(None, [str(answer.year or ""), *marks]))


def _place_and_note(facts: Facts, key: str) -> tuple[str, str]:
    """The place and what asks for attention: whose target is missed, and what becomes of a place that fleets lift."""
    indicator, answer = facts.indicator(key), typed(facts, key)
    note = attention(facts, key)
    if answer.place:
        return place_words(answer), note or hedges.without_fleets(answers.basis(facts), answer)
    ahead = words.AHEAD_WORDS.get(answer.aim.state) if answer.aim else None
    aimed = [words.target_words(indicator, answer.aim), ahead] if answer.aim else []
    return note or place_words(answer), "; ".join(filter(None, aimed))


def attention(facts: Facts, key: str) -> str:
    """What asks for attention, in the answer's own words; empty where nothing does.

    What goes the wrong way has its size, "sjunker långsamt: −0,6 procentenheter sedan 2018", unless that is the change
    since the base year, which stands beside it.
    """
    answer = typed(facts, key)
    if answer.attention != "wrong_way":
        return ATTENTION.get(answer.attention, "")
    return wrong_way(facts, key, facts.areas.home.id, answer.movement) or words.AIM_WORDS["away"]


def wrong_way(facts: Facts, key: str, area: str, moved: Movement | None) -> str:
    """What goes the wrong way, over the years that its verdict rests on; empty where nothing does.

    It has its size and since when, unless that is the change since the base year, which stands beside it.
    """
    course = moved.course if moved else None
    if moved is None or course is None or course.is_good:
        return ""
    basis, indicator = answers.basis(facts), facts.indicator(key)
    judged = basis.assessment(key, area, basis.leading_variant(key)).direction
    over = over_years(basis, key, area, judged.from_year or 0, judged.to_year or 0, None) or course.span
    way = words.way(indicator, course)
    is_beside = moved.since_base is not None and moved.since_base.from_year == over.from_year
    return way if is_beside else f"{way}: {phrases.change(indicator, over)} sedan {over.from_year}"


def areas(facts: Facts, key: str) -> list[str]:
    """Whose lines a row draws: ours, the best other's, riket's."""
    return list(dict.fromkeys(filter(None, [facts.areas.home.id, best_other(facts, key), COUNTRY])))


def best_other(facts: Facts, key: str) -> str | None:
    """The best other area, also where none has a place; None where areas are not set beside each other."""
    answer = typed(facts, key)
    return answer.place.best if answer.place else best_of(answer.beside, answer.area, facts.indicator(key).better)


def value(facts: Facts, key: str) -> str:
    """The latest value with its unit."""
    indicator, answer = facts.indicator(key), typed(facts, key)
    if answer.value is None:
        return MISSING
    shown = phrases.figure(indicator, answer.value, told_decimals(indicator))
    return f"{shown} %" if indicator.is_share else f"{shown} {phrases.kept(indicator.unit)}"


def since(facts: Facts, key: str) -> str:
    """What has happened since a target's year, the base year and in the last, else since the base year or the break.

    Emissions never without riket's. Where a change says too much, its first value stands in its stead, with why.
    """
    answer, indicator = typed(facts, key), facts.indicator(key)
    aim, moved = answer.aim, answer.movement
    base = moved.since_base if moved else None
    if aim and aim.target.is_index and aim.since_base is not None:
        told, last = f"{in_percent(aim.since_base)} sedan {aim.target.base_year}", moved.last_year if moved else None
        if base and base.from_year != aim.target.base_year:
            told += f", {phrases.change_number(indicator, base)} sedan {base.from_year}"
        lately = [f"{last.to_year}: {_with_country(facts, key, phrases.change(indicator, last), last)}"] if last else []
        return "; ".join([told, *lately])
    if not moved or not base:
        return MISSING
    return _with_country(facts, key, moved_words(facts, key, moved, base), base)


def _with_country(facts: Facts, key: str, told: str, span: Span) -> str:
    if not span.country or not answers.basis(facts).is_emission(key):
        return told
    country = Span(span.from_year, span.to_year, *span.country)
    return f"{told} (riket {phrases.change_number(facts.indicator(key), country)})"


def moved_words(facts: Facts, key: str, moved: Movement, span: Span) -> str:
    """A change over some years; its first value instead where a break makes it say too much, or little was at first."""
    indicator = facts.indicator(key)
    broken = facts.registry.breaks[moved.broken_by] if moved.broken_by else None
    is_tiny = not indicator.is_share and (span.percent or 0.0) > TINY_START
    if is_tiny or (broken and broken.doubt):
        why = doubt(broken, indicator, span.before, span.after) if broken else ""
        ends = phrases.two_values(indicator, span)
        told = f"från {ends[0]} år {span.from_year}" if ends else f"{UNCHANGED} sedan {span.from_year}"
        return "; ".join(filter(None, [told, why if ends else ""]))
    size = UNCHANGED if phrases.is_unchanged(indicator, span) else phrases.change(indicator, span)
    return f"{size} sedan {span.from_year}"


def in_percent(size: float) -> str:
    """A change in percent with its sign; never minus zero."""
    return UNCHANGED if is_nothing(size) else f"{'+' if size > 0 else MINUS}{number(abs(size))} procent"


def place_words(answer: IndicatorAnswer) -> str:
    """The place in words; what stands there where an indicator has none."""
    if answer.place:
        return phrases.placed(answer.place)
    if answer.aim is None:
        return NOT_COMPARED
    return AGAINST_TARGET if answer.aim.state == "unknown" else inside(words.AIM_HEADS[answer.aim.state])


def _symbol(answer: IndicatorAnswer) -> Symbol:
    if answer.attention:
        return "down" if answer.attention == "wrong_way" else "bad"  # a small move is no alarm
    if answer.place is None:
        return "place" if answer.aim else "unknown"  # what stands against a target is known
    return "good" if answer.place.is_first else "place"


def reading(facts: Facts) -> str:
    """How the small series are read, and which areas a place is among."""
    return " ".join(filter(None, [lines_text(facts), among(facts)]))


def lines_text(facts: Facts) -> str:
    """How the small series are read."""
    home = facts.home.name
    return f"Tjock linje: {home}. Prickad: den bästa av de andra. Streckad: riket."


def among(facts: Facts) -> str:
    """Which areas a place is among; empty where the goals are compared with different ones."""
    basis = answers.basis(facts)
    names = {
        listed([facts.areas.name(area) for area in basis.declared(name).groups])
        for goal in facts.goals
        if (name := basis.leading_set(goal))
    }
    return f"Plats bland {names.pop()}." if len(names) == 1 else ""


def rows_table(facts: Facts, shown: Sequence[str]) -> Table:
    """The same rows as a table for reading and for files."""
    records: list[Record] = []
    for key in shown:
        indicator, answer = facts.indicator(key), typed(facts, key)
        best = best_other(facts, key)
        record: Record = {
            "Mått": capital(phrases.plain(indicator)),
            "Enhet": indicator.unit,
            "År": str(answer.year or MISSING),
            facts.home.name: Number(answer.value, told_decimals(indicator)),
            "Bästa andra": facts.areas.name(best) if best else MISSING,
            "Bästa andras värde": Number(answer.beside[best] if best else None, told_decimals(indicator)),
            "Riket": Number(answer.country, told_decimals(indicator)),
            "Förändring": since(facts, key),
            "Plats": place_words(answer),
            "Uppmärksamhet": attention(facts, key),
        }
        records.append(record)
    sources = facts.source_line(*shown) if shown else ""
    return table(
        f"{facts.home.name} i siffror", f"malkollen_oversikt_{file_day(facts)}", records, sources,
        notes=tuple(filter(None, [among(facts)])),
    )  # fmt: skip
