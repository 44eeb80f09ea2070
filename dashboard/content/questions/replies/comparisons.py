"""Areas that a question sets beside each other: which they are, and one answer of all of them, never of one alone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from dashboard.blocks.page import Link
from dashboard.content.answers import answers
from dashboard.content.answers.phrases import DEPENDS, decimals, figure, plain, valued
from dashboard.content.facts import Facts
from dashboard.content.indicator.case import how_many
from dashboard.content.municipality import lines
from dashboard.content.questions.reading import areas, kinds, regions
from dashboard.content.questions.reading.question import Question, Reply, led
from dashboard.content.questions.replies import figures, goals
from dashboard.content.ranks import is_fleet
from dashboard.content.text import ended, preliminary_sentence
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.assess.position import is_tie
from malkollen.registry.home import capital
from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import inside, listed
from malkollen.values import rough

OF_INDICATOR = ("indicator", figures.COMPARED, "things", "target")
"""What the keys of questions that are of one indicator begin with."""
FLEETS = "Många företagsbilar är skrivna i {names}. Siffran visar inte vad invånarna gör och står därför för sig."
MOST = 3
"""Others that have a sentence each: more stand in a row."""
ON_EIGHT, ON_COMPARE = Link("Läs mer på Sida vid sida", "eight"), Link("Läs mer på Jämför", "compare")


# ───────────── Which they are ─────────────


def others(facts: Facts, one: Question, asked: str, area: str) -> list[str]:
    """The areas that a question sets beside the one it is asked of; the usual where it asks who is faster."""
    is_against, is_faster = kinds.COMPARES.search(asked) is not None, regions.FASTER.search(asked) is not None
    away = named(facts, asked)
    if area != facts.areas.home.id and not is_faster:  # what is set beside a municipality is the city itself
        away = [*regions.named(facts, asked), *(areas.elsewhere(facts, asked) if is_against else [])]
    if one.key.startswith("things:"):  # a region's level is where one wants to come
        away = []
    is_with_home = areas.is_in_row(facts, asked) or (is_against and areas.is_beside_home(facts, asked))
    home = [facts.areas.home.id] if is_with_home and area in facts.areas.home_members else []
    ours = areas.set_beside(facts, asked) or areas.rest_of(facts, asked, area)
    found = [each for each in dict.fromkeys((*ours, *home, *away)) if each != area]
    return found or (usual(facts, one.key.partition(":")[2]) if is_faster and is_against else [])


def named(facts: Facts, asked: str) -> list[str]:
    """The areas that a question names to be set beside the home group: of a city the region that is called after it."""
    compared = [one for chosen in facts.registry.comparison_sets.values() for one in chosen.groups]
    by_city = (_region(facts, code, compared) or code for code in areas.elsewhere(facts, asked))
    own = facts.areas.home.id
    return [one for one in dict.fromkeys((*regions.named(facts, asked), *by_city)) if one != own]


def are_areas(facts: Facts, asked: str) -> bool:
    """Whether a question sets ours beside areas that the home group is compared with: of them it then is asked."""
    compared = {one for chosen in facts.registry.comparison_sets.values() for one in chosen.groups}
    return bool({*named(facts, asked)} & compared)


def usual(facts: Facts, key: str) -> list[str]:
    """The areas that the home group is set beside where none is named: those of the set that answers lead with."""
    goal = facts.goals.get(facts.indicator(key).goal) if key in facts.of_programme else None
    chosen = facts.registry.comparison_sets.get(goal.answer_set or "") if goal else None
    return [group for group in chosen.groups if group != facts.areas.home.id] if chosen else []


def _region(facts: Facts, code: str, compared: Sequence[str]) -> str | None:
    """The region that is called after a municipality and holds it: "Stor-Malmö" of "Malmö"."""
    name = facts.areas.name(code).casefold()
    held = (one for one in compared if code in facts.areas.by_id[one].members)
    return next((one for one in held if name in facts.areas.name(one).casefold()), None)


# ───────────── Side by side, a sentence each ─────────────


def side_by_side(
    facts: Facts, one: Question, area: str, beside: Sequence[str], *, is_counted: bool, is_value: bool
) -> Question:
    """A question answered of each area that it sets beside the one it is asked of, in a sentence each.

    Where all have the same answer, as where nothing is known, it is said once; where they are many in a row.

    Args:
        is_counted: whether it is asked how many there are. is_value: whether of the latest value, not of a change.
    """
    own, home, links = one.reply(area), facts.areas.home.id, (ON_EIGHT,)
    is_apart = any((it := one.reply(other)).answer != own.answer or it.beside != own.beside for other in beside)
    each = [*beside] if is_apart else []
    row = _row(facts, one, [area, *each, home]) if each or area not in {home, *facts.areas.municipalities} else []
    names = listed([facts.areas.name(area), *(regions.within(facts, other) for other in each or beside)])
    asked = (own.counted[0] if own.counted and is_counted else own.question).replace(facts.areas.name(area), names)
    key, is_local = one.key.partition(":")[2], {*beside} <= {*facts.areas.municipalities}
    if not each and beside and is_local and key in facts.of_programme and facts.is_computed(key):
        return replace(one, reply=lambda _: replace(own, question=asked))
    if not each:
        return replace(one, reply=lambda of: replace(one.reply(of), beside=(*row, *one.reply(of).beside)))
    told = {of: _said(facts, one, of, is_value=is_value) for of in (area, *each)}
    wide = [] if row and len(each) > 1 else [_line(facts, one, own, other) for other in each]
    if len({*told.values()}) == 1 or len(each) > MOST:
        return replace(one, reply=lambda _: replace(own, beside=(*wide, *row, *own.beside), links=(*own.links, *links)))
    answer = " ".join(_of(facts.areas.name(of), text) for of, text in told.items())
    is_said = told[area] == own.answer
    stood = [] if is_said or len(told) > 2 else _stood(facts, one, [*told])
    whole = [*wide, *row, f"{_of(facts.areas.name(area), own.answer)} {own.hedge}".strip()]
    rest = row if is_said else stood or whole
    reply = led(own, asked, answer, tuple(rest), own.hedge if is_said else _doubts(facts, one, [*told]))
    return replace(one, reply=lambda _: replace(reply, links=(*own.links, *links)))


def _of(name: str, text: str) -> str:
    return text if text.startswith(name) else f"{capital(name)}: {text}"


def _said(facts: Facts, one: Question, area: str, *, is_value: bool) -> str:
    """What an area has of a measure: how many things, and its value with the year; of anything else its answer."""
    kind, _, key = one.key.partition(":")
    if not is_value or kind not in ("indicator", figures.COMPARED) or not _is_shown(facts, one):
        return one.reply(area).answer
    indicator, value = facts.indicator(key), facts.evaluation(key).at(area, facts.evaluation(key).latest_year)
    if value.value is None:
        return one.reply(area).answer
    told = valued(indicator, value.value, value.year, decimals(indicator, [value.value]))
    return ended(", ".join(filter(None, [how_many(facts, key, value), told])))


def _stood(facts: Facts, one: Question, areas_told: Sequence[str]) -> list[str]:
    """How each municipality stands among its like, then the home group's value; nothing where one has no standing."""
    key, home = one.key.partition(":")[2], facts.areas.home.id
    stands = [lines.stands(facts, of, key) if _is_shown(facts, one) else "" for of in areas_told]
    value = facts.evaluation(key).latest(home).value if all(stands) else None
    return [*stands, *(in_a_row(facts, key, {home: value}) if value is not None else [])] if all(stands) else []


def _is_shown(facts: Facts, one: Question) -> bool:
    """Whether a question is of one measure, whose figure is shown of each municipality."""
    kind, _, key = one.key.partition(":")
    is_one = kind in OF_INDICATOR and key in facts.of_programme
    return is_one and facts.is_computed(key) and not rough.is_for_groups(facts.indicator(key))


def _doubts(facts: Facts, one: Question, areas_told: Sequence[str]) -> str:
    """In which areas companies' cars decide a measure's figure, and that it may come to be changed."""
    if not _is_shown(facts, one):
        return ""
    key = one.key.partition(":")[2]
    apart = [facts.areas.name(of) for of in areas_told if is_fleet(facts, key, of)]
    fleets = FLEETS.format(names=listed(apart)) if apart else ""
    return f"{fleets} {preliminary_sentence(facts.registry, facts.evaluation(key).latest(areas_told[0]))}".strip()


def _line(facts: Facts, one: Question, own: Reply, other: str) -> str:
    """Another area's answer on a line; what is known of it instead where both wait for the same."""
    told = one.reply(other)
    count = f"{told.counted[1]}. " if told.counted else ""
    new = next((line for line in told.beside if line not in own.beside), told.answer)
    instead = new if told.answer == own.answer else told.answer
    return _of(facts.areas.name(other), f"{count}{instead}")


def _row(facts: Facts, one: Question, beside: Sequence[str]) -> list[str]:
    """The figures of areas in a row; none where only one has any."""
    if not _is_shown(facts, one):
        return []
    key = one.key.partition(":")[2]
    values = {of: facts.evaluation(key).at(of, facts.evaluation(key).latest_year).value for of in beside}
    known = {of: value for of, value in values.items() if value is not None}
    ranked = lines.members(facts, beside[0], key, is_alone=True) if {*facts.areas.home_members} <= {*known} else ""
    return [ranked] if ranked else in_a_row(facts, key, known) if len(known) > 1 else []


def in_a_row(facts: Facts, key: str, known: Mapping[str, float]) -> list[str]:
    """The latest values of areas in their order, those whose companies' cars decide them on a line of their own."""
    indicator = facts.indicator(key)
    places = decimals(indicator, [*known.values()], apart=True)
    told = {code: f"{facts.areas.name(code)} {figure(indicator, value, places)}" for code, value in known.items()}
    apart = [code for code in known if is_fleet(facts, key, code)]
    share = ", procent" if indicator.is_share and "%" not in indicator.title else ""
    shown = "; ".join(told[code] for code in known if code not in apart)
    return [f"{indicator.title}{share}, {facts.evaluation(key).latest_year}: {shown}.",
        *([ended(f"För sig: {'; '.join(told[code] for code in apart)}")] if apart else [])]  # fmt: skip


# ───────────── Better or worse than regions ─────────────


def of_all(facts: Facts) -> Question:
    """How the home group stands against the other regions: each goal's answer, and its place and theirs by measure."""
    asked, by = f"Hur står {facts.home.name} mot andra?", facts.registry.questions.compare
    return Question(figures.COMPARED, asked, figures.EACH, partial(_of_all, facts, asked), by)


def _of_all(facts: Facts, asked: str, _area: str) -> Reply:
    whole = {one.group: one.reply(facts.areas.home.id) for one in goals.of_goals(facts)}
    answer = " ".join(f"{heading}: {inside(told.answer)}" for heading, told in whole.items())
    each = (_better(facts, key, usual(facts, key), is_alone=False) for key in facts.of_programme)
    sources = dict.fromkeys(source for key in facts.goals for source in answers.computed(facts, key).sources)
    source = figures.published(tuple(sources), facts)
    return Reply(asked, answer, beside=tuple(filter(None, each)), source=source, links=(ON_COMPARE,))


def ranked(facts: Facts, one: Question, others: Sequence[str], *, is_own: bool) -> Question | None:
    """A question of the home group whose answer says whether it is better than others are; None where none tells.

    Args:
        is_own: whether it is asked if ours come first, which a goal answers with its own word before that.
    """
    kind, _, key = one.key.partition(":")
    of_goal = [each for each, its in facts.of_programme.items() if kind == "goal" and its.goal == key]
    is_all = one.key == figures.COMPARED
    of_one = [key] if kind in {"indicator", figures.COMPARED} and key in facts.of_programme else []
    keys = [*facts.of_programme] if is_all else of_goal or of_one
    told = [line for each in keys if (line := _better(facts, each, others, is_alone=not (of_goal or is_all)))]
    if told and is_own and kind == "goal":
        names = [regions.within(facts, other) for other in others]
        return replace(one, reply=lambda area: replace(own := one.reply(area),
            beside=(*told, *(line for line in own.beside if not all(name in line for name in names)))))  # fmt: skip
    short = in_short(facts, keys, others) if len(told) > 1 else ""
    return replace(one, reply=partial(_against, facts, one, others, told, short)) if told else None


def in_short(facts: Facts, keys: Sequence[str], others: Sequence[str]) -> str:
    """In which measures the home group is better than each of some areas and in which not, a sentence an area."""
    stands: dict[str, dict[str, list[str]]] = {area: {} for area in others}
    for key in keys:
        values = _compared(facts, key, others)
        for area in others if values else ():
            word = _stands(facts.indicator(key), values[facts.areas.home.id], values[area]).split()[0]
            stands[area].setdefault(word if _is_ranked(facts, key) else "", []).append(plain(facts.indicator(key)))
    unsure = next((found[""] for found in stands.values() if "" in found), [])
    told = [f"I {listed(unsure)}: platsen {DEPENDS}."] if unsure else []
    for area, found in reversed(stands.items()):
        words = [f"{word} i {listed(found[word])}" for word in ("bättre", "lika", "sämre") if word in found]
        told = [*([f"Mot {regions.within(facts, area)}: {listed(words)}."] if words else []), *told]
    return " ".join(told)


def _better(facts: Facts, key: str, others: Sequence[str], *, is_alone: bool) -> str:
    """The home group's value with the others', and whether it is better than each; empty where one is missing.

    Args:
        is_alone: whether the question is of this measure, whose name then need not be said.
    """
    indicator = facts.indicator(key)
    home, known = facts.areas.home.id, _compared(facts, key, others)
    year = facts.evaluation(key).latest_year if known else None
    if year is None:
        return ""
    places = decimals(indicator, [*known.values()], apart=True)
    shown = {area: figure(indicator, value, places) for area, value in known.items()}
    ways: dict[str, list[str]] = {}
    for area in others:
        ways.setdefault(_stands(indicator, known[home], known[area]), []).append(regions.within(facts, area))
    verdict = ", ".join(f"{word} {listed(names)}" for word, names in ways.items())
    beside = ", ".join(f"i {regions.within(facts, area)} {shown[area]}" for area in others)
    told = f"{valued(indicator, known[home], year, places)}, {beside}"
    told = f"{verdict}: {told}." if _is_ranked(facts, key) else f"{told}: platsen {DEPENDS}."
    return capital(told) if is_alone else f"I {plain(indicator)} {told}"


def _compared(facts: Facts, key: str, others: Sequence[str]) -> dict[str, float]:
    """The latest value of the home group and of each other; none where the measure compares none, or one is missing."""
    if not figures.is_compared(facts, key) or facts.indicator(key).better is None:
        return {}
    evaluation = facts.evaluation(key)
    values = {area: evaluation.at(area, evaluation.latest_year).value for area in (facts.areas.home.id, *others)}
    known = {area: value for area, value in values.items() if value is not None}
    return known if len(known) == len(values) else {}


def _stands(indicator: Indicator, own: float, other: float) -> str:
    """How a value stands to another, where they differ so much that it means anything."""
    if is_tie(own, other, indicator.yearly_materiality):
        return "lika med"
    return "bättre än" if (own > other) == (indicator.better == "higher") else "sämre än"


def _is_ranked(facts: Facts, key: str) -> bool:
    """Whether the home group has a place by a measure, whichever cars are counted."""
    typed = answers.of_indicator(facts, key).typed
    return isinstance(typed, IndicatorAnswer) and typed.place is not None and typed.place.kind != "depends"


def _against(facts: Facts, one: Question, others: Sequence[str], told: Sequence[str], short: str, area: str) -> Reply:
    """short: the verdicts without their figures, where there are several; the figures then stand beside."""
    own = one.reply(area)
    names = listed(regions.within(facts, other) for other in others)
    key = one.key.partition(":")[2]
    subject = f" i {plain(facts.indicator(key))}" if key in facts.of_programme else ""
    asked = f"Hur står {facts.home.name} mot {names}{subject}?"
    rest = goals.uncompared(facts, one)
    hedge = " ".join(filter(None, [rest, own.hedge]))
    if short:
        return led(own, asked, short, (*told, own.answer), hedge)
    return led(own, asked, " ".join(told), (own.answer, *own.beside), hedge)
