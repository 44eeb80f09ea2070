"""How many more things it takes to reach the level of an area that a question names, or of the best one."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from dashboard.content.answers import answers, things
from dashboard.content.facts import Facts
from dashboard.content.indicator.case import how_many
from dashboard.content.indicator.trial import LAST_YEAR
from dashboard.content.questions.apart import takes
from dashboard.content.questions.reading import areas, asking, regions, sizes
from dashboard.content.questions.reading.language import said, way
from dashboard.content.questions.reading.question import Question, Reply
from dashboard.content.questions.replies import comparisons
from dashboard.content.questions.replies.levels import NO_DAY
from dashboard.content.text import COUNTS, preliminary_sentence
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.answers.things import Missing, is_countable, missing, with_every_ahead
from malkollen.texts.swedish import unnamed
from malkollen.values.areas import COUNTRY

THINGS = "things:"
"""How the keys of what is missing begin."""
NEEDS = said(r"(?:skulle |kommer att )?behöv\w*|kräv\w*|fattas|saknas|måste|hur (?:många|mycket) (?:fler|mer|till)|"
    r"hur långt (?:har|är)|återstår|vad ska till|när (?:når|är|har|kommer)")  # fmt: skip
"""That it is asked how much more there is to be."""
LEADS = said(r"leda|leder|(?:ta|få|överta) (?:ledningen|ledartröjan)|"
    r"(?:bli|blir|vara|är|komma|kommer|hamna|ligga) (?:allra )?"
    r"(?:bäst|bästa|först|främst|etta|ledande|i topp|i täten)|toppa|(?:det |den |de )?bästa(?:s nivå)?|"
    r"(?:gå om|komma förbi|passera) (?:alla|de andra|samtliga)(?: områden| regioner)?")  # fmt: skip
"""That the best one's level is asked of."""
COMES = said(r"(?:komma|kommer|hinna|hinner|gå|går|nå|når|ligga|vara|bli) (?:i ?kapp|upp till|upp i|förbi|om|"
    r"i (?:nivå|klass) med)|(?:lika|så) (?:många|stor andel|mycket)|hamna\w*|samma|nivån?|nå|når|nås|uppnå|passera|"
    r"ikapp|matcha|jämfört med|mot|som")  # fmt: skip
"""How somebody comes to another's level."""
ASIDE = way(r"\bför att\b|\b(?:bygga|bygger|byggas|skaffa|köpa|ha|sätta upp|komma|till|fler|många|mycket|ska|skulle|"
    r"innan|senast|före|per år|om året|år|alla andra)\b")  # fmt: skip
"""What such a question says beside that tells no measure."""
WHOLE = way(r"\b(riket|landet|sverige)s\b")
OF_ALL = way(r"\b(?:i|av) (?:hela )?(?:riket|landet|sverige)s?\b")
"""That somebody is to lead in all of the country: not its level is asked of."""
QUESTION = "{asked} till {level}?"
BEST = "Bäst av de områden som jämförs är {name}."


def rest(facts: Facts, asked: str) -> str:
    """What else a question has that asks how many more a named level takes; empty where it does not ask that."""
    if not (NEEDS.search(asked) and (_named(facts, asked) or LEADS.search(asked))):
        return ""
    left = regions.without(facts, WHOLE.sub(r"\1", asked))
    for words in (NEEDS, LEADS, COMES, asking.YEARS, ASIDE):
        left = words.sub(" ", left)
    return left


def asked_of(facts: Facts, known: Sequence[Question], asked: str, subject: Question | None) -> list[Question]:
    """How many more a level takes, of the measure that the other words mean; none of one that counts no things."""
    key = subject.key.partition(":")[2] if subject else ""
    lacking = next((one for one in known if one.key == f"{THINGS}{key}"), None)
    if lacking is None:
        return []
    years = [int(one) for one in asking.YEARS.findall(asked)]
    by = max((one for one in years if facts.as_of.year < one <= LAST_YEAR), default=None)
    to = next(iter(_named(facts, asked)), "")
    no_day = NO_DAY if sizes.WHEN.search(asked) else ""
    return [replace(lacking, text=asked, reply=partial(_reply, facts, key, to, by, no_day), is_listed=False)]


def is_leveled(one: Question) -> bool:
    """Whether a question is of what a level takes: the region that it names is whose level it is."""
    return one.key.startswith(THINGS) and not one.is_listed


def _named(facts: Facts, asked: str) -> list[str]:
    """The areas whose level a question names: regions, and riket; of one of ours also the home group."""
    told = OF_ALL.sub(" ", asked) if LEADS.search(asked) else asked
    named = comparisons.named(facts, WHOLE.sub(r"\1", told))
    found = [one for one in named if one == COUNTRY or len(facts.areas.by_id[one].members) > 1]
    is_of_home = bool(areas.ours_in(facts, asked)) and areas.names_home(facts, asked)
    return found or ([facts.areas.home.id] if is_of_home else [])


def _reply(facts: Facts, key: str, to: str, by: int | None, no_day: str, area: str) -> Reply:
    """What one level takes first, then how many there are and what the other levels take.

    Args:
        to: whose level; empty for the best one's. by: the year that is asked of; None for the usual one.
        no_day: that no day is reckoned, where that is asked; empty else.
    """
    area = area if area in facts.areas.home_members else facts.areas.home.id
    usual, basis = takes.of_one(facts, key, area), answers.basis(facts)
    typed = answers.of_indicator(facts, key, area).typed
    if not isinstance(typed, IndicatorAnswer) or not is_countable(basis, key, area):
        return usual
    every, value = with_every_ahead(basis, typed.things, typed.place), basis.leading(key, area).value
    first = _to(facts, key, area, to, by) if to else _best(every)
    if first is None:
        return usual
    told = things.missing(basis, first, value.year)
    led = "" if to else BEST.format(name=unnamed(facts.areas.name(first.to)))
    others = [one for one in every if one.to != first.to and one.count]
    lines = [things.missing(basis, one, value.year, is_counting_told=not first.count and not at)
        for at, one in enumerate(others)]  # fmt: skip
    count = how_many(facts, key, value)
    now = [f"{count} {value.year}."] if count else []
    hedge = f"{takes.HEDGE} {preliminary_sentence(facts.registry, value, COUNTS)}".strip() if first.count else ""
    hedge = f"{no_day} {hedge}".strip()
    level = things.level(basis, first, value.year).removesuffix(f" {value.year}")
    asked = QUESTION.format(asked=usual.question.rstrip("?"), level=level)
    return replace(usual, question=asked, answer=f"{led} {told}".strip(), hedge=hedge, beside=(*now, *lines))


def _best(every: Sequence[Missing]) -> Missing | None:
    """The region that the most are missing to; None where none is ahead."""
    return max((one for one in every if one.count and one.to != COUNTRY), key=lambda one: one.count, default=None)


def _to(facts: Facts, key: str, area: str, to: str, by: int | None) -> Missing | None:
    """What an area lacks to the level of another in the same year; None where that has no value."""
    basis = answers.basis(facts)
    value, variant = basis.leading(key, area).value, basis.leading_variant(key)
    level = basis.country(key, value.year, variant) if to == COUNTRY else (
        facts.evaluation(key, variant).at(to, value.year).value)  # fmt: skip
    return None if level is None else missing(basis, key, value, to, level, by)
