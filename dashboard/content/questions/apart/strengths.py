"""In what one of our municipalities stands best or worst: among them all, and beside those that it is compared with."""

from dataclasses import dataclass
from typing import Literal

from dashboard.blocks.page import Link
from dashboard.content.answers import answers
from dashboard.content.answers.phrases import decimals, plain
from dashboard.content.facts import Facts
from dashboard.content.questions.reading.language import said, way
from dashboard.content.questions.reading.question import Reply
from dashboard.content.questions.replies import comparisons, figures
from dashboard.content.ranks import is_fleet
from malkollen.answers.indicator import IndicatorAnswer
from malkollen.texts.swedish import listed
from malkollen.values import rough

End = Literal["best", "worst"]
_BEST = r"(?:bättre|bäst\w*|starkast\w*|starka|styrk\w*|bra|positivt|före|längst fram|främst)"
_WORST = (
    r"(?:bli bättre|blir bättre|förbättra\w*|sämst\w*|sämre|svagast\w*|svaga|svaghet\w*|dåligt|negativt|efter|"
    r"längst (?:ner|ned|bak))"
)
BEST, WORST = said(_BEST), said(_WORST)
STANDS = way(
    rf"\b(?:var|vart|vad|vilk\w+|vilka är|hur)\b.{{0,90}}?\b(?:{_BEST}|{_WORST})\b|^är \w+ (?:{_BEST}|{_WORST})\b"
)
"""That it is asked what goes best or worst."""
ASIDE = said(rf"var|vart|vad|vilk\w+|hur|inom|mått\w*|indikator\w*|områden?|fråg\w*|punkt\w*|sid(?:a|or)|det|den|"
    rf"dom|de|ligger|står|går|sticker|halkar|släpar|kommer|klarar|ut|till|är|har|på|i|av|som|allt|alla|allra|{_BEST}|{_WORST}|"
    r"jämfört|jämförelse|jämförs|med|mot|bland|än|om|kommuner\w*|grann\w*|åtta|andra|övriga|sju|resten|helhet|"
    r"pendlingskommun\w*|måste|borde|bör|behöver|kan|bli|lyckas")  # fmt: skip
"""What such a question says beside that names nothing that is measured."""
TITLES: dict[End, str] = {
    "worst": "Var ligger {name} sämst till?",
    "best": "Var ligger {name} bäst till?",
}
PLACES = "Bland {those}: {placed}."
PLACE, SHARED = "plats {place} av {whole} i {matter} ({year})", "delad plats {place} av {whole} i {matter} ({year})"
APART = "Kommuner med många företagsbilar har ingen plats i bilarnas mått."
OWN_APART = "Många företagsbilar är skrivna i {name}, som därför inte har någon plats i bilarnas mått."
NO_PLACE = "Inget mått har någon plats bland {those} än."
MOST = 2
"""Measures that the answer itself names."""


@dataclass(frozen=True)
class Standing:
    """How a municipality stands by one measure.

    Attributes:
        better: how many of ours stand better; alike: how many others have the same value as it is shown.
        whole: how many of ours have a place by it: those whose companies' cars decide their value have none.
    """

    key: str
    told: str
    year: int
    better: int
    alike: int
    whole: int

    @property
    def share(self) -> float:
        """0 where it stands best of ours, 1 where none stands worse."""
        return (self.better + self.alike / 2) / max(self.whole - 1, 1)


def end(asked: str) -> End | None:
    """Which end a question asks for that asks where something stands best or worst; None of any other."""
    if not STANDS.search(asked):
        return None
    return "worst" if WORST.search(asked) else "best"


def rest(asked: str) -> str:
    """What else such a question has."""
    return ASIDE.sub(" ", asked)


def reply(facts: Facts, which: End, area: str) -> Reply:
    """The measures of a municipality of ours, those first that the question asks for, with its place among ours."""
    found = [one for key in facts.of_programme if (one := _standing(facts, key, area))]
    ordered = sorted(found, key=lambda one: -one.share if which == "worst" else one.share)
    those, name = facts.members.the, facts.areas.name(area)
    placed = listed(_place(facts, one) for one in ordered[:MOST])
    answer = PLACES.format(those=those, placed=placed) if placed else NO_PLACE.format(those=those)
    rest_placed = [PLACES.format(those=those, placed=_place(facts, one)) for one in ordered[MOST:]]
    lines = [f"{one.told} {place}".strip() for one, place in zip(ordered, [*([""] * MOST), *rest_placed], strict=False)]
    is_apart = any(one.whole < facts.members.count for one in ordered)
    hedge = OWN_APART.format(name=name) if _is_apart(facts, area) else APART if is_apart else ""
    sources = tuple(source for one in ordered for source in answers.of_indicator(facts, one.key, area).sources)
    link = Link(f"Läs mer på Kommun: {name}", "municipality", (("kommun", area),))
    return Reply(TITLES[which].format(name=name), answer, hedge=hedge,
        beside=tuple(lines), source=figures.published(sources, facts), links=(link, comparisons.ON_EIGHT))  # fmt: skip


def place(facts: Facts, key: str, area: str) -> str:
    """A municipality's place among ours by one measure, in a sentence; empty where it has none, and of nobody last."""
    found = _standing(facts, key, area)
    if found is None or found.better + found.alike + 1 == found.whole:
        return ""
    return PLACES.format(those=facts.members.the, placed=_place(facts, found))


def _is_apart(facts: Facts, area: str) -> bool:
    """Whether companies' cars leave a municipality without a place in some measure."""
    return any(facts.is_computed(key) and is_fleet(facts, key, area) for key in facts.of_programme)


def _standing(facts: Facts, key: str, area: str) -> Standing | None:
    """How a municipality stands by a measure; None where municipalities have no places by it."""
    answered = answers.of_indicator(facts, key, area) if facts.is_computed(key) else None
    typed, indicator = answered.typed if answered else None, facts.indicator(key)
    if not isinstance(typed, IndicatorAnswer) or not typed.year or is_fleet(facts, key, area):
        return None
    values = _values(facts, key, typed.year)
    if not indicator.better or indicator.is_total or rough.is_for_groups(indicator) or area not in values:
        return None
    places = decimals(indicator, [*values.values()])
    own, turn = round(values[area], places), 1 if indicator.better == "lower" else -1
    others = [turn * (round(value, places) - own) for code, value in values.items() if code != area]
    better, alike = sum(one < 0 for one in others), others.count(0)
    return Standing(key, answered.answer if answered else "", typed.year, better, alike, len(values))


def _values(facts: Facts, key: str, year: int) -> dict[str, float]:
    """The values of our municipalities in a year, but of those where companies' cars decide them."""
    placed = [code for code in facts.areas.home_members if not is_fleet(facts, key, code)]
    values = {code: facts.evaluation(key).at(code, year).value for code in placed}
    return {code: value for code, value in values.items() if value is not None}


def _place(facts: Facts, one: Standing) -> str:
    return (SHARED if one.alike else PLACE).format(matter=plain(facts.indicator(one.key)), place=one.better + 1,
        whole=one.whole, year=one.year)  # fmt: skip
