"""A level of a reader's own in a question, "halva bilparken 2030", and what it takes to come there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from dashboard.blocks.page import Link
from dashboard.content.answers import answers
from dashboard.content.answers.phrases import figure, plain
from dashboard.content.facts import Facts
from dashboard.content.future import left_sentence
from dashboard.content.indicator import indicator as texts
from dashboard.content.indicator.trial import LAST_YEAR, Trial, base_years, default_base, try_target
from dashboard.content.questions.reading import asking, language, sizes
from dashboard.content.questions.reading.question import Question, Reply
from dashboard.content.questions.replies import aspects, comparisons, figures
from dashboard.content.ranks import is_fleet
from dashboard.content.workbench.takes import TAKES
from malkollen.answers.things import HORIZON
from malkollen.registry.home import capital
from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import listed, number

Kind = Literal["share", "value", "times", "less", "more"]
LEVEL = "level"
"""What the keys of what a level takes begin with."""
NO_BASE = (
    "Frågan säger inte vilket år minskningen ska räknas från, och inget mål har satt ett. Skriv till exempel "
    "”{example}”."
)
EXAMPLE = "{size} procent lägre {year} än {base}"
NO_DAY = "När det blir så räknar Målkollen inte ut."
"""Of a question that asks when: what is shown is what it takes."""
AT_TODAYS = "Räknat med lika många {things} som {year}."
OF_LATEST = {2.0: "dubbla", 3.0: "tredubbla", 4.0: "fyrdubbla"}
CLOSE = 1e-6
"""How near a level must come to a target's to be the same."""


@dataclass(frozen=True)
class Level:
    """A level that a question names.

    Attributes:
        size: percent of a share, of less or of more; a value in an indicator's unit; or how many times the latest.
        base: the year that less is counted from; 0 for today's. None where the question names none.
        year: when it is to be reached.
    """

    kind: Kind
    size: float
    year: int | None
    base: int | None = None


@dataclass(frozen=True)
class Tried:
    """A level as an indicator has it: in its unit, or of a total as an index of its base year."""

    value: float
    year: int
    base: int
    told: str


# ───────────── What a question names ─────────────


def read(asked: str, latest: int) -> Level | None:
    """The level that a question asks what it takes to reach; None without one. latest: the latest year there may be."""
    text = asked[: language.LONGEST].casefold()
    years = [int(one) for one in asking.YEARS.findall(text)]
    ahead = max((one for one in years if latest < one <= LAST_YEAR), default=None)
    if not ahead and not sizes.STRIVES.search(text) and not sizes.WHEN.search(text):
        return None
    found = _size(text)
    if found is None:
        return None
    kind, size = found
    base = max((one for one in years if one <= latest), default=None)
    if base is None and sizes.TODAY.search(text):
        base = 0
    return Level(kind, size, ahead, base)


def _size(text: str) -> tuple[Kind, float] | None:
    """The kind of a level and its size."""
    if found := sizes.PER.search(text):
        return "value", _number(found["size"])
    if found := sizes.TIMES.search(text):
        return "times", next(factor for word, factor in sizes.FACTORS.items() if found.group().startswith(word))
    part = sizes.PERCENT.search(text)
    fraction = None if part else sizes.FRACTION.search(text)
    halved = sizes.HALVED.search(text)
    if halved and not part:
        return "less", 50.0
    if part is None and fraction is None:
        return None
    size = _number(part["size"]) if part else sizes.FRACTIONS[fraction.group()] if fraction else 0.0
    is_to = sizes.TO_LEVEL.search(text) is not None
    if not is_to and sizes.LESS.search(text):
        return "less", size
    return ("more" if not is_to and sizes.MORE.search(text) else "share"), size


def _number(text: str) -> float:
    words = sizes.NUMBERS.get(text)
    return float(re.sub(r"\s", "", text).replace(",", ".")) if words is None else words


def rest(asked: str) -> str:
    """A question without its level, its years and what is said of coming there."""
    left = sizes.PER.sub(lambda found: f"{found['what']} {found['each'] or ''}", asked)
    for words in (sizes.TIMES, sizes.PERCENT, sizes.FRACTION, sizes.HALVED,
        asking.ASPECTS[aspects.PACE], sizes.WHEN, sizes.YEAR_WORDS, sizes.TOWARDS_LEVEL):  # fmt: skip
        left = words.sub(" ", left)
    return left


# ───────────── Of which measure ─────────────


def of(facts: Facts, known: Sequence[Question], asked: str, first: Question) -> Question | None:
    """What a level takes, of the indicator that a question's other words mean; None where that can have no such level.

    Where the level is a target that somebody has decided, the indicator's own answer is of it.

    Args:
        first: the question that the other words mean.
    """
    kind, _, key = first.key.partition(":")
    if kind not in comparisons.OF_INDICATOR or key not in facts.of_programme or not facts.is_computed(key):
        return None
    level = read(asked, facts.as_of.year)
    if level is None or not _fits(facts.indicator(key), level):
        return None
    if _is_decided(facts, key, level):
        return next((replace(one, text=asked) for one in known if one.key == f"indicator:{key}"), None)
    return Question(f"{LEVEL}:{key}", asked, "", partial(_reply, facts, key, level, asked), is_listed=False)


def _fits(indicator: Indicator, level: Level) -> bool:
    """Whether an indicator can have a level of the kind: a share in percent, a ratio by its value."""
    if indicator.better is None or (level.kind == "less" and (indicator.better != "lower" or indicator.is_share)):
        return False
    if level.kind == "share":
        return indicator.is_share and level.size <= 100
    return level.kind != "value" or not (indicator.is_share or indicator.is_total)


def _is_decided(facts: Facts, key: str, level: Level) -> bool:
    wanted = 100 - level.size if level.kind == "less" else level.size
    return level.kind in ("less", "share", "value") and any(
        abs(one.value - wanted) < CLOSE
        and one.is_index == (level.kind == "less")
        and level.base in (None, one.base_year)
        and level.year in (None, one.target_year)
        for one in facts.registry.targets_of(key).values()
    )


# ───────────── What it takes ─────────────


def _reply(facts: Facts, key: str, level: Level, asked_as: str, area: str) -> Reply:
    """What the level takes, in things where the indicator counts any; of the home group where an area's is unknown."""
    usual, indicator = figures.of_one(facts, key, area), facts.indicator(key)
    usual = replace(usual, word="", counted=None)
    held = texts.held_area(facts, key, area)
    tried = _tried(facts, key, held, level)
    if tried is None:
        example = EXAMPLE.format(size=number(level.size), year=level.year or HORIZON, base=_base_example(facts, key))
        asked = f"Vad krävs för {plain(indicator)} {figures.where(facts, area)}?"
        return replace(usual, question=asked, answer=NO_BASE.format(example=example), beside=(usual.answer,))
    what = capital(plain(indicator))
    asked = f"{what} {figures.where(facts, area)}: vad krävs för att nå {tried.told} till {tried.year}?"
    if is_fleet(facts, key, area):
        return replace(usual, question=asked, answer=usual.hedge, hedge="", beside=(usual.answer,))
    made = try_target(
        facts, key, held, facts.variants(key)[0], value=tried.value, year=tried.year, base_year=tried.base
    )
    if isinstance(made, str):
        return replace(usual, question=asked, answer=made, beside=(usual.answer,))
    of_held = f"{facts.areas.name(held)}: {answers.of_indicator(facts, key, held).answer}"
    no_day = NO_DAY if sizes.WHEN.search(asked_as) else ""
    hedge = f"{no_day} {_at_todays(facts, made)}".strip()
    return Reply(asked, _told(facts, made, tried, area), hedge=hedge, source=usual.source,
        beside=(usual.answer if held == area else of_held,), links=(_try(facts, key, area, tried),))  # fmt: skip


def _at_todays(facts: Facts, made: Trial) -> str:
    """That what things are counted for is taken to be as many as in the value's year; empty where none are counted."""
    one, indicator = made.assessed, facts.indicator(made.assessed.indicator)
    counted = answers.to_level(facts, one.indicator, one.area, made.aim)
    if not counted or one.assessment.position.is_reached or not indicator.parsed:
        return ""
    units = dict.fromkeys(facts.registry.measures[name].unit for name in indicator.parsed.divided_by)
    return AT_TODAYS.format(things=listed(units), year=one.value.year)


def _told(facts: Facts, made: Trial, tried: Tried, area: str) -> str:
    one = made.assessed
    if one.assessment.position.is_reached:
        return f"{facts.areas.name(one.area)} har redan nått {tried.told}."
    things = answers.to_level(facts, one.indicator, one.area, made.aim, tried.told)
    return things or left_sentence(facts, one, area, tried.told) or ""


def _try(facts: Facts, key: str, area: str, tried: Tried) -> Link:
    """The way to where the level is tried, filled in, and can be changed."""
    chosen = "" if area == facts.areas.home.id else area
    choices = (("indikator", key), ("omrade", chosen), ("ar", ""), ("provvarde", _written(tried.value)),
        ("provar", str(tried.year)), ("provbas", str(tried.base)))  # fmt: skip
    return Link("Pröva ett annat målvärde på Indikator", "indicator", choices, part=TAKES)


def _written(value: float) -> str:
    return number(value, 2).rstrip("0").rstrip(",") if value % 1 else number(value)


def _tried(facts: Facts, key: str, area: str, level: Level) -> Tried | None:
    """A level in an indicator's unit with the year it is counted from; None where less is asked for and none is."""
    indicator, variant = facts.indicator(key), facts.variants(key)[0]
    series = facts.assessor.series(key, area, variant)
    ways, latest = base_years(facts, key, area, variant), max(series, default=0)
    if not ways:
        return None
    since, year = default_base(facts, key, ways), level.year or max(HORIZON, latest + 1)
    now = series[latest]
    if level.kind in ("share", "value"):
        return Tried(level.size, year, since, _amount(indicator, level.size))
    if level.kind == "less":
        base = latest if level.base == 0 else level.base or _declared_base(facts, key)
        if base not in series:
            return None
        since = base if base in ways else since
        return _of_factor(indicator, series, Tried(1 - level.size / 100, year, since, ""), base, level)
    factor = level.size if level.kind == "times" else 1 + level.size / 100
    return _of_factor(indicator, series, Tried(factor, year, since, ""), latest, level) if now else None


def _of_factor(indicator: Indicator, series: dict[int, float], factor: Tried, base: int, level: Level) -> Tried:
    """A part of the value of a year, of a total as an index of the year its way begins in."""
    value = factor.value * series[base]
    if level.kind == "times":
        told = f"{OF_LATEST[level.size]} {base} års nivå"
    else:
        told = f"{_short(level.size)} procent {'under' if level.kind == 'less' else 'över'} {base} års nivå"
    value = 100 * value / series[factor.base] if indicator.is_total else value
    return replace(factor, value=value, told=told)


def _declared_base(facts: Facts, key: str) -> int | None:
    """The year that a target or the indicator itself is counted from."""
    bases = [one.base_year for one in facts.registry.targets_of(key).values() if one.base_year]
    return next(iter(bases), facts.indicator(key).index_year)


def _base_example(facts: Facts, key: str) -> int:
    return facts.registry.programme_of(key).base_year


def _amount(indicator: Indicator, value: float) -> str:
    if indicator.is_share:
        return f"{_short(value)} procent"
    return f"{figure(indicator, value, min(indicator.decimals, 1)).removesuffix(',0')} {indicator.unit}"


def _short(value: float) -> str:
    return number(value, 1).removesuffix(",0")
