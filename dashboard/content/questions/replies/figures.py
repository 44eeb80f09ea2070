"""Questions that figures answer: each indicator's, each municipality's, and the targets there are."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from dashboard.blocks.page import Link
from dashboard.content import amounts, targets
from dashboard.content.answers import answers, silence
from dashboard.content.answers.answers import Answered
from dashboard.content.answers.phrases import plain
from dashboard.content.commuting import commuting
from dashboard.content.compare import compare
from dashboard.content.data import awaited, states
from dashboard.content.facts import Facts
from dashboard.content.indicator import reported
from dashboard.content.indicator.case import how_many
from dashboard.content.municipality import lines
from dashboard.content.questions.reading.question import Question, Reply
from dashboard.content.questions.replies import gaps
from dashboard.content.ranks import is_fleet
from dashboard.content.remembered import remembered
from dashboard.content.text import COUNTS, ended, preliminary_sentence
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.registry.home import capital
from malkollen.texts.swedish import listed, number
from malkollen.values.values import Value
from malkollen.verdicts.targets_in_force import is_decided

EACH, TARGETS = "Kommunerna", "Mål och beslut"
"""Headings that questions stand under; each goal has its own."""
COMPARED = "compare"
"""The key of how the home group stands against other regions, and what its keys in each indicator begin with."""
METRES = 1000
NOT_COUNTED = "Inte medräknat: {what}: {count} ({year})."


def of_indicators(facts: Facts) -> Iterator[Question]:
    """What is asked of each indicator of the programme: how it stands, and of one without figures why."""
    for key, indicator in facts.of_programme.items():
        if indicator.kind == "lageslista":
            continue
        names = (indicator.title, indicator.short, plain(indicator), indicator.plain_value or "")
        asked = answers.of_indicator(facts, key).question or indicator.title
        group = facts.goals[indicator.goal].heading
        reply = partial(of_one, facts, key)
        yield Question(f"indicator:{key}", asked, group, reply, indicator.words, names, (indicator.about,))


def of_one(facts: Facts, key: str, area: str) -> Reply:
    """How an indicator stands in an area; why there is no figure where it has none."""
    answered = answers.of_indicator(facts, key, area)
    chosen = "" if area == facts.areas.home.id else area
    choices = (("indikator", key), ("omrade", chosen), ("ar", ""))
    link = Link(f"Läs mer på Indikator: {capital(plain(facts.indicator(key)))}", "indicator", choices)
    question = answered.question or facts.indicator(key).title
    if not facts.is_computed(key):
        return _waiting(facts, key, area, link)
    value = facts.evaluation(key).latest(area)
    answered = _said_preliminary(facts, answered, value)
    count = "" if value.value is None else how_many(facts, key, value) or length(facts, key, value)
    source, name = published(answered.sources, facts, key), facts.areas.name(area)
    of_what = (
        *_reserved(facts, key, area),
        *([gaps.measured(facts.indicator(key))] if facts.indicator(key).is_share else []),
        *_not_counted(facts, key, area),
        *_the_other_way(facts, key, area),
    )
    if is_silent(answered) and area != facts.areas.home.id:
        own = answers.of_indicator(facts, key)
        beside = (" ".join(filter(None, (f"{facts.home.name}: {own.answer}", own.hedge))), gaps.whom(facts))
        return replied(answered, question, source, link, beside)
    if not count:
        return replied(answered, question, source, link, (*answered.beside, *of_what))
    counted = (f"Hur många {_counted_in(facts, key)}{plain(facts.indicator(key))} har {name}?", f"{count} {value.year}")
    reply = replied(gaps.uncounted(answered), question, source, link, (f"{counted[1]}.", *answered.beside, *of_what))
    return replace(reply, counted=counted)


def _said_preliminary(facts: Facts, answered: Answered, value: Value) -> Answered:
    """An answer that says that its value may come to be changed by who publishes it, where it is so."""
    told = preliminary_sentence(facts.registry, value)
    if not told or "preliminär" in (answered.hedge or ""):
        return answered
    beside = tuple(line for line in answered.beside if line != preliminary_sentence(facts.registry, value, COUNTS))
    return replace(answered, hedge=" ".join(filter(None, [answered.hedge, told])), beside=beside)


def _reserved(facts: Facts, key: str, area: str) -> tuple[str, ...]:
    """What to know before anything is read out of a measure's rise, and that newer figures are late.

    What is a measure's first caveat as well weakens every rise; where it has fallen nothing of it explains anything.
    """
    indicator, typed = facts.indicator(key), answers.of_indicator(facts, key, area).typed
    moved = typed.movement.since_base if isinstance(typed, IndicatorAnswer) and typed.movement else None
    is_weakened = indicator.certainty in indicator.caveats[:1] and moved is not None and moved.difference > 0
    return tuple(filter(None, (indicator.certainty if is_weakened else None, states.note(facts, key))))


def length(facts: Facts, key: str, value: Value) -> str:
    """How long what a rate counts is, all of it: "204 kilometer cykelvägar"; empty where it is no length."""
    if not (told := _counted_in(facts, key)) or not value.sums:
        return ""
    indicator = facts.indicator(key)
    metres = amounts.things_size(facts, key, value, value.value or 0.0) or 0.0
    return f"{number(metres / METRES)} {told}{plain(indicator)}"


def _counted_in(facts: Facts, key: str) -> str:
    """What is counted of an indicator's numerator where that is a length; empty where it is things."""
    parsed = facts.indicator(key).parsed
    is_length = parsed and parsed.is_one_division and {facts.registry.measures[one].unit for one in parsed.counted}
    return "kilometer " if is_length == {"meter"} else ""


def _the_other_way(facts: Facts, key: str, area: str) -> tuple[str, ...]:
    """Of those who commute one way over a municipality's border, how many go the other; nothing of other measures."""
    own, into, out = facts.indicator(key), commuting.measure(facts, "in"), commuting.measure(facts, "ut")
    ways: Mapping[tuple[str | None, ...], tuple[str, str]] = {
        (into,): ("ut", "pendlade ut"), (out,): ("in", "pendlade in"),
    }  # fmt: skip
    way, verb = ways.get(own.measures, ("", ""))
    years = commuting.years(facts)
    crossing = commuting.crossing(facts, area, years[-1]) if way and years else None
    count = crossing and (crossing.out if way == "ut" else crossing.into)
    return (f"{number(count)} {verb} {years[-1]}.",) if count else ()


def _not_counted(facts: Facts, key: str, area: str) -> tuple[str, ...]:
    """What another indicator counts with an indicator's own things and this one leaves out: how many there are.

    Of electric cars the plug-in hybrids, which many call by the same name. What it divides by is not left out of it.
    """
    own = facts.indicator(key)
    if own.thing is None or own.parsed is None:
        return ()
    for other in facts.of_programme:
        wider = facts.indicator(other).parsed
        if not wider or not facts.is_computed(other) or not {*own.parsed.counted} < {*wider.counted}:
            continue
        value = facts.evaluation(other).latest(area)
        known = dict(zip(wider.measures, value.sums or (), strict=False))
        return tuple(
            NOT_COUNTED.format(what=facts.registry.measures[one].title, count=number(known[one]), year=value.year)
            for one in wider.counted
            if one not in own.parsed.measures and one in known
        )
    return ()


def is_silent(answered: Answered) -> bool:
    """Whether an indicator's answer is that there is none."""
    return isinstance(answered.typed, IndicatorAnswer) and answered.typed.state == "unanswered"


def is_no_share(facts: Facts, one: Question) -> bool:
    """Whether a question is of an indicator, and that is no share: whoever asks for a share means another."""
    key = one.key.partition(":")[2]
    return key in facts.of_programme and not facts.indicator(key).is_share


def is_waiting(facts: Facts, one: Question) -> bool:
    """Whether a question is of an indicator that has no figures."""
    kind, _, key = one.key.partition(":")
    return kind == "indicator" and key in facts.of_programme and not facts.is_computed(key)


def _waiting(facts: Facts, key: str, area: str, link: Link) -> Reply:
    """That there is no figure, why and who brings it; beside it what would be measured, and what is known instead."""
    needs = awaited.source(facts, key).needs_plain
    question = answers.of_indicator(facts, key, area).question or facts.indicator(key).title
    instead = f"{reported.instead(facts, key, area)} {_near_moved(facts, reported.near(facts, key), area)}".strip()
    beside = (gaps.measured(facts.indicator(key)), instead)
    return Reply(question, f"{silence.NOT_YET}. {needs}", silence.NOT_YET, beside=beside,
        source=_of_instead(facts, key), links=(gaps.of_whole(facts, link, area),))  # fmt: skip


def _near_moved(facts: Facts, near: str | None, area: str) -> str:
    """How the measure that lies nearest has moved: the home group's where the area has no figure that says anything."""
    if near is None:
        return ""
    is_own = not is_fleet(facts, near, area) and facts.evaluation(near).latest(area).value is not None
    whose = area if is_own else facts.areas.home.id
    told = lines.change(facts, near, whose)
    of_whom = "" if area == facts.areas.home.id else f" {where(facts, whose)}"  # two areas' values stand before it
    return f"Förändring{of_whom}: {told}." if told else ""


def _of_instead(facts: Facts, key: str) -> str:
    """Who published what is known instead of a measure's own figures; empty where nothing is."""
    near = reported.near(facts, key)
    told = {row.source for row in reported.of(facts, key)[:1]}
    cited = [one.attribution for one in facts.sources if one.source in told]
    own = [one.attribution for one in facts.sources_of(near)] if near else []
    return f"{facts.credited([*cited, *own])}." if cited or own else ""


def of_municipalities(facts: Facts) -> Iterator[Question]:
    """How it goes for the home group and each of its municipalities."""
    for area in (facts.areas.home.id, *facts.areas.home_members):
        asked = _asked_of_area(facts, area)
        words = facts.registry.questions.municipalities
        yield Question(f"area:{area}", asked, EACH, partial(_area, facts, area), words, (facts.areas.name(area),))


@remembered
def _asked_of_area(facts: Facts, area: str) -> str:
    return answers.of_area(facts, area).question or facts.areas.name(area)


def of_each(facts: Facts, asked: str) -> Question:
    """How it goes for the municipality that it is asked of, whichever it is."""
    return Question("areas", asked, EACH, lambda area: _area(facts, area, ""), is_listed=False)


def _area(facts: Facts, area: str, _asked: str) -> Reply:
    answered = answers.of_area(facts, area)
    name = facts.areas.name(area)
    whole = Link("Läs mer på Sida vid sida", "eight")
    link = (
        whole
        if area == facts.areas.home.id
        else Link(f"Läs mer på Kommun: {name}", "municipality", (("kommun", area),))
    )
    return replied(answered, answered.question or name, published(answered.sources, facts), link)


def of_targets(facts: Facts) -> Iterator[Question]:
    """Which targets there are for each indicator; in the lists for those that have any."""
    words = facts.registry.questions.targets
    for key, indicator in facts.of_programme.items():
        declared = facts.registry.targets_of(key)
        asked = f"Vilket mål finns för {plain(indicator)}?"
        about = tuple(text for one in declared.values() for text in (one.title, one.decided_by))
        names, reply = (plain(indicator), *indicator.words), partial(_targets, facts, key)
        yield Question(f"target:{key}", asked, TARGETS, reply, words, names, about, must=((*names, *about),),
            is_listed=bool(declared))  # fmt: skip


def _targets(facts: Facts, key: str, _area: str) -> Reply:
    indicator = facts.indicator(key)
    declared = list(facts.registry.targets_of(key).values())
    lines = [targets.target_line(facts, one) for one in declared]
    nobody = [] if any(map(is_decided, declared)) else [targets.nobody(facts)]
    told = " ".join([*nobody, *lines])
    link = gaps.on_goal(facts, indicator.goal)
    source = ended(f"Källa: {listed(one.document for one in declared)}") if declared else ""
    return Reply(f"Vilket mål finns för {plain(indicator)}?", told, source=source, links=(link,))


def of_compared(facts: Facts) -> Iterator[Question]:
    """How the home group stands against the other regions in each indicator that sets them beside each other."""
    for key, indicator in facts.of_programme.items():
        if is_compared(facts, key):
            asked = f"Hur står {facts.home.name} mot andra i {plain(indicator)}?"
            reply, names = partial(_compared, facts, key, asked), (plain(indicator), *indicator.words)
            about = facts.registry.questions.compare
            yield Question(f"{COMPARED}:{key}", asked, EACH, reply, names=names, about=about, must=(names,))


def is_compared(facts: Facts, key: str) -> bool:
    """Whether an indicator sets the home group beside other regions."""
    is_placed = facts.is_computed(key) and compare.is_comparable(facts, key) and not facts.indicator(key).is_total
    return is_placed and answers.of_indicator(facts, key).word is not None


def _compared(facts: Facts, key: str, asked: str, _area: str) -> Reply:
    value = facts.evaluation(key).latest(facts.areas.home.id)
    answered = _said_preliminary(facts, answers.of_indicator(facts, key), value)
    return replied(answered, asked, published(answered.sources, facts, key), on_compare(facts, key))


def on_compare(facts: Facts, key: str) -> Link:
    """The way to where an indicator sets regions beside each other."""
    name = capital(plain(facts.indicator(key)))
    return Link(f"Läs mer på Jämför: {name}", "compare", (("indikator", key), ("ar", "")))


def where(facts: Facts, area: str) -> str:
    """In an area, within a sentence: "i Salem"."""
    return facts.home.at if area == facts.areas.home.id else f"i {facts.areas.name(area)}"


def replied(
    answered: Answered, question: str, source: str, link: Link, beside: tuple[str, ...] = ()
) -> Reply:  # fmt: skip
    """An answer as a reply, with where more is said and what stands beside it."""
    word, hedge = answered.word or "", answered.hedge or ""
    return Reply(question, answered.answer, word, hedge, (*answered.measures, *beside), source, (link,))


def published(sources: tuple[str, ...], facts: Facts, key: str = "") -> str:
    """Who published the figures that an answer rests on, who has worked on them, and of one measure whose riket is."""
    known = [one.attribution for one in facts.sources if one.source in sources]
    return f"{facts.credited(known)}{facts.summed(key) if key else ''}." if known else ""
