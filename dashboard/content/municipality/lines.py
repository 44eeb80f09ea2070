"""A municipality's measures in a list: the way to each, its value, and in small what belongs to it."""

from dashboard.blocks.once import Once, Told, whole
from dashboard.blocks.page import Entry, Link
from dashboard.blocks.pieces import Note
from dashboard.content.answers import answers
from dashboard.content.answers.area import ALIKE, BETTER, WORSE
from dashboard.content.answers.blocks import FLEETS_SAID
from dashboard.content.answers.budget import sentence
from dashboard.content.answers.country import against, side_of
from dashboard.content.answers.indicator import quartered
from dashboard.content.answers.phrases import decimals, figure, kept, plain, unit, valued
from dashboard.content.commuting import shares
from dashboard.content.data import states
from dashboard.content.facts import Facts
from dashboard.content.indicator.case import how_many
from dashboard.content.indicator.indicator import country_value
from dashboard.content.overview import rows
from dashboard.content.ranks import NOT_COMPARED, is_fleet, is_ranked, places_text
from dashboard.content.remembered import remembered
from dashboard.content.text import (
    LOWER_IS_BETTER,
    ROUGH,
    WHY_ROUGH,
    amount,
    ended,
    preliminary_mark,
    preliminary_sentence,
)
from malkollen.answers.area import AreaAnswer
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.answers.movement import movement
from malkollen.registry.home import capital
from malkollen.texts.swedish import MISSING, NO_BREAK_SPACE
from malkollen.values import rough
from malkollen.values.values import Value
from malkollen.verdicts.assessor import JUDGED_KINDS

APART, FLEETS_APART = "Utanför ordningen", "Utanför ordningen, många företagsbilar"
"""Before those whose value companies' cars decide, where the page has said so and where it has not."""
FLEET = "många företagsbilar är skrivna i kommunen, så värdet visar inte vad invånarna gör"
"""Of a value that nobody is placed by, where fleets decide it."""
FLEET_AGAIN = "Säger lite om invånarna."
ROUGH_SAID = "rough"
"""The key of that figures are too rough for a single municipality."""


def entries(facts: Facts, code: str, goal: str) -> list[Entry]:
    """A goal's measures that are judged of a municipality, and its plain counts, each in its latest year."""
    return [_entry(facts, code, key) for key in facts.of_goal(goal, is_computed=True) if not _is_aside(facts, key)]


def context(facts: Facts, code: str, goal: str) -> list[Entry]:
    """The goal's other measures, which no answer of a municipality counts; what is not shown of one alone last."""
    keys = [key for key in facts.of_goal(goal, is_computed=True) if _is_aside(facts, key)]
    return [_entry(facts, code, key) for key in sorted(keys, key=lambda key: rough.is_for_groups(facts.indicator(key)))]


def _is_aside(facts: Facts, key: str) -> bool:
    """Whether a measure is beside what the page is about: neither judged of a municipality nor a plain count."""
    indicator = facts.indicator(key)
    is_judged = indicator.kind in JUDGED_KINDS or indicator.is_total
    return rough.is_for_groups(indicator) or not is_judged


def _entry(facts: Facts, code: str, key: str) -> Entry:
    indicator, value = facts.indicator(key), facts.evaluation(key).latest(code)
    way = Link(
        capital(plain(indicator)), "indicator", (("indikator", key), ("omrade", code), ("ar", "")), is_arrow=False
    )
    is_rough = rough.is_for_groups(indicator)
    shown = _of_group(facts, key, value) if is_rough else amount(indicator, value.value)
    notes = [Note.of(told(facts, code, key), "detail")]
    plainly = Note.of(in_a_sentence(facts, code, key), "detail")
    return Entry(f"line-{key}", way, shown, notes, plainly, is_rough)


def told(facts: Facts, code: str, key: str) -> Told:
    """What belongs to a municipality's value: its year, how many things it is, its change, the others'.

    Its place stands in the page's picture.
    """
    indicator, value = facts.indicator(key), facts.evaluation(key).latest(code)
    others = _others(facts, key, value)
    if rough.is_for_groups(indicator):
        return _of_groups(facts, key, value)
    if value.value is None:
        return (f"{value.year}.",)
    changed = change(facts, key, code)
    own = [", ".join(filter(None, [str(value.year), changed])), how_many(facts, key, value)]
    return (
        *map(sentence, filter(None, own)),
        _wrong_way(facts, key, code),
        shares.of_one(facts, code) if key == facts.registry.roles.out_commuters else "",
        _apart(facts, key, code),
        others,
        *_reading(facts, key, code),
        _doubt(facts, key, code),
    )


def in_a_sentence(facts: Facts, code: str, key: str) -> Told:
    """A municipality's value in everyday words with its year, how many things it is, and the others'."""
    indicator, value = facts.indicator(key), facts.evaluation(key).latest(code)
    if rough.is_for_groups(indicator) or value.value is None:
        return told(facts, code, key)
    in_words = valued(indicator, value.value, value.year, decimals(indicator, [value.value]))
    count = how_many(facts, key, value)
    return (
        sentence(in_words if indicator.plain_value else str(value.year)),
        sentence(count) if count else "",
        shares.of_one(facts, code) if key == facts.registry.roles.out_commuters else "",
        _apart(facts, key, code),
        _others(facts, key, value),
        *_reading(facts, key, code),
    )


def _of_group(facts: Facts, key: str, value: Value) -> str:
    """Our municipalities' value together, where a municipality's own is too rough to be shown."""
    together = facts.evaluation(key).at(facts.areas.home.id, value.year).value
    return ROUGH if together is None else f"{facts.areas.home.name} {amount(facts.indicator(key), together)}"


def _of_groups(facts: Facts, key: str, value: Value) -> Told:
    """What belongs to our municipalities' value together, and why it stands there."""
    indicator = facts.indicator(key)
    country = None if indicator.is_total else country_value(facts, key, value.year, None)
    riket = "" if country is None else f", riket {amount(indicator, country)}"
    return f"{value.year}{ended(riket)}", Once(ROUGH_SAID, capital(WHY_ROUGH))


def stands(facts: Facts, code: str, key: str) -> str:
    """How a municipality stands among its like by a measure, without its value; empty where it has no quarter."""
    typed = answers.of_indicator(facts, key, code).typed
    if not isinstance(typed, IndicatorAnswer) or not typed.quarter or not typed.quarter.level:
        return ""
    return f"{facts.areas.name(code)}: {quartered(answers.basis(facts), typed, typed.quarter)}."


def members(facts: Facts, code: str, key: str, *, is_alone: bool = False) -> str:
    """The same as `ranked`, where it is read alone."""
    return whole(ranked(facts, code, key, is_alone=is_alone))


def ranked(facts: Facts, code: str, key: str, *, is_alone: bool = False) -> Told:
    """The values of all our municipalities beside each other, the better first, of a measure with a better end.

    Nobody is called last; those whose value companies' cars decide stand aside.

    Args:
        is_alone: whether no unit and year stand beside it, so that it says them itself.
    """
    indicator, evaluation = facts.indicator(key), facts.evaluation(key)
    year = evaluation.latest(code).year
    values = {one: evaluation.at(one, year).value for one in facts.areas.home_members}
    known = {one: value for one, value in values.items() if value is not None}
    if code not in known or not indicator.better or indicator.is_total:
        return ()
    places = decimals(indicator, [*known.values()])
    turn = 1 if indicator.better == "lower" else -1
    order = sorted(known, key=lambda one: turn * known[one])
    named = {one: f"{facts.areas.name(one)}{NO_BREAK_SPACE}{figure(indicator, known[one], places)}" for one in order}
    aside = [named[one] for one in order if is_fleet(facts, key, one)]
    ours = [told for told in named.values() if told not in aside]
    about = f", {kept(unit(indicator))} {year}" if is_alone else ""
    first, again = (f"{apart}: {', '.join(aside)}." for apart in (FLEETS_APART, APART))
    parts: Told = (f"{capital(facts.members.the)}{about}: {', '.join(ours)}.",) if ours else ()
    return (*parts, Once(FLEETS_SAID, first, again)) if aside else parts


def awaited(facts: Facts, goal: str) -> list[str]:
    """That newer figures of a goal's measures should be here by now, said once for all of them."""
    return states.notes(facts, {key: plain(facts.indicator(key)) for key in facts.of_goal(goal, is_computed=True)})


def _reading(facts: Facts, key: str, code: str) -> Told:
    """What a value is not read without: which way is better, that it is preliminary, why it has no place."""
    lower = LOWER_IS_BETTER if facts.indicator(key).better == "lower" else ""
    value = facts.evaluation(key).latest(code)
    in_full = preliminary_sentence(facts.registry, value)
    mark = sentence(preliminary_mark(facts.registry, [value])) if in_full else ""
    preliminary = Once(f"preliminary:{'+'.join(value.preliminary)}", in_full, mark) if in_full else ""
    return lower, preliminary, _place(facts, key, code)


def _doubt(facts: Facts, key: str, code: str) -> str:
    """How sure a rise up to a preliminary value is, where no break says so in the change itself."""
    indicator, value = facts.indicator(key), facts.evaluation(key).latest(code)
    breaks = [one for one in facts.registry.breaks.values() if {*one.measures} & {*indicator.measures}]
    is_told = any(one.doubt for one in breaks) or "preliminary" not in value.status
    since = movement(answers.basis(facts), key, code, None).since_base
    return "" if is_told or since is None or since.difference <= 0 else indicator.certainty or ""


def change(facts: Facts, key: str, code: str) -> str:
    """What has happened since the programme's base year or the break after it; empty where no year is there."""
    moved = movement(answers.basis(facts), key, code, None)
    if moved.since_base is None:
        return ""
    told = rows.moved_words(facts, key, moved, moved.since_base)
    return "" if told == MISSING else told


def _wrong_way(facts: Facts, key: str, code: str) -> str:
    """That a value goes the wrong way over the years that its verdict rests on; empty where nothing does."""
    told = rows.wrong_way(facts, key, code, movement(answers.basis(facts), key, code, None))
    return sentence(told) if told else ""


def _others(facts: Facts, key: str, value: Value) -> str:
    """The home group's and riket's values of the same year, where they can stand beside a municipality's."""
    indicator, home = facts.indicator(key), facts.areas.home
    if indicator.is_total:
        return ""
    own, country = facts.evaluation(key).at(home.id, value.year).value, country_value(facts, key, value.year, None)
    places = decimals(indicator, [value.value, own, country])
    told = [(home.name, own), ("riket", country)]
    texts = [f"{name} {figure(indicator, other, places)}" for name, other in told if other is not None]
    return sentence(", ".join(texts)) if texts else ""


@remembered
def apart(facts: Facts, code: str) -> dict[str, str]:
    """How a value stands among its like, by measure, where it is on another side of riket's: one comparison leads.

    "Jämfört med pendlingskommunerna ungefär som de flesta": riket's own figure stands beside it, without a judgement,
    since a second one is read as another answer to the same question.
    """
    typed, told = answers.of_area(facts, code).typed, dict[str, str]()
    if not isinstance(typed, AreaAnswer):
        return told
    for side, word, part in ((1, BETTER, typed.upper), (0, ALIKE, typed.middle), (-1, WORSE, typed.lower)):
        for key in (one.key for one in part):
            value = facts.evaluation(key).latest(code)
            country = country_value(facts, key, value.year, None)
            shade = against(facts.indicator(key), value.value, country)
            if shade is not None and side_of(shade) != side:
                told[key] = f"jämfört med {facts.placed.the} {word}"
    return told


def _apart(facts: Facts, key: str, code: str) -> str:
    told = apart(facts, code).get(key)
    return sentence(told) if told else ""


def _place(facts: Facts, key: str, code: str) -> str | Once:
    """Why the page's picture has no place for it, where companies' cars leave it without one."""
    if not is_fleet(facts, key, code):
        return ""
    if not is_ranked(facts, key):
        return Once(FLEETS_SAID, sentence(FLEET), FLEET_AGAIN)
    year = facts.evaluation(key).latest(code).year
    return Once(FLEETS_SAID, sentence(places_text(facts, key, code, year)), sentence(NOT_COMPARED))
