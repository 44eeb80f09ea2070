"""An indicator's answer in words: its question, the answer, its word and place."""

from dashboard.content.answers import silence
from dashboard.content.answers.budget import ASIDE, BASE, BEST, COUNTRY, VALUE, WHOM, Part, fitted
from dashboard.content.answers.country import in_country
from dashboard.content.answers.phrases import (
    DEPENDS,
    MANY_FLEETS,
    decimals,
    figure,
    kept,
    lower_than,
    more,
    placed,
    plain,
    since as since_words,
    two_values,
    unit,
    valued,
)
from malkollen.answers.aim import AimAnswer, AimState
from malkollen.answers.basis import Basis
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.answers.movement import Course, Distance, Span
from malkollen.answers.quarter import Level, Quarter
from malkollen.registry.home import capital, genitive
from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import apart, number, unnamed

COUNTRY_WORDS = {"Sverige": "landet"}
"""Whom a target was set for, as it is said."""
FEW = ", {count} stycken"
"""How many things a small area has, beside its value."""
AIM_WORDS: dict[AimState, str] = {
    "reached": "är nått",
    "on_track": "nås i nuvarande takt",
    "missed": "nås inte i nuvarande takt",
    "past": "nåddes inte",
    "away": "kommer längre bort",
    "not_reached": "är inte nått",
    "uncertain": "är inte nått",
    "unforecast": "är inte nått",
    "unknown": "går inte att säga något om än",
}
AIM_HEADS: dict[AimState, str] = {
    "reached": "Målet är nått",
    "on_track": "På väg mot målet",
    "missed": "Når inte målet",
    "past": "Nådde inte målet",
    "away": "Längre från målet",
    "not_reached": "Målet är inte nått",
    "uncertain": "Målet är inte nått",
    "unforecast": "Målet är inte nått",
    "unknown": silence.NOT_YET,
}
AHEAD_WORDS: dict[AimState, str] = {"uncertain": "prognosen är osäker", "unforecast": "prognos saknas"}
"""What is not known of a target that is not reached, said after what is."""
DISTANCE_WORDS: dict[Distance, str] = {
    "closing": "och kommer närmare",
    "growing": "men halkar efter",
    "lead_grows": "och drar ifrån",
    "lead_shrinks": "men tappar mot",
}


def question(basis: Basis, answer: IndicatorAnswer) -> str:
    """What is asked of an indicator and an area."""
    what, name = kept(plain(basis.indicator(answer.key))), basis.areas.name(answer.area)
    match answer.state:
        case "aimed":
            return f"Når {name} målet för {what}?"
        case "level":
            return f"Når {name} nivån för {what}?"
        case "placed" | "quarter":
            return f"Hur står sig {name} i {what}?"
    place = where(basis, answer.area)
    return f"Hur ser det ut med {what}{'' if what.endswith(place) else f' {place}'}?"


def where(basis: Basis, area: str) -> str:
    """Where an area's things are: "på Södertörn", "i övriga Stockholms län"."""
    return basis.registry.home.at if area == basis.home else f"i {unnamed(basis.areas.name(area))}"


def word(basis: Basis, answer: IndicatorAnswer) -> str | None:
    """The answer in a word or a few; None where a value is only shown."""
    if answer.unanswered:
        return silence.word(answer.unanswered)
    if answer.aim:
        return AIM_HEADS[answer.aim.state]
    if answer.state == "level":
        return "Når nivån" if answer.is_at_level else "Når inte nivån"
    if answer.place:
        return capital(placed(answer.place))
    return capital(quartered(basis, answer, answer.quarter)) if answer.quarter else None


def place_words(answer: IndicatorAnswer) -> str | None:
    """The place in words; None where there is none."""
    return placed(answer.place) if answer.place else None


def text(basis: Basis, answer: IndicatorAnswer) -> str:
    """The answer: at most two sentences and 25 words."""
    if answer.unanswered:
        return silence.text(basis, answer.area, answer.unanswered)
    if answer.aim:
        return _aimed(basis, answer, answer.aim)
    if answer.state == "level":
        return _at_level(basis, answer)
    if answer.place:
        return _placed(basis, answer)
    if answer.quarter:
        return _in_quarter(basis, answer, answer.quarter)
    return _shown(basis, answer)


# ───────────── Placed ─────────────


def _placed(basis: Basis, answer: IndicatorAnswer) -> str:
    own = answer.place
    depends = own is not None and own.kind == "depends"
    course = answer.movement.course if answer.movement else None
    head = [] if depends or own is None else [Part(f"{capital(placed(own))}: ")]
    told = [*head, *values(basis, answer, with_country=course is None)]
    return fitted(told, second(basis, answer, course, depends=depends))


def values(basis: Basis, answer: IndicatorAnswer, *, with_country: bool) -> list[Part]:
    """The area's value, the best other's and riket's; emissions never without riket's."""
    indicator, own = basis.indicator(answer.key), answer.place
    best = own.values[own.best] if own and answer.area == own.area else None
    told = [answer.value, best, answer.country]
    is_told_apart = own is not None and own.kind != "all_tied"
    places = decimals(indicator, [value for value in told if value is not None], apart=is_told_apart)
    parts = [Part(valued(indicator, answer.value or 0.0, answer.year or 0, places))]
    if own and best is not None:
        parts.append(Part(f", i {unnamed(basis.areas.name(own.best))} {figure(indicator, best, places)}", BEST))
    is_emission = basis.is_emission(answer.key)
    is_told = with_country and not indicator.is_total  # a count beside the country's says only who is larger
    if answer.country is not None and (is_told or is_emission):
        goes = None if is_emission else COUNTRY
        parts.append(Part(f", i riket {figure(indicator, answer.country, places)}", goes))
    return parts


def second(basis: Basis, answer: IndicatorAnswer, course: Course | None, *, depends: bool) -> list[Part]:
    """Which way it goes, and that the place depends on fleets."""
    indicator = basis.indicator(answer.key)
    moved = way(indicator, course) if course else ""
    if depends:
        return [Part(moved and f"{moved}; ", BASE), Part(f"platsen {DEPENDS}" if moved else f"Platsen {DEPENDS}")]
    if not course or not moved:
        return []
    distance = answer.movement.distance if answer.movement else None
    aside = _distance(basis, answer, distance) if distance else ""
    told = [Part(moved, BASE if course.is_good else None)]
    return [*told, Part(f", {aside}", ASIDE)] if aside else told


def way(indicator: Indicator, course: Course) -> str:
    """A direction that is established: "upp från 4,7 år 2022", "sjunker långsamt"."""
    span, slowly = course.span, "långsamt" if course.is_slow else ""
    if not course.is_good:
        verb = "stiger" if course.way == "up" else "sjunker"
        return f"{verb} {slowly}".strip()
    if not (told := two_values(indicator, span)):
        return since_words(indicator, span)
    return f"{slowly} {'upp' if course.way == 'up' else 'ned'} från {told[0]} år {span.from_year}".strip()


def _distance(basis: Basis, answer: IndicatorAnswer, distance: Distance) -> str:
    best = unnamed(basis.areas.name(answer.place.best)) if answer.place else ""
    return f"{DISTANCE_WORDS[distance]} {best}".strip()


# ───────────── Towards a target, shown, in a quarter ─────────────


def _aimed(basis: Basis, answer: IndicatorAnswer, aim: AimAnswer) -> str:
    indicator = basis.indicator(answer.key)
    first = _since(basis, answer, aim) if aim.target.is_index else values(basis, answer, with_country=True)
    ahead = [Part(f"; {AHEAD_WORDS[aim.state]}")] if aim.state in AHEAD_WORDS else []
    return fitted(first, [*_target(indicator, aim), *ahead])


def _since(basis: Basis, answer: IndicatorAnswer, aim: AimAnswer) -> list[Part]:
    """How far it has come since the target's base year."""
    indicator = basis.indicator(answer.key)
    if aim.since_base is None:
        return values(basis, answer, with_country=True)
    return [Part(lower_than(indicator, aim.since_base, answer.year or 0, aim.target.base_year or 0))]


def aimed(indicator: Indicator, aim: AimAnswer, *, is_named: bool) -> str:
    """A target, whose it is and whether it is reached: "Riksdagens mål för landet, 70 procent lägre 2030, är nått".

    is_named: whether it is said of what. What a forecast does not say is left to whoever says why.
    """
    return "".join(part.text for part in _target(indicator, aim, kept(plain(indicator)) if is_named else ""))


def target_words(indicator: Indicator, aim: AimAnswer) -> str:
    """A target and whose it is: "Riksdagens mål för landet, 70 procent lägre 2030"."""
    return "".join(part.text for part in _target(indicator, aim)[:-1]).removesuffix(",")


def _target(indicator: Indicator, aim: AimAnswer, of: str = "") -> list[Part]:
    target = aim.target
    whom = COUNTRY_WORDS.get(target.area, target.area)
    value = number(target.value, min(indicator.decimals, 1)).removesuffix(",0") + f" {unit(indicator)}"
    if target.is_index:
        value = f"{number(abs(100 - target.value))} procent {'lägre' if target.value < 100 else 'högre'}"
    when = f" {target.target_year}" if target.target_year else ""
    return [
        Part(f"{genitive(target.decided_by)} mål{f' om {of}' if of else ''}"),
        Part(f" för {whom}", WHOM),
        Part(f", {value}{when},", VALUE),
        Part(f" {AIM_WORDS[aim.state]}{_left(indicator, aim)}"),
    ]


def _left(indicator: Indicator, aim: AimAnswer) -> str:
    """How far it is to a target that may yet be reached, as the two are shown."""
    if aim.state not in AHEAD_WORDS or aim.target.is_index or aim.value is None:
        return ""
    left = abs(apart(aim.value, aim.target.value, places := decimals(indicator, [aim.value])))
    return f": {number(left, places)}{' procentenheter' if indicator.is_share else ''} kvar"


def _at_level(basis: Basis, answer: IndicatorAnswer) -> str:
    """A value against a level that nobody has decided here: which level, and whether it is reached."""
    target = basis.leading(answer.key, answer.area).target
    title = target[1].title if target else ""
    reached = Part(f"nivån ”{title}” nås{'' if answer.is_at_level else ' inte'}")
    return fitted(values(basis, answer, with_country=True), [reached])


def _shown(basis: Basis, answer: IndicatorAnswer) -> str:
    """A value that is only shown: its year, riket's, and the base year's."""
    indicator, since = basis.indicator(answer.key), answer.movement.since_base if answer.movement else None
    index = _since_index(basis, answer)
    if index:
        return fitted(index)
    parts = values(basis, answer, with_country=True)
    return fitted(parts, [Part(_before(indicator, since), BASE)] if since else [])


def _before(indicator: Indicator, since: Span) -> str:
    told = two_values(indicator, since)
    return f"{since.from_year} var det {told[0]}" if told else since_words(indicator, since)


def _since_index(basis: Basis, answer: IndicatorAnswer) -> list[Part]:
    """How far a total that is drawn as an index has come since its year, beside riket; nothing for others."""
    indicator, year = basis.indicator(answer.key), answer.year or 0
    base = indicator.index_year
    series = basis.assessor.series(answer.key, answer.area, basis.leading_variant(answer.key))
    if base is None or base not in series or base >= year or not series[base]:
        return []
    parts = [Part(lower_than(indicator, 100 * (series[year] / series[base] - 1), year, base))]
    country = basis.country(answer.key, base, basis.leading_variant(answer.key))
    if answer.country is None or not country:
        return parts
    own, others = series[year] / series[base] - 1, answer.country / country - 1
    way = "" if own * others > 0 else f" procent {'högre' if others > 0 else 'lägre'}"
    return [*parts, Part(f", i riket {number(100 * abs(others))}{way}")]


def _in_quarter(basis: Basis, answer: IndicatorAnswer, own: Quarter) -> str:
    indicator, many = basis.indicator(answer.key), basis.registry.comparison.municipalities.many
    places = decimals(indicator, [answer.value])
    told = Part(valued(indicator, answer.value or 0.0, answer.year or 0, places))
    few = [] if own.few is None else [Part(FEW.format(count=own.few))]
    country = Part(in_country(indicator, places, answer.country), COUNTRY)
    if own.either:
        every, alone = (_than_most(indicator, level) for level in own.either)
        return fitted([told, *few, country], [Part(f"{every} {many}, men {alone} utan {MANY_FLEETS}")])
    if own.is_fleet or own.level is None:
        return fitted([told, *few, country], [Part(f"jämförs inte: platsen {DEPENDS}")])
    stands = quartered(basis, answer, own)
    return fitted([Part(f"{stands}: "), told, *few, country])


def quartered(basis: Basis, answer: IndicatorAnswer, own: Quarter) -> str:
    """A quarter as more of the good, or less, never a place; riket is a figure beside it, and no second comparison."""
    if own.is_fleet or own.level is None:
        return DEPENDS
    indicator, many = basis.indicator(answer.key), basis.registry.comparison.municipalities.many
    without = f" utan {MANY_FLEETS}" if indicator.has_fleet_variants else ""
    return f"{_than_most(indicator, own.level)} av {own.among} {many}{without}"


def _than_most(indicator: Indicator, level: Level) -> str:
    if level == "middle":
        return "ungefär som de flesta"
    return f"{more(indicator, is_good=level == 'upper')} {kept(plain(indicator))} än de flesta"
