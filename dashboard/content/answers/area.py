"""An area's answer in words: where a municipality has more or less than most, or a group's places, first to last."""

from collections.abc import Sequence
from itertools import groupby

from dashboard.content.answers.budget import ASIDE, BEST, MOST_WORDS, Part, fitted, sentence, words
from dashboard.content.answers.hedges import beside, fleets, places_hedge
from dashboard.content.answers.phrases import kept, more, placed_beside, plain
from dashboard.content.answers.silence import NOT_YET
from malkollen.answers.area import AreaAnswer
from malkollen.answers.basis import Basis
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.registry.home import capital
from malkollen.texts.swedish import listed, number_word, unnamed

BETTER, ALIKE, WORSE = "bättre än de flesta", "ungefär som de flesta", "sämre än de flesta"
MOST_NAMED = 4
"""Indicators of a part of a sentence; the rest stand in the table."""


def question(basis: Basis, answer: AreaAnswer) -> str:
    """What is asked of an area."""
    return f"Hur går det för {unnamed(_name(basis, answer.area))}?"


def word(basis: Basis, answer: AreaAnswer) -> str | None:
    """The answer in a few words, a municipality's with whom it is held against.

    Without that it is read as another verdict than a shade against riket. None where nothing is compared, or the
    sentence says it whole.
    """
    told = len(answer.told)
    if not told:
        return NOT_YET if answer.standing == "silent" else None
    if any(one.quarter for one in answer.told):
        if not (answer.upper or answer.lower):
            return None
        worse = f", sämre i {_count(len(answer.lower))}" if answer.lower and (answer.upper or answer.middle) else ""
        most, part = (
            (BETTER, answer.upper)
            if answer.upper
            else (ALIKE, answer.middle)
            if answer.middle
            else (WORSE, answer.lower)
        )
        among = f"{capital(most)} {basis.registry.comparison.municipalities.many}"
        return f"{among} i {_count(len(part))} av {number_word(told)} mått{worse}"
    return f"Först i {_count(len(answer.upper))} av {number_word(told)} mått"


def _count(count: int) -> str:
    return {0: "inget", 1: "ett"}.get(count, number_word(count))


def text(basis: Basis, answer: AreaAnswer) -> str:
    """The answer: at most two sentences and 25 words; fewer indicators are named until there is room."""
    name = _name(basis, answer.area)
    if answer.standing == "country":
        return f"{name} är det som de andra jämförs med."
    if answer.standing == "silent":
        return f"{NOT_YET}. Siffrorna om {unnamed(name)} är för gamla eller saknas."
    if answer.standing == "alone":
        return f"{name} ingår inte i någon jämförelse."
    if not answer.told:
        return f"{name} har inget mått som går att jämföra."
    told = _municipality if any(one.quarter for one in answer.told) else _group
    texts = (told(basis, answer, most) for most in range(MOST_NAMED, 0, -1))
    short = f"{name}: {(word(basis, answer) or NOT_YET).lower()}."
    return next((text for text in texts if words(text) <= MOST_WORDS), short)


def measures(basis: Basis, answer: AreaAnswer) -> list[str]:
    """What a municipality's answer counts, each by name with its part and year, best first; none where it names all."""
    if not any(one.quarter for one in answer.told):
        return []
    parts = {BETTER: answer.upper, ALIKE: answer.middle, WORSE: answer.lower}
    told_already = text(basis, answer)
    if all(kept(plain(basis.indicator(one.key))) in told_already for part in parts.values() for one in part):
        return []
    return [
        capital(f"{kept(plain(basis.indicator(one.key)))}: {told} ({one.year})")
        for told, part in parts.items()
        for one in part
    ]


def hedge(basis: Basis, answer: AreaAnswer) -> str | None:
    """What weakens an area's answer most; None where nothing does."""
    if answer.fleets:
        return sentence(fleets(basis, answer.area, [basis.indicator(key) for key in answer.fleets]))
    if answer.is_beside:
        return sentence(beside(basis, answer.area))
    return places_hedge(basis, answer.hedge) if answer.hedge else None


def _name(basis: Basis, area: str) -> str:
    return basis.areas.name(area)


# ───────────── A municipality ─────────────


def _municipality(basis: Basis, answer: AreaAnswer, most: int) -> str:
    """Where it has more than most, where less, and where about as much."""
    name, placed = _name(basis, answer.area), basis.registry.comparison.municipalities
    among = sorted({one.quarter.among for one in answer.told if one.quarter})
    than = f"än de flesta av {among[0]} {placed.many}" if len(among) == 1 else f"än de flesta {placed.many}"
    upper, lower = (
        _listed(basis, part[:most], is_good=is_good) for part, is_good in ((answer.upper, True), (answer.lower, False))
    )
    middle = listed(_dated(basis, answer.middle[:most]))
    if upper and lower:
        first = [Part(f"{name} har {upper} {than}, men {lower}")]
    elif upper or lower:
        first = [Part(f"{name} har {upper or lower} {than}")]
    else:
        return fitted([Part(f"{name} är ungefär som {than.removeprefix('än ')} i {middle}")])
    return fitted(first, [Part(f"Ungefär som {placed.the} i {middle}", ASIDE)] if middle else [])


def _listed(basis: Basis, answers: Sequence[IndicatorAnswer], *, is_good: bool) -> str:
    """Indicators under the comparative they share: "lägre bilkörning (2024) och fler laddpunkter (2025)"."""
    ordered = sorted(answers, key=lambda one: more(basis.indicator(one.key), is_good=is_good))
    parts = [
        f"{comparative} {listed(_dated(basis, list(group)))}"
        for comparative, group in groupby(ordered, key=lambda one: more(basis.indicator(one.key), is_good=is_good))
    ]
    return listed(parts) if parts else ""


def _dated(basis: Basis, answers: Sequence[IndicatorAnswer]) -> list[str]:
    """Their everyday words, each year once after the last that it belongs to; a few things are counted."""
    texts = []
    for place, one in enumerate(answers):
        is_last = place == len(answers) - 1 or answers[place + 1].year != one.year
        few = one.quarter.few if one.quarter else None
        notes = [f"{few} stycken" if few is not None else "", str(one.year) if is_last or few is not None else ""]
        told = " ".join(filter(None, notes))
        texts.append(f"{kept(plain(basis.indicator(one.key)))}{f' ({told})' if told else ''}")
    return texts


# ───────────── A group ─────────────


def _group(basis: Basis, answer: AreaAnswer, most: int) -> str:
    """A group's places, best first, worst last; those between go first where there is no room."""
    ordered = sorted(answer.told, key=lambda one: one.place.standing if one.place else 0.5)
    sizes = {one.place.of for one in ordered if one.place}
    among = f"bland {number_word(sizes.pop())} områden" if len(sizes) == 1 else "bland områdena"
    kept_between = ordered[1:-1][: max(most - 2, 0)]
    told = [ordered[0], *kept_between, *ordered[-1:]] if len(ordered) > 1 else ordered
    texts = [f"{placed_beside(basis, one.place, basis.indicator(one.key))} ({one.year})" for one in told if one.place]
    name = capital(_name(basis, answer.area))
    *before, last = texts
    joined = "".join(f"{text}, " for text in before)
    return fitted([Part(f"{name} {among}: "), *([Part(joined, BEST)] if joined else []), Part(last)])
