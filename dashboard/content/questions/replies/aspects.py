"""What is asked of a measure beside how it stands: what it takes, in which municipality, then, when, how sure, why."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from dashboard.content import targets
from dashboard.content.answers import answers, things
from dashboard.content.answers.hedges import MARKS
from dashboard.content.answers.phrases import decimals, plain, valued
from dashboard.content.data import awaited, states, taken
from dashboard.content.facts import Facts
from dashboard.content.future import left_sentence, sureness, which_pace
from dashboard.content.indicator.case import how_many
from dashboard.content.municipality import lines
from dashboard.content.questions.reading import asking, kinds
from dashboard.content.questions.reading.question import Question, Reply, led
from dashboard.content.questions.replies import amounts, comparisons, figures, gaps
from dashboard.content.ranks import is_fleet
from dashboard.content.text import ended, preliminary_sentence
from malkollen.answers.hedge import Marked
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.database.freshness import Freshness
from malkollen.registry.home import capital
from malkollen.texts.swedish import first_sentence, inside, listed, spans, with_days_in_words
from malkollen.values import rough
from malkollen.values.areas import COUNTRY

PACE, YEAR, EIGHT = "pace", "year", "eight"
"""Aspects that are more than an indicator's: it may count things, a year is asked for, and how each has moved."""
FOR_GROUPS = "Därför visas den bara för flera kommuner tillsammans."
OF_WAITING = (PACE, YEAR, "source", "next", "sure", "why")
"""Aspects that may be asked of a measure without figures."""
NO_CAUSE = "Målkollen visar hur siffrorna ändras, inte varför."
NO_CAUSE_OF_LEVEL = "Varför det är så visar siffrorna inte."
NO_REASON = "Varför målet är satt som det är står inte här, utan hos den som har satt det."
KNOWS = "Siffrorna ges ut av {publishers}. {office} kan svara på frågor om dem."
NO_FIGURE = "Det finns ingen siffra för {year}."
NO_FIGURE_YET = "Det finns ingen siffra för {year} än."
NO_HEDGE = "Vi känner inget som gör siffran osäker, utöver det som källan själv säger."
FIRST = {"higher": "Bäst står först", "lower": "Bäst, alltså lägst, står först", None: "Högst står först"}
"""In which order municipalities are told, by which way is better."""


def rest(asked: str) -> str:
    """A question without the words of its aspect; empty where it has none."""
    aspect = _aspect(asked)
    left = asking.ASPECTS[aspect].sub(" ", asked) if aspect else ""
    return asking.BESIDES[aspect].sub(" ", left) if aspect in asking.BESIDES else left


def of(facts: Facts, known: Sequence[Question], asked: str, first: Question) -> Question | None:
    """The aspect that a reader asks of, of the indicator that the other words mean; None without either.

    Args:
        first: the question that the other words mean.
    """
    aspect, (kind, _, key) = _aspect(asked), first.key.partition(":")
    if aspect is None or kind not in comparisons.OF_INDICATOR or key not in facts.of_programme:
        return None
    if not facts.is_computed(key) and aspect not in OF_WAITING:
        return None
    if aspect == PACE and (lacking := next((one for one in known if one.key == f"things:{key}"), None)):
        return replace(lacking, text=asked)
    if aspect == "why" and kinds.ONE_TARGET.search(asked):
        return _of_target(known, asked, key)
    if aspect != YEAR:
        is_moved = aspect == EIGHT and asking.CHANGED.search(asked) and not rough.is_for_groups(facts.indicator(key))
        is_of_level = aspect == "why" and not asking.is_of_change(asked)
        told = _members_moved if is_moved else _cause_of_level if is_of_level else REPLIES[aspect]
        return Question(f"{aspect}:{key}", asked, "", partial(told, facts, key), is_listed=False)
    year = max(map(int, asking.YEARS.findall(asked)))
    reply = partial(_then, facts, key, year)
    return Question(f"{aspect}:{key}", asked, "", reply, is_listed=False) if year <= facts.as_of.year else None


def _of_target(known: Sequence[Question], asked: str, key: str) -> Question | None:
    """Why a target is as it is: that the reason is not here, and which target it is and whose."""
    found = next((one for one in known if one.key == f"target:{key}"), None)
    if found is None:
        return None
    return replace(found, text=asked, reply=lambda area: replace(told := found.reply(area), answer=NO_REASON,
        beside=(told.answer, *told.beside)))  # fmt: skip


def meaning(facts: Facts, one: Question, asked: str) -> Question:
    """What an indicator is, before how it stands, where it is asked what its word means."""
    told = gaps.measured(facts.indicator(one.key.partition(":")[2]))

    def reply(area: str) -> Reply:
        own = one.reply(area)
        beside = (own.answer, *(line for line in own.beside if line != told))
        return led(own, capital(asked), told, beside)

    return replace(one, text=asked, reply=reply)


def noted(facts: Facts, one: Question, asked: str) -> Question:
    """A question of what a target takes with what part it is not of, and one of the pace with today's beside it."""
    kind, _, key = one.key.partition(":")
    part = amounts.part_note(facts, asked, key) if kind == PACE else ""
    is_of_pace = kind == "indicator" and kinds.KEEPS_PACE.search(asked) and facts.is_computed(key)
    pace = which_pace(facts, facts.assessor.verdict(key, facts.areas.home.id)) if is_of_pace else ""
    new = tuple(filter(None, (part, pace)))
    return replace(one, reply=lambda of: replace(own := one.reply(of), beside=(*new, *own.beside))) if new else one


def is_pace(asked: str) -> bool:
    """Whether it is asked what a measure takes."""
    return _aspect(asked) == PACE


def _aspect(asked: str) -> str | None:
    return next((name for name, words in asking.ASPECTS.items() if words.search(asked)), None)


# ───────────── Their answers ─────────────


def _pace(facts: Facts, key: str, area: str) -> Reply:
    """What it takes to reach a target, of the home group where the area's own figure cannot tell."""
    usual, answered = figures.of_one(facts, key, area), answers.of_indicator(facts, key, area)
    home = facts.areas.home.id
    asked = f"Vad krävs för {plain(facts.indicator(key))} {figures.where(facts, area)}?"
    declared = tuple(targets.target_line(facts, one) for one in facts.registry.targets_of(key).values())
    if not facts.is_computed(key):
        return replace(usual, question=asked, beside=(*declared, *usual.beside))
    verdict = facts.assessor.verdict(key, home if figures.is_silent(answered) else area)
    left, now = left_sentence(facts, verdict), which_pace(facts, verdict)
    differs = verdict.target[1].differs or "" if verdict.target else ""
    if left is None:
        told, *rest = declared or (targets.nobody(facts),)
        return led(usual, asked, told, (usual.answer, *rest))
    if not figures.is_silent(answered):
        return led(usual, asked, left, tuple(filter(None, (now, differs, usual.answer, *declared))))
    why, hedge = first_sentence(usual.answer)[1], answers.of_indicator(facts, key).hedge or ""
    told = f"För {facts.areas.name(area)} går det inte att räkna: {why[:1].lower()}{why[1:]} {left}"
    return led(usual, asked, told, tuple(filter(None, (now, *declared))), hedge)


def _members(facts: Facts, key: str, area: str) -> Reply:
    """Every municipality's value in its order; those whose companies' cars decide it apart. Nobody is called last."""
    indicator, evaluation, usual = facts.indicator(key), facts.evaluation(key), figures.of_one(facts, key, area)
    year = evaluation.latest_year if facts.is_computed(key) else None
    values = {code: evaluation.at(code, year).value for code in facts.areas.home_members} if year else {}
    known = {code: value for code, value in values.items() if value is not None}
    asked = f"Hur står {facts.members.the} mot varandra i {plain(indicator)}?"
    if not known or rough.is_for_groups(indicator):
        one = area if area in facts.areas.home_members else facts.areas.home_members[0]
        return replace(figures.of_one(facts, key, one), question=asked)
    order = sorted(known, key=lambda code: known[code], reverse=indicator.better != "lower")
    answer, *beside = comparisons.in_a_row(facts, key, {code: known[code] for code in order})
    apart = [facts.areas.name(code) for code in order if is_fleet(facts, key, code)]
    hedge = comparisons.FLEETS.format(names=listed(apart)) if apart else ""
    return Reply(
        asked, f"{answer} {FIRST[indicator.better]}.", "", hedge, tuple(beside), usual.source, (comparisons.ON_EIGHT,)
    )


def _members_moved(facts: Facts, key: str, area: str) -> Reply:
    """How every municipality has moved since the base year, in their usual order; then where each stands."""
    own, name = _members(facts, key, area), plain(facts.indicator(key))
    sizes = {code: lines.change(facts, key, code) for code in facts.areas.home_members}
    told = "; ".join(f"{facts.areas.name(code)} {size}" for code, size in sizes.items() if size)
    asked = f"Hur har det gått med {name} i {facts.members.the}?"
    return replace(own, question=asked, answer=f"{told}.", beside=(own.answer, *own.beside)) if told else own


def _then(facts: Facts, key: str, year: int, area: str) -> Reply:
    """The value of a year that has been, and the latest beside it; which years there are where it has none."""
    usual, indicator = figures.of_one(facts, key, area), facts.indicator(key)
    asked = f"Hur var det med {plain(indicator)} {figures.where(facts, area)} {year}?"
    if not facts.is_computed(key):
        lacking = f"{_none_of(year, facts.as_of.year - 1)} {awaited.source(facts, key).needs_plain}"
        return led(usual, asked, lacking, usual.beside)
    if figures.is_silent(answers.of_indicator(facts, key, area)):
        return replace(usual, question=asked, counted=None)
    evaluation, value = facts.evaluation(key), facts.evaluation(key).at(area, year)
    if value.value is None:
        known = [one for one in evaluation.years() if evaluation.at(area, one).value is not None]
        there = f"Siffror finns för {spans(known)}."
        answer = f"{_none_of(year, max(known))} {there}" if known else usual.answer
    else:
        count = how_many(facts, key, value)
        told = capital(valued(indicator, value.value, year, decimals(indicator, [value.value])))
        answer = " ".join(ended(one) for one in filter(None, [count and f"{count} {year}", told]))
    latest = " ".join(filter(None, [usual.counted and f"{usual.counted[1]}.", usual.answer]))
    return led(usual, asked, answer, (f"Senast: {latest}",), "")


def _none_of(year: int, latest: int) -> str:
    """That there is no figure of a year: not yet, where it is after the latest that there is one of."""
    return (NO_FIGURE_YET if year > latest else NO_FIGURE).format(year=year)


def _fresh(facts: Facts, key: str, area: str) -> Reply:
    """Of which year the latest figure is, when it was taken and when the next is to come."""
    usual = figures.of_one(facts, key, area)
    asked = f"Hur gammal är siffran om {plain(facts.indicator(key))}, och när kommer nästa?"
    if not facts.is_computed(key):
        return replace(usual, question=asked)
    own = facts.evaluation(key).latest_year
    told = tuple(_coming(facts, one) for one in facts.sources_of(key))
    return led(usual, asked, f"Senaste siffran gäller {own}.", told, "")


def _coming(facts: Facts, one: Freshness) -> str:
    late = f", {states.state(facts, one)}" if one.is_late else ""
    has_day = one.next_expected != date.max
    awaited = f"nästa väntas senast {one.next_expected}" if has_day else "ingen dag är bestämd för nästa"
    return with_days_in_words(f"{one.title}: {taken.came(facts, one)}; {awaited}{late}.")


def _sure(facts: Facts, key: str, area: str) -> Reply:
    """How sure the figure is, with every reservation that the page of the indicator has; or why it is not shown."""
    usual = figures.of_one(facts, key, area)
    asked = f"Hur säker är siffran om {plain(facts.indicator(key))} {figures.where(facts, area)}?"
    if not facts.is_computed(key):
        return replace(usual, question=asked)
    if figures.is_silent(answers.of_indicator(facts, key, area)):
        return replace(usual, question=asked, word="", hedge="", beside=(), counted=None)
    first, typed = facts.indicator(key).certainty, answers.of_indicator(facts, key, area).typed
    is_marked = isinstance(typed, IndicatorAnswer) and isinstance(typed.hedge, Marked)
    value, told = facts.evaluation(key).latest(area), [usual.hedge] if is_marked and usual.hedge else []
    told += [ended(why) for year, why in facts.registry.odd_years(key).items() if year <= value.year]
    told += [] if "preliminär" in " ".join(told) else [preliminary_sentence(facts.registry, value)]
    told += [comparisons.FLEETS.format(names=facts.areas.name(area))] if is_fleet(facts, key, area) else []
    told += [FOR_GROUPS] if rough.is_for_groups(facts.indicator(key)) else []
    marked = [mark for mark in MARKS if mark in value.status and mark != "preliminary"]
    told += [why for mark in marked if (why := ended(capital(MARKS[mark]))) not in " ".join(told)]
    told += [states.note(facts, key) or ""]
    answer, *others = [*dict.fromkeys(filter(None, [first, *told]))] or [usual.hedge or NO_HEDGE]
    aim = sureness(facts.assessor.verdict(key, area or facts.areas.home.id))
    return led(usual, asked, answer, (aim,) if aim else (), " ".join(others))


def _source(facts: Facts, key: str, area: str) -> Reply:
    """Who has published the figures; who brings them where there are none yet."""
    usual = figures.of_one(facts, key, area)
    asked = f"Varifrån kommer siffran om {plain(facts.indicator(key))}?"
    if not facts.is_computed(key):
        return replace(usual, question=asked)
    told = f"{facts.source_line(key)}."
    year = facts.evaluation(key).latest_year
    return replace(led(usual, asked, told, (f"Senaste siffran gäller {year}.", usual.answer), ""), source="")


def _cause(facts: Facts, key: str, area: str) -> Reply:
    """That no cause is known, and what is known of the change: in which parts it lies, and riket's beside it."""
    usual = figures.of_one(facts, key, area)
    if not facts.is_computed(key):
        return usual
    asked = f"Varför ändras {plain(facts.indicator(key))} {figures.where(facts, area)}?"
    answer = " ".join(filter(None, [NO_CAUSE, _parts(facts, key, area)]))
    return led(usual, asked, answer, (usual.answer, _knows(facts, key)))


def _cause_of_level(facts: Facts, key: str, area: str) -> Reply:
    """Where the area stands and against whom, that no cause of it is known, and in which parts what is new lies."""
    usual = figures.of_one(facts, key, area)
    if not facts.is_computed(key):
        return usual
    whose = inside(facts.areas.name(area)) if area == COUNTRY else facts.areas.name(area)
    asked = f"Varför ligger {whose} till som det gör i {plain(facts.indicator(key))}?"
    beside = tuple(filter(None, (_parts(facts, key, area), _knows(facts, key))))
    return led(usual, asked, f"{usual.answer} {NO_CAUSE_OF_LEVEL}", beside)


def _parts(facts: Facts, key: str, area: str) -> str:
    """In which municipalities what has been added lies; empty where that cannot be told."""
    typed = answers.of_indicator(facts, key, area).typed
    moved = typed.movers if isinstance(typed, IndicatorAnswer) else None
    return things.moved(answers.basis(facts), moved) if moved else ""


def _knows(facts: Facts, key: str) -> str:
    return KNOWS.format(publishers=gaps.publishers(facts, key), office=facts.home.office)


def _responsible(facts: Facts, key: str, area: str) -> Reply:
    """That nobody is named for one measure, and who answers for the programme as a whole."""
    usual, told = figures.of_one(facts, key, area), facts.programme.responsible
    asked = f"Vem ansvarar för {plain(facts.indicator(key))}?"
    nobody = f"Programmet nämner ingen som ansvarar för just {plain(facts.indicator(key))}."
    answer = " ".join([nobody, *([told.told] if told else [])])
    return led(usual, asked, answer, (usual.answer,), "")


REPLIES: Mapping[str, Callable[[Facts, str, str], Reply]] = {
    "why": _cause,
    "sure": _sure,
    "source": _source,
    "next": _fresh,
    "eight": _members,
    "who": _responsible,
    PACE: _pace,
}
