"""What has moved: what goes which way since the base year, and one measure where it is asked how it changes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from dashboard.blocks.page import Link
from dashboard.content.answers import answers, phrases
from dashboard.content.answers.phrases import is_unchanged, plain
from dashboard.content.compare import pace
from dashboard.content.facts import Facts
from dashboard.content.overview import rows
from dashboard.content.questions.reading import asking, regions
from dashboard.content.questions.reading.question import Question, Reply, led
from dashboard.content.questions.replies import aspects, figures
from dashboard.content.questions.replies.figures import TARGETS
from dashboard.content.text import doubt, told_decimals
from malkollen.answers import movement
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.answers.movement import Course, Movement, Span
from malkollen.registry.home import capital
from malkollen.texts.swedish import listed
from malkollen.verdicts.assessor import JUDGED_KINDS

KEY = "moved"
"""The question's key."""
ASKED = "Vilka mått går åt rätt håll och vilka åt fel håll?"
WHICH = "Här är alla mått som bedöms och har siffror."
"""Which measures are told of: what is not judged is no better or worse for anybody."""
UNSURE = "Ingen säker riktning än: {measures}."
HEDGE = "Raderna är skillnaden mellan två år, ingen bedömning av målen."
NOT_JUDGED = "Det är skillnaden mellan två år; hur utvecklingen är går inte att bedöma än."
NONE = "Inget mått har siffror som kan jämföras med programmets basår än."
READ_ON = Link("Läs mer på Översikt", "overview")


def questions(facts: Facts) -> Iterator[Question]:
    """That question alone."""
    yield Question(KEY, ASKED, TARGETS, partial(_reply, facts), facts.registry.questions.moved)


def _reply(facts: Facts, _area: str) -> Reply:
    followed = measured(facts)
    if not any(_has_span(facts, key) for key in followed):
        return Reply(ASKED, NONE, links=(READ_ON,))
    sure = {key: course.is_good for key in followed if (course := _course(facts, key))}
    ways = {
        way: listed(plain(facts.indicator(key)) for key, good in sure.items() if good is is_good)
        for way, is_good in (("rätt", True), ("fel", False))
        if is_good in sure.values()
    }
    told = ", medan ".join(f"{named} går åt {way} håll" for way, named in ways.items())
    rest = [plain(facts.indicator(key)) for key in followed if key not in sure]
    unsure = UNSURE.format(measures=listed(rest)) if rest else ""
    answer = " ".join(filter(None, [f"{capital(told)}." if told else "", unsure]))
    beside = tuple(_line(facts, key) for key in followed)
    cited = (source.attribution for key in followed for source in facts.sources_of(key))
    source = f"{facts.credited(cited)}."
    return Reply(ASKED, answer, hedge=f"{WHICH} {HEDGE}", beside=beside, source=source, links=(READ_ON,))


def measured(facts: Facts) -> list[str]:
    """Every measure that is judged and has figures, as many as the goals' answers count: Översikt shows only some."""
    home = facts.areas.home.id
    return [
        key
        for key, one in facts.of_programme.items()
        if one.kind in JUDGED_KINDS and facts.is_computed(key) and facts.evaluation(key).latest(home).value is not None
    ]


def _has_span(facts: Facts, key: str) -> bool:
    moved = rows.typed(facts, key).movement
    return moved is not None and moved.since_base is not None


def _course(facts: Facts, key: str) -> Course | None:
    """Which way a measure goes where that is established, as everywhere else; two years alone tell no way."""
    moved = rows.typed(facts, key).movement
    return moved.course if moved else None


def _line(facts: Facts, key: str) -> str:
    """How a measure has moved since the base year, or since the break after it, as Översikt says it."""
    moved = rows.typed(facts, key).movement
    told = (
        rows.moved_words(facts, key, moved, moved.since_base)
        if moved and moved.since_base
        else "ingen förändring att visa"
    )
    return f"{capital(plain(facts.indicator(key)))}: {told}."


# ───────────── One measure ─────────────


def first(facts: Facts, one: Question, asked: str) -> Question:
    """A question whose answer begins with the change, where that is asked and is known."""
    key = one.key.partition(":")[2] if one.key.startswith("indicator:") else ""
    since = asking.SINCE.search(asked)
    if key in facts.of_programme and facts.is_computed(key) and since and asking.is_of_change(asked):
        return replace(one, reply=partial(_since, facts, key, one, int(since[1])))
    if key not in facts.of_programme or not asking.is_of_change(asked) or facts.indicator(key).is_total:
        return one
    return replace(one, reply=partial(_changed if facts.is_computed(key) else _unknown, facts, key, one))


def _unknown(facts: Facts, key: str, one: Question, area: str) -> Reply:
    """That it cannot be said which way it goes either, of a measure without figures."""
    what, where = plain(facts.indicator(key)), figures.where(facts, area)
    asked = f"Har {what} ökat eller minskat{'' if what.endswith(where) else f' {where}'}?"
    return replace(one.reply(area), question=asked)


def _changed(facts: Facts, key: str, one: Question, area: str) -> Reply:
    """The change, then the answer without it; the answer alone of an area that has no two years to set side by side."""
    own, typed = one.reply(area), answers.of_indicator(facts, key, area).typed
    found = typed if isinstance(typed, IndicatorAnswer) and typed.state != "unanswered" else None
    if found is None or found.movement is None or found.movement.since_base is None:
        return own
    told = capital(_from_to(facts, key, found.movement, found.movement.since_base))
    is_judged = found.movement.course is not None
    hedge = own.hedge if is_judged else NOT_JUDGED
    kept = () if is_judged or not own.hedge or own.hedge[:1].isdigit() else (own.hedge,)
    asked = f"Hur har det gått med {plain(facts.indicator(key))} {figures.where(facts, area)}?"
    return led(own, asked, told, (own.answer, *kept, *own.beside), hedge)


def _since(facts: Facts, key: str, one: Question, since: int, area: str) -> Reply:
    """The change since a year that is asked of, with riket's beside it; the usual change where that cannot be told.

    It cannot where the year has no value, and where the answer tells the change since it already.
    """
    own, latest = one.reply(area), facts.evaluation(key).latest(area).year
    is_broken = any(since < year <= latest for year in facts.registry.breaks_of(key))
    span = movement.span(answers.basis(facts), key, area, since, latest, None)
    if figures.is_silent(answers.of_indicator(facts, key, area)) or str(since) in own.answer:
        return own
    if span is None or is_broken:
        usual = own if facts.indicator(key).is_total else _changed(facts, key, one, area)
        is_there = facts.evaluation(key).at(area, since).value is not None
        lacking = () if is_there else (aspects.NO_FIGURE.format(year=since),)
        return replace(usual, beside=(*lacking, *usual.beside))
    told = capital(_from_to(facts, key, Movement(span, None, None, None, None), span))
    country = Span(span.from_year, span.to_year, *span.country) if span.country else None
    if country:
        there = phrases.since(facts.indicator(key), country).removesuffix(f" sedan {since}")
        told = f"{told.removesuffix('.')}, i riket {there}."
    asked = f"Hur har det gått med {plain(facts.indicator(key))} {figures.where(facts, area)} sedan {since}?"
    return led(own, asked, told, (own.answer, *own.beside))


def _from_to(facts: Facts, key: str, moved: Movement, span: Span) -> str:
    """Both values with their years and the change between them, or why that says too much."""
    indicator = facts.indicator(key)
    ends = phrases.two_values(indicator, span)
    now = phrases.valued(indicator, span.after, span.to_year, told_decimals(indicator))
    if ends is None or is_unchanged(indicator, span):
        return f"i stort sett oförändrat sedan {span.from_year}: {now}."
    broken = facts.registry.breaks[moved.broken_by] if moved.broken_by else None
    why = doubt(broken, indicator, span.before, span.after) if broken else ""
    size = why or phrases.change(indicator, span)
    return f"från {ends[0]} ({span.from_year}) till {now}{'; ' if why else ': '}{size}."


# ───────────── Who is faster ─────────────


def paced(facts: Facts, one: Question, others: Sequence[str], of: str | None = None) -> Question:
    """A question whose answer begins with how an area has moved beside others that it is asked to be set against.

    of: the area, where the question names only the others: "snabbare än länet och landet".
    """
    key = one.key.partition(":")[2]
    if key not in facts.of_programme or not facts.is_computed(key):
        return one

    def reply(asked_of: str) -> Reply:
        area = of or asked_of
        own = one.reply(area)
        told = {each: size for each in (*_totals(facts, key), key) if (size := between(facts, each, [area, *others]))}
        if not told:
            return own
        measure, size = next(iter(told.items()))
        both = listed([facts.areas.name(area), *(regions.within(facts, other) for other in others)])
        asked = f"Hur har det gått med {plain(facts.indicator(measure))}: {both}?"
        return led(own, asked, size, (own.answer, *own.beside))

    return replace(one, reply=reply)


def _totals(facts: Facts, key: str) -> list[str]:
    """The measures of all of what a measure divides, whose pace is what is compared."""
    parts = {*facts.indicator(key).measures}
    return [
        each
        for each, other in facts.of_programme.items()
        if other.is_total and facts.is_computed(each) and other.measures and {*other.measures} < parts
    ]


def between(facts: Facts, key: str, areas: list[str]) -> str:
    """How areas have moved, of a total since a target's first year; empty where one of them has no two years."""
    if facts.indicator(key).is_total:
        return _paces(facts, key, areas)
    steps = {area: step for area in areas if (step := _step(facts, key, area))}
    if len(steps) < len(areas):
        return ""
    first = min(year for year, _ in steps.values())
    return f"Sedan {first}: {', '.join(f'{regions.within(facts, area)} {size}' for area, (_, size) in steps.items())}."


def _step(facts: Facts, key: str, area: str) -> tuple[int, str] | None:
    """From which year an area has moved, between which values and how much; where that says too much the values alone.

    None without two years.
    """
    moved, indicator = movement.movement(answers.basis(facts), key, area, None), facts.indicator(key)
    span = moved.since_base
    if span is None:
        return None
    ends = phrases.two_values(indicator, span)
    if ends is None:
        return span.from_year, "i stort sett oförändrat"
    size = "" if moved.broken_by else f" ({phrases.change(indicator, span)})"
    return span.from_year, f"från {ends[0]} till {ends[1]}{size}"


def _paces(facts: Facts, key: str, areas: list[str]) -> str:
    """The changes of a total since each year that Jämför counts from, of areas that it sets beside each other."""
    for name in facts.registry.comparison_sets:
        told = list[tuple[int, str]]()
        for case in pace.cases(facts, key, name):
            rows = {row.name: row.text for row in pace.rows(facts, key, case)}
            names = [facts.areas.name(area) for area in areas]
            if all(one in rows for one in names):
                sizes = ", ".join(f"{regions.within(facts, area)} {rows[facts.areas.name(area)]}" for area in areas)
                told.append((case.start, f"Sedan {case.start}: {sizes}."))
        if told:
            return " ".join(text for _, text in sorted(told))
    return ""
