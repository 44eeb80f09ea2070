"""What has moved: what goes which way since the base year, and one measure where it is asked how it changes."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from dashboard.blocks.page import Link
from dashboard.content.answers import answers, phrases
from dashboard.content.answers.phrases import is_unchanged, plain
from dashboard.content.facts import Facts
from dashboard.content.overview import rows
from dashboard.content.questions.reading import asking
from dashboard.content.questions.reading.question import Question, Reply
from dashboard.content.questions.replies import aspects, figures
from dashboard.content.questions.replies.figures import TARGETS
from dashboard.content.text import doubt, told_decimals
from malkollen.answers import movement
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.answers.movement import Movement, Span
from malkollen.registry.home import capital
from malkollen.texts.swedish import listed

ASKED = "Vilka mått går åt rätt håll och vilka åt fel håll?"
HEDGE = "Det är skillnaden mellan två år, ingen bedömning av målen."
NOT_JUDGED = "Det är skillnaden mellan två år; hur utvecklingen är går inte att bedöma än."
NONE = "Inget mått har siffror som kan jämföras med programmets basår än."
READ_ON = Link("Läs mer på Översikt", "overview")


def questions(facts: Facts) -> Iterator[Question]:
    """That question alone."""
    yield Question("moved", ASKED, TARGETS, partial(_reply, facts), facts.registry.questions.moved)


def _reply(facts: Facts, _area: str) -> Reply:
    spans = {key: span for key in rows.keys(facts) if (span := _span(facts, key))}
    ways = {
        way: listed(plain(facts.indicator(key)) for key in keys)
        for way, is_good in (("rätt", True), ("fel", False))
        if (keys := [key for key, span in spans.items() if _is_good(facts, key, span) is is_good])
    }
    if not ways:
        return Reply(ASKED, NONE, links=(READ_ON,))
    (first, named), *second = ways.items()
    told = [f"går {named} åt {first} håll", *(f"{others} går åt {way} håll" for way, others in second)]
    beside = tuple(_line(facts, key) for key in rows.keys(facts))
    answer = f"Sedan {facts.programme.base_year} {', medan '.join(told)}."
    cited = (source.attribution for key in rows.keys(facts) for source in facts.sources_of(key))
    return Reply(ASKED, answer, hedge=HEDGE, beside=beside, source=f"{facts.credited(cited)}.", links=(READ_ON,))


def _span(facts: Facts, key: str) -> Span | None:
    """The change since the base year; None where there is none, a break hides it, or there is no better way."""
    indicator, moved = facts.indicator(key), rows.typed(facts, key).movement
    span = moved.since_base if moved else None
    is_said = span and span.from_year == facts.programme.base_year and not is_unchanged(indicator, span)
    return span if is_said and indicator.better in {"higher", "lower"} else None


def _is_good(facts: Facts, key: str, span: Span) -> bool:
    return (span.difference > 0) == (facts.indicator(key).better == "higher")


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
    asked = f"Har {plain(facts.indicator(key))} ökat eller minskat {figures.where(facts, area)}?"
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
    return replace(
        own, question=asked, word="", answer=told, hedge=hedge, beside=(own.answer, *kept, *own.beside), counted=None
    )


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
    return replace(own, question=asked, word="", answer=told, beside=(own.answer, *own.beside), counted=None)


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
