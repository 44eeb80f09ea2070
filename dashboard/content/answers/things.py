"""What it would take in things, and who moves it, as sentences."""

from dashboard.content.answers.budget import sentence
from dashboard.content.answers.phrases import day, difference_unit, kept, plain
from dashboard.content.text import COUNTS, preliminary_sentence
from malkollen.answers.basis import Basis
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.answers.movers import Movers
from malkollen.answers.things import Missing, rounding
from malkollen.assess.scale import direction_sign
from malkollen.registry.home import genitive
from malkollen.texts.swedish import apart, listed, number, unnamed
from malkollen.values.areas import COUNTRY

TRIED = "det värde du prövar"
"""A level that a reader tries, where it is not said by itself."""
NO_SUM = "Kommunernas tal summerar inte till {home}: var och en räknas mot riket med sina egna invånare."


def lines(basis: Basis, answer: IndicatorAnswer) -> list[str]:
    """What an indicator's answer takes in things, and who moves it."""
    paced, year = [one for one in answer.things if one.count and not _is_few(one)], answer.year or 0
    told = [missing(basis, one, year, is_counting_told=one in paced[:1]) for one in answer.things]
    return [*told, *beside(basis, answer)]


def beside(basis: Basis, answer: IndicatorAnswer) -> list[str]:
    """What is to be known of what it takes: that the counts may change, and who moves it."""
    counted, value = any(one.count for one in answer.things), basis.leading(answer.key, answer.area).value
    unsure = preliminary_sentence(basis.registry, value, COUNTS) if counted else ""
    return [*filter(None, [unsure]), *([moved(basis, answer.movers)] if answer.movers else [])]


def country_moves(basis: Basis, answer: IndicatorAnswer) -> str:
    """That riket moves on by itself, where its level is ahead; empty where it is not, or does not."""
    year = answer.year or 0
    moves = _moves(basis, answer.key, year) if any(one.to == COUNTRY and one.count for one in answer.things) else ""
    return sentence(f"{moves} {year}") if moves else ""


def missing(
    basis: Basis,
    one: Missing,
    year: int,
    tried: str = TRIED,
    *,
    is_counting_told: bool = True,
) -> str:
    """How many more things a level takes, with what a reader needs who divides the one by the years to the other.

    "Till rikets nivå 2025 behövs 1 726 fler laddpunkter: 423 om året från november 2026 till 2030, avrundat uppåt."

    The pace is the one that the time left asks for, or from the value's year where that is later than today.

    Args:
        tried: a level that is nobody's, as it is said.
        is_counting_told: whether from and to which year it is counted, and how it is rounded: once of several levels.
    """
    whose = level(basis, one, year, tried)
    if not one.count:
        return f"Redan över {whose}."
    indicator = basis.indicator(one.key)
    moves = _moves(basis, one.key, year) if one.to == COUNTRY else ""
    pace = "" if _is_few(one) else f": {_pace(basis, one, year, rounded(basis, one.key), is_told=is_counting_told)}"
    needs = f"Till {whose} behövs {number(one.count)} fler {kept(plain(indicator))}{pace}."
    return f"{needs} {sentence(f'{moves} {year}')}" if moves else needs


def _is_few(one: Missing) -> bool:
    """Whether a level takes so few that a rounded pace would be all of them."""
    return one.count <= max(one.per_year, one.per_year_left or 0)


def needed(basis: Basis, one: Missing, year: int) -> str:
    """How many more things a level takes, without the pace: "1 726 fler laddpunkter till rikets nivå 2025"."""
    return f"{number(one.count)} fler {kept(plain(basis.indicator(one.key)))} till {level(basis, one, year)}"


def rounded(basis: Basis, key: str) -> str:
    """How its counts are rounded."""
    hundreds = " till hundratal" if rounding(basis.indicator(key), basis.registry.measures) > 1 else ""
    return f"avrundat uppåt{hundreds}"


def _pace(basis: Basis, one: Missing, year: int, how: str, *, is_told: bool) -> str:
    """How many a year from the value's year, and from today where that is later.

    how: it is rounded. is_told: from and to which year, and how; else the numbers alone, as that has been told before.
    """
    now = number(one.per_year if one.per_year_left is None else one.per_year_left)
    since = str(year) if one.per_year_left is None else day(basis.assessor.as_of)
    return f"{now} om året från {since} till {one.by}, {how}" if is_told else f"{now} om året"


def level(basis: Basis, one: Missing, year: int, tried: str = TRIED) -> str:
    """Whose level it is: riket's or another area's in a year, a target's, or one that is tried."""
    if one.to == COUNTRY:
        whole = "hela " if basis.indicator(one.key).has_fleet_variants else ""  # companies' cars too
        return f"{whole}rikets nivå {year}"
    if one.to in basis.areas.by_id:
        return f"{genitive(unnamed(basis.areas.name(one.to)))} nivå {year}"
    target = basis.registry.targets.get(one.to)
    return f"målet ”{target.title}”" if target else tried


def _moves(basis: Basis, key: str, year: int) -> str:
    """That riket moves on by itself, with its last year's change; empty where it stands still or goes the other way."""
    indicator, variant = basis.indicator(key), basis.leading_variant(key)
    now, before = (basis.country(key, one, variant) for one in (year, year - 1))
    if now is None or before is None or year in basis.registry.breaks_of(key):
        return ""
    gained = direction_sign(indicator.better or "higher") * (now - before)
    step = abs(apart(before, now, min(indicator.decimals, 1)))
    if gained <= 0 or not step:
        return ""
    verb, what = "ökade" if now > before else "minskade", difference_unit(indicator, is_percent=False)
    return f"riket {verb} självt med {number(step, 1)} {what}"


def no_sum(basis: Basis) -> str:
    """That what each municipality lacks adds up to nothing."""
    return NO_SUM.format(home=basis.registry.home.name)


def moved(basis: Basis, increase: Movers, most: int = 2) -> str:
    """Where the increase lies: the largest parts beside their shares of the inhabitants."""
    size, things = number(abs(increase.added)), kept(plain(basis.indicator(increase.key)))
    what = f"{size} {'fler' if increase.added > 0 else 'färre'} {things}"
    parts = []
    for place, one in enumerate(increase.each[:most]):
        name = basis.areas.name(one.area)
        of_people = f"({one.inhabitants_pct} procent{'' if place else ' av invånarna'})"
        parts.append(f"{'' if place else 'finns '}{one.share_pct} procent i {name} {of_people}")
    return f"Av {what} sedan {increase.from_year} {listed(parts)}."
