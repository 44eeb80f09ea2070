"""The line under an answer: what weakens it most, in one sentence."""

from collections.abc import Sequence
from typing import assert_never

from dashboard.content.answers.budget import sentence
from dashboard.content.answers.country import before_break, beside_alike, then
from dashboard.content.answers.phrases import (
    ALL_CARS,
    DEPENDS,
    FLEETS,
    MANY_FLEETS,
    by_number,
    change,
    change_number,
    comparison,
    difference_unit,
    figure,
    placed,
    placed_beside,
    placed_in,
    plain,
)
from dashboard.content.text import doubt, unsettled
from malkollen.answers.basis import Basis
from malkollen.answers.goal import GoalAnswer, OtherWord, StillMissing, word_of
from malkollen.answers.hedge import (
    AcrossBreak,
    Beside,
    Fleet,
    LastYear,
    Mark,
    Marked,
    OtherPlace,
    OtherPlaces,
    TwoValues,
)
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.answers.movement import Span
from malkollen.answers.place import Place
from malkollen.answers.quarter import is_fleet
from malkollen.registry.registry import Indicator
from malkollen.texts.swedish import apart, listed, number, number_word, unnamed

MARKS: dict[Mark, str] = {
    "preliminary": "siffrorna är preliminära",
    "estimated": "siffrorna är uppskattade",
    "partial": "siffror saknas från någon kommun",
    "derived": "siffran är uträknad ur avrundade tal",
}
WORDS = {"yes": "ja", "partly": "delvis", "no": "nej", "unknown": "att det inte går att säga"}


def indicator_hedge(basis: Basis, answer: IndicatorAnswer) -> str | None:
    """What weakens an indicator's answer most, and how large a move the wrong way is; None where nothing does."""
    alike = beside_alike(basis.indicator(answer.key), answer)
    parts = [text for text in (_hedge(basis, answer), _size(basis, answer), alike) if text]
    return " ".join(map(sentence, parts)) or None


def _hedge(basis: Basis, answer: IndicatorAnswer) -> str:
    indicator = basis.indicator(answer.key)
    match answer.hedge:
        case None:
            return ""
        case OtherPlace():
            return other_place(basis, answer, answer.hedge)
        case LastYear(span):
            return last_year(indicator, span)
        case AcrossBreak(break_name=name):
            return "; ".join(text for text in (before_break(basis, answer), _why_broken(basis, answer, name)) if text)
        case TwoValues(span):
            return then(indicator, span, answer)
        case Marked(mark):
            what = unsettled(basis.registry, [basis.leading(answer.key, answer.area).value])
            return what if what and mark == "preliminary" else MARKS[mark]
        case Fleet():
            return fleets(basis, answer.area, [indicator])
        case Beside():
            return beside(basis, answer.area)
        case _:
            assert_never(answer.hedge)


def other_place(basis: Basis, answer: IndicatorAnswer, hedge: OtherPlace) -> str:
    """Another comparison's place, after the registered one where the answer has told none."""
    indicator = basis.indicator(answer.key)
    registered = f"{by_number(hedge.registered)} {ALL_CARS}" if hedge.registered else ""
    if not registered and hedge.place and hedge.place.comparison.variant == "without":
        registered = f"platsen gäller {ALL_CARS}"
    if hedge.place is None:
        return registered
    compared = comparison(basis, hedge.place.comparison)
    if registered:
        compared = f"{compared[:1].lower()}{compared[1:]}"
    told = f"{compared}: {placed(hedge.place)}"
    if hedge.value is not None:
        own = figure(indicator, hedge.value, min(indicator.decimals, 1))
        unit = " procent" if indicator.is_share else ""
        told += f", {basis.areas.name(hedge.place.area)} {own}{unit}"
    return f"{registered}; {told}" if registered else told


def last_year(indicator: Indicator, span: Span) -> str:
    """The last year alone, beside riket's: "2024 ökade utsläppen från transporter 15 procent, i riket 22"."""
    own, unit = _step(indicator, span.before, span.after)
    if not own:
        return f"{span.to_year} var {plain(indicator)} i stort sett som året före"
    told = f"{span.to_year} {_verb(own)} {plain(indicator)} {_digits(indicator, own)} {unit}"
    if span.country is None:
        return told
    country, _ = _step(indicator, *span.country)
    if not country:
        return f"{told}, i riket i stort sett inget"
    if (country > 0) == (own > 0):
        return f"{told}, i riket {_digits(indicator, country)}"
    return f"{told}, medan riket {_verb(country)} {_digits(indicator, country)}"


def _verb(size: float) -> str:
    return "ökade" if size > 0 else "minskade"


def _step(indicator: Indicator, before: float, after: float) -> tuple[float, str]:
    """A change, in procentenheter or whole percent, and its unit; 0 where it rounds to nothing."""
    if indicator.is_share or not before:
        size = apart(before, after, min(indicator.decimals, 1))
        return size, difference_unit(indicator, is_percent=False)
    return round(100 * (after - before) / abs(before)), "procent"


def _digits(indicator: Indicator, size: float) -> str:
    return number(abs(size), min(indicator.decimals, 1) if indicator.is_share else 0)


def _why_broken(basis: Basis, answer: IndicatorAnswer, name: str) -> str:
    """Why a break weakens the answer; empty where what is doubted since it would have made the change smaller."""
    one, since = basis.registry.breaks[name], answer.movement.since_base if answer.movement else None
    if one.doubt and since and not doubt(one, basis.indicator(answer.key), since.before, since.after):
        return ""
    return one.plain or f"siffror före {one.year} går inte att jämföra med senare"


def _size(basis: Basis, answer: IndicatorAnswer) -> str:
    """How large a move the wrong way is, and the best other's over the same years."""
    course = answer.movement.course if answer.movement else None
    if course is None or course.is_good or answer.state == "aimed":
        return ""
    indicator, span = basis.indicator(answer.key), course.span
    told = f"{change(indicator, span)} sedan {span.from_year}"
    if answer.place and span.best:
        other = Span(span.from_year, span.to_year, *span.best)
        size = change_number(indicator, other)
        told += f", {unnamed(basis.areas.name(answer.place.best))} {size}"
    return told


def fleets(basis: Basis, area: str, indicators: Sequence[Indicator]) -> str:
    """Why a fleet municipality is not compared by its vehicles."""
    what = listed(plain(indicator) for indicator in indicators)
    return f"många företagsbilar är skrivna i {basis.areas.name(area)}, så {what} säger där lite om invånarna"


def beside(basis: Basis, area: str) -> str:
    """That a municipality stands beside the group, and why it is compared with it."""
    group, name = basis.registry.comparison.municipalities, basis.areas.name(area)
    why = "alla kommuner mäts här mot samma grupp"
    if group.classed:
        return f"{name} hör inte till gruppen {group.many} men jämförs med den: {why}"
    return f"{name} hör inte till {group.the_which} men jämförs med dem: {why}"


# ───────────── Of goals and areas ─────────────


def goal_hedge(basis: Basis, answer: GoalAnswer) -> str | None:
    """What weakens a goal's answer most, after how little it rests on; None where nothing does."""
    first, own = only_one(answer) or unsaid(basis, answer), _goal_hedge(basis, answer)
    if first and own and not (only_one(answer) and isinstance(answer.hedge, StillMissing)):
        return sentence(f"{first}; {own[:1].lower()}{own[1:]}")
    return sentence(first) if first else own


def unsaid(basis: Basis, answer: GoalAnswer) -> str:
    """In which measures the place cannot be told, where the answer says that none is first; empty without any."""
    depends = [one.key for one in answer.compared if one.place and one.place.kind == "depends"]
    if answer.firsts or not depends or len(depends) == len(answer.compared):
        return ""
    return f"platsen i {listed(plain(basis.indicator(key)) for key in depends)} {DEPENDS}"


def only_one(answer: GoalAnswer) -> str:
    """How little an answer rests on: "bara ett av svarets nio mått går att jämföra än"; or empty."""
    if len(answer.compared) != 1 or answer.counted == 1:
        return ""
    return f"bara ett av svarets {number_word(answer.counted)} mått går att jämföra än"


def _goal_hedge(basis: Basis, answer: GoalAnswer) -> str | None:
    match answer.hedge:
        case None:
            return None
        case OtherWord(firsts=firsts):
            if not firsts or any(_in_words(place) != "lower" for _, place in firsts):
                return other_word(basis, answer, answer.hedge)
            told = listed(_in(basis, key, place, of_goal=True) for key, place in firsts)
            return sentence(f"{_other(basis, answer, answer.hedge)}: {basis.registry.home.name} har då {told}")
        case OtherPlaces():
            return places_hedge(basis, answer.hedge)
        case OtherPlace():
            return _alone(basis, answer, answer.hedge)
        case StillMissing(missing, of):
            return sentence(f"{missing} av svarets {of} mått saknar siffror än")
        case _:
            assert_never(answer.hedge)


def other_word(basis: Basis, answer: GoalAnswer, hedge: OtherWord) -> str:
    """That another comparison gives another answer, and what that means: in how many measures it is first there."""
    first, total = len(hedge.firsts), number_word(len(answer.compared))
    count = "inget" if not first else "ett" if first == 1 else number_word(first)
    is_shared = any(place.kind == "tied_first" for _, place in hedge.firsts)
    rank = "först eller delad etta" if is_shared else "först"
    other, home = _other(basis, answer, hedge), basis.registry.home.name
    missed = listed(plain(basis.indicator(aim.key)) for aim in answer.aims if aim.is_missed)
    but = f", men målet för {missed} är inte nått" if missed and first == len(answer.compared) else ""
    return sentence(f"{other}: {home} är då {rank} i {count} av {total} mått{but}")


def _other(basis: Basis, answer: GoalAnswer, hedge: OtherWord) -> str:
    so_far = "hittills " if answer.is_so_far else ""
    return f"{comparison(basis, hedge.comparison, of_goal=True)} blir {_whose(answer)} ”{so_far}{WORDS[hedge.word]}”"


def _whose(answer: GoalAnswer) -> str:
    """Whose answer it is that becomes another: a judgement may have the same word of something else."""
    return "siffrornas svar" if answer.judged else "svaret"


def _in_words(place: Place) -> str:
    """Which way a place is said: by height, or by number."""
    return "lower" if place.better == "lower" and place.kind != "all_tied" and place.of > 2 else "number"


def without_fleets(basis: Basis, answer: IndicatorAnswer) -> str:
    """The place where companies' cars decide less; empty where leaving them out gives the same.

    Where others are left out too a sentence of its own says who: "delad sist bland de små. Kommuner med många …". Ours
    come first, by name: of "those with many companies' cars" nobody knows who is meant.
    """
    other = answer.hedge.place if isinstance(answer.hedge, OtherPlace) else None
    if other is None or other.comparison.variant != "without":
        return ""
    told, names = placed(other, of=False), [basis.areas.name(code) for code in other.comparison.left_out]
    if not names:
        return f"{told} utan {FLEETS}"
    ours = [basis.areas.name(code) for code in basis.areas.home_members if is_fleet(basis, answer.key, code)]
    if among := basis.declared(other.comparison.set).among:
        without = f"{', '.join(ours)} och andra med {MANY_FLEETS}" if ours else FLEETS
        return f"{told} bland {among}, utan {without}"
    whose = listed([*names, f"{FLEETS}{f' ({listed(ours)})' if ours else ''}"])
    return f"{told} med färre kommuner. {whose} är då inte med."


def fleets_decide(basis: Basis, answer: IndicatorAnswer) -> str:
    """Between which places companies' cars decide: "delad sist av fyra när alla bilar räknas (2024), men lägst …"."""
    hedge = answer.hedge
    if not isinstance(hedge, OtherPlace) or hedge.registered is None:
        return ""
    told = f"{by_number(hedge.registered)} {ALL_CARS} ({answer.year})"
    if hedge.place is None:
        return told
    among = basis.declared(hedge.place.comparison.set).among
    return f"{told}, men {placed(hedge.place)}{f' bland {among}' if among else ''}"


def places_hedge(basis: Basis, hedge: OtherPlaces) -> str:
    """The places that another comparison gives."""
    told = listed(_in(basis, key, place) for key, place in hedge.places)
    return sentence(f"{comparison(basis, hedge.comparison)}: {told}")


def _in(basis: Basis, key: str, place: Place, *, of_goal: bool = False) -> str:
    return placed_beside(basis, place, basis.indicator(key), of_goal=of_goal)


def _alone(basis: Basis, answer: GoalAnswer, hedge: OtherPlace) -> str:
    """The other place of the only one that is compared, and which answer it makes: "… bort är Södertörn först …"."""
    if hedge.place is None or hedge.registered:
        return sentence(other_place(basis, answer.compared[0], hedge))
    home, indicator = basis.registry.home.name, basis.indicator(answer.compared[0].key)
    if hedge.place.better == "lower" and hedge.place.kind != "all_tied":
        of = f" av {number_word(hedge.place.of)}" if hedge.place.of > 2 else ""
        told = f"har {home} {placed_in(hedge.place, indicator)}{of}"
    else:
        told = f"är {home} {placed(hedge.place)}"
    other = word_of([hedge.place], answer.aims, is_leading=False)
    turns = "" if other == answer.word else f" och {_whose(answer)} blir ”hittills {WORDS[other]}”"
    return sentence(f"{comparison(basis, hedge.place.comparison, of_goal=True)} {told}{turns}")
